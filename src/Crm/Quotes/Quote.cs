using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServiceBot.Crm.Quotes;

/// <summary>How a version of a quote stands.</summary>
[JsonConverter(typeof(QuoteStateWord))]
public enum QuoteState
{
    /// <summary>It is being written.</summary>
    Draft,

    /// <summary>Somebody has to approve it.</summary>
    Waiting,

    /// <summary>It may be sent.</summary>
    Approved,

    /// <summary>The customer has it: nothing in it changes any more.</summary>
    Sent,

    /// <summary>The customer has it, and its last day is over. Never stored: a day makes it so.</summary>
    Expired,

    /// <summary>The customer agreed.</summary>
    Accepted,

    /// <summary>The customer did not agree.</summary>
    Declined,

    /// <summary>We took it back.</summary>
    Withdrawn,

    /// <summary>A newer version stands in its place.</summary>
    Replaced,
}

/// <summary>A state of a quote, as a word: <c>sent</c>.</summary>
public sealed class QuoteStateWord() : JsonStringEnumConverter<QuoteState>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

/// <summary>A product in a quote.</summary>
/// <param name="Product">The product.</param>
/// <param name="Quantity">How many units.</param>
/// <param name="Each">The price of one unit.</param>
/// <param name="ListEach">The price of one unit in the price book; without a book, the price itself.</param>
/// <param name="Discount">What is taken off this line, in percent.</param>
/// <param name="Tax">The tax on what is left, in percent.</param>
public sealed record QuoteLine(Guid Product, decimal Quantity, decimal Each, decimal ListEach, decimal Discount, decimal Tax);

/// <summary>What a quote says: all that the customer agrees to.</summary>
public sealed record QuoteTerms
{
    /// <summary>What it is about.</summary>
    public required string Title { get; init; }

    /// <summary>The currency of all its amounts.</summary>
    public required string Currency { get; init; }

    /// <summary>The price book whose prices are its list prices; null: none.</summary>
    public Guid? Book { get; init; }

    /// <summary>What is taken off every line, after its own discount, in percent.</summary>
    public decimal Discount { get; init; }

    /// <summary>The last day on which it can be accepted.</summary>
    public required DateOnly ValidUntil { get; init; }

    /// <summary>The language that the customer reads it in: <c>en</c> or <c>zh</c>.</summary>
    public string Language { get; init; } = "en";

    /// <summary>What else is agreed; null: nothing.</summary>
    public string? Conditions { get; init; }

    /// <summary>The products in it.</summary>
    public IReadOnlyList<QuoteLine> Lines { get; init; } = [];
}

/// <summary>A version of a quote. From when it is sent on, all but its answer stays as it is.</summary>
public sealed record QuoteVersion
{
    /// <summary>1, and one more with each version.</summary>
    public required long Number { get; init; }

    /// <summary>How it stands.</summary>
    public required QuoteState State { get; init; }

    /// <summary>What it says.</summary>
    public required QuoteTerms Terms { get; init; }

    /// <summary>Who wrote it last.</summary>
    public required string Author { get; init; }

    /// <summary>Why somebody else has to approve it; none: nobody has to.</summary>
    public IReadOnlyList<ApprovalReason> Reasons { get; init; } = [];

    /// <summary>When it was sent.</summary>
    public DateTimeOffset? SentAt { get; init; }

    /// <summary>What one unit of its currency was worth in the company's own when it was sent; null: it was not, or there was no rate.</summary>
    public decimal? Rate { get; init; }

    /// <summary>The day of that rate.</summary>
    public DateOnly? RateDay { get; init; }

    /// <summary>The name that the customer signed the answer with.</summary>
    public string? AnsweredBy { get; init; }

    /// <summary>When they answered.</summary>
    public DateTimeOffset? AnsweredAt { get; init; }

    /// <summary>What they said about it.</summary>
    public string? Answer { get; init; }

    /// <summary>How it stands on a day.</summary>
    public QuoteState StateOn(DateOnly today) => State == QuoteState.Sent && today > Terms.ValidUntil ? QuoteState.Expired : State;
}

/// <summary>An offer to a customer, with its newest version.</summary>
public sealed record Quote
{
    /// <summary>Its number.</summary>
    public required long Number { get; init; }

    /// <summary>The customer: the page of all that are the same.</summary>
    public required Guid Customer { get; init; }

    /// <summary>The opportunity that it is for; null: none.</summary>
    public long? Opportunity { get; init; }

    /// <summary>The order that it became; null: none.</summary>
    public string? Order { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Its newest version.</summary>
    public required QuoteVersion Newest { get; init; }

    /// <summary>1, and one more with each change: what <see cref="EditOutcome{T}.Conflict"/> is about.</summary>
    public required long Version { get; init; }

    /// <summary>The number as people write it: <c>Q-000123</c>.</summary>
    public string Name => NameOf(Number);

    /// <summary>A number as people write it.</summary>
    public static string NameOf(long number) => RecordNumber.Of('Q', number);

    /// <summary>Reads a number: <c>Q-000123</c>.</summary>
    public static bool TryParse(string? text, out long number) => RecordNumber.TryParse('Q', text, out number);
}

/// <summary>Something that was done with a quote. None is ever changed.</summary>
/// <param name="At">When.</param>
/// <param name="Who">Who did it.</param>
/// <param name="What">The step, as <see cref="QuoteSteps"/> has it, or <c>create</c>.</param>
/// <param name="Version">With which version.</param>
/// <param name="Note">What was said about it.</param>
public sealed record QuoteChange(DateTimeOffset At, string Who, string What, long Version, string? Note);
