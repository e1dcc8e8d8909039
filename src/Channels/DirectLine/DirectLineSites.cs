using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace ServiceBot.Channels.DirectLine;

/// <summary>The sites that may chat. The one of <c>DirectLine:Secret</c>, which the product's own pages belong to as well, has no name.</summary>
internal sealed class DirectLineSites
{
    private readonly (string? Name, byte[]? Hash, IList<string> Origins)[] _sites;

    public DirectLineSites(IOptions<DirectLineOptions> options)
    {
        var directLine = options.Value;
        _sites =
        [
            (null, directLine.Secret.Length > 0 ? HashOf(directLine.Secret) : null, directLine.AllowedOrigins),
            .. directLine.Sites.Select(site => ((string?)site.Name, (byte[]?)HashOf(site.Secret), site.Origins)),
        ];
    }

    /// <summary>All sites' origins.</summary>
    public IEnumerable<string> Origins => _sites.SelectMany(site => site.Origins).Distinct();

    /// <summary>Finds whose secret it is; compares with every one, in constant time for each.</summary>
    /// <returns>False when it is nobody's.</returns>
    public bool TryFind(string secret, out string? name)
    {
        var hash = HashOf(secret);
        var found = false;
        name = null;
        foreach (var site in _sites)
        {
            if (site.Hash is not null && CryptographicOperations.FixedTimeEquals(hash, site.Hash))
            {
                (found, name) = (true, site.Name);
            }
        }

        return found;
    }

    /// <summary>Whether a site is still in the settings: with it go its tokens.</summary>
    public bool Has(string? name) => _sites.Any(site => site.Name == name);

    /// <summary>Whether a page of an origin may use a site's tokens: the site's own pages may, and those of the product itself.</summary>
    public bool Allows(string? name, string origin, HttpRequest request) => IsOwn(origin, request) || _sites.Single(site => site.Name == name).Origins.Contains(origin);

    /// <summary>Whether the request comes from where the token may be used. What is no browser tells no origin.</summary>
    public bool Allows(DirectLineCaller caller, HttpRequest request) =>
        request.Headers.Origin.ToString() is var origin
        && (origin.Length == 0 || (caller.Origins?.Contains(origin) ?? Allows(caller.Site, origin, request)));

    // The scheme is left out, because a proxy in front may speak https where this process hears http.
    private static bool IsOwn(string origin, HttpRequest request) => Uri.TryCreate(origin, UriKind.Absolute, out var parsed) && parsed.Authority == request.Host.Value;

    private static byte[] HashOf(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));
}

/// <summary>Says at the start which site is wrong, without showing its secret.</summary>
internal sealed class DirectLineSiteRules : IValidateOptions<DirectLineOptions>
{
    public ValidateOptionsResult Validate(string? name, DirectLineOptions options)
    {
        var errors = options.Sites.SelectMany((site, index) => ErrorsOf(site).Select(error => $"{DirectLineOptions.Section}:Sites:{index}: {error}")).ToList();
        if (options.Sites.Select(site => site.Name).Distinct().Count() < options.Sites.Count)
        {
            errors.Add($"{DirectLineOptions.Section}:Sites: a name is there twice.");
        }

        if (options.Sites.Select(site => site.Secret).Append(options.Secret).Distinct().Count() <= options.Sites.Count)
        {
            errors.Add($"{DirectLineOptions.Section}:Sites: two sites have the same secret.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    private static IEnumerable<string> ErrorsOf(DirectLineSite site)
    {
        if (string.IsNullOrWhiteSpace(site.Name) || site.Name.Length > 60)
        {
            yield return "Name is missing or longer than 60 characters.";
        }

        if (site.Secret.Length < 16)
        {
            yield return "Secret is shorter than 16 characters.";
        }

        foreach (var origin in site.Origins.Where(origin => !IsOrigin(origin)))
        {
            yield return $"'{origin}' is not an origin such as https://shop.example, without a path.";
        }
    }

    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var parsed) && parsed.Scheme is "http" or "https" && parsed.GetLeftPart(UriPartial.Authority) == text;
}
