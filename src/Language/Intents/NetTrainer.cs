namespace ServiceBot.Language.Intents;

/// <summary>The weights of a network with one hidden layer, as they were fitted.</summary>
/// <param name="Entries">For each feature, then for each number of a mean of word vectors, the weights of the hidden units.</param>
/// <param name="HiddenBias">What a hidden unit has without any feature.</param>
/// <param name="Output">For each hidden unit the weights of the classes.</param>
/// <param name="Bias">What a class has without any hidden unit.</param>
internal sealed record NetWeights(float[] Entries, float[] HiddenBias, float[] Output, float[] Bias)
{
    /// <summary>The classes' scores of a row: logarithms of probabilities, but for a constant.</summary>
    public float[] Scores(Row row)
    {
        var hidden = (float[])HiddenBias.Clone();
        var features = (Entries.Length / hidden.Length) - row.Mean.Length;
        for (var i = 0; i < row.Ids.Length; i++)
        {
            if (row.Ids[i] < features)
            {
                VectorMath.AddScaled(hidden, Entries.AsSpan(row.Ids[i] * hidden.Length, hidden.Length), row.Values[i]);
            }
        }

        for (var j = 0; j < row.Mean.Length; j++)
        {
            VectorMath.AddScaled(hidden, Entries.AsSpan((features + j) * hidden.Length, hidden.Length), row.Mean[j]);
        }

        var scores = (float[])Bias.Clone();
        for (var h = 0; h < hidden.Length; h++)
        {
            if (hidden[h] > 0)
            {
                VectorMath.AddScaled(scores, Output.AsSpan(h * scores.Length, scores.Length), hidden[h]);
            }
        }

        return scores;
    }
}

/// <summary>Fits a network with one hidden layer to sparse rows.</summary>
/// <remarks>
/// It is the deep part of Cheng et al. (2016), «Wide &amp; deep learning for recommender systems»; the wide one is <see cref="LinearSvm"/>, which errs in other places the less the two share.
/// Entries of a row and hidden units are left out at random (Srivastava et al. 2014, «Dropout»), and a little of the probability wanted
/// goes to all classes (Szegedy et al. 2016, label smoothing): both keep it from being sure of what it has only seen once. A row
/// that means no class wants all classes alike (Hendrycks et al. 2019, «Deep anomaly detection with outlier exposure»). Steps are as long as Adagrad has them, with
/// one number for all weights of a feature, so that a rare one learns as much from a row as a frequent one: Duchi et al. (2011). One thread; the same
/// arguments give the same weights.
/// </remarks>
internal sealed class NetTrainer
{
    private const int Hidden = 256;
    private const int Epochs = 25;
    private const float Rate = 0.02f;
    private const float KeptEntries = 0.5f;
    private const float KeptHidden = 0.5f;
    private const float Smoothing = 0.1f;
    private const float FirstWeight = 0.05f;
    private const float FirstSquare = 1e-8f;

    private readonly Row[] _rows;
    private readonly int[] _labels;
    private readonly int _features;
    private readonly NetWeights _weights;
    private readonly Random _random;
    private readonly float[] _hidden = new float[Hidden];
    private readonly float[] _hiddenGradients = new float[Hidden];
    private readonly float[] _gradients;    // of the classes
    private readonly int[] _active = new int[Hidden];
    private readonly (int Id, float Value)[] _kept;
    private readonly float[] _squares;
    private readonly float[] _outputSquares = new float[Hidden];
    private float _hiddenBiasSquare = FirstSquare;
    private float _biasSquare = FirstSquare;

    /// <param name="rows">The training rows.</param>
    /// <param name="labels">The class of each row, or a larger number where it has none.</param>
    /// <param name="features">The features with lower numbers are used.</param>
    /// <param name="classes">Number of classes.</param>
    /// <param name="seed">Orders the rows, and chooses what is left out.</param>
    public NetTrainer(Row[] rows, int[] labels, int features, int classes, int seed)
    {
        (_rows, _labels, _features, _random) = (rows, labels, features, new(seed));
        var all = features + rows[0].Mean.Length;
        _weights = new(new float[checked(all * Hidden)], new float[Hidden], new float[Hidden * classes], new float[classes]);
        (_gradients, _squares) = (new float[classes], new float[all]);
        _kept = new (int, float)[rows.Max(row => row.Ids.Length + row.Mean.Length)];
        _squares.AsSpan().Fill(FirstSquare);
        _outputSquares.AsSpan().Fill(FirstSquare);
        FillNormal(_weights.Entries, FirstWeight);
        FillNormal(_weights.Output, MathF.Sqrt(0.5f / Hidden));
    }

