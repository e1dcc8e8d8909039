using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Answers;
using ServiceBot.Channels.Turns;

namespace ServiceBot.Tests.Channels.Answers;

[TestClass]
public sealed class AnswerTests
{
    private static readonly Answer Summary = new()
    {
        Text = "## Nearly done",
        Question = "Is this *right*?",
        Locale = "en-US",
        Facts = [new("Order", "HL-204817"), new("What happened", "[look](javascript:1) *now*")],
        Choices = ["Yes", "Change something"],
        ExpectsInput = true,
    };

    [TestMethod]
    public void Web_Chat_shows_words_and_a_card_whose_buttons_say_their_title()
    {
        var message = AnswerRenderer.Render(Summary, Surfaces.WebChat);

        var card = CardIn(message);
        Assert.AreEqual("## Nearly done", message.Text);
        Assert.IsNull(message.SuggestedActions);
        Assert.AreEqual("Is this *right*?", (string?)card["body"]![0]!["text"]);
        Assert.AreEqual("""\[look\](javascript:1) \*now\*""", (string?)card["body"]![1]!["facts"]![1]!["value"]);
        CollectionAssert.AreEqual(new[] { "Yes", "Change something" }, Actions(card).Select(action => (string?)action["data"]).ToList());
        Assert.IsTrue(Actions(card).All(action => (string?)action["type"] == "Action.Submit"), "Web Chat does nothing on Action.Execute.");
    }

    [TestMethod]
    public void A_question_alone_has_its_words_in_the_notice()
    {
        var message = AnswerRenderer.Render(Summary with { Text = "" }, Surfaces.WebChat);

        Assert.IsNull(message.Text);
        Assert.AreEqual("Is this right?", message.Summary);
    }

    [TestMethod]
    public void Teams_gets_all_words_and_buttons_in_the_card_because_it_would_tear_them_apart()
    {
        var message = AnswerRenderer.Render(Summary, Surfaces.TeamsThread);

        var card = CardIn(message);
        Assert.IsNull(message.Text);
        Assert.AreEqual("Nearly done\n\nIs this right?", message.Summary);
        Assert.AreEqual("**Nearly done**", (string?)card["body"]![0]!["text"]);
        Assert.DoesNotContain("](javascript", (string)card["body"]![2]!["facts"]![1]!["value"]!);
        Assert.IsTrue(Actions(card).All(action => (string?)action["type"] == "Action.Execute" && (string?)action["fallback"]!["type"] == "Action.Submit"));
        Assert.AreEqual("1.5", (string?)card["version"]);
    }

    [TestMethod]
    public void Short_buttons_stand_in_a_row_and_long_ones_below_each_other()
    {
        Assert.HasCount(2, Rows("Change something", "Cancel it"));
        Assert.HasCount(1, Rows("是的", "修改", "取消"));

        static List<JsonNode?> Rows(params string[] choices) =>
            [.. CardIn(AnswerRenderer.Render(Summary with { Facts = [], Choices = choices }, Surfaces.WebChat))["body"]!.AsArray().Where(part => (string?)part!["type"] == "ActionSet")];
    }

    [TestMethod]
    public void Without_cards_the_facts_are_a_list_and_the_choices_buttons()
    {
        var message = AnswerRenderer.Render(Summary, Surfaces.Plain);

        Assert.AreEqual("""
            ## Nearly done

            Is this *right*?

            - **Order**: HL-204817
            - **What happened**: \[look\](javascript:1) \*now\*
            """.ReplaceLineEndings("\n"), message.Text);
        Assert.IsNull(message.Attachments);
        CollectionAssert.AreEqual(new[] { "Yes", "Change something" }, message.SuggestedActions!.Actions!.Select(action => action.Title).ToList());
    }

    [TestMethod]
    public void Without_buttons_the_choices_are_said()
    {
        var message = AnswerRenderer.Render(Summary, Surfaces.Text);

        Assert.AreEqual(
            "Nearly done\n\nIs this right?\n\n- Order: HL-204817\n- What happened: [look](javascript:1) *now*\n\n- Yes\n- Change something", message.Text);
        Assert.AreEqual("plain", message.TextFormat);
        Assert.IsNull(message.SuggestedActions);
    }

    [TestMethod]
    public void Where_no_buttons_can_be_offered_under_a_message_they_stand_on_a_card()
    {
        var question = Summary with { Question = null, Facts = [] };

        Assert.IsNull(AnswerRenderer.Render(question, Surfaces.TeamsPersonal).Attachments);
        Assert.IsNotNull(AnswerRenderer.Render(question, Surfaces.TeamsThread).Attachments);
    }

