using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServiceBot.Crm.Consents;

/// <summary>What a customer says to a purpose.</summary>
public enum ConsentState
{
    /// <summary>Nobody knows, or not any more.</summary>
    Unknown,

    /// <summary>They agreed.</summary>
    Granted,

    /// <summary>They refused, or took it back.</summary>
    Withdrawn,
}

/// <summary>An entry of the ledger: what a customer said, once. It is never changed.</summary>
public sealed record ConsentEntry
{
    /// <summary>Its number; a later one is greater.</summary>
    public long Id { get; init; }

    /// <summary>The customer that it was said of, whoever else that turned out to be.</summary>
    public Guid Customer { get; init; }

    /// <summary>What for: <c>marketing</c>, <c>service_news</c> …</summary>
    public required string Purpose { get; init; }

    /// <summary>For which channel: <c>email</c>, <c>phone</c>, <c>chat</c> …; empty: for every one.</summary>
    public string Channel { get; init; } = "";

    /// <summary>What they said.</summary>
    public required ConsentState State { get; init; }

    /// <summary>Whether they agreed.</summary>
    public bool Given => State == ConsentState.Granted;

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Where: <c>chat</c>, <c>api</c>, <c>staff</c>, <c>form</c> …</summary>
    public required string Source { get; init; }

    /// <summary>The published text that they saw; null: none of ours.</summary>
    public long? Text { get; init; }

    /// <summary>What proves it, as JSON; null: nothing does.</summary>
    public string? Evidence { get; init; }

    /// <summary>Who of the company wrote it down, as <c>staff:…</c> or <c>api:…</c>; null: the customer did.</summary>
    public string? SaidBy { get; init; }
}

/// <summary>What proves that a customer said it.</summary>
/// <param name="Shown">What they were shown, word for word, where it is no published text.</param>
/// <param name="Where">Where: the address of a page, a shop, a call.</param>
/// <param name="By">Who asked them.</param>
/// <param name="Ip">The network address that it came from.</param>
/// <param name="Message">The id of the message in which they said it.</param>
public sealed record ConsentEvidence(string? Shown = null, string? Where = null, string? By = null, string? Ip = null, string? Message = null)
{
    private const int Longest = 2_000;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Reads it back; null: there is none.</summary>
    public static ConsentEvidence? Parse(string? json) => json is null ? null : JsonSerializer.Deserialize<ConsentEvidence>(json, Json);

    /// <summary>As it is stored; null: it says nothing.</summary>
    internal string? Written()
    {
        var clean = new ConsentEvidence(Of(Shown), Of(Where), Of(By), Of(Ip), Of(Message));
        return clean == new ConsentEvidence() ? null : JsonSerializer.Serialize(clean, Json);
    }

    private static string? Of(string? text) => StoredText.Clean(text, Longest) is { Length: > 0 } clean ? clean : null;
}
