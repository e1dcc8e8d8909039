using ServiceBot.Desk.Api;
using ServiceBot.Desk.Sla;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Requests;

/// <summary>When the things happened to a request that tell how its customer was served.</summary>
/// <param name="Customer">The record of the books.</param>
/// <param name="OpenedAt">When it was opened.</param>
/// <param name="AnsweredAt">When somebody of the desk answered it first; null: nobody has.</param>
/// <param name="Steps">When it was settled (true) and opened again (false), in order.</param>
public sealed record RequestPast(Guid Customer, DateTimeOffset OpenedAt, DateTimeOffset? AnsweredAt, IReadOnlyList<(DateTimeOffset At, bool IsSettled)> Steps)
{
    private static readonly HashSet<string?> Settled = [EnumWord.Of(RequestStatus.Resolved), EnumWord.Of(RequestStatus.Closed), EnumWord.Of(RequestStatus.Withdrawn)];

    /// <summary>How often it was opened again until an instant.</summary>
    public int ReopenedUntil(DateTimeOffset until) => Steps.Count(step => !step.IsSettled && step.At <= until);

    /// <summary>Whether anybody had work with it at an instant.</summary>
    public bool IsOpenAt(DateTimeOffset at) => OpenedAt <= at && !Steps.LastOrDefault(step => step.At <= at).IsSettled;

    /// <summary>The requests of some customers, in no order.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="customers">Ids of records.</param>
    public static async Task<IReadOnlyList<RequestPast>> OfAsync(Session session, Guid[] customers)
    {
        ArgumentNullException.ThrowIfNull(session);
        var rows = await session.QueryAsync<Row>(
            $"""
            SELECT r.number, r.customer, r.opened_at, c.at, c.who, c.what, c.to_value, c.is_public, CASE WHEN c.comment IS NOT NULL THEN '' END AS comment
            FROM desk_request r LEFT JOIN desk_request_change c ON c.request_id = r.id AND (c.what = 'status' OR c.comment IS NOT NULL)
            WHERE {session.Dialect.IsIn("r.customer", "@customers")} ORDER BY r.number, c.id
            """,
            new { customers });
        return [.. rows.GroupBy(row => row.Number).Select(Of)];
    }

    /// <summary>Whether nobody has work with a request of a status any more.</summary>
    internal static bool IsSettled(string? status) => Settled.Contains(status);

    private static RequestPast Of(IEnumerable<Row> rows)
    {
        var all = rows.ToList();
        List<RequestChange> changes = [.. all.Where(row => row.What is not null).Select(row => row.Change)];
        var (steps, isSettled) = (new List<(DateTimeOffset, bool)>(), false);
        foreach (var change in changes.Where(change => change.What == "status" && IsSettled(change.ToValue) != isSettled))
        {
            isSettled = !isSettled;
            steps.Add((change.At, isSettled));
        }

        return new(all[0].Customer, all[0].OpenedAt, RequestSla.AnsweredAt(changes), steps);
    }

    private sealed record Row
    {
        public required long Number { get; init; }

        public required Guid Customer { get; init; }

        public required DateTimeOffset OpenedAt { get; init; }

        public DateTimeOffset At { get; init; }

        public string? Who { get; init; }

        public string? What { get; init; }

        public string? ToValue { get; init; }

        public bool IsPublic { get; init; }

        public string? Comment { get; init; }

        public RequestChange Change => new() { At = At, Who = Who!, What = What!, ToValue = ToValue, Comment = Comment, IsPublic = IsPublic };
    }
}
