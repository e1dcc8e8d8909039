namespace ServiceBot.Language.Tokens;

/// <summary>Makes ways of writing one character equal: full width is half width, upper case is lower case, traditional is simplified.</summary>
public static class Folding
{
    /// <summary>What a character is compared as; one for one, so that places in a text stay.</summary>
    /// <param name="value">The character.</param>
    public static char Fold(char value) => value switch
    {
        < (char)0x80 => value is >= 'A' and <= 'Z' ? (char)(value | 0x20) : value,
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
}
