using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Crm;
using ServiceBot.Crm.Orders;
using ServiceBot.Insight;
using ServiceBot.Insight.Forecasting.Own;
using ServiceBot.Insight.Reports;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.IntegrationTests.Desk.HandOver;
using ServiceBot.Storage;
using ServiceBot.Web.Pages.Staff;

namespace ServiceBot.IntegrationTests.Insight;

[TestClass]
public sealed class ForecastsOnSqlite() : ForecastTests(StorageProvider.Sqlite);

[TestClass]
public sealed class ForecastsOnPostgreSql() : ForecastTests(StorageProvider.PostgreSql);

/// <summary>The company's series are counted of its orders, and forecast once a day.</summary>
public abstract class ForecastTests(StorageProvider provider)
{
    private const string Mei = "staff:01958000-0000-7000-8000-00000000aaaa";

    private TestRooms? _rooms;

    public required TestContext TestContext { get; set; }

    private TestRooms Rooms => _rooms!;

    [TestInitialize]
    public async Task CreateAsync() => _rooms = await TestRooms.CreateAsync(provider, new Dictionary<string, string?>(), TestContext.CancellationToken, services =>
    {
        DeskRooms.Configure(services);
        services.AddInsight().AddSingleton<IReportLanguages, StaffPageWords>();
    });

    [TestCleanup]
    public async Task CloseAsync() => await Rooms.DisposeAsync();

    [TestMethod]
    public async Task Orders_that_are_not_cancelled_are_counted_by_whole_weeks_and_forecast_once_a_day()
    {
        var make = Rooms.Get<MakeForecasts>();
        await make.WorkAsync(TestContext.CancellationToken);
        Assert.AreEqual(5, (await Rooms.ReadAsync(ForecastStore.ListAsync)).Count(one => one.Expected.Count == 0), "nothing has happened");

        // The clock begins on a Monday.
        for (var week = 0; week < 12; week++)
        {
            for (var order = 0; order < 3 + (week % 2); order++)
            {
                var made = (EditOutcome<OrderDetails>.Done)await Rooms.WriteAsync(unit => Rooms.Get<EditOrders>().CreateAsync(
                    unit, new OrderTerms { BuyerEmail = "ann@example.com", Currency = "USD", Lines = [new(null, "Router", 1, 10, 0, 0)] }, Mei, DateOnly.FromDateTime(Rooms.Clock.GetUtcNow().UtcDateTime)));
                if (order == 0 && week == 5)
                {
                    await Rooms.WriteAsync(unit => unit.ExecuteAsync("UPDATE crm_order SET status = 'cancelled' WHERE number = @number", new { number = made.Now.Order.Number }));
                }
            }

            Rooms.Clock.Advance(TimeSpan.FromDays(7));
        }

        await make.WorkAsync(TestContext.CancellationToken);
        var all = (await Rooms.ReadAsync(ForecastStore.ListAsync)).ToDictionary(one => one.Series);

        Assert.AreEqual(new DateOnly(2026, 3, 2), all["orders.week"].From);
        Assert.AreEqual("3 4 3 4 3 3 3 4 3 4 3 4", string.Join(' ', all["orders.week"].Values));
        Assert.AreEqual("30 40 30 40 30 30 30 40 30 40 30 40", string.Join(' ', all["revenue.week"].Values));
        Assert.AreEqual(8, all["orders.week"].Expected.Count);
        Assert.AreEqual(new DateOnly(2026, 5, 25), all["orders.week"].Expected[0].Day);
        Assert.IsTrue(all["orders.week"].Expected.All(one => one.Mean is > 2 and < 5));
        Assert.AreEqual(0, all["orders.month"].Expected.Count, "two whole months are too little");
        var at = all["orders.week"].MadeAt;
        Rooms.Clock.Advance(TimeSpan.FromHours(2));
        await make.WorkAsync(TestContext.CancellationToken);
        Assert.AreEqual(at, (await Rooms.ReadAsync(ForecastStore.ListAsync))[0].MadeAt, "once a day");
        Rooms.Clock.Advance(TimeSpan.FromDays(1));
        await make.WorkAsync(TestContext.CancellationToken);
        Assert.AreNotEqual(at, (await Rooms.ReadAsync(ForecastStore.ListAsync))[0].MadeAt);
    }
}
