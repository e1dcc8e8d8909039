using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Api;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.Queue;
using ServiceBot.Desk.Routing;
using ServiceBot.Desk.Snooze;
using ServiceBot.Storage;
using ServiceBot.Web.Pages.Staff.Desk;
using ServiceBot.Web.Pages.Staff.Requests;

namespace ServiceBot.Web.Pages.Staff.Snooze;

/// <summary>Puts a conversation or a request aside, and ends on the list that it leaves; or fetches it back, and ends on its page.</summary>
internal static class SnoozeDeskEndpoints
{
    private const string PastTime = "time";

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapPost("/desk/{key:long}/snooze", ConversationAsync).AddEndpointFilter(DeskEndpoints.OnlyFormsAsync).ExcludeFromDescription().Needs(Permission.ConversationsWrite);
        routes.MapPost("/desk/requests/{number}/snooze", RequestAsync).AddEndpointFilter(DeskEndpoints.OnlyFormsAsync).ExcludeFromDescription().Needs(Permission.RequestsWrite);
    }

    private static async Task<IResult> ConversationAsync(
        long key, HttpContext http, IDatabase database, PutAside putAside, OpeningHours hours, TimeProvider clock, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        if (!TryRead(form, hours, clock, out var until))
        {
            return DeskEndpoints.Refused(key, PastTime, draft: null);
        }

        var seen = long.TryParse(form["seen"], out var last) ? last : (long?)null;
        var by = SessionHandler.MemberOf(http)!;
        return await database.WriteAsync(unit => putAside.ConversationAsync(unit, key, until, by, seen), cancellationToken) switch
        {
            SnoozeOutcome.NotFound => TypedResults.NotFound(),
            SnoozeOutcome.Done => TypedResults.LocalRedirect(DeskLinks.To(DeskLinks.ViewOf(http.Request), until is null ? key : null)),
            SnoozeOutcome.Changed => DeskEndpoints.Refused(key, "said", draft: null),
            var why => DeskEndpoints.Refused(key, why == SnoozeOutcome.Over ? "Ended" : "NotYours", draft: null),
        };
    }

    private static async Task<IResult> RequestAsync(
        string number, HttpContext http, IDatabase database, PutAside putAside, OpeningHours hours, IOptions<RoutingOptions> routing, TimeProvider clock, CancellationToken cancellationToken)
    {
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var isTime = TryRead(form, hours, clock, out var until);
        var result = await RequestDeskEndpoints.ActAsync(number, http, database, routing, null, async (unit, request, by) => !isTime ? PastTime
            : await putAside.RequestAsync(unit, request.Number, until, by, long.TryParse(form["epoch"], out var seen) ? seen : null) switch
            {
                SnoozeOutcome.Over => "over",
                SnoozeOutcome.Changed => "changed",
                _ => null,
            }, cancellationToken);
        return result is RedirectHttpResult && until is not null ? TypedResults.LocalRedirect("/desk/requests") : result;
    }

    /// <summary>A word of the form, or with <c>at</c> the time that stands beside it.</summary>
    private static bool TryRead(IFormCollection form, OpeningHours hours, TimeProvider clock, out DateTimeOffset? until) =>
        SnoozeTime.TryRead(form["until"] == "at" ? form["at"] : form["until"], hours.Calendar, clock.GetUtcNow(), out until);
}
