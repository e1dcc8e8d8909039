using ServiceBot.Insight.Learning;

namespace ServiceBot.Insight.Forecasting;

/// <summary>Holt–Winters as R's HoltWinters fits it: states from the first two seasons, parameters by least squares over what follows the first.</summary>
public static class HoltWinters
{
    /// <summary>Level, trend and seasons before the value after the first season: a line through the centred means of the first two, and their mean pattern.</summary>
    /// <param name="y">The series, two seasons or more.</param>
    /// <param name="season">Its season, 2 or more.</param>
    /// <param name="isFactor">Whether seasons are factors.</param>
    public static (double Level, double Slope, double[] Seasons) StartOf(double[] y, int season, bool isFactor)
    {
        ArgumentNullException.ThrowIfNull(y);
        ArgumentOutOfRangeException.ThrowIfLessThan(y.Length, 2 * season);
        var first = y.AsSpan(0, 2 * season);
        var (level, slope) = Seasons.Line(Array.FindAll(Seasons.Trend(first, season), value => !double.IsNaN(value)));
        return (level, slope, Seasons.Pattern(first, season, isFactor));
    }

    /// <summary>Fits α, β and γ.</summary>
    /// <param name="y">The series, longer than two seasons.</param>
    /// <param name="season">Its season, 2 or more.</param>
    /// <param name="isFactor">Whether seasons are factors.</param>
    public static Smoothing Fit(double[] y, int season, bool isFactor)
    {
        var (level, slope, seasons) = StartOf(y, season, isFactor);
        var form = new SmoothingForm(Trend.Linear, isFactor ? Season.Multiplicative : Season.Additive);
        var best = NelderMead.Minimise(
            p => Through(p).SquaredErrors, [0.3, 0.1, 0.5], [0.2, 0.1, 0.3], [0, 0, 0], [1, 1, 1], 2000, 1e-14);
        best = NelderMead.Minimise(p => Through(p).SquaredErrors, best.At, [0.05, 0.05, -0.1], [0, 0, 0], [1, 1, 1], 2000, 1e-14);
        return Through(best.At);

        Smoothing Through(double[] p) => Smoothing.Through(y, season, form, season, (p[0], p[1], p[2], 1), level, slope, seasons);
    }
}
