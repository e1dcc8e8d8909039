using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Turns;
using ServiceBot.Desk.Contracts;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Routing;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Dispatch;

/// <summary>
/// Offers waiting conversations and requests to people, when something has happened that may bring them together. All it goes by stands in the database, so
/// nothing is lost with a process; a slow look now and then finds what another node left behind. What <see cref="Dispatcher"/> plans is
/// offered one by one, each in a transaction that looks once more, so that two nodes with the same plan do it once.
/// </summary>
internal sealed partial class HandOutWork : BackgroundService
{
    private const int MostWaiting = 2_000;
    private const int FirstRequests = 100;
    private const int MostRequests = 12_800;
    private static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(1);
    private static readonly long LockKey = LockKeys.Of("desk", "offers");

    /// <summary>What may free somebody, or bring work. What customers and agents say is not among it.</summary>
    private static readonly HashSet<string> Wakes = new(StringComparer.Ordinal)
    {
        "PersonAsked", "ConversationReturned", "ConversationEnded", "ConversationTaken", "ConversationBargedIn", "ConversationHandedBack", "ConversationPassedOn",
        "OfferDeclined", "OfferTimedOut", "OfferWithdrawn", "AgentTimedOut", "HubAccepted", "HubFailed", "HubCompleted", "AvailabilityChanged", "AgentChanged", "StaffChanged",
        "RequestAssigned", "RequestStatusChanged", "RequestWithdrawn", "RequestOfferDeclined", "RequestOfferLapsed", "RequestOfferWithdrawn",
        "RequestAwoke", "RequestSnoozed", "ConversationSnoozed",
    };

    private readonly IDatabase _database;
    private readonly ChangeOwner _changeOwner;
    private readonly RequestOffers _requestOffers;
    private readonly UseContracts _contracts;
    private readonly AgentPresence _presence;
    private readonly WorkBell _bell;
    private readonly IOptions<OfferOptions> _options;
    private readonly IOptions<RoutingOptions> _routing;
    private readonly TimeProvider _clock;
    private readonly ILogger<HandOutWork> _logger;

    public HandOutWork(
        IDatabase database, ChangeOwner changeOwner, RequestOffers requestOffers, UseContracts contracts, AgentPresence presence, WorkBell bell, SignalLog signals,
        IOptions<OfferOptions> options, IOptions<RoutingOptions> routing, TimeProvider clock, ILogger<HandOutWork> logger)
    {
        (_database, _changeOwner, _requestOffers, _contracts, _presence, _bell) = (database, changeOwner, requestOffers, contracts, presence, bell);
        (_options, _routing, _clock, _logger) = (options, routing, clock, logger);
        signals.Listen(signal =>
        {
            if (Wakes.Contains(signal.Type))
            {
                bell.Ring();
            }
        });
    }

