using ServiceBot.Insight.Learning;
using ServiceBot.Insight.Value;

namespace ServiceBot.Tests.Insight.Value;

/// <summary>Models of value are fitted to what was known, and measured on what came.</summary>
[TestClass]
public sealed class ValueHoldOutTests
{
    private static readonly DateTime Begin = new(2025, 1, 1);

    [TestMethod]
    public void Days_with_a_purchase_are_purchases_and_what_is_later_is_not_known()
    {
        var buyer = Buyer.Of([(Begin.AddDays(14).AddHours(9), 30), (Begin.AddHours(20), 10), (Begin.AddDays(14).AddHours(1), 12), (Begin.AddDays(35), 50)]);

        CollectionAssert.AreEqual(new[] { 10.0, 42, 50 }, buyer.Sums);
        Assert.IsNull(buyer.Before(Begin));
        Assert.AreEqual((new PurchaseHistory(0, new(0), Weeks.OfDays(1)), 0), buyer.Before(Begin.AddDays(1)));
        Assert.AreEqual((new PurchaseHistory(1, new(2), new(3)), 42), buyer.Before(Begin.AddDays(21)));
        Assert.AreEqual((new PurchaseHistory(2, new(5), new(6)), 46), buyer.Before(Begin.AddDays(42)));
    }

    [TestMethod]
    public void What_was_held_out_comes_about_as_promised_and_nearer_than_by_the_same_rate()
    {
        var random = new SeededRandom(9);
        List<Buyer> buyers = [.. Enumerable.Range(0, 4_000).Select(_ => Simulate(random))];
        var (fit, held) = ValueHoldOut.Of(buyers, Begin.AddDays(364), Begin.AddDays(546))!.Value;

        Assert.IsGreaterThan(1_000, held.Purchases);
        Assert.AreEqual(1, held.Model.Purchases / held.Purchases, 0.1);
        Assert.AreEqual(1, held.Model.Value / held.Value, 0.1);
        Assert.IsGreaterThan(1.3, held.SameRate.Purchases / held.Purchases);
        Assert.IsLessThan(held.SameRate.MeanError, held.Model.MeanError);
        Assert.IsLessThan(held.SameRate.ValueError, held.Model.ValueError);
        Assert.IsGreaterThan(held.SameRate.Correlation, held.Model.Correlation);
        Assert.IsGreaterThan(0.75, held.BuysAgain);
        Assert.IsGreaterThan(0.3, held.TopTenth);
        Assert.AreEqual(0, fit.Correlation, 0.1);
        Assert.IsTrue(buyers.Select(buyer => buyer.Before(Begin.AddDays(546))).OfType<(PurchaseHistory History, double Mean)>().All(one => fit.Worth(one.History, one.Mean, 12, 0.01) <= fit.Expected(one.History, one.Mean, Weeks.OfMonths(12)).Value));
        Assert.IsNull(ValueHoldOut.Of([.. buyers.Take(20)], Begin.AddDays(364), Begin.AddDays(546)), "so few tell nothing");
    }

    /// <summary>Buys by chance at a rate of one's own until one stops, and spends about the same each time.</summary>
    private static Buyer Simulate(SeededRandom random)
    {
        var (rate, spend) = (random.NextGamma(0.8) / 40, 20 + random.NextGamma(3) * 10);
        var gone = random.NextGamma(2);
        var stops = gone / (gone + random.NextGamma(8));
        var purchases = new List<(DateTime, double)>();
        for (var at = Begin.AddDays(random.Next(180)); at < Begin.AddDays(546); at = at.AddDays(1 + (-Math.Log(1 - random.NextDouble()) / rate)))
        {
            purchases.Add((at, spend * (0.5 + random.NextDouble())));
            if (random.NextDouble() < stops || purchases.Count > 400)
            {
                break;
            }
        }

        return Buyer.Of(purchases);
    }
}
