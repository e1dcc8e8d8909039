using System.Text.Json;
using ServiceBot.Insight.Churn;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Segments.Own;

/// <summary>A time that clusters were looked for.</summary>
/// <param name="Id">Its number.</param>
/// <param name="MadeAt">When.</param>
/// <param name="Model">The clusters.</param>
/// <param name="Numbers">The number of each cluster, as rules name it.</param>
public sealed record ClusteringRow(long Id, DateTimeOffset MadeAt, Clustering Model, IReadOnlyList<long> Numbers);

/// <summary>Clusters in the database.</summary>
public static class ClusterStore
{
    private const int MostShown = 20;

    /// <summary>The latest clusters; null: there are none yet.</summary>
    public static async Task<ClusteringRow?> LatestAsync(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return (await ReadAsync(session, "WHERE id = (SELECT MAX(id) FROM insight_clustering)")).SingleOrDefault();
    }

    /// <summary>Some who lie far from all others.</summary>
    public static Task<IReadOnlyList<Guid>> OutliersAsync(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.QueryAsync<Guid>($"SELECT customer_id FROM insight_outlier ORDER BY customer_id LIMIT {MostShown}");
    }

    /// <summary>All clusters that are kept, by their numbers.</summary>
    internal static async Task<IReadOnlyDictionary<string, (Clustering Model, int Place)>> AllAsync(Session session) => (await ReadAsync(session, ""))
        .SelectMany(row => row.Numbers.Select((number, place) => (number, row.Model, place))).ToDictionary(one => $"{one.number}", one => (one.Model, one.place));

    /// <summary>When they were looked for last.</summary>
    internal static Task<DateTimeOffset?> MadeAtAsync(Session session) => session.FindAsync<DateTimeOffset?>("SELECT made_at FROM insight_clustering ORDER BY id DESC LIMIT 1");

    /// <summary>Keeps new clusters; those before stay if a rule names one of them.</summary>
    internal static async Task AddAsync(UnitOfWork unit, Clustering model, IReadOnlyList<Guid> outliers, string[] named, DateTimeOffset now)
    {
        await unit.ExecuteAsync("DELETE FROM insight_outlier");
        var stays = $"SELECT clustering FROM insight_cluster WHERE {unit.Dialect.IsIn("CAST(id AS text)", "@named")}";
        var gone = await unit.QueryAsync<long>($"SELECT id FROM insight_clustering WHERE id NOT IN ({stays})", new { named });
        await unit.ExecuteAsync($"DELETE FROM insight_cluster WHERE {unit.Dialect.IsIn("clustering", "@gone")}", new { gone = gone.ToArray() });
        await unit.ExecuteAsync($"DELETE FROM insight_clustering WHERE {unit.Dialect.IsIn("id", "@gone")}", new { gone = gone.ToArray() });
        var id = await unit.GetAsync<long>("INSERT INTO insight_clustering (made_at, model) VALUES (@now, @model) RETURNING id", new { now, model = JsonSerializer.Serialize(model, ChurnJson.Options) });
        await unit.ExecuteAsync("INSERT INTO insight_cluster (clustering, place) VALUES (@id, @place)", Enumerable.Range(0, model.Centres.Length).Select(place => new { id, place }).ToList());
        await unit.ExecuteAsync(
            $"INSERT INTO insight_outlier (customer_id, clustering) SELECT {unit.Dialect.Id("value ->> 0")}, @id FROM {unit.Dialect.EachOf("@rows")} WHERE TRUE", new { id, rows = JsonSerializer.Serialize(outliers.Select(one => new[] { one })) });
    }

    private static async Task<IReadOnlyList<ClusteringRow>> ReadAsync(Session session, string which)
    {
        var numbers = (await session.QueryAsync<NumberRow>("SELECT id, clustering FROM insight_cluster ORDER BY clustering, place")).ToLookup(row => row.Clustering, row => row.Id);
        return [.. (await session.QueryAsync<Row>($"SELECT id, made_at, model FROM insight_clustering {which} ORDER BY id")).Select(row => new ClusteringRow(row.Id, row.MadeAt, JsonSerializer.Deserialize<Clustering>(row.Model, ChurnJson.Options)!, [.. numbers[row.Id]]))];
    }

    private sealed record NumberRow
    {
        public required long Id { get; init; }

        public required long Clustering { get; init; }
    }

    private sealed record Row
    {
        public required long Id { get; init; }

        public required DateTimeOffset MadeAt { get; init; }

        public required string Model { get; init; }
    }
}
