using Microsoft.AspNetCore.Http.HttpResults;
using ServiceBot.Desk.Accounts;
using ServiceBot.Desk.Accounts.Sessions;

namespace ServiceBot.Web.Pages.Staff;

/// <summary><c>POST /sign-out</c>: ends the session of this browser.</summary>
internal static class SignOutEndpoint
{
    public static async Task<RedirectHttpResult> HandleAsync(HttpContext http, OwnAccount own, CancellationToken cancellationToken)
    {
        await own.EndSessionAsync(SessionHandler.MemberOf(http)!.Id, SessionHandler.SessionOf(http.User), cancellationToken);
        SessionHandler.DropCookie(http);
        return TypedResults.LocalRedirect(SessionHandler.SignInPath);
    }
}
