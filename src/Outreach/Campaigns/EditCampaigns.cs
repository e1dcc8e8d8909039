using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceBot.Crm;
using ServiceBot.Crm.Consents;
using ServiceBot.Insight.Segments.Rules;
using ServiceBot.Outreach.Running;
using ServiceBot.Outreach.Templates;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Outreach.Campaigns;

/// <summary>Makes campaigns, changes them, starts and stops them.</summary>
public sealed class EditCampaigns(SignalLog signals, IOptions<ConsentOptions> consents, TimeProvider clock)
{
    private const int LongestName = 80;
    private const int MostSteps = 60;
    private const int MostTemplates = 8;
    private const int DeepestBranch = 4;
    private const int LongestSubject = 200;

    /// <summary>Makes a campaign, as a draft.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="plan">What is done with whom; steps without a name get one.</param>
    /// <param name="by">Who makes it.</param>
    public async Task<EditOutcome<Campaign>> CreateAsync(UnitOfWork unit, string name, CampaignPlan plan, string by)
    {
        var (label, clean, errors) = await CheckAsync(unit, Guid.Empty, name, plan);
        if (errors.Count > 0)
        {
            return new EditOutcome<Campaign>.Wrong(errors);
        }

        var now = clock.GetUtcNow();
        var campaign = new Campaign { Id = Guid.CreateVersion7(now), Name = label, State = CampaignState.Draft, Version = 1, RowVersion = 1, MadeBy = by, MadeAt = now, PlanJson = clean.ToJson() };
        await CampaignStore.AddAsync(unit, campaign);
        await SayAsync(unit, "CampaignMade", campaign, by);
        return new EditOutcome<Campaign>.Done(campaign);
    }

    /// <summary>Changes a campaign that is not over. Who has entered already goes on by the plan that they entered with.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="id">Which.</param>
    /// <param name="rowVersion">The version that was read; null: whichever there is.</param>
    /// <param name="name">What it is called from now on.</param>
    /// <param name="plan">The plan from now on.</param>
    /// <param name="by">Who changes it.</param>
    public Task<EditOutcome<Campaign>> ChangeAsync(UnitOfWork unit, Guid id, int? rowVersion, string name, CampaignPlan plan, string by) => ActAsync(unit, id, rowVersion, async before =>
    {
        if (before.State == CampaignState.Ended)
        {
            return NotNow(before);
        }

        var (label, clean, errors) = await CheckAsync(unit, id, name, plan);
        if (errors.Count > 0)
        {
            return new EditOutcome<Campaign>.Wrong(errors);
        }

        var json = clean.ToJson();
        if (label == before.Name && json == before.PlanJson)
        {
            return new EditOutcome<Campaign>.Done(before);
        }

        var now = before with { Name = label, RowVersion = before.RowVersion + 1, Version = json == before.PlanJson ? before.Version : before.Version + 1, PlanJson = json };
        if (now.Version != before.Version)
        {
            await CampaignStore.AddPlanAsync(unit, now, by, clock.GetUtcNow());
        }

        return await SaveAsync(unit, now, "CampaignChanged", by);
    });

    /// <summary>Starts a draft, or has a paused one go on.</summary>
    public Task<EditOutcome<Campaign>> StartAsync(UnitOfWork unit, Guid id, int? rowVersion, string by) => ActAsync(unit, id, rowVersion, async before =>
    {
        if (before.State is not (CampaignState.Draft or CampaignState.Paused))
        {
            return NotNow(before);
        }

        var now = clock.GetUtcNow();
        var isFirst = before.StartedAt is null;
        return await SaveAsync(
            unit,
            before with
            {
                State = CampaignState.Live,
                RowVersion = before.RowVersion + 1,
                StartedAt = before.StartedAt ?? now,
                NextAt = !isFirst ? before.NextAt : before.Plan.Entry.Kind switch
                {
                    EntryKind.Segment => before.Plan.Entry.At is { } at && at > now ? at : now,
                    EntryKind.Care => now,
                    _ => null,
                },
            },
            "CampaignStarted", by);
    });

    /// <summary>Has nobody enter and nothing sent until it is started again.</summary>
    public Task<EditOutcome<Campaign>> PauseAsync(UnitOfWork unit, Guid id, int? rowVersion, string by) => ActAsync(unit, id, rowVersion, async before =>
        before.State != CampaignState.Live ? NotNow(before) : await SaveAsync(unit, before with { State = CampaignState.Paused, RowVersion = before.RowVersion + 1 }, "CampaignPaused", by));

