using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.DirectLine;

namespace ServiceBot.Web.Pages.Chat;

/// <summary>What the chat page asks for.</summary>
/// <param name="StartOver">A new conversation even when one is open.</param>
/// <param name="Embedded">The page is in another site's frame, where browsers keep ordinary cookies back.</param>
internal sealed record ChatTokenRequest(bool StartOver = false, bool Embedded = false);

/// <summary><c>POST /chat/token</c>: a token for the visitor's conversation, and the cookie that the visitor is known by.</summary>
internal static class ChatTokenEndpoint
{
    internal const string Cookie = "visitor";
    internal const string EmbeddedCookie = "visitor-embedded";

    public static async Task<Results<Ok<ChatToken>, ProblemHttpResult>> HandleAsync(
        ChatTokenRequest body, HttpContext http, DirectLineTokens tokens, ChatTokens chat, IOptions<ChatOptions> options, CancellationToken cancellationToken)
    {
        if (!IsSameOrigin(http.Request))
        {
            return TypedResults.Problem(statusCode: StatusCodes.Status403Forbidden, title: "Only this site's own pages open the chat.",
                detail: "Other sites put the chat on their pages with /embed.js, or use Direct Line with a secret.");
        }

        // In another site's frame only a partitioned cookie comes back, and that exists over https alone.
        var partitioned = body.Embedded && http.Request.IsHttps;
        var name = partitioned ? EmbeddedCookie : Cookie;
        var visitor = VisitorOf(http, tokens, name);
        Remember(http, tokens, options.Value, name, visitor, partitioned);
        http.Response.Headers.CacheControl = "no-store";
        return TypedResults.Ok(await chat.IssueAsync(visitor, body.StartOver, cancellationToken));
    }

    /// <summary>The visitor that a cookie names, or a new one.</summary>
    internal static string VisitorOf(HttpContext http, DirectLineTokens tokens, string name) =>
        tokens.ReadVisitor(http.Request.Cookies[name]) ?? "dl_" + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(16));

    /// <summary>Sets the cookie that a visitor is known by.</summary>
    internal static void Remember(HttpContext http, DirectLineTokens tokens, ChatOptions options, string name, string visitor, bool partitioned)
    {
        var lifetime = TimeSpan.FromDays(options.VisitorDays);
        var cookie = new CookieOptions
        {
            HttpOnly = true,
            IsEssential = true,
            MaxAge = lifetime,
            Secure = http.Request.IsHttps,
            SameSite = partitioned ? SameSiteMode.None : SameSiteMode.Lax,
        };
        if (partitioned)
        {
            cookie.Extensions.Add("Partitioned");
        }

        http.Response.Cookies.Append(name, tokens.IssueVisitor(visitor, lifetime), cookie);
    }

    /// <summary>
    /// Whether the request comes from a page of this very origin. Browsers always tell one of the two headers with a POST; the scheme is left out,
    /// because a proxy in front may speak https where this process hears http.
    /// </summary>
    internal static bool IsSameOrigin(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is { Length: > 0 } site
            ? site == "same-origin"
            : Uri.TryCreate(request.Headers.Origin, UriKind.Absolute, out var origin) && origin.Authority == request.Host.Value;
}
