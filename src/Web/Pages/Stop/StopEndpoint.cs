using Microsoft.AspNetCore.Http.HttpResults;
using ServiceBot.Crm.Consents;
using ServiceBot.Outreach.OptOut;
using ServiceBot.Storage;

namespace ServiceBot.Web.Pages.Stop;

/// <summary>Stops messages: by the page's button, and by one click in a mail program, which knows no token of a page (RFC 8058). What nobody can guess is the address itself.</summary>
internal static class StopEndpoint
{
    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost("/stop/{token}", HandleAsync).WithOrder(-1).DisableAntiforgery().ExcludeFromDescription();

    private static async Task<Results<RedirectHttpResult, Ok, NotFound>> HandleAsync(string token, HttpContext http, OptOutLink links, StopMessages stop, IDatabase database, CancellationToken cancellationToken)
    {
        var byPage = http.Request.HasFormContentType && (await http.Request.ReadFormAsync(cancellationToken))["by"] == "page";
        if (await links.ReadAsync(token, cancellationToken) is not { } participant
            || !await database.WriteAsync(unit => stop.HandleAsync(unit, participant, "link", new ConsentEvidence(Where: byPage ? "page" : "one click", Ip: $"{http.Connection.RemoteIpAddress}")), cancellationToken))
        {
            return TypedResults.NotFound();
        }

        return byPage ? TypedResults.LocalRedirect($"/stop/{token}?done=1") : TypedResults.Ok();
    }
}
