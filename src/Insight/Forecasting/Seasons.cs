namespace ServiceBot.Insight.Forecasting;

/// <summary>Seasonal patterns of a series.</summary>
internal static class Seasons
{
    /// <summary>Whether a season shows: the autocorrelation at its length is beyond chance (90 %).</summary>
    /// <remarks>The test of Theta's authors, with Bartlett's formula.</remarks>
    public static bool Shows(ReadOnlySpan<double> y, int season)
    {
        if (season < 2 || y.Length < 2 * season + 1)
        {
            return false;
        }

        var mean = 0.0;
        foreach (var value in y)
        {
            mean += value / y.Length;
        }

        var variance = 0.0;
        foreach (var value in y)
        {
            variance += (value - mean) * (value - mean);
        }

        if (variance <= 0)
        {
            return false;
        }

        var squares = 0.0;
        for (var lag = 1; lag < season; lag++)
        {
            var r = Correlation(y, lag);
            squares += r * r;
        }

        return Math.Abs(Correlation(y, season)) > 1.645 * Math.Sqrt((1 + (2 * squares)) / y.Length);

        double Correlation(ReadOnlySpan<double> y, int lag)
        {
            var sum = 0.0;
            for (var t = lag; t < y.Length; t++)
            {
                sum += (y[t] - mean) * (y[t - lag] - mean);
            }

            return sum / variance;
        }
    }

    /// <summary>The trend as the centred mean over a season, NaN at both ends.</summary>
    public static double[] Trend(ReadOnlySpan<double> y, int season)
    {
        var trend = new double[y.Length];
        Array.Fill(trend, double.NaN);
        var half = season / 2;
        for (var t = half; t < y.Length - half; t++)
        {
            var sum = 0.0;
            for (var i = t - half; i <= t + half; i++)
            {
                var isEnd = season % 2 == 0 && (i == t - half || i == t + half);
                sum += isEnd ? y[i] / 2 : y[i];
            }

            trend[t] = sum / season;
        }

        return trend;
    }

    /// <summary>The mean seasonal pattern, beginning with the series: factors of mean 1, or summands of mean 0.</summary>
    public static double[] Pattern(ReadOnlySpan<double> y, int season, bool isFactor)
    {
        var trend = Trend(y, season);
        var (pattern, counts) = (new double[season], new int[season]);
        for (var t = 0; t < y.Length; t++)
        {
            if (!double.IsNaN(trend[t]))
            {
                pattern[t % season] += isFactor ? y[t] / trend[t] : y[t] - trend[t];
                counts[t % season]++;
            }
        }

        var mean = 0.0;
        for (var s = 0; s < season; s++)
        {
            pattern[s] = counts[s] > 0 ? pattern[s] / counts[s] : isFactor ? 1 : 0;
            mean += pattern[s] / season;
        }

        for (var s = 0; s < season; s++)
        {
            pattern[s] = isFactor ? pattern[s] / mean : pattern[s] - mean;
        }

        return pattern;
    }

    /// <summary>The straight line of least squares through values at 1, 2, 3 …</summary>
    public static (double Intercept, double Slope) Line(ReadOnlySpan<double> y)
    {
        var n = y.Length;
        var (meanT, mean) = ((n + 1) / 2.0, 0.0);
        foreach (var value in y)
        {
            mean += value / n;
        }

        var (covariance, variance) = (0.0, 0.0);
        for (var t = 1; t <= n; t++)
        {
            covariance += (t - meanT) * (y[t - 1] - mean);
            variance += (t - meanT) * (t - meanT);
        }

        var slope = variance > 0 ? covariance / variance : 0;
        return (mean - (slope * meanT), slope);
    }
}
