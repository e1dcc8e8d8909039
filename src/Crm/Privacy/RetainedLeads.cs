using ServiceBot.Storage;
using ServiceBot.Storage.Personal;

namespace ServiceBot.Crm.Privacy;

/// <summary>Leads, since they ended; stages, points and odds stay, who it was goes.</summary>
internal sealed class RetainedLeads : IRetained
{
    public const string Anonymous = "name = NULL, company = NULL, job_title = NULL, email = NULL, phone = NULL, region = NULL, wish = NULL, said = NULL, reason = NULL";

    public string Kind => "lead";

    public (string Table, string Key, string Condition) Due => ("crm_lead", "number", "closed_at < @before AND COALESCE(name, company, email, phone, wish, said, reason) IS NOT NULL");

    public Task EraseAsync(UnitOfWork unit, long[] keys)
    {
        ArgumentNullException.ThrowIfNull(unit);
        return unit.ExecuteAsync($"UPDATE crm_lead SET {Anonymous} WHERE {unit.Dialect.IsIn("number", "@keys")}", new { keys });
    }
}
