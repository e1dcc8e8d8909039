using ServiceBot.Desk.Api;
using ServiceBot.Desk.Dispatch;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Snooze;

/// <summary>That something is put aside, or was until its time came.</summary>
/// <param name="Until">Until when.</param>
/// <param name="By">Who put it aside; null: a program.</param>
/// <param name="IsOver">Whether its time has come, and who put it aside has not looked since.</param>
public sealed record Snoozed(DateTimeOffset Until, Guid? By, bool IsOver);

/// <summary>What is put aside, in the database.</summary>
internal static class SnoozeStore
{
    private const string Put = """
        INSERT INTO desk_snooze (kind, item, until_at, staff_id) VALUES (@kind, @Number, @until, @by)
        ON CONFLICT (kind, item) DO UPDATE SET until_at = excluded.until_at, staff_id = excluded.staff_id, woken = false
        """;

    private const string IsDue = "kind = @kind AND item = @Number AND NOT woken AND until_at <= @now";

    /// <summary>The requests that are put aside, as a table of numbers.</summary>
    public const string Requests = "(SELECT item AS number FROM desk_snooze WHERE kind = 'request' AND NOT woken)";

    /// <summary>Whether what a column numbers is put aside.</summary>
    public static string Is(WorkKind kind, string column) => $"EXISTS (SELECT 1 FROM desk_snooze WHERE kind = '{EnumWord.Of(kind)}' AND item = {column} AND NOT woken)";

    /// <summary>Puts something aside, also when it is already.</summary>
    public static Task PutAsync(UnitOfWork unit, WorkId id, DateTimeOffset until, Guid? by) => unit.ExecuteAsync(Put, new { kind = EnumWord.Of(id.Kind), id.Number, until, by });

    /// <summary>Puts something aside no more.</summary>
    /// <returns>False: it was not.</returns>
    public static async Task<bool> EndAsync(UnitOfWork unit, WorkId id) =>
        await unit.ExecuteAsync("DELETE FROM desk_snooze WHERE kind = @kind AND item = @Number", new { kind = EnumWord.Of(id.Kind), id.Number }) == 1;

    /// <summary>Notes that the time of something has come. What a program put aside nobody will look at: it is forgotten.</summary>
    /// <returns>False: it has not, or that is noted already.</returns>
    public static async Task<bool> WakeAsync(UnitOfWork unit, WorkId id, DateTimeOffset now)
    {
        var which = new { kind = EnumWord.Of(id.Kind), id.Number, now };
        return await unit.ExecuteAsync($"DELETE FROM desk_snooze WHERE {IsDue} AND staff_id IS NULL", which) + await unit.ExecuteAsync($"UPDATE desk_snooze SET woken = true WHERE {IsDue}", which) == 1;
    }

    /// <summary>What is to be woken, the longest due first.</summary>
    public static async Task<IReadOnlyList<WorkId>> DueAsync(Session session, DateTimeOffset now, int take) =>
        [.. (await session.QueryAsync<SnoozeRow>("SELECT kind, item FROM desk_snooze WHERE NOT woken AND until_at <= @now ORDER BY until_at LIMIT @take", new { now, take }))
            .Select(row => new WorkId(Enum.Parse<WorkKind>(row.Kind, ignoreCase: true), row.Item))];

    /// <summary>Which of some are put aside, or were until their time came.</summary>
    public static async Task<IReadOnlyDictionary<long, Snoozed>> OfAsync(Session session, WorkKind kind, long[] items) => items.Length == 0
        ? new Dictionary<long, Snoozed>()
        : (await session.QueryAsync<SnoozeRow>(
            $"SELECT kind, item, until_at, staff_id, woken FROM desk_snooze WHERE kind = @kind AND {session.Dialect.IsIn("item", "@items")}", new { kind = EnumWord.Of(kind), items }))
            .ToDictionary(row => row.Item, row => new Snoozed(row.UntilAt, row.StaffId, row.Woken));

    /// <summary>How much is back that somebody put aside and has not looked at since.</summary>
    public static Task<long> CountBackAsync(Session session, Guid staff) =>
        session.GetAsync<long>("SELECT count(*) FROM desk_snooze WHERE staff_id = @staff AND woken", new { staff });

    /// <summary>Notes that somebody has looked at what is back.</summary>
    public static Task SeenAsync(UnitOfWork unit, WorkId id, Guid staff) => unit.ExecuteAsync(
        "DELETE FROM desk_snooze WHERE kind = @kind AND item = @Number AND staff_id = @staff AND woken", new { kind = EnumWord.Of(id.Kind), id.Number, staff });

    private sealed record SnoozeRow
    {
        public required string Kind { get; init; }

        public required long Item { get; init; }

        public DateTimeOffset UntilAt { get; init; }

        public Guid? StaffId { get; init; }

        public bool Woken { get; init; }
    }
}
