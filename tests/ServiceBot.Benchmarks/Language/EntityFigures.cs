using System.Globalization;
using System.Text;
using ServiceBot.Language;
using ServiceBot.Language.Evaluation;
using ServiceBot.Language.Slots;

namespace ServiceBot.Benchmarks.Language;

/// <summary>How well values are found that were learned from annotated sentences, beside a plain perceptron on the same sentences.</summary>
internal static class EntityFigures
{
    private const int Folds = 5;

    private static readonly (string Name, string Set, string Prefix)[] Sets =
    [
        ("snips", "snips", ""), ("hwu64", "hwu64", ""), ("restaurant8k", "restaurant8k", ""), ("smp2020", "smp2020", ""), ("nlupp banking", "nlupp", "banking-"), ("nlupp hotels", "nlupp", "hotels-"),
    ];

    public static string Write(LanguageData data)
    {
        var page = new StringBuilder("""
            ## Values learned from annotated sentences

            Exact spans: start, end and type agree; micro-F1 in %. «Perceptron» is an averaged structured perceptron over words, endings and forms, written in C# and run on the same sentences. «Dev» is learned from
            train and measured on dev. «Held out» is learned from four fifths of train and measured on the last fifth, where nothing was chosen. «Unseen» is the share of dev's values that no training sentence holds
            and that were found. The intents are guessed by cross-validation first, which is part of training; a prediction begins where the intent and the built-in entities are known.

            | set | types | perceptron, dev | dev | precision | recall | unseen | held out | sentences exact | training | a sentence | model |
            |---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|

            """);
        foreach (var (name, set, prefix) in Sets)
        {
            var (train, dev) = (data.Annotated(set, $"{prefix}train"), data.Annotated(set, $"{prefix}dev"));
            var options = new LanguageOptions();
            var result = EntityEvaluation.Run(train, dev, dev, options);
            var shuffled = train.ToArray();
            new Random(7).Shuffle(shuffled);
            List<SlotExample> heldOut = [.. shuffled.Where((_, i) => i % Folds == 0)];
            var other = EntityEvaluation.Run([.. shuffled.Where((_, i) => i % Folds != 0)], heldOut, heldOut, options);
            var plain = new PerceptronTagger(train);
            var baseline = EntityEvaluation.Score([.. dev.Select(example => new EntityPrediction(example, plain.Find(example.Text, example.Requested)))]);
            page.AppendLine(CultureInfo.InvariantCulture,
                $"| {name} | {train.SelectMany(example => example.Spans).DistinctBy(span => span.Type).Count()} | {100 * baseline.F1:0.0} | **{100 * result.F1:0.0}** | {100 * result.Precision:0.0} | {100 * result.Recall:0.0} | {100 * result.UnseenRecall:0.0} | {100 * other.F1:0.0} | {100 * result.SentencesExact:0.0} | {result.TrainSeconds:0} s | {result.PredictUsP50:0} µs | {result.ModelBytes / 1e6:0.0} MB |");
        }

        return page.ToString();
    }
}
