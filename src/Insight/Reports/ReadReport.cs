using System.Globalization;
using ServiceBot.Desk.Satisfaction;
using ServiceBot.Insight.Metrics;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Reports;

/// <summary>A figure beside that of the period before.</summary>
/// <param name="Metric">Which.</param>
/// <param name="Now">The figure.</param>
/// <param name="Before">The one before; null: it was not asked for.</param>
public sealed record Tile(Metric Metric, Figure Now, Figure? Before);

/// <summary>A line of a table.</summary>
/// <param name="Key">The day, team, channel, category, agent or slot.</param>
/// <param name="Figures">In the order of the block's metrics.</param>
public sealed record BlockLine(string Key, IReadOnlyList<Figure> Figures);

/// <summary>A table, and the chart that shows the same.</summary>
/// <param name="Block">What it is.</param>
/// <param name="Lines">Its lines.</param>
public sealed record BlockData(ReportBlock Block, IReadOnlyList<BlockLine> Lines);

/// <summary>How many open requests were opened between two days.</summary>
/// <param name="Name">How old they are: <c>3–6 d</c>.</param>
/// <param name="N">How many.</param>
/// <param name="From">The first day.</param>
/// <param name="To">The last one.</param>
public sealed record AgeBand(string Name, long N, DateOnly From, DateOnly To);

/// <summary>A page's figures.</summary>
/// <param name="Tiles">The figures of the whole period.</param>
/// <param name="Blocks">The tables.</param>
/// <param name="Ages">How old the open requests are, on the page that tells it; elsewhere empty.</param>
public sealed record Report(IReadOnlyList<Tile> Tiles, IReadOnlyList<BlockData> Blocks, IReadOnlyList<AgeBand> Ages);

/// <summary>Reads a page's figures.</summary>
public static class ReadReport
{
    private const int MostLines = 50;
    private static readonly (int From, int? To)[] Ages = [(0, 0), (1, 2), (3, 6), (7, 13), (14, 29), (30, null)];     // days

    /// <summary>Reads them; what a page needs of the roll-up is read together.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="layout">Which page.</param>
    /// <param name="filter">Of what.</param>
    /// <param name="compare">Whether the period before is read as well.</param>
    /// <param name="today">The desk's present day, from which ages are counted.</param>
    public static async Task<Report> HandleAsync(Session session, ReportLayout layout, ReportFilter filter, bool compare, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(layout);
        ArgumentNullException.ThrowIfNull(filter);
        var quantiles = new QuantileReader(session, filter);
        var now = await TilesAsync(session, layout, filter, quantiles);
        var before = compare ? await TilesAsync(session, layout, filter.Before, new(session, filter.Before)) : null;
        var blocks = new List<BlockData>();
        foreach (var parts in layout.Blocks.GroupBy(block => block.By is "slot" or "agent" ? null : block.By))
        {
            var totals = await ReadAsync(session, filter, parts.SelectMany(block => block.Metrics), parts.Key);
            var byDay = parts.Key == "day" ? await ByDayAsync(quantiles, parts.SelectMany(block => block.Metrics)) : null;
            blocks.AddRange(parts.Select(block => new BlockData(block, LinesOf(block, filter, totals, byDay))));
        }

        return new(
            [.. layout.Tiles.Select((metric, index) => new Tile(metric, now[index], before?[index]))],
            [.. layout.Blocks.Select(block => blocks.Single(data => data.Block == block))],
            layout.Ages ? await AgesAsync(session, filter, today) : []);
    }

    /// <summary>What customers wrote with their scores, the newest last days first.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="filter">Of which.</param>
    /// <param name="take">At most so many.</param>
    public static async Task<IReadOnlyList<Survey>> VerbatimsAsync(Session session, ReportFilter filter, int take)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var ids = await session.QueryAsync<Guid>(
            $"SELECT survey FROM insight_survey WHERE {filter.Sql("answered_day")} AND has_comment ORDER BY answered_day DESC, id DESC LIMIT @take", filter.Parameters(take: take));
        var surveys = new List<Survey>();
        foreach (var id in ids)
        {
            if (await SurveyStore.FindAsync(session, id) is { } survey)
            {
                surveys.Add(survey);
            }
        }

