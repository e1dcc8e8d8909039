using ServiceBot.Crm.Leads;
using ServiceBot.Desk.Dispatch;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Sales;

/// <summary>Who may get leads: agents and team leads, with the languages that they take conversations in; who has named none speaks that of their pages.</summary>
public static class LeadSellers
{
    /// <summary>All of them.</summary>
    public static async Task<IReadOnlyList<LeadSeller>> ListAsync(Session session)
    {
        var languages = (await AgentStore.EverybodyAsync(session)).ToDictionary(row => row.Staff, row => row.Languages);
        return [.. (await StaffStore.ListAsync(session)).Where(member => member is { DisabledAt: null, Role: StaffRole.Agent or StaffRole.Lead })
            .Select(member => new LeadSeller(member.Id, languages.GetValueOrDefault(member.Id) is { Length: > 0 } known ? AbilityWords.LanguagesOf(known) : [member.Language]))];
    }
}
