using ServiceBot.Insight.Learning;

namespace ServiceBot.Insight.Forecasting;

/// <summary>How a level changes.</summary>
public enum Trend
{
    /// <summary>It has no direction.</summary>
    None,

    /// <summary>It goes on in a line.</summary>
    Linear,

    /// <summary>Its direction fades.</summary>
    Damped,
}

/// <summary>How a season shows.</summary>
public enum Season
{
    /// <summary>It does not.</summary>
    None,

    /// <summary>As a summand.</summary>
    Additive,

    /// <summary>As a factor.</summary>
    Multiplicative,
}

/// <summary>Which parts an exponential smoothing has.</summary>
/// <param name="Trend">How the level changes.</param>
/// <param name="Season">How the season shows.</param>
public readonly record struct SmoothingForm(Trend Trend, Season Season)
{
    /// <summary>A season in words.</summary>
    internal static string NameOf(Season season) => season switch
    {
        Season.None => "no season",
        Season.Additive => "seasonal summands",
        _ => "seasonal factors",
    };
}

/// <summary>An exponential smoothing after it has gone through a series.</summary>
/// <remarks>
/// Holt (1957) and Winters (1960) in the form of R's HoltWinters: l = α (y without season) + (1-α)(l′ + φb′), b = β (l - l′) + (1-β) φb′, and the season from the new level:
/// s = γ (y without l) + (1-γ) s′.
/// </remarks>
public sealed class Smoothing
{
    private readonly int _season;
    private readonly int _at;
    private double _likelihood;

    private Smoothing(SmoothingForm form, int season, int at, double[] seasons, bool isRelative)
    {
        (Form, _season, _at, SeasonPattern, IsRelative) = (form, season, at, seasons, isRelative);
    }

    /// <summary>Its parts.</summary>
    public SmoothingForm Form { get; }

    /// <summary>Whether errors grow with the values, rather than being as large everywhere.</summary>
    public bool IsRelative { get; }

    /// <summary>How much of an error changes the level, in [0, 1].</summary>
    public double Alpha { get; private init; }

    /// <summary>How much of a change of the level changes the trend, in [0, 1].</summary>
    public double Beta { get; private init; }

    /// <summary>How much of an error changes the season, in [0, 1].</summary>
    public double Gamma { get; private init; }

    /// <summary>What stays of the trend from one value to the next, in (0, 1]; 1: all.</summary>
    public double Phi { get; private init; } = 1;

    /// <summary>The level at the end.</summary>
    public double Level { get; private set; }

    /// <summary>The trend at the end.</summary>
    public double Slope { get; private set; }

    /// <summary>The seasons at the end, by their place in the season, the first value of the series being at 0.</summary>
    public double[] SeasonPattern { get; }

    /// <summary>Σ squared error of the forecasts by one step.</summary>
    public double SquaredErrors { get; private set; }

    /// <summary>The standard deviation of an error by one step.</summary>
    public double Deviation { get; private set; }

    /// <summary>Akaike's criterion with its correction for short series; lower is better, infinite if the series is too short.</summary>
    public double Aicc { get; private set; }

    /// <summary>Goes through a series with given parameters and states.</summary>
    /// <param name="y">The series.</param>
    /// <param name="season">Its season; 1: none.</param>
    /// <param name="form">The parts.</param>
    /// <param name="first">The place of the first value that is smoothed; those before it have made the states.</param>
    /// <param name="parameters">α, β, γ, φ; those of parts that it has not are not looked at.</param>
    /// <param name="level">The level before.</param>
    /// <param name="slope">The trend before.</param>
    /// <param name="seasons">The seasons before, by their place.</param>
    /// <param name="isRelative">Whether errors grow with the values; these are positive then.</param>
    public static Smoothing Through(
        double[] y, int season, SmoothingForm form, int first, (double Alpha, double Beta, double Gamma, double Phi) parameters, double level, double slope, double[] seasons, bool isRelative = false)
    {
        ArgumentNullException.ThrowIfNull(y);
        ArgumentNullException.ThrowIfNull(seasons);
        var result = new Smoothing(form, season, y.Length, [.. seasons], isRelative)
        {
            Alpha = parameters.Alpha,
            Beta = form.Trend == Trend.None ? 0 : parameters.Beta,
            Gamma = form.Season == Season.None ? 0 : parameters.Gamma,
            Phi = form.Trend == Trend.Damped ? parameters.Phi : 1,
            Level = level,
            Slope = form.Trend == Trend.None ? 0 : slope,
        };
        result.Run(y, first);
        return result;
    }

