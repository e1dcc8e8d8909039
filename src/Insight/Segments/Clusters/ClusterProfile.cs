namespace ServiceBot.Insight.Segments.Clusters;

/// <summary>In what a cluster differs from all customers.</summary>
/// <param name="Feature">The feature's name.</param>
/// <param name="Mean">Its mean in the cluster, in the feature's own unit.</param>
/// <param name="Usual">Its mean over all.</param>
/// <param name="Deviations">How many deviations of all customers lie between; below 0: it is lower here.</param>
public sealed record ClusterTrait(string Feature, double Mean, double Usual, double Deviations);

/// <summary>A cluster in figures that can be put into words.</summary>
/// <param name="Cluster">Its number, from 0.</param>
/// <param name="Size">How many customers it has.</param>
/// <param name="Share">Which part of all, in (0, 1].</param>
/// <param name="Traits">What it is like, the most unusual first.</param>
public sealed record ClusterProfile(int Cluster, int Size, double Share, IReadOnlyList<ClusterTrait> Traits)
{
    /// <summary>Describes clusters, the largest first; what belongs to none is left out.</summary>
    /// <param name="points">The customers in their own units, not standardised.</param>
    /// <param name="features">A name for each dimension.</param>
    /// <param name="clusters">A cluster each, from 0; below 0: none.</param>
    public static IReadOnlyList<ClusterProfile> Of(Points points, IReadOnlyList<string> features, int[] clusters)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentNullException.ThrowIfNull(features);
        ArgumentNullException.ThrowIfNull(clusters);
        var d = points.Dimensions;
        var k = clusters.Length == 0 ? 0 : clusters.Max() + 1;
        var (sizes, sums, total, squares) = (new int[k], new double[k * d], new double[d], new double[d]);
        for (var i = 0; i < points.Count; i++)
        {
            for (var j = 0; j < d; j++)
            {
                total[j] += points[i][j] / points.Count;
                sums[(Math.Max(0, clusters[i]) * d) + j] += clusters[i] < 0 ? 0 : points[i][j];
            }

            if (clusters[i] >= 0)
            {
                sizes[clusters[i]]++;
            }
        }

        for (var i = 0; i < points.Count; i++)
        {
            for (var j = 0; j < d; j++)
            {
                squares[j] += (points[i][j] - total[j]) * (points[i][j] - total[j]) / points.Count;
            }
        }

        return [.. Enumerable.Range(0, k).Where(c => sizes[c] > 0)
            .Select(c => new ClusterProfile(c, sizes[c], (double)sizes[c] / points.Count, [.. Enumerable.Range(0, d)
                .Select(j =>
                {
                    var mean = sums[(c * d) + j] / sizes[c];
                    return new ClusterTrait(features[j], mean, total[j], squares[j] > 0 ? (mean - total[j]) / Math.Sqrt(squares[j]) : 0);
                })
                .OrderByDescending(trait => Math.Abs(trait.Deviations))]))
            .OrderByDescending(profile => profile.Size)];
    }
}
