using ServiceBot.Desk.Api;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Routing;
using ServiceBot.Desk.Staff;

namespace ServiceBot.Benchmarks.Desk;

/// <summary>A request of the year with its history, which says where it stands.</summary>
internal sealed record YearRequest(ServiceRequest Request, IReadOnlyList<RequestChange> History);

/// <summary>A conversation of the year.</summary>
/// <param name="Key">Its number.</param>
/// <param name="Channel">Its channel.</param>
/// <param name="At">When it began.</param>
/// <param name="Agent">Who answered it in the end; null: the bot alone.</param>
/// <param name="Team">For whom it was meant.</param>
internal sealed record YearTalk(long Key, string Channel, DateTimeOffset At, StaffMember? Agent, string? Team);

/// <summary>
/// A year of a large desk, decided by chance, and the same each time: requests over the whole of it, a customer to ten of them, a conversation to four, of which half open a request. One
/// request in fifty is never done, and one in thirty is withdrawn; what was resolved in the last fortnight is not closed yet. Where a request goes is what the product's own rules say.
/// </summary>
internal sealed class DeskYear(int rows, IReadOnlyList<StaffMember> agents, RequestOptions options, DateTimeOffset now)
{
    /// <summary>The teams of the agents, in turn.</summary>
    public static IReadOnlyList<string> Teams { get; } = ["faults", "faults", "faults", "billing", "billing", "orders", "returns", "contracts", "accounts", "care"];

    /// <summary>Conversations that nobody has answered yet.</summary>
    public const int Queued = 300;

    /// <summary>Conversations that agents hold.</summary>
    public const int Held = 600;

    private static readonly string[] Categories =
        ["fault", "fault", "fault", "fault", "fault", "fault", "billing", "billing", "billing", "payment", "order", "delivery", "refund", "return", "plan", "cancellation", "account", "complaint", "privacy", "other"];

    private static readonly string[] Channels = ["directline", "directline", "directline", "email", "msteams"];
    private static readonly TimeSpan Year = TimeSpan.FromDays(365);
    private static readonly RoutingOptions Routing = new();

    private readonly ILookup<string, StaffMember> _ofTeam = agents.ToLookup(agent => agent.Team!);

    /// <summary>How many customers there are; they are numbered from 1.</summary>
    public int Customers => rows / 10;

    /// <summary>How many conversations there are; they are numbered from 1.</summary>
    public int Talks => rows / 4;

