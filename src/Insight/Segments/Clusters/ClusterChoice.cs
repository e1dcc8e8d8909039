using ServiceBot.Insight.Learning;

namespace ServiceBot.Insight.Segments.Clusters;

/// <summary>How one number of clusters did.</summary>
/// <param name="K">How many clusters.</param>
/// <param name="Inertia">See <see cref="KMeansResult"/>.</param>
/// <param name="Silhouette">See <see cref="ClusterQuality.Silhouette"/>.</param>
/// <param name="Stability">How far clusters of part of the points agree with those of all: the mean adjusted Rand index, 1 is best.</param>
public sealed record ClusterTrial(int K, double Inertia, double Silhouette, double Stability);

/// <summary>Chooses how many clusters there are.</summary>
public static class ClusterChoice
{
    /// <summary>Fewer points than this share of all make clusters anew, to see whether they come again.</summary>
    private const double Share = 0.7;
    private const double Stable = 0.8;
    private const int Repeats = 5;

    /// <summary>Tries numbers of clusters.</summary>
    /// <param name="points">The points, standardised.</param>
    /// <param name="least">The least number, 2 or more.</param>
    /// <param name="most">The highest.</param>
    /// <param name="seed">The same seed gives the same choice.</param>
    /// <returns>The clusters of the highest silhouette among numbers whose clusters come again (stability 0.8); if none do, of the highest stability. And how each number did.</returns>
    public static (KMeansResult Best, IReadOnlyList<ClusterTrial> Trials) Choose(Points points, int least, int most, long seed)
    {
        ArgumentNullException.ThrowIfNull(points);
        var fitted = new List<KMeansResult>();
        var trials = new List<ClusterTrial>();
        for (var k = least; k <= Math.Min(most, points.Count); k++)
        {
            var result = KMeans.Fit(points, k, seed);
            fitted.Add(result);
            trials.Add(new(k, result.Inertia, ClusterQuality.Silhouette(points, result.Clusters), Stability(points, result, seed)));
        }

        var stable = trials.Where(trial => trial.Stability >= Stable).ToList();
        var best = stable.Count > 0 ? stable.MaxBy(trial => trial.Silhouette)! : trials.MaxBy(trial => trial.Stability)!;
        return (fitted[trials.IndexOf(best)], trials);
    }

    /// <summary>Clusters random parts of the points, and compares what all points belong to by these with what they belong to by all.</summary>
    /// <param name="points">The points.</param>
    /// <param name="result">The clusters of all.</param>
    /// <param name="seed">Draws the parts.</param>
    public static double Stability(Points points, KMeansResult result, long seed)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(result);
        var sum = 0.0;
        for (var repeat = 0; repeat < Repeats; repeat++)
        {
            var random = new SeededRandom((seed * 1_000_003) + repeat);
            var part = points.Take(random.Permutation(points.Count).AsSpan(0, Math.Max(result.Centres.Count, (int)(Share * points.Count))));
            var again = KMeans.Fit(part, result.Centres.Count, seed + repeat, starts: 4);
            var clusters = new int[points.Count];
            Parallel.For(0, clusters.Length, i => clusters[i] = again.ClusterOf(points[i]));
            sum += ClusterQuality.AdjustedRand(result.Clusters, clusters);
        }

        return sum / Repeats;
    }
}
