using System.Text;
using System.Text.Json.Nodes;
using ServiceBot.IntegrationTests.Processes;

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
