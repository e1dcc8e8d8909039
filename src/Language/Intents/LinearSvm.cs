namespace ServiceBot.Language.Intents;

/// <summary>A linear support vector machine for one class against all others.</summary>
/// <remarks>
/// Minimises ½‖w‖² + C Σ max(0, 1 - y w·x)² by dual coordinate descent with shrinking: Hsieh et al. (2008), «A dual coordinate
/// descent method for large-scale linear SVM», algorithm 3. The last weight is the bias: every row has one more feature, always 1.
/// </remarks>
internal static class LinearSvm
{
    private const int MaxRounds = 60;
    private const double Tolerance = 0.1;

    /// <summary>Fits one class.</summary>
    /// <param name="rows">The training rows.</param>
    /// <param name="isMember">Whether each row belongs to the class.</param>
    /// <param name="features">Number of features.</param>
    /// <param name="c">The cost of an error, above 0; higher fits the rows closer.</param>
    /// <param name="seed">Orders the rows; the same seed gives the same weights.</param>
    /// <returns>The weights and, at the end, the bias.</returns>
    public static float[] Fit(ReadOnlySpan<Row> rows, ReadOnlySpan<bool> isMember, int features, double c, int seed)
    {
        var w = new float[features + 1];
        var alpha = new double[rows.Length];
        var diagonal = 0.5 / c;
        var order = new int[rows.Length];
        var squared = new double[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            order[i] = i;
            squared[i] = diagonal + 1;
            foreach (var value in rows[i].Values)
            {
                squared[i] += (double)value * value;
            }
        }

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
                var y = isMember[i] ? 1 : -1;
                var gradient = (y * Dot(w, rows[i])) - 1 + (diagonal * alpha[i]);
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
                    alpha[i] = Math.Max(before - (gradient / squared[i]), 0);
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

        return w;
    }

    /// <summary>w·x with the bias: how far a row lies on the class's side.</summary>
    public static float Dot(float[] w, Row row)
    {
        var sum = w[^1];
        var values = row.Values;
        var ids = row.Ids;
        for (var i = 0; i < ids.Length; i++)
        {
            sum += w[ids[i]] * values[i];
        }

        return sum;
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
}
