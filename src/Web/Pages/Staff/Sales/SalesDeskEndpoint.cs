using ServiceBot.Channels.Api;
using ServiceBot.Crm;
using ServiceBot.Crm.Opportunities;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.Requests;
using ServiceBot.Storage;
using ServiceBot.Web.Pages.Staff.Desk;

namespace ServiceBot.Web.Pages.Staff.Sales;

/// <summary>What the buttons of the board's cards do; it ends on the board.</summary>
internal static class SalesDeskEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/desk/opportunities/move", MoveAsync)
        .AddEndpointFilter(DeskEndpoints.OnlyFormsAsync).ExcludeFromDescription().Needs(Permission.SalesWrite);

    private static async Task<IResult> MoveAsync(HttpContext http, IDatabase database, EditOpportunities edit, CancellationToken cancellationToken)
    {
        var by = Actor.Staff(SessionHandler.MemberOf(http)!.Id).Name;
        var form = await http.Request.ReadFormAsync(cancellationToken);
        if (!Opportunity.TryParse(form["number"], out var number) || !long.TryParse(form["version"], out var version))
        {
            return DeskEndpoints.Unfit();
        }

        var back = LocalPath.Of(form["at"]);
        return await database.WriteAsync(unit => edit.MoveAsync(unit, number, form["stage"].ToString(), pipeline: null, reason: null, version, by), cancellationToken) switch
        {
            EditOutcome<Opportunity>.Done => TypedResults.LocalRedirect(back),
            EditOutcome<Opportunity>.NotFound => TypedResults.NotFound(),
            EditOutcome<Opportunity>.Conflict => TypedResults.LocalRedirect($"{back}{(back.Contains('?', StringComparison.Ordinal) ? '&' : '?')}refused=1"),
            _ => DeskEndpoints.Unfit(),
        };
    }
}