    [TestMethod]
    public void A_card_that_is_too_large_becomes_text()
    {
        var large = Summary with { Facts = [new("Details", new('x', 30_000))] };

        foreach (var surface in Surfaces.All)
        {
            var message = AnswerRenderer.Render(large, surface);

            Assert.IsNull(message.Attachments, surface.Name);
            Assert.IsLessThanOrEqualTo(surface.LongestText + 200, message.Text!.Length, surface.Name);
        }
    }

    [TestMethod]
    public void Every_card_keeps_the_limits_of_Teams()
    {
        foreach (var surface in Surfaces.All.Where(surface => surface.AdaptiveCards is not null))
        {
            var card = AnswerRenderer.Render(Summary, surface).Attachments![0].Content!.Value;

            Assert.IsLessThanOrEqualTo(28 * 1024, Encoding.UTF8.GetByteCount(card.GetRawText()));
            Assert.IsLessThanOrEqualTo(new Version(1, 5), Version.Parse(card.GetProperty("version").GetString()!));
        }
    }

    [TestMethod]
    [DataRow("directline", "webchat", null, "Web Chat")]
    [DataRow("directline", null, null, "Direct Line client, other channels")]
    [DataRow("webchat", null, null, "Web Chat")]
    [DataRow("emulator", null, null, "Web Chat")]
    [DataRow("msteams", null, "personal", "Teams, personal chat")]
    [DataRow("msteams", null, "groupChat", "Teams, group or channel")]
    [DataRow("msteams", null, "channel", "Teams, group or channel")]
    [DataRow("email", null, null, "E-mail and text messages")]
    [DataRow("line", null, null, "Direct Line client, other channels")]
    public void A_conversation_is_shown_on_its_surface(string channel, string? client, string? conversationType, string surface)
    {
        var reference = new ConversationReference { Client = client, Conversation = new() { Id = "c", ConversationType = conversationType } };
        var conversation = new Conversation
        {
            Key = 1,
            ChannelId = channel,
            ConversationId = "c",
            UserId = "u",
            Reference = JsonSerializer.Serialize(reference, JsonSerializerOptions.Web),
            Owner = ConversationOwners.Bot,
            Epoch = 0,
            LastSeq = 0,
            OpenedAt = default,
        };

        Assert.AreEqual(surface, Surfaces.Of(conversation).Name);
    }

    [TestMethod]
    public void A_pressed_button_says_its_words_and_its_card_shows_them()
    {
        var press = Press(Actions(CardIn(AnswerRenderer.Render(Summary, Surfaces.TeamsPersonal))).First());

        Assert.IsNull(CardActions.Problem(press));
        Assert.AreEqual("Yes", CardActions.WordsOf(press));
        var result = JsonNode.Parse(CardActions.Chosen(press).Body!)!;
        Assert.AreEqual("application/vnd.microsoft.card.adaptive", (string?)result["type"]);
        Assert.DoesNotContain("Action", result.ToJsonString());
        Assert.AreEqual("HL-204817", (string?)result["value"]!["body"]![1]!["facts"]![0]!["value"]);
        Assert.AreEqual("✓ Yes", (string?)result["value"]!["body"]![2]!["text"]);
    }

    [TestMethod]
    [DataRow("""null""", "BadRequest")]
    [DataRow("""{"action":1}""", "BadRequest")]
    [DataRow("""{"action":{"type":"Action.Submit"}}""", "NotSupported")]
    [DataRow("""{"action":{"type":"Action.Execute","verb":"other","data":{"say":"x"}}}""", "BadRequest")]
    [DataRow("""{"action":{"type":"Action.Execute","verb":"say","data":[]}}""", "BadRequest")]
    public void A_press_that_cannot_be_read_is_refused_by_name(string value, string code)
    {
        var problem = CardActions.Problem(new() { Type = "invoke", Name = "adaptiveCard/action", Value = JsonDocument.Parse(value).RootElement })!;

        Assert.AreEqual(400, problem.Status);
        Assert.AreEqual(code, (string?)JsonNode.Parse(problem.Body!)!["value"]!["code"]);
    }

    [TestMethod]
    [DataRow("""{"type":"message","text":"<at>Bot</at> where is it?","recipient":{"id":"28:b"},"entities":[{"type":"mention","mentioned":{"id":"28:b","name":"Bot"},"text":"<at>Bot</at>"}]}""", "where is it?")]
    [DataRow("""{"type":"message","text":"<AT>bot</AT> hi <at>Ann</at>","recipient":{"id":"28:b"},"entities":[{"type":"mention","mentioned":{"id":"28:b","name":"Bot"}},{"type":"mention","mentioned":{"id":"29:a"},"text":"<at>Ann</at>"}]}""", "hi <at>Ann</at>")]
    [DataRow("""{"type":"message","value":{"say":"Yes"}}""", "Yes")]
    [DataRow("""{"type":"message","value":[1]}""", "")]
    public void The_words_of_a_message_are_without_the_mention_of_the_bot(string json, string words) =>
        Assert.AreEqual(words, CardActions.WordsOf(ActivityJson.Parse(json)));

