using System.Text.Json;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Sealing;
using ServiceBot.Storage;
using ServiceBot.Storage.Keys;

namespace ServiceBot.Crm.Linking;

/// <summary>What a customer is compared by, as it is kept.</summary>
/// <param name="Customer">The customer.</param>
/// <param name="Texts">What is compared.</param>
/// <param name="IsClaimed">Of a channel account, where anybody says of themselves what they like.</param>
/// <param name="IsPlain">Whether it is kept as it was before there was a key: readable, under the keys as they are.</param>
/// <param name="IsLost">Whether nobody reads it: the customer was erased, and an older backup was put back. Then there are no texts.</param>
internal sealed record LinkSide(Guid Customer, LinkTexts Texts, bool IsClaimed, bool IsPlain = false, bool IsLost = false)
{
    /// <summary>The keys under which it is kept.</summary>
    public IEnumerable<long> KeptKeys(SubjectCipher cipher) => IsPlain ? Texts.Keys() : Texts.Keys().Select(cipher.LookUp);
}

/// <summary>What is computed of who may be the same person as whom, in the database.</summary>
internal static class LinkStore
{
    /// <summary>What the texts are encrypted as.</summary>
    public const string About = "compared";

    private const int MostOfOneKey = 50;

    private const string Propose = """
        INSERT INTO crm_link_proposal (customer_id, other_id, weight, evidence, at) VALUES (@customer, @other, @weight, @evidence, @at)
        ON CONFLICT (customer_id, other_id) DO UPDATE SET weight = excluded.weight, evidence = excluded.evidence
        """;

    /// <summary>What some customers are compared by, as the facts are now; whoever there is nothing to compare of is left out.</summary>
    public static async Task<IReadOnlyDictionary<Guid, LinkSide>> ReadAsync(Session session, IReadOnlyCollection<Guid> customers)
    {
        var facts = (await IdentityStore.FactsAsync(session, customers)).ToLookup(fact => fact.Customer);
        var identifiers = (await IdentityStore.IdentifiersAsync(session, customers)).ToLookup(one => one.Customer);
        var sides = new Dictionary<Guid, LinkSide>();
        foreach (var customer in customers)
        {
            var counts = Survivorship.Choose(facts[customer]);
            if (counts.GetValueOrDefault(CustomerFields.Party)?.Value is not (null or PartyKinds.Person))
            {
                continue;      // a household has the address of all who live in it, and a company the number of all who work for it
            }

            var texts = LinkTexts.Of(field => counts.GetValueOrDefault(field)?.Value, identifiers[customer].Select(one => (one.Kind, one.Value)));
            if (!texts.IsEmpty)
            {
                sides[customer] = new(customer, texts, identifiers[customer].Any(one => one.Kind == IdentifierKinds.Channel));
            }
        }

        return sides;
    }

    /// <summary>What is kept of some customers, with what is lost.</summary>
    public static async Task<IReadOnlyDictionary<Guid, LinkSide>> FindAsync(Session session, IReadOnlyCollection<Guid> customers) =>
        (await session.QueryAsync<Row>($"{Select} WHERE {session.Dialect.IsIn("customer_id", "@customers")}", new { customers = customers.ToArray() }))
            .Select(row => row.ToSide(session)).ToDictionary(side => side.Customer);

