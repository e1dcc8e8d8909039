namespace ServiceBot.Language.Evaluation;

/// <summary>What was predicted for one test message.</summary>
/// <param name="Text">The message.</param>
/// <param name="Expected">Its intent, or null when it means none.</param>
/// <param name="Predicted">The best intent, or null when nothing was read.</param>
/// <param name="Probability">The best intent's probability in [0, 1].</param>
/// <param name="InScope">Probability in [0, 1] that any intent is meant.</param>
public sealed record IntentPrediction(string Text, string? Expected, string? Predicted, double Probability, double InScope)
{
    internal bool IsRight => Expected is not null && Predicted == Expected;
}

/// <summary>Measures of predictions; each is 0 over nothing.</summary>
internal static class IntentMetrics
{
    private const int Bins = 15;

    /// <summary>Mean over the expected intents of 2·tp / (2·tp + fp + fn).</summary>
    public static double MacroF1(IReadOnlyList<IntentPrediction> predictions)
    {
        var expected = predictions.CountBy(prediction => prediction.Expected!).ToDictionary();
        var predicted = predictions.Where(prediction => prediction.Predicted is not null).CountBy(prediction => prediction.Predicted!).ToDictionary();
        var right = predictions.Where(prediction => prediction.IsRight).CountBy(prediction => prediction.Expected!).ToDictionary();
        return expected.Select(pair => 2.0 * right.GetValueOrDefault(pair.Key) / (pair.Value + predicted.GetValueOrDefault(pair.Key)))
            .DefaultIfEmpty(0).Average();
    }

    /// <summary>Expected calibration error: mean |confidence - accuracy| over 15 equal bins, weighed by size. Guo et al. (2017), eq. 3.</summary>
    public static double ExpectedCalibrationError(IReadOnlyList<IntentPrediction> predictions) =>
        predictions.GroupBy(prediction => Math.Min((int)(prediction.Probability * Bins), Bins - 1))
            .Sum(bin => Math.Abs(bin.Sum(prediction => prediction.Probability - (prediction.IsRight ? 1 : 0)))) / Math.Max(1, predictions.Count);

    /// <summary>Probability that a message in scope scores above one out of scope; ties count half.</summary>
    public static double Auroc(IEnumerable<double> inScope, IEnumerable<double> outOfScope)
    {
        var all = inScope.Select(score => (Score: score, IsIn: true)).Concat(outOfScope.Select(score => (Score: score, IsIn: false)))
            .GroupBy(pair => pair.Score).OrderBy(group => group.Key);
        var (wins, inside, below) = (0.0, 0, 0);
        foreach (var tie in all)
        {
            var (tiedIn, tiedOut) = (tie.Count(pair => pair.IsIn), tie.Count(pair => !pair.IsIn));
            wins += tiedIn * (below + (tiedOut / 2.0));
            inside += tiedIn;
            below += tiedOut;
        }

        return inside > 0 && below > 0 ? wins / inside / below : 0;
    }

    /// <summary>The threshold on «in scope» with the highest (in-scope accuracy + out-of-scope recall) / 2; a refused message in scope is wrong.</summary>
    public static double BestThreshold(IReadOnlyList<IntentPrediction> inScope, IReadOnlyList<IntentPrediction> outOfScope)
    {
        if (inScope.Count == 0 || outOfScope.Count == 0)
        {
            return 0.5;
        }

        var sorted = inScope.Concat(outOfScope).OrderBy(prediction => prediction.InScope).ToArray();
        var (best, threshold) = (0.0, 0.0);
        var balance = (double)inScope.Count(prediction => prediction.IsRight) / inScope.Count;
        for (var i = 0; i < sorted.Length; i++)
        {
            balance += sorted[i].Expected is null ? 1.0 / outOfScope.Count : sorted[i].IsRight ? -1.0 / inScope.Count : 0;
            var isLastOfTie = i + 1 == sorted.Length || sorted[i + 1].InScope > sorted[i].InScope;
            if (isLastOfTie && balance > best)
            {
                (best, threshold) = (balance, i + 1 < sorted.Length ? (sorted[i].InScope + sorted[i + 1].InScope) / 2 : 1);
            }
        }

        return threshold;
    }
}
