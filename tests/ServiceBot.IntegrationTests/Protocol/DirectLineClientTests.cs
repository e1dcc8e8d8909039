using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ServiceBot.IntegrationTests.Protocol;

/// <summary>Microsoft's Direct Line client on the product's server.</summary>
[TestClass]
public sealed class DirectLineClientTests
{
    private static readonly byte[] Picture = [0x89, .. "PNG\r\n"u8, 0x1A, .. "\n and so on"u8];

    private DirectLineServer _server = null!;

    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestInitialize]
    public async Task StartAsync() => _server = await DirectLineServer.StartAsync(Cancellation);

    [TestCleanup]
    public async Task EndAsync() => await _server.DisposeAsync();

    [Check(30, "A token starts its conversation once, 201 and then 200, and the bot greets once.", Peer = Peer.DirectLineJs)]
    public async Task A_token_starts_its_conversation_once()
    {
        var token = await _server.TokenAsync();
        var first = await _server.CallAsync(HttpMethod.Post, "conversations", token.Value, new { });
        await using var client = await ClientAsync(token);

        await client.UntilTextAsync("welcome", Cancellation);
        var again = await _server.CallAsync(HttpMethod.Post, "conversations", token.Value, new { user = new { } });
        await client.SayAsync("hello", Cancellation);
        await client.UntilTextAsync("echo hello", Cancellation);

        Assert.AreEqual((201, 200), (first.Status, again.Status));
        Assert.AreEqual(token.Conversation, again.Body.GetProperty("conversationId").GetString());
        CollectionAssert.AreEqual(new[] { "welcome", "hello", "echo hello" }, client.Texts);
    }

    [Check(31, "The sender is the token's user, whatever the client says; the client reads the user in the token.", Peer = Peer.DirectLineJs)]
    public async Task The_sender_is_the_tokens_user()
    {
        var token = await _server.TokenAsync("dl_bound");
        await using var client = await ClientAsync(token);

        await client.PostAsync(new() { ["type"] = "message", ["text"] = "hi", ["from"] = new JsonObject { ["id"] = "dl_somebody_else", ["name"] = "Me" } }, Cancellation);

        var echo = await client.UntilTextAsync("hi", Cancellation);
        Assert.AreEqual("dl_bound", echo.GetProperty("from").GetProperty("id").GetString());
        Assert.AreEqual("user", echo.GetProperty("from").GetProperty("role").GetString());
        Assert.AreEqual("dl_bound", JsonSerializer.Deserialize<JsonElement>(Base64Url.DecodeFromChars(token.Value.Split('.')[1])).GetProperty("user").GetString());
    }

    [Check(32, "A message comes back before its reply, with its channelData and the id that the post was answered with.", Peer = Peer.DirectLineJs)]
    public async Task A_message_comes_back_before_its_reply()
    {
        await using var client = await ClientAsync(await _server.TokenAsync());
        const string ChannelData = """{"clientActivityID":"0.abc","nested":{"list":[1,null,9007199254740993]},"text":"\ud83d\ude00"}""";

        var posted = await client.PostAsync(
            new() { ["type"] = "message", ["text"] = "hi", ["from"] = new JsonObject { ["id"] = "me" }, ["channelData"] = JsonNode.Parse(ChannelData) }, Cancellation);
        var echo = await client.UntilTextAsync("hi", Cancellation);
        var reply = await client.UntilTextAsync("echo hi", Cancellation);

        Assert.AreEqual(posted.GetProperty("posted").GetString(), echo.GetProperty("id").GetString());
        Assert.AreEqual(echo.GetProperty("id").GetString(), reply.GetProperty("replyToId").GetString());
        // The client itself reads numbers as doubles, so what it got is compared with what it would have read from the text.
        Assert.AreEqual("0.abc", echo.GetProperty("channelData").GetProperty("clientActivityID").GetString());
        Assert.AreEqual("😀", echo.GetProperty("channelData").GetProperty("text").GetString());
        Assert.IsTrue(JsonElement.DeepEquals(
            JsonSerializer.Deserialize<JsonElement>(ChannelData.Replace("9007199254740993", "9007199254740992", StringComparison.Ordinal)), echo.GetProperty("channelData")));
        CollectionAssert.AreEqual(new[] { "welcome", "hi", "echo hi" }, client.Texts);
    }

    [Check(33, "Polling gives the same, without typing.", Peer = Peer.DirectLineJs)]
    public async Task Polling_gives_the_same_without_typing()
    {
        await using var client = await ClientAsync(await _server.TokenAsync(), ("webSocket", false), ("pollingInterval", 200));

        await client.SayAsync("hi", Cancellation);
        await client.PostAsync(new() { ["type"] = "typing", ["from"] = new JsonObject { ["id"] = "me" } }, Cancellation);
        await client.SayAsync("type", Cancellation);
        await client.UntilTextAsync("typed", Cancellation);

        CollectionAssert.AreEqual(new[] { "welcome", "hi", "echo hi", "type", "typed" }, client.Activities.Select(activity => activity.GetProperty("text").GetString()).ToList());
    }

    [Check(33, "A client that polls goes on when the database was out of reach for a while.", Peer = Peer.DirectLineJs)]
    public async Task Polling_survives_an_outage_of_the_database()
    {
        var token = await _server.TokenAsync();
        await using var client = await ClientAsync(token, ("webSocket", false), ("pollingInterval", 200));
        await client.UntilTextAsync("welcome", Cancellation);

        _server.Outages.IsOn = true;
        while (_server.Outages.Reads < 3)     // the client polls
        {
            await Task.Delay(10, Cancellation);
        }

        var poll = await _server.ReadAsync(token, "5");
        _server.Outages.IsOn = false;
        Assert.AreEqual(("200", "5"), (poll.ToString(), poll.Body.GetProperty("watermark").GetString()));
        await client.SayAsync("back", Cancellation);
        await client.UntilTextAsync("echo back", Cancellation);

        CollectionAssert.AreEqual(new[] { "welcome", "back", "echo back" }, client.Texts);
    }

    [Check(34, "What is said while a client's socket is cut comes once after it has reconnected.", Peer = Peer.DirectLineJs)]
    public async Task What_is_said_meanwhile_comes_once()
    {
        var token = await _server.TokenAsync();
        await using var client = await ClientAsync(token);
        await client.SayAsync("before", Cancellation);
        await client.UntilTextAsync("echo before", Cancellation);

        await client.CutAsync();
        await _server.SayAsync(token, "meanwhile");
        await client.UntilTextAsync("echo meanwhile", Cancellation);
        await _server.SayAsync(token, "after");
        await client.UntilTextAsync("echo after", Cancellation);

        CollectionAssert.AreEqual(new[] { "welcome", "before", "echo before", "meanwhile", "echo meanwhile", "after", "echo after" }, client.Texts);
    }

    [Check(35, "Watermark 0 gives all that was said, in order; an empty one only what comes.", Peer = Peer.DirectLineJs)]
    public async Task A_watermark_says_where_to_resume()
    {
        var token = await _server.StartConversationAsync();
        foreach (var n in Enumerable.Range(0, 300))
        {
            await _server.SayAsync(token, $"m{n}");
        }

        await using var all = await ClientAsync(token, ("conversationId", token.Conversation), ("watermark", "0"));
        await using var none = await ClientAsync(token, ("conversationId", token.Conversation));
        await all.UntilTextAsync("echo m299", Cancellation);
        await none.UntilStatusAsync(DirectLineJs.Online, Cancellation);
        await _server.SayAsync(token, "now");
        await all.UntilTextAsync("echo now", Cancellation);
        await none.UntilTextAsync("echo now", Cancellation);

        CollectionAssert.AreEqual(
            Enumerable.Range(0, 300).Select(n => $"m{n}").Append("now").SelectMany(text => new[] { text, $"echo {text}" }).Prepend("welcome").ToList(), all.Texts);
        CollectionAssert.AreEqual(new[] { "now", "echo now" }, none.Texts);
    }

    [Check(36, "A conversation that is not there ends the client: 404.", Peer = Peer.DirectLineJs)]
    public async Task A_conversation_that_is_not_there_ends_the_client()
    {
        var token = await _server.TokenAsync();
        await using var client = await ClientAsync(
            token, ("conversationId", token.Conversation), ("streamUrl", "ws://unused.invalid/"), ("webSocket", false), ("pollingInterval", 200));

        await client.UntilStatusAsync(DirectLineJs.Ended, Cancellation);
    }

    [Check(36, "An expired token is told so, 403 TokenExpired, and can't be refreshed; a good one can, over and over.", Peer = Peer.DirectLineJs)]
    public async Task An_expired_token_is_told_so()
    {
        var token = await _server.StartConversationAsync();
        _server.Rooms.Clock.Advance(TimeSpan.FromMinutes(59));
        var refreshed = DirectLineServer.Token.Of(await _server.CallAsync(HttpMethod.Post, "tokens/refresh", token.Value));
        await using var client = await ClientAsync(token, ("conversationId", token.Conversation), ("webSocket", false), ("pollingInterval", 200));
        await client.UntilStatusAsync(DirectLineJs.Online, Cancellation);

        _server.Rooms.Clock.Advance(TimeSpan.FromMinutes(1));
        await client.UntilStatusAsync(DirectLineJs.Online, Cancellation);

        Assert.AreEqual("403 TokenExpired", (await _server.ReadAsync(token)).ToString());
        Assert.AreEqual("403 TokenExpired", (await _server.CallAsync(HttpMethod.Post, "tokens/refresh", token.Value)).ToString());
        Assert.AreEqual(token.Conversation, refreshed.Conversation);
        Assert.AreEqual("200", (await _server.ReadAsync(refreshed)).ToString());
        _server.Rooms.Clock.Advance(TimeSpan.FromMinutes(60));     // the client has a token of its own from its start
        await client.UntilStatusAsync(DirectLineJs.ExpiredToken, Cancellation);
    }

    [Check(39, "Two files of one name reach the bot with their kinds, under private links, and are gone after a day.", Peer = Peer.DirectLineJs)]
    public async Task Two_files_of_one_name_reach_the_bot()
    {
        await using var client = await ClientAsync(await _server.TokenAsync());

        var posted = await client.PostAsync(
            new()
            {
                ["type"] = "message",
                ["from"] = new JsonObject { ["id"] = "me" },
                ["attachments"] = new JsonArray(File("image/png", Picture), File("text/plain", "it blinks"u8.ToArray())),
            },
            Cancellation);

        var echo = await client.UntilActivityAsync(activity => activity.TryGetProperty("attachments", out _), Cancellation);
        Assert.AreEqual(posted.GetProperty("posted").GetString(), echo.GetProperty("id").GetString());
        await client.UntilTextAsync("echo  [note image/png] [note (1) text/plain]", Cancellation);
        var links = echo.GetProperty("attachments").EnumerateArray().Select(file => new Uri(file.GetProperty("contentUrl").GetString()!)).ToList();
        Assert.AreEqual($"{links[0]}|", string.Join('|', echo.GetProperty("attachments").EnumerateArray().Select(file => file.TryGetProperty("thumbnailUrl", out var picture) ? picture.GetString() : "")));
        using var http = new HttpClient();
        CollectionAssert.AreEqual(Picture, await http.GetByteArrayAsync(links[0], Cancellation));
        Assert.AreEqual("it blinks", await http.GetStringAsync(links[1], Cancellation));
        _server.Rooms.Clock.Advance(TimeSpan.FromHours(24));
        Assert.AreEqual(404, (await _server.CallAsync(HttpMethod.Get, links[0].AbsolutePath, null)).Status);
        Assert.AreEqual(2, await _server.Rooms.Get<ServiceBot.Channels.Uploads.UploadService>().DeleteAsync(Cancellation));

        static JsonObject File(string contentType, byte[] bytes) =>
            new() { ["contentType"] = contentType, ["contentUrl"] = $"data:{contentType};base64,{Convert.ToBase64String(bytes)}", ["name"] = "note" };
    }

    [Check(41, "When the bot fails, the post is answered as always, and the customer reads an apology.", Peer = Peer.DirectLineJs)]
    public async Task When_the_bot_fails_the_customer_reads_an_apology()
    {
        await using var client = await ClientAsync(await _server.TokenAsync());

        var id = await client.SayAsync("fail", Cancellation);
        var apology = await client.UntilTextAsync("Something went wrong.", Cancellation);
        await client.SayAsync("again", Cancellation);
        await client.UntilTextAsync("echo again", Cancellation);

        Assert.AreEqual(id, apology.GetProperty("replyToId").GetString());
        CollectionAssert.AreEqual(new[] { "welcome", "fail", "Something went wrong.", "again", "echo again" }, client.Texts);
    }

    [Check(41, "A client that is too fast is slowed down and not refused, neither its posts nor its polls.", Peer = Peer.DirectLineJs)]
    public async Task A_client_that_is_too_fast_is_slowed_down()
    {
        await using var server = await DirectLineServer.StartAsync(Cancellation, ("DirectLine:CallsPerSecond", "20"), ("DirectLine:CallsAtOnce", "5"));
        var token = await server.TokenAsync();
        await using var client = await DirectLineJs.StartAsync(server.Address, new() { ["token"] = token.Value, ["webSocket"] = false, ["pollingInterval"] = 200 });
        await client.UntilTextAsync("welcome", Cancellation);
        var started = TimeProvider.System.GetTimestamp();

        var posts = await Task.WhenAll(Enumerable.Range(0, 60).Select(n => server.SayAsync(token, $"m{n}")));
        await client.UntilTextAsync("echo m59", Cancellation);
        await client.SayAsync("now", Cancellation);
        await client.UntilTextAsync("echo now", Cancellation);
        await client.UntilTextsAsync(123, Cancellation);

        Assert.IsTrue(posts.All(post => post.Status == 200));
        Assert.IsGreaterThan(TimeSpan.FromSeconds((60 - 5) / 20 * 0.9), TimeProvider.System.GetElapsedTime(started));
        Assert.HasCount(123, client.Texts);
    }

    private Task<DirectLineJs> ClientAsync(DirectLineServer.Token token, params (string Name, JsonNode Value)[] options)
    {
        var all = new JsonObject { ["token"] = token.Value };
        foreach (var (name, value) in options)
        {
            all[name] = value;
        }

        return DirectLineJs.StartAsync(_server.Address, all);
    }
}
