using System.Globalization;
using ServiceBot.Crm.Products;

namespace ServiceBot.Web.Pages.Staff.Sales;

/// <summary>A product as its form sends it.</summary>
public sealed class ProductForm
{
    public string? Code { get; set; }
    public string? En { get; set; }
    public string? Zh { get; set; }
    public string? Unit { get; set; }
    public bool IsActive { get; set; }
    public long? Version { get; set; }

    /// <summary>The form of a product as it stands.</summary>
    public static ProductForm Of(Product product) => new() { Code = product.Code, En = product.En, Zh = product.Zh, Unit = product.Unit, IsActive = product.IsActive, Version = product.Version };

    /// <summary>The product.</summary>
    /// <param name="isNew">Whether it is a new one, which is sold.</param>
    public Product Product(bool isNew) => new() { Id = default, Code = Code ?? "", En = En ?? "", Zh = Zh ?? "", Unit = Unit ?? "", IsActive = isNew || IsActive, Version = 0 };
}

/// <summary>A price book as its form sends it.</summary>
public sealed class PriceBookForm
{
    public string? Name { get; set; }
    public string? Currency { get; set; }
    public string? From { get; set; }
    public string? Until { get; set; }
    public long? Version { get; set; }

    /// <summary>The form of a book as it stands.</summary>
    public static PriceBookForm Of(PriceBook book) => new()
    {
        Name = book.Name,
        Currency = book.Currency,
        From = book.From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Until = book.Until?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Version = book.Version,
    };

    /// <summary>The book with some prices; null: a day is none.</summary>
    public PriceBook? Read(IReadOnlyList<Price> prices) => TryRead(From, out var from) && TryRead(Until, out var until)
        ? new() { Id = default, Name = Name ?? "", Currency = Currency?.Trim().ToUpperInvariant() ?? "", From = from, Until = until, Prices = prices, Version = 0 }
        : null;

    private static bool TryRead(string? text, out DateOnly? day)
    {
        day = DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var known) ? known : null;
        return string.IsNullOrWhiteSpace(text) || day is not null;
    }
}
