using System.Text.Json;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Identity;
using ServiceBot.Storage;

namespace ServiceBot.Crm.Lists;

/// <summary>A place in a list of customers: the last one that was read.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Name">The name, or the day, as it is compared, where the list is in the order of those; else nothing.</param>
public sealed record CustomerPlace(Guid Customer, string Name)
{
    /// <summary>It as callers hand it back.</summary>
    public override string ToString() => Name.Length == 0 ? $"{Customer}" : $"{Customer}.{Name}";

    /// <summary>Reads it; null: it is none.</summary>
    public static CustomerPlace? Read(string? text) =>
        text?.Length >= 36 && Guid.TryParseExact(text[..36], "D", out var customer) && (text.Length == 36 || text[36] == '.') ? new(customer, text.Length == 36 ? "" : text[37..]) : null;
}

/// <summary>Lists customers by what they have in common.</summary>
/// <remarks>
/// A list begins with the facet that the fewest have, and asks for the others one by one; if many have each, it goes through them in the order that is wanted, as a page is full soon then. So a page costs about as
/// much as its customers and not as much as the books.
/// </remarks>
public static class CustomerList
{
    private const int Few = 2_000;
    private const int MostOffered = 200;

    /// <summary>A page of customers.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="filter">Which.</param>
    /// <param name="after">The place to read on from; null: the beginning.</param>
    /// <param name="take">At most so many.</param>
    public static Task<(IReadOnlyList<CustomerCard> Cards, CustomerPlace? Next)> PageAsync(Session session, CustomerFilter filter, CustomerPlace? after, int take) => PageAsync(session, filter, after, take, Few);

    /// <summary>The same, where so many are few.</summary>
    internal static async Task<(IReadOnlyList<CustomerCard> Cards, CustomerPlace? Next)> PageAsync(Session session, CustomerFilter filter, CustomerPlace? after, int take, int few)
    {
        ArgumentNullException.ThrowIfNull(session);
        var rows = await session.QueryAsync<Row>(
            $"{With(session)}{await SelectAsync(session, filter, after, few)} LIMIT @take", Parameters(filter, after, take));
        var cards = (await CustomerCard.ListAsync(session, [.. rows.Select(row => row.Id)])).ToDictionary(card => card.Id);
        return ([.. rows.Where(row => cards.ContainsKey(row.Id)).Select(row => cards[row.Id])], rows.Count == take ? new(rows[^1].Id, rows[^1].Name ?? "") : null);
    }

    /// <summary>How many there are.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="filter">Which.</param>
    /// <param name="most">So far it is counted.</param>
    public static async Task<long> CountAsync(Session session, CustomerFilter filter, int most)
    {
        ArgumentNullException.ThrowIfNull(session);
        return await session.GetAsync<long>($"{With(session)}SELECT COUNT(*) FROM ({await SelectAsync(session, filter, after: null, Few)} LIMIT @take) AS found", Parameters(filter, after: null, most));
    }

    /// <summary>The tags in use, in order: the first of them.</summary>
    public static Task<IReadOnlyList<string>> TagsAsync(Session session) => FacetStore.ValuesAsync(session, CustomerFacets.Tag, MostOffered);

    private static async Task<string> SelectAsync(Session session, CustomerFilter filter, CustomerPlace? after, int most)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var few = await FewAsync(session, filter, most);
        if (filter.Order == CustomerOrder.Name)
        {
            var beyond = after is null ? "" : " AND (n.value, n.customer_id) > (@name, @customer)";
            return few is { } named
                // A cross join is done in the order in which it is written.
                ? $"SELECT n.customer_id AS id, n.value AS name FROM crm_facet d CROSS JOIN crm_facet n WHERE {Is(filter, named, "d")} AND n.customer_id = d.customer_id AND n.field = 'name'{Also(filter, named, "d.customer_id")}{beyond} ORDER BY n.value, n.customer_id"
                : $"SELECT n.customer_id AS id, n.value AS name FROM crm_facet n WHERE n.field = 'name'{OfNames(filter)}{Also(filter, null, "n.customer_id")}{beyond} ORDER BY n.value, n.customer_id";
        }

