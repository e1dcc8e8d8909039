using Microsoft.Extensions.Options;
using ServiceBot.Crm.Consents;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Identity;
using ServiceBot.Insight.Churn;
using ServiceBot.Insight.Segments.Rules;
using ServiceBot.Outreach.Campaigns;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Outreach.Running;

/// <summary>What a campaign would do if it were started now.</summary>
/// <param name="Audience">How many would enter at once; where they enter as things happen: how many would have in the last 30 days.</param>
/// <param name="Looked">How many of them were looked at, one by one.</param>
/// <param name="Compared">To how many of those nothing would be done, to compare with.</param>
/// <param name="ByChannel">How many would be written to, by channel.</param>
/// <param name="Refused">How many would not, by why.</param>
/// <param name="Quiet">How many of those who would be written to would have to wait for their morning.</param>
/// <param name="Cost">What the first message to all of them would cost.</param>
public sealed record Rehearsal(long Audience, int Looked, int Compared, IReadOnlyDictionary<string, int> ByChannel, IReadOnlyDictionary<string, int> Refused, int Quiet, decimal Cost);

/// <summary>Goes through a campaign with the customers of now, and what happened to them lately, without doing anything.</summary>
public sealed class RehearseCampaign(Reach reach, MayContact mayContact, IOptions<OutreachOptions> options, TimeProvider clock)
{
    private const int MostLooked = 500;
    private const int MostReplayed = 20_000;
    private const int ReplayedDays = 30;

    /// <summary>Goes through it.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="campaign">The campaign, in any state.</param>
    public async Task<Rehearsal> HandleAsync(Session session, Campaign campaign)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(campaign);
        var (plan, now) = (campaign.Plan, clock.GetUtcNow());
        var (audience, people) = await AudienceAsync(session, plan.Entry);
        var groups = (await PersonRecords.GroupsAsync(session, [.. people])).ToLookup(pair => pair.Value, pair => pair.Key);
        var excepted = plan.Except is { } except ? await SegmentStore.AreInAsync(session, except, [.. people]) : new HashSet<Guid>();
        var (byChannel, refused, compared, quiet, cost) = (new Dictionary<string, int>(), new Dictionary<string, int>(), 0, 0, 0m);
        foreach (var person in people)
        {
            var (channel, refusal, reachable) = excepted.Contains(person) ? (null, RefusedBecause.Excepted, null) : await ChannelAsync(session, plan, person, [.. groups[person]], now);
            if (channel is null && refusal != RefusedBecause.Unreachable)
            {
                refused[refusal] = refused.GetValueOrDefault(refusal) + 1;
            }
            else if (EnterCampaign.ArmOf(campaign.Id, plan, person) == Participant.Compared)
            {
                compared++;
            }
            else if (channel is null)
            {
                refused[refusal] = refused.GetValueOrDefault(refusal) + 1;
            }
            else
            {
                byChannel[channel] = byChannel.GetValueOrDefault(channel) + 1;
                cost += options.Value.Costs.TryGetValue(channel, out var each) ? each : 0;
                quiet += new QuietHours(options.Value.From, options.Value.Until).Next(now, reachable!.Zone) > now ? 1 : 0;
            }
        }

        return new(audience, people.Count, compared, byChannel, refused, quiet, cost);
    }

    private async Task<(long Audience, IReadOnlyList<Guid> People)> AudienceAsync(Session session, CampaignEntry entry)
    {
        if (entry.Kind == EntryKind.Care)
        {
            var chosen = await WorthCaring.ListAsync(session, 0, Math.Min(entry.PerDay, MostLooked));
            return (chosen.Count, [.. chosen.Select(one => one.Customer)]);
        }

        if (entry is { Kind: EntryKind.Segment, Segment: { } segment })
        {
            return ((await SegmentStore.FindAsync(session, segment))?.Count ?? 0, [.. (await SegmentStore.MembersAsync(session, segment, null, MostLooked)).Select(member => member.Customer)]);
        }

        var happened = await SignalLog.SinceAsync(session, EntrySignals.TypesOf(entry), clock.GetUtcNow().AddDays(-ReplayedDays), MostReplayed);
        Guid[] customers = [.. happened.Where(signal => EntrySignals.BringsIn(entry, signal)).Select(signal => signal.Customer!.Value).Distinct()];
        var persons = customers.Length == 0 ? [] : await CustomerCard.RootsAsync(session, customers);
        return (persons.Length, [.. persons.Take(MostLooked)]);
    }

    private async Task<(string? Channel, string Refusal, Reachable? Reachable)> ChannelAsync(Session session, CampaignPlan plan, Guid person, Guid[] records, DateTimeOffset now)
    {
        if (await reach.FindAsync(session, person, records) is not { } reachable)
        {
            return (null, RefusedBecause.Gone, null);
        }

        var rights = await ChannelRights.OfAsync(mayContact, session, plan, person, now);
        return rights.FirstOrDefault(right => right.Refusal is null && reachable.By(right.Channel)).Channel is { } channel ? (channel, "", reachable)
            : (null, rights.Any(right => right.Refusal is null) ? RefusedBecause.Unreachable : rights[0].Refusal!, reachable);
    }
}
