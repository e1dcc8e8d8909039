using Microsoft.AspNetCore.DataProtection;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;
using ServiceBot.Web.Hosting;

namespace ServiceBot.IntegrationTests.Nodes;

[TestClass]
public sealed class KeyRingTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task What_one_node_protects_another_reads()
    {
        await using var a = await TestRooms.CreateAsync(
            StorageProvider.PostgreSql, new Dictionary<string, string?>(), TestContext.CancellationToken, services => services.AddKeyRing());
        var b = a.AddNode(services => services.AddKeyRing());

        var sealedText = a.Get<IDataProtectionProvider>().CreateProtector("forms").Protect("text");

        Assert.AreEqual("text", b.Get<IDataProtectionProvider>().CreateProtector("forms").Unprotect(sealedText));
    }

    [TestMethod]
    [DataRow(StorageProvider.Sqlite)]
    [DataRow(StorageProvider.PostgreSql)]
    public async Task A_clean_machine_starts_with_no_warning_but_that_of_the_unsigned_door(StorageProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider, TestContext.CancellationToken);
        var home = Directory.CreateTempSubdirectory("servicebot-home-");
        try
        {
            (string, string)[] environment = [("HOME", home.FullName), ("DOTNET_CLI_HOME", home.FullName), ("XDG_CONFIG_HOME", "")];
            await using (var product = await ProductProcess.StartedAsync(
                TestContext.CancellationToken, database.Settings.Select(setting => (setting.Key, setting.Value!)).Concat(environment)))
            {
                StringAssert.StartsWith(product.Output.Split("warn: ").Skip(1).Single(), "ServiceBot.Channels.BotEndpoint.CallAuthentication");
                Assert.DoesNotContain("fail:", product.Output);
                await product.KillAsync();
            }

            Assert.IsEmpty(home.GetFileSystemInfos(), "What is kept is kept in the database.");
        }
        finally
        {
            home.Delete(recursive: true);
        }
    }
}
