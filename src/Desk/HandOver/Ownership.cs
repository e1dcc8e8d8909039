using ServiceBot.Channels.Turns;

namespace ServiceBot.Desk.HandOver;

/// <summary>Who answers a conversation.</summary>
public enum Holder
{
    /// <summary>The bot.</summary>
    Bot,

    /// <summary>Nobody yet: the customer waits for a person, and the bot is silent.</summary>
    Queue,

    /// <summary>A person.</summary>
    Agent,
}

/// <summary>A conversation that waits is kept for one agent, until then.</summary>
/// <param name="To">The agent.</param>
/// <param name="Until">When the next colleague may be asked.</param>
/// <param name="IsRouted">Whether the product chose the agent; then the customer is not told of it. Otherwise a colleague did, by name.</param>
public sealed record Offer(Guid To, DateTimeOffset Until, bool IsRouted = false);

/// <summary>Who answers a conversation, and what the customer was promised. It changes in <see cref="Transitions"/> alone.</summary>
public sealed record Ownership
{
    /// <summary>Who answers.</summary>
    public required Holder Holder { get; init; }

    /// <summary>How often that has changed.</summary>
    public required long Epoch { get; init; }

    /// <summary>The person who answers. Null under <see cref="Holder.Agent"/>: somebody at an outside hub.</summary>
    public Guid? Agent { get; init; }

    /// <summary>The team it is meant for, a word as in the routing rules; null: whoever is free.</summary>
    public string? Team { get; init; }

    /// <summary>For whom it is kept while it waits; null: for nobody.</summary>
    public Offer? Offer { get; init; }

    /// <summary>Since when the customer waits for a person's word; null: nothing is owed.</summary>
    public DateTimeOffset? WaitsSince { get; init; }

    /// <summary>When time itself changes something next: an offer ends, the customer is told something, or an agent was silent for too long.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Whether the conversation is over for good.</summary>
    public bool HasEnded { get; init; }

    /// <summary>Whether somebody at an outside hub answers.</summary>
    public bool IsAtHub => Holder == Holder.Agent && Agent is null;

    /// <summary>A holder as the conversation's row spells it: see <see cref="ConversationOwners"/>.</summary>
    public static string WordOf(Holder holder) => holder switch
    {
        Holder.Agent => ConversationOwners.Agent,
        Holder.Queue => ConversationOwners.Queue,
        _ => ConversationOwners.Bot,
    };

    /// <summary>The holder that the conversation's row spells so.</summary>
    public static Holder HolderOf(string owner) => owner switch
    {
        ConversationOwners.Agent => Holder.Agent,
        ConversationOwners.Queue => Holder.Queue,
        _ => Holder.Bot,
    };
}
