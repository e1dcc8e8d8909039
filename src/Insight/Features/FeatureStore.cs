using System.Text.Json;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Features;

/// <summary>Figures of persons in the database.</summary>
internal static class FeatureStore
{
    private static readonly string Columns = string.Join(", ", Feature.All.Select(feature => feature.Name));
    private static readonly string Values = string.Join(", ", Feature.All.Select((_, at) => $"CAST(value ->> {at + 1} AS double precision)"));
    private static readonly string Changes = string.Join(", ", Feature.All.Select(feature => $"{feature.Name} = excluded.{feature.Name}"));

    /// <summary>Somebody's figures, or null.</summary>
    public static Task<FeatureRow?> FindAsync(Session session, Guid person) =>
        session.FindAsync<FeatureRow>($"SELECT customer_id, as_of, {Columns} FROM insight_feature WHERE customer_id = @person", new { person });

    /// <summary>The figures of those of some records who are persons.</summary>
    public static Task<IReadOnlyList<FeatureRow>> OfAsync(Session session, Guid[] records) =>
        session.QueryAsync<FeatureRow>($"SELECT customer_id, as_of, {Columns} FROM insight_feature WHERE {session.Dialect.IsIn("customer_id", "@records")}", new { records });

    /// <summary>The figures of some of all, in the order of their ids.</summary>
    public static Task<IReadOnlyList<FeatureRow>> PageAsync(Session session, Guid? after, int take) => session.QueryAsync<FeatureRow>(
        $"SELECT customer_id, as_of, {Columns} FROM insight_feature{(after is null ? "" : " WHERE customer_id > @after")} ORDER BY customer_id LIMIT @take", new { after, take });

    /// <summary>Saves figures, but where there are later ones.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="figures">The figures, by the records whose pages are the persons'.</param>
    /// <param name="asOf">The instant at which they were read.</param>
    public static Task SaveAsync(UnitOfWork unit, IEnumerable<KeyValuePair<Guid, double[]>> figures, DateTimeOffset asOf) => unit.ExecuteAsync(
        $"""
        INSERT INTO insight_feature (customer_id, as_of, {Columns})
        SELECT {unit.Dialect.Id("value ->> 0")}, @asOf, {Values} FROM {unit.Dialect.EachOf("@rows")} WHERE TRUE
        ON CONFLICT (customer_id) DO UPDATE SET as_of = excluded.as_of, {Changes} WHERE insight_feature.as_of <= excluded.as_of
        """,
        new { asOf, rows = JsonSerializer.Serialize(figures.Select(pair => pair.Value.Select(value => double.IsNaN(value) ? null : (object)value).Prepend(pair.Key))) });

    /// <summary>Forgets the figures of records that are no persons of their own any more.</summary>
    public static Task ForgetAsync(UnitOfWork unit, Guid[] records) =>
        records.Length == 0 ? Task.CompletedTask : unit.ExecuteAsync($"DELETE FROM insight_feature WHERE {unit.Dialect.IsIn("customer_id", "@records")}", new { records });

    /// <summary>Of some persons, those whose figures are later than an instant.</summary>
    public static async Task<HashSet<Guid>> LaterAsync(Session session, Guid[] persons, DateTimeOffset than) =>
        [.. await session.QueryAsync<Guid>($"SELECT customer_id FROM insight_feature WHERE as_of > @than AND {session.Dialect.IsIn("customer_id", "@persons")}", new { persons, than })];

    /// <summary>Persons whose figures are older than an instant, in no order.</summary>
    public static Task<IReadOnlyList<Guid>> OlderAsync(Session session, DateTimeOffset than, int take) =>
        session.QueryAsync<Guid>("SELECT customer_id FROM insight_feature WHERE as_of < @than ORDER BY as_of LIMIT @take", new { than, take });

    /// <summary>Recency, frequency and money of all who have bought.</summary>
    public static Task<IReadOnlyList<BoughtRow>> BoughtAsync(Session session) =>
        session.QueryAsync<BoughtRow>("SELECT customer_id, recency_days, frequency, monetary FROM insight_feature WHERE frequency > 0 ORDER BY customer_id");

    /// <summary>What somebody has bought.</summary>
    internal sealed record BoughtRow
    {
        public required Guid CustomerId { get; init; }

        public required double RecencyDays { get; init; }

        public required double Frequency { get; init; }

        public required double Monetary { get; init; }
    }
}
