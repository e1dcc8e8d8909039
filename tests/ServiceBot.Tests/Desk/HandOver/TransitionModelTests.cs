using ServiceBot.Desk.HandOver;

namespace ServiceBot.Tests.Desk.HandOver;

/// <summary>Random interleavings of customer, two agents, a lead, a hub and time, against a model that was written apart from the transitions.</summary>
[TestClass]
public sealed class TransitionModelTests
{
    private const int Steps = 100_000;
    private static readonly Guid[] Staff = [.. Enumerable.Range(1, 3).Select(n => new Guid(n, 0, 0, new byte[8]))];
    private static readonly string[] Teams = ["billing", "faults"];

    public required TestContext TestContext { get; set; }

    [TestMethod]
    [DataRow(AfterHours.Wait)]
    [DataRow(AfterHours.Bot)]
    public void A_hundred_thousand_steps_agree_with_the_model(AfterHours afterHours)
    {
        var seed = Random.Shared.Next();
        TestContext.WriteLine($"seed {seed}");
        var random = new Random(seed);
        var promises = new HandOverOptions { AfterHours = afterHours, OfferSeconds = 90, SilenceMinutes = 4, NewsMinutes = 3 };
        var now = new DateTimeOffset(2026, 3, 2, 7, 0, 0, TimeSpan.Zero);
        var (real, model) = (New(), new Model(promises));
        for (var step = 0; step < Steps; step++)
        {
            if (random.Next(4) == 0)
            {
                now += TimeSpan.FromSeconds(random.Next(1, random.Next(50) == 0 ? 40_000 : 240));
                Apply(new OwnershipEvent.TimePassed(), null);     // the service looks at least this often
                Assert.IsFalse(real.DueAt <= now, Story(step, "a promise was left"));
            }

            var seen = random.Next(6) == 0 ? random.NextInt64(real.Epoch + 1) : (long?)null;
            Apply(AnyEvent(random, now), seen);
            if (real.HasEnded && random.Next(5) == 0)
            {
                (real, model) = (New(), new(promises));
            }

            void Apply(OwnershipEvent what, long? epoch)
            {
                var moment = MomentOf(now);
                var before = real;
                var decision = Transitions.Decide(real, what, moment, promises, epoch);
                var expected = model.Step(what, moment, epoch);
                if (decision is Decision.Changed changed)
                {
                    real = changed.Now;
                }

                Assert.AreEqual(expected, decision switch { Decision.Changed said => $"{said.Notice}", Decision.Refused refused => $"no: {refused.Why}", _ => "-" }, Story(step, $"{what} on {before}"));
                Assert.AreEqual(model.ToString(), Model.Show(real), Story(step, $"{what} on {before}"));
                Assert.IsTrue(IsSound(real, moment, promises), Story(step, $"{what} led to {real}"));
            }
        }

        string Story(int step, string what) => $"seed {seed}, step {step}: {what}";
    }

    private static Ownership New() => new() { Holder = Holder.Bot, Epoch = 0 };

    /// <summary>One owner, and whoever waits for a person is promised an instant, unless a person of a hub answers or nobody knows when people are back.</summary>
    private static bool IsSound(Ownership state, Moment moment, HandOverOptions promises) => state.Holder switch
    {
        Holder.Bot => state is { Agent: null, Offer: null, WaitsSince: null, DueAt: null },
        Holder.Queue => state is { Agent: null, WaitsSince: not null, DueAt: { } due }
            && due <= (moment.OpensAt ?? moment.At).AddMinutes(promises.NewsMinutes) && (state.Offer is null or { IsRouted: true } || due <= state.Offer.Until),
        _ when state.IsAtHub => state.DueAt is null,
        _ => state is { Offer: null } && state.WaitsSince is null == state.DueAt is null
            && (state.DueAt is null || state.DueAt <= moment.At.AddMinutes(promises.SilenceMinutes)),
    };

    private static Moment MomentOf(DateTimeOffset at)
    {
        var open = at.Hour is >= 8 and < 20;
        var day = new DateTimeOffset(at.Date, TimeSpan.Zero);
        return new(at, open, open ? null : at.Hour < 8 ? day.AddHours(8) : day.AddHours(32));
    }

