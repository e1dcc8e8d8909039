using ServiceBot.Crm.Import;
using ServiceBot.Storage;

namespace ServiceBot.Crm.Privacy;

/// <summary>Customers, since anything was heard or said of them last, whoever of their records that was. Whoever has requests, contracts, surveys, open sales or a legal hold stays.</summary>
internal sealed class RetainedCustomers(IEnumerable<ICustomerUse> uses)
{
    public const string Kind = "customer";

    private const int Together = 1_000;

    private const string Due = """
        SELECT c.id FROM crm_customer c
        WHERE c.id > @after AND c.erased_at IS NULL AND c.created_at < @before
            AND NOT EXISTS (SELECT 1 FROM crm_cluster k WHERE k.customer_id = c.id AND k.root <> c.id)
            AND NOT EXISTS (SELECT 1 FROM crm_erasure e WHERE e.customer_id = c.id)
            AND NOT EXISTS (
                SELECT 1 FROM (SELECT c.id AS id UNION SELECT k.customer_id FROM crm_cluster k WHERE k.root = c.id) m
                WHERE EXISTS (SELECT 1 FROM crm_identifier i WHERE i.customer_id = m.id AND i.last_seen_at >= @before)
                    OR EXISTS (SELECT 1 FROM crm_fact f WHERE f.customer_id = m.id AND f.at >= @before)
                    OR EXISTS (SELECT 1 FROM crm_consent s WHERE s.customer_id = m.id AND s.at >= @before)
                    OR EXISTS (SELECT 1 FROM crm_order o WHERE o.customer_id = m.id AND o.placed_at >= @before)
                    OR EXISTS (SELECT 1 FROM crm_opportunity o WHERE o.customer_id = m.id AND (o.closed_at IS NULL OR o.closed_at >= @before))
                    OR EXISTS (SELECT 1 FROM crm_protection p WHERE p.customer_id = m.id AND p.kind = 'hold' AND p.ended_at IS NULL))
        ORDER BY c.id LIMIT @take
        """;

    /// <summary>Who is due, in the order in which they came.</summary>
    public async Task<IReadOnlyList<Guid>> ListAsync(Session session, DateTimeOffset before, int take)
    {
        var due = new List<Guid>();
        for (IReadOnlyList<Guid> page = [Guid.Empty]; page.Count > 0 && due.Count < take;)
        {
            page = await session.QueryAsync<Guid>(Due, new { after = page[^1], before, take = Together });
            var used = new HashSet<Guid>();
            foreach (var use in uses)
            {
                used.UnionWith(await use.InUseAsync(session, [.. page]));
            }

            due.AddRange(page.Where(customer => !used.Contains(customer)));
        }

        return due.Count > take ? due[..take] : due;
    }
}
