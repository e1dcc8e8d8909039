using ServiceBot.Insight.Learning;

namespace ServiceBot.Insight.Experiments;

/// <summary>By which share an arm's mean is above another's.</summary>
/// <param name="Lift">(b - a) / a.</param>
/// <param name="Error">Its standard error, by the delta method.</param>
/// <param name="Degrees">Welch's degrees of freedom.</param>
public sealed record RelativeLift(double Lift, double Error, double Degrees)
{
    /// <summary>Compares two arms.</summary>
    /// <param name="a">The arm without the change; its mean is not 0.</param>
    /// <param name="b">The arm with it.</param>
    public static RelativeLift Of(Arm a, Arm b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var (va, vb) = (a.VarianceOfMean, b.VarianceOfMean);
        var variance = (vb / (a.Mean * a.Mean)) + (va * b.Mean * b.Mean / Math.Pow(a.Mean, 4));
        return new((b.Mean - a.Mean) / a.Mean, Math.Sqrt(variance), DegreesOf(a, b));
    }

    /// <summary>The difference of means itself, by Welch's test.</summary>
    public static TestResult Absolute(Arm a, Arm b, double alpha = 0.05)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return new RelativeLift(b.Mean - a.Mean, Math.Sqrt(a.VarianceOfMean + b.VarianceOfMean), DegreesOf(a, b)).Test(alpha);
    }

    /// <summary>The range that holds it with 1 - alpha, and p, by Student's distribution.</summary>
    public TestResult Test(double alpha = 0.05)
    {
        var half = SpecialFunctions.StudentQuantile(1 - (alpha / 2), Degrees) * Error;
        return new(Lift, Lift - half, Lift + half, 2 * SpecialFunctions.StudentCdf(-Math.Abs(Lift / Error), Degrees));
    }

    /// <summary>The probability that it is above 0, nothing being known beforehand.</summary>
    public double Chance => SpecialFunctions.NormalCdf(Lift / Error);

    /// <summary>What is lost on average by taking the wrong arm: the second where it is worse, and the first where that is.</summary>
    public (double TakingIt, double LeavingIt) Risk
    {
        get
        {
            var z = Lift / Error;
            var gain = (Lift * SpecialFunctions.NormalCdf(z)) + (Error * Math.Exp(-z * z / 2) / Math.Sqrt(2 * Math.PI));
            return (gain - Lift, gain);
        }
    }

    private static double DegreesOf(Arm a, Arm b)
    {
        var (va, vb) = (a.VarianceOfMean, b.VarianceOfMean);
        return Math.Pow(va + vb, 2) / ((va * va / (a.Customers - 1)) + (vb * vb / (b.Customers - 1)));
    }
}

/// <summary>A range that holds at every look, however often one looks and whenever one stops.</summary>
/// <remarks>
/// Waudby-Smith et al. (2021), asymptotic confidence sequences: half its width is √s² · √(2 (nρ² + 1) ln(√(nρ² + 1) / α) / (nρ)²), ρ = √((-2 ln α + ln(1 - 2 ln α)) / N), narrowest near N customers.
/// </remarks>
public static class AlwaysValid
{
    /// <summary>The range of a relative lift.</summary>
    /// <param name="a">The arm without the change.</param>
    /// <param name="b">The arm with it.</param>
    /// <param name="alpha">The chance that it is ever wrong.</param>
    /// <param name="expected">N: how many customers, in both arms, one expects to decide at.</param>
    public static (double Low, double High) Of(Arm a, Arm b, double alpha = 0.05, double expected = 5000)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var lift = RelativeLift.Of(a, b);
        var half = HalfWidth(lift.Error * lift.Error, a.Customers + b.Customers, alpha, expected);
        return (lift.Lift - half, lift.Lift + half);
    }

    /// <summary>Half the width of the range of a mean.</summary>
    /// <param name="squaredError">The squared standard error of the mean, as after <paramref name="n"/> customers.</param>
    /// <param name="n">How many customers.</param>
    /// <param name="alpha">The chance that the range is ever wrong.</param>
    /// <param name="expected">N.</param>
    public static double HalfWidth(double squaredError, double n, double alpha, double expected)
    {
        var rho = RhoOf(alpha, expected);
        var grown = (n * rho * rho) + 1;
        return Math.Sqrt(squaredError * n) * Math.Sqrt(2 * grown * Math.Log(Math.Sqrt(grown) / alpha) / Math.Pow(n * rho, 2));
    }

    /// <summary>ρ.</summary>
    internal static double RhoOf(double alpha, double expected) => Math.Sqrt(((-2 * Math.Log(alpha)) + Math.Log(1 - (2 * Math.Log(alpha)))) / expected);
}
