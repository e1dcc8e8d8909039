using Microsoft.Extensions.Options;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Requests;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Satisfaction;

/// <summary>A low score that nobody has dealt with yet.</summary>
/// <param name="Survey">The survey.</param>
/// <param name="FollowUp">The request to call back.</param>
public sealed record LowRating(Survey Survey, ServiceRequest FollowUp);

/// <summary>Low scores for those who lead a team: as long as nobody has begun to call back, for a week at the most.</summary>
public sealed class LowRatings(IOptions<SatisfactionOptions> options, TimeProvider clock)
{
    private const int Looked = 50;
    private static readonly TimeSpan Since = TimeSpan.FromDays(7);

    /// <summary>Those that somebody sees, the newest first.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="sight">What may be seen.</param>
    /// <param name="take">At most so many.</param>
    public async Task<IReadOnlyList<LowRating>> ListAsync(Session session, Sight sight, int take)
    {
        ArgumentNullException.ThrowIfNull(sight);
        var surveys = await SurveyStore.LowRatedAsync(session, options.Value.LowScore, clock.GetUtcNow() - Since, Looked);
        var requests = (await RequestStore.ListAsync(session, [.. surveys.Select(survey => survey.FollowUp).OfType<long>()])).ToDictionary(request => request.Number.Value);
        return [.. surveys
            .Where(survey => survey.FollowUp is { } number && requests.TryGetValue(number, out var request) && request.Status == RequestStatus.New && sight.Sees(request.Team))
            .Select(survey => new LowRating(survey, requests[survey.FollowUp!.Value])).Take(take)];
    }
}
