namespace ServiceBot.Desk.HandOver;

/// <summary>What came of an event.</summary>
public abstract record Decision
{
    private Decision()
    {
    }

    /// <summary>Something is different now.</summary>
    /// <param name="Now">How it stands.</param>
    /// <param name="Notice">What the customer is told: one message when the owner changed.</param>
    public sealed record Changed(Ownership Now, Notice Notice) : Decision;

    /// <summary>It was so already, or the event means nothing here.</summary>
    /// <param name="Now">How it stands.</param>
    public sealed record Unchanged(Ownership Now) : Decision;

    /// <summary>Who wanted it may not; nothing changed.</summary>
    /// <param name="Why">The reason.</param>
    /// <param name="Now">How it stands, and so who holds it.</param>
    public sealed record Refused(Refusal Why, Ownership Now) : Decision;
}

/// <summary>Why somebody can't do what they want with a conversation.</summary>
public enum Refusal
{
    /// <summary>They do not hold it, or it is not kept for them.</summary>
    NotYours,

    /// <summary>Somebody else was quicker.</summary>
    AlreadyTaken,

    /// <summary>The owner has changed since they looked.</summary>
    StaleEpoch,

    /// <summary>The conversation is over.</summary>
    Ended,
}

/// <summary>What a customer is told about who answers.</summary>
public enum Notice
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>A colleague is called. The dialog that called says so in its own words.</summary>
    Called,

    /// <summary>A colleague is here.</summary>
    Taken,

    /// <summary>Another colleague takes over.</summary>
    BargedIn,

    /// <summary>The bot is back, and begins afresh.</summary>
    Back,

    /// <summary>The bot is back, and goes on where it stopped.</summary>
    BackWhereWeWere,

    /// <summary>The customer went back to the bot.</summary>
    Returned,

    /// <summary>A colleague is asked by name.</summary>
    PassedToAgent,

    /// <summary>A team is asked.</summary>
    PassedToTeam,

    /// <summary>The colleague who was asked by name can't come; the customer waits for the next one.</summary>
    NextColleague,

    /// <summary>The colleague has been silent for too long; the customer waits for the next one.</summary>
    AgentSilent,

    /// <summary>The place in the queue.</summary>
    Place,

    /// <summary>People are away; the customer keeps the place.</summary>
    Closed,

    /// <summary>People are away; the bot is back.</summary>
    ClosedToBot,

    /// <summary>The outside hub can't take it; the bot is back.</summary>
    NobodyFree,

    /// <summary>The colleague says goodbye.</summary>
    Farewell,
}

/// <summary>The instant of an event, as far as promises go.</summary>
/// <param name="At">When.</param>
/// <param name="IsOpen">Whether people answer now.</param>
/// <param name="OpensAt">When they answer again; null: nobody knows.</param>
public readonly record struct Moment(DateTimeOffset At, bool IsOpen, DateTimeOffset? OpensAt);

/// <summary>
/// The one place that decides who answers a conversation: state and event give the new state. The epoch rises by one whenever somebody else
/// answers, and then the customer is told once. What can't be is an outcome, never an exception.
/// </summary>
public static class Transitions
{
    /// <summary>Decides.</summary>
    /// <param name="before">How it stands.</param>
    /// <param name="what">What happens.</param>
    /// <param name="moment">When.</param>
    /// <param name="promises">What customers are promised.</param>
    /// <param name="seen">The epoch that whoever acts has seen; null: any.</param>
    public static Decision Decide(Ownership before, OwnershipEvent what, Moment moment, HandOverOptions promises, long? seen = null)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(promises);
        if (before.HasEnded && what is not (OwnershipEvent.CustomerEnded or OwnershipEvent.TimePassed))
        {
            return new Decision.Refused(Refusal.Ended, before);
        }

        if (seen is not null && seen != before.Epoch)
        {
            return new Decision.Refused(Refusal.StaleEpoch, before);
        }

