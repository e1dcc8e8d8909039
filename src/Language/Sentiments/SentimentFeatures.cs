using System.Runtime.InteropServices;
using ServiceBot.Language.Tokens;

namespace ServiceBot.Language.Sentiments;

/// <summary>What a <see cref="SentimentModel"/> goes by: words and their pairs, marked when they stand under a negation; characters; and what the valence words come to.</summary>
internal static class SentimentFeatures
{
    /// <summary>Enough to know how a text sounds.</summary>
    private const int MaxTokens = 800;
    private const int MaxWordLength = 24;
    private const int ShortestGram = 3;
    private const int LongestGram = 5;
    private const int NotScope = 4;
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;
    private const ulong NotMark = 0x5bd1e9955bd1e995;

    /// <summary>How many numbers <see cref="Values"/> gives.</summary>
    public const int ValueCount = 8;

    /// <summary>Reads words (block 0) and characters (block 1); the two lowest bits of a feature name its block.</summary>
    public static void Read(ReadOnlySpan<char> text, List<Token> tokens, List<ulong> features)
    {
        var (last, before, han1, han2, han3, notLeft, end) = (0UL, 0UL, 0UL, 0UL, 0UL, 0, 0);
        foreach (var token in CollectionsMarshal.AsSpan(tokens)[..Math.Min(tokens.Count, MaxTokens)])
        {
            if (text[end..token.Start].IndexOfAny(ClauseEnds) >= 0)
            {
                notLeft = 0;
            }

            var touches = token.Start == end;
            end = token.End;
            var word = token.In(text);
            var unit = Hash(word, Offset);
            if (token.Kind == TokenKind.Han)
            {
                (han3, han2, han1) = touches ? (han2, han1, unit) : (0, 0, unit);
                features.Add(AsWord(unit));
                AddRun(features, unit, han2, han3);
                continue;
            }

            (han1, han2, han3) = (0, 0, 0);
            features.Add(AsWord(unit));
            if (notLeft > 0)
            {
                features.Add(AsWord(Mix(unit ^ NotMark)));
            }

            if (last != 0)
            {
                features.Add(AsWord(Mix((last * Prime) ^ unit)));
            }

            if (before != 0)
            {
                features.Add(AsWord(Mix((Mix((before * Prime) ^ last) * Prime) ^ unit)));
            }

            (before, last) = (last, unit);
            notLeft = IsNot(word) ? NotScope : Math.Max(0, notLeft - 1);
            if (token.Kind == TokenKind.Word)
            {
                AddCharacters(word, features);
            }
        }
    }

    /// <summary>What the valence words come to, as numbers of about 0 to 1 in size; their order is the model's.</summary>
    public static void Values(ReadOnlySpan<char> text, List<Token> tokens, Span<float> values)
    {
        var folded = new char[text.Length];
        Folding.Fold(text, folded);
        var sums = ValenceReader.Read(text, folded, CollectionsMarshal.AsSpan(tokens)[..Math.Min(tokens.Count, MaxTokens)]);
        var size = MathF.Sqrt(1 + sums.Good + sums.Bad);
        values[0] = (float)sums.Score;
        values[1] = sums.Good / (size + 1);
        values[2] = sums.Bad / (size + 1);
        values[3] = (sums.LastGood - sums.LastBad) / size / 2;
        values[4] = Math.Min(sums.Turned, 3) / 3f;
        values[5] = Math.Min(sums.Emphasis, 3) / 3f;
        values[6] = sums.Good + sums.Bad == 0 ? 1 : 0;
        values[7] = text.Contains('?') || text.Contains('？') ? 0.5f : 0;
    }

    private static readonly System.Buffers.SearchValues<char> ClauseEnds = System.Buffers.SearchValues.Create(".,;:!?。，；：！？\n");

    private static void AddRun(List<ulong> features, ulong unit, ulong second, ulong third)
    {
        features.Add(AsCharacters(unit));
        if (second != 0)
        {
            var pair = Mix((second * Prime) ^ unit);
            features.Add(AsWord(pair));
            features.Add(AsCharacters(pair));
            if (third != 0)
            {
                features.Add(AsCharacters(Mix((Mix((third * Prime) ^ second) * Prime) ^ unit)));
            }
        }
    }

    private static void AddCharacters(ReadOnlySpan<char> word, List<ulong> features)
    {
        Span<char> padded = stackalloc char[MaxWordLength + 2];
        var length = Math.Min(word.Length, MaxWordLength);
        padded[0] = ' ';
        for (var i = 0; i < length; i++)
        {
            padded[i + 1] = Folding.Fold(word[i]);
        }

        padded[length + 1] = ' ';
        padded = padded[..(length + 2)];
        for (var start = 0; start < padded.Length; start++)
        {
            var hash = Offset;
            for (var at = start; at < padded.Length && at < start + LongestGram; at++)
            {
                hash = (hash ^ padded[at]) * Prime;
                if (at - start + 1 >= ShortestGram)
                {
                    features.Add(AsCharacters(Mix(hash)));
                }
            }
        }
    }

    private static bool IsNot(ReadOnlySpan<char> word)
    {
        Span<char> folded = stackalloc char[12];
        if (word.Length > folded.Length)
        {
            return false;
        }

        for (var i = 0; i < word.Length; i++)
        {
            folded[i] = Folding.Fold(word[i]);
        }

        return Degrees.IsNot(folded[..word.Length]);
    }

    private static ulong Hash(ReadOnlySpan<char> text, ulong hash)
    {
        foreach (var character in text)
        {
            hash = (hash ^ Folding.Fold(character)) * Prime;
        }

        return Mix(hash);
    }

    private static ulong AsWord(ulong hash) => hash & ~3UL;

    private static ulong AsCharacters(ulong hash) => AsWord(hash) | 1;

    private static ulong Mix(ulong hash)
    {
        hash = (hash ^ (hash >> 31)) * 0x9E3779B97F4A7C15;
        return hash ^ (hash >> 29);
    }
}
