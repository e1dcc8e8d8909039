using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Protocol;

/// <summary>A bot outside speaks in the product's own conversations.</summary>
public abstract class ConnectorServerTests(StorageProvider provider)
{
    private DirectLineServer _server = null!;
    private DirectLineServer.Token _token = null!;

    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestInitialize]
    public async Task StartAsync()
    {
        _server = await DirectLineServer.StartAsync(provider, Cancellation);
        _token = await _server.StartConversationAsync();
    }

    [TestCleanup]
    public async Task EndAsync() => await _server.DisposeAsync();

    [Check(45, "What a bot changes comes to clients as a message under the same id, and to later ones in the old place.", Peer = Peer.DirectLineJs)]
    public async Task A_changed_message_keeps_its_id()
    {
        await using var client = await DirectLineJs.StartAsync(_server.Address, new() { ["token"] = _token.Value });
        await client.UntilTextAsync("welcome", Cancellation);
        var id = await SendAsync(new { type = "message", text = "It is open.", channelData = new { n = 1 } });
        await client.UntilTextAsync("It is open.", Cancellation);
        await _server.SayAsync(_token, "thanks");

        Assert.AreEqual("200", (await BotAsync(HttpMethod.Put, $"activities/{Uri.EscapeDataString(id)}", new { type = "message", text = "It is solved.", id = "another" })).ToString());

        var changed = await client.UntilTextAsync("It is solved.", Cancellation);
        Assert.AreEqual(("message", id), (changed.GetProperty("type").GetString(), changed.GetProperty("id").GetString()));
        CollectionAssert.AreEqual(new[] { "welcome", "It is open.", "thanks", "echo thanks", "It is solved." }, client.Texts);
        CollectionAssert.AreEqual(new[] { "welcome", "It is solved.", "thanks", "echo thanks", "It is solved." }, await _server.TextsAsync(_token));
    }

    [Check(45, "What a bot takes back is gone from the conversation, and clients are told messageDelete.", Peer = Peer.DirectLineJs)]
    public async Task A_message_that_is_taken_back_is_gone()
    {
        await using var client = await DirectLineJs.StartAsync(_server.Address, new() { ["token"] = _token.Value });
        var id = await SendAsync(new { type = "message", text = "a slip" });
        await client.UntilTextAsync("a slip", Cancellation);

        Assert.AreEqual("200", (await BotAsync(HttpMethod.Delete, $"activities/{Uri.EscapeDataString(id)}")).ToString());

        await client.UntilActivityAsync(activity => activity.GetProperty("type").GetString() == "messageDelete" && activity.GetProperty("id").GetString() == id, Cancellation);
        CollectionAssert.AreEqual(new[] { "welcome" }, await _server.TextsAsync(_token));
        Assert.AreEqual("404 ActivityNotFound", (await BotAsync(HttpMethod.Delete, $"activities/{Uri.EscapeDataString(id)}")).ToString());
        Assert.AreEqual("404 ActivityNotFound", (await BotAsync(HttpMethod.Put, $"activities/{Uri.EscapeDataString(id)}", new { type = "message", text = "x" })).ToString());
    }

    [Check(45, "Microsoft's SDK for bots sends, replies, updates, deletes and asks for members.", Peer = Peer.BotBuilder)]
    public async Task The_SDK_speaks_in_a_conversation()
    {
        var said = await NodePeer.RunAsync(
            "connectorclient.js", new() { ["address"] = _server.Address.ToString(), ["key"] = DirectLineServer.ApiKey, ["conversation"] = _token.Conversation }, Cancellation);

        Assert.AreEqual((string?)said["sent"], (string?)said["updated"]);
        Assert.AreEqual("""{"status":404,"code":"ActivityNotFound"}""", said["missing"]!.ToJsonString());
        foreach (var members in new[] { "members", "paged", "seenBy" })
        {
            Assert.AreEqual("""["servicebot","dl_me"]""", said[members]!.ToJsonString());
        }

        Assert.AreEqual("dl_me", (string?)said["member"]);
        CollectionAssert.AreEqual(new[] { "welcome", "updated", "updated" }, await _server.TextsAsync(_token));
    }

    [Check(50, "The parts of a livestream come in order before its end, name one stream, and are not stored, twice in a row.", Peer = Peer.DirectLineJs)]
    public async Task A_livestream_is_passed_on_and_only_its_end_stored()
    {
        await using var client = await DirectLineJs.StartAsync(_server.Address, new() { ["token"] = _token.Value });
        await client.UntilTextAsync("welcome", Cancellation);
        var expected = new List<string> { "welcome" };
        foreach (var stream in new[] { "a", "b" })
        {
            var id = "";
            for (var n = 1; n <= 10; n++)
            {
                var text = string.Concat(Enumerable.Range(1, n).Select(part => $"{stream}{part} "));
                var sent = await SendAsync(new { type = "typing", text, channelData = n == 1 ? (object)new { streamType = "streaming", streamSequence = n } : new { streamType = "streaming", streamSequence = n, streamId = id } });
                id = n == 1 ? sent : id;
                var part = await client.UntilTextAsync(text, Cancellation);
                Assert.AreEqual((sent, id), (part.GetProperty("id").GetString(), part.GetProperty("channelData").GetProperty("streamId").GetString()));
                expected.Add(text);
            }

            await SendAsync(new { type = "message", text = $"{stream} whole", channelData = new { streamType = "final", streamId = id } });
            var whole = await client.UntilTextAsync($"{stream} whole", Cancellation);
            Assert.AreEqual(id, whole.GetProperty("channelData").GetProperty("streamId").GetString());
            expected.Add($"{stream} whole");
        }

        CollectionAssert.AreEqual(expected, client.Texts);
        CollectionAssert.AreEqual(new[] { "welcome", "a whole", "b whole" }, await _server.TextsAsync(_token));
    }

    [Check(50, "Parts that a slow client had no time for are left out, and never come after the end.")]
    public async Task Parts_never_come_after_the_end()
    {
        using var stream = await _server.OpenAsync(_token);
        for (var n = 0; n < 200; n++)
        {
            await SendAsync(new { type = "typing", text = $"part {n}", channelData = new { streamType = "streaming", streamSequence = n + 1, streamId = "s" } });
        }

        await SendAsync(new { type = "message", text = "whole", channelData = new { streamType = "final", streamId = "s" } });

        var texts = new List<string>();
        while (!texts.Contains("whole"))
        {
            texts.AddRange((await stream.NextSetAsync(Cancellation)).GetProperty("activities").EnumerateArray().Select(activity => activity.GetProperty("text").GetString()!));
        }

        var parts = texts.Where(text => text.StartsWith("part ", StringComparison.Ordinal)).Select(text => int.Parse(text[5..], System.Globalization.CultureInfo.InvariantCulture)).ToList();
        CollectionAssert.AreEqual(parts.Order().ToList(), parts);
        Assert.AreEqual("whole", texts[^1]);
    }

    [TestMethod]
    public async Task A_reply_stands_after_what_it_answers_and_ends_a_conversation_for_both()
    {
        var asked = (await _server.SayAsync(_token, "hi")).Body.GetProperty("id").GetString()!;

        var reply = await BotAsync(HttpMethod.Post, $"activities/{Uri.EscapeDataString(asked)}", new { type = "message", text = "from Anna", from = new { id = "anna", name = "Anna" } });
        var end = await BotAsync(HttpMethod.Post, "activities", new { type = "endOfConversation", code = "completedSuccessfully" });
        var late = await BotAsync(HttpMethod.Post, "activities", new { type = "message", text = "too late" });

        Assert.AreEqual(("200", "200", "400 ConversationEnded"), (reply.ToString(), end.ToString(), late.ToString()));
        var activities = (await _server.ReadAsync(_token)).Body.GetProperty("activities").EnumerateArray().ToList();
        CollectionAssert.AreEqual(new[] { "welcome", "hi", "echo hi", "from Anna" }, (await _server.TextsAsync(_token)));
        Assert.AreEqual((asked, "Anna"), (activities[3].GetProperty("replyToId").GetString(), activities[3].GetProperty("from").GetProperty("name").GetString()));
        Assert.AreEqual("400 ConversationEnded", (await _server.SayAsync(_token, "me too")).ToString());
    }

    [TestMethod]
    [DataRow("members")]
    [DataRow("activities/any/members")]
    [DataRow("pagedmembers")]
    public async Task The_members_are_the_customer_and_the_bot(string path)
    {
        var answer = await _server.CallAsync(HttpMethod.Get, $"/v3/conversations/{_token.Conversation}/{path}", DirectLineServer.ApiKey);

        Assert.AreEqual(200, answer.Status);
        CollectionAssert.AreEqual(new[] { "servicebot", "dl_me" }, answer.Members.Select(member => member.GetProperty("id").GetString()).ToList());
    }

    [TestMethod]
    public async Task One_member_is_found_by_id()
    {
        Assert.AreEqual("dl_me", (await BotAsync(HttpMethod.Get, "members/dl_me")).Body.GetProperty("id").GetString());
        Assert.AreEqual("404 MemberNotFound", (await BotAsync(HttpMethod.Get, "members/nobody")).ToString());
    }

    [TestMethod]
    [DataRow("{", "400 BadSyntax")]
    [DataRow("[]", "400 BadSyntax")]
    [DataRow("{}", "400 BadArgument")]
    [DataRow("""{"type":"conversationUpdate"}""", "400 BadArgument")]
    [DataRow("""{"type":"message","text":5}""", "400 BadSyntax")]
    public async Task A_body_that_is_no_activity_of_this_channel_is_refused_in_words(string body, string expected)
    {
        Assert.AreEqual(expected, (await BotAsync(HttpMethod.Post, "activities", body)).ToString());
        CollectionAssert.AreEqual(new[] { "welcome" }, await _server.TextsAsync(_token));
    }

    [TestMethod]
    public async Task Only_a_key_lets_in_and_only_to_this_channels_conversations()
    {
        foreach (var bearer in new[] { null, "no-key-of-the-settings", DirectLineServer.Secret, _token.Value })
        {
            var refused = await _server.CallAsync(HttpMethod.Post, $"/v3/conversations/{_token.Conversation}/activities", bearer, new { type = "message", text = "hi" });
            Assert.AreEqual(401, refused.Status);
        }

        Assert.AreEqual(
            "404 ConversationNotFound", (await _server.CallAsync(HttpMethod.Post, "/v3/conversations/nowhere/activities", DirectLineServer.ApiKey, new { type = "message", text = "hi" })).ToString());
        Assert.AreEqual(
            "404 ActivityNotFound",
            (await BotAsync(HttpMethod.Put, $"activities/{Uri.EscapeDataString((await _server.SayAsync(_token, "mine")).Body.GetProperty("id").GetString()!)}", new { type = "message", text = "not yours" })).ToString());
    }

    private async Task<string> SendAsync(object activity)
    {
        var answer = await BotAsync(HttpMethod.Post, "activities", activity);
        Assert.AreEqual(200, answer.Status, answer.ToString());
        return answer.Body.GetProperty("id").GetString()!;
    }

    private Task<DirectLineServer.Answer> BotAsync(HttpMethod method, string path, object? body = null) =>
        _server.CallAsync(method, $"/v3/conversations/{_token.Conversation}/{path}", DirectLineServer.ApiKey, body);
}

[TestClass]
public sealed class ConnectorServerOnSqlite() : ConnectorServerTests(StorageProvider.Sqlite);

[TestClass]
public sealed class ConnectorServerOnPostgreSql() : ConnectorServerTests(StorageProvider.PostgreSql);
