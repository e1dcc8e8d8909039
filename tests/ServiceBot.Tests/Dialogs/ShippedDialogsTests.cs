using ServiceBot.Dialogs;

namespace ServiceBot.Tests.Dialogs;

[TestClass]
public sealed class ShippedDialogsTests
{
    public TestContext TestContext { get; set; } = null!;

    [TestMethod]
    public void Every_shipped_file_loads_without_error()
    {
        var load = DialogLoader.LoadFolder(Shipped.Folder, KnownActions.All);

        Assert.IsEmpty(load.Errors, string.Join('\n', load.Errors));
    }

    [TestMethod]
    public void Every_intent_but_the_bots_own_begins_a_dialog()
    {
        var without = Shipped.Release.Catalog.Intents.Keys.Except(Names.Control).Where(i => !Shipped.Release.Catalog.ByIntent.ContainsKey(i));

        Assert.AreEqual("", string.Join(", ", without));
    }

    [TestMethod]
    public async Task Every_shipped_conversation_goes_as_written()
    {
        var runner = new ConversationRunner(new(new()), Shipped.Release, new OneArticle(), email => new MemoryActions(email));

        var report = await runner.RunFolderAsync(Shipped.Folder, TestContext.CancellationToken);

        Assert.IsEmpty(report.Errors, string.Join('\n', report.Errors));
        Assert.IsEmpty(report.Failures, string.Join('\n', report.Failures));
        Assert.IsGreaterThanOrEqualTo(26, report.Conversations);
    }
}
