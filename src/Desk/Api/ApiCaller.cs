using Microsoft.AspNetCore.Http;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.Requests;

namespace ServiceBot.Desk.Api;

/// <summary>Who calls the API.</summary>
public static class ApiCaller
{
    /// <summary>Whoever is signed in, or else the program whose key it is.</summary>
    public static Actor Of(HttpContext http)
    {
        ArgumentNullException.ThrowIfNull(http);
        return SessionHandler.MemberOf(http) is { } member ? Actor.Staff(member.Id) : Actor.Api(http.User.Identity?.Name ?? "unknown");
    }
}
