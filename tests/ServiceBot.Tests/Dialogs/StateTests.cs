using FsCheck;
using FsCheck.Fluent;
using ServiceBot.Dialogs;

namespace ServiceBot.Tests.Dialogs;

[TestClass]
public sealed class StateTests
{
    [TestMethod]
    public async Task A_state_comes_back_from_its_json()
    {
        var bot = await new Small().Means("visit", ("visit", 0.9)).Say("visit tomorrow");
        await bot.Say("visit");
        await bot.Say("tomorrow");

        var json = bot.Last.State.ToJson();

        Assert.AreEqual(json, DialogState.FromJson(json).ToJson());
        Assert.AreEqual("2026-11-21", DialogState.FromJson(json).SlotOf("day"));
        Assert.IsLessThan(600, json.Length, json);
    }

    [TestMethod]
    [DataRow(null)]
    [DataRow("")]
    [DataRow("{")]
    [DataRow("[]")]
    public void What_cannot_be_read_is_a_new_conversation(string? json) => Assert.AreSame(DialogState.Empty, DialogState.FromJson(json));

    [TestMethod]
    public async Task When_the_step_is_gone_the_dialog_begins_anew_with_its_slots()
    {
        var bot = await new Small().Means("visit", ("visit", 0.9)).Say("visit");
        await bot.Say("tomorrow");

        bot.Upgrade(Small.Yaml.Replace("ask: [day, time, note]", "ask: [day, note]", StringComparison.Ordinal).Replace("confirm: [day, time, note]", "confirm: [day, note]", StringComparison.Ordinal));
        await bot.Say("Morning");

        Assert.AreEqual("I've just been updated, so let me pick up where we were.\nAny note?", bot.Said);
        Assert.AreEqual("2026-11-21", bot.State.SlotOf("day"));
    }

    [TestMethod]
    public async Task When_the_dialog_is_gone_its_slots_wait_for_the_next_that_asks_for_them()
    {
        var bot = await new Small().Means("visit", ("visit", 0.9)).Means("trip", ("visit", 0.9)).Say("visit");
        await bot.Say("tomorrow");

        bot.Upgrade(Small.Yaml.Replace("  visit:\n    intents: [visit]", "  trip:\n    intents: [visit]", StringComparison.Ordinal));
        await bot.Say("trip");

        Assert.Contains("I've just been updated", bot.Said);
        Assert.Contains("Which time?", bot.Said);
    }

    [TestMethod]
    public async Task A_step_put_before_does_not_lose_the_place()
    {
        var bot = await new Small().Means("visit", ("visit", 0.9)).Say("visit");

        bot.Upgrade(Small.Yaml.Replace("      - ask: [day, time, note]", "      - say: {en: Hi., zh: 嗨。}\n      - ask: [day, time, note]", StringComparison.Ordinal));
        await bot.Say("tomorrow");

        Assert.AreEqual("Which time?", bot.Said);
    }

    [TestMethod]
    public async Task A_turn_that_runs_on_is_stopped_with_an_apology()
    {
        var loop = Small.Yaml + """

              round:
                title: {en: round, zh: 转}
                steps:
                  - call: round
            """;
        var bot = new Small(loop);

        await bot.Say("", "\"dialog:round\"");

        Assert.Contains("Something went wrong", bot.Said);
        Assert.IsNull(bot.State.Dialog);
    }

    [TestMethod]
    [DataRow("not ")]
    [DataRow("不是")]
    [DataRow("{")]
    public async Task A_message_of_a_megabyte_neither_stalls_the_turn_nor_swells_the_state(string part)
    {
        var bot = await new Small().Means("visit", ("visit", 0.9)).Say("visit");
        await bot.Say("tomorrow");
        await bot.Say("Morning");

        await bot.Say(string.Concat(Enumerable.Repeat(part, 1_000_000 / part.Length)));

        Assert.IsLessThan(10_000, bot.Last.State.ToJson().Length);
    }

    [TestMethod]
    public void Random_conversations_never_throw_and_never_run_away()
    {
        string[] words =
        [
            "my router keeps dropping the connection", "yes", "no", "cancel", "help", "tomorrow", "no, Tuesday", "HL-204817", "mei@example.com", "482913", "where is my order",
            "转人工", "我的路由器老是断线", "不对，是周二", "都不是", "", "   ", "👍", "{x}", "0800 555 0142", "repeat that", "i need to book a technician", "I want to cancel my contract", "$25", "\uD83D",
            "where is my request", "HL-204817 还没到", "delete my data", "start over", "skip", "1 December", "why?", "Hola, mi pedido",
        ];
        var engine = new DialogEngine(new());
        var conversations = Gen.Elements(words).ListOf(12).ToArbitrary();

        Prop.ForAll(conversations, conversation =>
        {
            var (state, actions) = (DialogState.Empty, new MemoryActions());
            foreach (var text in conversation)
            {
                var now = new DateTimeOffset(2026, 11, 20, 10, 0, 0, TimeSpan.Zero);
                var input = new DialogInput { Text = text, Understanding = Shipped.Release.Understander.Understand(text, now), Now = now };
                var turn = engine.TurnAsync(Shipped.Release, state, input, actions, new OneArticle(), CancellationToken.None);
                Assert.IsTrue(turn.IsCompletedSuccessfully);
                var result = turn.GetAwaiter().GetResult();
                Assert.IsNotEmpty(result.Replies);
                Assert.DoesNotContain("runaway", result.Facts.Select(f => f.Name));
                state = DialogState.FromJson(result.State.ToJson());
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(100));
    }
}
