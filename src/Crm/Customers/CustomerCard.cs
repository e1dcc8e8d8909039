using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Lifecycle;
using ServiceBot.Crm.Lists;
using ServiceBot.Storage;

namespace ServiceBot.Crm.Customers;

/// <summary>What customers are looked up by.</summary>
/// <param name="Id">The customer.</param>
/// <param name="Name">The name, when the books have one.</param>
/// <param name="CreatedAt">Since when the books have them.</param>
/// <param name="Emails">E-mail addresses.</param>
/// <param name="Phones">Phone numbers.</param>
/// <param name="Numbers">Customer numbers.</param>
/// <param name="Stage">Where they stand; null: that is not computed yet.</param>
/// <param name="Tags">Their tags.</param>
public sealed record CustomerCard(
    Guid Id, string? Name, DateTimeOffset CreatedAt, IReadOnlyList<string> Emails, IReadOnlyList<string> Phones, IReadOnlyList<string> Numbers, LifecycleStage? Stage, IReadOnlyList<string> Tags)
{
    /// <summary>The cards of some customers. Of several who are the same, the one whose page is theirs has the card of all.</summary>
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
                AND withdrawn_at IS NULL AND NOT EXISTS (SELECT 1 FROM crm_cluster WHERE crm_cluster.customer_id = crm_customer.id AND root <> crm_customer.id)
            """,
            new { customers });
        var known = (await session.QueryAsync<Identifier>(
            $"""
            SELECT id, customer_id, customer_id AS subject, kind, value FROM crm_identifier WHERE kind <> 'channel' AND withdrawn_at IS NULL AND {session.Dialect.IsIn("customer_id", "@customers")}
            UNION ALL
            SELECT i.id, c.root, i.customer_id, i.kind, i.value FROM crm_cluster c JOIN crm_identifier i ON i.customer_id = c.customer_id
            WHERE i.kind <> 'channel' AND i.withdrawn_at IS NULL AND c.customer_id <> c.root AND {session.Dialect.IsIn("c.root", "@customers")}
            ORDER BY id
            """,
            new { customers }))
            .Select(row => (row.CustomerId, row.Kind, Value: session.Cipher.Open(row.Subject, row.Kind, row.Value)!)).Where(row => row.Value is not null)
            .ToLookup(row => (row.CustomerId, row.Kind), row => row.Value);
        var facets = await FacetStore.OfAsync(session, customers);
        return [.. people.Select(row => new CustomerCard(
            row.Id, row.Name, row.CreatedAt, [.. known[(row.Id, IdentifierKinds.Email)].Distinct(StringComparer.OrdinalIgnoreCase)], [.. known[(row.Id, IdentifierKinds.Phone)].Distinct()], [.. known[(row.Id, IdentifierKinds.CustomerNumber)].Distinct()],
            facets[row.Id].Where(facet => facet.Field == CustomerFacets.Stage).Select(facet => (LifecycleStage?)Enum.Parse<LifecycleStage>(facet.Value, ignoreCase: true)).FirstOrDefault(),
            [.. facets[row.Id].Where(facet => facet.Field == CustomerFacets.Tag).Select(facet => facet.Value).Order(StringComparer.Ordinal)]))];
    }

    /// <summary>The customers whose pages are those of some customers; of several who are the same, one.</summary>
    public static async Task<Guid[]> RootsAsync(Session session, Guid[] customers)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(customers);
        return customers.Length == 0 ? [] : [.. (await session.QueryAsync<Guid>(
            $"SELECT DISTINCT COALESCE(k.root, c.id) FROM crm_customer c LEFT JOIN crm_cluster k ON k.customer_id = c.id WHERE c.erased_at IS NULL AND {session.Dialect.IsIn("c.id", "@customers")}", new { customers }))];
    }

    /// <summary>The cards of all customers, who came last first.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="before">The customer to read on from; null: from the beginning.</param>
    /// <param name="take">At most so many.</param>
    public static async Task<IReadOnlyList<CustomerCard>> PageAsync(Session session, Guid? before, int take)
    {
        ArgumentNullException.ThrowIfNull(session);
        var ids = await session.QueryAsync<Guid>(
            $"""
            SELECT id FROM crm_customer c
            WHERE c.withdrawn_at IS NULL AND NOT EXISTS (SELECT 1 FROM crm_cluster k WHERE k.customer_id = c.id AND k.root <> c.id) {(before is null ? "" : "AND c.id < @before")}
            ORDER BY id DESC LIMIT @take
            """,
            new { before, take });
        var cards = (await ListAsync(session, [.. ids])).ToDictionary(card => card.Id);
        return [.. ids.Select(id => cards[id])];
    }

    /// <summary>The customers who have an e-mail address, phone number or customer number, proved or not; of several who are the same, one.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="texts">As somebody types them: any of them.</param>
    public static async Task<IReadOnlyList<CustomerCard>> WithAsync(Session session, params IEnumerable<string> texts)
    {
        ArgumentNullException.ThrowIfNull(session);
        string[] forms = [.. (from kind in IdentifierKinds.Given
                              from text in texts
                              let normalised = IdentifierKinds.Normalise(kind, text)
                              where normalised is not null
                              from form in session.Cipher.Forms(kind, normalised)
                              select form).Distinct()];
        var holders = await session.QueryAsync<Guid>(
            $"SELECT DISTINCT customer_id FROM crm_identifier WHERE kind <> 'channel' AND withdrawn_at IS NULL AND {session.Dialect.IsIn("normalised", "@forms")}", new { forms });
        return await ListAsync(session, await RootsAsync(session, [.. holders]));
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

        public required Guid Subject { get; init; }

        public required string Kind { get; init; }

        public required string Value { get; init; }
    }
}
