using ServiceBot.Dialogs;

namespace ServiceBot.Tests.Dialogs;

[TestClass]
public sealed class PolicyTests
{
    private static readonly string WithGoodbye = Small.Yaml
        .Replace("entities:", "  goodbye: {title: {en: Goodbye, zh: 再见}, examples: {en: [goodbye], zh: [再见]}}\nentities:", StringComparison.Ordinal)
        + "\n  goodbye: {intents: [goodbye], steps: [{say: {en: Goodbye!, zh: 再见！}}]}";

    [TestMethod]
    [DataRow("en-US", "Hello! How can I help?")]
    [DataRow("zh-Hans", "您好！有什么可以帮您？")]
    public async Task An_opened_conversation_is_greeted_once_in_its_locale(string locale, string greeting)
    {
        var bot = await new Small().Say("", start: true, locale: locale);

        Assert.AreEqual(greeting, bot.Said);
        await bot.Say("", start: true, locale: locale);
        Assert.AreNotEqual(greeting, bot.Said);
    }

    [TestMethod]
    [DataRow("I need a visit", "Which day?")]
    [DataRow("我要上门", "哪天？")]
    [DataRow("visit 上门", "哪天？")]
    public async Task The_reply_is_in_the_language_of_the_message(string text, string question)
    {
        var bot = await new Small().Means(text, ("visit", 0.9)).Say(text);

        Assert.AreEqual(question, bot.Said);
    }

    [TestMethod]
    [DataRow("goodbye")]           // an example, word for word
    [DataRow("I'm off now")]       // by the model
    public async Task Goodbye_asks_nothing_and_keeps_what_was_open(string words)
    {
        var bot = await new Small(WithGoodbye).Means("visit", ("visit", 0.9)).Means("I'm off now", ("goodbye", 0.95)).Say("visit");

        await bot.Say(words);
        Assert.AreEqual("Goodbye!", bot.Said);

        await bot.Say("tomorrow");
        Assert.AreEqual("Which time?", bot.Said);
    }

    [TestMethod]
    [DataRow(0.89, "Please say «yes» or «no»", "visit")]
    [DataRow(0.91, "Nine to five.", "visit")]
    public async Task A_summary_is_interrupted_only_by_what_is_clearly_meant(double probability, string said, string dialog)
    {
        var bot = await new Small().Means("visit", ("visit", 0.9)).Means("just fix it", ("hours", probability)).Say("visit");
        foreach (var line in new[] { "tomorrow", "Morning", "the door is blue" })
        {
            await bot.Say(line);
        }

        await bot.Say("just fix it");

        Assert.Contains(said, bot.Said);
        Assert.AreEqual(dialog, bot.State.Dialog);
    }

    [TestMethod]
    [DataRow("some day", "en", "Did you mean one of these?", "A visit|Opening hours|Moving|None of these")]
    [DataRow("哪一天", "zh", "您是指下面哪一项？", "上门|营业时间|搬家|都不是")]
    public async Task Close_intents_are_offered_at_most_three_and_none_of_these(string text, string language, string question, string buttons)
    {
        var bot = await new Small().Means(text, ("visit", 0.3), ("hours", 0.28), ("moving", 0.2), ("person", 0.16)).Say(text);

        Assert.AreEqual(question, bot.Said);
        Assert.AreEqual(language, bot.Last.Replies[0].Language);
        Assert.AreEqual(ReplyKind.DidYouMean, bot.Last.Replies[0].Kind);
        Assert.AreEqual(buttons, string.Join('|', bot.Last.Replies[0].Suggestions.Select(s => s.Title)));
    }

    [TestMethod]
    [DataRow("A visit", "Which time?")]
    [DataRow("1", "Which time?")]
    [DataRow("上门", "什么时间？")]
    public async Task A_choice_begins_its_dialog_with_the_first_words(string choice, string question)
    {
        var bot = await new Small().Means("tomorrow maybe", ("visit", 0.3), ("hours", 0.28)).Say("tomorrow maybe");

        await bot.Say(choice);

        Assert.AreEqual(question, bot.Said);
        Assert.AreEqual("2026-11-21", bot.State.SlotOf("day"));
    }

