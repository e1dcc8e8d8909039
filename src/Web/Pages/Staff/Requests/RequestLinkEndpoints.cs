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
        requests.MapPost("/{number}/links", LinkAsync).AddEndpointFilter(DeskEndpoints.OnlyFormsAsync);
        requests.MapPost("/{number}/split", SplitAsync).AddEndpointFilter(DeskEndpoints.OnlyFormsAsync);
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

    /// <summary>Links, unlinks, merges and unmerges requests, and undoes a split.</summary>
    private static async Task<IResult> LinkAsync(
        string number, HttpContext http, IDatabase database, LinkRequests link, IOptions<RoutingOptions> routing, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var (what, kindWord) = (form["what"].ToString(), form["kind"].ToString());
        var kind = Enum.GetValues<RequestLinkKind>().Cast<RequestLinkKind?>().FirstOrDefault(known => known.ToString()!.Equals(kindWord.TrimStart('-'), StringComparison.OrdinalIgnoreCase));
        if (what is not ("link" or "unlink" or "unsplit") || kind is not { } wanted || (what != "unsplit" && wanted == RequestLinkKind.Split))
        {
            return DeskEndpoints.Unfit();
        }

        var sight = Sight.Of(SessionHandler.MemberOf(http)!, routing.Value.DefaultTeam);
        return await RequestDeskEndpoints.ActAsync(
            number, http, database, routing, null,
            async (unit, found, by) =>
            {
                if (!RequestNumber.TryParse(form["other"], out var otherNumber) || await RequestDesk.FindAsync(unit, otherNumber, sight) is not { } other)
                {
                    return "link-NotFound";
                }

                var (request, above) = kindWord.StartsWith('-') ? (other, found) : (found, other);
                var outcome = (what, wanted) switch
                {
                    ("unsplit", _) => await link.UnsplitAsync(unit, request, above, by),
                    ("link", RequestLinkKind.Merged) => await link.MergeAsync(unit, request, above, by),
                    (_, RequestLinkKind.Merged) => await link.UnmergeAsync(unit, request, by),
                    _ => await link.LinkAsync(unit, request, wanted, above, what == "link", by),
                };
                return outcome == LinkRequestsOutcome.Done ? null : $"link-{outcome}";
            },
            cancellationToken);
    }

    /// <summary>Makes a request of the comments that were chosen.</summary>
    private static async Task<IResult> SplitAsync(
        string number, HttpContext http, IDatabase database, SplitRequest split, IOptions<RoutingOptions> routing, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var lines = form["line"].Select(text => long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0).ToList();
        if (DeskEndpoints.Text(form, "subject") is not { Length: <= 200 } subject || !Guid.TryParse(form["once"], out var once))
        {
            return DeskEndpoints.Unfit();
        }

        return await RequestDeskEndpoints.ActAsync(
            number, http, database, routing, null,
            async (unit, request, by) => await split.HandleAsync(unit, request, subject, lines, by, $"{once}") switch
            {
                SplitOutcome.Over => "over",
                SplitOutcome.NoSuchLine => "lines",
                _ => null,
            },
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
