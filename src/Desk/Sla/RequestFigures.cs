using ServiceBot.Channels.Turns;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Queue;
using ServiceBot.Desk.Requests;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Sla;

/// <summary>What reports know of a target.</summary>
/// <param name="State"><c>met</c> or <c>missed</c>; empty: there is none, it is not decided yet, or nobody wants it any more.</param>
/// <param name="Cause">Why it was missed: see <see cref="MissCauses"/>; empty: it was not.</param>
public readonly record struct TargetFigure(string State, string Cause);

/// <summary>Why targets are missed. The first that holds is the cause.</summary>
public static class MissCauses
{
    /// <summary>Nobody had begun with the request when it was due.</summary>
    public const string Untouched = "untouched";

    /// <summary>The request had been resolved in time, and was opened again.</summary>
    public const string Reopened = "reopened";

    /// <summary>The first answer was late already.</summary>
    public const string AnsweredLate = "answered_late";

    /// <summary>It was begun with in time, and not done in time.</summary>
    public const string TookLong = "took_long";
}

/// <summary>A request in figures, computed from its history.</summary>
/// <param name="Request">As it stands.</param>
/// <param name="Channel">The channel it came by; <c>api</c>: through no conversation.</param>
/// <param name="Agent">Who resolved it, or else answered it last; null: nobody of the desk.</param>
/// <param name="AnsweredAt">When the desk first answered.</param>
/// <param name="AnswerSeconds">Work time until then, in the calendar of its policy.</param>
/// <param name="ResolvedAt">When it was resolved, the last time.</param>
/// <param name="ResolutionSeconds">Work time until then, without the time in which it waited for the customer or a third party, or was resolved.</param>
/// <param name="Answer">The target of the first answer.</param>
/// <param name="Resolution">The target of the resolution.</param>
/// <param name="NextDueAt">When time itself changes a target next; null: it does not.</param>
/// <param name="EndedAt">Since when nobody has work with it, however it ended; null: somebody has.</param>
public sealed record RequestFigures(
    ServiceRequest Request, string Channel, Guid? Agent, DateTimeOffset? AnsweredAt, long? AnswerSeconds, DateTimeOffset? ResolvedAt, long? ResolutionSeconds,
    TargetFigure Answer, TargetFigure Resolution, DateTimeOffset? NextDueAt, DateTimeOffset? EndedAt)
{
    /// <summary>The channel of requests that came through no conversation.</summary>
    public const string NoChannel = "api";

    /// <summary>Whether somebody has work with it.</summary>
    public bool IsOpen => Request.MergedInto is null && Request.Status is not (RequestStatus.Resolved or RequestStatus.Closed or RequestStatus.Withdrawn);
}

/// <summary>Computes requests' figures.</summary>
public sealed class ReadRequestFigures(RequestSla sla, OpeningHours hours, TimeProvider clock)
{
    /// <summary>The desk's time zone, in which reports count days.</summary>
    public TimeZoneInfo Zone => hours.Calendar.Zone;

    /// <summary>The present day there.</summary>
    public DateOnly Today => hours.Calendar.DayOf(clock.GetUtcNow());

    /// <summary>The figures of a request, or null: there is no such request.</summary>
    public async Task<RequestFigures?> ReadAsync(Session session, RequestNumber number)
    {
        if (await RequestStore.FindAsync(session, number) is not { } request)
        {
            return null;
        }

        var conversation = request.Conversation is { } key ? await ConversationStore.FindAsync(session, key) : null;
        return Of(request, await RequestStore.HistoryAsync(session, request.Id), conversation?.ChannelId ?? RequestFigures.NoChannel);
    }

    internal RequestFigures Of(ServiceRequest request, IReadOnlyList<RequestChange> history, string channel)
    {
        var now = clock.GetUtcNow();
        var policy = sla.PolicyOf(request, history);
        var targets = policy is null ? [] : sla.TargetsOf(policy, request, history, now);
        var calendar = policy is null ? hours.Calendar : sla.CalendarOf(policy);
        var (answeredAt, resolvedAt) = (RequestSla.AnsweredAt(history), RequestSla.ResolvedAt(request, history));
        var (answer, resolution) = (targets.FirstOrDefault(target => target.Kind == "firstResponse"), targets.FirstOrDefault(target => target.Kind == "resolution"));
        var running = new[] { answer, resolution }.Where(target => target?.State == SlaState.Running).Select(target => target!.Deadline.Due).Min();
        return new(
            request,
            channel,
            history.Where(change => change.IsPublic).Select(change => Actor.StaffOf(change.Who)).LastOrDefault(staff => staff is not null),
            answeredAt,
            answeredAt is { } answered ? Seconds(calendar, request.OpenedAt, answered, []) : null,
            resolvedAt,
            resolvedAt is { } resolved ? Seconds(calendar, request.OpenedAt, resolved, RequestSla.Stood(history, RequestStatus.Waiting, RequestStatus.Held, RequestStatus.Resolved)) : null,
            FigureOf(answer, () => CauseOf(answer!, history, isAnswerLate: false)),
            FigureOf(resolution, () => CauseOf(resolution!, history, answer?.State == SlaState.Missed)),
            running,
            EndedAt(history));
    }

    private static DateTimeOffset? EndedAt(IReadOnlyList<RequestChange> history)
    {
        DateTimeOffset? ended = null;
        foreach (var change in history.Where(change => change.What == "status"))
        {
            ended = RequestPast.IsSettled(change.ToValue) ? ended ?? change.At : null;
        }

        return ended;
    }

    private static TargetFigure FigureOf(SlaTarget? target, Func<string> cause) => target?.State switch
    {
        SlaState.Met => new(EnumWord.Of(SlaState.Met), ""),
        SlaState.Missed => new(EnumWord.Of(SlaState.Missed), cause()),
        _ => new("", ""),
    };

    private static string CauseOf(SlaTarget target, IReadOnlyList<RequestChange> history, bool isAnswerLate)
    {
        var before = history.Where(change => change.At <= target.Deadline.Due).ToList();
        var wasResolved = before.Any(change => change.What == "status" && change.ToValue == EnumWord.Of(RequestStatus.Resolved));
        var wasTouched = before.Any(change => change.What == "status" || (change.What == "comment" && Actor.StaffOf(change.Who) is not null));
        return !wasTouched ? MissCauses.Untouched
            : wasResolved && target.Kind == "resolution" ? MissCauses.Reopened
            : isAnswerLate ? MissCauses.AnsweredLate
            : MissCauses.TookLong;
    }

    /// <summary>Work time between two instants without pauses, in whole seconds.</summary>
    private static long Seconds(BusinessCalendar calendar, DateTimeOffset from, DateTimeOffset to, IEnumerable<Pause> pauses) =>
        SlaClock.Worked(calendar, from, to, pauses).Ticks / TimeSpan.TicksPerSecond;
}