    [TestMethod]
    [DataRow("""{"type":"event","name":"webchat:activity-status/feedback","entities":[{"@id":"_:like-c|0000002","@type":"LikeAction"}]}""", "c|0000002", true, null)]
    [DataRow("""{"type":"event","name":"webchat:activity-status/feedback","entities":[{"@id":"_:dislike-c|0000002"}]}""", "c|0000002", false, null)]
    [DataRow("""{"type":"invoke","name":"message/submitAction","replyToId":"1","value":{"actionName":"feedback","actionValue":{"reaction":"like","feedback":"{\"feedbackText\":\"good\"}"}}}""", "1", true, "good")]
    [DataRow("""{"type":"invoke","name":"message/submitAction","replyToId":"1","value":{"actionName":"feedback","actionValue":{"reaction":"dislike","feedback":"bad"}}}""", "1", false, "bad")]
    [DataRow("""{"type":"invoke","name":"message/submitAction","replyToId":"1","value":{"actionName":"feedback","actionValue":{"reaction":"like","feedback":{"feedbackText":""}}}}""", "1", true, null)]
    public void A_thumb_is_read_in_every_form(string json, string activityId, bool liked, string? comment) =>
        Assert.AreEqual(new Feedback(activityId, liked, comment), Feedback.Of(ActivityJson.Parse(json)));

    [TestMethod]
    [DataRow("""{"type":"event","name":"webchat:activity-status/feedback","entities":[{"@id":"other"}]}""")]
    [DataRow("""{"type":"event","name":"webchat:activity-status/feedback","entities":[7]}""")]
    [DataRow("""{"type":"invoke","name":"message/submitAction","replyToId":"1","value":{"actionName":"feedback"}}""")]
    [DataRow("""{"type":"invoke","name":"message/submitAction","value":{"actionName":"feedback","actionValue":{"reaction":"like","feedback":""}}}""")]
    public void Anything_else_is_no_thumb(string json) => Assert.IsNull(Feedback.Of(ActivityJson.Parse(json)));

    [TestMethod]
    public void The_documentation_shows_the_surfaces_as_they_are()
    {
        var table = new StringBuilder("""
            # How an answer looks on each channel

            A dialog says what it means: words, facts to look over, choices, whether it can be rated. `src/Channels/Answers` decides from this table how that looks. What a
            surface lacks is said in words: facts become a list, choices a list of what to reply, links their address. This page is written from the table in
            [Surface.cs](../src/Channels/Answers/Surface.cs); a test holds them together.

            | | Markdown | buttons under a message | Adaptive Cards | a card's button | words in the card | thumbs | update in place | livestream | longest text | largest card |
            |---|---|---|---|---|---|---|---|---|---|---|

            """);
        foreach (var surface in Surfaces.All)
        {
            string[] cells =
            [
                surface.Name, surface.Markdown.ToString().ToLowerInvariant(), Yes(surface.SuggestedActions), surface.AdaptiveCards ?? "–",
                surface.CardButtons == CardButtons.None ? "–" : $"`Action.{surface.CardButtons}`", Yes(surface.WordsInCard),
                surface.Feedback switch { FeedbackOffer.Entity => "schema.org entity", FeedbackOffer.FeedbackLoop => "`feedbackLoop`", _ => "–" },
                Yes(surface.Updates), Yes(surface.Livestream), FormattableString.Invariant($"{surface.LongestText:N0}"),
                surface.LargestCard == 0 ? "–" : FormattableString.Invariant($"{surface.LargestCard:N0} bytes"),
            ];
            table.Append("| ").AppendJoin(" | ", cells).Append(" |\n");
        }

        Golden.Equal(table.ToString().ReplaceLineEndings("\n"), "docs", "channels.md");

        static string Yes(bool value) => value ? "yes" : "–";
    }

    private static JsonNode CardIn(Activity message) => JsonNode.Parse(message.Attachments!.Single().Content!.Value.GetRawText())!;

    private static IEnumerable<JsonNode> Actions(JsonNode card) => card["body"]!.AsArray().SelectMany(part => part!["actions"]?.AsArray() ?? [])!;

    private static Activity Press(JsonNode button) => new()
    {
        Type = "invoke",
        Name = "adaptiveCard/action",
        Value = JsonDocument.Parse($$"""{"action":{{button.ToJsonString()}}}""").RootElement,
    };
}
