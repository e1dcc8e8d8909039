using System.Collections.Frozen;
using ServiceBot.Language.Tokens;

namespace ServiceBot.Language.Sentiments;

/// <summary>The words that sound good or bad, and those that turn, raise or lower others. Immutable.</summary>
internal sealed class Valences
{
    private const int ShortestStem = 3;
    private static readonly string[] Endings = ["'s", "s", "es", "ed", "d", "ing", "ly", "er", "ers", "est", "ness", "ful", "fully", "y"];

    private readonly FrozenDictionary<string, float> _english;
    private readonly FrozenDictionary<string, float> _chinese;
    private readonly FrozenDictionary<string, float>.AlternateLookup<ReadOnlySpan<char>> _findEnglish;
    private readonly FrozenDictionary<string, float>.AlternateLookup<ReadOnlySpan<char>> _findChinese;

    private Valences()
    {
        _english = Of((EnglishValences.Worst, -3), (EnglishValences.Best, 3), (EnglishValences.Bad, -2), (EnglishValences.Good, 2), (EnglishValences.Poor, -1), (EnglishValences.Fair, 1));
        _chinese = Of((ChineseValences.Worst, -3), (ChineseValences.Best, 3), (ChineseValences.Bad, -2), (ChineseValences.Good, 2), (ChineseValences.Poor, -1), (ChineseValences.Fair, 1));
        (_findEnglish, _findChinese) = (_english.GetAlternateLookup<ReadOnlySpan<char>>(), _chinese.GetAlternateLookup<ReadOnlySpan<char>>());
        LongestChinese = _chinese.Keys.Max(word => word.Length);
    }

    /// <summary>The one list there is.</summary>
    public static Valences Shared { get; } = new();

    /// <summary>Length of the longest Chinese entry, in characters.</summary>
    public int LongestChinese { get; }

    /// <summary>How good an English word sounds, from 3 to -3; 0: it says nothing.</summary>
    /// <param name="word">The word, folded.</param>
    public float OfEnglish(ReadOnlySpan<char> word)
    {
        if (_findEnglish.TryGetValue(word, out var value))
        {
            return value;
        }

        foreach (var ending in Endings)
        {
            if (word.Length - ending.Length >= ShortestStem && word.EndsWith(ending) && _findEnglish.TryGetValue(word[..^ending.Length], out value))
            {
                return value;
            }
        }

        return 0;
    }

    /// <summary>The longest Chinese entry that begins at a place; its length is 0 when none does.</summary>
    /// <param name="text">What stands there and behind, folded.</param>
    public (int Length, float Value) OfChinese(ReadOnlySpan<char> text)
    {
        for (var length = Math.Min(LongestChinese, text.Length); length > 0; length--)
        {
            if (_findChinese.TryGetValue(text[..length], out var value))
            {
                return (length, value);
            }
        }

        return (0, 0);
    }

    private static FrozenDictionary<string, float> Of(params ReadOnlySpan<(string Words, float Value)> lists)
    {
        var all = new Dictionary<string, float>(StringComparer.Ordinal);
        foreach (var (words, value) in lists)
        {
            foreach (var word in words.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
            {
                all.TryAdd(string.Concat(word.Select(Folding.Fold)), value);     // the stronger list wins
            }
        }

        return all.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
