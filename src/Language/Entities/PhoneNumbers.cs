using System.Collections.Frozen;

namespace ServiceBot.Language.Entities;

/// <summary>Phone numbers in the form of E.164: a plus, the country's code, the number without the digit that dials out of a town.</summary>
public static class PhoneNumbers
{
    private const int Most = 15;

    private static readonly FrozenDictionary<string, (string Code, string Trunk, int Fewest, int Most)> Countries = new Dictionary<string, (string, string, int, int)>
    {
        ["CN"] = ("86", "0", 9, 11),
        ["HK"] = ("852", "", 8, 8),
        ["MO"] = ("853", "", 8, 8),
        ["TW"] = ("886", "0", 8, 9),
        ["SG"] = ("65", "", 8, 8),
        ["MY"] = ("60", "0", 8, 10),
        ["JP"] = ("81", "0", 9, 10),
        ["KR"] = ("82", "0", 8, 10),
        ["IN"] = ("91", "0", 10, 10),
        ["AU"] = ("61", "0", 9, 9),
        ["NZ"] = ("64", "0", 8, 10),
        ["GB"] = ("44", "0", 9, 10),
        ["IE"] = ("353", "0", 7, 9),
        ["US"] = ("1", "1", 10, 10),
        ["CA"] = ("1", "1", 10, 10),
        ["DE"] = ("49", "0", 6, 11),
        ["AT"] = ("43", "0", 7, 12),
        ["CH"] = ("41", "0", 9, 9),
        ["FR"] = ("33", "0", 9, 9),
        ["BE"] = ("32", "0", 8, 9),
        ["NL"] = ("31", "0", 9, 9),
        ["ES"] = ("34", "", 9, 9),
        ["PT"] = ("351", "", 9, 9),
        ["IT"] = ("39", "", 8, 11),
        ["SE"] = ("46", "0", 7, 9),
        ["NO"] = ("47", "", 8, 8),
        ["DK"] = ("45", "", 8, 8),
        ["FI"] = ("358", "0", 7, 10),
        ["PL"] = ("48", "", 9, 9),
        ["ZA"] = ("27", "0", 9, 9),
        ["BR"] = ("55", "0", 10, 11),
        ["MX"] = ("52", "", 10, 10),
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>The countries that are known, ISO 3166.</summary>
    public static IReadOnlyCollection<string> Known => Countries.Keys;

    /// <summary>A number in E.164.</summary>
    /// <param name="number">Digits, with an optional plus before them.</param>
    /// <param name="country">Where it is dialled, ISO 3166; null or unknown: the number stays.</param>
    /// <returns>The number in E.164, or as it is if it cannot be one of that country.</returns>
    public static string ToE164(string number, string? country)
    {
        ArgumentNullException.ThrowIfNull(number);
        if (country is null || !Countries.TryGetValue(country, out var known) || number.StartsWith('+'))
        {
            return number;
        }

        if (number.StartsWith("00", StringComparison.Ordinal) && number.Length - 2 is >= 8 and <= Most)
        {
            return $"+{number[2..]}";
        }

        var national = known.Trunk.Length > 0 && number.StartsWith(known.Trunk, StringComparison.Ordinal) ? number[known.Trunk.Length..] : number;
        return national.Length >= known.Fewest && national.Length <= known.Most ? $"+{known.Code}{national}"
            : number.StartsWith(known.Code, StringComparison.Ordinal) && number.Length - known.Code.Length is var rest && rest >= known.Fewest && rest <= known.Most ? $"+{number}"
            : number;
    }
}
