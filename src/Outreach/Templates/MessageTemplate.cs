using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServiceBot.Outreach.Templates;

/// <summary>What is said in one language, by each channel.</summary>
/// <param name="Chat">In the chat: Markdown; in mails and text messages as well, if these have no words of their own.</param>
/// <param name="Subject">The subject of the mail; empty: the first line of the words.</param>
/// <param name="Email">In a mail: plain text; empty: as in the chat.</param>
/// <param name="Sms">In a text message; empty: as in the chat.</param>
/// <param name="Choices">What the customer may answer by a button in the chat; each is said as their own words.</param>
public sealed record MessageText(string Chat, string Subject = "", string Email = "", string Sms = "", IReadOnlyList<string>? Choices = null);

/// <summary>What a campaign says, in one version.</summary>
public sealed record MessageTemplate
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Its id, the same in all versions.</summary>
    public required Guid Id { get; init; }

    /// <summary>What it is called among people of the desk.</summary>
    public required string Name { get; init; }

    /// <summary>The version, from 1.</summary>
    public required int Version { get; init; }

    /// <summary>When this version was written.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who wrote it.</summary>
    public required string MadeBy { get; init; }

    /// <summary>Since when it is offered no longer; null: it is.</summary>
    public DateTimeOffset? ArchivedAt { get; init; }

    /// <summary>The texts, as JSON.</summary>
    public required string TextsJson { get; init; }

    /// <summary>The texts by language, <c>en</c> and <c>zh</c>; one at least.</summary>
    public IReadOnlyDictionary<string, MessageText> Texts => field ??= JsonSerializer.Deserialize<Dictionary<string, MessageText>>(TextsJson, Json)!;

    /// <summary>What somebody is told who speaks a language, and in which that is.</summary>
    /// <param name="language">The language.</param>
    public (MessageText Text, string Language) In(string language) =>
        Texts.TryGetValue(language, out var text) ? (text, language) : Texts.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => (pair.Value, pair.Key)).First();

    internal static string Write(IReadOnlyDictionary<string, MessageText> texts) => JsonSerializer.Serialize(texts, Json);
}
