using System.Diagnostics;
using System.Globalization;
using System.Text;
using ServiceBot.Language.Evaluation;
using ServiceBot.Language.Sentiments;

namespace ServiceBot.Benchmarks.Language;

/// <summary>Sentiment: what is learned beside the rules and the textbook's baseline, and how it carries over to texts of another kind.</summary>
internal static class SentimentFigures
{
    private static readonly string[] English = ["sst2", "airline_tweets", "uci_sentences"];
    private static readonly string[] Chinese = ["waimai10k", "chnsenticorp_htl"];

    public static string Write(LanguageData data)
    {
        var page = new StringBuilder("""
            ## Sentiment

            Accuracy and macro-F1 in percent. «Rules» read words, negation, degree, contrast and emphasis, and have learned nothing; where a set has no neutral texts, «two-way» makes them choose. «TF-IDF + logistic
            regression» is the textbook's, written here. «Learned» is `evaluate sentiment`.

            | set (train / dev) | rules | rules, two-way | TF-IDF + logistic regression | learned | seconds to learn | µs a text |
            | --- | --- | --- | --- | --- | --- | --- |

            """);
        var models = new Dictionary<string, SentimentModel>();
        foreach (var set in English.Concat(Chinese))
        {
            var (train, dev) = (data.Sentiments(set, "train"), data.Sentiments(set, "dev"));
            var rules = SentimentEvaluation.Of(dev, text => ToneReader.Read(text).Sentiment);
            var twoWay = dev.Exists(example => example.Label == Sentiment.Neutral) ? "–" : Percent(SentimentEvaluation.Of(dev, TwoWay));
            var plain = SentimentEvaluation.Of(dev, new PlainLogistic(train).Predict);
            var started = Stopwatch.GetTimestamp();
            models[set] = new SentimentTrainer().Fit(train);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            started = Stopwatch.GetTimestamp();
            var learned = SentimentEvaluation.Of(dev, models[set].Predict);
            page.AppendLine(CultureInfo.InvariantCulture, $"| {set} ({train.Count:N0} / {dev.Count:N0}) | {Percent(rules)} | {twoWay} | {Percent(plain)} | {Percent(learned)} | {seconds:0.0} | {Stopwatch.GetElapsedTime(started).TotalMicroseconds / dev.Count:0} |");
        }

        page.Append("""

            Learned on one set (row), measured on another (column), texts that are positive or negative alone: accuracy in percent. The last row is the rules, which no set has taught.

            """);
        foreach (var sets in new[] { English, Chinese })
        {
            page.AppendLine().AppendLine($"| learned on | {string.Join(" | ", sets)} |").AppendLine($"| --- |{string.Concat(sets.Select(_ => " --- |"))}");
            foreach (var from in sets)
            {
                page.AppendLine($"| {from} | {string.Join(" | ", sets.Select(to => Clear(data, to, text => TwoWay(models[from], text))))} |");
            }

            page.AppendLine($"| rules | {string.Join(" | ", sets.Select(to => Clear(data, to, TwoWay)))} |");
        }

        return page.ToString();
    }

    private static string Clear(LanguageData data, string set, Func<string, Sentiment> label)
    {
        var dev = data.Sentiments(set, "dev").Where(example => example.Label != Sentiment.Neutral).ToList();
        return (SentimentEvaluation.Of(dev, label).Accuracy * 100).ToString("0.0", CultureInfo.InvariantCulture);
    }

    private static Sentiment TwoWay(string text) => ToneReader.Read(text).Strength >= 0 ? Sentiment.Positive : Sentiment.Negative;

    private static Sentiment TwoWay(SentimentModel model, string text)
    {
        var probabilities = model.Probabilities(text);
        double Of(Sentiment label) => probabilities[model.Classes.Index().First(one => one.Item == label).Index];
        return Of(Sentiment.Positive) >= Of(Sentiment.Negative) ? Sentiment.Positive : Sentiment.Negative;
    }

    private static string Percent(SentimentEvaluation figures) => string.Create(CultureInfo.InvariantCulture, $"{figures.Accuracy * 100:0.0} / {figures.MacroF1 * 100:0.0}");
}