        return surveys;
    }

    /// <summary>The values in an order that metrics have on each day.</summary>
    internal static async Task<IReadOnlyDictionary<(Metric, string), Figure>> ByDayAsync(QuantileReader quantiles, IEnumerable<Metric> metrics)
    {
        var found = new Dictionary<(Metric, string), Figure>();
        foreach (var same in metrics.Where(metric => metric.IsQuantile).Distinct().GroupBy(metric => metric.Of[0]))
        {
            foreach (var (day, figures) in await quantiles.ReadByDayAsync(same.Key, [.. same.Select(metric => metric.Share)]))
            {
                foreach (var (index, metric) in same.Index())
                {
                    found[(metric, day)] = figures[index];
                }
            }
        }

        return found;
    }

    /// <summary>The figures of a block's lines: every day, or whatever there is.</summary>
    internal static IReadOnlyList<BlockLine> LinesOf(
        ReportBlock block, ReportFilter filter, IReadOnlyList<Total> totals, IReadOnlyDictionary<(Metric, string), Figure>? quantiles = null)
    {
        var byLine = totals.Where(total => block.Metrics.Any(metric => metric.Of.Any(measure => measure.Id == total.Measure)))
            .ToLookup(total => block.By is "slot" or "agent" ? total.Slot : total.Key);
        if (block.By == "day")
        {
            return [.. Enumerable.Range(0, filter.Days).Select(day => $"{ReportFilter.DayOf(filter.From.AddDays(day))}").Select(Line)];
        }

        var keys = block.By == "slot" && block.Metrics[0].Kind == MetricKind.Csat ? ["5", "4", "3", "2", "1"] : byLine.Select(line => line.Key).ToList();
        var lines = keys.Select(Line);
        return block.By == "slot" && block.Metrics[0].Kind == MetricKind.Csat
            ? [.. lines]
            : [.. lines.OrderByDescending(line => line.Figures.Max(figure => figure.N)).ThenBy(line => line.Key, StringComparer.Ordinal).Take(MostLines)];

        BlockLine Line(string key) => new(key, [.. block.Metrics.Select(metric => FigureOf(metric, key))]);

        Figure FigureOf(Metric metric, string key) =>
            block.By == "slot" ? CountOf(byLine[key]) : metric.IsQuantile ? quantiles?.GetValueOrDefault((metric, key)) ?? default : Figure.Of(metric, byLine[key]);
    }

    /// <summary>The open requests by their age; the filter's days do not count.</summary>
    private static async Task<IReadOnlyList<AgeBand>> AgesAsync(Session session, ReportFilter filter, DateOnly today)
    {
        var open = (await ReportReader.ReadAsync(session, filter with { From = filter.UpTo.From, To = today }, [Measure.Open], "day"))
            .Select(total => (Day: ReportFilter.DayOf(int.Parse(total.Key, CultureInfo.InvariantCulture)), total.N)).ToList();
        return [.. Ages.Select(age =>
        {
            var (from, to) = (age.To is { } oldest ? today.AddDays(-oldest) : filter.UpTo.From, today.AddDays(-age.From));
            return new AgeBand($"{age.From}{(age.To is { } last ? last == age.From ? "" : $"–{last}" : "+")} d", open.Where(day => day.Day >= from && day.Day <= to).Sum(day => day.N), from, to);
        })];
    }

    private static Figure CountOf(IEnumerable<Total> totals) => totals.Sum(total => total.N) is var n ? new(n, n) : default;

    private static async Task<IReadOnlyList<Figure>> TilesAsync(Session session, ReportLayout layout, ReportFilter filter, QuantileReader quantiles)
    {
        var totals = await ReadAsync(session, filter, layout.Tiles, by: null);
        var inOrder = new Dictionary<Metric, Figure>();
        foreach (var same in layout.Tiles.Where(metric => metric.IsQuantile).GroupBy(metric => metric.Of[0]))
        {
            var values = await quantiles.ReadAsync(same.Key, [.. same.Select(metric => metric.Share)]);
            foreach (var (index, metric) in same.Index())
            {
                inOrder[metric] = values[index];
            }
        }

        return [.. layout.Tiles.Select(metric => inOrder.TryGetValue(metric, out var figure) ? figure : Figure.Of(metric, totals))];
    }

    /// <summary>What the metrics' measures add up to; what is open now is so whenever it was opened.</summary>
    private static async Task<IReadOnlyList<Total>> ReadAsync(Session session, ReportFilter filter, IEnumerable<Metric> metrics, string? by)
    {
        var measures = metrics.Where(metric => !metric.IsQuantile).SelectMany(metric => metric.Of).Distinct().ToList();
        var totals = await ReportReader.ReadAsync(session, filter, measures.Where(measure => measure != Measure.Open), by);
        return measures.Contains(Measure.Open) ? [.. totals, .. await ReportReader.ReadAsync(session, filter.UpTo, [Measure.Open], by)] : totals;
    }
}
