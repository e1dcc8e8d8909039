using ServiceBot.Storage;

namespace ServiceBot.Desk.Requests;

/// <summary>Something to be done for a request.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Words">What.</param>
/// <param name="DoneAt">When it was done; null: not yet.</param>
public sealed record RequestCheck(long Id, string Words, DateTimeOffset? DoneAt);

/// <summary>What people of the desk have added to a request for each other.</summary>
/// <param name="Tags">Its tags, by name.</param>
/// <param name="Followers">Who follows it.</param>
/// <param name="Checks">What is to be done, in the order in which it was written.</param>
public sealed record RequestMarks(IReadOnlyList<string> Tags, IReadOnlyList<Guid> Followers, IReadOnlyList<RequestCheck> Checks);

/// <summary>Tags, followers, mentions and checklists in the database.</summary>
internal static class MarkStore
{
    public static async Task<RequestMarks> ReadAsync(Session session, RequestNumber number) => new(
        await session.QueryAsync<string>("SELECT tag FROM desk_request_tag WHERE number = @number ORDER BY tag", new { number = number.Value }),
        await session.QueryAsync<Guid>("SELECT staff_id FROM desk_request_follower WHERE number = @number ORDER BY staff_id", new { number = number.Value }),
        [.. (await session.QueryAsync<CheckRow>("SELECT id, words, done_at FROM desk_request_check WHERE number = @number ORDER BY id", new { number = number.Value }))
            .Select(row => new RequestCheck(row.Id, row.Words, row.DoneAt))]);

    /// <returns>False: it was so already.</returns>
    public static async Task<bool> TagAsync(UnitOfWork unit, RequestNumber number, string tag, bool on) => await unit.ExecuteAsync(
        on ? "INSERT INTO desk_request_tag (tag, number) VALUES (@tag, @number) ON CONFLICT DO NOTHING" : "DELETE FROM desk_request_tag WHERE tag = @tag AND number = @number",
        new { tag, number = number.Value }) == 1;

    /// <returns>False: it was so already.</returns>
    public static async Task<bool> FollowAsync(UnitOfWork unit, RequestNumber number, Guid staff, bool on) => await unit.ExecuteAsync(
        on ? "INSERT INTO desk_request_follower (staff_id, number) VALUES (@staff, @number) ON CONFLICT DO NOTHING" : "DELETE FROM desk_request_follower WHERE staff_id = @staff AND number = @number",
        new { staff, number = number.Value }) == 1;

    public static Task MentionAsync(UnitOfWork unit, RequestNumber number, Guid staff, DateTimeOffset at) => unit.ExecuteAsync(
        "INSERT INTO desk_request_mention (staff_id, number, at) VALUES (@staff, @number, @at) ON CONFLICT DO NOTHING", new { staff, number = number.Value, at });

    public static async Task<bool> IsMentionedAsync(Session session, RequestNumber number, Guid staff) => await session.FindAsync<long?>(
        "SELECT 1 FROM desk_request_mention WHERE staff_id = @staff AND number = @number", new { staff, number = number.Value }) is not null;

    public static Task SeenAsync(UnitOfWork unit, RequestNumber number, Guid staff) => unit.ExecuteAsync(
        "DELETE FROM desk_request_mention WHERE staff_id = @staff AND number = @number", new { staff, number = number.Value });

    public static Task AddCheckAsync(UnitOfWork unit, RequestNumber number, string words) =>
        unit.ExecuteAsync("INSERT INTO desk_request_check (number, words) VALUES (@number, @words)", new { number = number.Value, words });

    /// <returns>What is to be done; null: there is no such thing, or it was so already.</returns>
    public static Task<string?> CheckAsync(UnitOfWork unit, RequestNumber number, long id, DateTimeOffset? doneAt) => unit.FindAsync<string>(
        $"UPDATE desk_request_check SET done_at = @doneAt WHERE id = @id AND number = @number AND done_at IS {(doneAt is null ? "NOT NULL" : "NULL")} RETURNING words",
        new { id, number = number.Value, doneAt });

    private sealed record CheckRow
    {
        public required long Id { get; init; }

        public required string Words { get; init; }

        public DateTimeOffset? DoneAt { get; init; }
    }
}
