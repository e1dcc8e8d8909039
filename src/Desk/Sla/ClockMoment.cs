using ServiceBot.Desk.Requests;

namespace ServiceBot.Desk.Sla;

/// <summary>An instant at which time itself does something to a target that nobody has done.</summary>
/// <param name="Target">The target.</param>
/// <param name="At">The instant.</param>
/// <param name="Risk">From then on it is predicted to be missed; null: it is something else.</param>
internal sealed record ClockMoment(SlaTarget Target, DateTimeOffset At, BreachRisk? Risk = null)
{
    /// <summary>What is to come for a target, and what is due and has not been done; in order.</summary>
    /// <param name="target">The target.</param>
    /// <param name="history">What was done already.</param>
    /// <param name="times">How long like requests took, by kind of target.</param>
    /// <param name="options">The settings.</param>
    public static IReadOnlyList<ClockMoment> Of(SlaTarget target, IReadOnlyList<RequestChange> history, IReadOnlyDictionary<string, LikeTimes> times, SlaOptions options)
    {
        if (!target.IsOpen)
        {
            return [];
        }

        var moments = new List<ClockMoment>();
        if (target.State == SlaState.Running)
        {
            moments.Add(new(target, target.Deadline.Due!.Value.AddTicks(TimeSpan.TicksPerSecond)));     // then it is missed, and no longer at risk
            moments.AddRange(RisksOf(target, times, options.AtRisk).Where(moment => !IsSaid(moment, history)));
        }

        return [.. moments.OrderBy(moment => moment.At)];
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

    /// <summary>Whether that was predicted before, or something graver.</summary>
    private static bool IsSaid(ClockMoment moment, IReadOnlyList<RequestChange> history) => history.Any(change =>
        change.What == RiskNote.What && change.FromValue == RiskNote.ClockOf(moment.Target) && (change.ToValue == moment.Risk!.Level || change.ToValue == BreachRisk.VeryLikely));
}
