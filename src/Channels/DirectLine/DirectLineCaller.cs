using Microsoft.AspNetCore.Http;

namespace ServiceBot.Channels.DirectLine;

/// <summary>Who calls: a site with its secret, or a client with a token for one conversation.</summary>
/// <param name="Site">The site; null: that of <c>DirectLine:Secret</c>.</param>
/// <param name="Conversation">The token's conversation; null: the secret, which opens any.</param>
/// <param name="User">The user the token is bound to.</param>
/// <param name="Origins">The origins the token is bound to; null: any of the site's.</param>
internal sealed record DirectLineCaller(string? Site, string? Conversation, string? User, IReadOnlyList<string>? Origins)
{
    public bool HasSecret => Conversation is null;

    public bool MayOpen(string conversation) => HasSecret || Conversation == conversation;
}

/// <summary>Checks the <c>Authorization</c> header and the page's origin. Fails closed.</summary>
internal sealed class DirectLineAuthentication(DirectLineTokens tokens, DirectLineSites sites)
{
    /// <returns>The caller, or the answer to give instead: 401 without or with a forged token, 403 <c>TokenExpired</c> or from a foreign page.</returns>
    public (DirectLineCaller? Caller, IResult? Refusal) Check(HttpRequest request)
    {
        const string Scheme = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return (null, DirectLineError.Of(StatusCodes.Status401Unauthorized, "MissingToken", "Send a token or the site's secret as Authorization: Bearer."));
        }

        var value = header[Scheme.Length..].Trim();
        if (sites.TryFind(value, out var site))
        {
            return FromItsOrigin(new(site, null, null, null), request);
        }

        return tokens.Read(value) switch
        {
            { Use: DirectLineTokens.RequestUse } claims when tokens.IsExpired(claims) =>
                (null, DirectLineError.Of(StatusCodes.Status403Forbidden, "TokenExpired", "The token has expired.")),
            { Use: DirectLineTokens.RequestUse } claims when sites.Has(claims.Site) => FromItsOrigin(claims.ToCaller(), request),
            _ => (null, DirectLineError.Of(StatusCodes.Status401Unauthorized, "BadToken", "The token is not valid here.")),
        };
    }

    private (DirectLineCaller? Caller, IResult? Refusal) FromItsOrigin(DirectLineCaller caller, HttpRequest request) => sites.Allows(caller, request)
        ? (caller, null)
        : (null, DirectLineError.Of(StatusCodes.Status403Forbidden, "OriginNotAllowed", "This site's pages may not use the token: its origin is not listed in DirectLine:Sites."));
}