    /// <summary>Keeps what some customers are compared by.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="sides">What is known now.</param>
    /// <param name="before">What was kept, of whom anything was.</param>
    public static async Task SaveAsync(UnitOfWork unit, IReadOnlyList<LinkSide> sides, IReadOnlyDictionary<Guid, LinkSide> before)
    {
        if (sides.Count == 0)
        {
            return;
        }

        var sealer = await unit.SealerAsync(sides.Select(side => side.Customer));
        var records = (await unit.QueryAsync<Saved>(
            $"""
            INSERT INTO crm_link_record (customer_id, texts, is_claimed)
            SELECT {unit.Dialect.Id("value ->> 0")}, value ->> 1, CAST(value ->> 2 AS boolean) FROM {unit.Dialect.EachOf("@rows")} WHERE TRUE
            ON CONFLICT (customer_id) DO UPDATE SET texts = excluded.texts, is_claimed = excluded.is_claimed
            RETURNING id, customer_id AS customer
            """,
            new { rows = JsonSerializer.Serialize(sides.Select(side => new object[] { side.Customer, sealer.Seal(side.Customer, About, side.Texts.ToString())!, side.IsClaimed })) }))
            .ToDictionary(row => row.Customer, row => row.Id);
        await UnkeyLostAsync(unit, [.. sides.Where(side => before.GetValueOrDefault(side.Customer)?.IsLost == true).Select(side => records[side.Customer])]);
        var (gone, come) = (new List<long[]>(), new List<long[]>());
        foreach (var side in sides)
        {
            long[] was = [.. before.GetValueOrDefault(side.Customer)?.KeptKeys(unit.Cipher) ?? []];
            long[] now = [.. side.Texts.Keys().Select(unit.Cipher.LookUp)];
            gone.AddRange(was.Except(now).Select(key => new[] { key, records[side.Customer] }));
            come.AddRange(now.Except(was).Select(key => new[] { key, records[side.Customer] }));
        }

        await UnkeyAsync(unit, gone);
        await unit.ExecuteAsync(
            $"INSERT INTO crm_link_key (key, record) SELECT {KeyAndRecord} FROM {unit.Dialect.EachOf("@rows")} WHERE TRUE ON CONFLICT DO NOTHING", new { rows = JsonSerializer.Serialize(come) });
    }

    /// <summary>Forgets what a customer was compared by.</summary>
    public static async Task ForgetAsync(UnitOfWork unit, LinkSide before)
    {
        var record = await unit.GetAsync<long>("SELECT id FROM crm_link_record WHERE customer_id = @customer", new { customer = before.Customer });
        await UnkeyLostAsync(unit, before.IsLost ? [record] : []);
        await UnkeyAsync(unit, [.. before.KeptKeys(unit.Cipher).Select(key => new[] { key, record })]);
        await unit.ExecuteAsync("DELETE FROM crm_link_record WHERE id = @record", new { record });
    }

    /// <summary>Takes some texts from what was learned.</summary>
    /// <returns>How many models had one of them.</returns>
    public static async Task<long> UnlearnAsync(UnitOfWork unit, IReadOnlySet<string> texts)
    {
        var count = 0L;
        foreach (var id in await unit.QueryAsync<long>("SELECT id FROM crm_link_model ORDER BY id"))
        {
            var before = LearnedLinking.Parse(await unit.GetAsync<string>("SELECT model FROM crm_link_model WHERE id = @id", new { id }));
            var after = before.Without(texts);
            if (after.Values.Sum(field => field.Frequent.Count) < before.Values.Sum(field => field.Frequent.Count))
            {
                count += await unit.ExecuteAsync("UPDATE crm_link_model SET model = @model WHERE id = @id", new { id, model = after.ToJson() });
            }
        }

        return count;
    }

    /// <summary>Who shares a key with each of some.</summary>
    /// <returns>A list for each of them, in their order.</returns>
    public static async Task<IReadOnlyList<IReadOnlyList<LinkSide>>> CandidatesAsync(Session session, IReadOnlyList<LinkTexts> of)
    {
        var isMixed = !await SealingStore.IsDoneAsync(session, SealComparing.Part);
        var keys = JsonSerializer.Serialize(of.SelectMany((texts, number) => texts.Keys().SelectMany(key => isMixed ? [session.Cipher.LookUp(key), key] : new[] { session.Cipher.LookUp(key) }).Select(key => new[] { number, key })));
        var shared = await session.QueryAsync<Shared>(
            $"""
            SELECT DISTINCT CAST(value ->> 0 AS bigint) AS number, k.record FROM {session.Dialect.EachOf("@keys")}, crm_link_key k
            WHERE k.key = CAST(value ->> 1 AS bigint)
                AND k.record IN (SELECT n.record FROM crm_link_key n WHERE n.key = CAST(value ->> 1 AS bigint) ORDER BY n.record DESC LIMIT {MostOfOneKey})
            """,
            new { keys });
        var sides = (await session.QueryAsync<Row>($"{Select} WHERE {session.Dialect.IsIn("id", "@records")}", new { records = shared.Select(row => row.Record).Distinct().ToArray() }))
            .Select(row => (row.Id, Side: row.ToSide(session))).Where(row => !row.Side.IsLost).ToDictionary(row => row.Id, row => row.Side);
        var found = shared.Where(row => sides.ContainsKey(row.Record)).ToLookup(row => row.Number, row => sides[row.Record]);
        return [.. Enumerable.Range(0, of.Count).Select(number => (IReadOnlyList<LinkSide>)[.. found[number]])];
    }

