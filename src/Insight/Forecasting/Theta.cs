namespace ServiceBot.Insight.Forecasting;

/// <summary>The Theta method: half the series' line, half its exponentially smoothed level (Assimakopoulos and Nikolopoulos 2000).</summary>
/// <remarks>As simple smoothing with half the slope for drift (Hyndman and Billah 2003); a season that shows is taken out before and put back after.</remarks>
public static class Theta
{
    /// <summary>Sees ahead.</summary>
    /// <param name="series">The series, one value or more.</param>
    /// <param name="season">Its season; 1: none.</param>
    /// <param name="horizon">How many values.</param>
    public static Prognosis Of(double[] series, int season, int horizon)
    {
        ArgumentNullException.ThrowIfNull(series);
        var y = (double[])series.Clone();
        var isSeasonal = Seasons.Shows(y, season);
        var isFactor = Array.TrueForAll(y, value => value > 0);
        var pattern = isSeasonal ? Seasons.Pattern(y, season, isFactor) : [isFactor ? 1 : 0];
        for (var t = 0; t < y.Length; t++)
        {
            y[t] = isFactor ? y[t] / pattern[t % pattern.Length] : y[t] - pattern[t % pattern.Length];
        }

        var smoothed = Smoothing.Fit(y, 1, new(Trend.None, Season.None));
        var alpha = Math.Max(smoothed.Alpha, 1e-4);
        var slope = Seasons.Line(y).Slope;
        var (mean, error) = (new double[horizon], new double[horizon]);
        for (var h = 1; h <= horizon; h++)
        {
            var put = pattern[(y.Length + h - 1) % pattern.Length];
            var value = smoothed.Level + (slope / 2 * (h - 1 + ((1 - Math.Pow(1 - alpha, y.Length)) / alpha)));
            mean[h - 1] = isFactor ? value * put : value + put;
            error[h - 1] = smoothed.Deviation * Math.Sqrt(1 + ((h - 1) * alpha * alpha)) * (isFactor ? put : 1);
        }

        return new("Theta", mean, error);
    }
}
