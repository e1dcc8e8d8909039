using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ServiceBot.Channels.Activities;

namespace ServiceBot.Channels.Transcripts;

/// <summary>Transcript files of the Bot Framework: a JSON array of activities, or an object with them under <c>transcript</c>; UTF-8 without a byte order mark.</summary>
public static class TranscriptFile
{
    private static readonly JsonTypeInfo<List<Activity>> TypeInfo = (JsonTypeInfo<List<Activity>>)ActivityJson.Options.GetTypeInfo(typeof(List<Activity>));

    /// <summary>Writes a transcript as an array.</summary>
    public static byte[] Write(IReadOnlyList<Activity> activities) => JsonSerializer.SerializeToUtf8Bytes([.. activities], TypeInfo);

    /// <summary>Reads a transcript of either form; what it holds beside activities and what they hold that is unknown is kept with them, or passed over.</summary>
    /// <exception cref="JsonException">It is neither form, or an activity is none.</exception>
    public static IReadOnlyList<Activity> Read(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new() { MaxDepth = ActivityJson.MaxDepth });
        var root = JsonElement.ParseValue(ref reader);
        var list = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("transcript", out var inside) ? inside : root;
        if (list.ValueKind != JsonValueKind.Array)
        {
            throw new JsonException("A transcript is an array of activities, or an object with one under 'transcript'.");
        }

        var activities = list.Deserialize(TypeInfo)!;
        return activities.TrueForAll(activity => activity is not null) ? activities : throw new JsonException("A transcript holds activities, not null.");
    }
}
