namespace ServiceBot.Desk.Requests;

/// <summary>Which status may follow which.</summary>
internal static class RequestTransitions
{
    public static IReadOnlyList<RequestStatus> From(RequestStatus status) => status switch
    {
        RequestStatus.New =>
            [RequestStatus.Open, RequestStatus.Waiting, RequestStatus.Held, RequestStatus.Resolved, RequestStatus.Closed, RequestStatus.Withdrawn],
        RequestStatus.Open => [RequestStatus.Waiting, RequestStatus.Held, RequestStatus.Resolved, RequestStatus.Closed, RequestStatus.Withdrawn],
        RequestStatus.Waiting => [RequestStatus.Open, RequestStatus.Held, RequestStatus.Resolved, RequestStatus.Closed, RequestStatus.Withdrawn],
        RequestStatus.Held => [RequestStatus.Open, RequestStatus.Waiting, RequestStatus.Resolved, RequestStatus.Closed, RequestStatus.Withdrawn],
        RequestStatus.Resolved => [RequestStatus.Open, RequestStatus.Closed],
        _ => [],
    };

    /// <summary>The same for a request: one that was resolved long ago is opened no more, also before it has closed by itself.</summary>
    public static IReadOnlyList<RequestStatus> From(ServiceRequest request, TimeSpan reopenWindow, DateTimeOffset now) =>
        request.MergedInto is not null ? [] : IsSettled(request, reopenWindow, now) ? [RequestStatus.Closed] : From(request.Status);

    /// <summary>Whether a request was resolved so long ago that it is as good as closed.</summary>
    public static bool IsSettled(ServiceRequest request, TimeSpan reopenWindow, DateTimeOffset now) =>
        request is { Status: RequestStatus.Resolved, ResolvedAt: { } at } && now - at > reopenWindow;

    /// <summary>Whether a request takes no work: it is over, or is worked on at another.</summary>
    public static bool IsOver(ServiceRequest request) => request.MergedInto is not null || IsOver(request.Status);

    public static bool IsOver(RequestStatus status) => status is RequestStatus.Closed or RequestStatus.Withdrawn;

    /// <summary>The request in another status; it must be one that may follow.</summary>
    public static ServiceRequest To(ServiceRequest request, RequestStatus status, DateTimeOffset now) => request with
    {
        Status = status,
        ChangedAt = now,
        ResolvedAt = status == RequestStatus.Resolved ? now : IsOver(status) ? request.ResolvedAt : null,
        ClosedAt = IsOver(status) ? now : null,
    };
}
