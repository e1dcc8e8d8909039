using System.Globalization;
using Microsoft.Extensions.Options;
using Quartz;
using ServiceBot.Desk.Sla;

namespace ServiceBot.Web.Jobs;

/// <summary>
/// Tells Quartz at a start when each job is due. A time that passed as no process ran is made up once: by Quartz where it keeps triggers in the database, and here where it has forgotten them.
/// What nodes share stays as it is unless a setting has changed.
/// </summary>
internal sealed class ScheduleJobs(ISchedulerFactory schedulers, JobRuns runs, ReadRequestFigures figures, IOptions<JobOptions> options, TimeProvider clock) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        var scheduler = await schedulers.GetScheduler(cancellationToken);
        foreach (var job in Job.All)
        {
            var (key, cron) = (new TriggerKey(job.Name), options.Value.Of(job));
            await scheduler.AddJob(JobBuilder.Create<RunJob>().WithIdentity(job.Name).StoreDurably().RequestRecovery().Build(), AddJobOptions.Replacing, cancellationToken);
            if (cron.Length == 0)
            {
                await scheduler.UnscheduleJob(key, cancellationToken);
            }
            else if (await scheduler.GetTrigger(key, cancellationToken) is not ICronTrigger known || known.CronExpressionString != cron || !known.TimeZone.Equals(figures.Zone))
            {
                var schedule = CronScheduleBuilder.Create(cron).InTimeZone(figures.Zone).WithMisfireInstruction(CronTriggerMisfireInstruction.FireAndProceed);
                await scheduler.ScheduleJob(TriggerBuilder.Create(clock).WithIdentity(key).ForJob(job.Name).WithSchedule(schedule).Build(), ScheduleJobOptions.Replacing, cancellationToken);
                if (await runs.LastEndedAsync(job.Name, cancellationToken) is { } last && new CronExpression(cron, figures.Zone).GetNextValidTimeAfter(last) is { } due && due <= clock.GetUtcNow())
                {
                    await scheduler.TriggerJob(new(job.Name), new JobDataMap { [RunJob.Due] = due.ToString("O", CultureInfo.InvariantCulture) }, cancellationToken);
                }
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
