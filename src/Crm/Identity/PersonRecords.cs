using ServiceBot.Storage;

namespace ServiceBot.Crm.Identity;

/// <summary>What other rooms need to know of who is the same as whom.</summary>
public static class PersonRecords
{
    /// <summary>All records that are the same as some, those among them, each with the one whose page is theirs; erased ones are left out.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="customers">Ids of records.</param>
    public static Task<IReadOnlyDictionary<Guid, Guid>> GroupsAsync(Session session, Guid[] customers) => IdentityStore.GroupsAsync(session, customers);

    /// <summary>When the books got some records; withdrawn ones are left out.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="records">Their ids.</param>
    public static async Task<IReadOnlyDictionary<Guid, DateTimeOffset>> SinceAsync(Session session, Guid[] records)
    {
        ArgumentNullException.ThrowIfNull(session);
        return (await session.QueryAsync<SinceRow>($"SELECT id, created_at FROM crm_customer WHERE withdrawn_at IS NULL AND {session.Dialect.IsIn("id", "@records")}", new { records }))
            .ToDictionary(row => row.Id, row => row.CreatedAt);
    }

    /// <summary>The channel accounts of some records, as <c>channel:user</c>, each with its record.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="records">Their ids.</param>
    public static async Task<IReadOnlyDictionary<string, Guid>> AccountsAsync(Session session, Guid[] records)
    {
        ArgumentNullException.ThrowIfNull(session);
        return (await session.QueryAsync<AccountRow>(
            $"SELECT customer_id AS customer, value FROM crm_identifier WHERE kind = 'channel' AND withdrawn_at IS NULL AND {session.Dialect.IsIn("customer_id", "@records")}", new { records }))
            .DistinctBy(row => row.Value).ToDictionary(row => row.Value, row => row.Customer);
    }

    /// <summary>Some persons, by the records whose pages are theirs, in order.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="after">The one to read on from; null: from the beginning.</param>
    /// <param name="take">At most so many.</param>
    public static Task<IReadOnlyList<Guid>> PageAsync(Session session, Guid? after, int take)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.QueryAsync<Guid>(
            $"""
            SELECT c.id FROM crm_customer c
            WHERE c.withdrawn_at IS NULL AND c.erased_at IS NULL AND NOT EXISTS (SELECT 1 FROM crm_cluster k WHERE k.customer_id = c.id AND k.root <> c.id){(after is null ? "" : " AND c.id > @after")}
            ORDER BY c.id LIMIT @take
            """,
            new { after, take });
    }

    private sealed record SinceRow
    {
        public required Guid Id { get; init; }

        public required DateTimeOffset CreatedAt { get; init; }
    }

    private sealed record AccountRow
    {
        public required Guid Customer { get; init; }

        public required string Value { get; init; }
    }
}
