namespace ServiceBot.Desk.Dispatch;

/// <summary>Hands waiting work to people: state in, offers out, no I/O.</summary>
/// <remarks>
/// Work: who has the least time left until the promise is broken comes first; a head start counts as time that has passed; then who has waited longest.
/// People: of all who fit, the one who served the customer last; then the own team before others; then who has the smallest share of their
/// capacity in use afterwards; then who has fewest skills beside those that are asked for, so that specialists stay free for what only they can do;
/// then who has had nothing new for longest. Nothing is passed over: what nobody fits for waits, and what comes after it is looked at.
/// </remarks>
public static class Dispatcher
{
    /// <summary>Decides.</summary>
    /// <param name="waiting">Work that nobody holds and that is offered to nobody.</param>
    /// <param name="agents">Everybody who answers customers.</param>
    /// <param name="options">The settings.</param>
    /// <param name="now">The present.</param>
    public static DispatchPlan Decide(IEnumerable<WorkItem> waiting, IReadOnlyList<DispatchAgent> agents, OfferOptions options, DateTimeOffset now) =>
        Match([.. waiting.OrderBy(item => item.Deadline).ThenBy(item => item.WaitsSince).ThenBy(item => item.Id.Kind).ThenBy(item => item.Id.Number)], agents, options, now, Best);

    /// <summary>Goes through work in an order, and gives each piece to whom a rule chooses among those who fit.</summary>
    internal static DispatchPlan Match(
        IReadOnlyList<WorkItem> inOrder, IReadOnlyList<DispatchAgent> agents, OfferOptions options, DateTimeOffset now,
        Func<WorkItem, IReadOnlyList<DispatchAgent>, OfferOptions, DispatchAgent> choose)
    {
        var state = agents.ToArray();
        var offers = new List<PlannedOffer>();
        DateTimeOffset? again = null;
        var isAnybodyFree = state.Any(agent => Fitness.IsFree(agent, options));
        for (var place = 0; place < inOrder.Count && isAnybodyFree; place++)
        {
            var item = inOrder[place];
            var fit = state.Where(agent => Fitness.Of(item, agent, options, now) is null).ToList();
            if (fit.Count == 0)
            {
                var next = Fitness.NextChange(item, options, now);
                again = again is null || next < again ? next : again;
                continue;
            }

            var chosen = choose(item, fit, options);
            offers.Add(new(item, chosen.Id, now + options.LengthOf(item.Id.Kind), Explanation.For(item, place + 1, inOrder.Count, chosen, state, options, now)));
            state[Array.FindIndex(state, agent => agent.Id == chosen.Id)] = chosen.Given(item.Channel, now);
            isAnybodyFree = state.Any(agent => Fitness.IsFree(agent, options));
        }

        return new(offers, state, again);
    }

    private static DispatchAgent Best(WorkItem item, IReadOnlyList<DispatchAgent> fit, OfferOptions options) =>
        fit.Aggregate((best, next) => Merit.Of(item, next, options).CompareTo(Merit.Of(item, best, options)).Sign < 0 ? next : best);
}

/// <summary>What comes of a decision.</summary>
/// <param name="Offers">What is to be offered to whom.</param>
/// <param name="Agents">How everybody stands when these are offered.</param>
/// <param name="LookAgainAt">When time alone could make somebody fit for what still waits; null: only an event can.</param>
public sealed record DispatchPlan(IReadOnlyList<PlannedOffer> Offers, IReadOnlyList<DispatchAgent> Agents, DateTimeOffset? LookAgainAt);

/// <summary>A piece of work that is to be offered to somebody.</summary>
/// <param name="Item">The work.</param>
/// <param name="Agent">Whom it is offered to.</param>
/// <param name="Until">When it is offered to the next.</param>
/// <param name="Because">How that came about.</param>
public sealed record PlannedOffer(WorkItem Item, Guid Agent, DateTimeOffset Until, Explanation Because);
