using System.Globalization;
using System.Text.RegularExpressions;

namespace ServiceBot.Crm.Import;

/// <summary>Reads days as files have them.</summary>
internal static partial class DayText
{
    /// <summary>The day as 1987-05-03; null: it is none, or it can be read both ways and nobody has said how.</summary>
    public static string? Read(string text, DayOrder order)
    {
        var plain = StoredText.FoldWidth(text).Trim();
        if (YearFirst().Match(plain) is { Success: true } ymd)
        {
            return Day(ymd.Groups[1].Value, ymd.Groups[2].Value, ymd.Groups[3].Value);
        }

        if (Digits().Match(plain) is { Success: true } digits)
        {
            return Day(digits.Groups[1].Value, digits.Groups[2].Value, digits.Groups[3].Value);
        }

        if (YearLast().Match(plain) is not { Success: true } last)
        {
            return null;
        }

        var (first, second, year) = (last.Groups[1].Value, last.Groups[3].Value, last.Groups[4].Value);
        var isDotted = last.Groups[2].Value == ".";
        var (a, b) = (int.Parse(first, CultureInfo.InvariantCulture), int.Parse(second, CultureInfo.InvariantCulture));
        return order == DayOrder.DayFirst || a > 12 || a == b || (order == DayOrder.Unknown && isDotted) ? Day(year, second, first)
            : order == DayOrder.MonthFirst || b > 12 ? Day(year, first, second)
            : null;
    }

    private static string? Day(string year, string month, string day) =>
        DateOnly.TryParseExact($"{year}-{month.PadLeft(2, '0')}-{day.PadLeft(2, '0')}", "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var read)
            ? read.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) : null;

    [GeneratedRegex(@"^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T ]\d{1,2}:\d{2}.*)?$")]
    private static partial Regex YearFirst();

    [GeneratedRegex(@"^(\d{4})(\d{2})(\d{2})$")]
    private static partial Regex Digits();

    [GeneratedRegex(@"^(\d{1,2})([-/.])(\d{1,2})\2(\d{4})(?: \d{1,2}:\d{2}.*)?$")]
    private static partial Regex YearLast();
}
