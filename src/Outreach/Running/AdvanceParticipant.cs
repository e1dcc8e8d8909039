using ServiceBot.Crm.Identity;
using ServiceBot.Desk.Requests;
using ServiceBot.Insight.Segments.Rules;
using ServiceBot.Outreach.Campaigns;
using ServiceBot.Storage;

namespace ServiceBot.Outreach.Running;

/// <summary>Does with a participant what is due, as far as it can be done now.</summary>
internal sealed class AdvanceParticipant(ContactCustomer contact, OpenRequest openRequest, ICareWords words, TimeProvider clock)
{
    private const int MostSteps = 60;     // more than a plan has: who goes round in circles is stopped

    /// <summary>Does it.</summary>
    /// <param name="unit">The transaction: what is done and where they stand commit together, so that nothing is done twice.</param>
    /// <param name="id">The participant.</param>
    /// <param name="stop">The page on which they can stop it, signed.</param>
    public async Task HandleAsync(UnitOfWork unit, long id, string stop)
    {
        var now = clock.GetUtcNow();
        if (await ParticipantStore.HoldAsync(unit, id) is not { Step: not null } participant || participant.DueAt > now
            || await CampaignStore.FindAsync(unit, participant.CampaignId) is not { State: CampaignState.Live } campaign)
        {
            return;
        }

        var plan = participant.Version == campaign.Version ? campaign.Plan : (await CampaignStore.PlanAsync(unit, campaign.Id, participant.Version))!;
        for (var steps = 0; participant.Step is { } at && participant.DueAt <= now; steps++)
        {
            if (plan.EndsAtGoal && participant.GoalAt is not null)
            {
                participant = Left(participant, LeftBecause.Goal, now);
            }
            else if (steps == MostSteps || plan.Find(at) is not { } step)
            {
                participant = Left(participant, LeftBecause.Done, now);
            }
            else
            {
                participant = await StepAsync(unit, campaign, plan, participant, step, stop, now);
                participant = participant.Step is null && participant.LeftAt is null ? Left(participant, LeftBecause.Done, now) : participant;
            }
        }

        await ParticipantStore.SaveAsync(unit, participant);
    }

    private async Task<Participant> StepAsync(UnitOfWork unit, Campaign campaign, CampaignPlan plan, Participant participant, CampaignStep step, string stop, DateTimeOffset now)
    {
        switch (step)
        {
            case CampaignStep.Send send:
                var done = await contact.HandleAsync(unit, campaign, plan, participant, send, stop, now);
                return done.Again is { } again
                    ? participant with { DueAt = again }
                    : Next(participant with { Contacts = participant.Contacts + (done.IsSent ? 1 : 0) }, plan.After(step.Id), now);
            case CampaignStep.Wait wait:
                return Next(participant, plan.After(step.Id), now.AddHours(wait.Hours));
            case CampaignStep.Branch branch:
                var yes = await HoldsAsync(unit, participant, branch);
                await ParticipantStore.AddEventAsync(unit, Event(participant, step.Id, now, yes ? OutreachEvent.Yes : OutreachEvent.No));
                return Next(participant, plan.Into(branch, yes), now);
            default:
                await AskAsync(unit, campaign, participant, (CampaignStep.Ask)step, now);
                return Next(participant, plan.After(step.Id), now);
        }
    }

    private async Task<bool> HoldsAsync(UnitOfWork unit, Participant participant, CampaignStep.Branch branch) => branch.When switch
    {
        BranchKind.Answered => participant.AnsweredAt is not null,
        BranchKind.Goal => participant.GoalAt is not null,
        BranchKind.Reached => participant.Contacts > 0,
        _ => (await SegmentStore.AreInAsync(unit, branch.Segment!.Value, [.. (await PersonRecords.GroupsAsync(unit, [participant.CustomerId])).Values])).Count > 0,
    };

    private async Task AskAsync(UnitOfWork unit, Campaign campaign, Participant participant, CampaignStep.Ask ask, DateTimeOffset now)
    {
        var customer = await Crm.Customers.CustomerStore.FindAsync(unit, participant.CustomerId);
        var language = customer?.Language == "zh" ? "zh" : "en";
        await openRequest.HandleAsync(unit, new()
        {
            Subject = ask.Subject,
            Details = CareReason.Parse(participant.Why) is { } why ? words.Of(why, language) : campaign.Name,
            Category = "care",
            Language = language,
            By = Actor.System,
            Team = ask.Team,
            Customer = participant.CustomerId,
            DedupeKey = $"outreach:{participant.Id}:{ask.Id}",
        });
        await ParticipantStore.AddEventAsync(unit, Event(participant, ask.Id, now, OutreachEvent.Asked));
    }

    internal static OutreachEvent Event(Participant participant, string step, DateTimeOffset at, string what) =>
        new() { ParticipantId = participant.Id, CampaignId = participant.CampaignId, CustomerId = participant.CustomerId, Step = step, At = at, What = what };

    private static Participant Next(Participant participant, string? step, DateTimeOffset due) => participant with { Step = step, DueAt = step is null ? null : due };

    private static Participant Left(Participant participant, string because, DateTimeOffset now) => participant with { Step = null, DueAt = null, LeftAt = now, LeftReason = because };
}
