using ServiceBot.Channels.Turns;

namespace ServiceBot.Channels.Outbox;

/// <summary>What became of a delivery.</summary>
public abstract record DeliveryOutcome
{
    private DeliveryOutcome()
    {
    }

    /// <summary>The other side has it.</summary>
    public sealed record Delivered : DeliveryOutcome;

    /// <summary>It may work later.</summary>
    /// <param name="Reason">Why it did not work now.</param>
    /// <param name="After">How long the other side asks to wait, if it says so.</param>
    public sealed record TryLater(string Reason, TimeSpan? After = null) : DeliveryOutcome;

    /// <summary>It will never work; a person has to look at it.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Refused(string Reason) : DeliveryOutcome;

    /// <summary>Nothing can be said in this conversation any more, until the customer writes again.</summary>
    /// <param name="Reason">Why.</param>
    public sealed record Unreachable(string Reason) : DeliveryOutcome;

    /// <summary>The other side may have it or not; only a person can decide whether it is sent again.</summary>
    /// <param name="Reason">Why nobody knows.</param>
    public sealed record Uncertain(string Reason) : DeliveryOutcome;
}

/// <summary>Carries one kind of outbox items out of the process.</summary>
public interface IOutboxTransport
{
    /// <summary>The kind it carries: <c>connector</c>, <c>email</c>.</summary>
    string Kind { get; }

    /// <summary>Delivers an item. It may have been delivered before, when the process died in between.</summary>
    Task<DeliveryOutcome> SendAsync(OutboxItem item, Conversation? conversation, CancellationToken cancellationToken);
}
