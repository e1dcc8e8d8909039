using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServiceBot.Crm.Customers;

namespace ServiceBot.Crm.Leads;

/// <summary>How far somebody has come with a lead, or how it ended.</summary>
[JsonConverter(typeof(LeadStageWord))]
public enum LeadStage
{
    /// <summary>Nobody has spoken with them.</summary>
    New,

    /// <summary>Somebody has.</summary>
    Contacted,

    /// <summary>They need it and can buy it.</summary>
    Qualified,

    /// <summary>They are a customer of the books, with an opportunity.</summary>
    Converted,

    /// <summary>Nothing comes of it.</summary>
    Dropped,
}

/// <summary>A stage of a lead, as a word: <c>new</c>.</summary>
public sealed class LeadStageWord() : JsonStringEnumConverter<LeadStage>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

/// <summary>What is known of a lead: what people enter, and change.</summary>
public sealed record LeadTerms
{
    /// <summary>Who it is.</summary>
    public string? Name { get; init; }

    /// <summary>Their company.</summary>
    public string? Company { get; init; }

    /// <summary>What they do there.</summary>
    public string? JobTitle { get; init; }

    /// <summary>Their e-mail address.</summary>
    public string? Email { get; init; }

    /// <summary>Their phone number.</summary>
    public string? Phone { get; init; }

    /// <summary>Their country.</summary>
    public string? Country { get; init; }

    /// <summary>Their region.</summary>
    public string? Region { get; init; }

    /// <summary>Where they come from: <c>fair</c>, <c>website</c>.</summary>
    public string? Source { get; init; }

    /// <summary>Their language: <c>en</c> or <c>zh</c>.</summary>
    public string Language { get; init; } = "en";

    /// <summary>What they want.</summary>
    public string? Wish { get; init; }

    /// <summary>A field by the name that rules and messages have for it; null: it is empty, or there is none.</summary>
    public string? this[string field] => field switch
    {
        "name" => Name,
        "company" => Company,
        "jobTitle" => JobTitle,
        "email" => Email,
        "phone" => Phone,
        "country" => Country,
        "region" => Region,
        "source" => Source,
        "language" => Language,
        "wish" => Wish,
        _ => null,
    };

    /// <summary>As it is kept: without what no screen can show, and null where it is empty.</summary>
    internal LeadTerms Clean()
    {
        static string? Line(string? text, int most = 200) => StoredText.CleanLine(text, most) is { Length: > 0 } words ? words : null;
        return new()
        {
            Name = Line(Name),
            Company = Line(Company),
            JobTitle = Line(JobTitle),
            Email = Line(Email, 254),
            Phone = Line(Phone, 40),
            Country = Line(Country),
            Region = Line(Region),
            Source = Line(Source)?.ToLowerInvariant(),
            Language = Language,
            Wish = StoredText.Clean(Wish, 4_000) is { Length: > 0 } wish ? wish : null,
        };
    }

    /// <summary>What is wrong, by field.</summary>
    internal Dictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>();
        if ((Name ?? Company ?? Email ?? Phone) is null)
        {
            errors["name"] = ["Say at least a name, a company, an e-mail address or a phone number."];
        }

        if (Email is not null && IdentifierKinds.Normalise(IdentifierKinds.Email, Email) is null)
        {
            errors["email"] = ["It is no e-mail address."];
        }

        if (Phone is not null && IdentifierKinds.Normalise(IdentifierKinds.Phone, Phone) is null)
        {
            errors["phone"] = ["It is no phone number."];
        }

        if (Language is not ("en" or "zh"))
        {
            errors["language"] = ["It must be en or zh."];
        }

        return errors;
    }
}

/// <summary>Somebody who may become a customer.</summary>
public sealed record Lead
{
    /// <summary>The number.</summary>
    public required long Number { get; init; }

    /// <summary>What is known.</summary>
    public required LeadTerms Terms { get; init; }

    /// <summary>How far it has come.</summary>
    public required LeadStage Stage { get; init; }

    /// <summary>How far it had come when it ended; null: it has not.</summary>
    public LeadStage? Reached { get; init; }

    /// <summary>Why it was dropped.</summary>
    public string? Reason { get; init; }

    /// <summary>Who works on it; null: nobody.</summary>
    public Guid? Owner { get; init; }

    /// <summary>Why they do, as <see cref="AssignLead"/> says it; null: somebody chose them.</summary>
    public string? OwnerWhy { get; init; }

    /// <summary>Whom it became.</summary>
    public Guid? Customer { get; init; }

    /// <summary>Which opportunity it became.</summary>
    public long? Opportunity { get; init; }

    /// <summary>When it was captured.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ended; null: it has not.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>How likely it was to be converted, as was learned until then, when it ended; null: it has not, or nothing was learned.</summary>
    public double? Odds { get; init; }

    /// <summary>1, and one more with each change.</summary>
    public required long Version { get; init; }

    /// <summary>Whether it has not ended.</summary>
    public bool IsOpen => Stage < LeadStage.Converted;

    /// <summary>What it is called.</summary>
    public string Called => Terms.Name ?? Terms.Company ?? Terms.Email ?? Terms.Phone ?? Label;

    /// <summary>The number as people write it: <c>L-000123</c>.</summary>
    public string Label => NameOf(Number);

    /// <summary>A number as people write it.</summary>
    public static string NameOf(long number) => RecordNumber.Of('L', number);

    /// <summary>Reads a number: <c>L-000123</c>.</summary>
    public static bool TryParse(string? text, out long number)
    {
        number = 0;
        return text is { Length: > 2 and <= 14 } && text.StartsWith("L-", StringComparison.OrdinalIgnoreCase)
            && long.TryParse(text.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
