using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Requests;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Sla;

/// <summary>How a request stands to its targets.</summary>
/// <param name="Policy">The policy; null: none fits, and there are no targets.</param>
/// <param name="Because">What the policy names, the most specific first: <c>contract gold</c>; nothing: it is for all.</param>
/// <param name="Calendar">The calendar of its hours.</param>
/// <param name="Targets">The targets.</param>
internal sealed record SlaView(string? Policy, IReadOnlyList<string> Because, string? Calendar, IReadOnlyList<SlaTargetView> Targets);

/// <summary>One target.</summary>
/// <param name="Kind"><c>firstResponse</c>, <c>nextResponse</c> or <c>resolution</c>.</param>
/// <param name="State"><c>running</c>, <c>paused</c>, <c>met</c>, <c>missed</c> or <c>dropped</c>.</param>
/// <param name="TargetSeconds">Work time it has.</param>
/// <param name="StartedAt">When its clock started.</param>
/// <param name="Due">When it is used up; null while the customer has to answer or somebody outside has to act.</param>
/// <param name="DoneAt">When it was done; null: not yet.</param>
/// <param name="LeftSeconds">While it is paused, the work time that is left.</param>
/// <param name="Steps">How the deadline comes about.</param>
/// <param name="Risks">When it is predicted to be missed, as it looks now; of a target that is open and in time.</param>
/// <param name="Escalation">The steps of its escalation chain; of a target that is open.</param>
internal sealed record SlaTargetView(
    string Kind, string State, long TargetSeconds, DateTimeOffset StartedAt, DateTimeOffset? Due, DateTimeOffset? DoneAt, long LeftSeconds, IReadOnlyList<SlaStepView> Steps,
    IReadOnlyList<RiskView> Risks, IReadOnlyList<StepView> Escalation)
{
    public static SlaTargetView Of(SlaTarget target, SlaWatch watch) => new(
        target.Kind,
        EnumWord.Of(target.State),
        (long)target.Target.TotalSeconds,
        target.StartedAt,
        target.Deadline.Due,
        target.DoneAt,
        (long)target.Deadline.Left.TotalSeconds,
        [.. target.Deadline.Steps.Select(step => new SlaStepView(step.From, step.To, step.What, (long)step.Left.TotalSeconds))],
        [.. watch.RisksOf(target).Select(RiskView.Of)],
        [.. watch.StepsOf(target).Select(step => new StepView(step.Step.Key, step.At, step.Note is not null, step.Note?.Told ?? []))]);
}

/// <summary>A step of an escalation chain.</summary>
/// <param name="Step">What is done, and when.</param>
/// <param name="At">When that is, as it looks now.</param>
/// <param name="Done">Whether it was done.</param>
/// <param name="Told">Who was told, and as what.</param>
internal sealed record StepView(string Step, DateTimeOffset At, bool Done, IReadOnlyList<Told> Told);

/// <summary>A prediction that a target will be missed: of <c>requests</c> like ones <c>open</c> were not done at this age, and <c>late</c> of these took longer than the target.</summary>
/// <param name="Level"><c>likely</c> or <c>veryLikely</c>.</param>
/// <param name="At">From when on it holds.</param>
/// <param name="Basis"><c>data</c>, or <c>share</c>: there is too little to compare with, and it goes by the share of the target that is used.</param>
/// <param name="Like">What like requests have in common with it.</param>
/// <param name="Requests">How many there are.</param>
/// <param name="Open">How many of them were not done after the same work time.</param>
/// <param name="Late">How many of these took longer than the target.</param>
/// <param name="AgeSeconds">The work time after which it holds.</param>
internal sealed record RiskView(string Level, DateTimeOffset At, string Basis, IReadOnlyList<string> Like, int Requests, int Open, int Late, long AgeSeconds)
{
    public static RiskView Of(ClockMoment moment) => new(
        moment.Risk!.Level, moment.At, moment.Risk.Basis, moment.Risk.Like, moment.Risk.Requests, moment.Risk.Open, moment.Risk.Late, (long)moment.Risk.Age.TotalSeconds);
}

/// <summary>One step on the way to a deadline.</summary>
/// <param name="From">Its first instant.</param>
/// <param name="To">When it is over; null: not yet.</param>
/// <param name="What"><c>counted</c> or <c>paused</c>.</param>
/// <param name="LeftSeconds">Work time that is left after it.</param>
internal sealed record SlaStepView(DateTimeOffset From, DateTimeOffset? To, string What, long LeftSeconds);

/// <summary>Targets over HTTP.</summary>
internal static class SlaEndpoints
{
    public static void Map(IEndpointRouteBuilder api) =>
        api.MapGet("/requests/{number}/sla", ReadAsync).WithTags("Service requests").WithName("ReadRequestSla")
            .WithSummary("When a request is to be answered and settled, and how each deadline comes about, step by step.");

    private static async Task<Results<Ok<SlaView>, ProblemHttpResult>> ReadAsync(
        string number, HttpContext http, IDatabase database, ReadSlaWatch read, CancellationToken cancellationToken)
    {
        var (sight, unseen) = await ActingStaff.FindSightAsync(http, database, cancellationToken);
        if (sight is null)
        {
            return unseen!;
        }

        var view = await database.ReadAsync(
            async session => RequestNumber.TryParse(number, out var parsed) && await RequestDesk.FindAsync(session, parsed, sight) is { } request
                ? Of(await read.ReadAsync(session, request, await RequestStore.HistoryAsync(session, request.Id)))
                : null,
            cancellationToken);
        return view is null ? RequestEndpoints.NoSuchRequest() : TypedResults.Ok(view);

        static SlaView Of(SlaWatch watch) => watch.Policy is { } policy
            ? new(policy.Name, policy.Conditions, policy.Calendar, [.. watch.Targets.Select(target => SlaTargetView.Of(target, watch))])
            : new(null, [], null, []);
    }
}
