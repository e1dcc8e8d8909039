using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using ServiceBot.Insight.Segments.Rules;
using ServiceBot.Outreach.Campaigns;
using ServiceBot.Outreach.OptOut;
using ServiceBot.Storage;

namespace ServiceBot.Outreach.Running;

/// <summary>Takes in who is on lists, chooses who is cared for, and does what is due. Any number of nodes may do it at once.</summary>
internal sealed partial class RunCampaigns(IDatabase database, ChooseCare choose, EnterCampaign enter, AdvanceParticipant advance, OptOutLink links, TimeProvider clock, ILogger<RunCampaigns> logger) : BackgroundService
{
    private const int Together = 200;
    private const int AtOnce = 32;     // which share commits
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan AfterFailure = TimeSpan.FromMinutes(10);

    /// <summary>Does all that is due now.</summary>
    /// <returns>With how many participants something was done.</returns>
    public async Task<int> WorkAsync(CancellationToken cancellationToken)
    {
        foreach (var campaign in await database.ReadAsync(CampaignStore.LiveAsync, cancellationToken))
        {
            for (var next = campaign.NextAt; next <= clock.GetUtcNow();)
            {
                var chosen = campaign.Plan.Entry.Kind == EntryKind.Care ? await choose.HandleAsync(campaign, cancellationToken) : null;
                next = await database.WriteAsync(unit => EnterAsync(unit, campaign.Id, chosen), cancellationToken);
            }
        }

        var done = 0;
        while (await database.ReadAsync(session => ParticipantStore.DueAsync(session, clock.GetUtcNow(), Together), cancellationToken) is { Count: > 0 } due)
        {
            await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (id, token) => await AdvanceAsync(id, token));
            done += due.Count;
        }

        return done;
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.DoAsync(WorkAsync, Look, atOnce: false, clock, stoppingToken);

    /// <summary>Takes in the next of a list, or who was chosen.</summary>
    /// <returns>When there are more; null: there are no more.</returns>
    private async Task<DateTimeOffset?> EnterAsync(UnitOfWork unit, Guid id, IReadOnlyList<(Guid Person, string? Why)>? chosen)
    {
        var now = clock.GetUtcNow();
        if (await CampaignStore.HoldAsync(unit, id) is not { State: CampaignState.Live } campaign || campaign.NextAt is null || campaign.NextAt > now)
        {
            return null;
        }

        var entry = campaign.Plan.Entry;
        if (chosen is not null)
        {
            await enter.HandleAsync(unit, campaign, chosen);
            campaign = campaign with { NextAt = now.AddDays(1) };
        }
        else
        {
            var members = await SegmentStore.MembersAsync(unit, entry.Segment!.Value, campaign.EnteredAfter, Together);
            await enter.HandleAsync(unit, campaign, [.. members.Select(member => (member.Customer, (string?)null))]);
            campaign = members.Count < Together ? campaign with { NextAt = null } : campaign with { EnteredAfter = members[^1].Customer };
        }

        await CampaignStore.SaveAsync(unit, campaign);
        return campaign.NextAt;
    }

    private async Task AdvanceAsync(long id, CancellationToken cancellationToken)
    {
        try
        {
            var stop = await links.ToAsync(id, cancellationToken);
            await database.WriteAsync(
                async unit =>
                {
                    await advance.HandleAsync(unit, id, stop);
                    return true;
                },
                cancellationToken);
        }
        catch (Exception failure) when (failure is not StorageException && !cancellationToken.IsCancellationRequested)
        {
            Log.Failed(logger, failure, id);
            await database.WriteAsync(
                async unit =>
                {
                    if (await ParticipantStore.HoldAsync(unit, id) is { Step: not null } participant)
                    {
                        await ParticipantStore.SaveAsync(unit, participant with { DueAt = clock.GetUtcNow() + AfterFailure });
                    }

                    return true;
                },
                cancellationToken);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Error, "What is due for participant {Participant} failed; it is tried again")]
        public static partial void Failed(ILogger logger, Exception failure, long participant);
    }
}
