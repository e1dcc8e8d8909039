using ServiceBot.Storage;

namespace ServiceBot.Crm.Customers;

/// <summary>What customers are looked up by.</summary>
/// <param name="Id">The customer.</param>
/// <param name="Name">The name, when the books have one.</param>
/// <param name="CreatedAt">Since when the books have them.</param>
/// <param name="Emails">E-mail addresses.</param>
/// <param name="Phones">Phone numbers.</param>
/// <param name="Numbers">Customer numbers.</param>
public sealed record CustomerCard(Guid Id, string? Name, DateTimeOffset CreatedAt, IReadOnlyList<string> Emails, IReadOnlyList<string> Phones, IReadOnlyList<string> Numbers)
{
    /// <summary>The cards of some customers. Who turned out to be somebody else has none: that one has it.</summary>
    public static async Task<IReadOnlyList<CustomerCard>> ListAsync(Session session, Guid[] customers)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(customers);
        if (customers.Length == 0)
        {
            return [];
        }

        var people = await session.QueryAsync<Row>(
            $"""
            SELECT id, name, created_at FROM crm_customer
            WHERE {session.Dialect.IsIn("id", "@customers")}
                AND NOT EXISTS (SELECT 1 FROM crm_same_person WHERE crm_same_person.customer_id = crm_customer.id AND revoked_at IS NULL)
            """,
            new { customers });
        var known = (await session.QueryAsync<Identifier>(
            $"SELECT customer_id, kind, value FROM crm_identifier WHERE kind <> 'channel' AND {session.Dialect.IsIn("customer_id", "@customers")} ORDER BY id", new { customers }))
            .ToLookup(row => (row.CustomerId, row.Kind), row => row.Value);
        return [.. people.Select(row => new CustomerCard(
            row.Id, row.Name, row.CreatedAt, [.. known[(row.Id, IdentifierKinds.Email)]], [.. known[(row.Id, IdentifierKinds.Phone)]], [.. known[(row.Id, IdentifierKinds.CustomerNumber)]]))];
    }

    private sealed record Row
    {
        public required Guid Id { get; init; }

        public string? Name { get; init; }

        public required DateTimeOffset CreatedAt { get; init; }
    }

    private sealed record Identifier
    {
        public required Guid CustomerId { get; init; }

        public required string Kind { get; init; }

        public required string Value { get; init; }
    }
}
