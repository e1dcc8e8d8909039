using System.Globalization;
using Quartz;
using ServiceBot.Storage;

namespace ServiceBot.Web.Jobs;

/// <summary>Does a job when Quartz says that it is time, and writes down what came of it.</summary>
[DisallowConcurrentExecution]
internal sealed partial class RunJob(JobRuns runs, IServiceProvider services, ILogger<RunJob> logger) : IJob
{
    /// <summary>What a run that somebody asked for says about who it was.</summary>
    public const string AskedBy = "askedBy";

    /// <summary>What a run that makes up for a missed one says about when that was due.</summary>
    public const string Due = "due";

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken)
    {
        var job = Job.Find(context.JobDetail.Key.Name)!;
        if (TextOf(context, Due) is { } due && await runs.LastEndedAsync(job.Name, cancellationToken) >= DateTimeOffset.Parse(due, CultureInfo.InvariantCulture))
        {
            return;     // another node has made up for it
        }

        var by = TextOf(context, AskedBy) ?? "system";
        var run = await runs.BeginAsync(job.Name, by, cancellationToken);
        string? fault = null;
        try
        {
            await job.WorkAsync(services, cancellationToken);
        }
        catch (Exception failure) when (!cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, failure, job.Name);
            fault = failure is StorageException ? failure.Message : $"{failure.GetType().Name}: {failure.Message}";
        }

        await runs.EndAsync(run, job.Name, fault, cancellationToken);
    }

    private static string? TextOf(IJobExecutionContext context, string name) => context.MergedJobDataMap.TryGetValue(name, out var value) ? value as string : null;

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "The job {Job} failed")]
        public static partial void Failed(ILogger logger, Exception failure, string job);
    }
}
