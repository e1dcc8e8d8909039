using System.Runtime.CompilerServices;
using ServiceBot.Insight.Metrics;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Reports;

/// <summary>A row behind a figure.</summary>
public sealed record FactRow
{
    /// <summary>Its id in its table.</summary>
    public required long Id { get; init; }

    /// <summary>The day that it counts for, as yyyymmdd.</summary>
    public required int Day { get; init; }

    /// <summary>What it is about: a number, or a name.</summary>
    public required string Subject { get; init; }

    /// <summary>The team, or empty.</summary>
    public required string Team { get; init; }

    /// <summary>The channel.</summary>
    public required string Channel { get; init; }

    /// <summary>The category, or empty.</summary>
    public required string Category { get; init; }

    /// <summary>The agent's id, or empty.</summary>
    public required string Agent { get; init; }

    /// <summary>The value that is summed.</summary>
    public required long Value { get; init; }

    /// <summary>The slot, or empty.</summary>
    public required string Slot { get; init; }
}

/// <summary>Reads what measures add up to, from the roll-up where it knows enough and from the rows otherwise, and the rows themselves.</summary>
public static class ReportReader
{
    private const int CsvPage = 2_000;

    /// <summary>What measures add up to.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="filter">Of what.</param>
    /// <param name="measures">Which.</param>
    /// <param name="by"><c>day</c>, <c>team</c>, <c>channel</c> or <c>category</c>; null: all together.</param>
    public static async Task<IReadOnlyList<Total>> ReadAsync(Session session, ReportFilter filter, IEnumerable<Measure> measures, string? by = null)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var wanted = measures.Distinct().ToList();
        var level = RollUpLevel.Of(filter.Channel is not null || by == "channel", filter.Category is not null || by == "category");
        var rolled = wanted.Where(measure => measure.Levels.Contains(level)).ToList();
        var totals = new List<Total>();
        foreach (var (of, at, days) in SourcesOf(rolled, level, filter, by))
        {
            var lines = await session.QueryAsync<Total>(
                $"""
                SELECT measure, {KeyOf(by, "day")} AS key, slot, CAST(sum(n) AS BIGINT) AS n, CAST(sum(total) AS BIGINT) AS sum
                FROM insight_day
                WHERE measure IN ({string.Join(", ", of.Select(measure => $"'{measure.At(at)}'"))}) AND {filter.Sql("day")}
                GROUP BY 1, 2, 3
                HAVING sum(n) > 0
                """,
                filter.Parameters(days: days));
            totals.AddRange(lines.Select(line => line with { Measure = Measure.IdOf(line.Measure) }));
        }

        if (totals.Count > 0 && by != "day")
        {
            totals = [.. totals.GroupBy(total => (total.Measure, total.Key, total.Slot)).Select(same => same.First() with { N = same.Sum(total => total.N), Sum = same.Sum(total => total.Sum) })];
        }

        var standing = by == "day" ? wanted.Where(measure => measure.Age is not null).ToList() : [];
        if (standing.Count > 0)
        {
            totals.AddRange(await StandingByDayAsync(session, filter, standing));
        }

        foreach (var measure in wanted.Except(rolled).Except(standing))
        {
            totals.AddRange(await FromRowsAsync(session, filter, measure, by));
        }

