using System.Text.Json;
using ServiceBot.Storage;

namespace ServiceBot.Crm.Pipelines;

/// <summary>Pipelines in the database.</summary>
public static class PipelineStore
{
    private const string Select = "SELECT p.id, p.version, p.en, p.zh, p.stages, p.at, p.who FROM crm_pipeline p";

    private const string IsNewest = "NOT EXISTS (SELECT 1 FROM crm_pipeline later WHERE later.id = p.id AND later.version > p.version)";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The newest version of every pipeline, the oldest pipeline first.</summary>
    public static async Task<IReadOnlyList<Pipeline>> ListAsync(Session session) =>
        [.. (await session.QueryAsync<Row>($"{Select} WHERE {IsNewest} ORDER BY p.id")).Select(Read)];

    /// <summary>The newest version of a pipeline; null: there is none.</summary>
    public static async Task<Pipeline?> FindAsync(Session session, Guid id) =>
        await session.FindAsync<Row>($"{Select} WHERE p.id = @id AND {IsNewest}", new { id }) is { } row ? Read(row) : null;

    /// <summary>All versions of a pipeline, the newest first.</summary>
    public static async Task<IReadOnlyList<Pipeline>> VersionsAsync(Session session, Guid id) =>
        [.. (await session.QueryAsync<Row>($"{Select} WHERE p.id = @id ORDER BY p.version DESC", new { id })).Select(Read)];

    /// <summary>Every version of every pipeline, by id and version.</summary>
    public static async Task<IReadOnlyDictionary<(Guid Id, long Version), Pipeline>> AllAsync(Session session) =>
        (await session.QueryAsync<Row>(Select)).Select(Read).ToDictionary(pipeline => (pipeline.Id, pipeline.Version));

    internal static Task AddAsync(UnitOfWork unit, Pipeline pipeline) => unit.ExecuteAsync(
        "INSERT INTO crm_pipeline (id, version, en, zh, stages, at, who) VALUES (@Id, @Version, @En, @Zh, @stages, @At, @Who)",
        new { pipeline.Id, pipeline.Version, pipeline.En, pipeline.Zh, stages = JsonSerializer.Serialize(pipeline.Stages, Json), pipeline.At, pipeline.Who });

    private static Pipeline Read(Row row) => new()
    {
        Id = row.Id,
        Version = row.Version,
        En = row.En,
        Zh = row.Zh,
        Stages = JsonSerializer.Deserialize<Stage[]>(row.Stages, Json)!,
        At = row.At,
        Who = row.Who,
    };

    private sealed record Row
    {
        public required Guid Id { get; init; }

        public required long Version { get; init; }

        public required string En { get; init; }

        public required string Zh { get; init; }

        public required string Stages { get; init; }

        public required DateTimeOffset At { get; init; }

        public required string Who { get; init; }
    }
}
