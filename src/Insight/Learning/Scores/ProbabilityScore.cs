namespace ServiceBot.Insight.Learning.Scores;

/// <summary>How far probabilities are from what happened.</summary>
public static class ProbabilityScore
{
    /// <summary>Mean negative log-likelihood of what happened under predicted probabilities.</summary>
    /// <param name="probability">P(it happens) per customer, n values in [0, 1].</param>
    /// <param name="happened">What happened, n values in the same order.</param>
    /// <returns>Nats per customer, 0 or more; lower is better. Guessing 0.5 scores ln 2 ≈ 0.693.</returns>
    /// <remarks>-(1/n) Σ [y ln p + (1-y) ln(1-p)], p clamped to [1e-15, 1 - 1e-15]. Bishop (2006), eq. 4.90.</remarks>
    /// <exception cref="ArgumentException">The lengths differ, or n is 0.</exception>
    public static double LogLoss(ReadOnlySpan<double> probability, ReadOnlySpan<bool> happened)
    {
        Check(probability, happened);
        var sum = 0.0;
        for (var i = 0; i < probability.Length; i++)
        {
            sum -= Math.Log(Math.Clamp(happened[i] ? probability[i] : 1 - probability[i], 1e-15, 1 - 1e-15));
        }

        return sum / probability.Length;
    }

    /// <summary>Mean squared distance between probability and outcome (Brier 1950).</summary>
    /// <param name="probability">P(it happens) per customer, n values in [0, 1].</param>
    /// <param name="happened">What happened, n values in the same order.</param>
    /// <returns>[0, 1]; lower is better. Guessing the base rate r scores r (1 - r).</returns>
    /// <exception cref="ArgumentException">The lengths differ, or n is 0.</exception>
    public static double Brier(ReadOnlySpan<double> probability, ReadOnlySpan<bool> happened)
    {
        Check(probability, happened);
        var sum = 0.0;
        for (var i = 0; i < probability.Length; i++)
        {
            var error = probability[i] - (happened[i] ? 1 : 0);
            sum += error * error;
        }

        return sum / probability.Length;
    }

    /// <summary>Expected calibration error: how far promised and observed shares lie apart, over bins of equal width.</summary>
    /// <param name="probability">P(it happens) per customer, n values in [0, 1].</param>
    /// <param name="happened">What happened, n values in the same order.</param>
    /// <param name="bins">How many bins; a value at a border belongs to the upper one.</param>
    /// <returns>[0, 1]; lower is better.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or n is 0.</exception>
    public static double CalibrationError(ReadOnlySpan<double> probability, ReadOnlySpan<bool> happened, int bins)
    {
        var sum = 0.0;
        foreach (var bin in CalibrationCurve(probability, happened, bins))
        {
            sum += bin.Count * Math.Abs(bin.Promised - bin.Observed);
        }

        return sum / probability.Length;
    }

    /// <summary>What was promised and what came of it, bin by bin; empty bins are left out.</summary>
    /// <param name="probability">P(it happens) per customer, n values in [0, 1].</param>
    /// <param name="happened">What happened, n values in the same order.</param>
    /// <param name="bins">How many bins of equal width; a value at a border belongs to the upper one.</param>
    /// <exception cref="ArgumentException">The lengths differ, or n is 0.</exception>
    public static IReadOnlyList<CalibrationBin> CalibrationCurve(ReadOnlySpan<double> probability, ReadOnlySpan<bool> happened, int bins)
    {
        Check(probability, happened);
        var promised = new double[bins];
        var observed = new double[bins];
        var counts = new int[bins];
        for (var i = 0; i < probability.Length; i++)
        {
            var bin = Math.Clamp((int)((probability[i] * bins) + 1e-9), 0, bins - 1);
            promised[bin] += probability[i];
            observed[bin] += happened[i] ? 1 : 0;
            counts[bin]++;
        }

        var curve = new List<CalibrationBin>();
        for (var bin = 0; bin < bins; bin++)
        {
            if (counts[bin] > 0)
            {
                curve.Add(new(promised[bin] / counts[bin], observed[bin] / counts[bin], counts[bin]));
            }
        }

        return curve;
    }

    private static void Check(ReadOnlySpan<double> probability, ReadOnlySpan<bool> happened)
    {
        if (probability.Length != happened.Length || probability.Length == 0)
        {
            throw new ArgumentException($"There are {probability.Length} probabilities and {happened.Length} outcomes.", nameof(happened));
        }
    }
}

/// <summary>One bin of a calibration curve.</summary>
/// <param name="Promised">Mean probability in it.</param>
/// <param name="Observed">Share of customers in it to whom it happened.</param>
/// <param name="Count">How many customers are in it.</param>
public sealed record CalibrationBin(double Promised, double Observed, int Count);
