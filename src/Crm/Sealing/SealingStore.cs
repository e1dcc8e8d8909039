using ServiceBot.Storage;

namespace ServiceBot.Crm.Sealing;

/// <summary>How far encrypting what was there is, in the database.</summary>
internal static class SealingStore
{
    /// <summary>How far one kind of rows is; null: it has not begun.</summary>
    public static Task<Stand?> FindAsync(Session session, string part) => session.FindAsync<Stand>("SELECT position, ended_at FROM crm_sealing WHERE part = @part", new { part });

    /// <summary>Whether all rows of a kind are encrypted.</summary>
    public static async Task<bool> IsDoneAsync(Session session, string part) => (await FindAsync(session, part))?.EndedAt is not null;

    public static Task SaveAsync(UnitOfWork unit, string part, long position, DateTimeOffset? endedAt) => unit.ExecuteAsync(
        "INSERT INTO crm_sealing (part, position, ended_at) VALUES (@part, @position, @endedAt) ON CONFLICT (part) DO UPDATE SET position = excluded.position, ended_at = excluded.ended_at",
        new { part, position, endedAt });

    /// <summary>Has rows looked at again, since more of them are to be encrypted.</summary>
    public static Task BeginAgainAsync(UnitOfWork unit, string part) => SaveAsync(unit, part, 0, endedAt: null);

    /// <summary>How far it is.</summary>
    internal sealed record Stand
    {
        public required long Position { get; init; }

        public DateTimeOffset? EndedAt { get; init; }
    }
}
