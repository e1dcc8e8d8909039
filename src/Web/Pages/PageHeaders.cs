using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using ServiceBot.Channels;

namespace ServiceBot.Web.Pages;

/// <summary>Security headers of every response. What is not a page may load nothing and be framed by nobody; a page says more by <see cref="Allow"/>.</summary>
internal sealed class PageHeaders(RequestDelegate next)
{
    private const string Everything = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

    // Web Chat makes one style element without its nonce, and leaves it empty: the hash of nothing allows nothing else.
    private const string EmptyStyle = "'sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU='";

    // The chat needs none of these, and neither does any page.
    private const string Permissions =
        "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(), microphone=(), midi=(), payment=(), serial=(), usb=()";

    public Task InvokeAsync(HttpContext http)
    {
        // At the last moment: an error clears the headers that were there, and an endpoint that said more keeps its word.
        http.Response.OnStarting(() =>
        {
            var headers = http.Response.Headers;
            headers.TryAdd("Content-Security-Policy", Everything);
            headers.TryAdd("X-Content-Type-Options", "nosniff");
            if (http.Request.Path.StartsWithSegments("/api"))
            {
                headers.TryAdd("Cache-Control", "no-store");      // what a session may read stays in no cache, the browser's or a proxy's
            }

            headers.TryAdd("Referrer-Policy", "strict-origin-when-cross-origin");
            headers.TryAdd("Permissions-Policy", Permissions);
            headers.TryAdd("Cross-Origin-Resource-Policy", http.Request.Path == "/embed.js" || http.Request.Path == "/forms.js" ? "cross-origin" : "same-origin");
            return Task.CompletedTask;
        });
        return next(http);
    }

    /// <summary>Lets a page load its own style and, with a chat on it, what Web Chat needs: its scripts, its generated styles and its stream.</summary>
    /// <param name="http">The page's request.</param>
    /// <param name="chat">Whether the chat is on the page.</param>
    /// <param name="embedded">Whether the sites in <see cref="DirectLineOptions.AllowedOrigins"/> may frame the page.</param>
    /// <returns>The nonce that the page's scripts carry.</returns>
    public static string Allow(HttpContext http, bool chat, bool embedded)
    {
        var nonce = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        var framers = embedded
            ? string.Join(' ', http.RequestServices.GetRequiredService<IOptions<DirectLineOptions>>().Value.AllowedOrigins.Where(IsOrigin).Prepend("'self'"))
            : "'none'";

        // The stream is same-origin, but older browsers don't count ws: under 'self'. Kestrel has refused any Host that isn't one.
        var host = http.Request.Host;
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; " + (chat
            ? $"script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'self' 'nonce-{nonce}' {EmptyStyle}; style-src-attr 'unsafe-inline'; img-src 'self' data: blob:; "
                + $"connect-src 'self' blob: ws://{host} wss://{host}; worker-src blob:; frame-ancestors {framers}"
            : $"style-src 'self'; img-src 'self'; frame-ancestors {framers}");
        http.Response.Headers.CacheControl = "private, no-store";      // the nonce is good for one answer
        return nonce;
    }

    /// <summary>Lets a page of the desk load its own style and post its forms to the product alone; no address of it leaks.</summary>
    /// <param name="http">The page's request.</param>
    /// <param name="live">Whether the product's own script keeps the page up to date.</param>
    public static void AllowForms(HttpContext http, bool live)
    {
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; base-uri 'none'; form-action 'self'; style-src 'self'; img-src 'self'; frame-ancestors 'none'"
            + (live ? "; script-src 'self'; connect-src 'self'" : "");
        http.Response.Headers["Referrer-Policy"] = "same-origin";
        http.Response.Headers.CacheControl = "private, no-store";
    }

    /// <summary>Lets a form load its style, post to the product, and be framed by the sites that may show it.</summary>
    /// <param name="http">The form's request.</param>
    /// <param name="origins">The sites.</param>
    public static void AllowForm(HttpContext http, IEnumerable<string> origins)
    {
        http.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; base-uri 'none'; form-action 'self'; style-src 'self'; img-src 'self'; frame-ancestors {string.Join(' ', origins.Where(IsOrigin).Prepend("'self'"))}";
        http.Response.Headers["Referrer-Policy"] = "same-origin";
        http.Response.Headers.CacheControl = "private, no-store";
    }

    // A setting goes into a header: whatever is not plainly an origin stays out.
    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https") && text == uri.GetLeftPart(UriPartial.Authority);
}
