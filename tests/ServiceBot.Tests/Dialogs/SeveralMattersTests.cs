using ServiceBot.Dialogs;

namespace ServiceBot.Tests.Dialogs;

[TestClass]
public sealed class SeveralMattersTests
{
    private const string Two = "send somebody on Monday and what are your hours";

    [TestMethod]
    public async Task What_only_needs_an_answer_is_answered_before_the_dialog_begins()
    {
        var small = Desk().Means(Two, ("visit", 0.6), ("hours", 0.35));

        await small.Say(Two);

        Assert.AreEqual("several", small.Last.Receipt.Rule);
        Assert.Contains("Nine to five.", small.Last.Replies[0].Words);
        Assert.Contains("Now to the other thing you asked: A visit.", small.Said);
        Assert.EndsWith("Which time?", small.Said);
        Assert.AreEqual("2026-11-23", small.State.SlotOf("day"));
    }

    [TestMethod]
    public async Task The_second_dialog_is_held_when_the_first_is_done()
    {
        var small = Desk().Means("send somebody on Monday. Also we are moving house", ("visit", 0.5), ("moving", 0.45));

        await small.Say("send somebody on Monday. Also we are moving house");
        Assert.AreEqual("visit", small.State.Dialog);
        await small.Say("morning");
        await small.Say("the bell is broken");
        await small.Say("yes");

        Assert.AreEqual("moving", small.State.Dialog);
        Assert.Contains("Now to the other thing you asked: Moving.", small.Said);
        Assert.EndsWith("Where?", small.Said);
    }

    [TestMethod]
    public async Task Whoever_cancels_the_first_is_asked_about_the_second_and_starting_over_forgets_both()
    {
        var small = Desk().Means("send somebody on Monday. Also we are moving house", ("visit", 0.5), ("moving", 0.45));

        await small.Say("send somebody on Monday. Also we are moving house");
        await small.Say("cancel");
        Assert.AreEqual("moving", small.State.Dialog);

        small.State = DialogState.Empty;
        await small.Say("send somebody on Monday. Also we are moving house");
        await small.Say("start over");
        Assert.IsNull(small.State.Dialog);
        await small.Say("nothing");
        Assert.IsNull(small.State.Dialog);
    }

    [TestMethod]
    public async Task One_matter_in_two_clauses_is_one_matter()
    {
        var small = Desk().Means(Two, ("visit", 0.9), ("person", 0.05));

        await small.Say(Two);

        Assert.AreEqual("dialog", small.Last.Receipt.Rule);
        Assert.DoesNotContain("Nine to five.", small.Said);
    }

    private static Small Desk() => new Small()
        .Means("send somebody on Monday", ("visit", 0.9))
        .Means("what are your hours", ("hours", 0.9))
        .Means("we are moving house", ("moving", 0.9));
}
