using ServiceBot.Desk.Conversations;

namespace ServiceBot.Web.Pages.Staff.Desk;

/// <summary>Addresses of the desk.</summary>
internal static class DeskLinks
{
    /// <summary>The view that a request names, with its filters as they stand in the address behind it; otherwise one's own conversations.</summary>
    public static string ViewOf(HttpRequest request) => InboxQuery.Of(request.Query).Query["view=".Length..];

    /// <summary>The same to be read.</summary>
    public static InboxQuery QueryOf(string view) => InboxQuery.Parse($"view={view}");

    /// <summary>A view's list, with a conversation open beside it.</summary>
    public static string To(string view, long? key = null) => key is null ? $"/desk?view={view}" : $"/desk/{key}?view={view}";

    /// <summary>The strip of one's work, for a page of the desk.</summary>
    public static string ToWork(string at) => $"/desk/work?at={Uri.EscapeDataString(at)}";

    /// <summary>The page of the desk that such an address names.</summary>
    public static string PageOf(HttpRequest request) => LocalPath.Of(request.Query["at"]) is var at && at.StartsWith("/desk", StringComparison.Ordinal) ? at : "/desk";
}
