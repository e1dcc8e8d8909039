using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using ServiceBot.Crm;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.Queue;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Routing;
using ServiceBot.Desk.Sla;
using ServiceBot.Desk.Snooze;

namespace ServiceBot.Web.Pages.Staff.Requests;

/// <summary>Does one thing to the requests that are selected in the list, and shows the list again with what became of each.</summary>
internal static class ManyDeskEndpoint
{
    public static async Task<IResult> HandleAsync(
        HttpContext http, ChangeMany many, IOptions<RoutingOptions> routing, IOptions<TeamOptions> teams, OpeningHours hours, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (me, form) = (SessionHandler.MemberOf(http)!, await http.Request.ReadFormAsync(cancellationToken));
        List<RequestNumber> numbers = [.. form["request"].Take(ChangeMany.Most).Select(text => RequestNumber.TryParse(text, out var number) ? number : default).Where(number => number != default)];
        var results = WishOf(form, teams.Value, hours.Calendar, clock.GetUtcNow()) is { } wish
            ? await many.HandleAsync(numbers, wish, Actor.Staff(me.Id), Sight.Of(me, routing.Value.DefaultTeam), cancellationToken)
            : [];
        return new RazorComponentResult<RequestsPage>(new Dictionary<string, object?> { ["Results"] = results });
    }

    private static ManyWish? WishOf(IFormCollection form, TeamOptions teams, BusinessCalendar calendar, DateTimeOffset now) => form["do"].ToString().Split(':') switch
    {
        ["agent", var text] when Guid.TryParse(text, out var agent) => new ManyWish.Assign(agent),
        ["team", var team] when teams.Teams.ContainsKey(team) => new ManyWish.ToTeam(team),
        ["status", var text] when RequestListQuery.OneOf<RequestStatus>(text) is { } status => new ManyWish.Move(status),
        ["priority", var text] when RequestListQuery.OneOf<RequestPriority>(text) is { } priority => new ManyWish.Press(priority),
        ["snooze", var word] when SnoozeTime.TryRead(word, calendar, now, out var until) => new ManyWish.Snooze(until),
        [("tag" or "untag") and var what] when StoredText.Tag(form["tag"]) is { } tag => new ManyWish.Tag(tag, On: what == "tag"),
        _ => null,
    };
}
