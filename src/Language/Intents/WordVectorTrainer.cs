using System.Runtime.InteropServices;

namespace ServiceBot.Language.Intents;

/// <summary>Learns vectors of words from the words that stand near them.</summary>
/// <remarks>
/// Positive pointwise mutual information of units within a window, contexts smoothed by the power 0.75, and its best approximation of low rank: Levy, Goldberg and
/// Dagan (2015), «Improving distributional similarity with lessons learned from word embeddings». The rank is found by subspace iteration:
/// Halko, Martinsson and Tropp (2011), algorithm 4.4. A message is the mean of its units, the frequent ones weighed less: Arora, Liang
/// and Ma (2017), «A simple but tough-to-beat baseline for sentence embeddings».
/// </remarks>
internal sealed class WordVectorTrainer(int seed)
{
    private const int Window = 4;
    private const int Oversampling = 8;
    private const int Iterations = 4;
    private const double Smoothing = 0.75;

    private const int Rank = 128;
    private const int FewestTimes = 2;
    private const int FewestUnits = 16;
    private const double Power = 0.5;

    /// <summary>A unit that makes up this share of all counts half as much as a rare one.</summary>
    private const double HalfWeight = 1e-3;

    /// <summary>Fits the vectors.</summary>
    /// <param name="messages">The units of each message, in order of their places.</param>
    public WordVectors Fit(IReadOnlyList<PlacedUnit[]> messages)
    {
        var counts = new Dictionary<ulong, int>();
        foreach (var message in messages)
        {
            foreach (var unit in message)
            {
                CollectionsMarshal.GetValueRefOrAddDefault(counts, unit.Feature, out _)++;
            }
        }

        ulong[] units = [.. counts.Where(pair => pair.Value >= FewestTimes).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Select(pair => pair.Key)];
        if (units.Length < FewestUnits)
        {
            return WordVectors.None;
        }

        var ids = units.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        var matrix = Associations(messages, ids);
        var rank = Math.Min(Rank, units.Length / 2);
        var vectors = Decompose(matrix, units.Length, rank);
        var total = (double)units.Sum(unit => counts[unit]);
        return WordVectors.Of(units, vectors, [.. units.Select(unit => (float)(HalfWeight / (HalfWeight + (counts[unit] / total))))]);
    }

    /// <summary>The positive mutual information of each pair, as rows of (column, value).</summary>
    private static (int Column, float Value)[][] Associations(IReadOnlyList<PlacedUnit[]> messages, Dictionary<ulong, int> ids)
    {
        var pairs = new Dictionary<long, float>();
        List<(int Id, int Place)> known = [];
        foreach (var message in messages)
        {
            known.Clear();
            foreach (var unit in message)
            {
                if (ids.TryGetValue(unit.Feature, out var id))
                {
                    known.Add((id, unit.Place));
                }
            }

            for (var i = 0; i < known.Count; i++)
            {
                for (var j = i + 1; j < known.Count && known[j].Place - known[i].Place <= Window; j++)
                {
                    var (low, high) = known[i].Id < known[j].Id ? (known[i].Id, known[j].Id) : (known[j].Id, known[i].Id);
                    if (low != high)
                    {
                        CollectionsMarshal.GetValueRefOrAddDefault(pairs, ((long)low << 32) | (uint)high, out _) += 1;
                    }
                }
            }
        }

        var sums = new double[ids.Count];
        foreach (var (pair, count) in pairs)
        {
            sums[(int)(pair >> 32)] += count;
            sums[(int)pair] += count;
        }

        var contexts = Array.ConvertAll(sums, sum => Math.Pow(sum, Smoothing));
        var allContexts = contexts.Sum();
        var rows = new List<(int Column, float Value)>[ids.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = [];
        }

        foreach (var (pair, count) in pairs.OrderBy(pair => pair.Key))
        {
            var (i, j) = ((int)(pair >> 32), (int)pair);
            var inOne = Math.Log(count * allContexts / (sums[i] * contexts[j]));
            var inOther = Math.Log(count * allContexts / (sums[j] * contexts[i]));
            if ((inOne + inOther) / 2 is > 0 and var value)
            {
                rows[i].Add((j, (float)value));
                rows[j].Add((i, (float)value));
            }
        }

        return Array.ConvertAll(rows, row => row.ToArray());
    }

    /// <summary>Row i of the result is unit i's vector: its part of the leading eigenvectors, times |eigenvalue|^power.</summary>
    private float[] Decompose((int Column, float Value)[][] matrix, int n, int rank)
    {
        var width = Math.Min(rank + Oversampling, n);
        var basis = new float[width][];
#pragma warning disable CA5394 // Directions to start from are no secret.
        var random = new Random(seed);
        for (var k = 0; k < width; k++)
        {
            basis[k] = new float[n];
            for (var i = 0; i < n; i++)
            {
                basis[k][i] = (float)(random.NextDouble() + random.NextDouble() - 1);
            }
        }
#pragma warning restore CA5394

        var product = Array.ConvertAll(basis, _ => new float[n]);
        var rows = new float[n * width];
        for (var iteration = 0; iteration < Iterations; iteration++)
        {
            Orthonormalize(basis);
            Multiply(matrix, basis, product, rows);
            (basis, product) = (product, basis);
        }

        Orthonormalize(basis);
        Multiply(matrix, basis, product, rows);
        var small = new double[width, width];
        for (var i = 0; i < width; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                small[i, j] = small[j, i] = VectorMath.Dot(basis[i], product[j]);
            }
        }

        var (values, directions) = SymmetricEigen.Of(small);
        int[] order = [.. Enumerable.Range(0, width).OrderByDescending(k => Math.Abs(values[k])).Take(rank)];
        var vectors = new float[n * rank];
        var column = new float[n];
        for (var k = 0; k < rank; k++)
        {
            Array.Clear(column);
            for (var j = 0; j < width; j++)
            {
                VectorMath.AddScaled(column, basis[j], (float)directions[j, order[k]]);
            }

            var scale = (float)Math.Pow(Math.Abs(values[order[k]]), Power);
            for (var i = 0; i < n; i++)
            {
                vectors[(i * rank) + k] = scale * column[i];
            }
        }

        return vectors;
    }

    private static void Multiply((int Column, float Value)[][] matrix, float[][] basis, float[][] product, float[] rows)
    {
        var width = basis.Length;
        for (var k = 0; k < width; k++)
        {
            for (var i = 0; i < matrix.Length; i++)
            {
                rows[(i * width) + k] = basis[k][i];
            }
        }

        var sum = new float[width];
        for (var i = 0; i < matrix.Length; i++)
        {
            Array.Clear(sum);
            foreach (var (column, value) in matrix[i])
            {
                VectorMath.AddScaled(sum, rows.AsSpan(column * width, width), value);
            }

            for (var k = 0; k < width; k++)
            {
                product[k][i] = sum[k];
            }
        }
    }

    /// <summary>Gram-Schmidt, twice against what it loses by rounding.</summary>
    private static void Orthonormalize(float[][] basis)
    {
        for (var k = 0; k < basis.Length; k++)
        {
            for (var pass = 0; pass < 2; pass++)
            {
                for (var j = 0; j < k; j++)
                {
                    VectorMath.AddScaled(basis[k], basis[j], -VectorMath.Dot(basis[k], basis[j]));
                }
            }

            var length = MathF.Sqrt(VectorMath.Dot(basis[k], basis[k]));
            var scale = length > 1e-20f ? 1 / length : 0;
            for (var i = 0; i < basis[k].Length; i++)
            {
                basis[k][i] *= scale;
            }
        }
    }
}
