using System.Runtime.InteropServices;
using ServiceBot.Language.Tokens;

namespace ServiceBot.Language.Intents;

/// <summary>
/// Reads the features of a message as 64-bit hashes, in three blocks: words, ideographs and entity types with their pairs; 2 to 5
/// neighbouring characters inside words, which survive typing errors, and 1 to 3 neighbouring ideographs; concepts with their pairs.
/// </summary>
/// <remarks>The two lowest bits of a hash name its block. Hashes are stable: they are saved with the model.</remarks>
internal static class FeatureReader
{
    /// <summary>Enough to know what a message is about; keeps the work for a book pasted into the chat small.</summary>
    public const int MaxTokens = 400;
    private const int MaxWordLength = 24;
    private const int ShortestGram = 2;
    private const int LongestGram = 5;
    private const int PairWindow = 8;
    private const ulong Offset = 14695981039346656037;
    private const ulong Prime = 1099511628211;

    /// <summary>The number of blocks that <see cref="BlockOf"/> tells apart.</summary>
    public const int Blocks = 3;

    /// <summary>The block of characters.</summary>
    public const int Characters = 1;

    /// <summary>0 words, 1 characters, 2 concepts.</summary>
    public static int BlockOf(ulong feature) => (int)(feature & 3);

    /// <summary>The feature that a word is known by.</summary>
    public static ulong OfWord(ReadOnlySpan<char> word) => AsWord(Hash(word, Offset));

    /// <param name="text">The message.</param>
    /// <param name="tokens">Its tokens.</param>
    /// <param name="entities">Its entities, in order of appearance.</param>
    /// <param name="features">Receives the features, repeated as often as they occur.</param>
    public static void Read(ReadOnlySpan<char> text, List<Token> tokens, IReadOnlyList<Entity> entities, List<ulong> features)
    {
        var sequence = new Sequence(features);
        var nextEntity = 0;
        var coveredTo = 0;
        foreach (var token in CollectionsMarshal.AsSpan(tokens)[..Math.Min(tokens.Count, MaxTokens)])
        {
            for (; nextEntity < entities.Count && entities[nextEntity].Start < token.End; nextEntity++)
            {
                var entity = entities[nextEntity];
                if (entity.Start < coveredTo || !EntityTypes.TellsIntent(entity.Type))
                {
                    continue;
                }

                if (IsOpaque(entity.Type))
                {
                    sequence.Add(HashOfType(entity.Type), isHan: false);
                    coveredTo = entity.Start + entity.Length;
                }
                else
                {
                    features.Add(AsWord(HashOfType(entity.Type)));
                }
            }

            if (token.Start < coveredTo)
            {
                continue;
            }

            sequence.Add(Hash(token.In(text), Offset), token.Kind == TokenKind.Han);
            if (token.Kind == TokenKind.Word)
            {
                AddCharacters(token.In(text), features);
            }
        }

        AddConcepts(text, CollectionsMarshal.AsSpan(tokens)[..Math.Min(tokens.Count, MaxTokens)], features);
    }

    /// <summary>Adds the words, ideographs with their pairs, and concepts of a message, in order of their places.</summary>
    public static void ReadUnits(ReadOnlySpan<char> text, ReadOnlySpan<Token> tokens, List<PlacedUnit> units)
    {
        List<int> concepts = [];
        List<int> places = [];
        ConceptReader.Shared.Read(text, tokens, concepts, places);
        var next = 0;
        var last = 0UL;
        for (var place = 0; place < tokens.Length; place++)
        {
            var unit = Hash(tokens[place].In(text), Offset);
            units.Add(new(AsWord(unit), place));
            if (place > 0 && tokens[place].Kind == TokenKind.Han && tokens[place - 1].Kind == TokenKind.Han)
            {
                units.Add(new(AsWord(Mix((last * Prime) ^ unit)), place));
            }

            last = unit;
            for (; next < places.Count && places[next] == place; next++)
            {
                units.Add(new(AsConcept(Mix((ulong)concepts[next] + Prime)), place));
            }
        }
    }

    private static void AddConcepts(ReadOnlySpan<char> text, ReadOnlySpan<Token> tokens, List<ulong> features)
    {
        List<int> concepts = [];
        ConceptReader.Shared.Read(text, tokens, concepts);
        for (var i = 0; i < concepts.Count; i++)
        {
            features.Add(AsConcept(Mix((ulong)concepts[i] + Prime)));
            for (var j = i + 1; j < Math.Min(concepts.Count, i + PairWindow); j++)
            {
                var (low, high) = (Math.Min(concepts[i], concepts[j]), Math.Max(concepts[i], concepts[j]));
                if (low != high)
                {
                    features.Add(AsConcept(Mix(((ulong)low * Prime) + (ulong)high + Offset)));
                }
            }
        }
    }

    /// <summary>Entities whose own characters say nothing about the intent: any order number is as good as any other.</summary>
    private static bool IsOpaque(string type) =>
        type is EntityTypes.OrderNumber or EntityTypes.RequestNumber or EntityTypes.Email or EntityTypes.Phone or EntityTypes.Code;

    private static void AddCharacters(ReadOnlySpan<char> word, List<ulong> features)
    {
        Span<char> padded = stackalloc char[MaxWordLength + 2];
        var length = 0;
        padded[0] = ' ';
        foreach (var character in word)
        {
            if (length < MaxWordLength && !Folding.IsAccent(character))
            {
                padded[++length] = Folding.Fold(character);
            }
        }

        padded[length + 1] = ' ';
        padded = padded[..(length + 2)];
        for (var start = 0; start < padded.Length; start++)
        {
            var hash = Offset;
            for (var end = start; end < padded.Length && end < start + LongestGram; end++)
            {
                hash = (hash ^ padded[end]) * Prime;
                if (end - start + 1 >= ShortestGram)
                {
                    features.Add(AsCharacters(Mix(hash)));
                }
            }
        }
    }

    private static ulong HashOfType(string type) => Hash(type, Prime);

    private static ulong Hash(ReadOnlySpan<char> text, ulong hash)
    {
        foreach (var character in text)
        {
            if (!Folding.IsAccent(character))
            {
                hash = (hash ^ Folding.Fold(character)) * Prime;
            }
        }

        return Mix(hash);
    }

    private static ulong AsWord(ulong hash) => hash & ~3UL;

    private static ulong AsCharacters(ulong hash) => AsWord(hash) | 1;

    private static ulong AsConcept(ulong hash) => AsWord(hash) | 2;

    private static ulong Mix(ulong hash)
    {
        hash = (hash ^ (hash >> 31)) * 0x9E3779B97F4A7C15;
        return hash ^ (hash >> 29);
    }

    /// <summary>The units of a message in order; adds each with its pair and, among ideographs, the runs of one to three.</summary>
    private ref struct Sequence(List<ulong> features)
    {
        private ulong _last;
        private ulong _pair;
        private int _hanRun;

        public void Add(ulong unit, bool isHan)
        {
            features.Add(AsWord(unit));
            var pair = _last == 0 ? 0 : Mix((_last * Prime) ^ unit);
            if (pair != 0)
            {
                features.Add(AsWord(pair));
            }

            _hanRun = isHan ? _hanRun + 1 : 0;
            if (_hanRun >= 1)
            {
                features.Add(AsCharacters(unit));
            }

            if (_hanRun >= 2)
            {
                features.Add(AsCharacters(pair));
            }

            if (_hanRun >= 3)
            {
                features.Add(AsCharacters(Mix((_pair * Prime) ^ unit)));
            }

            _pair = pair;
            _last = unit;
        }
    }
}
