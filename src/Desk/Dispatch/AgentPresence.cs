using ServiceBot.Storage;

namespace ServiceBot.Desk.Dispatch;

/// <summary>
/// Who has a page of the desk open, on this node and for all nodes to read. A page that is left and another that is opened cost no write: the
/// row is a lease that is renewed now and then, and whoever has been gone since then loses it.
/// </summary>
internal sealed class AgentPresence(IDatabase database, WorkBell bell, TimeProvider clock)
{
    /// <summary>How often leases are renewed.</summary>
    public static readonly TimeSpan RenewsEvery = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Lease = 3 * RenewsEvery;

    private readonly Lock _gate = new();
    private readonly string _node = Guid.NewGuid().ToString("N");
    private readonly Dictionary<Guid, int> _pages = [];
    private readonly HashSet<Guid> _leased = [];      // whose row is known to be written

    /// <summary>Somebody opens a page; dispose of it when it is left.</summary>
    public async Task<IAsyncDisposable> ArriveAsync(Guid staff, CancellationToken cancellationToken)
    {
        bool isLeased;
        lock (_gate)
        {
            isLeased = _leased.Contains(staff);
            _pages[staff] = _pages.GetValueOrDefault(staff) + 1;
        }

        var page = new Page(this, staff);
        if (isLeased)
        {
            return page;
        }

        try
        {
            await database.WriteAsync(
                async unit =>
                {
                    var now = clock.GetUtcNow();
                    await AgentStore.ForgetAsync(unit, staff, now);
                    await AgentStore.ArriveAsync(unit, staff, _node, now + Lease);
                    unit.OnCommitted(bell.Ring);
                    return true;
                },
                cancellationToken);
        }
        catch
        {
            await page.DisposeAsync();      // the row is written by the next page, or by one that was opened meanwhile
            throw;
        }

        lock (_gate)
        {
            _leased.Add(staff);
        }

        return page;
    }

    /// <summary>Renews the leases of who is here, and ends those of who has gone.</summary>
    public async Task RenewAsync(CancellationToken cancellationToken)
    {
        Guid[] here;
        Guid[] gone;
        lock (_gate)
        {
            here = [.. _pages.Where(pages => pages.Value > 0).Select(pages => pages.Key)];
            gone = [.. _pages.Where(pages => pages.Value == 0).Select(pages => pages.Key)];
            foreach (var staff in gone)
            {
                _pages.Remove(staff);
                _leased.Remove(staff);
            }
        }

        if (here.Length + gone.Length == 0)
        {
            return;
        }

        await database.WriteAsync(
            async unit =>
            {
                foreach (var staff in here)
                {
                    await AgentStore.ArriveAsync(unit, staff, _node, clock.GetUtcNow() + Lease);
                }

                foreach (var staff in gone.Where(staff => !IsHere(staff)))     // who came back meanwhile may have said so already
                {
                    await AgentStore.LeaveAsync(unit, staff, _node);
                }

                return true;
            },
            cancellationToken);
    }

    private bool IsHere(Guid staff)
    {
        lock (_gate)
        {
            return _pages.ContainsKey(staff);
        }
    }

    private sealed class Page(AgentPresence presence, Guid staff) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            lock (presence._gate)
            {
                presence._pages[staff]--;
            }

            return ValueTask.CompletedTask;
        }
    }
}
