using ServiceBot.Storage;

namespace ServiceBot.Crm.Relations;

/// <summary>Relations in the database.</summary>
public static class RelationStore
{
    private const string Columns = "id, customer_id AS customer, other_id AS other, kind, note, said_by, at, ended_at";

    private const string Insert = """
        INSERT INTO crm_relation (customer_id, other_id, kind, note, said_by, at) VALUES (@customer, @other, @kind, @note, @by, @at) RETURNING id
        """;

    /// <summary>All relations that there are, or were, of some customers who are the same; in order.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="members">The customers.</param>
    public static Task<IReadOnlyList<Relation>> ListAsync(Session session, IReadOnlyCollection<Guid> members)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.QueryAsync<Relation>(
            $"SELECT {Columns} FROM crm_relation WHERE {session.Dialect.IsIn("customer_id", "@members")} OR {session.Dialect.IsIn("other_id", "@members")} ORDER BY id", new { members = members.ToArray() });
    }

    internal static Task<long> AddAsync(UnitOfWork unit, Guid customer, Guid other, RelationKind kind, string note, string by, DateTimeOffset at) =>
        unit.GetAsync<long>(Insert, new { customer, other, kind = kind.ToString(), note, by, at });

    internal static Task EndAsync(UnitOfWork unit, long id, string by, DateTimeOffset at) =>
        unit.ExecuteAsync("UPDATE crm_relation SET ended_at = @at, ended_by = @by WHERE id = @id AND ended_at IS NULL", new { id, by, at });
}
