using ServiceBot.Crm.Currencies;

namespace ServiceBot.Crm.Products;

/// <summary>What something costs, or why that can't be said.</summary>
public abstract record PriceOutcome
{
    private PriceOutcome()
    {
    }

    /// <summary>It has a price.</summary>
    /// <param name="Each">The price of one unit.</param>
    /// <param name="Total">The price of all, as it can be paid.</param>
    /// <param name="FromQuantity">The quantity from which that price holds.</param>
    public sealed record Priced(decimal Each, decimal Total, decimal FromQuantity) : PriceOutcome;

    /// <summary>The product is not sold any more.</summary>
    public sealed record NotSold : PriceOutcome;

    /// <summary>The book does not hold yet.</summary>
    /// <param name="From">Its first day.</param>
    public sealed record NotYetValid(DateOnly From) : PriceOutcome;

    /// <summary>The book holds no longer.</summary>
    /// <param name="Until">Its last day.</param>
    public sealed record NoLongerValid(DateOnly Until) : PriceOutcome;

    /// <summary>The book has no price of the product.</summary>
    public sealed record NoPrice : PriceOutcome;

    /// <summary>The book has a price from a greater quantity only.</summary>
    /// <param name="Least">The least quantity with a price.</param>
    public sealed record TooFew(decimal Least) : PriceOutcome;
}

/// <summary>Reads prices out of books.</summary>
public static class PriceRule
{
    /// <summary>The greatest quantity that is sold at once.</summary>
    public const decimal MostQuantity = 1_000_000_000m;

    /// <summary>The price of a product at a quantity on a day: that of the highest tier which the quantity reaches, for all of it.</summary>
    /// <param name="book">The book.</param>
    /// <param name="product">The product.</param>
    /// <param name="quantity">How many units, more than 0.</param>
    /// <param name="day">The day on which it is sold.</param>
    public static PriceOutcome Of(PriceBook book, Product product, decimal quantity, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(book);
        ArgumentNullException.ThrowIfNull(product);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(quantity);
        if (!product.IsActive)
        {
            return new PriceOutcome.NotSold();
        }

        if (day < book.From)
        {
            return new PriceOutcome.NotYetValid(book.From.Value);
        }

        if (day > book.Until)
        {
            return new PriceOutcome.NoLongerValid(book.Until.Value);
        }

        var tiers = book.Prices.Where(price => price.Product == product.Id).ToList();
        return tiers.Count == 0 ? new PriceOutcome.NoPrice()
            : tiers.Where(price => price.FromQuantity <= quantity).MaxBy(price => price.FromQuantity) is { } tier
                ? new PriceOutcome.Priced(tier.Each, Currency.Round(tier.Each * quantity, book.Currency), tier.FromQuantity)
            : new PriceOutcome.TooFew(tiers.Min(price => price.FromQuantity));
    }
}
