using System.Buffers.Text;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ServiceBot.IntegrationTests.Protocol;

/// <summary>
/// Plays the two issuers of tokens, the Bot Framework's and Entra, on this machine: describes its keys, and signs whatever a test wants signed.
/// </summary>
internal sealed class Authority : IAsyncDisposable
{
    public const string AppId = "7f1a4a8e-0f5c-4d0e-9d0a-3c1f0a5b7e11";
    public const string Tenant = "2b7d0c54-6a4e-4f0b-8f3f-9a1f6f6f0b22";
    public const string ChannelIssuer = "https://api.botframework.com";

    private readonly WebApplication _app;
    private readonly Dictionary<string, Key> _channelKeys = [];
    private readonly Dictionary<string, Key> _entraKeys = [];
    private int _fetches;

    private Authority(WebApplication app)
    {
        _app = app;
        AddChannelKey("test-key", "test", "msteams", "emulator");
        AddChannelKey("other-key", "slack");
        AddChannelKey("bare-key", null);
        _entraKeys["entra-key"] = new(RSA.Create(2_048), null);
    }

    public string Address => _app.Urls.First();

    /// <summary>How often the channels' keys were fetched.</summary>
    public int Fetches => _fetches;

    /// <summary>Whether it answers with errors.</summary>
    public bool IsDown { get; set; }

    /// <summary>Where it says that the channels' keys are, if not here.</summary>
    public string? KeysAddress { get; set; }

    /// <summary>Settings of a single-tenant bot that believes it.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["MicrosoftAppId"] = AppId,
        ["MicrosoftAppPassword"] = "secret",
        ["MicrosoftAppTenantId"] = Tenant,
        ["ToBotFromChannelOpenIdMetadataUrl"] = $"{Address}/channel/openidconfiguration",
        ["ToBotFromEmulatorOpenIdMetadataUrl"] = $"{Address}/entra/openidconfiguration",
    };

    public static async Task<Authority> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var authority = new Authority(app);
        app.MapGet("/channel/openidconfiguration", () => authority.Describe(ChannelIssuer, authority.KeysAddress ?? $"{authority.Address}/channel/keys"));
        app.MapGet("/channel/keys", () =>
        {
            Interlocked.Increment(ref authority._fetches);
            return authority.Write(authority._channelKeys);
        });
        app.MapGet("/entra/openidconfiguration", () => authority.Describe($"https://login.microsoftonline.com/{Tenant}/v2.0", $"{authority.Address}/entra/keys"));
        app.MapGet("/entra/keys", () => authority.Write(authority._entraKeys));
        await app.StartAsync();
        return authority;
    }

    /// <summary>Adds a key that may speak for some channels.</summary>
    public void AddChannelKey(string id, params string[]? endorsements) => _channelKeys[id] = new(RSA.Create(2_048), endorsements);

    /// <summary>Publishes a key no longer; it still signs.</summary>
    public void RetireChannelKey(string id) => _channelKeys[id] = _channelKeys[id] with { IsRetired = true };

    /// <summary>Writes a token, and signs it as its header says.</summary>
    public string Sign(JsonObject header, JsonObject claims)
    {
        var signed = $"{Encode(header)}.{Encode(claims)}";
        var bytes = Encoding.ASCII.GetBytes(signed);
        var key = KeyOf((string?)header["kid"]).Rsa;
        var signature = (string?)header["alg"] switch
        {
            "RS256" => key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1),
            "RS384" => key.SignData(bytes, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
            "RS512" => key.SignData(bytes, HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
            "PS256" => key.SignData(bytes, HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
            "HS256" => HMACSHA256.HashData(Encoding.ASCII.GetBytes(key.ExportSubjectPublicKeyInfoPem()), bytes),
            _ => [],
        };
        return $"{signed}.{Base64Url.EncodeToString(signature)}";
    }

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        foreach (var key in _channelKeys.Values.Concat(_entraKeys.Values))
        {
            key.Rsa.Dispose();
        }
    }

    private static string Encode(JsonObject json) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(json.ToJsonString()));

    private Key KeyOf(string? id) =>
        id is not null && _channelKeys.TryGetValue(id, out var key) ? key : id is not null && _entraKeys.TryGetValue(id, out key) ? key : _channelKeys["test-key"];

    private IResult Describe(string issuer, string keys) => Answer(new JsonObject
    {
        ["issuer"] = issuer,
        ["jwks_uri"] = keys,
        ["id_token_signing_alg_values_supported"] = new JsonArray("RS256"),
    });

    private IResult Write(Dictionary<string, Key> keys) => Answer(new JsonObject { ["keys"] = new JsonArray([.. keys.Where(key => !key.Value.IsRetired).Select(key => Write(key.Key, key.Value))]) });

    private IResult Answer(JsonObject json) => IsDown ? Results.StatusCode(503) : Results.Text(json.ToJsonString(), "application/json");

    private static JsonObject Write(string id, Key key)
    {
        var numbers = key.Rsa.ExportParameters(includePrivateParameters: false);
        var json = new JsonObject
        {
            ["kty"] = "RSA",
            ["use"] = "sig",
            ["kid"] = id,
            ["n"] = Base64Url.EncodeToString(numbers.Modulus),
            ["e"] = Base64Url.EncodeToString(numbers.Exponent),
        };
        if (key.Endorsements is { } channels)
        {
            json["endorsements"] = new JsonArray([.. channels.Select(channel => (JsonNode)channel)]);
        }

        return json;
    }

    private sealed record Key(RSA Rsa, string[]? Endorsements, bool IsRetired = false);
}
