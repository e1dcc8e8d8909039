namespace ServiceBot.Desk.HandOver;

/// <summary>Something that happens to a conversation and may change who answers it.</summary>
public abstract record OwnershipEvent
{
    private OwnershipEvent(Guid? staff = null) => Staff = staff;

    /// <summary>Who of the desk does it; null: the customer, the product itself or an outside hub.</summary>
    public Guid? Staff { get; }

    /// <summary>The customer wants a person.</summary>
    /// <param name="Reason">A short word or line: <c>asked</c>, <c>not_understood</c> …</param>
    /// <param name="Language">What the customer is told from now on is in <c>en</c> or <c>zh</c>.</param>
    /// <param name="Customer">The customer, if known.</param>
    /// <param name="Team">The team it is meant for; null: whoever is free.</param>
    public sealed record PersonAsked(string Reason, string Language, Guid? Customer = null, string? Team = null) : OwnershipEvent;

    /// <summary>The customer said something.</summary>
    /// <param name="Language">What they are told from now on is in <c>en</c> or <c>zh</c>.</param>
    public sealed record CustomerSpoke(string Language) : OwnershipEvent;

    /// <summary>The customer does not want to wait, and goes on with the bot.</summary>
    /// <param name="Language">What they are told from now on is in <c>en</c> or <c>zh</c>.</param>
    public sealed record CustomerReturned(string Language) : OwnershipEvent;

    /// <summary>The customer, or the channel, ended the conversation.</summary>
    public sealed record CustomerEnded : OwnershipEvent;

    /// <summary>An agent says something.</summary>
    public sealed record AgentSpoke(Guid By) : OwnershipEvent(By);

    /// <summary>An agent takes the conversation: from the bot, or out of the queue.</summary>
    public sealed record TakenOver(Guid By) : OwnershipEvent(By);

    /// <summary>A lead takes it, also from another agent.</summary>
    public sealed record BargedIn(Guid By) : OwnershipEvent(By);

    /// <summary>The agent gives it back to the bot.</summary>
    /// <param name="By">The agent.</param>
    /// <param name="Fresh">Whether the bot begins afresh; otherwise it goes on where it stopped.</param>
    /// <param name="Summary">What came of it, for the customer to read; null: nothing.</param>
    public sealed record HandedBack(Guid By, bool Fresh, string? Summary) : OwnershipEvent(By);

    /// <summary>It is kept for one agent, who may accept or decline.</summary>
    /// <param name="By">Who passes it on: the one who holds it, or anybody while it waits.</param>
    /// <param name="To">Whom it is kept for.</param>
    public sealed record PassedToAgent(Guid By, Guid To) : OwnershipEvent(By);

    /// <summary>It is left to a team.</summary>
    /// <param name="By">Who passes it on: the one who holds it, or anybody while it waits.</param>
    /// <param name="Team">The team.</param>
    public sealed record PassedToTeam(Guid By, string Team) : OwnershipEvent(By);

    /// <summary>The agent whom it is kept for does not take it.</summary>
    /// <param name="By">The agent.</param>
    /// <param name="Reason">Why; null: they don't say.</param>
    public sealed record Declined(Guid By, string? Reason = null) : OwnershipEvent(By);

    /// <summary>The product offers it to an agent who fits. The customer goes on waiting, and is told nothing of it.</summary>
    /// <param name="To">Whom it is kept for.</param>
    /// <param name="Until">When the next may be asked.</param>
    public sealed record Offered(Guid To, DateTimeOffset Until) : OwnershipEvent;

    /// <summary>What the product offered is taken back.</summary>
    /// <param name="To">Whom it was kept for.</param>
    /// <param name="IsLapsed">Whether they let it pass; otherwise they can't take it any more.</param>
    public sealed record OfferOver(Guid To, bool IsLapsed) : OwnershipEvent;

    /// <summary>The agent ends it.</summary>
    /// <param name="By">The agent.</param>
    /// <param name="ForGood">False on channels whose conversations can't end, as a chat in Teams: the bot has it again.</param>
    public sealed record AgentEnded(Guid By, bool ForGood) : OwnershipEvent(By);

    /// <summary>Somebody at an outside hub took it.</summary>
    public sealed record HubAccepted : OwnershipEvent;

    /// <summary>The outside hub can't take it.</summary>
    public sealed record HubFailed : OwnershipEvent;

    /// <summary>The outside hub is done.</summary>
    public sealed record HubCompleted : OwnershipEvent;

    /// <summary>It is as late as it is; see <see cref="Ownership.DueAt"/>.</summary>
    public sealed record TimePassed : OwnershipEvent;
}
