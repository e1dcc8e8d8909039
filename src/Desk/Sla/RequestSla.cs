using Microsoft.Extensions.Options;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Contracts;
using ServiceBot.Desk.Queue;
using ServiceBot.Desk.Requests;

namespace ServiceBot.Desk.Sla;

/// <summary>How a target stands.</summary>
internal enum SlaState
{
    /// <summary>The clock runs.</summary>
    Running,

    /// <summary>The clock stands still: the customer has to answer, or somebody outside has to act.</summary>
    Paused,

    /// <summary>Done in time.</summary>
    Met,

    /// <summary>Not done in time.</summary>
    Missed,

    /// <summary>No longer wanted: the customer withdrew the request, or it is merged into another.</summary>
    Dropped,
}

/// <summary>One target of a request.</summary>
/// <param name="Kind"><c>firstResponse</c>, <c>nextResponse</c> or <c>resolution</c>.</param>
/// <param name="Target">How many work hours it has.</param>
/// <param name="StartedAt">When its clock started.</param>
/// <param name="DoneAt">When it was done; null: not yet.</param>
/// <param name="State">How it stands.</param>
/// <param name="Deadline">When it is due, and why then.</param>
internal sealed record SlaTarget(string Kind, TimeSpan Target, DateTimeOffset StartedAt, DateTimeOffset? DoneAt, SlaState State, SlaDeadline Deadline)
{
    /// <summary>The calendar of its hours.</summary>
    public required BusinessCalendar Calendar { get; init; }

    /// <summary>When its clock stood still.</summary>
    public required IReadOnlyList<Pause> Pauses { get; init; }

    /// <summary>Whether its clock runs, in time or not.</summary>
    public bool IsOpen => DoneAt is null && State is SlaState.Running or SlaState.Missed && Deadline.Due is not null;

    /// <summary>What tells its clock from others of the request, in its history and signals.</summary>
    public string Clock => $"{Kind} {StartedAt.UtcDateTime:O}";

    /// <summary>The instant at which so much work time has passed on it; null: its clock stands still before.</summary>
    public DateTimeOffset? After(TimeSpan work) => work <= TimeSpan.Zero ? StartedAt : SlaClock.Of(Calendar, StartedAt, work, Pauses).Due;

    /// <summary>The work time that has passed on it.</summary>
    public TimeSpan WorkedBy(DateTimeOffset at) => SlaClock.Worked(Calendar, StartedAt, at, Pauses);
}

/// <summary>How a request stands to the promise that presses most.</summary>
/// <param name="DueAt">When the next of its open targets is due; null: none is open, or its clock stands still.</param>
/// <param name="IsLate">Whether a target that is still open was missed.</param>
/// <param name="Risk">The prediction that one of them will be; null: there is none.</param>
public readonly record struct SlaStanding(DateTimeOffset? DueAt, bool IsLate, RiskNote? Risk);

/// <summary>Reads a request's targets out of its history, always anew.</summary>
public sealed class RequestSla
{
    private static readonly SlaPolicy[] ByPriority =
    [
        new() { Name = "urgent", Priority = RequestPriority.Urgent, FirstResponse = "30m", NextResponse = "1h", Resolution = "4h" },
        new() { Name = "high", Priority = RequestPriority.High, FirstResponse = "1h", NextResponse = "2h", Resolution = "8h" },
        new() { Name = "normal", Priority = RequestPriority.Normal, FirstResponse = "4h", NextResponse = "8h", Resolution = "24h" },
        new() { Name = "low", Priority = RequestPriority.Low, FirstResponse = "8h", NextResponse = "16h", Resolution = "72h" },
    ];

    private readonly Lazy<Dictionary<string, BusinessCalendar>> _calendars;
    private readonly IOptions<SlaOptions> _options;

    /// <summary>Takes the settings, which are checked at the start.</summary>
    public RequestSla(IOptions<SlaOptions> options, OpeningHours hours)
    {
        _options = options;
        _calendars = new(() => new(options.Value.Calendars.Select(named => KeyValuePair.Create(named.Key, new BusinessCalendar(named.Value))), StringComparer.OrdinalIgnoreCase)
        {
            [SlaOptions.DeskCalendar] = hours.Calendar,
            [SlaOptions.Always] = Always(),
        });
    }

    /// <summary>The policy of a request, or null: none fits.</summary>
    internal SlaPolicy? PolicyOf(ServiceRequest request, IReadOnlyList<RequestChange> history)
    {
        var contract = UseContracts.TierOf(history);
        return (_options.Value.Policies is { Count: > 0 } own ? own : ByPriority).Where(policy => policy.Fits(request, contract)).MaxBy(policy => policy.Rank);
    }

    /// <summary>The calendar of a policy's hours.</summary>
    internal BusinessCalendar CalendarOf(SlaPolicy policy) => _calendars.Value[policy.Calendar];

    /// <summary>When the desk first answered; null: not yet.</summary>
    internal static DateTimeOffset? AnsweredAt(IReadOnlyList<RequestChange> history) =>
        history.Where(IsAnswer).Select(change => (DateTimeOffset?)change.At).FirstOrDefault();

