using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;
using ServiceBot.Crm.Identity;
using ServiceBot.Desk.Sla;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Insight.Features;

/// <summary>Computes everybody's figures anew once a day, as time alone changes them, and all that there are none of yet at a start.</summary>
internal sealed class RefreshFeatures(IDatabase database, SignalLog signals, ReadRequestFigures figures, TimeProvider clock) : BackgroundService
{
    private const int Together = 1_000;
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(5);

    private volatile bool _isFilled;

    /// <summary>Whether everybody who was there at the first start has figures.</summary>
    public bool IsFilled => _isFilled;

    /// <summary>Computes the figures of some persons, and saves them.</summary>
    public static async Task KeepAsync(UnitOfWork unit, Guid[] customers, DateTimeOffset now) => await SaveAsync(unit, await ComputeAsync(unit, customers, now), now);

    /// <summary>Computes the figures of all who have none; then, of all whose figures are of an earlier day.</summary>
    public async Task RefreshAsync(CancellationToken cancellationToken)
    {
        if (!_isFilled)
        {
            await FillAsync(cancellationToken);
            _isFilled = true;
        }

        var today = ZoneTime.InstantOf(figures.Zone, figures.Today, minute: 0);
        while (await database.ReadAsync(session => FeatureStore.OlderAsync(session, today, Together), cancellationToken) is { Count: > 0 } older)
        {
            await SaveAsync([.. older], cancellationToken);
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.DoAsync(RefreshAsync, Look, atOnce: true, clock, stoppingToken);

    /// <summary>Computes all who have no figures yet, on all cores. Once the reader has begun there are none: whoever comes is a signal.</summary>
    private async Task FillAsync(CancellationToken cancellationToken)
    {
        if (await signals.FindPositionAsync(KeepFeatures.Reader, cancellationToken) == default)
        {
            await Parallel.ForEachAsync(PagesAsync(cancellationToken), cancellationToken, async (page, token) =>
            {
                var done = await database.ReadAsync(session => FeatureStore.LaterAsync(session, page, DateTimeOffset.MinValue), token);
                if (page.Length > done.Count)
                {
                    await SaveAsync([.. page.Where(person => !done.Contains(person))], token);
                }
            });
        }
    }

    private async IAsyncEnumerable<Guid[]> PagesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (Guid? place = null; await database.ReadAsync(session => PersonRecords.PageAsync(session, place, Together), cancellationToken) is { Count: > 0 } page; place = page[^1])
        {
            yield return [.. page];
        }
    }

    /// <summary>Reads outside the transaction, so that nobody who writes waits for it.</summary>
    private async Task SaveAsync(Guid[] customers, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var computed = await database.ReadAsync(session => ComputeAsync(session, customers, now), cancellationToken);
        await database.WriteAsync(
            async unit =>
            {
                await SaveAsync(unit, computed, now);
                return true;
            },
            cancellationToken);
    }

    private static async Task<Computed> ComputeAsync(Session session, Guid[] customers, DateTimeOffset now)
    {
        var (pasts, records) = await ReadPasts.OfAsync(session, customers);
        return new(pasts.ToDictionary(pair => pair.Key, pair => Feature.Of(pair.Value, now)), [.. records.Union(customers).Where(record => !pasts.ContainsKey(record))]);
    }

    private static async Task SaveAsync(UnitOfWork unit, Computed computed, DateTimeOffset now)
    {
        await FeatureStore.ForgetAsync(unit, computed.Others);
        await FeatureStore.SaveAsync(unit, computed.Figures, now);
    }

    /// <param name="Figures">The figures of persons.</param>
    /// <param name="Others">Records that are no persons of their own.</param>
    private sealed record Computed(IReadOnlyDictionary<Guid, double[]> Figures, Guid[] Others);
}
