using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace ServiceBot.IntegrationTests.Protocol;

/// <summary>What the Direct Line server promises beyond what its clients notice.</summary>
[TestClass]
public sealed class DirectLineServerTests
{
    private const string Shop = "https://shop.example";
    private const string ShopSecret = "the-shop's-secret-of-its-own";
    private const string Other = "https://other.example";

    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [Check(37, "A token opens its own conversation and no other: 403.")]
    public async Task A_token_opens_no_other_conversation()
    {
        await using var server = await DirectLineServer.StartAsync(Cancellation);
        var (mine, yours) = (await server.StartConversationAsync("dl_a"), await server.StartConversationAsync("dl_b"));
        var crossed = yours with { Value = mine.Value };

        Assert.AreEqual("403 BadToken", (await server.ReadAsync(crossed)).ToString());
        Assert.AreEqual("403 BadToken", (await server.SayAsync(crossed, "hi")).ToString());
        Assert.AreEqual("403 BadToken", (await server.CallAsync(HttpMethod.Get, $"conversations/{yours.Conversation}", mine.Value)).ToString());
        Assert.AreEqual("403 BadToken", (await server.CallAsync(HttpMethod.Post, $"conversations/{yours.Conversation}/upload?userId=dl_b", mine.Value, "x")).ToString());
        Assert.AreEqual("403 BadArgument", (await server.CallAsync(HttpMethod.Post, "tokens/generate", mine.Value, new { })).ToString());
        CollectionAssert.AreEqual(new[] { "welcome" }, await server.TextsAsync(yours));
    }

    [Check(37, "A stream's ticket opens its own conversation's stream, once, within a minute.")]
    public async Task A_ticket_is_good_once_and_for_a_minute()
    {
        await using var server = await DirectLineServer.StartAsync(Cancellation);
        var token = await server.StartConversationAsync();
        var (first, old, foreign) = (await server.StreamUrlAsync(token), await server.StreamUrlAsync(token), await server.StreamUrlAsync(await server.StartConversationAsync("dl_b")));

        using (await DirectLineSocket.OpenAsync(first))
        {
        }

        await RefusedAsync(first);
        await RefusedAsync(new(foreign.ToString().Replace(foreign.AbsolutePath, first.AbsolutePath, StringComparison.Ordinal)));
        await RefusedAsync(new($"{old.GetLeftPart(UriPartial.Path)}?watermark=0&t={token.Value}"));
        server.Rooms.Clock.Advance(TimeSpan.FromSeconds(60));
        await RefusedAsync(old);
    }

    [Check(37, "Only the pages of a token's site may use it, for calls as for streams.")]
    public async Task Only_the_sites_pages_may_use_its_token()
    {
        await using var server = await SitesAsync();
        var (shop, own) = (await server.TokenAsync(secret: ShopSecret), await server.TokenAsync());
        Assert.AreEqual("201", (await StartAsync(shop, Shop)).ToString());
        Assert.AreEqual("201", (await StartAsync(own, server.Address.GetLeftPart(UriPartial.Authority))).ToString());

        Assert.AreEqual("403 OriginNotAllowed", (await StartAsync(shop, Other)).ToString());
        Assert.AreEqual("403 OriginNotAllowed", (await StartAsync(own, Shop)).ToString());
        Assert.AreEqual("403 OriginNotAllowed", (await StartAsync(own, "null")).ToString());
        Assert.AreEqual("403 OriginNotAllowed", (await server.CallAsync(HttpMethod.Post, "tokens/generate", ShopSecret, new { }, ("Origin", Other))).ToString());
        await RefusedAsync(await server.StreamUrlAsync(shop), Other);
        using var stream = await DirectLineSocket.OpenAsync(await server.StreamUrlAsync(shop), Shop);

        Task<DirectLineServer.Answer> StartAsync(DirectLineServer.Token token, string origin) =>
            server.CallAsync(HttpMethod.Post, "conversations", token.Value, new { }, ("Origin", origin));
    }

