using ServiceBot.Desk.Access;
using ServiceBot.Desk.CannedReplies;
using ServiceBot.Desk.Conversations;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Sla;
using ServiceBot.Desk.Staff;
using ServiceBot.Desk.Views;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.IntegrationTests.Desk.HandOver;
using ServiceBot.Storage;
using static ServiceBot.IntegrationTests.Desk.HandOver.DeskRooms;

namespace ServiceBot.IntegrationTests.Desk;

[TestClass]
public sealed class ViewsOnSqlite() : ViewTests(StorageProvider.Sqlite);

[TestClass]
public sealed class ViewsOnPostgreSql() : ViewTests(StorageProvider.PostgreSql);

public abstract class ViewTests(StorageProvider provider)
{
    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task Each_view_counts_what_its_list_has_for_everybody_who_looks()
    {
        await using var rooms = await DeskRooms.CreateAsync(provider, Cancellation);
        foreach (var (category, priority, tag, agent) in new (string, RequestPriority, string?, Guid?)[]
        {
            ("fault", RequestPriority.High, "recall", null), ("fault", RequestPriority.Normal, null, Li.Id), ("billing", RequestPriority.High, "it's \"1\"", Mei.Id),
            ("billing", RequestPriority.Urgent, "recall", null), ("billing", RequestPriority.Low, null, Tom.Id), ("other", RequestPriority.Normal, null, null),
        })
        {
            await OpenAsync(rooms, category, priority, tag, agent);
        }

        foreach (var language in new[] { "person please", "转人工 person" })
        {
            await rooms.HearAsync($"c-{language}", language);
        }

        var key = await rooms.HearAsync("c-mine", "person please");
        await rooms.DoAsync(key, Mei, new OwnershipEvent.TakenOver(Mei.Id));
        Assert.IsTrue(await rooms.Get<TagConversation>().HandleAsync(key, Mei, "it's \"1\"", on: true, Cancellation));
        string[] requests =
        [
            "view=open", "view=mine", "view=unassigned&priority=High", "view=open&tag=recall", "view=open&tag=it%27s%20%221%22", $"view=open&agent={Li.Id}", $"view=open&agent={Tom.Id}&team=billing",
            "view=open&team=faults&category=fault", "view=done", "view=mentions", "view=followed&tag=recall", "view=open&status=New", "view=waiting&order=oldest",
        ];
        string[] talks = ["view=mine", "view=mine&language=zh", "view=mine&tag=it%27s%20%221%22", "view=waiting&tag=recall", "view=team", "view=waiting&language=zh", "view=waiting&language=en", "view=waiting&team=billing", "view=bot", "view=ended"];
        foreach (var (list, query) in requests.Select(query => (SavedView.OfRequests, query)).Concat(talks.Select(query => (SavedView.OfConversations, query))))
        {
            await SaveAsync(rooms, null, CannedPlace.Company, "name", list, query);
        }

        foreach (var member in new[] { Mei, Ann, Li, null })
        {
            var sight = Sight.Of(member, "care");
            var counted = await rooms.ReadAsync(async session => (
                await ManageViews.CountAsync(session, SavedView.OfRequests, sight), await ManageViews.CountAsync(session, SavedView.OfConversations, sight)));
            foreach (var (view, count) in counted.Item1)
            {
                var rows = await rooms.ReadAsync(session => RequestDesk.ListAsync(session, RequestListQuery.Parse(view.Query).Filter(sight), 0, 100, true, rooms.Get<RequestSla>(), rooms.Clock.GetUtcNow()));
                Assert.AreEqual(rows.Count, count, $"{member?.Name} {view.Query}");
            }

            foreach (var (view, count) in counted.Item2.Where(one => member is not null || !one.View.Query.StartsWith("view=mine", StringComparison.Ordinal)))
            {
                var rows = await rooms.ReadAsync(session => Inbox.ListAsync(session, InboxQuery.Parse(view.Query), sight, 100));
                Assert.AreEqual(rows.Count, count, $"{member?.Name} {view.Query}");
            }

            Assert.AreEqual((requests.Length, talks.Length), (counted.Item1.Count, counted.Item2.Count));
        }

        var own = (await rooms.ReadAsync(session => ManageViews.CountAsync(session, SavedView.OfRequests, Sight.Of(Mei, "care")))).ToDictionary(one => one.View.Query, one => one.Count);
        Assert.AreEqual(1, await rooms.ReadAsync(async session => (await ManageViews.CountAsync(session, SavedView.OfConversations, Sight.Of(Mei, "care"))).Single(one => one.View.Query.Contains("%27", StringComparison.Ordinal)).Count));
        Assert.AreEqual((1L, 1L), (own["view=mine"], own["view=open&tag=recall"]));      // the other one of the tag is another team's
    }