    /// <summary>The targets of a request under its policy.</summary>
    /// <param name="policy">See <see cref="PolicyOf"/>.</param>
    /// <param name="request">As it stands.</param>
    /// <param name="history">All that happened to it, in order.</param>
    /// <param name="now">The present.</param>
    internal IReadOnlyList<SlaTarget> TargetsOf(SlaPolicy policy, ServiceRequest request, IReadOnlyList<RequestChange> history, DateTimeOffset now)
    {
        var calendar = CalendarOf(policy);
        var answers = history.Where(IsAnswer).Select(change => change.At).ToList();
        DateTimeOffset? first = answers.Count > 0 ? answers[0] : null;
        var targets = new List<SlaTarget>();
        var merged = Merged(history);
        Add("firstResponse", policy.FirstResponse, request.OpenedAt, first, []);
        if (first is not null && LastQuestion(history, answers) is { } asked)
        {
            Add("nextResponse", policy.NextResponse, asked, answers.Select(at => (DateTimeOffset?)at).FirstOrDefault(at => at > asked), Stood(history, RequestStatus.Waiting, RequestStatus.Held));
        }

        Add("resolution", policy.Resolution, request.OpenedAt, ResolvedAt(request, history), Stood(history, RequestStatus.Waiting, RequestStatus.Held, RequestStatus.Resolved));
        return targets;

        void Add(string kind, string length, DateTimeOffset start, DateTimeOffset? done, IEnumerable<Pause> pauses)
        {
            if (SlaPolicy.TryRead(length, out var target))
            {
                // What happened after it was done does not count.
                var stood = pauses.Concat(merged).Where(pause => done is null || pause.From < done).ToList();
                var deadline = SlaClock.Of(calendar, start, target, stood);
                targets.Add(new(kind, target, start, done, StateOf(deadline, done, request, now), deadline) { Calendar = calendar, Pauses = stood });
            }
        }
    }

    /// <summary>How a request stands to the promise that presses most.</summary>
    internal SlaStanding NextOf(ServiceRequest request, IReadOnlyList<RequestChange> history, DateTimeOffset now)
    {
        var open = PolicyOf(request, history) is { } policy ? TargetsOf(policy, request, history, now).Where(target => target.IsOpen).ToList() : [];
        return new(open.Min(target => target.Deadline.Due), open.Exists(target => target.State == SlaState.Missed), RiskNote.Of(open, history));
    }

    private static SlaState StateOf(SlaDeadline deadline, DateTimeOffset? done, ServiceRequest request, DateTimeOffset now) =>
        (done, request.Status, deadline.Due) switch
        {
            (null, _, _) when request.MergedInto is not null => SlaState.Dropped,
            ({ } at, _, var due) => due is null || at <= due ? SlaState.Met : SlaState.Missed,
            (null, RequestStatus.Withdrawn, { } due) when due < request.ClosedAt => SlaState.Missed,
            (null, RequestStatus.Withdrawn, _) => SlaState.Dropped,
            (null, _, null) => SlaState.Paused,
            (null, _, { } due) => now <= due ? SlaState.Running : SlaState.Missed,
        };

    /// <summary>A word of the desk to the customer, or the end of the matter.</summary>
    private static bool IsAnswer(RequestChange change) =>
        change.IsPublic && IsOfTheDesk(change) && (change.Comment is not null || (change.What == "status" && IsSettled(change.ToValue)));

    private static bool IsOfTheDesk(RequestChange change) => change.Who != Actor.Customer.Name && change.Who != Actor.Bot.Name && change.Who != Actor.System.Name;

    private static bool IsSettled(string? status) => status == EnumWord.Of(RequestStatus.Resolved) || status == EnumWord.Of(RequestStatus.Closed);

    /// <summary>The customer's first word that the last answer did not yet know, or, when all are answered, that it answered.</summary>
    private static DateTimeOffset? LastQuestion(IReadOnlyList<RequestChange> history, List<DateTimeOffset> answers)
    {
        DateTimeOffset? asked = null;
        foreach (var at in history.Where(change => change.What == "comment" && change.Who == Actor.Customer.Name).Select(change => change.At).Where(at => at > answers[0]))
        {
            asked = asked is { } before && !answers.Exists(answer => before < answer && answer < at) ? before : at;
        }

        return asked;
    }

    internal static DateTimeOffset? ResolvedAt(ServiceRequest request, IReadOnlyList<RequestChange> history) =>
        request.Status is RequestStatus.Resolved or RequestStatus.Closed
            ? history.Where(change => change.What == "status").Reverse().TakeWhile(change => IsSettled(change.ToValue)).Select(change => (DateTimeOffset?)change.At).LastOrDefault()
            : null;

    /// <summary>When the request stood in one of some statuses.</summary>
    internal static List<Pause> Stood(IReadOnlyList<RequestChange> history, params RequestStatus[] statuses)
    {
        var words = statuses.Select(EnumWord.Of).ToList();
        var pauses = new List<Pause>();
        foreach (var change in history.Where(change => change.What == "status"))
        {
            if (pauses is [.., { To: null } open])
            {
                pauses[^1] = open with { To = change.At };
            }

            if (words.Contains(change.ToValue ?? ""))
            {
                pauses.Add(new(change.At, null));
            }
        }

        return pauses;
    }

    /// <summary>When the request was merged into another, and nobody worked on it.</summary>
    internal static List<Pause> Merged(IReadOnlyList<RequestChange> history)
    {
        var pauses = new List<Pause>();
        foreach (var change in history.Where(change => change.What == "link:merged"))
        {
            if (change.ToValue is not null)
            {
                pauses.Add(new(change.At, null));
            }
            else if (pauses is [.., { To: null } open])
            {
                pauses[^1] = open with { To = change.At };
            }
        }

        return pauses;
    }

    private static BusinessCalendar Always()
    {
        var options = new OpeningHoursOptions();
        foreach (var day in Enum.GetNames<DayOfWeek>())
        {
            options.Week[day] = "00:00-24:00";
        }

        return new(options);
    }
}
