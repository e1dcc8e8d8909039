namespace ServiceBot.Insight.Learning.Models;

/// <summary>Between probabilities and log-odds.</summary>
internal static class LogOdds
{
    /// <summary>1 / (1 + exp(-x)).</summary>
    public static double ToProbability(double x) => 1 / (1 + Math.Exp(-x));

    /// <summary>ln(p / (1 - p)), p clamped to [1e-9, 1 - 1e-9].</summary>
    public static double Of(double probability)
    {
        var p = Math.Clamp(probability, 1e-9, 1 - 1e-9);
        return Math.Log(p / (1 - p));
    }

    /// <summary>ln(1 + exp(x)) without overflow.</summary>
    public static double SoftPlus(double x) => x > 0 ? x + Math.Log(1 + Math.Exp(-x)) : Math.Log(1 + Math.Exp(x));
}
