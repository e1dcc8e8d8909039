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
        decimal Paid(decimal amount) => Currency.Round(amount, terms.Currency);
        var lines = terms.Lines.Select(line => Paid(line.Quantity * line.Each * (100 - line.Discount) / 100 * (100 - terms.Discount) / 100)).ToList();
        var taxes = terms.Lines.Zip(lines).GroupBy(pair => pair.First.Tax).OrderBy(of => of.Key)
            .Select(of => of.Sum(pair => pair.Second) is var net ? new TaxSum(of.Key, net, Paid(net * of.Key / 100)) : null!).ToList();
        return new(lines, terms.Lines.Sum(line => Paid(line.Quantity * line.ListEach)), lines.Sum(), taxes, lines.Sum() + taxes.Sum(tax => tax.Amount));
    }
}
