using System.Globalization;
using System.Text.RegularExpressions;

namespace ServiceBot.Crm.Orders;

/// <summary>Reads order numbers as people write them: <c>hl 204817</c>, <c>ＨＬ－２０４８１７</c>.</summary>
public static partial class OrderNumber
{
    private const long Last = 999_999;

    /// <summary>The number as it is kept.</summary>
    /// <returns>HL- and six digits, or null when it is no order number.</returns>
    public static string? Normalise(string? text)
    {
        var match = Pattern().Match(StoredText.FoldWidth(text ?? "").Trim());
        return match.Success ? $"HL-{match.Groups[1].Value}" : null;
    }

    /// <summary>The digits of a number that is kept.</summary>
    public static long SerialOf(string number)
    {
        ArgumentNullException.ThrowIfNull(number);
        return long.Parse(number.AsSpan(3), NumberStyles.None, CultureInfo.InvariantCulture);
    }

    /// <summary>The number of some digits; null: it has more than six.</summary>
    internal static string? Of(long serial) => serial > Last ? null : string.Create(CultureInfo.InvariantCulture, $"HL-{serial:D6}");

    [GeneratedRegex("^HL[-–—_ #]{0,2}([0-9]{6})$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
