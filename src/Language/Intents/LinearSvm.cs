using System.Collections.Concurrent;

namespace ServiceBot.Language.Intents;

/// <summary>Linear support vector machines, one for each class against all others.</summary>
/// <remarks>
/// Minimises ½‖w‖² + C Σ max(0, 1 - y w·x)² by dual coordinate descent with shrinking: Hsieh et al. (2008), «A dual coordinate
/// descent method for large-scale linear SVM», algorithm 3. The last weight is the bias: every row has one more feature, always 1.
/// </remarks>
internal sealed class LinearSvm
{
    private const int MaxRounds = 60;
    private const double Tolerance = 0.1;

    private readonly Row[] _rows;
    private readonly int[] _labels;
    private readonly int _features;
    private readonly double _diagonal;
    private readonly double[] _squared;
    private readonly ConcurrentBag<Workspace> _idle = [];

    /// <param name="rows">The training rows.</param>
    /// <param name="labels">The class of each row.</param>
    /// <param name="features">Number of features.</param>
    /// <param name="c">The cost of an error, above 0; higher fits the rows closer.</param>
    public LinearSvm(Row[] rows, int[] labels, int features, double c)
    {
        (_rows, _labels, _features, _diagonal) = (rows, labels, features, 0.5 / c);
        _squared = Array.ConvertAll(rows, row => _diagonal + 1 + row.Values.Sum(value => (double)value * value));
    }

    /// <summary>Fits classes side by side.</summary>
    /// <param name="classes">Their labels.</param>
    /// <param name="seed">Orders the rows; the same seed gives the same weights.</param>
    /// <param name="threads">How many threads to use; -1: as many as there are.</param>
    /// <param name="use">Takes a class's place in <paramref name="classes"/> and its weights with, at the end, the bias; these are written over afterwards.</param>
    public void Fit(int[] classes, int seed, int threads, Action<int, float[]> use) => Parallel.For(
        0,
        classes.Length,
        new ParallelOptions { MaxDegreeOfParallelism = threads },
        () => _idle.TryTake(out var workspace) ? workspace : new(_rows.Length, _features),
        (k, _, workspace) =>
        {
            Fit(classes[k], seed + k, workspace);
            use(k, workspace.Weights);
            return workspace;
        },
        _idle.Add);

    /// <summary>w·x with the bias: how far a row lies on the class's side.</summary>
    public static float Dot(float[] w, Row row)
    {
        ReadOnlySpan<float> values = row.Values;
        ReadOnlySpan<int> ids = row.Ids.AsSpan(0, values.Length);
        var (one, two, three, four) = (w[^1], 0f, 0f, 0f);
        var i = 0;
        for (; i + 3 < ids.Length; i += 4)    // four sums, as each addition waits for the one before
        {
            one += w[ids[i]] * values[i];
            two += w[ids[i + 1]] * values[i + 1];
            three += w[ids[i + 2]] * values[i + 2];
            four += w[ids[i + 3]] * values[i + 3];
        }

        for (; i < ids.Length; i++)
        {
            one += w[ids[i]] * values[i];
        }

        return one + two + three + four;
    }

    private void Fit(int label, int seed, Workspace workspace)
    {
        workspace.Clear();
        var (w, alpha, order, rows) = (workspace.Weights, workspace.Alpha, workspace.Order, _rows);
#pragma warning disable CA5394 // The order of training rows is no secret.
        var random = new Random(seed);
        var active = rows.Length;
        var highestBefore = double.PositiveInfinity;
        for (var round = 0; round < MaxRounds; round++)
        {
            random.Shuffle(order.AsSpan(0, active));
#pragma warning restore CA5394
            var highest = double.NegativeInfinity;
            var lowest = double.PositiveInfinity;
            for (var at = 0; at < active; at++)
            {
                var i = order[at];
                var y = _labels[i] == label ? 1 : -1;
                var gradient = (y * Dot(w, rows[i])) - 1 + (_diagonal * alpha[i]);
                if (alpha[i] == 0 && gradient > highestBefore)
                {
                    active--;
                    (order[at], order[active]) = (order[active], order[at]);
                    at--;
                    continue;
                }

                var projected = alpha[i] == 0 ? Math.Min(gradient, 0) : gradient;
                highest = Math.Max(highest, projected);
                lowest = Math.Min(lowest, projected);
                if (Math.Abs(projected) > 1e-12)
                {
                    var before = alpha[i];
                    alpha[i] = Math.Max(before - (gradient / _squared[i]), 0);
                    Add(w, rows[i], (float)((alpha[i] - before) * y));
                }
            }

            if (highest - lowest <= Tolerance)
            {
                if (active == rows.Length)
                {
                    break;
                }

                active = rows.Length;
                highestBefore = double.PositiveInfinity;
                continue;
            }

            highestBefore = highest <= 0 ? double.PositiveInfinity : highest;
        }
    }

    private static void Add(float[] w, Row row, float factor)
    {
        var values = row.Values;
        var ids = row.Ids;
        for (var i = 0; i < ids.Length; i++)
        {
            w[ids[i]] += factor * values[i];
        }

        w[^1] += factor;
    }

    /// <summary>What fitting a class needs; used again for the next.</summary>
    private sealed class Workspace(int rows, int features)
    {
        public float[] Weights { get; } = new float[features + 1];

        public double[] Alpha { get; } = new double[rows];

        public int[] Order { get; } = new int[rows];

        public void Clear()
        {
            Array.Clear(Weights);
            Array.Clear(Alpha);
            for (var i = 0; i < Order.Length; i++)
            {
                Order[i] = i;
            }
        }
    }
}