    private static OwnershipEvent AnyEvent(Random random, DateTimeOffset now)
    {
        Guid Someone() => Staff[random.Next(Staff.Length)];
        return random.Next(26) switch
        {
            0 or 1 => new OwnershipEvent.PersonAsked("asked", "en", null, random.Next(2) == 0 ? null : Teams[random.Next(2)]),
            2 or 3 or 4 => new OwnershipEvent.CustomerSpoke("en"),
            5 => new OwnershipEvent.CustomerReturned("en"),
            6 => random.Next(20) == 0 ? new OwnershipEvent.CustomerEnded() : new OwnershipEvent.CustomerSpoke("zh"),
            7 or 8 or 9 => new OwnershipEvent.AgentSpoke(Someone()),
            10 or 11 => new OwnershipEvent.TakenOver(Someone()),
            12 => new OwnershipEvent.BargedIn(Someone()),
            13 => new OwnershipEvent.HandedBack(Someone(), random.Next(2) == 0, null),
            14 or 15 => new OwnershipEvent.PassedToAgent(Someone(), Someone()),
            16 => new OwnershipEvent.PassedToTeam(Someone(), Teams[random.Next(2)]),
            17 => new OwnershipEvent.Declined(Someone()),
            18 => new OwnershipEvent.AgentEnded(Someone(), random.Next(10) == 0),
            19 => new OwnershipEvent.HubAccepted(),
            20 => new OwnershipEvent.HubFailed(),
            21 or 22 or 23 => new OwnershipEvent.Offered(Someone(), now.AddSeconds(random.Next(1, 600))),
            24 => new OwnershipEvent.OfferOver(Someone(), random.Next(2) == 0),
            _ => new OwnershipEvent.HubCompleted(),
        };
    }

    /// <summary>The rules once more, said the long way.</summary>
    private sealed class Model(HandOverOptions promises)
    {
        private string _owner = "bot";
        private Guid? _agent;
        private long _epoch;
        private string? _team;
        private (Guid To, DateTimeOffset Until, bool Routed)? _offer;
        private DateTimeOffset? _waits;
        private DateTimeOffset? _due;
        private bool _over;

        public static string Show(Ownership state) => Show(
            $"{state.Holder}".ToLowerInvariant(), state.Agent, state.Epoch, state.Team, state.Offer is { } offer ? (offer.To, offer.Until, offer.IsRouted) : null, state.WaitsSince, state.DueAt, state.HasEnded);

        public override string ToString() => Show(_owner, _agent, _epoch, _team, _offer, _waits, _due, _over);

        public string Step(OwnershipEvent what, Moment moment, long? seen)
        {
            if (_over)
            {
                return what is OwnershipEvent.CustomerEnded or OwnershipEvent.TimePassed && seen is null ? "None"
                    : what is OwnershipEvent.CustomerEnded or OwnershipEvent.TimePassed && seen == _epoch ? "None"
                    : what is OwnershipEvent.CustomerEnded or OwnershipEvent.TimePassed ? "no: StaleEpoch" : "no: Ended";
            }

            if (seen is not null && seen != _epoch)
            {
                return "no: StaleEpoch";
            }

            switch (what)
            {
                case OwnershipEvent.PersonAsked asked:
                    if (_owner != "bot")
                    {
                        return "-";
                    }

                    _waits = moment.At;
                    ToQueue(asked.Team, null, moment, raises: true);
                    return "Called";

                case OwnershipEvent.CustomerSpoke:
                    if (_owner == "bot")
                    {
                        return "-";
                    }

                    _waits ??= moment.At;
                    if (_owner == "agent" && _agent is not null)
                    {
                        _due ??= moment.At.AddMinutes(promises.SilenceMinutes);
                    }

                    return "None";

                case OwnershipEvent.CustomerReturned:
                    return _owner == "queue" ? ToBot("Returned") : "-";

                case OwnershipEvent.CustomerEnded:
                    ToBot("None");
                    _over = true;
                    return "None";

                case OwnershipEvent.AgentSpoke spoke:
                    if (!Holds(spoke.By))
                    {
                        return "no: NotYours";
                    }

                    (_waits, _due) = (null, null);
                    return "None";

                case OwnershipEvent.TakenOver or OwnershipEvent.BargedIn:
                    return Take(what.Staff!.Value, what is OwnershipEvent.BargedIn, moment);

                case OwnershipEvent.HandedBack back:
                    return !Holds(back.By) ? "no: NotYours" : ToBot(back.Fresh ? "Back" : "BackWhereWeWere");

                case OwnershipEvent.PassedToAgent passed:
                    if (Holds(passed.By) && passed.To == passed.By)
                    {
                        return "-";
                    }

                    if (_owner != "queue" && !Holds(passed.By))
                    {
                        return "no: NotYours";
                    }

                    ToQueue(_team, (passed.To, moment.At.AddSeconds(promises.OfferSeconds), false), moment, raises: _owner != "queue");
                    return "PassedToAgent";

                case OwnershipEvent.PassedToTeam passed:
                    if (_owner != "queue" && !Holds(passed.By))
                    {
                        return "no: NotYours";
                    }

                    ToQueue(passed.Team, null, moment, raises: _owner != "queue");
                    return "PassedToTeam";

                case OwnershipEvent.Declined declined:
                    if (_offer?.To != declined.By)
                    {
                        return "no: NotYours";
                    }

                    if (_offer.Value.Routed)
                    {
                        _offer = null;
                        return "None";
                    }

                    ToQueue(_team, null, moment, raises: false);
                    return "NextColleague";

                case OwnershipEvent.Offered offered:
                    if (_owner != "queue" || _offer is not null)
                    {
                        return "-";
                    }

                    _offer = (offered.To, offered.Until, true);
                    return "None";

                case OwnershipEvent.OfferOver over:
                    if (_offer is not { Routed: true } || _offer.Value.To != over.To)
                    {
                        return "-";
                    }

                    _offer = null;
                    return "None";

                case OwnershipEvent.AgentEnded ended:
                    if (!Holds(ended.By))
                    {
                        return "no: NotYours";
                    }

                    ToBot("Farewell");
                    _over = ended.ForGood;
                    return "Farewell";

                case OwnershipEvent.HubAccepted:
                    if (_owner != "queue")
                    {
                        return "-";
                    }

                    (_owner, _agent, _offer, _waits, _due) = ("agent", null, null, null, null);
                    _epoch++;
                    return "Taken";

                case OwnershipEvent.HubFailed or OwnershipEvent.HubCompleted:
                    return _owner == "queue" || (_owner == "agent" && _agent is null) ? ToBot(what is OwnershipEvent.HubFailed ? "NobodyFree" : "Back") : "-";

                default:
                    return _due is null || _due > moment.At ? "-" : Late(moment);
            }
        }

