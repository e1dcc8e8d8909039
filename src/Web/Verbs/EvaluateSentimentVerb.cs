using System.CommandLine;
using System.Diagnostics;
using System.Text.Json;
using ServiceBot.Language.Evaluation;
using ServiceBot.Language.Sentiments;

namespace ServiceBot.Web.Verbs;

/// <summary><c>evaluate sentiment</c>: learns from rated texts, and measures on others beside the rules alone.</summary>
internal static class EvaluateSentimentVerb
{
    public static Command Create()
    {
        var train = new Option<FileInfo>("--train") { Description = "Texts to learn from: JSON Lines of text and label (positive, neutral or negative).", Required = true }.AcceptExistingOnly();
        var test = new Option<FileInfo>("--test") { Description = "Texts to measure on.", Required = true }.AcceptExistingOnly();
        var json = VerbOutput.JsonOption();
        var command = new Command("sentiment", "Train a sentiment model, and measure it.") { train, test, json };
        command.SetAction(parsed => VerbOutput.Measured(() =>
        {
            var (examples, tests) = (Read(parsed.GetValue(train)!), Read(parsed.GetValue(test)!));
            if (examples.Select(example => example.Label).Distinct().Count() < 2)
            {
                throw new InvalidDataException($"{parsed.GetValue(train)!.FullName}:1:1: the texts have one label only; there is nothing to tell apart.");
            }

            var started = Stopwatch.GetTimestamp();
            var model = new SentimentTrainer().Fit(examples);
            var learned = SentimentEvaluation.Of(tests, model.Predict, Stopwatch.GetElapsedTime(started).TotalSeconds);
            var rules = SentimentEvaluation.Of(tests, text => ToneReader.Read(text).Sentiment);
            var result = new Dictionary<string, object?>
            {
                ["accuracy"] = learned.Accuracy,
                ["macro_f1"] = learned.MacroF1,
                ["train_seconds"] = learned.TrainSeconds,
                ["rules_accuracy"] = rules.Accuracy,
                ["rules_macro_f1"] = rules.MacroF1,
            };
            if (parsed.GetValue(json))
            {
                VerbOutput.WriteJson(result);
            }
            else
            {
                VerbOutput.WriteText(result);
            }
        }));
        return command;
    }

    private static List<SentimentExample> Read(FileInfo file) => TextFile.Read(file, "text and label", row => new SentimentExample(
        row.GetProperty("text").GetString() ?? "",
        row.GetProperty("label").GetString() switch
        {
            "positive" => Sentiment.Positive,
            "neutral" => Sentiment.Neutral,
            "negative" => Sentiment.Negative,
            var label => throw new JsonException($"the label is «{label}», not positive, neutral or negative"),
        }));
}