    /// <summary>Takes back offers that are over, and offers what waits.</summary>
    /// <returns>When time alone causes something next; null: only an event can.</returns>
    public async Task<DateTimeOffset?> HandOutAsync(CancellationToken cancellationToken)
    {
        foreach (var offer in await _database.ReadAsync(session => OfferStore.OverAsync(session, _clock.GetUtcNow()), cancellationToken))
        {
            await TakeBackAsync(offer, cancellationToken);
        }

        if (!_options.Value.Automatic)
        {
            return null;
        }

        var now = _clock.GetUtcNow();
        var plan = await _database.ReadAsync(session => PlanAsync(session, now), cancellationToken);
        var again = plan?.LookAgainAt;
        foreach (var offer in plan?.Offers ?? [])
        {
            if (!await OfferAsync(offer, cancellationToken))
            {
                again = now + LookAgain;     // something has changed meanwhile: plan again, but not without a breath
            }
        }

        var open = await _database.ReadAsync(session => OfferStore.OpenAsync(session), cancellationToken);
        return open.Select(offer => (DateTimeOffset?)offer.Until).Append(again).Min();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var renewed = _clock.GetUtcNow();
        while (!stoppingToken.IsCancellationRequested)
        {
            var rung = _bell.Next();
            var wait = AgentPresence.RenewsEvery;
            try
            {
                if (_clock.GetUtcNow() - renewed >= AgentPresence.RenewsEvery)
                {
                    renewed = _clock.GetUtcNow();
                    await _presence.RenewAsync(stoppingToken);
                }

                if (await HandOutAsync(stoppingToken) is { } next && next - _clock.GetUtcNow() is var left && left < wait)
                {
                    wait = left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1);
                }
            }
            catch (Exception failure) when (failure is StorageException || stoppingToken.IsCancellationRequested)
            {
                wait = LookAgain;     // who writes reports it; or this is the end
            }
            catch (Exception failure)
            {
                Log.Failed(_logger, failure);
            }

            await Task.WhenAny(rung, Task.Delay(wait, _clock, stoppingToken));
        }
    }

    private async Task<DispatchPlan?> PlanAsync(Session session, DateTimeOffset now)
    {
        if (!await AgentStore.IsAnybodyTakingAsync(session, now))
        {
            return null;
        }

        var options = _options.Value;
        var conversations = await OwnershipStore.UnofferedAsync(session, MostWaiting);
        var refused = await OfferStore.RefusedAsync(
            session, WorkKind.Conversation, [.. conversations.Select(row => row.Conversation)], now.AddSeconds(-options.TurnedDownSeconds));
        var headStarts = await _contracts.HeadStartsAsync(session, [.. conversations.Select(row => row.Customer).OfType<Guid>().Distinct()], now);
        var live = conversations.Select(row => WorkOf(row, refused[row.Conversation], headStarts.GetValueOrDefault(row.Customer ?? Guid.Empty), options)).ToList();
        var agents = await AgentStore.ReadAsync(session, options, _routing.Value.DefaultTeam, now);
        var takers = agents.Where(agent => Fitness.HasRoom(agent, WorkOfRequests.Channel, options)).ToList();
        for (var take = FirstRequests; ; take *= 4)
        {
            var requests = await WorkOfRequests.WaitingAsync(session, takers, options, take, now);
            if (live.Count + requests.Count == 0)
            {
                return null;
            }

            var plan = Dispatcher.Decide(live.Concat(requests), agents, options, now);
            if (requests.Count < take || take >= MostRequests || !plan.Agents.Any(agent => Fitness.HasRoom(agent, WorkOfRequests.Channel, options)))
            {
                return plan;     // otherwise somebody has room, and what fits them may come further behind
            }
        }
    }

    private static WorkItem WorkOf(DeskConversation row, IEnumerable<(Guid Agent, DateTimeOffset At)> refused, TimeSpan headStart, OfferOptions options) => new()
    {
        Id = new(WorkKind.Conversation, row.Conversation),
        Channel = "chat",
        Team = row.Team,
        Language = row.Language,
        Demands = options.DemandsOf(row.Team, category: null, priority: null),
        WaitsSince = row.WaitsSince!.Value,
        DueAt = row.WaitsSince.Value.AddSeconds(options.ConversationTargetSeconds),
        HeadStart = headStart,
        LastAgent = row.LastAgent,
        TurnedDown = options.TurnedDownBy(refused),
    };

    /// <returns>False: it can't be offered to them any more.</returns>
    private Task<bool> OfferAsync(PlannedOffer offer, CancellationToken cancellationToken) => _database.WriteAsync(
        async unit =>
        {
            await unit.Dialect.LockAsync(unit, LockKey);
            var now = _clock.GetUtcNow();
            var agent = (await AgentStore.ReadAsync(unit, _options.Value, _routing.Value.DefaultTeam, now)).FirstOrDefault(one => one.Id == offer.Agent);
            if (agent is null || Fitness.Of(offer.Item, agent, _options.Value, now) is not null
                || !await (offer.Item.Id.Kind == WorkKind.Request ? _requestOffers.OfferAsync(unit, offer) : OfferConversationAsync(unit, offer)))
            {
                return false;
            }

            await OfferStore.AddAsync(unit, offer, now);
            await AgentStore.GivenAsync(unit, offer.Agent, now);
            return true;
        },
        cancellationToken);

    private async Task<bool> OfferConversationAsync(UnitOfWork unit, PlannedOffer offer) =>
        await ConversationStore.HoldAsync(unit, offer.Item.Id.Number) is { } conversation
        && await _changeOwner.HandleAsync(unit, conversation, new OwnershipEvent.Offered(offer.Agent, offer.Until)) is Decision.Changed;

    private Task<bool> TakeBackAsync(OpenOffer offer, CancellationToken cancellationToken) => _database.WriteAsync(
        async unit =>
        {
            if (offer.Kind == WorkKind.Request)
            {
                await unit.Dialect.LockAsync(unit, LockKey);
                await _requestOffers.TakeBackAsync(unit, offer);
            }
            else if (await ConversationStore.HoldAsync(unit, offer.Item) is { } conversation)
            {
                await _changeOwner.HandleAsync(unit, conversation, new OwnershipEvent.OfferOver(offer.Agent, IsLapsed: offer.Until <= _clock.GetUtcNow()));
            }

            return true;
        },
        cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "Waiting work could not be offered; it is tried again")]
        public static partial void Failed(ILogger logger, Exception failure);
    }
}
