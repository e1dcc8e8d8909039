using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using ServiceBot.Desk.Accounts;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.Accounts.SingleSignOn;

namespace ServiceBot.Web.Pages.Staff;

/// <summary><c>POST /sign-out</c>: ends the session of this browser. At the provider of single sign-on people sign out by a link of their own.</summary>
internal static class SignOutEndpoint
{
    public static async Task<RedirectHttpResult> HandleAsync(HttpContext http, OwnAccount own, ConnectIdentity identities, IOptions<SingleSignOnOptions> options, CancellationToken cancellationToken)
    {
        var staff = SessionHandler.MemberOf(http)!.Id;
        var known = await identities.ListAsync(staff, cancellationToken);
        await own.EndSessionAsync(staff, SessionHandler.SessionOf(http.User), cancellationToken);
        SessionHandler.DropCookie(http);
        var provider = known.Select(identity => options.Value.Find(identity.Provider)).FirstOrDefault(provider => provider is { SignOutUrl.Length: > 0 });
        return TypedResults.LocalRedirect(SessionHandler.SignInPath + (provider is null ? default : QueryString.Create("out", provider.Name)));
    }
}
