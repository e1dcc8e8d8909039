using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Crm.Customers;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Contracts;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Sla;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.IntegrationTests.Desk.HandOver;
using ServiceBot.Storage;
using static ServiceBot.IntegrationTests.Desk.HandOver.DeskRooms;

namespace ServiceBot.IntegrationTests.Desk;

[TestClass]
public sealed class AtRiskOnSqlite() : AtRiskTests(StorageProvider.Sqlite);

[TestClass]
public sealed class AtRiskOnPostgreSql() : AtRiskTests(StorageProvider.PostgreSql);

/// <summary>Deadlines that are predicted to be missed. It is Monday, 2 March 2026, 09:00 UTC; the desk works from 8 to 20.</summary>
public abstract class AtRiskTests(StorageProvider provider)
{
    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task A_deadline_is_predicted_to_be_missed_from_how_long_like_requests_took_once_for_each_level()
    {
        await using var rooms = await ExperiencedAsync();
        var number = await OpenAsync(rooms);

        Assert.AreEqual(1, await LookAsync(rooms, number), "an event has it looked at");
        Assert.AreEqual((0, At("10:40")), (await LookAsync(rooms), (await LookAtAsync(rooms, number))!.Value), "and then nothing before time does something");
        GoTo(rooms, "10:39");
        Assert.AreEqual((0, "-"), (await LookAsync(rooms), await RiskAsync(rooms, number)));

        GoTo(rooms, "10:40");
        var other = provider == StorageProvider.Sqlite ? rooms : rooms.AddNode(services => services.PostConfigure<SlaOptions>(options => options.Policies.Add(new() { Name = "all", Resolution = "4h" })));
        await Task.WhenAll(LookAsync(rooms), LookAsync(rooms), other.Get<WatchClocks>().LookAsync(Cancellation), other.Get<WatchClocks>().LookAsync(Cancellation));
        Assert.AreEqual((1L, "resolution likely 20 of 30, 10 late"), (await rooms.CountSignalsAsync("RequestAtRisk"), await RiskAsync(rooms, number)));
        Assert.AreEqual($"{number}", await ListAsync(rooms));
        Assert.AreEqual("", await AlertsAsync(rooms), "leads are shown what is very likely");

        GoTo(rooms, "12:00");
        await LookAsync(rooms);
        await LookAsync(rooms, number);
        Assert.AreEqual((2L, "resolution veryLikely 12 of 30, 10 late"), (await rooms.CountSignalsAsync("RequestAtRisk"), await RiskAsync(rooms, number)));
        Assert.AreEqual($"{number}", await AlertsAsync(rooms));
        Assert.IsEmpty(await rooms.ReadAsync(session => rooms.Get<AtRiskRequests>().ListAsync(session, Sight.Of(Ann with { Team = "faults" }, "care"), 3)), "leads of other teams are not");

        GoTo(rooms, "13:00:01");
        await LookAsync(rooms);
        Assert.AreEqual((2L, "-", "", ""), (await rooms.CountSignalsAsync("RequestAtRisk"), await RiskAsync(rooms, number), await ListAsync(rooms), await AlertsAsync(rooms)), "it is missed: that is no prediction any more");
        Assert.IsNull(await LookAtAsync(rooms, number));
    }

    [TestMethod]
    public async Task While_the_clock_stands_still_nothing_is_predicted_and_afterwards_what_was_said_still_holds()
    {
        await using var rooms = await ExperiencedAsync();
        var number = await OpenAsync(rooms);
        await LookAsync(rooms, number);
        GoTo(rooms, "10:30");
        await StatusAsync(rooms, number, RequestStatus.Waiting);
        GoTo(rooms, "17:00");
        await LookAsync(rooms, number);
        Assert.AreEqual((0L, null), (await rooms.CountSignalsAsync("RequestAtRisk"), await LookAtAsync(rooms, number)));

        await StatusAsync(rooms, number, RequestStatus.Open);
        GoTo(rooms, "17:10");
        await LookAsync(rooms, number);
        Assert.AreEqual("resolution likely 20 of 30, 10 late", await RiskAsync(rooms, number));

        await StatusAsync(rooms, number, RequestStatus.Held);
        await LookAsync(rooms, number);
        Assert.AreEqual(("-", ""), (await RiskAsync(rooms, number), await ListAsync(rooms)));
        await StatusAsync(rooms, number, RequestStatus.Open);
        await LookAsync(rooms, number);
        Assert.AreEqual(("resolution likely 20 of 30, 10 late", $"{number}", 1L), (await RiskAsync(rooms, number), await ListAsync(rooms), await rooms.CountSignalsAsync("RequestAtRisk")));

        await StatusAsync(rooms, number, RequestStatus.Resolved);
        await LookAsync(rooms, number);
        Assert.AreEqual(("-", ""), (await RiskAsync(rooms, number), await ListAsync(rooms)));
    }

