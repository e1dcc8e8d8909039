using ServiceBot.Channels.Api;
using ServiceBot.Crm;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.Conversations;

namespace ServiceBot.Web.Pages.Staff.Desk;

/// <summary>Puts a tag on a conversation, or takes it off, and ends on its page.</summary>
internal static class TagDeskEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/desk/{key:long}/tags", HandleAsync)
        .AddEndpointFilter(DeskEndpoints.OnlyFormsAsync).ExcludeFromDescription().Needs(Permission.ConversationsWrite);

    private static async Task<IResult> HandleAsync(long key, HttpContext http, TagConversation tags, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        return StoredText.Tag(form["tag"]) is not { } tag || form["what"].ToString() is not ("tag" or "untag") ? DeskEndpoints.Unfit()
            : await tags.HandleAsync(key, SessionHandler.MemberOf(http)!, tag, form["what"] == "tag", cancellationToken)
                ? TypedResults.LocalRedirect(DeskLinks.To(DeskLinks.ViewOf(http.Request), key))
                : TypedResults.NotFound();
    }
}
