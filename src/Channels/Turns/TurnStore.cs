using ServiceBot.Storage;

namespace ServiceBot.Channels.Turns;

/// <summary>The turns' own statements: what waits, and how a turn is kept.</summary>
internal static class TurnStore
{
    private const string Next = """
        SELECT seq, activity_id, inbound, shown, at, json
        FROM channel_activity
        WHERE conversation = @Key AND seq > @HandledSeq AND inbound
        ORDER BY seq
        LIMIT 1
        """;

    private const string Leave = "UPDATE channel_conversation SET accepted_seq = @seq WHERE key = @key";

    private const string Pending = """
        SELECT key, accepted_seq AS seq FROM channel_conversation WHERE accepted_seq > handled_seq ORDER BY key
        """;

    // The epoch is compared so that a reply never commits under an owner it was not computed for.
    private const string Save = """
        UPDATE channel_conversation
        SET handled_seq = @seq, last_seq = last_seq + @replies, state = @state, owner = @owner, epoch = epoch + @raise, last_at = @now,
            ended_at = CASE WHEN @ends THEN @now ELSE ended_at END
        WHERE key = @key AND epoch = @epoch
        RETURNING last_seq
        """;

    /// <summary>The oldest activity whose turn has not run, or null.</summary>
    public static Task<RecordedActivity?> NextAsync(UnitOfWork unit, Conversation conversation) =>
        unit.FindAsync<RecordedActivity>(Next, new { conversation.Key, conversation.HandledSeq });

    /// <summary>Leaves an activity's turn to the queue.</summary>
    public static Task LeaveAsync(UnitOfWork unit, long key, long seq) => unit.ExecuteAsync(Leave, new { key, seq });

    public static async Task<IReadOnlyList<(long Conversation, long Seq)>> PendingAsync(Session session) =>
        [.. (await session.QueryAsync<PendingRow>(Pending)).Select(row => (row.Key, row.Seq))];

    public static Task<long> SaveAsync(UnitOfWork unit, TurnContext turn, long seq) => unit.GetAsync<long>(
        Save,
        new
        {
            key = turn.Conversation.Key,
            epoch = turn.Conversation.Epoch,
            seq,
            replies = turn.Replies.Count,
            state = turn.State,
            owner = turn.Owner,
            raise = turn.Owner == turn.Conversation.Owner ? 0 : 1,
            ends = turn.Activity.Type == Activities.ActivityTypes.EndOfConversation || turn.Replies.Exists(reply => reply.Type == Activities.ActivityTypes.EndOfConversation),
            now = turn.Now,
        });

    public static Task RewriteAsync(UnitOfWork unit, long conversation, long seq, string json) =>
        unit.ExecuteAsync("UPDATE channel_activity SET json = @json WHERE conversation = @conversation AND seq = @seq", new { conversation, seq, json });

    internal sealed record PendingRow
    {
        public required long Key { get; init; }

        public required long Seq { get; init; }
    }
}
