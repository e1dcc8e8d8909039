namespace ServiceBot.Desk.Requests;

/// <summary>Which status may follow which.</summary>
internal static class RequestTransitions
{
    public static IReadOnlyList<RequestStatus> From(RequestStatus status) => status switch
    {
        RequestStatus.New => [RequestStatus.Open, RequestStatus.Waiting, RequestStatus.Resolved, RequestStatus.Closed, RequestStatus.Withdrawn],
        RequestStatus.Open => [RequestStatus.Waiting, RequestStatus.Resolved, RequestStatus.Closed, RequestStatus.Withdrawn],
        RequestStatus.Waiting => [RequestStatus.Open, RequestStatus.Resolved, RequestStatus.Closed, RequestStatus.Withdrawn],
        RequestStatus.Resolved => [RequestStatus.Open, RequestStatus.Closed],
        _ => [],
    };

    public static bool IsOver(RequestStatus status) => status is RequestStatus.Closed or RequestStatus.Withdrawn;

    /// <summary>The request in another status; it must be one that may follow.</summary>
    public static ServiceRequest To(ServiceRequest request, RequestStatus status, DateTimeOffset now) =>
        request with { Status = status, ChangedAt = now, ClosedAt = IsOver(status) ? now : null };
}
