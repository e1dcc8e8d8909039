using System.Text.Json;
using System.Text.RegularExpressions;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Dispatch;
using ServiceBot.Desk.Snooze;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Requests;

/// <summary>Which requests to list; what is null or empty does not matter.</summary>
public sealed record RequestFilter
{
    /// <summary>One of these.</summary>
    public IReadOnlyList<RequestStatus> Statuses { get; init; } = [];

    /// <summary>The team.</summary>
    public string? Team { get; init; }

    /// <summary>Who works on it.</summary>
    public Guid? Agent { get; init; }

    /// <summary>Only those that nobody works on.</summary>
    public bool Unassigned { get; init; }

    /// <summary>What it is about.</summary>
    public string? Category { get; init; }

    /// <summary>How much it presses.</summary>
    public RequestPriority? Priority { get; init; }

    /// <summary>The tag.</summary>
    public string? Tag { get; init; }

    /// <summary>Who follows it.</summary>
    public Guid? Follower { get; init; }

    /// <summary>Who is named in a note and has not looked yet.</summary>
    public Guid? Mentioned { get; init; }

    /// <summary>Only those of which a deadline is predicted to be missed.</summary>
    public bool AtRisk { get; init; }

    /// <summary>Only those that are put aside, or only those that are not.</summary>
    public bool? Snoozed { get; init; }

    /// <summary>Whether what is merged into another request is left out.</summary>
    public bool WithoutMerged { get; init; }

    /// <summary>Whose rows who asks sees.</summary>
    public Sight Rows { get; init; } = Sight.Everything;
}

/// <summary>
/// Lists and counts requests. Each pair of a status and a place (a team, an agent) is a range of an index in the order of numbers; the beginnings of these
/// ranges together are the page, so it costs the same with a thousand and with a million requests.
/// </summary>
internal static partial class RequestQuery
{
    /// <summary>A page of requests.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="filter">Which.</param>
    /// <param name="after">The number after which it begins; 0: at the beginning.</param>
    /// <param name="take">At most so many.</param>
    /// <param name="newestFirst">Whether the numbers fall.</param>
    public static Task<IReadOnlyList<ServiceRequest>> PageAsync(Session session, RequestFilter filter, long after, int take, bool newestFirst)
    {
        var order = newestFirst ? "number DESC" : "number";
        var beyond = newestFirst ? "AND number < @after" : "AND number > @after";
        var ranges = Ranges(filter, beyond, $"ORDER BY {order}");
        return session.QueryAsync<ServiceRequest>(
            $"""
            SELECT {RequestStore.Columns}
            FROM desk_request
            WHERE number IN (SELECT number FROM ({ranges}) AS found ORDER BY {order} LIMIT @take)
            ORDER BY {order}
            """,
            Parameters(filter, after == 0 && newestFirst ? long.MaxValue : after, take));
    }

    /// <summary>How many there are, counted up to a number.</summary>
    public static Task<long> CountAsync(Session session, RequestFilter filter, int most) => session.GetAsync<long>(
        $"SELECT count(*) FROM (SELECT number FROM ({Ranges(filter, "", "")}) AS found LIMIT @take) AS counted", Parameters(filter, 0, most));

    /// <summary>
    /// How many there are of each of several, counted up to a number; in one query. What differs between them stands in one parameter, a JSON array; whose rows
    /// are seen, who follows and who is named are the same for all.
    /// </summary>
    public static async Task<IReadOnlyList<long>> CountAsync(Session session, IReadOnlyList<RequestFilter> filters, int most)
    {
        if (filters.Count == 0)
        {
            return [];
        }

        var values = new List<string?>();
        var counts = filters.Select((filter, at) =>
            $"SELECT {at} AS place, count(*) AS count FROM (SELECT number FROM ({Differing().Replace(Ranges(filter, "", ""), match => ValueOf(filter, match.Groups[1].Value))}) AS found{at} LIMIT @take) AS counted{at}");
        var sql = string.Join("\nUNION ALL\n", counts);
        var rows = await session.QueryAsync<Counted>(
            $"WITH given AS (SELECT value FROM {session.Dialect.EachOf("@values")})\n{sql}",
            new
            {
                values = JsonSerializer.Serialize(new[] { values }),
                take = most,
                OwnTeam = filters[0].Rows.OwnTeam ?? "",
                SharedTeam = filters[0].Rows.SharedTeam ?? filters[0].Rows.OwnTeam ?? "",
                me = filters[0].Rows.Me,
                Follower = filters[0].Rows.Me,
                Mentioned = filters[0].Rows.Me,
            });
        return [.. rows.OrderBy(row => row.Place).Select(row => row.Count)];

        string ValueOf(RequestFilter filter, string name)
        {
            values.Add(name switch { "Team" => filter.Team, "Agent" => $"{filter.Agent}", "Category" => filter.Category, "Tag" => filter.Tag, _ => EnumWord.Of(filter.Priority!.Value) });
            var value = $"(SELECT value ->> {values.Count - 1} FROM given)";
            return name == "Agent" ? $"(SELECT id FROM desk_staff WHERE CAST(id AS TEXT) = {value})" : value;
        }
    }

