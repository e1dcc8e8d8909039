using System.Security.Claims;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;

namespace ServiceBot.Channels.Api;

/// <summary>Lets in who sends one of the keys as <c>Authorization: Bearer</c> or <c>X-Api-Key</c>. Fails closed.</summary>
public sealed class ApiKeyFilter(IOptions<ApiOptions> options) : IEndpointFilter
{
    private readonly (string Name, byte[] Hash)[] _keys = [.. options.Value.Keys.Select(key => (key.Name, HashOf(key.Key)))];

    /// <inheritdoc/>
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (_keys.Length == 0)
        {
            return Refuse(http, "No API key is set up. Add { \"Name\": \"…\", \"Key\": \"…\" } to Api:Keys in appsettings.json (or set Api__Keys__0__Name and Api__Keys__0__Key), and restart.");
        }

        if (KeyIn(http.Request) is not { } sent)
        {
            return Refuse(http, "Send an API key as Authorization: Bearer or as X-Api-Key.");
        }

        if (NameOf(sent) is not { } name)
        {
            return Refuse(http, "The API key is not one of those in Api:Keys.");
        }

        http.User = new(new ClaimsIdentity([new(ClaimTypes.Name, name)], "ApiKey"));
        return await next(context);
    }

    /// <summary>Compares with every key, in constant time for each.</summary>
    private string? NameOf(string sent)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(sent));
        string? found = null;
        foreach (var (name, known) in _keys)
        {
            if (CryptographicOperations.FixedTimeEquals(hash, known))
            {
                found = name;
            }
        }

        return found;
    }

    private static string? KeyIn(HttpRequest request)
    {
        const string Scheme = "Bearer ";
        var authorization = request.Headers.Authorization.ToString();
        return authorization.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
            ? authorization[Scheme.Length..].Trim()
            : request.Headers["X-Api-Key"].FirstOrDefault();
    }

    private static byte[] HashOf(string key) => key.StartsWith(ApiOptionsRules.HashPrefix, StringComparison.Ordinal)
        ? Convert.FromHexString(key.AsSpan(ApiOptionsRules.HashPrefix.Length))
        : SHA256.HashData(Encoding.UTF8.GetBytes(key));

    private static ProblemHttpResult Refuse(HttpContext http, string detail)
    {
        http.Response.Headers.WWWAuthenticate = "Bearer";
        return TypedResults.Problem(statusCode: StatusCodes.Status401Unauthorized, title: "An API key is needed.", detail: detail);
    }
}
