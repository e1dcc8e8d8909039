using ServiceBot.Language.Sentiments;

namespace ServiceBot.Language.Evaluation;

/// <summary>How well a model tells how texts sound.</summary>
/// <param name="Accuracy">Share of the texts whose label is found, in [0, 1].</param>
/// <param name="MacroF1">Mean F1 over the labels of the texts, in [0, 1].</param>
/// <param name="TrainSeconds">Wall clock of training; 0 for the rules alone.</param>
public sealed record SentimentEvaluation(double Accuracy, double MacroF1, double TrainSeconds)
{
    /// <summary>Measures something that labels texts.</summary>
    /// <param name="test">Texts with their labels.</param>
    /// <param name="label">Gives a text's label.</param>
    /// <param name="trainSeconds">What training it took.</param>
    public static SentimentEvaluation Of(IReadOnlyList<SentimentExample> test, Func<string, Sentiment> label, double trainSeconds = 0)
    {
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(label);
        var found = test.Select(example => new IntentPrediction(example.Text, $"{example.Label}", $"{label(example.Text)}", 1, 1)).ToList();
        return new((double)found.Count(prediction => prediction.IsRight) / Math.Max(1, found.Count), IntentMetrics.MacroF1(found), trainSeconds);
    }
}
