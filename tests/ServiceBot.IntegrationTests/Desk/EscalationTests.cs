using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Desk.OnCall;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Sla;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.IntegrationTests.Desk.HandOver;
using ServiceBot.Storage;
using static ServiceBot.IntegrationTests.Desk.HandOver.DeskRooms;

namespace ServiceBot.IntegrationTests.Desk;

[TestClass]
public sealed class EscalationsOnSqlite() : EscalationTests(StorageProvider.Sqlite);

[TestClass]
public sealed class EscalationsOnPostgreSql() : EscalationTests(StorageProvider.PostgreSql);

/// <summary>Escalation chains. It is Monday, 2 March 2026, 09:00 UTC; the desk works from 8 to 20, and a request is to be done in four hours.</summary>
public abstract class EscalationTests(StorageProvider provider)
{
    private static readonly (string Key, string Value)[] Chain =
    [
        ("Desk:Sla:Policies:0:Name", "all"), ("Desk:Sla:Policies:0:Resolution", "4h"),
        ("Desk:Sla:Escalation:0:When", "30m before"), ("Desk:Sla:Escalation:0:Tell:0", "assignee"), ("Desk:Sla:Escalation:0:Tell:1", "lead"),
        ("Desk:Sla:Escalation:1:When", "breach"), ("Desk:Sla:Escalation:1:Priority", "Urgent"), ("Desk:Sla:Escalation:1:Tell:0", "lead"), ("Desk:Sla:Escalation:1:Tell:1", "on-call"),
        ("Desk:Sla:Escalation:2:When", "1h after"), ("Desk:Sla:Escalation:2:Team", "faults"), ("Desk:Sla:Escalation:2:Tell:0", "on-call"), ("Desk:Sla:Escalation:2:Tell:1", "role:agent"),
    ];

    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task Each_step_is_done_once_at_its_time_by_however_many_nodes_and_after_a_restart()
    {
        var rooms = await RoomsAsync(Chain);
        await RotaAsync(rooms, "billing", Tom);
        await RotaAsync(rooms, "faults", Li);
        var number = await OpenAsync(rooms);
        await rooms.WriteAsync(unit => rooms.Get<AssignRequest>().HandleAsync(unit, number, null, Mei.Id, Actor.Staff(Mei.Id), null));
        await LookAsync(rooms, number);
        GoTo(rooms, "12:29");
        await LookAsync(rooms);
        Assert.AreEqual("", await StepsAsync(rooms, number));

        GoTo(rooms, "12:30");
        await LookAsync(rooms);
        await LookAsync(rooms, number);
        Assert.AreEqual("30m before: tell assignee, lead > Mei assignee, Ann lead", await StepsAsync(rooms, number));
        Assert.AreEqual("Ann Mei", await MentionedAsync(rooms, number));

        GoTo(rooms, "13:00:01");
        var other = provider == StorageProvider.Sqlite ? rooms : rooms.AddNode(services => services.PostConfigure<SlaOptions>(options =>
        {
            options.Policies.Add(new() { Name = "all", Resolution = "4h" });
            options.Escalation.Add(new() { When = "breach", Priority = RequestPriority.Urgent, Tell = { "lead", "on-call" } });
        }));
        await Task.WhenAll(LookAsync(rooms), LookAsync(other), LookAsync(rooms), LookAsync(other));
        Assert.AreEqual("breach: raise to urgent; tell lead, on-call > Ann lead, Tom on-call", (await StepsAsync(rooms, number)).Split(" | ")[1]);
        Assert.AreEqual(RequestPriority.Urgent, (await FindAsync(rooms, number)).Priority);

        GoTo(rooms, "14:00");
        if (provider == StorageProvider.Sqlite)
        {
            rooms = await rooms.RestartAsync();
        }

        await using var _ = rooms;
        await LookAsync(rooms, number);
        await LookAsync(rooms, number);
        Assert.AreEqual(
            "30m before: tell assignee, lead > Mei assignee, Ann lead | breach: raise to urgent; tell lead, on-call > Ann lead, Tom on-call | 1h after: move to faults; tell on-call, role:agent > Li on-call",
            await StepsAsync(rooms, number));
        Assert.AreEqual(("faults", null, 3L), ((await FindAsync(rooms, number)).Team, (await FindAsync(rooms, number)).Agent, await rooms.CountSignalsAsync("RequestEscalated")));
        StringAssert.Contains(await LetterAsync(rooms, Li), $"A deadline of {number} is 2026-03-02 13:00 (UTC).");
    }

