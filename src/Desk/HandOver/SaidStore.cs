using ServiceBot.Storage;

namespace ServiceBot.Desk.HandOver;

/// <summary>Kinds of what is said at the desk.</summary>
internal static class SaidKinds
{
    /// <summary>An agent's answer to the customer.</summary>
    public const string Reply = "reply";

    /// <summary>What the product tells the customer about who answers.</summary>
    public const string Notice = "notice";

    /// <summary>A word for colleagues.</summary>
    public const string Note = "note";

    /// <summary>A lead's word for who answers.</summary>
    public const string Whisper = "whisper";

    /// <summary>What goes with a conversation that is passed on.</summary>
    public const string Transfer = "transfer";

    /// <summary>A tag was put on the conversation: the words are the tag.</summary>
    public const string Tagged = "tagged";

    /// <summary>A tag was taken off.</summary>
    public const string Untagged = "untagged";

    /// <summary>The conversation was put aside: the words are the instant.</summary>
    public const string Snoozed = "snoozed";

    /// <summary>It is back.</summary>
    public const string Awoke = "awoke";
}

/// <summary>Something said at the desk. What is for staff alone stands here and nowhere else, so that no stream and no transcript can show it.</summary>
internal sealed record Said
{
    public required long Id { get; init; }

    public required long Seq { get; init; }

    public required string Kind { get; init; }

    public Guid? Staff { get; init; }

    public string? Words { get; init; }

    public required long Epoch { get; init; }

    public required DateTimeOffset At { get; init; }
}

/// <summary>What was said at the desk, in the database.</summary>
internal static class SaidStore
{
    private const string Columns = "id, seq, kind, staff, words, epoch, at";

    private const string Insert = """
        INSERT INTO desk_said (conversation, seq, kind, staff, words, epoch, at, dedupe_key)
        VALUES (@conversation, @seq, @kind, @staff, @words, @epoch, @at, @dedupeKey)
        RETURNING id
        """;

    private const string FindByKey = $"SELECT {Columns} FROM desk_said WHERE conversation = @conversation AND dedupe_key = @dedupeKey";

    private const string Notes = $"""
        SELECT {Columns} FROM desk_said
        WHERE conversation = @conversation AND words IS NOT NULL AND (seq, id) > (@seq, @id) AND seq <= @upTo
        ORDER BY seq, id
        LIMIT @take
        """;

    private const string LastTransfer = $"""
        SELECT {Columns} FROM desk_said WHERE conversation = @conversation AND kind = '{SaidKinds.Transfer}' AND epoch = @epoch ORDER BY id DESC LIMIT 1
        """;

    private const string LastReply = $"""
        SELECT {Columns} FROM desk_said WHERE conversation = @conversation AND kind = '{SaidKinds.Reply}' AND seq > @after ORDER BY seq DESC LIMIT 1
        """;

    private const string Replies = $"""
        SELECT {Columns} FROM desk_said WHERE conversation = @conversation AND words IS NULL AND seq > @after AND seq <= @upTo ORDER BY seq, id
        """;

    public static Task<long> AddAsync(
        UnitOfWork unit, long conversation, long seq, string kind, Guid? staff, string? words, long epoch, DateTimeOffset at, string? dedupeKey = null) =>
        unit.GetAsync<long>(Insert, new { conversation, seq, kind, staff, words, epoch, at, dedupeKey });

    /// <summary>What was said under a key before, or null.</summary>
    public static Task<Said?> FindAsync(Session session, long conversation, string dedupeKey) =>
        session.FindAsync<Said>(FindByKey, new { conversation, dedupeKey });

    /// <summary>Words for staff after a place, up to a number in the conversation.</summary>
    public static Task<IReadOnlyList<Said>> NotesAsync(Session session, long conversation, long seq, long id, long upTo, int take) =>
        session.QueryAsync<Said>(Notes, new { conversation, seq, id, upTo, take });

    /// <summary>The word that went with a conversation when it was passed on under its present epoch; null: none.</summary>
    public static Task<Said?> TransferAsync(Session session, long conversation, long epoch) => session.FindAsync<Said>(LastTransfer, new { conversation, epoch });

    /// <summary>What an agent answered last after a number; null: nothing.</summary>
    public static Task<Said?> ReplyAfterAsync(Session session, long conversation, long after) => session.FindAsync<Said>(LastReply, new { conversation, after });

    /// <summary>Whose words, and which notices, stand between two numbers of a conversation.</summary>
    public static Task<IReadOnlyList<Said>> RepliesAsync(Session session, long conversation, long after, long upTo) =>
        session.QueryAsync<Said>(Replies, new { conversation, after, upTo });
}
