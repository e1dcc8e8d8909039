namespace ServiceBot.Insight.Forecasting.Own;

/// <summary>What would have been expected at a time of the past, and how right that would have been.</summary>
/// <param name="From">The first day that was to come.</param>
/// <param name="Smape">How far it was off, from 0 to 200; see <see cref="ForecastScore.Smape"/>.</param>
/// <param name="NaiveSmape">The same of «as one season before».</param>
/// <param name="In80">How many values lay in the range that promises 80 %.</param>
/// <param name="In95">How many lay in the range that promises 95 %.</param>
/// <param name="Values">Of how many.</param>
public sealed record ForecastCheck(DateOnly From, double Smape, double NaiveSmape, int In80, int In95, int Values);

/// <summary>A value that is expected.</summary>
/// <param name="Day">The first day of its stretch.</param>
/// <param name="Mean">What is expected.</param>
/// <param name="Low80">The least that it is with 80 %.</param>
/// <param name="High80">The most.</param>
/// <param name="Low95">The least that it is with 95 %.</param>
/// <param name="High95">The most.</param>
/// <param name="Naive">As one season before.</param>
public sealed record ExpectedValue(DateOnly Day, double Mean, double Low80, double High80, double Low95, double High95, double Naive);

/// <summary>What is expected of a series, and how right such expectations have been.</summary>
/// <param name="Series">Its name.</param>
/// <param name="MadeAt">When it was computed.</param>
/// <param name="Method">How.</param>
/// <param name="From">The first day of the first value.</param>
/// <param name="Values">What came.</param>
/// <param name="Expected">What is expected; none: too little is known.</param>
/// <param name="Checks">How right it would have been before, the latest first.</param>
public sealed record SeriesForecast(string Series, DateTimeOffset MadeAt, string Method, DateOnly From, double[] Values, IReadOnlyList<ExpectedValue> Expected, IReadOnlyList<ForecastCheck> Checks)
{
    private const int Fewest = 8;
    private const int MostChecks = 6;
    private const double Z80 = 1.2815516;
    private const double Z95 = 1.959964;

    /// <summary>The mean of how far expectations were off; NaN: there were none.</summary>
    public double Smape => Checks.Select(check => check.Smape).DefaultIfEmpty(double.NaN).Average();

    /// <summary>The same of «as one season before».</summary>
    public double NaiveSmape => Checks.Select(check => check.NaiveSmape).DefaultIfEmpty(double.NaN).Average();

    /// <summary>Which share of the values lay in the range that promises 80 %.</summary>
    public double Covered80 => Checks.Count == 0 ? double.NaN : (double)Checks.Sum(check => check.In80) / Checks.Sum(check => check.Values);

    /// <summary>Which share lay in the range that promises 95 %.</summary>
    public double Covered95 => Checks.Count == 0 ? double.NaN : (double)Checks.Sum(check => check.In95) / Checks.Sum(check => check.Values);

    /// <summary>Computes it. At each of some times of the past, from what was known then alone; each is a horizon before the next.</summary>
    /// <param name="series">The series.</param>
    /// <param name="from">The first day of the first value.</param>
    /// <param name="values">What came.</param>
    /// <param name="now">The present.</param>
    public static SeriesForecast Of(OwnSeries series, DateOnly from, double[] values, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(series);
        ArgumentNullException.ThrowIfNull(values);
        if (values.Length < Fewest)
        {
            return new(series.Name, now, "", from, values, [], []);
        }

        var checks = new List<ForecastCheck>();
        for (var known = values.Length - series.Horizon; known >= Math.Max(Fewest, series.Horizon) && checks.Count < MostChecks; known -= series.Horizon)
        {
            var (then, came) = (values[..known], values[known..(known + series.Horizon)]);
            var (said, naive, _) = Ahead(series, then);
            checks.Add(new(
                series.After(from, known), ForecastScore.Smape(came, said.Select(one => one.Mean).ToArray()), ForecastScore.Smape(came, naive),
                came.Zip(said).Count(pair => pair.First >= pair.Second.Low80 && pair.First <= pair.Second.High80), came.Zip(said).Count(pair => pair.First >= pair.Second.Low95 && pair.First <= pair.Second.High95), came.Length));
        }

        var (expected, last, method) = Ahead(series, values);
        return new(
            series.Name, now, method, from, values,
            [.. expected.Select((one, h) => new ExpectedValue(series.After(from, values.Length + h), one.Mean, one.Low80, one.High80, one.Low95, one.High95, last[h]))], checks);
    }

    /// <summary>What is to come; counts and sums are not below nothing. A season that was not seen twice is none.</summary>
    private static ((double Mean, double Low80, double High80, double Low95, double High95)[] Expected, double[] Naive, string Method) Ahead(OwnSeries series, double[] values)
    {
        var season = values.Length >= 2 * series.Season ? series.Season : 1;
        var ahead = ForecastMethod.Combined.Of(values, season, series.Horizon);
        var ((low80, high80), (low95, high95)) = (ahead.Range(Z80), ahead.Range(Z95));
        return (
            [.. Enumerable.Range(0, series.Horizon).Select(h => (Math.Max(0, ahead.Mean[h]), Math.Max(0, low80[h]), Math.Max(0, high80[h]), Math.Max(0, low95[h]), Math.Max(0, high95[h])))],
            ForecastMethod.SeasonalNaive.Of(values, season, series.Horizon).Mean, ahead.Method);
    }
}