    [GeneratedRegex("@(Team|Agent|Category|Tag|priority)\\b")]
    private static partial Regex Differing();

    private static string Ranges(RequestFilter filter, string beyond, string order) => filter switch
    {
        { Mentioned: not null } => Marked("desk_request_mention", "staff_id = @Mentioned", filter, beyond, order),
        { Follower: not null } => Marked("desk_request_follower", "staff_id = @Follower", filter, beyond, order),
        { Snoozed: true } => Marked(SnoozeStore.Requests, "TRUE", filter, beyond, order),
        { Tag: not null } => Marked("desk_request_tag", "tag = @Tag", filter, beyond, order),
        { AtRisk: true } => Marked("desk_request_clock", "risk IS NOT NULL", filter, beyond, order),
        _ => Plain(filter, beyond, order),
    };

    /// <summary>One range, of a table of marks: what has a mark is few.</summary>
    private static string Marked(string table, string mark, RequestFilter filter, string beyond, string order) =>
        $"""
        SELECT number FROM (SELECT number FROM {table} AS marked WHERE {mark} {beyond}
            AND EXISTS (SELECT 1 FROM desk_request WHERE desk_request.number = marked.number
                AND status IN ({string.Join(", ", StatusesOf(filter).Select(status => $"'{EnumWord.Of(status)}'"))})
                AND ({string.Join(" OR ", Places(filter).Select(place => $"({place})"))}){Rest(filter)}{TagToo(filter)})
            {order} LIMIT @take) AS part
        """;

    private static string TagToo(RequestFilter filter) => filter is { Tag: not null } and ({ Follower: not null } or { Mentioned: not null } or { Snoozed: true })
        ? " AND EXISTS (SELECT 1 FROM desk_request_tag WHERE desk_request_tag.number = desk_request.number AND tag = @Tag)"
        : "";

    private static IEnumerable<RequestStatus> StatusesOf(RequestFilter filter) => filter.Statuses.Count > 0 ? filter.Statuses : Enum.GetValues<RequestStatus>();

    private static string Plain(RequestFilter filter, string beyond, string order) => string.Join(
        "\nUNION ALL\n",
        from status in StatusesOf(filter)
        from place in Places(filter)
        select $"SELECT number FROM (SELECT number FROM desk_request WHERE status = '{EnumWord.Of(status)}' AND {place}{Rest(filter)} {beyond} {order} LIMIT @take) AS part");

    /// <summary>What one index range can begin with: no two of them have a request in common.</summary>
    private static IEnumerable<string> Places(RequestFilter filter)
    {
        var rows = filter.Rows;
        return filter switch
        {
            { Agent: not null } when rows.SeesAll || filter.Agent == rows.Me => ["agent = @Agent"],
            { Agent: not null } => ["agent = @Agent AND team || '' IN (@OwnTeam, @SharedTeam)"],
            { Team: { } team } when rows.Sees(team) => ["team = @Team"],
            { Team: not null } => ["team = @Team AND agent = @me"],
            _ when rows.SeesAll => ["TRUE"],
            _ => [
                "team = @OwnTeam",
                .. rows.SharedTeam is not null && rows.SharedTeam != rows.OwnTeam ? ["team = @SharedTeam"] : Array.Empty<string>(),
                .. rows.Me is not null && !filter.Unassigned ? ["agent = @me AND team || '' NOT IN (@OwnTeam, @SharedTeam)"] : Array.Empty<string>(),
            ],
        };
    }

    private static string Rest(RequestFilter filter) => string.Concat(
        filter is { Agent: not null, Team: not null } ? " AND team || '' = @Team" : "",
        filter.WithoutMerged ? $" AND NOT {RequestStore.IsMerged}" : "",
        filter.AtRisk ? " AND EXISTS (SELECT 1 FROM desk_request_clock AS clock WHERE clock.number = desk_request.number AND clock.risk IS NOT NULL)" : "",
        filter.Snoozed is { } snoozed ? $" AND {(snoozed ? "" : "NOT ")}{SnoozeStore.Is(WorkKind.Request, "desk_request.number")}" : "",
        filter.Unassigned ? " AND agent IS NULL" : "",
        filter.Category is null ? "" : " AND category = @Category",
        filter.Priority is null ? "" : " AND priority = @priority");

    private static object Parameters(RequestFilter filter, long after, int take) => new
    {
        after,
        take,
        filter.Team,
        filter.Agent,
        filter.Category,
        filter.Tag,
        filter.Follower,
        filter.Mentioned,
        priority = filter.Priority is { } priority ? EnumWord.Of(priority) : null,
        OwnTeam = filter.Rows.OwnTeam ?? "",
        SharedTeam = filter.Rows.SharedTeam ?? filter.Rows.OwnTeam ?? "",
        me = filter.Rows.Me,
    };

    private sealed record Counted
    {
        public required int Place { get; init; }

        public required long Count { get; init; }
    }
}
