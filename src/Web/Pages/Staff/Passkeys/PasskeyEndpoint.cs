using Microsoft.AspNetCore.Http.HttpResults;
using ServiceBot.Desk.Accounts.SignIn;

namespace ServiceBot.Web.Pages.Staff.Passkeys;

/// <summary><c>POST /sign-in/passkey</c>: what a browser asks its passkeys by. It tells nothing of who has any, and a passkey is good for this host alone.</summary>
internal static class PasskeyEndpoint
{
    private const string Path = "/sign-in/passkey";

    public static void Map(IEndpointRouteBuilder routes) => routes.MapPost(Path, AskAsync).DisableAntiforgery().ExcludeFromDescription();

    /// <summary>Where a form asks.</summary>
    /// <param name="ticket">From a first step, whose owner is asked; null: anybody.</param>
    public static string PathFor(string? ticket) => ticket is null ? Path : Path + QueryString.Create("ticket", ticket);

    private static async Task<ContentHttpResult> AskAsync(HttpContext http, string? ticket, SignInWithPasskey passkey, CancellationToken cancellationToken) =>
        TypedResults.Text(await passkey.BeginAsync(ticket, http, cancellationToken), "application/json");
}
