using System.Text.Json;
using ServiceBot.Storage;

namespace ServiceBot.Crm.Import;

/// <summary>Batches, their files and what was rejected, in the database.</summary>
internal static class ImportStore
{
    private const string Columns = """
        id, file_name, bytes, state, made_by, at, look AS look_text, mapping AS mapping_text, position, undone, made, changed, unchanged, rejected, row_count, differences AS differences_text, fault,
        ended_at, reverted_at, first_fact, last_fact, first_identifier, last_identifier
        """;

    private const string Insert = """
        INSERT INTO crm_import (file_name, bytes, state, made_by, at, look) VALUES (@fileName, @bytes, 'uploading', @by, @now, @look) RETURNING id
        """;

    private const string ResetCounts = "position = 0, made = 0, changed = 0, unchanged = 0, rejected = 0";

    private const string Ends = """
        (SELECT COALESCE(max(id), 0) FROM crm_fact), (SELECT COALESCE(max(id), 0) FROM crm_identifier)
        """;

    public static Task<long> AddAsync(UnitOfWork unit, string fileName, long bytes, string by, ImportLook look, DateTimeOffset now) =>
        unit.GetAsync<long>(Insert, new { fileName, bytes, by, look = JsonSerializer.Serialize(look, ImportBatch.Json), now });

    public static Task<int> AddPartAsync(UnitOfWork unit, long import, long number, byte[] bytes) =>
        unit.ExecuteAsync("INSERT INTO crm_import_part (import_id, number, bytes) VALUES (@import, @number, @bytes)", new { import, number, bytes });

    public static Task<byte[]?> PartAsync(Session session, long import, long number) =>
        session.FindAsync<byte[]>("SELECT bytes FROM crm_import_part WHERE import_id = @import AND number = @number", new { import, number });

    /// <summary>Forgets files that never came whole.</summary>
    public static async Task ForgetUnfinishedAsync(UnitOfWork unit, DateTimeOffset before)
    {
        await unit.ExecuteAsync("DELETE FROM crm_import_part WHERE import_id IN (SELECT id FROM crm_import WHERE state = 'uploading' AND at < @before)", new { before });
        await unit.ExecuteAsync("DELETE FROM crm_import WHERE state = 'uploading' AND at < @before", new { before });
    }

    public static Task<ImportBatch?> FindAsync(Session session, long import) => session.FindAsync<ImportBatch>($"SELECT {Columns} FROM crm_import WHERE id = @import", new { import });

    /// <summary>A batch that nobody else changes until the unit of work ends.</summary>
    public static Task<ImportBatch?> HoldAsync(UnitOfWork unit, long import) =>
        unit.FindAsync<ImportBatch>($"SELECT {Columns} FROM crm_import WHERE id = @import {unit.Dialect.ForUpdate}", new { import });

    /// <summary>Batches, the newest first.</summary>
    public static Task<IReadOnlyList<ImportBatch>> ListAsync(Session session, long? before, int take) => session.QueryAsync<ImportBatch>(
        $"SELECT {Columns} FROM crm_import WHERE state <> 'uploading' {(before is null ? "" : "AND id < @before")} ORDER BY id DESC LIMIT @take", new { before, take });

    /// <summary>The batch that was asked for first, of those that the product has to work on.</summary>
    public static Task<long?> NextBusyAsync(Session session) =>
        session.FindAsync<long?>("SELECT id FROM crm_import WHERE state IN ('checking', 'running', 'reverting', 'restoring') ORDER BY id LIMIT 1");

    public static Task SetStateAsync(UnitOfWork unit, long import, ImportState state, DateTimeOffset? endedAt = null, string? fault = null) => unit.ExecuteAsync(
        "UPDATE crm_import SET state = @state, ended_at = @endedAt, fault = @fault WHERE id = @import",
        new { import, state = Word(state), endedAt, fault });

    /// <summary>Begins at the first row again.</summary>
    public static async Task BeginAsync(UnitOfWork unit, long import, ImportState state, ImportMapping? mapping)
    {
        await unit.ExecuteAsync("DELETE FROM crm_import_reject WHERE import_id = @import", new { import });
        await unit.ExecuteAsync(
            $"UPDATE crm_import SET state = @state, {ResetCounts}, mapping = COALESCE(@mapping, mapping), ended_at = NULL, fault = NULL WHERE id = @import",
            new { import, state = Word(state), mapping = mapping is null ? null : JsonSerializer.Serialize(mapping, ImportBatch.Json) });
    }

    /// <summary>Where its values begin: all that it will write have greater numbers.</summary>
    public static Task MarkBeginAsync(UnitOfWork unit, long import) => unit.ExecuteAsync(
        $"UPDATE crm_import SET (first_fact, first_identifier) = (SELECT {Ends}) WHERE id = @import AND first_fact IS NULL", new { import });

