using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using ServiceBot.Crm.Fields;
using ServiceBot.Crm.Lists;

namespace ServiceBot.Desk.Customers;

/// <summary>What the address of the list of customers says: filters and an order.</summary>
/// <param name="Filter">Which customers, and in what order.</param>
public sealed record CustomerListQuery(CustomerFilter Filter)
{
    private static readonly string[] Others = ["with", "after", "take", "fields", "format", "saved", "tagged"];

    /// <summary>Reads it from an address.</summary>
    /// <param name="query">The address.</param>
    /// <param name="fields">The fields that there are.</param>
    /// <param name="errors">Gets what is wrong, by name.</param>
    public static CustomerListQuery Of(IQueryCollection query, CustomerFieldSet fields, Dictionary<string, string[]> errors)
    {
        ArgumentNullException.ThrowIfNull(query);
        return new(CustomerFilter.Read(
            query.Where(pair => !Others.Contains(pair.Key)).SelectMany(pair => pair.Value.OfType<string>(), (pair, value) => KeyValuePair.Create(pair.Key, value)), fields, errors));
    }

    /// <summary>Reads it as <see cref="Query"/> writes it; what is no longer a filter, as its field is gone, counts as not said.</summary>
    public static CustomerListQuery Parse(string query, CustomerFieldSet fields) => Of(new QueryCollection(QueryHelpers.ParseQuery(query)), fields, []);

    /// <summary>It as it stands in an address, in one order: <c>stage=loyal&amp;tag=vip</c>.</summary>
    public string Query => QueryString.Create(
        Filter.Facets.OrderBy(facet => facet.Facet, StringComparer.Ordinal).ThenBy(facet => facet.Text, StringComparer.Ordinal).Select(facet => KeyValuePair.Create<string, string?>(facet.Facet, facet.Text))
            .Concat(Filter.Order == CustomerOrder.Name ? [KeyValuePair.Create<string, string?>("order", "name")] : [])).ToString().TrimStart('?');
}
