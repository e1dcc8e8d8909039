using ServiceBot.Channels.Uploads;
using ServiceBot.Crm.Customers;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Conversations;
using ServiceBot.Desk.Dispatch;
using ServiceBot.Desk.Sla;
using ServiceBot.Desk.Snooze;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Requests;

/// <summary>A request in a list.</summary>
/// <param name="Request">The request.</param>
/// <param name="Customer">The customer's name; null: not known.</param>
/// <param name="Agent">Who works on it.</param>
/// <param name="DueAt">When the next of its open targets is due; null: none is open, or its clock stands still.</param>
/// <param name="IsLate">Whether a target that is still open was missed.</param>
/// <param name="Risk">The prediction that one will be; null: there is none.</param>
/// <param name="Snoozed">That it is put aside, or was until its time came; null: neither.</param>
public sealed record RequestRow(ServiceRequest Request, string? Customer, StaffRef? Agent, DateTimeOffset? DueAt, bool IsLate, RiskNote? Risk, Snoozed? Snoozed);

/// <summary>A request with all that belongs to it.</summary>
/// <param name="Row">The request, as in a list.</param>
/// <param name="History">All that happened to it, oldest first.</param>
/// <param name="Thread">The same with what is read here of others: of requests that are merged into it, and what it was split off with; oldest first.</param>
/// <param name="Links">The requests that belong to it.</param>
/// <param name="Files">Its files, and those of requests that are merged into it.</param>
/// <param name="Marks">Tags, followers, what is to be done.</param>
/// <param name="Staff">The names of everybody at the desk.</param>
public sealed record RequestDossier(
    RequestRow Row, IReadOnlyList<RequestChange> History, IReadOnlyList<ThreadLine> Thread, IReadOnlyList<LinkedRequest> Links, IReadOnlyList<Upload> Files, RequestMarks Marks, IReadOnlyDictionary<Guid, string> Staff);

/// <summary>A line of what is read at a request.</summary>
/// <param name="From">The request whose history it stands in; null: its own.</param>
/// <param name="Change">The line.</param>
public sealed record ThreadLine(RequestNumber? From, RequestChange Change);

/// <summary>What people of the desk see of requests: by view, and one by one.</summary>
public static class RequestDesk
{
    /// <summary>Up to so many are counted; more than these are «1000+».</summary>
    public const int MostCounted = 1_000;

    /// <summary>The statuses in which there is something to do for the desk.</summary>
    public static IReadOnlyList<RequestStatus> ToDo { get; } = [RequestStatus.New, RequestStatus.Open, RequestStatus.Waiting, RequestStatus.Held];

    /// <summary>The views: what I work on; what nobody works on; all that is to do; what waits; what is put aside and in none of these; what I follow; where I am named and have not looked; done.</summary>
    public static IReadOnlyList<string> Views { get; } = ["mine", "unassigned", "open", "waiting", "snoozed", "followed", "mentions", "done"];

    /// <summary>Which requests stand in a view.</summary>
    /// <param name="view">One of <see cref="Views"/>.</param>
    /// <param name="sight">Whose rows who asks sees.</param>
    public static RequestFilter Of(string view, Sight sight)
    {
        ArgumentNullException.ThrowIfNull(sight);
        var filter = new RequestFilter { Rows = sight, Statuses = ToDo, WithoutMerged = true, Snoozed = false };
        return view switch
        {
            "mine" => filter with { Agent = sight.Me ?? Guid.Empty },
            "unassigned" => filter with { Unassigned = true },
            "open" => filter,
            "waiting" => filter with { Statuses = [RequestStatus.Waiting, RequestStatus.Held] },
            "snoozed" => filter with { Snoozed = true },
            "followed" => filter with { Follower = sight.Me ?? Guid.Empty, Snoozed = null },
            "mentions" => filter with { Mentioned = sight.Me ?? Guid.Empty, Statuses = [], Snoozed = null },
            _ => filter with { Snoozed = null, Statuses = [RequestStatus.Resolved, RequestStatus.Closed, RequestStatus.Withdrawn] },
        };
    }

    /// <summary>How many requests stand in each view, in their order, counted up to <see cref="MostCounted"/>.</summary>
    public static async Task<IReadOnlyList<(string View, long Count)>> CountAsync(Session session, Sight sight) =>
        [.. Views.Zip(await RequestQuery.CountAsync(session, [.. Views.Select(view => Of(view, sight))], MostCounted))];

