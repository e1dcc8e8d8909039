using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServiceBot.Storage;

namespace ServiceBot.Channels.DirectLine;

/// <summary>What a token says. Clients decode it too: they take their user id from the claim <c>user</c>.</summary>
/// <param name="Conversation">The one conversation it opens.</param>
/// <param name="User">The user it is bound to, or null.</param>
/// <param name="Use"><c>token</c> for requests, <c>stream</c> for a stream's ticket, <c>visitor</c> for a cookie.</param>
/// <param name="Expires">Unix seconds.</param>
/// <param name="Id">Makes two tokens of one second different.</param>
/// <param name="Site">The site it is for; null: that of <c>DirectLine:Secret</c>.</param>
/// <param name="Origins">The origins it may be used from; null: any of the site's.</param>
internal sealed record TokenClaims(
    [property: JsonPropertyName("conv")] string Conversation,
    [property: JsonPropertyName("user")] string? User,
    [property: JsonPropertyName("use")] string Use,
    [property: JsonPropertyName("exp")] long Expires,
    [property: JsonPropertyName("jti")] string Id,
    [property: JsonPropertyName("site")] string? Site = null,
    [property: JsonPropertyName("origins")] IReadOnlyList<string>? Origins = null)
{
    public DirectLineCaller ToCaller() => new(Site, Conversation, User, Origins);
}

[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(TokenClaims))]
internal sealed partial class TokenJsonContext : JsonSerializerContext;

/// <summary>Signs and checks the product's own tokens: JWT, HMAC-SHA-256 with a key that the database keeps for all nodes.</summary>
public sealed class DirectLineTokens(SecretStore secrets, TimeProvider clock)
{
    internal const string RequestUse = "token";
    internal const string StreamUse = "stream";
    internal const string VisitorUse = "visitor";

    // The header never varies, so it is compared as a whole: no other algorithm can be talked into.
    private static readonly string Header = Base64Url.EncodeToString("""{"alg":"HS256","typ":"JWT"}"""u8);
    private byte[]? _key;

    /// <summary>Loads the signing key; once, before the first request.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken) => _key = await secrets.GetOrCreateAsync("directline-tokens", cancellationToken);

    /// <summary>A signed value for a visitor's cookie.</summary>
    public string IssueVisitor(string userId, TimeSpan lifetime) => Issue("", userId, VisitorUse, lifetime);

    /// <summary>The visitor's user id from a cookie, or null when it is missing, forged or old.</summary>
    public string? ReadVisitor(string? cookie) => Read(cookie) is { Use: VisitorUse } claims && !IsExpired(claims) ? claims.User : null;

    internal string Issue(string conversation, string? user, string use, TimeSpan lifetime) => Issue(new(null, conversation, user, null), use, lifetime);

    /// <summary>A token that makes who holds it this caller.</summary>
    internal string Issue(DirectLineCaller caller, string use, TimeSpan lifetime)
    {
        var claims = new TokenClaims(
            caller.Conversation ?? throw new ArgumentException("A token is for one conversation.", nameof(caller)), caller.User, use,
            (clock.GetUtcNow() + lifetime).ToUnixTimeSeconds(), Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(9)), caller.Site, caller.Origins);
        var signed = $"{Header}.{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(claims, TokenJsonContext.Default.TokenClaims))}";
        return $"{signed}.{Base64Url.EncodeToString(Sign(signed))}";
    }

    /// <summary>The claims of a token that this product signed, expired or not; null for anything else.</summary>
    internal TokenClaims? Read(string? token)
    {
        if (token is null || token.Length > 4_096 || !token.StartsWith(Header, StringComparison.Ordinal))
        {
            return null;
        }

        var parts = token.Split('.');
        if (parts.Length != 3 || parts[0].Length != Header.Length)
        {
            return null;
        }

        try
        {
            return CryptographicOperations.FixedTimeEquals(Base64Url.DecodeFromChars(parts[2]), Sign($"{parts[0]}.{parts[1]}"))
                ? JsonSerializer.Deserialize(Base64Url.DecodeFromChars(parts[1]), TokenJsonContext.Default.TokenClaims)
                : null;
        }
        catch (Exception failure) when (failure is FormatException or JsonException)
        {
            return null;
        }
    }

    internal bool IsExpired(TokenClaims claims) => claims.Expires <= clock.GetUtcNow().ToUnixTimeSeconds();

    private byte[] Sign(string text) =>
        HMACSHA256.HashData(_key ?? throw new InvalidOperationException("The signing key is not loaded."), Encoding.ASCII.GetBytes(text));
}
