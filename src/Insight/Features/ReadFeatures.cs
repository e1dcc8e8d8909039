using ServiceBot.Storage;

namespace ServiceBot.Insight.Features;

/// <summary>Reads a customer's figures.</summary>
public static class ReadFeatures
{
    /// <summary>Somebody's figures as of an instant, in the order of <see cref="Feature.All"/>, <see cref="double.NaN"/> where there is none; null: there is no such customer.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="customer">The id of any record that is theirs.</param>
    /// <param name="at">The instant: what happened later has no part in them.</param>
    /// <returns>The record whose page is theirs, and the figures.</returns>
    public static async Task<(Guid Person, IReadOnlyList<double> Figures)?> FindAsync(Session session, Guid customer, DateTimeOffset at)
    {
        var (pasts, _) = await ReadPasts.OfAsync(session, [customer]);
        foreach (var (person, past) in pasts)
        {
            return (person, Feature.Of(past, at));
        }

        return null;
    }
}
