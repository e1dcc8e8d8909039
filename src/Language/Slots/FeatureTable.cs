using System.Numerics;

namespace ServiceBot.Language.Slots;

/// <summary>Numbers features by their hashes, and knows the weights of each: open addressing, so that looking up is one or two reads.</summary>
/// <remarks>A feature has weights only for labels that it was seen with.</remarks>
internal sealed class FeatureTable
{
    private readonly ulong[] _slots;
    private readonly int[] _numbers;
    private readonly int _mask;

    /// <param name="keys">The hashes, without repetition.</param>
    /// <param name="starts">Where the weights of each begin, and at last where all end.</param>
    /// <param name="labels">The label of each weight.</param>
    /// <param name="weights">The weights.</param>
    public FeatureTable(ulong[] keys, int[] starts, ushort[] labels, float[] weights)
    {
        (Keys, Starts, Labels, Weights) = (keys, starts, labels, weights);
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, keys.Length * 2));
        (_slots, _numbers, _mask) = (new ulong[size], new int[size], size - 1);
        for (var i = 0; i < keys.Length; i++)
        {
            var at = (int)keys[i] & _mask;
            while (_numbers[at] != 0)
            {
                at = (at + 1) & _mask;
            }

            (_slots[at], _numbers[at]) = (keys[i], i + 1);
        }
    }

    public ulong[] Keys { get; }

    public int[] Starts { get; }

    public ushort[] Labels { get; }

    public float[] Weights { get; }

    /// <summary>The number of a feature, or -1.</summary>
    public int Find(ulong key)
    {
        for (var at = (int)key & _mask; _numbers[at] != 0; at = (at + 1) & _mask)
        {
            if (_slots[at] == key)
            {
                return _numbers[at] - 1;
            }
        }

        return -1;
    }

    /// <summary>Adds the weights of a feature to the scores of labels.</summary>
    public void AddTo(Span<float> scores, int feature)
    {
        for (var i = Starts[feature]; i < Starts[feature + 1]; i++)
        {
            scores[Labels[i]] += Weights[i];
        }
    }

    public void Write(BinaryWriter writer)
    {
        writer.WriteArray<ulong>(Keys);
        writer.WriteArray<int>(Starts);
        writer.WriteArray<ushort>(Labels);
        writer.WriteArray<float>(Weights);
    }

    public static FeatureTable Read(BinaryReader reader, int labels)
    {
        var (keys, starts, ofWeights, weights) = (reader.ReadArray<ulong>(), reader.ReadArray<int>(), reader.ReadArray<ushort>(), reader.ReadArray<float>());
        return starts.Length == keys.Length + 1 && starts[^1] == weights.Length && ofWeights.Length == weights.Length && ofWeights.All(label => label < labels)
            && starts.Zip(starts.Skip(1)).All(pair => pair.First >= 0 && pair.First <= pair.Second)
            ? new(keys, starts, ofWeights, weights)
            : throw new InvalidDataException("The parts of the language model do not fit together.");
    }
}
