using ServiceBot.Crm.Identity;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Conversations;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Sla;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Crm;

[TestClass]
public sealed class CustomerStoryOnSqlite() : CustomerStoryTests(StorageProvider.Sqlite);

[TestClass]
public sealed class CustomerStoryOnPostgreSql() : CustomerStoryTests(StorageProvider.PostgreSql);

/// <summary>What was between a customer and the desk, as of any day.</summary>
public abstract class CustomerStoryTests(StorageProvider provider) : DatabaseTests(provider)
{
    [TestMethod]
    public async Task A_day_of_the_past_shows_what_was_there_then_however_much_came_since()
    {
        var id = ((EditCustomerOutcome.Done)await Rooms.WriteAsync(unit => Rooms.Get<EditCustomer>().CreateAsync(unit, [new("name", "Ann Lee", null)], [], FactSources.Api, "api:erp"))).Id;
        var opened = new List<(RequestNumber Number, DateTimeOffset At)>();
        for (var day = 0; day < 12; day++)
        {
            Rooms.Clock.Advance(TimeSpan.FromDays(1));
            var now = Rooms.Clock.GetUtcNow();
            var request = ((OpenRequestOutcome.Opened)await Rooms.WriteAsync(unit => Rooms.Get<OpenRequest>().HandleAsync(
                unit, new() { Subject = $"Request {day}", Details = "It drops.", Category = "fault", Language = "en", By = Actor.Customer, Customer = id }, null, now))).Request;
            opened.Add((request.Number, now));
        }

        var profile = (await Rooms.ReadAsync(session => CustomerProfile.FindAsync(session, id)))!;
        foreach (var (until, expected) in new[] { (opened[2].At, opened.Take(3)), (opened[0].At.AddTicks(-1), []), (DateTimeOffset.MaxValue, opened.TakeLast(5)) })
        {
            var story = await Rooms.ReadAsync(session => CustomerStory.ReadAsync(session, profile, Sight.Everything, Rooms.Get<RequestSla>(), Rooms.Clock.GetUtcNow(), 5, until));
            CollectionAssert.AreEqual(expected.Reverse().Select(one => one.Number).ToList(), story.Requests.Select(one => one.Request.Number).ToList());
        }
    }
}
