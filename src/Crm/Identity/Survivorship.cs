namespace ServiceBot.Crm.Identity;

/// <summary>
/// Which of the facts about a field counts. The last word of somebody at the desk stands above all others; of these the one wins whose trust, halved for every
/// two years of age, is the greatest. What wins does not depend on when it is asked, nor on the order in which the facts are read, nor on who of several customers that are the same they were said of.
/// </summary>
public static class Survivorship
{
    private static readonly TimeSpan HalfLife = TimeSpan.FromDays(730);

    /// <summary>The fact that counts for each field; a field that nothing counts for is left out.</summary>
    /// <param name="facts">All facts about one customer, in any order.</param>
    public static IReadOnlyDictionary<string, CustomerFact> Choose(IEnumerable<CustomerFact> facts) => facts
        .Where(fact => fact.WithdrawnAt is null)
        .GroupBy(fact => fact.Field)
        .ToDictionary(field => field.Key, field => field.MaxBy(Rank)!, StringComparer.Ordinal);

    /// <summary>The same as it was at an instant: what was said later did not count yet, and what was withdrawn later still did.</summary>
    /// <param name="facts">All facts about one customer, in any order.</param>
    /// <param name="at">The instant.</param>
    public static IReadOnlyDictionary<string, CustomerFact> ChooseAt(IEnumerable<CustomerFact> facts, DateTimeOffset at) =>
        Choose(facts.Where(fact => fact.At <= at).Select(fact => fact.WithdrawnAt > at ? fact with { WithdrawnAt = null } : fact));

    // trust · 2^(−age / half-life) orders facts as at + half-life · log2(trust) does, whatever the present is.
    private static (bool IsStaff, long Weight, long Id) Rank(CustomerFact fact) => fact.Source == FactSources.Staff
        ? (true, fact.Id, fact.Id)
        : (false, fact.At.UtcTicks + (long)(HalfLife.Ticks * Math.Log2(FactSources.TrustIn(fact.Source))), fact.Id);
}
