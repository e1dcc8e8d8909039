using System.Collections.Frozen;

namespace ServiceBot.Language.Intents;

/// <summary>A word, ideograph, pair of ideographs or concept, and the place of its token in the text.</summary>
internal readonly record struct PlacedUnit(ulong Feature, int Place);

/// <summary>Vectors of words, ideographs and concepts: those used alike are near each other. Immutable and thread-safe.</summary>
internal sealed class WordVectors
{
    /// <summary>The length of a message's mean.</summary>
    private const float Length = 0.5f;

    private readonly FrozenDictionary<ulong, int> _ids;
    private readonly ulong[] _units;
    private readonly sbyte[] _vectors;
    private readonly float[] _scales;    // with the unit's weight in them

    private WordVectors(ulong[] units, sbyte[] vectors, float[] scales)
    {
        (_units, _vectors, _scales) = (units, vectors, scales);
        Rank = units.Length == 0 ? 0 : vectors.Length / units.Length;
        _ids = units.Select((unit, id) => KeyValuePair.Create(unit, id)).ToFrozenDictionary();
    }

    public static WordVectors None { get; } = new([], [], []);

    /// <summary>How many numbers a vector has.</summary>
    public int Rank { get; }

    /// <summary>Keeps vectors in 8 bits.</summary>
    /// <param name="units">The units.</param>
    /// <param name="vectors">Their vectors, one after the other.</param>
    /// <param name="weights">What each counts in a mean.</param>
    public static WordVectors Of(ulong[] units, float[] vectors, float[] weights)
    {
        var rank = vectors.Length / units.Length;
        var packed = new sbyte[vectors.Length];
        var scales = new float[units.Length];
        for (var id = 0; id < units.Length; id++)
        {
            scales[id] = weights[id] * PackedRow.Pack(vectors.AsSpan(id * rank, rank), packed.AsSpan(id * rank, rank));
        }

        return new(units, packed, scales);
    }

    /// <summary>The weighed mean of the vectors of a message's units, brought to one length; zeros when none is known.</summary>
    /// <param name="features">The features of a message.</param>
    /// <param name="mean">Receives <see cref="Rank"/> numbers.</param>
    public void Mean(ReadOnlySpan<ulong> features, Span<float> mean)
    {
        mean.Clear();
        foreach (var feature in mean.IsEmpty ? [] : features)
        {
            if (FeatureReader.BlockOf(feature) != FeatureReader.Characters && _ids.TryGetValue(feature, out var id))
            {
                VectorMath.AddScaled(mean, _vectors.AsSpan(id * Rank, Rank), _scales[id]);
            }
        }

        var length = MathF.Sqrt(VectorMath.Dot(mean, mean));
        foreach (ref var value in mean)
        {
            value *= length > 0 ? Length / length : 0;
        }
    }

    public void Write(BinaryWriter writer)
    {
        writer.WriteArray<ulong>(_units);
        writer.WriteArray<sbyte>(_vectors);
        writer.WriteArray<float>(_scales);
    }

    public static WordVectors Read(BinaryReader reader)
    {
        var vectors = new WordVectors(reader.ReadArray<ulong>(), reader.ReadArray<sbyte>(), reader.ReadArray<float>());
        return vectors._scales.Length == vectors._units.Length && vectors._vectors.Length == vectors.Rank * vectors._units.Length
            ? vectors
            : throw new InvalidDataException("The word vectors of the language model do not fit together.");
    }
}
