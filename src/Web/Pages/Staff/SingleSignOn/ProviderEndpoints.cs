using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.Accounts.SingleSignOn;

namespace ServiceBot.Web.Pages.Staff.SingleSignOn;

/// <summary><c>GET /sign-in/with/{provider}</c>: off to a provider, which sends people back to <c>/sign-in/with/{provider}/back</c>.</summary>
internal static class ProviderEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/sign-in/with/{provider}", GoAsync).ExcludeFromDescription();

    /// <summary>Where the button of a provider leads.</summary>
    public static string PathOf(ProviderOptions provider, string? to = null, string? connect = null) =>
        $"/sign-in/with/{provider.Name}{QueryString.Create(new Dictionary<string, string?> { ["return"] = to, ["connect"] = connect }.Where(pair => pair.Value is not null))}";

    private static async Task<Results<ChallengeHttpResult, NotFound>> GoAsync(
        HttpContext http, string provider, string? @return, string? connect, IOptions<SingleSignOnOptions> options, ConnectIdentity identities, CancellationToken cancellationToken)
    {
        if (options.Value.Find(provider) is not { } known)
        {
            return TypedResults.NotFound();
        }

        if (connect is not null && (SessionHandler.MemberOf(http) is not { } member || !await identities.MayBeginAsync(member.Id, connect, cancellationToken)))
        {
            return TypedResults.NotFound();
        }

        return TypedResults.Challenge(ProviderReturn.PropertiesFor(LocalPath.Of(@return), connect), [ProviderSchemes.SchemeOf(known)]);
    }
}
