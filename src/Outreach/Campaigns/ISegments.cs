using ServiceBot.Storage;

namespace ServiceBot.Outreach.Campaigns;

/// <summary>What campaigns need to know of segments.</summary>
public interface ISegments
{
    /// <summary>The segments that there are, by name.</summary>
    /// <param name="session">Where to read.</param>
    Task<IReadOnlyList<(Guid Id, string Name, long Count)>> ListAsync(Session session);

    /// <summary>Members after one, in the order of their ids.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="after">The one to read on from; null: from the beginning.</param>
    /// <param name="take">At most so many.</param>
    Task<IReadOnlyList<Guid>> MembersAsync(Session session, Guid segment, Guid? after, int take);

    /// <summary>Who of some customers is in a segment.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="segment">The segment.</param>
    /// <param name="customers">The records whose pages are theirs.</param>
    Task<IReadOnlySet<Guid>> AmongAsync(Session session, Guid segment, Guid[] customers);
}
