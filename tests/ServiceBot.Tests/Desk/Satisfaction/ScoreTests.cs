using ServiceBot.Desk.Satisfaction;

namespace ServiceBot.Tests.Desk.Satisfaction;

/// <summary>The vectors D15 of the analytics reference, to the digits given there.</summary>
[TestClass]
public sealed class ScoreTests
{
    [TestMethod]
    [DataRow(60, 25, 15, 45.0, 14.50)]
    [DataRow(120, 50, 30, 45.0, 10.25)]
    public void NPS_is_promoters_less_detractors_in_points(int promoters, int passives, int detractors, double nps, double half)
    {
        var score = Scores.Nps(new Dictionary<int, long> { [10] = promoters - 5, [9] = 5, [8] = passives, [6] = 1, [0] = detractors - 1 })!.Value;

        Assert.AreEqual(promoters + passives + detractors, score.N);
        Assert.AreEqual(nps, score.Value, 0.05);
        Assert.AreEqual(half, score.High - score.Value, 0.005);
        Assert.AreEqual(half, score.Value - score.Low, 0.005);
    }

    [TestMethod]
    [DataRow(85, 100, 0.7672, 0.9069)]
    [DataRow(9, 10, 0.5958, 0.9821)]
    [DataRow(10, 10, 0.7225, 1)]
    public void CSAT_is_the_share_of_four_and_five_with_Wilsons_interval(int satisfied, int of, double low, double high)
    {
        var score = Scores.Csat(new Dictionary<int, long> { [5] = satisfied - 1, [4] = 1, [3] = of - satisfied })!.Value;

        Assert.AreEqual((double)satisfied / of, score.Value);
        Assert.AreEqual(low, score.Low, 0.00005);
        Assert.AreEqual(high, score.High, 0.00005);
    }

    /// <summary>Quantiles of Student's t at 0.975, from tables of the distribution.</summary>
    [TestMethod]
    [DataRow(1, 12.7062047)]
    [DataRow(4, 2.7764451)]
    [DataRow(9, 2.2621572)]
    [DataRow(30, 2.0422725)]
    [DataRow(99, 1.9842170)]
    [DataRow(1_000_000, 1.9599664)]
    public void Students_quantile_is_that_of_the_tables(int degrees, double quantile) =>
        Assert.AreEqual(quantile, StudentT.Quantile(0.975, degrees), 1e-7 * quantile);

    /// <summary>1…7 once each: mean 4, s = √(28/6) = 2.160247, t(0.975, 6) = 2.4469119, half = t·s/√7 = 1.997895.</summary>
    [TestMethod]
    public void CES_is_the_mean_with_Students_interval_and_the_share_of_five_and_more()
    {
        var counts = Enumerable.Range(1, 7).ToDictionary(score => score, _ => 1L);

        var score = Scores.Ces(counts)!.Value;
        var easy = Scores.EasyShare(counts)!.Value;

        Assert.AreEqual(4, score.Value, 1e-12);
        Assert.AreEqual(4 - 1.997895, score.Low, 5e-7);
        Assert.AreEqual(4 + 1.997895, score.High, 5e-7);
        Assert.AreEqual(3.0 / 7, easy.Value, 1e-12);
    }

    [TestMethod]
    public void Of_no_answers_there_is_no_figure_and_one_answer_says_nothing_sure()
    {
        Assert.IsNull(Scores.Csat(new Dictionary<int, long>()));
        Assert.IsNull(Scores.Nps(new Dictionary<int, long> { [11] = 3 }));
        Assert.IsNull(Scores.Ces(new Dictionary<int, long> { [0] = 3 }));
        Assert.AreEqual(new Score(1, 6, 1, 7), Scores.Ces(new Dictionary<int, long> { [6] = 1 }));
    }

    [TestMethod]
    public void An_interval_holds_its_figure_and_shrinks_with_more_answers()
    {
        var random = new Random(7);
        for (var run = 0; run < 500; run++)
        {
            var n = random.Next(2, 2_000);
            var hits = random.Next(n + 1);
            var (few, many) = (Scores.Share(hits, n), Scores.Share(hits * 4L, n * 4L));

            Assert.IsTrue(few.Low <= few.Value && few.Value <= few.High, $"{hits} of {n}");
            Assert.IsLessThan(few.High - few.Low, many.High - many.Low, $"{hits} of {n}");
        }
    }
}
