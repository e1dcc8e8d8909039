using System.Text.Json;
using ServiceBot.Crm.Identity;
using ServiceBot.Storage;
using ServiceBot.Storage.Keys;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Crm.Import;

/// <summary>Writes down what a plan comes to: one statement for each table.</summary>
internal static class ImportWriter
{
    private static string Customers(ISqlDialect dialect) => $"""
        INSERT INTO crm_customer (id, name, language, created_at, import_id)
        SELECT {dialect.Id("value ->> 0")}, value ->> 1, value ->> 2, @now, @import FROM {dialect.EachOf("@rows")} WHERE TRUE
        """;

    private static string Facts(ISqlDialect dialect) => $"""
        INSERT INTO crm_fact (customer_id, field, value, source, at, import_id)
        SELECT {dialect.Id("value ->> 0")}, value ->> 1, value ->> 2, 'import', @now, @import FROM {dialect.EachOf("@rows")} WHERE TRUE
        """;

    // What is there from before there was a key becomes what would be written now.
    private static string SealIdentifiers(ISqlDialect dialect) => $"""
        UPDATE crm_identifier SET value = given.kept, normalised = given.form
        FROM (SELECT {dialect.Id("value ->> 0")} AS customer, value ->> 1 AS kind, value ->> 2 AS kept, value ->> 3 AS form, value ->> 4 AS normalised FROM {dialect.EachOf("@rows")}) AS given
        WHERE crm_identifier.customer_id = given.customer AND crm_identifier.kind = given.kind AND crm_identifier.normalised = given.normalised
        """;

    // Only what another revert has withdrawn is there already: it is said again by this batch.
    private static string Identifiers(ISqlDialect dialect) => $"""
        INSERT INTO crm_identifier (customer_id, kind, value, normalised, first_seen_at, last_seen_at, source, import_id)
        SELECT {dialect.Id("value ->> 0")}, value ->> 1, value ->> 2, value ->> 3, @now, @now, 'import', @import FROM {dialect.EachOf("@rows")} WHERE TRUE
        ON CONFLICT (customer_id, kind, normalised) DO UPDATE SET withdrawn_at = NULL, last_seen_at = excluded.last_seen_at, import_id = excluded.import_id
        """;

    public static async Task WriteAsync(UnitOfWork unit, SignalLog signals, ImportBatch batch, ImportPlan plan, DateTimeOffset now)
    {
        var made = plan.Customers.Where(customer => customer.IsNew).ToList();
        await InsertAsync(unit, Customers(unit.Dialect), [.. made.Select(customer => new[] { Text(customer), customer[CustomerFields.Name], customer[CustomerFields.Language] ?? "en" })], batch.Id, now);
        await SayAsync(unit, batch.Id, plan, now);
        await IdentityStore.NameAllAsync(unit, [.. plan.Customers.Where(customer => !customer.IsNew && customer.IsCalledAnew).Select(customer => customer.Id)]);

        var fields = plan.Facts.Select(fact => (fact.Customer, What: fact.Field)).Concat(plan.Identifiers.Select(one => (one.Customer, What: one.Identifier.Kind)))
            .Where(said => !said.Customer.IsNew).ToLookup(said => said.Customer, said => said.What);
        var created = JsonSerializer.Serialize(new { source = FactSources.Import, by = batch.MadeBy, import = batch.Id });
        await signals.AppendAllAsync(unit, [.. plan.Customers.Select(customer => customer.IsNew
            ? new Signal(CustomerSignals.Created, now, Customer: customer.Id, Data: created)
            : new Signal(CustomerSignals.Edited, now, Customer: customer.Id, Data: JsonSerializer.Serialize(new { fields = fields[customer].Distinct(), by = batch.MadeBy, import = batch.Id })))]);
    }

    /// <summary>Writes facts and identifiers, customer by customer, so that the key of each is found once.</summary>
    private static async Task SayAsync(UnitOfWork unit, long import, ImportPlan plan, DateTimeOffset now)
    {
        var secret = await Sensitive.FieldsAsync(unit);
        var (factsOf, identifiersOf) = (plan.Facts.ToLookup(fact => fact.Customer), plan.Identifiers.ToLookup(one => one.Customer));
        var customers = factsOf.Select(of => of.Key).Union(identifiersOf.Select(of => of.Key)).ToList();
        var sealer = await unit.SealerAsync(customers.Where(customer => factsOf[customer].Any(fact => secret.Contains(fact.Field)) || identifiersOf[customer].Any(one => Sensitive.IsIdentifier(one.Identifier.Kind))).Select(customer => customer.Id));
        var (facts, identifiers, known) = (new List<string?[]>(), new List<string?[]>(), new List<string?[]>());
        foreach (var customer in customers)
        {
            facts.AddRange(factsOf[customer].Select(fact => new[] { Text(customer), fact.Field, secret.Contains(fact.Field) ? sealer.Seal(customer.Id, fact.Field, fact.Value) : fact.Value }));
            foreach (var (_, one) in identifiersOf[customer])
            {
                var isSecret = Sensitive.IsIdentifier(one.Kind);
                string?[] row = [Text(customer), one.Kind, isSecret ? sealer.Seal(customer.Id, one.Kind, one.Value) : one.Value, unit.Cipher.Kept(one.Kind, one.Normalised), one.Normalised];
                identifiers.Add(row);
                if (isSecret && !customer.IsNew)
                {
                    known.Add(row);
                }
            }
        }

        await InsertAsync(unit, Facts(unit.Dialect), facts, import, now);
        await InsertAsync(unit, SealIdentifiers(unit.Dialect), known, import, now);
        await InsertAsync(unit, Identifiers(unit.Dialect), identifiers, import, now);
    }

    private static string Text(KnownCustomer customer) => customer.Id.ToString();

    private static Task InsertAsync(UnitOfWork unit, string sql, List<string?[]> rows, long import, DateTimeOffset now) =>
        rows.Count == 0 ? Task.CompletedTask : unit.ExecuteAsync(sql, new { rows = JsonSerializer.Serialize(rows), import, now });
}
