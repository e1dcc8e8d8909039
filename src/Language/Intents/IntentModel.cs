namespace ServiceBot.Language.Intents;

/// <summary>Knows how likely a message means each intent: a linear model, beside it networks where there was enough to learn from, and calibrated probabilities.</summary>
/// <remarks>
/// The linear model's last column is «none of these». Weights are kept in 8 bits, feature by feature with a scale each, so that a message reads a few short rows. Immutable and thread-safe.
/// </remarks>
internal sealed class IntentModel
{
    /// <summary>What a margin of the linear model counts beside the networks' scores: it is the better of the two in the mean over the sets, and both together are better than either.</summary>
    public const float MarginWeight = 4;

    private const int MostIntents = 5;

    [ThreadStatic]
    private static Scratch? _scratch;

    private readonly string[] _intents;
    private readonly Vocabulary _vocabulary;
    private readonly sbyte[] _weights;
    private readonly float[] _scales;
    private readonly float[] _bias;
    private readonly IntentNet? _net;
    private readonly Calibration _calibration;

    internal IntentModel(string[] intents, Vocabulary vocabulary, sbyte[] weights, float[] scales, float[] bias, IntentNet? net, Calibration calibration)
    {
        (_intents, _vocabulary, _weights, _scales, _bias, _net, _calibration) = (intents, vocabulary, weights, scales, bias, net, calibration);
    }

    public IReadOnlyList<string> Intents => _intents;

    public Vocabulary Vocabulary => _vocabulary;

    /// <summary>Whether the training messages hold a word.</summary>
    public bool Knows(ReadOnlySpan<char> word) => _vocabulary.Knows(FeatureReader.OfWord(word));

    /// <summary>Reads the intents of a message from its features.</summary>
    /// <param name="features">The message's features; sorted on the way.</param>
    /// <returns>The best intents and the probability that any is meant.</returns>
    public (ScoredIntent[] Best, double InScope) Predict(Span<ulong> features)
    {
        if (features.IsEmpty || _intents.Length == 0)
        {
            return ([], 0);
        }

        var scratch = _scratch ??= new();
        scratch.Grow(features.Length, _bias.Length, _net?.Hidden ?? 0, _net?.Rank ?? 0);
        var known = _vocabulary.Weigh(features, scratch.Ids, scratch.Values, out var knownWords);
        var ids = scratch.Ids.AsSpan(0, known);
        var values = scratch.Values.AsSpan(0, known);
        var margins = scratch.Margins.AsSpan(0, _bias.Length);
        _bias.CopyTo(margins);
        for (var i = 0; i < ids.Length; i++)
        {
            VectorMath.AddScaled(margins, _weights.AsSpan(ids[i] * margins.Length, margins.Length), values[i] * _scales[ids[i]]);
        }

        var scores = scratch.Scores.AsSpan(0, _net is null ? 0 : _intents.Length);
        _net?.Score(features, ids, values, scratch.Mean.AsSpan(0, _net.Rank), scratch.Hidden.AsSpan(0, _net.Hidden), scores);
        var inScope = _calibration.ProbabilityInScope(MarginSummary.Of(margins, scores, knownWords));
        margins = margins[..^1];
        Combine(margins, scores);
        _calibration.ToProbabilities(margins);
        return (Best(margins), inScope);
    }

    /// <summary>Puts the margins of the linear model and the networks' scores together, in the place of the margins; without networks they stay.</summary>
    public static void Combine(Span<float> margins, ReadOnlySpan<float> scores)
    {
        for (var k = 0; k < scores.Length; k++)
        {
            margins[k] = (MarginWeight * margins[k]) + scores[k];
        }
    }

    private ScoredIntent[] Best(ReadOnlySpan<float> probabilities)
    {
        var best = new ScoredIntent[Math.Min(MostIntents, probabilities.Length)];
        var count = 0;
        for (var k = 0; k < probabilities.Length; k++)
        {
            var at = count;
            while (at > 0 && best[at - 1].Probability < probabilities[k])
            {
                at--;
            }

            if (at < best.Length)
            {
                count = Math.Min(count + 1, best.Length);
                Array.Copy(best, at, best, at + 1, count - 1 - at);
                best[at] = new(_intents[k], probabilities[k]);
            }
        }

        return best;
    }

    public void Write(BinaryWriter writer)
    {
        writer.Write(_intents.Length);
        foreach (var intent in _intents)
        {
            writer.Write(intent);
        }

        _vocabulary.Write(writer);
        writer.WriteArray<sbyte>(_weights);
        writer.WriteArray<float>(_scales);
        writer.WriteArray<float>(_bias);
        _calibration.Write(writer);
        writer.Write(_net is not null);
        _net?.Write(writer);
    }

    public static IntentModel Read(BinaryReader reader)
    {
        var intents = new string[reader.ReadCount()];
        for (var i = 0; i < intents.Length; i++)
        {
            intents[i] = reader.ReadString();
        }

        var vocabulary = Vocabulary.Read(reader);
        var weights = reader.ReadArray<sbyte>();
        var scales = reader.ReadArray<float>();
        var bias = reader.ReadArray<float>();
        if (bias.Length != intents.Length + 1 || scales.Length != vocabulary.Count || weights.Length != (long)scales.Length * bias.Length)
        {
            throw new InvalidDataException("The parts of the language model do not fit together.");
        }

        var calibration = Calibration.Read(reader);
        var net = reader.ReadBoolean() ? IntentNet.Read(reader, intents.Length, vocabulary.Count) : null;
        return new(intents, vocabulary, weights, scales, bias, net, calibration);
    }

    /// <summary>Room for one prediction, kept by each thread.</summary>
    private sealed class Scratch
    {
        public int[] Ids { get; private set; } = [];

        public float[] Values { get; private set; } = [];

        public float[] Margins { get; private set; } = [];

        public float[] Scores { get; private set; } = [];

        public float[] Hidden { get; private set; } = [];

        public float[] Mean { get; private set; } = [];

        public void Grow(int features, int intents, int hidden, int rank)
        {
            if (Ids.Length < features)
            {
                Ids = new int[features * 2];
                Values = new float[features * 2];
            }

            if (Margins.Length < intents)
            {
                Margins = new float[intents];
                Scores = new float[intents];
            }

            if (Hidden.Length < hidden)
            {
                Hidden = new float[hidden];
            }

            if (Mean.Length < rank)
            {
                Mean = new float[rank];
            }
        }
    }
}
