using ServiceBot.Storage.Personal;

namespace ServiceBot.Crm.Privacy;

/// <summary>Leads, since they ended; stages, points and odds stay, who it was goes.</summary>
internal sealed class RetainedLeads : IRetained
{
    public const string Anonymous = "name = NULL, company = NULL, job_title = NULL, email = NULL, phone = NULL, region = NULL, wish = NULL, said = NULL, reason = NULL";

    /// <summary>Keys that are numbers of leads.</summary>
    public const string Lead = "lead";

    public string Kind => Lead;

    public (string Table, string Key, string Condition) Due => ("crm_lead", "number", "closed_at < @before AND COALESCE(name, company, email, phone, wish, said, reason) IS NOT NULL");
}
