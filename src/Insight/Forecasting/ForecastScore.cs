namespace ServiceBot.Insight.Forecasting;

/// <summary>How far forecasts are from what came.</summary>
public static class ForecastScore
{
    /// <summary>Symmetric mean absolute percentage error, as in the M4 competition.</summary>
    /// <param name="actual">What came.</param>
    /// <param name="forecast">What was expected, in the same order.</param>
    /// <returns>Mean of 200·|a - f| / (|a| + |f|), 0 to 200; lower is better. Where both are 0 it counts 0.</returns>
    public static double Smape(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast)
    {
        var sum = 0.0;
        for (var i = 0; i < actual.Length; i++)
        {
            var size = Math.Abs(actual[i]) + Math.Abs(forecast[i]);
            sum += size > 0 ? 200 * Math.Abs(actual[i] - forecast[i]) / size : 0;
        }

        return sum / actual.Length;
    }

    /// <summary>Mean absolute scaled error (Hyndman and Koehler 2006).</summary>
    /// <param name="known">The series that the forecast was made of.</param>
    /// <param name="season">Its season; 1: none.</param>
    /// <param name="actual">What came.</param>
    /// <param name="forecast">What was expected, in the same order.</param>
    /// <returns>Mean absolute error in units of the mean absolute seasonal difference of the known part; below 1 is better than the seasonal naive one was there. NaN if that part never changes.</returns>
    public static double Mase(ReadOnlySpan<double> known, int season, ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast)
    {
        var lag = known.Length > season ? season : 1;
        var (scale, error) = (0.0, 0.0);
        for (var t = lag; t < known.Length; t++)
        {
            scale += Math.Abs(known[t] - known[t - lag]) / (known.Length - lag);
        }

        for (var i = 0; i < actual.Length; i++)
        {
            error += Math.Abs(actual[i] - forecast[i]) / actual.Length;
        }

        return scale > 0 ? error / scale : double.NaN;
    }

    /// <summary>Mean absolute percentage error, in percent.</summary>
    public static double Mape(ReadOnlySpan<double> actual, ReadOnlySpan<double> forecast)
    {
        var sum = 0.0;
        for (var i = 0; i < actual.Length; i++)
        {
            sum += 100 * Math.Abs((actual[i] - forecast[i]) / actual[i]);
        }

        return sum / actual.Length;
    }
}
