using System.Text.Encodings.Web;
using System.Text.Json;

namespace ServiceBot.Crm.Email;

/// <summary>An e-mail in plain text, as it stands in the outbox.</summary>
/// <param name="To">Address of the recipient.</param>
/// <param name="Subject">One line.</param>
/// <param name="Body">The text.</param>
public sealed record Letter(string To, string Subject, string Body)
{
    /// <summary>The kind of letters in the outbox.</summary>
    public const string Kind = "email";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The payload for the outbox.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    internal static Letter Parse(string payload) => JsonSerializer.Deserialize<Letter>(payload, Json)!;
}
