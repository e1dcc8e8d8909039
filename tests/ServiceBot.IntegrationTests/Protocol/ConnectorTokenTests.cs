using Microsoft.Extensions.Options;
using ServiceBot.Channels;
using ServiceBot.Channels.Connector;
using ServiceBot.IntegrationTests.Databases;

namespace ServiceBot.IntegrationTests.Protocol;

/// <summary>How the bot gets its own tokens.</summary>
[TestClass]
public sealed class ConnectorTokenTests
{
    private readonly TokenService _service = new();
    private readonly ManualTime _clock = new(DateTimeOffset.UtcNow);

    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [Check(24, "Each kind of app asks its own authority, for the Connector of its cloud.")]
    [DataRow("SingleTenant", "", $"https://login.microsoftonline.com/{Authority.Tenant}/oauth2/v2.0/token", "https://api.botframework.com/.default")]
    [DataRow("MultiTenant", "", "https://login.microsoftonline.com/botframework.com/oauth2/v2.0/token", "https://api.botframework.com/.default")]
    [DataRow("SingleTenant", "https://botframework.azure.us", $"https://login.microsoftonline.us/{Authority.Tenant}/oauth2/v2.0/token", "https://api.botframework.us/.default")]
    [DataRow("MultiTenant", "https://botframework.azure.us", "https://login.microsoftonline.us/MicrosoftServices.onmicrosoft.us/oauth2/v2.0/token", "https://api.botframework.us/.default")]
    public async Task Each_kind_of_app_asks_its_own_authority(string type, string cloud, string address, string scope)
    {
        using var tokens = Tokens(new() { MicrosoftAppType = type, MicrosoftAppPassword = "secret", ChannelService = cloud });

        Assert.AreEqual("token-1", await tokens.GetAsync(null, Cancellation));

        var (asked, body) = _service.Requests.Single();
        Assert.AreEqual(address, asked.GetLeftPart(UriPartial.Path), ignoreCase: true);
        var form = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(body);
        Assert.AreEqual("client_credentials", form["grant_type"].ToString());
        Assert.AreEqual(Authority.AppId, form["client_id"].ToString());
        Assert.AreEqual("secret", form["client_secret"].ToString());
        Assert.AreEqual(scope, form["scope"].ToString().Split(' ')[0]);
    }

    [Check(24, "A managed identity asks its host, without a secret.")]
    public async Task A_managed_identity_asks_its_host()
    {
        using var tokens = Tokens(new() { MicrosoftAppType = "UserAssignedMSI" });

        Assert.StartsWith("token-", await tokens.GetAsync(null, Cancellation));

        var query = Microsoft.AspNetCore.WebUtilities.QueryHelpers.ParseQuery(_service.Requests[^1].Address.Query);
        Assert.AreEqual("https://api.botframework.com", query["resource"].ToString());
        Assert.AreEqual(Authority.AppId, query["client_id"].ToString());
    }

    [Check(24, "A token is asked for once by many, kept, and renewed five minutes before it ends.")]
    public async Task A_token_is_kept_until_five_minutes_before_its_end()
    {
        using var tokens = Tokens(new() { MicrosoftAppPassword = "secret" });

        var all = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => tokens.GetAsync(null, Cancellation).AsTask()));
        _clock.Advance(TimeSpan.FromMinutes(54));
        var before = await tokens.GetAsync(null, Cancellation);
        _clock.Advance(TimeSpan.FromMinutes(2));
        var after = await tokens.GetAsync(null, Cancellation);

        CollectionAssert.AreEqual(new[] { "token-1" }, all.Distinct().ToList());
        Assert.AreEqual("token-1", before);
        Assert.AreEqual("token-2", after);
    }

    [Check(26, "A rejected token is renewed once, however many it was rejected for.")]
    public async Task A_rejected_token_is_renewed_once()
    {
        using var tokens = Tokens(new() { MicrosoftAppPassword = "secret" });
        var rejected = await tokens.GetAsync(null, Cancellation);

        var renewed = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => tokens.GetAsync(rejected, Cancellation).AsTask()));

        CollectionAssert.AreEqual(new[] { "token-2" }, renewed.Distinct().ToList());
        Assert.HasCount(2, _service.Requests);
    }

    private ConnectorTokens Tokens(MicrosoftAppOptions options)
    {
        options.MicrosoftAppId = Authority.AppId;
        options.MicrosoftAppTenantId = Authority.Tenant;
        return new(Options.Create(options), _clock, _service);
    }
}
