using ServiceBot.Storage;

namespace ServiceBot.Desk.Accounts;

/// <summary>Words that may be used once: in links and in forms that have a second step.</summary>
internal static class TicketStore
{
    /// <summary>Makes the first administrator.</summary>
    public const string SetUp = "set-up";

    /// <summary>Chooses a new password.</summary>
    public const string Password = "password";

    /// <summary>Had the right password, and still owes the code.</summary>
    public const string Code = "code";

    /// <summary>Was proved by a provider, and still owes the code.</summary>
    public const string CodeAfterProvider = "provider-code";

    /// <summary>Connects an account with a provider.</summary>
    public const string Connect = "connect";

    private const string Find = """
        SELECT kind, staff_id FROM desk_ticket WHERE hash = @hash AND kind = @kind AND (expires_at IS NULL OR expires_at > @now)
        """;

    /// <returns>The word, which nobody can read again.</returns>
    public static async Task<string> AddAsync(UnitOfWork unit, string kind, Guid? staff, DateTimeOffset now, TimeSpan? life)
    {
        var token = SecretToken.New();
        await unit.ExecuteAsync("DELETE FROM desk_ticket WHERE expires_at <= @now", new { now });
        await unit.ExecuteAsync(
            "INSERT INTO desk_ticket (hash, kind, staff_id, expires_at) VALUES (@hash, @kind, @staff, @expiresAt)",
            new { hash = SecretToken.HashOf(token), kind, staff, expiresAt = now + life });
        return token;
    }

    /// <returns>Null: there is no such ticket, or it is over.</returns>
    public static Task<Ticket?> FindAsync(Session session, string kind, string token, DateTimeOffset now) =>
        session.FindAsync<Ticket>(Find, new { hash = SecretToken.HashOf(token), kind, now });

    /// <summary>Uses it up.</summary>
    /// <returns>False: somebody was faster.</returns>
    public static async Task<bool> UseAsync(UnitOfWork unit, string token) =>
        await unit.ExecuteAsync("DELETE FROM desk_ticket WHERE hash = @hash", new { hash = SecretToken.HashOf(token) }) == 1;

    public static Task DropAsync(UnitOfWork unit, string kind, Guid? staff = null) =>
        unit.ExecuteAsync("DELETE FROM desk_ticket WHERE kind = @kind AND (staff_id = @staff OR @staff IS NULL)", new { kind, staff });
}

/// <summary>What a ticket is for.</summary>
internal sealed record Ticket
{
    public required string Kind { get; init; }

    public Guid? StaffId { get; init; }
}