    [Check(37, "trustedOrigins narrow a token to some of its site's pages, and stay through a refresh.")]
    public async Task Trusted_origins_narrow_a_token()
    {
        await using var server = await SitesAsync();
        var narrow = await server.TokenAsync(secret: ShopSecret, trustedOrigins: [Shop]);
        var refreshed = DirectLineServer.Token.Of(await server.CallAsync(HttpMethod.Post, "tokens/refresh", narrow.Value));

        Assert.AreEqual("201", (await server.CallAsync(HttpMethod.Post, "conversations", refreshed.Value, new { }, ("Origin", Shop))).ToString());
        Assert.AreEqual("403 OriginNotAllowed", (await server.CallAsync(HttpMethod.Post, "conversations", refreshed.Value, new { }, ("Origin", "https://www.shop.example"))).ToString());
        Assert.AreEqual(
            "400 BadArgument", (await server.CallAsync(HttpMethod.Post, "tokens/generate", ShopSecret, new { trustedOrigins = new[] { Other } })).ToString());
    }

    [Check(37, "A user id of a token can't be taken by who has none in the token.")]
    public async Task A_bound_user_cannot_be_impersonated()
    {
        await using var server = await DirectLineServer.StartAsync(Cancellation);
        var token = await server.StartConversationAsync(user: null);

        Assert.AreEqual("400 BadArgument", (await server.PostAsync(token, new { type = "message", text = "hi", from = new { id = "dl_somebody" } })).ToString());
        Assert.AreEqual("200", (await server.PostAsync(token, new { type = "message", text = "hi", from = new { id = "r_1" } })).ToString());
        Assert.AreEqual("400 BadArgument", (await server.CallAsync(HttpMethod.Post, "tokens/generate", DirectLineServer.Secret, new { user = new { id = "anybody" } })).ToString());
        Assert.AreEqual("400 BadArgument", (await server.CallAsync(HttpMethod.Post, "tokens/generate", DirectLineServer.Secret, new { user = new { id = $"dl_{new string('x', 200)}" } })).ToString());
    }

    [Check(38, "What a client sends over its stream is ignored; what it gets is an empty frame or a set of activities.")]
    public async Task Frames_are_empty_or_a_set()
    {
        await using var server = await DirectLineServer.StartAsync(Cancellation, ("DirectLine:KeepAliveSeconds", "1"));
        var token = await server.StartConversationAsync();
        using var stream = await server.OpenAsync(token);

        foreach (var frame in new[] { "", "{", """{"activities":5}""", new string('x', 100_000) })
        {
            await stream.Socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, endOfMessage: true, Cancellation);
        }

        await server.SayAsync(token, "hi");
        var texts = new List<string?>();
        for (var empty = 0; empty < 3;)     // three signs of life after silence: an idle stream stays open for ever
        {
            var frame = await stream.NextAsync(Cancellation);
            Assert.IsNotNull(frame);
            if (frame.Length == 0)
            {
                empty++;
                continue;
            }

            var set = JsonSerializer.Deserialize<JsonElement>(frame);
            Assert.AreEqual("activities,watermark", string.Join(',', set.EnumerateObject().Select(property => property.Name)));
            texts.AddRange(set.GetProperty("activities").EnumerateArray().Select(activity => activity.GetProperty("text").GetString()));
        }

