using Microsoft.Extensions.Options;
using ServiceBot.Desk.Requests;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Sla;

/// <summary>A request's targets, and what is to come for them.</summary>
public sealed class SlaWatch
{
    private readonly IReadOnlyDictionary<string, LikeTimes> _times;
    private readonly SlaOptions _options;
    private readonly IReadOnlyList<RequestChange> _history;

    internal SlaWatch(SlaPolicy? policy, IReadOnlyList<SlaTarget> targets, IReadOnlyDictionary<string, LikeTimes> times, SlaOptions options, IReadOnlyList<RequestChange> history) =>
        (Policy, Targets, _times, _options, _history) = (policy, targets, times, options, history);

    internal SlaPolicy? Policy { get; }

    internal IReadOnlyList<SlaTarget> Targets { get; }

    /// <summary>The targets that nobody has done: when each is due, and when it is predicted to be missed.</summary>
    public IReadOnlyList<OpenTarget> Open => [.. Targets.Where(target => target.IsOpen)
        .Select(target => new OpenTarget(target.Kind, target.Deadline.Due!.Value, target.State == SlaState.Missed, [.. RisksOf(target).Select(moment => (moment.At, moment.Risk!))], [.. StepsOf(target)]))];

    internal IEnumerable<ClockMoment> RisksOf(SlaTarget target) => target is { IsOpen: true, State: SlaState.Running } ? ClockMoment.RisksOf(target, _times, _options.AtRisk) : [];

    internal IEnumerable<TargetStep> StepsOf(SlaTarget target) => !target.IsOpen || Policy is null ? [] : ClockMoment.StepsOf(target, _times, Policy, _options)
        .Select(moment => new TargetStep(moment.Step!, moment.At, _history.Where(change => change.What == EscalationNote.What && change.FromValue == target.Clock && change.ToValue == moment.Step!.Key)
            .Select(EscalationNote.Read).FirstOrDefault()));
}

/// <summary>A step of an escalation chain on a target's clock.</summary>
/// <param name="Step">The step.</param>
/// <param name="At">When it is due, as it looks now.</param>
/// <param name="Note">How it was done; null: it was not.</param>
public sealed record TargetStep(EscalationStep Step, DateTimeOffset At, EscalationNote? Note);

/// <summary>A target that nobody has done.</summary>
/// <param name="Kind"><c>firstResponse</c>, <c>nextResponse</c> or <c>resolution</c>.</param>
/// <param name="Due">When it is due.</param>
/// <param name="IsMissed">Whether that is over.</param>
/// <param name="Risks">From when on it is predicted to be missed, and what that follows from.</param>
/// <param name="Steps">The steps of its escalation chain.</param>
public sealed record OpenTarget(string Kind, DateTimeOffset Due, bool IsMissed, IReadOnlyList<(DateTimeOffset At, BreachRisk Risk)> Risks, IReadOnlyList<TargetStep> Steps);

/// <summary>Reads what is to come for a request's targets.</summary>
public sealed class ReadSlaWatch
{
    private readonly RequestSla _sla;
    private readonly LikeRequests _like;
    private readonly IOptions<SlaOptions> _options;
    private readonly TimeProvider _clock;

    internal ReadSlaWatch(RequestSla sla, LikeRequests like, IOptions<SlaOptions> options, TimeProvider clock) => (_sla, _like, _options, _clock) = (sla, like, options, clock);

    /// <summary>What is to come for a request's targets.</summary>
    public async Task<SlaWatch> ReadAsync(Session session, ServiceRequest request, IReadOnlyList<RequestChange> history) => _sla.PolicyOf(request, history) is { } policy
        ? new(policy, _sla.TargetsOf(policy, request, history, _clock.GetUtcNow()), await _like.ReadAsync(session, request, policy), _options.Value, history)
        : new(null, [], new Dictionary<string, LikeTimes>(), _options.Value, history);
}
