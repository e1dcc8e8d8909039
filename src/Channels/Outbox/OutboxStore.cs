using ServiceBot.Channels.Mail;
using ServiceBot.Storage;

namespace ServiceBot.Channels.Outbox;

/// <summary>Something that is to leave the process.</summary>
public sealed record OutboxItem
{
    /// <summary>Its number; items of one conversation go out in this order.</summary>
    public required long Id { get; init; }

    /// <summary>Which transport takes it: see <see cref="IOutboxTransport.Kind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>The conversation it belongs to, if any; negative: that of what its hub hears.</summary>
    public long? Conversation { get; init; }

    /// <summary>Number of the activity to send, if it is one.</summary>
    public long? Seq { get; init; }

    /// <summary>What to send: JSON for the transport.</summary>
    public required string Payload { get; init; }

    /// <summary>How often it was tried.</summary>
    public required int Attempts { get; init; }

    /// <summary>Whether the message may be replaced later, so that its id is wanted.</summary>
    internal bool IsNamed { get; init; }
}

/// <summary>A letter that could not be delivered, for a person to look at.</summary>
public sealed record DeadLetter
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>Which transport gave up.</summary>
    public required string Kind { get; init; }

    /// <summary>The conversation it belongs to, if any.</summary>
    public long? Conversation { get; init; }

    /// <summary>The number of the message in it, if it is one.</summary>
    public long? Seq { get; init; }

    /// <summary>How often it was tried.</summary>
    public required int Attempts { get; init; }

    /// <summary>When it was given up.</summary>
    public required DateTimeOffset DeadAt { get; init; }

    /// <summary>Why.</summary>
    public string? Error { get; init; }
}

/// <summary>The outbox table.</summary>
internal static class OutboxStore
{
    public const string ConnectorKind = "connector";

    public const string MailKind = ComposeMail.Kind;

    /// <summary>An activity in the place of one that was sent: as it reads when it goes out.</summary>
    public const string UpdateKind = "connector.update";

    // An item is its sender's for a while, who renews that; whoever finds it after that takes it over.
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    private const long LockKey = 0x5342_4F55_5442;     // "SBOUTB": one node looks for what is due, the others wait
    private const int Together = 500;

    private const string Add = """
        INSERT INTO channel_outbox (key, kind, conversation, seq, payload, next_at)
        VALUES (@key, @kind, @conversation, @seq, @payload, @nextAt)
        ON CONFLICT (key) WHERE key IS NOT NULL DO NOTHING
        RETURNING id
        """;

    private const string Due = """
        SELECT id, kind, conversation, seq, payload, attempts FROM channel_outbox WHERE dead_at IS NULL AND next_at <= @due ORDER BY id
        """;

    private const string FirstOfWaiting = """
        SELECT conversation, min(id) AS id
        FROM channel_outbox
        WHERE dead_at IS NULL AND next_at > @due AND conversation IS NOT NULL
        GROUP BY conversation
        """;

    private const string ActivityOf = """
        SELECT a.json, EXISTS (SELECT 1 FROM channel_message m WHERE m.conversation = a.conversation AND m.seq = a.seq) AS is_named
        FROM channel_activity a
        WHERE a.conversation = @conversation AND a.seq = @seq
        """;

    private const string Failed = """
        UPDATE channel_outbox
        SET attempts = @attempts, error = @error, next_at = @nextAt, dead_at = @deadAt
        WHERE id = @id
        """;

    private const string Dead = """
        SELECT id, kind, conversation, seq, attempts, dead_at, error
        FROM channel_outbox
        WHERE dead_at IS NOT NULL AND id > @after
        ORDER BY id
        LIMIT @take
        """;

    private const string DeadOf = """
        SELECT id, kind, conversation, seq, attempts, dead_at, error
        FROM channel_outbox
        WHERE conversation = @conversation AND dead_at IS NOT NULL AND seq IS NOT NULL
        ORDER BY id
        LIMIT 1000
        """;

    private const string Revive = """
        UPDATE channel_outbox SET dead_at = NULL, next_at = @now, attempts = 0 WHERE id = @id AND dead_at IS NOT NULL
        """;

    public static Task<OutboxItem> AddActivityAsync(UnitOfWork unit, string kind, long conversation, long seq, string json, DateTimeOffset now, bool isNamed) =>
        AddAsync(unit, kind, conversation, seq, json, now, isNamed);

