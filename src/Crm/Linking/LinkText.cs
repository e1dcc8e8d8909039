using System.Globalization;
using System.Text;
using ServiceBot.Language.Tokens;

namespace ServiceBot.Crm.Linking;

/// <summary>Brings values into the one form in which they are compared. What has no content is null.</summary>
internal static class LinkText
{
    private const int Longest = 64;
    private const int NationalDigits = 9;
    private const int FewestDigitsOfPhone = 5;
    private const int TwoDigitYearPivot = 30;

    private static readonly Dictionary<string, string> StreetWords = new (string Word, string Short)[]
    {
        ("street", "st"), ("str", "st"), ("road", "rd"), ("avenue", "ave"), ("av", "ave"), ("lane", "ln"), ("drive", "dr"), ("place", "pl"), ("court", "ct"),
        ("crescent", "cres"), ("square", "sq"), ("terrace", "tce"), ("close", "cl"), ("circuit", "cct"), ("highway", "hwy"), ("boulevard", "blvd"),
        ("parade", "pde"), ("apartment", "apt"), ("building", "bldg"),
    }.ToDictionary();

    private static readonly Dictionary<char, string> Plain = new (string Letters, string Plain)[]
    {
        ("àáâãäåāăąǎ", "a"), ("çćĉċč", "c"), ("ďđð", "d"), ("èéêëēĕėęěẽ", "e"), ("ĝğġģ", "g"), ("ĥħ", "h"), ("ìíîïĩīĭįıǐ", "i"), ("ĵ", "j"), ("ķ", "k"),
        ("ĺļľŀł", "l"), ("ñńņň", "n"), ("òóôõöøōŏőǒơ", "o"), ("ŕŗř", "r"), ("śŝşšș", "s"), ("ţťŧț", "t"), ("ùúûüũūŭůűųǔǖǘǚǜư", "u"), ("ŵ", "w"),
        ("ýÿŷ", "y"), ("źżž", "z"), ("ß", "ss"), ("æ", "ae"), ("œ", "oe"), ("þ", "th"),
    }.SelectMany(row => row.Letters, (row, letter) => (letter, row.Plain)).ToDictionary();

    private static readonly string[] CompoundFamilies = ["欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "夏侯"];

    /// <summary>Lower case without accents, punctuation as one space; apostrophes join («O'Neil» is «oneil»).</summary>
    public static string? Words(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }

        var text = new StringBuilder(value.Length);
        foreach (var c in Ascii.IsValid(value) ? value : WithoutAccents(value))
        {
            var folded = Folding.Fold(c);
            if (char.IsLetterOrDigit(folded) || char.IsSurrogate(folded))
            {
                text.Append(folded);
            }
            else if (folded is not ('\'' or '`' or '.') && text.Length > 0 && text[^1] != ' ')
            {
                text.Append(' ');
            }

            if (text.Length == Longest)
            {
                break;
            }
        }

        var words = text.ToString().TrimEnd();
        return words.Length == 0 ? null : words;
    }

    /// <summary>Given and family name. A whole name is parted at its comma, after a Chinese family name, or before its last word.</summary>
    public static (string? Given, string? Family) Name(LinkRecord record)
    {
        var (given, family) = (Words(record.GivenName), Words(record.FamilyName));
        if (given is null && family is null && record.FullName is { } full)
        {
            var comma = full.IndexOfAny([',', '，', '、']);
            if (comma >= 0)
            {
                return (Words(full[(comma + 1)..]), Words(full[..comma]));
            }

            given = Words(full);
            if (given?.LastIndexOf(' ') is { } space and > 0 && !IsHan(given))
            {
                return (given[..space], given[(space + 1)..]);
            }
        }

        // A Chinese name is often written into one box, whichever it is.
        var whole = (given, family) switch { (not null, null) => given, (null, not null) => family, _ => null };
        if (whole is not null && IsHan(whole))
        {
            whole = whole.Replace(" ", "", StringComparison.Ordinal);
            var ofFamily = CompoundFamilies.Any(name => whole.Length > name.Length && whole.StartsWith(name, StringComparison.Ordinal)) ? 2 : 1;
            return whole.Length is 1 or > 4 ? (given, family) : (whole[ofFamily..], whole[..ofFamily]);
        }

        return (given, family);
    }

