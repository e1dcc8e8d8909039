using System.Collections.Frozen;
using System.Runtime.InteropServices;

namespace ServiceBot.Language.Intents;

/// <summary>A message as a sparse vector.</summary>
/// <param name="Ids">Feature numbers, each once.</param>
/// <param name="Values">Their weights, in the same order.</param>
/// <param name="Mean">The mean of its word vectors; empty where there are none.</param>
internal readonly record struct Row(int[] Ids, float[] Values, float[] Mean)
{
    public Row(int[] ids, float[] values)
        : this(ids, values, [])
    {
    }
}

/// <summary>The features seen in training, with how telling each is.</summary>
/// <remarks>
/// TF-IDF: (1 + ln tf) · (ln((1 + n) / (1 + df)) + 1). Words and characters are brought to length 1 apart. A feature that was never
/// seen counts in the length as if it had df 0, so that a message full of unknown words ends near the origin and is trusted less.
/// </remarks>
internal sealed class Vocabulary
{
    /// <summary>The lengths of the blocks: words, characters, concepts. Measured on Harborline's own examples by cross-validation.</summary>
    private static readonly float[] BlockLengths = [1, 1, 0.8f];

    private readonly FrozenDictionary<ulong, int> _ids;
    private readonly ulong[] _features;
    private readonly float[] _idf;
    private readonly float _unseenIdf;

    public Vocabulary(ulong[] features, float[] idf, float unseenIdf)
    {
        (_features, _idf, _unseenIdf) = (features, idf, unseenIdf);
        _ids = features.Select((feature, id) => KeyValuePair.Create(feature, id)).ToFrozenDictionary();
    }

    public bool Knows(ulong feature) => _ids.ContainsKey(feature);

    public int Count => _features.Length;

    /// <summary>How many features at least so many messages have; as the most frequent come first, it is these.</summary>
    public int CountOf(int messages) => _idf.Count(idf => idf < _unseenIdf - MathF.Log(0.5f + messages));

    public bool IsWord(int id) => FeatureReader.BlockOf(_features[id]) == 0;

    /// <summary>Collects the features of the training messages, the most frequent first: their weights then share cache lines.</summary>
    public static Vocabulary Of(IReadOnlyList<ulong[]> messages)
    {
        var frequency = new Dictionary<ulong, int>();
        foreach (var message in messages)
        {
            Array.Sort(message);
            for (var i = 0; i < message.Length; i++)
            {
                if (i == 0 || message[i] != message[i - 1])
                {
                    CollectionsMarshal.GetValueRefOrAddDefault(frequency, message[i], out _)++;
                }
            }
        }

        var features = frequency.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).ToArray();
        return new(
            [.. features.Select(pair => pair.Key)],
            [.. features.Select(pair => InverseFrequency(messages.Count, pair.Value))],
            InverseFrequency(messages.Count, 0));
    }

    /// <summary>Weighs the features of a message.</summary>
    /// <param name="message">The features; sorted on the way.</param>
    /// <param name="ids">Receives the known feature numbers; at least as long as <paramref name="message"/>.</param>
    /// <param name="values">Receives their weights; at least as long as <paramref name="message"/>.</param>
    /// <param name="knownWords">Share of the word block's squared length that was seen in training, in [0, 1]; 0 without words.</param>
    /// <returns>How many features are known.</returns>
    public int Weigh(Span<ulong> message, Span<int> ids, Span<float> values, out float knownWords)
    {
        message.Sort();
        Span<double> squared = stackalloc double[FeatureReader.Blocks];
        squared.Clear();
        Span<byte> blocks = message.Length <= 1024 ? stackalloc byte[message.Length] : new byte[message.Length];
        var known = 0;
        var knownSquared = 0.0;
        for (int start = 0, end; start < message.Length; start = end)
        {
            var feature = message[start];
            for (end = start + 1; end < message.Length && message[end] == feature; end++)
            {
            }

            var isKnown = _ids.TryGetValue(feature, out var id);
            var value = (1 + MathF.Log(end - start)) * (isKnown ? _idf[id] : _unseenIdf);
            var block = FeatureReader.BlockOf(feature);
            squared[block] += (double)value * value;
            if (isKnown)
            {
                (ids[known], values[known], blocks[known]) = (id, value, (byte)block);
                known++;
                knownSquared += block == 0 ? (double)value * value : 0;
            }
        }

        knownWords = squared[0] > 0 ? (float)(knownSquared / squared[0]) : 0;
        for (var i = 0; i < known; i++)
        {
            values[i] *= BlockLengths[blocks[i]] / (float)Math.Sqrt(squared[blocks[i]]);
        }

        return known;
    }

    /// <summary>Weighs the features of a training message.</summary>
    public Row ToRow(ulong[] message)
    {
        var ids = new int[message.Length];
        var values = new float[message.Length];
        var known = Weigh(message, ids, values, out _);
        return new(ids[..known], values[..known]);
    }

    public void Write(BinaryWriter writer)
    {
        writer.WriteArray<ulong>(_features);
        writer.WriteArray<float>(_idf);
        writer.Write(_unseenIdf);
    }

    public static Vocabulary Read(BinaryReader reader)
    {
        var (features, idf) = (reader.ReadArray<ulong>(), reader.ReadArray<float>());
        return features.Length == idf.Length
            ? new(features, idf, reader.ReadSingle())
            : throw new InvalidDataException("The vocabulary of the language model does not fit together.");
    }

    private static float InverseFrequency(int messages, int frequency) => MathF.Log((1f + messages) / (1f + frequency)) + 1;
}
