using ServiceBot.Storage;

namespace ServiceBot.Crm.Proof;

/// <summary>A code that was sent, for counting.</summary>
internal sealed record SentCode
{
    public required Guid CustomerId { get; init; }

    public required string Email { get; init; }

    public required DateTimeOffset SentAt { get; init; }
}

/// <summary>A code that waits to be typed.</summary>
internal sealed record PendingCode
{
    public required Guid Id { get; init; }

    public required string Email { get; init; }

    public required string Hash { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }
}

/// <summary>One-time codes in the database.</summary>
internal static class CodeStore
{
    private const string Recent = """
        SELECT customer_id, email, sent_at
        FROM crm_email_code
        WHERE (customer_id = @account OR email = @email) AND sent_at > @since
        """;

    private const string Insert = """
        INSERT INTO crm_email_code (id, customer_id, email, hash, sent_at, expires_at)
        VALUES (@id, @account, @email, @hash, @at, @expiresAt)
        """;

    private const string Pending = """
        SELECT id, email, hash, expires_at
        FROM crm_email_code
        WHERE customer_id = @account AND over_at IS NULL
        ORDER BY sent_at DESC, id DESC
        LIMIT 1
        """;

    private const string TakeTry = """
        UPDATE crm_email_code SET tries = tries + 1 WHERE id = @id AND tries < @max AND over_at IS NULL RETURNING tries
        """;

    public static Task<IReadOnlyList<SentCode>> RecentAsync(Session session, Guid account, string email, DateTimeOffset since) =>
        session.QueryAsync<SentCode>(Recent, new { account, email, since });

    /// <summary>Adds a code; the account's earlier ones count no more. Codes that are past their use, of anybody, go with it.</summary>
    public static async Task AddAsync(UnitOfWork unit, Guid id, Guid account, string email, string hash, DateTimeOffset at)
    {
        await unit.ExecuteAsync("DELETE FROM crm_email_code WHERE sent_at <= @counted", new { counted = at - OneTimeCode.SendWindow });
        await unit.ExecuteAsync("UPDATE crm_email_code SET over_at = @at WHERE customer_id = @account AND over_at IS NULL", new { account, at });
        await unit.ExecuteAsync(Insert, new { id, account, email, hash, at, expiresAt = at + OneTimeCode.Lifetime });
    }

    public static Task<PendingCode?> FindPendingAsync(Session session, Guid account) => session.FindAsync<PendingCode>(Pending, new { account });

    /// <returns>How many tries were made, with this one; null when there is none left.</returns>
    public static Task<long?> TakeTryAsync(UnitOfWork unit, Guid id) => unit.FindAsync<long?>(TakeTry, new { id, max = OneTimeCode.MaxTries });

    public static Task UseAsync(UnitOfWork unit, Guid id, DateTimeOffset at) =>
        unit.ExecuteAsync("UPDATE crm_email_code SET over_at = @at WHERE id = @id", new { id, at });
}
