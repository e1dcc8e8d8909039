namespace ServiceBot.Language.Tokens;

/// <summary>Makes ways of writing one character equal: full width is half width, upper case is lower case, accents are left out, traditional is simplified.</summary>
public static class Folding
{
    /// <summary>What U+00C0 to U+017F are without their accents, in lower case; letters that no accent makes stay.</summary>
    private const string WithoutAccents =
        "aaaaaaæceeeeiiiiðnooooo×øuuuuyþßaaaaaaæceeeeiiiiðnooooo÷øuuuuyþy" +
        "aaaaaaccccccccddđđeeeeeeeeeegggggggghhħħiiiiiiiiiıĳĳjjkkĸllllllŀ" +
        "ŀłłnnnnnnŉŋŋooooooœœrrrrrrssssssssttttŧŧuuuuuuuuuuuuwwyyyzzzzzzſ";

    /// <summary>What a character is compared as; one for one, so that places in a text stay.</summary>
    /// <param name="value">The character.</param>
    public static char Fold(char value) => value switch
    {
        < (char)0x80 => value is >= 'A' and <= 'Z' ? (char)(value | 0x20) : value,
        >= '\u00C0' and <= '\u017F' => WithoutAccents[value - '\u00C0'],
        '\u3000' => ' ',
        '\u2019' => '\'',
        >= '\uFF01' and <= '\uFF5E' => Fold((char)(value - 0xFEE0)),
        >= '\u4E00' and <= '\u9FFF' => Traditional.Simplify(value),
        _ => char.ToLowerInvariant(value),
    };

    /// <summary>Folds a text character by character.</summary>
    /// <param name="text">The text.</param>
    /// <param name="folded">Receives as many characters.</param>
    public static void Fold(ReadOnlySpan<char> text, Span<char> folded)
    {
        for (var i = 0; i < text.Length; i++)
        {
            folded[i] = Fold(text[i]);
        }
    }

    /// <summary>Whether a character is an accent that stands behind its letter: such a text is read as one whose letters have theirs in them.</summary>
    /// <param name="value">The character.</param>
    public static bool IsAccent(char value) => value is >= '\u0300' and <= '\u036F';
}
