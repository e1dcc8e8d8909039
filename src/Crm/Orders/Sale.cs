using ServiceBot.Storage;

namespace ServiceBot.Crm.Orders;

/// <summary>An order as series of sales count it; whoever ordered it.</summary>
/// <param name="Serial">Its number without the letters.</param>
/// <param name="PlacedAt">When it was placed.</param>
/// <param name="Total">What it cost, in its own currency.</param>
/// <param name="Rate">What one of that is in the company's currency; null: it is that, or there was no rate.</param>
public sealed record Sale(long Serial, DateTimeOffset PlacedAt, decimal Total, decimal? Rate)
{
    /// <summary>What it cost, in the company's currency at the rate of its day; where there was no rate, in its own.</summary>
    public decimal Value => Total * (Rate ?? 1);

    /// <summary>Some orders that are not cancelled, in the order of their numbers.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="after">The number to read on from; 0: from the beginning.</param>
    /// <param name="take">At most so many.</param>
    public static Task<IReadOnlyList<Sale>> PageAsync(Session session, long after, int take)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.QueryAsync<Sale>("SELECT serial, placed_at, total, rate FROM crm_order WHERE serial > @after AND status <> 'cancelled' ORDER BY serial LIMIT @take", new { after, take });
    }
}
