namespace ServiceBot.Desk.Dispatch;

/// <summary>Why a piece of work went to whom it went: its place in the order, and everybody who was considered.</summary>
/// <param name="Place">Its place among all that waited: 1 for what came first.</param>
/// <param name="Of">How many waited.</param>
/// <param name="LeftSeconds">Time until its promise was broken; less than 0: it was.</param>
/// <param name="HeadStartSeconds">By how much it counted as more urgent.</param>
/// <param name="RelaxedBy">By how many levels waiting had relaxed what it asks for.</param>
/// <param name="Considered">Everybody, who was chosen first; then who would have fitted, then who did not; at most 50.</param>
public sealed record Explanation(int Place, int Of, double LeftSeconds, double HeadStartSeconds, int RelaxedBy, IReadOnlyList<Considered> Considered)
{
    private const int MostConsidered = 50;

    /// <summary>Explains a choice, or, where nobody is chosen, why it waits.</summary>
    internal static Explanation For(
        WorkItem item, int place, int of, DispatchAgent? chosen, IReadOnlyList<DispatchAgent> agents, OfferOptions options, DateTimeOffset now) => new(
        place,
        of,
        (item.DueAt - now).TotalSeconds,
        item.HeadStart.TotalSeconds,
        Fitness.StepsRelaxed(item, options, now),
        [.. agents.Select(agent => Consider(item, agent, chosen, options, now)).OrderBy(considered => considered.Unfit is null ? considered.After is null ? 0 : 1 : 2).Take(MostConsidered)]);

    private static Considered Consider(WorkItem item, DispatchAgent agent, DispatchAgent? chosen, OfferOptions options, DateTimeOffset now) =>
        Fitness.Of(item, agent, options, now) is { } unfit ? new(agent.Id, agent.Name, unfit, null)
        : chosen is null || agent.Id == chosen.Id ? new(agent.Id, agent.Name, null, null)
        : new(agent.Id, agent.Name, null, Merit.Of(item, chosen, options).CompareTo(Merit.Of(item, agent, options)).For);
}

/// <summary>Somebody who was considered.</summary>
/// <param name="Agent">Who.</param>
/// <param name="Name">Their name then.</param>
/// <param name="Unfit">Why they did not fit; null: they did.</param>
/// <param name="After">What the chosen one was preferred for; null: this is the chosen one, or did not fit.</param>
public sealed record Considered(Guid Agent, string Name, Unfit? Unfit, Preference? After);
