using System.Globalization;
using ServiceBot.Desk.Satisfaction;
using ServiceBot.Insight.Metrics;

namespace ServiceBot.Insight.Reports;

/// <summary>What a measure adds up to.</summary>
public sealed record Total
{
    /// <summary>The measure's name.</summary>
    public required string Measure { get; init; }

    /// <summary>The day, team, channel or category; empty: all together.</summary>
    public required string Key { get; init; }

    /// <summary>The slot; empty: the measure has none.</summary>
    public required string Slot { get; init; }

    /// <summary>How many there are.</summary>
    public required long N { get; init; }

    /// <summary>The sum of their values.</summary>
    public required long Sum { get; init; }
}

/// <summary>A metric's value.</summary>
/// <param name="Value">In the metric's unit; null: there is nothing to make it of.</param>
/// <param name="N">Of how many it is made.</param>
/// <param name="Low">The lower end of its 95 % interval; null: it has none.</param>
/// <param name="High">The upper end.</param>
public readonly record struct Figure(double? Value, long N, double? Low = null, double? High = null)
{
    /// <summary>A metric that adds up; those of an order need the values themselves: see <see cref="QuantileReader"/>.</summary>
    /// <param name="metric">The metric.</param>
    /// <param name="totals">What its measures, and maybe others, add up to.</param>
    public static Figure Of(Metric metric, IEnumerable<Total> totals)
    {
        ArgumentNullException.ThrowIfNull(metric);
        var of = totals.Where(total => metric.Of.Any(measure => measure.Id == total.Measure)).ToList();
        var first = of.Where(total => total.Measure == metric.Of[0].Id && (metric.Slot is null || total.Slot == metric.Slot)).ToList();
        var n = first.Sum(total => total.N);
        switch (metric.Kind)
        {
            case MetricKind.Count:
                return new(n, n);
            case MetricKind.ShareOfAll:
                return Share(n, of.Sum(total => total.N));
            case MetricKind.ShareOfSecond:
                return Share(n, of.Where(total => total.Measure == metric.Of[^1].Id).Sum(total => total.N));
            case MetricKind.Mean:
                return n == 0 ? default : new((double)first.Sum(total => total.Sum) / n, n);
            case MetricKind.Median or MetricKind.Ninetieth:
                throw new ArgumentException($"{metric.Id} does not add up.", nameof(metric));
            default:
                var counts = first.GroupBy(total => int.Parse(total.Slot, CultureInfo.InvariantCulture)).ToDictionary(score => score.Key, score => score.Sum(total => total.N));
                return metric.Kind switch
                {
                    MetricKind.Csat => From(Scores.Csat(counts)),
                    MetricKind.Nps => From(Scores.Nps(counts)),
                    MetricKind.Ces => From(Scores.Ces(counts)),
                    _ => From(Scores.EasyShare(counts)),
                };
        }
    }

    /// <summary>Whether it is of too few answers to be shown.</summary>
    /// <param name="metric">The metric.</param>
    public bool IsHidden(Metric metric)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return metric.Kind is MetricKind.Csat or MetricKind.Nps or MetricKind.Ces or MetricKind.Easy && N is > 0 and < Scores.FewestShown;
    }

    private static Figure Share(long n, long of) => of == 0 ? default : new((double)n / of, of);

    private static Figure From(Score? score) => score is { } known ? new(known.Value, known.N, known.Low, known.High) : default;
}
