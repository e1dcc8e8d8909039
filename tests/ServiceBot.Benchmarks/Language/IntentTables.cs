using System.Diagnostics;
using System.Globalization;
using System.Text;
using ServiceBot.Language;
using ServiceBot.Language.Entities;
using ServiceBot.Language.Evaluation;
using ServiceBot.Language.Intents;

namespace ServiceBot.Benchmarks.Language;

/// <summary>Intents of each set by the linear and the full model: how right, how sure, how fast, how large, and what mistyping costs.</summary>
internal static class IntentTables
{
    private static readonly double[] Noise = [0.05, 0.1];

    public static void Write(StringBuilder page, LanguageData data)
    {
        var clean = new StringBuilder();
        var outside = new StringBuilder();
        var mistyped = new StringBuilder();
        foreach (var set in data.IntentSets)
        {
            var sets = Split(data, set);
            foreach (var kind in new[] { ModelKind.Linear, ModelKind.Full })
            {
                var started = Stopwatch.GetTimestamp();
                var model = LanguageModel.Train(sets.Train, EntityLexicon.Empty, new() { Kind = kind, OutOfScope = [.. sets.OutOfScopeTrain] });
                var result = IntentEvaluation.Measure(model, sets, Stopwatch.GetElapsedTime(started));
                clean.Append(CultureInfo.InvariantCulture, $"| {set} | {kind} | {100 * result.Accuracy:0.0} | {100 * result.MacroF1:0.0} | {result.Ece:0.000} | {result.TrainSeconds:0.0} | {result.PredictUsP50:0} | {result.PredictUsP99:0} | {Allocated(model, sets)} | {result.ModelBytes / 1e6:0.0} |\n");
                if (sets.OutOfScopeTest.Count > 0)
                {
                    outside.Append(CultureInfo.InvariantCulture, $"| {set} | {kind} | {result.OosAuroc:0.000} | {100 * result.AccuracyRefusing:0.0} | {100 * result.OosRecall:0.0} |\n");
                }

                mistyped.Append(CultureInfo.InvariantCulture, $"| {set} | {kind} | {100 * result.Accuracy:0.0} |");
                foreach (var share in Noise)
                {
                    var noise = new TextNoise(share, seed: 1);
                    mistyped.Append(CultureInfo.InvariantCulture, $" {100 * Accuracy(model, [.. sets.Test.Select(example => example with { Text = noise.Apply(example.Text) })]):0.0} |");
                }

                mistyped.Append('\n');
            }
        }

        page.Append("\n## Intents\n\n`Linear` is the linear SVM, which also answers while the full model trains; the same words and groups of words go into both. Accuracy and F1 with nothing refused. Seconds are wall clock, with the calibration. Microseconds and bytes are of one message on one core, language and entities included.\n\n| set | model | accuracy % | macro F1 % | calibration error | train s | p50 us | p99 us | bytes allocated | model MB |\n|---|---|---|---|---|---|---|---|---|---|\n").Append(clean);
        page.Append("\n### None of these\n\nAt the threshold with the best mean of both on a tenth of `train` and the first half of the messages out of scope; measured on `dev` and the second half.\n\n| set | model | AUROC | accuracy in scope % | recall out of scope % |\n|---|---|---|---|---|\n").Append(outside);
        page.Append("\n### Mistyped messages\n\nAccuracy in % where so many of the characters go wrong: keys beside, letters lost, doubled and swapped, spaces lost and too many, ideographs that sound alike. Seeded.\n\n| set | model | clean | 5 % | 10 % |\n|---|---|---|---|---|\n").Append(mistyped);
    }

    /// <summary>Of one configuration: dev is the test, a tenth of train chooses the threshold; what is out of scope in dev is halved between the two.</summary>
    private static IntentData Split(LanguageData data, string set)
    {
        var train = data.Intents($"{set}/train");
        List<string> outside = [.. data.Intents($"{set}/oos_dev").Select(example => example.Text)];
        var halves = outside.Index().ToLookup(pair => pair.Index % 2, pair => pair.Item);
        return new()
        {
            Train = outside.Count == 0 ? train : [.. train.Where((_, i) => i % 10 != 0)],
            Dev = outside.Count == 0 ? [] : [.. train.Where((_, i) => i % 10 == 0)],
            Test = data.Intents($"{set}/dev"),
            OutOfScopeTrain = [.. data.Intents($"{set}/oos_train").Select(example => example.Text)],
            OutOfScopeDev = [.. halves[0]],
            OutOfScopeTest = [.. halves[1]],
        };
    }

    private static double Accuracy(LanguageModel model, IReadOnlyList<IntentExample> examples) =>
        examples.Average(example => model.Understand(example.Text, DateTimeOffset.UnixEpoch).Best?.Intent == example.Intent ? 1.0 : 0);

    private static long Allocated(LanguageModel model, IntentData sets)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var example in sets.Test)
        {
            model.Understand(example.Text, DateTimeOffset.UnixEpoch);
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / sets.Test.Count;
    }
}
