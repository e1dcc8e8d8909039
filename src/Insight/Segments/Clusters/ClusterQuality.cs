using ServiceBot.Insight.Learning;

namespace ServiceBot.Insight.Segments.Clusters;

/// <summary>How good clusters are.</summary>
public static class ClusterQuality
{
    /// <summary>How much nearer each point is to its own cluster than to the next one (Rousseeuw 1987).</summary>
    /// <param name="points">The points.</param>
    /// <param name="clusters">A cluster each, from 0; points below 0 are left out.</param>
    /// <returns>(b - a) / max(a, b) a point, in [-1, 1]; a: mean distance to its own cluster's others, b: to the points of the nearest other one. 0 for one that is alone; NaN for one left out, or if there is one cluster.</returns>
    public static double[] Silhouettes(Points points, ReadOnlySpan<int> clusters)
    {
        ArgumentNullException.ThrowIfNull(points);
        var own = clusters.ToArray();
        var k = own.Length == 0 ? 0 : own.Max() + 1;
        var sizes = new int[k];
        foreach (var cluster in own)
        {
            if (cluster >= 0)
            {
                sizes[cluster]++;
            }
        }

        var silhouettes = new double[own.Length];
        var several = sizes.Count(size => size > 0) > 1;
        Parallel.For(0, own.Length, i =>
        {
            silhouettes[i] = own[i] < 0 || !several ? double.NaN : 0;
            if (own[i] < 0 || !several || sizes[own[i]] == 1)
            {
                return;
            }

            var sums = new double[k];
            for (var j = 0; j < own.Length; j++)
            {
                if (own[j] >= 0)
                {
                    sums[own[j]] += Math.Sqrt(Points.SquaredDistance(points[i], points[j]));
                }
            }

            var a = sums[own[i]] / (sizes[own[i]] - 1);
            var b = double.PositiveInfinity;
            for (var c = 0; c < k; c++)
            {
                b = c == own[i] || sizes[c] == 0 ? b : Math.Min(b, sums[c] / sizes[c]);
            }

            silhouettes[i] = Math.Max(a, b) > 0 ? (b - a) / Math.Max(a, b) : 0;
        });
        return silhouettes;
    }

    /// <summary>The mean silhouette, of at most so many points drawn at random.</summary>
    /// <param name="points">The points.</param>
    /// <param name="clusters">A cluster each, from 0; points below 0 are left out.</param>
    /// <param name="most">How many points are looked at, at most.</param>
    /// <param name="seed">Draws them.</param>
    public static double Silhouette(Points points, int[] clusters, int most = 4000, long seed = 1)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(clusters);
        if (points.Count > most)
        {
            var drawn = new SeededRandom(seed).Permutation(points.Count).AsSpan(0, most).ToArray();
            (points, clusters) = (points.Take(drawn), Array.ConvertAll(drawn, i => clusters[i]));
        }

        var known = Array.FindAll(Silhouettes(points, clusters), value => !double.IsNaN(value));
        return known.Length == 0 ? double.NaN : known.Average();
    }

    /// <summary>How far two ways to cluster the same points agree, beyond chance (Hubert and Arabie 1985).</summary>
    /// <returns>1: they are the same but for the clusters' names; 0: as by chance.</returns>
    public static double AdjustedRand(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        var pairs = new Dictionary<(int, int), long>();
        var (rows, columns) = (new Dictionary<int, long>(), new Dictionary<int, long>());
        for (var i = 0; i < a.Length; i++)
        {
            pairs[(a[i], b[i])] = pairs.GetValueOrDefault((a[i], b[i])) + 1;
            rows[a[i]] = rows.GetValueOrDefault(a[i]) + 1;
            columns[b[i]] = columns.GetValueOrDefault(b[i]) + 1;
        }

        var both = pairs.Values.Sum(Pairs);
        var (inRows, inColumns) = (rows.Values.Sum(Pairs), columns.Values.Sum(Pairs));
        var expected = inRows * inColumns / Math.Max(1, Pairs(a.Length));
        var most = (inRows + inColumns) / 2;
        return most - expected == 0 ? 1 : (both - expected) / (most - expected);

        static double Pairs(long n) => n * (n - 1) / 2.0;
    }
}
