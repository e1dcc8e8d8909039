using ServiceBot.Storage;

namespace ServiceBot.Insight.Segments.Rules;

/// <summary>A room that goes by segments, which then are not deleted under it.</summary>
public interface ISegmentUse
{
    /// <summary>What goes by a segment, by its names.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="segment">The segment's number.</param>
    Task<IReadOnlyList<string>> OfAsync(Session session, long segment);
}
