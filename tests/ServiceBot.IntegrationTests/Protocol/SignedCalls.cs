using System.Buffers.Text;
using System.Text.Json.Nodes;

namespace ServiceBot.IntegrationTests.Protocol;

/// <summary>A call of <c>/api/messages</c> and the status that it must get.</summary>
/// <param name="Name">What is special about it.</param>
/// <param name="Wanted">The status.</param>
/// <param name="Authorization">The header; null: none.</param>
/// <param name="Activity">The body.</param>
internal sealed record SignedCall(string Name, int Wanted, string? Authorization, JsonObject Activity);

/// <summary>Calls with every fault that a token can have: the same for the product and for Microsoft's SDK.</summary>
internal sealed class SignedCalls(Authority authority, DateTimeOffset now)
{
    private const string ServiceUrl = "http://localhost:9/teams/";
    private const string Entra = $"https://login.microsoftonline.com/{Authority.Tenant}/v2.0";
    private const string ForeignTenant = "99999999-6a4e-4f0b-8f3f-9a1f6f6f0b22";

    /// <summary>An activity as a channel posts it.</summary>
    public JsonObject Activity(string channelId = "test", string? serviceUrl = ServiceUrl)
    {
        var activity = new JsonObject
        {
            ["type"] = "event",
            ["name"] = "nothing",
            ["id"] = $"{Guid.NewGuid()}",
            ["channelId"] = channelId,
            ["from"] = new JsonObject { ["id"] = "user" },
            ["recipient"] = new JsonObject { ["id"] = "bot" },
            ["conversation"] = new JsonObject { ["id"] = $"{Guid.NewGuid()}" },
        };
        if (serviceUrl is not null)
        {
            activity["serviceUrl"] = serviceUrl;
        }

        return activity;
    }

    /// <summary>The token of a channel, with some claims or header fields changed; a null takes one out.</summary>
    public string ChannelToken(Action<JsonObject>? claims = null, Action<JsonObject>? header = null)
    {
        var tokenClaims = new JsonObject
        {
            ["iss"] = Authority.ChannelIssuer,
            ["aud"] = Authority.AppId,
            ["nbf"] = Seconds(-60),
            ["exp"] = Seconds(3_600),
            ["serviceurl"] = ServiceUrl,
        };
        var tokenHeader = new JsonObject { ["alg"] = "RS256", ["kid"] = "test-key", ["typ"] = "JWT" };
        claims?.Invoke(tokenClaims);
        header?.Invoke(tokenHeader);
        return authority.Sign(tokenHeader, tokenClaims);
    }

    /// <summary>A token of the bot's own app, as the Emulator has it.</summary>
    public string EntraToken(Action<JsonObject>? claims = null)
    {
        var tokenClaims = new JsonObject
        {
            ["iss"] = Entra,
            ["tid"] = Authority.Tenant,
            ["aud"] = Authority.AppId,
            ["ver"] = "2.0",
            ["azp"] = Authority.AppId,
            ["nbf"] = Seconds(-60),
            ["exp"] = Seconds(3_600),
        };
        claims?.Invoke(tokenClaims);
        return authority.Sign(new() { ["alg"] = "RS256", ["kid"] = "entra-key", ["typ"] = "JWT" }, tokenClaims);
    }

    public long Seconds(int fromNow) => now.AddSeconds(fromNow).ToUnixTimeSeconds();

    public SignedCall Valid() => Channel("a valid token", 202);

    /// <summary>Good ones, and the clock's tolerance.</summary>
    public IEnumerable<SignedCall> Accepted() =>
    [
        Valid(),
        Channel("RS384", 202, header: header => header["alg"] = "RS384"),
        Channel("RS512", 202, header: header => header["alg"] = "RS512"),
        Channel("expired 4 minutes ago", 202, claims => claims["exp"] = Seconds(-240)),
        Channel("not before 4 minutes from now", 202, claims => claims["nbf"] = Seconds(240)),
        Channel("serviceurl with its host in capitals", 202, claims => claims["serviceurl"] = "http://LOCALHOST:9/teams/"),
    ];

