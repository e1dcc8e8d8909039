using Microsoft.AspNetCore.Http;
using ServiceBot.Channels;
using ServiceBot.Crm;

namespace ServiceBot.Desk.Accounts.Sessions;

/// <summary>Where somebody sits, as far as a request tells.</summary>
/// <param name="Address">The network address.</param>
/// <param name="Agent">What the browser calls itself, at most 300 characters.</param>
/// <param name="Token">What tells that somebody has signed in from it before; null: nothing does.</param>
public sealed record StaffBrowser(string Address, string Agent, string? Token = null)
{
    /// <summary>How long a browser is known after it was first signed in from.</summary>
    internal static readonly TimeSpan Known = TimeSpan.FromDays(365);

    /// <summary>The browser that a request comes from.</summary>
    public static StaffBrowser Of(HttpContext http) => new(
        http.Connection.RemoteIpAddress?.ToString() ?? "", StoredText.CleanLine(http.Request.Headers.UserAgent.ToString(), 300), http.Request.Cookies[CookieOf(http.Request)]);

    /// <summary>Has the browser bring its token with the next sign-in. It opens nothing by itself.</summary>
    public static void SetCookie(HttpContext http, string token) => http.Response.Cookies.Append(CookieOf(http.Request), token, new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
        IsEssential = true,
        MaxAge = Known,
        Path = "/",
    });

    /// <summary>The address for limits: of IPv6, the half that one household shares.</summary>
    internal string Partition => System.Net.IPAddress.TryParse(Address, out var address) ? ClientAddress.PartitionOf(address) : Address;

    private static string CookieOf(HttpRequest request) => request.IsHttps ? "__Host-staff-browser" : "staff-browser";
}
