using System.Runtime.InteropServices;
using ServiceBot.Language.Tokens;

namespace ServiceBot.Language.Detection;

/// <summary>Tells English from the other languages in Latin letters, word by word.</summary>
/// <remarks>
/// Each word is evidence, in nats. A word only the other language knows counts 3 for it, one only English knows 3 against it, and a word nobody
/// knows counts the log-likelihood ratio of its letter trigrams, at most 0.7 either way, or 1.5 for the other language when it holds a
/// letter that English lacks. English is given up only beyond 3.5: one known foreign word is not enough, two are.
/// </remarks>
internal sealed class LatinModel
{
    private const float KnownWord = 3;
    private const float UnknownWord = 0.7f;
    private const float ForeignLetter = 1.5f;
    private const float Enough = 3.5f;
    private const int MaxWords = 200;
    private const int Buckets = 4096;
    private const int LongestWord = 24;

    private readonly Dictionary<string, int> _languages = [];    // bit 0: English; bit n: the other language n - 1; 0: international
    private readonly float[][] _trigrams;

    private LatinModel()
    {
        string[] samples = [LatinSamples.English, .. LatinSamples.Others];
        _trigrams = new float[samples.Length][];
        for (var i = 0; i < samples.Length; i++)
        {
            var words = samples[i].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            _trigrams[i] = LogProbabilities(words);
            foreach (var word in words)
            {
                _languages[word] = _languages.GetValueOrDefault(word) | (1 << i);
            }
        }

        foreach (var word in LatinSamples.International.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            _languages[word] = 0;
        }
    }

    public static LatinModel Shared { get; } = new();

    public bool IsEnglishWord(ReadOnlySpan<char> word)
    {
        Span<char> folded = stackalloc char[LongestWord];
        return TryFold(word, folded, out var length)
            && _languages.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(folded[..length], out var languages) && (languages & 1) != 0;
    }

    /// <summary>The language of the words (ISO 639-1); <c>en</c> also when they are too few to say.</summary>
    public string LanguageOf(ReadOnlySpan<char> text, List<Token> words)
    {
        Span<float> evidence = stackalloc float[_trigrams.Length];
        evidence.Clear();
        foreach (var word in CollectionsMarshal.AsSpan(words)[..Math.Min(words.Count, MaxWords)])
        {
            Weigh(word.In(text), evidence);
        }

        var best = 0;
        for (var language = 1; language < evidence.Length; language++)
        {
            if (evidence[language] > Enough && (best == 0 || evidence[language] > evidence[best]))
            {
                best = language;
            }
        }

        return best == 0 ? "en" : LatinSamples.Names[best - 1];
    }

    private void Weigh(ReadOnlySpan<char> word, Span<float> evidence)
    {
        Span<char> folded = stackalloc char[LongestWord];
        if (word.Length == 1 || !TryFold(word, folded, out var length))    // one letter is spelling: u. s. d.
        {
            return;
        }

        folded = folded[..length];
        var isKnown = _languages.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(folded, out var languages);
        if (isKnown && languages == 0)
        {
            return;
        }

        var hasForeignLetter = folded.ContainsAnyExceptInRange('\0', '\u007F');
        for (var language = 1; language < evidence.Length; language++)
        {
            evidence[language] += (isKnown, languages & 1, languages & (1 << language)) switch
            {
                (false, _, _) => Ratio(folded, language, hasForeignLetter),
                (true, 0, not 0) => KnownWord,
                (true, 1, 0) => -KnownWord,
                _ => 0,
            };
        }
    }

    private float Ratio(ReadOnlySpan<char> word, int language, bool hasForeignLetter)
    {
        var sum = 0f;
        for (var i = 0; i <= word.Length; i++)
        {
            var bucket = Bucket(word, i);
            sum += _trigrams[language][bucket] - _trigrams[0][bucket];
        }

        return hasForeignLetter && sum > 0 ? ForeignLetter : Math.Clamp(sum / 4, -UnknownWord, UnknownWord);
    }

    private static float[] LogProbabilities(string[] words)
    {
        var counts = new int[Buckets];
        var total = 0;
        foreach (var word in words)
        {
            for (var i = 0; i <= word.Length; i++, total++)
            {
                counts[Bucket(word, i)]++;
            }
        }

        return [.. counts.Select(count => MathF.Log((count + 0.5f) / (total + (0.5f * Buckets))))];
    }

    /// <summary>The trigram that ends at or just behind a letter, with a space on either side of the word.</summary>
    private static int Bucket(ReadOnlySpan<char> word, int at)
    {
        var hash = (uint)(at >= 2 ? word[at - 2] : ' ') * 31;
        hash = (hash + (at >= 1 ? word[at - 1] : ' ')) * 0x9E3779B1;
        hash = (hash + (at < word.Length ? word[at] : ' ')) * 0x85EBCA77;
        return (int)(hash >> 20);
    }

    private static bool TryFold(ReadOnlySpan<char> word, Span<char> folded, out int length)
    {
        length = word.Length;
        if (length > folded.Length)
        {
            return false;
        }

        for (var i = 0; i < length; i++)
        {
            folded[i] = Folding.Fold(word[i]);
        }

        return true;
    }
}
