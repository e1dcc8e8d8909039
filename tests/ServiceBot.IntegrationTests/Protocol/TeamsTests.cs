using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.IntegrationTests.Processes;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Protocol;

/// <summary>The bot in Teams, as far as the protocol goes: the peer is a double, which posts and answers as Teams is documented to.</summary>
[TestClass]
public sealed class TeamsTests
{
    private ConnectorService _teams = null!;

    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestInitialize]
    public async Task StartTeamsAsync() => _teams = await ConnectorService.StartAsync();

    [TestCleanup]
    public async Task EndTeamsAsync() => await _teams.DisposeAsync();

    [Check(54, "A personal chat, a group chat and a channel's thread are answered in place.")]
    [DataRow("personal")]
    [DataRow("groupChat")]
    [DataRow("channel")]
    public async Task Every_kind_of_chat_is_answered_in_place(string type)
    {
        var chat = await OpenAsync(type);
        var message = chat.Message("what can you do?");

        Assert.AreEqual(202, (await chat.PostAsync(message)).Status);
        var request = await chat.NextRequestAsync();

        var answer = JsonNode.Parse(request.Body)!;
        Assert.AreEqual($"/teams/v3/conversations/{Uri.EscapeDataString(chat.Id)}/activities/{Uri.EscapeDataString((string)message["id"]!)}", request.Target);
        Assert.AreEqual(chat.Id, (string?)answer["conversation"]!["id"]);
        Assert.AreEqual((string?)message["id"], (string?)answer["replyToId"]);
        Assert.AreEqual(chat.User, (string?)answer["recipient"]!["id"]);
    }

    [Check(54, "However Teams tells that the bot was installed, it is welcomed once; anew only after it was taken out.")]
    [DataRow("personal", "install, bot")]
    [DataRow("personal", "install, bot+user")]
    [DataRow("personal", "bot+user, install")]
    [DataRow("personal", "bot, install, user")]
    [DataRow("personal", "install, install, upgrade")]
    [DataRow("groupChat", "bot, install")]
    [DataRow("groupChat", "install, user, bot+user, user")]
    [DataRow("channel", "bot")]
    public async Task A_customer_is_welcomed_once(string type, string told)
    {
        var chat = await OpenAsync(type);
        await InstallAsync();

        Assert.AreEqual(202, (await chat.PostAsync(chat.Installation("remove"))).Status);
        await InstallAsync();

        async Task InstallAsync()
        {
            foreach (var what in told.Split(", "))
            {
                var activity = what switch
                {
                    "install" => chat.Installation("add"),
                    "upgrade" => chat.Installation("add-upgrade"),
                    _ => chat.Members("membersAdded", [.. what.Split('+').Select(who => who == "user" ? chat.User : who)]),
                };
                Assert.AreEqual(202, (await chat.PostAsync(activity)).Status);
            }

            Assert.IsNull((await chat.NextAsync())["replyToId"], "The welcome answers nothing.");
            Assert.IsNotNull((await chat.SayAsync("thanks"))["replyToId"], "What comes next answers the message: there was no second welcome.");
        }
    }

    [Check(54, "A chat that the bot was taken out of gets nothing any more, until it comes back.")]
    [DataRow("installationUpdate")]
    [DataRow("conversationUpdate")]
    public async Task A_chat_that_the_bot_was_taken_out_of_gets_nothing(string told)
    {
        var chat = await OpenAsync("groupChat");
        await chat.SayAsync("what can you do?");

        await chat.PostAsync(told == "installationUpdate" ? chat.Installation("remove") : chat.Members("membersRemoved", "bot"));
        Assert.IsNotNull((string?)(await ConversationAsync(chat))["unreachableSince"]);

        await chat.PostAsync(chat.Members("membersAdded", "bot"));
        Assert.IsNull((string?)(await ConversationAsync(chat))["unreachableSince"]);
        Assert.IsNull((await chat.NextAsync())["replyToId"], "It is welcomed again.");
    }

    [Check(54, "Every event of Teams gets 2xx, the ones to come too.")]
    [DataRow("channelCreated")]
    [DataRow("teamArchived")]
    [DataRow("teamHardDeleted")]
    [DataRow("somethingNew")]
    public async Task Every_event_is_taken(string eventType)
    {
        var chat = await OpenAsync("channel");
        var activity = chat.Activity("conversationUpdate");
        activity["channelData"]!["eventType"] = eventType;

        Assert.AreEqual(202, (await chat.PostAsync(activity)).Status);
    }

    [Check(55, "The mention of the bot is not part of the words, and the rich form of the words is not a file.")]
    public async Task The_mention_is_not_part_of_the_words()
    {
        var personal = await OpenAsync("personal");
        var group = await OpenAsync("groupChat");

        var expected = await personal.SayAsync("my router keeps dropping the connection");
        var answer = await group.SayAsync("my router keeps dropping the connection");

        Assert.AreEqual(Words(expected), Words(answer));
    }

    [Check(55, "A message without words is understood by the value that its card's button sends.")]
    public async Task A_message_without_words_has_a_value()
    {
        var chat = await OpenAsync("personal");
        var expected = await chat.SayAsync("what can you do?");
        var activity = chat.Activity("message");
        (activity["value"], activity["replyToId"]) = (new JsonObject { ["say"] = "what can you do?" }, "1");

        Assert.AreEqual(202, (await chat.PostAsync(activity)).Status);

        Assert.AreEqual(Words(expected), Words(await chat.NextAsync()));
    }

    [Check(55, "In a group each speaker is a customer of their own: nobody sees another's requests.")]
    public async Task Each_speaker_of_a_group_is_a_customer_of_their_own()
    {
        var chat = await OpenAsync("groupChat");
        var number = await OpenRequestAsync(chat);
        Assert.Contains(number, Words(await chat.SayAsync("where is my request?")));

        chat.User = $"29:{Guid.NewGuid()}";

        Assert.DoesNotContain(number, Words(await chat.SayAsync($"where is my request {number}?")));
    }

    [Check(56, "A pressed Action.Execute gets the card that takes the old one's place, and the dialog goes on in a message; asked again, Teams gets the same and nothing happens twice.")]
    public async Task A_pressed_button_replaces_its_card()
    {
        var chat = await OpenAsync("personal");
        var card = TeamsChat.CardIn(await UntilConfirmAsync(chat));
        var press = chat.Press(TeamsChat.Button(card, "Yes"), "1");

        var (status, body) = await chat.PostAsync(press);
        var (statusAgain, bodyAgain) = await chat.PostAsync(press);
        var next = Words(await chat.NextAsync());
        var after = await chat.SayAsync("thanks");

        var answer = JsonNode.Parse(body)!;
        Assert.AreEqual((200, 200), (status, (int)answer["statusCode"]!));
        Assert.AreEqual("application/vnd.microsoft.card.adaptive", (string?)answer["type"]);
        Assert.Contains("✓ Yes", answer["value"]!.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping }));
        Assert.DoesNotContain("Action.", $"{answer["value"]}");
        Assert.IsNotNull(Customer.RequestNumberIn(next), next);
        Assert.AreEqual(200, statusAgain);
        Assert.IsTrue(JsonNode.DeepEquals(answer, JsonNode.Parse(bodyAgain)));
        Assert.IsNull(Customer.RequestNumberIn(Words(after)), "The repetition opened nothing.");
    }

    [Check(56, "Where Action.Execute is not known, its fallback Action.Submit says the same.")]
    public async Task The_fallback_says_the_same()
    {
        var chat = await OpenAsync("groupChat");
        var fallback = TeamsChat.Button(TeamsChat.CardIn(await UntilConfirmAsync(chat)), "Yes")["fallback"]!;
        var submit = chat.Activity("message");
        (submit["value"], submit["replyToId"]) = (new JsonObject { ["say"] = fallback["data"]!["say"]!.DeepClone() }, "1");

        Assert.AreEqual("Action.Submit", (string?)fallback["type"]);
        Assert.AreEqual(202, (await chat.PostAsync(submit)).Status);

        Assert.IsNotNull(Customer.RequestNumberIn(Words(await chat.NextAsync())));
    }

    [Check(56, "An invoke is answered as it should be: a nameless one 200, a wrong press 400 in its frame, an unknown one 501, and the same again when it is repeated.")]
    [DataRow(null, null, 200, "")]
    [DataRow("task/fetch", "{}", 501, "")]
    [DataRow("composeExtension/selectItem", "{}", 501, "")]
    [DataRow("adaptiveCard/action", "{}", 400, "BadRequest")]
    [DataRow("adaptiveCard/action", """{"action":{"type":"Action.Submit"}}""", 400, "NotSupported")]
    public async Task An_invoke_is_answered(string? name, string? value, int status, string code)
    {
        var chat = await OpenAsync("personal");
        var invoke = chat.Activity("invoke");
        (invoke["name"], invoke["value"]) = (name, value is null ? null : JsonNode.Parse(value));

        var first = await chat.PostAsync(invoke);

        Assert.AreEqual(status, first.Status);
        Assert.Contains(code, first.Body);
        Assert.AreEqual(first, await chat.PostAsync(invoke));
    }

    [Check(57, "A thumb is answered with an empty object.")]
    public async Task A_thumb_is_answered_with_an_empty_object()
    {
        var chat = await OpenAsync("personal");
        var answer = await chat.SayAsync("my router keeps dropping the connection");
        var invoke = chat.Activity("invoke");
        (invoke["name"], invoke["replyToId"]) = ("message/submitAction", "1");
        invoke["value"] = JsonNode.Parse("""{"actionName":"feedback","actionValue":{"reaction":"like","feedback":"{\"feedbackText\":\"good\"}"}}""");

        Assert.AreEqual("default", (string?)answer["channelData"]!["feedbackLoop"]!["type"]);
        Assert.AreEqual((200, "{}"), await chat.PostAsync(invoke));
        Assert.AreEqual((200, "{}"), await chat.PostAsync(invoke));
    }

    [Check(57, "When a request changes state, the message that told its number is replaced in place by the id that Teams gave it; a question and the end are said anew.")]
    [DataRow(StorageProvider.Sqlite)]
    [DataRow(StorageProvider.PostgreSql)]
    public async Task A_message_changes_with_its_request(StorageProvider provider)
    {
        await using var database = await TestDatabase.CreateAsync(provider, Cancellation);
        await using var product = await ProductProcess.StartedAsync(Cancellation, database.Settings.Select(setting => (setting.Key, setting.Value!)));
        var chat = TeamsChat.Open(product, _teams, "channel", Cancellation);
        var number = await OpenRequestAsync(chat);
        var id = $"{_teams.Requests.Count}";     // what the double gave the message

        await chat.ApiAsync($"requests/{number}/status", new() { ["status"] = "open" });
        var update = await chat.NextRequestAsync();
        await chat.ApiAsync($"requests/{number}/status", new() { ["status"] = "waiting", ["comment"] = "Which lamp is *red*?" });
        var again = await chat.NextRequestAsync();
        var news = await chat.NextRequestAsync();

        var path = $"/teams/v3/conversations/{Uri.EscapeDataString(chat.Id)}/activities";
        Assert.AreEqual(("PUT", $"{path}/{id}"), (update.Method, update.Target));
        Assert.Contains("in progress", Words(JsonNode.Parse(update.Body)!));
        Assert.Contains(number, Words(JsonNode.Parse(update.Body)!));
        Assert.AreEqual(("PUT", $"{path}/{id}"), (again.Method, again.Target));
        Assert.Contains("waiting for you", Words(JsonNode.Parse(again.Body)!));
        Assert.AreEqual(("POST", path), (news.Method, news.Target));
        Assert.Contains("""Which lamp is \*red\*?""", Words(JsonNode.Parse(news.Body)!));
        Assert.IsNotNull((await chat.SayAsync("thanks"))["replyToId"], "Nothing else was said.");
    }

    [Check(57, "A change of state that a crash met before Teams heard of it is told by the next process.")]
    public async Task A_change_is_told_over_a_crash()
    {
        await using var product = await ProductProcess.StartedAsync(Cancellation);
        var chat = TeamsChat.Open(product, _teams, "personal", Cancellation);
        var number = await OpenRequestAsync(chat);
        var answer = _teams.Answer;
        _teams.Answer = async (http, _) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            return Results.Ok();
        };
        await chat.ApiAsync($"requests/{number}/status", new() { ["status"] = "resolved" });
        Assert.AreEqual("PUT", (await chat.NextRequestAsync()).Method);

        await product.KillAsync();
        _teams.Answer = answer;
        await product.StartAsync(Cancellation);

        var update = await chat.NextRequestAsync();
        Assert.AreEqual("PUT", update.Method);
        Assert.Contains("resolved", Words(JsonNode.Parse(update.Body)!));
        Assert.Contains($"Your request {number} is resolved", Words(await chat.NextAsync()));
    }

    [Check(57, "In web chat the message comes again under its id, and whoever reads from the start reads it as it is now.")]
    public async Task In_web_chat_the_message_comes_again_under_its_id()
    {
        var product = await Shared.ProductAsync();
        var customer = await Customer.StartAsync(product, Cancellation);
        var number = await customer.OpenRequestAsync(Customer.EnglishFault, Cancellation);
        var told = (await customer.TranscriptAsync(Cancellation))[^1];
        var chat = await OpenAsync("personal");

        await chat.ApiAsync($"requests/{number}/status", new() { ["status"] = "open" });

        while ((await customer.TranscriptAsync(Cancellation)).Count(activity => Id(activity) == Id(told)) < 2)
        {
            await Task.Delay(10, Cancellation);
        }

        var fromTheStart = await customer.TranscriptAsync(Cancellation);     // the one before may have begun before the change
        foreach (var activity in fromTheStart.Where(activity => Id(activity) == Id(told)))
        {
            Assert.AreEqual("message", activity.GetProperty("type").GetString());
            Assert.Contains("in progress", activity.GetProperty("text").GetString()!);
            Assert.AreEqual(Customer.RepliesTo(told), Customer.RepliesTo(activity));
        }

        static string Id(JsonElement activity) => activity.GetProperty("id").GetString()!;
    }

    [Check(57, "The API says something in a stored conversation, in its thread and answering nothing; where it can't, it says why.")]
    public async Task The_API_says_something_in_a_stored_conversation()
    {
        var chat = await OpenAsync("channel");
        await chat.SayAsync("what can you do?");
        var key = await KeyOfAsync(chat);

        var (status, body) = await chat.ApiAsync($"conversations/{key}/messages", new() { ["text"] = "The **outage** is over.", ["choices"] = new JsonArray("Thanks") });
        var request = await chat.NextRequestAsync();
        var bad = await chat.ApiAsync($"conversations/{key}/messages", new() { ["text"] = " ", ["language"] = "fr", ["choices"] = new JsonArray("") });
        var unknown = await chat.ApiAsync("conversations/999999/messages", new() { ["text"] = "hello" });
        await chat.PostAsync(chat.Installation("remove"));
        var gone = await chat.ApiAsync($"conversations/{key}/messages", new() { ["text"] = "hello" });

        Assert.AreEqual((202, key), (status, (long)body!["conversation"]!));
        Assert.AreEqual($"/teams/v3/conversations/{Uri.EscapeDataString(chat.Id)}/activities", request.Target);
        Assert.AreEqual("The **outage** is over.", Words(JsonNode.Parse(request.Body)!));
        Assert.AreEqual("Action.Execute", (string?)TeamsChat.Button(TeamsChat.CardIn(JsonNode.Parse(request.Body)!), "Thanks")["type"]);
        Assert.AreEqual(400, bad.Status);
        CollectionAssert.AreEquivalent(new[] { "text", "language", "choices" }, bad.Body!["errors"]!.AsObject().Select(error => error.Key).ToList());
        Assert.AreEqual(404, unknown.Status);
        Assert.AreEqual(409, gone.Status);
        Assert.Contains("taken out", (string)gone.Body!["detail"]!);
    }

    [Check(57, "A personal chat is opened with a member who never wrote, a thread in a channel; what is said there goes on as everywhere.")]
    [DataRow("member")]
    [DataRow("channel")]
    public async Task A_conversation_is_opened(string kind)
    {
        var known = await OpenAsync("groupChat");
        await known.SayAsync("what can you do?");
        var opened = await OpenAsync(kind == "member" ? "personal" : "channel");
        var id = kind == "member" ? opened.User : opened.Id.Split(';')[0];
        _teams.Answer = (http, n) => Task.FromResult(Results.Text(
            http.Request.Path.Value!.EndsWith("/v3/conversations", StringComparison.Ordinal) ? $$"""{"id":"{{opened.Id}}","activityId":"first"}""" : $$"""{"id":"{{n}}"}""",
            "application/json",
            statusCode: 201));

        var (status, body) = await known.ApiAsync("conversations", new()
        {
            ["beside"] = await KeyOfAsync(known),
            [kind] = id,
            ["message"] = new JsonObject { ["text"] = "Your order is here." },
        });

        Assert.AreEqual((201, opened.Id), (status, (string?)body!["id"]));
        var created = JsonNode.Parse(_teams.Requests.Single(asked => asked.Target == "/teams/v3/conversations").Body)!;
        var tenant = (string?)opened.Activity("message")["conversation"]!["tenantId"];
        Assert.AreEqual((tenant, tenant), ((string?)created["tenantId"], (string?)created["channelData"]!["tenant"]!["id"]));
        Assert.AreEqual((string?)opened.Activity("message")["recipient"]!["id"], (string?)created["bot"]!["id"]);
        Assert.AreEqual(kind == "channel", (bool)created["isGroup"]!);
        if (kind == "member")
        {
            Assert.AreEqual(id, (string?)created["members"]![0]!["id"]);
            Assert.AreEqual("Your order is here.", Words(await opened.NextAsync()));
        }
        else
        {
            Assert.AreEqual(id, (string?)created["channelData"]!["channel"]!["id"]);
            Assert.AreEqual("Your order is here.", (string?)created["activity"]!["text"]);
        }

        Assert.IsNotNull((await opened.SayAsync("what can you do?"))["replyToId"]);
    }

    [Check(57, "A conversation that can't be opened is not, and the API says why.")]
    public async Task A_conversation_that_can_not_be_opened_is_not()
    {
        var known = await OpenAsync("personal");
        await known.SayAsync("what can you do?");
        _teams.AnswerWith(Results.Text("""{"error":{"code":"BotNotInConversationRoster"}}""", "application/json", statusCode: 403));
        JsonObject Body(long beside, string? member) => new() { ["beside"] = beside, ["member"] = member, ["message"] = new JsonObject { ["text"] = "hello" } };

        var refused = await known.ApiAsync("conversations", Body(await KeyOfAsync(known), "29:nobody"));
        var unknown = await known.ApiAsync("conversations", Body(999_999, "29:nobody"));
        var bad = await known.ApiAsync("conversations", Body(await KeyOfAsync(known), null));

        Assert.AreEqual(502, refused.Status);
        Assert.Contains("BotNotInConversationRoster", (string)refused.Body!["detail"]!);
        Assert.AreEqual((400, "beside"), (unknown.Status, unknown.Body!["errors"]!.AsObject().Single().Key));
        Assert.AreEqual((400, "member"), (bad.Status, bad.Body!["errors"]!.AsObject().Single().Key));
    }

    [Check(59, "Replies that come faster than Teams takes them wait, in order; none is refused or lost.")]
    public async Task Replies_that_come_too_fast_wait()
    {
        var chat = await OpenAsync("personal");
        var sent = new List<string>();
        for (var n = 1; n <= 12; n++)
        {
            var message = chat.Message("what can you do?");
            sent.Add((string)message["id"]!);
            Assert.AreEqual(202, (await chat.PostAsync(message)).Status);
        }

        var answered = new List<Asked>();
        while (answered.Count < sent.Count)
        {
            answered.Add(await chat.NextRequestAsync());
        }

        CollectionAssert.AreEqual(sent, answered.ConvertAll(asked => (string)JsonNode.Parse(asked.Body)!["replyToId"]!));
        Assert.IsGreaterThanOrEqualTo(TimeSpan.FromSeconds(1), answered[7].At - answered[0].At);
        Assert.IsGreaterThanOrEqualTo(TimeSpan.FromSeconds(2), answered[8].At - answered[0].At);
    }

    [Check(58, "No message to Teams holds words and a card, and no card is larger than 28 KB or newer than 1.5.")]
    [DataRow("personal")]
    [DataRow("groupChat")]
    public async Task Cards_keep_the_limits(string type)
    {
        var chat = await OpenAsync(type);
        var details = string.Concat(Enumerable.Repeat("it drops again and again, ", 3_000));
        await SayAllAsync(chat, ["my router keeps dropping the connection", "no", details, "since Monday", "skip"]);
        await OpenRequestAsync(await OpenAsync(type));

        var messages = _teams.Requests.Select(asked => JsonNode.Parse(asked.Body)!).ToList();
        var cards = messages.Where(message => message["attachments"] is not null).ToList();
        Assert.IsNotEmpty(cards);
        foreach (var message in cards)
        {
            Assert.IsNull(message["text"]);
            Assert.IsLessThanOrEqualTo(28 * 1024, Encoding.UTF8.GetByteCount(TeamsChat.CardIn(message).ToJsonString()));
            Assert.IsLessThanOrEqualTo(new Version(1, 5), Version.Parse((string)TeamsChat.CardIn(message)["version"]!));
        }

        Assert.IsTrue(_teams.Requests.All(asked => Encoding.Unicode.GetByteCount(asked.Body) < 80 * 1024), "A message stays below 80 KB of UTF-16.");
    }

    private async Task<TeamsChat> OpenAsync(string type) => TeamsChat.Open(await Shared.ProductAsync(), _teams, type, Cancellation);

    private async Task<JsonNode> ConversationAsync(TeamsChat chat)
    {
        var page = await (await Shared.ProductAsync()).ApiAsync($"conversations?channel=msteams&id={Uri.EscapeDataString(chat.Id)}", Cancellation);
        return JsonNode.Parse(page.GetRawText())!["items"]!.AsArray().Single()!;
    }

    private async Task<long> KeyOfAsync(TeamsChat chat) => (long)(await ConversationAsync(chat))["key"]!;

    /// <summary>Reports a fault up to the question whether all is right.</summary>
    private static Task<JsonNode> UntilConfirmAsync(TeamsChat chat) => SayAllAsync(chat, Customer.EnglishFault.SkipLast(1));

    private static async Task<JsonNode> SayAllAsync(TeamsChat chat, IEnumerable<string> lines)
    {
        JsonNode answer = new JsonObject();
        foreach (var line in lines)
        {
            answer = await chat.SayAsync(line);
        }

        return answer;
    }

    private static async Task<string> OpenRequestAsync(TeamsChat chat)
    {
        await UntilConfirmAsync(chat);
        return Customer.RequestNumberIn(Words(await chat.SayAsync("yes")))!;
    }

    /// <summary>The words of a message, wherever they stand.</summary>
    private static string Words(JsonNode message) => (string?)message["text"] ?? (string?)TeamsChat.CardIn(message)["body"]![0]!["text"] ?? "";
}
