namespace ServiceBot.Insight.Metrics;

/// <summary>What a figure is counted in.</summary>
public enum MetricUnit
{
    /// <summary>A number of things.</summary>
    Count,

    /// <summary>A share, 0 to 1; shown in percent.</summary>
    Share,

    /// <summary>Seconds.</summary>
    Seconds,

    /// <summary>Points, -100 to 100.</summary>
    Points,

    /// <summary>A mean score.</summary>
    Score,
}

/// <summary>How a figure is made of measures.</summary>
public enum MetricKind
{
    /// <summary>How many there are of the first measure.</summary>
    Count,

    /// <summary>The share of the first measure in all of them together.</summary>
    ShareOfAll,

    /// <summary>The share of the first measure in the second; or of one slot of the first measure in all of it.</summary>
    ShareOfSecond,

    /// <summary>The sum of the first measure's values over their number.</summary>
    Mean,

    /// <summary>The middle of the first measure's values: in their order the one at place ⌈n/2⌉.</summary>
    Median,

    /// <summary>In the order of the first measure's values the one at place ⌈0.9 n⌉.</summary>
    Ninetieth,

    /// <summary>See <see cref="Desk.Satisfaction.Scores.Csat"/>.</summary>
    Csat,

    /// <summary>See <see cref="Desk.Satisfaction.Scores.Nps"/>.</summary>
    Nps,

    /// <summary>See <see cref="Desk.Satisfaction.Scores.Ces"/>.</summary>
    Ces,

    /// <summary>See <see cref="Desk.Satisfaction.Scores.EasyShare"/>.</summary>
    Easy,
}

/// <summary>A name and a definition in both languages.</summary>
/// <param name="En">English.</param>
/// <param name="Zh">Chinese.</param>
public sealed record Bilingual(string En, string Zh)
{
    /// <summary>The words of a language.</summary>
    public string In(string language) => language == "zh" ? Zh : En;
}

/// <summary>An entry of the dictionary: the one definition of a figure on pages, in files and in the API.</summary>
/// <param name="Id">Its name.</param>
/// <param name="Name">How it reads.</param>
/// <param name="Definition">What it means.</param>
/// <param name="Unit">What it is counted in.</param>
/// <param name="Kind">How it is made of measures.</param>
/// <param name="Of">The measures.</param>
/// <param name="Slot">The slot of the first measure that counts; null: all of them.</param>
public sealed record Metric(string Id, Bilingual Name, Bilingual Definition, MetricUnit Unit, MetricKind Kind, IReadOnlyList<Measure> Of, string? Slot = null)
{
    /// <summary>Whether more of it is better: 1, worse: -1, or neither: 0.</summary>
    public int Good { get; init; }

    /// <summary>The place of the value, of a metric that is one in an order.</summary>
    internal double Share => Kind == MetricKind.Median ? 0.5 : 0.9;

    /// <summary>Whether it is a value in an order, which does not add up.</summary>
    internal bool IsQuantile => Kind is MetricKind.Median or MetricKind.Ninetieth;

    /// <summary>How it comes about, in words that fit every language.</summary>
    public string Formula => Kind switch
    {
        MetricKind.Count => $"n({First})",
        MetricKind.ShareOfAll => $"n({First}) / ({string.Join(" + ", Of.Select(measure => $"n({measure.Id})"))})",
        MetricKind.ShareOfSecond => $"n({First}) / n({Of[^1].Id})",
        MetricKind.Mean => $"Σ value / n ({First})",
        MetricKind.Median => $"value at ⌈n/2⌉ ({First})",
        MetricKind.Ninetieth => $"value at ⌈0.9 n⌉ ({First})",
        MetricKind.Csat => $"n(4, 5) / n ({First}), Wilson 95 %",
        MetricKind.Nps => $"100 (n(9, 10) − n(0 … 6)) / n ({First}), 95 %",
        MetricKind.Ces => $"Σ value / n ({First}), t 95 %",
        _ => $"n(5, 6, 7) / n ({First}), Wilson 95 %",
    };

    /// <summary>The SQL that its rows are selected with.</summary>
    public IEnumerable<string> Sql => Of.Select(measure =>
        $"SELECT {measure.Value} FROM {measure.Of.Table} WHERE {measure.Day} BETWEEN @from AND @to AND ({measure.Where}){(Slot is not null && measure == Of[0] ? $" AND {measure.Slot} = '{Slot}'" : "")}");

    private string First => Slot is null ? Of[0].Id : $"{Of[0].Id}: {Slot}";
}
