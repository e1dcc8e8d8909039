using ServiceBot.Storage;

namespace ServiceBot.Channels.Turns;

/// <summary>The turns' own statements: what waits, and how a turn is kept.</summary>
internal static class TurnStore
{
    private const string Next = """
        SELECT key, channel_id, conversation_id, reference, user_id, owner, epoch, state, last_seq, opened_at, ended_at,
            (SELECT min(seq) FROM channel_activity WHERE conversation = @key AND seq > c.handled_seq AND inbound) AS next_seq
        FROM channel_conversation c
        WHERE key = @key
        """;

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

    public static Task<NextRow?> NextAsync(UnitOfWork unit, long key) => unit.FindAsync<NextRow>(Next, new { key });

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

    internal sealed record NextRow
    {
        public required long Key { get; init; }

        public required string ChannelId { get; init; }

        public required string ConversationId { get; init; }

        public required string UserId { get; init; }

        public required string Reference { get; init; }

        public required string Owner { get; init; }

        public required long Epoch { get; init; }

        public string? State { get; init; }

        public required long LastSeq { get; init; }

        public required DateTimeOffset OpenedAt { get; init; }

        public DateTimeOffset? EndedAt { get; init; }

        public long? NextSeq { get; init; }

        public Conversation ToConversation() => new()
        {
            Key = Key,
            ChannelId = ChannelId,
            ConversationId = ConversationId,
            UserId = UserId,
            Reference = Reference,
            Owner = Owner,
            Epoch = Epoch,
            State = State,
            LastSeq = LastSeq,
            OpenedAt = OpenedAt,
            EndedAt = EndedAt,
        };
    }
}
