using ServiceBot.Insight.Metrics;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Reports;

/// <summary>
/// Values at places in the order of all values, exactly: medians and ninetieth percentiles of a period and of its days. How many values each stretch of time has on each day
/// is read once for both, from the roll-up where it knows; then only the values of those stretches in which a place lies.
/// </summary>
/// <param name="session">Where to read.</param>
/// <param name="filter">Of what.</param>
public sealed class QuantileReader(Session session, ReportFilter filter)
{
    private readonly Dictionary<Measure, IReadOnlyList<Stretch>> _stretches = [];

    /// <summary>Values at places in the order of the whole period.</summary>
    /// <param name="measure">A measure whose slots are stretches of time.</param>
    /// <param name="shares">The places: above 0, at most 1.</param>
    /// <returns>For each the value at ⌈share · n⌉, and n.</returns>
    public async Task<IReadOnlyList<Figure>> ReadAsync(Measure measure, params IReadOnlyList<double> shares)
    {
        ArgumentNullException.ThrowIfNull(measure);
        ArgumentNullException.ThrowIfNull(shares);
        var (n, places) = PlacesOf(await StretchesAsync(measure), shares);
        if (n == 0)
        {
            return [.. shares.Select(_ => default(Figure))];
        }

        var wide = places.Select(place => place.Bucket).Where(bucket => !Measure.IsOneSecond(bucket)).Distinct().ToList();
        var values = (wide.Count == 0 ? [] : await session.QueryAsync<Timed>(
            $"""
            SELECT {measure.Bucket} AS bucket, {measure.Value} AS value, count(*) AS n FROM {measure.Of.Table}
            WHERE {measure.Bucket} IN ({string.Join(", ", wide)}) AND {filter.Sql(measure.Day)} AND ({measure.Where})
            GROUP BY 1, 2
            """,
            filter.Parameters())).ToLookup(timed => timed.Bucket);
        return [.. places.Select(place => new Figure(ValueOf(place, values[place.Bucket]), n))];
    }

    /// <summary>The same for each day.</summary>
    /// <param name="measure">A measure whose slots are stretches of time.</param>
    /// <param name="shares">The places: above 0, at most 1.</param>
    /// <returns>By day, as the lines of a table are named; a day without values is not among them.</returns>
    public async Task<IReadOnlyDictionary<string, IReadOnlyList<Figure>>> ReadByDayAsync(Measure measure, params IReadOnlyList<double> shares)
    {
        ArgumentNullException.ThrowIfNull(measure);
        ArgumentNullException.ThrowIfNull(shares);
        var days = (await StretchesAsync(measure)).GroupBy(stretch => stretch.Day).ToDictionary(day => day.Key, day => PlacesOf(day, shares));
        var wide = days.SelectMany(day => day.Value.Places.Select(place => (place.Bucket, Day: day.Key))).Where(pair => !Measure.IsOneSecond(pair.Bucket)).Distinct().ToList();
        var values = (wide.Count == 0 ? [] : await session.QueryAsync<Timed>(
            $"""
            SELECT {measure.Bucket} AS bucket, {measure.Day} AS day, {measure.Value} AS value, count(*) AS n FROM {measure.Of.Table}
            WHERE ({measure.Bucket}, {measure.Day}) IN (VALUES {string.Join(", ", wide.Select(pair => $"({pair.Bucket}, {pair.Day})"))})
                AND {measure.Bucket} IN ({string.Join(", ", wide.Select(pair => pair.Bucket).Distinct())}) AND {filter.Sql(measure.Day)} AND ({measure.Where})
            GROUP BY 1, 2, 3
            """,
            filter.Parameters())).ToLookup(timed => (timed.Bucket, timed.Day));
        return days.ToDictionary(
            day => $"{day.Key}",
            day => (IReadOnlyList<Figure>)[.. day.Value.Places.Select(place => new Figure(ValueOf(place, values[(place.Bucket, day.Key)]), day.Value.N))]);
    }

    /// <summary>How many values each stretch has on each day. For all teams together the roll-up has them as they are asked for; by team they are added up.</summary>
    private async Task<IReadOnlyList<Stretch>> StretchesAsync(Measure measure)
    {
        if (_stretches.TryGetValue(measure, out var known))
        {
            return known;
        }

        var isRolled = filter.Channel is null && filter.Category is null;
        return _stretches[measure] = await session.QueryAsync<Stretch>(
            (isRolled, filter.IsOfAllTeams) switch
            {
                (true, true) => $"SELECT day, CAST(slot AS INTEGER) AS bucket, n FROM insight_day WHERE measure = '{measure.At(RollUpLevel.AllTeams)}' AND {filter.Sql("day")} AND n > 0",
                (true, false) => $"""
                    SELECT day, CAST(slot AS INTEGER) AS bucket, CAST(sum(n) AS BIGINT) AS n FROM insight_day
                    WHERE measure = '{measure.At(RollUpLevel.Day)}' AND {filter.Sql("day")} GROUP BY day, slot HAVING sum(n) > 0
                    """,
                _ => $"""
                    SELECT {measure.Day} AS day, {measure.Bucket} AS bucket, count(*) AS n FROM {measure.Of.Table}
                    WHERE {filter.Sql(measure.Day)} AND ({measure.Where}) GROUP BY 1, 2
                    """,
            },
            filter.Parameters());
    }

    /// <summary>In which stretch each place lies, and which of its values it is.</summary>
    private static (long N, IReadOnlyList<(int Bucket, long Left)> Places) PlacesOf(IEnumerable<Stretch> stretches, IReadOnlyList<double> shares)
    {
        var inOrder = stretches.GroupBy(stretch => stretch.Bucket).Select(same => (Bucket: same.Key, N: same.Sum(stretch => stretch.N))).OrderBy(stretch => stretch.Bucket).ToList();
        var n = inOrder.Sum(stretch => stretch.N);
        return (n, n == 0 ? [] : [.. shares.Select(share => PlaceOf((long)Math.Ceiling(share * n)))]);

        (int, long) PlaceOf(long place)
        {
            var at = 0;
            for (; place > inOrder[at].N; at++)
            {
                place -= inOrder[at].N;
            }

            return (inOrder[at].Bucket, place);
        }
    }

    /// <summary>The value at a place in the order of a stretch's values.</summary>
    private static long ValueOf((int Bucket, long Left) place, IEnumerable<Timed> values)
    {
        if (Measure.IsOneSecond(place.Bucket))
        {
            return place.Bucket;
        }

        var left = place.Left;
        foreach (var same in values.OrderBy(timed => timed.Value))
        {
            left -= same.N;
            if (left <= 0)
            {
                return same.Value;
            }
        }

        throw new InvalidOperationException("The roll-up counts more values than there are.");
    }

    private sealed record Stretch
    {
        public required int Day { get; init; }

        public required int Bucket { get; init; }

        public required long N { get; init; }
    }

    /// <summary>A value, the stretch that it belongs to, its day where days are parted, and how often it is there.</summary>
    private sealed record Timed
    {
        public required int Bucket { get; init; }

        public int Day { get; init; }

        public required long Value { get; init; }

        public required long N { get; init; }
    }
}
