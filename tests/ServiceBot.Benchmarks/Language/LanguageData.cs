using System.Text.Json;
using ServiceBot.Language.Intents;
using ServiceBot.Language.Sentiments;
using ServiceBot.Language.Slots;

namespace ServiceBot.Benchmarks.Language;

/// <summary>The public sets: a folder each, JSON Lines.</summary>
/// <param name="Folder">The folder that has them.</param>
internal sealed record LanguageData(string Folder)
{
    public static IReadOnlyList<string> AllIntentSets { get; } = ["clinc150", "banking77", "hwu64", "snips", "smp2020"];

    /// <summary>Names of the sets to measure intents on.</summary>
    public IReadOnlyList<string> IntentSets { get; init; } = AllIntentSets;

    /// <summary>The examples of a file such as <c>clinc150/dev</c>; none when it is not there.</summary>
    public List<IntentExample> Intents(string name) => name.Split('/') is [var set, var part] && File.Exists(Path.Combine(Folder, set, $"{part}.jsonl"))
        ? Intents(set, part)
        : [];

    /// <summary>The texts of a part of a set.</summary>
    public List<string> Texts(string set, string part) => Read(set, part, row => row.GetProperty("text").GetString()!);

    /// <summary>The rated texts of a part of a set.</summary>
    public List<SentimentExample> Sentiments(string set, string part) => Read(set, part, row => new SentimentExample(
        row.GetProperty("text").GetString()!, Enum.Parse<Sentiment>(row.GetProperty("label").GetString()!, ignoreCase: true)));

    /// <summary>The messages of a part of a set, with what they mean.</summary>
    public List<IntentExample> Intents(string set, string part) =>
        Read(set, part, row => new IntentExample(row.GetProperty("intent").GetString()!, row.GetProperty("text").GetString()!));

    /// <summary>The messages of a part of a set, with the values in them.</summary>
    public List<SlotExample> Annotated(string set, string part) => Read(set, part, row => new SlotExample(row.GetProperty("text").GetString()!, [.. row.GetProperty("entities").EnumerateArray().Select(entity =>
        new SlotSpan(entity.GetProperty("type").GetString()!, entity.GetProperty("start").GetInt32(), entity.GetProperty("end").GetInt32() - entity.GetProperty("start").GetInt32()))])
    {
        Intent = row.TryGetProperty("intent", out var intent) ? intent.GetString() : null,
        Requested = row.TryGetProperty("requested", out var requested) ? [.. requested.EnumerateArray().Select(type => type.GetString()!)] : [],
    });

    public List<T> Read<T>(string set, string part, Func<JsonElement, T> read)
    {
        var rows = new List<T>();
        foreach (var line in File.ReadLines(Path.Combine(Folder, set, $"{part}.jsonl")).Where(line => line.Length > 0))
        {
            using var row = JsonDocument.Parse(line);
            rows.Add(read(row.RootElement));
        }

        return rows;
    }
}
