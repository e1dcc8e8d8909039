using System.Text.RegularExpressions;

namespace ServiceBot.Language.Parts;

/// <summary>What stands between two clauses.</summary>
internal enum BreakKind
{
    /// <summary>A comma or a bare «and».</summary>
    Weak,

    /// <summary>The end of a sentence.</summary>
    Sentence,

    /// <summary>Words that announce another matter: «also», 「另外」.</summary>
    Announced,
}

/// <summary>A place where one matter may end and another begin.</summary>
/// <param name="End">Where the words before it end.</param>
/// <param name="Start">Where the words after it begin: behind «and», 「另外」 and punctuation.</param>
/// <param name="Kind">What stands there.</param>
internal readonly record struct ClauseBreak(int End, int Start, BreakKind Kind);

/// <summary>Finds where a message may be cut into clauses, in English and Chinese.</summary>
internal static partial class ClauseBreaks
{
    /// <param name="text">The message.</param>
    /// <returns>The places in order; the clauses on both sides have words.</returns>
    public static IEnumerable<ClauseBreak> Of(string text) =>
        from Match match in Break().Matches(text)
        let end = match.Index
        let start = match.Index + match.Length
        where HasWords(text.AsSpan(0, end)) && HasWords(text.AsSpan(start))
        select new ClauseBreak(end, start, match.Groups["also"].Success ? BreakKind.Announced : match.Groups["end"].Success ? BreakKind.Sentence : BreakKind.Weak);

    private static bool HasWords(ReadOnlySpan<char> text)
    {
        foreach (var character in text)
        {
            if (char.IsLetterOrDigit(character))
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(
        @"(?<also>[\s,.!?;]*\s(?:and\s+)?(?:also|plus|besides|additionally|by\s+the\s+way|btw|another\s+thing|one\s+more\s+thing|as\s+well\s+as|in\s+addition|after\s+that|on\s+top\s+of\s+that)[\s,:]+(?:and\s+)?(?:then\s+)?"
        + @"|[，,。！？；\s]*(?:另外|还有|還有|顺便|順便|除此之外|此外|对了|對了|再就是|同时|同時|然后|然後|并且|並且|以及)(?:再|还|還|也|想)?(?:问一下|問一下|问下|说一下)?[，,：:\s]*"
        + @")|(?<end>[.!?;]+\s+(?:(?:and|but|then|oh)[\s,]+)*|\s*\n\s*|[。！？；]+\s*)"
        + @"|\s*,\s*(?:and|but|then)\s+(?:then\s+)?|\s+(?:and|but)\s+(?:then\s+)?|\s+then\s+|,\s+|[，,]\s*(?:再|也|还|還)?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Break();
}
