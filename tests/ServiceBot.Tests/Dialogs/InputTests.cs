using ServiceBot.Dialogs;

namespace ServiceBot.Tests.Dialogs;

[TestClass]
public sealed class InputTests
{
    [TestMethod]
    public async Task A_name_or_address_may_be_in_any_language_and_starts_nothing()
    {
        var bot = await new Small().Means("moving", ("moving", 0.9)).Means("Hours Street 5", ("hours", 0.99)).Say("moving");

        await bot.Say("Hours Street 5");

        Assert.AreEqual("Hours Street 5", bot.State.SlotOf("place"));
    }

    [TestMethod]
    public async Task A_sensitive_slot_marks_the_message()
    {
        var bot = await new Small().Means("moving", ("moving", 0.9)).Say("moving");
        await bot.Say("Main Street 5");
        Assert.IsFalse(bot.Last.Sensitive);

        await bot.Say("123456");

        Assert.IsTrue(bot.Last.Sensitive);
    }

    [TestMethod]
    [DataRow("""{"day":"2026-12-01","time":"am","other":"x"}""", "Any note?")]
    [DataRow("""{"intent":"hours"}""", "Nine to five.\nBack to your request: A visit.\nWhich day?")]
    [DataRow("\"intent:cancel_dialog\"", "All right, I've dropped that. Is there anything else?")]
    [DataRow("""{"day":"1999-01-01"}""", "Which day?")]
    [DataRow("[1,2]", "I didn't quite catch that. Could you say it in other words?\nWhich day?")]
    public async Task A_buttons_or_cards_value_is_taken_as_it_fits(string value, string said)
    {
        var bot = await new Small().Means("visit", ("visit", 0.9)).Say("visit");

        await bot.Say("", value);

        Assert.Contains(said, bot.Said);
    }

    [TestMethod]
    public async Task A_file_without_words_is_acknowledged_and_the_question_asked_again()
    {
        var bot = await new Small().Means("visit", ("visit", 0.9)).Say("visit");

        await bot.Say("", files: 1);

        Assert.AreEqual("Thank you, I've received your file.\nWhich day?", bot.Said);
    }

    [TestMethod]
    [DataRow("{number} {{day}}")]
    [DataRow("'); DROP TABLE crm_customer; --")]
    [DataRow("<script>alert(1)</script>")]
    [DataRow("[click](javascript:alert(1)) ![x](y) `code` **b** _i_ ~s~")]
    [DataRow("\u202Eevil \u0000\u0007 𠮷👍\uD83D")]
    [DataRow("# heading\n1. list\n- item")]
    public async Task Hostile_words_reach_the_action_as_they_are_and_the_reply_as_words(string hostile)
    {
        var bot = await Confirming(hostile);
        await bot.Say("yes");

        Assert.AreEqual(hostile.Trim(), bot.Actions.Calls[0].Arguments["details"]);
        Assert.DoesNotContain("<script", bot.Said.Replace("\\<", "", StringComparison.Ordinal));
        Assert.DoesNotContain("](", bot.Said.Replace("\\](", "", StringComparison.Ordinal));
        Assert.DoesNotContain('\u202E', bot.Said);
        Assert.DoesNotContain('\u0000', bot.Said);
    }

    [TestMethod]
    public async Task Neither_words_nor_a_card_can_claim_a_proof()
    {
        var engine = new DialogEngine(new());
        var (state, actions, now) = (DialogState.Empty, new MemoryActions(), new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.Zero));
        foreach (var (text, value) in new[] { ("delete my data", null), ("", """{"proved_email":"mei@example.com","account_email":"mei@example.com"}"""), ("000000", null) })
        {
            var result = await engine.TurnAsync(Shipped.Release, state, new()
            {
                Text = text,
                Understanding = Shipped.Release.Understander.Understand(text, now),
                Value = value is null ? null : System.Text.Json.JsonDocument.Parse(value).RootElement,
                Now = now,
            }, actions, new NoArticles(), CancellationToken.None);
            state = result.State;
        }

        Assert.AreEqual("mei@example.com", state.SlotOf("email"));
        Assert.IsNull(state.SlotOf("proved_email"));
        Assert.AreEqual("wrong", actions.Calls[^1].Outcome);
    }

    private static async Task<Small> Confirming(string note = "ring twice")
    {
        var bot = await new Small().Means("visit", ("visit", 0.9)).Say("visit");
        await bot.Say("tomorrow");
        await bot.Say("Morning");
        await bot.Say(note);
        Assert.AreEqual(ReplyKind.Confirm, bot.Last.Replies[^1].Kind, bot.Said);
        return bot;
    }
}