    /// <summary>Writes down what some rows came to.</summary>
    public static Task AdvanceAsync(UnitOfWork unit, long import, long rows, ImportPlan plan) => unit.ExecuteAsync(
        """
        UPDATE crm_import SET position = position + @rows, made = made + @Made, changed = changed + @Changed, unchanged = unchanged + @Unchanged, rejected = rejected + @rejected WHERE id = @import
        """,
        new { import, rows, plan.Made, plan.Changed, plan.Unchanged, rejected = plan.Rejects.Count });

    /// <summary>Writes down what all rows so far would come to.</summary>
    public static Task SetCountsAsync(UnitOfWork unit, long import, long rows, long made, long changed, long unchanged, long rejected) => unit.ExecuteAsync(
        "UPDATE crm_import SET position = @rows, made = @made, changed = @changed, unchanged = @unchanged, rejected = @rejected WHERE id = @import",
        new { import, rows, made, changed, unchanged, rejected });

    /// <summary>Writes down how much of it is taken back, or said again.</summary>
    public static Task UndoneAsync(UnitOfWork unit, long import, int values) => unit.ExecuteAsync("UPDATE crm_import SET undone = undone + @values WHERE id = @import", new { import, values });

    /// <summary>Where its values end so far.</summary>
    public static Task MarkEndAsync(UnitOfWork unit, long import) =>
        unit.ExecuteAsync($"UPDATE crm_import SET (last_fact, last_identifier) = (SELECT {Ends}) WHERE id = @import", new { import });

    public static Task SetRowCountAsync(UnitOfWork unit, long import) => unit.ExecuteAsync("UPDATE crm_import SET row_count = position WHERE id = @import", new { import });

    public static Task SetDifferencesAsync(UnitOfWork unit, long import, IReadOnlyList<ImportDifference> differences) => unit.ExecuteAsync(
        "UPDATE crm_import SET differences = @differences WHERE id = @import", new { import, differences = JsonSerializer.Serialize(differences, ImportBatch.Json) });

    public static Task SetRevertedAsync(UnitOfWork unit, long import, DateTimeOffset? at) =>
        unit.ExecuteAsync("UPDATE crm_import SET reverted_at = @at, undone = 0 WHERE id = @import", new { import, at });

    public static Task RejectAsync(UnitOfWork unit, long import, IReadOnlyList<ImportReject> rejects) => rejects.Count == 0 ? Task.CompletedTask : unit.ExecuteAsync(
        $"""
        INSERT INTO crm_import_reject (import_id, line, reason, cells) SELECT @import, CAST(value ->> 0 AS bigint), value ->> 1, value ->> 2 FROM {unit.Dialect.EachOf("@rows")} WHERE TRUE
        ON CONFLICT (import_id, line) DO NOTHING
        """,
        new { import, rows = JsonSerializer.Serialize(rejects.Select(reject => new object[] { reject.Line, StoredText.Clean(reject.Reason, 2_000), JsonSerializer.Serialize(reject.Cells) })) });

    /// <summary>What was rejected, in the order of the file.</summary>
    public static async Task<IReadOnlyList<ImportReject>> RejectsAsync(Session session, long import, long after, int take) =>
        [.. (await session.QueryAsync<RejectRow>(
            "SELECT line, reason, cells FROM crm_import_reject WHERE import_id = @import AND line > @after ORDER BY line LIMIT @take", new { import, after, take }))
            .Select(row => new ImportReject(row.Line, row.Reason, JsonSerializer.Deserialize<string[]>(row.Cells)!))];

    public static Task<IReadOnlyList<ImportProfile>> ProfilesAsync(Session session) =>
        session.QueryAsync<ImportProfile>("SELECT name, mapping AS mapping_text, made_by, at FROM crm_import_profile ORDER BY name");

    public static Task SaveProfileAsync(UnitOfWork unit, string name, ImportMapping mapping, string by, DateTimeOffset now) => unit.ExecuteAsync(
        """
        INSERT INTO crm_import_profile (name, mapping, made_by, at) VALUES (@name, @mapping, @by, @now)
        ON CONFLICT (name) DO UPDATE SET mapping = excluded.mapping, made_by = excluded.made_by, at = excluded.at
        """,
        new { name, mapping = JsonSerializer.Serialize(mapping, ImportBatch.Json), by, now });

    public static Task<int> ForgetProfileAsync(UnitOfWork unit, string name) => unit.ExecuteAsync("DELETE FROM crm_import_profile WHERE name = @name", new { name });

    private static string Word(ImportState state) => state.ToString().ToLowerInvariant();

    private sealed record RejectRow
    {
        public required long Line { get; init; }

        public required string Reason { get; init; }

        public required string Cells { get; init; }
    }
}