    public static Task<OutboxItem> AddUpdateAsync(UnitOfWork unit, long conversation, long seq, string json, DateTimeOffset now) =>
        AddAsync(unit, UpdateKind, conversation, seq, json, now, isNamed: true);

    public static async Task<OutboxItem?> AddAsync(UnitOfWork unit, string key, string kind, string payload, DateTimeOffset now, long? lane)
    {
        var id = await unit.FindAsync<long?>(Add, new { key, kind, conversation = lane, seq = (long?)null, payload, nextAt = now + Lease });
        return id is null ? null : new() { Id = id.Value, Kind = kind, Conversation = lane, Payload = payload, Attempts = 0 };
    }

    /// <summary>Takes over what is due and nobody's, in order. What waits for something before it in its conversation stays.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="due">Leases that ended until then are over.</param>
    /// <param name="now">The present.</param>
    /// <param name="isMine">Whether this node has an item in hand already.</param>
    public static async Task<IReadOnlyList<OutboxItem>> ClaimAsync(UnitOfWork unit, DateTimeOffset due, DateTimeOffset now, Func<long, bool> isMine)
    {
        await unit.Dialect.LockAsync(unit, LockKey);
        var items = (await unit.QueryAsync<OutboxItem>(Due, new { due })).Where(item => !isMine(item.Id)).ToList();
        if (items.Count == 0)
        {
            return [];
        }

        var waiting = (await unit.QueryAsync<WaitingLane>(FirstOfWaiting, new { due })).ToDictionary(lane => lane.Conversation, lane => lane.Id);
        items.RemoveAll(item => item.Conversation is { } conversation && waiting.TryGetValue(conversation, out var first) && first < item.Id);
        await LeaseAsync(unit, items.ConvertAll(item => item.Id), now + Lease);
        var complete = new List<OutboxItem>(items.Count);
        foreach (var item in items)
        {
            if (item.Seq is null)
            {
                complete.Add(item);
                continue;
            }

            var activity = await unit.GetAsync<ActivityRow>(ActivityOf, new { conversation = item.Conversation, seq = item.Seq });
            complete.Add(item with { Payload = activity.Json, IsNamed = activity.IsNamed });
        }

        return complete;
    }

    /// <summary>Keeps items that this node has in hand from others; who waits longer keeps waiting.</summary>
    public static async Task LeaseAsync(UnitOfWork unit, IEnumerable<long> ids, DateTimeOffset until)
    {
        foreach (var some in ids.Chunk(Together))
        {
            await unit.ExecuteAsync(
                $"UPDATE channel_outbox SET next_at = @until WHERE {unit.Dialect.IsIn("id", "@some")} AND next_at < @until AND dead_at IS NULL", new { some, until });
        }
    }

    private static async Task<OutboxItem> AddAsync(UnitOfWork unit, string kind, long conversation, long seq, string json, DateTimeOffset now, bool isNamed)
    {
        var id = await unit.GetAsync<long>(Add, new { key = (string?)null, kind, conversation, seq, payload = "", nextAt = now + Lease });
        return new() { Id = id, Kind = kind, Conversation = conversation, Seq = seq, Payload = json, Attempts = 0, IsNamed = isNamed };
    }

    public static Task RemoveAsync(UnitOfWork unit, long id) => unit.ExecuteAsync("DELETE FROM channel_outbox WHERE id = @id", new { id });

    public static Task FailedAsync(UnitOfWork unit, long id, int attempts, string error, DateTimeOffset nextAt, DateTimeOffset? deadAt) =>
        unit.ExecuteAsync(Failed, new { id, attempts, error, nextAt, deadAt });

    public static Task<IReadOnlyList<DeadLetter>> DeadAsync(Session session, long after, int take) =>
        session.QueryAsync<DeadLetter>(Dead, new { after, take });

    public static Task<IReadOnlyList<DeadLetter>> DeadOfAsync(Session session, long conversation) => session.QueryAsync<DeadLetter>(DeadOf, new { conversation });

    public static async Task<bool> ReviveAsync(UnitOfWork unit, long id, DateTimeOffset now) =>
        await unit.ExecuteAsync(Revive, new { id, now }) == 1;

    private sealed record ActivityRow
    {
        public required string Json { get; init; }

        public required bool IsNamed { get; init; }
    }

    private sealed record WaitingLane
    {
        public required long Conversation { get; init; }

        public required long Id { get; init; }
    }
}
