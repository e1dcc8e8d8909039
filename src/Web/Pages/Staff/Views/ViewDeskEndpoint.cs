using ServiceBot.Channels.Api;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.CannedReplies;
using ServiceBot.Desk.Views;
using ServiceBot.Web.Pages.Staff.Desk;

namespace ServiceBot.Web.Pages.Staff.Views;

/// <summary>What the form beside a list does with saved views; it ends on the page that it came from.</summary>
internal static class ViewDeskEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/desk/views", HandleAsync)
        .AddEndpointFilter(DeskEndpoints.OnlyFormsAsync).ExcludeFromDescription().Needs(Permission.RequestsWrite);

    private static async Task<IResult> HandleAsync(HttpContext http, ManageViews views, TimeProvider clock, CancellationToken cancellationToken)
    {
        var me = SessionHandler.MemberOf(http)!;
        var form = await http.Request.ReadFormAsync(cancellationToken);
        var (list, query, what) = (form["list"].ToString(), form["query"].ToString(), form["what"].ToString());
        Guid? id = Guid.TryParse(form["id"], out var known) ? known : null;
        if (query.Length > MostQuery || !SavedView.Lists.Contains(list))
        {
            return DeskEndpoints.Unfit();
        }

        if (what is "first" or "unfirst")
        {
            await views.SetFirstAsync(me, list, what == "first" ? query : null, cancellationToken);
            return Here();
        }

        return (what, id) switch
        {
            ("save", _) => await views.SaveAsync(
                me,
                new()
                {
                    Id = id ?? Guid.CreateVersion7(clock.GetUtcNow()),
                    List = list,
                    Query = query,
                    Name = form["name"].ToString(),
                    Place = form["place"].ToString() is { Length: > 0 } place ? place : CannedPlace.Of(me.Id),
                },
                isNew: id is null, cancellationToken),
            ("up" or "down", { } view) => await views.MoveAsync(me, view, what == "up" ? -1 : 1, cancellationToken),
            ("delete", { } view) => await views.DeleteAsync(me, view, cancellationToken),
            _ => null,
        } switch
        {
            ViewOutcome.Done => Here(),
            ViewOutcome.NotFound => TypedResults.NotFound(),
            ViewOutcome.NotAllowed => TypedResults.Forbid(),
            _ => DeskEndpoints.Unfit(),
        };

        IResult Here() => TypedResults.LocalRedirect(LocalPath.Of(form["at"]));
    }

    private const int MostQuery = 500;
}
