using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServiceBot.Dialogs;

/// <summary>Where a conversation stands. Immutable; stored as JSON with the conversation, and readable by later versions of the dialogs.</summary>
public sealed record DialogState
{
    // What a turn leaves is most often what the next one reads: it need not be parsed again.
    private static readonly Tuple<string, DialogState>?[] Recent = new Tuple<string, DialogState>?[512];

    /// <summary>A conversation in which nothing was said yet.</summary>
    public static DialogState Empty { get; } = new();

    /// <summary>The language of replies, <c>en</c> or <c>zh</c>; null before the first words.</summary>
    public string? Language { get; init; }

    /// <summary>True once the bot has greeted or answered.</summary>
    public bool Greeted { get; init; }

    /// <summary>The version of the dialogs that the state was written under.</summary>
    public string? Version { get; init; }

    /// <summary>The dialog on top, or null outside any.</summary>
    [JsonIgnore]
    public string? Dialog => Frames.Count > 0 ? Frames[^1].Dialog : null;

    [JsonInclude]
    internal IReadOnlyList<Frame> Frames { get; init; } = [];

    /// <summary>A question of the bot itself, over whatever dialog is open.</summary>
    [JsonInclude]
    internal Pending? Pending { get; init; }

    /// <summary>Slots that outlive their dialog: those with <c>remember</c>.</summary>
    [JsonInclude]
    internal IReadOnlyList<SlotValue> Remembered { get; init; } = [];

    /// <summary>Slots of a dialog that is gone, for the next dialog that asks for them.</summary>
    [JsonInclude]
    internal IReadOnlyList<SlotValue> Carried { get; init; } = [];

    /// <summary>Matters that a message named besides the one under way, in the order in which they are taken up.</summary>
    [JsonInclude]
    internal IReadOnlyList<Matter> Later { get; init; } = [];

    /// <summary>Buttons of the last turn that mean more than their title, so that a typed title works too.</summary>
    [JsonInclude]
    internal IReadOnlyList<Button> Buttons { get; init; } = [];

    [JsonInclude]
    internal int NotUnderstood { get; init; }

    [JsonInclude]
    internal int Variant { get; init; }

    /// <summary>How the customer has sounded lately: from -1 to 1, each message moves it by two fifths of the way.</summary>
    public double Mood { get; init; }

    /// <summary>The article that was quoted last; null: none.</summary>
    public string? LastArticle { get; init; }

    [JsonInclude]
    internal string? LastArticleVersion { get; init; }

    [JsonInclude]
    internal string? LastText { get; init; }

    /// <summary>The words that began the dialog on top, or null.</summary>
    internal string? Asked => Frames.Count > 0 ? Frames[^1].Utterance : null;

    /// <summary>The value of a slot as the open dialog sees it, or null.</summary>
    /// <param name="name">The slot's name.</param>
    public string? SlotOf(string name) =>
        (Frames.Count > 0 ? Frames[^1].Value(name) : null) ?? Remembered.FirstOrDefault(s => s.Name == name)?.Value;

    /// <summary>Compact JSON for the conversation's row.</summary>
    public string ToJson()
    {
        var json = JsonSerializer.Serialize(this, DialogStateJson.Default.DialogState);
        Recent[SlotOfRecent(json)] = new(json, this);
        return json;
    }

    /// <summary>Reads what <see cref="ToJson"/> wrote, under this or an older version of the product.</summary>
    /// <param name="json">The JSON; null, empty or unreadable gives <see cref="Empty"/>.</param>
    public static DialogState FromJson(string? json)
    {
        if (string.IsNullOrEmpty(json))
        {
            return Empty;
        }

        if (Recent[SlotOfRecent(json)] is { } recent && recent.Item1 == json)
        {
            return recent.Item2;
        }

        try
        {
            return JsonSerializer.Deserialize(json, DialogStateJson.Default.DialogState) ?? Empty;
        }
        catch (JsonException)
        {
            return Empty;
        }
    }

    private static int SlotOfRecent(string json) => (int)((uint)string.GetHashCode(json) % (uint)Recent.Length);
}

/// <summary>A dialog under way. Slots are in the order of their filling: the last is the newest.</summary>
internal sealed record Frame
{
    public required string Dialog { get; init; }

    /// <summary>Key of the step to run or, with a pending question, the step that asked.</summary>
    public string? At { get; init; }

    public IReadOnlyList<SlotValue> Slots { get; init; } = [];

    public Pending? Pending { get; init; }

    /// <summary>The words that began the dialog.</summary>
    public string? Utterance { get; init; }

    public string? Outcome { get; init; }

    /// <summary>True when the frame below called it, false when it began by itself, perhaps as an interruption.</summary>
    public bool Called { get; init; }

    public string? Value(string name) => Slots.LastOrDefault(s => s.Name == name)?.Value;

    public Frame With(string name, string value) => this with { Slots = [.. Slots.Where(s => s.Name != name), new(name, value)] };

    public Frame Without(string name) => this with { Slots = [.. Slots.Where(s => s.Name != name)] };
}

internal sealed record SlotValue(string Name, string Value);

/// <summary>A part of a message that waits for its turn: its words and the dialog that they mean.</summary>
internal sealed record Matter(string Utterance, string Dialog);

internal sealed record Button(string Title, string Value);

/// <summary>What the bot waits for.</summary>
internal enum PendingKind
{
    /// <summary>A slot's value.</summary>
    Ask,

    /// <summary>Yes, no or a correction of a summary.</summary>
    Confirm,

    /// <summary>Which slot of the summary to change.</summary>
    Change,

    /// <summary>Whether an answer helped.</summary>
    Helped,

    /// <summary>One of the intents of «did you mean».</summary>
    Choose,

    /// <summary>Whether to call a person.</summary>
    Offer,
}

internal sealed record Pending(PendingKind Kind)
{
    /// <summary>Ask: the slot.</summary>
    public string? Slot { get; init; }

    /// <summary>How often the answer could not be used.</summary>
    public int Tries { get; init; }

    /// <summary>Choose: the intents.</summary>
    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Choose: the words that could mean several intents.</summary>
    public string? Utterance { get; init; }
}

[JsonSerializable(typeof(DialogState))]
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingDefault, UseStringEnumConverter = true)]
internal sealed partial class DialogStateJson : JsonSerializerContext;
