using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Crm;
using ServiceBot.Crm.Consents;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Orders;
using ServiceBot.Insight;
using ServiceBot.Insight.Features;
using ServiceBot.Insight.Recommending.Own;
using ServiceBot.Insight.Reports;
using ServiceBot.Insight.Value.Own;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.IntegrationTests.Desk.HandOver;
using ServiceBot.Storage;
using ServiceBot.Web.Pages.Staff;

namespace ServiceBot.IntegrationTests.Insight;

[TestClass]
public sealed class ValueOnSqlite() : ValueTests(StorageProvider.Sqlite);

[TestClass]
public sealed class ValueOnPostgreSql() : ValueTests(StorageProvider.PostgreSql);

/// <summary>What customers are worth follows their own orders, and goes with whoever refuses it.</summary>
public abstract class ValueTests(StorageProvider provider)
{
    private const string Mei = "staff:01958000-0000-7000-8000-00000000aaaa";

    private TestRooms? _rooms;
    private SignalFeed? _feed;

    public required TestContext TestContext { get; set; }

    private TestRooms Rooms => _rooms!;

    [TestInitialize]
    public async Task CreateAsync() => _rooms = await TestRooms.CreateAsync(
        provider, new Dictionary<string, string?> { ["Insight:Value:HoldOutDays"] = "30" }, TestContext.CancellationToken, services =>
        {
            DeskRooms.Configure(services);
            services.AddInsight().AddSingleton<IReportLanguages, StaffPageWords>();
        });

    [TestCleanup]
    public async Task CloseAsync() => await Rooms.DisposeAsync();

    [TestMethod]
    public async Task Who_buys_often_and_much_is_worth_more_and_who_refuses_is_worth_nothing_that_is_written_down()
    {
        var (people, random) = (new List<Guid>(), new Random(3));
        for (var i = 0; i < 60; i++)
        {
            people.Add(((EditCustomerOutcome.Done)await Rooms.WriteAsync(unit => Rooms.Get<EditCustomer>().CreateAsync(unit, [new("name", $"P{i}", null)], [], FactSources.Staff, Mei))).Id);
        }

        await Rooms.Get<RefreshFeatures>().RefreshAsync(Cancellation);
        Assert.IsFalse(await Rooms.Get<FitValue>().RunAsync(Cancellation));
        Assert.IsNull((await Rooms.ReadAsync(ValueStore.LatestAsync))!.Fit, "nobody has bought");
        for (var day = 0; day < 120; day += 5)
        {
            Rooms.Clock.Advance(TimeSpan.FromDays(5));
            foreach (var (i, id) in people.Index().Where(one => one.Index % 4 == 0 || (one.Index % 4 == 1 && random.Next(4) == 0) || (one.Index % 4 == 2 && day < 20)))
            {
                await OrderAsync(id, i % 8 < 4 ? 20 + random.Next(10) : 200 + random.Next(10));
            }
        }

        await FollowAsync();
        await Rooms.Get<FitValue>().WorkAsync(Cancellation);
        var before = await Rooms.ReadAsync(ValueStore.MadeAtAsync);
        Rooms.Clock.Advance(TimeSpan.FromHours(1));
        await Rooms.Get<FitValue>().WorkAsync(Cancellation);
        Assert.AreEqual(before, await Rooms.ReadAsync(ValueStore.MadeAtAsync), "once a day");

        var run = (await Rooms.ReadAsync(ValueStore.LatestAsync))!;
        Assert.AreEqual(45, run.Fit!.Customers);
        Assert.IsGreaterThan(0, run.HoldOut!.Purchases);
        var worth = new Dictionary<Guid, CustomerWorth>();
        (double, Guid)? place = null;
        while (await Rooms.ReadAsync(session => ValueStore.ListAsync(session, place, 7)) is { Count: > 0 } page)
        {
            Assert.IsTrue(page.Zip(page.Skip(1)).All(pair => pair.First.Value >= pair.Second.Value));
            page.ToList().ForEach(one => worth.Add(one.Customer, one));
            place = ValueStore.ReadPlace(page[^1].Place);
        }

        Assert.AreEqual(45, worth.Count);
        Assert.IsGreaterThan(3 * worth[people[0]].Value, worth[people[4]].Value, "who spends ten times as much is worth more");
        Assert.IsGreaterThan(3 * worth[people[2]].Purchases, worth[people[0]].Purchases, "who stopped long ago buys less");
        Assert.AreEqual(worth.Values.Sum(one => one.Value), (await Rooms.ReadAsync(ValueStore.ByCellAsync)).Sum(cell => cell.Value), 1e-6);

        await Rooms.WriteAsync(unit => Rooms.Get<SetConsent>().HandleAsync(unit, people[0], "profiling", false, "staff"));
        await Rooms.WriteAsync(unit => Rooms.Get<MergeCustomers>().MergeAsync(unit, people[4], people[8], Mei, null));
        await FollowAsync();
        Assert.IsNull(await Rooms.ReadAsync(session => ValueStore.OfAsync(session, people[0])));
        Assert.AreEqual(await Rooms.ReadAsync(session => ValueStore.OfAsync(session, people[4])), await Rooms.ReadAsync(session => ValueStore.OfAsync(session, people[8])), "one person, one value");
        Rooms.Clock.Advance(TimeSpan.FromDays(1));
        await Rooms.Get<FitValue>().WorkAsync(Cancellation);
        Assert.AreEqual(43, (await Rooms.ReadAsync(session => ValueStore.ListAsync(session, null, 100))).Count);
    }

