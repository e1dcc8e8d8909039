using ServiceBot.Desk.Conversations;

namespace ServiceBot.Web.Pages.Staff.Desk;

/// <summary>Addresses of the desk.</summary>
internal static class DeskLinks
{
    /// <summary>The view that a request names; otherwise one's own conversations.</summary>
    public static string ViewOf(HttpRequest request) => Inbox.Views.FirstOrDefault(view => view == request.Query["view"]) ?? "mine";

    /// <summary>A view's list, with a conversation open beside it.</summary>
    public static string To(string view, long? key = null) => key is null ? $"/desk?view={view}" : $"/desk/{key}?view={view}";
}
