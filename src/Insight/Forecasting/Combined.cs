namespace ServiceBot.Insight.Forecasting;

/// <summary>What the product uses: the mean of Theta and of exponential smoothing; where days have a season and weeks have one, a smoothing with both.</summary>
public static class Combined
{
    private const int DaysInWeek = 7;
    private const int ManyADay = 24;

    /// <summary>Sees ahead.</summary>
    /// <param name="series">The series, one value or more.</param>
    /// <param name="season">Its season; 1: none; 24 and more: that of a day.</param>
    /// <param name="horizon">How many values.</param>
    public static Prognosis Of(double[] series, int season, int horizon)
    {
        ArgumentNullException.ThrowIfNull(series);
        if (season >= ManyADay && series.Length >= 2 * season * DaysInWeek)
        {
            return OfHours(series, season, horizon);
        }

        var (a, b) = (Theta.Of(series, season, horizon), SmoothingChoice.Of(series, season, horizon));
        var (mean, error) = (new double[horizon], new double[horizon]);
        for (var h = 0; h < horizon; h++)
        {
            (mean[h], error[h]) = ((a.Mean[h] + b.Mean[h]) / 2, (a.Error[h] + b.Error[h]) / 2);
        }

        return new($"mean of Theta and {b.Method}", mean, error);
    }

    /// <summary>With both seasons, or as a day before where this has just been nearer: not every series knows weeks.</summary>
    private static Prognosis OfHours(double[] series, int season, int horizon)
    {
        var week = season * DaysInWeek;
        var known = series.Length - horizon;
        if (known >= 2 * week)
        {
            var (weekly, daily) = (DoubleSeason.Of(series[..known], season, week, horizon), ForecastMethod.SeasonalNaive.Of(series[..known], season, horizon));
            if (ErrorOf(daily) < ErrorOf(weekly))
            {
                return ForecastMethod.SeasonalNaive.Of(series, season, horizon);
            }
        }

        return DoubleSeason.Of(series, season, week, horizon);

        double ErrorOf(Prognosis ahead) => ahead.Mean.Select((mean, h) => Math.Abs(mean - series[known + h])).Sum();
    }
}
