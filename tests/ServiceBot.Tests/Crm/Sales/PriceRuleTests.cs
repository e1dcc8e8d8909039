using System.Globalization;
using ServiceBot.Crm.Products;

namespace ServiceBot.Tests.Crm.Sales;

[TestClass]
public sealed class PriceRuleTests
{
    private static readonly Product Fibre = new() { Id = Guid.NewGuid(), Code = "FIBRE", En = "Fibre", Zh = "光纤", Unit = "month", IsActive = true, Version = 1 };
    private static readonly PriceBook Book = new()
    {
        Id = Guid.NewGuid(),
        Name = "Retail",
        Currency = "USD",
        From = new(2026, 1, 1),
        Until = new(2026, 12, 31),
        Prices = [new(Fibre.Id, 100, 7.995m), new(Fibre.Id, 2, 10), new(Fibre.Id, 10, 9)],
        Version = 1,
    };

    [TestMethod]
    [DataRow("1", "2026-06-01", "TooFew { Least = 2 }")]
    [DataRow("2", "2026-06-01", "Priced { Each = 10, Total = 20, FromQuantity = 2 }")]
    [DataRow("9.5", "2026-06-01", "Priced { Each = 10, Total = 95.0, FromQuantity = 2 }")]
    [DataRow("10", "2026-06-01", "Priced { Each = 9, Total = 90, FromQuantity = 10 }")]
    [DataRow("101", "2026-06-01", "Priced { Each = 7.995, Total = 807.50, FromQuantity = 100 }", DisplayName = "what can be paid, halves away from zero")]
    [DataRow("2", "2026-01-01", "Priced { Each = 10, Total = 20, FromQuantity = 2 }", DisplayName = "the first day")]
    [DataRow("2", "2026-12-31", "Priced { Each = 10, Total = 20, FromQuantity = 2 }", DisplayName = "the last day")]
    [DataRow("2", "2025-12-31", "NotYetValid { From = 01/01/2026 }")]
    [DataRow("2", "2027-01-01", "NoLongerValid { Until = 12/31/2026 }")]
    public void A_price_is_that_of_the_highest_tier_that_is_reached(string quantity, string day, string expected) =>
        Assert.AreEqual(expected, PriceRule.Of(Book, Fibre, decimal.Parse(quantity, CultureInfo.InvariantCulture), DateOnly.Parse(day, CultureInfo.InvariantCulture)).ToString());

    [TestMethod]
    public void What_is_not_sold_and_what_has_no_price_is_said_so()
    {
        Assert.IsInstanceOfType<PriceOutcome.NotSold>(PriceRule.Of(Book, Fibre with { IsActive = false }, 5, Some.Today));
        Assert.IsInstanceOfType<PriceOutcome.NoPrice>(PriceRule.Of(Book, Fibre with { Id = Guid.NewGuid() }, 5, Some.Today));
        Assert.IsInstanceOfType<PriceOutcome.Priced>(PriceRule.Of(Book with { From = null, Until = null }, Fibre, 5, new(1999, 1, 1)), "a book without days always holds");
    }

    [TestMethod]
    public void A_book_that_makes_no_sense_says_what_is_wrong()
    {
        var book = Book with { Name = "", Currency = "usd", Until = new(2025, 1, 1), Prices = [new(Fibre.Id, 1, 5), new(Fibre.Id, 1.0m, 6), new(Fibre.Id, 0, 0.1234567m)] };

        Assert.AreEqual("currency name prices prices[2].each prices[2].fromQuantity until", string.Join(' ', book.Errors().Keys.Order(StringComparer.Ordinal)));
    }
}