        return totals;
    }

    /// <summary>Which lines of the roll-up are read: whole months by month where they stand so, and days for all teams together where all are asked for.</summary>
    private static IEnumerable<(IReadOnlyList<Measure> Of, RollUpLevel At, (int From, int To) Days)> SourcesOf(IReadOnlyList<Measure> measures, RollUpLevel level, ReportFilter filter, string? by)
    {
        foreach (var same in measures.GroupBy(measure => by == "day"
            ? filter.IsOfAllTeams && measure.Levels.Contains(RollUpLevel.AllTeams) ? RollUpLevel.AllTeams : level
            : measure.Levels.Contains(RollUpLevel.Month) ? RollUpLevel.Month : level))
        {
            if (same.Key != RollUpLevel.Month)
            {
                yield return ([.. same], same.Key, (ReportFilter.DayOf(filter.From), ReportFilter.DayOf(filter.To)));
                continue;
            }

            var (first, next) = (filter.From.Day == 1 ? filter.From : FirstOf(filter.From.AddMonths(1)), FirstOf(filter.To.AddDays(1)));     // the months between them are whole
            if (first >= next)
            {
                yield return ([.. same], RollUpLevel.Day, (ReportFilter.DayOf(filter.From), ReportFilter.DayOf(filter.To)));
                continue;
            }

            yield return ([.. same], RollUpLevel.Month, (ReportFilter.DayOf(first) - 1, ReportFilter.DayOf(next) - 2));
            if (filter.From < first)
            {
                yield return ([.. same], RollUpLevel.Day, (ReportFilter.DayOf(filter.From), ReportFilter.DayOf(first) - 1));
            }

            if (next <= filter.To)
            {
                yield return ([.. same], RollUpLevel.Day, (ReportFilter.DayOf(next), ReportFilter.DayOf(filter.To)));
            }
        }

        static DateOnly FirstOf(DateOnly day) => day.AddDays(1 - day.Day);
    }

    /// <summary>What a measure adds up to, computed from its rows: slower, and the same.</summary>
    public static Task<IReadOnlyList<Total>> FromRowsAsync(Session session, ReportFilter filter, Measure measure, string? by = null)
    {
        ArgumentNullException.ThrowIfNull(measure);
        ArgumentNullException.ThrowIfNull(filter);
        filter = measure.Age is null ? filter : filter.UpTo;
        return session.QueryAsync<Total>(
            $"""
            SELECT '{measure.Id}' AS measure, {KeyOf(by, measure.Day)} AS key, {measure.Slot} AS slot, count(*) AS n, CAST(sum({measure.Value}) AS BIGINT) AS sum
            FROM {measure.Of.Table}
            WHERE {filter.Sql(measure.Day)} AND ({measure.Where})
            GROUP BY 2, 3
            """,
            filter.Parameters());
    }

    /// <summary>What stood at the end of each day: requests by the days on which they were opened and ended, added up.</summary>
    private static async Task<IEnumerable<Total>> StandingByDayAsync(Session session, ReportFilter filter, IReadOnlyList<Measure> measures)
    {
        var spans = await session.QueryAsync<Span>(
            $"""
            SELECT ended_day AS ended, opened_day AS opened, count(*) AS n
            FROM insight_request
            WHERE ended_day > {ReportFilter.DayOf(filter.From)} AND {filter.UpTo.Sql(Measure.OpenedBefore)}
            GROUP BY 1, 2
            """,
            filter.UpTo.Parameters());
        return measures.SelectMany(measure =>
        {
            var change = new long[filter.Days + 1];      // how many more stand at the end of a day than of the day before
            foreach (var span in spans)
            {
                var first = Math.Max(0, ReportFilter.DayOf(span.Opened).DayNumber + measure.Age!.Value - filter.From.DayNumber);
                var over = span.Ended == Span.Never ? filter.Days : Math.Min(filter.Days, ReportFilter.DayOf(span.Ended).DayNumber - filter.From.DayNumber);
                if (first < over)
                {
                    change[first] += span.N;
                    change[over] -= span.N;
                }
            }

            var n = 0L;
            return Enumerable.Range(0, filter.Days).Select(day => new Total
            {
                Measure = measure.Id,
                Key = $"{ReportFilter.DayOf(filter.From.AddDays(day))}",
                Slot = "",
                N = n += change[day],
                Sum = 0,
            }).ToList();
        });
    }

    /// <summary>A metric.</summary>
    public static async Task<Figure> ReadAsync(Session session, ReportFilter filter, Metric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return metric.Kind switch
        {
            MetricKind.Median or MetricKind.Ninetieth => (await new QuantileReader(session, filter).ReadAsync(metric.Of[0], metric.Share))[0],
            _ => Figure.Of(metric, await ReadAsync(session, filter, metric.Of)),
        };
    }

    /// <summary>Rows of a measure after a place, in order.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="filter">Of what.</param>
    /// <param name="measure">Which measure.</param>
    /// <param name="slot">The slot; null: all.</param>
    /// <param name="afterDay">The day of the row to read on from.</param>
    /// <param name="afterId">Its id.</param>
    /// <param name="take">At most so many.</param>
    public static Task<IReadOnlyList<FactRow>> RowsAsync(Session session, ReportFilter filter, Measure measure, string? slot, int afterDay, long afterId, int take)
    {
        ArgumentNullException.ThrowIfNull(measure);
        ArgumentNullException.ThrowIfNull(filter);
        filter = measure.Age is null ? filter : filter.UpTo;
        return session.QueryAsync<FactRow>(
            $"""
            SELECT id, {measure.Day} AS day, CAST({measure.Of.Subject} AS TEXT) AS subject, team, channel, category, agent, {measure.Value} AS value, {measure.Slot} AS slot
            FROM {measure.Of.Table}
            WHERE {filter.Sql(measure.Day)} AND ({measure.Where}) {(slot is null ? "" : $"AND {measure.Slot} = @slot")} AND ({measure.Day}, id) > (@afterDay, @afterId)
            ORDER BY 2, 1
            LIMIT @take
            """,
            filter.Parameters(slot, afterId, afterDay, take));
    }

    /// <summary>All rows of a measure, however many: each page is read for itself, so that nothing waits for who reads them.</summary>
    public static async IAsyncEnumerable<FactRow> AllRowsAsync(
        IDatabase database, ReportFilter filter, Measure measure, string? slot, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(database);
        var (day, id) = (0, 0L);
        while (true)
        {
            var page = await database.ReadAsync(session => RowsAsync(session, filter, measure, slot, day, id, CsvPage), cancellationToken);
            foreach (var row in page)
            {
                yield return row;
            }

            if (page.Count < CsvPage)
            {
                yield break;
            }

            (day, id) = (page[^1].Day, page[^1].Id);
        }
    }

    /// <summary>Requests that were opened on one day and ended on another.</summary>
    private sealed record Span
    {
        /// <summary>The end of what is open.</summary>
        public const int Never = 99_999_999;

        public required int Ended { get; init; }

        public required int Opened { get; init; }

        public required long N { get; init; }
    }

    private static string KeyOf(string? by, string day) => by switch
    {
        null => "''",
        "day" => $"CAST({day} AS TEXT)",
        "team" or "channel" or "category" => by,
        _ => throw new ArgumentOutOfRangeException(nameof(by), by, "A measure is parted by day, team, channel or category."),
    };
}
