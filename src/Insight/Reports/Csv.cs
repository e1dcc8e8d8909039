using System.Globalization;

namespace ServiceBot.Insight.Reports;

/// <summary>Lines of comma-separated values (RFC 4180) that a spreadsheet reads as text and never as a formula.</summary>
public static class Csv
{
    /// <summary>What tells a spreadsheet that the file is UTF-8.</summary>
    public const string Start = "\uFEFF";

    /// <summary>A line.</summary>
    /// <param name="cells">Texts and numbers.</param>
    public static string Line(params IEnumerable<object> cells) => string.Join(',', cells.Select(Cell)) + "\r\n";

    private static string Cell(object value)
    {
        var text = value as string;
        if (text is null)
        {
            return Convert.ToString(value, CultureInfo.InvariantCulture) ?? "";     // a number may begin with a minus
        }

        text = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n' or '＝' or '＋' or '－' or '＠' ? $"'{text}" : text;
        return text.AsSpan().IndexOfAny("\",\r\n") < 0 ? text : $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
