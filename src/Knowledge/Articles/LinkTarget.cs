using System.Text.RegularExpressions;

namespace ServiceBot.Knowledge.Articles;

/// <summary>Where a link in an article may lead; made from an allow-list, so that a new trick in a URL is refused, not let through.</summary>
internal readonly partial record struct LinkTarget(LinkKind Kind, string? ArticleId = null, string? Fragment = null)
{
    private static readonly string[] Schemes = ["https://", "http://", "mailto:", "tel:"];

    public static LinkTarget Of(string? url)
    {
        if (url is null)
        {
            return new(LinkKind.Refused);
        }

        if (Array.Exists(Schemes, scheme => url.StartsWith(scheme, StringComparison.OrdinalIgnoreCase)))
        {
            return new(LinkKind.External);
        }

        var hash = url.IndexOf('#', StringComparison.Ordinal);
        var (id, fragment) = hash < 0 ? (url, null) : (url[..hash], url[(hash + 1)..]);
        return id.Length == 0 && fragment is { Length: > 0 } ? new(LinkKind.SamePage, null, fragment)
            : IsSlug(id) ? new(LinkKind.Article, id, fragment)
            : new(LinkKind.Refused);
    }

    /// <summary>The path of the target's page, without a base URL.</summary>
    /// <param name="language">The linking article's language: its links stay in it.</param>
    /// <param name="selfId">The linking article's id.</param>
    public string Path(string language, string selfId) =>
        $"/articles/{language}/{ArticleId ?? selfId}{(Fragment is null ? "" : "#" + Fragment)}";

    public static bool IsSlug(string id) => Slug().IsMatch(id);

    [GeneratedRegex(@"\A[a-z0-9]+(-[a-z0-9]+)*\z")]
    private static partial Regex Slug();
}

internal enum LinkKind
{
    Refused,
    External,
    Article,
    SamePage,
}
