using ServiceBot.Crm.Customers;
using ServiceBot.Storage;

namespace ServiceBot.Crm.Identity;

/// <summary>What tells a customer apart.</summary>
public sealed record CustomerIdentifier
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>The customer that it was given for.</summary>
    public required Guid Customer { get; init; }

    /// <summary><c>channel</c>, <c>email</c>, <c>phone</c>, <c>customer_number</c> or <c>external_key</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>As it was given.</summary>
    public required string Value { get; init; }

    /// <summary>Where it comes from, of <see cref="FactSources"/>.</summary>
    public required string Source { get; init; }

    /// <summary>Since when it is proved; null: it is not.</summary>
    public DateTimeOffset? VerifiedAt { get; init; }

    /// <summary>When it was first given.</summary>
    public required DateTimeOffset FirstSeenAt { get; init; }

    /// <summary>When it was last given.</summary>
    public required DateTimeOffset LastSeenAt { get; init; }
}

/// <summary>All that is known of who a customer is: of every record that is the same person, with where each value comes from.</summary>
/// <param name="Id">The customer whose page it is.</param>
/// <param name="Members">All customers that are the same, <paramref name="Id"/> first.</param>
/// <param name="CreatedAt">Since when the books have the first of them.</param>
/// <param name="Fields">The fact that counts for each field.</param>
/// <param name="Facts">All facts, also those that do not count, in order.</param>
/// <param name="Identifiers">What tells them apart.</param>
/// <param name="Edges">Why they are the same, and with whom they are not to be confused.</param>
/// <param name="WithdrawnAt">Since when nothing is known of them any more, because the import that made them was taken back; null: something is.</param>
public sealed record CustomerProfile(
    Guid Id, IReadOnlyList<Guid> Members, DateTimeOffset CreatedAt, IReadOnlyDictionary<string, CustomerFact> Fields, IReadOnlyList<CustomerFact> Facts,
    IReadOnlyList<CustomerIdentifier> Identifiers, IReadOnlyList<Edge> Edges, DateTimeOffset? WithdrawnAt)
{
    /// <summary>A field's value, or null.</summary>
    public string? this[string field] => Fields.GetValueOrDefault(field)?.Value;

    /// <summary>Others who were given the same e-mail address, phone number or customer number, and of whom nobody has decided anything.</summary>
    public async Task<IReadOnlyList<CustomerCard>> AlikeAsync(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        var apart = Edges.Where(edge => !edge.IsSame).SelectMany(edge => new[] { edge.Customer, edge.Other }).Except(Members).ToHashSet();
        var found = await CustomerCard.WithAsync(session, Identifiers.Where(identifier => identifier.Kind != IdentifierKinds.Channel).Select(identifier => identifier.Value));
        var alike = new List<CustomerCard>();
        foreach (var card in found.Where(card => card.Id != Id))
        {
            if (!(await IdentityStore.MembersAsync(session, card.Id)).Any(apart.Contains))
            {
                alike.Add(card);
            }
        }

        return alike;
    }

    /// <summary>Reads it by any of its members' ids; null: there is no such customer.</summary>
    public static async Task<CustomerProfile?> FindAsync(Session session, Guid customer)
    {
        ArgumentNullException.ThrowIfNull(session);
        var members = await IdentityStore.MembersAsync(session, customer);
        if (members is not [var root, ..])
        {
            return null;
        }

        var facts = await IdentityStore.FactsAsync(session, members);
        var identifiers = await IdentityStore.IdentifiersAsync(session, members);
        var since = (await CustomerStore.FindAsync(session, root))!.LastSeenAt;
        return new(root, members, since, Survivorship.Choose(facts), facts, identifiers, await IdentityStore.EdgesAsync(session, members),
            await session.FindAsync<DateTimeOffset?>("SELECT withdrawn_at FROM crm_customer WHERE id = @root AND withdrawn_at IS NOT NULL", new { root }));
    }
}
