namespace ServiceBot.Crm.Linking;

/// <summary>The sound of an English name, coarse enough to survive most misspellings.</summary>
internal static class Soundex
{
    private const int Digits = 3;

    /// <summary>First letter and three digits: «robert» and «rupert» are R163.</summary>
    /// <param name="word">In lower case without accents.</param>
    /// <returns>Null when the word does not begin with a letter a to z.</returns>
    /// <remarks>Russell (1918), US patent 1,261,167, as the US National Archives use it: h and w do not part letters of one sound, vowels do.</remarks>
    public static string? Of(ReadOnlySpan<char> word)
    {
        if (word.IsEmpty || word[0] is < 'a' or > 'z')
        {
            return null;
        }

        Span<char> code = [char.ToUpperInvariant(word[0]), '0', '0', '0'];
        var (length, last) = (1, Sound(word[0]));
        foreach (var letter in word[1..])
        {
            var sound = Sound(letter);
            if (sound > '0' && sound != last)
            {
                code[length++] = sound;
                if (length > Digits)
                {
                    break;
                }
            }

            last = letter is 'h' or 'w' ? last : sound;
        }

        return new(code);
    }

    private static char Sound(char letter) => letter switch
    {
        'b' or 'f' or 'p' or 'v' => '1',
        'c' or 'g' or 'j' or 'k' or 'q' or 's' or 'x' or 'z' => '2',
        'd' or 't' => '3',
        'l' => '4',
        'm' or 'n' => '5',
        'r' => '6',
        _ => '0',
    };
}
