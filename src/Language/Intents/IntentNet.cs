namespace ServiceBot.Language.Intents;

/// <summary>Several networks that answer with the mean of their scores. Immutable and thread-safe.</summary>
/// <remarks>They read a message's features, and the mean of its word vectors. Networks side by side are one network with more hidden units. The weights of features are kept in 8 bits, with a scale each.</remarks>
internal sealed class IntentNet
{
    private readonly WordVectors _vectors;
    private readonly sbyte[] _entries;    // for each feature, then for each number of the mean of vectors, the hidden units
    private readonly float[] _scales;
    private readonly float[] _hiddenBias;
    private readonly float[] _output;     // for each hidden unit its classes
    private readonly float[] _bias;

    private IntentNet(WordVectors vectors, sbyte[] entries, float[] scales, float[] hiddenBias, float[] output, float[] bias) =>
        (_vectors, _entries, _scales, _hiddenBias, _output, _bias) = (vectors, entries, scales, hiddenBias, output, bias);

    /// <summary>Number of hidden units.</summary>
    public int Hidden => _hiddenBias.Length;

    /// <summary>Length of the mean of word vectors.</summary>
    public int Rank => _vectors.Rank;

    /// <summary>Puts networks of the same features, word vectors and classes together.</summary>
    public static IntentNet Of(WordVectors vectors, IReadOnlyList<NetWeights> nets)
    {
        var each = nets[0].HiddenBias.Length;
        var features = nets[0].Entries.Length / each;
        var hidden = nets.Count * each;
        var entries = new sbyte[checked(features * hidden)];
        var scales = new float[features];
        var row = new float[hidden];
        for (var id = 0; id < features; id++)
        {
            foreach (var (place, net) in nets.Index())
            {
                net.Entries.AsSpan(id * each, each).CopyTo(row.AsSpan(place * each));
            }

            scales[id] = PackedRow.Pack(row, entries.AsSpan(id * hidden, hidden));
        }

        var bias = new float[nets[0].Bias.Length];
        foreach (var net in nets)
        {
            VectorMath.AddScaled(bias, net.Bias, 1f / nets.Count);
        }

        return new(vectors, entries, scales, [.. nets.SelectMany(net => net.HiddenBias)], [.. nets.SelectMany(net => net.Output).Select(weight => weight / nets.Count)], bias);
    }

    /// <summary>Scores a message.</summary>
    /// <param name="features">Its features.</param>
    /// <param name="ids">The numbers of those that are known; what the networks do not have is left out.</param>
    /// <param name="values">Their weights.</param>
    /// <param name="mean">Room for the mean of word vectors.</param>
    /// <param name="hidden">Room for the hidden units.</param>
    /// <param name="scores">Receives the classes' scores: logarithms of probabilities, but for a constant.</param>
    public void Score(ReadOnlySpan<ulong> features, ReadOnlySpan<int> ids, ReadOnlySpan<float> values, Span<float> mean, Span<float> hidden, Span<float> scores)
    {
        _hiddenBias.CopyTo(hidden);
        var known = _scales.Length - mean.Length;
        for (var i = 0; i < ids.Length; i++)
        {
            if (ids[i] < known)
            {
                VectorMath.AddScaled(hidden, _entries.AsSpan(ids[i] * hidden.Length, hidden.Length), values[i] * _scales[ids[i]]);
            }
        }

        _vectors.Mean(features, mean);
        for (var j = 0; j < mean.Length; j++)
        {
            VectorMath.AddScaled(hidden, _entries.AsSpan((known + j) * hidden.Length, hidden.Length), mean[j] * _scales[known + j]);
        }

        _bias.CopyTo(scores);
        for (var h = 0; h < hidden.Length; h++)
        {
            if (hidden[h] > 0)
            {
                VectorMath.AddScaled(scores, _output.AsSpan(h * scores.Length, scores.Length), hidden[h]);
            }
        }
    }

    public void Write(BinaryWriter writer)
    {
        _vectors.Write(writer);
        writer.WriteArray<sbyte>(_entries);
        writer.WriteArray<float>(_scales);
        writer.WriteArray<float>(_hiddenBias);
        writer.WriteArray<float>(_output);
        writer.WriteArray<float>(_bias);
    }

    /// <param name="reader">Where from.</param>
    /// <param name="classes">How many classes there must be.</param>
    /// <param name="features">How many features there may be at most.</param>
    public static IntentNet Read(BinaryReader reader, int classes, int features)
    {
        var net = new IntentNet(WordVectors.Read(reader), reader.ReadArray<sbyte>(), reader.ReadArray<float>(), reader.ReadArray<float>(), reader.ReadArray<float>(), reader.ReadArray<float>());
        return net._bias.Length == classes && net._scales.Length >= net.Rank && net._scales.Length <= features + net.Rank && net._entries.Length == (long)net._scales.Length * net.Hidden
            && net._output.Length == (long)net.Hidden * classes
            ? net
            : throw new InvalidDataException("The networks of the language model do not fit together.");
    }
}
