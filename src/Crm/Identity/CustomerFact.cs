namespace ServiceBot.Crm.Identity;

/// <summary>What somebody or something said a customer's field to be. It stays as it was said and with whom it was said of; it can be withdrawn.</summary>
public sealed record CustomerFact
{
    /// <summary>Its number; a later one is greater.</summary>
    public required long Id { get; init; }

    /// <summary>The customer that it was said of, whoever else that turned out to be.</summary>
    public required Guid Customer { get; init; }

    /// <summary>A field of <see cref="Fields.CustomerFieldSet"/>.</summary>
    public required string Field { get; init; }

    /// <summary>The value; null: there is said to be none.</summary>
    public string? Value { get; init; }

    /// <summary>One of <see cref="FactSources"/>.</summary>
    public required string Source { get; init; }

    /// <summary>Who of the company said it, as <c>staff:…</c> or <c>api:…</c>; null: nobody.</summary>
    public string? SaidBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Since when it counts no longer; null: it counts.</summary>
    public DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>The import that said it; null: none did.</summary>
    public long? Import { get; init; }
}

/// <summary>Where facts come from.</summary>
public static class FactSources
{
    /// <summary>Somebody at the desk: stands above everything else until they withdraw it.</summary>
    public const string Staff = "staff";

    /// <summary>The customer said so.</summary>
    public const string Customer = "customer";

    /// <summary>Another system of the company, by the API.</summary>
    public const string Api = "api";

    /// <summary>A file.</summary>
    public const string Import = "import";

    /// <summary>A mail's sender.</summary>
    public const string Mail = "mail";

    /// <summary>The name that a channel account goes by.</summary>
    public const string Channel = "channel";

    /// <summary>A segment that the customer is in.</summary>
    public const string Segment = "segment";

    /// <summary>The demo company's books.</summary>
    public const string Demo = "demo";

    /// <summary>How far each is trusted, above 0 and at most 1. Somebody's word at the desk is outside that order.</summary>
    internal static double TrustIn(string source) => source switch
    {
        Customer => 0.9,
        Api => 0.8,
        Import or Demo => 0.7,
        Mail => 0.3,
        _ => 0.1,     // anybody may call themselves anything in a chat
    };
}

/// <summary>The fields that every customer has; beside them there are the company's own.</summary>
public static class CustomerFields
{
    /// <summary>What the customer is called.</summary>
    public const string Name = "name";

    /// <summary>The language of letters: <c>en</c> or <c>zh</c>.</summary>
    public const string Language = "language";

    /// <summary>A day: <c>1987-05-03</c>.</summary>
    public const string BirthDate = "birth_date";

    /// <summary>Whether the customer is a person, an organisation or a household (<see cref="PartyKinds"/>); as long as nobody says, a person.</summary>
    public const string Party = "party";

    /// <summary>All of them, in the order in which they are shown.</summary>
    public static IReadOnlyList<string> All { get; } = [Name, Party, "company", "job_title", Language, BirthDate, "street", "city", "region", "postcode", "country", "remark"];
}

/// <summary>What a customer can be.</summary>
public static class PartyKinds
{
    /// <summary>Somebody.</summary>
    public const string Person = "person";

    /// <summary>A company, an association, an authority.</summary>
    public const string Organisation = "organisation";

    /// <summary>People who live together.</summary>
    public const string Household = "household";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } = [Person, Organisation, Household];
}
