using System.Globalization;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Identity;

namespace ServiceBot.Crm.Cleaning;

/// <summary>Finds what could be written better about a customer. A pure function of what is known, the day and the home country.</summary>
public static class CleaningRules
{
    private const int OldestAge = 110;
    private const int YoungestAge = 14;

    /// <summary>Forms of postcodes: 9 a digit, A a letter, N either; what is not a letter or digit may be missing when it is written.</summary>
    private static readonly Dictionary<string, string[]> Postcodes = new (string Country, string[] Forms)[]
    {
        ("GB", ["A9 9AA", "A99 9AA", "AA9 9AA", "AA99 9AA", "A9A 9AA", "AA9A 9AA"]), ("CA", ["A9A 9A9"]), ("NL", ["9999 AA"]), ("IE", ["A99 NNNN", "A9A NNNN"]),
        ("US", ["99999", "99999-9999"]), ("CN", ["999999"]), ("SG", ["999999"]), ("IN", ["999999"]), ("TW", ["999", "99999", "999999"]), ("JP", ["999-9999"]), ("KR", ["99999"]),
        ("DE", ["99999"]), ("FR", ["99999"]), ("ES", ["99999"]), ("IT", ["99999"]), ("FI", ["99999"]), ("MY", ["99999"]), ("TH", ["99999"]), ("SE", ["999 99"]), ("PL", ["99-999"]), ("PT", ["9999-999"]),
        ("AU", ["9999"]), ("NZ", ["9999"]), ("AT", ["9999"]), ("CH", ["9999"]), ("BE", ["9999"]), ("DK", ["9999"]), ("NO", ["9999"]), ("BR", ["99999-999"]),
    }.ToDictionary(row => row.Country, row => row.Forms);

    // Days that programs write where nobody said one.
    private static readonly DateOnly[] Defaults = [new(1900, 1, 1), new(1970, 1, 1), new(2000, 1, 1), new(1901, 1, 1), new(1899, 12, 31)];

    /// <summary>Reviews a customer.</summary>
    /// <param name="fields">What counts, by field.</param>
    /// <param name="identifiers">What tells the customer apart.</param>
    /// <param name="today">The day.</param>
    /// <param name="home">The country where numbers without calling code are dialled and addresses without country lie, as ISO 3166-1 alpha-2; null: it is not known.</param>
    public static IReadOnlyList<CleaningHint> Review(IReadOnlyDictionary<string, CustomerFact> fields, IReadOnlyList<CustomerIdentifier> identifiers, DateOnly today, string? home)
    {
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(identifiers);
        var country = CountryTable.CodeOf(fields.GetValueOrDefault("country")?.Value);
        return
        [
            .. Name(fields.GetValueOrDefault(CustomerFields.Name)),
            .. identifiers.Count == 0 ? [new CleaningHint { Kind = HintKind.ContactMissing, About = IdentifierKinds.Email, Confidence = 1 }] : Array.Empty<CleaningHint>(),
            .. identifiers.Where(one => one.VerifiedAt is null).SelectMany(one => Identifier(one, country ?? home)),
            .. BirthDate(fields.GetValueOrDefault(CustomerFields.BirthDate), today),
            .. Country(fields.GetValueOrDefault("country"), country, identifiers),
            .. Postcode(fields.GetValueOrDefault("postcode"), country ?? home),
            .. City(fields.GetValueOrDefault("city")),
        ];
    }

    /// <summary>How well a customer is known: 1 less what each hint takes, at the least 0.</summary>
    public static double Score(IEnumerable<CleaningHint> hints) => Math.Max(0, 1 - hints.Sum(hint => hint.Penalty));

    private static IEnumerable<CleaningHint> Name(CustomerFact? fact)
    {
        if (fact?.Value is not { } name)
        {
            yield return new() { Kind = HintKind.NameMissing, About = CustomerFields.Name, Confidence = 1 };
        }
        else if (PersonName.IsPlaceholder(name))
        {
            yield return Of(fact, HintKind.NamePlaceholder, suggestion: null, 0.9);
        }
        else if (PersonName.Tidy(name) is var tidy && tidy != name)
        {
            yield return Of(fact, HintKind.NameForm, tidy, 0.8);
        }
    }

