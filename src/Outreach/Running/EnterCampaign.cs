using ServiceBot.Crm.Consents;
using ServiceBot.Crm.Identity;
using ServiceBot.Insight.Experiments;
using ServiceBot.Insight.Segments.Rules;
using ServiceBot.Outreach.Campaigns;
using ServiceBot.Storage;

namespace ServiceBot.Outreach.Running;

/// <summary>
/// Takes customers into a campaign. Who may not be written to is noted with the reason and is no part of the comparison; of the others some are drawn to whom nothing is done, always the same.
/// </summary>
internal sealed class EnterCampaign(MayContact mayContact, MayProfile mayProfile, TimeProvider clock)
{
    /// <summary>Takes some in, who are not in it yet.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="campaign">The campaign, which runs.</param>
    /// <param name="people">The records whose pages are theirs, and why they were chosen.</param>
    /// <returns>How many came in.</returns>
    public async Task<int> HandleAsync(UnitOfWork unit, Campaign campaign, IReadOnlyList<(Guid Person, string? Why)> people)
    {
        var now = clock.GetUtcNow();
        var plan = campaign.Plan;
        Guid[] persons = [.. people.Select(one => one.Person)];
        var before = await ParticipantStore.LastAsync(unit, campaign.Id, persons);
        var again = plan.Entry.AgainAfterDays is { } days ? now.AddDays(-days) : DateTimeOffset.MinValue;
        var fresh = people.Where(one => !before.TryGetValue(one.Person, out var last) || (last.Step is null && last.EnteredAt < again)).ToList();
        if (fresh.Count == 0)
        {
            return 0;
        }

        Guid[] asked = [.. fresh.Select(one => one.Person)];
        var excepted = plan.Except is { } except ? await SegmentStore.AreInAsync(unit, except, asked) : new HashSet<Guid>();
        var segment = plan.Entry.Segment is { } among ? await SegmentStore.FindAsync(unit, among) : null;
        var unprofiled = plan.Entry.Kind == EntryKind.Care ? await mayProfile.RefusedAsync(unit, await PersonRecords.GroupsAsync(unit, asked), now) : new HashSet<Guid>();
        var entering = new List<Participant>();
        foreach (var (person, why) in fresh)
        {
            var refusal = segment?.HoldsOut(person) == true ? RefusedBecause.HeldOut : excepted.Contains(person) ? RefusedBecause.Excepted : unprofiled.Contains(person) ? RefusedBecause.Withdrawn : await RefusalAsync(unit, plan, person, now);
            var arm = refusal is not null ? Participant.Refused : ArmOf(campaign.Id, plan, person);
            entering.Add(new()
            {
                Id = 0,
                CampaignId = campaign.Id,
                CustomerId = person,
                Round = (before.GetValueOrDefault(person)?.Round ?? 0) + 1,
                Version = campaign.Version,
                EnteredAt = now,
                Arm = arm,
                Why = why,
                Step = arm > 0 ? plan.Steps[0].Id : null,
                LeftReason = refusal ?? (arm == Participant.Compared ? LeftBecause.Compared : null),
                Contacts = 0,
            });
        }

        await ParticipantStore.AddAsync(unit, campaign.Id, campaign.Version, now, entering);
        return entering.Count;
    }

    /// <summary>The arm of somebody: the same whenever it is asked, and independent of their arms in other campaigns.</summary>
    internal static int ArmOf(Guid campaign, CampaignPlan plan, Guid person) => Assignment.Draw($"{campaign}:holdout", $"{person}") < plan.Holdout
        ? Participant.Compared
        : 1 + Assignment.ArmOf($"{campaign}:variant", $"{person}", [.. Enumerable.Repeat(1.0, plan.Variants)]);

    /// <summary>Why nobody may write to somebody by any of the campaign's channels; null: by one of them one may.</summary>
    private async Task<string?> RefusalAsync(UnitOfWork unit, CampaignPlan plan, Guid person, DateTimeOffset now)
    {
        var rights = await ChannelRights.OfAsync(mayContact, unit, plan, person, now);
        return rights.Any(right => right.Refusal is null) ? null : rights[0].Refusal;
    }
}
