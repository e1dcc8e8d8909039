using System.Runtime.CompilerServices;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Fields;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Privacy;
using ServiceBot.Storage;

namespace ServiceBot.Crm.Lists;

/// <summary>A customer as they leave in a file.</summary>
/// <param name="Card">What they are looked up by.</param>
/// <param name="Fields">What counts, by field; fields that nothing counts for are left out.</param>
/// <param name="ExternalKeys">Their keys in other systems.</param>
public sealed record ExportedCustomer(CustomerCard Card, IReadOnlyDictionary<string, string> Fields, IReadOnlyList<string> ExternalKeys);

/// <summary>Reads all customers of a list, however many they are, some at a time: who is made meanwhile is in it or not, and nobody is in it twice.</summary>
public static class ExportCustomers
{
    private const int Together = 500;

    /// <summary>Reads them in the order of the list.</summary>
    /// <param name="database">Where to read.</param>
    /// <param name="filter">Which.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public static async IAsyncEnumerable<ExportedCustomer> ReadAsync(IDatabase database, CustomerFilter filter, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(database);
        CustomerPlace? place = null;
        do
        {
            var at = place;
            (var customers, place) = await database.ReadAsync(session => PageAsync(session, filter, at), cancellationToken);
            foreach (var customer in customers)
            {
                yield return customer;
            }
        }
        while (place is not null);
    }

    private static async Task<(IReadOnlyList<ExportedCustomer> Customers, CustomerPlace? Next)> PageAsync(Session session, CustomerFilter filter, CustomerPlace? after)
    {
        var (cards, next) = await CustomerList.PageAsync(session, filter, after, Together);
        var rootOf = await IdentityStore.GroupsAsync(session, [.. cards.Select(card => card.Id)]);
        var facts = (await IdentityStore.FactsAsync(session, rootOf.Keys)).ToLookup(fact => rootOf[fact.Customer]);
        var keys = (await IdentityStore.IdentifiersAsync(session, [.. rootOf.Keys])).Where(one => one.Kind == IdentifierKinds.ExternalKey).ToLookup(one => rootOf[one.Customer], one => one.Value);
        var restricted = await ProtectCustomer.AmongAsync(session, [.. cards.Select(card => card.Id)], ProtectionKind.Restriction);      // they are kept, and go nowhere
        return ([.. cards.Where(card => !restricted.Contains(card.Id)).Select(card => new ExportedCustomer(
            card,
            Survivorship.Choose(facts[card.Id]).Where(field => field.Value.Value is not null && CustomerTag.Of(field.Key) is null).ToDictionary(field => field.Key, field => field.Value.Value!),
            [.. keys[card.Id].Distinct()]))], next);
    }
}
