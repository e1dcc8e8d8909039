using System.Text.Json;
using ServiceBot.Crm.Customers;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Dispatch;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Desk.Requests;

/// <summary>What became of a link between requests.</summary>
public enum LinkRequestsOutcome
{
    /// <summary>It is so, now or before.</summary>
    Done,

    /// <summary>A request does not belong to itself.</summary>
    Self,

    /// <summary>The two belong together in another way already.</summary>
    Linked,

    /// <summary>It has a parent, a problem or an original already.</summary>
    Taken,

    /// <summary>The other belongs to it, at once or by others between them.</summary>
    Circle,

    /// <summary>One of them is merged into another.</summary>
    Merged,

    /// <summary>One of them is closed or withdrawn.</summary>
    Over,

    /// <summary>They are of different customers, and each would read the other's.</summary>
    Customers,
}

/// <summary>Links requests, and merges them: by edges that move nothing, and can be revoked. Find the requests first: whether they may be seen is not checked here.</summary>
public sealed class LinkRequests(SignalLog signals, TimeProvider clock)
{
    /// <summary>Links two requests, or revokes that; done again it changes nothing.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="request">The part, incident, duplicate, or either of two that are related.</param>
    /// <param name="kind">How: none of <see cref="RequestLinkKind.Merged"/> and <see cref="RequestLinkKind.Split"/>.</param>
    /// <param name="other">The parent, problem, original, or the other one.</param>
    /// <param name="linked">Whether they are linked from now on.</param>
    /// <param name="by">Who says so.</param>
    public async Task<LinkRequestsOutcome> LinkAsync(UnitOfWork unit, ServiceRequest request, RequestLinkKind kind, ServiceRequest other, bool linked, Actor by)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(other);
        if (kind == RequestLinkKind.Related && request.Number.Value > other.Number.Value)
        {
            (request, other) = (other, request);     // it is the same from both sides, and kept once
        }

