using ServiceBot.Desk.Access;
using ServiceBot.Desk.Staff;

namespace ServiceBot.Desk.Dispatch.Simulation;

/// <summary>Runs a day at the desk, event by event, under a rule that hands out the work.</summary>
public sealed class Simulator
{
    private const string SharedTeam = "care";
    private const int MostReported = 5;
    private static readonly TimeSpan Break = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    private readonly PriorityQueue<Action, (DateTimeOffset At, long Number)> _events = new();
    private readonly Dictionary<WorkId, WorkItem> _waiting = [];
    private readonly Dictionary<WorkId, (WorkItem Item, int Agent, int Number)> _offers = [];
    private readonly Dictionary<WorkId, TimeSpan> _takes = [];
    private readonly Dictionary<WorkId, int> _asked = [];
    private readonly DispatchAgent[] _agents;
    private readonly SimulatedDay _day;
    private readonly OfferOptions _options;
    private readonly DispatchRule _rule;
    private readonly Chance _chance;
    private readonly DayRecord _record;
    private DateTimeOffset _now;
    private long _number;
    private DateTimeOffset? _looksAt;

    private Simulator(SimulatedDay day, OfferOptions options, DispatchRule rule, long seed)
    {
        (_day, _options, _rule, _chance) = (day, options, rule, new(seed));
        _agents = [.. day.Agents.Select(Colleague)];
        _record = new(day, options);
        _now = Arrivals.At(0);
    }

    /// <summary>The product's own rule, and the two that it is compared with, each on the same day.</summary>
    /// <param name="day">What the day is like.</param>
    /// <param name="options">The settings of the product.</param>
    /// <param name="seed">Which day: the same number gives the same one.</param>
    public static IReadOnlyList<(string Name, SimulatedResult Result)> Compare(SimulatedDay day, OfferOptions options, long seed) =>
    [
        ("router", Run(day, options, Dispatcher.Decide, seed)),
        ("round robin", Run(day, options, Baselines.RoundRobin(), seed)),
        ("longest waiting", Run(day, options, Baselines.LongestWaiting, seed)),
    ];

    /// <summary>Runs one day under one rule.</summary>
    public static SimulatedResult Run(SimulatedDay day, OfferOptions options, DispatchRule rule, long seed)
    {
        ArgumentNullException.ThrowIfNull(day);
        ArgumentNullException.ThrowIfNull(options);
        var simulator = new Simulator(day, options, rule, seed);
        simulator.Run();
        return simulator._record.Result(simulator._now, simulator._waiting.Values.Concat(simulator._offers.Values.Select(offer => offer.Item)));
    }

    private void Run()
    {
        foreach (var arrival in Arrivals.Of(_day, _chance))
        {
            _takes[arrival.Item.Id] = arrival.Takes;
            At(arrival.Item.WaitsSince, () => Arrive(arrival.Item));
        }

        for (var agent = 0; agent < _agents.Length; agent++)
        {
            Plan(agent, _day.Agents[agent]);
        }

        while (_events.TryDequeue(out var happens, out var when))
        {
            if (when.At - Tick > _now)
            {
                Check(when.At - Tick);      // what only time has changed since the last event must have been an event itself
            }

            _now = when.At;
            happens();
            Decide();
            Check(_now);
        }
    }

    private void Plan(int agent, SimulatedAgent shift)
    {
        Be(shift.From, Availability.Available, isConnected: true);
        if (shift.Break is { } pause)
        {
            Be(pause, Availability.Away, isConnected: true);
            Be(pause + Break.TotalHours, Availability.Available, isConnected: true);
        }

        Be(shift.To, Availability.Away, isConnected: false);
        var hour = shift.From;
        for (var loss = 0; _day.ConnectionLosses > 0; loss++)
        {
            hour += _chance.Exponential(1 / _day.ConnectionLosses, "lost", agent, loss);
            var back = hour + _chance.Exponential(1.0 / 60, "lost for", agent, loss);
            if (back >= shift.To)
            {
                return;
            }

            At(Arrivals.At(hour), () => _agents[agent] = _agents[agent] with { IsConnected = false });
            At(Arrivals.At(back), () => _agents[agent] = _agents[agent] with { IsConnected = true });
            hour = back;
        }

        void Be(double at, Availability availability, bool isConnected) => At(Arrivals.At(at), () =>
        {
            _agents[agent] = _agents[agent] with { Availability = availability, IsConnected = isConnected };
            if (availability != Availability.Available)
            {
                foreach (var (item, _, number) in _offers.Values.Where(offer => offer.Agent == agent).ToList())
                {
                    End(item.Id, number, isTurnedDown: false);      // who leaves keeps nobody waiting
                }
            }
        });
    }

