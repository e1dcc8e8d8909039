using FsCheck;
using FsCheck.Fluent;
using ServiceBot.Crm.Quotes;

namespace ServiceBot.Tests.Crm.Sales;

[TestClass]
public sealed class QuoteTests
{
    private static readonly DateOnly Monday = new(2026, 3, 2);

    private static readonly QuoteTerms Plain = new() { Title = "Fibre", Currency = "USD", ValidUntil = Monday };

    [TestMethod]
    public void Lines_are_discounted_one_by_one_then_all_and_taxes_are_rounded_once_for_each_rate()
    {
        var terms = Plain with { Discount = 10, Lines = [Line(3, 9.99m, discount: 5, tax: 20), Line(1, 0.01m, tax: 20), Line(2, 50, tax: 7.7m), Line(1, 1.5m, list: 3)] };

        var totals = QuoteTotals.Of(terms);

        CollectionAssert.AreEqual(new[] { 25.62m, 0.01m, 90m, 1.35m }, totals.Lines.ToList());
        CollectionAssert.AreEqual(new[] { new TaxSum(0, 1.35m, 0), new TaxSum(7.7m, 90m, 6.93m), new TaxSum(20, 25.63m, 5.13m) }, totals.Taxes.ToList());
        Assert.AreEqual((132.98m, 116.98m, 129.04m, 12.03m), (totals.List, totals.Net, totals.Total, totals.Discount));
    }

    [TestMethod]
    public void Yen_have_no_decimals_and_a_price_above_the_list_is_no_discount()
    {
        var totals = QuoteTotals.Of(Plain with { Currency = "JPY", Lines = [Line(3, 33.4m, list: 30, tax: 10)] });

        Assert.AreEqual((100m, 90m, 110m, 0m), (totals.Net, totals.List, totals.Total, totals.Discount));
    }

    [TestMethod]
    [DataRow(1, 100, 0, "", DisplayName = "small and at the list's price")]
    [DataRow(1, 100, 10, "", DisplayName = "just as far below as nobody minds")]
    [DataRow(1, 100, 10.01, "Discount 10.01>10")]
    [DataRow(100, 100, 0, "", DisplayName = "just as much")]
    [DataRow(100.01, 100, 0, "Amount 10001>10000")]
    [DataRow(150, 100, 20, "Discount 20>10 Amount 12000>10000")]
    public void What_is_far_below_the_list_or_large_needs_an_approval(double quantity, double each, double discount, string expected) =>
        Assert.AreEqual(expected, Reasons(Plain with { Discount = (decimal)discount, Lines = [Line((decimal)quantity, (decimal)each)] }));

    [TestMethod]
    public void Amounts_are_compared_in_the_companys_currency_and_what_has_no_rate_needs_an_approval()
    {
        var terms = Plain with { Lines = [Line(1, 9_000)] };

        Assert.AreEqual("Amount 10800>10000", Reasons(terms with { Currency = "EUR" }));
        Assert.AreEqual("NoRate 9000>10000", Reasons(terms with { Currency = "CHF" }));
    }

    [TestMethod]
    public void A_lower_price_than_the_lists_is_a_discount_too() => Assert.AreEqual("Discount 50>10", Reasons(Plain with { Lines = [Line(1, 50, list: 100)] }));

    [TestMethod]
    public void Sums_fit_together_and_nobody_pays_more_than_without_discounts() => Prop.ForAll(
        (from quantity in Gen.Choose(1, 5_000)
         from cents in Gen.Choose(0, 1_000_000)
         from discount in Gen.Choose(0, 100)
         from tax in Gen.Elements(0m, 7.7m, 19m, 20m)
         select Line(quantity / 10m, cents / 100m, discount: discount, tax: tax)).ListOf().Where(lines => lines.Count > 0).ToArbitrary(),
        Gen.Choose(0, 100).ToArbitrary(),
        (lines, discount) =>
        {
            var (totals, full) = (QuoteTotals.Of(Plain with { Discount = discount, Lines = lines }), QuoteTotals.Of(Plain with { Lines = lines }));
            Assert.AreEqual(totals.Lines.Sum(), totals.Net);
            Assert.AreEqual(totals.Net, totals.Taxes.Sum(tax => tax.Net));
            Assert.AreEqual(totals.Net + totals.Taxes.Sum(tax => tax.Amount), totals.Total);
            Assert.IsTrue(totals.Net <= full.Net && totals.Net >= 0 && totals.Discount is >= 0 and <= 100);
        }).QuickCheckThrowOnFailure();

    [TestMethod]
    public void A_quote_that_was_sent_expires_after_its_last_day_and_can_only_be_written_anew()
    {
        var sent = new QuoteVersion { Number = 1, State = QuoteState.Sent, Terms = Plain, Author = "staff:a" };

        Assert.AreEqual((QuoteState.Sent, QuoteState.Expired), (sent.StateOn(Monday), sent.StateOn(Monday.AddDays(1))));
        Assert.AreEqual("revise", string.Join(' ', QuoteSteps.Of(QuoteState.Expired)));
        Assert.AreEqual("Accepted Replaced", string.Join(' ', Enum.GetValues<QuoteState>().Where(state => QuoteSteps.Of(state).Count == 0)));
        Assert.AreEqual("Sent", string.Join(' ', Enum.GetValues<QuoteState>().Where(state => QuoteSteps.Of(state).Contains(QuoteSteps.Accept))));
        Assert.AreEqual("Draft", string.Join(' ', Enum.GetValues<QuoteState>().Where(state => QuoteSteps.Of(state).Contains(QuoteSteps.Change))));
    }

    private static QuoteLine Line(decimal quantity, decimal each, decimal? list = null, decimal discount = 0, decimal tax = 0) => new(Guid.Empty, quantity, each, list ?? each, discount, tax);

    private static string Reasons(QuoteTerms terms) => string.Join(
        ' ', ApprovalRule.Of(terms, new("USD", Monday, [new("EUR", Monday.AddDays(-3), 1.2m)]), new()).Select(reason => FormattableString.Invariant($"{reason.Kind} {reason.Figure:0.##}>{reason.Limit:0.##}")));
}
