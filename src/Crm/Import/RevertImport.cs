using System.Text.Json;
using ServiceBot.Crm.Identity;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Crm.Import;

/// <summary>
/// Takes back what a batch said, and says it again if that was a mistake. All of it is withdrawn at one instant, by which it is found again; what was withdrawn before
/// by somebody has another. Customers that imports made and of whom nothing else is known disappear from lists.
/// </summary>
public sealed class RevertImport(IDatabase database, IEnumerable<ICustomerUse> uses, MergeCustomers merge, SignalLog signals, TimeProvider clock)
{
    private const int Together = 5_000;

    /// <summary>Works on a batch until it is taken back, or said again.</summary>
    public async Task WorkAsync(ImportBatch batch, CancellationToken cancellationToken)
    {
        var (isBack, at) = (batch.State == ImportState.Reverting, batch.RevertedAt!.Value);
        foreach (var (table, first, last) in new[] { ("crm_identifier", batch.FirstIdentifier, batch.LastIdentifier), ("crm_fact", batch.FirstFact, batch.LastFact) })
        {
            // What is done is found no more, so that it goes on after a crash.
            for (var after = first ?? 0; await database.WriteAsync(unit => StepAsync(unit, batch, table, after, last ?? 0, isBack, at), cancellationToken) is { } through;)
            {
                after = through;
            }
        }

        await database.WriteAsync(
            async unit =>
            {
                if (await ImportStore.HoldAsync(unit, batch.Id) is { } present && present.State == batch.State)
                {
                    if (!isBack)
                    {
                        await ImportStore.SetRevertedAsync(unit, batch.Id, null);
                    }

                    await ImportStore.SetStateAsync(unit, batch.Id, isBack ? ImportState.Reverted : present.Position == present.RowCount ? ImportState.Done : ImportState.Cancelled, clock.GetUtcNow());
                    await signals.AppendAsync(unit, new(isBack ? "ImportReverted" : "ImportRestored", clock.GetUtcNow(), Data: JsonSerializer.Serialize(new { import = batch.Id })));
                }

                return true;
            },
            cancellationToken);
    }

    /// <returns>The last value that was dealt with; null: there is none left, or nobody wants it any more.</returns>
    private async Task<long?> StepAsync(UnitOfWork unit, ImportBatch batch, string table, long after, long last, bool isBack, DateTimeOffset at)
    {
        await IdentityStore.LockAsync(unit);
        if (await ImportStore.HoldAsync(unit, batch.Id) is not { } present || present.State != batch.State)
        {
            return null;
        }

        var values = await unit.QueryAsync<Value>(
            $"""
            SELECT id, customer_id AS customer FROM {table}
            WHERE id > @after AND id <= @last AND import_id = @import AND {(isBack ? "withdrawn_at IS NULL" : "withdrawn_at = @at")} {(table == "crm_identifier" && isBack ? "AND verified_at IS NULL" : "")}
            ORDER BY id LIMIT @take
            """,
            new { after, last, import = batch.Id, at, take = Together });
        if (values.Count == 0)
        {
            return null;
        }

        await unit.ExecuteAsync(
            $"UPDATE {table} SET withdrawn_at = @until WHERE {unit.Dialect.IsIn("id", "@ids")}", new { until = isBack ? at : (DateTimeOffset?)null, ids = values.Select(value => value.Id).ToArray() });
        var customers = values.Select(value => value.Customer).Distinct().ToArray();
        if (isBack)
        {
            await WithdrawAsync(unit, customers, at);
        }
        else
        {
            await unit.ExecuteAsync($"UPDATE crm_customer SET withdrawn_at = NULL WHERE withdrawn_at IS NOT NULL AND {unit.Dialect.IsIn("id", "@customers")}", new { customers });
        }

        await IdentityStore.NameAllAsync(unit, customers);
        await ImportStore.UndoneAsync(unit, batch.Id, isBack ? values.Count : -values.Count);
        var (now, data) = (clock.GetUtcNow(), JsonSerializer.Serialize(new { fields = Array.Empty<string>(), by = "system", import = batch.Id, reverted = isBack }));
        await signals.AppendAllAsync(unit, [.. customers.Select(customer => new Signal(CustomerSignals.Edited, now, Customer: customer, Data: data))]);
        return values[^1].Id;
    }

    private async Task WithdrawAsync(UnitOfWork unit, Guid[] customers, DateTimeOffset at)
    {
        var alone = (await unit.QueryAsync<Guid>(
            $"""
            SELECT id FROM crm_customer c
            WHERE c.import_id IS NOT NULL AND c.withdrawn_at IS NULL AND {unit.Dialect.IsIn("c.id", "@customers")}
                AND NOT EXISTS (SELECT 1 FROM crm_fact f WHERE f.customer_id = c.id AND f.withdrawn_at IS NULL)
                AND NOT EXISTS (SELECT 1 FROM crm_identifier i WHERE i.customer_id = c.id AND i.withdrawn_at IS NULL)
                AND NOT EXISTS (SELECT 1 FROM crm_edge e WHERE e.customer_id = c.id AND e.revoked_at IS NULL AND e.kind <> @linked)
                AND NOT EXISTS (SELECT 1 FROM crm_edge e WHERE e.other_id = c.id AND e.revoked_at IS NULL AND e.kind <> @linked)
                AND NOT EXISTS (SELECT 1 FROM crm_consent s WHERE s.customer_id = c.id)
                AND NOT EXISTS (SELECT 1 FROM crm_order o WHERE o.customer_id = c.id)
                AND NOT EXISTS (SELECT 1 FROM crm_quote q WHERE q.customer_id = c.id)
            """,
            new { customers, linked = Edge.Linked })).ToHashSet();
        foreach (var use in uses)
        {
            alone.ExceptWith(await use.InUseAsync(unit, [.. alone]));
        }

        // What comparing found says nothing of somebody of whom nothing is known.
        foreach (var edge in (await IdentityStore.EdgesAsync(unit, alone)).Where(edge => edge.Kind == Edge.Linked))
        {
            await merge.RevokeAsync(unit, edge.Id, by: null);
        }

        await unit.ExecuteAsync($"UPDATE crm_customer SET withdrawn_at = @at WHERE {unit.Dialect.IsIn("id", "@alone")}", new { at, alone = alone.ToArray() });
    }

    private sealed record Value
    {
        public required long Id { get; init; }

        public required Guid Customer { get; init; }
    }
}
