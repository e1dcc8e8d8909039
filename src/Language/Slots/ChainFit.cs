namespace ServiceBot.Language.Slots;

/// <summary>Fits the weights of a linear chain to labelled sentences.</summary>
/// <remarks>
/// Minimises Σ -log p(labels | sentence) + λ/2 Σ w² by AdaGrad (Duchi, Hazan and Singer 2011), a sentence a step for the weights of features and a few for
/// those of transitions; the gradient is exact, by forward and backward sums. The weights are the mean over the ends of the later passes. One thread: the
/// model does not depend on how many there are.
/// </remarks>
internal sealed class ChainFit(SlotOptions options, int labels)
{
    private const int Batch = 8;
    private const float Tiny = 1e-6f;

    private readonly ChainLattice _lattice = new(labels);
    private bool[] _hidden = [];    // by the features of the sentence at hand

    public (FeatureTable Features, float[] Transitions) Fit(FeatureRows rows)
    {
        var (starts, ofWeights) = WeightsOf(rows);
        var weights = new float[ofWeights.Length];
        var squares = new float[ofWeights.Length];
        var mean = new float[ofWeights.Length];
        var transitions = new TransitionWeights(labels, _lattice.Stride);
        var order = Enumerable.Range(0, rows.Sentences.Count).ToArray();
#pragma warning disable CA5394 // The order of examples is no secret.
        var random = new Random(options.Seed);
        var shrink = (float)(options.Shrink / order.Length);
        var step = 0;
        var touched = new int[rows.Keys.Count];
        var kept = 0;
        for (var epoch = 0; epoch < options.Epochs; epoch++)
        {
            random.Shuffle(order);
            foreach (var s in order)
            {
                step++;
                var sentence = rows.Sentences[s];
                Score(sentence, starts, ofWeights, weights, random);
                _lattice.Sum(transitions.ExpFirst, transitions.Exp, transitions.Pairs);
                transitions.Expect(_lattice.Probabilities(0), sentence.Labels);
                Step(sentence, starts, ofWeights, weights, squares, touched, step, shrink);
                if (step % Batch == 0)
                {
                    transitions.Step((float)options.Rate, shrink * Batch);
                }
            }

            if (epoch >= options.Epochs / 2)
            {
                kept++;
                for (var i = 0; i < mean.Length; i++)
                {
                    mean[i] += weights[i];
                }

                transitions.Keep();
            }
        }
#pragma warning restore CA5394

        for (var i = 0; i < mean.Length; i++)
        {
            mean[i] /= kept;
        }

        return (Pruned(rows.Keys, starts, ofWeights, mean), transitions.Mean(kept));
    }

    private void Score(FeatureRows.Sentence sentence, int[] starts, ushort[] ofWeights, float[] weights, Random random)
    {
        _lattice.Clear(sentence.Labels.Length);
        _hidden = _hidden.Length < sentence.Features.Length ? new bool[sentence.Features.Length * 2] : _hidden;
        var at = 0;
        for (var t = 0; t < sentence.Labels.Length; t++)
        {
            var scores = _lattice.Scores(t);
            for (; at < sentence.Ends[t]; at++)
            {
                // What is hidden is not learned from either, so that the others learn to do without it.
#pragma warning disable CA5394
                _hidden[at] = options.Hidden > 0 && random.NextDouble() < options.Hidden;
#pragma warning restore CA5394
                if (_hidden[at])
                {
                    continue;
                }

                var feature = sentence.Features[at];
                for (var i = starts[feature]; i < starts[feature + 1]; i++)
                {
                    scores[ofWeights[i]] += weights[i];
                }
            }
        }
    }

    private void Step(
        FeatureRows.Sentence sentence, int[] starts, ushort[] ofWeights, float[] weights, float[] squares, int[] touched, int step, float shrink)
    {
        var rate = (float)options.Rate;
        var at = 0;
        for (var t = 0; t < sentence.Labels.Length; t++)
        {
            var probabilities = _lattice.Probabilities(t);
            var gold = sentence.Labels[t];
            for (; at < sentence.Ends[t]; at++)
            {
                if (_hidden[at])
                {
                    continue;
                }

                var feature = sentence.Features[at];
                var decay = shrink * (step - touched[feature]);
                touched[feature] = step;
                for (var i = starts[feature]; i < starts[feature + 1]; i++)
                {
                    var gradient = probabilities[ofWeights[i]] - (ofWeights[i] == gold ? 1 : 0);
                    squares[i] += gradient * gradient;
                    var length = rate / MathF.Sqrt(squares[i] + Tiny);
                    weights[i] = (weights[i] / (1 + (decay * length))) - (length * gradient);
                }
            }
        }
    }

    /// <summary>Which weights there are: of each feature for the labels that it was seen with.</summary>
    private (int[] Starts, ushort[] Labels) WeightsOf(FeatureRows rows)
    {
        var seen = new List<ushort>?[rows.Keys.Count];
        foreach (var sentence in rows.Sentences)
        {
            var at = 0;
            for (var t = 0; t < sentence.Labels.Length; t++)
            {
                for (; at < sentence.Ends[t]; at++)
                {
                    var ofFeature = seen[sentence.Features[at]] ??= new(1);
                    if (!ofFeature.Contains((ushort)sentence.Labels[t]))
                    {
                        ofFeature.Add((ushort)sentence.Labels[t]);
                    }
                }
            }
        }

        var starts = new int[seen.Length + 1];
        List<ushort> all = [];
        for (var f = 0; f < seen.Length; f++)
        {
            starts[f] = all.Count;
            seen[f]!.Sort();
            all.AddRange(seen[f]!);
        }

        starts[^1] = all.Count;
        return (starts, [.. all]);
    }

    /// <summary>Without the weights that change nothing, and the features that have no others.</summary>
    private static FeatureTable Pruned(IReadOnlyList<ulong> keys, int[] starts, ushort[] ofWeights, float[] weights)
    {
        const float Least = 0.01f;
        List<ulong> keptKeys = [];
        List<int> keptStarts = [0];
        List<ushort> keptLabels = [];
        List<float> keptWeights = [];
        for (var f = 0; f < keys.Count; f++)
        {
            for (var i = starts[f]; i < starts[f + 1]; i++)
            {
                if (Math.Abs(weights[i]) >= Least)
                {
                    keptLabels.Add(ofWeights[i]);
                    keptWeights.Add(weights[i]);
                }
            }

            if (keptWeights.Count > keptStarts[^1])
            {
                keptKeys.Add(keys[f]);
                keptStarts.Add(keptWeights.Count);
            }
        }

        return new([.. keptKeys], [.. keptStarts], [.. keptLabels], [.. keptWeights]);
    }
}
