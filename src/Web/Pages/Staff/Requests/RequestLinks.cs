using ServiceBot.Desk.Requests;

namespace ServiceBot.Web.Pages.Staff.Requests;

/// <summary>Addresses of requests, and how their status looks.</summary>
internal static class RequestLinks
{
    /// <summary>A request's page.</summary>
    public static string To(RequestNumber number) => $"/desk/requests/{number}";

    /// <summary>The look of a status; its word stands beside it.</summary>
    public static string? Tone(RequestStatus status) => status switch
    {
        RequestStatus.New => "queue",
        RequestStatus.Open => "agent",
        RequestStatus.Resolved => "good",
        _ => null,
    };
}
