using System.Globalization;
using System.Text.Json.Serialization;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Sla;

namespace ServiceBot.Desk.Contracts;

/// <summary>How a contract stands.</summary>
[JsonConverter(typeof(WordConverter<ContractState>))]
public enum ContractState
{
    /// <summary>It has not begun.</summary>
    Upcoming,

    /// <summary>It runs.</summary>
    Active,

    /// <summary>Its last day is over, or it was ended before.</summary>
    Ended,
}

/// <summary>What a contract says: what people enter, and change.</summary>
public sealed record ContractTerms
{
    /// <summary>The most that can be entitled to, of requests and of minutes.</summary>
    public const long MostUnits = 1_000_000;

    private const int MostSerials = 1_000;

    /// <summary>Its kind: a word of <c>Desk:Contracts:Tiers</c>.</summary>
    public required string Tier { get; init; }

    /// <summary>Whether the customer is served before others.</summary>
    public bool Vip { get; init; }

    /// <summary>Categories and types of requests that it covers; none: all.</summary>
    public IReadOnlyList<string> Covers { get; init; } = [];

    /// <summary>How many requests it covers; null: without a limit.</summary>
    public long? Requests { get; init; }

    /// <summary>How many minutes of work it covers; null: without a limit.</summary>
    public long? Minutes { get; init; }

    /// <summary>Its first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>Its last day.</summary>
    public required DateOnly Until { get; init; }

    /// <summary>The time zone in which these are days: <c>Europe/London</c>.</summary>
    public required string Zone { get; init; }

    /// <summary>Who sees to its renewal, and is reminded; null: nobody.</summary>
    public Guid? Owner { get; init; }

    /// <summary>What it is worth; null: nobody says.</summary>
    public decimal? Value { get; init; }

    /// <summary>The currency of <see cref="Value"/>.</summary>
    public string? Currency { get; init; }

    /// <summary>How many days before its end notice has to be given.</summary>
    public int NoticeDays { get; init; }

    /// <summary>For how many months it is renewed if nobody gives notice; null: it ends.</summary>
    public int? RenewMonths { get; init; }

    /// <summary>The codes of the products that it covers.</summary>
    public IReadOnlyList<string> Products { get; init; } = [];

    /// <summary>The serial numbers that it covers.</summary>
    public IReadOnlyList<string> Serials { get; init; } = [];

    /// <summary>The order that it comes from; null: none.</summary>
    public string? Order { get; init; }

    /// <summary>The last day on which notice can be given.</summary>
    public DateOnly NoticeDay => Until.AddDays(-NoticeDays);

    /// <summary>What is wrong, by field, in words for who entered it.</summary>
    internal Dictionary<string, string[]> Errors(ContractOptions options)
    {
        var errors = new Dictionary<string, string[]>();
        if (!options.Tiers.ContainsKey(Tier))
        {
            errors["tier"] = [$"It must be one of {string.Join(", ", options.Tiers.Keys.Order(StringComparer.Ordinal))}: Desk:Contracts:Tiers has them."];
        }

        if (Covers.Any(word => !RequestLimits.IsWord(word)))
        {
            errors["covers"] = ["They must be categories or types of requests: short words in lower case."];
        }

        if (Until < From)
        {
            errors["until"] = ["The last day is before the first."];
        }

        if (!TimeZoneInfo.TryFindSystemTimeZoneById(Zone, out _))
        {
            errors["zone"] = ["There is no such time zone. It is a name such as Europe/London."];
        }

        if (Value is not null && !Crm.Currencies.Currency.IsCode(Currency))
        {
            errors["currency"] = ["It must be a code of three capitals: EUR."];
        }
        else if (Value is < 0 or > Crm.Currencies.Currency.Most || (Value is { } value && Crm.Currencies.Currency.Round(value, Currency!) != value))
        {
            errors["value"] = [$"It must be from 0 to {Crm.Currencies.Currency.Most:0}, as it can be paid."];
        }

        if (NoticeDays is < 0 or > 730)
        {
            errors["noticeDays"] = ["It must be from 0 to 730."];
        }

        if (RenewMonths is < 1 or > 120)
        {
            errors["renewMonths"] = ["It must be from 1 to 120, or missing: it ends."];
        }

        if (Serials.Count > MostSerials || Serials.Any(serial => serial.Length is 0 or > 100))
        {
            errors["serials"] = [$"There are at most {MostSerials}, of at most 100 characters."];
        }

        foreach (var (field, units) in new[] { ("requests", Requests), ("minutes", Minutes) })
        {
            if (units is < 0 or > MostUnits)
            {
                errors[field] = [$"It must be from 0 to {MostUnits}, or missing: without a limit."];
            }
        }

        return errors;
    }

