using ServiceBot.Desk.Api;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Requests;

/// <summary>Requests and their history in the database.</summary>
internal static class RequestStore
{
    public const string Columns = """
        id, number, type, subject, details, fields, category, priority, impact, urgency, status, team, agent, customer, conversation, order_number, language,
        opened_at, changed_at, resolved_at, closed_at, version,
        (SELECT link.other FROM desk_request_link AS link WHERE link.number = desk_request.number AND link.kind = 'merged' AND link.ended_at IS NULL) AS merged_into
        """;

    /// <summary>What is merged into another request.</summary>
    public const string IsMerged = "EXISTS (SELECT 1 FROM desk_request_link AS gone WHERE gone.number = desk_request.number AND gone.kind = 'merged' AND gone.ended_at IS NULL)";

    // The counter's row is locked until the commit, so numbers become visible in their order and a reader that pages by them misses none.
    private const string TakeNumber = "UPDATE desk_counter SET value = value + 1 WHERE name = 'request' RETURNING value";

    private const string Insert = """
        INSERT INTO desk_request (id, number, type, subject, details, fields, category, priority, impact, urgency, status, team, customer, conversation, order_number, language,
            opened_at, changed_at, dedupe_key, dedupe_hash)
        VALUES (@Id, @number, @Type, @Subject, @Details, @Fields, @Category, @priority, @impact, @urgency, 'new', @Team, @Customer, @Conversation, @OrderNumber, @Language,
            @at, @at, @dedupeKey, @dedupeHash)
        """;

    private const string FindByNumber = $"SELECT {Columns} FROM desk_request WHERE number = @number";

    private const string FindByKey = $"SELECT {Columns} FROM desk_request WHERE dedupe_key = @key";

    private const string ListByCustomer = $"""
        SELECT {Columns} FROM desk_request WHERE customer = @customer AND opened_at <= @until ORDER BY number DESC LIMIT @take
        """;

    private const string Update = """
        UPDATE desk_request
        SET status = @status, team = @Team, agent = @Agent, category = @Category, priority = @priority, impact = @impact, urgency = @urgency, fields = @Fields,
            changed_at = @at, resolved_at = @ResolvedAt, closed_at = @ClosedAt, version = version + 1
        WHERE id = @Id AND version = @Version
        """;

    private const string InsertChange = """
        INSERT INTO desk_request_change (request_id, at, who, what, from_value, to_value, comment, is_public)
        VALUES (@request, @At, @Who, @What, @FromValue, @ToValue, @Comment, @IsPublic)
        RETURNING id
        """;

    private const string HistoryColumns = "id, request_id, at, who, what, from_value, to_value, comment, is_public";

    public static async Task<RequestNumber> TakeNumberAsync(UnitOfWork unit) => new(await unit.GetAsync<long>(TakeNumber));

    /// <summary>The number that was given last; 0: none.</summary>
    public static Task<long> LastNumberAsync(Session session) => session.GetAsync<long>("SELECT value FROM desk_counter WHERE name = 'request'");

    public static Task InsertAsync(UnitOfWork unit, ServiceRequest request, string? dedupeKey, string? dedupeHash) => unit.ExecuteAsync(
        Insert,
        new
        {
            request.Id,
            number = request.Number.Value,
            request.Type,
            request.Subject,
            request.Details,
            request.Fields,
            request.Category,
            priority = EnumWord.Of(request.Priority),
            impact = Word(request.Impact),
            urgency = Word(request.Urgency),
            request.Team,
            request.Customer,
            request.Conversation,
            request.OrderNumber,
            request.Language,
            at = request.OpenedAt,
            dedupeKey,
            dedupeHash,
        });

    /// <summary>Takes so many numbers.</summary>
    /// <returns>The first; the others follow.</returns>
    public static async Task<long> TakeNumbersAsync(UnitOfWork unit, int count) =>
        await unit.GetAsync<long>("UPDATE desk_counter SET value = value + @count WHERE name = 'request' RETURNING value", new { count }) - count + 1;

    /// <summary>Writes many requests with their histories, each as far as it has come.</summary>
    public static async Task InsertAllAsync(UnitOfWork unit, IReadOnlyList<ServiceRequest> requests, IReadOnlyList<RequestChange> histories)
    {
        await unit.AddRowsAsync("desk_request", [.. requests.Select(request => new
        {
            request.Id,
            Number = request.Number.Value,
            request.Subject,
            request.Details,
            request.Category,
            Priority = EnumWord.Of(request.Priority),
            Status = EnumWord.Of(request.Status),
            request.Team,
            request.Customer,
            request.Language,
            request.OpenedAt,
            request.ChangedAt,
            request.ResolvedAt,
            request.ClosedAt,
            request.Version,
        })]);
        await unit.AddRowsAsync("desk_request_change", [.. histories.Select(change => new { change.RequestId, change.At, change.Who, change.What, change.FromValue, change.ToValue, change.Comment, change.IsPublic })]);
    }

