using ServiceBot.Language.Intents;

namespace ServiceBot.Language.Sentiments;

/// <summary>A text with how it sounds.</summary>
/// <param name="Text">The text.</param>
/// <param name="Label">How it sounds.</param>
public sealed record SentimentExample(string Text, Sentiment Label);

/// <summary>Fits a <see cref="SentimentModel"/>: a linear support vector machine for each class over words, characters and valence sums, calibrated on held-out folds.</summary>
/// <param name="seed">Orders the examples; the same seed gives the same model.</param>
public sealed class SentimentTrainer(int seed = 1)
{
    private const int Folds = 3;

    /// <summary>The cost of an error and the weight of the valence sums: chosen by cross-validation over five public sets in two languages.</summary>
    internal double Cost { get; init; } = 1;

    internal float ValueScale { get; init; } = 1;

    /// <summary>Fits a model.</summary>
    /// <param name="examples">At least two of different labels.</param>
    /// <exception cref="ArgumentException">There is nothing to tell apart.</exception>
    public SentimentModel Fit(IReadOnlyList<SentimentExample> examples)
    {
        ArgumentNullException.ThrowIfNull(examples);
        var classes = examples.Select(example => example.Label).Distinct().Order().ToArray();
        if (classes.Length < 2)
        {
            throw new ArgumentException("At least two different labels are needed.", nameof(examples));
        }

        var read = examples.Select(example => SentimentModel.Read(example.Text)).ToArray();
        var vocabulary = Vocabulary.Of([.. read.Select(one => one.Features)]);
        Row[] rows = [.. read.Select(one => SentimentModel.Join(vocabulary.ToRow(one.Features), one.Values, vocabulary.Count, ValueScale))];
        int[] labels = [.. examples.Select(example => Array.IndexOf(classes, example.Label))];
        var features = vocabulary.Count + SentimentFeatures.ValueCount;
        var heldOut = Enumerable.Range(0, classes.Length).Select(_ => new List<(double[] Inputs, bool Outcome, double Weight)>()).ToArray();
        var places = PlacesWithin(labels, classes.Length);
        for (var fold = 0; fold < Folds; fold++)
        {
            int[] kept = [.. Enumerable.Range(0, rows.Length).Where(i => places[i] % Folds != fold)];
            var weights = Weights([.. kept.Select(i => rows[i])], [.. kept.Select(i => labels[i])], features, classes.Length);
            foreach (var i in Enumerable.Range(0, rows.Length).Where(i => places[i] % Folds == fold))
            {
                for (var k = 0; k < classes.Length; k++)
                {
                    heldOut[k].Add(([1, LinearSvm.Dot(weights[k], rows[i])], labels[i] == k, 1));
                }
            }
        }

        return new(vocabulary, classes, Weights(rows, labels, features, classes.Length), [.. heldOut.Select(one => LogisticFit.Fit(one, [0, 1]))], ValueScale);
    }

    /// <summary>The number of each example within its class, so that each fold takes its share of every class.</summary>
    private static int[] PlacesWithin(int[] labels, int classes)
    {
        var next = new int[classes];
        return Array.ConvertAll(labels, label => next[label]++);
    }

    private float[][] Weights(Row[] rows, int[] labels, int features, int classes)
    {
        var weights = new float[classes][];
        new LinearSvm(rows, labels, features, Cost).Fit([.. Enumerable.Range(0, classes)], seed, threads: -1, (k, fitted) => weights[k] = [.. fitted]);
        return weights;
    }
}
