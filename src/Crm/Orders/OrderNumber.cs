using System.Text.RegularExpressions;

namespace ServiceBot.Crm.Orders;

/// <summary>Reads order numbers as people write them: <c>hl 204817</c>, <c>ＨＬ－２０４８１７</c>.</summary>
internal static partial class OrderNumber
{
    /// <returns>HL- and six digits, or null when it is no order number.</returns>
    public static string? Normalise(string? text)
    {
        var match = Pattern().Match(StoredText.FoldWidth(text ?? "").Trim());
        return match.Success ? $"HL-{match.Groups[1].Value}" : null;
    }

    [GeneratedRegex("^HL[-–—_ #]{0,2}([0-9]{6})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