    [TestMethod]
    public async Task What_others_bought_too_is_suggested_because_of_what_somebody_bought_and_not_to_whoever_refuses()
    {
        var (people, products) = (new List<Guid>(), new Dictionary<string, Guid>());
        foreach (var (code, isActive) in new[] { ("FIBRE", true), ("ROUTER", true), ("MODEM", false) })
        {
            products[code] = Guid.CreateVersion7();
            await Rooms.WriteAsync(unit => unit.ExecuteAsync(
                "INSERT INTO crm_product (id, code, en, zh, unit, is_active, version) VALUES (@id, @code, @code, @code, 'piece', @isActive, 1)", new { id = products[code], code, isActive }));
        }

        for (var i = 0; i < 12; i++)
        {
            people.Add(((EditCustomerOutcome.Done)await Rooms.WriteAsync(unit => Rooms.Get<EditCustomer>().CreateAsync(unit, [new("name", $"P{i}", null)], [], FactSources.Staff, Mei))).Id);
            await OrderAsync(people[i], 10, [products["FIBRE"], .. i < 8 ? new[] { products["ROUTER"], products["MODEM"] } : []]);
        }

        await Rooms.Get<RefreshFeatures>().RefreshAsync(Cancellation);
        await Rooms.Get<MakeSuggestions>().WorkAsync(Cancellation);
        async Task<string> OfAsync(Guid customer) => string.Join(", ", (await Rooms.ReadAsync(session => SuggestionStore.OfAsync(session, customer))).Select(one => $"{one.Product.Code} because of {one.Because.Code}"));

        Assert.AreEqual("ROUTER because of FIBRE", await OfAsync(people[9]));
        Assert.AreEqual("", await OfAsync(people[0]), "they have all of it");
        await Rooms.WriteAsync(unit => Rooms.Get<SetConsent>().HandleAsync(unit, people[9], "profiling", false, "staff"));
        await FollowAsync();
        Assert.AreEqual("", await OfAsync(people[9]));
        Assert.AreEqual("ROUTER because of FIBRE", await OfAsync(people[10]));
        Rooms.Clock.Advance(TimeSpan.FromDays(1));
        await Rooms.Get<MakeSuggestions>().WorkAsync(Cancellation);
        Assert.AreEqual("", await OfAsync(people[9]));
    }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    private async Task FollowAsync()
    {
        _feed ??= new(Rooms.Get<KeepFeatures>());
        await Rooms.WriteAsync(unit => _feed.FeedAsync(unit));
    }

    private Task<EditOutcome<OrderDetails>> OrderAsync(Guid customer, decimal price, params IReadOnlyList<Guid> products) => Rooms.WriteAsync(unit => Rooms.Get<EditOrders>().CreateAsync(
        unit, new OrderTerms { Customer = customer, Currency = "USD", Lines = products.Count == 0 ? [new(null, "Router", 1, price, 0, 0)] : [.. products.Select(product => new OrderLine(product, "Router", 1, price, 0, 0))] }, Mei, DateOnly.FromDateTime(Rooms.Clock.GetUtcNow().UtcDateTime)));
}