        private bool Holds(Guid agent) => _owner == "agent" && _agent == agent;

        private string Take(Guid by, bool fromOthers, Moment moment)
        {
            if (_owner == "agent" && _agent is null)
            {
                return "no: AlreadyTaken";
            }

            if (Holds(by))
            {
                return "-";
            }

            if (_owner == "agent" && !fromOthers)
            {
                return "no: AlreadyTaken";
            }

            var said = _owner == "agent" ? "BargedIn" : "Taken";
            (_owner, _agent, _offer, _due) = ("agent", by, null, moment.At.AddMinutes(promises.SilenceMinutes));
            _waits ??= moment.At;
            _epoch++;
            return said;
        }

        private string Late(Moment moment)
        {
            var (wasAgent, offerOver) = (_owner == "agent", _offer is { Routed: false } offer && offer.Until <= moment.At);
            if (!moment.IsOpen)
            {
                if (promises.AfterHours == AfterHours.Bot)
                {
                    return ToBot("ClosedToBot");
                }

                ToQueue(_team, null, moment, raises: wasAgent);
                return "Closed";
            }

            ToQueue(_team, wasAgent || offerOver ? null : _offer, moment, raises: wasAgent);
            return wasAgent ? "AgentSilent" : offerOver ? "NextColleague" : "Place";
        }

        private void ToQueue(string? team, (Guid To, DateTimeOffset Until, bool Routed)? offer, Moment moment, bool raises)
        {
            var news = (moment.IsOpen ? moment.At : moment.OpensAt!.Value).AddMinutes(promises.NewsMinutes);
            (_owner, _agent, _team, _offer) = ("queue", null, team, offer);
            _waits ??= moment.At;
            _due = offer is { Routed: false } kept && kept.Until < news ? kept.Until : news;
            _epoch += raises ? 1 : 0;
        }

        private string ToBot(string said)
        {
            _epoch += _owner == "bot" ? 0 : 1;
            (_owner, _agent, _team, _offer, _waits, _due) = ("bot", null, null, null, null, null);
            return said;
        }

        private static string Show(
            string owner, Guid? agent, long epoch, string? team, (Guid To, DateTimeOffset Until, bool Routed)? offer, DateTimeOffset? waits, DateTimeOffset? due, bool over) =>
            $"{owner} {agent} epoch {epoch} team {team} offer {offer?.To} {offer?.Until:O} {offer?.Routed} waits {waits:O} due {due:O} over {over}";
    }
}