    /// <summary>Ends it for everybody: nothing more is sent, what came of it is still counted.</summary>
    public Task<EditOutcome<Campaign>> EndAsync(UnitOfWork unit, Guid id, int? rowVersion, string by) => ActAsync(unit, id, rowVersion, async before =>
    {
        if (before.State == CampaignState.Ended)
        {
            return NotNow(before);
        }

        var now = clock.GetUtcNow();
        await ParticipantStore.LeaveAllAsync(unit, id, LeftBecause.Ended, now);
        return await SaveAsync(unit, before with { State = CampaignState.Ended, RowVersion = before.RowVersion + 1, EndedAt = now, NextAt = null }, "CampaignEnded", by);
    });

    private static async Task<EditOutcome<Campaign>> ActAsync(UnitOfWork unit, Guid id, int? rowVersion, Func<Campaign, Task<EditOutcome<Campaign>>> act) =>
        await CampaignStore.HoldAsync(unit, id) is not { } before ? new EditOutcome<Campaign>.NotFound()
        : rowVersion is not null && rowVersion != before.RowVersion ? new EditOutcome<Campaign>.Conflict(before)
        : await act(before);

    private static EditOutcome<Campaign> NotNow(Campaign campaign) => new EditOutcome<Campaign>.NotNow(campaign, CampaignStore.WordOf(campaign.State), campaign.State switch
    {
        CampaignState.Draft => ["change", "start", "end"],
        CampaignState.Live => ["change", "pause", "end"],
        CampaignState.Paused => ["change", "start", "end"],
        _ => [],
    });

    private async Task<EditOutcome<Campaign>> SaveAsync(UnitOfWork unit, Campaign now, string signal, string by)
    {
        await CampaignStore.SaveAsync(unit, now);
        await SayAsync(unit, signal, now, by);
        return new EditOutcome<Campaign>.Done(now);
    }

    private Task SayAsync(UnitOfWork unit, string signal, Campaign campaign, string by) =>
        signals.AppendAsync(unit, new(signal, clock.GetUtcNow(), Data: JsonSerializer.Serialize(new { campaign = campaign.Id, version = campaign.Version, by })));

    private async Task<(string Name, CampaignPlan Plan, Dictionary<string, string[]> Errors)> CheckAsync(UnitOfWork unit, Guid id, string name, CampaignPlan plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var errors = new Dictionary<string, string[]>();
        var label = StoredText.Clean(name, LongestName);
        if (label.Length == 0)
        {
            errors["name"] = ["Give it a name."];
        }
        else if (await CampaignStore.IsTakenAsync(unit, label, id))
        {
            errors["name"] = ["Another campaign has this name."];
        }

        var known = (await SegmentStore.ListAsync(unit)).Select(segment => segment.Id).ToHashSet();
        CheckEntry(plan.Entry, known, errors);
        if (plan.Except is { } except && !known.Contains(except))
        {
            errors["except"] = ["There is no such segment."];
        }

        if (!consents.Value.Purposes.ContainsKey(plan.Purpose))
        {
            errors["purpose"] = [$"It is one of {string.Join(", ", consents.Value.Purposes.Keys.Order(StringComparer.Ordinal))}."];
        }

        if (plan.Channels.Count == 0 || plan.Channels.Except(OutreachChannels.All).Any() || plan.Channels.Distinct().Count() < plan.Channels.Count)
        {
            errors["channels"] = [$"Each once, of {string.Join(", ", OutreachChannels.All)}; one at least."];
        }

        if (plan.Holdout is not (>= 0 and <= 0.5))
        {
            errors["holdout"] = ["It is a share from 0 to 0.5."];
        }

        if (plan.Goal.Days is < 1 or > 365)
        {
            errors["goal.days"] = ["It is 1 to 365."];
        }

        if (plan.Budget is <= 0)
        {
            errors["budget"] = ["It is more than 0, or left out."];
        }

        var clean = plan with { Steps = Named(plan.Steps) };
        await CheckStepsAsync(unit, clean, known, errors);
        return (label, clean, errors);
    }

