using ServiceBot.Desk.Api;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Snooze;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Dispatch;

/// <summary>Requests as work that is handed out: which of them wait for somebody, and how many somebody holds.</summary>
internal static class WorkOfRequests
{
    /// <summary>The word that capacity counts requests by.</summary>
    public const string Channel = "request";

    /// <summary>Statuses in which somebody of the desk has something to do with a request now.</summary>
    private static readonly RequestStatus[] Busy = [RequestStatus.New, RequestStatus.Open];

    // A request that has been offered already is left out here, and looked at once more when it is offered.
    private static readonly string Waiting = $"""
        SELECT c.number, c.team, c.language, c.due_at, c.waits_since, c.pressing_at, r.category, r.priority,
            (SELECT p.agent FROM desk_request p WHERE p.customer = r.customer AND p.agent IS NOT NULL ORDER BY p.number DESC LIMIT 1) AS last_agent
        FROM desk_request_clock c JOIN desk_request r ON r.number = c.number
        WHERE c.waits_since IS NOT NULL AND r.agent IS NULL
            AND NOT EXISTS (SELECT 1 FROM desk_offer o WHERE o.kind = 'request' AND o.item = c.number AND o.ended_at IS NULL)
            AND NOT {SnoozeStore.Is(WorkKind.Request, "c.number")}
        """;

    /// <summary>Whether a request is to be given to somebody.</summary>
    public static bool IsWaiting(ServiceRequest request) => request is { Agent: null, MergedInto: null } && Busy.Contains(request.Status);

    /// <summary>Since when a request waits for somebody: since it was opened, lost who worked on it, came to another team, or came back from the customer.</summary>
    /// <returns>Null: it does not wait.</returns>
    public static DateTimeOffset? WaitsSince(ServiceRequest request, IReadOnlyList<RequestChange> history) => IsWaiting(request)
        ? history.Where(change => change.What is "agent" or "team" || (change.What == "status" && !Busy.Any(status => EnumWord.Of(status) == change.FromValue)))
            .Select(change => change.At).Append(request.OpenedAt).Max()
        : null;

    /// <summary>How many requests that are handed out everybody holds; what they took beyond <see cref="OfferOptions.Most"/> takes no further room from who waits live.</summary>
    public static async Task<IReadOnlyDictionary<Guid, int>> CountsAsync(Session session, OfferOptions options)
    {
        var most = options.Most.TryGetValue(Channel, out var set) ? set : int.MaxValue;
        var held = await session.QueryAsync<HeldRow>(
            $"""
            SELECT s.id AS agent,
                (SELECT count(*) FROM desk_request r WHERE r.agent = s.id AND r.status IN ('new', 'open') AND NOT ({session.Dialect.IsIn("r.team", "@taken")})
                    AND NOT {SnoozeStore.Is(WorkKind.Request, "r.number")}) AS count
            FROM desk_staff s WHERE s.disabled_at IS NULL
            """,
            new { taken = options.TakenFromList.ToArray() });
        return held.ToDictionary(row => row.Agent, row => (int)Math.Min(row.Count, most));
    }

    /// <summary>Requests that wait and that one of some people may be able to take, the most pressing first.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="takers">The people.</param>
    /// <param name="options">The settings.</param>
    /// <param name="take">At most so many.</param>
    /// <param name="now">The present.</param>
    public static async Task<IReadOnlyList<WorkItem>> WaitingAsync(Session session, IReadOnlyList<DispatchAgent> takers, OfferOptions options, int take, DateTimeOffset now)
    {
        if (takers.Count == 0)
        {
            return [];
        }

        var teams = takers.Any(agent => agent.Sight.SeesAll) ? "" : $"AND {session.Dialect.IsIn("c.team", "@teams")}";
        var languages = takers.Any(agent => agent.Languages.Count == 0) ? "" : $"AND {session.Dialect.IsIn("c.language", "@languages")}";
        var rows = await session.QueryAsync<WaitingRow>(
            $"{Waiting} {teams} {languages} AND NOT ({session.Dialect.IsIn("c.team", "@taken")}) ORDER BY c.pressing_at, c.number LIMIT @take",
            new
            {
                teams = takers.SelectMany(agent => new[] { agent.Sight.OwnTeam, agent.Sight.SharedTeam }).OfType<string>().Distinct().ToArray(),
                languages = takers.SelectMany(agent => agent.Languages).Distinct().ToArray(),
                taken = options.TakenFromList.ToArray(),
                take,
            });
        var refused = await OfferStore.RefusedAsync(session, WorkKind.Request, [.. rows.Select(row => row.Number)], now.AddSeconds(-options.TurnedDownSeconds));
        return [.. rows.Select(row => ItemOf(row, refused[row.Number], options))];
    }

    private static WorkItem ItemOf(WaitingRow row, IEnumerable<(Guid Agent, DateTimeOffset At)> refused, OfferOptions options) => new()
    {
        Id = new(WorkKind.Request, row.Number),
        Channel = Channel,
        Team = row.Team,
        Language = row.Language,
        Demands = options.DemandsOf(row.Team, row.Category, Enum.Parse<RequestPriority>(row.Priority, ignoreCase: true)),
        WaitsSince = row.WaitsSince,
        DueAt = row.DueAt ?? row.PressingAt,
        HeadStart = row.DueAt is { } due ? due - row.PressingAt : TimeSpan.Zero,
        LastAgent = row.LastAgent,
        TurnedDown = options.TurnedDownBy(refused),
    };

    private sealed record HeldRow
    {
        public required Guid Agent { get; init; }

        public required long Count { get; init; }
    }

    private sealed record WaitingRow
    {
        public required long Number { get; init; }

        public required string Team { get; init; }

        public required string Language { get; init; }

        public required string Category { get; init; }

        public required string Priority { get; init; }

        public DateTimeOffset? DueAt { get; init; }

        public required DateTimeOffset WaitsSince { get; init; }

        public required DateTimeOffset PressingAt { get; init; }

        public Guid? LastAgent { get; init; }
    }
}
