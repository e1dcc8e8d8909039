using ServiceBot.Language.Sentiments;
using ServiceBot.Language.Slots;

namespace ServiceBot.Language;

/// <summary>The language of one message, decided from its text alone.</summary>
public enum TextLanguage
{
    /// <summary>Nothing to decide from: only numbers, codes, emoji or punctuation. Keep the language of the turn before.</summary>
    Undetermined,

    /// <summary>English.</summary>
    English,

    /// <summary>Chinese, simplified or traditional.</summary>
    Chinese,

    /// <summary>English and Chinese words in one message; it is answered in Chinese.</summary>
    Mixed,

    /// <summary>A language that is neither English nor Chinese.</summary>
    Other,
}

/// <summary>An intent and how likely the message means it.</summary>
/// <param name="Intent">The intent's name, as in the training examples.</param>
/// <param name="Probability">Calibrated probability in [0, 1].</param>
public readonly record struct ScoredIntent(string Intent, double Probability);

/// <summary>Something named in a message: an order number, a date, an e-mail address, a product …</summary>
/// <param name="Type">The kind, for example <c>order_number</c>; the built-in ones are in <see cref="EntityTypes"/>.</param>
/// <param name="Value">The normal form: <c>HL-204817</c>, <c>2026-11-24</c>, <c>mei@example.com</c>, the lexicon's canonical name.</param>
/// <param name="Start">Where it begins in the original text, in UTF-16 code units.</param>
/// <param name="Length">How long it is in the original text, in UTF-16 code units.</param>
public sealed record Entity(string Type, string Value, int Start, int Length);

/// <summary>Names of the entity types that are recognised without any configuration.</summary>
public static class EntityTypes
{
    /// <summary>An order number: <c>HL-204817</c>.</summary>
    public const string OrderNumber = "order_number";

    /// <summary>A service request's number: <c>SR-000123</c>.</summary>
    public const string RequestNumber = "request_number";

    /// <summary>An e-mail address, in lower case.</summary>
    public const string Email = "email";

    /// <summary>A phone number: digits with an optional leading plus.</summary>
    public const string Phone = "phone";

    /// <summary>A calendar day, ISO 8601 (<c>2026-11-24</c>), also from relative words such as «next Tuesday» and «后天».</summary>
    public const string Date = "date";

    /// <summary>An amount of money: invariant decimal and ISO currency, <c>29.00 USD</c>.</summary>
    public const string Money = "money";

    /// <summary>A plain number, invariant.</summary>
    public const string Number = "number";

    /// <summary>A one-time code: exactly six digits.</summary>
    public const string Code = "code";

    /// <summary>A range of days, both included: <c>2026-11-23/2026-11-25</c>.</summary>
    public const string DateRange = "date_range";

    /// <summary>A time of the day: <c>17:30</c>.</summary>
    public const string Time = "time";

    /// <summary>A span of time, ISO 8601: <c>PT2H</c>, <c>P3D</c>.</summary>
    public const string Duration = "duration";

    /// <summary>A web address.</summary>
    public const string Url = "url";

    /// <summary>A postcode.</summary>
    public const string Postcode = "postcode";

    /// <summary>A city, province or country that everybody knows.</summary>
    public const string City = "city";

    /// <summary>The name of somebody who introduces themselves.</summary>
    public const string PersonName = "person_name";

    /// <summary>Whether messages with such a thing in them are alike; the others say little about what is wanted.</summary>
    internal static bool TellsIntent(string type) => type is not (DateRange or Time or Duration or Url or Postcode or City or PersonName);
}

/// <summary>One of several matters in a message.</summary>
/// <param name="Start">Where it begins in the message, in UTF-16 code units.</param>
/// <param name="Length">How long it is.</param>
/// <param name="Intents">What it alone means, most likely first.</param>
/// <param name="InScope">Probability in [0, 1] that it alone means any of the known intents.</param>
public sealed record MessagePart(int Start, int Length, IReadOnlyList<ScoredIntent> Intents, double InScope);

/// <summary>What the product makes of one message.</summary>
public sealed record Understanding
{
    /// <summary>The message as it came.</summary>
    public required string Text { get; init; }

    /// <summary>The message's language.</summary>
    public required TextLanguage Language { get; init; }

    /// <summary>The message's language by name (BCP 47): <c>en</c>, <c>zh-Hans</c>, <c>zh-Hant</c>, <c>fr</c> …; <c>und</c>: nothing to decide from.</summary>
    public string LanguageTag { get; init; } = "und";

    /// <summary>How the message sounds.</summary>
    public Tone Tone { get; init; }

    /// <summary>The best intents, most likely first, at most five; empty when the text holds nothing to read.</summary>
    public required IReadOnlyList<ScoredIntent> Intents { get; init; }

    /// <summary>Probability in [0, 1] that the message means any of the known intents; low means «none of these».</summary>
    public required double InScope { get; init; }

    /// <summary>The entities in order of appearance; entities of different types may overlap.</summary>
    public required IReadOnlyList<Entity> Entities { get; init; }

    /// <summary>Values as annotated examples have them, in order of appearance; they do not overlap.</summary>
    public IReadOnlyList<SlotSpan> Slots { get; init; } = [];

    /// <summary>The matters of a message that holds several, in order of appearance, each with an intent of its own; empty where it holds one.</summary>
    public IReadOnlyList<MessagePart> Parts { get; init; } = [];

    /// <summary>The most likely intent, or null when nothing was read.</summary>
    public ScoredIntent? Best => Intents.Count > 0 ? Intents[0] : null;

    /// <summary>How far the best intent is ahead of the second: a difference of probabilities in [0, 1].</summary>
    public double Margin => Intents.Count switch
    {
        0 => 0,
        1 => Intents[0].Probability,
        _ => Intents[0].Probability - Intents[1].Probability,
    };
}

/// <summary>Turns a customer's text into an <see cref="Understanding"/>. Implementations are immutable and thread-safe.</summary>
public interface IUnderstander
{
    /// <summary>Which model reads: equal versions read alike. Empty: it has none.</summary>
    string Version => "";

    /// <summary>Reads one message.</summary>
    /// <param name="text">The message as the customer wrote it; any length, any characters.</param>
    /// <param name="now">The customer's present, for relative dates.</param>
    Understanding Understand(string text, DateTimeOffset now);
}
