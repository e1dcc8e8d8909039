using System.Globalization;
using ServiceBot.Crm.Fields;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Lifecycle;
using ServiceBot.Storage;

namespace ServiceBot.Crm.Lists;

/// <summary>What a list of customers can be filtered by.</summary>
public static class CustomerFacets
{
    /// <summary>The stage: prospect, new, growing, returning, loyal, churned.</summary>
    public const string Stage = "stage";

    /// <summary>A tag.</summary>
    public const string Tag = "tag";

    /// <summary>The day since which the books have them, in UTC.</summary>
    public const string Created = "created";

    private const string Nameless = "\uE000";      // after all names
    private static readonly string[] Fields = [CustomerFields.Name, CustomerFields.Party, CustomerFields.Language, "company", "city", "country"];

    /// <summary>The names of all of them, the company's own fields with them.</summary>
    public static IReadOnlyList<string> All(CustomerFieldSet fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return [Stage, Tag, .. Fields, Created, .. fields.Own.Where(field => !field.IsSensitive).Select(field => field.Key)];
    }

    /// <summary>Of some customers, what they have of some facets, as it is compared.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="customers">The records whose pages are theirs.</param>
    /// <param name="facets">The facets.</param>
    public static async Task<IEnumerable<(Guid Customer, string Facet, string Value)>> OfAsync(Session session, Guid[] customers, string[] facets) =>
        (await FacetStore.OfAsync(session, customers, facets)).Where(facet => facet.Value != Nameless);

    /// <summary>What values a facet has; null: there is no such facet.</summary>
    internal static FieldKind? KindOf(string facet, CustomerFieldSet fields) =>
        facet == Created ? FieldKind.Day : fields.Find(facet) is { } own ? (own.IsSensitive ? null : own.Kind) : (facet is Stage or Tag || Fields.Contains(facet) ? FieldKind.Text : null);

    /// <summary>Of one customer, what lists are filtered by.</summary>
    /// <param name="counts">What counts, by field.</param>
    /// <param name="created">Since when the books have them.</param>
    /// <param name="stage">The stage.</param>
    /// <param name="fields">The fields that there are.</param>
    internal static IEnumerable<(string Field, string Value)> Of(IReadOnlyDictionary<string, CustomerFact> counts, DateTimeOffset created, LifecycleStage stage, CustomerFieldSet fields)
    {
        yield return (Stage, stage.ToString().ToLowerInvariant());
        yield return (Created, created.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        if (counts.GetValueOrDefault(CustomerFields.Name)?.Value is null)
        {
            yield return (CustomerFields.Name, Nameless);
        }

        foreach (var (field, fact) in counts)
        {
            if (fact.Value is not { } value)
            {
                continue;
            }

            if (CustomerTag.Of(field) is { } tag)
            {
                yield return (Tag, tag);
            }
            else if (Fields.Contains(field))
            {
                yield return (field, FacetValue.Fold(value));
            }
            else if (fields.Find(field) is { IsSensitive: false } own)
            {
                yield return (field, FacetValue.Of(own.Kind, value));
            }
        }
    }
}
