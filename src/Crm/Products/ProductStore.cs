using ServiceBot.Storage;

namespace ServiceBot.Crm.Products;

/// <summary>Products in the database.</summary>
public static class ProductStore
{
    private const string Columns = "id, code, en, zh, unit, is_active, version";

    private const string Save = """
        INSERT INTO crm_product (id, code, en, zh, unit, is_active, version) VALUES (@Id, @Code, @En, @Zh, @Unit, @IsActive, @Version)
        ON CONFLICT (id) DO UPDATE
        SET code = excluded.code, en = excluded.en, zh = excluded.zh, unit = excluded.unit, is_active = excluded.is_active, version = excluded.version
        """;

    /// <summary>Products by their codes.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="after">Read on after this code; empty: from the first.</param>
    /// <param name="take">At most so many.</param>
    public static Task<IReadOnlyList<Product>> ListAsync(Session session, string after, int take) =>
        session.QueryAsync<Product>($"SELECT {Columns} FROM crm_product WHERE code > @after ORDER BY code LIMIT @take", new { after, take });

    /// <summary>A product by its code, in any case; null: there is none.</summary>
    public static Task<Product?> FindAsync(Session session, string code) =>
        session.FindAsync<Product>($"SELECT {Columns} FROM crm_product WHERE code = @code", new { code = code.Trim().ToUpperInvariant() });

    /// <summary>Products by their ids.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Product>> FindAsync(Session session, IReadOnlyCollection<Guid> ids) => ids.Count == 0
        ? new Dictionary<Guid, Product>()
        : (await session.QueryAsync<Product>($"SELECT {Columns} FROM crm_product WHERE {session.Dialect.IsIn("id", "@ids")}", new { ids = ids.ToArray() })).ToDictionary(product => product.Id);

    /// <summary>Products by their codes, in any case.</summary>
    public static async Task<IReadOnlyDictionary<string, Product>> FindAsync(Session session, IEnumerable<string> codes)
    {
        string[] wanted = [.. codes.Select(code => code.Trim().ToUpperInvariant()).Distinct()];
        return wanted.Length == 0
            ? new Dictionary<string, Product>()
            : (await session.QueryAsync<Product>($"SELECT {Columns} FROM crm_product WHERE {session.Dialect.IsIn("code", "@wanted")}", new { wanted })).ToDictionary(product => product.Code);
    }

    internal static Task SaveAsync(UnitOfWork unit, Product product) => unit.ExecuteAsync(Save, product);
}
