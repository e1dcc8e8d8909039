using System.Buffers.Text;
using Microsoft.AspNetCore.Identity;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Accounts.Passkeys;

/// <summary>A passkey of somebody.</summary>
public sealed record Passkey
{
    /// <summary>The credential's id, base64url.</summary>
    public required string Credential { get; init; }

    /// <summary>Whose it is.</summary>
    public required Guid StaffId { get; init; }

    /// <summary>As its owner calls it.</summary>
    public required string Name { get; init; }

    /// <summary>The public key (COSE), base64url.</summary>
    public required string PublicKey { get; init; }

    /// <summary>How often it has signed, as far as it counts.</summary>
    public required long SignCount { get; init; }

    /// <summary>How browsers reach it, parted by spaces.</summary>
    public required string Transports { get; init; }

    /// <summary>Whether it may be copied to other devices of its owner.</summary>
    public required bool BackupEligible { get; init; }

    /// <summary>Whether it was.</summary>
    public required bool BackedUp { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was last used; null: never.</summary>
    public DateTimeOffset? UsedAt { get; init; }

    /// <summary>As the framework speaks of it.</summary>
    internal UserPasskeyInfo ToInfo() => new(
        Base64Url.DecodeFromChars(Credential), Base64Url.DecodeFromChars(PublicKey), CreatedAt, (uint)SignCount, Transports.Split(' ', StringSplitOptions.RemoveEmptyEntries),
        isUserVerified: true, BackupEligible, BackedUp, [], []);

    /// <summary>What the framework says of one.</summary>
    internal static Passkey Of(UserPasskeyInfo info, Guid staff, string name) => new()
    {
        Credential = Base64Url.EncodeToString(info.CredentialId),
        StaffId = staff,
        Name = name,
        PublicKey = Base64Url.EncodeToString(info.PublicKey),
        SignCount = info.SignCount,
        Transports = string.Join(' ', info.Transports ?? []),
        BackupEligible = info.IsBackupEligible,
        BackedUp = info.IsBackedUp,
        CreatedAt = info.CreatedAt,
    };
}

/// <summary>Passkeys in the database.</summary>
internal static class PasskeyStore
{
    private const string Columns = "credential, staff_id, name, public_key, sign_count, transports, backup_eligible, backed_up, created_at, used_at";

    private const string Insert = $"""
        INSERT INTO desk_passkey ({Columns})
        VALUES (@Credential, @StaffId, @Name, @PublicKey, @SignCount, @Transports, @BackupEligible, @BackedUp, @CreatedAt, @UsedAt)
        ON CONFLICT (credential) DO NOTHING
        """;

    public static Task<Passkey?> FindAsync(Session session, string credential) =>
        session.FindAsync<Passkey>($"SELECT {Columns} FROM desk_passkey WHERE credential = @credential", new { credential });

    public static Task<IReadOnlyList<Passkey>> ListAsync(Session session, Guid staff) =>
        session.QueryAsync<Passkey>($"SELECT {Columns} FROM desk_passkey WHERE staff_id = @staff ORDER BY created_at, credential", new { staff });

    /// <returns>False: it is somebody's already.</returns>
    public static async Task<bool> AddAsync(UnitOfWork unit, Passkey passkey) => await unit.ExecuteAsync(Insert, passkey) == 1;

    /// <summary>Notes that it signed.</summary>
    /// <returns>False: it is gone.</returns>
    public static async Task<bool> UseAsync(UnitOfWork unit, Passkey passkey) => await unit.ExecuteAsync(
        "UPDATE desk_passkey SET sign_count = @SignCount, backed_up = @BackedUp, used_at = @UsedAt WHERE credential = @Credential AND staff_id = @StaffId", passkey) == 1;

    /// <returns>False: they have no such passkey.</returns>
    public static async Task<bool> RenameAsync(UnitOfWork unit, Guid staff, string credential, string name) =>
        await unit.ExecuteAsync("UPDATE desk_passkey SET name = @name WHERE staff_id = @staff AND credential = @credential", new { staff, credential, name }) == 1;

    /// <returns>False: they have no such passkey.</returns>
    public static async Task<bool> RemoveAsync(UnitOfWork unit, Guid staff, string credential) =>
        await unit.ExecuteAsync("DELETE FROM desk_passkey WHERE staff_id = @staff AND credential = @credential", new { staff, credential }) == 1;

    public static Task RemoveAllAsync(UnitOfWork unit, Guid staff) => unit.ExecuteAsync("DELETE FROM desk_passkey WHERE staff_id = @staff", new { staff });
}
