using ServiceBot.Crm.Forecasts;
using ServiceBot.Crm.Opportunities;
using ServiceBot.Crm.Pipelines;

namespace ServiceBot.Tests.Crm.Sales;

[TestClass]
public sealed class SalesHistoryTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [TestMethod]
    public void The_funnel_follows_those_that_entered_in_the_period_wherever_they_are_now()
    {
        var history = History(
            Way(1, "new@5 proposal@20 talks@40 won@70"),
            Way(2, "new@6 proposal@25 lost@80"),
            Way(3, "new@7"),
            Way(4, "new@8 talks@9 new@10 lost@12"),      // leaps, and falls back
            Way(5, "proposal@10 won@11"),
            Way(6, "new@-20 proposal@5 lost@6"));        // entered the first stage before the period

        var rows = Funnel.Of(history, new(2026, 1, 1), new(2026, 1, 31));

        Assert.AreEqual(
            "new 4: proposal 3 talks 2 won 1 lost 2 open 1 | proposal 4: talks 2 won 2 lost 2 open 0 | talks 1: won 0 lost 1 open 0",
            string.Join(" | ", rows.Select(row => $"{row.Stage.Key} {row.Entered}: {string.Join(' ', row.Reached.Select(reached => $"{reached.Stage.Key} {reached.Count}"))} lost {row.Lost} open {row.Open}")));
    }

    [TestMethod]
    public void A_month_is_forecast_from_what_was_known_at_its_first_moment()
    {
        var history = History(
            Way(1, "new@-60 lost@-50"), Way(2, "new@-60 won@-50"),
            Way(3, "new@-5 won@10", day: 20),                // expected in January, and won in it
            Way(4, "new@-5 won@40", day: 20),                // expected in January, won later
            Way(5, "new@3 won@4", day: 20),                  // not known on the first of January
            Way(6, "new@-5 lost@9", day: 20, own: 60));

        var month = BackTest.Of(history, new(2026, 2, 15), 1).Months.Single();

        // Learned for "new": (1 + 20·0.1) / (2 + 20) = 0.13636; what closed later was not known.
        Assert.AreEqual((new(2026, 1, 1), 3, 1_000m), (month.Month, month.Deals, month.Actual));
        Assert.AreEqual(1_000 * ((2 * 3 / 22.0) + 0.6), (double)month.Expected, 1e-6);
        Assert.AreEqual((0m, 1_000m, 2_000m, true), (month.P10, month.P50, month.P90, month.IsCovered));
    }

    [TestMethod]
    public void The_figures_of_a_back_test_are_those_by_hand()
    {
        var test = new BackTest([new(new(2026, 1, 1), 3, 120, 50, 100, 200, 100), new(new(2026, 2, 1), 3, 80, 50, 100, 200, 240), new(new(2026, 3, 1), 1, 30, 0, 0, 100, 0)]);

        Assert.AreEqual((20m - 160m + 30m) / 3, test.Bias);
        Assert.AreEqual(((20m / 100) + (160m / 240)) / 2, test.Mape, "a month without anything has no share");
        Assert.AreEqual((((5m + 0 + 10) / 3) + ((19m + 70 + 36) / 3) + ((0m + 0 + 10) / 3)) / 3, test.Pinball);
        Assert.AreEqual(2m / 3, test.Coverage);
        Assert.AreEqual(1.96 * Math.Sqrt(0.16 / 3), test.CoverageError!.Value, 1e-12);
        Assert.AreEqual((null, null, null, null), (new BackTest([]).Bias, new BackTest([]).Mape, new BackTest([]).Pinball, new BackTest([]).Coverage));
    }

    [TestMethod]
    public void Forecasts_of_deals_that_are_won_as_likely_as_is_said_cover_eight_months_of_ten()
    {
        var random = new Random(11);
        var ways = Enumerable.Range(0, 36 * 60).Select(i =>
        {
            var (month, own) = (i / 60, random.Next(5, 96));
            var (begin, decided) = (Start.AddMonths(-month).AddDays(-3), Start.AddMonths(-month).AddDays(random.Next(1, 25)));
            var amount = random.Next(100, 5_000);
            OpportunityChange State(int version, string stage, DateTimeOffset at) => Change(i + 1, version, stage, at, DateOnly.FromDateTime(Start.AddMonths(-month).AddDays(20).DateTime), own, amount);
            return new[] { State(1, "new", begin), State(2, random.Next(100) < own ? "won" : "lost", decided) };
        });

        var test = BackTest.Of(History([.. ways]), new(2026, 2, 1), 36);

        Assert.HasCount(36, test.Months);
        Assert.AreEqual(0.8, (double)test.Coverage!, test.CoverageError!.Value);
        Assert.IsLessThan(0.05m, Math.Abs(test.Bias!.Value) / test.Months.Average(month => month.Actual));
    }

    private static SalesHistory History(params OpportunityChange[][] ways) =>
        new([Some.Pipeline], ways.SelectMany(way => way), Some.Snapshot().Rates, TimeZoneInfo.Utc, priorWeight: 20);

    /// <summary>The way of an opportunity: stages with the day on which each was entered, counted from the first of January.</summary>
    private static OpportunityChange[] Way(long number, string way, int day = 100, int? own = null) => [.. way.Split(' ').Index().Select(step =>
        step.Item.Split('@') is [var stage, var at] ? Change(number, step.Index + 1, stage, Start.AddDays(int.Parse(at)), DateOnly.FromDateTime(Start.AddDays(day).DateTime), own, 1_000) : throw new FormatException(step.Item))];

    private static OpportunityChange Change(long number, long version, string stage, DateTimeOffset at, DateOnly closeDay, int? own, decimal amount) => new()
    {
        Opportunity = number,
        Version = version,
        At = at,
        Who = "staff:x",
        Pipeline = Pipeline.First,
        PipelineVersion = 1,
        Stage = stage,
        State = Some.Pipeline.Find(stage)!.Kind,
        Entered = true,
        Amount = amount,
        Currency = "USD",
        CloseDay = closeDay,
        Probability = own,
    };
}
