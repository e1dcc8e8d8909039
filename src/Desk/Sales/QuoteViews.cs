using ServiceBot.Crm.Products;
using ServiceBot.Crm.Quotes;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Sales;

/// <summary>A product in a quote as the API takes it.</summary>
/// <param name="Product">The product's code.</param>
/// <param name="Quantity">How many; missing: 1.</param>
/// <param name="Each">The price of one; missing: as the price book says.</param>
/// <param name="Discount">What is taken off this line, in percent.</param>
/// <param name="Tax">The tax, in percent.</param>
internal sealed record QuoteLineBody(string? Product, decimal? Quantity, decimal? Each, decimal Discount = 0, decimal Tax = 0);

/// <summary>A quote as the API takes it: all of it.</summary>
/// <param name="Title">What it is about.</param>
/// <param name="Currency">The currency; missing: the company's own.</param>
/// <param name="Book">The price book; missing: prices are sent.</param>
/// <param name="Discount">What is taken off every line, in percent.</param>
/// <param name="ValidUntil">Its last day; missing: as <c>Crm:Quotes:ValidDays</c> says.</param>
/// <param name="Language"><c>en</c> or <c>zh</c>.</param>
/// <param name="Conditions">What else is agreed.</param>
/// <param name="Lines">The products; missing when it is made for an opportunity: its.</param>
/// <param name="Customer">Whose it is; when it is made, missing: the opportunity's.</param>
/// <param name="Opportunity">What it is for; when it is made.</param>
/// <param name="Version">The version that was read; when it is changed.</param>
internal sealed record QuoteBody(
    string? Title, string? Currency = null, Guid? Book = null, decimal Discount = 0, DateOnly? ValidUntil = null, string? Language = null, string? Conditions = null, IReadOnlyList<QuoteLineBody>? Lines = null,
    Guid? Customer = null, string? Opportunity = null, long? Version = null);

/// <summary>A step of a quote.</summary>
/// <param name="Note">What is said about it.</param>
/// <param name="Version">The version that was read.</param>
internal sealed record QuoteStepBody(string? Note = null, long? Version = null);

/// <summary>A product in a quote.</summary>
internal sealed record QuoteLineView(string Product, decimal Quantity, decimal Each, decimal ListEach, decimal Discount, decimal Tax, decimal Net);

/// <summary>A version of a quote.</summary>
internal sealed record QuoteVersionView(
    long Number, QuoteState State, string Title, string Currency, Guid? Book, decimal Discount, DateOnly ValidUntil, string Language, string? Conditions, IReadOnlyList<QuoteLineView> Lines,
    decimal Net, IReadOnlyList<TaxSum> Taxes, decimal Total, decimal BelowList, IReadOnlyList<ApprovalReason> Reasons, string Author,
    DateTimeOffset? SentAt, decimal? Rate, DateOnly? RateDay, string? AnsweredBy, DateTimeOffset? AnsweredAt, string? Answer)
{
    public static QuoteVersionView Of(QuoteVersion version, IReadOnlyDictionary<Guid, Product> products, DateOnly today)
    {
        var (terms, totals) = (version.Terms, QuoteTotals.Of(version.Terms));
        return new(
            version.Number, version.StateOn(today), terms.Title, terms.Currency, terms.Book, terms.Discount, terms.ValidUntil, terms.Language, terms.Conditions,
            [.. terms.Lines.Zip(totals.Lines, (line, net) => new QuoteLineView(products[line.Product].Code, line.Quantity, line.Each, line.ListEach, line.Discount, line.Tax, net))],
            totals.Net, totals.Taxes, totals.Total, totals.Discount, version.Reasons, version.Author,
            version.SentAt, version.Rate, version.RateDay, version.AnsweredBy, version.AnsweredAt, version.Answer);
    }
}

/// <summary>A quote with its newest version.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Customer">Whose it is.</param>
/// <param name="Opportunity">What it is for.</param>
/// <param name="Order">What it became.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="Version">One more with each change: what changes are compared with.</param>
/// <param name="Allowed">What can be done with it now.</param>
/// <param name="Newest">Its newest version.</param>
internal sealed record QuoteView(string Number, Guid Customer, string? Opportunity, string? Order, DateTimeOffset CreatedAt, long Version, IReadOnlyList<string> Allowed, QuoteVersionView Newest)
{
    public static QuoteView Of(Quote quote, IReadOnlyDictionary<Guid, Product> products, DateOnly today) => new(
        quote.Name, quote.Customer, quote.Opportunity is { } number ? ServiceBot.Crm.Opportunities.Opportunity.NameOf(number) : null, quote.Order, quote.CreatedAt, quote.Version,
        QuoteSteps.Of(quote.Newest.StateOn(today)), QuoteVersionView.Of(quote.Newest, products, today));

    public static async Task<QuoteView> OfAsync(Session session, Quote quote, DateOnly today) => Of(quote, await QuoteStore.ProductsAsync(session, [quote.Newest]), today);
}

/// <summary>A quote with all its versions and all that was done with it, the newest first; and, while it is sent, where the customer answers it.</summary>
internal sealed record QuoteDetailsView(QuoteView Quote, IReadOnlyList<QuoteVersionView> Versions, IReadOnlyList<QuoteChange> History, string? Link);
