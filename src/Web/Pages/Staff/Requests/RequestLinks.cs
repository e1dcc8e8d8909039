using ServiceBot.Desk.Requests;

namespace ServiceBot.Web.Pages.Staff.Requests;

/// <summary>Addresses of requests, and how their status looks.</summary>
internal static class RequestLinks
{
    /// <summary>A request's page.</summary>
    public static string To(RequestNumber number) => $"/desk/requests/{number}";

    /// <summary>The list, with a view and filters.</summary>
    public static string List(RequestListQuery query) => $"/desk/requests?{query.Query}";

    /// <summary>The same rows from another place on.</summary>
    public static string List(RequestListQuery query, long after) => List(query) + (after > 0 ? $"&after={after}" : "");

    /// <summary>What has a tag, of all that is to do.</summary>
    public static string ToTag(string tag) => $"/desk/requests?view=open&tag={Uri.EscapeDataString(tag)}";

    /// <summary>A part or a form of the list: <c>list</c>, <c>many</c>.</summary>
    public static string Part(string part, RequestListQuery query) => $"/desk/requests/{part}?{query.Query}" + (query.After > 0 ? $"&after={query.After}" : "");

    /// <summary>The look of a status; its word stands beside it.</summary>
    public static string? Tone(RequestStatus status) => status switch
    {
        RequestStatus.New => "queue",
        RequestStatus.Open => "agent",
        RequestStatus.Resolved => "good",
        _ => null,
    };
}
