using Microsoft.Extensions.Options;
using Quartz;

namespace ServiceBot.Web.Jobs;

/// <summary>How a job stands.</summary>
/// <param name="Job">The job.</param>
/// <param name="Cron">When it is due; empty: only when somebody asks for it.</param>
/// <param name="Next">The next time; null: there is none.</param>
/// <param name="Last">The last run; null: there was none.</param>
internal sealed record JobStanding(Job Job, string Cron, DateTimeOffset? Next, JobRun? Last);

/// <summary>What became of the wish to have a job run.</summary>
internal enum RunOutcome
{
    /// <summary>It runs as soon as a node is free.</summary>
    Asked,

    /// <summary>It runs already.</summary>
    Running,

    /// <summary>There is none of that name.</summary>
    NotFound,
}

/// <summary>Lists jobs with their runs, and has them run now.</summary>
internal sealed class JobList(ISchedulerFactory schedulers, JobRuns runs, IOptions<JobOptions> options, TimeProvider clock)
{
    private static readonly TimeSpan Longest = TimeSpan.FromHours(6);     // a run that has not ended by then is none any more

    /// <summary>All jobs as they stand.</summary>
    public async Task<IReadOnlyList<JobStanding>> ReadAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        var last = (await runs.LastAsync(cancellationToken)).ToDictionary(run => run.Job);
        var all = new List<JobStanding>();
        foreach (var job in Job.All)
        {
            var trigger = await scheduler.GetTrigger(new(job.Name), cancellationToken);
            all.Add(new(job, options.Value.Of(job), trigger?.NextFireTimeUtc, last.GetValueOrDefault(job.Name)));
        }

        return all;
    }

    /// <summary>Has a job run now.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="by">Who asks.</param>
    /// <param name="cancellationToken">Gives up before it is asked for.</param>
    public async Task<RunOutcome> RunAsync(string name, string by, CancellationToken cancellationToken)
    {
        if (Job.Find(name) is not { } job)
        {
            return RunOutcome.NotFound;
        }

        if (await runs.ListAsync(job.Name, 1, cancellationToken) is [{ EndedAt: null } last] && clock.GetUtcNow() - last.BeganAt < Longest)
        {
            return RunOutcome.Running;
        }

        var scheduler = await schedulers.GetScheduler(cancellationToken);
        await scheduler.TriggerJob(new(job.Name), new JobDataMap { [RunJob.AskedBy] = by }, cancellationToken);
        return RunOutcome.Asked;
    }
}
