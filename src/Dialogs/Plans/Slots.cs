using System.Text.RegularExpressions;
using ServiceBot.Language;

namespace ServiceBot.Dialogs;

/// <summary>A value that a dialog collects.</summary>
internal sealed record Slot
{
    public required string Name { get; init; }
    public required string Type { get; init; }
    public required Words Title { get; init; }
    public required Response Prompt { get; init; }
    public Response? Invalid { get; init; }
    public int Retries { get; init; } = 2;
    public bool Optional { get; init; }
    public bool Sensitive { get; init; }
    public bool Remember { get; init; }
    public decimal? Min { get; init; }
    public decimal? Max { get; init; }
    public Regex? Pattern { get; init; }
    public SlotTime When { get; init; }
    public IReadOnlyList<Choice> Choices { get; init; } = [];

    /// <summary>Words that the value stands after: «from», 「从」. They tell it from another slot's of the same type.</summary>
    public IReadOnlyList<string> After { get; init; } = [];

    /// <summary>Words that the value stands before: 「出发」.</summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>The customer's own words are the value.</summary>
    public bool IsText => Type is SlotTypes.Text or SlotTypes.Line;
}

/// <summary>A type of request: its form is the slots that it names.</summary>
internal sealed record RequestType(string Name, Words Title, string Category, IReadOnlyList<string> Fields);

/// <summary>One of the values of a choice, with the words that mean it.</summary>
internal sealed record Choice(string Name, Words Title, IReadOnlyList<string> Synonyms);

/// <summary>On which side of today a date may lie; today itself is on both.</summary>
internal enum SlotTime
{
    Any,
    Past,
    Future,
}

/// <summary>The types of slots that need no lexicon.</summary>
internal static class SlotTypes
{
    public const string Text = "text";
    public const string Line = "line";
    public const string Choice = "choice";
    public const string YesNo = "yes_no";

    /// <summary>Types that are entities of the same name, so that a sentence may hold them unasked.</summary>
    public static readonly string[] Entities =
    [
        EntityTypes.OrderNumber, EntityTypes.RequestNumber, EntityTypes.Email, EntityTypes.Phone, EntityTypes.Date,
        EntityTypes.Money, EntityTypes.Number, EntityTypes.Code, EntityTypes.DateRange, EntityTypes.Time, EntityTypes.Duration, EntityTypes.Url, EntityTypes.Postcode,
        EntityTypes.City, EntityTypes.PersonName,
    ];

    public static readonly string[] BuiltIn = [Text, Line, Choice, YesNo, .. Entities];
}