    private static void CheckEntry(CampaignEntry entry, HashSet<long> known, Dictionary<string, string[]> errors)
    {
        if (entry.Segment is { } segment ? !known.Contains(segment) : entry.Kind is EntryKind.Segment or EntryKind.SegmentEntered)
        {
            errors["entry.segment"] = [entry.Segment is null ? "Say which segment." : "There is no such segment."];
        }

        if (entry.Kind == EntryKind.Signal && !EntrySignals.All.Contains(entry.Signal))
        {
            errors["entry.signal"] = [$"It is one of {string.Join(", ", EntrySignals.All)}."];
        }

        if (entry.PerDay is < 1 or > 100_000)
        {
            errors["entry.perDay"] = ["It is 1 to 100000."];
        }

        if (entry.AgainAfterDays is < 1 or > 3_650)
        {
            errors["entry.againAfterDays"] = ["It is 1 to 3650, or left out: never again."];
        }
    }

    private static async Task CheckStepsAsync(UnitOfWork unit, CampaignPlan plan, HashSet<long> known, Dictionary<string, string[]> errors)
    {
        var all = plan.All.ToList();
        if (all.Count is 0 or > MostSteps)
        {
            errors["steps"] = [$"It has 1 to {MostSteps} steps; this has {all.Count}."];
        }
        else if (all.DistinctBy(step => step.Id).Count() < all.Count)
        {
            errors["steps"] = ["Two steps have the same id."];
        }
        else if (Depth(plan.Steps) > DeepestBranch)
        {
            errors["steps"] = [$"Branches stand in branches at most {DeepestBranch} deep."];
        }
        else if (!all.Any(step => step is CampaignStep.Send or CampaignStep.Ask))
        {
            errors["steps"] = ["Nothing is done: send something, or have a person asked."];
        }

        foreach (var step in all)
        {
            var wrong = step switch
            {
                CampaignStep.Send { Templates.Count: 0 or > MostTemplates } => $"It has 1 to {MostTemplates} templates.",
                CampaignStep.Send send => await MissingAsync(unit, send) is { } missing ? $"There is no template {missing} that is offered." : null,
                CampaignStep.Wait { Hours: < 1 or > 8_760 } => "It is 1 to 8760 hours.",
                CampaignStep.Branch { When: BranchKind.InSegment, Segment: null } => "Say which segment.",
                CampaignStep.Branch { When: BranchKind.InSegment, Segment: { } segment } when !known.Contains(segment) => "There is no such segment.",
                CampaignStep.Branch { Yes.Count: 0, No.Count: 0 } => "Neither way leads anywhere.",
                CampaignStep.Ask ask when StoredText.Clean(ask.Subject, LongestSubject).Length == 0 => "Say what the person is to do.",
                _ => null,
            };
            if (wrong is not null)
            {
                errors[$"steps.{step.Id}"] = [wrong];
            }
        }
    }

    private static async Task<Guid?> MissingAsync(UnitOfWork unit, CampaignStep.Send send)
    {
        foreach (var template in send.Templates)
        {
            if (await TemplateStore.FindAsync(unit, template) is not { ArchivedAt: null })
            {
                return template;
            }
        }

        return null;
    }

    private static int Depth(IEnumerable<CampaignStep> steps) =>
        steps.Select(step => step is CampaignStep.Branch branch ? 1 + Math.Max(Depth(branch.Yes), Depth(branch.No)) : 0).DefaultIfEmpty(0).Max();

    /// <summary>Gives steps without a name the next free one.</summary>
    private static IReadOnlyList<CampaignStep> Named(IReadOnlyList<CampaignStep> steps)
    {
        var taken = new CampaignPlan { Entry = new() { Kind = EntryKind.Segment }, Purpose = "", Steps = steps }.All.Select(step => step.Id).ToHashSet();
        var number = 0;
        return Name(steps);

        IReadOnlyList<CampaignStep> Name(IReadOnlyList<CampaignStep> some) => [.. some.Select(step =>
        {
            var id = step.Id;
            while (id.Length == 0)
            {
                id = taken.Add($"s{++number}") ? $"s{number}" : "";
            }

            var named = step with { Id = id };
            return named is CampaignStep.Branch branch ? branch with { Yes = Name(branch.Yes), No = Name(branch.No) } : named;
        })];
    }
}
