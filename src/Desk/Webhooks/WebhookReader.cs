using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Outbox;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Webhooks;

/// <summary>Makes deliveries of signals, one for each webhook that wants it.</summary>
internal sealed class WebhookReader(IOptions<WebhookOptions> options, OutboxSender outbox, TimeProvider clock) : ISignalReader
{
    private readonly DateTimeOffset _startedAt = clock.GetUtcNow();

    public string Name => "desk.webhooks";

    public bool IsWanted => options.Value.Endpoints.Count > 0;

    public bool Reads(string type) => options.Value.Endpoints.Any(endpoint => endpoint.Wants(type));

    public async Task HandleAsync(UnitOfWork unit, IReadOnlyList<LoggedSignal> signals)
    {
        var now = clock.GetUtcNow();
        await WebhookStore.ForgetAsync(unit, now.AddDays(-options.Value.KeepDays));
        foreach (var endpoint in options.Value.Endpoints)
        {
            var since = await WebhookStore.SinceAsync(unit, endpoint.Name, _startedAt);
            foreach (var (position, signal) in signals.Where(logged => logged.Signal.At >= since && endpoint.Wants(logged.Signal.Type)))
            {
                var id = string.Create(CultureInfo.InvariantCulture, $"evt_{position.Transaction}_{position.Sequence}");
                if (await WebhookStore.AddAsync(unit, endpoint.Name, id, signal.Type, BodyOf(signal), now))
                {
                    await outbox.PostAsync(unit, $"webhook:{endpoint.Name}:{id}", WebhookTransport.OutboxKind, new WebhookItem(endpoint.Name, id).ToJson());
                }
            }
        }
    }

    /// <summary>What the receiver reads: type, time, whom it is about, and the signal's own data.</summary>
    private static string BodyOf(Signal signal) => new JsonObject
    {
        ["type"] = signal.Type,
        ["timestamp"] = signal.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture),
        ["conversation"] = signal.Conversation,
        ["customer"] = signal.Customer?.ToString(),
        ["data"] = JsonNode.Parse(signal.Data),
    }.ToJsonString();
}

/// <summary>What the outbox keeps of a delivery.</summary>
/// <param name="Webhook">The webhook's name.</param>
/// <param name="Event">The event's id.</param>
internal sealed record WebhookItem(string Webhook, string Event)
{
    public string ToJson() => JsonSerializer.Serialize(this);

    public static WebhookItem Parse(string json) => JsonSerializer.Deserialize<WebhookItem>(json)!;
}
