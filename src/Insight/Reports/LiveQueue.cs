using ServiceBot.Desk.Access;
using ServiceBot.Desk.Conversations;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Reports;

/// <summary>The queue for a person as it stands now.</summary>
/// <param name="Waiting">How many wait.</param>
/// <param name="Longest">How long the first of them has waited; null: nobody waits.</param>
/// <param name="TakenInHour">How many were taken in the last hour.</param>
/// <param name="Predicted">How long who comes now will wait; null: nothing was taken in the last hour, so nobody knows.</param>
/// <param name="First">Who waits, who asked first first.</param>
public sealed record LiveQueue(long Waiting, TimeSpan? Longest, long TakenInHour, TimeSpan? Predicted, IReadOnlyList<InboxConversation> First)
{
    private const int Shown = 50;
    private static readonly TimeSpan Window = TimeSpan.FromHours(1);

    /// <summary>Reads it.</summary>
    public static async Task<LiveQueue> ReadAsync(Session session, Sight sight, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(sight);
        var waiting = (await Inbox.CountAsync(session, sight)).Waiting;
        var first = await Inbox.ListAsync(session, InboxQuery.Of("waiting"), sight, Shown);
        var since = now - Window;
        var taken = await session.GetAsync<long>(
            """
            SELECT count(*) FROM insight_leg
            WHERE has_waited AND day >= @day AND taken_at >= @since AND (@SeesAll OR team = @OwnTeam OR team = @SharedTeam OR team = '')
            """,
            new { day = ReportFilter.DayOf(DateOnly.FromDateTime(now.UtcDateTime.AddDays(-2))), since, sight.SeesAll, sight.OwnTeam, sight.SharedTeam });
        return new(waiting, first.Count > 0 ? now - first[0].WaitsSince : null, taken, PredictedOf(waiting, taken), first);
    }

    /// <summary>Those who wait before, at the pace of the last hour.</summary>
    internal static TimeSpan? PredictedOf(long waiting, long taken) => waiting == 0 ? TimeSpan.Zero : taken == 0 ? null : Window * ((double)waiting / taken);
}
