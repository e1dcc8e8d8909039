using System.Text.Json;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Lists;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Crm.Relations;

/// <summary>Says how customers stand to each other, and takes it back. Records that are the same person stand to others as one.</summary>
public sealed class RelateCustomers(SignalLog signals, TimeProvider clock)
{
    private const int LongestNote = 200;

    /// <summary>Says how one customer stands to another.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="customer">Who, by the id of any that is the same.</param>
    /// <param name="kind">How.</param>
    /// <param name="other">To whom, by the id of any that is the same.</param>
    /// <param name="note">More about it; null: nothing.</param>
    /// <param name="by">Who says it: <c>staff:…</c> or <c>api:…</c>.</param>
    public async Task<EditCustomerOutcome> AddAsync(UnitOfWork unit, Guid customer, RelationKind kind, Guid other, string? note, string by)
    {
        ArgumentNullException.ThrowIfNull(unit);
        await IdentityStore.LockAsync(unit);
        if (await CustomerProfile.FindAsync(unit, customer) is not { } one)
        {
            return new EditCustomerOutcome.NotFound();
        }

        if (await CustomerProfile.FindAsync(unit, other) is not { } two)
        {
            return Wrong("other", "Nobody has that id.");
        }

        if (one.Id == two.Id)
        {
            return Wrong("other", "They are the same customer.");
        }

        var (wantedOne, wantedTwo) = Relation.Parties(kind);
        if (wantedOne is not null && PartyOf(one) != wantedOne)
        {
            return Wrong("kind", $"The customer is to be of the party {wantedOne} for that, and is of {PartyOf(one)}.");
        }

        if (wantedTwo is not null && PartyOf(two) != wantedTwo)
        {
            return Wrong("other", $"The other is to be of the party {wantedTwo} for that, and is of {PartyOf(two)}. Say so first on their page.");
        }

        var live = (await RelationStore.ListAsync(unit, one.Members)).Where(relation => relation.EndedAt is null && relation.Kind == kind);
        if (live.Any(relation => (one.Members.Contains(relation.Customer) && two.Members.Contains(relation.Other)) || (Relation.IsMutual(kind) && two.Members.Contains(relation.Customer))))
        {
            return new EditCustomerOutcome.Done(one.Id);      // it is so already
        }

        var now = clock.GetUtcNow();
        await RelationStore.AddAsync(unit, one.Id, two.Id, kind, StoredText.CleanLine(note, LongestNote), by, now);
        await SayAsync(unit, "CustomerRelated", one.Id, two.Id, kind, by);
        return new EditCustomerOutcome.Done(one.Id);
    }

    /// <summary>Says that a relation is no longer so.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="customer">One of the two, by the id of any that is the same.</param>
    /// <param name="relation">Its number.</param>
    /// <param name="by">Who says it: <c>staff:…</c> or <c>api:…</c>.</param>
    public async Task<EditCustomerOutcome> EndAsync(UnitOfWork unit, Guid customer, long relation, string by)
    {
        ArgumentNullException.ThrowIfNull(unit);
        await IdentityStore.LockAsync(unit);
        var members = await IdentityStore.MembersAsync(unit, customer);
        if (members is not [var root, ..] || (await RelationStore.ListAsync(unit, members)).FirstOrDefault(one => one.Id == relation && one.EndedAt is null) is not { } known)
        {
            return new EditCustomerOutcome.NotFound();
        }

        await RelationStore.EndAsync(unit, relation, by, clock.GetUtcNow());
        await SayAsync(unit, "CustomerUnrelated", known.Customer, known.Other, known.Kind, by);
        return new EditCustomerOutcome.Done(root);
    }

    /// <summary>Whom somebody means: an id, an e-mail address, phone number, customer number or key, or a whole name.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="text">As it was typed.</param>
    public static async Task<IReadOnlyList<CustomerCard>> MeantAsync(Session session, string text)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (Guid.TryParse(text, out var id))
        {
            return await CustomerCard.ListAsync(session, await CustomerCard.RootsAsync(session, [id]));
        }

        var name = FacetValue.Fold(text ?? "");
        return await CustomerCard.WithAsync(session, text ?? "") is { Count: > 0 } found ? found
            : (await CustomerList.PageAsync(session, new([new(CustomerFields.Name, name) { From = name, To = name }], CustomerOrder.Newest), after: null, take: 10)).Cards;
    }

    internal static string PartyOf(CustomerProfile profile) => profile[CustomerFields.Party] ?? PartyKinds.Person;

    private async Task SayAsync(UnitOfWork unit, string type, Guid one, Guid two, RelationKind kind, string by)
    {
        foreach (var (customer, other) in new[] { (one, two), (two, one) })
        {
            await signals.AppendAsync(unit, new(type, clock.GetUtcNow(), Customer: customer, Data: JsonSerializer.Serialize(new { other, kind = kind.ToString(), by })));
        }
    }

    private static EditCustomerOutcome.Wrong Wrong(string field, string why) => new(new Dictionary<string, string[]> { [field] = [why] });
}
