using System.Diagnostics;
using ServiceBot.Crm.Currencies;
using ServiceBot.Crm.Products;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Sales;

/// <summary>A product as the API takes it: all of it.</summary>
/// <param name="Code">Its code.</param>
/// <param name="En">Its English name.</param>
/// <param name="Zh">Its Chinese name.</param>
/// <param name="Unit">What is counted.</param>
/// <param name="IsActive">Whether it is sold.</param>
/// <param name="Version">The version that was read; when it is changed.</param>
internal sealed record ProductBody(string? Code, string? En, string? Zh, string? Unit, bool IsActive = true, long? Version = null)
{
    public Product Product => new() { Id = default, Code = Code ?? "", En = En ?? "", Zh = Zh ?? "", Unit = Unit ?? "", IsActive = IsActive, Version = 0 };
}

/// <summary>A product.</summary>
internal sealed record ProductView(string Code, string En, string Zh, string Unit, bool IsActive, long Version)
{
    public static ProductView Of(Product product) => new(product.Code, product.En, product.Zh, product.Unit, product.IsActive, product.Version);
}

/// <summary>A page of products.</summary>
/// <param name="Items">The products.</param>
/// <param name="Next">Send it as <c>after</c> to read on; null: this page was not full.</param>
internal sealed record ProductPage(IReadOnlyList<ProductView> Items, string? Next);

/// <summary>What a product costs from a quantity on.</summary>
/// <param name="Product">The product's code.</param>
/// <param name="FromQuantity">The quantity; missing: 1.</param>
/// <param name="Each">The price of one unit.</param>
internal sealed record PriceLine(string? Product, decimal? FromQuantity, decimal? Each);

/// <summary>A price book as the API takes it: all of it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Currency">The currency of its prices.</param>
/// <param name="From">Its first day; missing: it always held.</param>
/// <param name="Until">Its last day; missing: until further notice.</param>
/// <param name="Prices">Its prices.</param>
/// <param name="Version">The version that was read; when it is changed.</param>
internal sealed record PriceBookBody(string? Name, string? Currency, DateOnly? From = null, DateOnly? Until = null, IReadOnlyList<PriceLine>? Prices = null, long? Version = null)
{
    /// <summary>The book; a product that there is not has an id that nothing has, and a price that is missing one that can't be.</summary>
    public PriceBook Book(IReadOnlyDictionary<string, Product> products) => new()
    {
        Id = default,
        Name = Name ?? "",
        Currency = Currency ?? "",
        From = From,
        Until = Until,
        Prices = [.. (Prices ?? []).Select(price => new Price(products.GetValueOrDefault((price.Product ?? "").Trim().ToUpperInvariant())?.Id ?? default, price.FromQuantity ?? 1, price.Each ?? -1))],
        Version = 0,
    };
}

/// <summary>A price book.</summary>
internal sealed record PriceBookView(Guid Id, string Name, string Currency, DateOnly? From, DateOnly? Until, long Version, IReadOnlyList<PriceLine>? Prices)
{
    public static PriceBookView Of(PriceBook book, IReadOnlyList<PriceLine>? prices) => new(book.Id, book.Name, book.Currency, book.From, book.Until, book.Version, prices);

    public static async Task<PriceBookView> OfAsync(Session session, PriceBook book)
    {
        var products = await ProductStore.FindAsync(session, [.. book.Prices.Select(price => price.Product).Distinct()]);
        return Of(book, [.. book.Prices.Select(price => new PriceLine(products[price.Product].Code, price.FromQuantity, price.Each)).OrderBy(line => line.Product, StringComparer.Ordinal).ThenBy(line => line.FromQuantity)]);
    }
}

/// <summary>What something costs, or why that can't be said.</summary>
/// <param name="Outcome"><c>priced</c>, <c>notSold</c>, <c>notYetValid</c>, <c>noLongerValid</c>, <c>noPrice</c> or <c>tooFew</c>.</param>
/// <param name="Currency">The book's currency.</param>
/// <param name="Each">The price of one unit.</param>
/// <param name="Total">The price of all.</param>
/// <param name="FromQuantity">The quantity from which that price holds; or, of too few, the least that has one.</param>
/// <param name="From">The first day of a book that is not valid yet.</param>
/// <param name="Until">The last day of a book that is valid no longer.</param>
internal sealed record PriceView(string Outcome, string Currency, decimal? Each = null, decimal? Total = null, decimal? FromQuantity = null, DateOnly? From = null, DateOnly? Until = null)
{
    public static PriceView Of(PriceOutcome outcome, string currency) => outcome switch
    {
        PriceOutcome.Priced priced => new("priced", currency, priced.Each, priced.Total, priced.FromQuantity),
        PriceOutcome.NotSold => new("notSold", currency),
        PriceOutcome.NotYetValid early => new("notYetValid", currency, From: early.From),
        PriceOutcome.NoLongerValid late => new("noLongerValid", currency, Until: late.Until),
        PriceOutcome.NoPrice => new("noPrice", currency),
        PriceOutcome.TooFew few => new("tooFew", currency, FromQuantity: few.Least),
        _ => throw new UnreachableException(),
    };
}

/// <summary>What a currency is worth from a day on.</summary>
internal sealed record RateBody(string? Currency, DateOnly? Day, decimal? Rate);

/// <summary>What a currency is worth from a day on.</summary>
internal sealed record RateView(string Currency, DateOnly Day, decimal Rate);

/// <summary>The exchange rates of a day.</summary>
/// <param name="Home">The company's own currency, in units of which rates are.</param>
/// <param name="Day">The day.</param>
/// <param name="Rates">Of each other currency the newest rate.</param>
internal sealed record RatesView(string Home, DateOnly Day, IReadOnlyList<RateView> Rates)
{
    public static RatesView Of(ExchangeRates rates) => new(rates.Home, rates.Day, [.. rates.All.Select(rate => new RateView(rate.Currency, rate.Day, rate.Rate))]);
}
