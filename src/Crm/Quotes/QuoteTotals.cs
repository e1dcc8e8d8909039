using ServiceBot.Crm.Currencies;

namespace ServiceBot.Crm.Quotes;

/// <summary>The tax of one rate.</summary>
/// <param name="Percent">The rate.</param>
/// <param name="Net">What it is on.</param>
/// <param name="Amount">The tax.</param>
public sealed record TaxSum(decimal Percent, decimal Net, decimal Amount);

/// <summary>What a quote comes to. Each line is rounded to what can be paid, and so is the tax of each rate, of the sum that it is on.</summary>
/// <param name="Lines">What each line comes to, without tax.</param>
/// <param name="List">What all would cost by the price book.</param>
/// <param name="Net">What is to be paid without tax.</param>
/// <param name="Taxes">The taxes, by rate.</param>
/// <param name="Total">What is to be paid.</param>
public sealed record QuoteTotals(IReadOnlyList<decimal> Lines, decimal List, decimal Net, IReadOnlyList<TaxSum> Taxes, decimal Total)
{
    /// <summary>How far it is below the price book, in percent; 0: it is not.</summary>
    public decimal Discount => List <= 0 || Net >= List ? 0 : decimal.Round((List - Net) / List * 100, 2, MidpointRounding.AwayFromZero);

    /// <summary>Adds a quote up.</summary>
    public static QuoteTotals Of(QuoteTerms terms)
    {
        ArgumentNullException.ThrowIfNull(terms);
        return Of(terms.Lines, terms.Currency, terms.Discount);
    }

    /// <summary>Adds lines up.</summary>
    /// <param name="of">The lines.</param>
    /// <param name="currency">The currency of their prices.</param>
    /// <param name="discount">What is taken off every line, in percent.</param>
    public static QuoteTotals Of(IReadOnlyList<QuoteLine> of, string currency, decimal discount)
    {
        decimal Paid(decimal amount) => Currency.Round(amount, currency);
        var lines = of.Select(line => Paid(line.Quantity * line.Each * (100 - line.Discount) / 100 * (100 - discount) / 100)).ToList();
        var taxes = of.Zip(lines).GroupBy(pair => pair.First.Tax).OrderBy(rate => rate.Key)
            .Select(rate => (Rate: rate.Key, Net: rate.Sum(pair => pair.Second))).Select(sum => new TaxSum(sum.Rate, sum.Net, Paid(sum.Net * sum.Rate / 100))).ToList();
        return new(lines, of.Sum(line => Paid(line.Quantity * line.ListEach)), lines.Sum(), taxes, lines.Sum() + taxes.Sum(tax => tax.Amount));
    }
}
