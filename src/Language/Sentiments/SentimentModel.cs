using ServiceBot.Language.Intents;
using ServiceBot.Language.Tokens;

namespace ServiceBot.Language.Sentiments;

/// <summary>Tells how a text sounds, as learned from rated texts. Immutable and thread-safe.</summary>
public sealed class SentimentModel
{
    private readonly Vocabulary _vocabulary;
    private readonly Sentiment[] _classes;
    private readonly float[][] _weights;
    private readonly double[][] _calibration;
    private readonly float _valueScale;

    internal SentimentModel(Vocabulary vocabulary, Sentiment[] classes, float[][] weights, double[][] calibration, float valueScale) =>
        (_vocabulary, _classes, _weights, _calibration, _valueScale) = (vocabulary, classes, weights, calibration, valueScale);

    /// <summary>The classes that it was taught.</summary>
    public IReadOnlyList<Sentiment> Classes => _classes;

    /// <summary>How likely a text is of each class.</summary>
    /// <param name="text">Any text.</param>
    /// <returns>Probabilities in the order of <see cref="Classes"/>; their sum is 1.</returns>
    public double[] Probabilities(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var row = RowOf(text, _vocabulary, _valueScale);
        var probabilities = new double[_classes.Length];
        for (var k = 0; k < _classes.Length; k++)
        {
            probabilities[k] = LogisticFit.Probability(_calibration[k], [1, LinearSvm.Dot(_weights[k], row)]) + 1e-9;
        }

        var sum = probabilities.Sum();
        return Array.ConvertAll(probabilities, probability => probability / sum);
    }

    /// <summary>The likeliest class of a text.</summary>
    /// <param name="text">Any text.</param>
    public Sentiment Predict(string text)
    {
        var probabilities = Probabilities(text);
        return _classes[Array.IndexOf(probabilities, probabilities.Max())];
    }

    /// <summary>The features of a text with the numbers of its valence words behind them.</summary>
    internal static Row RowOf(string text, Vocabulary vocabulary, float valueScale)
    {
        var (features, values) = Read(text);
        return Join(vocabulary.ToRow(features), values, vocabulary.Count, valueScale);
    }

    internal static (ulong[] Features, float[] Values) Read(string text)
    {
        List<Token> tokens = [];
        List<ulong> features = [];
        Tokenizer.Tokenize(text, tokens);
        SentimentFeatures.Read(text, tokens, features);
        var values = new float[SentimentFeatures.ValueCount];
        SentimentFeatures.Values(text, tokens, values);
        return ([.. features], values);
    }

    internal static Row Join(Row row, float[] values, int count, float valueScale) => new(
        [.. row.Ids, .. Enumerable.Range(count, values.Length)], [.. row.Values, .. values.Select(value => value * valueScale)]);
}