    /// <summary>Eight digits, year first, whether the calendar knows the day or not, since a mistyped date is to be compared too; or the year's four.</summary>
    public static string? Date(string? value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            return null;
        }

        var parts = new List<string>();
        var at = 0;
        while (at < value.Length)
        {
            var end = at;
            while (end < value.Length && char.IsAsciiDigit(Folding.Fold(value[end])))
            {
                end++;
            }

            if (end > at)
            {
                parts.Add(string.Concat(value[at..end].Select(Folding.Fold)));
            }

            at = end + 1;
        }

        var date = parts switch
        {
            [{ Length: 8 } digits, ..] => digits,
            [{ Length: 4 } year, { Length: <= 2 } month, { Length: <= 2 } day, ..] => year + month.PadLeft(2, '0') + day.PadLeft(2, '0'),
            [{ Length: <= 2 } day, { Length: <= 2 } month, { Length: 4 } year, ..] => year + month.PadLeft(2, '0') + day.PadLeft(2, '0'),
            [{ Length: <= 2 } day, { Length: <= 2 } month, { Length: 2 } year, ..] => Century(year) + month.PadLeft(2, '0') + day.PadLeft(2, '0'),
            [{ Length: 4 } year] => year,
            _ => null,
        };

        // The slash is read day first, as most of the world does; whether it is an American month can be told where the «month» is above 12.
        return date is { Length: 8 } && string.CompareOrdinal(date, 4, "12", 0, 2) > 0 && string.CompareOrdinal(date, 6, "12", 0, 2) <= 0 && parts.Count > 1
            ? string.Concat(date.AsSpan(0, 4), date.AsSpan(6, 2), date.AsSpan(4, 2))
            : date;
    }

    /// <summary>Trimmed, in lower case. A word without @ is no address.</summary>
    public static string? Email(string? value)
    {
        var folded = value is null ? "" : string.Concat(value.Where(c => !char.IsWhiteSpace(c)).Select(Folding.Fold));
        return folded.IndexOf('@', StringComparison.Ordinal) is > 0 and var at && at < folded.Length - 1 ? folded : null;
    }

    /// <summary>The last nine digits, which leaves the country's prefix and the trunk's 0 out.</summary>
    public static string? Phone(string? value)
    {
        var digits = value is null ? "" : string.Concat(value.Select(Folding.Fold).Where(char.IsAsciiDigit));
        return digits.Length < FewestDigitsOfPhone ? null : digits[Math.Max(0, digits.Length - NationalDigits)..].TrimStart('0') is { Length: > 0 } number ? number : null;
    }

    /// <summary>House number and street: the first or last word that has a digit, and the others with their usual short forms.</summary>
    public static (string? House, string? Street) Street(string? value)
    {
        if (Words(value) is not { } words)
        {
            return (null, null);
        }

        var parts = words.Split(' ').ToList();
        var house = parts.Find(part => part.Any(char.IsAsciiDigit));
        parts.Remove(house ?? "");
        return (house, parts.Count == 0 ? null : string.Join(' ', parts.Select(part => StreetWords.GetValueOrDefault(part, part))));
    }

    /// <summary>Letters and digits alone.</summary>
    public static string? Code(string? value) => Words(value)?.Replace(" ", "", StringComparison.Ordinal);

    /// <summary>Whether it begins with a Chinese character.</summary>
    public static bool IsHan(string value) => value[0] is >= '\u3400' and <= '\u9FFF' || char.IsSurrogate(value[0]);

    private static string Century(string year) =>
        (int.Parse(year, CultureInfo.InvariantCulture) < TwoDigitYearPivot ? "20" : "19") + year;

    /// <summary>The letters under accents. The product runs without ICU, where <see cref="string.Normalize()"/> parts none.</summary>
    private static IEnumerable<char> WithoutAccents(string value) => value
        .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
        .SelectMany(c => Plain.GetValueOrDefault(char.ToLowerInvariant(c)) ?? c.ToString());
}
