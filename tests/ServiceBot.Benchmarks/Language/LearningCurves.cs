using System.Globalization;
using System.Text;
using ServiceBot.Language;
using ServiceBot.Language.Entities;
using ServiceBot.Language.Intents;

namespace ServiceBot.Benchmarks.Language;

/// <summary>Accuracy with few examples of an intent.</summary>
internal static class LearningCurves
{
    private const int Samples = 3;
    private static readonly int[] Sizes = [5, 10, 20, 30];

    public static void Write(StringBuilder page, LanguageData data)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## Few examples\n\nAccuracy in % with so many examples of each intent, drawn by chance; the mean of {Samples} draws. With all of them: see above.\n\n| set | model | {string.Join(" | ", Sizes)} |\n|---|---|{string.Concat(Sizes.Select(_ => "---|"))}\n");
        foreach (var set in data.IntentSets)
        {
            var (train, test) = (data.Intents($"{set}/train"), data.Intents($"{set}/dev"));
            foreach (var kind in new[] { ModelKind.Linear, ModelKind.Full })
            {
                page.Append(CultureInfo.InvariantCulture, $"| {set} | {kind} |");
                foreach (var size in Sizes)
                {
                    page.Append(CultureInfo.InvariantCulture, $" {100 * Enumerable.Range(0, Samples).Average(seed => Accuracy(Draw(train, size, seed), test, kind)):0.0} |");
                }

                page.Append('\n');
            }
        }
    }

    private static List<IntentExample> Draw(List<IntentExample> examples, int size, int seed)
    {
        var random = new Random(seed);
        return [.. examples.GroupBy(example => example.Intent).OrderBy(intent => intent.Key, StringComparer.Ordinal).SelectMany(intent => intent.OrderBy(_ => random.Next()).Take(size))];
    }

    private static double Accuracy(List<IntentExample> train, List<IntentExample> test, ModelKind kind)
    {
        var model = LanguageModel.Train(train, EntityLexicon.Empty, new() { Kind = kind, Calibrate = kind == ModelKind.Full });
        return test.Average(example => model.Understand(example.Text, DateTimeOffset.UnixEpoch).Best?.Intent == example.Intent ? 1.0 : 0);
    }
}