        var decision = new Rules(before, moment, promises).Decide(what);
        return decision is Decision.Changed changed && (changed.Now.Holder, changed.Now.Agent) != (before.Holder, before.Agent)
            ? changed with { Now = changed.Now with { Epoch = before.Epoch + 1 } }
            : decision;
    }

    private readonly record struct Rules(Ownership Before, Moment Moment, HandOverOptions Promises)
    {
        private Decision Unchanged => new Decision.Unchanged(Before);

        private Decision NotYours => new Decision.Refused(Refusal.NotYours, Before);

        /// <summary>When somebody in the queue hears of it next. While people are away nothing changes, so not before they are back.</summary>
        private DateTimeOffset? NewsAt => (Moment.IsOpen ? Moment.At : Moment.OpensAt) + TimeSpan.FromMinutes(Promises.NewsMinutes);

        public Decision Decide(OwnershipEvent what) => (Before.Holder, what) switch
        {
            (Holder.Bot, OwnershipEvent.PersonAsked asked) => Queue(asked.Team, null, Notice.Called),
            (_, OwnershipEvent.PersonAsked) => Unchanged,

            (Holder.Bot, OwnershipEvent.CustomerSpoke) => Unchanged,
            (_, OwnershipEvent.CustomerSpoke) => CustomerSpoke(),
            (Holder.Queue, OwnershipEvent.CustomerReturned) => Bot(Notice.Returned),
            (_, OwnershipEvent.CustomerReturned) => Unchanged,
            (_, OwnershipEvent.CustomerEnded) => End(Notice.None),
            (_, OwnershipEvent.TimePassed) when Before.HasEnded => End(Notice.None),

            (_, OwnershipEvent.AgentSpoke spoke) => IsHeldBy(spoke.By) ? Changed(Before with { WaitsSince = null, DueAt = null }, Notice.None) : NotYours,
            (_, OwnershipEvent.TakenOver taken) => Take(taken.By, mayFromOthers: false),
            (_, OwnershipEvent.BargedIn barged) => Take(barged.By, mayFromOthers: true),
            (_, OwnershipEvent.HandedBack back) => IsHeldBy(back.By) ? Bot(back.Fresh ? Notice.Back : Notice.BackWhereWeWere) : NotYours,
            (_, OwnershipEvent.PassedToAgent passed) => passed.By == passed.To && IsHeldBy(passed.By) ? Unchanged
                : MayPassOn(passed.By) ? Queue(Before.Team, new(passed.To, Moment.At.AddSeconds(Promises.OfferSeconds)), Notice.PassedToAgent)
                : NotYours,
            (_, OwnershipEvent.PassedToTeam passed) => MayPassOn(passed.By) ? Queue(passed.Team, null, Notice.PassedToTeam) : NotYours,
            (Holder.Queue, OwnershipEvent.Offered offered) when Before.Offer is null =>
                Changed(Before with { Offer = new(offered.To, offered.Until, IsRouted: true) }, Notice.None),
            (Holder.Queue, OwnershipEvent.OfferOver over) when IsRoutedTo(over.To) => Changed(Before with { Offer = null }, Notice.None),
            (Holder.Queue, OwnershipEvent.Declined declined) when IsRoutedTo(declined.By) => Changed(Before with { Offer = null }, Notice.None),
            (Holder.Queue, OwnershipEvent.Declined declined) when Before.Offer?.To == declined.By => Queue(Before.Team, null, Notice.NextColleague),
            (_, OwnershipEvent.Declined) => NotYours,
            (_, OwnershipEvent.AgentEnded ended) => !IsHeldBy(ended.By) ? NotYours : ended.ForGood ? End(Notice.Farewell) : Bot(Notice.Farewell),

            (Holder.Queue, OwnershipEvent.HubAccepted) => Changed(new() { Holder = Holder.Agent, Epoch = Before.Epoch, Team = Before.Team }, Notice.Taken),
            (_, OwnershipEvent.HubFailed) => WaitsForHub ? Bot(Notice.NobodyFree) : Unchanged,
            (_, OwnershipEvent.HubCompleted) => WaitsForHub ? Bot(Notice.Back) : Unchanged,
            (_, OwnershipEvent.HubAccepted) => Unchanged,

            (_, OwnershipEvent.TimePassed) => Before.DueAt <= Moment.At ? Late() : Unchanged,
            _ => Unchanged,
        };

        private bool WaitsForHub => Before.Holder == Holder.Queue || Before.IsAtHub;

        private bool IsHeldBy(Guid agent) => Before.Holder == Holder.Agent && Before.Agent == agent;

        private bool IsRoutedTo(Guid agent) => Before.Offer is { IsRouted: true } offer && offer.To == agent;

        private bool MayPassOn(Guid agent) => Before.Holder == Holder.Queue || IsHeldBy(agent);

        private Decision.Changed CustomerSpoke() => Changed(
            Before with
            {
                WaitsSince = Before.WaitsSince ?? Moment.At,
                DueAt = Before.DueAt ?? (Before.Agent is null ? null : Moment.At.AddMinutes(Promises.SilenceMinutes)),
            },
            Notice.None);

        private Decision Take(Guid by, bool mayFromOthers) => Before.Holder == Holder.Agent && (Before.IsAtHub || (Before.Agent != by && !mayFromOthers))
            ? new Decision.Refused(Refusal.AlreadyTaken, Before)
            : IsHeldBy(by) ? Unchanged
            : Changed(
                new()
                {
                    Holder = Holder.Agent,
                    Epoch = Before.Epoch,
                    Agent = by,
                    Team = Before.Team,
                    WaitsSince = Before.WaitsSince ?? Moment.At,
                    DueAt = Moment.At.AddMinutes(Promises.SilenceMinutes),
                },
                Before.Holder == Holder.Agent ? Notice.BargedIn : Notice.Taken);

        /// <summary>A promise has come due.</summary>
        private Decision.Changed Late() => Before switch
        {
            _ when !Moment.IsOpen && Promises.AfterHours == AfterHours.Bot => Bot(Notice.ClosedToBot),
            _ when !Moment.IsOpen => Queue(Before.Team, null, Notice.Closed),
            { Holder: Holder.Agent } => Queue(Before.Team, null, Notice.AgentSilent),
            { Offer: { IsRouted: false } offer } when offer.Until <= Moment.At => Queue(Before.Team, null, Notice.NextColleague),
            _ => Queue(Before.Team, Before.Offer, Notice.Place),
        };

        private Decision.Changed Queue(string? team, Offer? offer, Notice notice) => Changed(
            new()
            {
                Holder = Holder.Queue,
                Epoch = Before.Epoch,
                Team = team,
                Offer = offer,
                WaitsSince = Before.WaitsSince ?? Moment.At,
                DueAt = offer is { IsRouted: false } && (offer.Until < NewsAt || NewsAt is null) ? offer.Until : NewsAt,
            },
            notice);

        private Decision.Changed Bot(Notice notice) => Changed(new() { Holder = Holder.Bot, Epoch = Before.Epoch }, notice);

        private Decision.Changed End(Notice notice) => Changed(new() { Holder = Holder.Bot, Epoch = Before.Epoch, HasEnded = true }, notice);

        private static Decision.Changed Changed(Ownership now, Notice notice) => new Decision.Changed(now, notice);
    }
}
