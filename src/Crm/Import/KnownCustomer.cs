using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Identity;
using ServiceBot.Storage;

namespace ServiceBot.Crm.Import;

/// <summary>A customer that a row is about: what is known of all records that are the same, and what the file has said so far.</summary>
internal sealed class KnownCustomer(Guid id, bool isNew, IEnumerable<CustomerFact> facts)
{
    private readonly List<CustomerFact> _facts = [.. facts];
    private readonly HashSet<(string Kind, string Normalised)> _identifiers = [];      // also what was taken back by somebody
    private readonly Dictionary<string, string> _said = [];
    private IReadOnlyDictionary<string, CustomerFact>? _counts = isNew ? null : Survivorship.Choose(facts);

    public Guid Id => id;

    /// <summary>Whether this unit of the file makes it.</summary>
    public bool IsNew => isNew;

    /// <summary>The file's word about the name or the language, if it said one in this unit.</summary>
    public bool IsCalledAnew { get; private set; }

    /// <summary>What counts for a field.</summary>
    public string? this[string field] => _counts is null ? _said.GetValueOrDefault(field) : _counts.GetValueOrDefault(field)?.Value;

    /// <summary>Says what a field is.</summary>
    /// <returns>False: it counts already, or is what a file said last.</returns>
    public bool Say(string field, string value, DateTimeOffset now)
    {
        if (this[field] == value || (_counts is not null && (_said.GetValueOrDefault(field) ?? LastOfFiles(field)) == value))
        {
            return false;
        }

        _said[field] = value;
        if (_counts is not null)
        {
            // Its number is greater than those of all that were said before.
            _facts.Add(new() { Id = long.MaxValue - 1_000_000 + _facts.Count, Customer = id, Field = field, Value = value, Source = FactSources.Import, At = now });
            _counts = Survivorship.Choose(_facts);
        }

        IsCalledAnew |= field is CustomerFields.Name or CustomerFields.Language;
        return true;
    }

    private string? LastOfFiles(string field) => _facts.LastOrDefault(fact => fact.Field == field && fact.Source == FactSources.Import && fact.WithdrawnAt is null)?.Value;

    /// <summary>Adds what tells it apart.</summary>
    /// <returns>False: that is known, or was taken back.</returns>
    public bool Identify(RowIdentifier identifier) => _identifiers.Add((identifier.Kind, identifier.Normalised));

    /// <summary>Finds the customers that have one of some keys.</summary>
    /// <returns>By key; where several customers have it, all of them.</returns>
    public static async Task<ILookup<string, KnownCustomer>> FindAsync(Session session, string kind, IReadOnlyCollection<string> keys)
    {
        var textOf = keys.SelectMany(key => session.Cipher.Forms(kind, key), (key, form) => (key, form)).ToDictionary(pair => pair.form, pair => pair.key);
        var holders = (await session.QueryAsync<Holder>(
            $"""
            SELECT i.normalised, COALESCE(k.root, i.customer_id) AS root, i.verified_at FROM crm_identifier i LEFT JOIN crm_cluster k ON k.customer_id = i.customer_id
            WHERE i.kind <> 'channel' AND i.kind = @kind AND i.withdrawn_at IS NULL AND {session.Dialect.IsIn("i.normalised", "@forms")}
            """,
            new { kind, forms = textOf.Keys.ToArray() })).Select(holder => holder with { Normalised = textOf[holder.Normalised] }).ToList();
        if (holders.Count == 0)
        {
            return Array.Empty<KnownCustomer>().ToLookup(_ => "");
        }

        var roots = holders.Select(holder => holder.Root).Distinct().ToArray();
        var rootOf = await IdentityStore.GroupsAsync(session, roots);
        var facts = (await IdentityStore.FactsAsync(session, rootOf.Keys)).ToLookup(fact => rootOf[fact.Customer]);
        var found = roots.ToDictionary(root => root, root => new KnownCustomer(root, isNew: false, facts[root]));
        foreach (var one in await session.QueryAsync<Identifier>(
            $"""
            SELECT i.customer_id AS customer, i.kind, i.value FROM crm_identifier i LEFT JOIN crm_import b ON b.id = i.import_id
            WHERE i.kind <> 'channel' AND {session.Dialect.IsIn("i.customer_id", "@customers")} AND (i.withdrawn_at IS NULL OR b.reverted_at IS NULL OR i.withdrawn_at <> b.reverted_at)
            """,
            new { customers = rootOf.Keys.ToArray() }))
        {
            if (IdentifierKinds.Normalise(one.Kind, session.Cipher.Open(one.Customer, one.Kind, one.Value)) is { } normalised)
            {
                found[rootOf[one.Customer]]._identifiers.Add((one.Kind, normalised));
            }
        }

        // Where somebody has proved that it is theirs, it is nobody else's.
        return holders.GroupBy(holder => holder.Normalised)
            .SelectMany(of => (of.Any(holder => holder.VerifiedAt is not null) ? of.Where(holder => holder.VerifiedAt is not null) : of).DistinctBy(holder => holder.Root))
            .ToLookup(holder => holder.Normalised, holder => found[holder.Root]);
    }

    private sealed record Holder
    {
        public required string Normalised { get; init; }

        public required Guid Root { get; init; }

        public DateTimeOffset? VerifiedAt { get; init; }
    }

    private sealed record Identifier
    {
        public required Guid Customer { get; init; }

        public required string Kind { get; init; }

        public required string Value { get; init; }
    }
}