    /// <summary>A customer's id.</summary>
    public static Guid CustomerOf(int n) => new(n, 0, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 1]);

    /// <summary>A customer's name.</summary>
    public static string NameOf(int n) => $"{DeskTexts.All[n % DeskTexts.All.Count].Name} {n}";

    /// <summary>A conversation.</summary>
    public YearTalk Talk(int key)
    {
        var random = new Random(-key);
        var team = Teams[random.Next(Teams.Count)];
        return new(key, Channels[random.Next(Channels.Length)], now - (Year * ((Talks - key + 1) / (double)Talks)), IsWaiting(key) || !(IsHeld(key) || key % 5 == 0) ? null : AgentOf(team, random), team);
    }

    /// <summary>Whether a conversation waits for a person.</summary>
    public bool IsWaiting(long key) => key > Talks - Queued;

    /// <summary>Whether an agent holds a conversation.</summary>
    public bool IsHeld(long key) => !IsWaiting(key) && key > Talks - Queued - Held;

    /// <summary>A request.</summary>
    public YearRequest Request(int n)
    {
        var random = new Random(n);
        var at = now - (Year * ((rows - n + 1) / (double)rows));
        var text = DeskTexts.All[random.Next(DeskTexts.All.Count)];
        var (request, decision) = OpenRequest.Decide(
            new()
            {
                Subject = $"{text.Subject} {random.Next(1_000)}",
                Details = text.Details,
                Category = Categories[random.Next(Categories.Length)],
                Priority = random.Next(10) switch { 0 => RequestPriority.Urgent, 1 or 2 => RequestPriority.High, 3 => RequestPriority.Low, _ => RequestPriority.Normal },
                Language = text.Language,
                By = n % 8 == 0 ? Actor.Bot : Actor.Customer,
                Customer = CustomerOf(1 + random.Next(Customers)),
                Conversation = n % 8 == 0 ? n / 4 : null,
                OrderNumber = n % 3 == 0 ? $"HL-{200_000 + random.Next(800_000)}" : null,
            },
            Guid.CreateVersion7(at), new(n), Routing, at);
        return new Course(request, decision.Because, now).Run(AgentOf(request.Team, random), n, random, options.ReopenWindow);
    }

    private StaffMember AgentOf(string team, Random random) =>
        _ofTeam[team].Any() ? _ofTeam[team].ElementAt(random.Next(_ofTeam[team].Count())) : agents[random.Next(agents.Count)];

    /// <summary>What happens to a request, until now.</summary>
    private sealed class Course(ServiceRequest request, string because, DateTimeOffset now)
    {
        private readonly List<RequestChange> _history = [];
        private ServiceRequest _request = request;
        private DateTimeOffset _at = request.OpenedAt;

        public YearRequest Run(StaffMember agent, int n, Random random, TimeSpan untilClosed)
        {
            var staff = Actor.Staff(agent.Id);
            Add(Actor.Customer, new() { At = _at, Who = "", What = "opened", ToValue = "new", IsPublic = true });
            Add(Actor.System, new() { At = _at, Who = "", What = "routed", ToValue = _request.Team, Comment = because, IsPublic = false });
            var isStuck = n % 50 == 7;
            var course = random.Next(100);
            if (n % 30 == 5)
            {
                Move(RequestStatus.Withdrawn, Actor.Customer, Hours(0.1, 20));
            }
            else if (isStuck && course < 15)
            {
                // nobody has looked at it
            }
            else
            {
                Take(agent, staff, Hours(0.1, 3));
                Say(staff, "Thank you. We look into it and tell you what we find.", TimeSpan.Zero);
                if (course < 30 || (isStuck && course < 60))
                {
                    Move(isStuck && course < 30 ? RequestStatus.Held : RequestStatus.Waiting, staff, Hours(0.1, 2));
                    if (!isStuck)
                    {
                        Say(Actor.Customer, "It is the one in the hall, and both lights are red.", Hours(0.5, 30));
                        Move(RequestStatus.Open, Actor.System, TimeSpan.Zero);
                    }
                }

                if (!isStuck)
                {
                    Say(staff, "This should be settled now. Please tell us if it is not.", Hours(0.5, 40));
                    Move(RequestStatus.Resolved, staff, TimeSpan.Zero);
                    Move(RequestStatus.Closed, Actor.System, untilClosed);
                }
            }

            return new(_request with { Version = _history.Count }, _history);

            TimeSpan Hours(double least, double most) => TimeSpan.FromHours(least * Math.Pow(most / least, random.NextDouble()));
        }

        private void Take(StaffMember agent, Actor staff, TimeSpan after)
        {
            if (Goes(after))
            {
                Add(staff, new() { At = _at, Who = "", What = "agent", FromValue = "", ToValue = $"{agent.Id}", IsPublic = false });
                _request = _request with { Agent = agent.Id };
                Move(RequestStatus.Open, staff, TimeSpan.Zero);
            }
        }

        private void Move(RequestStatus to, Actor by, TimeSpan after)
        {
            if (Goes(after))
            {
                Add(by, new() { At = _at, Who = "", What = "status", FromValue = EnumWord.Of(_request.Status), ToValue = EnumWord.Of(to), IsPublic = true });
                _request = _request with
                {
                    Status = to,
                    ResolvedAt = to == RequestStatus.Resolved ? _at : to == RequestStatus.Closed ? _request.ResolvedAt : null,
                    ClosedAt = to is RequestStatus.Closed or RequestStatus.Withdrawn ? _at : null,
                };
            }
        }

        private void Say(Actor by, string words, TimeSpan after)
        {
            if (Goes(after))
            {
                Add(by, new() { At = _at, Who = "", What = "comment", Comment = words, IsPublic = true });
            }
        }

        /// <summary>Lets time pass, unless that is after the present, where everything stands still.</summary>
        private bool Goes(TimeSpan after)
        {
            _at += after;
            return _at <= now;
        }

        private void Add(Actor by, RequestChange change)
        {
            _history.Add(change with { RequestId = _request.Id, Who = by.Name });
            _request = _request with { ChangedAt = _at };
        }
    }
}
