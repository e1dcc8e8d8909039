using ServiceBot.Crm.Consents;
using ServiceBot.Outreach.Campaigns;
using ServiceBot.Storage;

namespace ServiceBot.Outreach.Running;

/// <summary>Which of a campaign's channels a customer may be written to by, as their consents stand.</summary>
internal static class ChannelRights
{
    /// <summary>The channels in the order of the plan, each with why it may not be used; null: it may.</summary>
    /// <param name="mayContact">Whom to ask.</param>
    /// <param name="session">Where to read.</param>
    /// <param name="plan">The plan, with its purpose.</param>
    /// <param name="customer">Who, by any of their ids.</param>
    /// <param name="at">When.</param>
    public static async Task<IReadOnlyList<(string Channel, string? Refusal)>> OfAsync(MayContact mayContact, Session session, CampaignPlan plan, Guid customer, DateTimeOffset at)
    {
        var rights = new List<(string, string?)>();
        foreach (var channel in plan.Channels)
        {
            rights.Add((channel, (await mayContact.HandleAsync(session, customer, plan.Purpose, channel, at)).Refusal switch
            {
                null => null,
                ContactRefusal.Withdrawn => RefusedBecause.Withdrawn,
                ContactRefusal.Restricted => RefusedBecause.Restricted,
                ContactRefusal.NoSuchCustomer => RefusedBecause.Gone,
                _ => RefusedBecause.NotGranted,
            }));
        }

        return rights;
    }
}
