using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServiceBot.Crm.Email;

/// <summary>An e-mail in plain text, as it stands in the outbox.</summary>
/// <param name="To">Address of the recipient.</param>
/// <param name="Subject">One line.</param>
/// <param name="Body">The text.</param>
/// <param name="Files">What is attached; null: nothing.</param>
public sealed record Letter(string To, string Subject, string Body, IReadOnlyList<LetterFile>? Files = null)
{
    /// <summary>The kind of letters in the outbox.</summary>
    public const string Kind = "email";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The payload for the outbox.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    internal static Letter Parse(string payload) => JsonSerializer.Deserialize<Letter>(payload, Json)!;
}

/// <summary>A file that goes along with a letter.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Type">Its media type.</param>
/// <param name="Content">Its bytes.</param>
public sealed record LetterFile(string Name, string Type, byte[] Content);