        if (few is null && filter.Facets.Index().FirstOrDefault(facet => facet.Item is { Facet: CustomerFacets.Created, IsOne: false }) is { Item: not null } since && after is not { Name: "" })
        {
            // Who came in some days stand together, and may be far from the newest.
            return $"SELECT d.customer_id AS id, d.value AS name FROM crm_facet d WHERE {Is(filter, since.Index, "d")}{Also(filter, since.Index, "d.customer_id")}{(after is null ? "" : " AND (d.value, d.customer_id) < (@name, @customer)")} ORDER BY d.value DESC, d.customer_id DESC";
        }

        var first = few ?? (filter.Facets.Index().Any(facet => facet.Item.IsOne) ? filter.Facets.Index().First(facet => facet.Item.IsOne).Index : null);
        return first is { } one
            ? $"SELECT d.customer_id AS id, NULL AS name FROM crm_facet d WHERE {Is(filter, one, "d")}{Also(filter, one, "d.customer_id", mayJoin: true)}{(after is null ? "" : " AND d.customer_id < @customer")} ORDER BY d.customer_id DESC"
            : $"""
              SELECT c.id, NULL AS name FROM crm_customer c
              WHERE c.withdrawn_at IS NULL AND NOT EXISTS (SELECT 1 FROM crm_cluster k WHERE k.customer_id = c.id AND k.root <> c.id){Also(filter, null, "c.id")}{(after is null ? "" : " AND c.id < @customer")}
              ORDER BY c.id DESC
              """;
    }

    /// <summary>The facet that the fewest have, if they are few.</summary>
    private static async Task<int?> FewAsync(Session session, CustomerFilter filter, int most)
    {
        var (few, fewest) = ((int?)null, (long)most);
        foreach (var (at, _) in filter.Facets.Index())
        {
            var count = await session.GetAsync<long>($"{With(session)}SELECT COUNT(*) FROM (SELECT 1 AS one FROM crm_facet d WHERE {Is(filter, at, "d")} LIMIT @take) AS found", Parameters(filter, after: null, fewest));
            (few, fewest) = count < fewest ? (at, count) : (few, fewest);
        }

        return few;
    }

    private static string Is(CustomerFilter filter, int at, string row) =>
        $"{row}.field = {Value(at, 0)} AND {(filter.Facets[at].IsOne ? $"{row}.value = {Value(at, 1)}" : $"{row}.value >= {Value(at, 1)} AND {row}.value <= {Value(at, 2)}")}";

    /// <summary>Where the names that are asked for begin and end.</summary>
    private static string OfNames(CustomerFilter filter) => string.Concat(filter.Facets.Index().Where(facet => facet.Item.Facet == CustomerFields.Name)
        .Select(facet => $" AND n.value >= {Value(facet.Index, 1)} AND n.value <= {Value(facet.Index, 2)}"));

    /// <summary>The other facets. Where a list goes through many in an order, they are asked for one customer at a time: a value is never made a join, which would read all that have the facet before the first row.</summary>
    private static string Also(CustomerFilter filter, int? but, string customer, bool mayJoin = false) => string.Concat(filter.Facets.Index().Where(facet => facet.Index != but)
        .Select(facet => $"SELECT 1 FROM crm_facet f{facet.Index} WHERE f{facet.Index}.customer_id = {customer} AND {Has(filter, facet.Index, $"f{facet.Index}")}")
        .Select(has => mayJoin ? $" AND EXISTS ({has})" : $" AND ({has} LIMIT 1) = 1"));

    /// <summary>The same as <see cref="Is"/> of a customer who is known: a range is no way into the index then.</summary>
    private static string Has(CustomerFilter filter, int at, string row) => filter.Facets[at].IsOne
        ? Is(filter, at, row)
        : $"{row}.field = {Value(at, 0)} AND {row}.value || '' >= {Value(at, 1)} AND {row}.value || '' <= {Value(at, 2)}";

    /// <summary>Field, least and most of a facet, from one parameter that holds those of all.</summary>
    private static string Value(int at, int part) => $"(SELECT value ->> {(3 * at) + part} FROM given)";

    private static string With(Session session) => $"WITH given AS (SELECT value FROM {session.Dialect.EachOf("@values")}) ";

    private static object Parameters(CustomerFilter filter, CustomerPlace? after, long take) => new
    {
        values = JsonSerializer.Serialize(new[] { filter.Facets.SelectMany(facet => new[] { facet.Facet, facet.From, facet.To }) }),
        customer = after?.Customer,
        name = after?.Name,
        take,
    };

    private sealed record Row
    {
        public required Guid Id { get; init; }

        public string? Name { get; init; }
    }
}
