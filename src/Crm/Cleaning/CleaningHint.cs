using System.Text.Json;

namespace ServiceBot.Crm.Cleaning;

/// <summary>What could be written better.</summary>
public enum HintKind
{
    /// <summary>Nobody knows what the customer is called.</summary>
    NameMissing,

    /// <summary>No e-mail address, no phone number, no account to write to.</summary>
    ContactMissing,

    /// <summary>«test», «n/a», «未知».</summary>
    NamePlaceholder,

    /// <summary>In capitals, with a title, family name first, or with spaces between Chinese characters.</summary>
    NameForm,

    /// <summary>The part after the @ is one slip from one that everybody knows.</summary>
    EmailSlip,

    /// <summary>A phone number without its calling code.</summary>
    PhoneForm,

    /// <summary>No country has such a number.</summary>
    PhoneUnknown,

    /// <summary>A day that stands for none, or of somebody older than anybody or too young to buy.</summary>
    BirthDateUnlikely,

    /// <summary>A country by one of its names, and not by its code.</summary>
    CountryForm,

    /// <summary>The country is not known, and the phone number tells it.</summary>
    CountryMissing,

    /// <summary>A postcode in another form than the country's.</summary>
    PostcodeForm,

    /// <summary>A postcode that the country has none of.</summary>
    PostcodeUnknown,

    /// <summary>A city in capitals or small letters alone.</summary>
    CityForm,
}

/// <summary>Something about a customer that could be written better.</summary>
public sealed record CleaningHint
{
    /// <summary>What.</summary>
    public required HintKind Kind { get; init; }

    /// <summary>The field of <see cref="Identity.CustomerFields"/>, or the kind of identifier.</summary>
    public required string About { get; init; }

    /// <summary>As it is; null: there is nothing.</summary>
    public string? Value { get; init; }

    /// <summary>As it should be; null: only a person knows.</summary>
    public string? Suggestion { get; init; }

    /// <summary>How sure that is, 0 to 1.</summary>
    public required double Confidence { get; init; }

    /// <summary>Where the value comes from, of <see cref="Identity.FactSources"/>; null: there is none.</summary>
    public string? Source { get; init; }

    /// <summary>The word of a kind: <c>nameForm</c>.</summary>
    public static string WordOf(HintKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    /// <summary>What hints of a kind are about: a field of <see cref="Identity.CustomerFields"/>, or a kind of identifier.</summary>
    public static string AboutOf(HintKind kind) => kind switch
    {
        HintKind.EmailSlip => "email",
        HintKind.PhoneForm or HintKind.PhoneUnknown => "phone",
        HintKind.BirthDateUnlikely => Identity.CustomerFields.BirthDate,
        HintKind.PostcodeForm or HintKind.PostcodeUnknown => "postcode",
        HintKind.CountryForm or HintKind.CountryMissing => "country",
        HintKind.CityForm => "city",
        _ => Identity.CustomerFields.Name,
    };

    /// <summary>What it takes from a customer's quality, 0 to 1: most where nobody can be called or addressed.</summary>
    public double Penalty => Kind switch
    {
        HintKind.ContactMissing => 0.4,
        HintKind.NameMissing or HintKind.NamePlaceholder or HintKind.EmailSlip => 0.3,
        HintKind.PhoneUnknown => 0.2,
        HintKind.BirthDateUnlikely or HintKind.PostcodeUnknown => 0.1,
        _ => 0.05,
    };
}