    private void Arrive(WorkItem item) => _waiting[item.Id] = item;

    private void Decide()
    {
        var plan = _rule(_waiting.Values, _agents, _options, _now);
        foreach (var offer in plan.Offers)
        {
            Offer(offer);
        }

        if (plan.LookAgainAt is { } at && (_looksAt is null || _looksAt <= _now || at < _looksAt))
        {
            _looksAt = at;
            At(at, () => { });
        }
    }

    private void Offer(PlannedOffer offer)
    {
        var (id, number) = (offer.Item.Id, _asked[offer.Item.Id] = _asked.GetValueOrDefault(offer.Item.Id) + 1);
        var agent = Array.FindIndex(_agents, one => one.Id == offer.Agent);
        _waiting.Remove(id);
        _offers[id] = (offer.Item, agent, number);
        _agents[agent] = _agents[agent].Given(offer.Item.Channel, _now);
        _record.Offered();
        var about = $"{id.Kind} answer";
        var answer = _chance.Of(about, id.Number, number);
        var answersAt = _now.AddSeconds(_chance.Exponential(_day.AnswerSeconds, about + " after", id.Number, number));
        if (answer < _day.Ignored || answersAt >= offer.Until)
        {
            At(offer.Until, () => End(id, number, isTurnedDown: true));
        }
        else if (answer < _day.Ignored + _day.Declined)
        {
            At(answersAt, () => End(id, number, isTurnedDown: true));
        }
        else
        {
            At(answersAt, () => Accept(id, number));
        }
    }

    private void Accept(WorkId id, int number)
    {
        if (!_offers.TryGetValue(id, out var offer) || offer.Number != number)
        {
            return;
        }

        _offers.Remove(id);
        var takes = _takes[id];
        _record.Started(offer.Item, offer.Agent, _now, takes);
        At(_now + takes, () => Release(offer.Agent, offer.Item.Channel));
    }

    private void End(WorkId id, int number, bool isTurnedDown)
    {
        if (!_offers.TryGetValue(id, out var offer) || offer.Number != number)
        {
            return;
        }

        _offers.Remove(id);
        Release(offer.Agent, offer.Item.Channel);
        _record.Returned();
        _waiting[id] = isTurnedDown
            ? offer.Item with { TurnedDown = [.. offer.Item.TurnedDown, new(_agents[offer.Agent].Id, _now.AddSeconds(_options.TurnedDownSeconds))] }
            : offer.Item;
    }

    private void Release(int agent, string channel) =>
        _agents[agent] = _agents[agent] with { Held = new Dictionary<string, int>(_agents[agent].Held) { [channel] = _agents[agent].Held[channel] - 1 } };

    private void Check(DateTimeOffset at)
    {
        if (WaitsInVain.Find(_waiting.Values, _agents, _options, at) is { } found)
        {
            _record.Broken(found, MostReported);
        }
    }

    private void At(DateTimeOffset at, Action happens) => _events.Enqueue(happens, (at, _number++));

    private DispatchAgent Colleague(SimulatedAgent agent, int index) => new()
    {
        Id = Arrivals.IdOf(index),
        Name = agent.Name,
        Sight = Sight.Of(
            new StaffMember
            {
                Id = Arrivals.IdOf(index),
                Name = agent.Name,
                Email = "",
                Language = "en",
                CreatedAt = _now,
                Team = agent.Team,
                Role = agent.Team is null ? StaffRole.Administrator : StaffRole.Agent,
            },
            SharedTeam),
        Skills = agent.Skills,
        Languages = agent.Languages,
        IsConnected = false,
        Availability = Availability.Away,
        Capacity = agent.Capacity ?? _options.Capacity,
    };
}
