using ServiceBot.Desk.Sla;

namespace ServiceBot.Tests.Desk.Sla;

[TestClass]
public sealed class BreachRiskTests
{
    private static readonly RiskOptions Options = new();

    /// <summary>A hundred requests took 1 to 100 hours; 20 of them longer than 80. Of the 40 that took longer than 60 hours half did, of the 25 longer than 75 four in five.</summary>
    [TestMethod]
    [DataRow(BreachRisk.Likely, 60, 40)]
    [DataRow(BreachRisk.VeryLikely, 75, 25)]
    public void It_is_at_risk_from_the_age_at_which_so_many_like_ones_were_late(string level, int age, int open)
    {
        var risk = BreachRisk.Of(level, Hours(80), Took(Enumerable.Range(1, 100)), Options)!;

        Assert.AreEqual((Hours(age), 100, open, 20, "data"), (risk.Age, risk.Requests, risk.Open, risk.Late, risk.Basis));
        Assert.AreEqual("team priority", string.Join(' ', risk.Like));
    }

    [TestMethod]
    public void Where_most_like_ones_were_late_it_is_at_risk_from_the_start()
    {
        Assert.AreEqual((TimeSpan.Zero, 100, 70), Of(BreachRisk.Likely, 30, Took(Enumerable.Range(1, 100))));
        Assert.AreEqual((Hours(13), 87, 70), Of(BreachRisk.VeryLikely, 30, Took(Enumerable.Range(1, 100))));
    }

    [TestMethod]
    [DataRow(BreachRisk.Likely, 75)]
    [DataRow(BreachRisk.VeryLikely, 90)]
    public void With_little_to_compare_it_goes_by_the_share_that_is_used_and_says_so(string level, int share)
    {
        var risk = BreachRisk.Of(level, Hours(100), Took(Enumerable.Range(101, 19)), Options)!;

        Assert.AreEqual((Hours(share), 19, 0, 0, "share", 0), (risk.Age, risk.Requests, risk.Open, risk.Late, risk.Basis, risk.Like.Count));
    }

    [TestMethod]
    public void What_no_like_one_missed_is_at_risk_when_it_is_older_than_they_were_and_its_share_is_used()
    {
        Assert.AreEqual((Hours(75), 0, 0), Of(BreachRisk.Likely, 100, Took(Enumerable.Range(1, 50))));
        Assert.AreEqual((Hours(95), 0, 0), Of(BreachRisk.Likely, 100, Took(Enumerable.Range(46, 50))));
        Assert.AreEqual("share", BreachRisk.Of(BreachRisk.Likely, Hours(100), Took(Enumerable.Range(1, 50)), Options)!.Basis);
        Assert.IsNull(BreachRisk.Of(BreachRisk.Likely, Hours(100), Took(Enumerable.Range(51, 50)), Options), "the last of them was done just in time");
    }

    [TestMethod]
    public void Open_ones_that_are_late_already_count_as_late_and_the_others_decide_nothing()
    {
        var like = new LikeTimes(["team"], [.. Enumerable.Range(1, 30).Select(hours => Hours(hours))], [.. Enumerable.Range(0, 20).Select(_ => Hours(41)), .. Enumerable.Range(0, 500).Select(_ => Hours(39))]);

        Assert.AreEqual((Hours(10), 40, 20), Of(BreachRisk.Likely, 40, like));
    }

    /// <summary>
    /// Times as they are at desks (log-normal: most soon, some very late), of 200 teams. Of new requests that reach the age about so many are late as the level says; and the rule
    /// of thumb it takes the place of, three quarters of the time used, is right about far fewer or far more.
    /// </summary>
    [TestMethod]
    [DataRow(BreachRisk.Likely, 0.5)]
    [DataRow(BreachRisk.VeryLikely, 0.8)]
    public void Of_those_at_risk_about_so_many_are_late_as_it_says(string level, double share)
    {
        var random = new Random(7);
        var (flagged, late, byShare, lateByShare) = (0, 0, 0, 0);
        for (var team = 0; team < 200; team++)
        {
            var (median, spread) = (1 + (random.NextDouble() * 20), 0.5 + random.NextDouble());
            TimeSpan Draw() => TimeSpan.FromHours(median * Math.Exp(spread * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())));
            if (BreachRisk.Of(level, Hours(24), new(["team"], [.. Enumerable.Range(0, 200).Select(_ => Draw())], []), Options) is not { Basis: "data" } risk)
            {
                continue;
            }

            var fresh = Enumerable.Range(0, 500).Select(_ => Draw()).ToList();
            flagged += fresh.Count(time => time > risk.Age);
            late += fresh.Count(time => time > Hours(24));
            byShare += fresh.Count(time => time > Hours(18));
            lateByShare += fresh.Count(time => time > Hours(24));
        }

        Assert.AreEqual(share, (double)late / flagged, 0.06, $"{late} of {flagged}");
        Assert.IsGreaterThan(Math.Abs(((double)late / flagged) - share), Math.Abs(((double)lateByShare / byShare) - share), $"by the share of the time {lateByShare} of {byShare}");
    }

    [TestMethod]
    public void A_bad_setting_is_named()
    {
        var options = new RiskOptions { LikelyPercent = 0, VeryLikelyShare = 101, LikelyShare = 100, FewestRequests = 4, AlertLevel = "maybe" };

        CollectionAssert.AreEqual(
            new[]
            {
                "LikelyPercent: 0 is not between 1 and 100.", "VeryLikelyShare: 101 is not between 1 and 100.", "FewestRequests: 4 is not between 5 and 200.",
                "AlertLevel: 'maybe' is none of likely, veryLikely and none.",
            },
            options.Errors().ToList());
        Assert.AreEqual("What is very likely must not come before what is likely.", new RiskOptions { LikelyPercent = 90 }.Errors().Single());
    }

    private static (TimeSpan Age, int Open, int Late) Of(string level, int target, LikeTimes like) => BreachRisk.Of(level, Hours(target), like, Options) is { } risk ? (risk.Age, risk.Open, risk.Late) : default;

    private static LikeTimes Took(IEnumerable<int> hours) => new(["team", "priority"], [.. hours.Select(hour => Hours(hour)).Reverse()], []);

    private static TimeSpan Hours(int hours) => TimeSpan.FromHours(hours);
}