    [TestMethod]
    [DataRow("none of these", "other words")]
    [DataRow("都不是", "换个说法")]
    [DataRow("None of these", "other words")]
    public async Task None_of_these_asks_for_other_words(string text, string reply)
    {
        var bot = await new Small().Means("some day", ("visit", 0.3), ("hours", 0.28)).Say("some day");

        await bot.Say(text);

        Assert.Contains(reply, bot.Said);
        Assert.IsNull(bot.State.Dialog);
    }

    [TestMethod]
    [DataRow("qqq www", "eee rrr", "Would you like to talk to a person?")]
    [DataRow("呜呜呜", "啦啦啦", "需要转接人工吗？")]
    public async Task Twice_not_understood_offers_a_person(string first, string second, string offer)
    {
        var bot = await new Small().Say(first);
        Assert.AreEqual("record_gap", bot.Actions.Calls.Single().Action);

        await bot.Say(second);

        Assert.Contains(offer, bot.Said);
    }

    [TestMethod]
    public async Task Something_understood_in_between_starts_the_count_anew()
    {
        var bot = await new Small().Means("hours", ("hours", 0.9)).Say("qqq www");
        await bot.Say("hours");
        await bot.Say("eee rrr");

        Assert.Contains("noted the question", bot.Said);
    }

    [TestMethod]
    public async Task A_question_out_of_scope_is_answered_from_the_knowledge_base_with_its_source()
    {
        var bot = await new Small { Knowledge = new OneArticle() }.Say("why is the sky blue");

        Assert.AreEqual(new Citation("the-article", "0123456789ab", "The article", "/articles/en/the-article#part"), bot.Last.Replies[0].Citation);
        Assert.AreEqual(new ReceiptArticle("the-article", "0123456789ab", 7.5, 0.9), bot.Last.Receipt.Article);
        await bot.Say("no");
        Assert.AreEqual("false", bot.Actions.Calls.Single().Arguments["helped"]);
        Assert.Contains("talk to a person", bot.Said);
    }

    [TestMethod]
    public async Task A_dialog_that_begins_with_an_answer_goes_on_when_there_is_none()
    {
        var bot = await new Small().Means("hours", ("hours", 0.9)).Say("hours");

        Assert.AreEqual("Nine to five.", bot.Said);
    }

    [TestMethod]
    [DataRow("hours?", "Nine to five.\nBack to your request: A visit.\nWhich day?")]
    [DataRow("几点", "九点到五点。\n回到您刚才的事：上门。\n哪天？")]
    public async Task An_interruption_is_answered_and_the_question_asked_again(string text, string said)
    {
        var bot = await new Small().Means("visit", ("visit", 0.9)).Means(text, ("hours", 0.9)).Say("visit");

        await bot.Say(text);

        Assert.AreEqual(said, bot.Said);
        Assert.AreEqual("visit", bot.State.Dialog);
    }

    [TestMethod]
    public async Task Free_text_is_taken_as_it_is_unless_it_surely_asks_something_else()
    {
        var bot = new Small().Means("visit", ("visit", 0.9)).Means("only after hours please", ("hours", 0.95)).Means("what are the hours", ("hours", 0.95));
        await bot.Say("visit");
        await bot.Say("tomorrow");
        await bot.Say("Morning");

        await bot.Say("what are the hours");
        Assert.Contains("Nine to five.", bot.Said);
        await bot.Say("only after hours please");
        Assert.AreEqual("only after hours please", bot.State.SlotOf("note"));
    }

