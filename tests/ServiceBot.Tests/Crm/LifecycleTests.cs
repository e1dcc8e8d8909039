using FsCheck;
using FsCheck.Fluent;
using ServiceBot.Crm.Lifecycle;

namespace ServiceBot.Tests.Crm;

[TestClass]
public sealed class LifecycleTests
{
    private static readonly DateTimeOffset Start = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly LifecycleOptions Options = new();

    [TestMethod]
    [DataRow("", 500, "Prospect@0", DisplayName = "nothing bought")]
    [DataRow("10", 20, "Prospect@0 New@10")]
    [DataRow("10", 60, "Prospect@0 New@10 Growing@40", DisplayName = "thirty days after the only order")]
    [DataRow("10", 200, "Prospect@0 New@10 Growing@40 Churned@100", DisplayName = "ninety days at the least")]
    [DataRow("10 110", 150, "Prospect@0 New@10 Growing@40 Churned@100 Returning@110", DisplayName = "comes back after having been gone")]
    [DataRow("0 60 120 180 240", 250, "New@0 Growing@30 Loyal@240", DisplayName = "five orders and 180 days")]
    [DataRow("0 10 20 30 40", 200, "New@0 Growing@10 Churned@130", DisplayName = "often, and never for long")]
    [DataRow("0 50 100 150", 400, "New@0 Growing@30 Churned@300", DisplayName = "three times the own gap of fifty days")]
    [DataRow("240 0 120 60 180", 250, "New@0 Growing@30 Loyal@240", DisplayName = "in any order")]
    public void Stages_follow_from_the_orders(string days, int until, string expected)
    {
        var history = Lifecycle.HistoryOf(DaysOf(days), Start, Start.AddDays(until), Options);

        Assert.AreEqual(expected, string.Join(' ', history.Select(step => $"{step.Stage}@{(step.Since - Start).TotalDays:0}")));
    }

    [TestMethod]
    public void Any_orders_give_a_history_that_reads_the_same_as_of_every_day_and_no_order_makes_anybody_churned() => Prop.ForAll(
        Gen.Choose(0, 900).ListOf().Select(days => days.ToArray()).ToArbitrary(),
        days =>
        {
            DateTimeOffset[] bought = [.. days.Select(day => Start.AddDays(day))];
            var whole = Lifecycle.HistoryOf(bought, Start, Start.AddDays(1_200), Options);
            Assert.IsNotEmpty(whole);
            Assert.IsFalse(whole.Any(step => step.Stage == LifecycleStage.Churned && bought.Contains(step.Since)), "only time makes anybody churned");
            Assert.IsFalse(whole.Zip(whole.Skip(1)).Any(pair => pair.First.Stage == pair.Second.Stage || pair.First.Since >= pair.Second.Since));
            foreach (var day in new[] { 0, 100, 350, 700, 1_000 })
            {
                var asOf = Lifecycle.HistoryOf(bought, Start, Start.AddDays(day), Options);
                CollectionAssert.AreEqual(whole.Where(step => step.Since <= Start.AddDays(day)).ToList(), asOf.ToList(), $"as of day {day}");
            }
        }).QuickCheckThrowOnFailure();

    private static IEnumerable<DateTimeOffset> DaysOf(string days) => days.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(day => Start.AddDays(int.Parse(day, System.Globalization.CultureInfo.InvariantCulture)));
}
