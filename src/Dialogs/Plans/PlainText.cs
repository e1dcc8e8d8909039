using System.Text;

namespace ServiceBot.Dialogs;

/// <summary>Text reduced to what is compared: lower case, letters and digits, single spaces.</summary>
internal static class PlainText
{
    public static string Of(string text)
    {
        var plain = text.Length <= 256 ? stackalloc char[2 * text.Length] : new char[2 * text.Length];
        var length = 0;
        foreach (var original in text.EnumerateRunes())
        {
            // Full-width forms are brought to ASCII by hand: string.Normalize throws on lone surrogates.
            var rune = original.Value is >= 0xFF01 and <= 0xFF5E ? new Rune(original.Value - 0xFEE0) : original;
            if (Rune.IsLetterOrDigit(rune))
            {
                length += Rune.ToLowerInvariant(rune).EncodeToUtf16(plain[length..]);
            }
            else if (rune.Value != '\'' && rune.Value != '’' && length > 0 && plain[length - 1] != ' ')
            {
                plain[length++] = ' ';
            }
        }

        return plain[..length].TrimEnd(' ').ToString();
    }

    /// <summary>True when <paramref name="plain"/> holds the phrase: whole words for alphabets, anywhere for Chinese.</summary>
    public static bool Holds(string plain, string phrase)
    {
        if (phrase.Length == 0)
        {
            return false;
        }

        for (var at = plain.IndexOf(phrase, StringComparison.Ordinal); at >= 0; at = plain.IndexOf(phrase, at + 1, StringComparison.Ordinal))
        {
            var end = at + phrase.Length;
            if ((at == 0 || !Joined(plain[at - 1], phrase[0])) && (end == plain.Length || !Joined(phrase[^1], plain[end])))
            {
                return true;
            }
        }

        return false;

        static bool Joined(char left, char right) => IsAlphabet(left) && IsAlphabet(right);
    }

    private static bool IsAlphabet(char c) => char.IsLetterOrDigit(c) && c < '\u2E80';
}