    /// <summary>The instant at which a day begins in a zone; where the clock skips midnight, the moment of the change.</summary>
    internal static DateTimeOffset BeginningOf(DateOnly day, string zone) => ZoneTime.InstantOf(TimeZoneInfo.FindSystemTimeZoneById(zone), day, minute: 0);
}

/// <summary>A service contract of a customer, with what is left of it.</summary>
public sealed record Contract
{
    /// <summary>Its number.</summary>
    public required long Number { get; init; }

    /// <summary>Whose it is.</summary>
    public required Guid Customer { get; init; }

    /// <summary>What it says.</summary>
    public required ContractTerms Terms { get; init; }

    /// <summary>When it begins.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>The first instant at which it is over.</summary>
    public required DateTimeOffset EndsAt { get; init; }

    /// <summary>When it is over if nobody ends it before.</summary>
    public DateTimeOffset LastsUntil => ContractTerms.BeginningOf(Terms.Until.AddDays(1), Terms.Zone);

    /// <summary>How many requests were used.</summary>
    public long RequestsUsed { get; init; }

    /// <summary>How many minutes were used.</summary>
    public long MinutesUsed { get; init; }

    /// <summary>1, and one more with each change of the terms.</summary>
    public required long Version { get; init; }

    /// <summary>The contract that it renews; null: none.</summary>
    public long? Renews { get; init; }

    /// <summary>The contract that renews it; null: none yet.</summary>
    public long? RenewedBy { get; init; }

    /// <summary>How many requests are left; null: there is no limit.</summary>
    public long? RequestsLeft => Terms.Requests - RequestsUsed;

    /// <summary>How many minutes are left; null: there is no limit.</summary>
    public long? MinutesLeft => Terms.Minutes - MinutesUsed;

    /// <summary>The number as people write it: <c>C-000123</c>.</summary>
    public string Name => NameOf(Number);

    /// <summary>How it stands at an instant.</summary>
    public ContractState StateAt(DateTimeOffset now) => now < StartsAt ? ContractState.Upcoming : now < EndsAt ? ContractState.Active : ContractState.Ended;

    /// <summary>Whether it covers a request that is opened at an instant, and has one left.</summary>
    internal bool Covers(ServiceRequest request) =>
        StateAt(request.OpenedAt) == ContractState.Active && RequestsLeft is not <= 0
        && (Terms.Covers.Count == 0 || Terms.Covers.Contains(request.Category) || (request.Type is { } type && Terms.Covers.Contains(type)));

    /// <summary>A number as people write it.</summary>
    public static string NameOf(long number) => string.Create(CultureInfo.InvariantCulture, $"C-{number:D6}");

    /// <summary>Reads a number: <c>C-000123</c>.</summary>
    public static bool TryParse(string? text, out long number)
    {
        number = 0;
        return text is { Length: > 2 and <= 14 } && text.StartsWith("C-", StringComparison.OrdinalIgnoreCase)
            && long.TryParse(text.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}

/// <summary>A line of a contract's ledger.</summary>
public sealed record ContractUse
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary><c>request</c> or <c>minute</c>.</summary>
    public required string Unit { get; init; }

    /// <summary>How much was used; less than 0: given back.</summary>
    public required long Amount { get; init; }

    /// <summary>The request it was used for; null: for none.</summary>
    public long? Request { get; init; }

    /// <summary>The line that this one takes back; null: none.</summary>
    public long? Reverses { get; init; }

    /// <summary>Who did it, as in histories of requests.</summary>
    public required string Who { get; init; }

    /// <summary>What was said about it.</summary>
    public string? Note { get; init; }
}

/// <summary>A line of a contract's history.</summary>
public sealed record ContractChange
{
    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who.</summary>
    public required string Who { get; init; }

    /// <summary><c>created</c>, <c>ended</c>, <c>reminded</c>, or what was changed.</summary>
    public required string What { get; init; }

    /// <summary>The value before.</summary>
    public string? FromValue { get; init; }

    /// <summary>The value after.</summary>
    public string? ToValue { get; init; }
}
