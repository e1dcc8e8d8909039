using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ServiceBot.Storage;

namespace ServiceBot.Channels.Api;

/// <summary>Knows callers by a key, of the settings or made by an administrator, sent as <c>Authorization: Bearer</c> or <c>X-Api-Key</c>.</summary>
public sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> schemeOptions, ILoggerFactory loggers, UrlEncoder encoder,
    IOptions<ApiOptions> options, IDatabase database, TimeProvider clock) : AuthenticationHandler<AuthenticationSchemeOptions>(schemeOptions, loggers, encoder)
{
    /// <summary>Name of the scheme.</summary>
    public const string SchemeName = "ApiKey";

    private static readonly TimeSpan TouchAfter = TimeSpan.FromMinutes(1);

    /// <summary>Whether a request brings a key, good or not.</summary>
    public static bool HasKey(HttpRequest request) => KeyIn(request) is not null;

    /// <summary>Whether a caller's key still lets anybody in. Keys of the settings do until the product is stopped.</summary>
    public static async Task<bool> IsGoodAsync(Session session, ClaimsPrincipal caller, DateTimeOffset now) =>
        !Guid.TryParse(caller.FindFirstValue(CallerClaims.Key), out var id) || (await ApiKeyStore.FindAsync(session, id))?.IsGood(now) == true;

    /// <inheritdoc/>
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // Direct Line's tokens come by the same header, with every call of a chat: only a route that asks who calls is worth a look.
        if (KeyIn(Request) is not { } sent || Context.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is null)
        {
            return AuthenticateResult.NoResult();
        }

        return OfSettings(sent) ?? await OfDatabaseAsync(sent) ?? AuthenticateResult.Fail("The API key is not one of those in Api:Keys, nor one that an administrator made and that still counts.");
    }

    /// <inheritdoc/>
    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        var result = await HandleAuthenticateOnceSafeAsync();
        Response.Headers.WWWAuthenticate = "Bearer";
        await TypedResults.Problem(
            statusCode: StatusCodes.Status401Unauthorized,
            title: "An API key is needed.",
            detail: result.Failure?.Message ?? "Send an API key as Authorization: Bearer or as X-Api-Key: one of Api:Keys in appsettings.json, or one that an administrator makes on /admin/keys.").ExecuteAsync(Context);
    }

    /// <inheritdoc/>
    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) => AccessDenied.WriteAsync(Context);

    /// <summary>Compares with every key of the settings, in constant time for each.</summary>
    private AuthenticateResult? OfSettings(string sent)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(sent));
        ApiKey? found = null;
        foreach (var key in options.Value.Keys)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, key.Hash))
            {
                found = key;
            }
        }

        return found is null ? null : Success(found.Name, found.Scopes.Count > 0 ? found.Scopes : PermissionWord.Scopes);
    }

    private async Task<AuthenticateResult?> OfDatabaseAsync(string sent)
    {
        var now = clock.GetUtcNow();
        var key = await database.ReadAsync(session => ApiKeyStore.FindAsync(session, sent), Context.RequestAborted);
        if (key?.IsGood(now) != true)
        {
            return null;
        }

        if (key.UsedAt is null || now - key.UsedAt > TouchAfter)
        {
            await database.WriteAsync(
                async unit =>
                {
                    await ApiKeyStore.TouchAsync(unit, key.Id, now);
                    return true;
                },
                Context.RequestAborted);
        }

        return Success(key.Name, key.Scopes.Split(' ', StringSplitOptions.RemoveEmptyEntries), new Claim(CallerClaims.Key, key.Id.ToString()));
    }

    private static AuthenticateResult Success(string name, IEnumerable<string> scopes, params IEnumerable<Claim> more) => AuthenticateResult.Success(new(
        new(new ClaimsIdentity([new(ClaimTypes.Name, name), .. scopes.Select(scope => new Claim(CallerClaims.Permission, scope)), .. more], SchemeName)), SchemeName));

    private static string? KeyIn(HttpRequest request)
    {
        const string Bearer = "Bearer ";
        var authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? authorization[Bearer.Length..].Trim()
            : request.Headers["X-Api-Key"].FirstOrDefault();
    }
}
