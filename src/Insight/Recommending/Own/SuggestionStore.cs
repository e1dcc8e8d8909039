using System.Text.Json;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Products;
using ServiceBot.Insight.Churn;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Recommending.Own;

/// <summary>A product that goes with what a customer bought.</summary>
/// <param name="Product">The product's id.</param>
/// <param name="Because">The product of theirs that speaks for it most.</param>
public sealed record ProductSuggestion(Guid Product, Guid Because);

/// <summary>Suggestions in the database.</summary>
public static class SuggestionStore
{
    /// <summary>What goes with what a customer bought, the best first, by the id of any record that is theirs; of products that are sold still.</summary>
    public static async Task<IReadOnlyList<(Product Product, Product Because)>> OfAsync(Session session, Guid customer)
    {
        if (await CustomerCard.RootsAsync(session, [customer]) is not [var person] || await session.FindAsync<string>("SELECT items FROM insight_suggestion WHERE customer_id = @person", new { person }) is not { } text)
        {
            return [];
        }

        var items = JsonSerializer.Deserialize<IReadOnlyList<ProductSuggestion>>(text, ChurnJson.Options)!;
        var products = await ProductStore.FindAsync(session, [.. items.SelectMany(item => new[] { item.Product, item.Because }).Distinct()]);
        return [.. items.Where(item => products.TryGetValue(item.Product, out var product) && product.IsActive && products.ContainsKey(item.Because)).Select(item => (products[item.Product], products[item.Because]))];
    }

    internal static Task<DateTimeOffset?> MadeAtAsync(Session session) => session.FindAsync<DateTimeOffset?>("SELECT made_at FROM insight_suggestion ORDER BY made_at DESC LIMIT 1");

    internal static Task SaveAsync(UnitOfWork unit, IEnumerable<(Guid Customer, IReadOnlyList<ProductSuggestion> Items)> suggestions, DateTimeOffset now) => unit.ExecuteAsync(
        $"""
        INSERT INTO insight_suggestion (customer_id, made_at, items)
        SELECT {unit.Dialect.Id("value ->> 0")}, @now, value ->> 1 FROM {unit.Dialect.EachOf("@rows")} WHERE TRUE
        ON CONFLICT (customer_id) DO UPDATE SET made_at = excluded.made_at, items = excluded.items
        """,
        new { now, rows = JsonSerializer.Serialize(suggestions.Select(one => new[] { $"{one.Customer}", JsonSerializer.Serialize(one.Items, ChurnJson.Options) })) });

    /// <summary>Forgets suggestions that were not made anew.</summary>
    internal static Task EndAsync(UnitOfWork unit, DateTimeOffset now) => unit.ExecuteAsync("DELETE FROM insight_suggestion WHERE made_at < @now", new { now });

    /// <summary>Forgets suggestions for records that are no persons of their own any more, or for whom none may be made.</summary>
    internal static Task ForgetAsync(UnitOfWork unit, Guid[] records) =>
        records.Length == 0 ? Task.CompletedTask : unit.ExecuteAsync($"DELETE FROM insight_suggestion WHERE {unit.Dialect.IsIn("customer_id", "@records")}", new { records });
}
