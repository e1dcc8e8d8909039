using ServiceBot.Insight.Learning;

namespace ServiceBot.Insight.Value;

/// <summary>Customers who move between states from period to period.</summary>
public sealed class MarkovModel
{
    private readonly double[][] _counts;

    private MarkovModel(double[][] moves, double[][] counts) => (Moves, _counts) = (moves, counts);

    /// <summary>Row i: the chances to be in each state after a period, from state i. Rows sum to 1.</summary>
    public IReadOnlyList<double[]> Moves { get; }

    /// <summary>States with given chances.</summary>
    /// <param name="moves">Square; each row sums to 1.</param>
    /// <exception cref="ArgumentException">It is not.</exception>
    public static MarkovModel Of(double[][] moves)
    {
        ArgumentNullException.ThrowIfNull(moves);
        return Array.TrueForAll(moves, row => row.Length == moves.Length && Array.TrueForAll(row, p => p >= 0) && Math.Abs(row.Sum() - 1) < 1e-9)
            ? new(moves, [])
            : throw new ArgumentException("Each row has a chance for every state, and they sum to 1.", nameof(moves));
    }

    /// <summary>Fits chances to counted moves, one more of each being assumed (Dirichlet with 1).</summary>
    /// <param name="counts">How often customers went from state i to state j.</param>
    public static MarkovModel Fit(double[][] counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return new(Array.ConvertAll(counts, row => Array.ConvertAll(row, count => (count + 1) / (row.Sum() + row.Length))), counts);
    }

    /// <summary>The range that a fitted chance lies in with a probability.</summary>
    /// <param name="from">The state before.</param>
    /// <param name="to">The state after.</param>
    /// <param name="probability">In (0, 1).</param>
    public (double Low, double High) Range(int from, int to, double probability = 0.95)
    {
        if (_counts.Length == 0)
        {
            return (Moves[from][to], Moves[from][to]);
        }

        var row = _counts[from];
        var (a, b) = (row[to] + 1, row.Sum() - row[to] + row.Length - 1);
        return (Quantile((1 - probability) / 2), Quantile((1 + probability) / 2));

        double Quantile(double share)
        {
            var (low, high) = (0.0, 1.0);
            for (var step = 0; step < 100; step++)
            {
                var middle = (low + high) / 2;
                (low, high) = SpecialFunctions.LowerBeta(a, b, middle) < share ? (middle, high) : (low, middle);
            }

            return (low + high) / 2;
        }
    }

    /// <summary>How many are in each state after some periods.</summary>
    /// <param name="now">How many are in each now.</param>
    /// <param name="periods">How many periods, 0 or more.</param>
    public double[] After(ReadOnlySpan<double> now, int periods)
    {
        var state = now.ToArray();
        for (var t = 0; t < periods; t++)
        {
            var next = new double[state.Length];
            for (var i = 0; i < state.Length; i++)
            {
                for (var j = 0; j < state.Length; j++)
                {
                    next[j] += state[i] * Moves[i][j];
                }
            }

            state = next;
        }

        return state;
    }

    /// <summary>How many periods it takes until a state that nobody leaves is reached, from each other state.</summary>
    /// <param name="end">The state.</param>
    /// <returns>The row sums of (I - Q)⁻¹, in periods; 0 for the end itself, infinite where it is never reached.</returns>
    public double[] StepsTo(int end)
    {
        var n = Moves.Count;
        int[] open = [.. Enumerable.Range(0, n).Where(i => i != end)];
        var a = Array.ConvertAll(open, i => Array.ConvertAll(open, j => (i == j ? 1.0 : 0) - Moves[i][j]));
        var b = Array.ConvertAll(open, _ => 1.0);
        for (var k = 0; k < open.Length; k++)
        {
            var pivot = Enumerable.Range(k, open.Length - k).MaxBy(i => Math.Abs(a[i][k]));
            (a[k], a[pivot], b[k], b[pivot]) = (a[pivot], a[k], b[pivot], b[k]);
            for (var i = 0; i < open.Length; i++)
            {
                var factor = i == k ? 0 : a[i][k] / a[k][k];
                for (var j = k; factor != 0 && j < open.Length; j++)
                {
                    a[i][j] -= factor * a[k][j];
                }

                b[i] -= factor * b[k];
            }
        }

        var steps = new double[n];
        for (var k = 0; k < open.Length; k++)
        {
            steps[open[k]] = Math.Abs(a[k][k]) < 1e-12 ? double.PositiveInfinity : b[k] / a[k][k];
        }

        return steps;
    }
}
