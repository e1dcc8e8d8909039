using ServiceBot.Insight.Features;
using ServiceBot.Insight.Segments.Clusters;

namespace ServiceBot.Insight.Segments.Own;

/// <summary>Clusters of customers by some of their figures: who is in which can be told of anybody at any time.</summary>
/// <param name="Figures">The figures.</param>
/// <param name="Means">Of the logarithm of each, the mean.</param>
/// <param name="Deviations">Of the logarithm of each, the deviation.</param>
/// <param name="Centres">The middle of each cluster, standardised.</param>
/// <param name="Profiles">What each is like; the place of its centre is its number.</param>
/// <param name="Trials">How each number of clusters did.</param>
/// <param name="Customers">How many customers were looked at.</param>
/// <param name="Outliers">How many of them lie far from all others.</param>
/// <param name="Distance">How near neighbours are, standardised.</param>
/// <param name="Neighbours">How many neighbours make a place crowded.</param>
/// <param name="Seed">What made chance repeatable.</param>
public sealed record Clustering(
    IReadOnlyList<string> Figures, double[] Means, double[] Deviations, double[][] Centres, IReadOnlyList<ClusterProfile> Profiles, IReadOnlyList<ClusterTrial> Trials,
    int Customers, int Outliers, double Distance, int Neighbours, long Seed)
{
    /// <summary>The figures that clusters are of: how lately, often and much somebody buys, for how long, and how much they ask.</summary>
    public static IReadOnlyList<string> Looked { get; } = ["tenure_days", "recency_days", "frequency", "monetary", "active_days_90", "conversations_90", "requests_90"];

    private int[]? _at;

    /// <summary>How the number of clusters that was taken did.</summary>
    public ClusterTrial Taken => Trials.First(trial => trial.K == Centres.Length);

    /// <summary>The cluster of somebody with these figures; null: a figure is missing, as they have bought nothing.</summary>
    public int? ClusterOf(double[] figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        var at = _at ??= [.. Figures.Select(Feature.IndexOf)];
        Span<double> point = stackalloc double[at.Length];
        for (var j = 0; j < at.Length; j++)
        {
            if (!double.IsFinite(figures[at[j]]))
            {
                return null;
            }

            point[j] = Standard(figures[at[j]], Means[j], Deviations[j]);
        }

        var (best, least) = (0, double.PositiveInfinity);
        for (var c = 0; c < Centres.Length; c++)
        {
            var distance = Points.SquaredDistance(point, Centres[c]);
            (best, least) = distance < least ? (c, distance) : (best, least);
        }

        return best;
    }

    /// <summary>Finds clusters.</summary>
    /// <param name="rows">Figures of customers, in the order of <see cref="Feature.All"/>, none of those that are looked at missing.</param>
    /// <param name="options">The settings.</param>
    /// <returns>The clusters, and which rows lie far from all others.</returns>
    public static (Clustering Clusters, IReadOnlyList<int> Outliers) Of(IReadOnlyList<double[]> rows, ClusterOptions options)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(options);
        int[] at = [.. Looked.Select(Feature.IndexOf)];
        var plain = new Points(at.Length, [.. rows.SelectMany(row => at.Select(j => row[j]))]);
        var logs = new Points(at.Length, Array.ConvertAll(plain.Values, Log));
        var (means, deviations) = (new double[at.Length], new double[at.Length]);
        for (var j = 0; j < at.Length; j++)
        {
            means[j] = Enumerable.Range(0, logs.Count).Average(i => logs[i][j]);
            deviations[j] = Math.Sqrt(Enumerable.Range(0, logs.Count).Average(i => (logs[i][j] - means[j]) * (logs[i][j] - means[j])));
        }

        var points = new Points(at.Length, [.. plain.Values.Select((value, i) => Standard(value, means[i % at.Length], deviations[i % at.Length]))]);
        var (best, trials) = ClusterChoice.Choose(points, 2, options.Most, options.Seed);
        var neighbours = 2 * at.Length;
        var distance = Crowded(points, neighbours, options.Seed);
        List<int> outliers = distance > 0 ? [.. Dbscan.Fit(points, distance, neighbours).Index().Where(point => point.Item == Dbscan.Noise).Select(point => point.Index)] : [];
        return (
            new(
                Looked, means, deviations, [.. Enumerable.Range(0, best.Centres.Count).Select(c => best.Centres[c].ToArray())], ClusterProfile.Of(plain, Looked, best.Clusters), trials,
                rows.Count, outliers.Count, distance, neighbours, options.Seed),
            outliers);
    }

    /// <summary>So far lies the neighbour of a number, for all but two of a hundred: who has none so near lies alone.</summary>
    private static double Crowded(Points points, int neighbours, long seed)
    {
        var random = new Learning.SeededRandom(seed);
        int[] some = [.. random.Permutation(points.Count).Take(1_000)];
        var far = new double[some.Length];
        Parallel.For(0, some.Length, i =>
        {
            double[] distances = [.. Enumerable.Range(0, points.Count).Select(other => Points.SquaredDistance(points[some[i]], points[other]))];
            Array.Sort(distances);
            far[i] = Math.Sqrt(distances[Math.Min(neighbours, distances.Length) - 1]);
        });
        Array.Sort(far);
        return far[(int)(0.98 * (far.Length - 1))];
    }

    /// <summary>A figure on the scale of distances; one that is much the same for everybody counts for nothing.</summary>
    private static double Standard(double value, double mean, double deviation) => deviation > 1e-6 ? (Log(value) - mean) / deviation : 0;

    private static double Log(double value) => Math.Sign(value) * Math.Log(1 + Math.Abs(value));
}
