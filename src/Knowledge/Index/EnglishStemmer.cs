using System.Buffers;

namespace ServiceBot.Knowledge.Index;

/// <summary>
/// A light stemmer for English service language: it brings the forms of one word together (<c>cancel, cancels, cancelled, cancelling,
/// cancellation</c> → <c>cancel</c>) and leaves alone what it is not sure of. What it returns is a key, not always a word.
/// </summary>
/// <remarks>
/// The steps, each at most once and in this order, on words of lower-case a-z of at least four letters:
/// plural <c>-ies → -y</c>, <c>-sses -xes -ches -shes → without -es</c>, <c>-s</c> (not <c>-ss -us -is</c>);
/// <c>-ing</c>, <c>-ed</c> when a vowel and two more letters are left;
/// one of <c>-ment -ness -ful -ly -ion</c> (after s or t) when four letters are left (<c>-ment</c> also after y: <c>payment</c>);
/// final <c>-e</c>; <c>-at</c> uncovered by one of these (<c>activation, activate, activated</c> → <c>activ</c>) when four letters are left;
/// final <c>-y</c> when five letters are left, otherwise <c>-y</c> after a consonant becomes <c>-i</c>; a doubled last consonant becomes one.
/// Comparable to S-stemming (Harman 1991, «How effective is suffixing?») with the commonest inflections and derivations added.
/// </remarks>
internal static class EnglishStemmer
{
    private static readonly SearchValues<char> Vowels = SearchValues.Create("aeiouy");

    /// <summary>Stems a word in place.</summary>
    /// <param name="word">Lower-case letters; other words are left as they are.</param>
    /// <returns>The stem's length: the stem is the beginning of <paramref name="word"/>.</returns>
    public static int Stem(Span<char> word)
    {
        if (word.Length < 4 || word.ContainsAnyExceptInRange('a', 'z'))
        {
            return word.Length;
        }

        var whole = word.Length;
        var stem = Plural(word);
        stem = Inflection(stem);
        stem = Derivation(stem);
        if (stem.Length > 3 && stem[^1] == 'e')
        {
            stem = stem[..^1];
        }

        if (stem.Length < whole && stem.EndsWith("at") && stem.Length >= 6)
        {
            stem = stem[..^2];
        }

        if (stem[^1] == 'y' && stem.Length >= 6)
        {
            stem = stem[..^1];
        }
        else if (stem[^1] == 'y' && stem.Length > 2 && !IsVowel(stem[^2]))
        {
            stem[^1] = 'i';
        }

        return stem.Length > 3 && stem[^1] == stem[^2] && !IsVowel(stem[^1]) ? stem.Length - 1 : stem.Length;
    }

    private static Span<char> Plural(Span<char> word)
    {
        if (word.EndsWith("ies") && word.Length > 4)
        {
            word[^3] = 'y';
            return word[..^2];
        }

        if (word.EndsWith("sses") || word.EndsWith("xes") || word.EndsWith("ches") || word.EndsWith("shes"))
        {
            return word[..^2];
        }

        return word[^1] == 's' && word[^2] is not ('s' or 'u' or 'i') ? word[..^1] : word;
    }

    private static Span<char> Inflection(Span<char> word)
    {
        var cut = word.EndsWith("ing") ? 3 : word.EndsWith("ed") && !word.EndsWith("eed") ? 2 : 0;
        var left = word[..^cut];
        return cut > 0 && left.Length >= 3 && left.ContainsAny(Vowels) ? left : word;
    }

    private static Span<char> Derivation(Span<char> word)
    {
        if (word.EndsWith("ment") && (word.Length >= 8 || (word.Length == 7 && word[2] == 'y')))
        {
            return word[..^4];
        }

        var cut = word.EndsWith("ness") ? 4 : word.EndsWith("ful") ? 3 : word.EndsWith("ly") ? 2
            : word.EndsWith("sion") || word.EndsWith("tion") ? 3 : 0;
        return word.Length - cut >= 4 ? word[..^cut] : word;
    }

    private static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u';
}