    public static Task<ServiceRequest?> FindAsync(Session session, RequestNumber number) =>
        session.FindAsync<ServiceRequest>(FindByNumber, new { number = number.Value });

    /// <summary>The requests of some numbers.</summary>
    public static Task<IReadOnlyList<ServiceRequest>> ListAsync(Session session, long[] numbers) => numbers.Length == 0
        ? Task.FromResult<IReadOnlyList<ServiceRequest>>([])
        : session.QueryAsync<ServiceRequest>($"SELECT {Columns} FROM desk_request WHERE {session.Dialect.IsIn("number", "@numbers")}", new { numbers });

    /// <summary>The request that was opened under a key, and what was asked for then.</summary>
    public static async Task<(ServiceRequest Request, string? Hash)?> FindByKeyAsync(Session session, string key) =>
        await session.FindAsync<ServiceRequest>(FindByKey, new { key }) is { } request
            ? (request, await session.FindAsync<string>("SELECT dedupe_hash FROM desk_request WHERE dedupe_key = @key", new { key }))
            : null;

    public static Task<IReadOnlyList<ServiceRequest>> ListByCustomerAsync(Session session, Guid customer, int take, DateTimeOffset? until = null) =>
        session.QueryAsync<ServiceRequest>(ListByCustomer, new { customer, take, until = until ?? DateTimeOffset.MaxValue });

    /// <summary>What was resolved before an instant and is still so, the longest ago first.</summary>
    public static Task<IReadOnlyList<ServiceRequest>> ResolvedBeforeAsync(Session session, DateTimeOffset before, int take) => session.QueryAsync<ServiceRequest>(
        $"SELECT {Columns} FROM desk_request WHERE status = 'resolved' AND resolved_at < @before AND NOT {IsMerged} ORDER BY resolved_at LIMIT @take", new { before, take });

    /// <summary>Saves a request as it is now, if nobody changed it since it was read.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="request">Its new state, with the version that was read.</param>
    /// <returns>The request with its new version, or null when somebody was faster.</returns>
    public static async Task<ServiceRequest?> UpdateAsync(UnitOfWork unit, ServiceRequest request) =>
        await unit.ExecuteAsync(
            Update,
            new
            {
                request.Id,
                request.Version,
                status = EnumWord.Of(request.Status),
                request.Team,
                request.Agent,
                request.Category,
                priority = EnumWord.Of(request.Priority),
                impact = Word(request.Impact),
                urgency = Word(request.Urgency),
                request.Fields,
                at = request.ChangedAt,
                request.ResolvedAt,
                request.ClosedAt,
            }) == 1
            ? request with { Version = request.Version + 1 }
            : null;

    /// <summary>Whether something was done under a key before.</summary>
    public static async Task<bool> IsDoneAsync(UnitOfWork unit, string key) => await unit.FindAsync<long?>("SELECT 1 FROM desk_request_act WHERE key = @key", new { key }) is not null;

    /// <summary>Keeps the key under which something is done.</summary>
    /// <returns>False: it was done at the same time, and the other was faster.</returns>
    public static async Task<bool> NoteDoneAsync(UnitOfWork unit, string key, DateTimeOffset at) =>
        await unit.ExecuteAsync("INSERT INTO desk_request_act (key, at) VALUES (@key, @at) ON CONFLICT (key) DO NOTHING", new { key, at }) == 1;

    /// <summary>Writes a line of the history.</summary>
    /// <returns>Its number.</returns>
    public static Task<long> AddChangeAsync(UnitOfWork unit, Guid request, RequestChange change) => unit.GetAsync<long>(
        InsertChange,
        new { request, change.At, change.Who, change.What, change.FromValue, change.ToValue, change.Comment, change.IsPublic });

    public static Task<IReadOnlyList<RequestChange>> HistoryAsync(Session session, Guid request) =>
        session.QueryAsync<RequestChange>($"SELECT {HistoryColumns} FROM desk_request_change WHERE request_id = @request ORDER BY id", new { request });

    /// <summary>Some lines of histories, in the order in which they happened.</summary>
    public static Task<IReadOnlyList<RequestChange>> ChangesAsync(Session session, long[] ids) => ids.Length == 0
        ? Task.FromResult<IReadOnlyList<RequestChange>>([])
        : session.QueryAsync<RequestChange>($"SELECT {HistoryColumns} FROM desk_request_change WHERE {session.Dialect.IsIn("id", "@ids")} ORDER BY id", new { ids });

    /// <summary>The histories of some requests, by the request.</summary>
    public static async Task<ILookup<Guid, RequestChange>> HistoriesAsync(Session session, IReadOnlyCollection<Guid> requests) =>
        (requests.Count == 0 ? [] : await session.QueryAsync<RequestChange>(
            $"SELECT {HistoryColumns} FROM desk_request_change WHERE {session.Dialect.IsIn("request_id", "@ids")} ORDER BY id", new { ids = requests.ToArray() }))
            .ToLookup(change => change.RequestId);

    private static string? Word(RequestLevel? level) => level is { } known ? EnumWord.Of(known) : null;
}
