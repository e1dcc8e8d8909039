using System.Runtime.InteropServices;
using ServiceBot.Language.Tokens;

namespace ServiceBot.Language.Slots;

/// <summary>What is known of each token of a sentence before any feature is made. Used again for the next sentence.</summary>
internal sealed class SlotSentence
{
    private readonly List<Token> _tokens = [];
    private ulong[] _words = [];
    private ulong[] _shapes = [];
    private ulong[] _clusters = [];
    private ulong[] _recognised = [];

    public ReadOnlySpan<Token> Tokens => CollectionsMarshal.AsSpan(_tokens);

    public int Count => _tokens.Count;

    public ReadOnlySpan<ulong> Words => _words.AsSpan(0, Count);

    public ReadOnlySpan<ulong> Shapes => _shapes.AsSpan(0, Count);

    /// <summary>The group that each word belongs to; 0 for a word of none.</summary>
    public ReadOnlySpan<ulong> Clusters => _clusters.AsSpan(0, Count);

    /// <summary>What the built-in recognisers take each token for, its beginning apart from the rest; 0 for nothing.</summary>
    public ReadOnlySpan<ulong> Recognised => _recognised.AsSpan(0, Count);

    /// <summary>What was found in the gazetteer.</summary>
    public List<GazetteerMatch> Matches { get; } = [];

    /// <summary>Which language a token is in decides which neighbours say most.</summary>
    public bool IsHan(int i) => _tokens[i].Kind == TokenKind.Han;

    public void Read(ReadOnlySpan<char> text, List<Token> tokens, IReadOnlyList<Entity> entities, WordClusters clusters)
    {
        _tokens.Clear();
        Matches.Clear();
        SlotTokens.Cut(text, tokens, _tokens);
        if (_words.Length < Count)
        {
            var size = Count * 2;
            (_words, _shapes, _clusters, _recognised) = (new ulong[size], new ulong[size], new ulong[size], new ulong[size]);
        }

        for (var i = 0; i < Count; i++)
        {
            var word = _tokens[i].In(text);
            _words[i] = SlotHash.Of(word);
            _shapes[i] = SlotHash.OfShape(word);
            _clusters[i] = clusters.Of(_words[i]);
            _recognised[i] = 0;
        }

        var first = 0;
        for (var e = 0; e < entities.Count; e++)
        {
            var entity = entities[e];
            while (first < Count && _tokens[first].End <= entity.Start)
            {
                first++;
            }

            for (var i = first; i < Count && _tokens[i].Start < entity.Start + entity.Length; i++)
            {
                // The first entity at a place is the longest there.
                _recognised[i] = _recognised[i] != 0 ? _recognised[i] : SlotHash.Join(SlotHash.Of(entity.Type), i == first ? 1UL : 2UL);
            }
        }
    }
}
