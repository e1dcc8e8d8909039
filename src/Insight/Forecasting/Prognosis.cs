namespace ServiceBot.Insight.Forecasting;

/// <summary>What is expected of the next values of a series.</summary>
/// <param name="Method">How it was computed, in words.</param>
/// <param name="Mean">A value each, the next one first.</param>
/// <param name="Error">How far each may be off: the standard deviation of its error, 0 or more; the further ahead, the larger.</param>
public sealed record Prognosis(string Method, double[] Mean, double[] Error)
{
    /// <summary>The range in which each value lies with a probability, as by normal errors.</summary>
    /// <param name="z">How many standard deviations on each side: 1.2816 for 80 %, 1.96 for 95 %.</param>
    public (double[] Low, double[] High) Range(double z)
    {
        var (low, high) = (new double[Mean.Length], new double[Mean.Length]);
        for (var h = 0; h < Mean.Length; h++)
        {
            (low[h], high[h]) = (Mean[h] - (z * Error[h]), Mean[h] + (z * Error[h]));
        }

        return (low, high);
    }
}

/// <summary>A way to see ahead.</summary>
/// <param name="Name">What reports call it.</param>
/// <param name="Of">Takes a series, the oldest value first, its season (1: none) and how many values to expect.</param>
public sealed record ForecastMethod(string Name, Func<double[], int, int, Prognosis> Of)
{
    /// <summary>The next values are as the last one.</summary>
    public static ForecastMethod Naive { get; } = new("naive", (y, _, horizon) => Plain("naive", y, horizon, 1, (_, _) => y[^1], h => Math.Sqrt(h)));

    /// <summary>The next values are as one season before; without a season, or with too short a series, as the last one.</summary>
    public static ForecastMethod SeasonalNaive { get; } = new("seasonal_naive", (y, season, horizon) =>
    {
        var lag = y.Length > season ? season : 1;
        return Plain("seasonal naive", y, horizon, lag, (h, _) => y[y.Length - lag + ((h - 1) % lag)], h => Math.Sqrt(((h - 1) / lag) + 1));
    });

    /// <summary>The line from the first value to the last goes on.</summary>
    public static ForecastMethod Drift { get; } = new("drift", (y, _, horizon) =>
    {
        var slope = y.Length > 1 ? (y[^1] - y[0]) / (y.Length - 1) : 0;
        return Plain("drift", y, horizon, 1, (h, _) => y[^1] + (h * slope), h => Math.Sqrt(h * (1 + (h / Math.Max(1.0, y.Length - 1)))));
    });

    /// <summary>See <see cref="Theta"/>.</summary>
    public static ForecastMethod Theta { get; } = new("theta", Forecasting.Theta.Of);

    /// <summary>See <see cref="SmoothingChoice"/>.</summary>
    public static ForecastMethod Smoothing { get; } = new("smoothing", SmoothingChoice.Of);

    /// <summary>What the product uses; see <see cref="Combined"/>.</summary>
    public static ForecastMethod Combined { get; } = new("combined", Forecasting.Combined.Of);

    /// <summary>All of them, the plainest first.</summary>
    public static IReadOnlyList<ForecastMethod> All { get; } = [Naive, SeasonalNaive, Drift, Theta, Smoothing, Combined];

    private static Prognosis Plain(string name, double[] y, int horizon, int lag, Func<int, double, double> mean, Func<int, double> growth)
    {
        var error = 0.0;
        for (var t = lag; t < y.Length; t++)
        {
            error += (y[t] - y[t - lag]) * (y[t] - y[t - lag]) / Math.Max(1, y.Length - lag);
        }

        var (means, errors) = (new double[horizon], new double[horizon]);
        for (var h = 1; h <= horizon; h++)
        {
            means[h - 1] = mean(h, error);
            errors[h - 1] = Math.Sqrt(error) * growth(h);
        }

        return new(name, means, errors);
    }
}
