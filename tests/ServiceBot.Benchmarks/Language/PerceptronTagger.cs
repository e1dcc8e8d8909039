using System.Runtime.InteropServices;
using ServiceBot.Language.Slots;
using ServiceBot.Language.Tokens;

namespace ServiceBot.Benchmarks.Language;

/// <summary>The plain baseline: an averaged structured perceptron (Collins 2002) over words in a window, forms, beginnings and endings.</summary>
internal sealed class PerceptronTagger
{
    private const int Passes = 10;

    private readonly Dictionary<string, int> _types;
    private readonly Dictionary<string, Row> _rows = [];
    private readonly List<Row> _transitions;
    private readonly int _labels;
    private int _step;

    public PerceptronTagger(IReadOnlyList<SlotExample> examples)
    {
        _types = examples.SelectMany(example => example.Spans).Select(span => span.Type).Distinct().Order(StringComparer.Ordinal).Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        _labels = 1 + (2 * _types.Count);
        _transitions = [.. Enumerable.Range(0, _labels).Select(_ => new Row(_labels))];
        var sentences = examples.Select(example => Read(example.Text, example.Requested)).ToList();
        var golds = examples.Select((example, i) => Gold(example, sentences[i].Tokens)).ToList();
        int[] order = [.. Enumerable.Range(0, examples.Count)];
        var random = new Random(1);
        for (var pass = 0; pass < Passes; pass++)
        {
            random.Shuffle(order);
            foreach (var i in order)
            {
                _step++;
                var guess = Decode(sentences[i].Features);
                Learn(sentences[i].Features, golds[i], 1, guess);
                Learn(sentences[i].Features, guess, -1, golds[i]);
            }
        }

        foreach (var row in _rows.Values.Concat(_transitions))
        {
            row.Average(_step);
        }
    }

    public List<SlotSpan> Find(string text, IReadOnlyList<string> requested)
    {
        var (tokens, features) = Read(text, requested);
        var labels = Decode(features);
        var names = _types.Keys.ToArray();
        List<SlotSpan> spans = [];
        for (var i = 0; i < labels.Length;)
        {
            var start = i++;
            if (labels[start] % 2 == 1)
            {
                while (i < labels.Length && labels[i] == labels[start] + 1)
                {
                    i++;
                }

                spans.Add(new(names[labels[start] / 2], tokens[start].Start, tokens[i - 1].End - tokens[start].Start));
            }
        }

        return spans;
    }

    private void Learn(List<string>[] features, int[] labels, float change, int[] other)
    {
        for (var i = 0; i < labels.Length; i++)
        {
            var (before, otherBefore) = (i == 0 ? 0 : labels[i - 1], i == 0 ? 0 : other[i - 1]);
            if (labels[i] != other[i] || before != otherBefore)
            {
                _transitions[before].Add(labels[i], change, _step);
            }

            if (labels[i] != other[i])
            {
                foreach (var feature in features[i])
                {
                    (CollectionsMarshal.GetValueRefOrAddDefault(_rows, feature, out _) ??= new(_labels)).Add(labels[i], change, _step);
                }
            }
        }
    }

    private int[] Decode(List<string>[] features)
    {
        if (features.Length == 0)
        {
            return [];
        }

        var back = new int[features.Length, _labels];
        var scores = new float[_labels];
        for (var i = 0; i < features.Length; i++)
        {
            var next = new float[_labels];
            for (var label = 0; label < _labels; label++)
            {
                next[label] = float.NegativeInfinity;
                for (var before = 0; before < (i == 0 ? 1 : _labels); before++)
                {
                    var isAllowed = label == 0 || label % 2 == 1 || before == label || before == label - 1;
                    var score = isAllowed ? scores[before] + _transitions[before].Weights[label] : float.NegativeInfinity;
                    if (score > next[label])
                    {
                        (next[label], back[i, label]) = (score, before);
                    }
                }
            }

            foreach (var feature in features[i])
            {
                if (_rows.TryGetValue(feature, out var row))
                {
                    AddTo(next, row.Weights);
                }
            }

            scores = next;
        }

        var labels = new int[features.Length];
        labels[^1] = Array.IndexOf(scores, scores.Max());
        for (var i = features.Length - 1; i > 0; i--)
        {
            labels[i - 1] = back[i, labels[i]];
        }

        return labels;
    }

    private static void AddTo(float[] sums, float[] values)
    {
        for (var i = 0; i < sums.Length; i++)
        {
            sums[i] += values[i];
        }
    }

    private int[] Gold(SlotExample example, List<Token> tokens)
    {
        var labels = new int[tokens.Count];
        foreach (var span in example.Spans)
        {
            var first = tokens.FindIndex(token => token.End > span.Start);
            for (var i = first; i >= 0 && i < tokens.Count && tokens[i].Start < span.End; i++)
            {
                labels[i] = (i == first ? 1 : 2) + (2 * _types[span.Type]);
            }
        }

        return labels;
    }

    private static (List<Token> Tokens, List<string>[] Features) Read(string text, IReadOnlyList<string> requested)
    {
        List<Token> tokens = [];
        List<Token> cut = [];
        Tokenizer.Tokenize(text, tokens);
        SlotTokens.Cut(text, tokens, cut);
        string[] words = [.. cut.Select(token => new string([.. token.In(text).ToArray().Select(Folding.Fold)]))];
        string Word(int i) => i < 0 || i >= words.Length ? "<>" : words[i];
        return (cut, [.. cut.Select((token, i) =>
        {
            List<string> features =
            [
                "b", $"w{Word(i)}", $"-1{Word(i - 1)}", $"+1{Word(i + 1)}", $"-2{Word(i - 2)}", $"+2{Word(i + 2)}",
                $"-{Word(i - 1)} {Word(i)}", $"+{Word(i)} {Word(i + 1)}", $"s{Shape(token.In(text))}",
                $"p{Word(i)[..Math.Min(3, Word(i).Length)]}", $"e{Word(i)[^Math.Min(3, Word(i).Length)..]}", $"q{Word(i)[..Math.Min(2, Word(i).Length)]}", $"f{Word(i)[^Math.Min(2, Word(i).Length)..]}",
            ];
            features.AddRange(requested.Select(type => $"r{type}"));
            return features;
        })]);
    }

    private static string Shape(ReadOnlySpan<char> word) =>
        new([.. word.ToArray().Select(c => char.IsDigit(c) ? 'd' : char.IsUpper(c) ? 'X' : char.IsLetter(c) ? 'x' : c)]);

    /// <summary>The weights of one feature, and their sums over all steps so far.</summary>
    private sealed class Row(int labels)
    {
        private readonly float[] _sums = new float[labels];
        private readonly int[] _steps = new int[labels];

        public float[] Weights { get; } = new float[labels];

        public void Add(int label, float change, int step)
        {
            _sums[label] += Weights[label] * (step - _steps[label]);
            Weights[label] += change;
            _steps[label] = step;
        }

        public void Average(int steps)
        {
            for (var label = 0; label < Weights.Length; label++)
            {
                Weights[label] = (_sums[label] + (Weights[label] * (steps - _steps[label]))) / steps;
            }
        }
    }
}