    /// <summary>Fits parameters and states to a series: what makes it likeliest with normal errors.</summary>
    /// <param name="y">The series, one value or more; multiplicative seasons want positive ones.</param>
    /// <param name="season">Its season; forms with a season want two whole ones.</param>
    /// <param name="form">The parts.</param>
    /// <param name="isRelative">Whether errors grow with the values; these are positive then.</param>
    /// <remarks>The first seasons are the mean pattern of the whole series, so γ is held to 0.3: a pattern that is known changes slowly.</remarks>
    public static Smoothing Fit(double[] y, int season, SmoothingForm form, bool isRelative = false)
    {
        ArgumentNullException.ThrowIfNull(y);
        var hasTrend = form.Trend != Trend.None;
        double[] pattern = form.Season == Season.None ? [] : Seasons.Pattern(y, season, form.Season == Season.Multiplicative);
        var clean = Array.ConvertAll(y[..Math.Min(y.Length, Math.Max(5, 2 * season))], value => value);
        for (var t = 0; t < clean.Length && pattern.Length > 0; t++)
        {
            clean[t] = form.Season == Season.Multiplicative ? clean[t] / pattern[t % season] : clean[t] - pattern[t % season];
        }

        var (level, slope) = hasTrend ? Seasons.Line(clean) : (clean.Average(), 0);
        var spread = Math.Max(1e-9, y.Max() - y.Min());
        // α, level, then β and slope, γ, φ, as far as the form has them.
        List<double> start = [0.3, level], steps = [0.2, 0.1 * spread], low = [1e-4, double.NegativeInfinity], high = [0.9999, double.PositiveInfinity];
        if (hasTrend)
        {
            start.AddRange([0.1, slope]);
            steps.AddRange([0.1, 0.05 * spread]);
            low.AddRange([0, double.NegativeInfinity]);
            high.AddRange([1, double.PositiveInfinity]);
        }

        if (form.Season != Season.None)
        {
            start.Add(0.1);
            steps.Add(0.15);
            low.Add(0);
            high.Add(0.3);
        }

        if (form.Trend == Trend.Damped)
        {
            start.Add(0.95);
            steps.Add(-0.06);
            low.Add(0.8);
            high.Add(0.98);
        }

        var run = new Smoothing(form, season, y.Length, new double[pattern.Length], isRelative);
        var (best, _) = NelderMead.Minimise(
            p =>
            {
                pattern.CopyTo(run.SeasonPattern, 0);
                return run.Run(y, p);
            },
            [.. start], [.. steps], [.. low], [.. high], 150 * start.Count, 1e-7);
        pattern.CopyTo(run.SeasonPattern, 0);
        var (alpha, beta, gamma, phi) = run.Split(best);
        return Through(y, season, form, 0, (alpha, beta, gamma, phi), best[1], hasTrend ? best[3] : 0, pattern, isRelative);
    }

