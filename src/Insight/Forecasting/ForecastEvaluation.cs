using System.Diagnostics;

namespace ServiceBot.Insight.Forecasting;

/// <summary>How one method did on series of one kind.</summary>
/// <param name="Method">The method.</param>
/// <param name="Season">The series' season.</param>
/// <param name="Horizon">How many values were asked for.</param>
/// <param name="Series">How many series.</param>
/// <param name="Smape">Mean of <see cref="ForecastScore.Smape"/>.</param>
/// <param name="Mase">Mean of <see cref="ForecastScore.Mase"/>, without series that never change.</param>
/// <param name="Coverage80">Which share of the values lay in the range that promises 80 %.</param>
/// <param name="Coverage95">Which share lay in the range that promises 95 %.</param>
/// <param name="MillisecondsASeries">Processor time on one core.</param>
public sealed record ForecastRow(string Method, int Season, int Horizon, int Series, double Smape, double Mase, double Coverage80, double Coverage95, double MillisecondsASeries);

/// <summary>Measures forecasts on the ends of series.</summary>
public static class ForecastEvaluation
{
    private const double Z80 = 1.2815516, Z95 = 1.959964;

    /// <summary>Cuts the last values off each series, forecasts them by every method, and compares.</summary>
    /// <param name="series">The series; those with fewer than three values before the cut are left out.</param>
    /// <param name="horizon">How many values to cut off; null: what each series says.</param>
    /// <returns>A row for each method and kind of series.</returns>
    public static IReadOnlyList<ForecastRow> Run(IReadOnlyList<Series> series, int? horizon)
    {
        var cut = series
            .Select(one => one with { Horizon = horizon ?? one.Horizon })
            .Where(one => one.Horizon > 0 && one.Values.Length - one.Horizon >= 3);
        return Compare([.. cut.Select(one => (one with { Values = one.Values[..^one.Horizon] }, one.Values[^one.Horizon..]))]);
    }

    /// <summary>Compares forecasts with what came.</summary>
    /// <param name="cases">Series as they were known, and what came after.</param>
    public static IReadOnlyList<ForecastRow> Compare(IReadOnlyList<(Series Known, double[] Came)> cases)
    {
        var rows = new List<ForecastRow>();
        foreach (var kind in cases.GroupBy(one => (one.Known.Season, one.Known.Horizon)).OrderBy(kind => kind.Key))
        {
            var group = kind.ToArray();
            foreach (var method in ForecastMethod.All)
            {
                var results = new (double Smape, double Mase, int In80, int In95, double Seconds)[group.Length];
                Parallel.For(0, group.Length, i =>
                {
                    var (known, came) = group[i];
                    var start = Stopwatch.GetTimestamp();
                    var ahead = method.Of(known.Values, known.Season, came.Length);
                    var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
                    results[i] = (ForecastScore.Smape(came, ahead.Mean), ForecastScore.Mase(known.Values, known.Season, came, ahead.Mean), Inside(came, ahead.Range(Z80)), Inside(came, ahead.Range(Z95)), seconds);
                });
                var values = group.Sum(one => one.Came.Length);
                rows.Add(new(
                    method.Name,
                    kind.Key.Season,
                    kind.Key.Horizon,
                    group.Length,
                    results.Average(result => result.Smape),
                    results.Where(result => double.IsFinite(result.Mase)).Select(result => result.Mase).DefaultIfEmpty(double.NaN).Average(),
                    (double)results.Sum(result => result.In80) / values,
                    (double)results.Sum(result => result.In95) / values,
                    results.Average(result => result.Seconds) * 1000));
            }
        }

        return rows;
    }

    private static int Inside(double[] came, (double[] Low, double[] High) range)
    {
        var inside = 0;
        for (var h = 0; h < came.Length; h++)
        {
            inside += came[h] >= range.Low[h] && came[h] <= range.High[h] ? 1 : 0;
        }

        return inside;
    }
}
