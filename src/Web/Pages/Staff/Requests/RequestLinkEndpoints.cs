using System.Globalization;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Api;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.Conversations;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Routing;
using ServiceBot.Storage;
using ServiceBot.Web.Pages.Staff.Desk;

namespace ServiceBot.Web.Pages.Staff.Requests;

/// <summary>The forms that link something to a request.</summary>
internal static class RequestLinkEndpoints
{
    /// <param name="routes">The product's routes.</param>
    /// <param name="requests">Those of the requests' pages.</param>
    public static void Map(IEndpointRouteBuilder routes, IEndpointRouteBuilder requests)
    {
        requests.MapPost("/{number}/conversations", TalkAsync).AddEndpointFilter(DeskEndpoints.OnlyFormsAsync);
        routes.MapPost("/desk/{key:long}/link", RequestAsync).AddEndpointFilter(DeskEndpoints.OnlyFormsAsync).ExcludeFromDescription().Needs(Permission.RequestsWrite);
    }

    /// <summary>Links a conversation to a request, or unlinks it, on the request's page.</summary>
    private static async Task<IResult> TalkAsync(
        string number, HttpContext http, IDatabase database, LinkConversation link, IOptions<RoutingOptions> routing, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        if (!long.TryParse(form["conversation"].ToString().Trim('#', ' '), NumberStyles.None, CultureInfo.InvariantCulture, out var key) || form["what"].ToString() is not ("link" or "unlink"))
        {
            return DeskEndpoints.Unfit();
        }

        var sight = Sight.Of(SessionHandler.MemberOf(http)!, routing.Value.DefaultTeam);
        return await RequestDeskEndpoints.ActAsync(
            number, http, database, routing, null,
            async (unit, request, by) => await link.HandleAsync(unit, request, key, form["what"] == "link", sight, by) == LinkConversationOutcome.NotFound ? "no-conversation" : null,
            cancellationToken);
    }

    /// <summary>Links a request to a conversation, beside the conversation.</summary>
    private static async Task<IResult> RequestAsync(
        long key, HttpContext http, IDatabase database, LinkConversation link, IOptions<RoutingOptions> routing, CancellationToken cancellationToken)
    {
        var member = SessionHandler.MemberOf(http)!;
        var sight = Sight.Of(member, routing.Value.DefaultTeam);
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var isKnown = RequestNumber.TryParse(form["number"], out var number);
        var (isSeen, isLinked) = await database.WriteAsync(
            async unit => await Inbox.FindAsync(unit, key, sight) is null ? (false, false)
                : isKnown && await RequestDesk.FindAsync(unit, number, sight) is { } request
                    ? (true, await link.HandleAsync(unit, request, key, linked: true, sight, Actor.Staff(member.Id)) != LinkConversationOutcome.NotFound)
                    : (true, false),
            cancellationToken);
        return !isSeen ? TypedResults.NotFound()
            : isLinked ? TypedResults.LocalRedirect(DeskLinks.To(DeskLinks.ViewOf(http.Request), key))
            : DeskEndpoints.Refused(key, "no-request", draft: null);
    }
}