        CollectionAssert.AreEqual(new[] { "welcome", "hi", "echo hi" }, texts);
    }

    [Check(38, "Several streams of one conversation get the same in the same order.")]
    public async Task Several_streams_get_the_same()
    {
        await using var server = await DirectLineServer.StartAsync(Cancellation);
        var token = await server.StartConversationAsync();
        var streams = new[] { await server.OpenAsync(token), await server.OpenAsync(token), await server.OpenAsync(token) };

        await Task.WhenAll(Enumerable.Range(0, 20).Select(n => server.SayAsync(token, $"m{n}")));

        var expected = await server.TextsAsync(token);
        Assert.HasCount(41, expected);
        foreach (var stream in streams)
        {
            CollectionAssert.AreEqual(expected, await TextsAsync(stream, 41));
            stream.Dispose();
        }
    }

    [Check(38, "A client that does not read is cut, and goes on where it stopped.")]
    public async Task A_client_that_does_not_read_is_cut()
    {
        await using var server = await DirectLineServer.StartAsync(Cancellation, ("DirectLine:StalledSeconds", "1"));
        var token = await server.StartConversationAsync();
        using var stalled = await server.OpenAsync(token);
        const int Messages = 100;
        var filler = new string('x', 200_000);     // 40 MB in all, which no socket's buffers hold
        for (var n = 0; n < Messages; n++)
        {
            await server.SayAsync(token, $"{n} {filler}");
        }

        var feed = server.Rooms.Get<ServiceBot.Channels.Turns.ConversationFeed>();
        while (feed.Open > 0)
        {
            await Task.Delay(20, Cancellation);
        }

        var texts = new List<string?>();
        var watermark = "0";
        try
        {
            while (true)
            {
                (var read, watermark) = Read(await stalled.NextSetAsync(Cancellation));
                texts.AddRange(read);
            }
        }
        catch (WebSocketException)
        {
            // What was on its way has come, and then the end.
        }

        Assert.IsLessThan(2 * Messages, texts.Count);
        using var resumed = await server.OpenAsync(token, watermark);
        texts.AddRange(await TextsAsync(resumed, (2 * Messages) + 1 - texts.Count));
        CollectionAssert.AreEqual(
            Enumerable.Range(0, Messages).SelectMany(n => new[] { $"{n} {filler}", $"echo {n} {filler}" }).Prepend("welcome").ToList(), texts);
    }

    [Check(40, "An activity above 256 KiB and a file above the limit get 413, and nothing is recorded.")]
    public async Task What_is_too_large_gets_413()
    {
        await using var server = await DirectLineServer.StartAsync(Cancellation, ("DirectLine:MaxFileMib", "1"));
        var token = await server.StartConversationAsync();

        Assert.AreEqual("413 MessageSizeTooBig", (await server.SayAsync(token, new string('x', 300 * 1024))).ToString());
        Assert.AreEqual("413 MessageSizeTooBig", (await server.CallAsync(
            HttpMethod.Post, $"conversations/{token.Conversation}/upload?userId=dl_me", token.Value, new string('x', (1024 * 1024) + 1))).ToString());
        CollectionAssert.AreEqual(new[] { "welcome" }, await server.TextsAsync(token));
    }

    [Check(41, "Posts of which too many wait are refused with 429, when to come again, and without a trace; polls are not.")]
    public async Task Too_many_waiting_posts_are_refused()
    {
        await using var server = await DirectLineServer.StartAsync(Cancellation, ("DirectLine:CallsPerSecond", "1"), ("DirectLine:CallsAtOnce", "2"));
        var token = await server.StartConversationAsync();
        var posts = Enumerable.Range(0, 30).Select(n => server.SayAsync(token, $"m{n}"));

        var refused = await await Task.WhenEach(posts).FirstAsync(async (post, _) => (await post).Status == 429, Cancellation);

        var poll = await server.ReadAsync(token, "1");
        Assert.AreEqual("429 TooManyRequests", refused.ToString());
        Assert.AreEqual("10", refused.Headers.GetValues("Retry-After").Single());
        Assert.AreEqual("200", poll.ToString());
        Assert.AreEqual("200", (await server.CallAsync(HttpMethod.Get, $"conversations/{token.Conversation}/activities", DirectLineServer.Secret)).ToString());
    }

    [Check(42, "A start that is repeated, even at the same time, opens one conversation and greets once.")]
    public async Task A_repeated_start_opens_one_conversation()
    {
        await using var server = await DirectLineServer.StartAsync(Cancellation);
        var token = await server.TokenAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => server.CallAsync(HttpMethod.Post, "conversations", token.Value, new { })));

        Assert.AreEqual(1, answers.Count(answer => answer.Status == 201));
        Assert.AreEqual(19, answers.Count(answer => answer.Status == 200));
        Assert.AreEqual(token.Conversation, answers.Select(answer => answer.Body.GetProperty("conversationId").GetString()).Distinct().Single());
        CollectionAssert.AreEqual(new[] { "welcome" }, await server.TextsAsync(token));
    }

    [Check(43, "Once either side has ended a conversation it takes nothing, 400 ConversationEnded, and can be read.")]
    [DataRow("""{"type":"endOfConversation","from":{"id":"me"}}""")]
    [DataRow("""{"type":"message","text":"end","from":{"id":"me"}}""")]
    public async Task An_ended_conversation_takes_nothing(string end)
    {
        await using var server = await DirectLineServer.StartAsync(Cancellation);
        var token = await server.StartConversationAsync();

        Assert.AreEqual("200", (await server.PostAsync(token, end)).ToString());

        var last = (await server.ReadAsync(token)).Body.GetProperty("activities").EnumerateArray().Last();
        Assert.AreEqual("endOfConversation", last.GetProperty("type").GetString());
        Assert.AreEqual("400 ConversationEnded", (await server.SayAsync(token, "hi")).ToString());
        Assert.AreEqual("400 ConversationEnded", (await server.PostAsync(token, new { type = "typing", from = new { id = "me" } })).ToString());
        Assert.AreEqual("200", (await server.ReadAsync(token)).ToString());
        Assert.AreEqual("200", (await server.CallAsync(HttpMethod.Post, "conversations", token.Value, new { })).ToString());
    }

    [Check(44, "A preflight from a listed origin is told what it may do; another gets no allowance.")]
    [DataRow("conversations", "POST")]
    [DataRow("conversations/x/activities", "GET")]
    [DataRow("conversations/x/upload?userId=u", "POST")]
    [DataRow("tokens/refresh", "POST")]
    public async Task A_preflight_is_for_listed_origins(string path, string method)
    {
        await using var server = await SitesAsync();

        var listed = await PreflightAsync(Shop);
        var foreign = await PreflightAsync(Other);

        Assert.AreEqual(204, listed.Status);
        Assert.AreEqual(Shop, listed.Headers.GetValues("Access-Control-Allow-Origin").Single());
        foreach (var header in new[] { "authorization", "content-type", "x-ms-bot-agent", "x-requested-with" })
        {
            Assert.Contains(header, listed.Headers.GetValues("Access-Control-Allow-Headers").Single());
        }

        Assert.Contains(method, listed.Headers.GetValues("Access-Control-Allow-Methods").Single());
        Assert.IsFalse(foreign.Headers.Contains("Access-Control-Allow-Origin"));

        Task<DirectLineServer.Answer> PreflightAsync(string origin) => server.CallAsync(
            HttpMethod.Options, path, null, null,
            ("Origin", origin), ("Access-Control-Request-Method", method), ("Access-Control-Request-Headers", "authorization,content-type,x-ms-bot-agent,x-requested-with"));
    }

    [TestMethod]
    [DataRow("DirectLine:Sites:0:Secret", "too-short", "Secret is shorter")]
    [DataRow("DirectLine:Sites:0:Name", "", "Name is missing")]
    [DataRow("DirectLine:Sites:0:Origins:0", "https://shop.example/chat", "is not an origin")]
    [DataRow("DirectLine:Sites:0:Secret", DirectLineServer.Secret, "the same secret")]
    public async Task A_site_that_is_wrong_stops_the_start(string setting, string value, string expected)
    {
        var failure = await Assert.ThrowsAsync<Microsoft.Extensions.Options.OptionsValidationException>(() => SitesAsync((setting, value)));

        Assert.Contains(expected, failure.Message);
        Assert.DoesNotContain(ShopSecret, failure.Message);
    }

    private Task<DirectLineServer> SitesAsync(params (string Name, string Value)[] settings) => DirectLineServer.StartAsync(
        Cancellation,
        [("DirectLine:Sites:0:Name", "shop"), ("DirectLine:Sites:0:Secret", ShopSecret), ("DirectLine:Sites:0:Origins:0", Shop), ("DirectLine:Sites:0:Origins:1", "https://www.shop.example"), .. settings]);

    private static async Task RefusedAsync(Uri stream, string? origin = null) =>
        await Assert.ThrowsExactlyAsync<WebSocketException>(() => DirectLineSocket.OpenAsync(stream, origin), stream.ToString());

    private async Task<List<string?>> TextsAsync(DirectLineSocket stream, int count)
    {
        var texts = new List<string?>();
        while (texts.Count < count)
        {
            texts.AddRange(Read(await stream.NextSetAsync(Cancellation)).Texts);
        }

        return texts;
    }

    private static (IEnumerable<string?> Texts, string Watermark) Read(JsonElement set) =>
        (set.GetProperty("activities").EnumerateArray().Select(activity => activity.GetProperty("text").GetString()), set.GetProperty("watermark").GetString()!);
}
