using ServiceBot.Insight.Learning.Scores;

namespace ServiceBot.Tests.Insight.Learning;

[TestClass]
public sealed class ScoreTests
{
    private static readonly bool[] Y = [true, true, false, true, true, false, false, true, false, false];
    private static readonly double[] P = [.95, .9, .8, .7, .6, .55, .4, .3, .2, .1];

    /// <summary>scikit-learn's figures.</summary>
    [TestMethod]
    public void Four_and_ten_rows_score_what_scikit_learn_says()
    {
        double[] s = [.1, .4, .35, .8];
        bool[] y = [false, false, true, true];

        Assert.AreEqual(0.75, RankScore.Auc(s, y), 1e-12);
        Assert.AreEqual(0.833333, RankScore.AveragePrecision(s, y), 1e-6);
        Assert.AreEqual(0.158125, ProbabilityScore.Brier(s, y), 1e-12);
        Assert.AreEqual(0.80, RankScore.Auc(P, Y), 1e-12);
        Assert.AreEqual(0.835, RankScore.AveragePrecision(P, Y), 1e-12);
        Assert.AreEqual(0.1905, ProbabilityScore.Brier(P, Y), 1e-12);
        Assert.AreEqual(0.547540, ProbabilityScore.LogLoss(P, Y), 1e-6);
        Assert.AreEqual(0.60, RankScore.KolmogorovSmirnov(P, Y), 1e-12);
        Assert.AreEqual(2.0, RankScore.Lift(P, Y, 0.2), 1e-12);
        Assert.AreEqual(1.6, RankScore.Lift(P, Y, 0.5), 1e-12);
        Assert.AreEqual(0.29, ProbabilityScore.CalibrationError(P, Y, 5), 1e-12);
    }

    [TestMethod]
    public void Equal_scores_count_half()
    {
        Assert.AreEqual(0.5, RankScore.Auc([.3, .3, .3], [true, false, true]), 1e-12);
        Assert.AreEqual(0.875, RankScore.Auc([.2, .4, .4, .9], [false, false, true, true]), 1e-12);
        Assert.AreEqual(1.0, RankScore.Lift([.3, .3, .3, .3], [true, false, true, false], 0.25), 1e-12);
        Assert.IsTrue(double.IsNaN(RankScore.Auc([.3, .4], [true, true])));
    }

    [TestMethod]
    public void Acting_starts_where_a_hit_pays_for_those_in_vain()
    {
        var threshold = CostThreshold.Of(P, Y, missed: 3, inVain: 1);

        Assert.AreEqual((0.3, 8), (threshold.Threshold, threshold.Acted));
        Assert.AreEqual(3, threshold.Cost, 1e-12);
        Assert.AreEqual(0, CostThreshold.Of(P, Y, missed: 0, inVain: 1).Acted);
    }

    [TestMethod]
    public void Platt_finds_the_line_and_isotonic_never_falls()
    {
        var random = new ServiceBot.Insight.Learning.SeededRandom(1);
        var scores = Enumerable.Range(0, 20_000).Select(_ => (random.NextDouble() * 6) - 3).ToArray();
        var happened = scores.Select(score => random.NextDouble() < 1 / (1 + Math.Exp(-((1.5 * score) - 0.5)))).ToArray();

        var platt = Platt.Fit(scores, happened);
        var isotonic = Isotonic.Fit(scores, happened);

        Assert.AreEqual(1.5, platt.Slope, 0.06);
        Assert.AreEqual(-0.5, platt.Offset, 0.06);
        Assert.AreEqual(platt.Of(1), isotonic.Of(1), 0.05);
        Assert.IsTrue(isotonic.Probabilities.Zip(isotonic.Probabilities.Skip(1)).All(pair => pair.First <= pair.Second));
        Assert.AreEqual(0.5, Isotonic.Fit([.1, .2, .3], [true, false, false]).Of(.15), 0.17);
    }
}
