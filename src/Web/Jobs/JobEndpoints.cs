using Microsoft.AspNetCore.Http.HttpResults;
using ServiceBot.Channels.Api;
using ServiceBot.Desk.Api;

namespace ServiceBot.Web.Jobs;

/// <summary>Jobs over HTTP.</summary>
internal static class JobEndpoints
{
    private const int MostRuns = 20;

    public static void Map(IEndpointRouteBuilder routes)
    {
        var jobs = routes.MapGroup("/api/v1/jobs").WithTags("Jobs").ProducesProblem(StatusCodes.Status401Unauthorized).ProducesProblem(StatusCodes.Status403Forbidden);
        jobs.MapGet("/", async (JobList list, CancellationToken cancellationToken) => TypedResults.Ok((await list.ReadAsync(cancellationToken)).Select(JobView.Of).ToList()))
            .WithName("ListJobs").WithSummary("What is done at certain times: when next, and what came of the last run.").Needs(Permission.ReportsRead);
        jobs.MapGet("/{name}/runs", RunsAsync).WithName("ListJobRuns").WithSummary("The last runs of a job, the latest first.").Needs(Permission.ReportsRead);
        jobs.MapPost("/{name}/runs", RunAsync).WithName("RunJob").WithSummary("Have a job run now. It is done in the background; 409: it runs already.").Needs(Permission.ModelsWrite);
    }

    private static async Task<Results<Ok<List<RunView>>, ProblemHttpResult>> RunsAsync(string name, JobRuns runs, CancellationToken cancellationToken) => Job.Find(name) is null
        ? NotFound()
        : TypedResults.Ok((await runs.ListAsync(name, MostRuns, cancellationToken)).Select(RunView.Of).ToList());

    private static async Task<Results<Accepted, ProblemHttpResult>> RunAsync(string name, HttpContext http, JobList list, CancellationToken cancellationToken) =>
        await list.RunAsync(name, ApiCaller.Of(http).Name, cancellationToken) switch
        {
            RunOutcome.Asked => TypedResults.Accepted($"/api/v1/jobs/{name}/runs"),
            RunOutcome.Running => TypedResults.Problem(statusCode: StatusCodes.Status409Conflict, title: "The job runs already."),
            _ => NotFound(),
        };

    private static ProblemHttpResult NotFound() => TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such job.", detail: $"The jobs are {string.Join(", ", Job.All.Select(job => job.Name))}.");
}

/// <summary>A job.</summary>
/// <param name="Name">Its name.</param>
/// <param name="En">What it does.</param>
/// <param name="Zh">The same in Chinese.</param>
/// <param name="Cron">When it is due, as Quartz writes it, in the desk's time zone; empty: only when somebody asks for it.</param>
/// <param name="Next">The next time; null: there is none.</param>
/// <param name="Last">The last run; null: there was none.</param>
internal sealed record JobView(string Name, string En, string Zh, string Cron, DateTimeOffset? Next, RunView? Last)
{
    public static JobView Of(JobStanding standing) => new(
        standing.Job.Name, standing.Job.En, standing.Job.Zh, standing.Cron, standing.Next, standing.Last is { } last ? RunView.Of(last) : null);
}

/// <summary>A run of a job.</summary>
/// <param name="AskedBy"><c>system</c>: it was time; otherwise who asked.</param>
/// <param name="BeganAt">When it began.</param>
/// <param name="EndedAt">When it ended; null: it runs, or its process stopped.</param>
/// <param name="Seconds">How long it took.</param>
/// <param name="Fault">Why it failed; null: it has not.</param>
internal sealed record RunView(string AskedBy, DateTimeOffset BeganAt, DateTimeOffset? EndedAt, double? Seconds, string? Fault)
{
    public static RunView Of(JobRun run) => new(run.AskedBy, run.BeganAt, run.EndedAt, (run.EndedAt - run.BeganAt)?.TotalSeconds, run.Fault);
}
