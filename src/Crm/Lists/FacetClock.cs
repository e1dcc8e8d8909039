using Microsoft.Extensions.Hosting;
using ServiceBot.Storage;

namespace ServiceBot.Crm.Lists;

/// <summary>Computes facets anew when time itself has changed them: somebody who has not bought for long is of another stage, though nothing happened.</summary>
internal sealed class FacetClock(IDatabase database, KeepFacets facets, TimeProvider clock) : BackgroundService
{
    private const int Together = 200;
    private static readonly TimeSpan Every = TimeSpan.FromMinutes(1);

    /// <summary>Computes all that is due.</summary>
    public async Task TickAsync(CancellationToken cancellationToken)
    {
        while (await database.ReadAsync(session => FacetStore.DueAsync(session, clock.GetUtcNow(), Together), cancellationToken) is { Count: > 0 } due)
        {
            await database.WriteAsync(
                async unit =>
                {
                    await facets.KeepAsync(unit, [.. due]);
                    return true;
                },
                cancellationToken);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.DoAsync(TickAsync, Every, atOnce: false, clock, stoppingToken);
}
