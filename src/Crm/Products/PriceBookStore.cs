using ServiceBot.Storage;

namespace ServiceBot.Crm.Products;

/// <summary>Price books in the database.</summary>
public static class PriceBookStore
{
    private const string Columns = "id, name, currency, from_day, until_day, version";

    private const string Save = """
        INSERT INTO crm_price_book (id, name, currency, from_day, until_day, version) VALUES (@Id, @Name, @Currency, @from, @until, @Version)
        ON CONFLICT (id) DO UPDATE
        SET name = excluded.name, currency = excluded.currency, from_day = excluded.from_day, until_day = excluded.until_day, version = excluded.version
        """;

    /// <summary>All books by name, without their prices.</summary>
    public static async Task<IReadOnlyList<PriceBook>> ListAsync(Session session) =>
        [.. (await session.QueryAsync<Row>($"SELECT {Columns} FROM crm_price_book ORDER BY name, id")).Select(row => row.Book([]))];

    /// <summary>A book with its prices; null: there is none.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="id">The book.</param>
    /// <param name="product">The product whose prices are wanted; null: all.</param>
    public static async Task<PriceBook?> FindAsync(Session session, Guid id, Guid? product = null)
    {
        if (await session.FindAsync<Row>($"SELECT {Columns} FROM crm_price_book WHERE id = @id", new { id }) is not { } row)
        {
            return null;
        }

        var prices = await session.QueryAsync<PriceRow>($"SELECT product, from_quantity, price_each FROM crm_price WHERE book = @id {(product is null ? "" : "AND product = @product")}", new { id, product });
        return row.Book([.. prices.Select(price => new Price(price.Product, price.FromQuantity, price.PriceEach)).OrderBy(price => price.Product).ThenBy(price => price.FromQuantity)]);
    }

    internal static async Task SaveAsync(UnitOfWork unit, PriceBook book)
    {
        await unit.ExecuteAsync(Save, new { book.Id, book.Name, book.Currency, from = book.From is { } from ? DayText.Of(from) : null, until = book.Until is { } until ? DayText.Of(until) : null, book.Version });
        await unit.ExecuteAsync("DELETE FROM crm_price WHERE book = @Id", new { book.Id });
        if (book.Prices.Count > 0)
        {
            await unit.ExecuteAsync(
                "INSERT INTO crm_price (book, product, from_quantity, price_each) VALUES (@Book, @Product, @FromQuantity, @Each)",
                book.Prices.Select(price => new { Book = book.Id, price.Product, price.FromQuantity, price.Each }).ToList());
        }
    }

    private sealed record Row
    {
        public required Guid Id { get; init; }

        public required string Name { get; init; }

        public required string Currency { get; init; }

        public string? FromDay { get; init; }

        public string? UntilDay { get; init; }

        public required long Version { get; init; }

        public PriceBook Book(IReadOnlyList<Price> prices) => new()
        {
            Id = Id,
            Name = Name,
            Currency = Currency,
            From = FromDay is { } from ? DayText.Read(from) : null,
            Until = UntilDay is { } until ? DayText.Read(until) : null,
            Prices = prices,
            Version = Version,
        };
    }

    private sealed record PriceRow
    {
        public required Guid Product { get; init; }

        public required decimal FromQuantity { get; init; }

        public required decimal PriceEach { get; init; }
    }
}
