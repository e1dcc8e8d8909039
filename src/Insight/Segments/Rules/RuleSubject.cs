using ServiceBot.Crm.Lists;
using ServiceBot.Insight.Churn;
using ServiceBot.Insight.Features;
using ServiceBot.Insight.Segments.Cells;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Segments.Rules;

/// <summary>All that rules ask about a person.</summary>
/// <param name="Person">The record whose page is theirs.</param>
/// <param name="Figures">Their figures, in the order of <see cref="Feature.All"/>.</param>
/// <param name="Leaving">The probability that they leave; <see cref="double.NaN"/>: nothing is expected.</param>
/// <param name="Cell">The cell that they are in; null: in none.</param>
/// <param name="Facets">What lists are filtered by, by field, as it is compared.</param>
internal sealed record RuleSubject(Guid Person, double[] Figures, double Leaving, string? Cell, IReadOnlyDictionary<string, List<string>> Facets)
{
    private static readonly Dictionary<string, List<string>> NoFacets = [];

    /// <summary>Those of some records who are persons with figures.</summary>
    public static async Task<IReadOnlyList<RuleSubject>> OfAsync(Session session, Guid[] records, RuleNeeds needs) =>
        await ReadAsync(session, await FeatureStore.OfAsync(session, records), needs);

    /// <summary>Some of all, in the order of their ids.</summary>
    public static async Task<IReadOnlyList<RuleSubject>> PageAsync(Session session, Guid? after, int take, RuleNeeds needs) =>
        await ReadAsync(session, await FeatureStore.PageAsync(session, after, take), needs);

    private static async Task<IReadOnlyList<RuleSubject>> ReadAsync(Session session, IReadOnlyList<FeatureRow> rows, RuleNeeds needs)
    {
        Guid[] persons = [.. rows.Select(row => row.CustomerId)];
        var scores = needs.Leaving ? await ChurnScores.ProbabilitiesAsync(session, persons) : [];
        var cells = needs.Cell ? await CellStore.OfAsync(session, persons) : [];
        var facets = new Dictionary<Guid, Dictionary<string, List<string>>>();
        foreach (var (person, field, value) in needs.Facets.Length == 0 || persons.Length == 0 ? [] : await CustomerFacets.OfAsync(session, persons, needs.Facets))
        {
            var theirs = facets.TryGetValue(person, out var known) ? known : facets[person] = [];
            (theirs.TryGetValue(field, out var values) ? values : theirs[field] = []).Add(value);
        }

        return [.. rows.Select(row => new RuleSubject(
            row.CustomerId, row.ToArray(), scores.GetValueOrDefault(row.CustomerId, double.NaN), cells.GetValueOrDefault(row.CustomerId), facets.GetValueOrDefault(row.CustomerId) ?? NoFacets))];
    }
}

/// <summary>What some rules ask about beside figures.</summary>
/// <param name="Leaving">Whether what is expected.</param>
/// <param name="Cell">Whether the cell.</param>
/// <param name="Facets">What of that lists are filtered by.</param>
internal sealed record RuleNeeds(bool Leaving, bool Cell, string[] Facets)
{
    private static readonly HashSet<string> Elsewhere = [.. Feature.All.Select(figure => figure.Name), RuleField.Leaving, RuleField.Cell, RuleField.Segment, RuleField.Cluster];

    public static RuleNeeds Of(IEnumerable<Rule> rules)
    {
        HashSet<string> names = [.. rules.SelectMany(rule => rule.Conditions).Select(condition => condition.Field.Name)];
        return new(names.Contains(RuleField.Leaving), names.Contains(RuleField.Cell), [.. names.Except(Elsewhere).Order(StringComparer.Ordinal)]);
    }
}
