using FsCheck;
using FsCheck.Fluent;
using ServiceBot.Crm.Forecasts;
using ServiceBot.Crm.Opportunities;
using ServiceBot.Crm.Pipelines;

namespace ServiceBot.Tests.Crm.Sales;

[TestClass]
public sealed class ForecastTests
{
    [TestMethod]
    public void Five_deals_give_the_known_figures()      // D10: computed with numpy over all eight outcomes
    {
        var forecast = Forecast.Of(Some.FiveDeals());

        Assert.AreEqual((30_000m, 99_000m, 129_000m), (forecast.Won, forecast.Open, forecast.Total));
        Assert.AreEqual(2.549e9, forecast.Variance, 1e-3);
        Assert.AreEqual(50_487.6, Math.Sqrt(forecast.Variance), 0.05);
        (decimal, double)[] expected = [(30_000, .09), (80_000, .09), (110_000, .36), (130_000, .01), (160_000, .36), (180_000, .01), (210_000, .04), (260_000, .04)];
        Assert.HasCount(expected.Length, forecast.Distribution.Outcomes);
        foreach (var ((amount, p), outcome) in expected.Zip(forecast.Distribution.Outcomes))
        {
            Assert.AreEqual(amount, outcome.Amount);
            Assert.AreEqual(p, outcome.Probability, 1e-12);
        }

        Assert.AreEqual((80_000m, 110_000m, 160_000m, 0m), (forecast.P10, forecast.P50, forecast.P90, forecast.Distribution.Step));
    }

    [TestMethod]
    public void What_was_judged_counts_before_what_was_learned_and_that_before_the_stage()
    {
        var wins = new WinRates([new() { Pipeline = Pipeline.First, Stage = "proposal", Closed = 30, Won = 24 }], priorWeight: 20);

        Assert.AreEqual(new(0.35m, ProbabilitySource.Own), wins.Of(Some.Pipeline, "proposal", 35));
        Assert.AreEqual(new(0.68m, ProbabilitySource.Learned, 30, 24), wins.Of(Some.Pipeline, "proposal", null), "(24 + 20·0.5) / (30 + 20)");
        Assert.AreEqual(new(0.1m, ProbabilitySource.Stage), wins.Of(Some.Pipeline, "new", null));
        Assert.AreEqual(new(0, ProbabilitySource.Decided), wins.Of(Some.Pipeline, "lost", 90), "what is decided is decided");
    }

    [TestMethod]
    public void Other_currencies_count_at_the_newest_rate_of_the_snapshot_s_day_and_without_one_not_at_all()
    {
        var snapshot = Some.Snapshot(Some.Deal(1, 100, "won") with { Currency = "EUR" }, Some.Deal(2, 100, "won") with { Currency = "GBP" }, Some.Deal(3, 7, "won"), Some.Deal(4, 9, "won") with { Day = new(2026, 4, 1) });

        var forecast = Forecast.Of(snapshot);

        Assert.AreEqual(117m, forecast.Won);
        Assert.AreEqual(2L, forecast.WithoutRate.Single());
    }

    [TestMethod]
    public void Any_deals_give_a_distribution_with_the_right_mean_and_variance_and_the_same_as_all_outcomes_told_one_by_one() => Prop.ForAll(
        Gen.Choose(0, 5_000).Zip(Gen.Choose(0, 100)).ListOf().Select(deals => deals.Take(10).ToArray()).ToArbitrary(),
        deals =>
        {
            var distribution = SumDistribution.Of(500, [.. deals.Select(deal => ((decimal)deal.Item1, deal.Item2 / 100.0))], 2);

            var all = new Dictionary<decimal, double>();
            for (var set = 0; set < 1 << deals.Length; set++)
            {
                var sum = 500m + deals.Where((_, i) => (set >> i & 1) == 1).Sum(deal => deal.Item1);
                all[sum] = all.GetValueOrDefault(sum) + deals.Select((deal, i) => (set >> i & 1) == 1 ? deal.Item2 / 100.0 : 1 - (deal.Item2 / 100.0)).Aggregate(1.0, (p, factor) => p * factor);
            }

            Assert.AreEqual(1, distribution.Outcomes.Sum(outcome => outcome.Probability), 1e-9);
            foreach (var outcome in distribution.Outcomes)
            {
                Assert.AreEqual(all[outcome.Amount], outcome.Probability, 1e-9);
                all.Remove(outcome.Amount);
            }

            Assert.IsTrue(all.Values.All(p => p < 1e-9), "nothing that can be is missing");
            Assert.IsTrue(distribution.Quantile(0.1) <= distribution.Quantile(0.5) && distribution.Quantile(0.5) <= distribution.Quantile(0.9));
        }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void Of_very_many_deals_the_expected_value_stays_exact_and_the_spread_nearly()
    {
        var random = new Random(5);
        (decimal Amount, double P)[] deals = [.. Enumerable.Range(0, 400).Select(_ => (random.Next(100, 10_000_000) / 100m, random.Next(5, 95) / 100.0))];

        var distribution = SumDistribution.Of(0, deals, 2);

        var mean = deals.Sum(deal => (double)deal.Amount * deal.P);
        var deviation = Math.Sqrt(deals.Sum(deal => (double)deal.Amount * (double)deal.Amount * deal.P * (1 - deal.P)));
        var gotMean = distribution.Outcomes.Sum(outcome => (double)outcome.Amount * outcome.Probability);
        var gotDeviation = Math.Sqrt(distribution.Outcomes.Sum(outcome => Math.Pow((double)outcome.Amount - gotMean, 2) * outcome.Probability));
        Assert.IsGreaterThan(0m, distribution.Step);
        Assert.IsLessThanOrEqualTo(2 * SumDistribution.MostOutcomes, distribution.Outcomes.Count);
        Assert.AreEqual(mean, gotMean, mean * 1e-9);
        Assert.AreEqual(deviation, gotDeviation, deviation * 1e-4);
        Assert.AreEqual(mean - (1.2816 * deviation), (double)distribution.Quantile(0.1), deviation * 0.02, "400 deals are nearly a normal distribution");
        Assert.AreEqual(mean + (1.2816 * deviation), (double)distribution.Quantile(0.9), deviation * 0.02);
    }
}
