using System.Text.Json;
using ServiceBot.Crm.Customers;
using ServiceBot.Storage;
using ServiceBot.Storage.Keys;

namespace ServiceBot.Crm.Identity;

/// <summary>Facts, edges and who belongs together, in the database.</summary>
internal static class IdentityStore
{
    private const string InsertFact = "INSERT INTO crm_fact (customer_id, field, value, source, said_by, at) VALUES (@customer, @field, @value, @source, @saidBy, @at)";

    private const string InsertEdge = """
        INSERT INTO crm_edge (customer_id, other_id, kind, is_same, evidence, decided_by, at) VALUES (@customer, @other, @kind, @isSame, @evidence, @by, @at)
        RETURNING id
        """;

    private const string EdgeColumns = "id, customer_id AS customer, other_id AS other, is_same, kind, evidence, decided_by, at";

    private const string SaveCluster = """
        INSERT INTO crm_cluster (customer_id, root) VALUES (@Member, @Root) ON CONFLICT (customer_id) DO UPDATE SET root = excluded.root
        """;

    /// <summary>All who are the same as a customer, the one whose page is theirs first; nobody: there is no such customer.</summary>
    public static async Task<IReadOnlyList<Guid>> MembersAsync(Session session, Guid customer) => await CustomerCard.RootsAsync(session, [customer]) is [var root]
        ? [root, .. await session.QueryAsync<Guid>("SELECT customer_id FROM crm_cluster WHERE root = @root AND customer_id <> @root ORDER BY customer_id", new { root })]
        : [];

    /// <summary>All who are the same as some customers, those among them, each with the one whose page is theirs.</summary>
    public static async Task<IReadOnlyDictionary<Guid, Guid>> GroupsAsync(Session session, Guid[] customers)
    {
        var roots = await CustomerCard.RootsAsync(session, customers);
        return roots.Select(root => new Member { Customer = root, Root = root })
            .Concat(await session.QueryAsync<Member>($"SELECT customer_id AS customer, root FROM crm_cluster WHERE customer_id <> root AND {session.Dialect.IsIn("root", "@roots")}", new { roots }))
            .ToDictionary(member => member.Customer, member => member.Root);
    }

    /// <summary>What was said of some customers, in order; what was encrypted with a key that is destroyed is left out.</summary>
    public static async Task<IReadOnlyList<CustomerFact>> FactsAsync(Session session, IEnumerable<Guid> customers) => [.. (await session.QueryAsync<CustomerFact>(
        $"SELECT id, customer_id AS customer, field, value, source, said_by, at, withdrawn_at, import_id AS import FROM crm_fact WHERE {session.Dialect.IsIn("customer_id", "@customers")} ORDER BY id",
        new { customers = customers.ToArray() }))
        .Select(fact => !SubjectCipher.IsSealed(fact.Value) ? fact : session.Cipher.Open(fact.Customer, fact.Field, fact.Value) is { } value ? fact with { Value = value } : null).OfType<CustomerFact>()];

    /// <summary>What tells some customers apart, in order; what was encrypted with a key that is destroyed is left out.</summary>
    public static async Task<IReadOnlyList<CustomerIdentifier>> IdentifiersAsync(Session session, IReadOnlyCollection<Guid> customers) => [.. (await session.QueryAsync<CustomerIdentifier>(
        $"""
        SELECT id, customer_id AS customer, kind, value, source, verified_at, first_seen_at, last_seen_at FROM crm_identifier
        WHERE withdrawn_at IS NULL AND {session.Dialect.IsIn("customer_id", "@customers")} ORDER BY id
        """,
        new { customers = customers.ToArray() }))
        .Select(one => session.Cipher.Open(one.Customer, one.Kind, one.Value) is { } value ? one with { Value = value } : null).OfType<CustomerIdentifier>()];

    /// <summary>Writes down what was said of a customer.</summary>
    public static async Task SayAsync(UnitOfWork unit, Guid customer, string field, string? value, string source, string? saidBy, DateTimeOffset at)
    {
        var kept = value is not null && await Sensitive.IsFieldAsync(unit, field) ? (await unit.SealerAsync([customer])).Seal(customer, field, value) : value;
        await unit.ExecuteAsync(InsertFact, new { customer, field, value = kept, source, saidBy, at });
    }

    /// <summary>The live edges that touch some customers.</summary>
    public static Task<IReadOnlyList<Edge>> EdgesAsync(Session session, IReadOnlyCollection<Guid> customers) => session.QueryAsync<Edge>(
        $"""
        SELECT {EdgeColumns} FROM crm_edge
        WHERE revoked_at IS NULL AND ({session.Dialect.IsIn("customer_id", "@customers")} OR {session.Dialect.IsIn("other_id", "@customers")}) ORDER BY id
        """,
        new { customers = customers.ToArray() });

    /// <summary>A live edge, or null.</summary>
    public static Task<Edge?> EdgeAsync(Session session, long id) => session.FindAsync<Edge>($"SELECT {EdgeColumns} FROM crm_edge WHERE id = @id AND revoked_at IS NULL", new { id });

    /// <summary>Writes down that two customers are the same, or are not.</summary>
    /// <returns>The edge's number.</returns>
    public static Task<long> JoinAsync(UnitOfWork unit, Guid customer, Guid other, string kind, bool isSame, string evidence, string? by, DateTimeOffset at) =>
        unit.GetAsync<long>(InsertEdge, new { customer, other, kind, isSame, evidence, by, at });

