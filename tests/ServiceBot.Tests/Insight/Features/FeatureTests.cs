using ServiceBot.Crm.Orders;
using ServiceBot.Desk.Contracts;
using ServiceBot.Desk.Requests;
using ServiceBot.Insight.Features;

namespace ServiceBot.Tests.Insight.Features;

[TestClass]
public sealed class FeatureTests
{
    private static readonly DateTimeOffset Now = new(2026, 7, 1, 12, 0, 0, TimeSpan.Zero);

    private static readonly CustomerPast Ann = new(
        Day(400),
        [Order(300, 100), Order(200, 50), Order(60, 80) with { Refunds = [(Day(50), 30m)] }, Order(20, 999) with { CancelledAt = Day(10) }, Order(5, 40)],
        [
            new(Guid.Empty, Day(30), Day(29), [(Day(28), true), (Day(27), false), (Day(20), true)]),
            new(Guid.Empty, Day(26), null, []),
        ],
        [(Day(100), Day(100)), (Day(24), Day(23)), (Day(2), Day(1))],
        [(Day(19), 2), (Day(300), 5)],
        [(Day(30), 1), (Day(0), -1)],
        [Contract(200, 165)]);

    [TestMethod]
    [DataRow("tenure_days", 400)]
    [DataRow("recency_days", 5)]
    [DataRow("frequency", 4)]
    [DataRow("monetary", 240)]
    [DataRow("gap_days", 100)]
    [DataRow("orders_90", 2)]
    [DataRow("spend_90", 90)]
    [DataRow("spend_change", 90)]
    [DataRow("refunded", 30)]
    [DataRow("contracts", 1)]
    [DataRow("contract_days", 164.5)]
    [DataRow("contracts_over", 0)]
    [DataRow("active_days_90", 9)]
    [DataRow("active_days_before", 1)]
    [DataRow("silence_days", 1)]
    [DataRow("conversations_90", 2)]
    [DataRow("requests_90", 2)]
    [DataRow("open_requests", 1)]
    [DataRow("waiting_hours", ((1 * 24) + (26 * 24)) / 2.0)]
    [DataRow("reopenings_180", 1)]
    [DataRow("repeat_contacts_90", 2)]
    [DataRow("satisfaction", 3.5)]
    [DataRow("low_ratings_180", 1)]
    [DataRow("mood", -1 / 3.0)]
    public void A_figure_is_what_its_column_says(string name, double expected) => Assert.AreEqual(expected, Figure(Ann, Now, name), 1e-9);

    [TestMethod]
    public void Every_figure_is_tried_here() => CollectionAssert.AreEquivalent(
        Feature.All.Select(feature => feature.Name).ToList(),
        typeof(FeatureTests).GetMethod(nameof(A_figure_is_what_its_column_says))!.GetCustomAttributes(typeof(DataRowAttribute), inherit: false).Select(row => ((DataRowAttribute)row).Data![0]).ToList());

    [TestMethod]
    public void Of_whom_nothing_is_known_there_is_nothing_but_zeros_tenure_and_silence()
    {
        var known = Feature.All.Zip(Feature.Of(CustomerPast.Of(Day(10)), Now)).Where(pair => !double.IsNaN(pair.Second) && pair.Second != 0).Select(pair => $"{pair.First.Name} {pair.Second}");

        Assert.AreEqual("tenure_days 10, silence_days 10", string.Join(", ", known));
    }

    [TestMethod]
    public void Before_anything_was_known_of_them_there_is_neither_tenure_nor_silence()
    {
        Assert.AreEqual((double.NaN, double.NaN), (Figure(CustomerPast.Of(Now), Day(1), "tenure_days"), Figure(CustomerPast.Of(Now), Day(1), "silence_days")));
        Assert.AreEqual(299, Figure(Ann with { KnownSince = Now }, Day(1), "tenure_days"), 1e-9, "an order before the books had them");
    }

    [TestMethod]
    public void What_happened_later_has_no_part_in_any_figure()
    {
        for (var day = 395; day >= 0; day -= 3)
        {
            var at = Day(day);
            var then = new CustomerPast(
                Ann.KnownSince,
                [.. Ann.Purchases.Where(order => order.At <= at).Select(order => order with { CancelledAt = order.CancelledAt <= at ? order.CancelledAt : null, Refunds = [.. order.Refunds.Where(refund => refund.At <= at)] })],
                [.. Ann.Requests.Where(request => request.OpenedAt <= at).Select(request => new RequestPast(request.Customer, request.OpenedAt, request.AnsweredAt <= at ? request.AnsweredAt : null, [.. request.Steps.Where(step => step.At <= at)]))],
                [.. Ann.Talks.Where(talk => talk.From <= at)],
                [.. Ann.Ratings.Where(rating => rating.At <= at)],
                [.. Ann.Moods.Where(mood => mood.At <= at)],
                [.. Ann.Contracts.Where(contract => contract.StartsAt <= at).Select(contract => contract.EndsAt <= at ? contract : contract with { EndsAt = contract.LastsUntil })]);

            CollectionAssert.AreEqual(Feature.Of(then, at), Feature.Of(Ann, at), $"{day} days ago");
        }
    }

    private static double Figure(CustomerPast past, DateTimeOffset at, string name) => Feature.Of(past, at)[Feature.All.Index().Single(pair => pair.Item.Name == name).Index];

    private static DateTimeOffset Day(double ago) => Now.AddDays(-ago);

    private static Purchase Order(double ago, decimal value) => new(Guid.Empty, $"HL-{100_000 + ago}", Day(ago), value, null, []);

    /// <summary>A contract that ends early tomorrow, though it was to last longer.</summary>
    private static Contract Contract(int begunAgo, int left) => new()
    {
        Number = 1,
        Customer = Guid.Empty,
        Terms = new() { Tier = "gold", From = DateOnly.FromDateTime(Day(begunAgo).UtcDateTime), Until = DateOnly.FromDateTime(Day(-left + 1).UtcDateTime), Zone = "UTC" },
        StartsAt = Day(begunAgo),
        EndsAt = Day(-1),
        Version = 1,
    };
}
