using System.Globalization;
using ServiceBot.Crm.Fields;

namespace ServiceBot.Crm.Lists;

/// <summary>Values as lists compare them: equal where people take them for the same, and in the order of what they stand for.</summary>
public static class FacetValue
{
    private const int Longest = 100;

    /// <summary>A value that counts, as it is compared.</summary>
    /// <param name="kind">What values the field has.</param>
    /// <param name="value">The value.</param>
    public static string Of(FieldKind kind, string value) =>
        kind == FieldKind.Number && decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) ? Sortable(number) : Fold(value);

    /// <summary>The number that a text of <see cref="Of"/> stands for, as people write it.</summary>
    public static string NumberOf(string compared)
    {
        ArgumentNullException.ThrowIfNull(compared);
        var digits = compared[0] == '1' ? compared[1..] : string.Concat(compared[1..].Select(sign => sign == '.' ? sign : (char)('9' - (sign - '0'))));
        return ((compared[0] == '1' ? 1 : -1) * decimal.Parse(digits, CultureInfo.InvariantCulture)).ToString("0.######", CultureInfo.InvariantCulture);
    }

    /// <summary>Text of which case and width do not count.</summary>
    public static string Fold(string text)
    {
        var folded = StoredText.FoldWidth(text).ToLowerInvariant().Trim();
        return folded.Length <= Longest ? folded : folded[..(char.IsHighSurrogate(folded[Longest - 1]) ? Longest - 1 : Longest)];
    }

    /// <summary>A number as a text of one length that stands before the texts of all greater numbers: the complement of its digits below zero.</summary>
    private static string Sortable(decimal number)
    {
        var digits = Math.Abs(number).ToString("000000000000000.000000", CultureInfo.InvariantCulture);
        return number >= 0 ? $"1{digits}" : $"0{string.Concat(digits.Select(sign => sign == '.' ? sign : (char)('9' - (sign - '0'))))}";
    }
}
