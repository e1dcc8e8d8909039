using System.Text.Json;
using ServiceBot.Crm.Linking;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Crm.Identity;

/// <summary>What became of a decision about who is who.</summary>
public abstract record MergeOutcome
{
    private MergeOutcome()
    {
    }

    /// <summary>It is written down.</summary>
    /// <param name="Edge">The edge's number.</param>
    /// <param name="Roots">The customers whose pages are now those of all that were touched.</param>
    public sealed record Done(long Edge, IReadOnlyList<Guid> Roots) : MergeOutcome;

    /// <summary>It was so already.</summary>
    public sealed record Unchanged : MergeOutcome;

    /// <summary>There is no such customer, or no such edge.</summary>
    public sealed record NotFound : MergeOutcome;

    /// <summary>Another decision says the opposite; it must be taken back first.</summary>
    /// <param name="Edge">That decision; null: there is no single one.</param>
    public sealed record Contradicts(Edge? Edge) : MergeOutcome;
}

/// <summary>
/// Decides that customers are the same, or are not, and takes such decisions back. A merge is an edge and nothing else: no fact, request or order moves, so that taking it back leaves
/// exactly what would be there without it.
/// </summary>
public sealed class MergeCustomers(SignalLog signals, TimeProvider clock)
{
    /// <summary>Decides that two customers are the same.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="customer">One.</param>
    /// <param name="other">The other.</param>
    /// <param name="by">Who decides: <c>staff:…</c> or <c>api:…</c>.</param>
    /// <param name="why">What speaks for it; null: nothing is said.</param>
    public Task<MergeOutcome> MergeAsync(UnitOfWork unit, Guid customer, Guid other, string by, string? why) =>
        JoinAsync(unit, customer, other, Edge.Decided, by, EvidenceOf(why));

    /// <summary>Joins two customers since comparing what is known of them says that they are the same.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="customer">One.</param>
    /// <param name="other">The other.</param>
    /// <param name="evidence">How they compare, as JSON.</param>
    internal Task<MergeOutcome> LinkAsync(UnitOfWork unit, Guid customer, Guid other, string evidence) => JoinAsync(unit, customer, other, Edge.Linked, by: null, evidence);

    private async Task<MergeOutcome> JoinAsync(UnitOfWork unit, Guid customer, Guid other, string kind, string? by, string evidence)
    {
        ArgumentNullException.ThrowIfNull(unit);
        await IdentityStore.LockAsync(unit);
        var (here, there) = (await IdentityStore.MembersAsync(unit, customer), await IdentityStore.MembersAsync(unit, other));
        if (here.Count == 0 || there.Count == 0)
        {
            return new MergeOutcome.NotFound();
        }

        if (here.Contains(other))
        {
            return new MergeOutcome.Unchanged();
        }

        if ((await IdentityStore.EdgesAsync(unit, here)).FirstOrDefault(edge => !edge.IsSame && (there.Contains(edge.Customer) || there.Contains(edge.Other))) is { } apart)
        {
            return new MergeOutcome.Contradicts(apart);
        }

        await LinkStore.SettleAsync(unit, here, there);
        return await DecideAsync(unit, customer, other, kind, isSame: true, CustomerSignals.Merged, by, evidence);
    }

    /// <summary>Decides that two customers are not the same, so that nobody is asked again.</summary>
    /// <inheritdoc cref="MergeAsync"/>
    public async Task<MergeOutcome> KeepApartAsync(UnitOfWork unit, Guid customer, Guid other, string by, string? why)
    {
        ArgumentNullException.ThrowIfNull(unit);
        await IdentityStore.LockAsync(unit);
        var (here, there) = (await IdentityStore.MembersAsync(unit, customer), await IdentityStore.MembersAsync(unit, other));
        if (here.Count == 0 || there.Count == 0)
        {
            return new MergeOutcome.NotFound();
        }

        var edges = await IdentityStore.EdgesAsync(unit, here);
        if (here.Contains(other))
        {
            var direct = edges.Where(edge => edge.IsSame && Joins(edge, customer, other)).ToList();
            return new MergeOutcome.Contradicts(direct is [var only] ? only : null);
        }

        if (edges.Any(edge => !edge.IsSame && Joins(edge, customer, other)))
        {
            return new MergeOutcome.Unchanged();
        }

        await LinkStore.SettleAsync(unit, here, there);
        return await DecideAsync(unit, customer, other, Edge.Decided, isSame: false, CustomerSignals.KeptApart, by, EvidenceOf(why));

        static bool Joins(Edge edge, Guid one, Guid another) => (edge.Customer == one && edge.Other == another) || (edge.Customer == another && edge.Other == one);
    }

    /// <summary>Takes back that two customers are the same, or that they are not, whoever or whatever said it.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="edge">The edge.</param>
    /// <param name="by">Who does it: <c>staff:…</c> or <c>api:…</c>; null: comparing says so no longer.</param>
    public async Task<MergeOutcome> RevokeAsync(UnitOfWork unit, long edge, string? by)
    {
        ArgumentNullException.ThrowIfNull(unit);
        await IdentityStore.LockAsync(unit);
        if (await IdentityStore.EdgeAsync(unit, edge) is not { } live)
        {
            return new MergeOutcome.NotFound();
        }

        await IdentityStore.RevokeAsync(unit, edge, by, clock.GetUtcNow());
        return await EndAsync(unit, live.Id, live.Customer, live.Other, live.IsSame ? CustomerSignals.Split : CustomerSignals.MayMerge, by);
    }

    private async Task<MergeOutcome> DecideAsync(UnitOfWork unit, Guid customer, Guid other, string kind, bool isSame, string signal, string? by, string evidence) =>
        await EndAsync(unit, await IdentityStore.JoinAsync(unit, customer, other, kind, isSame, evidence, by, clock.GetUtcNow()), customer, other, signal, by);

    private static string EvidenceOf(string? why) => JsonSerializer.Serialize(new { why = StoredText.Clean(why, 1_000) });

    /// <summary>Computes what follows, and tells it of every root, so that whoever keeps something of customers keeps it anew.</summary>
    private async Task<MergeOutcome> EndAsync(UnitOfWork unit, long edge, Guid customer, Guid other, string signal, string? by)
    {
        var roots = await IdentityStore.RefreshAsync(unit, customer, other);
        var data = JsonSerializer.Serialize(new { edge, customer, other, by });
        await signals.AppendAllAsync(unit, [.. roots.Select(root => new Signal(signal, clock.GetUtcNow(), Customer: root, Data: data))]);
        return new MergeOutcome.Done(edge, roots);
    }
}
