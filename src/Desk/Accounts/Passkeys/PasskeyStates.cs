using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;

namespace ServiceBot.Desk.Accounts.Passkeys;

/// <summary>Keeps what a passkey was asked for with the browser that was asked: for five minutes, and until it answers.</summary>
public sealed class PasskeyStates(IDataProtectionProvider protection)
{
    private const string Cookie = "staff-passkey";
    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    private readonly ITimeLimitedDataProtector _protector = protection.CreateProtector("passkey").ToTimeLimitedDataProtector();

    internal void Keep(HttpContext http, string state) => http.Response.Cookies.Append(Cookie, _protector.Protect(state, Life), OptionsFor(http));

    /// <summary>What it was asked for; null: nothing, or too long ago.</summary>
    internal string? Take(HttpContext http)
    {
        http.Response.Cookies.Delete(Cookie, OptionsFor(http));
        try
        {
            return http.Request.Cookies[Cookie] is { Length: > 0 } kept ? _protector.Unprotect(kept) : null;
        }
        catch (System.Security.Cryptography.CryptographicException)
        {
            return null;
        }
    }

    private static CookieOptions OptionsFor(HttpContext http) =>
        new() { HttpOnly = true, SameSite = SameSiteMode.Strict, Secure = http.Request.IsHttps, IsEssential = true, MaxAge = Life, Path = "/" };
}
