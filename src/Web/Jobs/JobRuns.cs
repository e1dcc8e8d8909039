using ServiceBot.Storage;

namespace ServiceBot.Web.Jobs;

/// <summary>A run of a job.</summary>
internal sealed record JobRun
{
    public required string Job { get; init; }

    /// <summary><c>system</c>: it was time; <c>staff:…</c>, <c>api:…</c>.</summary>
    public required string AskedBy { get; init; }

    public required DateTimeOffset BeganAt { get; init; }

    /// <summary>Null: it runs, or its process stopped.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>Null: it was done.</summary>
    public string? Fault { get; init; }
}

/// <summary>Runs of jobs in the database; of each job the last hundred.</summary>
internal sealed class JobRuns(IDatabase database, TimeProvider clock)
{
    private const int Kept = 100;
    private const int LongestFault = 2_000;
    private const string Columns = "job, asked_by, began_at, ended_at, fault";

    /// <summary>The last run of every job that had one.</summary>
    public Task<IReadOnlyList<JobRun>> LastAsync(CancellationToken cancellationToken) => database.ReadAsync(
        session => session.QueryAsync<JobRun>($"SELECT {Columns} FROM web_job_run WHERE id IN (SELECT MAX(id) FROM web_job_run GROUP BY job)"), cancellationToken);

    /// <summary>The last runs of a job, the latest first.</summary>
    public Task<IReadOnlyList<JobRun>> ListAsync(string job, int take, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.QueryAsync<JobRun>($"SELECT {Columns} FROM web_job_run WHERE job = @job ORDER BY id DESC LIMIT @take", new { job, take }), cancellationToken);

    /// <summary>When the last run began that came to an end; null: none has.</summary>
    public Task<DateTimeOffset?> LastEndedAsync(string job, CancellationToken cancellationToken) => database.ReadAsync(
        session => session.FindAsync<DateTimeOffset?>("SELECT began_at FROM web_job_run WHERE job = @job AND ended_at IS NOT NULL ORDER BY id DESC LIMIT 1", new { job }), cancellationToken);

    /// <summary>Notes that a run begins.</summary>
    /// <returns>Its number.</returns>
    public Task<long> BeginAsync(string job, string by, CancellationToken cancellationToken) => database.WriteAsync(
        unit => unit.GetAsync<long>("INSERT INTO web_job_run (job, asked_by, began_at) VALUES (@job, @by, @now) RETURNING id", new { job, by, now = clock.GetUtcNow() }), cancellationToken);

    /// <summary>Notes what came of it.</summary>
    public Task EndAsync(long run, string job, string? fault, CancellationToken cancellationToken) => database.WriteAsync(
        async unit =>
        {
            await unit.ExecuteAsync("UPDATE web_job_run SET ended_at = @now, fault = @fault WHERE id = @run", new { run, fault = fault?[..Math.Min(fault.Length, LongestFault)], now = clock.GetUtcNow() });
            return await unit.ExecuteAsync("DELETE FROM web_job_run WHERE job = @job AND id <= (SELECT id FROM web_job_run WHERE job = @job ORDER BY id DESC LIMIT 1 OFFSET @kept)", new { job, kept = Kept });
        },
        cancellationToken);
}
