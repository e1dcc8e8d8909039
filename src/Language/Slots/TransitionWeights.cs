namespace ServiceBot.Language.Slots;

/// <summary>The weights of one label after another while they are fitted. The first token follows what is outside.</summary>
internal sealed class TransitionWeights
{
    private const float Tiny = 1e-6f;

    private readonly int _labels;
    private readonly int _stride;
    private readonly float[] _weights;
    private readonly float[] _squares;
    private readonly float[] _seen;
    private readonly float[] _mean;

    public TransitionWeights(int labels, int stride)
    {
        (_labels, _stride) = (labels, stride);
        (_weights, _squares, _seen, _mean) = (new float[labels * stride], new float[labels * stride], new float[labels * stride], new float[labels * stride]);
        (Exp, Pairs, ExpFirst) = (new float[labels * stride], new float[labels * stride], new float[stride]);
        Exponentiate();
    }

    public float[] Exp { get; }

    public float[] ExpFirst { get; }

    /// <summary>Sums of products that are expected counts of pairs once multiplied with <see cref="Exp"/>.</summary>
    public float[] Pairs { get; }

    /// <summary>Adds what a sentence has, and what was expected at its first token.</summary>
    public void Expect(ReadOnlySpan<float> first, int[] labels)
    {
        for (var label = 0; label < _labels; label++)
        {
            _seen[label] -= first[label];
        }

        var before = Labels.Outside;
        foreach (var label in labels)
        {
            _seen[(before * _stride) + label]++;
            before = label;
        }
    }

    public void Step(float rate, float shrink)
    {
        for (var before = 0; before < _labels; before++)
        {
            for (var label = 0; label < _labels; label++)
            {
                var i = (before * _stride) + label;
                var gradient = (Pairs[i] * Exp[i]) - _seen[i] + (shrink * _weights[i]);
                _squares[i] += gradient * gradient;
                _weights[i] -= rate * gradient / MathF.Sqrt(_squares[i] + Tiny);
            }
        }

        Array.Clear(Pairs);
        Array.Clear(_seen);
        Exponentiate();
    }

    public void Keep()
    {
        for (var i = 0; i < _mean.Length; i++)
        {
            _mean[i] += _weights[i];
        }
    }

    public float[] Mean(int kept)
    {
        var mean = new float[_labels * _labels];
        for (var before = 0; before < _labels; before++)
        {
            for (var label = 0; label < _labels; label++)
            {
                mean[(before * _labels) + label] = _mean[(before * _stride) + label] / kept;
            }
        }

        return mean;
    }

    private void Exponentiate()
    {
        for (var before = 0; before < _labels; before++)
        {
            for (var label = 0; label < _labels; label++)
            {
                var i = (before * _stride) + label;
                Exp[i] = Labels.MayFollow(before, label) ? MathF.Exp(_weights[i]) : 0;
            }
        }

        Exp.AsSpan(0, _stride).CopyTo(ExpFirst);
    }
}
