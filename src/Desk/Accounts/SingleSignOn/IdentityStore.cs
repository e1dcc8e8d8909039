using ServiceBot.Storage;

namespace ServiceBot.Desk.Accounts.SingleSignOn;

/// <summary>Whom a provider knows somebody as.</summary>
public sealed record StaffIdentity
{
    /// <summary>The provider's name in the settings.</summary>
    public required string Provider { get; init; }

    /// <summary>The provider's id of the person.</summary>
    public required string Subject { get; init; }

    /// <summary>Whose it is.</summary>
    public required Guid StaffId { get; init; }

    /// <summary>The address as it was when the two were connected.</summary>
    public required string Email { get; init; }

    /// <summary>When that was.</summary>
    public required DateTimeOffset LinkedAt { get; init; }
}

/// <summary>Identities in the database.</summary>
internal static class IdentityStore
{
    private const string Columns = "provider, subject, staff_id, email, linked_at";

    private const string Insert = """
        INSERT INTO desk_identity (provider, subject, staff_id, email, linked_at) VALUES (@Provider, @Subject, @StaffId, @Email, @LinkedAt)
        ON CONFLICT (provider, subject) DO NOTHING
        """;

    public static Task<StaffIdentity?> FindAsync(Session session, string provider, string subject) =>
        session.FindAsync<StaffIdentity>($"SELECT {Columns} FROM desk_identity WHERE provider = @provider AND subject = @subject", new { provider, subject });

    public static Task<IReadOnlyList<StaffIdentity>> ListAsync(Session session, Guid staff) =>
        session.QueryAsync<StaffIdentity>($"SELECT {Columns} FROM desk_identity WHERE staff_id = @staff ORDER BY provider, subject", new { staff });

    /// <returns>False: it is somebody's already.</returns>
    public static async Task<bool> AddAsync(UnitOfWork unit, StaffIdentity identity) => await unit.ExecuteAsync(Insert, identity) == 1;

    /// <returns>False: they have no such identity.</returns>
    public static async Task<bool> RemoveAsync(UnitOfWork unit, Guid staff, string provider, string subject) =>
        await unit.ExecuteAsync("DELETE FROM desk_identity WHERE staff_id = @staff AND provider = @provider AND subject = @subject", new { staff, provider, subject }) == 1;
}