    [TestMethod]
    public async Task A_chain_stops_with_its_clock_and_goes_on_with_it()
    {
        await using var rooms = await RoomsAsync(Chain);
        var (done, waits) = (await OpenAsync(rooms), await OpenAsync(rooms));
        GoTo(rooms, "12:00");
        await StatusAsync(rooms, done, RequestStatus.Resolved);
        await StatusAsync(rooms, waits, RequestStatus.Waiting);
        await LookAsync(rooms, done, waits);
        GoTo(rooms, "18:00");
        await LookAsync(rooms, done, waits);
        Assert.AreEqual(0L, await rooms.CountSignalsAsync("RequestEscalated"));

        await StatusAsync(rooms, waits, RequestStatus.Open);
        GoTo(rooms, "18:29");
        await LookAsync(rooms, waits);
        Assert.AreEqual("", await StepsAsync(rooms, waits));
        GoTo(rooms, "18:30");
        await LookAsync(rooms);
        Assert.AreEqual("30m before: tell assignee, lead > Ann lead", await StepsAsync(rooms, waits));

        GoTo(rooms, "19:01");
        await LookAsync(rooms, waits);
        await LookAsync(rooms, waits);
        Assert.AreEqual("breach: raise to urgent; tell lead, on-call > Ann lead", (await StepsAsync(rooms, waits)).Split(" | ")[1], "nobody is on call");
        GoTo(rooms, "19:59:30");
        await LookAsync(rooms, waits);
        Assert.AreEqual(2L, await rooms.CountSignalsAsync("RequestEscalated"));
    }

    [TestMethod]
    public async Task What_was_due_long_ago_is_done_no_more_and_what_nobody_can_be_told_of_goes_to_the_next_above()
    {
        await using var rooms = await RoomsAsync(
            ("Desk:Sla:Policies:0:Name", "all"), ("Desk:Sla:Policies:0:Resolution", "4h"), ("Desk:Sla:Policies:0:Escalation:0:When", "likely"), ("Desk:Sla:Policies:0:Escalation:0:Tell:0", "on-call:nights"),
            ("Desk:Sla:Policies:0:Escalation:1:When", "veryLikely"), ("Desk:Sla:Policies:0:Escalation:1:Tell:0", "assignee"));
        var old = await OpenAsync(rooms);
        rooms.Clock.Advance(TimeSpan.FromDays(7) + TimeSpan.FromHours(5));
        await LookAsync(rooms, old);
        Assert.AreEqual("", await StepsAsync(rooms, old));

        rooms.Clock.Advance(TimeSpan.FromHours(19));
        var (number, nobodys) = (await OpenAsync(rooms), await OpenAsync(rooms, team: "field"));
        rooms.Clock.Advance(TimeSpan.FromHours(3.6));
        await LookAsync(rooms, number, nobodys);
        Assert.AreEqual("likely: tell on-call:nights > Ann lead | veryLikely: tell assignee > Ann lead", await StepsAsync(rooms, number), "at risk it is as well");
        Assert.AreEqual("likely: tell on-call:nights > Max role:manager | veryLikely: tell assignee > Max role:manager", await StepsAsync(rooms, nobodys), "the team has no lead");
        Assert.AreEqual(2L, await rooms.CountSignalsAsync("RequestAtRisk"), "of two levels at once the graver is said");
    }

    [TestMethod]
    public async Task Who_is_on_call_hears_of_urgent_requests_when_the_desk_is_closed_or_closes_before_anybody_begins()
    {
        await using var rooms = await RoomsAsync();
        var calm = await OpenAsync(rooms, RequestPriority.Urgent);
        await RotaAsync(rooms, "billing", Tom);
        GoTo(rooms, "19:30");
        var (begun, left) = (await OpenAsync(rooms, RequestPriority.Urgent), await OpenAsync(rooms, RequestPriority.Urgent));
        await StatusAsync(rooms, begun, RequestStatus.Open);
        await StatusAsync(rooms, calm, RequestStatus.Resolved);
        await LookAsync(rooms, calm, begun, left);
        Assert.AreEqual(0L, await rooms.CountSignalsAsync("RequestEscalated"));

        GoTo(rooms, "20:00");
        await LookAsync(rooms);
        Assert.AreEqual(("closed: tell on-call > Tom on-call", ""), (await StepsAsync(rooms, left), await StepsAsync(rooms, begun)));

        GoTo(rooms, "23:00");
        var (late, high, foreign) = (await OpenAsync(rooms, RequestPriority.Urgent), await OpenAsync(rooms, RequestPriority.High), await OpenAsync(rooms, RequestPriority.Urgent, "faults"));
        await LookAsync(rooms, late, high, foreign, left);
        await LookAsync(rooms, late);
        Assert.AreEqual(("closed: tell on-call > Tom on-call", "", ""), (await StepsAsync(rooms, late), await StepsAsync(rooms, high), await StepsAsync(rooms, foreign)));
        StringAssert.Contains(await LetterAsync(rooms, Tom), $"{left} is urgent, and came outside opening hours.");
        StringAssert.Contains(await LetterAsync(rooms, Tom), $"{late} is urgent, and came outside opening hours.");
    }

