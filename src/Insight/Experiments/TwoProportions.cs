using ServiceBot.Insight.Learning;

namespace ServiceBot.Insight.Experiments;

/// <summary>What was counted in one arm of an experiment.</summary>
/// <param name="Customers">How many were in it, 1 or more.</param>
/// <param name="Sum">Σ of what is measured; of conversions: how many.</param>
/// <param name="Squares">Σ of its squares; of conversions: how many.</param>
/// <param name="IsShare">Whether each customer counts 0 or 1.</param>
public sealed record Arm(double Customers, double Sum, double Squares, bool IsShare)
{
    /// <summary>An arm in which some customers converted.</summary>
    public static Arm OfConversions(double converted, double customers) => new(customers, converted, converted, true);

    /// <summary>The mean, or the share.</summary>
    public double Mean => Sum / Customers;

    /// <summary>The variance of the mean: of a share p (1-p) / n, of a mean by n - 1.</summary>
    public double VarianceOfMean => IsShare
        ? Mean * (1 - Mean) / Customers
        : (Squares - (Sum * Sum / Customers)) / (Customers - 1) / Customers;
}

/// <summary>A difference, and how sure it is.</summary>
/// <param name="Difference">Of the second arm to the first.</param>
/// <param name="Low">The lower end of its range.</param>
/// <param name="High">The upper end.</param>
/// <param name="P">The chance to see at least as much if there is none, in [0, 1].</param>
public sealed record TestResult(double Difference, double Low, double High, double P);

/// <summary>Compares two shares at the end of an experiment whose length was settled before it began. Looked at earlier, and stopped for it, its p means nothing: use <see cref="AlwaysValid"/>.</summary>
public static class TwoProportions
{
    /// <summary>The z test with the pooled share; the range with each arm's own.</summary>
    /// <param name="a">The arm without the change.</param>
    /// <param name="b">The arm with it.</param>
    /// <param name="alpha">The chance of an error that is accepted; the range has 1 - alpha.</param>
    /// <returns>The difference of shares; and z.</returns>
    public static (TestResult Result, double Z) Test(Arm a, Arm b, double alpha = 0.05)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var pooled = (a.Sum + b.Sum) / (a.Customers + b.Customers);
        var deviation = Math.Sqrt(pooled * (1 - pooled) * ((1 / a.Customers) + (1 / b.Customers)));
        var difference = b.Mean - a.Mean;
        var z = deviation > 0 ? difference / deviation : 0;
        var half = SpecialFunctions.NormalQuantile(1 - (alpha / 2)) * Math.Sqrt(a.VarianceOfMean + b.VarianceOfMean);
        return (new(difference, difference - half, difference + half, Math.Min(1, 2 * SpecialFunctions.NormalCdf(-Math.Abs(z)))), z);
    }

    /// <summary>How many customers each arm needs to see a change of shares.</summary>
    /// <param name="share">The share without the change, in (0, 1).</param>
    /// <param name="wanted">The share that should be told from it.</param>
    /// <param name="alpha">The chance to see a change where there is none.</param>
    /// <param name="power">The chance to see it where there is one.</param>
    /// <remarks>((z_{α/2} √(2 p̄ q̄) + z_β √(p₁q₁ + p₂q₂)) / (p₂ - p₁))², rounded up. Fleiss (1981).</remarks>
    public static int SampleSize(double share, double wanted, double alpha = 0.05, double power = 0.8)
    {
        var mean = (share + wanted) / 2;
        var root = (SpecialFunctions.NormalQuantile(1 - (alpha / 2)) * Math.Sqrt(2 * mean * (1 - mean)))
            + (SpecialFunctions.NormalQuantile(power) * Math.Sqrt((share * (1 - share)) + (wanted * (1 - wanted))));
        return (int)Math.Ceiling(Math.Pow(root / (wanted - share), 2));
    }

    /// <summary>The probability that the second arm's true share is higher, every share being as likely beforehand.</summary>
    /// <remarks>Exact, for Beta(1 + converted, 1 + others): a sum over the second arm's conversions (Miller 2015).</remarks>
    public static double ChanceToWin(Arm a, Arm b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var (upA, downA, upB, downB) = (a.Sum + 1, a.Customers - a.Sum + 1, b.Sum + 1, b.Customers - b.Sum + 1);
        var sum = 0.0;
        for (var i = 0; i < upB; i++)
        {
            sum += Math.Exp(SpecialFunctions.LogBeta(upA + i, downA + downB) - Math.Log(downB + i) - SpecialFunctions.LogBeta(1 + i, downB) - SpecialFunctions.LogBeta(upA, downA));
        }

        return sum;
    }
}
