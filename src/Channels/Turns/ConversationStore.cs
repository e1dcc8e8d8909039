using System.Text.Json;
using ServiceBot.Channels.Activities;
using ServiceBot.Storage;

namespace ServiceBot.Channels.Turns;

/// <summary>An activity as it stands in a conversation.</summary>
public sealed record RecordedActivity
{
    /// <summary>Its number in the conversation, rising; the watermark of Direct Line.</summary>
    public required long Seq { get; init; }

    /// <summary>Its id.</summary>
    public required string ActivityId { get; init; }

    /// <summary>Whether the customer sent it.</summary>
    public required bool Inbound { get; init; }

    /// <summary>Whether clients of the conversation get it.</summary>
    public required bool Shown { get; init; }

    /// <summary>When it was recorded.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>The activity itself.</summary>
    public required string Json { get; init; }
}

/// <summary>One of the last activities of a conversation.</summary>
public sealed record ConversationEnd
{
    /// <summary>The conversation's number.</summary>
    public required long Conversation { get; init; }

    /// <summary>The activity's number in it.</summary>
    public required long Seq { get; init; }

    /// <summary>The activity itself.</summary>
    public required string Json { get; init; }
}

/// <summary>When an account talked.</summary>
public sealed record ConversationSpan
{
    /// <summary>The conversation's number.</summary>
    public required long Key { get; init; }

    /// <summary>The account, as <c>channel:user</c>.</summary>
    public required string Account { get; init; }

    /// <summary>When it was opened.</summary>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When something was said in it last.</summary>
    public required DateTimeOffset LastAt { get; init; }
}

/// <summary>When a conversation was last heard of.</summary>
public sealed record ConversationRest
{
    /// <summary>The conversation.</summary>
    public required long Key { get; init; }

    /// <summary>When anything was said last.</summary>
    public required DateTimeOffset LastAt { get; init; }

    /// <summary>How often who answers has changed.</summary>
    public required long Epoch { get; init; }

    /// <summary>The number of what was said last.</summary>
    public required long LastSeq { get; init; }
}

/// <summary>Conversations and their activities in the database.</summary>
public static class ConversationStore
{
    private const string Rests = """
        SELECT key, last_at, epoch, last_seq FROM channel_conversation WHERE key > @after ORDER BY key LIMIT @take
        """;

    private const string Columns = """
        key, channel_id, conversation_id, reference, user_id, owner, epoch, state, last_seq, accepted_seq, handled_seq, opened_at, ended_at
        """;

    private const string FindByKey = $"SELECT {Columns} FROM channel_conversation WHERE key = @key";

    private const string FindById = $"""
        SELECT {Columns} FROM channel_conversation WHERE channel_id = @channelId AND conversation_id = @conversationId
        """;

    private const string FindLatestOfUser = $"""
        SELECT {Columns} FROM channel_conversation
        WHERE channel_id = @channelId AND user_id = @userId AND ended_at IS NULL
        ORDER BY key DESC
        LIMIT 1
        """;

    private const string Transcript = """
        SELECT seq, activity_id, inbound, shown, at, json
        FROM channel_activity
        WHERE conversation = @key AND seq > @after
        ORDER BY seq
        LIMIT @take
        """;

    private const string FindOne = """
        SELECT seq, activity_id, inbound, shown, at, json FROM channel_activity WHERE conversation = @key AND activity_id = @activityId
        """;

    private const string Page = """
        SELECT seq, activity_id, inbound, shown, at, json
        FROM (
            SELECT seq, activity_id, inbound, shown, at, json, SUM(LENGTH(json)) OVER (ORDER BY seq) - LENGTH(json) AS before
            FROM (SELECT * FROM channel_activity WHERE conversation = @key AND seq > @after ORDER BY seq LIMIT @take) AS next
        ) AS measured
        WHERE before < @characters
        ORDER BY seq
        """;

    // The number is taken before it is known whether the activity is new; a repeated one is rolled back with it.
    private const string Touch = $"""
        INSERT INTO channel_conversation (channel_id, conversation_id, reference, user_id, last_seq, opened_at, last_at)
        VALUES (@channelId, @conversationId, @reference, @userId, 1, @at, @at)
        ON CONFLICT (channel_id, conversation_id) DO UPDATE
        SET last_seq = channel_conversation.last_seq + 1, last_at = excluded.last_at,
            reference = excluded.reference
        RETURNING {Columns}
        """;

