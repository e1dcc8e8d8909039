using ServiceBot.Desk.Accounts.SingleSignOn;

namespace ServiceBot.Tests.Desk.Accounts;

[TestClass]
public sealed class SingleSignOnRulesTests
{
    [TestMethod]
    public void A_provider_with_everything_is_taken() => Assert.IsNull(FaultOf(_ => { }));

    [TestMethod]
    [DataRow("http://id.example/token")]
    [DataRow("https://name:word@id.example/token")]
    [DataRow("id.example/token")]
    [DataRow("")]
    public void An_address_that_others_could_listen_to_stops_the_start(string url) =>
        StringAssert.Contains(FaultOf(provider => provider.TokenUrl = url), "SignIn:SingleSignOn:Providers:0: TokenUrl");

    [TestMethod]
    [DataRow("common")]
    [DataRow("organizations")]
    [DataRow("harborline.example")]
    public void A_tenant_is_one_tenant(string tenant) => StringAssert.Contains(FaultOf(provider => provider.EntraTenant = tenant), "EntraTenant");

    [TestMethod]
    public void Nobody_opens_the_door_to_everybody_by_mistake()
    {
        StringAssert.Contains(FaultOf(provider => provider.AdmitAnyone = true), "AdmitAnyone");
        StringAssert.Contains(FaultOf(provider => provider.RoleClaim = "groups"), "RoleClaim");
        StringAssert.Contains(FaultOf(provider => provider.UserInfoUrl = ""), "UserInfoUrl");
        StringAssert.Contains(FaultOf(provider => provider.ClientSecret = ""), "ClientSecret");
        StringAssert.Contains(FaultOf(provider => provider.Name = "My provider"), "Name");
    }

    [TestMethod]
    public void Single_sign_on_alone_needs_a_glass_to_break()
    {
        var options = new SingleSignOnOptions { Only = true };

        StringAssert.Contains(new SingleSignOnOptionsRules().Validate(null, options).FailureMessage, "BreakGlass");
    }

    private static string? FaultOf(Action<ProviderOptions> change)
    {
        var provider = new ProviderOptions
        {
            Name = "corp",
            ClientId = "client",
            ClientSecret = "hush",
            AuthorizeUrl = "https://id.example/authorize",
            TokenUrl = "https://id.example/token",
            UserInfoUrl = "http://127.0.0.1:5000/userinfo",
        };
        change(provider);
        var fault = new SingleSignOnOptionsRules().Validate(null, new() { Providers = { provider } }).FailureMessage;
        Assert.DoesNotContain("hush", fault ?? "");
        return fault;
    }
}
