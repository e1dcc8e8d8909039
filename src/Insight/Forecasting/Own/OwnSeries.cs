namespace ServiceBot.Insight.Forecasting.Own;

/// <summary>A series of the company that is forecast.</summary>
/// <param name="Name">Its name: <c>orders.month</c>.</param>
/// <param name="Season">How many values make a season.</param>
/// <param name="Horizon">How many are forecast.</param>
/// <param name="Most">At most so many of the past are looked at.</param>
public sealed record OwnSeries(string Name, int Season, int Horizon, int Most)
{
    /// <summary>All of them.</summary>
    public static IReadOnlyList<OwnSeries> All { get; } =
    [
        new("orders.month", 12, 6, 120), new("revenue.month", 12, 6, 120), new("orders.week", 52, 8, 260), new("revenue.week", 52, 8, 260), new("requests.day", 7, 28, 400),
    ];

    /// <summary>What is counted: <c>orders</c>, <c>revenue</c> or <c>requests</c>.</summary>
    public string Of => Name[..Name.IndexOf('.', StringComparison.Ordinal)];

    /// <summary>By what: <c>month</c>, <c>week</c> or <c>day</c>.</summary>
    public string By => Name[(Of.Length + 1)..];

    /// <summary>The first day of the stretch that a day is in; weeks begin on Monday.</summary>
    public DateOnly Begin(DateOnly day) => By switch
    {
        "month" => new(day.Year, day.Month, 1),
        "week" => day.AddDays(-(((int)day.DayOfWeek + 6) % 7)),
        _ => day,
    };

    /// <summary>The first day of a stretch so many later.</summary>
    public DateOnly After(DateOnly begin, int count) => By switch { "month" => begin.AddMonths(count), "week" => begin.AddDays(7 * count), _ => begin.AddDays(count) };

    /// <summary>The values of all whole stretches before today, the oldest first; those before the first whole one are left out.</summary>
    /// <param name="days">What came on days; on others nothing.</param>
    /// <param name="today">Today, which is not over.</param>
    public (DateOnly From, double[] Values) ValuesOf(IReadOnlyDictionary<DateOnly, double> days, DateOnly today)
    {
        var end = Begin(today);
        if (!days.Keys.Any(day => day < end))
        {
            return (end, []);
        }

        var first = days.Keys.Min();
        var from = Begin(first) == first ? first : After(Begin(first), 1);
        var sums = days.GroupBy(day => Begin(day.Key), day => day.Value).ToDictionary(stretch => stretch.Key, stretch => stretch.Sum());
        var values = new List<double>();
        for (var at = from; at < end; at = After(at, 1))
        {
            values.Add(sums.GetValueOrDefault(at));
        }

        return values.Count <= Most ? (from, [.. values]) : (After(from, values.Count - Most), [.. values.TakeLast(Most)]);
    }
}
