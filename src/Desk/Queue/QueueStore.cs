using ServiceBot.Storage;

namespace ServiceBot.Desk.Queue;

/// <summary>A conversation that waits, or waited, for a person.</summary>
internal sealed record QueueEntry
{
    public required long Id { get; init; }

    public required long Conversation { get; init; }

    public Guid? Customer { get; init; }

    public required string Reason { get; init; }

    public required string Language { get; init; }

    public required DateTimeOffset AskedAt { get; init; }
}

/// <summary>The queue for a person in the database.</summary>
internal static class QueueStore
{
    private const string Columns = "id, conversation, customer, reason, language, asked_at";

    private const string Insert = """
        INSERT INTO desk_queue_entry (conversation, customer, reason, language, asked_at)
        VALUES (@conversation, @customer, @reason, @language, @at)
        ON CONFLICT (conversation) WHERE left_at IS NULL DO NOTHING
        """;

    private const string Position = """
        SELECT count(*)
        FROM desk_queue_entry e
        JOIN desk_queue_entry mine ON mine.conversation = @conversation AND mine.left_at IS NULL
        WHERE e.left_at IS NULL AND (e.asked_at, e.id) <= (mine.asked_at, mine.id)
        """;

    private const string Leave = """
        UPDATE desk_queue_entry SET left_at = @at, left_because = @because
        WHERE conversation = @conversation AND left_at IS NULL
        """;

    private const string Waiting = $"""
        SELECT {Columns} FROM desk_queue_entry
        WHERE left_at IS NULL AND (asked_at, id) > (@askedAt, @id)
        ORDER BY asked_at, id
        LIMIT @take
        """;

    /// <summary>Puts a conversation into the queue, at the place of who asked at that time.</summary>
    public static Task AddAsync(UnitOfWork unit, long conversation, Guid? customer, string reason, string language, DateTimeOffset at) =>
        unit.ExecuteAsync(Insert, new { conversation, customer, reason, language, at });

    /// <summary>1 for who comes next; 0 for who does not wait.</summary>
    public static Task<long> PositionAsync(Session session, long conversation) => session.GetAsync<long>(Position, new { conversation });

    public static Task LeaveAsync(UnitOfWork unit, long conversation, string because, DateTimeOffset at) =>
        unit.ExecuteAsync(Leave, new { conversation, because, at });

    public static Task<IReadOnlyList<QueueEntry>> WaitingAsync(Session session, DateTimeOffset askedAt, long id, int take) =>
        session.QueryAsync<QueueEntry>(Waiting, new { askedAt, id, take });

    public static Task<QueueEntry?> FindAsync(Session session, long id) =>
        session.FindAsync<QueueEntry>($"SELECT {Columns} FROM desk_queue_entry WHERE id = @id", new { id });
}
