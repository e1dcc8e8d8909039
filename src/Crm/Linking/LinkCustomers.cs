using Microsoft.Extensions.Options;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Privacy;
using ServiceBot.Crm.Import;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Crm.Linking;

/// <summary>
/// Compares every customer with the others whenever something is said of them, by whatever way it came: joins those who are surely one person, and proposes those who may be.
/// What somebody decided, or took back, stands above it.
/// </summary>
internal sealed class LinkCustomers(SimilarCustomers similar, MergeCustomers merge, IOptions<LinkingOptions> options, ImportsUnderWay imports, TimeProvider clock) : ISignalReader
{
    private static readonly double StayAt = Math.Log2(9);     // 90 %: what was joined does not come apart whenever something small is said

    private readonly double _joinAt = options.Value.JoinAt < 1 ? Math.Log2(options.Value.JoinAt / (1 - options.Value.JoinAt)) : double.PositiveInfinity;

    public string Name => "linking";

    public bool Waits => imports.Any;

    public IReadOnlyList<string> Types => CustomerSignals.All;

    public int Most => 25;      // each is compared with many

    public async Task HandleAsync(UnitOfWork unit, IReadOnlyList<LoggedSignal> signals)
    {
        await IdentityStore.LockAsync(unit);
        var groups = await IdentityStore.GroupsAsync(unit, [.. signals.Select(logged => logged.Signal.Customer).OfType<Guid>().Distinct()]);
        var customers = groups.Keys.ToList();
        var restricted = await ProtectCustomer.AmongAsync(unit, customers, ProtectionKind.Restriction);
        var sides = await KeepAsync(unit, customers, restricted);
        var weights = await similar.WeightsAsync(unit);
        await ReviewAsync(unit, weights, sides, [.. customers.Where(customer => !restricted.Contains(customer))]);
        await LinkStore.WithdrawAsync(unit, customers);
        var known = sides.Values.ToList();
        var pairs = (await LinkStore.CandidatesAsync(unit, [.. known.Select(side => side.Texts)]))
            .SelectMany((candidates, number) => candidates.Where(other => other.Customer != known[number].Customer).Select(other => (One: known[number], Other: other)))
            .DistinctBy(pair => pair.One.Customer < pair.Other.Customer ? (pair.One.Customer, pair.Other.Customer) : (pair.Other.Customer, pair.One.Customer))
            .Select(pair => (pair.One, Candidate: SimilarCustomers.CandidateOf(weights, pair.One.Texts, pair.Other, least: 0), pair.Other))
            .Where(pair => pair.Candidate is { Contradicted: false })
            .OrderByDescending(pair => pair.Candidate!.Weight).ThenBy(pair => pair.One.Customer).ThenBy(pair => pair.Other.Customer);
        foreach (var (one, candidate, other) in pairs)
        {
            await SettleAsync(unit, weights, one, other, candidate!.Evidence);
        }
    }

    /// <summary>Keeps what customers are compared by; of those whose data are restricted, nothing.</summary>
    private static async Task<IReadOnlyDictionary<Guid, LinkSide>> KeepAsync(UnitOfWork unit, IReadOnlyList<Guid> customers, IReadOnlySet<Guid> restricted)
    {
        var (before, now) = (await LinkStore.FindAsync(unit, customers), await LinkStore.ReadAsync(unit, [.. customers.Where(customer => !restricted.Contains(customer))]));
        await LinkStore.SaveAsync(
            unit,
            [.. now.Values.Where(side => before.GetValueOrDefault(side.Customer) is not { } was || was.IsClaimed != side.IsClaimed || was.Texts.ToString() != side.Texts.ToString())],
            before);
        foreach (var side in before.Values.Where(side => !now.ContainsKey(side.Customer)))
        {
            await LinkStore.ForgetAsync(unit, side);
        }

        return now;
    }

    /// <summary>Takes back what comparing once joined, where what is known now speaks against it.</summary>
    private async Task ReviewAsync(UnitOfWork unit, PairWeights weights, IReadOnlyDictionary<Guid, LinkSide> sides, IReadOnlyList<Guid> customers)
    {
        foreach (var edge in (await IdentityStore.EdgesAsync(unit, customers)).Where(edge => edge.Kind == Edge.Linked))
        {
            if (!sides.TryGetValue(edge.Customer, out var one) || !sides.TryGetValue(edge.Other, out var other)
                || SimilarCustomers.CandidateOf(weights, one.Texts, other, StayAt) is not { Contradicted: false })
            {
                await merge.RevokeAsync(unit, edge.Id, by: null);
            }
        }
    }

    private async Task SettleAsync(UnitOfWork unit, PairWeights weights, LinkSide one, LinkSide other, LinkEvidence evidence)
    {
        var (here, there) = (await IdentityStore.MembersAsync(unit, one.Customer), await IdentityStore.MembersAsync(unit, other.Customer));
        if (here.Contains(other.Customer) || (await IdentityStore.EdgesAsync(unit, here)).Any(edge => !edge.IsSame && (there.Contains(edge.Customer) || there.Contains(edge.Other))))
        {
            return;
        }

        if (evidence.Weight < _joinAt || one.IsClaimed || other.IsClaimed
            || await IdentityStore.WasTakenBackAsync(unit, here, there)
            || !await CohereAsync(unit, weights, here, there)
            || await merge.LinkAsync(unit, one.Customer, other.Customer, evidence.ToJson()) is not MergeOutcome.Done)
        {
            await LinkStore.ProposeAsync(unit, one.Customer, other.Customer, evidence, clock.GetUtcNow());
        }
    }

    private static async Task<bool> CohereAsync(UnitOfWork unit, PairWeights weights, IReadOnlyList<Guid> here, IReadOnlyList<Guid> there)
    {
        if (here.Count == 1 && there.Count == 1)
        {
            return true;
        }

        var sides = await LinkStore.FindAsync(unit, [.. here, .. there]);
        return LinkClusters.Cohere(Known(here), Known(there), (one, other) =>
        {
            var (a, b) = one.Texts.With(other.Texts, weights);
            var (weight, contradicts) = weights.Compare(a, b);
            return contradicts ? double.NegativeInfinity : weight;
        });

        LinkSide[] Known(IReadOnlyList<Guid> members) => [.. members.Where(sides.ContainsKey).Select(member => sides[member]).Where(side => !side.IsLost)];
    }
}
