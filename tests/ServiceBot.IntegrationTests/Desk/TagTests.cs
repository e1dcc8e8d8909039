using ServiceBot.Desk.Access;
using ServiceBot.Desk.Conversations;
using ServiceBot.Desk.HandOver;
using ServiceBot.IntegrationTests.Desk.HandOver;
using ServiceBot.Storage;
using static ServiceBot.IntegrationTests.Desk.HandOver.DeskRooms;

namespace ServiceBot.IntegrationTests.Desk;

[TestClass]
public sealed class TagsOnSqlite() : TagTests(StorageProvider.Sqlite);

[TestClass]
public sealed class TagsOnPostgreSql() : TagTests(StorageProvider.PostgreSql);

public abstract class TagTests(StorageProvider provider)
{
    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task A_conversation_is_tagged_once_for_who_sees_it_and_its_history_says_by_whom()
    {
        await using var rooms = await DeskRooms.CreateAsync(provider, Cancellation);
        var tags = rooms.Get<TagConversation>();
        var (first, second) = (await rooms.HearAsync("a", "person please"), await rooms.HearAsync("b", "person please"));
        await rooms.DoAsync(first, Mei, new OwnershipEvent.TakenOver(Mei.Id));
        await rooms.DoAsync(first, Mei, new OwnershipEvent.PassedToTeam(Mei.Id, "billing"));
        var texts = await rooms.TextsAsync(first);

        Assert.IsEmpty(await rooms.ReadAsync(TagConversation.InUseAsync));
        Assert.IsTrue(await tags.HandleAsync(first, Mei, "recall", on: true, Cancellation));
        Assert.IsTrue(await tags.HandleAsync(first, Tom, "recall", on: true, Cancellation));
        Assert.IsTrue(await tags.HandleAsync(first, Tom, "evening drops", on: true, Cancellation));
        Assert.IsTrue(await tags.HandleAsync(second, Tom, "recall", on: true, Cancellation));
        Assert.IsTrue(await tags.HandleAsync(first, Tom, "recall", on: false, Cancellation));
        Assert.IsFalse(await tags.HandleAsync(first, Li, "zebra", on: true, Cancellation));      // another team's
        Assert.IsFalse(await tags.HandleAsync(999, Mei, "zebra", on: true, Cancellation));

        var sight = Sight.Of(Mei, "care");
        Assert.AreEqual("evening drops", string.Join('|', (await rooms.ReadAsync(session => Inbox.FindAsync(session, first, sight)))!.Tags));
        Assert.AreEqual("evening drops|recall", string.Join('|', await rooms.ReadAsync(TagConversation.InUseAsync)));
        var history = (await rooms.ReadAsync(session => Inbox.MessagesAsync(session, first, 0))).Where(message => message.By is "tagged" or "untagged");
        Assert.AreEqual("Mei tagged recall|Tom tagged evening drops|Tom untagged recall", string.Join('|', history.Select(message => $"{message.Staff?.Name} {message.By} {message.Text}")));
        Assert.AreSequenceEqual(texts, await rooms.TextsAsync(first));      // the customer is told nothing
        var waiting = await rooms.ReadAsync(session => Inbox.ListAsync(session, InboxQuery.Of("waiting", tag: "recall"), sight, 10));
        Assert.AreEqual(second, waiting.Single().Key);
    }
}
