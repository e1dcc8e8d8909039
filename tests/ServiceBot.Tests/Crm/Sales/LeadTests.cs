using FsCheck;
using FsCheck.Fluent;
using ServiceBot.Crm.Leads;

namespace ServiceBot.Tests.Crm.Sales;

[TestClass]
public sealed class LeadTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 16, 9, 0, 0, TimeSpan.Zero);

    [TestMethod]
    public void Three_leads_that_ended_give_odoo_s_probability()      // D9: 33.4865 %, which odoo's own test pins as 33.49
    {
        var odds = new LeadOdds(
        [
            Record("all", "", 1, 2),
            Record("country", "BE", 0, 1), Record("country", "FR", 1, 0), Record("country", "NL", 0, 1),
            Record("region", "Liège", 0, 1), Record("region", "Nord", 1, 0), Record("region", "Zeeland", 0, 1),
            Record("source", "fair", 1, 0), Record("source", "web", 0, 1), Record("source", "phone", 0, 1),
            Record("stage", "new", 1, 2), Record("stage", "contacted", 1, 1), Record("stage", "qualified", 1, 0),
        ]);

        var chance = odds.Of(new() { Country = "BE", Region = "Liège", Source = "fair" }, LeadStage.Contacted)!;

        Assert.AreEqual(0.334865, chance.Probability, 5e-7);
        Assert.AreEqual("country 0.161 region 0.161 source 19.462 stage 1.909", string.Join(' ', chance.Factors.Select(factor => FormattableString.Invariant($"{factor.Field} {factor.Factor:0.000}"))));
    }

    [TestMethod]
    public void Nothing_is_said_before_a_lead_has_ended_and_a_value_that_nobody_had_says_nothing()
    {
        Assert.IsNull(new LeadOdds([]).Of(new() { Name = "Ann" }, LeadStage.New));

        var odds = new LeadOdds([Record("all", "", 3, 1), Record("country", "UK", 3, 1), Record("stage", "new", 3, 1), Record("country", "gone", 0, 0)]);
        Assert.AreEqual(odds.Of(new(), LeadStage.New)!.Probability, odds.Of(new() { Country = "Peru" }, LeadStage.New)!.Probability, 1e-12);
        Assert.AreEqual(odds.Of(new(), LeadStage.New)!.Probability, odds.Of(new() { Country = "gone" }, LeadStage.New)!.Probability, 1e-12, "those that were taken up again are not counted");
    }

    [TestMethod]
    public void Whatever_was_counted_nothing_is_ever_certain() => Prop.ForAll(
        Gen.Choose(0, 100_000).Zip(Gen.Choose(0, 100_000)).ToArbitrary(),
        counts =>
        {
            var (won, lost) = counts;
            var odds = new LeadOdds([Record("all", "", won, lost), .. LeadOdds.Fields.Select(field => Record(field, "x", won, lost)), Record("stage", "new", won, lost)]);
            var chance = odds.Of(new() { Country = "x", Region = "x", Source = "x" }, LeadStage.New);
            Assert.IsTrue(chance is null ? won + lost == 0 : chance.Probability is > 0 and < 1);
        }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void Half_of_what_they_did_is_left_after_its_half_life_and_all_of_who_they_are()
    {
        LeadPoint[] ledger =
        [
            Point(false, 15, null, 400), Point(false, -5, null, 10),
            Point(true, 20, 14, 14), Point(true, 8, 7, 21), Point(true, 3, null, 100), Point(true, 50, 7, -1),
        ];

        Assert.AreEqual(new LeadScore(10, 10 + 1 + 3), LeadScore.At(ledger, Now), "what is later counts later");
        Assert.AreEqual(12.5, LeadScore.At([Point(true, 25, 45, 45)], Now).Engagement, 1e-12);
    }

    [TestMethod]
    public void A_lead_goes_to_who_speaks_its_language_then_to_who_has_the_fewest()
    {
        var (ann, bo, mei) = (Id(1), Id(2), Id(3));
        LeadSeller[] sellers = [new(mei, ["en", "zh"]), new(bo, ["en"]), new(ann, ["en"])];
        var open = new Dictionary<Guid, long> { [ann] = 4, [bo] = 2, [mei] = 2 };

        Assert.AreEqual((mei, "zh 2 3"), AssignLead.Choose("zh", sellers, open));
        Assert.AreEqual((bo, "en 2 3"), AssignLead.Choose("en", sellers, open), "of two with as many the lower id");
        Assert.AreEqual((bo, "- 2 2"), AssignLead.Choose("zh", sellers[1..], open));
        Assert.AreEqual((null, 2L, 2L), AssignLead.Read("- 2 2"));
        Assert.IsNull(AssignLead.Choose("en", [], open));
    }

    [TestMethod]
    public void Calibration_is_that_by_hand()
    {
        var calibration = LeadCalibration.Of([new() { Said = 0.9, Came = 1 }, new() { Said = 0.85, Came = 0 }, new() { Said = 0.1, Came = 0 }, new() { Said = 0.15, Came = 0 }]);

        Assert.AreEqual((0.01 + 0.7225 + 0.01 + 0.0225) / 4, calibration.Brier!.Value, 1e-12);
        Assert.AreEqual(0.1875, calibration.BaseBrier!.Value, 1e-12);
        Assert.AreEqual("0: 2 of 0.125 0 | 0.8: 2 of 0.875 0.5", string.Join(" | ", calibration.Bins.Select(bin => FormattableString.Invariant($"{bin.From}: {bin.Leads} of {bin.Said} {bin.Came}"))));
    }

    private static Guid Id(byte last) => new(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last);

    private static LeadRecord Record(string field, string value, long won, long lost) => new() { Field = field, Value = value, Won = won, Lost = lost };

    private static LeadPoint Point(bool isEngagement, long points, long? halfLife, int daysAgo) =>
        new() { Id = 1, IsEngagement = isEngagement, Rule = "r", Points = points, HalfLifeDays = halfLife, At = Now.AddDays(-daysAgo) };
}
