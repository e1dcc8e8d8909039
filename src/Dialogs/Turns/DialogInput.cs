using System.Text.Json;
using ServiceBot.Language;

namespace ServiceBot.Dialogs;

/// <summary>What arrived in a conversation.</summary>
public sealed record DialogInput
{
    /// <summary>The customer's words; empty when only a button or a file came.</summary>
    public required string Text { get; init; }

    /// <summary>What the language room makes of <see cref="Text"/>.</summary>
    public required Understanding Understanding { get; init; }

    /// <summary>The value of a button or the fields of a card: a string, or an object of slots and values; an object's <c>intent</c> begins that dialog.</summary>
    public JsonElement? Value { get; init; }

    /// <summary>The customer's present.</summary>
    public required DateTimeOffset Now { get; init; }

    /// <summary>The channel's id, for conditions.</summary>
    public string Channel { get; init; } = "webchat";

    /// <summary>How many files came with the message.</summary>
    public int AttachmentCount { get; init; }

    /// <summary>The conversation was just opened: the bot greets, once.</summary>
    public bool IsStart { get; init; }

    /// <summary>The client's locale (<c>zh-CN</c>), for the language before the first words.</summary>
    public string? Locale { get; init; }
}
