using ServiceBot.Crm.Linking;

namespace ServiceBot.Tests.Crm.Linking;

[TestClass]
public sealed class LinkClustersTests
{
    [TestMethod]
    public void What_hangs_by_one_weak_pair_is_split_off() =>
        Assert.AreEqual("0 1 2 | 3 4", Persons("0-1:9 1-2:8 0-2:7 3-4:9 2-3:2", others: -5));

    [TestMethod]
    public void What_is_not_compared_but_fits_is_joined() =>
        Assert.AreEqual("0 1 2", Persons("0-1:9 1-2:8", others: -3));

    [TestMethod]
    public void A_contradiction_is_never_in_one_person_however_strong_the_rest() =>
        Assert.AreEqual("0 1", Persons("0-1:30 1-2:29", others: double.NegativeInfinity));

    [TestMethod]
    public void One_pair_counts_for_ten_bits_at_most() =>
        Assert.AreEqual("0 1 | 2 3", Persons("0-1:20 2-3:20 1-2:18", others: -4));

    [TestMethod]
    public void Nobody_is_in_two_persons_and_no_person_is_alone() =>
        Assert.AreEqual("", Persons("", others: -1));

    [TestMethod]
    [DataRow("a b c|d e", "a-b a-c d-e f-g", 0.75, 0.75, 0.75)]
    [DataRow("a b", "a-b", 1, 1, 1)]
    [DataRow("", "a-b", 1, 0, 0)]
    [DataRow("a b", "", 0, 1, 0)]
    [DataRow("", "", 1, 1, 1)]
    public void Persons_are_scored_by_their_pairs(string persons, string truePairs, double precision, double recall, double f1)
    {
        var score = PairScore.Of(
            persons.Split('|', StringSplitOptions.RemoveEmptyEntries).Select(person => person.Split(' ')),
            [.. truePairs.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => (pair[..1], pair[2..]))]);

        Assert.AreEqual(precision, score.Precision, 1e-12);
        Assert.AreEqual(recall, score.Recall, 1e-12);
        Assert.AreEqual(f1, score.F1, 1e-12);
    }

    private static string Persons(string pairs, double others)
    {
        var linked = pairs.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(pair => new LinkedPair(pair[0] - '0', pair[2] - '0', double.Parse(pair[4..], System.Globalization.CultureInfo.InvariantCulture))).ToList();
        var weights = linked.ToDictionary(pair => (pair.A, pair.B), pair => pair.Weight);

        var groups = LinkClusters.Of(linked, (a, b) => weights.GetValueOrDefault((Math.Min(a, b), Math.Max(a, b)), others));

        return string.Join(" | ", groups.Select(group => string.Join(' ', group)));
    }
}