    [TestMethod]
    public async Task With_nothing_to_compare_the_share_of_the_time_that_is_used_decides_also_after_a_restart()
    {
        var rooms = await RoomsAsync();
        var number = await OpenAsync(rooms);
        await LookAsync(rooms, number);
        rooms = await rooms.RestartAsync();
        await using var _ = rooms;

        GoTo(rooms, "11:59", day: 2);
        Assert.AreEqual(0, await LookAsync(rooms));
        GoTo(rooms, "12:00", day: 2);
        Assert.AreEqual((1, "resolution likely 0 of 0, 0 late"), (await LookAsync(rooms), await RiskAsync(rooms, number)));
    }

    [TestMethod]
    public async Task A_contract_that_begins_or_ends_by_the_calendar_alone_gives_its_head_start_and_takes_it_back()
    {
        await using var rooms = await RoomsAsync();
        var customer = Guid.NewGuid();
        await rooms.WriteAsync(async unit =>
        {
            await CustomerStore.InsertAsync(unit, customer, "Wong", "en", rooms.Clock.GetUtcNow());
            return true;
        });
        var terms = new ContractTerms { Tier = "gold", From = new(2026, 3, 3), Until = new(2026, 3, 3), Zone = "UTC", Vip = true };
        Assert.IsInstanceOfType<ContractOutcome.Done>(await rooms.Get<ManageContracts>().CreateAsync(customer, terms, Actor.System, Cancellation));
        var number = await OpenAsync(rooms, customer);
        await LookAsync(rooms, number);

        var heads = new List<double>();
        foreach (var day in new[] { 2, 3, 4 })
        {
            GoTo(rooms, "10:00", day);
            await LookAsync(rooms);
            var row = await rooms.ReadAsync(session => session.GetAsync<RequestClock>("SELECT number, team, language, due_at, pressing_at FROM desk_request_clock WHERE number = @Value", new { number.Value }));
            heads.Add((row.DueAt!.Value - row.PressingAt).TotalSeconds);
        }

        Assert.AreEqual("0 300 0", string.Join(' ', heads));
    }

