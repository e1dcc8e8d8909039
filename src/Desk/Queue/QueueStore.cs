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
        VALUES (@Conversation, @Customer, @reason, @Language, @at)
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
        RETURNING customer
        """;

    private const string Waiting = $"""
        SELECT {Columns} FROM desk_queue_entry
        WHERE left_at IS NULL AND (asked_at, id) > (@askedAt, @id)
        ORDER BY asked_at, id
        LIMIT @take
        """;

    public static async Task<bool> AddAsync(UnitOfWork unit, HandOverFacts facts, string reason, DateTimeOffset at) =>
        await unit.ExecuteAsync(Insert, new { facts.Conversation, facts.Customer, reason, facts.Language, at }) == 1;

    /// <summary>1 for who comes next; 0 for who does not wait.</summary>
    public static Task<long> PositionAsync(Session session, long conversation) => session.GetAsync<long>(Position, new { conversation });

    public static async Task<(bool Left, Guid? Customer)> LeaveAsync(UnitOfWork unit, long conversation, string because, DateTimeOffset at)
    {
        var left = await unit.QueryAsync<LeftRow>(Leave, new { conversation, because, at });
        return left.Count == 0 ? (false, null) : (true, left[0].Customer);
    }

    public static Task<IReadOnlyList<QueueEntry>> WaitingAsync(Session session, DateTimeOffset askedAt, long id, int take) =>
        session.QueryAsync<QueueEntry>(Waiting, new { askedAt, id, take });

    /// <summary>The language of a conversation that waits or waited, or null.</summary>
    public static Task<string?> LanguageAsync(Session session, long conversation) => session.FindAsync<string>(
        "SELECT language FROM desk_queue_entry WHERE conversation = @conversation ORDER BY id DESC LIMIT 1", new { conversation });

    public static Task<QueueEntry?> FindAsync(Session session, long id) =>
        session.FindAsync<QueueEntry>($"SELECT {Columns} FROM desk_queue_entry WHERE id = @id", new { id });

    private sealed record LeftRow
    {
        public Guid? Customer { get; init; }
    }
}
