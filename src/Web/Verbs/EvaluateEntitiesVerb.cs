using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using ServiceBot.Language;
using ServiceBot.Language.Evaluation;
using ServiceBot.Language.Slots;

namespace ServiceBot.Web.Verbs;

/// <summary><c>evaluate entities</c>: learns values from annotated sentences, and measures how many are found in others.</summary>
internal static class EvaluateEntitiesVerb
{
    public static Command Create()
    {
        var train = Required("--train", "Sentences to learn from: JSON Lines of text, entities (start, end, type) and, where known, intent and requested.");
        var dev = Required("--dev", "Sentences to choose by.");
        var test = Required("--test", "Sentences to measure on.");
        var predictions = new Option<FileInfo?>("--predictions") { Description = "Where to write what was found, a line a sentence, in the order of the test file." };
        var json = VerbOutput.JsonOption();
        var command = new Command("entities", "Train the model of values, and measure it.") { train, dev, test, predictions, json };
        command.SetAction(parsed => VerbOutput.Measured(() =>
        {
            var result = EntityEvaluation.Run(
                Read(parsed.GetValue(train)!), Read(parsed.GetValue(dev)!), Read(parsed.GetValue(test)!), new LanguageOptions());
            if (parsed.GetValue(predictions) is { } file)
            {
                File.WriteAllLines(file.FullName, result.Predictions.Select(Line));
            }

            var figures = new Dictionary<string, double>
            {
                ["f1"] = result.F1,
                ["precision"] = result.Precision,
                ["recall"] = result.Recall,
                ["sentences_exact"] = result.SentencesExact,
                ["dev_f1"] = result.DevF1,
                ["dev_unseen_recall"] = result.UnseenRecall,
                ["train_seconds"] = result.TrainSeconds,
                ["predict_us_p50"] = result.PredictUsP50,
                ["predict_us_p99"] = result.PredictUsP99,
                ["model_bytes"] = result.ModelBytes,
            };
            if (parsed.GetValue(json))
            {
                VerbOutput.WriteJson(figures);
                return;
            }

            foreach (var (name, value) in figures)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-18}{value,14:0.####}"));
            }

            foreach (var (type, f1, count) in result.Types)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {type,-30}{f1,8:0.###}{count,8}"));
            }
        }));
        return command;
    }

    private static Option<FileInfo> Required(string name, string description) =>
        new Option<FileInfo>(name) { Description = description, Required = true }.AcceptExistingOnly();

    private static string Line(EntityPrediction row) => JsonSerializer.Serialize(new
    {
        text = row.Example.Text,
        entities = row.Found.Select(span => new
        {
            start = Characters(row.Example.Text, span.Start),
            end = Characters(row.Example.Text, span.End),
            type = span.Type,
            value = row.Example.Text.Substring(span.Start, span.Length),
        }),
    });

    private static int Characters(string text, int end) => text[..end].EnumerateRunes().Count();

    private static List<SlotExample> Read(FileInfo file)
    {
        var rows = new List<SlotExample>();
        var number = 0;
        foreach (var line in File.ReadLines(file.FullName))
        {
            number++;
            if (string.IsNullOrWhiteSpace(line))
            {
                continue;
            }

            try
            {
                using var row = JsonDocument.Parse(line);
                rows.Add(Example(row.RootElement));
            }
            catch (Exception failure) when (failure is JsonException or KeyNotFoundException or InvalidOperationException or FormatException or InvalidDataException)
            {
                throw new InvalidDataException($"{file.FullName}:{number}:1: this line is not an object with text and entities: {failure.Message}", failure);
            }
        }

        return rows;
    }

    private static SlotExample Example(JsonElement row)
    {
        // Characters of the format are code points; the product counts UTF-16 code units.
        var text = row.GetProperty("text").GetString() ?? "";
        List<int> places = [0];
        foreach (var rune in text.EnumerateRunes())
        {
            places.Add(places[^1] + rune.Utf16SequenceLength);
        }

        return new(text, [.. row.GetProperty("entities").EnumerateArray().Select(entity => Span(entity, places))])
        {
            Intent = row.TryGetProperty("intent", out var intent) ? intent.GetString() : null,
            Requested = row.TryGetProperty("requested", out var requested) ? [.. requested.EnumerateArray().Select(type => type.GetString() ?? "")] : [],
        };
    }

    private static SlotSpan Span(JsonElement entity, List<int> places)
    {
        var (start, end) = (entity.GetProperty("start").GetInt32(), entity.GetProperty("end").GetInt32());
        return start >= 0 && end > start && end < places.Count
            ? new(entity.GetProperty("type").GetString() ?? "", places[start], places[end] - places[start])
            : throw new InvalidDataException($"the entity from {start} to {end} is not within the text");
    }
}