    [TestMethod]
    public async Task Predictions_over_http()
    {
        await using var rooms = await ExperiencedAsync();
        var number = await OpenAsync(rooms);
        await LookAsync(rooms, number);
        GoTo(rooms, "10:45");
        await LookAsync(rooms);
        await rooms.StartAsync(Cancellation);
        using var http = new HttpClient { BaseAddress = rooms.Address };
        http.DefaultRequestHeaders.Add("X-Api-Key", Key);

        var sla = JsonElement.Parse(await http.GetStringAsync($"/api/v1/requests/{number}/sla", Cancellation));
        var list = JsonElement.Parse(await http.GetStringAsync("/api/v1/requests?atRisk=true", Cancellation));
        var narrow = JsonElement.Parse(await http.GetStringAsync("/api/v1/requests?atRisk=true&category=fault", Cancellation));
        using var wrong = await http.GetAsync("/api/v1/requests?atRisk=perhaps", Cancellation);

        Assert.AreEqual(
            "likely 2026-03-03T10:40 data team+priority 30 20 10 6000, veryLikely 2026-03-03T12:00 data team+priority 30 12 10 10800",
            string.Join(", ", sla.GetProperty("targets")[0].GetProperty("risks").EnumerateArray().Select(risk => string.Join(
                ' ', risk.GetProperty("level").GetString(), risk.GetProperty("at").GetDateTimeOffset().ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture), risk.GetProperty("basis").GetString(),
                string.Join('+', risk.GetProperty("like").EnumerateArray().Select(word => word.GetString())), risk.GetProperty("requests").GetInt32(), risk.GetProperty("open").GetInt32(),
                risk.GetProperty("late").GetInt32(), risk.GetProperty("ageSeconds").GetInt64()))));
        Assert.AreEqual(($"{number}", 0, 400), (list.GetProperty("items")[0].GetProperty("number").GetString(), narrow.GetProperty("items").GetArrayLength(), (int)wrong.StatusCode));
    }

    private Task<TestRooms> RoomsAsync() => DeskRooms.CreateAsync(provider, Cancellation, ("Desk:Sla:Policies:0:Name", "all"), ("Desk:Sla:Policies:0:Resolution", "4h"));

    /// <summary>Thirty requests of Monday: twenty took 10, 20 … 200 minutes, ten took five hours; the target is four. And it is Tuesday, 09:00.</summary>
    private async Task<TestRooms> ExperiencedAsync()
    {
        var rooms = await RoomsAsync();
        var numbers = new List<RequestNumber>();
        for (var n = 0; n < 30; n++)
        {
            numbers.Add(await OpenAsync(rooms));
        }

        for (var n = 0; n < 30; n++)
        {
            GoTo(rooms, n < 20 ? TimeSpan.FromMinutes(9 * 60 + (n + 1) * 10).ToString("c", CultureInfo.InvariantCulture) : "14:00", day: 2);
            await StatusAsync(rooms, numbers[n], RequestStatus.Resolved);
        }

        GoTo(rooms, "09:00");
        return rooms;
    }

    /// <summary>The reader of the log catches up with some requests, and time does what it does.</summary>
    private async Task<int> LookAsync(TestRooms rooms, params RequestNumber[] changed)
    {
        await rooms.WriteAsync(async unit =>
        {
            await rooms.Get<RequestClocks>().RefreshAsync(unit, [.. changed.Select(number => number.Value)]);
            return true;
        });
        return await rooms.Get<WatchClocks>().LookAsync(Cancellation);
    }

    private static async Task<RequestNumber> OpenAsync(TestRooms rooms, Guid? customer = null) => ((OpenRequestOutcome.Opened)await rooms.WriteAsync(unit => rooms.Get<OpenRequest>().HandleAsync(unit, new()
    {
        Subject = "It",
        Details = "is wrong",
        Category = "billing",
        Language = "en",
        By = Actor.Bot,
        Team = "billing",
        Customer = customer,
    }))).Request.Number;

    private static Task<ChangeStatusOutcome> StatusAsync(TestRooms rooms, RequestNumber number, RequestStatus status) =>
        rooms.WriteAsync(unit => rooms.Get<ChangeStatus>().HandleAsync(unit, number, status, Actor.Staff(Ann.Id), null, null));

    /// <summary>What the list says of a request.</summary>
    private static async Task<string> RiskAsync(TestRooms rooms, RequestNumber number) => (await rooms.ReadAsync(session => RequestDesk.OpenAsync(
        session, number, Sight.Everything, rooms.Get<RequestSla>(), rooms.Clock.GetUtcNow())))!.Row.Risk is { Risk: var risk, Kind: var kind } ? $"{kind} {risk.Level} {risk.Open} of {risk.Requests}, {risk.Late} late" : "-";

    private static async Task<string> ListAsync(TestRooms rooms) => string.Join(' ', (await rooms.ReadAsync(session =>
        RequestQuery.PageAsync(session, new() { AtRisk = true, Rows = Sight.Of(Mei, "care") }, 0, 10, newestFirst: true))).Select(request => request.Number));

    private static async Task<string> AlertsAsync(TestRooms rooms) => string.Join(' ', (await rooms.ReadAsync(session =>
        rooms.Get<AtRiskRequests>().ListAsync(session, Sight.Of(Ann, "care"), 3))).Select(one => one.Request.Number));

    private static async Task<DateTimeOffset?> LookAtAsync(TestRooms rooms, RequestNumber number) => (await rooms.ReadAsync(session =>
        session.GetAsync<RequestClock>("SELECT number, team, language, pressing_at, look_at FROM desk_request_clock WHERE number = @Value", new { number.Value }))).LookAt;

    private static void GoTo(TestRooms rooms, string time, int day = 3) => rooms.Clock.Advance(At(time, day) - rooms.Clock.GetUtcNow());

    private static DateTimeOffset At(string time, int day = 3) => new DateTimeOffset(2026, 3, day, 0, 0, 0, TimeSpan.Zero) + TimeSpan.Parse(time, CultureInfo.InvariantCulture);
}
