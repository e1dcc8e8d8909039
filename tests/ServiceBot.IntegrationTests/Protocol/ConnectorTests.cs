using System.Globalization;
using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Client;
using ServiceBot.Channels;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Connector;
using ServiceBot.Channels.Outbox;
using ServiceBot.Channels.Turns;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Protocol;

/// <summary>How the bot speaks to the Connectors of channels.</summary>
[TestClass]
public sealed class ConnectorTests
{
    private const string Conversation = "19:abc|x@thread.tacv2;messageid=1";
    private const string Reply = "f:1|2@x;y";
    private readonly TokenService _tokens = new();
    private Authority _authority = null!;
    private ConnectorService _connector = null!;

    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestInitialize]
    public async Task StartAsync() => (_authority, _connector) = (await Authority.StartAsync(), await ConnectorService.StartAsync());

    [TestCleanup]
    public async Task EndAsync()
    {
        await _authority.DisposeAsync();
        await _connector.DisposeAsync();
    }

    [Check(23, "Every operation asks for the path that Microsoft's own client asks for, with ids percent-encoded.", Peer = Peer.BotBuilder)]
    public async Task Every_operation_asks_as_the_SDK_does()
    {
        await using var rooms = await RoomsAsync();
        var client = rooms.Get<ConnectorClient>();
        var at = Reference();
        var message = new Activity { Type = ActivityTypes.Message, Text = "hello" };
        _connector.Answer = (http, n) => Task.FromResult(AnswerAll(http.Request));

        await client.SendAsync(at, message, Cancellation);
        await client.SendAsync(at, new Activity { Type = ActivityTypes.Message, Text = "hello", ReplyToId = Reply }, Cancellation);
        await client.UpdateActivityAsync(at, Reply, message, Cancellation);
        await client.DeleteActivityAsync(at, Reply, Cancellation);
        await client.SendHistoryAsync(at, new([new() { Type = ActivityTypes.Message, Text = "hello", Id = "h1" }]), Cancellation);
        Assert.AreEqual("new", (await client.CreateConversationAsync(at, new() { Bot = new() { Id = "bot" }, Members = [new() { Id = "29:me|1" }] }, Cancellation)).Id);
        Assert.AreEqual("c", (await client.GetConversationsAsync(at, "page 2", Cancellation)).Conversations![0].Id);
        Assert.AreEqual("u", (await client.GetMembersAsync(at, Cancellation))[0].Id);
        Assert.AreEqual("page 3", (await client.GetPagedMembersAsync(at, 50, "page 2", Cancellation)).ContinuationToken);
        Assert.AreEqual("u", (await client.GetMemberAsync(at, "29:me|1", Cancellation)).Id);
        await client.DeleteMemberAsync(at, "29:me|1", Cancellation);
        Assert.AreEqual("u", (await client.GetActivityMembersAsync(at, Reply, Cancellation))[0].Id);
        await client.UploadAttachmentAsync(at, new("text/plain", "a.txt", "hi"u8.ToArray(), null), Cancellation);
        Assert.AreEqual("original", (await client.GetAttachmentInfoAsync(at, "file|1", Cancellation)).Views![0].ViewId);
        CollectionAssert.AreEqual("bytes"u8.ToArray(), (await client.GetAttachmentAsync(at, "file|1", "original", Cancellation)).Bytes);
        Assert.AreEqual("A team", (await client.GetTeamAsync(at, "19:team@x", Cancellation)).Name);
        Assert.AreEqual("General", (await client.GetTeamChannelsAsync(at, "19:team@x", Cancellation)).Conversations![0].Name);
        var ours = _connector.Requests;

        var operations = await NodePeer.RunAsync(
            "connectorcalls.js",
            new() { ["serviceUrl"] = _connector.Url, ["conversation"] = Conversation, ["activity"] = Reply, ["member"] = "29:me|1", ["attachment"] = "file|1", ["team"] = "19:team@x" },
            Cancellation);

        var theirs = _connector.Requests.Skip(ours.Count).ToList();
        Assert.HasCount(operations.AsArray().Count, ours);
        CollectionAssert.AreEqual(
            theirs.Select(asked => $"{asked.Method} {asked.Target}").ToList(), ours.Select(asked => $"{asked.Method} {asked.Target}").ToList());
        foreach (var (our, their) in ours.Zip(theirs))
        {
            Assert.AreEqual(their.Body.Length == 0, our.Body.Length == 0, our.Target);
            Assert.IsTrue(our.Body.Length == 0 || JsonNode.DeepEquals(JsonNode.Parse(their.Body), JsonNode.Parse(our.Body)), $"{our.Target}\n{our.Body}\n{their.Body}");
        }
    }

    [Check(23, "An attachment that is elsewhere is not fetched with the bot's token.")]
    public async Task An_attachment_elsewhere_is_left_there()
    {
        await using var rooms = await RoomsAsync();
        _connector.AnswerWith(Results.Redirect("https://files.example/1"));

        var content = await rooms.Get<ConnectorClient>().GetAttachmentAsync(Reference(), "a", "original", Cancellation);

        Assert.IsNull(content.Bytes);
        Assert.AreEqual("https://files.example/1", content.Location!.ToString());
    }

    [Check(25, "429 waits as long as it says, in seconds or until a date; without a word it backs off.")]
    public async Task A_429_waits_as_long_as_it_says()
    {
        foreach (var (wish, least) in new[] { ("1", 1.0), ("date", 1.0), ("", 0.4) })
        {
            await using var connector = await ConnectorService.StartAsync();
            await using var rooms = await RoomsAsync();
            connector.Answer = (http, n) =>
            {
                var date = rooms.Clock.GetUtcNow().AddSeconds(2).ToString("R", CultureInfo.InvariantCulture);
                http.Response.Headers.RetryAfter = n > 1 || wish.Length == 0 ? default : wish == "date" ? date : wish;
                return Task.FromResult(Results.StatusCode(n > 1 ? 200 : 429));
            };

            await SayAsync(rooms, connector.Url, "hello");
            await UntilSentAsync(rooms);

            Assert.HasCount(2, connector.Requests);
            var waited = connector.Requests[1].At - connector.Requests[0].At;
            Assert.IsGreaterThanOrEqualTo(least, waited.TotalSeconds, wish);
            Assert.AreEqual(connector.Requests[0].Body, connector.Requests[1].Body);
        }
    }

    [Check(25, "412, 429, 502, 503 and 504 are tried again; 400, 403, 404, 409 and 413 are not.")]
    [DataRow(412, true)]
    [DataRow(429, true)]
    [DataRow(502, true)]
    [DataRow(503, true)]
    [DataRow(504, true)]
    [DataRow(400, false)]
    [DataRow(403, false)]
    [DataRow(404, false)]
    [DataRow(409, false)]
    [DataRow(413, false)]
    public async Task What_may_work_later_is_tried_again(int status, bool again)
    {
        await using var rooms = await RoomsAsync();
        _connector.Answer = (http, n) =>
        {
            http.Response.Headers["X-Correlating-OperationId"] = "operation-7";
            return Task.FromResult(Results.StatusCode(n == 1 ? status : 200));
        };

        await SayAsync(rooms, _connector.Url, "hello");
        var dead = await UntilSentAsync(rooms);

        Assert.HasCount(again ? 2 : 1, _connector.Requests);
        Assert.AreEqual(again ? 0 : 1, dead.Count);
        Assert.IsTrue(again || dead[0].Error == $"The Connector answered {status}, operation operation-7.");
    }

    [Check(25, "What may have arrived is not sent again unseen: it is kept for a person, and counted.")]
    [DataRow("cut")]
    [DataRow("500")]
    public async Task What_may_have_arrived_is_not_sent_again(string fault)
    {
        await using var rooms = await RoomsAsync();
        _connector.Answer = (http, _) =>
        {
            if (fault == "cut")
            {
                http.Abort();
            }

            return Task.FromResult(Results.StatusCode(500));
        };

        await SayAsync(rooms, _connector.Url, "hello");
        var dead = await UntilSentAsync(rooms);

        Assert.HasCount(1, _connector.Requests);
        Assert.Contains("may have been delivered", dead.Single().Error!);
        await UntilAsync(() => rooms.Get<OutboxSender>().InHand == 0);
        var metrics = rooms.Get<ChannelsMetrics>();
        Assert.AreEqual((1L, 1L), (metrics.DeadLetters, metrics.UncertainLetters));

        _connector.AnswerWith(Results.Ok());
        Assert.IsTrue(await rooms.Get<OutboxSender>().ReplayAsync(dead[0].Id, Cancellation));
        Assert.IsEmpty(await UntilSentAsync(rooms));
    }

    [Check(25, "What a process had in hand when it was killed is sent again by the next one, told and counted.")]
    public async Task What_a_killed_process_had_in_hand_is_sent_again_and_told()
    {
        await using var product = await ProductProcess.StartedAsync(Cancellation);
        _connector.Answer = async (http, n) =>
        {
            await Task.Delay(n == 1 ? Timeout.InfiniteTimeSpan : TimeSpan.Zero, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return Results.Ok();
        };
        var activity = new SignedCalls(_authority, DateTimeOffset.UtcNow).Activity(serviceUrl: _connector.Url);
        (activity["type"], activity["text"]) = ("message", "hello");
        using var response = await product.Http.PostAsync("/api/messages", new StringContent(activity.ToJsonString(), Encoding.UTF8, "application/json"), Cancellation);
        Assert.AreEqual(202, (int)response.StatusCode);
        await UntilAsync(() => _connector.Requests.Count == 1);

        await product.KillAsync();
        await product.StartAsync(Cancellation);

        await UntilAsync(() => _connector.Requests.Count == 2);
        Assert.AreEqual(_connector.Requests[0].Body, _connector.Requests[1].Body);
        await product.WroteAsync(new("may arrive twice"), Cancellation);
        Assert.AreEqual(1, (await product.MetricsAsync(Cancellation))["servicebot_letters_uncertain_total"]);
    }

    [Check(25, "A service that can't be reached is tried again.")]
    public async Task An_unreachable_service_is_tried_again()
    {
        await using var rooms = await RoomsAsync();
        using var closed = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        closed.Bind(new System.Net.IPEndPoint(System.Net.IPAddress.Loopback, 0));     // taken, but nobody listens

        await SayAsync(rooms, $"http://{closed.LocalEndPoint}/", "hello");

        while (await rooms.ReadAsync(session => session.GetAsync<long>("SELECT count(*) FROM channel_outbox WHERE attempts > 1 AND dead_at IS NULL")) == 0)
        {
            await Task.Delay(10, Cancellation);
        }
    }

    [Check(25, "A conversation that is gone, or blocked, is left alone until the customer writes again.")]
    [DataRow(404, "")]
    [DataRow(403, """{"error":{"code":"Forbidden","message":"x","subCode":"MessageWritesBlocked"}}""")]
    [DataRow(403, """{"error":{"code":"MessageWritesBlocked","message":"x"}}""")]
    public async Task A_dead_conversation_is_left_alone_until_it_lives_again(int status, string body)
    {
        await using var rooms = await RoomsAsync();
        _connector.AnswerWith(Results.Text(body, "application/json", statusCode: status), Results.Ok());

        await SayAsync(rooms, _connector.Url, "hello");
        var dead = await UntilSentAsync(rooms);
        var conversation = (await rooms.ReadAsync(session => ConversationStore.FindAsync(session, "test", Conversation)))!;
        Assert.IsNotNull(conversation.WayBack.DeadSince);
        await UntilAsync(() => rooms.Get<OutboxSender>().InHand == 0);
        Assert.IsTrue(await rooms.Get<OutboxSender>().ReplayAsync(dead.Single().Id, Cancellation));
        Assert.Contains("lives again when the customer writes", (await UntilSentAsync(rooms)).Single().Error!);
        Assert.HasCount(1, _connector.Requests);

        await SayAsync(rooms, _connector.Url, "hello again");
        await UntilSentAsync(rooms);

        Assert.HasCount(2, _connector.Requests);
        conversation = (await rooms.ReadAsync(session => ConversationStore.FindAsync(session, "test", Conversation)))!;
        Assert.IsNull(conversation.WayBack.DeadSince);
    }

    [Check(26, "A rejected token is replaced once; a second rejection is final.")]
    public async Task A_rejected_token_is_replaced_once()
    {
        await using var rooms = await RoomsAsync();
        _connector.AnswerWith(Results.Ok(), Results.Unauthorized(), Results.Ok(), Results.Unauthorized());

        foreach (var text in new[] { "one", "two", "three" })
        {
            await SayAsync(rooms, _connector.Url, text);
            await UntilSentAsync(rooms);
        }

        CollectionAssert.AreEqual(
            new[] { "Bearer token-1", "Bearer token-1", "Bearer token-2", "Bearer token-2", "Bearer token-3" },
            _connector.Requests.Select(asked => asked.Authorization).ToList());
        Assert.Contains("401", (await UntilSentAsync(rooms)).Single().Error!);
    }

    [Check(26, "Without a token a reply waits, and goes out when there is one.")]
    public async Task Without_a_token_a_reply_waits()
    {
        await using var rooms = await RoomsAsync();
        _tokens.IsDown = true;

        await SayAsync(rooms, _connector.Url, "hello");
        while (await rooms.ReadAsync(session => session.GetAsync<long>("SELECT count(*) FROM channel_outbox WHERE attempts > 0")) == 0)
        {
            await Task.Delay(10, Cancellation);
        }

        _tokens.IsDown = false;
        Assert.IsEmpty(await UntilSentAsync(rooms));
        Assert.StartsWith("Bearer token-", _connector.Requests.Single().Authorization!);
    }

    [Check(27, "A service that has not proved itself gets no token, a host that is not allowed nothing at all.")]
    public async Task Only_a_proved_service_gets_the_token()
    {
        await using var rooms = await RoomsAsync();
        var client = rooms.Get<ConnectorClient>();
        var unproved = Reference();
        unproved.CallerId = null;
        var elsewhere = Reference();
        elsewhere.ServiceUrl = "https://elsewhere.example/";

        await client.SendAsync(unproved, new Activity { Type = ActivityTypes.Message }, Cancellation);
        var refused = await Assert.ThrowsExactlyAsync<ConnectorException>(() => client.SendAsync(elsewhere, new Activity { Type = ActivityTypes.Message }, Cancellation));

        Assert.IsNull(_connector.Requests.Single().Authorization);
        Assert.Contains("Bot:AllowedServiceHosts", refused.Message);
        Assert.IsEmpty(_tokens.Requests, "No token was even asked for.");
    }

    [Check(27, "A redirect to another host is not followed.")]
    [DataRow(301)]
    [DataRow(307)]
    [DataRow(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        await using var other = await ConnectorService.StartAsync();
        await using var rooms = await RoomsAsync();
        _connector.Answer = (http, _) =>
        {
            http.Response.Headers.Location = other.Url;
            return Task.FromResult(Results.StatusCode(status));
        };

        await SayAsync(rooms, _connector.Url, "hello");
        var dead = await UntilSentAsync(rooms);

        Assert.HasCount(1, dead);
        Assert.IsEmpty(other.Requests);
    }

    [Check(28, "The replies of a turn arrive one after another, in order, however long each takes.")]
    public async Task Replies_arrive_in_order()
    {
        await using var rooms = await RoomsAsync();
        var (random, now, most) = (new Random(28), 0, 0);
        _connector.Answer = async (_, n) =>
        {
            most = Math.Max(most, Interlocked.Increment(ref now));
            await Task.Delay(random.Next(30));
            Interlocked.Decrement(ref now);
            return Results.StatusCode(n == 3 ? 503 : 200);
        };

        await SayAsync(rooms, _connector.Url, "count to 5");
        await UntilSentAsync(rooms);

        CollectionAssert.AreEqual(
            new[] { "1", "2", "3", "3", "4", "5" }, _connector.Requests.Select(asked => (string?)JsonNode.Parse(asked.Body)!["text"]).ToList());
        Assert.AreEqual(1, most);
    }

    [Check(29, "Every good answer counts, with an id, with none, or with no body.")]
    [DataRow(200, """{"id":"1"}""", "1")]
    [DataRow(201, """{"id":"1"}""", "1")]
    [DataRow(200, "{}", null)]
    [DataRow(200, "", null)]
    [DataRow(202, "", null)]
    [DataRow(202, "thanks", null)]
    [DataRow(200, "[]", null)]
    [DataRow(200, "null", null)]
    public async Task Every_good_answer_counts(int status, string body, string? id)
    {
        await using var rooms = await RoomsAsync();
        _connector.AnswerWith(Results.Text(body, "application/json", statusCode: status));

        var answer = await rooms.Get<ConnectorClient>().SendAsync(Reference(), new Activity { Type = ActivityTypes.Message }, Cancellation);

        Assert.AreEqual(id, answer.Id);
    }

    [Check(9, "A message is acknowledged while its reply still waits for a slow channel.")]
    public async Task A_slow_channel_holds_nobody_up()
    {
        await using var rooms = await RoomsAsync();
        var patience = new TaskCompletionSource();
        _connector.Answer = async (_, _) =>
        {
            await patience.Task;
            return Results.Ok();
        };

        await SayAsync(rooms, _connector.Url, "one");
        await SayAsync(rooms, _connector.Url, "two");

        Assert.AreEqual(2, await rooms.ReadAsync(session => session.GetAsync<long>("SELECT count(*) FROM channel_outbox")));
        patience.SetResult();
        await UntilSentAsync(rooms);
        Assert.HasCount(2, _connector.Requests);
    }

    private static IResult AnswerAll(HttpRequest request)
    {
        var path = request.Path.Value!;
        return Results.Text(
            path.EndsWith("pagedmembers", StringComparison.Ordinal) ? """{"members":[{"id":"u"}],"continuationToken":"page 3"}"""
            : path.EndsWith("members", StringComparison.Ordinal) ? """[{"id":"u"}]"""
            : path.Contains("/members/", StringComparison.Ordinal) ? """{"id":"u"}"""
            : path.Contains("/views/", StringComparison.Ordinal) ? "bytes"
            : path.Contains("/v3/attachments/", StringComparison.Ordinal) ? """{"name":"a.txt","type":"text/plain","views":[{"viewId":"original","size":2}]}"""
            : path.Contains("/teams/19", StringComparison.Ordinal) ? path.EndsWith("conversations", StringComparison.Ordinal) ? """{"conversations":[{"id":"g","name":"General"}]}""" : """{"id":"t","name":"A team"}"""
            : path.EndsWith("/v3/conversations", StringComparison.Ordinal) ? request.Method == "GET" ? """{"conversations":[{"id":"c","members":[]}]}""" : """{"id":"new"}"""
            : """{"id":"1"}""",
            "application/json");
    }

    private ConversationReference Reference() => new()
    {
        ServiceUrl = _connector.Url,
        CallerId = "urn:botframework:azure",
        Conversation = new() { Id = Conversation },
    };

    private async Task<TestRooms> RoomsAsync()
    {
        var rooms = await TestRooms.CreateAsync(StorageProvider.Sqlite, _authority.Settings, Cancellation, services =>
        {
            services.AddSingleton<ITurnHandler, Counter>();
            services.AddSingleton<IMsalHttpClientFactory>(_tokens);
        });
        rooms.Clock.Advance(DateTimeOffset.UtcNow - rooms.Clock.GetUtcNow());     // tokens end by the real clock
        await rooms.StartAsync(Cancellation);
        return rooms;
    }

    private async Task SayAsync(TestRooms rooms, string serviceUrl, string text)
    {
        var calls = new SignedCalls(_authority, rooms.Clock.GetUtcNow());
        var activity = calls.Activity(serviceUrl: serviceUrl);
        (activity["type"], activity["text"], activity["conversation"]!["id"]) = ("message", text, Conversation);
        using var response = await rooms.PostAsync(
            activity.ToJsonString(), $"Bearer {calls.ChannelToken(claims => claims["serviceurl"] = serviceUrl)}", Cancellation);
        Assert.AreEqual(202, (int)response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }

    private async Task UntilAsync(Func<bool> isSo)
    {
        while (!isSo())
        {
            await Task.Delay(10, Cancellation);
        }
    }

    /// <summary>Waits until nothing is left to send.</summary>
    /// <returns>What was given up.</returns>
    private async Task<IReadOnlyList<DeadLetter>> UntilSentAsync(TestRooms rooms)
    {
        while (await rooms.ReadAsync(session => session.GetAsync<long>("SELECT count(*) FROM channel_outbox WHERE dead_at IS NULL")) > 0)
        {
            await Task.Delay(10, Cancellation);
        }

        return await rooms.Get<OutboxSender>().ListDeadAsync(0, 10, Cancellation);
    }

    /// <summary>Says what it hears; «count to 5» in five replies.</summary>
    private sealed class Counter : ITurnHandler
    {
        public object? Read(Activity activity) => null;

        public Task HandleAsync(TurnContext turn, object? reading)
        {
            string[] words = turn.Activity.Text == "count to 5" ? ["1", "2", "3", "4", "5"] : [$"echo {turn.Activity.Text}"];
            foreach (var word in words)
            {
                turn.Reply(new() { Type = ActivityTypes.Message, Text = word });
            }

            return Task.CompletedTask;
        }

        public Activity ReplyToFailure(Activity activity) => new() { Type = ActivityTypes.Message, Text = "failed" };
    }
}
