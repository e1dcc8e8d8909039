using ServiceBot.Desk.Access;
using ServiceBot.Desk.Api;
using ServiceBot.Storage;

namespace ServiceBot.Desk.CannedReplies;

/// <summary>Canned replies in the database.</summary>
internal static class CannedReplyStore
{
    private const string Columns = "id, place, shortcut, title, en, zh, note, tags, status, pass_to, ending, snooze, used, used_at, version, changed_by, changed_at";

    // The settings may know a team no more whose replies are still there: who sees every team sees them.
    private const string List = $"""
        SELECT {Columns} FROM desk_canned_reply
        WHERE place = 'company' OR place = @mine OR place = @ownTeam OR (@seesAll AND place LIKE 'team:%')
        ORDER BY shortcut, place
        """;

    private const string Insert = """
        INSERT INTO desk_canned_reply (id, place, shortcut, title, en, zh, note, tags, status, pass_to, ending, snooze, used, used_at, version, changed_by, changed_at)
        VALUES (@Id, @Place, @Shortcut, @Title, @En, @Zh, @Note, @Tags, @status, @PassTo, @Ending, @Snooze, 0, NULL, 1, @ChangedBy, @ChangedAt)
        ON CONFLICT DO NOTHING
        """;

    private const string Update = """
        UPDATE desk_canned_reply
        SET place = @Place, shortcut = @Shortcut, title = @Title, en = @En, zh = @Zh, note = @Note, tags = @Tags, status = @status, pass_to = @PassTo, ending = @Ending,
            snooze = @Snooze, version = version + 1, changed_by = @ChangedBy, changed_at = @ChangedAt
        WHERE id = @Id AND version = @Version
        """;

    /// <summary>Those that somebody may use, by short name.</summary>
    public static Task<IReadOnlyList<CannedReply>> ListAsync(Session session, Sight sight) => session.QueryAsync<CannedReply>(
        List, new { mine = sight.Me is { } me ? CannedPlace.Of(me) : "", ownTeam = sight.OwnTeam is { } team ? CannedPlace.Of(team) : "", seesAll = sight.SeesAll });

    /// <summary>One of those, or null.</summary>
    public static async Task<CannedReply?> FindAsync(Session session, Guid id, Sight sight) =>
        await session.FindAsync<CannedReply>($"SELECT {Columns} FROM desk_canned_reply WHERE id = @id", new { id }) is { } reply && AccessPolicy.Sees(sight, reply.Place) ? reply : null;

    /// <summary>Whether a short name is another's in that place.</summary>
    public static async Task<bool> IsTakenAsync(Session session, string place, string shortcut, Guid but) => await session.FindAsync<long?>(
        "SELECT 1 FROM desk_canned_reply WHERE place = @place AND shortcut = @shortcut AND id <> @but", new { place, shortcut, but }) is not null;

    /// <returns>False: the short name is taken.</returns>
    public static async Task<bool> AddAsync(UnitOfWork unit, CannedReply reply) => await unit.ExecuteAsync(Insert, ParametersOf(reply)) == 1;

    /// <returns>False: somebody was quicker.</returns>
    public static async Task<bool> SaveAsync(UnitOfWork unit, CannedReply reply) => await unit.ExecuteAsync(Update, ParametersOf(reply)) == 1;

    public static Task DeleteAsync(UnitOfWork unit, Guid id) => unit.ExecuteAsync("DELETE FROM desk_canned_reply WHERE id = @id", new { id });

    public static Task UsedAsync(UnitOfWork unit, Guid id, DateTimeOffset at) =>
        unit.ExecuteAsync("UPDATE desk_canned_reply SET used = used + 1, used_at = @at WHERE id = @id", new { id, at });

    private static object ParametersOf(CannedReply reply) => new
    {
        reply.Id,
        reply.Place,
        reply.Shortcut,
        reply.Title,
        reply.En,
        reply.Zh,
        reply.Note,
        reply.Tags,
        status = reply.Status is { } status ? EnumWord.Of(status) : null,
        reply.PassTo,
        reply.Ending,
        reply.Snooze,
        reply.Version,
        reply.ChangedBy,
        reply.ChangedAt,
    };
}