    [TestMethod]
    public async Task A_view_is_its_owner_s_or_shared_by_a_lead_and_what_its_address_does_not_offer_is_left_out()
    {
        await using var rooms = await DeskRooms.CreateAsync(provider, Cancellation);
        var views = rooms.Get<ManageViews>();
        var own = await SaveAsync(rooms, Mei, CannedPlace.Of(Mei.Id), " Mine\n", SavedView.OfRequests, "priority=High&view=open&nonsense=1&status=Nothing&after=7");
        var shared = await SaveAsync(rooms, Ann, "team:billing", "Team", SavedView.OfRequests, "view=unassigned");
        var second = await SaveAsync(rooms, Mei, CannedPlace.Of(Mei.Id), "Second", SavedView.OfRequests, "view=done");

        Assert.AreEqual(("Mine", "view=open&priority=High"), (own.Name, own.Query));
        Assert.AreEqual("Team Mine Second", await NamesAsync(rooms, Mei));
        Assert.AreEqual("Team", await NamesAsync(rooms, Tom));
        Assert.AreEqual("", await NamesAsync(rooms, Li));
        Assert.IsInstanceOfType<ViewOutcome.NotAllowed>(await views.SaveAsync(Mei, shared with { Name = "Ours" }, isNew: false, Cancellation));
        Assert.IsInstanceOfType<ViewOutcome.NotAllowed>(await views.SaveAsync(Mei, own with { Place = "team:billing" }, isNew: false, Cancellation));
        Assert.IsInstanceOfType<ViewOutcome.NotFound>(await views.DeleteAsync(Tom, own.Id, Cancellation));
        Assert.IsInstanceOfType<ViewOutcome.NotAllowed>(await views.MoveAsync(Tom, shared.Id, 1, Cancellation));
        Assert.AreEqual("name", ((ViewOutcome.Faulty)await views.SaveAsync(Mei, own with { Name = " " }, isNew: false, Cancellation)).Field);
        Assert.AreEqual("list", ((ViewOutcome.Faulty)await views.SaveAsync(Mei, own with { List = "moons" }, isNew: false, Cancellation)).Field);
        Assert.AreEqual("place", ((ViewOutcome.Faulty)await views.SaveAsync(Ann, own with { Place = "team:moon" }, isNew: true, Cancellation)).Field);

        Assert.IsInstanceOfType<ViewOutcome.Done>(await views.MoveAsync(Mei, second.Id, -1, Cancellation));
        Assert.IsInstanceOfType<ViewOutcome.Done>(await views.MoveAsync(Mei, second.Id, -1, Cancellation));
        Assert.AreEqual("Team Second Mine", await NamesAsync(rooms, Mei));
        Assert.IsInstanceOfType<ViewOutcome.Done>(await views.SaveAsync(Mei, own with { Name = "Renamed" }, isNew: false, Cancellation));
        Assert.IsInstanceOfType<ViewOutcome.Done>(await views.DeleteAsync(Mei, second.Id, Cancellation));
        Assert.AreEqual("Team Renamed", await NamesAsync(rooms, Mei));

        await views.SetFirstAsync(Mei, SavedView.OfRequests, "view=done&x=1", Cancellation);
        Assert.AreEqual("view=done", await rooms.ReadAsync(session => ManageViews.FirstAsync(session, Mei, SavedView.OfRequests)));
        await views.SetFirstAsync(Mei, SavedView.OfRequests, null, Cancellation);
        Assert.IsNull(await rooms.ReadAsync(session => ManageViews.FirstAsync(session, Mei, SavedView.OfRequests)));
    }

    private async Task<SavedView> SaveAsync(TestRooms rooms, StaffMember? by, string place, string name, string list, string query)
    {
        var wanted = new SavedView { Id = Guid.CreateVersion7(), Place = place, List = list, Name = name, Query = query };
        return ((ViewOutcome.Done)await rooms.Get<ManageViews>().SaveAsync(by, wanted, isNew: true, Cancellation)).View;
    }

    private static async Task<string> NamesAsync(TestRooms rooms, StaffMember member) => string.Join(
        ' ', (await rooms.ReadAsync(session => ManageViews.ListAsync(session, SavedView.OfRequests, Sight.Of(member, "care")))).Select(view => view.Name));

    private static Task<bool> OpenAsync(TestRooms rooms, string category, RequestPriority priority, string? tag, Guid? agent) => rooms.WriteAsync(async unit =>
    {
        var opened = (OpenRequestOutcome.Opened)await rooms.Get<OpenRequest>().HandleAsync(unit, new()
        {
            Subject = "Router",
            Details = "words",
            Category = category,
            Priority = priority,
            Language = "en",
            By = Actor.Customer,
        });
        if (tag is not null)
        {
            await rooms.Get<MarkRequest>().TagAsync(unit, opened.Request, tag, true, Actor.Api("test"));
            await rooms.Get<MarkRequest>().FollowAsync(unit, opened.Request, Mei.Id, true, Actor.Api("test"));
        }

        if (agent is not null)
        {
            await rooms.Get<AssignRequest>().HandleAsync(unit, opened.Request.Number, null, agent, Actor.Api("test"), null);
        }

        return true;
    });
}
