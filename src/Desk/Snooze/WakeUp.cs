using Microsoft.Extensions.Hosting;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Snooze;

/// <summary>Fetches back what was put aside when its time has come. Of several nodes the first one does it, and the others find it done.</summary>
internal sealed class WakeUp(IDatabase database, PutAside putAside, TimeProvider clock) : BackgroundService
{
    private const int Together = 100;
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);

    /// <summary>Fetches back what is due now.</summary>
    /// <returns>How many.</returns>
    public async Task<int> WakeAsync(CancellationToken cancellationToken)
    {
        var woken = 0;
        while (true)
        {
            var due = await database.ReadAsync(session => SnoozeStore.DueAsync(session, clock.GetUtcNow(), Together), cancellationToken);
            foreach (var id in due)
            {
                woken += await database.WriteAsync(unit => putAside.WakeAsync(unit, id), cancellationToken) ? 1 : 0;
            }

            if (due.Count < Together)
            {
                return woken;
            }
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.DoAsync(WakeAsync, Look, atOnce: false, clock, stoppingToken);
}
