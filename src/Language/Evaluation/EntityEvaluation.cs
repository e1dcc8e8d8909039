using System.Diagnostics;
using ServiceBot.Language.Entities;
using ServiceBot.Language.Intents;
using ServiceBot.Language.Slots;
using ServiceBot.Language.Tokens;

namespace ServiceBot.Language.Evaluation;

/// <summary>What was found in a test sentence.</summary>
/// <param name="Example">The sentence, with what is in it.</param>
/// <param name="Found">What was found, in order of appearance.</param>
public sealed record EntityPrediction(SlotExample Example, IReadOnlyList<SlotSpan> Found)
{
    internal int Right => Found.Distinct().Count(Example.Spans.Contains);
}

/// <summary>How many values of one type were found.</summary>
/// <param name="Type">The type.</param>
/// <param name="F1">2·tp / (2·tp + fp + fn), in [0, 1].</param>
/// <param name="Count">How many there are in the test sentences.</param>
public readonly record struct TypeScore(string Type, double F1, int Count);

/// <summary>How well values are found that were learned from annotated sentences: start, end and type must agree.</summary>
public sealed record EntityEvaluation
{
    private const int WarmUp = 300;

    /// <summary>Harmonic mean of <see cref="Precision"/> and <see cref="Recall"/> over all values together, in [0, 1].</summary>
    public required double F1 { get; init; }

    /// <summary>Share of what was found that is right.</summary>
    public required double Precision { get; init; }

    /// <summary>Share of what is there that was found.</summary>
    public required double Recall { get; init; }

    /// <summary>Share of the sentences of which every value was found, and nothing else.</summary>
    public required double SentencesExact { get; init; }

    /// <summary>F1 of the dev sentences, to choose by.</summary>
    public required double DevF1 { get; init; }

    /// <summary>Share of the dev sentences' values that no training sentence holds as a value of that type, and that were found all the same.</summary>
    public required double UnseenRecall { get; init; }

    /// <summary>Wall clock of training, with the guesses of intents, in seconds.</summary>
    public required double TrainSeconds { get; init; }

    /// <summary>Median time to find the values of a sentence that is cut into tokens and whose intent and built-in entities are known, in microseconds.</summary>
    public required double PredictUsP50 { get; init; }

    /// <summary>The same, 99th percentile.</summary>
    public required double PredictUsP99 { get; init; }

    /// <summary>Size of the saved model of values, in bytes.</summary>
    public required long ModelBytes { get; init; }

    /// <summary>Each type of the test sentences, in ordinal order.</summary>
    public required IReadOnlyList<TypeScore> Types { get; init; }

    /// <summary>What was found in each test sentence.</summary>
    public required IReadOnlyList<EntityPrediction> Predictions { get; init; }