    /// <summary>What is wrong with header, signature or lifetime.</summary>
    public IEnumerable<SignedCall> Unsound()
    {
        var good = ChannelToken();
        var parts = good.Split('.');
        return
        [
            new("no header", 401, null, Activity()),
            new("an empty header", 401, "", Activity()),
            new("a blank token", 401, "Bearer ", Activity()),
            new("another scheme", 401, $"Basic {good}", Activity()),
            new("the scheme in lower case", 401, $"bearer {good}", Activity()),
            new("three words", 401, $"Bearer {good} {good}", Activity()),
            new("garbage", 401, "Bearer garbage", Activity()),
            new("garbage in three parts", 401, "Bearer a.b.c", Activity()),
            new("two parts", 401, $"Bearer {parts[0]}.{parts[1]}", Activity()),
            new("no signature", 401, $"Bearer {parts[0]}.{parts[1]}.", Activity()),
            new("five parts, as if encrypted", 401, $"Bearer {good}.{parts[1]}.{parts[2]}", Activity()),
            new("a claim changed after signing", 401, $"Bearer {parts[0]}.{ChannelToken(claims => claims["more"] = 1).Split('.')[1]}.{parts[2]}", Activity()),
            new("another key's signature", 401, $"Bearer {parts[0]}.{parts[1]}.{ChannelToken(header: header => header["kid"] = "other-key").Split('.')[2]}", Activity()),
            new("a token of 20,000 characters", 401, $"Bearer {parts[0]}.{new string('a', 20_000)}.{parts[2]}", Activity()),
            new("claims nested 5,000 deep", 401, $"Bearer {parts[0]}.{Nested(5_000)}.{parts[2]}", Activity()),
            Channel("alg none", 401, header: header => header["alg"] = "none"),
            Channel("HS256 with the public key", 401, header: header => header["alg"] = "HS256"),
            Channel("PS256", 401, header: header => header["alg"] = "PS256"),
            Channel("no alg", 401, header: header => header.Remove("alg")),
            Channel("a critical extension", 401, header: header => header["crit"] = new JsonArray("b64")),
            Channel("an unknown key", 401, header: header => header["kid"] = "nobody's"),
            Channel("no key id", 401, header: header => header.Remove("kid")),
            Channel("another issuer", 401, claims => claims["iss"] = "https://api.botframework.example"),
            Channel("no issuer", 401, claims => claims.Remove("iss")),
            Channel("another audience", 401, claims => claims["aud"] = "00000000-0000-0000-0000-000000000000"),
            Channel("no audience", 401, claims => claims.Remove("aud")),
            Channel("expired an hour ago", 401, claims => claims["exp"] = Seconds(-3_600)),
            Channel("expired 6 minutes ago", 401, claims => claims["exp"] = Seconds(-360)),
            Channel("not before an hour from now", 401, claims => claims["nbf"] = Seconds(3_600)),
            Channel("not before 6 minutes from now", 401, claims => claims["nbf"] = Seconds(360)),
            Channel("no exp", 401, claims => claims.Remove("exp")),
            Channel("exp in words", 401, claims => claims["exp"] = "tomorrow"),
        ];
    }

    /// <summary>A sound token for another channel.</summary>
    public IEnumerable<SignedCall> NotEndorsed()
    {
        var nameless = Activity();
        nameless.Remove("channelId");
        return
        [
            Channel("a key for other channels", 401, header: header => header["kid"] = "other-key"),
            Channel("a key for no channel", 401, header: header => header["kid"] = "bare-key"),
            Channel("a channel in other capitals", 401, activity: Activity("TEST")),
            Channel("no channelId", 400, activity: nameless),
        ];
    }

    /// <summary>A sound token for another address.</summary>
    public IEnumerable<SignedCall> Elsewhere() =>
    [
        Channel("no serviceurl", 401, claims => claims.Remove("serviceurl")),
        Channel("another serviceurl", 401, claims => claims["serviceurl"] = "http://localhost:10/teams/"),
        Channel("a serviceurl with another path", 401, claims => claims["serviceurl"] = "http://localhost:9/"),
        Channel("the claim spelled serviceUrl", 401, claims =>
        {
            claims.Remove("serviceurl");
            claims["serviceUrl"] = ServiceUrl;
        }),
        Channel("an activity without serviceUrl", 400, activity: Activity(serviceUrl: null)),
    ];

    /// <summary>Tokens of Entra, none of which lets anybody in unless the Emulator is allowed, nor then.</summary>
    public IEnumerable<SignedCall> Foreign() =>
    [
        OfEntra("the bot's own token for the Connector", claims => claims["aud"] = Authority.ChannelIssuer),
        new(
            "the bot's own token for the Connector, on Teams, replies elsewhere",
            401,
            $"Bearer {EntraToken(claims => claims["aud"] = Authority.ChannelIssuer)}",
            Activity("msteams", "http://localhost:10/elsewhere/")),
        OfEntra("another tenant's", claims => (claims["iss"], claims["tid"]) = ($"https://sts.windows.net/{ForeignTenant}/", ForeignTenant)),
        OfEntra("another tenant's, version 2", claims => (claims["iss"], claims["tid"]) = ($"https://login.microsoftonline.com/{ForeignTenant}/v2.0", ForeignTenant)),
        OfEntra("of another app", claims => claims["azp"] = "00000000-0000-0000-0000-000000000000"),
        OfEntra("of no version", claims => claims.Remove("ver")),
        OfEntra("of version 3", claims => claims["ver"] = "3.0"),
        new("of the bot's own app on another channel", 401, $"Bearer {EntraToken()}", Activity()),
        new("a channel's issuer with Entra's key", 401, $"Bearer {EntraToken(claims => claims["iss"] = Authority.ChannelIssuer)}", Activity("emulator")),
    ];

    /// <summary>The Emulator's, as it should be.</summary>
    public IEnumerable<SignedCall> Emulator(int wanted) =>
    [
        OfEntra("the Emulator's, version 2", wanted: wanted),
        OfEntra(
            "the Emulator's, version 1",
            claims =>
            {
                (claims["iss"], claims["ver"], claims["appid"]) = ($"https://sts.windows.net/{Authority.Tenant}/", "1.0", Authority.AppId);
                claims.Remove("azp");
            },
            wanted),
    ];

    private SignedCall Channel(string name, int wanted, Action<JsonObject>? claims = null, Action<JsonObject>? header = null, JsonObject? activity = null) =>
        new(name, wanted, $"Bearer {ChannelToken(claims, header)}", activity ?? Activity());

    private SignedCall OfEntra(string name, Action<JsonObject>? claims = null, int wanted = 401) => new($"Entra: {name}", wanted, $"Bearer {EntraToken(claims)}", Activity("emulator"));

    private static string Nested(int depth) =>
        Base64Url.EncodeToString(System.Text.Encoding.ASCII.GetBytes($"{{\"a\":{new string('[', depth)}{new string(']', depth)}}}"));
}
