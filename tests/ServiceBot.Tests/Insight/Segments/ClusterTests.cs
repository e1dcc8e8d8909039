using ServiceBot.Insight.Learning;
using ServiceBot.Insight.Segments.Clusters;
using ServiceBot.Tests.Insight.Learning;

namespace ServiceBot.Tests.Insight.Segments;

/// <summary>scikit-learn's figures.</summary>
[TestClass]
public sealed class ClusterTests
{
    private static readonly Points Flowers = new(4, [.. Iris.Flowers.SelectMany(flower => flower)]);
    private static readonly Points Six = new(2, [1, 1, 1, 2, 2, 1, 8, 8, 8, 9, 9, 8]);

    [TestMethod]
    [DataRow(1, 681.3706, double.NaN)]
    [DataRow(2, 152.3480, 0.6810)]
    [DataRow(3, 78.8514, 0.5528)]
    [DataRow(4, 57.2285, 0.4981)]
    [DataRow(5, 46.4462, 0.4889)]
    [DataRow(6, 39.0400, 0.3648)]
    public void Irises_gather_as_tightly_as_in_scikit_learn(int k, double inertia, double silhouette)
    {
        var result = KMeans.Fit(Flowers, k, seed: 1, starts: 50);

        Assert.AreEqual(inertia, result.Inertia, 1e-4);
        Assert.AreEqual(silhouette, ClusterQuality.Silhouette(Flowers, result.Clusters), 2e-4);
        if (k == 3)
        {
            Assert.AreEqual("38 50 62", string.Join(' ', result.Sizes().Order()));
            var standard = KMeans.Fit(Flowers.Standardised(), 3, seed: 1, starts: 50);
            Assert.AreEqual(139.8205, standard.Inertia, 1e-4);
            Assert.AreEqual(0.4599, ClusterQuality.Silhouette(Flowers.Standardised(), standard.Clusters), 6e-5);
        }
    }

    [TestMethod]
    public void Six_points_are_two_clusters()
    {
        var result = KMeans.Fit(Six, 2, seed: 1);
        var silhouettes = ClusterQuality.Silhouettes(Six, result.Clusters);

        Assert.AreEqual(2.6667, result.Inertia, 1e-4);
        Assert.AreEqual(0.903722, silhouettes[0], 1e-6);
        Assert.AreEqual(0.875637, silhouettes[1], 1e-6);
        Assert.AreEqual(0.885317, silhouettes.Average(), 1e-6);
        Assert.AreEqual(0, ClusterQuality.Silhouettes(Six, [0, 0, 0, 0, 0, 1])[5]);
        CollectionAssert.AreEqual(silhouettes, ClusterQuality.Silhouettes(Six, [.. result.Clusters.Select(cluster => 1 - cluster)]));
    }

    [TestMethod]
    public void Inertia_never_rises_and_no_centre_is_left_alone()
    {
        var random = new SeededRandom(5);
        var points = new Points(3, [.. Enumerable.Range(0, 3 * 700).Select(_ => random.NextDouble())]);
        var before = double.PositiveInfinity;
        for (var rounds = 1; rounds < 20; rounds++)
        {
            var result = KMeans.Fit(points, 9, seed: 3, starts: 1, rounds);
            Assert.IsLessThanOrEqualTo(before + 1e-9, result.Inertia);
            before = result.Inertia;
        }

        var twins = KMeans.Fit(new(1, [1, 1, 1, 1, 5, 5, 9, 9]), 3, seed: 1);
        Assert.AreEqual(0, twins.Inertia, 1e-12);
        Assert.AreEqual("2 2 4", string.Join(' ', twins.Sizes().Order()));
        Assert.AreEqual(4, KMeans.Fit(new(1, [1, 1, 1, 1]), 4, seed: 1).Centres.Count);
    }

    [TestMethod]
    public void Dense_places_are_those_of_scikit_learn()
    {
        CollectionAssert.AreEqual(new[] { 0, 0, 0, 1, 1, -1 }, Dbscan.Fit(new(2, [1, 2, 2, 2, 2, 3, 8, 7, 8, 8, 25, 80]), 3, 2));
        Assert.AreEqual("-1:17 0:49 1:84", Sizes(Dbscan.Fit(Flowers, 0.5, 5)));
        Assert.AreEqual("-1:32 0:46 1:36 2:14 3:22", Sizes(Dbscan.Fit(Flowers, 0.4, 5)));
    }

    [TestMethod]
    public void The_tree_finds_whom_looking_at_all_finds()
    {
        var random = new SeededRandom(9);
        var points = new Points(3, [.. Enumerable.Range(0, 3 * 500).Select(_ => random.NextNormal())]);
        var tree = new KdTree(points);
        for (var i = 0; i < points.Count; i += 25)
        {
            var found = new List<int>();
            tree.Near(points[i], 0.7, found);
            CollectionAssert.AreEquivalent(Enumerable.Range(0, 500).Where(j => Points.SquaredDistance(points[i], points[j]) <= 0.49).ToList(), found);
        }
    }

    [TestMethod]
    public void Three_heaps_are_found_to_be_three_and_described()
    {
        var random = new SeededRandom(4);
        var points = new Points(2, [.. Enumerable.Range(0, 600).SelectMany(i => new[] { (10.0 * (i % 3)) + random.NextNormal(), (i % 3 == 1 ? 30 : 0) + random.NextNormal() })]);

        var (best, trials) = ClusterChoice.Choose(points.Standardised(), 2, 6, seed: 1);
        var profiles = ClusterProfile.Of(points, ["recency", "spend"], best.Clusters);

        Assert.AreEqual(3, best.Centres.Count);
        Assert.IsGreaterThan(0.99, trials.Single(trial => trial.K == 3).Stability);
        Assert.HasCount(3, profiles);
        var middle = profiles.Single(profile => profile.Traits[0] is { Feature: "spend", Deviations: > 1 });
        Assert.AreEqual(30, middle.Traits[0].Mean, 0.3);
        Assert.AreEqual(10, middle.Traits[0].Usual, 0.3);
        Assert.AreEqual(1 / 3.0, middle.Share, 1e-9);
    }

    [TestMethod]
    public void Agreement_is_that_of_pairs_beyond_chance()
    {
        Assert.AreEqual(1, ClusterQuality.AdjustedRand([0, 0, 1, 1], [5, 5, 2, 2]), 1e-12);
        Assert.AreEqual(0.571429, ClusterQuality.AdjustedRand([0, 0, 1, 1], [0, 0, 1, 2]), 1e-6);
        Assert.AreEqual(-0.5, ClusterQuality.AdjustedRand([0, 0, 1, 1], [0, 1, 0, 1]), 1e-12);
    }

    private static string Sizes(int[] clusters) => string.Join(' ', clusters.GroupBy(cluster => cluster).OrderBy(group => group.Key).Select(group => $"{group.Key}:{group.Count()}"));
}
