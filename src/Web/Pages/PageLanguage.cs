namespace ServiceBot.Web.Pages;

/// <summary>The language of a page: the address (<c>?lang=</c>, <c>/articles/zh/…</c>), then what was chosen before, then what the browser prefers, then English.</summary>
internal static class PageLanguage
{
    private const string Cookie = "lang";

    /// <summary><c>en</c> or <c>zh</c>.</summary>
    public static string Of(HttpRequest request) =>
        Known(request.Query["lang"]) ?? Known(InPath(request.Path)) ?? Known(request.Cookies[Cookie])
        ?? Preferred(request.GetTypedHeaders().AcceptLanguage.Select(value => (value.Value.Value, value.Quality)));

    /// <summary>Keeps a choice made in the address for the next pages.</summary>
    public static void Remember(HttpContext http)
    {
        if (Known(http.Request.Query["lang"]) is { } chosen && chosen != http.Request.Cookies[Cookie])
        {
            Choose(http, chosen);
        }
    }

    /// <summary>Sets the language of the next pages.</summary>
    /// <param name="http">The browser's request.</param>
    /// <param name="language"><c>en</c> or <c>zh</c>.</param>
    public static void Choose(HttpContext http, string language) => http.Response.Cookies.Append(Cookie, language, new()
    {
        MaxAge = TimeSpan.FromDays(365),
        SameSite = SameSiteMode.Lax,
        HttpOnly = true,
        Secure = http.Request.IsHttps,
        IsEssential = true,
    });

    internal static string Preferred(IEnumerable<(string? Tag, double? Quality)> accepted) =>
        accepted.OrderByDescending(language => language.Quality ?? 1).Select(language => Known(language.Tag?.Split('-')[0])).FirstOrDefault(known => known is not null) ?? "en";

    private static string? InPath(PathString path) => path.StartsWithSegments("/articles", out var rest) ? rest.Value?.Split('/').ElementAtOrDefault(1) : null;

    private static string? Known(string? tag) => tag?.ToLowerInvariant() switch { "en" => "en", "zh" => "zh", _ => null };
}
