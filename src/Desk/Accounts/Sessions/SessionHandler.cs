using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Api;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Staff;

namespace ServiceBot.Desk.Accounts.Sessions;

/// <summary>Knows the people of the desk by their session's cookie.</summary>
public sealed class SessionHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> schemeOptions, ILoggerFactory loggers, UrlEncoder encoder,
    StaffSessions sessions) : AuthenticationHandler<AuthenticationSchemeOptions>(schemeOptions, loggers, encoder)
{
    /// <summary>Name of the scheme, and of the identity.</summary>
    public const string SchemeName = "Staff";

    /// <summary>The page that people sign in on.</summary>
    public const string SignInPath = "/sign-in";

    private const string SessionClaim = "session";
    private static readonly object MemberKey = new();

    /// <summary>Whether somebody of the desk is signed in.</summary>
    public static bool IsStaff(ClaimsPrincipal caller) => caller.Identity?.AuthenticationType == SchemeName;

    /// <summary>Who is signed in, as read with this request; null: nobody.</summary>
    public static StaffMember? MemberOf(HttpContext http) => http.Items[MemberKey] as StaffMember;

    /// <summary>The session of a caller who is signed in.</summary>
    public static Guid SessionOf(ClaimsPrincipal caller) => Guid.Parse(caller.FindFirstValue(SessionClaim)!);

    /// <summary>Hands a session to the browser. Over https no page of a neighbouring host can put another in its place.</summary>
    public static void SetCookie(HttpContext http, string token) => http.Response.Cookies.Append(CookieOf(http.Request), token, new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = http.Request.IsHttps,
        IsEssential = true,
        Path = "/",
    });

    /// <summary>Takes the session from the browser.</summary>
    public static void DropCookie(HttpContext http) =>
        http.Response.Cookies.Delete(CookieOf(http.Request), new() { HttpOnly = true, SameSite = SameSiteMode.Lax, Secure = http.Request.IsHttps, Path = "/" });

    /// <summary>Whether a request brings a session, good or not.</summary>
    internal static bool HasCookie(HttpRequest request) => request.Cookies.ContainsKey(CookieOf(request));

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Cookies[CookieOf(Request)] is not { Length: > 0 } token)
        {
            return AuthenticateResult.NoResult();
        }

        if (await sessions.FindAsync(token, Context.RequestAborted) is not { } found)
        {
            return AuthenticateResult.Fail("The session is over.");
        }

        Context.Items[MemberKey] = found.Member;
        return AuthenticateResult.Success(new(new(IdentityOf(found.Member, found.Session.Id)), SchemeName));
    }

    /// <inheritdoc/>
    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (IsForProgram(Request))
        {
            return TypedResults.Problem(statusCode: StatusCodes.Status401Unauthorized, title: "Nobody is signed in.", detail: "The session is over; sign in again.").ExecuteAsync(Context);
        }

        Response.Redirect(SignInPath + (HttpMethods.IsGet(Request.Method) ? QueryString.Create("return", Request.GetEncodedPathAndQuery()) : default));
        return Task.CompletedTask;
    }

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties)
    {
        if (IsForProgram(Request))
        {
            return AccessDenied.WriteAsync(Context);
        }

        Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    }

    /// <summary>Whether a path is one that programs call rather than people.</summary>
    internal static bool IsForProgram(HttpRequest request) => request.Path.StartsWithSegments("/api") || request.Path.StartsWithSegments("/v3");

    private ClaimsIdentity IdentityOf(StaffMember member, Guid session) => new(
        [
            new(ClaimTypes.NameIdentifier, member.Id.ToString()), new(ClaimTypes.Name, member.Name), new(SessionClaim, session.ToString()),
            .. AccessPolicy.ClaimsOf(member),
        ],
        SchemeName);

    private static string CookieOf(HttpRequest request) => request.IsHttps ? "__Host-staff" : "staff";
}
