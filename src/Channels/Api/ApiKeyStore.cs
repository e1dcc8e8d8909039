using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ServiceBot.Storage;

namespace ServiceBot.Channels.Api;

/// <summary>A key that an administrator made.</summary>
public sealed record StoredApiKey
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>Who holds it.</summary>
    public required string Name { get; init; }

    /// <summary>What it may do: words of permissions, parted by spaces.</summary>
    public required string Scopes { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it ends; null: never.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }

    /// <summary>When it was last used, to the minute; null: never.</summary>
    public DateTimeOffset? UsedAt { get; init; }

    /// <summary>When it was revoked; null: it was not.</summary>
    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Whether it lets anybody in.</summary>
    public bool IsGood(DateTimeOffset now) => RevokedAt is null && !(ExpiresAt <= now);
}

/// <summary>Keys that administrators made, in the database.</summary>
public static class ApiKeyStore
{
    private const string Columns = "id, name, scopes, created_at, expires_at, used_at, revoked_at";

    private const string Insert = """
        INSERT INTO channel_api_key (id, name, hash, scopes, created_at, expires_at)
        VALUES (@id, @name, @hash, @scopes, @now, @expiresAt)
        ON CONFLICT (name) DO NOTHING
        """;

    /// <summary>Makes a key.</summary>
    /// <returns>The key, which nobody can read again; null: the name is taken.</returns>
    public static async Task<(Guid Id, string Key)?> AddAsync(
        UnitOfWork unit, string name, IEnumerable<Permission> scopes, DateTimeOffset? expiresAt, DateTimeOffset now)
    {
        var key = "sb_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        var id = Guid.CreateVersion7(now);
        var words = string.Join(' ', scopes.Order().Select(PermissionWord.Of));
        return await unit.ExecuteAsync(Insert, new { id, name, hash = HashOf(key), scopes = words, now, expiresAt }) == 1 ? (id, key) : null;
    }

    /// <summary>All keys, by name; those that are over as well.</summary>
    public static Task<IReadOnlyList<StoredApiKey>> ListAsync(Session session) =>
        session.QueryAsync<StoredApiKey>($"SELECT {Columns} FROM channel_api_key ORDER BY name", new { });

    /// <summary>Ends a key for good.</summary>
    /// <returns>Its name; null: there is none that could be ended.</returns>
    public static Task<string?> RevokeAsync(UnitOfWork unit, Guid id, DateTimeOffset now) => unit.FindAsync<string>(
        "UPDATE channel_api_key SET revoked_at = @now WHERE id = @id AND revoked_at IS NULL RETURNING name", new { id, now });

    internal static Task<StoredApiKey?> FindAsync(Session session, string key) =>
        session.FindAsync<StoredApiKey>($"SELECT {Columns} FROM channel_api_key WHERE hash = @hash", new { hash = HashOf(key) });

    internal static Task<StoredApiKey?> FindAsync(Session session, Guid id) =>
        session.FindAsync<StoredApiKey>($"SELECT {Columns} FROM channel_api_key WHERE id = @id", new { id });

    internal static Task TouchAsync(UnitOfWork unit, Guid id, DateTimeOffset now) =>
        unit.ExecuteAsync("UPDATE channel_api_key SET used_at = @now WHERE id = @id", new { id, now });

    private static string HashOf(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