    /// <summary>Whether somebody has taken back that two of some customers are the same.</summary>
    public static async Task<bool> WasTakenBackAsync(Session session, IReadOnlyCollection<Guid> here, IReadOnlyCollection<Guid> there) => await session.FindAsync<long?>(
        $"""
        SELECT 1 FROM crm_edge
        WHERE is_same AND revoked_by IS NOT NULL
            AND (({session.Dialect.IsIn("customer_id", "@here")} AND {session.Dialect.IsIn("other_id", "@there")})
              OR ({session.Dialect.IsIn("customer_id", "@there")} AND {session.Dialect.IsIn("other_id", "@here")}))
        LIMIT 1
        """,
        new { here = here.ToArray(), there = there.ToArray() }) is not null;

    /// <summary>Revokes an edge.</summary>
    public static Task RevokeAsync(UnitOfWork unit, long edge, string? by, DateTimeOffset at) =>
        unit.ExecuteAsync("UPDATE crm_edge SET revoked_at = @at, revoked_by = @by WHERE id = @edge AND revoked_at IS NULL", new { edge, by, at });

    /// <summary>No two changes of who belongs together, and of what follows from it, at once.</summary>
    public static Task LockAsync(UnitOfWork unit) => unit.Dialect.LockAsync(unit, LockKeys.Of("crm", "identity"));

    /// <summary>Finds anew who belongs together around some customers, and what all of them are called.</summary>
    /// <returns>The roots that there are then, in order.</returns>
    public static async Task<IReadOnlyList<Guid>> RefreshAsync(UnitOfWork unit, params IReadOnlyList<Guid> touched)
    {
        var roots = new List<Guid>();
        var done = new HashSet<Guid>();
        foreach (var start in touched.Where(start => !done.Contains(start)))
        {
            var members = await ReachAsync(unit, start);
            done.UnionWith(members);
            var root = members.Min();
            roots.Add(root);
            if (members.Count == 1)
            {
                await unit.ExecuteAsync("DELETE FROM crm_cluster WHERE customer_id = @root", new { root });
            }
            else
            {
                await unit.ExecuteAsync(SaveCluster, members.Select(member => new { Member = member, Root = root }).ToList());
            }

            await NameAsync(unit, [.. members]);
        }

        return [.. roots.Order()];
    }

    /// <summary>Calls some customers, who are all that are the same, what counts of all that was said of them.</summary>
    public static async Task NameAsync(UnitOfWork unit, IReadOnlyCollection<Guid> members)
    {
        var counts = Survivorship.Choose(await FactsAsync(unit, members));
        await unit.ExecuteAsync(
            $"""
            UPDATE crm_customer SET name = @name, language = COALESCE(@language, language), withdrawn_at = CASE
                WHEN @isKnown OR EXISTS (SELECT 1 FROM crm_identifier i WHERE i.withdrawn_at IS NULL AND {unit.Dialect.IsIn("i.customer_id", "@ids")}) THEN NULL ELSE withdrawn_at END
            WHERE {unit.Dialect.IsIn("id", "@ids")}
            """,
            new { isKnown = counts.Count > 0, name = counts.GetValueOrDefault(CustomerFields.Name)?.Value, language = counts.GetValueOrDefault(CustomerFields.Language)?.Value, ids = members.ToArray() });
    }

    /// <summary>The same for many customers, each with all that are the same.</summary>
    public static async Task NameAllAsync(UnitOfWork unit, Guid[] customers)
    {
        if (customers.Length == 0)
        {
            return;
        }

        var rootOf = await GroupsAsync(unit, customers);
        var facts = (await FactsAsync(unit, rootOf.Keys)).ToLookup(fact => rootOf[fact.Customer]);
        var called = facts.ToDictionary(of => of.Key, of => Survivorship.Choose(of));
        await unit.ExecuteAsync(
            $"""
            UPDATE crm_customer SET name = called.name, language = COALESCE(called.language, crm_customer.language)
            FROM (SELECT {unit.Dialect.Id("value ->> 0")} AS id, value ->> 1 AS name, value ->> 2 AS language FROM {unit.Dialect.EachOf("@rows")}) AS called
            WHERE crm_customer.id = called.id
            """,
            new
            {
                rows = JsonSerializer.Serialize(rootOf.Select(member => new[]
                {
                    member.Key.ToString(), ValueOf(member.Value, CustomerFields.Name), ValueOf(member.Value, CustomerFields.Language),
                })),
            });

        string? ValueOf(Guid root, string field) => called.GetValueOrDefault(root)?.GetValueOrDefault(field)?.Value;
    }

    /// <summary>All that the live edges lead to from one.</summary>
    private static async Task<IReadOnlySet<Guid>> ReachAsync(Session session, Guid start)
    {
        var reached = new HashSet<Guid> { start };
        var last = reached.ToArray();
        while (last.Length > 0)
        {
            var edges = await EdgesAsync(session, last);
            last = [.. edges.Where(edge => edge.IsSame).SelectMany(edge => new[] { edge.Customer, edge.Other }).Where(reached.Add)];
        }

        return reached;
    }

    private sealed record Member
    {
        public required Guid Customer { get; init; }

        public required Guid Root { get; init; }
    }
}
