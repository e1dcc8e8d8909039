using ServiceBot.Desk.Api;
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
            SELECT r.number, r.customer, r.opened_at, c.at, c.who, c.what, c.to_value, c.is_public, c.comment IS NOT NULL AS has_words
            FROM desk_request r LEFT JOIN desk_request_change c ON c.request_id = r.id AND c.what IN ('status', 'comment')
            WHERE {session.Dialect.IsIn("r.customer", "@customers")} ORDER BY r.number, c.id
            """,
            new { customers });
        return [.. rows.GroupBy(row => row.Number).Select(Of)];
    }

    private static RequestPast Of(IEnumerable<Row> rows)
    {
        var (all, steps, isSettled) = (rows.ToList(), new List<(DateTimeOffset, bool)>(), false);
        foreach (var row in all.Where(row => row.What == "status"))
        {
            var settles = Settled.Contains(row.ToValue);
            if (settles != isSettled)
            {
                steps.Add((row.At!.Value, settles));
                isSettled = settles;
            }
        }

        return new(all[0].Customer, all[0].OpenedAt, all.FirstOrDefault(IsAnswer)?.At, steps);
    }

    /// <summary>Somebody of the desk said something to the customer, or settled it.</summary>
    private static bool IsAnswer(Row row) =>
        row.IsPublic == true && row.Who != Actor.Customer.Name && row.Who != Actor.Bot.Name && row.Who != Actor.System.Name && (row.HasWords || (row.What == "status" && Settled.Contains(row.ToValue)));

    private sealed record Row
    {
        public required long Number { get; init; }

        public required Guid Customer { get; init; }

        public required DateTimeOffset OpenedAt { get; init; }

        public DateTimeOffset? At { get; init; }

        public string? Who { get; init; }

        public string? What { get; init; }

        public string? ToValue { get; init; }

        public bool? IsPublic { get; init; }

        public bool HasWords { get; init; }
    }
}