    private static IEnumerable<CleaningHint> Identifier(CustomerIdentifier one, string? country)
    {
        if (one.Kind == IdentifierKinds.Email && EmailSlip.Find(one.Value.Trim().ToLowerInvariant()) is var (address, confidence))
        {
            yield return Of(one, HintKind.EmailSlip, address, confidence);
        }
        else if (one.Kind == IdentifierKinds.Phone)
        {
            if (PhoneNumber.TryParse(one.Value, country, out var number))
            {
                if (IdentifierKinds.Normalise(IdentifierKinds.Phone, one.Value) != number.E164)
                {
                    yield return Of(one, HintKind.PhoneForm, number.International, 0.95);
                }
            }
            else if (country is not null || one.Value.TrimStart().StartsWith('+'))
            {
                yield return Of(one, HintKind.PhoneUnknown, suggestion: null, 0.8);
            }
        }
    }

    private static IEnumerable<CleaningHint> BirthDate(CustomerFact? fact, DateOnly today)
    {
        if (fact?.Value is { } text && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && (Defaults.Contains(day) || day.AddYears(OldestAge) < today || day.AddYears(YoungestAge) > today))
        {
            yield return Of(fact, HintKind.BirthDateUnlikely, suggestion: null, Defaults.Contains(day) ? 0.7 : 0.9);
        }
    }

    private static IEnumerable<CleaningHint> Country(CustomerFact? fact, string? code, IReadOnlyList<CustomerIdentifier> identifiers)
    {
        if (fact?.Value is { } written)
        {
            if (code is not null && code != written)
            {
                yield return Of(fact, HintKind.CountryForm, code, 0.99);
            }
        }
        else if (fact is null)      // where somebody said that there is none, nobody is asked
        {
            var told = identifiers.Where(one => one.Kind == IdentifierKinds.Phone).Select(one => PhoneNumber.TryParse(one.Value, home: null, out var number) ? number.Country : null).OfType<string>().Distinct().ToList();
            if (told is [var only])
            {
                yield return new() { Kind = HintKind.CountryMissing, About = "country", Suggestion = only, Confidence = 0.8 };
            }
        }
    }

    private static IEnumerable<CleaningHint> Postcode(CustomerFact? fact, string? country)
    {
        if (fact?.Value is not { } written || country is null || !Postcodes.TryGetValue(country, out var forms))
        {
            yield break;
        }

        var plain = string.Concat(StoredText.FoldWidth(written).Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        if (forms.Select(form => Fill(form, plain)).FirstOrDefault(filled => filled is not null) is not { } filled)
        {
            yield return Of(fact, HintKind.PostcodeUnknown, suggestion: null, 0.7);
        }
        else if (filled != written)
        {
            yield return Of(fact, HintKind.PostcodeForm, filled, 0.95);
        }
    }

    private static IEnumerable<CleaningHint> City(CustomerFact? fact)
    {
        if (fact?.Value is { Length: > 2 } city && city.All(c => char.IsAsciiLetter(c) || c is ' ' or '-') && PersonName.Tidy(city) is var tidy && tidy != city)
        {
            yield return Of(fact, HintKind.CityForm, tidy, 0.8);
        }
    }

    /// <summary>Letters and digits in the places of a form; null: they do not fit.</summary>
    private static string? Fill(string form, string plain)
    {
        var (filled, at) = (new char[form.Length], 0);
        for (var i = 0; i < form.Length; i++)
        {
            if (form[i] is not ('9' or 'A' or 'N'))
            {
                filled[i] = form[i];
            }
            else if (at < plain.Length && (form[i] == 'N' || char.IsAsciiDigit(plain[at]) == (form[i] == '9')))
            {
                filled[i] = plain[at++];
            }
            else
            {
                return null;
            }
        }

        return at == plain.Length ? new(filled) : null;
    }

    private static CleaningHint Of(CustomerFact fact, HintKind kind, string? suggestion, double confidence) =>
        new() { Kind = kind, About = fact.Field, Value = fact.Value, Suggestion = suggestion, Confidence = confidence, Source = fact.Source };

    private static CleaningHint Of(CustomerIdentifier one, HintKind kind, string? suggestion, double confidence) =>
        new() { Kind = kind, About = one.Kind, Value = one.Value, Suggestion = suggestion, Confidence = confidence, Source = one.Source };
}