    /// <summary>A page of requests.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="filter">Which.</param>
    /// <param name="after">The number after which it begins; 0: at the beginning.</param>
    /// <param name="take">At most so many.</param>
    /// <param name="newestFirst">Whether the numbers fall.</param>
    /// <param name="sla">Reads deadlines.</param>
    /// <param name="now">The present.</param>
    public static async Task<IReadOnlyList<RequestRow>> ListAsync(
        Session session, RequestFilter filter, long after, int take, bool newestFirst, RequestSla sla, DateTimeOffset now)
    {
        var requests = await RequestQuery.PageAsync(session, filter, after, take, newestFirst);
        var histories = await RequestStore.HistoriesAsync(session, [.. requests.Select(request => request.Id)]);
        var names = await CustomerStore.NamesAsync(session, [.. requests.Select(request => request.Customer).OfType<Guid>().Distinct()]);
        var staff = await InboxConversation.NamesAsync(session);
        var snoozed = await SnoozeStore.OfAsync(session, WorkKind.Request, [.. requests.Select(request => request.Number.Value)]);
        return [.. requests.Select(request => RowOf(request, [.. histories[request.Id]], names, staff, snoozed, sla, now))];
    }

    /// <summary>The statuses that may follow a request's own.</summary>
    public static IReadOnlyList<RequestStatus> MayBecome(ServiceRequest request, RequestOptions options, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(options);
        return RequestTransitions.From(request, options.ReopenWindow, now);
    }

    /// <summary>A request that somebody sees, or null.</summary>
    public static async Task<ServiceRequest?> FindAsync(Session session, RequestNumber number, Sight sight)
    {
        ArgumentNullException.ThrowIfNull(sight);
        return await RequestStore.FindAsync(session, number) is { } request && sight.Sees(request) ? request : null;
    }

    /// <summary>A request that somebody sees with all that belongs to it, or null.</summary>
    public static async Task<RequestDossier?> OpenAsync(Session session, RequestNumber number, Sight sight, RequestSla sla, DateTimeOffset now)
    {
        if (await FindAsync(session, number, sight) is not { } request)
        {
            return null;
        }

        var history = await RequestStore.HistoryAsync(session, request.Id);
        var names = await CustomerStore.NamesAsync(session, request.Customer is { } customer ? [customer] : []);
        var staff = await InboxConversation.NamesAsync(session);
        var merged = await RequestLinkStore.MergedIntoAsync(session, number);
        var files = new List<Upload>();
        foreach (var read in merged.Prepend(request))
        {
            files.AddRange(await AttachmentStore.ListAsync(session, read.Id));
        }

        return new(
            RowOf(request, history, names, staff, await SnoozeStore.OfAsync(session, WorkKind.Request, [number.Value]), sla, now), history, await ThreadAsync(session, request, history, merged), await RequestLinkStore.ListAsync(session, number, sight), files,
            await MarkStore.ReadAsync(session, number), staff);
    }

    /// <summary>What is read at a request: its own lines, and by reference those of what is merged into it and what it was split off with.</summary>
    internal static async Task<IReadOnlyList<ThreadLine>> ThreadAsync(
        Session session, ServiceRequest request, IReadOnlyList<RequestChange> history, IReadOnlyList<ServiceRequest> merged)
    {
        var lines = history.Select(change => new ThreadLine(null, change)).ToList();
        var histories = await RequestStore.HistoriesAsync(session, [.. merged.Select(other => other.Id)]);
        foreach (var other in merged)
        {
            var words = new RequestChange { RequestId = other.Id, At = other.OpenedAt, Who = Actor.Customer.Name, What = "comment", Comment = other.Details, IsPublic = true };
            lines.AddRange(histories[other.Id].Prepend(words).Select(change => new ThreadLine(other.Number, change)));
        }

        if (await RequestLinkStore.ExcerptsAsync(session, request.Number) is { Count: > 0 } excerpts)
        {
            var sources = (await RequestLinkStore.EdgesAsync(session, request.Number)).Where(edge => edge.Number == request.Number && edge.Kind is RequestLinkKind.Split or RequestLinkKind.Merged);
            lines.AddRange(excerpts.Select(change => new ThreadLine(sources.Select(edge => (RequestNumber?)edge.Other).FirstOrDefault(), change)));
        }

        return [.. lines.OrderBy(line => line.Change.At).ThenBy(line => line.Change.Id)];
    }

    private static RequestRow RowOf(
        ServiceRequest request, IReadOnlyList<RequestChange> history, IReadOnlyDictionary<Guid, string> customers, IReadOnlyDictionary<Guid, string> staff,
        IReadOnlyDictionary<long, Snoozed> snoozed, RequestSla sla, DateTimeOffset now)
    {
        var (due, isLate, risk) = sla.NextOf(request, history, now);
        return new(request, request.Customer is { } customer ? customers.GetValueOrDefault(customer) : null, InboxConversation.RefOf(request.Agent, staff), due, isLate, risk, snoozed.GetValueOrDefault(request.Number.Value));
    }
}
