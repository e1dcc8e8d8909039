using System.Collections.Frozen;
using ServiceBot.Language.Tokens;

namespace ServiceBot.Language.Intents;

/// <summary>Finds the concepts of <see cref="ConceptGroups"/> and <see cref="EverydayWords"/> in a message, the longest wording first.</summary>
internal sealed class ConceptReader
{
    private const int LongestPhrase = 4;
    private const int ShortestStem = 3;
    private const int LongestKey = 48;

    private readonly FrozenDictionary<string, int[]> _wordings;    // a stem ends in a star

    private ConceptReader()
    {
        _wordings = $"{ConceptGroups.Text}\n{EverydayWords.Text}".Split('\n').Index()
            .SelectMany(line => line.Item.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries), (line, wording) => (wording: new string([.. wording.Select(Folding.Fold)]), line.Index))
            .GroupBy(pair => pair.wording, pair => pair.Index)
            .ToFrozenDictionary(group => group.Key, group => group.Distinct().ToArray());
    }

    public static ConceptReader Shared { get; } = new();

    /// <summary>Adds the numbers of the concepts, in order of appearance.</summary>
    /// <param name="text">The message.</param>
    /// <param name="tokens">Its tokens.</param>
    /// <param name="concepts">Receives the concepts.</param>
    /// <param name="places">Receives the token that each begins at, if given.</param>
    public void Read(ReadOnlySpan<char> text, ReadOnlySpan<Token> tokens, List<int> concepts, List<int>? places = null)
    {
        Span<char> key = stackalloc char[LongestKey];
        for (var i = 0; i < tokens.Length;)
        {
            var length = Math.Min(LongestPhrase, tokens.Length - i);
            for (; length > 0 && !TryRead(text, tokens.Slice(i, length), key, concepts); length--)
            {
            }

            while (places is not null && places.Count < concepts.Count)
            {
                places.Add(i);
            }

            i += Math.Max(length, 1);
        }
    }

    private bool TryRead(ReadOnlySpan<char> text, ReadOnlySpan<Token> phrase, Span<char> key, List<int> concepts)
    {
        var length = 0;
        for (var i = 0; i < phrase.Length; i++)
        {
            var isHan = phrase[i].Kind == TokenKind.Han;
            if (phrase[i].Kind is TokenKind.Number or TokenKind.Other || isHan != (phrase[0].Kind == TokenKind.Han)
                || (isHan && i > 0 && phrase[i].Start != phrase[i - 1].End)
                || length + phrase[i].Length + 2 > key.Length)
            {
                return false;
            }

            if (i > 0 && !isHan)
            {
                key[length++] = ' ';
            }

            foreach (var character in phrase[i].In(text))
            {
                if (!Folding.IsAccent(character))
                {
                    key[length++] = Folding.Fold(character);
                }
            }
        }

        var wordings = _wordings.GetAlternateLookup<ReadOnlySpan<char>>();
        if (wordings.TryGetValue(key[..length], out var found))
        {
            concepts.AddRange(found);
            return true;
        }

        for (var stem = length; phrase.Length == 1 && phrase[0].Kind == TokenKind.Word && stem >= ShortestStem; stem--)
        {
            var saved = key[stem];
            key[stem] = '*';
            if (wordings.TryGetValue(key[..(stem + 1)], out found))
            {
                concepts.AddRange(found);
                return true;
            }

            key[stem] = saved;
        }

        return false;
    }
}
