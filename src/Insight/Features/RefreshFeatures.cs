using System.Runtime.CompilerServices;
using Microsoft.Extensions.Hosting;
using ServiceBot.Crm.Consents;
using ServiceBot.Crm.Identity;
using ServiceBot.Desk.Sla;
using ServiceBot.Insight.Churn;
using ServiceBot.Insight.Recommending.Own;
using ServiceBot.Insight.Segments.Cells;
using ServiceBot.Insight.Segments.Rules;
using ServiceBot.Insight.Value.Own;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Insight.Features;

/// <summary>Computes everybody's figures anew on another day, as time alone changes them, and all that there are none of yet at a start.</summary>
public sealed class RefreshFeatures(IDatabase database, SignalLog signals, ReadRequestFigures figures, MayProfile mayProfile, ChurnScores scores, KeepSegments segments, KeepCells cells, TimeProvider clock) : BackgroundService
{
    private const int Together = 1_000;
    private const int Few = 100;      // at once, while others want to write
    private static readonly TimeSpan TryAgain = TimeSpan.FromMinutes(1);

    private volatile bool _isFilled;

    /// <summary>Whether everybody who was there at the first start has figures.</summary>
    public bool IsFilled => _isFilled;

    /// <summary>Computes the figures of some persons, and saves them.</summary>
    internal async Task KeepAsync(UnitOfWork unit, Guid[] customers) => await SaveAsync(unit, await ComputeAsync(unit, customers));

    /// <summary>Computes the figures of all who have none; then, of all whose figures are of an earlier day, and in which cells they are.</summary>
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

        await cells.RefreshAsync(cancellationToken);
    }

    /// <summary>Computes what is expected of everybody anew, as another model is in use.</summary>
    public async Task RescoreAsync(CancellationToken cancellationToken)
    {
        await foreach (var page in PagesAsync(cancellationToken))
        {
            foreach (var some in page.Chunk(Few))
            {
                await SaveAsync(some, cancellationToken, isQuiet: true);
            }
        }
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.DoOnceAsync(RefreshAsync, TryAgain, clock, stoppingToken);

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
    private async Task SaveAsync(Guid[] customers, CancellationToken cancellationToken, bool isQuiet = false)
    {
        var computed = await database.ReadAsync(session => ComputeAsync(session, customers, isQuiet), cancellationToken);
        await database.WriteAsync(
            async unit =>
            {
                await SaveAsync(unit, computed);
                return true;
            },
            cancellationToken);
    }

    private async Task<Computed> ComputeAsync(Session session, Guid[] customers, bool isQuiet = false)
    {
        var now = clock.GetUtcNow();
        var (pasts, rootOf) = await ReadPasts.OfAsync(session, customers);
        var figures = pasts.ToDictionary(pair => pair.Key, pair => Feature.Of(pair.Value, now));
        var refused = await mayProfile.RefusedAsync(session, rootOf, now);
        return new(now, figures, [.. rootOf.Keys.Union(customers)], refused, await scores.ComputeAsync(session, figures, refused, isQuiet));
    }

    private async Task SaveAsync(UnitOfWork unit, Computed computed)
    {
        await FeatureStore.ForgetAsync(unit, [.. computed.Records.Where(record => !computed.Figures.ContainsKey(record))]);
        await FeatureStore.SaveAsync(unit, computed.Figures, computed.AsOf);
        await ChurnScores.SaveAsync(unit, computed.Scores, computed.Records, computed.AsOf);
        Guid[] gone = [.. computed.Records.Where(record => !computed.Figures.ContainsKey(record) || computed.Refused.Contains(record))];
        await ValueStore.ForgetAsync(unit, gone);
        await SuggestionStore.ForgetAsync(unit, gone);
        await segments.KeepAsync(unit, [.. computed.Records], "customer");
    }

    /// <param name="AsOf">When it was begun to read.</param>
    /// <param name="Figures">The figures of persons.</param>
    /// <param name="Records">All records concerned, also those that are no persons of their own.</param>
    /// <param name="Refused">Those of whom nothing may be expected.</param>
    /// <param name="Scores">What is expected of them.</param>
    private sealed record Computed(DateTimeOffset AsOf, IReadOnlyDictionary<Guid, double[]> Figures, IReadOnlyCollection<Guid> Records, IReadOnlySet<Guid> Refused, ChurnScores.Computed? Scores);
}
