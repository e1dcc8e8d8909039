using ServiceBot.Insight.Segments.Rules;
using ServiceBot.Storage;

namespace ServiceBot.Outreach.Campaigns;

/// <summary>Which segments campaigns go by that are not over.</summary>
internal sealed class SegmentsOfCampaigns : ISegmentUse
{
    public async Task<IReadOnlyList<string>> OfAsync(Session session, long segment) => [.. (await CampaignStore.ListAsync(session))
        .Where(campaign => campaign.State != CampaignState.Ended && Of(campaign.Plan).Contains(segment)).Select(campaign => campaign.Name)];

    private static IEnumerable<long?> Of(CampaignPlan plan) => [plan.Entry.Segment, plan.Except, .. plan.All.OfType<CampaignStep.Branch>().Select(branch => branch.Segment)];
}
