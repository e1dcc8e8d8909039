using System.Diagnostics;
using ServiceBot.Language.Entities;
using ServiceBot.Language.Intents;

namespace ServiceBot.Language.Evaluation;

/// <summary>How well intents are read: trained on one list, the threshold chosen on a second, measured on a third.</summary>
public sealed record IntentEvaluation
{
    private const int WarmUp = 300;

    /// <summary>Share of the test messages in scope whose best intent is right, in [0, 1]; nothing is refused.</summary>
    public required double Accuracy { get; init; }

    /// <summary>Mean F1 over the test messages' intents, in [0, 1]; nothing is refused.</summary>
    public required double MacroF1 { get; init; }

    /// <summary>Accuracy in scope where messages below the threshold are refused, and a refused one is wrong.</summary>
    public required double AccuracyRefusing { get; init; }

    /// <summary>Share of the messages out of scope that are refused; 0 without any.</summary>
    public required double OosRecall { get; init; }

    /// <summary>Share of the refused messages that are out of scope; 0 when none is refused.</summary>
    public required double OosPrecision { get; init; }

    /// <summary>Area under the ROC curve of <see cref="Understanding.InScope"/>; 0.5 is chance, 0 without messages out of scope.</summary>
    public required double OosAuroc { get; init; }

    /// <summary>Expected calibration error of the best intent's probability in scope, 15 bins; 0 is perfect.</summary>
    public required double Ece { get; init; }

    /// <summary>The threshold on <see cref="Understanding.InScope"/> that did best on dev (the mean of in-scope accuracy and recall).</summary>
    public required double Threshold { get; init; }

    /// <summary>Wall clock of training, in seconds.</summary>
    public required double TrainSeconds { get; init; }

    /// <summary>Median time to understand a message (language, entities and intents), in microseconds.</summary>
    public required double PredictUsP50 { get; init; }

    /// <summary>The same, 99th percentile.</summary>
    public required double PredictUsP99 { get; init; }

    /// <summary>Size of the saved model, in bytes.</summary>
    public required long ModelBytes { get; init; }

    /// <summary>What was predicted for each test message, those in scope first.</summary>
    public required IReadOnlyList<IntentPrediction> Predictions { get; init; }

    /// <summary>Trains and measures.</summary>
    /// <param name="data">The messages.</param>
    /// <param name="lexicon">The names to recognise.</param>
    /// <param name="options">How to train; what the data have out of scope is added.</param>
    public static IntentEvaluation Run(IntentData data, EntityLexicon lexicon, LanguageOptions options)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentNullException.ThrowIfNull(options);

        var started = Stopwatch.GetTimestamp();
        var model = LanguageModel.Train(data.Train, lexicon, options with { OutOfScope = [.. options.OutOfScope, .. data.OutOfScopeTrain] });
        return Measure(model, data, Stopwatch.GetElapsedTime(started));
    }

    /// <summary>Measures a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="data">What it was trained on, and what it is measured on.</param>
    /// <param name="trained">How long it was trained.</param>
    public static IntentEvaluation Measure(LanguageModel model, IntentData data, TimeSpan trained)
    {
        ArgumentNullException.ThrowIfNull(model);
        ArgumentNullException.ThrowIfNull(data);

        List<double> microseconds = [];
        var dev = Predict(model, data.Dev, []);
        var oosDev = Predict(model, Unlabelled(data.OutOfScopeDev), []);
        _ = Predict(model, data.Train.Take(WarmUp), []);
        var test = Predict(model, data.Test, microseconds);
        var oosTest = Predict(model, Unlabelled(data.OutOfScopeTest), microseconds);
        microseconds.Sort();

        var threshold = IntentMetrics.BestThreshold(dev, oosDev);
        var refusedInside = test.Count(prediction => prediction.InScope < threshold);
        var refusedOutside = oosTest.Count(prediction => prediction.InScope < threshold);
        using var saved = new MemoryStream();
        model.Save(saved);
        return new()
        {
            Accuracy = Share(test.Count(prediction => prediction.IsRight), test.Count),
            MacroF1 = IntentMetrics.MacroF1(test),
            AccuracyRefusing = Share(test.Count(prediction => prediction.IsRight && prediction.InScope >= threshold), test.Count),
            OosRecall = Share(refusedOutside, oosTest.Count),
            OosPrecision = Share(refusedOutside, refusedInside + refusedOutside),
            OosAuroc = IntentMetrics.Auroc(test.Select(prediction => prediction.InScope), oosTest.Select(prediction => prediction.InScope)),
            Ece = IntentMetrics.ExpectedCalibrationError(test),
            Threshold = threshold,
            TrainSeconds = trained.TotalSeconds,
            PredictUsP50 = Percentile(microseconds, 0.5),
            PredictUsP99 = Percentile(microseconds, 0.99),
            ModelBytes = saved.Length,
            Predictions = [.. test, .. oosTest],
        };
    }

    private static List<IntentPrediction> Predict(LanguageModel model, IEnumerable<IntentExample> examples, List<double> microseconds)
    {
        List<IntentPrediction> predictions = [];
        foreach (var example in examples)
        {
            var started = Stopwatch.GetTimestamp();
            var understanding = model.Understand(example.Text, DateTimeOffset.UnixEpoch);
            microseconds.Add(Stopwatch.GetElapsedTime(started).TotalMicroseconds);
            predictions.Add(new(
                example.Text, example.Intent.Length > 0 ? example.Intent : null,
                understanding.Best?.Intent, understanding.Best?.Probability ?? 0, understanding.InScope));
        }

        return predictions;
    }

    private static IEnumerable<IntentExample> Unlabelled(IReadOnlyList<string> texts) => texts.Select(text => new IntentExample("", text));

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;

    private static double Percentile(List<double> sorted, double share) =>
        sorted.Count == 0 ? 0 : sorted[(int)Math.Min(sorted.Count - 1, Math.Floor(sorted.Count * share))];
}
