using ServiceBot.Outreach.Outcomes;

namespace ServiceBot.Tests.Outreach;

[TestClass]
public sealed class CampaignReportTests
{
    [TestMethod]
    public void A_clear_difference_is_proved_a_small_one_is_not_and_few_customers_say_nothing()
    {
        var clear = CampaignReport.Compare([Arm(0, 1_000, 100), Arm(1, 1_000, 200)], 0.5).Single();
        var small = CampaignReport.Compare([Arm(0, 1_000, 100), Arm(1, 1_000, 110)], 0.5).Single();
        var few = CampaignReport.Compare([Arm(0, 10, 0), Arm(1, 190, 90)], 0.05).Single();

        Assert.AreEqual((Verdict.Better, Verdict.NotProved, Verdict.TooFew), (clear.Verdict, small.Verdict, few.Verdict));
        Assert.AreEqual(0.1, clear.Difference, 1e-12);
        Assert.AreEqual(100, clear.Gained, 1e-9, "of the thousand who were written to");
        Assert.IsTrue(small.Low < 0 && small.High > 0);
        Assert.AreEqual(Verdict.Worse, CampaignReport.Compare([Arm(0, 1_000, 200), Arm(1, 1_000, 100)], 0.5).Single().Verdict);
    }

    [TestMethod]
    public void Arms_that_are_not_as_large_as_they_were_drawn_are_not_believed() =>
        Assert.AreEqual(Verdict.Lopsided, CampaignReport.Compare([Arm(0, 1_000, 100), Arm(1, 1_300, 300)], 0.5).Single().Verdict);

    [TestMethod]
    public void Of_an_arm_in_which_nobody_did_it_the_range_is_no_point()
    {
        var none = CampaignReport.Compare([Arm(0, 50, 0), Arm(1, 50, 0)], 0.5).Single();

        Assert.AreEqual(Verdict.NotProved, none.Verdict);
        Assert.IsTrue(none.Low < -0.05 && none.High > 0.05);
    }

    [TestMethod]
    public void Variants_are_compared_with_the_first()
    {
        var comparisons = CampaignReport.Compare([Arm(0, 100, 10), Arm(1, 500, 50), Arm(2, 500, 150), Arm(3, 500, 50)], 100 / 1_600.0);

        Assert.AreEqual("-1:0 2:1 3:1", string.Join(' ', comparisons.Select(one => $"{one.Arm}:{one.Against}")));
        Assert.AreEqual(Verdict.Better, comparisons[1].Verdict);
        Assert.AreEqual(0, comparisons[2].Difference, 1e-12);
    }

    /// <summary>Campaigns without any effect, at whose figures somebody looks after every hundred customers: fewer than one in twenty is ever believed to have one.</summary>
    [TestMethod]
    public void Who_looks_all_the_time_is_seldom_fooled()
    {
        const int Campaigns = 400;
        var (random, fooled) = (new Random(7), 0);
        for (var campaign = 0; campaign < Campaigns; campaign++)
        {
            var (n, did) = (new long[2], new long[2]);
            var isFooled = false;
            for (var customer = 1; customer <= 3_000; customer++)
            {
                var arm = random.Next(2);
                n[arm]++;
                did[arm] += random.NextDouble() < 0.2 ? 1 : 0;
                isFooled |= customer % 100 == 0 && CampaignReport.Compare([Arm(0, n[0], did[0]), Arm(1, n[1], did[1])], 0.5).Single().Verdict is Verdict.Better or Verdict.Worse;
            }

            fooled += isFooled ? 1 : 0;
        }

        Assert.IsLessThan(Campaigns / 20, fooled);
    }

    private static ArmResult Arm(int arm, long entered, long reached) =>
        new() { Arm = arm, Entered = entered, Contacted = entered, Answered = 0, Stopped = 0, Reached = reached, Value = 10 * reached, Squares = 100 * reached };
}
