using ServiceBot.Channels.Activities;
using ServiceBot.Channels.HandOff;

namespace ServiceBot.Desk.HandOver;

/// <summary>A hub's word about a conversation that was handed over.</summary>
public static class HubStatus
{
    /// <summary>What a <c>handoff.status</c> means; null: nothing, its state is unknown.</summary>
    public static OwnershipEvent? Read(Activity status) => HandOffEvents.StateOf(status) switch
    {
        "accepted" => new OwnershipEvent.HubAccepted(),
        "failed" => new OwnershipEvent.HubFailed(),
        "completed" => new OwnershipEvent.HubCompleted(),
        _ => null,
    };
}
