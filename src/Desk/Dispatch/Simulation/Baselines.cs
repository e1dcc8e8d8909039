namespace ServiceBot.Desk.Dispatch.Simulation;

/// <summary>A way to hand out work.</summary>
/// <param name="waiting">Work that nobody holds and that is offered to nobody.</param>
/// <param name="agents">Everybody.</param>
/// <param name="options">The settings.</param>
/// <param name="now">The present.</param>
public delegate DispatchPlan DispatchRule(IEnumerable<WorkItem> waiting, IReadOnlyList<DispatchAgent> agents, OfferOptions options, DateTimeOffset now);

/// <summary>What desks do without a router, under the same rule of who fits what.</summary>
internal static class Baselines
{
    /// <summary>Who has waited longest goes to whom has had nothing new for longest.</summary>
    public static DispatchPlan LongestWaiting(IEnumerable<WorkItem> waiting, IReadOnlyList<DispatchAgent> agents, OfferOptions options, DateTimeOffset now) =>
        Dispatcher.Match(InOrder(waiting), agents, options, now, (_, fit, _) => fit.MinBy(agent => (agent.LastGiven ?? DateTimeOffset.MinValue, agent.Id))!);

    /// <summary>Who has waited longest goes to the next in turn.</summary>
    public static DispatchRule RoundRobin()
    {
        var last = Guid.Empty;
        return (waiting, agents, options, now) => Dispatcher.Match(InOrder(waiting), agents, options, now, (_, fit, _) =>
        {
            var next = fit.Where(agent => agent.Id.CompareTo(last) > 0).MinBy(agent => agent.Id) ?? fit.MinBy(agent => agent.Id)!;
            last = next.Id;
            return next;
        });
    }

    private static List<WorkItem> InOrder(IEnumerable<WorkItem> waiting) =>
        [.. waiting.OrderBy(item => item.WaitsSince).ThenBy(item => item.Id.Kind).ThenBy(item => item.Id.Number)];
}
