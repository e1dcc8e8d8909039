using System.Text.Json.Nodes;
using ServiceBot.Channels.Transcripts;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Protocol;

/// <summary>An outside hub as the desk: it hears the wish for a person, says what becomes of it, and speaks with the customer. The peer is a double.</summary>
[TestClass]
public sealed class HandOffTests
{
    private const string HubKey = "what-the-hub-knows-us-by";
    private ConnectorService _teams = null!;
    private ConnectorService _hub = null!;

    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestInitialize]
    public async Task StartAsync() => (_teams, _hub) = (await ConnectorService.StartAsync(), await ConnectorService.StartAsync());

    [TestCleanup]
    public async Task EndAsync()
    {
        await _teams.DisposeAsync();
        await _hub.DisposeAsync();
    }

    [Check(60, "handoff.initiate carries context and transcript; accepted, failed and completed move the conversation, and the customer's words are relayed; an unknown state gets 2xx and changes nothing.")]
    [DataRow(StorageProvider.Sqlite)]
    [DataRow(StorageProvider.PostgreSql)]
    public async Task A_conversation_is_handed_to_the_hub_and_back(StorageProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider, Cancellation);
        await using var product = await StartedAsync(database.Settings);
        var chat = TeamsChat.Open(product, _teams, "personal", Cancellation);
        await chat.SayAsync("what can you do?");

        await AskForAPersonAsync(chat);
        var (path, key) = await InitiatedAsync(0);
        var early = await chat.ApiAsync(path, Message("Are you there?"));
        var unknown = await chat.ApiAsync(path, Status("thinking"));
        Assert.AreEqual(202, (await chat.ApiAsync(path, Status("accepted"))).Status);
        Assert.Contains("colleague is here", (string)(await chat.NextAsync())["text"]!);
        await chat.PostAsync(chat.Message("my lamp is red"));
        var relayed = JsonNode.Parse((await HeardAsync(1)).Body)!;
        Assert.AreEqual(202, (await chat.ApiAsync(path, Message("Press the <b>button</b>."))).Status);
        var said = await chat.NextAsync();
        Assert.AreEqual(202, (await chat.ApiAsync(path, Status("completed"))).Status);
        Assert.Contains("it's me again", (string)(await chat.NextAsync())["text"]!);

        Assert.AreEqual(409, early.Status);
        Assert.AreEqual(202, unknown.Status);
        Assert.AreEqual(("message", "my lamp is red", key), ((string?)relayed["type"], (string?)relayed["text"], (string?)relayed["conversation"]!["id"]));
        Assert.AreEqual(chat.User, (string?)relayed["from"]!["id"]);
        Assert.DoesNotContain("<b>", (string)said["text"]!);
        Assert.AreEqual("bot", await OwnerAsync(product));
        Assert.IsNotNull((await chat.SayAsync("what can you do?"))["replyToId"], "The bot answers again.");
        Assert.HasCount(2, _hub.Requests, "The hub hears no more.");
    }

    [Check(60, "When the hub can't take it, the bot answers again; when the customer goes back to the bot, the hub hears it.")]
    public async Task A_failed_hand_off_comes_back()
    {
        await using var product = await StartedAsync(new Dictionary<string, string?>());
        var chat = TeamsChat.Open(product, _teams, "personal", Cancellation);
        await AskForAPersonAsync(chat);
        var (path, _) = await InitiatedAsync(0);

        Assert.AreEqual(202, (await chat.ApiAsync(path, Status("failed"))).Status);
        Assert.Contains("no colleague", (string)(await chat.NextAsync())["text"]!);
        Assert.AreEqual("bot", await OwnerAsync(product));
        await AskForAPersonAsync(chat);
        await InitiatedAsync(1);
        await chat.SayAsync("Back to the assistant");

        Assert.AreEqual("endOfConversation", (string?)JsonNode.Parse((await HeardAsync(2)).Body)!["type"]);
        Assert.AreEqual("bot", await OwnerAsync(product));
    }

    [Check(60, "What the hub does not hear now it hears later, in order; the customer is answered meanwhile.")]
    public async Task A_hub_that_is_down_hears_it_later()
    {
        await using var product = await StartedAsync(new Dictionary<string, string?>());
        var chat = TeamsChat.Open(product, _teams, "personal", Cancellation);
        _hub.Answer = (_, n) => Task.FromResult(Microsoft.AspNetCore.Http.Results.StatusCode(n < 3 ? 503 : 200));

        await AskForAPersonAsync(chat);
        await chat.SayAsync("my lamp is red");

        var heard = new List<string>();
        for (var n = 0; n < 4; n++)
        {
            heard.Add((string)JsonNode.Parse((await HeardAsync(n)).Body)!["type"]!);
        }

        CollectionAssert.AreEqual(new[] { "event", "event", "event", "message" }, heard);
    }

    [Check(60, "A channel that is a hub itself gets the event in the conversation, and its status is taken there; from another channel it is not.")]
    [DataRow("msteams", true)]
    [DataRow("omnichannel", false)]
    public async Task A_channel_can_be_the_hub(string hub, bool isHub)
    {
        await using var product = await ProductProcess.StartedAsync(Cancellation, ("HandOff:Channels:0", hub));
        var chat = TeamsChat.Open(product, _teams, "personal", Cancellation);
        await chat.PostAsync(chat.Message("I want to talk to a person"));
        var events = isHub ? 1 : 0;
        while (chat.Sent.Count < 1 + events)
        {
            await Task.Delay(10, Cancellation);
        }

        var status = chat.Activity("event");
        (status["name"], status["value"]) = ("handoff.status", new JsonObject { ["state"] = "accepted" });
        Assert.AreEqual(202, (await chat.PostAsync(status)).Status);

        Assert.AreEqual(events, chat.Sent.Count(asked => (string?)JsonNode.Parse(asked.Body)!["name"] == "handoff.initiate"));
        Assert.AreEqual(isHub ? "agent" : "queue", await OwnerAsync(product));
    }

    [Check(61, "A conversation's transcript is exported as a file that reads back.")]
    public async Task A_transcript_is_exported()
    {
        await using var product = await StartedAsync(new Dictionary<string, string?>());
        var chat = TeamsChat.Open(product, _teams, "personal", Cancellation);
        await chat.SayAsync("what can you do?");
        using var request = new HttpRequestMessage(HttpMethod.Get, "/api/v1/conversations/1/transcript") { Headers = { { "X-Api-Key", ProductProcess.ApiKey } } };

        using var response = await product.Http.SendAsync(request, Cancellation);

        Assert.AreEqual("application/json", response.Content.Headers.ContentType!.MediaType);
        var activities = TranscriptFile.Read(await response.Content.ReadAsByteArrayAsync(Cancellation));
        CollectionAssert.AreEqual(new[] { chat.User, (string?)chat.Activity("message")["recipient"]!["id"] }, activities.Select(activity => activity.From!.Id).ToList());
        Assert.AreEqual("what can you do?", activities[0].Text);
        Assert.IsTrue(activities.All(activity => activity is { Id: not null, Timestamp: not null }));
    }

    [Check(60, "A hub's address that is none stops the start, and is named.")]
    public async Task A_bad_address_stops_the_start()
    {
        await using var product = new ProductProcess(("HandOff:HubUrl", "http://hub.example/"));

        Assert.AreEqual(1, await product.RunAsync(["--urls", product.Address.ToString()], Cancellation));

        Assert.Contains("HandOff:HubUrl", product.Output);
    }

    private static JsonObject Status(string state) => new() { ["type"] = "event", ["name"] = "handoff.status", ["value"] = new JsonObject { ["state"] = state } };

    private static JsonObject Message(string text) => new() { ["type"] = "message", ["text"] = text };

    private static async Task AskForAPersonAsync(TeamsChat chat) => await chat.SayAsync("I want to talk to a person");

    private Task<ProductProcess> StartedAsync(IReadOnlyDictionary<string, string?> settings) => ProductProcess.StartedAsync(
        Cancellation, [.. settings.Select(setting => (setting.Key, setting.Value!)), ("HandOff:HubUrl", _hub.Url), ("HandOff:HubKey", HubKey)]);

    private async Task<Asked> HeardAsync(int n)
    {
        while (_hub.Requests.Count <= n)
        {
            await Task.Delay(10, Cancellation);
        }

        return _hub.Requests[n];
    }

    /// <summary>Waits for the wish for a person, and looks it over.</summary>
    /// <returns>Where the hub answers, and what it calls the conversation.</returns>
    private async Task<(string Path, string Key)> InitiatedAsync(int n)
    {
        var asked = await HeardAsync(n);
        var initiate = JsonNode.Parse(asked.Body)!;
        var key = (string)initiate["conversation"]!["id"]!;
        Assert.AreEqual($"Bearer {HubKey}", asked.Authorization);
        Assert.AreEqual($"/teams/v3/conversations/{key}/activities", asked.Target);
        Assert.AreEqual(("event", "handoff.initiate"), ((string?)initiate["type"], (string?)initiate["name"]));
        Assert.AreEqual("en", (string?)initiate["value"]!["language"]);
        Assert.AreEqual("msteams", (string?)initiate["relatesTo"]!["channelId"]);
        var transcript = initiate["attachments"]!.AsArray().Single()!;
        Assert.AreEqual(("application/json", "Transcript"), ((string?)transcript["contentType"], (string?)transcript["name"]));
        var said = transcript["content"]!["activities"]!.AsArray();
        Assert.AreEqual("I want to talk to a person", (string?)said[^1]!["text"]);
        Assert.IsTrue(said.All(activity => activity!["id"] is not null));
        return ($"conversations/{key}/activities", key);
    }

    private async Task<string> OwnerAsync(ProductProcess product) =>
        (await product.ApiAsync("conversations", Cancellation)).GetProperty("items")[0].GetProperty("owner").GetString()!;
}