    /// <summary>One record in so many.</summary>
    public static async Task<IReadOnlyList<LinkTexts>> SampleAsync(Session session, long every) =>
        [.. (await session.QueryAsync<Row>($"{Select} WHERE id % @every = 0 ORDER BY id", new { every })).Select(row => row.ToSide(session)).Where(side => !side.IsLost).Select(side => side.Texts)];

    /// <summary>Some records from before there was a key, by number.</summary>
    /// <returns>They, and the last number that was looked at; null: there are no more.</returns>
    public static async Task<(IReadOnlyList<LinkSide> Sides, long? Last)> PlainAsync(Session session, long after, int take)
    {
        var rows = await session.QueryAsync<Row>($"{Select} WHERE id > @after AND {SubjectCipher.IsPlain("texts")} ORDER BY id LIMIT @take", new { after, take });
        return ([.. rows.Select(row => row.ToSide(session))], rows.Count == 0 ? null : rows[^1].Id);
    }

    /// <summary>Proposes that two customers are the same.</summary>
    public static Task ProposeAsync(UnitOfWork unit, Guid customer, Guid other, LinkEvidence evidence, DateTimeOffset at) => unit.ExecuteAsync(
        Propose, new { customer = Min(customer, other), other = customer < other ? other : customer, weight = evidence.Weight, evidence = evidence.ToJson(), at });

    /// <summary>Takes back all that is proposed of some customers.</summary>
    public static Task WithdrawAsync(UnitOfWork unit, IReadOnlyCollection<Guid> customers) => unit.ExecuteAsync(
        $"DELETE FROM crm_link_proposal WHERE {unit.Dialect.IsIn("customer_id", "@customers")} OR {unit.Dialect.IsIn("other_id", "@customers")}", new { customers = customers.ToArray() });

    /// <summary>Takes back what is proposed between two groups of customers, since somebody has decided.</summary>
    public static Task SettleAsync(UnitOfWork unit, IReadOnlyCollection<Guid> here, IReadOnlyCollection<Guid> there) => unit.ExecuteAsync(
        $"""
        DELETE FROM crm_link_proposal
        WHERE ({unit.Dialect.IsIn("customer_id", "@here")} AND {unit.Dialect.IsIn("other_id", "@there")})
           OR ({unit.Dialect.IsIn("customer_id", "@there")} AND {unit.Dialect.IsIn("other_id", "@here")})
        """,
        new { here = here.ToArray(), there = there.ToArray() });

    private static string Select => "SELECT id, customer_id AS customer, texts, is_claimed FROM crm_link_record";

    private static Guid Min(Guid one, Guid other) => one < other ? one : other;

    private static string KeyAndRecord => "CAST(value ->> 0 AS bigint), CAST(value ->> 1 AS bigint)";

    /// <summary>Takes away keys that nobody can compute any more: all are looked at for them.</summary>
    private static Task UnkeyLostAsync(UnitOfWork unit, long[] records) =>
        records.Length == 0 ? Task.CompletedTask : unit.ExecuteAsync($"DELETE FROM crm_link_key WHERE {unit.Dialect.IsIn("record", "@records")}", new { records });

    /// <param name="unit">The transaction.</param>
    /// <param name="rows">Keys, each with its record.</param>
    private static async Task UnkeyAsync(UnitOfWork unit, List<long[]> rows)
    {
        if (rows.Count > 0)
        {
            await unit.ExecuteAsync(
                $"DELETE FROM crm_link_key WHERE (key, record) IN (SELECT {KeyAndRecord} FROM {unit.Dialect.EachOf("@rows")})", new { rows = JsonSerializer.Serialize(rows) });
        }
    }

    private sealed record Saved
    {
        public required long Id { get; init; }

        public required Guid Customer { get; init; }
    }

    private sealed record Shared
    {
        public required int Number { get; init; }

        public required long Record { get; init; }
    }

    private sealed record Row
    {
        public required long Id { get; init; }

        public required Guid Customer { get; init; }

        public required string Texts { get; init; }

        public required bool IsClaimed { get; init; }

        public LinkSide ToSide(Session session) => session.Cipher.Open(Customer, About, Texts) is { } texts
            ? new(Customer, LinkTexts.Parse(texts), IsClaimed, IsPlain: !SubjectCipher.IsSealed(Texts))
            : new(Customer, LinkTexts.None, IsClaimed, IsLost: true);
    }
}
