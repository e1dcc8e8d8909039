using System.Globalization;
using ServiceBot.Crm.Fields;
using ServiceBot.Crm.Identity;

namespace ServiceBot.Crm.Lists;

/// <summary>In what order customers are listed.</summary>
public enum CustomerOrder
{
    /// <summary>Who came last first.</summary>
    Newest,

    /// <summary>By their names, case and width set aside; who has none comes last.</summary>
    Name,
}

/// <summary>One thing that listed customers have in common.</summary>
/// <param name="Facet">One of <see cref="CustomerFacets.All"/>.</param>
/// <param name="Text">As it was asked for: a value; of days and numbers also <c>10..20</c>, <c>10..</c> or <c>..20</c>; of names their beginning.</param>
public sealed record FacetFilter(string Facet, string Text)
{
    /// <summary>The least that is meant, as it is compared.</summary>
    public required string From { get; init; }

    /// <summary>The most that is meant, as it is compared.</summary>
    public required string To { get; init; }

    internal bool IsOne => From == To;
}

/// <summary>Which customers are listed, and in what order.</summary>
/// <param name="Facets">What all of them have.</param>
/// <param name="Order">The order.</param>
public sealed record CustomerFilter(IReadOnlyList<FacetFilter> Facets, CustomerOrder Order)
{
    /// <summary>The most filters at once.</summary>
    public const int Most = 10;

    private const string Highest = "\uF8FF";      // after every text that is compared

    /// <summary>All customers, who came last first.</summary>
    public static CustomerFilter Everybody { get; } = new([], CustomerOrder.Newest);

    /// <summary>Reads what is asked for.</summary>
    /// <param name="asked">Names and values, as they stand in an address; empty values ask for nothing.</param>
    /// <param name="fields">The fields that there are.</param>
    /// <param name="errors">Gets what is wrong, by name.</param>
    public static CustomerFilter Read(IEnumerable<KeyValuePair<string, string>> asked, CustomerFieldSet fields, Dictionary<string, string[]> errors)
    {
        ArgumentNullException.ThrowIfNull(asked);
        ArgumentNullException.ThrowIfNull(fields);
        ArgumentNullException.ThrowIfNull(errors);
        var (filters, order) = (new List<FacetFilter>(), CustomerOrder.Newest);
        foreach (var (name, value) in asked.Where(pair => !string.IsNullOrWhiteSpace(pair.Value)))
        {
            if (name == "order")
            {
                order = value switch { "newest" => CustomerOrder.Newest, "name" => CustomerOrder.Name, _ => Refuse(name, "It is newest or name.") };
            }
            else if (CustomerFacets.KindOf(name, fields) is not { } kind)
            {
                errors[name] = [$"There is no such filter. There are {string.Join(", ", CustomerFacets.All(fields))}."];
            }
            else if (Of(name, kind, StoredText.CleanLine(value, 200), fields) is { } filter)
            {
                filters.Add(filter);
            }
            else
            {
                errors[name] = [kind == FieldKind.Day ? "It is a day such as 2026-11-21, or some: 2026-01-01..2026-03-31, 2026-01-01.. or ..2026-03-31."
                    : kind == FieldKind.Number ? "It is a number, or some: 10..20, 10.. or ..20."
                    : fields.Find(name)?.Read(value).Fault ?? "There is no such value."];
            }
        }

        if (filters.Count > Most)
        {
            errors["filters"] = [$"There are at most {Most} at once."];
        }

        return new(filters.Distinct().Take(Most).ToList(), order);

        CustomerOrder Refuse(string name, string why)
        {
            errors[name] = [why];
            return CustomerOrder.Newest;
        }
    }

    private static FacetFilter? Of(string facet, FieldKind kind, string text, CustomerFieldSet fields)
    {
        if (kind is FieldKind.Day or FieldKind.Number && text.Split("..") is [var least, var most])
        {
            return Value(least) is var from && Value(most) is var to && (least.Length == 0 || from is not null) && (most.Length == 0 || to is not null) && (from ?? to) is not null
                ? new(facet, text) { From = from ?? "", To = to ?? Highest }
                : null;
        }

        return Value(text) is not { } value ? null : new(facet, text) { From = value, To = facet == CustomerFields.Name ? value + Highest : value };

        string? Value(string part) =>
            part.Length == 0 ? null
            : fields.Find(facet) is { } own ? own.Read(part).Value is { } read ? FacetValue.Of(own.Kind, read) : null
            : kind == FieldKind.Day && !DateOnly.TryParseExact(part, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? null
            : FacetValue.Fold(part);
    }
}
