using System.Text.Json;
using ServiceBot.Insight.Reports;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Segments.Cells;

/// <summary>Where a customer stands.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Scores">Recency, frequency and money: 543.</param>
internal sealed record CellOf(RfmCell Cell, string Scores);

/// <summary>So many customers moved from one cell to another.</summary>
/// <param name="From">Where they were; null: they had bought nothing.</param>
/// <param name="To">Where they were then; null: nowhere any more.</param>
/// <param name="Count">How many.</param>
public sealed record CellMove(RfmCell? From, RfmCell? To, long Count);

/// <summary>Who is in which cell, in the database.</summary>
public static class CellStore
{
    /// <summary>How many customers are in a cell, by their scores: what the grid shows.</summary>
    /// <param name="session">Where to read.</param>
    public static async Task<IReadOnlyDictionary<string, long>> CountAsync(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return (await session.QueryAsync<CountRow>("SELECT scores, count(*) AS count FROM insight_cell WHERE until_day IS NULL GROUP BY scores")).ToDictionary(row => row.Scores, row => row.Count);
    }

    /// <summary>Who moved between the ends of two days, or stayed.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="from">The earlier day.</param>
    /// <param name="to">The later day.</param>
    public static async Task<IReadOnlyList<CellMove>> MovesAsync(Session session, DateOnly from, DateOnly to)
    {
        ArgumentNullException.ThrowIfNull(session);
        static string On(string day) => $"SELECT customer_id, cell FROM insight_cell WHERE from_day <= {day} AND (until_day IS NULL OR until_day > {day})";
        var (before, after) = (On("@from"), On("@to"));
        var rows = await session.QueryAsync<MoveRow>(
            $"""
            SELECT a.cell AS was, b.cell AS is_now, count(*) AS count FROM ({before}) a LEFT JOIN ({after}) b ON b.customer_id = a.customer_id GROUP BY a.cell, b.cell
            UNION ALL
            SELECT NULL, b.cell, count(*) FROM ({after}) b WHERE NOT EXISTS (SELECT 1 FROM ({before}) a WHERE a.customer_id = b.customer_id) GROUP BY b.cell
            """,
            new { from = ReportFilter.DayOf(from), to = ReportFilter.DayOf(to) });
        return [.. rows.Select(row => new CellMove(Read(row.Was), Read(row.IsNow), row.Count))];
    }

    /// <summary>Who is in a cell, in the order of their ids.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="after">The one to read on from; null: from the beginning.</param>
    /// <param name="take">At most so many.</param>
    public static Task<IReadOnlyList<Guid>> ListAsync(Session session, RfmCell cell, Guid? after, int take)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.QueryAsync<Guid>(
            $"SELECT customer_id FROM insight_cell WHERE until_day IS NULL AND cell = @cell{(after is null ? "" : " AND customer_id > @after")} ORDER BY customer_id LIMIT @take", new { cell = $"{cell}", after, take });
    }

    /// <summary>The first day of which anything is known; null: nothing is.</summary>
    /// <param name="session">Where to read.</param>
    public static async Task<DateOnly?> SinceAsync(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return await session.FindAsync<int?>("SELECT MIN(from_day) FROM insight_cell") is { } day ? ReportFilter.DayOf(day) : null;
    }

    /// <summary>Where everybody stands, as it is kept.</summary>
    internal static async Task<Dictionary<Guid, CellOf>> AllAsync(Session session) =>
        (await session.QueryAsync<NowRow>("SELECT customer_id, cell, scores FROM insight_cell WHERE until_day IS NULL")).ToDictionary(row => row.CustomerId, row => new CellOf(Read(row.Cell)!.Value, row.Scores));

    /// <summary>The cells of those of some persons who are in one.</summary>
    internal static async Task<Dictionary<Guid, string>> OfAsync(Session session, Guid[] persons) =>
        (await session.QueryAsync<NowRow>($"SELECT customer_id, cell, scores FROM insight_cell WHERE until_day IS NULL AND {session.Dialect.IsIn("customer_id", "@persons")}", new { persons })).ToDictionary(row => row.CustomerId, row => row.Cell);

    /// <summary>Writes down where some customers stand from a day on; null: nowhere.</summary>
    internal static async Task MoveAsync(UnitOfWork unit, IReadOnlyCollection<(Guid Customer, CellOf? To)> moves, int day)
    {
        Guid[] customers = [.. moves.Select(move => move.Customer)];
        await unit.ExecuteAsync($"DELETE FROM insight_cell WHERE from_day = @day AND until_day IS NULL AND {unit.Dialect.IsIn("customer_id", "@customers")}", new { day, customers });
        await unit.ExecuteAsync($"UPDATE insight_cell SET until_day = @day WHERE until_day IS NULL AND {unit.Dialect.IsIn("customer_id", "@customers")}", new { day, customers });
        await unit.ExecuteAsync(
            $"INSERT INTO insight_cell (customer_id, from_day, cell, scores) SELECT {unit.Dialect.Id("value ->> 0")}, @day, value ->> 1, value ->> 2 FROM {unit.Dialect.EachOf("@rows")}",
            new { day, rows = JsonSerializer.Serialize(moves.Where(move => move.To is not null).Select(move => new[] { $"{move.Customer}", $"{move.To!.Cell}", move.To.Scores })) });
    }

    /// <summary>Writes down the scores of customers who stay in their cell.</summary>
    internal static Task ScoreAsync(UnitOfWork unit, IEnumerable<(Guid Customer, CellOf? To)> same) => unit.ExecuteAsync(
        $"""
        UPDATE insight_cell SET scores = new.scores FROM (SELECT {unit.Dialect.Id("value ->> 0")} AS customer, value ->> 1 AS scores FROM {unit.Dialect.EachOf("@rows")}) AS new
        WHERE insight_cell.customer_id = new.customer AND insight_cell.until_day IS NULL
        """,
        new { rows = JsonSerializer.Serialize(same.Select(move => new[] { $"{move.Customer}", move.To!.Scores })) });

    private static RfmCell? Read(string? cell) => Enum.TryParse<RfmCell>(cell, out var read) ? read : null;

    private sealed record CountRow
    {
        public required string Scores { get; init; }

        public required long Count { get; init; }
    }

    private sealed record MoveRow
    {
        public string? Was { get; init; }

        public string? IsNow { get; init; }

        public required long Count { get; init; }
    }

    private sealed record NowRow
    {
        public required Guid CustomerId { get; init; }

        public required string Cell { get; init; }

        public required string Scores { get; init; }
    }
}
