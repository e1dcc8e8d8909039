using System.Text.Json;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Crm.Products;

/// <summary>Makes and changes products and price books.</summary>
public sealed class EditProducts(SignalLog signals, TimeProvider clock)
{
    private const int LongestName = 200;

    /// <summary>Makes a product, or changes one.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="wanted">All that it shall be; its id is given when it is made.</param>
    /// <param name="code">The code of the product to change; null: make one.</param>
    /// <param name="version">The version that was read; null: any.</param>
    /// <param name="by">Who does it: <c>staff:…</c> or <c>api:…</c>.</param>
    public async Task<EditOutcome<Product>> SaveAsync(UnitOfWork unit, Product wanted, string? code, long? version, string by)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(wanted);
        await unit.Dialect.LockAsync(unit, LockKeys.Of("crm", "products"));
        var before = code is null ? null : await ProductStore.FindAsync(unit, code);
        if (code is not null && before is null)
        {
            return new EditOutcome<Product>.NotFound();
        }

        if (before is not null && version is not null && version != before.Version)
        {
            return new EditOutcome<Product>.Conflict(before);
        }

        var product = wanted with
        {
            Id = before?.Id ?? Guid.CreateVersion7(clock.GetUtcNow()),
            Code = wanted.Code.Trim().ToUpperInvariant(),
            En = StoredText.CleanLine(wanted.En, LongestName),
            Zh = StoredText.CleanLine(wanted.Zh, LongestName),
            Unit = StoredText.CleanLine(wanted.Unit, 40),
            Version = (before?.Version ?? 0) + 1,
        };
        var errors = product.Errors();
        if (!errors.ContainsKey("code") && await ProductStore.FindAsync(unit, product.Code) is { } other && other.Id != product.Id)
        {
            errors["code"] = ["Another product has it."];
        }

        if (errors.Count > 0)
        {
            return new EditOutcome<Product>.Wrong(errors);
        }

        await ProductStore.SaveAsync(unit, product);
        await SayAsync(unit, before is null ? "ProductCreated" : "ProductChanged", new { product = product.Code, active = product.IsActive, by });
        return new EditOutcome<Product>.Done(product);
    }

    /// <summary>Makes a price book, or changes one.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="wanted">All that it shall be, with all its prices; its id is given when it is made.</param>
    /// <param name="id">The book to change; null: make one.</param>
    /// <param name="version">The version that was read; null: any.</param>
    /// <param name="by">Who does it: <c>staff:…</c> or <c>api:…</c>.</param>
    public async Task<EditOutcome<PriceBook>> SaveAsync(UnitOfWork unit, PriceBook wanted, Guid? id, long? version, string by)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(wanted);
        await unit.Dialect.LockAsync(unit, LockKeys.Of("crm", "products"));
        var before = id is { } known ? await PriceBookStore.FindAsync(unit, known) : null;
        if (id is not null && before is null)
        {
            return new EditOutcome<PriceBook>.NotFound();
        }

        if (before is not null && version is not null && version != before.Version)
        {
            return new EditOutcome<PriceBook>.Conflict(before);
        }

        var book = wanted with { Id = before?.Id ?? Guid.CreateVersion7(clock.GetUtcNow()), Name = StoredText.CleanLine(wanted.Name, LongestName), Version = (before?.Version ?? 0) + 1 };
        var errors = book.Errors();
        var products = await ProductStore.FindAsync(unit, [.. book.Prices.Select(price => price.Product).Distinct()]);
        foreach (var (place, price) in book.Prices.Index().Where(pair => !products.ContainsKey(pair.Item.Product)))
        {
            errors[$"prices[{place}].product"] = ["There is no such product."];
        }

        if (errors.Count > 0)
        {
            return new EditOutcome<PriceBook>.Wrong(errors);
        }

        await PriceBookStore.SaveAsync(unit, book);
        await SayAsync(unit, before is null ? "PriceBookCreated" : "PriceBookChanged", new { book = book.Id, prices = book.Prices.Count, version = book.Version, by });
        return new EditOutcome<PriceBook>.Done(book);
    }

    private Task SayAsync(UnitOfWork unit, string signal, object data) => signals.AppendAsync(unit, new(signal, clock.GetUtcNow(), Data: JsonSerializer.Serialize(data)));
}
