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
        SELECT key, accepted_seq, handled_seq FROM channel_conversation WHERE accepted_seq > handled_seq ORDER BY key
        """;

    // A turn holds its conversation, so that nobody changes the owner meanwhile; the epoch is compared all the same: a reply never commits under an
    // owner that it was not computed for.
    private const string Save = """
        UPDATE channel_conversation
        SET handled_seq = @seq, last_seq = last_seq + @replies, state = @state, owner = @owner, epoch = @epoch, last_at = @now,
            ended_at = CASE WHEN @ends THEN @now ELSE ended_at END
        WHERE key = @key AND epoch = @seen
        RETURNING last_seq
        """;

    /// <summary>The oldest activity whose turn has not run, or null.</summary>
    public static Task<RecordedActivity?> NextAsync(UnitOfWork unit, Conversation conversation) =>
        unit.FindAsync<RecordedActivity>(Next, new { conversation.Key, conversation.HandledSeq });

    /// <summary>Leaves an activity's turn to the queue.</summary>
    public static Task LeaveAsync(UnitOfWork unit, long key, long seq) => unit.ExecuteAsync(Leave, new { key, seq });

    /// <summary>Conversations with turns that have not run.</summary>
    public static Task<IReadOnlyList<PendingTurns>> PendingAsync(Session session) => session.QueryAsync<PendingTurns>(Pending);

    public static Task<long> SaveAsync(UnitOfWork unit, TurnContext turn) => unit.GetAsync<long>(
        Save,
        new
        {
            key = turn.Conversation.Key,
            seen = turn.Conversation.Epoch,
            seq = turn.Seq,
            replies = turn.Replies.Count,
            state = turn.State,
            owner = turn.Owner,
            epoch = turn.Epoch,
            ends = turn.Activity.Type == Activities.ActivityTypes.EndOfConversation || turn.Replies.Exists(reply => reply.Type == Activities.ActivityTypes.EndOfConversation),
            now = turn.Now,
        });

    public static Task RewriteAsync(UnitOfWork unit, long conversation, long seq, string json) =>
        unit.ExecuteAsync("UPDATE channel_activity SET json = @json WHERE conversation = @conversation AND seq = @seq", new { conversation, seq, json });
}

/// <summary>A conversation with turns that have not run.</summary>
internal sealed record PendingTurns
{
    /// <summary>The conversation's number.</summary>
    public required long Key { get; init; }

    /// <summary>Number of the last activity that waits.</summary>
    public required long AcceptedSeq { get; init; }

    /// <summary>Number of the last activity whose turn is done.</summary>
    public required long HandledSeq { get; init; }
}