    private const string Insert = """
        INSERT INTO channel_activity (conversation, seq, activity_id, inbound, shown, at, json)
        VALUES (@conversation, @seq, @activityId, @inbound, @shown, @at, @json)
        ON CONFLICT (conversation, activity_id) DO NOTHING
        """;

    private const string Append = """
        UPDATE channel_conversation
        SET last_seq = last_seq + 1, last_at = @now, ended_at = CASE WHEN @ends THEN @now ELSE ended_at END
        WHERE key = @key AND ended_at IS NULL
        RETURNING last_seq
        """;

    private const string SetOwner = """
        UPDATE channel_conversation SET owner = @owner, epoch = @epoch, state = CASE WHEN @afresh THEN NULL ELSE state END
        WHERE key = @Key AND epoch = @seen
        """;

    private const string PageOfConversations = $"""
        SELECT {Columns} FROM channel_conversation
        WHERE key > @after AND channel_id = COALESCE(@channelId, channel_id) AND conversation_id = COALESCE(@conversationId, conversation_id)
        ORDER BY key
        LIMIT @take
        """;

    private const string PageOfOwner = $"""
        SELECT {Columns} FROM channel_conversation WHERE owner = @owner AND ended_at IS NULL AND key < @before ORDER BY key DESC LIMIT @take
        """;

    private const string PageOfEnded = $"""
        SELECT {Columns} FROM channel_conversation WHERE ended_at IS NOT NULL AND key < @before ORDER BY key DESC LIMIT @take
        """;

    private const string FindSaid = """
        SELECT seq, activity_id, inbound, shown, at, json
        FROM channel_activity
        WHERE conversation = @key AND activity_id = @activityId AND shown AND NOT inbound
        """;

    private const string OfUser = $"""
        SELECT {Columns} FROM channel_conversation
        WHERE channel_id = @channelId AND user_id = @userId AND key < @before AND opened_at <= @until
        ORDER BY key DESC
        LIMIT @take
        """;

    private const string MarkDead = "UPDATE channel_conversation SET reference = @dead WHERE key = @Key AND reference = @Reference";

    /// <summary>The conversation of a number, or null.</summary>
    public static Task<Conversation?> FindAsync(Session session, long key) => session.FindAsync<Conversation>(FindByKey, new { key });

    /// <summary>The conversation of a channel's id, or null.</summary>
    public static Task<Conversation?> FindAsync(Session session, string channelId, string conversationId) =>
        session.FindAsync<Conversation>(FindById, new { channelId, conversationId });

