using Microsoft.Extensions.Options;
using ServiceBot.Crm.Fields;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Import;
using ServiceBot.Crm.Lifecycle;
using ServiceBot.Crm.Orders;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Crm.Lists;

/// <summary>Keeps what lists of customers are filtered by, whenever something is said of a customer, they buy, or are found to be the same as somebody; and when their stage changes by time alone.</summary>
internal sealed class KeepFacets(IOptions<LifecycleOptions> rules, ImportsUnderWay imports, IEnumerable<IFacetUse> uses, TimeProvider clock) : ISignalReader
{
    public string Name => "lists";

    public bool Waits => imports.Any;

    public IReadOnlyList<string> Types { get; } = [.. CustomerSignals.All, "OrderPlaced", "OrderCancelled"];

    public async Task HandleAsync(UnitOfWork unit, IReadOnlyList<LoggedSignal> signals) =>
        await KeepAsync(unit, [.. signals.Select(logged => logged.Signal.Customer).OfType<Guid>().Distinct()]);

    /// <summary>Computes the facets of some customers anew.</summary>
    public async Task KeepAsync(UnitOfWork unit, Guid[] customers)
    {
        await IdentityStore.LockAsync(unit);
        var rootOf = await IdentityStore.GroupsAsync(unit, customers);
        Guid[] all = [.. rootOf.Keys];
        var (fields, now) = (await FieldStore.SetAsync(unit), clock.GetUtcNow());
        var facts = (await IdentityStore.FactsAsync(unit, all)).ToLookup(fact => rootOf[fact.Customer]);
        var since = await PersonRecords.SinceAsync(unit, all);
        var before = await FacetStore.OfAsync(unit, all);
        var (gone, facets, due) = (new List<Guid>(), new List<(Guid, string, string)>(), new List<(Guid, DateTimeOffset)>());
        foreach (var group in rootOf.GroupBy(pair => pair.Value, pair => pair.Key))
        {
            gone.AddRange(group.Where(member => member != group.Key && before.Contains(member)));
            HashSet<(string Field, string Value)> wanted = [];
            if (since.TryGetValue(group.Key, out var created))
            {
                // All that is to come if nothing more is bought, so that the next change by time is known.
                var stages = Lifecycle.Lifecycle.HistoryOf(await FindOrder.PurchasesAsync(unit, group), created, DateTimeOffset.MaxValue, rules.Value);
                wanted = [.. CustomerFacets.Of(Survivorship.Choose(facts[group.Key]), created, (stages.LastOrDefault(step => step.Since <= now) ?? stages[0]).Stage, fields)];
                due.AddRange(stages.Where(step => step.Since > now).Take(1).Select(step => (group.Key, step.Since)));
            }

            if (!wanted.SetEquals(before[group.Key]))
            {
                gone.Add(group.Key);
                facets.AddRange(wanted.Select(facet => (group.Key, facet.Field, facet.Value)));
            }
        }

        await FacetStore.ForgetAsync(unit, [.. gone]);
        await FacetStore.AddAsync(unit, facets);
        await FacetStore.SetDueAsync(unit, all, due);
        foreach (var use in gone.Count == 0 ? [] : uses)
        {
            await use.ChangedAsync(unit, [.. gone]);
        }
    }
}
