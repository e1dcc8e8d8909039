using Microsoft.Extensions.Options;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Import;
using ServiceBot.Storage;
using ServiceBot.Storage.Keys;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Crm.Cleaning;

/// <summary>Looks for what could be written better about every customer of whom something is said.</summary>
internal sealed class ReviewCustomers(IOptions<CleaningOptions> options, ImportsUnderWay imports, SubjectCipher cipher, TimeProvider clock) : ISignalReader
{
    public const string Dismissed = "CustomerHintDismissed";

    public string Name => "cleaning";

    public bool Waits => imports.Any;

    public IReadOnlyList<string> Types { get; } = [.. CustomerSignals.All, Dismissed];

    public async Task HandleAsync(UnitOfWork unit, IReadOnlyList<LoggedSignal> signals)
    {
        var roots = await IdentityStore.GroupsAsync(unit, [.. signals.Select(logged => logged.Signal.Customer).OfType<Guid>().Distinct()]);
        var found = (await HintsAsync(unit, roots)).ToDictionary(pair => pair.Key, pair => (pair.Value.Hints, SumsOf(pair.Value.Hints, pair.Value.Sources)));
        await QualityStore.SaveAsync(unit, [.. roots.Keys], found);
    }

    /// <summary>What could be written better about some customers, by whose page it is, and the sources of the values that count.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="roots">The customers, each with the one whose page is theirs.</param>
    private async Task<IReadOnlyDictionary<Guid, (IReadOnlyList<CleaningHint> Hints, IReadOnlyList<string> Sources)>> HintsAsync(Session session, IReadOnlyDictionary<Guid, Guid> roots)
    {
        var facts = (await IdentityStore.FactsAsync(session, [.. roots.Keys])).ToLookup(fact => roots[fact.Customer]);
        var identifiers = (await IdentityStore.IdentifiersAsync(session, [.. roots.Keys])).ToLookup(one => roots[one.Customer]);
        var dismissed = await QualityStore.DismissedAsync(session, [.. roots.Keys]);
        var found = new Dictionary<Guid, (IReadOnlyList<CleaningHint>, IReadOnlyList<string>)>();
        foreach (var group in roots.GroupBy(pair => pair.Value, pair => pair.Key))
        {
            var counts = Survivorship.Choose(facts[group.Key]);
            List<CustomerIdentifier> own = [.. identifiers[group.Key]];
            found[group.Key] = (
                HintsOf(counts, own, group, dismissed),
                [.. counts.Values.Where(fact => fact.Value is not null).Select(fact => fact.Source), .. own.Select(one => one.Source)]);
        }

        return found;
    }

    /// <summary>What could be written better about one customer, but for what somebody said to be right.</summary>
    internal IReadOnlyList<CleaningHint> HintsOf(
        IReadOnlyDictionary<string, CustomerFact> fields, IReadOnlyList<CustomerIdentifier> identifiers, IEnumerable<Guid> members, ILookup<Guid, (string Kind, string Value)> dismissed)
    {
        var right = members.SelectMany(member => dismissed[member]).ToHashSet();
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        return [.. CleaningRules.Review(fields, identifiers, today, options.Value.Country).Where(hint => !right.Contains((CleaningHint.WordOf(hint.Kind), QualityStore.Form(cipher, hint))) && !right.Contains((CleaningHint.WordOf(hint.Kind), hint.Value ?? "")))];
    }

    private static Dictionary<string, double> SumsOf(IReadOnlyList<CleaningHint> hints, IReadOnlyList<string> sources)
    {
        var sums = new Dictionary<string, double> { [CustomerQuality.CustomersSum] = 1, [CustomerQuality.ScoreSum] = CleaningRules.Score(hints) };
        foreach (var name in sources.Select(source => CustomerQuality.ValuesSum + source)
            .Concat(hints.Where(hint => hint.Source is not null).Select(hint => CustomerQuality.WrongSum + hint.Source))
            .Concat(hints.Select(hint => CustomerQuality.KindSum + CleaningHint.WordOf(hint.Kind))))
        {
            sums[name] = sums.GetValueOrDefault(name) + 1;
        }

        return sums;
    }
}
