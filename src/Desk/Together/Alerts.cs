using ServiceBot.Desk.Access;
using ServiceBot.Desk.Dispatch;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Snooze;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Together;

/// <summary>What concerns somebody at this moment, and what they want to hear of.</summary>
/// <param name="Sounds">What makes a sound, of <see cref="Alerts.Kinds"/>.</param>
/// <param name="Notices">What the browser shows, of the same.</param>
/// <param name="IsQuiet">Whether they are away, and nothing is to disturb them.</param>
/// <param name="Offers">How much is offered to them, or kept for them by a colleague.</param>
/// <param name="Mine">The conversations that they hold.</param>
/// <param name="Waiting">In how many of these the customer waits for a word.</param>
/// <param name="Mentions">In how many requests they are named and have not looked.</param>
/// <param name="Back">How much is back that they put aside, and that they have not looked at since.</param>
public sealed record DeskPulse(
    IReadOnlyList<string> Sounds, IReadOnlyList<string> Notices, bool IsQuiet, int Offers, IReadOnlyList<long> Mine, int Waiting, long Mentions, long Back);

/// <summary>Sounds and browser notifications: what somebody wants of them, and what there is to tell.</summary>
public sealed class Alerts(IDatabase database)
{
    /// <summary>What there are sounds and notifications for: work is offered, a customer wrote, a colleague named one, what one put aside is back.</summary>
    public static IReadOnlyList<string> Kinds { get; } = ["offer", "customer", "mention", "back"];

    private const int MostTalks = 200;

    /// <summary>What concerns somebody now.</summary>
    public Task<DeskPulse> ReadAsync(StaffMember member, Sight sight, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(member);
        return database.ReadAsync(
            async session =>
            {
                var choice = await session.FindAsync<AlertRow>("SELECT sounds, notices FROM desk_alert WHERE staff = @staff", new { staff = member.Id });
                var mine = await OwnershipStore.OfAgentAsync(session, member.Id, DateTimeOffset.MinValue, 0, MostTalks);
                return new DeskPulse(
                    choice is null ? Kinds : Read(choice.Sounds),
                    choice is null ? [] : Read(choice.Notices),
                    (await AgentStore.FindAsync(session, member.Id)).Availability == Availability.Away,
                    (await OfferStore.OpenAsync(session, member.Id)).Count + (await OwnershipStore.PassedOnAsync(session, member.Id)).Count,
                    [.. mine.Select(row => row.Conversation)],
                    mine.Count(row => row.WaitsSince is not null),
                    await RequestQuery.CountAsync(session, RequestDesk.Of("mentions", sight), RequestDesk.MostCounted),
                    await SnoozeStore.CountBackAsync(session, member.Id));
            },
            cancellationToken);
    }

    /// <summary>Keeps what somebody wants; what is none of <see cref="Kinds"/> is left out.</summary>
    public Task ChooseAsync(Guid staff, IEnumerable<string> sounds, IEnumerable<string> notices, CancellationToken cancellationToken)
    {
        const string Save = """
            INSERT INTO desk_alert (staff, sounds, notices) VALUES (@staff, @sounds, @notices)
            ON CONFLICT (staff) DO UPDATE SET sounds = excluded.sounds, notices = excluded.notices
            """;
        return database.WriteAsync(
            unit => unit.ExecuteAsync(Save, new { staff, sounds = string.Join(',', Kinds.Intersect(sounds)), notices = string.Join(',', Kinds.Intersect(notices)) }), cancellationToken);
    }

    private static string[] Read(string words) => words.Split(',', StringSplitOptions.RemoveEmptyEntries);

    private sealed record AlertRow
    {
        public required string Sounds { get; init; }

        public required string Notices { get; init; }
    }
}
