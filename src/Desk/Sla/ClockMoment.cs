using ServiceBot.Desk.Requests;

namespace ServiceBot.Desk.Sla;

/// <summary>An instant at which time itself does something to a target that nobody has done.</summary>
/// <param name="Target">The target.</param>
/// <param name="At">The instant.</param>
/// <param name="Risk">From then on it is predicted to be missed; null: it is something else.</param>
/// <param name="Step">The step of the escalation chain that is due; null: it is something else.</param>
internal sealed record ClockMoment(SlaTarget Target, DateTimeOffset At, BreachRisk? Risk = null, EscalationStep? Step = null)
{
    /// <summary>What was due longer ago is not done any more: people are not told of last month when a chain is set up, or after a long stop.</summary>
    private static readonly TimeSpan TooLate = TimeSpan.FromDays(7);

    /// <summary>What is to come for a target, and what is due and has not been done; in order.</summary>
    /// <param name="target">The target.</param>
    /// <param name="history">What was done already.</param>
    /// <param name="times">How long like requests took, by kind of target.</param>
    /// <param name="policy">The request's policy.</param>
    /// <param name="options">The settings.</param>
    /// <param name="now">The present.</param>
    public static IReadOnlyList<ClockMoment> Of(
        SlaTarget target, IReadOnlyList<RequestChange> history, IReadOnlyDictionary<string, LikeTimes> times, SlaPolicy policy, SlaOptions options, DateTimeOffset now)
    {
        if (!target.IsOpen)
        {
            return [];
        }

        var moments = StepsOf(target, times, policy, options).Where(moment => moment.At > now - TooLate && !EscalationNote.IsDone(history, target.Clock, moment.Step!)).ToList();
        if (target.State == SlaState.Running)
        {
            moments.Add(new(target, MissedAt(target)));     // it is no longer at risk then
            moments.AddRange(RisksOf(target, times, options.AtRisk).Where(moment => !IsSaid(moment, history)));
        }

        return [.. moments.OrderBy(moment => moment.At).ThenBy(moment => moment.Step is not null)];
    }

    /// <summary>What is due of that, without predictions of a clock of which a graver one is due as well.</summary>
    public static IReadOnlyList<ClockMoment> Due(IReadOnlyList<ClockMoment> moments, DateTimeOffset now)
    {
        var due = moments.Where(moment => moment.At <= now).ToList();
        return [.. due.Where(moment => moment.Risk?.Level != BreachRisk.Likely || !due.Exists(other => other.Risk?.Level == BreachRisk.VeryLikely && other.Target.Clock == moment.Target.Clock))];
    }

    /// <summary>When a target is predicted to be missed: at most once for each level.</summary>
    public static IEnumerable<ClockMoment> RisksOf(SlaTarget target, IReadOnlyDictionary<string, LikeTimes> times, RiskOptions options) =>
        from level in BreachRisk.Levels
        let risk = BreachRisk.Of(level, target.Target, times.GetValueOrDefault(target.Kind) ?? new([], [], []), options)
        where risk is not null && target.After(risk.Age) is not null
        select new ClockMoment(target, target.After(risk.Age)!.Value, risk);

    /// <summary>When the steps of the escalation chain are due on a target's clock, in the order of the chain.</summary>
    public static IEnumerable<ClockMoment> StepsOf(SlaTarget target, IReadOnlyDictionary<string, LikeTimes> times, SlaPolicy policy, SlaOptions options)
    {
        var chain = policy.Escalation.Count > 0 ? policy.Escalation : options.Escalation;
        var risks = chain.Count > 0 ? RisksOf(target, times, options.AtRisk).ToList() : [];
        return from step in chain
               where step.Target is null || step.Target == target.Kind
               let at = step.DueOn(target, MissedAt(target), risks)
               where at is not null
               select new ClockMoment(target, at.Value, Step: step);
    }

    /// <summary>The first whole second at which a target is missed.</summary>
    private static DateTimeOffset MissedAt(SlaTarget target) => target.Deadline.Due!.Value.AddSeconds(1);

    /// <summary>Whether that was predicted before, or something graver.</summary>
    private static bool IsSaid(ClockMoment moment, IReadOnlyList<RequestChange> history) => history.Any(change =>
        change.What == RiskNote.What && change.FromValue == RiskNote.ClockOf(moment.Target) && (change.ToValue == moment.Risk!.Level || change.ToValue == BreachRisk.VeryLikely));
}