    /// <summary>Trains and measures.</summary>
    /// <param name="train">What is learned from; intents that are known are learned as well, and guessed for all others.</param>
    /// <param name="dev">What a figure to choose by is computed on.</param>
    /// <param name="test">What is measured; of it the model is told nothing but the texts, and what was asked for.</param>
    /// <param name="options">How to train.</param>
    public static EntityEvaluation Run(IReadOnlyList<SlotExample> train, IReadOnlyList<SlotExample> dev, IReadOnlyList<SlotExample> test, LanguageOptions options)
    {
        ArgumentNullException.ThrowIfNull(train);
        ArgumentNullException.ThrowIfNull(dev);
        ArgumentNullException.ThrowIfNull(test);
        ArgumentNullException.ThrowIfNull(options);

        var started = Stopwatch.GetTimestamp();
        var intents = Intents(train, options);
        var recognizer = new EntityRecognizer(EntityLexicon.Empty);
        var model = new SlotTrainer(recognizer, new SlotOptions { Seed = options.Seed }).Fit(train, IntentGuesses.Of(train, EntityLexicon.Empty, options));
        var trained = Stopwatch.GetElapsedTime(started);

        List<double> microseconds = [];
        var onDev = Predict(dev);
        _ = Predict(train.Take(WarmUp));
        microseconds.Clear();
        var onTest = Predict(test);
        microseconds.Sort();
        using var saved = new MemoryStream();
        using var writer = new BinaryWriter(saved);
        model.Write(writer);
        var known = train.SelectMany(Values).ToHashSet();
        return new()
        {
            F1 = Score(onTest).F1,
            Precision = Score(onTest).Precision,
            Recall = Score(onTest).Recall,
            SentencesExact = Share(onTest.Count(row => row.Right == row.Example.Spans.Count && row.Right == row.Found.Count), onTest.Count),
            DevF1 = Score(onDev).F1,
            UnseenRecall = Share(
                onDev.Sum(row => row.Found.Count(span => row.Example.Spans.Contains(span) && !known.Contains(Value(row.Example, span)))),
                dev.SelectMany(Values).Count(value => !known.Contains(value))),
            TrainSeconds = trained.TotalSeconds,
            PredictUsP50 = Percentile(microseconds, 0.5),
            PredictUsP99 = Percentile(microseconds, 0.99),
            ModelBytes = saved.Length,
            Types = ByType(onTest),
            Predictions = onTest,
        };

        List<EntityPrediction> Predict(IEnumerable<SlotExample> examples)
        {
            List<EntityPrediction> predictions = [];
            foreach (var example in examples)
            {
                List<Token> tokens = [];
                Tokenizer.Tokenize(example.Text, tokens);
                var entities = recognizer.Recognize(example.Text, tokens, DateTimeOffset.UnixEpoch);
                var intent = intents?.Understand(example.Text, DateTimeOffset.UnixEpoch).Best?.Intent;
                List<SlotSpan> spans = [];
                var begun = Stopwatch.GetTimestamp();
                model.Find(example.Text, tokens, entities, intent, example.Requested, spans);
                microseconds.Add(Stopwatch.GetElapsedTime(begun).TotalMicroseconds);
                predictions.Add(new(example, spans));
            }

            return predictions;
        }
    }

    /// <summary>Precision, recall and F1 of what was found.</summary>
    /// <param name="predictions">What was found.</param>
    public static (double Precision, double Recall, double F1) Score(IReadOnlyCollection<EntityPrediction> predictions)
    {
        ArgumentNullException.ThrowIfNull(predictions);
        var (right, found, there) = (predictions.Sum(row => row.Right), predictions.Sum(row => row.Found.Count), predictions.Sum(row => row.Example.Spans.Count));
        return (Share(right, found), Share(right, there), Share(2 * right, found + there));
    }

    private static LanguageModel? Intents(IReadOnlyList<SlotExample> train, LanguageOptions options)
    {
        var known = train.Where(example => example.Intent is not null).Select(example => new IntentExample(example.Intent!, example.Text)).ToList();
        return known.Count == 0 ? null : LanguageModel.Train(known, EntityLexicon.Empty, options with { Calibrate = false });
    }

    private static List<TypeScore> ByType(List<EntityPrediction> predictions) =>
    [
        .. predictions.SelectMany(row => row.Example.Spans).GroupBy(span => span.Type, StringComparer.Ordinal).OrderBy(type => type.Key, StringComparer.Ordinal).Select(type =>
        {
            var found = predictions.Sum(row => row.Found.Count(span => span.Type == type.Key));
            var right = predictions.Sum(row => row.Found.Count(span => span.Type == type.Key && row.Example.Spans.Contains(span)));
            return new TypeScore(type.Key, Share(2 * right, found + type.Count()), type.Count());
        }),
    ];

    private static IEnumerable<(string, string)> Values(SlotExample example) => example.Spans.Select(span => Value(example, span));

    private static (string, string) Value(SlotExample example, SlotSpan span) => (span.Type, example.Text.Substring(span.Start, span.Length).ToLowerInvariant());

    private static double Share(int part, int whole) => whole == 0 ? 0 : (double)part / whole;

    private static double Percentile(List<double> sorted, double share) =>
        sorted.Count == 0 ? 0 : sorted[(int)Math.Min(sorted.Count - 1, Math.Floor(sorted.Count * share))];
}
