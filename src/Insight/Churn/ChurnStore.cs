using System.Text.Json;
using ServiceBot.Insight.Learning.Models;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Churn;

/// <summary>Trainings, models and scores in the database.</summary>
internal static class ChurnStore
{
    /// <summary>What the models are for.</summary>
    public const string Purpose = "churn";

    private const int TrainingsKept = 12;
    private const string TrainingColumns = "id, asked_by, asked_at, seen_at, ended_at, step, percent, data";
    private const string ModelColumns = "m.id, m.training, m.kind, m.made_at, m.seed, m.quality, m.is_used, m.used_by, m.used_at, m.model IS NOT NULL AS can_be_used, m.parameters, m.drifted_at";

    /// <summary>Trainings, the latest first.</summary>
    public static Task<IReadOnlyList<Training>> TrainingsAsync(Session session, int take) => session.QueryAsync<Training>(
        $"SELECT {TrainingColumns} FROM insight_training WHERE purpose = '{Purpose}' ORDER BY id DESC LIMIT @take", new { take });

    /// <summary>Asks for a training, unless one is open.</summary>
    /// <returns>Whether none was.</returns>
    public static async Task<bool> AskAsync(UnitOfWork unit, string by, DateTimeOffset now) => await unit.ExecuteAsync(
        $"INSERT INTO insight_training (purpose, asked_by, asked_at, step, percent, data) VALUES ('{Purpose}', @by, @now, 'asked', 0, '{{}}') ON CONFLICT DO NOTHING", new { by, now }) > 0;

    /// <summary>Takes the open training if nobody works on it.</summary>
    /// <returns>Its number; null: there is none, or somebody does.</returns>
    public static Task<long?> TakeAsync(UnitOfWork unit, DateTimeOffset now, DateTimeOffset leftBefore) => unit.FindAsync<long?>(
        $"UPDATE insight_training SET seen_at = @now WHERE purpose = '{Purpose}' AND ended_at IS NULL AND (seen_at IS NULL OR seen_at < @leftBefore) RETURNING id", new { now, leftBefore });

    /// <summary>Says how far a training has come.</summary>
    public static Task<int> SayAsync(UnitOfWork unit, long training, string step, int percent, DateTimeOffset now) =>
        unit.ExecuteAsync("UPDATE insight_training SET step = @step, percent = @percent, seen_at = @now WHERE id = @training", new { training, step, percent, now });

    /// <summary>Ends a training, and forgets the oldest ones whose models are not in use.</summary>
    public static async Task EndAsync(UnitOfWork unit, long training, string step, object data, DateTimeOffset now)
    {
        await unit.ExecuteAsync(
            "UPDATE insight_training SET step = @step, percent = 100, ended_at = @now, data = @data WHERE id = @training", new { training, step, now, data = JsonSerializer.Serialize(data, ChurnJson.Options) });
        var old = $"SELECT id FROM insight_training t WHERE purpose = '{Purpose}' AND id <= @training - {TrainingsKept} AND NOT EXISTS (SELECT 1 FROM insight_model m WHERE m.training = t.id AND m.is_used)";
        await unit.ExecuteAsync($"DELETE FROM insight_model WHERE training IN ({old})", new { training });
        await unit.ExecuteAsync($"DELETE FROM insight_training WHERE id IN ({old})", new { training });
    }

    /// <summary>The models of a training, or the one in use, in the order of how they were made.</summary>
    public static Task<IReadOnlyList<ModelRow>> ModelsAsync(Session session, long? training) => session.QueryAsync<ModelRow>(
        $"SELECT {ModelColumns} FROM insight_model m WHERE m.purpose = '{Purpose}' AND {(training is null ? "m.is_used" : "m.training = @training")} ORDER BY m.id", new { training });

    /// <summary>The number of the latest training that has models.</summary>
    public static Task<long?> LastLearnedAsync(Session session) => session.FindAsync<long?>($"SELECT MAX(training) FROM insight_model WHERE purpose = '{Purpose}'");

    /// <summary>Forgets what a training that was broken off has saved.</summary>
    public static Task<int> BeginAsync(UnitOfWork unit, long training) => unit.ExecuteAsync("DELETE FROM insight_model WHERE training = @training AND NOT is_used", new { training });

