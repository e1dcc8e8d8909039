using System.Text.Json;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Crm.Pipelines;

/// <summary>Makes pipelines, and new versions of them.</summary>
public sealed class EditPipelines(SignalLog signals, TimeProvider clock)
{
    private const int LongestName = 80;

    /// <summary>Makes a pipeline, or another version of one.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="wanted">All that it shall be; its id and version are given.</param>
    /// <param name="id">The pipeline to change; null: make one.</param>
    /// <param name="version">The version that was read; null: any.</param>
    /// <param name="by">Who does it: <c>staff:…</c> or <c>api:…</c>.</param>
    public async Task<EditOutcome<Pipeline>> SaveAsync(UnitOfWork unit, Pipeline wanted, Guid? id, long? version, string by)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(wanted);
        await unit.Dialect.LockAsync(unit, LockKeys.Of("crm", "pipelines"));
        var before = id is { } known ? await PipelineStore.FindAsync(unit, known) : null;
        if (id is not null && before is null)
        {
            return new EditOutcome<Pipeline>.NotFound();
        }

        if (before is not null && version is not null && version != before.Version)
        {
            return new EditOutcome<Pipeline>.Conflict(before);
        }

        var now = clock.GetUtcNow();
        var pipeline = wanted with
        {
            Id = before?.Id ?? Guid.CreateVersion7(now),
            Version = (before?.Version ?? 0) + 1,
            En = StoredText.CleanLine(wanted.En, LongestName),
            Zh = StoredText.CleanLine(wanted.Zh, LongestName),
            Stages = [.. wanted.Stages.Select(stage => stage with { En = StoredText.CleanLine(stage.En, LongestName), Zh = StoredText.CleanLine(stage.Zh, LongestName) })],
            At = now,
            Who = by,
        };
        if (pipeline.Errors() is { Count: > 0 } errors)
        {
            return new EditOutcome<Pipeline>.Wrong(errors);
        }

        if (before is not null && (before.En, before.Zh) == (pipeline.En, pipeline.Zh) && before.Stages.SequenceEqual(pipeline.Stages))
        {
            return new EditOutcome<Pipeline>.Done(before);
        }

        await PipelineStore.AddAsync(unit, pipeline);
        await signals.AppendAsync(unit, new(before is null ? "PipelineCreated" : "PipelineChanged", now, Data: JsonSerializer.Serialize(new { pipeline = pipeline.Id, version = pipeline.Version, by })));
        return new EditOutcome<Pipeline>.Done(pipeline);
    }
}
