using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace ServiceBot.Channels.DirectLine;

/// <summary>Who calls: a site with its secret, or a client with a token for one conversation.</summary>
/// <param name="Conversation">The token's conversation; null: the secret, which opens any.</param>
/// <param name="User">The user the token is bound to.</param>
internal sealed record DirectLineCaller(string? Conversation, string? User)
{
    public bool HasSecret => Conversation is null;

    public bool MayOpen(string conversation) => HasSecret || Conversation == conversation;
}

/// <summary>Checks the <c>Authorization</c> header. Fails closed.</summary>
internal sealed class DirectLineAuthentication(DirectLineTokens tokens, IOptions<DirectLineOptions> options)
{
    private readonly byte[] _secret = SHA256.HashData(Encoding.UTF8.GetBytes(options.Value.Secret));

    /// <returns>The caller, or the answer to give instead: 401 without or with a forged token, 403 <c>TokenExpired</c>.</returns>
    public (DirectLineCaller? Caller, IResult? Refusal) Check(HttpRequest request)
    {
        const string Scheme = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        if (!header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            return (null, DirectLineError.Of(StatusCodes.Status401Unauthorized, "MissingToken", "Send a token or the site's secret as Authorization: Bearer."));
        }

        var value = header[Scheme.Length..].Trim();
        if (options.Value.Secret.Length > 0
            && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(value)), _secret))
        {
            return (new(null, null), null);
        }

        return tokens.Read(value) switch
        {
            { Use: DirectLineTokens.RequestUse } claims when tokens.IsExpired(claims) =>
                (null, DirectLineError.Of(StatusCodes.Status403Forbidden, "TokenExpired", "The token has expired.")),
            { Use: DirectLineTokens.RequestUse } claims => (new(claims.Conversation, claims.User), null),
            _ => (null, DirectLineError.Of(StatusCodes.Status401Unauthorized, "BadToken", "The token is not valid here.")),
        };
    }
}
