using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using ServiceBot.Channels.Connector;

namespace ServiceBot.Channels.Activities;

/// <summary>Reads and writes activities as JSON.</summary>
public static class ActivityJson
{
    /// <summary>Nesting allowed in an activity.</summary>
    public const int MaxDepth = 128;

    /// <summary>The serialiser's settings, for endpoints that answer with activities.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = MaxDepth,
        TypeInfoResolver = ActivityJsonContext.Default,
    };

    private static readonly JsonTypeInfo<Activity> TypeInfo = (JsonTypeInfo<Activity>)Options.GetTypeInfo(typeof(Activity));

    /// <summary>Reads an activity.</summary>
    /// <exception cref="JsonException">It is not JSON, not an object, a property has the wrong type, or a text is not Unicode and so could not be written again.</exception>
    public static Activity Parse(ReadOnlySpan<byte> utf8) =>
        IsUnicode(utf8)
            ? JsonSerializer.Deserialize(utf8, TypeInfo) ?? throw new JsonException("An activity is a JSON object, not null.")
            : throw new JsonException("A text is not Unicode: bytes that are no UTF-8, or half of a surrogate pair.");

    /// <summary>Reads an activity that was stored.</summary>
    public static Activity Parse(string json) => JsonSerializer.Deserialize(json, TypeInfo)!;

    /// <summary>Writes an activity; absent properties are left out.</summary>
    public static string Write(Activity activity) => JsonSerializer.Serialize(activity, TypeInfo);

    /// <summary>The <c>replyToId</c> of a written activity, or null, without reading the rest.</summary>
    public static string? ReplyToIdOf(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var found = reader.ValueTextEquals("replyToId"u8);
            reader.Read();
            if (found)
            {
                return reader.GetString();
            }

            reader.Skip();
        }

        return null;
    }

    private static bool IsUnicode(ReadOnlySpan<byte> utf8) => Utf8.IsValid(utf8) && (!utf8.Contains((byte)'\\') || HasWholePairs(utf8));

    /// <summary>Whether no escape stands for half of a surrogate pair; what is no JSON is somebody else's matter.</summary>
    private static bool HasWholePairs(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new() { MaxDepth = MaxDepth });
        try
        {
            while (reader.Read())
            {
                if (reader.ValueIsEscaped)
                {
                    reader.GetString();
                }
            }
        }
        catch (JsonException)
        {
            return true;
        }
        catch (InvalidOperationException)
        {
            return false;
        }

        return true;
    }

    /// <summary>A JSON value from a plain one, for <c>value</c>, <c>content</c> and button values.</summary>
    public static JsonElement Element(string text) => JsonSerializer.SerializeToElement(text, ActivityJsonContext.Default.String);

    /// <summary>An instant as activities carry it: UTC, milliseconds, <c>Z</c>.</summary>
    public static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture);
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(Activity))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(Turns.ConversationReference))]
[JsonSerializable(typeof(List<Activity>))]
[JsonSerializable(typeof(System.Text.Json.Nodes.JsonObject))]
[JsonSerializable(typeof(ResourceResponse))]
[JsonSerializable(typeof(ConversationParameters))]
[JsonSerializable(typeof(ConversationResourceResponse))]
[JsonSerializable(typeof(ConversationsResult))]
[JsonSerializable(typeof(IReadOnlyList<ChannelAccount>))]
[JsonSerializable(typeof(PagedMembersResult))]
[JsonSerializable(typeof(Transcript))]
[JsonSerializable(typeof(AttachmentData))]
[JsonSerializable(typeof(AttachmentInfo))]
[JsonSerializable(typeof(TeamDetails))]
[JsonSerializable(typeof(ConversationList))]
[JsonSerializable(typeof(ErrorResponse))]
internal sealed partial class ActivityJsonContext : JsonSerializerContext;
