using System.Text.RegularExpressions;

namespace ServiceBot.Language.Entities;

/// <summary>Finds what a lexicon's patterns describe: serial numbers, contract numbers. A value never begins or ends within a word.</summary>
internal sealed class PatternMatcher(EntityLexicon lexicon)
{
    // NonBacktracking: a customer's text can never make a pattern run away.
    private readonly (string Type, Regex Pattern)[] _patterns =
        [.. lexicon.Patterns.Select(pattern => (pattern.Type, new Regex(pattern.Pattern, RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)))];

    public void Find(MessageText text)
    {
        if (_patterns.Length == 0)
        {
            return;
        }

        var folded = text.Folded;
        foreach (var (type, pattern) in _patterns)
        {
            foreach (var match in pattern.EnumerateMatches(folded))
            {
                var (start, end) = (match.Index, match.Index + match.Length);
                var isWhole = match.Length > 0 && !(IsPart(text, start) && IsPart(text, start - 1)) && !(IsPart(text, end - 1) && IsPart(text, end));
                if (isWhole)
                {
                    text.Add(type, Normal(folded[start..end]), start, end, take: false);
                }
            }
        }
    }

    /// <summary>Half width and upper case: one number has one form, however it is typed.</summary>
    private static string Normal(ReadOnlySpan<char> value) => value.ToString().ToUpperInvariant();

    private static bool IsPart(MessageText text, int at) => char.IsAsciiLetterOrDigit(text.At(at));
}
