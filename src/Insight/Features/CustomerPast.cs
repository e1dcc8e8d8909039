using ServiceBot.Crm.Orders;
using ServiceBot.Desk.Contracts;
using ServiceBot.Desk.Requests;

namespace ServiceBot.Insight.Features;

/// <summary>All that figures of one person are computed from: what happened, and when, without words.</summary>
/// <param name="KnownSince">When the books got the first record of theirs.</param>
/// <param name="Purchases">What they ordered.</param>
/// <param name="Requests">Their requests.</param>
/// <param name="Talks">Their conversations: when each began, and when something was said in it last.</param>
/// <param name="Ratings">How satisfied they said they are, from 1 to 5.</param>
/// <param name="Moods">What they said of answers: 1, it was good; -1, it was not.</param>
/// <param name="Contracts">Their contracts.</param>
internal sealed record CustomerPast(
    DateTimeOffset KnownSince, IReadOnlyList<Purchase> Purchases, IReadOnlyList<RequestPast> Requests, IReadOnlyList<(DateTimeOffset From, DateTimeOffset Until)> Talks,
    IReadOnlyList<(DateTimeOffset At, int Csat)> Ratings, IReadOnlyList<(DateTimeOffset At, double Value)> Moods, IReadOnlyList<Contract> Contracts)
{
    /// <summary>Somebody of whom nothing is known but since when.</summary>
    public static CustomerPast Of(DateTimeOffset since) => new(since, [], [], [], [], [], []);
}
