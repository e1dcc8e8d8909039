namespace ServiceBot.Crm.Products;

/// <summary>What one unit of a product costs from a quantity on.</summary>
/// <param name="Product">The product.</param>
/// <param name="FromQuantity">The least quantity of which it holds.</param>
/// <param name="Each">The price of one unit.</param>
public sealed record Price(Guid Product, decimal FromQuantity, decimal Each);

/// <summary>Prices in one currency, from a day to another.</summary>
public sealed record PriceBook
{
    /// <summary>The most prices that a book has.</summary>
    public const int MostPrices = 10_000;

    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>The currency of its prices.</summary>
    public required string Currency { get; init; }

    /// <summary>The first day on which it holds; null: it always did.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day on which it holds; null: it does until further notice.</summary>
    public DateOnly? Until { get; init; }

    /// <summary>The prices, each product's by quantity.</summary>
    public IReadOnlyList<Price> Prices { get; init; } = [];

    /// <summary>1, and one more with each change.</summary>
    public required long Version { get; init; }

    /// <summary>What is wrong, by field.</summary>
    internal Dictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>();
        if (Name.Length == 0)
        {
            errors["name"] = ["It is missing."];
        }

        if (!Currencies.Currency.IsCode(Currency))
        {
            errors["currency"] = ["It must be a code of three capitals: EUR."];
        }

        if (Until < From)
        {
            errors["until"] = ["The last day is before the first."];
        }

        if (Prices.Count > MostPrices)
        {
            errors["prices"] = [$"A book has at most {MostPrices} prices."];
        }

        foreach (var (place, price) in Prices.Index())
        {
            if (price.FromQuantity is <= 0 or > PriceRule.MostQuantity)
            {
                errors[$"prices[{place}].fromQuantity"] = [$"It must be more than 0, and at most {PriceRule.MostQuantity}."];
            }

            // A price of one may be finer than what can be paid: 0.0125 for a minute.
            if (price.Each is < 0 or > Currencies.Currency.Most || decimal.Round(price.Each, 6) != price.Each)
            {
                errors[$"prices[{place}].each"] = [$"It must be from 0 to {Currencies.Currency.Most:0}, with at most 6 decimals."];
            }
        }

        if (Prices.GroupBy(price => (price.Product, price.FromQuantity)).FirstOrDefault(same => same.Skip(1).Any()) is { } twice)
        {
            errors["prices"] = [$"Two prices of a product are from the same quantity, {twice.Key.FromQuantity}."];
        }

        return errors;
    }
}
