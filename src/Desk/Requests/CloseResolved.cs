using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Requests;

/// <summary>Closes what was resolved and not opened again in time. Of several nodes the first one does it, and the others find it done.</summary>
internal sealed class CloseResolved(IDatabase database, ChangeStatus changeStatus, IOptions<RequestOptions> options, TimeProvider clock) : BackgroundService
{
    private const int Together = 100;
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(10);

    /// <summary>Closes what is due now.</summary>
    /// <returns>How many.</returns>
    public async Task<int> CloseAsync(CancellationToken cancellationToken)
    {
        var closed = 0;
        while (true)
        {
            var before = clock.GetUtcNow() - options.Value.ReopenWindow;
            var due = await database.ReadAsync(session => RequestStore.ResolvedBeforeAsync(session, before, Together), cancellationToken);
            foreach (var request in due)
            {
                var outcome = await database.WriteAsync(
                    unit => changeStatus.HandleAsync(unit, request.Number, RequestStatus.Closed, Actor.System, request.Version, comment: null), cancellationToken);
                closed += outcome is ChangeStatusOutcome.Changed ? 1 : 0;
            }

            if (due.Count < Together)
            {
                return closed;
            }
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.DoAsync(CloseAsync, Look, atOnce: false, clock, stoppingToken);
}
