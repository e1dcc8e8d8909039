using System.Text.Json.Nodes;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Protocol;

/// <summary>Microsoft's SDK for bots on the same calls. What it lets in, or fails on, and the product refuses is written to the test's output.</summary>
[TestClass]
public sealed class SdkOracleTests
{
    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [Check(15, "The product lets in no token that Microsoft's SDK refuses, but for a serviceurl in other capitals.", Peer = Peer.BotBuilder)]
    public async Task The_product_is_never_laxer_than_the_SDK()
    {
        await using var authority = await Authority.StartAsync();
        var settings = authority.Settings;
        settings["Bot:AllowEmulator"] = "true";     // the SDK always lets it in
        await using var rooms = await TestRooms.CreateAsync(StorageProvider.Sqlite, settings, Cancellation);
        await rooms.StartAsync(Cancellation);
        rooms.Clock.Advance(DateTimeOffset.UtcNow - rooms.Clock.GetUtcNow());     // the SDK has the real clock
        var calls = new SignedCalls(authority, DateTimeOffset.UtcNow);
        SignedCall[] all = [.. calls.Accepted(), .. calls.Unsound(), .. calls.NotEndorsed(), .. calls.Elsewhere(), .. calls.Foreign(), .. calls.Emulator(202)];

        var theirs = await NodePeer.RunAsync(
            "signedcalls.js",
            new()
            {
                ["appId"] = Authority.AppId,
                ["authority"] = authority.Address,
                ["issuer"] = Authority.ChannelIssuer,
                ["calls"] = new JsonArray([.. all.Select(call => new JsonObject { ["authorization"] = call.Authorization, ["activity"] = call.Activity.DeepClone() })]),
            },
            Cancellation);

        var (lax, strict) = (new List<string>(), new List<string>());
        foreach (var (call, their) in all.Zip(theirs.AsArray().Select(status => (int)status!)))
        {
            var ours = await rooms.StatusAsync(call, Cancellation);
            Assert.AreEqual(call.Wanted, ours, call.Name);
            var line = $"{call.Name}: botbuilder {their}, the product {ours}";
            if (ours >= 400 && their is < 400 or >= 500)
            {
                lax.Add(line);
            }
            else if (ours < 400 && their >= 400)
            {
                strict.Add(line);
            }
        }

        TestContext.WriteLine($"Too lax, or failing:\n  {string.Join("\n  ", lax)}\nStricter than the product:\n  {string.Join("\n  ", strict)}");
        CollectionAssert.AreEqual(new[] { "serviceurl with its host in capitals: botbuilder 401, the product 202" }, strict);
        Assert.Contains("no exp: botbuilder 200, the product 401", lax);
    }
}
