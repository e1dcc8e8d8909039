using ServiceBot.Insight.Churn;
using ServiceBot.Insight.Experiments;
using ServiceBot.Insight.Segments.Rules;
using ServiceBot.Outreach.Campaigns;
using ServiceBot.Storage;

namespace ServiceBot.Outreach.Running;

/// <summary>
/// Chooses for whom to care: those with the most to be saved, probability of leaving × what they buy in a year × what the campaign was found to change for customers like them. As long as nothing is proved of the last, it counts
/// the same for all.
/// </summary>
internal sealed class ChooseCare(IDatabase database, TimeProvider clock)
{
    private const int Together = 500;
    private const int MostLooked = 5_000;
    private const int MostLearned = 5_000;
    private const int MostReasons = 3;

    /// <summary>Chooses among all who are not in the campaign.</summary>
    /// <param name="campaign">The campaign.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <returns>As many as enter in a day, the most worthwhile first.</returns>
    public async Task<IReadOnlyList<(Guid Person, string? Why)>> HandleAsync(Campaign campaign, CancellationToken cancellationToken)
    {
        var (entry, goal, now) = (campaign.Plan.Entry, campaign.Plan.Goal, clock.GetUtcNow());
        var drawn = await database.ReadAsync(session => ParticipantStore.DrawnAsync(session, campaign.Id, now.AddDays(-goal.Days), MostLearned), cancellationToken);
        var uplift = await CustomerUplift.LearnAsync(database, [.. drawn.Select(one => new DrawnCustomer(one.CustomerId, one.EnteredAt, one.Arm > 0, one.GoalAt is not null))], seed: 1, cancellationToken);
        var candidates = await database.ReadAsync(session => CandidatesAsync(session, campaign, entry.PerDay, uplift is null ? entry.PerDay : MostLooked, now), cancellationToken);
        var changes = uplift is null ? null : await uplift.PredictAsync(database, [.. candidates.Select(one => one.Customer)], now, cancellationToken);
        return
        [
            .. candidates.Select(one => (One: one, Change: changes is null ? (double?)null : changes.GetValueOrDefault(one.Customer)))
                .Where(one => one.Change is null or > 0)
                .OrderByDescending(one => one.One.Stake * (one.Change ?? 1))
                .Take(entry.PerDay)
                .Select(one => (one.One.Customer, (string?)new CareReason(one.One.Probability, one.One.Value, [.. one.One.Reasons.Take(MostReasons)], one.Change, uplift?.Rows).ToJson())),
        ];
    }

    /// <summary>Of whom most is expected to be lost, and who may enter.</summary>
    private static async Task<IReadOnlyList<CareCandidate>> CandidatesAsync(Session session, Campaign campaign, int fewest, int most, DateTimeOffset now)
    {
        var (entry, chosen) = (campaign.Plan.Entry, new List<CareCandidate>());
        var again = entry.AgainAfterDays is { } days ? now.AddDays(-days) : DateTimeOffset.MinValue;
        for (var skip = 0; chosen.Count < Math.Max(fewest, most); skip += Together)
        {
            var candidates = await WorthCaring.ListAsync(session, skip, Together);
            Guid[] persons = [.. candidates.Select(candidate => candidate.Customer)];
            var before = await ParticipantStore.LastAsync(session, campaign.Id, persons);
            var among = entry.Segment is { } segment ? await SegmentStore.AreInAsync(session, segment, persons) : null;
            chosen.AddRange(candidates.Where(one => among?.Contains(one.Customer) != false && (!before.TryGetValue(one.Customer, out var last) || (last.Step is null && last.EnteredAt < again))));
            if (candidates.Count < Together)
            {
                break;
            }
        }

        return chosen;
    }
}
