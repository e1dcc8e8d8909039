using System.Runtime.CompilerServices;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Orders;
using ServiceBot.Insight.Features;
using ServiceBot.Insight.Segments.Rules;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Value.Own;

/// <summary>Reads what everybody has bought of whom anything may be expected, some at a time.</summary>
public sealed class ReadBuyers(IDatabase database, KeepSegments keep)
{
    private const int Together = 1_000;

    /// <summary>Persons with their orders that are not cancelled, in the order of their ids; who has none is left out.</summary>
    public async IAsyncEnumerable<IReadOnlyList<(Guid Person, IReadOnlyList<Purchase> Orders)>> PagesAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (Guid? place = null; ;)
        {
            var at = place;
            (place, var page) = await database.ReadAsync(session => PageAsync(session, at), cancellationToken);
            if (place is null)
            {
                yield break;
            }

            yield return page;
        }
    }

    private async Task<(Guid? Last, List<(Guid, IReadOnlyList<Purchase>)> Page)> PageAsync(Session session, Guid? after)
    {
        var page = await FeatureStore.PageAsync(session, after, Together);
        Guid[] persons = [.. page.Where(row => row.Frequency > 0).Select(row => row.CustomerId)];
        var refused = await keep.RefusedAsync(session, persons);
        var rootOf = await PersonRecords.GroupsAsync(session, [.. persons.Where(person => !refused.Contains(person))]);
        var bought = (await Purchase.OfAsync(session, [.. rootOf.Keys])).Where(order => order.CancelledAt is null).DistinctBy(order => order.Number);
        return (page.Count == 0 ? null : page[^1].CustomerId, [.. bought.GroupBy(order => rootOf[order.Customer]).OrderBy(person => person.Key).Select(person => (person.Key, (IReadOnlyList<Purchase>)[.. person]))]);
    }
}
