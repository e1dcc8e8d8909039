using System.Diagnostics.CodeAnalysis;
using System.Text.RegularExpressions;

namespace ServiceBot.Crm.Cleaning;

/// <summary>A phone number that can be called from anywhere.</summary>
/// <param name="E164">As machines write it: <c>+442079460018</c> (ITU-T E.164).</param>
/// <param name="Country">The country, as ISO 3166-1 alpha-2.</param>
/// <param name="International">As people write it: <c>+44 20 7946 0018</c>.</param>
public sealed partial record PhoneNumber(string E164, string Country, string International)
{
    private const int Shortest = 4;
    private const int Longest = 20;

    /// <summary>Reads a number that somebody wrote.</summary>
    /// <param name="text">The number; signs between digits, full width and an extension at the end do not matter.</param>
    /// <param name="home">Where a number without calling code is dialled, as ISO 3166-1 alpha-2; null: it is not known, and such a number is none.</param>
    /// <param name="number">The number.</param>
    /// <returns>False when no country has such a number, or it may be of several.</returns>
    public static bool TryParse(string? text, string? home, [NotNullWhen(true)] out PhoneNumber? number)
    {
        number = null;
        var folded = Extension().Replace(StoredText.FoldWidth(text ?? "").Trim(), "");
        var digits = string.Concat(folded.Where(char.IsAsciiDigit));
        if (digits.Length is < Shortest or > Longest || folded.Any(char.IsLetter))
        {
            return false;
        }

        var country = PhoneTable.Default.Find(home);
        if (folded.StartsWith('+'))
        {
            number = Abroad(digits);
        }
        else if (digits.StartsWith("00", StringComparison.Ordinal))
        {
            number = Abroad(digits[2..]);
        }
        else if (country is not null)
        {
            number = Of(PhoneTable.Default.FindByCallingCode(country.CallingCode).Countries, country.WithoutPrefix(digits))
                ?? (digits.StartsWith(country.CallingCode, StringComparison.Ordinal) ? Abroad(digits) : null);      // «86 138 0013 8000»: the plus sign is forgotten often
        }

        return number is not null;
    }

    /// <summary>With the calling code before it. In «+44 (0)20 …» what is dialled at home stands in it too.</summary>
    private static PhoneNumber? Abroad(string digits)
    {
        var (length, countries) = PhoneTable.Default.FindByCallingCode(digits);
        return countries.Count == 0 ? null
            : Of(countries, digits[length..])
                ?? (countries[0].Trunk is { } trunk && digits.AsSpan(length).StartsWith(trunk) ? Of(countries, digits[(length + trunk.Length)..]) : null);
    }

    /// <summary>Of the countries that share a calling code, the one whose number it is. The first, the largest of them, says how all write theirs.</summary>
    private static PhoneNumber? Of(IReadOnlyList<PhoneTable.Country> countries, string national) =>
        countries.FirstOrDefault(country => country.Claims(national)) is { } country && country.Has(national)
            ? new($"+{country.CallingCode}{national}", country.Code, $"+{country.CallingCode} {country.Grouped(national) ?? countries[0].Grouped(national) ?? national}".Replace('-', ' '))
            : null;

    [GeneratedRegex(@"\s*(?:ext\.?|extension|x|#|分机|转)\s*[0-9]{1,6}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Extension();
}