        var edge = new RequestEdge { Kind = kind, Number = request.Number, Other = other.Number };
        await RequestLinkStore.LockAsync(unit);
        return (linked ? await DecideAsync(unit, edge) : null) ?? await ChangeAsync(unit, edge, request, other, linked, linked ? "RequestLinked" : "RequestUnlinked", by);
    }

    /// <summary>Merges a request into another: it is read, answered and worked on there from now on.</summary>
    public async Task<LinkRequestsOutcome> MergeAsync(UnitOfWork unit, ServiceRequest request, ServiceRequest survivor, Actor by)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(survivor);
        await RequestLinkStore.LockAsync(unit);
        var edge = new RequestEdge { Kind = RequestLinkKind.Merged, Number = request.Number, Other = survivor.Number };
        var (now, into) = ((await RequestStore.FindAsync(unit, request.Number))!, (await RequestStore.FindAsync(unit, survivor.Number))!);
        if (now.MergedInto == into.Number)
        {
            return LinkRequestsOutcome.Done;
        }

        var refused = now.Number == into.Number ? LinkRequestsOutcome.Self
            : now.MergedInto is not null || into.MergedInto is not null ? LinkRequestsOutcome.Merged
            : RequestTransitions.IsOver(now.Status) || RequestTransitions.IsOver(into.Status) ? LinkRequestsOutcome.Over
            : !await AreOfOneCustomerAsync(unit, now.Customer, into.Customer) ? LinkRequestsOutcome.Customers
            : await RequestLinkStore.IsAboveAsync(unit, into.Number, now.Number) ? LinkRequestsOutcome.Circle
            : (LinkRequestsOutcome?)null;
        if (refused is { } why)
        {
            return why;
        }

        await RequestOffers.SettleAsync(unit, now, now with { MergedInto = into.Number });
        return await ChangeAsync(unit, edge, now, into, linked: true, "RequestMerged", by);
    }

    /// <summary>Undoes a merge: both are again what they were, with what was done to each since.</summary>
    public async Task<LinkRequestsOutcome> UnmergeAsync(UnitOfWork unit, ServiceRequest request, Actor by)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(request);
        await RequestLinkStore.LockAsync(unit);
        return (await RequestStore.FindAsync(unit, request.Number))?.MergedInto is { } into && await RequestStore.FindAsync(unit, into) is { } survivor
            ? await ChangeAsync(unit, new() { Kind = RequestLinkKind.Merged, Number = request.Number, Other = into }, request, survivor, linked: false, "RequestUnmerged", by)
            : LinkRequestsOutcome.Done;
    }

    /// <summary>Undoes a split: what was split off is read and worked on where it came from again, with what was said at it since.</summary>
    public async Task<LinkRequestsOutcome> UnsplitAsync(UnitOfWork unit, ServiceRequest request, ServiceRequest source, Actor by)
    {
        var merged = await MergeAsync(unit, request, source, by);
        if (merged == LinkRequestsOutcome.Done)
        {
            await ChangeAsync(unit, new() { Kind = RequestLinkKind.Split, Number = request.Number, Other = source.Number }, request, source, linked: false, "RequestUnlinked", by);
        }

        return merged;
    }

    /// <summary>Notes that a request was split off another.</summary>
    internal Task<LinkRequestsOutcome> SplitAsync(UnitOfWork unit, ServiceRequest request, ServiceRequest source, Actor by) =>
        ChangeAsync(unit, new() { Kind = RequestLinkKind.Split, Number = request.Number, Other = source.Number }, request, source, linked: true, "RequestLinked", by);

    /// <returns>Null: they may be linked.</returns>
    private static async Task<LinkRequestsOutcome?> DecideAsync(Session session, RequestEdge edge)
    {
        if (edge.Number == edge.Other)
        {
            return LinkRequestsOutcome.Self;
        }

        var edges = await RequestLinkStore.EdgesAsync(session, edge.Number);
        if (edges.Contains(edge))
        {
            return LinkRequestsOutcome.Done;
        }

        var between = edges.Any(known => known.Kind != RequestLinkKind.Split && (known.Number == edge.Other || known.Other == edge.Other));
        return between ? LinkRequestsOutcome.Linked
            : edge.Kind == RequestLinkKind.Related ? null
            : edges.Any(known => known.Kind == edge.Kind && known.Number == edge.Number) ? LinkRequestsOutcome.Taken
            : await RequestLinkStore.IsAboveAsync(session, edge.Other, edge.Number) ? LinkRequestsOutcome.Circle
            : null;
    }

    private static async Task<bool> AreOfOneCustomerAsync(Session session, Guid? one, Guid? two) => one is not { } first || two is not { } second || first == second
        || (await CustomerStore.MembersAsync(session, first)).Contains(second) || (await CustomerStore.MembersAsync(session, second)).Contains(first);

    /// <summary>Sets or revokes an edge, and tells it at both sides.</summary>
    private async Task<LinkRequestsOutcome> ChangeAsync(
        UnitOfWork unit, RequestEdge edge, ServiceRequest request, ServiceRequest other, bool linked, string signal, Actor by)
    {
        var at = clock.GetUtcNow();
        if (linked)
        {
            await RequestLinkStore.AddAsync(unit, edge, at);
        }
        else if (!await RequestLinkStore.EndAsync(unit, edge, at))
        {
            return LinkRequestsOutcome.Done;
        }

        var kind = EnumWord.Of(edge.Kind);
        foreach (var (side, what, seen) in new[] { (request, $"link:{kind}", other), (other, edge.Kind == RequestLinkKind.Related ? $"link:{kind}" : $"linked:{kind}", request) })
        {
            await RequestStore.AddChangeAsync(unit, side.Id, new()
            {
                At = at,
                Who = by.Name,
                What = what,
                FromValue = linked ? null : $"{seen.Number}",
                ToValue = linked ? $"{seen.Number}" : null,
                IsPublic = false,
            });
            var data = JsonSerializer.Serialize(new { request = side.Id, number = $"{side.Number}", kind, other = $"{seen.Number}", isUp = side == request, by = by.Name });
            await signals.AppendAsync(unit, new(signal, at, side.Conversation, side.Customer, data));
        }

        return LinkRequestsOutcome.Done;
    }
}