    /// <summary>The conversation of a number, or null; until the unit of work ends nobody else changes it, or runs a turn in it.</summary>
    public static Task<Conversation?> HoldAsync(UnitOfWork unit, long key)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return unit.FindAsync<Conversation>($"{FindByKey} {unit.Dialect.ForUpdate}", new { key });
    }

    /// <summary>A customer's newest conversation on a channel that has not ended, or null.</summary>
    public static Task<Conversation?> FindLatestAsync(Session session, string channelId, string userId) =>
        session.FindAsync<Conversation>(FindLatestOfUser, new { channelId, userId });

    /// <summary>Conversations after a number, in its order.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="channelId">Of this channel only; null: of all.</param>
    /// <param name="conversationId">With this id only; null: all.</param>
    /// <param name="after">The number to read on from.</param>
    /// <param name="take">At most so many.</param>
    public static Task<IReadOnlyList<Conversation>> PageAsync(Session session, string? channelId, string? conversationId, long after, int take) =>
        session.QueryAsync<Conversation>(PageOfConversations, new { channelId, conversationId, after, take });

    /// <summary>Conversations of an owner that run, or such that have ended; the newest first.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="owner">Who answers: see <see cref="ConversationOwners"/>; null: those that have ended.</param>
    /// <param name="before">The number to read on from.</param>
    /// <param name="take">At most so many.</param>
    public static Task<IReadOnlyList<Conversation>> PageOfOwnerAsync(Session session, string? owner, long before, int take) =>
        session.QueryAsync<Conversation>(owner is null ? PageOfEnded : PageOfOwner, new { owner, before, take });

    /// <summary>How many conversations of an owner run, or how many have ended.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="owner">Who answers: see <see cref="ConversationOwners"/>; null: those that have ended.</param>
    /// <param name="most">It is not counted further than this.</param>
    public static Task<long> CountOfOwnerAsync(Session session, string? owner, int most) => session.GetAsync<long>(
        $"SELECT count(*) FROM (SELECT key FROM ({(owner is null ? PageOfEnded : PageOfOwner)}) AS page) AS counted",
        new { owner, before = long.MaxValue, take = most });

    /// <summary>Conversations by their numbers, in no order.</summary>
    public static Task<IReadOnlyList<Conversation>> ListAsync(Session session, long[] keys)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(keys);
        return keys.Length == 0
            ? Task.FromResult<IReadOnlyList<Conversation>>([])
            : session.QueryAsync<Conversation>($"SELECT {Columns} FROM channel_conversation WHERE {session.Dialect.IsIn("key", "@keys")}", new { keys });
    }

    /// <summary>A customer's conversations on a channel before one of them, the newest first.</summary>
    public static Task<IReadOnlyList<Conversation>> ListOfUserAsync(Session session, string channelId, string userId, long before, int take, DateTimeOffset? until = null) =>
        session.QueryAsync<Conversation>(OfUser, new { channelId, userId, before, take, until = until ?? DateTimeOffset.MaxValue });

    /// <summary>When some accounts talked, in no order.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="accounts">The accounts, as <c>channel:user</c>.</param>
    public static Task<IReadOnlyList<ConversationSpan>> SpansAsync(Session session, IEnumerable<string> accounts)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.QueryAsync<ConversationSpan>(
            $"""
            SELECT c.key, value ->> 2 AS account, c.opened_at, c.last_at
            FROM {session.Dialect.EachOf("@accounts")} JOIN channel_conversation c ON c.channel_id = value ->> 0 AND c.user_id = value ->> 1
            """,
            new { accounts = JsonSerializer.Serialize(accounts.Select(account => (account, parts: account.Split(':', 2))).Where(pair => pair.parts.Length == 2).Select(pair => new[] { pair.parts[0], pair.parts[1], pair.account })) });
    }

    /// <summary>The ends of some conversations, in no order: what is shown of the last few activities of each.</summary>
    public static Task<IReadOnlyList<ConversationEnd>> EndsAsync(Session session, long[] keys)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(keys);
        return keys.Length == 0
            ? Task.FromResult<IReadOnlyList<ConversationEnd>>([])
            : session.QueryAsync<ConversationEnd>(
                $"""
                SELECT a.conversation, a.seq, a.json
                FROM channel_conversation c
                JOIN channel_activity a ON a.conversation = c.key AND a.seq > c.last_seq - 4 AND a.shown
                WHERE {session.Dialect.IsIn("c.key", "@keys")}
                """,
                new { keys });
    }

    /// <summary>What was said after a number, in order.</summary>
    public static Task<IReadOnlyList<RecordedActivity>> ReadAsync(Session session, long key, long after, int take) =>
        session.QueryAsync<RecordedActivity>(Transcript, new { key, after, take });

    /// <summary>What was said after a number, in order, as much as one may hold in memory.</summary>
    /// <param name="session">Reads.</param>
    /// <param name="key">The conversation's number.</param>
    /// <param name="after">The number before.</param>
    /// <param name="take">How many at the most.</param>
    /// <param name="characters">The activity that exceeds so many characters is the last one.</param>
    internal static Task<IReadOnlyList<RecordedActivity>> ReadPageAsync(Session session, long key, long after, int take, int characters) =>
        session.QueryAsync<RecordedActivity>(Page, new { key, after, take, characters });

    /// <summary>The last numbers of some conversations.</summary>
    internal static async Task<IReadOnlyList<(long Conversation, long Seq)>> LastSeqsAsync(Session session, long[] keys)
    {
        var rows = await session.QueryAsync<SeqRow>(
            $"SELECT key, last_seq AS seq FROM channel_conversation WHERE {session.Dialect.IsIn("key", "@keys")}", new { keys });
        return [.. rows.Select(row => (row.Key, row.Seq))];
    }

    /// <summary>The activity of an id, or null.</summary>
    internal static Task<RecordedActivity?> FindActivityAsync(Session session, long key, string activityId) =>
        session.FindAsync<RecordedActivity>(FindOne, new { key, activityId });

    internal static Task<Conversation> TouchAsync(
        UnitOfWork unit, string channelId, string conversationId, string userId, string reference, DateTimeOffset at) =>
        unit.GetAsync<Conversation>(Touch, new { channelId, conversationId, userId, reference, at });

    /// <summary>Notes that nothing can be said in a conversation any more; an activity that comes from it meanwhile, or later, says the contrary.</summary>
    internal static Task MarkDeadAsync(UnitOfWork unit, Conversation conversation, DateTimeOffset now)
    {
        var reference = JsonSerializer.Deserialize(conversation.Reference, ActivityJsonContext.Default.ConversationReference)!;
        reference.DeadSince = now;
        var dead = JsonSerializer.Serialize(reference, ActivityJsonContext.Default.ConversationReference);
        return unit.ExecuteAsync(MarkDead, new { conversation.Key, conversation.Reference, dead });
    }

    /// <summary>When conversations after a number were last heard of, in order.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="after">The number to read on from.</param>
    /// <param name="take">At most so many.</param>
    public static Task<IReadOnlyList<ConversationRest>> RestsAsync(Session session, long after, int take) =>
        session.QueryAsync<ConversationRest>(Rests, new { after, take });

    /// <summary>Changes who answers, outside of a turn.</summary>
    /// <param name="unit">The transaction, which holds the conversation.</param>
    /// <param name="conversation">The conversation as it was held.</param>
    /// <param name="owner">Who answers from now on: see <see cref="ConversationOwners"/>.</param>
    /// <param name="epoch">The epoch from now on.</param>
    /// <param name="afresh">Whether the turn handler forgets what it kept.</param>
    /// <exception cref="InvalidOperationException">The conversation was not held, and somebody else changed it.</exception>
    public static async Task SetOwnerAsync(UnitOfWork unit, Conversation conversation, string owner, long epoch, bool afresh)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(conversation);
        if (await unit.ExecuteAsync(SetOwner, new { conversation.Key, seen = conversation.Epoch, owner, epoch, afresh }) == 0)
        {
            throw new InvalidOperationException($"Conversation {conversation.Key} was changed without being held.");
        }
    }

    /// <summary>Changes what the turn handler keeps, outside of a turn.</summary>
    /// <param name="unit">The transaction, which holds the conversation.</param>
    /// <param name="conversation">The conversation as it was held.</param>
    /// <param name="state">What it keeps from now on.</param>
    public static Task KeepStateAsync(UnitOfWork unit, Conversation conversation, string state)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(conversation);
        return unit.ExecuteAsync("UPDATE channel_conversation SET state = @state WHERE key = @Key", new { conversation.Key, state });
    }

    /// <summary>When the customer first said something after a number, by conversation; who said nothing is left out.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="after">Conversations, each with the number after which is looked.</param>
    public static async Task<IReadOnlyDictionary<long, DateTimeOffset>> HeardAsync(Session session, IEnumerable<(long Conversation, long Seq)> after)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(after);
        return (await session.QueryAsync<HeardRow>(
            $"""
            SELECT a.conversation, MIN(a.at) AS at
            FROM {session.Dialect.EachOf("@after")} JOIN channel_activity a ON a.conversation = CAST(value ->> 0 AS bigint) AND a.seq > CAST(value ->> 1 AS bigint) AND a.inbound AND a.shown
            GROUP BY a.conversation
            """,
            new { after = JsonSerializer.Serialize(after.Select(pair => new[] { pair.Conversation, pair.Seq })) })).ToDictionary(row => row.Conversation, row => row.At);
    }

    /// <summary>The number of what is to be said next, or null when the conversation has ended.</summary>
    internal static Task<long?> AppendAsync(UnitOfWork unit, long key, DateTimeOffset now, bool ends) => unit.FindAsync<long?>(Append, new { key, now, ends });

    /// <summary>What the bot's side has said under an id, unless it was taken back.</summary>
    internal static Task<RecordedActivity?> FindSaidAsync(UnitOfWork unit, long key, string activityId) =>
        unit.FindAsync<RecordedActivity>(FindSaid, new { key, activityId });

    internal static Task HideAsync(UnitOfWork unit, long key, long seq) =>
        unit.ExecuteAsync("UPDATE channel_activity SET shown = FALSE WHERE conversation = @key AND seq = @seq", new { key, seq });

    internal static async Task<bool> InsertAsync(
        UnitOfWork unit, long conversation, long seq, string activityId, bool inbound, bool shown, DateTimeOffset at, string json) =>
        await unit.ExecuteAsync(Insert, new { conversation, seq, activityId, inbound, shown, at, json }) == 1;

    private sealed record HeardRow
    {
        public required long Conversation { get; init; }

        public required DateTimeOffset At { get; init; }
    }

    private sealed record SeqRow
    {
        public required long Key { get; init; }

        public required long Seq { get; init; }
    }
}
