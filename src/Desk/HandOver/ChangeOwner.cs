using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Answers;
using ServiceBot.Channels.HandOff;
using ServiceBot.Channels.Mail;
using ServiceBot.Channels.Proactive;
using ServiceBot.Channels.Turns;
using ServiceBot.Crm;
using ServiceBot.Desk.Dispatch;
using ServiceBot.Desk.Queue;
using ServiceBot.Desk.Routing;
using ServiceBot.Desk.Snooze;
using ServiceBot.Desk.Staff;
using ServiceBot.Language.Detection;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.HandOver;

/// <summary>
/// The one way to change who answers a conversation. What <see cref="Transitions"/> decides is kept in one transaction: owner and epoch, promises,
/// the queue, a signal, and the message to the customer.
/// </summary>
public sealed class ChangeOwner(
    SignalLog signals, ProactiveMessages messages, Hub hub, OpeningHours hours, IOptions<TeamOptions> teams, IOptions<HandOverOptions> promises, TimeProvider clock)
{
    private const int MaxReason = 200;
    private const int LastWordsWithin = 50;
    private static readonly HandOverOptions PromisesByMail = new();

    /// <summary>The place of a conversation in the queue: 1 for who comes next, 0 for who does not wait.</summary>
    public static async Task<int> PlaceAsync(Session session, long conversation) => (int)await QueueStore.PositionAsync(session, conversation);

    /// <summary>Deals with an event of a turn. The turn keeps the owner and says the notice.</summary>
    public async Task<Decision> HandleAsync(TurnContext turn, OwnershipEvent what)
    {
        ArgumentNullException.ThrowIfNull(turn);
        var conversation = turn.Conversation with { Owner = turn.Owner, Epoch = turn.Epoch };
        var (decision, notice) = await KeepAsync(turn.Unit, conversation, what, seen: null);
        if (decision is Decision.Changed { Now: var now })
        {
            turn.SetOwner(Ownership.WordOf(now.Holder), now.Epoch);
        }

        if (notice is not null && turn.Owner == ConversationOwners.Agent)
        {
            await SayAsync(turn.Unit, conversation, notice, turn.Epoch);     // a turn has no say then
        }
        else if (notice is not null)
        {
            turn.Reply(notice);
        }

        return decision;
    }

    /// <summary>Deals with an event outside of a turn.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="conversation">The conversation, held by <see cref="ConversationStore.HoldAsync"/>.</param>
    /// <param name="what">What happens.</param>
    /// <param name="seen">The epoch that whoever acts has seen; null: any.</param>
    public async Task<Decision> HandleAsync(UnitOfWork unit, Conversation conversation, OwnershipEvent what, long? seen = null)
    {
        ArgumentNullException.ThrowIfNull(conversation);
        var (decision, notice) = await KeepAsync(unit, conversation, what, seen);
        if (decision is not Decision.Changed { Now: var now })
        {
            return decision;
        }

        if (now.Epoch != conversation.Epoch)
        {
            await ConversationStore.SetOwnerAsync(
                unit, conversation, Ownership.WordOf(now.Holder), now.Epoch, afresh: what is OwnershipEvent.HandedBack { Fresh: true } or OwnershipEvent.AgentEnded);
        }

        if (notice is not null)
        {
            await SayAsync(unit, conversation, notice, now.Epoch);
        }

        if (now.HasEnded && conversation.EndedAt is null)
        {
            await messages.SayAsync(unit, conversation, new() { Type = ActivityTypes.EndOfConversation }, ends: true);
        }

        return decision;
    }

    /// <summary>Says on the signal log that a word for colleagues was written; the word itself does not stand there.</summary>
    internal Task NotedAsync(UnitOfWork unit, long conversation, string kind, Guid by, DateTimeOffset at) =>
        signals.AppendAsync(unit, new("NoteWritten", at, conversation, Data: JsonSerializer.Serialize(new { by, kind })));

    private async Task SayAsync(UnitOfWork unit, Conversation conversation, Activity notice, long epoch)
    {
        if (await messages.SayAsync(unit, conversation, notice) is { } seq)
        {
            await SaidStore.AddAsync(unit, conversation.Key, seq, SaidKinds.Notice, staff: null, words: null, epoch, clock.GetUtcNow());
        }
    }

    /// <summary>Decides, and keeps all but the owner and the message.</summary>
    private async Task<(Decision Decision, Activity? Notice)> KeepAsync(UnitOfWork unit, Conversation conversation, OwnershipEvent what, long? seen)
    {
        var at = clock.GetUtcNow();
        var row = await OwnershipStore.FindAsync(unit, conversation.Key);
        var before = OwnershipStore.Of(conversation, row);
        var isOpen = hours.IsOpen(at);
        var decision = Transitions.Decide(
            before, what, new(at, isOpen, isOpen ? null : hours.OpensAt(at)), conversation.IsMail ? PromisesByMail : promises.Value, seen);
        if (decision is not Decision.Changed(var after, var notice))
        {
            return (decision, null);
        }

        if (conversation.IsMail)
        {
            after = after with { DueAt = after.Offer?.Until };     // nobody waits at the other end: the request's deadlines count
            decision = new Decision.Changed(after, notice);
        }

        row = With(row ?? await NewRowAsync(unit, conversation, at), what, after, at, isAnothers: after.Epoch != before.Epoch);
        await OwnershipStore.SaveAsync(unit, row);
        if (before.Holder == Holder.Agent && (after.Epoch != before.Epoch || after.HasEnded || what is OwnershipEvent.CustomerSpoke))
        {
            await SnoozeStore.EndAsync(unit, new(WorkKind.Conversation, conversation.Key));
        }

        var signal = SignalOf(what, before, notice);
        if (after.Holder == Holder.Queue && before.Holder != Holder.Queue)
        {
            var reason = what is OwnershipEvent.PersonAsked asked ? StoredText.CleanLine(asked.Reason, MaxReason) : signal;
            await QueueStore.AddAsync(unit, conversation.Key, row.Customer, reason, row.Language, after.WaitsSince ?? at);
        }
        else if (before.Holder == Holder.Queue && after.Holder != Holder.Queue)
        {
            await QueueStore.LeaveAsync(unit, conversation.Key, signal, at);
        }

        if (before.Offer is { IsRouted: true } offer && after.Offer != offer)
        {
            await OfferStore.EndAsync(unit, new(WorkKind.Conversation, conversation.Key), OutcomeOf(what, offer, after), (what as OwnershipEvent.Declined)?.Reason, at);
        }

        if (after.Epoch != before.Epoch && (before.Holder == Holder.Queue || before.IsAtHub) && !IsOfHub(what))
        {
            await hub.EndAsync(unit, conversation, after.Epoch, at);
        }

        await signals.AppendAsync(unit, new(signal, at, conversation.Key, row.Customer, Facts(what, before, after)));
        var facts = await FactsAsync(unit, row, what, before, after, at);
        return conversation.IsMail ? (decision, ByMail(facts.Summary))
            : (decision, NoticeWords.Of(notice, facts) is { } answer ? AnswerRenderer.Render(answer, Surfaces.Of(conversation)) : null);
    }

    /// <summary>Who answers is no news by mail; what an agent says came of it is.</summary>
    private static Activity? ByMail(string? summary) => summary is null ? null
        : new() { Type = ActivityTypes.Message, Text = summary, TextFormat = "plain", ChannelData = new MailFacts { ByPerson = true }.ToChannelData() };

    private static DeskConversation With(DeskConversation row, OwnershipEvent what, Ownership after, DateTimeOffset at, bool isAnothers)
    {
        row = what switch
        {
            OwnershipEvent.PersonAsked asked => row with { Language = asked.Language, Customer = asked.Customer ?? row.Customer, CustomerAt = at },
            OwnershipEvent.CustomerSpoke spoke => row with { Language = spoke.Language, CustomerAt = at },
            OwnershipEvent.CustomerReturned returned => row with { Language = returned.Language, CustomerAt = at },
            OwnershipEvent.AgentSpoke => row with { AgentAt = at },
            _ => row,
        };
        return row with
        {
            Agent = after.Agent,
            Team = after.Team,
            OfferedTo = after.Offer?.To,
            OfferedUntil = after.Offer?.Until,
            OfferIsRouted = after.Offer is { IsRouted: true },
            LastAgent = after.Agent ?? row.LastAgent,
            Since = isAnothers ? at : row.Since,
            WaitsSince = after.WaitsSince,
            DueAt = after.DueAt,
        };
    }

    private static async Task<DeskConversation> NewRowAsync(UnitOfWork unit, Conversation conversation, DateTimeOffset at) =>
        new() { Conversation = conversation.Key, Since = at, Language = await LanguageAsync(unit, conversation) };

    /// <summary>The language of the customer's last words.</summary>
    internal static async Task<string> LanguageAsync(Session session, Conversation conversation)
    {
        var last = await ConversationStore.ReadAsync(session, conversation.Key, conversation.LastSeq - LastWordsWithin, LastWordsWithin);
        var said = last.Where(recorded => recorded.Inbound).Select(recorded => ActivityJson.Parse(recorded.Json)).LastOrDefault(activity => activity.Text?.Length > 0);
        return LanguageDetector.Detect(said?.Text) switch
        {
            Language.TextLanguage.Chinese or Language.TextLanguage.Mixed => "zh",
            Language.TextLanguage.Undetermined when said?.Locale?.StartsWith("zh", StringComparison.OrdinalIgnoreCase) == true => "zh",
            _ => "en",
        };
    }

    private async Task<NoticeFacts> FactsAsync(UnitOfWork unit, DeskConversation row, OwnershipEvent what, Ownership before, Ownership after, DateTimeOffset at)
    {
        var colleague = after.Agent ?? after.Offer?.To ?? before.Offer?.To ?? before.Agent;
        return new()
        {
            Language = row.Language,
            Colleague = colleague is { } id ? (await StaffStore.FindAsync(unit, id))?.Name : null,
            Team = after.Team is { } team ? teams.Value.NameOf(team, row.Language) : null,
            Place = after.Holder == Holder.Queue ? await PlaceAsync(unit, row.Conversation) : 0,
            Opens = hours.Words(at, row.Language),
            Summary = (what as OwnershipEvent.HandedBack)?.Summary,
        };
    }

    private static OfferOutcome OutcomeOf(OwnershipEvent what, Offer offer, Ownership after) => what switch
    {
        OwnershipEvent.Declined => OfferOutcome.Declined,
        OwnershipEvent.OfferOver { IsLapsed: true } => OfferOutcome.Lapsed,
        _ => after.Agent == offer.To ? OfferOutcome.Accepted : OfferOutcome.Withdrawn,
    };

    private static bool IsOfHub(OwnershipEvent what) => what is OwnershipEvent.HubAccepted or OwnershipEvent.HubFailed or OwnershipEvent.HubCompleted;

    /// <summary>What happened, as the signal log calls it.</summary>
    private static string SignalOf(OwnershipEvent what, Ownership before, Notice notice) => (what, notice) switch
    {
        (OwnershipEvent.TimePassed, Notice.NextColleague) => "OfferTimedOut",
        (OwnershipEvent.TimePassed, _) => before.Holder == Holder.Agent ? "AgentTimedOut" : "WaitTold",
        (OwnershipEvent.PersonAsked, _) => "PersonAsked",
        (OwnershipEvent.CustomerSpoke, _) => "CustomerSpoke",
        (OwnershipEvent.CustomerReturned, _) => "ConversationReturned",
        (OwnershipEvent.CustomerEnded or OwnershipEvent.AgentEnded, _) => "ConversationEnded",
        (OwnershipEvent.AgentSpoke, _) => "AgentReplied",
        (OwnershipEvent.TakenOver, _) => "ConversationTaken",
        (OwnershipEvent.BargedIn, _) => "ConversationBargedIn",
        (OwnershipEvent.HandedBack, _) => "ConversationHandedBack",
        (OwnershipEvent.PassedToAgent or OwnershipEvent.PassedToTeam, _) => "ConversationPassedOn",
        (OwnershipEvent.Declined, _) => "OfferDeclined",
        (OwnershipEvent.Offered, _) => "ConversationOffered",
        (OwnershipEvent.OfferOver over, _) => over.IsLapsed ? "OfferLapsed" : "OfferWithdrawn",
        (OwnershipEvent.HubAccepted, _) => "HubAccepted",
        (OwnershipEvent.HubFailed, _) => "HubFailed",
        _ => "HubCompleted",
    };

    private static string Facts(OwnershipEvent what, Ownership before, Ownership after) => JsonSerializer.Serialize(new
    {
        by = what.Staff,
        owner = Ownership.WordOf(after.Holder),
        epoch = after.Epoch,
        agent = after.Agent,
        formerAgent = before.Agent == after.Agent ? null : before.Agent,
        team = after.Team,
        formerTeam = before.Team,
        offeredTo = after.Offer?.To,
        formerlyOfferedTo = before.Offer?.To,
        reason = (what as OwnershipEvent.PersonAsked)?.Reason,
        language = (what as OwnershipEvent.PersonAsked)?.Language,
    });
}
