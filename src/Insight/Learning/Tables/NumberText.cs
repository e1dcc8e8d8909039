using System.Globalization;

namespace ServiceBot.Insight.Learning.Tables;

/// <summary>Numbers, days and gaps as files write them.</summary>
internal static class NumberText
{
    private const NumberStyles Plain = NumberStyles.Float;
    private const NumberStyles Grouped = NumberStyles.Float | NumberStyles.AllowThousands;

    private static readonly HashSet<string> Missing = new(StringComparer.OrdinalIgnoreCase)
    {
        "", "?", "-", "na", "n/a", "#n/a", "<na>", "nan", "null", "none", "nil", "\\N",
    };

    private static readonly string[] Days = ["yyyy-MM-dd", "yyyy/MM/dd", "yyyy-MM-dd HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss'Z'"];

    /// <summary>Whether a text says that there is no value.</summary>
    public static bool IsMissing(string text) => text.Length <= 4 && Missing.Contains(text);

    /// <summary>Reads a number: 12, -3.5, 1e6, 1,234.50, $20, 12.5 %; a day counts as days since year 1.</summary>
    public static bool TryParse(string text, out double number)
    {
        if (double.TryParse(text, Plain, CultureInfo.InvariantCulture, out number))
        {
            return double.IsFinite(number);
        }

        if (text.Length == 0 || text.Length > 40)
        {
            return false;
        }

        if (char.IsAsciiDigit(text[0]) && text.Length >= 10
            && DateTime.TryParseExact(text, Days, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            number = (day - DateTime.MinValue).TotalDays;
            return true;
        }

        var bare = text.AsSpan().Trim();
        if (bare[0] is '$' or '€' or '£' or '¥' or '￥')
        {
            bare = bare[1..];
        }
        else if (bare[^1] is '%' or '€' or '元')
        {
            bare = bare[..^1];
        }

        return IsGrouped(bare) && double.TryParse(bare, Grouped, CultureInfo.InvariantCulture, out number) && double.IsFinite(number);
    }

    /// <summary>A number for people: as many digits as it takes, at most 4 after the point; null for NaN.</summary>
    public static string? Of(double number) => double.IsNaN(number) ? null : Math.Round(number, 4).ToString("0.####", CultureInfo.InvariantCulture);

    /// <summary>.NET takes 1,2 for 12: groups other than of three digits are none.</summary>
    private static bool IsGrouped(ReadOnlySpan<char> text)
    {
        var whole = text.IndexOf('.') is >= 0 and var point ? text[..point] : text;
        for (var comma = whole.IndexOf(','); comma >= 0; comma = whole.IndexOf(','))
        {
            whole = whole[(comma + 1)..];
            if (whole.Length < 3 || (whole.Length > 3 && whole[3] != ','))
            {
                return false;
            }
        }

        return true;
    }
}
