using ServiceBot.Storage;

namespace ServiceBot.Crm.Orders;

/// <summary>A product that stands in an order.</summary>
/// <param name="Number">The order's number.</param>
/// <param name="Product">The product's id.</param>
public sealed record OrderedProduct(string Number, Guid Product)
{
    /// <summary>The products in some orders; what is no product is left out.</summary>
    public static async Task<IReadOnlyList<OrderedProduct>> OfAsync(Session session, string[] numbers)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(numbers);
        return numbers.Length == 0 ? [] : await session.QueryAsync<OrderedProduct>(
            $"SELECT DISTINCT order_number AS number, product FROM crm_order_line WHERE product IS NOT NULL AND {session.Dialect.IsIn("order_number", "@numbers")}", new { numbers });
    }
}
