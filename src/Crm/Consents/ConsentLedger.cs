using ServiceBot.Crm.Identity;
using ServiceBot.Storage;

namespace ServiceBot.Crm.Consents;

/// <summary>How a customer stands to a purpose.</summary>
/// <param name="Purpose">What for.</param>
/// <param name="Channel">For which channel; empty: whatever is said of every one.</param>
/// <param name="State">What counts.</param>
/// <param name="Entry">The entry that it comes from; null: nothing was ever said.</param>
public sealed record ConsentStanding(string Purpose, string Channel, ConsentState State, ConsentEntry? Entry);

/// <summary>All that a customer said to what for; how they stand follows from it and from nothing else.</summary>
/// <param name="Entries">What was said of each record that is the same person, in order.</param>
/// <param name="JoinedAt">Since when all these records are known to be one person; null: there is one alone.</param>
public sealed record ConsentLedger(IReadOnlyList<ConsentEntry> Entries, DateTimeOffset? JoinedAt)
{
    private const string Select = "SELECT id, customer_id AS customer, purpose, channel, state, at, source, text_id AS text, evidence, said_by FROM crm_consent";

    /// <summary>The ledger of a customer and of all that are the same.</summary>
    public static async Task<ConsentLedger> ReadAsync(Session session, Guid customer)
    {
        ArgumentNullException.ThrowIfNull(session);
        var members = await IdentityStore.MembersAsync(session, customer);
        return await ReadAsync(session, members, members.Count > 1 ? await IdentityStore.EdgesAsync(session, members) : []);
    }

    /// <summary>The ledger of a customer who was read.</summary>
    public static Task<ConsentLedger> ReadAsync(Session session, CustomerProfile profile)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(profile);
        return ReadAsync(session, profile.Members, profile.Edges);
    }

    /// <summary>The ledgers of many persons about one purpose; of whom nothing was ever said about it there is none.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="rootOf">All their records, each with the one whose page is theirs.</param>
    /// <param name="purpose">What for.</param>
    internal static async Task<IReadOnlyDictionary<Guid, ConsentLedger>> ReadAsync(Session session, IReadOnlyDictionary<Guid, Guid> rootOf, string purpose)
    {
        var members = rootOf.Keys.ToArray();
        var said = (await session.QueryAsync<ConsentEntry>($"{Select} WHERE purpose = @purpose AND {session.Dialect.IsIn("customer_id", "@members")} ORDER BY id", new { purpose, members })).ToLookup(entry => rootOf[entry.Customer]);
        var joined = rootOf.Where(pair => pair.Key != pair.Value && said.Contains(pair.Value)).Select(pair => pair.Key).ToList();
        var edges = (joined.Count == 0 ? [] : await IdentityStore.EdgesAsync(session, joined)).Where(edge => edge.IsSame).ToLookup(edge => rootOf[edge.Customer], edge => (DateTimeOffset?)edge.At);
        return said.ToDictionary(own => own.Key, own => new ConsentLedger([.. own], edges[own.Key].Max()));
    }

    /// <summary>
    /// How they stand. The last word counts. Of what was said before records were known to be one person the stricter counts: a refusal above not knowing, and that above a consent;
    /// what was said since counts for all of them.
    /// </summary>
    /// <param name="purpose">What for.</param>
    /// <param name="channel">By which channel; empty: what is said of every one.</param>
    /// <param name="at">As of this instant.</param>
    public ConsentStanding StandingAt(string purpose, string channel, DateTimeOffset at)
    {
        var said = Entries.Where(entry => entry.Purpose == purpose && (entry.Channel.Length == 0 || entry.Channel == channel) && entry.At <= at).ToList();
        var counts = said.LastOrDefault(entry => entry.At > JoinedAt) ?? said.GroupBy(entry => entry.Customer).Select(own => own.Last()).MaxBy(last => Strictness(last.State));
        return new(purpose, channel, counts?.State ?? ConsentState.Unknown, counts);
    }

    /// <summary>How they stand to everything that was ever said, and to these purposes.</summary>
    public IReadOnlyList<ConsentStanding> StandingsAt(IEnumerable<string> purposes, DateTimeOffset at) =>
    [
        .. purposes.Select(purpose => (Purpose: purpose, Channel: ""))
            .Concat(Entries.Where(entry => entry.At <= at).Select(entry => (entry.Purpose, entry.Channel)))
            .Distinct().OrderBy(pair => pair.Purpose, StringComparer.Ordinal).ThenBy(pair => pair.Channel, StringComparer.Ordinal)
            .Select(pair => StandingAt(pair.Purpose, pair.Channel, at)),
    ];

    private static async Task<ConsentLedger> ReadAsync(Session session, IReadOnlyList<Guid> members, IEnumerable<Edge> edges)
    {
        var entries = await session.QueryAsync<ConsentEntry>(
            $"{Select} WHERE {session.Dialect.IsIn("customer_id", "@members")} ORDER BY id",
            new { members = members.ToArray() });
        return new(entries, edges.Where(edge => edge.IsSame).Select(edge => (DateTimeOffset?)edge.At).Max());
    }

    private static int Strictness(ConsentState state) => state switch { ConsentState.Withdrawn => 2, ConsentState.Unknown => 1, _ => 0 };
}
