using System.Globalization;
using System.Text;

namespace ServiceBot.Insight.Reports.Pdf;

/// <summary>
/// Text for a PDF in the fonts that every reader has: Helvetica for Latin letters, and for the others the reader's Chinese one (ISO 32000-1, 9.6.2.2 and 9.7.5.2).
/// So nothing is embedded, and nothing has to be installed where reports are made.
/// </summary>
public static class PdfText
{
    // Adobe's metrics of Helvetica, in thousandths of the size: from the space to the tilde.
    private static readonly short[] Widths =
    [
        278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
        1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
        333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
    ];

    /// <summary>Signs outside Latin-1 that Windows' code page 1252, the fonts' encoding, has as well.</summary>
    private const string Extra = "\u2013\u2014\u2018\u2019\u201c\u201d\u2022\u2026\u20ac";

    private const string ExtraCodes = "\u0096\u0097\u0091\u0092\u0093\u0094\u0095\u0085\u0080";

    /// <summary>The width of a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">The font's size, in points.</param>
    /// <returns>Points.</returns>
    public static double WidthOf(string text, double size) => text.EnumerateRunes().Sum(rune => WidthOf(rune)) * size / 1_000;

    /// <summary>A text that fits into a width: as it is, or its beginning with an ellipsis.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">The font's size, in points.</param>
    /// <param name="width">Points.</param>
    public static string Fit(string text, double size, double width)
    {
        if (WidthOf(text, size) <= width)
        {
            return text;
        }

        var (kept, left) = (new StringBuilder(), (width * 1_000 / size) - 1_000);
        foreach (var rune in text.EnumerateRunes())
        {
            left -= WidthOf(rune);
            if (left < 0)
            {
                break;
            }

            kept.Append(rune);
        }

        return kept.Append('…').ToString();
    }

    /// <summary>The operators that show a text at the place where the text begins.</summary>
    /// <param name="text">The text; control characters are left out.</param>
    /// <param name="isBold">Whether Latin letters are bold.</param>
    /// <param name="size">Points.</param>
    public static string Show(string text, bool isBold, double size)
    {
        var shown = new StringBuilder();
        var run = new StringBuilder();
        bool? isLatin = null;
        foreach (var rune in text.EnumerateRunes().Where(rune => !Rune.IsControl(rune)))
        {
            var latin = CodeOf(rune) is not null;
            if (isLatin is not null && latin != isLatin)
            {
                Flush();
            }

            isLatin = latin;
            run.Append(rune);
        }

        Flush();
        return shown.ToString();

        void Flush()
        {
            if (run.Length > 0)
            {
                var bytes = isLatin is true ? [.. run.ToString().EnumerateRunes().Select(rune => CodeOf(rune)!.Value)] : Encoding.BigEndianUnicode.GetBytes(run.ToString());
                shown.Append(CultureInfo.InvariantCulture, $"/{(isLatin is true ? isBold ? "F2" : "F1" : "F3")} {size:0.##} Tf <{Convert.ToHexString(bytes)}> Tj ");
                run.Clear();
            }
        }
    }

    private static int WidthOf(Rune rune) => rune.Value is >= ' ' and <= '~' ? Widths[rune.Value - ' '] : CodeOf(rune) is not null ? (rune.Value is '…' or '—' ? 1_000 : 556) : 1_000;

    private static byte? CodeOf(Rune rune) => rune.Value switch
    {
        (>= ' ' and <= '~') or (>= 0xA0 and <= 0xFF) => (byte)rune.Value,
        _ when rune.IsBmp && Extra.IndexOf((char)rune.Value, StringComparison.Ordinal) is >= 0 and var at => (byte)ExtraCodes[at],
        _ => null,
    };
}
