using System.Globalization;
using System.Text.Json;
using ServiceBot.Crm.Customers;
using ServiceBot.Insight.Churn;
using ServiceBot.Insight.Segments;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Value.Own;

/// <summary>What a customer is expected to buy and to be worth.</summary>
/// <param name="Customer">The record whose page is theirs.</param>
/// <param name="AsOf">When that was computed.</param>
/// <param name="Purchases">Days with a purchase that are expected in the months of the settings.</param>
/// <param name="Value">What they are worth, discounted, in the company's currency.</param>
public sealed record CustomerWorth(Guid Customer, DateTimeOffset AsOf, double Purchases, double Value)
{
    /// <summary>Its place in the list, as it stands in addresses.</summary>
    public string Place => string.Create(CultureInfo.InvariantCulture, $"{Value:R}_{Customer}");
}

/// <summary>Models of value, as they were fitted.</summary>
/// <param name="MadeAt">When.</param>
/// <param name="Months">How many months ahead.</param>
/// <param name="Discount">What money loses a month.</param>
/// <param name="Fit">The models; null: too few customers have bought again.</param>
/// <param name="HoldOut">How right models fitted before the last days were about these; null: too few had bought again by then.</param>
public sealed record ValueRun(DateTimeOffset MadeAt, int Months, double Discount, ValueFit? Fit, ValueHoldOut? HoldOut);

/// <summary>What a cell of recency and frequency is worth.</summary>
/// <param name="Cell">The cell; null: none.</param>
/// <param name="Count">How many customers.</param>
/// <param name="Purchases">What they are expected to buy.</param>
/// <param name="Value">What they are worth.</param>
public sealed record CellWorth(RfmCell? Cell, long Count, double Purchases, double Value);

/// <summary>Values in the database.</summary>
public static class ValueStore
{
    private const int FitsKept = 12;
    private const string Columns = "customer_id AS customer, as_of, purchases, value";

    /// <summary>What was fitted last; null: nothing yet.</summary>
    public static async Task<ValueRun?> LatestAsync(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return await session.FindAsync<string>("SELECT fit FROM insight_value_fit ORDER BY id DESC LIMIT 1") is { } fit ? JsonSerializer.Deserialize<ValueRun>(fit, ChurnJson.Options) : null;
    }

    /// <summary>What a customer is expected to be worth, by the id of any record that is theirs; null: they have bought nothing, or refuse it.</summary>
    public static async Task<CustomerWorth?> OfAsync(Session session, Guid customer) =>
        await CustomerCard.RootsAsync(session, [customer]) is [var person] ? await session.FindAsync<CustomerWorth>($"SELECT {Columns} FROM insight_value WHERE customer_id = @person", new { person }) : null;

    /// <summary>Customers, who is worth most first.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="after">The place to read on from; null: the beginning.</param>
    /// <param name="take">At most so many.</param>
    public static Task<IReadOnlyList<CustomerWorth>> ListAsync(Session session, (double Value, Guid Customer)? after, int take)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.QueryAsync<CustomerWorth>(
            $"SELECT {Columns} FROM insight_value{(after is null ? "" : " WHERE (value, customer_id) < (@value, @customer)")} ORDER BY value DESC, customer_id DESC LIMIT @take", new { value = after?.Value, customer = after?.Customer, take });
    }

    /// <summary>The same by cells of recency and frequency, what is worth most first.</summary>
    public static async Task<IReadOnlyList<CellWorth>> ByCellAsync(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return [.. (await session.QueryAsync<CellRow>(
            """
            SELECT c.cell, count(*) AS count, CAST(sum(v.purchases) AS double precision) AS purchases, CAST(sum(v.value) AS double precision) AS value
            FROM insight_value v LEFT JOIN insight_cell c ON c.customer_id = v.customer_id AND c.until_day IS NULL GROUP BY c.cell ORDER BY value DESC
            """)).Select(row => new CellWorth(Enum.TryParse<RfmCell>(row.Cell, out var cell) ? cell : null, row.Count, row.Purchases, row.Value))];
    }

    /// <summary>Reads a place in the list; null: it is none.</summary>
    public static (double Value, Guid Customer)? ReadPlace(string? text) => ScoreCursor.Read(text);

    internal static Task<DateTimeOffset?> MadeAtAsync(Session session) => session.FindAsync<DateTimeOffset?>("SELECT made_at FROM insight_value_fit ORDER BY id DESC LIMIT 1");

    internal static Task SaveAsync(UnitOfWork unit, IEnumerable<CustomerWorth> values, DateTimeOffset asOf) => unit.ExecuteAsync(
        $"""
        INSERT INTO insight_value (customer_id, as_of, purchases, value)
        SELECT {unit.Dialect.Id("value ->> 0")}, @asOf, CAST(value ->> 1 AS double precision), CAST(value ->> 2 AS double precision) FROM {unit.Dialect.EachOf("@rows")} WHERE TRUE
        ON CONFLICT (customer_id) DO UPDATE SET as_of = excluded.as_of, purchases = excluded.purchases, value = excluded.value
        """,
        new { asOf, rows = JsonSerializer.Serialize(values.Select(one => new object[] { one.Customer, one.Purchases, one.Value })) });

    /// <summary>Writes down a fit, and forgets whoever was not among its customers.</summary>
    internal static async Task EndAsync(UnitOfWork unit, ValueRun run)
    {
        await unit.ExecuteAsync("DELETE FROM insight_value WHERE as_of < @MadeAt", new { run.MadeAt });
        var id = await unit.GetAsync<long>("INSERT INTO insight_value_fit (made_at, fit) VALUES (@MadeAt, @fit) RETURNING id", new { run.MadeAt, fit = JsonSerializer.Serialize(run, ChurnJson.Options) });
        await unit.ExecuteAsync($"DELETE FROM insight_value_fit WHERE id <= @id - {FitsKept}", new { id });
    }

    /// <summary>Forgets the value of records that are no persons of their own any more, or of whom nothing may be expected.</summary>
    internal static Task ForgetAsync(UnitOfWork unit, Guid[] records) =>
        records.Length == 0 ? Task.CompletedTask : unit.ExecuteAsync($"DELETE FROM insight_value WHERE {unit.Dialect.IsIn("customer_id", "@records")}", new { records });

    private sealed record CellRow
    {
        public string? Cell { get; init; }

        public required long Count { get; init; }

        public required double Purchases { get; init; }

        public required double Value { get; init; }
    }
}
