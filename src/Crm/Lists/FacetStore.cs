using System.Text.Json;
using ServiceBot.Storage;

namespace ServiceBot.Crm.Lists;

/// <summary>Facets in the database.</summary>
internal static class FacetStore
{
    /// <summary>The facets of some customers.</summary>
    public static async Task<ILookup<Guid, (string Field, string Value)>> OfAsync(Session session, Guid[] customers) => (await session.QueryAsync<Row>(
        $"SELECT customer_id AS customer, field, value FROM crm_facet WHERE {session.Dialect.IsIn("customer_id", "@customers")}", new { customers }))
        .ToLookup(row => row.Customer, row => (row.Field, row.Value));

    /// <summary>Some facets of some customers.</summary>
    public static async Task<IEnumerable<(Guid Customer, string Field, string Value)>> OfAsync(Session session, Guid[] customers, string[] fields) => (await session.QueryAsync<Row>(
        $"SELECT customer_id AS customer, field, value FROM crm_facet WHERE {session.Dialect.IsIn("customer_id", "@customers")} AND {session.Dialect.IsIn("field", "@fields")}", new { customers, fields }))
        .Select(row => (row.Customer, row.Field, row.Value));

    /// <summary>The values that a facet has, in order: the first of them.</summary>
    public static Task<IReadOnlyList<string>> ValuesAsync(Session session, string field, int take) => session.QueryAsync<string>(
        """
        WITH RECURSIVE seen (value) AS (
            SELECT (SELECT min(value) FROM crm_facet WHERE field = @field)
            UNION ALL
            SELECT (SELECT min(f.value) FROM crm_facet f WHERE f.field = @field AND f.value > seen.value) FROM seen WHERE seen.value IS NOT NULL
        )
        SELECT value FROM seen WHERE value IS NOT NULL LIMIT @take
        """,
        new { field, take });

    /// <summary>Takes away all facets of some customers.</summary>
    public static Task ForgetAsync(UnitOfWork unit, Guid[] customers) =>
        customers.Length == 0 ? Task.CompletedTask : unit.ExecuteAsync($"DELETE FROM crm_facet WHERE {unit.Dialect.IsIn("customer_id", "@customers")}", new { customers });

    /// <summary>Forgets the facets of a field.</summary>
    public static Task ForgetAsync(UnitOfWork unit, string field) => unit.ExecuteAsync("DELETE FROM crm_facet WHERE field = @field", new { field });

    /// <summary>Writes facets that are not there yet.</summary>
    public static Task AddAsync(UnitOfWork unit, IReadOnlyCollection<(Guid Customer, string Field, string Value)> facets) => facets.Count == 0 ? Task.CompletedTask : unit.ExecuteAsync(
        $"INSERT INTO crm_facet (field, value, customer_id) SELECT value ->> 1, value ->> 2, {unit.Dialect.Id("value ->> 0")} FROM {unit.Dialect.EachOf("@rows")}",
        new { rows = JsonSerializer.Serialize(facets.Select(facet => new[] { facet.Customer.ToString(), facet.Field, facet.Value })) });

    /// <summary>Says whose facets change by time alone, and when; of the other customers none do.</summary>
    public static async Task SetDueAsync(UnitOfWork unit, Guid[] customers, IReadOnlyList<(Guid Customer, DateTimeOffset At)> due)
    {
        await unit.ExecuteAsync($"DELETE FROM crm_facet_due WHERE {unit.Dialect.IsIn("customer_id", "@customers")}", new { customers });
        await unit.ExecuteAsync("INSERT INTO crm_facet_due (customer_id, due_at) VALUES (@Customer, @At)", due.Select(one => new { one.Customer, one.At }).ToList());
    }

    /// <summary>Whose facets have changed by time.</summary>
    public static Task<IReadOnlyList<Guid>> DueAsync(Session session, DateTimeOffset now, int take) =>
        session.QueryAsync<Guid>("SELECT customer_id FROM crm_facet_due WHERE due_at <= @now ORDER BY due_at LIMIT @take", new { now, take });

    private sealed record Row
    {
        public required Guid Customer { get; init; }

        public required string Field { get; init; }

        public required string Value { get; init; }
    }
}