    /// <summary>Fits the weights.</summary>
    public NetWeights Fit()
    {
        int[] order = [.. Enumerable.Range(0, _rows.Length)];
        var steps = (float)Epochs * _rows.Length;
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            Shuffle(order);
            for (var at = 0; at < order.Length; at++)
            {
                var rate = Rate * (1 - (((epoch * order.Length) + at) / steps));
                var kept = Keep(_rows[order[at]]);
                var active = Forward(kept);
                ToGradients(_labels[order[at]]);
                Backward(kept, active, rate);
            }
        }

        return _weights;
    }

    private ReadOnlySpan<(int Id, float Value)> Keep(Row row)
    {
        var kept = 0;
        for (var i = 0; i < row.Ids.Length; i++)
        {
            if (row.Ids[i] < _features && Chance() < KeptEntries)
            {
                _kept[kept++] = (row.Ids[i], row.Values[i] / KeptEntries);
            }
        }

        for (var j = 0; j < row.Mean.Length; j++)
        {
            if (Chance() < KeptEntries)
            {
                _kept[kept++] = (_features + j, row.Mean[j] / KeptEntries);
            }
        }

        return _kept.AsSpan(0, kept);
    }

    /// <summary>Leaves the classes' scores in the place of their gradients, and says which hidden units took part.</summary>
    private ReadOnlySpan<int> Forward(ReadOnlySpan<(int Id, float Value)> entries)
    {
        _weights.HiddenBias.CopyTo(_hidden, 0);
        foreach (var (id, value) in entries)
        {
            VectorMath.AddScaled(_hidden, _weights.Entries.AsSpan(id * Hidden, Hidden), value);
        }

        _weights.Bias.CopyTo(_gradients, 0);
        var active = 0;
        for (var h = 0; h < Hidden; h++)
        {
            if (_hidden[h] > 0 && Chance() < KeptHidden)
            {
                _hidden[h] /= KeptHidden;
                _active[active++] = h;
                VectorMath.AddScaled(_gradients, _weights.Output.AsSpan(h * _gradients.Length, _gradients.Length), _hidden[h]);
            }
        }

        return _active.AsSpan(0, active);
    }

    /// <summary>What the cross-entropy changes by with each class's score: the probability there is, less the one that is wanted.</summary>
    private void ToGradients(int label)
    {
        var highest = float.NegativeInfinity;
        foreach (var score in _gradients)
        {
            highest = Math.Max(highest, score);
        }

        var total = 0f;
        foreach (ref var score in _gradients.AsSpan())
        {
            score = MathF.Exp(score - highest);
            total += score;
        }

        var other = (label < _gradients.Length ? Smoothing : 1) / _gradients.Length;
        for (var k = 0; k < _gradients.Length; k++)
        {
            _gradients[k] = (_gradients[k] / total) - (k == label ? 1 - Smoothing + other : other);
        }
    }

    private void Backward(ReadOnlySpan<(int Id, float Value)> entries, ReadOnlySpan<int> active, float rate)
    {
        Array.Clear(_hiddenGradients);
        var square = VectorMath.Dot(_gradients, _gradients) / _gradients.Length;
        _biasSquare += square;
        VectorMath.AddScaled(_weights.Bias, _gradients, -rate / MathF.Sqrt(_biasSquare));
        foreach (var h in active)
        {
            var output = _weights.Output.AsSpan(h * _gradients.Length, _gradients.Length);
            _hiddenGradients[h] = VectorMath.Dot(output, _gradients) / KeptHidden;
            _outputSquares[h] += _hidden[h] * _hidden[h] * square;
            VectorMath.AddScaled(output, _gradients, -rate * _hidden[h] / MathF.Sqrt(_outputSquares[h]));
        }

        square = VectorMath.Dot(_hiddenGradients, _hiddenGradients) / Hidden;
        _hiddenBiasSquare += square;
        VectorMath.AddScaled(_weights.HiddenBias, _hiddenGradients, -rate / MathF.Sqrt(_hiddenBiasSquare));
        foreach (var (id, value) in entries)
        {
            _squares[id] += value * value * square;
            VectorMath.AddScaled(_weights.Entries.AsSpan(id * Hidden, Hidden), _hiddenGradients, -rate * value / MathF.Sqrt(_squares[id]));
        }
    }

#pragma warning disable CA5394 // Chance in training is no secret.
    private float Chance() => _random.NextSingle();

    private void Shuffle(int[] order) => _random.Shuffle(order);

    /// <summary>Numbers of a normal distribution: Box and Muller (1958).</summary>
    private void FillNormal(Span<float> values, float deviation)
    {
        foreach (ref var value in values)
        {
            value = deviation * (float)(Math.Sqrt(-2 * Math.Log(1 - _random.NextDouble())) * Math.Cos(2 * Math.PI * _random.NextDouble()));
        }
    }
#pragma warning restore CA5394
}
