using Microsoft.Extensions.Options;
using ServiceBot.Channels;

namespace ServiceBot.Tests.Channels;

[TestClass]
public sealed class MicrosoftAppOptionsTests
{
    [Check(22, "A registration that is half there stops the start, and what is missing is named.")]
    [DataRow("SingleTenant", "id", "", "tenant", "MicrosoftAppPassword is missing")]
    [DataRow("SingleTenant", "id", "secret", "", "MicrosoftAppTenantId is missing")]
    [DataRow("MultiTenant", "id", "", "", "MicrosoftAppPassword is missing")]
    [DataRow("UserAssignedMSI", "id", "", "", "MicrosoftAppTenantId is missing")]
    [DataRow("UserAssignedMSI", "id", "secret", "tenant", "MicrosoftAppPassword must be empty")]
    [DataRow("SingleTenant", "", "secret", "", "MicrosoftAppId is missing")]
    [DataRow("SingleTenant", "", "", "tenant", "MicrosoftAppId is missing")]
    [DataRow("SingleTenant", "", "", "", null)]
    [DataRow("SingleTenant", "id", "secret", "tenant", null)]
    [DataRow("MultiTenant", "id", "secret", "", null)]
    [DataRow("UserAssignedMSI", "id", "", "tenant", null)]
    public void What_is_missing_is_named(string type, string id, string password, string tenant, string? problem)
    {
        var result = Validate(new() { MicrosoftAppType = type, MicrosoftAppId = id, MicrosoftAppPassword = password, MicrosoftAppTenantId = tenant });

        Assert.AreEqual(problem is not null, result.Failed, result.FailureMessage);
        StringAssert.StartsWith(result.FailureMessage ?? "", problem ?? "");
    }

    [Check(22, "A bot with an id is never anonymous, and one without has no Emulator.")]
    public void A_bot_with_an_id_is_never_anonymous()
    {
        var registered = new MicrosoftAppOptions { MicrosoftAppId = "id", MicrosoftAppPassword = "secret", MicrosoftAppTenantId = "tenant" };

        Assert.Contains("Bot:AllowAnonymous", Validate(registered, new() { AllowAnonymous = true }).FailureMessage!);
        Assert.Contains("Bot:AllowEmulator", Validate(new(), new() { AllowEmulator = true }).FailureMessage!);
        Assert.IsTrue(Validate(new(), new() { AllowAnonymous = true }).Succeeded);
        Assert.IsTrue(Validate(registered, new() { AllowEmulator = true }).Succeeded);
    }

    [TestMethod]
    [DataRow("http://login.example/keys", true)]
    [DataRow("nowhere", true)]
    [DataRow("https://login.example/keys", false)]
    [DataRow("http://127.0.0.1:5000/keys", false)]
    public void Keys_come_by_https_or_from_this_machine(string url, bool failed) =>
        Assert.AreEqual(failed, Validate(new() { ToBotFromChannelOpenIdMetadataUrl = url }).Failed);

    private static ValidateOptionsResult Validate(MicrosoftAppOptions options, BotOptions? bot = null) =>
        new MicrosoftAppOptionsRules(Options.Create(bot ?? new())).Validate(null, options);
}