    [TestMethod]
    [DataRow("no, Tuesday", "2026-11-24")]
    [DataRow("not tomorrow, Tuesday", "2026-11-24")]
    [DataRow("change the day to Tuesday", "2026-11-24")]
    [DataRow("actually the day after: Wednesday", "2026-11-25")]
    [DataRow("不对，是周二", "2026-11-24")]
    [DataRow("不是明天，是周二", "2026-11-24")]
    [DataRow("把日期改成周三", "2026-11-25")]
    public async Task A_correction_changes_the_slot_of_its_type_and_the_question_is_asked_again(string text, string day)
    {
        var bot = await new Small().Means("visit", ("visit", 0.9)).Say("visit");
        await bot.Say("tomorrow");

        await bot.Say(text);

        Assert.AreEqual(day, bot.State.SlotOf("day"));
        Assert.AreEqual("correction", bot.Last.Receipt.Rule);
        Assert.AreEqual(ReplyKind.Question, bot.Last.Replies[^1].Kind);
    }

    [TestMethod]
    [DataRow("Tuesday", "2026-11-24")]
    [DataRow("周二", "2026-11-24")]
    public async Task A_summary_is_corrected_by_the_bare_value(string text, string day)
    {
        var bot = await Confirming();

        await bot.Say(text);

        Assert.AreEqual(day, bot.State.SlotOf("day"));
        Assert.AreEqual(ReplyKind.Confirm, bot.Last.Replies[^1].Kind);
    }

    [TestMethod]
    [DataRow("no", "What shall I change?")]
    [DataRow("change the note", "Any note?")]
    [DataRow("yes", "Done SR-000123: ring twice")]
    [DataRow("不", "需要修改哪一项？")]
    [DataRow("是的", "好了SR-000123：ring twice")]
    public async Task A_summary_takes_yes_no_and_a_slots_name(string text, string said)
    {
        var bot = await Confirming();

        await bot.Say(text);

        Assert.AreEqual(said, bot.Said);
    }

    [TestMethod]
    [DataRow("cancel", "dropped that", null)]
    [DataRow("取消", "已经取消", null)]
    [DataRow("start over", "start afresh", null)]
    [DataRow("重新开始", "重新开始", null)]
    [DataRow("help", "Which day?", "visit")]
    [DataRow("再说一遍", "哪天？", "visit")]
    [DataRow("person", "bringing in a colleague", null)]
    [DataRow("转人工", "正在为您转接", null)]
    public async Task Control_words_act_at_any_time(string text, string said, string? dialog)
    {
        var bot = await new Small().Means("visit", ("visit", 0.9)).Say("visit");

        await bot.Say(text);

        Assert.Contains(said, bot.Said);
        Assert.AreEqual(dialog, bot.State.Dialog);
    }

    [TestMethod]
    public async Task Tries_used_up_offer_a_person_and_no_goes_back_to_the_question()
    {
        var bot = await new Small().Means("visit", ("visit", 0.9)).Say("visit");
        await bot.Say("qqq");
        await bot.Say("www");
        Assert.Contains("talk to a person", bot.Said);

        await bot.Say("no");

        Assert.AreEqual("Which day?", bot.Said);
    }

    [TestMethod]
    public async Task Another_language_is_told_so_in_both_and_nothing_is_lost()
    {
        var bot = await new Small().Means("visit", ("visit", 0.9)).Say("visit");

        await bot.Say("где мой заказ");

        Assert.AreEqual("en|zh", string.Join('|', bot.Last.Replies.Select(r => r.Language)));
        Assert.AreEqual("visit", bot.State.Dialog);
    }

    [TestMethod]
    public async Task The_receipt_says_why()
    {
        var bot = await new Small().Means("visit", ("visit", 0.8), ("hours", 0.1)).Say("visit");

        var receipt = bot.Last.Receipt;
        Assert.AreEqual(("visit", 0.8, "dialog", "visit", "ask:day"), (receipt.Intent, receipt.Probability, receipt.Rule, receipt.Dialog, receipt.Step));
        Assert.AreEqual(0.7, receipt.Margin, 1e-9);
        Assert.AreEqual(bot.Release.Catalog.Version, receipt.Version);
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
