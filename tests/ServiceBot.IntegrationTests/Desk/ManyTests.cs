using ServiceBot.Desk.Access;
using ServiceBot.Desk.Requests;
using ServiceBot.Storage;
using static ServiceBot.IntegrationTests.Desk.HandOver.DeskRooms;

namespace ServiceBot.IntegrationTests.Desk;

[TestClass]
public sealed class ManyOnSqlite() : ManyTests(StorageProvider.Sqlite);

[TestClass]
public sealed class ManyOnPostgreSql() : ManyTests(StorageProvider.PostgreSql);

public abstract class ManyTests(StorageProvider provider)
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task Each_is_done_or_refused_for_itself_says_it_once_and_doing_it_again_changes_nothing()
    {
        await using var rooms = await CreateAsync(provider, TestContext.CancellationToken);
        var sight = Sight.Of(Mei, "care");
        var (first, second) = (await OpenAsync("billing"), await OpenAsync("billing"));
        var (closed, foreign) = (await OpenAsync("billing"), await OpenAsync("fault"));
        await rooms.WriteAsync(unit => rooms.Get<ChangeStatus>().HandleAsync(unit, closed, RequestStatus.Resolved, Actor.System, null, null));
        await rooms.WriteAsync(unit => rooms.Get<ChangeStatus>().HandleAsync(unit, closed, RequestStatus.Closed, Actor.System, null, null));
        RequestNumber[] all = [first, foreign, closed, second, first, new(999)];

        foreach (var (wish, signal, expected) in new (ManyWish, string, string)[]
        {
            (new ManyWish.Assign(Mei.Id), "RequestAssigned", "done NotFound Over done NotFound"),
            (new ManyWish.Press(RequestPriority.Urgent), "RequestEdited", "done NotFound Over done NotFound"),
            (new ManyWish.Tag("recall", On: true), "RequestTagged", "done NotFound done done NotFound"),
            (new ManyWish.Move(RequestStatus.Resolved), "RequestStatusChanged", "done NotFound Status done NotFound"),
            (new ManyWish.Assign(Guid.NewGuid()), "RequestAssigned", "Agent NotFound Agent Agent NotFound"),
        })
        {
            var before = await rooms.CountSignalsAsync(signal);
            Assert.AreEqual(expected, await DoAsync(wish), $"{wish}");
            var once = await rooms.CountSignalsAsync(signal) - before;
            Assert.AreEqual(expected, await DoAsync(wish), $"{wish} again");
            Assert.AreEqual(expected.Split(' ').Count(word => word == "done"), once, $"{wish}: one signal each");
            Assert.AreEqual(once, await rooms.CountSignalsAsync(signal) - before, $"{wish} again says nothing");
        }

        var request = (await rooms.ReadAsync(session => RequestDesk.FindAsync(session, second, Sight.Everything)))!;
        Assert.AreEqual((Mei.Id, RequestPriority.Urgent, RequestStatus.Resolved), (request.Agent!.Value, request.Priority, request.Status));
        Assert.IsNull((await rooms.ReadAsync(session => RequestDesk.FindAsync(session, foreign, Sight.Everything)))!.Agent);

        async Task<string> DoAsync(ManyWish wish) => string.Join(' ', (await rooms.Get<ChangeMany>().HandleAsync(all, wish, Actor.Staff(Mei.Id), sight, TestContext.CancellationToken))
            .Select(result => result.Refused is { } why ? $"{why}" : "done"));

        async Task<RequestNumber> OpenAsync(string category) => ((OpenRequestOutcome.Opened)await rooms.WriteAsync(unit => rooms.Get<OpenRequest>().HandleAsync(
            unit, new() { Subject = "Words", Details = "Words", Category = category, Language = "en", By = Actor.Customer }))).Request.Number;
    }
}
