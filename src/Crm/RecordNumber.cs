using System.Globalization;

namespace ServiceBot.Crm;

/// <summary>Numbers of records as people write them: a letter and at least six digits, <c>Q-000123</c>.</summary>
internal static class RecordNumber
{
    public static string Of(char letter, long number) => string.Create(CultureInfo.InvariantCulture, $"{letter}-{number:D6}");

    public static bool TryParse(char letter, string? text, out long number)
    {
        number = 0;
        return text is { Length: > 2 and <= 14 } && text[1] == '-' && char.ToUpperInvariant(text[0]) == letter && long.TryParse(text.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
