using FsCheck;
using FsCheck.Fluent;
using ServiceBot.Crm.Forecasts;
using ServiceBot.Crm.Pipelines;

namespace ServiceBot.Tests.Crm.Sales;

[TestClass]
public sealed class WhatIfTests
{
    /// <summary>Edits of which no two are about the same.</summary>
    private static readonly Arbitrary<SalesEdit[]> Edits = Gen.Choose(0, 9).Zip(Gen.Choose(0, 100)).ListOf()
        .Select(picks => picks.Select(pick => Edit(pick.Item1, pick.Item2)).DistinctBy(edit => edit.Target.Of).Take(6).ToArray()).ToArbitrary();

    [TestMethod]
    public void A_deal_of_fifty_thousand_at_eighty_instead_of_fifty_percent_brings_fifteen_thousand_more()      // D11
    {
        var result = WhatIf.Of(Some.FiveDeals(), [new SalesEdit.Probability(2, 80)]);

        Assert.AreEqual((129_000m, 144_000m, 15_000m), (result.Before.Total, result.After.Total, result.Contributions.Single()));
    }

    [TestMethod]
    [DataRow(0.1, 240)]
    [DataRow(0.08, 224)]
    public void Any_function_of_a_snapshot_can_be_asked(double p, double expected)      // D11, by D3: C + p·(N−C) − q·C
    {
        var contributions = Shapley.Of(1, set => 200m + ((set == 1 ? (decimal)p : 0) * 800m) - 40m);

        Assert.AreEqual((decimal)expected - 160m, contributions.Single());
    }

    [TestMethod]
    public void Two_that_only_do_something_together_share_it_and_one_that_does_nothing_has_nothing()
    {
        var contributions = Shapley.Of(3, set => (set & 3) == 3 ? 90 : 0);

        CollectionAssert.AreEqual(new[] { 45m, 45m, 0m }, contributions.ToList());
    }

    [TestMethod]
    public void A_deal_that_is_moved_into_the_period_counts_and_one_that_is_moved_out_does_not()
    {
        var snapshot = Some.Snapshot(Some.Deal(1, 1_000, "proposal"), Some.Deal(2, 3_000, "proposal") with { Day = new(2026, 5, 1) });

        Assert.AreEqual(1_500m, WhatIf.Of(snapshot, [new SalesEdit.Day(1, new(2026, 6, 1)), new SalesEdit.Day(2, new(2026, 3, 1))]).After.Total);
        Assert.AreEqual(550m, WhatIf.Of(snapshot, [new SalesEdit.Price(10)]).After.Total);
        Assert.AreEqual(900m, WhatIf.Of(snapshot, [new SalesEdit.WinRate(Pipeline.First, "proposal", 90)]).After.Total);
    }

    [TestMethod]
    public void Without_edits_nothing_is_otherwise() => Assert.AreEqual(Forecast.Of(Some.FiveDeals()).Total, WhatIf.Of(Some.FiveDeals(), []).After.Total);

    [TestMethod]
    public void Two_edits_of_the_same_contradict_each_other() =>
        Assert.ThrowsExactly<ArgumentException>(() => WhatIf.Of(Some.FiveDeals(), [new SalesEdit.Amount(1, 5), new SalesEdit.Amount(1, 6)]));

    [TestMethod]
    public void Whatever_is_asked_contributions_add_up_in_any_order_and_the_snapshot_stays_as_it_is() => Prop.ForAll(
        Edits,
        edits =>
        {
            var snapshot = Some.FiveDeals();

            var result = WhatIf.Of(snapshot, edits);
            var turned = WhatIf.Of(snapshot, [.. edits.Reverse()]);

            Assert.AreEqual(result.After.Total - result.Before.Total, result.Contributions.Sum(), 1e-6m);
            Assert.AreEqual(result.After.Total, turned.After.Total);
            foreach (var (one, other) in result.Contributions.Zip(turned.Contributions.Reverse()))
            {
                Assert.AreEqual(one, other, 1e-6m);
            }

            Assert.AreEqual(129_000m, Forecast.Of(snapshot).Total);
        }).QuickCheckThrowOnFailure();

    private static SalesEdit Edit(int which, int value) => which switch
    {
        < 3 => new SalesEdit.Probability(which + 1, value),
        < 6 => new SalesEdit.Amount(which - 2, value * 1_000),
        6 => new SalesEdit.Day(1, Some.Today.AddDays(value)),
        7 => new SalesEdit.WinRate(Pipeline.First, "new", value),
        8 => new SalesEdit.WinRate(Pipeline.First, "talks", value),
        _ => new SalesEdit.Price(value - 50),
    };
}