    [TestMethod]
    public async Task A_chain_over_http()
    {
        await using var rooms = await RoomsAsync(Chain);
        var number = await OpenAsync(rooms);
        GoTo(rooms, "12:45");
        await LookAsync(rooms, number);
        await rooms.StartAsync(Cancellation);
        using var http = new HttpClient { BaseAddress = rooms.Address };
        http.DefaultRequestHeaders.Add("X-Api-Key", Key);

        var sla = JsonElement.Parse(await http.GetStringAsync($"/api/v1/requests/{number}/sla", Cancellation));

        Assert.AreEqual(
            "30m before: tell assignee, lead 12:30 True 1, breach: raise to urgent; tell lead, on-call 13:00 False 0, 1h after: move to faults; tell on-call, role:agent 14:00 False 0",
            string.Join(", ", sla.GetProperty("targets")[0].GetProperty("escalation").EnumerateArray().Select(step => string.Join(
                ' ', step.GetProperty("step").GetString(), step.GetProperty("at").GetDateTimeOffset().ToString("HH:mm", CultureInfo.InvariantCulture), step.GetProperty("done").GetBoolean(),
                step.GetProperty("told").GetArrayLength()))));
    }

    private async Task<TestRooms> RoomsAsync(params (string Key, string Value)[] settings)
    {
        var rooms = await DeskRooms.CreateAsync(provider, Cancellation, settings);
        await rooms.WriteAsync(unit => StaffStore.AddAsync(unit, Ann with { Id = Guid.NewGuid(), Name = "Max", Email = "max@harborline.example", Role = StaffRole.Manager, Team = null }));
        return rooms;
    }

    private async Task RotaAsync(TestRooms rooms, string team, StaffMember member) => Assert.IsInstanceOfType<RotaOutcome.Done>(await rooms.Get<KeepRotas>().SaveAsync(
        new() { Name = team, Team = team, Zone = "UTC", Layers = [new() { From = new(2026, 1, 5), HandOver = "09:00", Members = [member.Id] }] }, null, Actor.System, Cancellation));

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

    private static async Task<RequestNumber> OpenAsync(TestRooms rooms, RequestPriority priority = RequestPriority.Normal, string team = "billing") =>
        ((OpenRequestOutcome.Opened)await rooms.WriteAsync(unit => rooms.Get<OpenRequest>().HandleAsync(unit, new()
        {
            Subject = "It",
            Details = "is wrong",
            Category = "billing",
            Priority = priority,
            Language = "en",
            By = Actor.Bot,
            Team = team,
        }))).Request.Number;

    private static Task<ChangeStatusOutcome> StatusAsync(TestRooms rooms, RequestNumber number, RequestStatus status) =>
        rooms.WriteAsync(unit => rooms.Get<ChangeStatus>().HandleAsync(unit, number, status, Actor.Staff(Ann.Id), null, null));

    private static Task<ServiceRequest> FindAsync(TestRooms rooms, RequestNumber number) => rooms.ReadAsync(async session => (await RequestStore.FindAsync(session, number))!);

    /// <summary>The steps in a request's history, and who was told.</summary>
    private static async Task<string> StepsAsync(TestRooms rooms, RequestNumber number) => string.Join(" | ", await rooms.ReadAsync(async session =>
    {
        var names = (await StaffStore.ListAsync(session)).ToDictionary(member => member.Id, member => member.Name);
        var history = await RequestStore.HistoryAsync(session, (await RequestStore.FindAsync(session, number))!.Id);
        return history.Select(EscalationNote.Read).OfType<EscalationNote>().Select(note => $"{note.Step} > {string.Join(", ", note.Told.Select(told => $"{names[told.Staff]} {told.As}"))}").ToList();
    }));

    private static async Task<string> MentionedAsync(TestRooms rooms, RequestNumber number) => string.Join(' ', await rooms.ReadAsync(session => session.QueryAsync<string>(
        "SELECT s.name FROM desk_request_mention m JOIN desk_staff s ON s.id = m.staff_id WHERE m.number = @Value ORDER BY s.name", new { number.Value })));

    /// <summary>The next letter to somebody.</summary>
    private async Task<string> LetterAsync(TestRooms rooms, StaffMember to)
    {
        while (true)
        {
            if (await rooms.Letters.NextAsync(Cancellation) is var letter && letter.To == to.Email)
            {
                return letter.Body;
            }
        }
    }

    private static void GoTo(TestRooms rooms, string time) =>
        rooms.Clock.Advance(new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.Zero) + TimeSpan.Parse(time, CultureInfo.InvariantCulture) - rooms.Clock.GetUtcNow());
}
