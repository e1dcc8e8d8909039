using System.Text.Json;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Audit;

/// <summary>Writes down who has changed what is known of customers, as the signal log tells it.</summary>
internal sealed class AuditChanges : ISignalReader
{
    public string Name => "audit";

    public IReadOnlyList<string> Types { get; } =
    [
        "CustomerCreated", "CustomerEdited", "CustomerJoined", "CustomersMerged", "CustomersSplit", "CustomersKeptApart", "CustomersMayMerge", "CustomerHintDismissed", "CustomerRelated", "CustomerUnrelated", "ConsentChanged",
        "CustomerProtected", "CustomerProtectionEnded", "AccessAsked", "AccessReady", "ErasureAsked", "CustomerErased",
    ];

    public Task HandleAsync(UnitOfWork unit, IReadOnlyList<LoggedSignal> signals) => AuditLog.AppendAsync(
        unit, [.. signals.Where(logged => logged.Signal.Customer is not null).Select(logged => (logged.Signal.At, ActorOf(logged.Signal.Data), logged.Signal.Type, $"customer:{logged.Signal.Customer}"))]);

    private static string ActorOf(string data)
    {
        using var json = JsonDocument.Parse(data);
        return json.RootElement.ValueKind == JsonValueKind.Object && json.RootElement.TryGetProperty("by", out var by) && by.GetString() is { } actor ? actor : "system";
    }
}
