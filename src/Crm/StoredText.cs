using System.Text;

namespace ServiceBot.Crm;

/// <summary>Makes text from outside fit to be stored and shown, once, where it enters.</summary>
public static class StoredText
{
    /// <summary>The longest tag.</summary>
    public const int LongestTag = 40;

    /// <summary>
    /// Takes out what no database and no screen can do anything with: control characters other than line breaks and tabs (PostgreSQL holds
    /// no U+0000) and halves of surrogate pairs; trims; and cuts at a length, never inside a character, with an ellipsis.
    /// </summary>
    /// <param name="text">What came; null counts as empty.</param>
    /// <param name="maxLength">The longest result, in UTF-16 code units.</param>
    public static string Clean(string? text, int maxLength)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return "";
        }

        if (text.Length <= maxLength && IsClean(text))
        {
            return text;
        }

        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())   // a lone surrogate comes out as U+FFFD
        {
            if (!Rune.IsControl(rune) || rune.Value is '\n' or '\t')
            {
                clean.Append(rune);
            }
        }

        var trimmed = clean.ToString().Trim();
        return trimmed.Length <= maxLength ? trimmed : $"{Cut(trimmed, maxLength - 1).TrimEnd()}…";
    }

    /// <summary>The first line of a text, for a subject or a name.</summary>
    public static string CleanLine(string? text, int maxLength) => Clean((text ?? "").ReplaceLineEndings(" ").Replace('\t', ' '), maxLength);

    /// <summary>A tag as it is kept: one line in lower case; null: there is nothing of it, or too much.</summary>
    public static string? Tag(string? text)
    {
        var tag = string.Join(' ', CleanLine(text, 2 * LongestTag).ToLowerInvariant().Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return tag.Length is 0 or > LongestTag || tag.Contains(',', StringComparison.Ordinal) ? null : tag;
    }

    /// <summary>Full-width letters, digits and signs, as Chinese keyboards make them, as plain ones: <c>ＨＬ－２０４８１７</c>. (Without ICU, .NET folds nothing.)</summary>
    public static string FoldWidth(string text) => !text.AsSpan().ContainsAnyInRange('\u3000', '\uFF5E') ? text : string.Create(text.Length, text, static (folded, source) =>
    {
        for (var i = 0; i < source.Length; i++)
        {
            folded[i] = source[i] switch
            {
                >= '\uFF01' and <= '\uFF5E' => (char)(source[i] - 0xFEE0),
                '\u3000' => ' ',
                _ => source[i],
            };
        }
    });

    /// <summary>Most texts are as they should be; this is what they cost.</summary>
    private static bool IsClean(string text) => !char.IsWhiteSpace(text[0]) && !char.IsWhiteSpace(text[^1])
        && !text.AsSpan().ContainsAnyInRange('\0', '\u001F') && !text.AsSpan().ContainsAnyInRange('\u007F', '\u009F') && !text.AsSpan().ContainsAnyInRange('\uD800', '\uDFFF');

    private static string Cut(string text, int length) =>
        text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
}
