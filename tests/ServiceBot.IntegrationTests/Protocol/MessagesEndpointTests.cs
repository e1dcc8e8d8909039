using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Turns;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Protocol;

/// <summary>What <c>/api/messages</c> takes, and what it answers. The bot has no app id.</summary>
[TestClass]
public sealed class MessagesEndpointTests
{
    private ConnectorService _connector = null!;

    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestInitialize]
    public async Task StartConnectorAsync() => _connector = await ConnectorService.StartAsync();

    [TestCleanup]
    public async Task EndConnectorAsync() => await _connector.DisposeAsync();

    [Check(8, "Any method but POST gets 405.")]
    [DataRow("GET")]
    [DataRow("PUT")]
    [DataRow("DELETE")]
    [DataRow("PATCH")]
    public async Task Any_method_but_POST_gets_405(string method)
    {
        var product = await Shared.ProductAsync();
        using var request = new HttpRequestMessage(new(method), "/api/messages");

        using var response = await product.Http.SendAsync(request, Cancellation);

        Assert.AreEqual(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Check(8, "What is no activity, or lacks what an answer needs, gets 400, and what is wrong is named.")]
    [DataRow("{", "")]
    [DataRow("[]", "")]
    [DataRow("null", "")]
    [DataRow("\"text\"", "")]
    [DataRow("""{"type":5}""", "type")]
    [DataRow("""{"type":"message","conversation":"c"}""", "conversation")]
    [DataRow("-type", "type")]
    [DataRow("-conversation", "conversation.id")]
    [DataRow("-from", "from.id")]
    [DataRow("-recipient", "recipient.id")]
    [DataRow("-channelId", "channelId")]
    [DataRow("-serviceUrl", "serviceUrl")]
    public async Task What_is_no_activity_gets_400(string body, string named)
    {
        await using var rooms = await RoomsAsync();
        if (body.StartsWith('-'))
        {
            var activity = Activity("hello");
            activity.Remove(body[1..]);
            body = activity.ToJsonString();
        }

        using var response = await rooms.PostAsync(body, null, Cancellation);

        Assert.AreEqual(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.AreEqual("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        Assert.Contains(named, await response.Content.ReadAsStringAsync(Cancellation));
        Assert.AreEqual(0, await rooms.ReadAsync(session => session.GetAsync<long>("SELECT count(*) FROM channel_activity")));
    }

    [Check(9, "A turn of 60 seconds does not hold up the acknowledgement.")]
    public void A_turn_of_a_minute_is_not_made() => Assert.Inconclusive(
        "a message commits together with its turn (docs/decisions/0007), so turns do no slow work; a slow channel holds nobody up");

    [Check(10, "Messages of one conversation are handled in order; another conversation does not wait for them.")]
    public async Task Conversations_do_not_wait_for_each_other()
    {
        var slow = new Slow();
        await using var rooms = await TestRooms.CreateAsync(
            StorageProvider.PostgreSql, new Dictionary<string, string?>(), Cancellation, services => services.AddSingleton<ITurnHandler>(slow));
        await rooms.StartAsync(Cancellation);

        var first = rooms.PostAsync(Activity("wait", "a"), Cancellation);
        await slow.Began.Task.WaitAsync(Cancellation);
        var second = rooms.PostAsync(Activity("second", "a"), Cancellation);
        using (var other = await rooms.PostAsync(Activity("other", "b"), Cancellation))
        {
            Assert.AreEqual(HttpStatusCode.Accepted, other.StatusCode);
        }

        Assert.IsFalse(second.IsCompleted);
        slow.GoOn.SetResult();
        foreach (var answer in new[] { first, second })
        {
            using var response = await answer;
            Assert.AreEqual(HttpStatusCode.Accepted, response.StatusCode);
        }

        CollectionAssert.AreEqual(new[] { "other", "wait", "second" }, slow.Handled);
    }

    [Check(11, "An invoke that nobody handles gets 501; one that is handled gets its status and JSON body in the same response.")]
    [DataRow("nobody/handles", 501, "")]
    [DataRow("adaptiveCard/action", 200, """{"statusCode":200}""")]
    [DataRow("refused", 409, "")]
    public async Task An_invoke_is_answered_in_its_response(string name, int status, string body)
    {
        await using var rooms = await RoomsAsync();
        var invoke = Activity("");
        (invoke["type"], invoke["name"]) = ("invoke", name);

        using var response = await rooms.PostAsync(invoke, Cancellation);

        Assert.AreEqual(status, (int)response.StatusCode);
        Assert.AreEqual(body, await response.Content.ReadAsStringAsync(Cancellation));
        Assert.IsEmpty(_connector.Requests);
    }

    [Check(12, "With expectReplies all replies come in the response, and the Connector is not called.")]
    public async Task Expected_replies_come_in_the_response()
    {
        await using var rooms = await RoomsAsync();
        var activity = Activity("hello");
        activity["deliveryMode"] = "expectReplies";

        using var response = await rooms.PostAsync(activity, Cancellation);

        var replies = JsonNode.Parse(await response.Content.ReadAsStringAsync(Cancellation))!["activities"]!.AsArray();
        Assert.AreEqual("echo hello", (string?)replies.Single()!["text"]);
        Assert.AreEqual((string?)activity["id"], (string?)replies.Single()!["replyToId"]);
        Assert.IsEmpty(_connector.Requests);
        Assert.AreEqual(0, await rooms.ReadAsync(session => session.GetAsync<long>("SELECT count(*) FROM channel_outbox")));
    }

    [Check(13, "However the members of a conversation are told, the customer is greeted once.")]
    [DataRow("together")]
    [DataRow("one by one")]
    [DataRow("twice")]
    public async Task The_customer_is_greeted_once(string form)
    {
        var product = await Shared.ProductAsync();
        string[][] updates = form switch
        {
            "together" => [["bot", "user"]],
            "one by one" => [["bot"], ["user"]],
            _ => [["bot", "user"], ["user"]],
        };
        var conversation = $"{Guid.NewGuid()}";
        foreach (var members in updates)
        {
            var update = Activity("", conversation);
            (update["type"], update["membersAdded"]) = ("conversationUpdate", new JsonArray([.. members.Select(id => new JsonObject { ["id"] = id })]));
            await PostAsync(product, update);
        }

        // What comes after it tells that nothing else came before.
        await PostAsync(product, Activity("thanks", conversation));
        while (_connector.Requests.Count < 2)
        {
            await Task.Delay(10, Cancellation);
        }

        Assert.IsNull(JsonNode.Parse(_connector.Requests[0].Body)!["replyToId"], "The greeting answers nothing.");
        Assert.IsNotNull(JsonNode.Parse(_connector.Requests[1].Body)!["replyToId"]);
    }

    [Check(14, "Every type of activity gets 2xx, the unknown ones too.")]
    [DataRow("message")]
    [DataRow("conversationUpdate")]
    [DataRow("typing")]
    [DataRow("event")]
    [DataRow("messageReaction")]
    [DataRow("messageUpdate")]
    [DataRow("messageDelete")]
    [DataRow("endOfConversation")]
    [DataRow("installationUpdate")]
    [DataRow("contactRelationUpdate")]
    [DataRow("handoff")]
    [DataRow("command")]
    [DataRow("commandResult")]
    [DataRow("suggestion")]
    [DataRow("trace")]
    [DataRow("deleteUserData")]
    [DataRow("somethingNew")]
    public async Task Every_type_of_activity_is_taken(string type)
    {
        var activity = Activity("hello");
        activity["type"] = type;

        await PostAsync(await Shared.ProductAsync(), activity);
    }

    [Check(4, "Unknown values of type, textFormat, inputHint, deliveryMode and attachmentLayout are taken, as the usual ones.")]
    [DataRow("type")]
    [DataRow("textFormat")]
    [DataRow("inputHint")]
    [DataRow("deliveryMode")]
    [DataRow("attachmentLayout")]
    public async Task Unknown_values_are_taken(string property)
    {
        await using var rooms = await RoomsAsync();
        var activity = Activity("hello");
        activity[property] = "somethingNew";

        using var response = await rooms.PostAsync(activity, Cancellation);

        Assert.AreEqual(HttpStatusCode.Accepted, response.StatusCode);
        Assert.AreEqual("", await response.Content.ReadAsStringAsync(Cancellation));
    }

    [Check(6, "Ids that differ only in case are different, of conversations as of activities.")]
    [DataRow(StorageProvider.Sqlite)]
    [DataRow(StorageProvider.PostgreSql)]
    public async Task Ids_that_differ_in_case_are_different(StorageProvider provider)
    {
        await using var rooms = await TestRooms.CreateAsync(provider, new Dictionary<string, string?>(), Cancellation);
        await rooms.StartAsync(Cancellation);
        foreach (var (conversation, id) in new[] { ("c", "a"), ("C", "a"), ("c", "A"), ("c", "a") })
        {
            var activity = Activity("hello", conversation);
            activity["id"] = id;
            (await rooms.PostAsync(activity, Cancellation)).Dispose();
        }

        Assert.AreEqual(2, await rooms.ReadAsync(session => session.GetAsync<long>("SELECT count(*) FROM channel_conversation")));
        Assert.AreEqual(3, await rooms.ReadAsync(session => session.GetAsync<long>("SELECT count(*) FROM channel_activity")));
    }

    [Check(7, "A reply leaves without nulls, empty texts and empty lists.")]
    public async Task A_reply_leaves_without_what_is_empty()
    {
        await using var rooms = await RoomsAsync();

        (await rooms.PostAsync(Activity("say nothing"), Cancellation)).Dispose();
        while (_connector.Requests.Count == 0)
        {
            await Task.Delay(10, Cancellation);
        }

        var reply = JsonNode.Parse(_connector.Requests[0].Body)!.AsObject();
        CollectionAssert.AreEquivalent(
            new[] { "type", "timestamp", "serviceUrl", "channelId", "from", "recipient", "conversation", "replyToId" }, reply.Select(property => property.Key).ToList());
        Assert.DoesNotContain("null", _connector.Requests[0].Body);
        Assert.DoesNotContain("\"\"", _connector.Requests[0].Body);
    }

    [Check(22, "Without an app id calls come from this machine, or are refused; the start and the log say so.")]
    public async Task Without_an_app_id_this_machine_alone_may_call()
    {
        await using var product = await ProductProcess.StartedAsync(Cancellation, ("Logging:LogLevel:ServiceBot", "Information"));
        await product.WroteAsync(new("/api/messages takes unsigned calls from this machine"), Cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages")
        {
            Content = new StringContent(Activity("hello").ToJsonString(), Encoding.UTF8, "application/json"),
            Headers = { { "X-Forwarded-For", "203.0.113.1" } },
        };

        using var response = await product.Http.SendAsync(request, Cancellation);

        Assert.AreEqual(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.AreEqual("Bearer", response.Headers.WwwAuthenticate.Single().ToString());
        Assert.DoesNotContain("detail", await response.Content.ReadAsStringAsync(Cancellation));
        await product.WroteAsync(new("was refused: it is unsigned and not from this machine"), Cancellation);
    }

    [Check(22, "Unsigned calls from everywhere are taken only when that is switched on by name.")]
    public async Task Unsigned_calls_from_everywhere_are_switched_on_by_name()
    {
        await using var rooms = await RoomsAsync(("Bot:AllowAnonymous", "true"));
        using var http = new HttpClient { DefaultRequestHeaders = { { "X-Forwarded-For", "203.0.113.1" } } };

        using var response = await http.PostAsync(
            new Uri(rooms.Address, "/api/messages"), new StringContent(Activity("hello").ToJsonString(), Encoding.UTF8, "application/json"), Cancellation);

        Assert.AreEqual(HttpStatusCode.Accepted, response.StatusCode);
    }

    [Check(22, "A bot whose registration is half there does not start, and says why.")]
    public async Task A_half_registered_bot_does_not_start()
    {
        await using var product = new ProductProcess(("MicrosoftAppId", Authority.AppId), ("MicrosoftAppTenantId", Authority.Tenant));

        Assert.AreEqual(1, await product.RunAsync(["--urls", product.Address.ToString()], Cancellation));

        Assert.Contains("MicrosoftAppPassword is missing", product.Output);
        Assert.DoesNotContain("   at ", product.Output);
    }

    private JsonObject Activity(string text, string conversation = "c") => new()
    {
        ["type"] = "message",
        ["id"] = $"{Guid.NewGuid()}",
        ["channelId"] = "test",
        ["serviceUrl"] = _connector.Url,
        ["from"] = new JsonObject { ["id"] = "user" },
        ["recipient"] = new JsonObject { ["id"] = "bot" },
        ["conversation"] = new JsonObject { ["id"] = conversation },
        ["text"] = text,
    };

    private async Task<TestRooms> RoomsAsync(params (string Name, string Value)[] settings)
    {
        var rooms = await TestRooms.CreateAsync(
            StorageProvider.Sqlite, settings.ToDictionary(setting => setting.Name, setting => (string?)setting.Value), Cancellation,
            services => services.AddSingleton<ITurnHandler, Answering>());
        await rooms.StartAsync(Cancellation);
        return rooms;
    }

    private async Task PostAsync(ProductProcess product, JsonObject activity)
    {
        using var response = await product.Http.PostAsync("/api/messages", new StringContent(activity.ToJsonString(), Encoding.UTF8, "application/json"), Cancellation);
        Assert.IsTrue(response.IsSuccessStatusCode, $"{response.StatusCode} {await response.Content.ReadAsStringAsync(Cancellation)}");
    }

    /// <summary>Echoes messages, or says nothing at length, and handles two invokes.</summary>
    private sealed class Answering : ITurnHandler
    {
        public object? Read(Activity activity) => null;

        public Task HandleAsync(TurnContext turn, object? reading)
        {
            turn.InvokeResult = turn.Activity.Name switch
            {
                "adaptiveCard/action" => new(200, """{"statusCode":200}"""),
                "refused" => new(409, null),
                _ => null,
            };
            if (turn.Activity.Text == "say nothing")
            {
                turn.Reply(new() { Type = ActivityTypes.Message, Text = "", Attachments = [], Entities = [], SuggestedActions = new() { Actions = [] } });
            }
            else if (turn.Activity.Type == ActivityTypes.Message)
            {
                turn.Reply(new() { Type = ActivityTypes.Message, Text = $"echo {turn.Activity.Text}" });
            }

            return Task.CompletedTask;
        }

        public Activity ReplyToFailure(Activity activity) => new() { Type = ActivityTypes.Message, Text = "failed" };
    }

    /// <summary>Takes its time for «wait».</summary>
    private sealed class Slow : ITurnHandler
    {
        public TaskCompletionSource Began { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource GoOn { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public List<string> Handled { get; } = [];

        public object? Read(Activity activity) => null;

        public async Task HandleAsync(TurnContext turn, object? reading)
        {
            if (turn.Activity.Text == "wait")
            {
                Began.TrySetResult();
                await GoOn.Task;
            }

            lock (Handled)
            {
                Handled.Add(turn.Activity.Text!);
            }
        }

        public Activity ReplyToFailure(Activity activity) => new() { Type = ActivityTypes.Message, Text = "failed" };
    }
}
