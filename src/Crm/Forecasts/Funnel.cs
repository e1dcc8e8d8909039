using ServiceBot.Crm.Pipelines;

namespace ServiceBot.Crm.Forecasts;

/// <summary>What became of those that entered a stage in a period.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Entered">How many entered it, each counted at its first time.</param>
/// <param name="Reached">How many of them were later in each of the following stages, or in one behind it, up to now.</param>
/// <param name="Lost">How many of them are lost.</param>
/// <param name="Open">How many of them are still open, so that the rest may come.</param>
public sealed record FunnelRow(Stage Stage, int Entered, IReadOnlyList<(Stage Stage, int Count)> Reached, int Lost, int Open);

/// <summary>Follows those that entered a stage in a period, wherever they are now; it never divides those that left by others that came.</summary>
public static class Funnel
{
    /// <summary>Computes it: a row for every open stage of the newest version.</summary>
    /// <param name="history">What happened.</param>
    /// <param name="from">The first day of the period.</param>
    /// <param name="until">The last day of the period.</param>
    public static IReadOnlyList<FunnelRow> Of(SalesHistory history, DateOnly from, DateOnly until)
    {
        ArgumentNullException.ThrowIfNull(history);
        var (begin, end) = (history.BeginningOf(from), history.BeginningOf(until.AddDays(1)));
        Stage[] stages = [.. history.Pipeline.Open, history.Pipeline.Of(StageKind.Won)];
        var ranks = stages.Index().ToDictionary(pair => pair.Item.Key, pair => pair.Index);
        return [.. stages[..^1].Index().Select(pair =>
        {
            var (rank, stage) = pair;
            var ways = history.Ways
                .Select(way => (Way: way, First: way.Index().FirstOrDefault(step => step.Item.Stage == stage.Key)))
                .Where(of => of.First.Item is { } first && first.At >= begin && first.At < end)
                .Select(of => of.Way.Skip(of.First.Index).ToArray())
                .ToList();
            var furthest = ways.ConvertAll(way => way.Max(step => ranks.GetValueOrDefault(step.Stage, -1)));
            return new FunnelRow(
                stage,
                ways.Count,
                [.. stages.Index().Skip(rank + 1).Select(later => (later.Item, furthest.Count(reached => reached >= later.Index)))],
                ways.Count(way => way[^1].State == StageKind.Lost),
                ways.Count(way => way[^1].State == StageKind.Open));
        })];
    }
}