    /// <summary>Sees ahead.</summary>
    /// <param name="horizon">How many values.</param>
    /// <remarks>Errors as Hyndman et al. (2008), «Forecasting with exponential smoothing», table 6.1; with seasonal factors as if these were summands, scaled.</remarks>
    public Prognosis Ahead(int horizon)
    {
        var (mean, error) = (new double[horizon], new double[horizon]);
        var (fade, trend, variance) = (1.0, 0.0, 1.0);
        for (var h = 1; h <= horizon; h++)
        {
            fade *= Phi;
            trend += fade;
            var level = Level + (trend * Slope);
            var season = SeasonPattern.Length > 0 ? SeasonPattern[(_at + h - 1) % _season] : 0;
            mean[h - 1] = Form.Season switch { Season.Additive => level + season, Season.Multiplicative => level * season, _ => level };
            error[h - 1] = Deviation * Math.Sqrt(variance);
            var c = Alpha + (Alpha * Beta * trend) + (SeasonPattern.Length > 0 && h % _season == 0 ? Gamma * (1 - Alpha) : 0);
            variance += c * c;
        }

        return new($"exponential smoothing with {SmoothingForm.NameOf(Form.Season)}", mean, error);
    }

    private (double Alpha, double Beta, double Gamma, double Phi) Split(ReadOnlySpan<double> p)
    {
        var at = Form.Trend == Trend.None ? 2 : 4;
        var gamma = Form.Season == Season.None ? 0 : p[at++];
        return (p[0], Form.Trend == Trend.None ? 0 : p[2], gamma, Form.Trend == Trend.Damped ? p[at] : 1);
    }

    private double Run(double[] y, ReadOnlySpan<double> p)
    {
        var (alpha, beta, gamma, phi) = Split(p);
        return Run(y, 0, alpha, beta, gamma, phi, p[1], Form.Trend == Trend.None ? 0 : p[3]);
    }

    private void Run(double[] y, int first)
    {
        Run(y, first, Alpha, Beta, Gamma, Phi, Level, Slope);
        var n = y.Length - first;
        var states = 1 + (Form.Trend == Trend.None ? 0 : 1) + (Form.Season == Season.None ? 0 : _season - 1);
        var parameters = 1 + (Form.Trend == Trend.None ? 0 : 1) + (Form.Season == Season.None ? 0 : 1) + (Form.Trend == Trend.Damped ? 1 : 0);
        var k = states + parameters + 1;
        Deviation = Math.Sqrt(SquaredErrors / Math.Max(1, n - parameters));
        Aicc = n - k - 1 <= 0 ? double.PositiveInfinity : _likelihood + (2.0 * k * n / (n - k - 1));
    }

    private double Run(double[] y, int first, double alpha, double beta, double gamma, double phi, double level, double slope)
    {
        var (sum, relative, logs) = (0.0, 0.0, 0.0);
        var seasons = SeasonPattern;
        for (var t = first; t < y.Length; t++)
        {
            var place = seasons.Length > 0 ? t % _season : 0;
            var ahead = level + (phi * slope);
            double expected, bare;
            if (Form.Season == Season.Multiplicative)
            {
                expected = ahead * seasons[place];
                bare = y[t] / seasons[place];
            }
            else
            {
                var summand = seasons.Length > 0 ? seasons[place] : 0;
                expected = ahead + summand;
                bare = y[t] - summand;
            }

            var error = y[t] - expected;
            sum += error * error;
            if (IsRelative)
            {
                expected = Math.Max(Math.Abs(expected), 1e-9);
                relative += error / expected * (error / expected);
                logs += Math.Log(expected);
            }

            var next = (alpha * bare) + ((1 - alpha) * ahead);
            slope = Form.Trend == Trend.None ? 0 : (beta * (next - level)) + ((1 - beta) * phi * slope);
            level = next;
            if (Form.Season == Season.Multiplicative)
            {
                seasons[place] = (gamma * y[t] / level) + ((1 - gamma) * seasons[place]);
            }
            else if (Form.Season == Season.Additive)
            {
                seasons[place] = (gamma * (y[t] - level)) + ((1 - gamma) * seasons[place]);
            }
        }

        (Level, Slope, SquaredErrors) = (level, slope, sum);
        var n = y.Length - first;
        _likelihood = (n * Math.Log(Math.Max(IsRelative ? relative : sum, 1e-12) / n)) + (2 * logs);
        return _likelihood;
    }
}
