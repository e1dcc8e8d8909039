using ServiceBot.Storage;

namespace ServiceBot.Desk.Webhooks;

/// <summary>What became of an event that a webhook was to be told.</summary>
internal sealed record WebhookDelivery
{
    public required long Id { get; init; }

    public required string Webhook { get; init; }

    /// <summary>The event's id, the same at every attempt and replay.</summary>
    public required string Event { get; init; }

    public required string Type { get; init; }

    public required string Body { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required int Attempts { get; init; }

    public DateTimeOffset? TriedAt { get; init; }

    public int? Status { get; init; }

    public string? Error { get; init; }

    public DateTimeOffset? TakenAt { get; init; }
}

/// <summary>Webhooks and their deliveries in the database.</summary>
internal static class WebhookStore
{
    private const string Columns = "id, webhook, event, type, body, created_at, attempts, tried_at, status, error, taken_at";

    private const string Insert = """
        INSERT INTO desk_webhook_delivery (webhook, event, type, body, created_at) VALUES (@webhook, @id, @type, @body, @at)
        ON CONFLICT (webhook, event) DO NOTHING
        """;

    private const string Tried = """
        UPDATE desk_webhook_delivery SET attempts = attempts + 1, tried_at = @at, status = @status, error = @error, taken_at = COALESCE(taken_at, @takenAt)
        WHERE webhook = @webhook AND event = @id
        """;

    private const string Page = $"SELECT {Columns} FROM desk_webhook_delivery WHERE webhook = @webhook AND id < @before ORDER BY id DESC LIMIT @take";

    /// <summary>Since when a webhook is told; from now on, if it is new.</summary>
    public static async Task<DateTimeOffset> SinceAsync(UnitOfWork unit, string webhook, DateTimeOffset now)
    {
        await unit.ExecuteAsync("INSERT INTO desk_webhook (name, since) VALUES (@webhook, @now) ON CONFLICT (name) DO NOTHING", new { webhook, now });
        return await unit.GetAsync<DateTimeOffset>("SELECT since FROM desk_webhook WHERE name = @webhook", new { webhook });
    }

    /// <returns>False: it is there already.</returns>
    public static async Task<bool> AddAsync(UnitOfWork unit, string webhook, string id, string type, string body, DateTimeOffset at) =>
        await unit.ExecuteAsync(Insert, new { webhook, id, type, body, at }) == 1;

    public static Task TriedAsync(UnitOfWork unit, string webhook, string id, DateTimeOffset at, int? status, string? error) =>
        unit.ExecuteAsync(Tried, new { webhook, id, at, status, error, takenAt = error is null ? at : (DateTimeOffset?)null });

    public static Task<WebhookDelivery?> FindAsync(Session session, string webhook, string id) =>
        session.FindAsync<WebhookDelivery>($"SELECT {Columns} FROM desk_webhook_delivery WHERE webhook = @webhook AND event = @id", new { webhook, id });

    /// <summary>Deliveries, the newest first.</summary>
    public static Task<IReadOnlyList<WebhookDelivery>> PageAsync(Session session, string webhook, long before, int take) =>
        session.QueryAsync<WebhookDelivery>(Page, new { webhook, before, take });

    public static Task ForgetAsync(UnitOfWork unit, DateTimeOffset before) =>
        unit.ExecuteAsync("DELETE FROM desk_webhook_delivery WHERE created_at < @before", new { before });
}
