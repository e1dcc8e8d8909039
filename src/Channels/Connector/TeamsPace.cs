using System.Collections.Concurrent;
using ServiceBot.Channels.Turns;

namespace ServiceBot.Channels.Connector;

/// <summary>
/// Keeps to the rates at which Teams takes messages of a bot: who would be too fast waits, so that nothing is refused and the order stays. Messages of one
/// conversation come one after another; nodes do not know of each other's.
/// </summary>
/// <remarks>Microsoft's page on rate limits: per thread 7 in 1 s, 8 in 2 s, 60 in 30 s and 1,800 in an hour; per tenant 30 in 1 s (newer copies say 50).</remarks>
internal sealed class TeamsPace(TimeProvider clock)
{
    private const int MostIdle = 1_000;
    private static readonly Rate[] OfThread =
        [new(7, TimeSpan.FromSeconds(1)), new(8, TimeSpan.FromSeconds(2)), new(60, TimeSpan.FromSeconds(30)), new(1_800, TimeSpan.FromHours(1))];

    private static readonly Rate[] OfTenant = [new(30, TimeSpan.FromSeconds(1))];
    private readonly ConcurrentDictionary<long, RateWindow> _threads = new();
    private readonly ConcurrentDictionary<string, RateWindow> _tenants = new(StringComparer.Ordinal);

    /// <summary>Waits until a message may be sent to a conversation; at once on other channels.</summary>
    public async Task WaitAsync(Conversation conversation, CancellationToken cancellationToken)
    {
        if (conversation.ChannelId != ChannelIds.Teams)
        {
            return;
        }

        // Its turn in the thread comes first, since only this message waits for it; then the tenant's, which is taken at once. Then it goes out.
        var thread = _threads.GetOrAdd(conversation.Key, _ => new(OfThread));
        await UntilAsync(thread.Earliest(clock.GetUtcNow()), cancellationToken);
        await UntilAsync(_tenants.GetOrAdd(conversation.WayBack.TenantId ?? "", _ => new(OfTenant)).Take(clock.GetUtcNow()), cancellationToken);
        thread.Take(clock.GetUtcNow());
        Forget();
    }

    private async Task UntilAsync(DateTimeOffset at, CancellationToken cancellationToken)
    {
        if (at - clock.GetUtcNow() is var wait && wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, clock, cancellationToken);
        }
    }

    /// <summary>Lets go of threads in which nothing is said any more.</summary>
    private void Forget()
    {
        if (_threads.Count <= MostIdle)
        {
            return;
        }

        foreach (var (key, thread) in _threads)
        {
            if (thread.IsIdle(clock.GetUtcNow()))
            {
                _threads.TryRemove(key, out _);
            }
        }
    }
}

/// <summary>So many in so long a time.</summary>
/// <param name="Count">How many.</param>
/// <param name="Window">In what time, wherever it begins.</param>
internal readonly record struct Rate(int Count, TimeSpan Window);

/// <summary>When something was done, and when it may be done again without exceeding any rate.</summary>
/// <param name="rates">The rates, the longest last.</param>
internal sealed class RateWindow(IReadOnlyList<Rate> rates)
{
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(100);     // two may arrive closer together than they left
    private readonly List<DateTimeOffset> _taken = [];
    private readonly Lock _gate = new();

    /// <summary>The first instant from now on at which it may be done.</summary>
    public DateTimeOffset Earliest(DateTimeOffset now)
    {
        lock (_gate)
        {
            return rates.Where(rate => _taken.Count >= rate.Count).Select(rate => _taken[^rate.Count] + rate.Window + Margin).Append(now).Max();
        }
    }

    /// <summary>Does it at the first instant possible.</summary>
    /// <returns>That instant.</returns>
    public DateTimeOffset Take(DateTimeOffset now)
    {
        lock (_gate)
        {
            var at = Earliest(now);
            _taken.Add(at);
            if (_taken.Count > 2 * rates[^1].Count)
            {
                _taken.RemoveRange(0, rates[^1].Count);
            }

            return at;
        }
    }

    /// <summary>Whether what was done no longer matters.</summary>
    public bool IsIdle(DateTimeOffset now)
    {
        lock (_gate)
        {
            return _taken.Count > 0 && _taken[^1] + rates[^1].Window + Margin < now;
        }
    }
}
