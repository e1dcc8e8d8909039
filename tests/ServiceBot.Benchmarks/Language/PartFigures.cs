using System.Globalization;
using System.Text;
using ServiceBot.Language;
using ServiceBot.Language.Entities;
using ServiceBot.Language.Intents;

namespace ServiceBot.Benchmarks.Language;

/// <summary>How often a message with two matters is cut in two, and one with a single matter left whole.</summary>
internal static class PartFigures
{
    private const int Joined = 500;

    private static readonly string[] English = [" and ", ", and ", " also ", " and also ", ". ", "? "];
    private static readonly string[] Chinese = ["，", "，另外", "，还有", "。"];

    public static string Write(LanguageData data)
    {
        var page = new StringBuilder("""
            ## Several matters in one message

            A model learned from train; every message of dev, which means one thing, should stay whole. For recall two messages of dev with different intents are joined by what stands in the column (500 pairs each, seed 5):
            the share that is cut in two, and in brackets the share of which both parts have the right intent. A message of dev is taken as it is: where people complain in several sentences some are cut at their end.

            | set | messages | could be cut | cut by mistake | joined by |
            |---|---:|---:|---:|---|

            """);
        foreach (var name in new[] { "clinc150", "banking77", "hwu64", "smp2020" })
        {
            var model = LanguageModel.Train(data.Intents(name, "train"), EntityLexicon.Empty, new LanguageOptions());
            var dev = data.Intents(name, "dev");
            var cut = dev.Count(example => model.Understand(example.Text, DateTimeOffset.UnixEpoch).Parts.Count > 0);
            var could = dev.Count(example => ServiceBot.Language.Parts.ClauseBreaks.Of(example.Text).Any());
            var joins = (name == "smp2020" ? Chinese : English).Select(join => $"«{join}» {Recall(model, dev, join)}");
            page.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {dev.Count} | {could} | {cut} ({100.0 * cut / dev.Count:0.00} %) | {string.Join("; ", joins)} |");
        }

        return page.ToString();
    }

    private static string Recall(LanguageModel model, List<IntentExample> dev, string join)
    {
        var random = new Random(5);
        var (split, right) = (0, 0);
        for (var i = 0; i < Joined; i++)
        {
            var first = dev[random.Next(dev.Count)];
            var second = dev[random.Next(dev.Count)];
            while (second.Intent == first.Intent)
            {
                second = dev[random.Next(dev.Count)];
            }

            var parts = model.Understand(first.Text.TrimEnd('.', '?', '!', '。', '？', ' ') + join + second.Text, DateTimeOffset.UnixEpoch).Parts;
            split += parts.Count == 2 ? 1 : 0;
            right += parts.Count == 2 && parts[0].Intents[0].Intent == first.Intent && parts[1].Intents[0].Intent == second.Intent ? 1 : 0;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{100.0 * split / Joined:0} % ({100.0 * right / Joined:0})");
    }
}
