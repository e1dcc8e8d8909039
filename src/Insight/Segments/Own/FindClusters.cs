using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ServiceBot.Insight.Experiments;
using ServiceBot.Insight.Features;
using ServiceBot.Insight.Segments.Rules;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Segments.Own;

/// <summary>Looks for clusters of customers, in the background and once a day.</summary>
public sealed partial class FindClusters(IDatabase database, RefreshFeatures refresh, KeepSegments keep, IOptions<ClusterOptions> options, TimeProvider clock, ILogger<FindClusters> logger)
{
    private const int Together = 2_000;
    private const int Fewest = 50;

    /// <summary>Looks for them if it is due.</summary>
    public async Task WorkAsync(CancellationToken cancellationToken)
    {
        var last = await database.ReadAsync(ClusterStore.MadeAtAsync, cancellationToken);
        if (options.Value.EveryDays > 0 && refresh.IsFilled && !(last > clock.GetUtcNow().AddDays(-options.Value.EveryDays)))
        {
            await RunAsync(cancellationToken);
        }
    }

    /// <summary>Looks for them now.</summary>
    /// <returns>Whether there are any: some must have bought something.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var (rows, at) = (new List<(Guid Person, double[] Figures)>(), Clustering.Looked.Select(Feature.IndexOf).ToArray());
        for (Guid? place = null; ;)
        {
            var (page, some) = await database.ReadAsync(
                async session =>
                {
                    var page = await FeatureStore.PageAsync(session, place, Together);
                    var whole = page.Select(row => (Person: row.CustomerId, Figures: row.ToArray())).Where(row => Array.TrueForAll(at, j => double.IsFinite(row.Figures[j]))).ToList();
                    var refused = await keep.RefusedAsync(session, [.. whole.Select(row => row.Person)]);
                    return (page, whole.Where(row => !refused.Contains(row.Person)).ToList());
                },
                cancellationToken);
            rows.AddRange(some);
            if (page.Count == 0)
            {
                break;
            }

            place = page[^1].CustomerId;
        }

        if (rows.Count < Fewest)
        {
            return false;
        }

        // Of too many, those whose lots are the lowest: nothing that somebody does decides about that.
        var looked = rows.Count <= options.Value.MostCustomers ? rows : [.. rows.OrderBy(row => Assignment.Draw("clusters", row.Person.ToString())).Take(options.Value.MostCustomers)];
        var (clusters, outliers) = Clustering.Of([.. looked.Select(row => row.Figures)], options.Value);
        await database.WriteAsync(
            async unit =>
            {
                await KeepSegments.LockAsync(unit);
                var (_, book) = await KeepSegments.BookAsync(unit);
                string[] named = [.. book.Rules.SelectMany(rule => rule.Conditions).Where(condition => condition.Field.Name == RuleField.Cluster).SelectMany(condition => condition.Values).Distinct()];
                await ClusterStore.AddAsync(unit, clusters, [.. outliers.Select(row => looked[row].Person)], named, clock.GetUtcNow());
                return true;
            },
            cancellationToken);
        Log.Found(logger, clusters.Centres.Length, clusters.Customers, clusters.Taken.Stability);
        return true;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{Clusters} clusters among {Customers} customers, stability {Stability}")]
        public static partial void Found(ILogger logger, int clusters, int customers, double stability);
    }
}
