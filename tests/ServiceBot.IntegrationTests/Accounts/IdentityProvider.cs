using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ServiceBot.IntegrationTests.Accounts;

/// <summary>
/// Plays an OpenID Connect provider on this machine, as strict as a good one: PKCE, one redirect address for a code, a code that counts once. Whoever is
/// sent to it is whom the test names in <see cref="Person"/>.
/// </summary>
internal sealed class IdentityProvider : IAsyncDisposable
{
    public const string ClientId = "servicebot";
    public const string ClientSecret = "a-secret-of-the-provider";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, (string Redirect, string Challenge, JsonObject Person)> _codes = [];
    private readonly ConcurrentDictionary<string, JsonObject> _tokens = [];

    private IdentityProvider(WebApplication app) => _app = app;

    public string Address => _app.Urls.First();

    /// <summary>Who sits at the browser: claims.</summary>
    public JsonObject Person { get; set; } = [];

    /// <summary>What the id token says besides; null: there is no id token.</summary>
    public JsonObject? IdToken { get; set; }

    /// <summary>Answers of the token endpoint that were no.</summary>
    public ConcurrentQueue<string> Refusals { get; } = [];

    public static async Task<IdentityProvider> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var provider = new IdentityProvider(builder.Build());
        provider._app.MapGet("/authorize", provider.Authorize);
        provider._app.MapPost("/token", provider.TokenAsync);
        provider._app.MapGet("/userinfo", provider.UserInfo);
        provider._app.MapGet("/logout", () => "signed out there");
        await provider._app.StartAsync();
        return provider;
    }

    /// <summary>Claims of somebody whose address is verified.</summary>
    public static JsonObject Somebody(string subject, string email, string name = "Somebody") =>
        new() { ["sub"] = subject, ["email"] = email, ["email_verified"] = true, ["name"] = name };

    /// <summary>Settings of a product that knows it under a name.</summary>
    public IEnumerable<string> SettingsFor(int index, string name, params (string Key, string Value)[] more) =>
        new (string Key, string Value)[]
        {
            ("Name", name), ("Title", $"Corp {name}"), ("ClientId", ClientId), ("ClientSecret", ClientSecret), ("AuthorizeUrl", $"{Address}/authorize"),
            ("TokenUrl", $"{Address}/token"), ("UserInfoUrl", $"{Address}/userinfo"),
        }.Concat(more).Select(setting => $"--SignIn:SingleSignOn:Providers:{index}:{setting.Key}={setting.Value}");

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private IResult Authorize(HttpRequest request)
    {
        var asked = request.Query;
        if (asked["client_id"] != ClientId || asked["response_type"] != "code" || asked["code_challenge_method"] != "S256" || asked["code_challenge"] is not [{ Length: 43 } challenge]
            || asked["state"] is not [{ Length: > 20 } state] || asked["redirect_uri"] is not [{ } redirect])
        {
            return Results.BadRequest();
        }

        var code = Guid.NewGuid().ToString();
        _codes[code] = (redirect, challenge, (JsonObject)Person.DeepClone());
        return Results.Redirect($"{redirect}?code={code}&state={Uri.EscapeDataString(state)}");
    }

    private async Task<IResult> TokenAsync(HttpRequest request)
    {
        var form = await request.ReadFormAsync();
        var known = _codes.TryRemove($"{form["code"]}", out var code);
        var verifier = Base64Url.EncodeToString(SHA256.HashData(Encoding.ASCII.GetBytes($"{form["code_verifier"]}")));
        if (!known || form["grant_type"] != "authorization_code" || form["client_id"] != ClientId || form["client_secret"] != ClientSecret
            || form["redirect_uri"] != code.Redirect || verifier != code.Challenge)
        {
            Refusals.Enqueue(known ? "invalid_request" : "invalid_grant");
            return Results.Json(new { error = known ? "invalid_request" : "invalid_grant" }, statusCode: 400);
        }

        var token = Guid.NewGuid().ToString();
        _tokens[token] = code.Person;
        var answer = new JsonObject { ["access_token"] = token, ["token_type"] = "Bearer", ["expires_in"] = 60 };
        if (IdToken is { } more)
        {
            var claims = (JsonObject)code.Person.DeepClone();
            foreach (var (key, value) in more)
            {
                claims[key] = value?.DeepClone();
            }

            answer["id_token"] = $"{Part("{\"alg\":\"RS256\"}")}.{Part(claims.ToJsonString())}.c2lnbmVk";
        }

        return Results.Text(answer.ToJsonString(), "application/json");
    }

    private IResult UserInfo(HttpRequest request) =>
        _tokens.TryGetValue($"{request.Headers.Authorization}".Replace("Bearer ", "", StringComparison.Ordinal), out var person)
            ? Results.Text(person.ToJsonString(), "application/json")
            : Results.Unauthorized();

    private static string Part(string json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json));
}