    /// <summary>Saves a model.</summary>
    /// <returns>Its number.</returns>
    public static Task<long> AddAsync(UnitOfWork unit, long training, string kind, long seed, ModelQuality quality, string? model, string? parameters, DateTimeOffset now) => unit.GetAsync<long>(
        $"INSERT INTO insight_model (purpose, training, kind, made_at, seed, quality, model, parameters) VALUES ('{Purpose}', @training, @kind, @now, @seed, @quality, @model, @parameters) RETURNING id",
        new { training, kind, seed, quality = JsonSerializer.Serialize(quality, ChurnJson.Options), model, parameters, now });

    /// <summary>Puts a model to use instead of the one before.</summary>
    /// <returns>Whether there is such a model that predicts.</returns>
    public static async Task<bool> UseAsync(UnitOfWork unit, long model, string by, DateTimeOffset now)
    {
        if (await unit.FindAsync<long?>($"SELECT id FROM insight_model WHERE id = @model AND purpose = '{Purpose}' AND model IS NOT NULL", new { model }) is null)
        {
            return false;
        }

        await unit.ExecuteAsync($"UPDATE insight_model SET is_used = FALSE WHERE purpose = '{Purpose}' AND is_used AND id <> @model", new { model });
        await unit.ExecuteAsync("UPDATE insight_model SET is_used = TRUE, used_by = @by, used_at = @now, scored_at = NULL, drifted_at = NULL WHERE id = @model", new { model, by, now });
        return true;
    }

    /// <summary>A model by its number; null: there is none.</summary>
    public static Task<ModelRow?> FindAsync(Session session, long model) => session.FindAsync<ModelRow>($"SELECT {ModelColumns} FROM insight_model m WHERE m.purpose = '{Purpose}' AND m.id = @model", new { model });

    /// <summary>A training by its number; null: there is none.</summary>
    public static Task<Training?> FindTrainingAsync(Session session, long training) => session.FindAsync<Training>(
        $"SELECT {TrainingColumns} FROM insight_training WHERE purpose = '{Purpose}' AND id = @training", new { training });

    /// <summary>The number of the model that was in use before; null: there is none any more.</summary>
    public static Task<long?> BeforeAsync(Session session) => session.FindAsync<long?>(
        $"SELECT id FROM insight_model WHERE purpose = '{Purpose}' AND NOT is_used AND model IS NOT NULL AND used_at IS NOT NULL ORDER BY used_at DESC, id DESC LIMIT 1");

    /// <summary>Notes that somebody is told of the drift of the model in use.</summary>
    /// <returns>False: they were before, or another is in use by now.</returns>
    public static async Task<bool> DriftedAsync(UnitOfWork unit, long model, DateTimeOffset now) =>
        await unit.ExecuteAsync("UPDATE insight_model SET drifted_at = @now WHERE id = @model AND is_used AND drifted_at IS NULL", new { model, now }) == 1;

    /// <summary>The number of the model in use; null: there is none.</summary>
    public static Task<long?> UsedAsync(Session session) => session.FindAsync<long?>($"SELECT id FROM insight_model WHERE purpose = '{Purpose}' AND is_used");

    /// <summary>The number of the model in use, if not everybody's score is its yet.</summary>
    public static Task<long?> UnscoredAsync(Session session) => session.FindAsync<long?>($"SELECT id FROM insight_model WHERE purpose = '{Purpose}' AND is_used AND scored_at IS NULL");

    /// <summary>Writes down that everybody's score is a model's.</summary>
    public static Task<int> ScoredAsync(UnitOfWork unit, long model, DateTimeOffset now) => unit.ExecuteAsync("UPDATE insight_model SET scored_at = @now WHERE id = @model AND is_used", new { model, now });

    /// <summary>A model that predicts, by its number.</summary>
    public static async Task<Classifier> ReadAsync(Session session, long model) =>
        Classifier.Read(System.Text.Encoding.UTF8.GetBytes(await session.GetAsync<string>("SELECT model FROM insight_model WHERE id = @model", new { model })));
}

/// <summary>How what is kept as JSON is written.</summary>
internal static class ChurnJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web) { NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };
}
