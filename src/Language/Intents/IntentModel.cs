namespace ServiceBot.Language.Intents;

/// <summary>Knows how likely a message means each intent: a linear model with calibrated probabilities.</summary>
/// <remarks>
/// The last column is «none of these». Weights are kept in 8 bits, feature by feature with a scale each, so that a message reads a few short rows. Immutable and thread-safe.
/// </remarks>
internal sealed class IntentModel
{
    private const int MostIntents = 5;

    [ThreadStatic]
    private static Scratch? _scratch;

    private readonly string[] _intents;
    private readonly Vocabulary _vocabulary;
    private readonly sbyte[] _weights;
    private readonly float[] _scales;
    private readonly float[] _bias;
    private readonly Calibration _calibration;

    internal IntentModel(string[] intents, Vocabulary vocabulary, sbyte[] weights, float[] scales, float[] bias, Calibration calibration)
    {
        (_intents, _vocabulary, _weights, _scales, _bias, _calibration) = (intents, vocabulary, weights, scales, bias, calibration);
    }

    public IReadOnlyList<string> Intents => _intents;

    public Vocabulary Vocabulary => _vocabulary;

    /// <summary>The same model with other probabilities.</summary>
    public IntentModel With(Calibration calibration) => new(_intents, _vocabulary, _weights, _scales, _bias, calibration);

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
        scratch.Grow(features.Length, _bias.Length);
        var known = _vocabulary.Weigh(features, scratch.Ids, scratch.Values, out var knownWords);
        var margins = scratch.Margins.AsSpan(0, _bias.Length);
        _bias.CopyTo(margins);
        for (var i = 0; i < known; i++)
        {
            var id = scratch.Ids[i];
            var factor = scratch.Values[i] * _scales[id];
            var row = _weights.AsSpan(id * margins.Length, margins.Length);
            for (var k = 0; k < margins.Length; k++)
            {
                margins[k] += factor * row[k];
            }
        }

        var summary = MarginSummary.Of(margins, knownWords);
        margins = margins[..^1];
        _calibration.ToProbabilities(margins);
        return (Best(margins), _calibration.ProbabilityInScope(summary));
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
        return bias.Length == intents.Length + 1 && scales.Length == vocabulary.Count && weights.Length == (long)scales.Length * bias.Length
            ? new(intents, vocabulary, weights, scales, bias, Calibration.Read(reader))
            : throw new InvalidDataException("The parts of the language model do not fit together.");
    }

    /// <summary>Room for one prediction, kept by each thread.</summary>
    private sealed class Scratch
    {
        public int[] Ids { get; private set; } = [];

        public float[] Values { get; private set; } = [];

        public float[] Margins { get; private set; } = [];

        public void Grow(int features, int intents)
        {
            if (Ids.Length < features)
            {
                Ids = new int[features * 2];
                Values = new float[features * 2];
            }

            if (Margins.Length < intents)
            {
                Margins = new float[intents];
            }
        }
    }
}
