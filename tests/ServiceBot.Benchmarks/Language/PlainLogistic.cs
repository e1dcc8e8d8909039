using System.Runtime.InteropServices;
using System.Text;
using ServiceBot.Language.Sentiments;

namespace ServiceBot.Benchmarks.Language;

/// <summary>The baseline of a textbook: TF-IDF of words and their pairs (ideographs and their pairs), and logistic regression of one class against the others by AdaGrad.</summary>
internal sealed class PlainLogistic
{
    private const int Rounds = 30;
    private const double Step = 0.5;
    private const double Shrinkage = 1e-6;

    private readonly Dictionary<string, int> _ids = [];
    private readonly double[] _idf;
    private readonly Sentiment[] _classes;
    private readonly double[][] _weights;

    public PlainLogistic(IReadOnlyList<SentimentExample> examples, int seed = 1)
    {
        var frequency = new List<int>();
        var terms = examples.Select(example => Terms(example.Text)).ToArray();
        foreach (var term in terms.SelectMany(one => one.Distinct()))
        {
            ref var id = ref CollectionsMarshal.GetValueRefOrAddDefault(_ids, term, out var exists);
            if (!exists)
            {
                id = frequency.Count;
                frequency.Add(0);
            }

            frequency[id]++;
        }

        _idf = [.. frequency.Select(count => Math.Log((1.0 + examples.Count) / (1 + count)) + 1)];
        var rows = terms.Select(Row).ToArray();
        _classes = [.. examples.Select(example => example.Label).Distinct().Order()];
        _weights = [.. _classes.Select(label => Fit(rows, [.. examples.Select(example => example.Label == label)], seed))];
    }

    public Sentiment Predict(string text)
    {
        var row = Row(Terms(text));
        return _classes[Enumerable.Range(0, _classes.Length).MaxBy(k => Dot(_weights[k], row))];
    }

    private static double Dot(double[] weights, (int Id, double Value)[] row) => weights[^1] + row.Sum(one => weights[one.Id] * one.Value);

    private double[] Fit((int Id, double Value)[][] rows, bool[] outcomes, int seed)
    {
        var (weights, squares) = (new double[_idf.Length + 1], new double[_idf.Length + 1]);
        Array.Fill(squares, 1e-8);
        var order = Enumerable.Range(0, rows.Length).ToArray();
        var random = new Random(seed);
        for (var round = 0; round < Rounds; round++)
        {
            random.Shuffle(order);
            foreach (var i in order)
            {
                var error = (1 / (1 + Math.Exp(-Dot(weights, rows[i])))) - (outcomes[i] ? 1 : 0);
                foreach (var (id, value) in rows[i].Append((_idf.Length, 1)))
                {
                    var gradient = (error * value) + (Shrinkage * weights[id]);
                    squares[id] += gradient * gradient;
                    weights[id] -= Step * gradient / Math.Sqrt(squares[id]);
                }
            }
        }

        return weights;
    }

    private (int Id, double Value)[] Row(IReadOnlyList<string> terms)
    {
        var row = terms.Where(_ids.ContainsKey).CountBy(term => _ids[term]).Select(pair => (Id: pair.Key, Value: (1 + Math.Log(pair.Value)) * _idf[pair.Key])).ToArray();
        var length = Math.Sqrt(row.Sum(one => one.Value * one.Value));
        return [.. row.Select(one => (one.Id, one.Value / Math.Max(length, 1e-12)))];
    }

    private static List<string> Terms(string text)
    {
        var (units, word) = (new List<string>(), new StringBuilder());
        foreach (var character in text.ToLowerInvariant() + " ")
        {
            if (character < '\u2E80' && (char.IsLetterOrDigit(character) || character == '\''))
            {
                word.Append(character);
                continue;
            }

            if (word.Length > 0)
            {
                units.Add(word.ToString());
                word.Clear();
            }

            if (char.IsLetterOrDigit(character))
            {
                units.Add($"{character}");
            }
        }

        return [.. units, .. units.Zip(units.Skip(1), (first, second) => $"{first} {second}")];
    }
}
