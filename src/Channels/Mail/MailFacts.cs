using System.Text.Json;
using System.Text.Json.Serialization;
using ServiceBot.Channels.Activities;

namespace ServiceBot.Channels.Mail;

/// <summary>What an activity of a mail conversation carries beside its words, under <c>channelData.mail</c>.</summary>
public sealed record MailFacts
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault };

    /// <summary>The mail's subject.</summary>
    public string? Subject { get; init; }

    /// <summary>To whom it was, besides: addresses.</summary>
    public IReadOnlyList<string>? To { get; init; }

    /// <summary>When it was sent, as it says.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>What it quotes, and its signature.</summary>
    public string? Quoted { get; init; }

    /// <summary>Files that are not taken, by name.</summary>
    public IReadOnlyList<string>? LeftOut { get; init; }

    /// <summary>Of a mail that came: what says that a program wrote it. Null: a person did.</summary>
    public string? Automatic { get; init; }

    /// <summary>Of a mail that came: whether a program may answer it.</summary>
    public bool MayAnswer { get; init; }

    /// <summary>Of a mail that goes: whether a person of the desk wrote it.</summary>
    public bool ByPerson { get; init; }

    /// <summary>Of a mail that goes and that nobody asked for: where a mail program takes its reader off the list (RFC 8058).</summary>
    public string? Unsubscribe { get; init; }

    /// <summary>What an activity carries, empty for none.</summary>
    public static MailFacts Of(Activity activity)
    {
        ArgumentNullException.ThrowIfNull(activity);
        return activity.ChannelData is { ValueKind: JsonValueKind.Object } data && data.TryGetProperty("mail", out var facts) && facts.ValueKind == JsonValueKind.Object
            ? facts.Deserialize<MailFacts>(Json)!
            : new();
    }

    /// <summary>As an activity carries it.</summary>
    public JsonElement ToChannelData() => JsonSerializer.SerializeToElement(new { mail = this }, Json);
}
