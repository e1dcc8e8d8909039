using System.Globalization;
using System.Text;

namespace ServiceBot.Knowledge.Articles;

/// <summary>Gives each heading of one article a fragment of its own: <c>first-bill</c>, <c>为什么断网</c>, <c>first-bill-2</c>.</summary>
/// <remarks>
/// Letters, marks and digits of every script stay (in lower case), everything else becomes one hyphen. The article's passages and its page must
/// name their headings in the same order to come to the same fragments.
/// </remarks>
internal sealed class AnchorSlugs
{
    private readonly HashSet<string> _taken = new(StringComparer.Ordinal);

    public string For(string heading)
    {
        var slug = new StringBuilder();
        foreach (var rune in heading.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark)
            {
                slug.Append(Rune.ToLowerInvariant(rune).ToString());
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        var name = slug.ToString().TrimEnd('-') is { Length: > 0 } text ? text : "section";
        var unique = name;
        for (var i = 2; !_taken.Add(unique); i++)
        {
            unique = $"{name}-{i}";
        }

        return unique;
    }
}
