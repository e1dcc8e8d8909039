using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.CannedReplies;
using ServiceBot.Desk.Conversations;
using ServiceBot.Desk.Dispatch;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Sla;
using ServiceBot.Desk.Snooze;
using ServiceBot.Desk.Staff;
using ServiceBot.Desk.Together;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.IntegrationTests.Desk.HandOver;
using ServiceBot.Storage;
using static ServiceBot.IntegrationTests.Desk.HandOver.DeskRooms;

namespace ServiceBot.IntegrationTests.Desk;

[TestClass]
public sealed class SnoozeOnSqlite() : SnoozeTests(StorageProvider.Sqlite);

[TestClass]
public sealed class SnoozeOnPostgreSql() : SnoozeTests(StorageProvider.PostgreSql);

/// <summary>What is put aside until a time.</summary>
public abstract class SnoozeTests(StorageProvider provider)
{
    private static readonly Sight Seen = Sight.Of(Mei, "care");

    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task A_request_leaves_the_lists_of_what_is_to_do_until_its_time_and_is_back_once()
    {
        await using var rooms = await DeskRooms.CreateAsync(provider, Cancellation);
        var one = await OpenAsync(rooms);
        await OpenAsync(rooms);
        await rooms.WriteAsync(unit => rooms.Get<AssignRequest>().HandleAsync(unit, one, null, Mei.Id, Actor.System, null));
        var before = await StandAsync(rooms, one);

        Assert.AreEqual(SnoozeOutcome.Done, await SnoozeAsync(rooms, one, TimeSpan.FromHours(4)));
        Assert.AreEqual("unassigned:1 open:1 snoozed:1", await ViewsAsync(rooms));
        Assert.AreEqual(before.Version, (await StandAsync(rooms, one)).Version);      // nobody's answer is refused for it
        Assert.AreEqual(before.DueAt, (await StandAsync(rooms, one)).DueAt);      // and no deadline moves
        Assert.AreEqual(0, await WakeAsync(rooms, TimeSpan.FromMinutes(239)));
        Assert.AreEqual("unassigned:1 open:1 snoozed:1", await ViewsAsync(rooms));

        // Two nodes look at the same moment.
        rooms.Clock.Advance(TimeSpan.FromMinutes(2));
        var woken = await Task.WhenAll(rooms.Get<WakeUp>().WakeAsync(Cancellation), rooms.Get<WakeUp>().WakeAsync(Cancellation));
        Assert.AreEqual((1, 1L), (woken.Sum(), await rooms.CountSignalsAsync("RequestAwoke")));
        Assert.AreEqual("mine:1 unassigned:1 open:2", await ViewsAsync(rooms));
        var pulse = await rooms.Get<Alerts>().ReadAsync(Mei, Seen, Cancellation);
        Assert.AreEqual((1L, true), (pulse.Back, (await RowAsync(rooms, one)).Snoozed!.IsOver));

        // Whoever put it aside has looked; a colleague who looks changes nothing.
        await rooms.Get<PutAside>().SeenAsync(one, Tom.Id, Cancellation);
        Assert.IsTrue((await RowAsync(rooms, one)).Snoozed!.IsOver);
        await rooms.Get<PutAside>().SeenAsync(one, Mei.Id, Cancellation);
        Assert.IsNull((await RowAsync(rooms, one)).Snoozed);
        Assert.AreEqual(0, (await rooms.Get<Alerts>().ReadAsync(Mei, Seen, Cancellation)).Back);
        Assert.AreEqual(
            $"snoozed staff:{Mei.Id} 2026-03-02T13:00:00Z|awoke system ",
            string.Join('|', (await HistoryAsync(rooms, one)).Where(change => change.What is "snoozed" or "awoke").Select(change => $"{change.What} {change.Who} {change.ToValue}")));
    }

    [TestMethod]
    public async Task The_customers_word_another_assignee_and_the_end_of_a_request_bring_it_back_and_a_colleagues_word_does_not()
    {
        await using var rooms = await DeskRooms.CreateAsync(provider, Cancellation);
        var request = await OpenAsync(rooms);
        foreach (var (what, ends) in new (Func<UnitOfWork, Task>, bool)[]
        {
            (unit => rooms.Get<AddComment>().HandleAsync(unit, request, "A note", isPublic: false, Actor.Staff(Tom.Id), rooms.Clock.GetUtcNow()), false),
            (unit => rooms.Get<EditRequest>().HandleAsync(unit, request, new() { Priority = RequestPriority.High }, Actor.Staff(Tom.Id), null), false),
            (unit => rooms.Get<ChangeStatus>().HandleAsync(unit, request, RequestStatus.Waiting, Actor.Staff(Mei.Id), null, null), false),
            (unit => rooms.Get<AddComment>().HandleAsync(unit, request, "It works again", isPublic: true, Actor.Customer, rooms.Clock.GetUtcNow()), true),
            (unit => rooms.Get<AssignRequest>().HandleAsync(unit, request, null, Tom.Id, Actor.Staff(Mei.Id), null), true),
            (unit => rooms.Get<AssignRequest>().HandleAsync(unit, request, "billing", null, Actor.System, null), true),
            (unit => rooms.Get<ChangeStatus>().HandleAsync(unit, request, RequestStatus.Resolved, Actor.Staff(Mei.Id), null, null), true),
        })
        {
            await SnoozeAsync(rooms, request, TimeSpan.FromHours(1));
            await rooms.WriteAsync(async unit =>
            {
                await what(unit);
                return true;
            });
            Assert.AreEqual(!ends, (await RowAsync(rooms, request)).Snoozed is { IsOver: false }, $"{what.Method}");
        }

        Assert.AreEqual(SnoozeOutcome.Over, await SnoozeAsync(rooms, request, TimeSpan.FromHours(1)));      // there is nothing to do in it
        Assert.AreEqual(SnoozeOutcome.Done, await SnoozeAsync(rooms, request, null));
        Assert.AreEqual(SnoozeOutcome.NotFound, await SnoozeAsync(rooms, new(999), TimeSpan.FromHours(1)));
        Assert.AreEqual(SnoozeOutcome.Changed, await rooms.WriteAsync(unit => rooms.Get<PutAside>().RequestAsync(unit, request, null, Actor.Staff(Mei.Id), version: 1)));
        Assert.AreEqual(0, await WakeAsync(rooms, TimeSpan.FromHours(2)));
    }

    [TestMethod]
    public async Task A_conversation_that_somebody_holds_is_put_aside_takes_no_room_and_is_back_in_time_or_with_the_customers_word()
    {
        await using var rooms = await DeskRooms.CreateAsync(provider, Cancellation);
        var key = await rooms.HearAsync("a", "person please");
        Assert.AreEqual(SnoozeOutcome.NotYours, await SnoozeAsync(rooms, key, Mei));
        await rooms.DoAsync(key, Mei, new OwnershipEvent.TakenOver(Mei.Id));
        await rooms.AnswerAsync(key, Mei, "I will look and come back to you", 2);
        var (texts, last) = (await rooms.TextsAsync(key), (await FindAsync(rooms, key)).LastSeq);

        Assert.AreEqual(SnoozeOutcome.NotYours, await SnoozeAsync(rooms, key, Tom));
        Assert.AreEqual(SnoozeOutcome.Changed, await SnoozeAsync(rooms, key, Mei, seen: last - 1));
        Assert.AreEqual(SnoozeOutcome.NotFound, await SnoozeAsync(rooms, 999, Mei));
        Assert.AreEqual(SnoozeOutcome.Done, await SnoozeAsync(rooms, key, Mei, seen: last));
        Assert.AreEqual("0 1", await CountsAsync(rooms));
        Assert.IsEmpty(await rooms.ReadAsync(OwnershipStore.CountsAsync));
        Assert.AreEqual(1, await WakeAsync(rooms, TimeSpan.FromHours(1)));
        Assert.AreEqual("1 0", await CountsAsync(rooms));
        Assert.AreEqual((1L, true), ((await rooms.Get<Alerts>().ReadAsync(Mei, Seen, Cancellation)).Back, (await FindAsync(rooms, key)).Snoozed!.IsOver));
        await rooms.Get<PutAside>().SeenAsync(key, Mei.Id, Cancellation);
        Assert.IsNull((await FindAsync(rooms, key)).Snoozed);

        // The customer's word brings it back at once, and the promise in time is what it was.
        await SnoozeAsync(rooms, key, Mei);
        await rooms.HearAsync("a", "are you there?");
        Assert.AreEqual("1 0", await CountsAsync(rooms));
        Assert.IsNotNull((await FindAsync(rooms, key)).DueAt);

        // Whoever puts it aside without an answer breaks the promise: it goes back into the queue.
        await SnoozeAsync(rooms, key, Mei);
        await rooms.WaitAsync(TimeSpan.FromMinutes(6));
        Assert.AreEqual((Holder.Queue, "0 0"), ((await rooms.StandAsync(key)).Holder, await CountsAsync(rooms)));
        Assert.IsNull((await FindAsync(rooms, key)).Snoozed);

        // So does another owner; nothing of it was told to the customer.
        await rooms.DoAsync(key, Mei, new OwnershipEvent.TakenOver(Mei.Id));
        await SnoozeAsync(rooms, key, Mei);
        await rooms.DoAsync(key, Ann, new OwnershipEvent.BargedIn(Ann.Id));
        Assert.IsNull((await FindAsync(rooms, key)).Snoozed);
        Assert.IsFalse((await rooms.TextsAsync(key)).Skip(texts.Count).Any(text => text.Contains("snooze", StringComparison.OrdinalIgnoreCase)));
        var lines = (await rooms.ReadAsync(session => Inbox.MessagesAsync(session, key, 0))).Where(message => message.By is "snoozed" or "awoke").Select(message => $"{message.By} {message.Staff?.Name}");
        Assert.AreEqual("snoozed Mei|awoke |snoozed Mei|snoozed Mei|snoozed Mei", string.Join('|', lines));
        await rooms.DoAsync(key, Ann, new OwnershipEvent.AgentEnded(Ann.Id, ForGood: true));
        Assert.AreEqual(SnoozeOutcome.Over, await SnoozeAsync(rooms, key, Ann));
    }

    [TestMethod]
    public async Task What_is_put_aside_is_handed_out_to_nobody_and_many_and_macros_put_aside_too()
    {
        await using var rooms = await DeskRooms.CreateAsync(provider, Cancellation);
        var (one, two) = (await OpenAsync(rooms), await OpenAsync(rooms));
        await rooms.Get<ManageAgents>().SetAvailabilityAsync(Mei.Id, Availability.Available, Cancellation);
        var many = rooms.Get<ChangeMany>();
        var until = rooms.Clock.GetUtcNow().AddHours(1);

        var results = await many.HandleAsync([one, two, new(999)], new ManyWish.Snooze(until), Actor.Staff(Mei.Id), Seen, Cancellation);
        Assert.AreEqual("||NotFound", string.Join('|', results.Select(result => result.Refused)));
        Assert.AreEqual("snoozed:2", await ViewsAsync(rooms));
        Assert.IsEmpty(await WaitingAsync(rooms));
        await many.HandleAsync([one], new ManyWish.Snooze(null), Actor.Staff(Mei.Id), Seen, Cancellation);
        Assert.AreEqual("unassigned:1 open:1 snoozed:1", await ViewsAsync(rooms));
        Assert.AreEqual(one.Value, (await WaitingAsync(rooms)).Single().Id.Number);
        await WakeAsync(rooms, TimeSpan.FromHours(1));
        Assert.HasCount(2, await WaitingAsync(rooms));

        var macro = new CannedReply { Id = Guid.NewGuid(), Place = "company", Shortcut = "later", Title = "Later", Note = "Waits for parts", Snooze = "week", ChangedAt = default };
        var edit = rooms.Get<EditCannedReplies>();
        foreach (var faulty in new[] { macro with { Snooze = "2h" }, macro with { PassTo = "faults" }, macro with { Ending = "end" }, macro with { Status = RequestStatus.Resolved } })
        {
            Assert.IsTrue(((CannedOutcome.Faulty)await edit.SaveAsync(Ann with { Role = StaffRole.Administrator }, faulty, Cancellation)).Faults.Any(fault => fault.Field == "snooze"), $"{faulty}");
        }

        var kept = ((CannedOutcome.Done)await edit.SaveAsync(Ann with { Role = StaffRole.Administrator }, macro, Cancellation)).Reply;
        var run = rooms.Get<RunMacro>();
        Assert.AreEqual("Note|Snooze week", string.Join('|', (await run.PlanAsync(Mei, kept.Id, null, two, Cancellation))!.Value.Plan.Steps.Select(step => step.Kind == MacroStepKind.Snooze ? $"{step.Kind} {step.Words}" : $"{step.Kind}")));
        Assert.IsInstanceOfType<MacroOutcome.Done>(await run.RunAsync(Mei, kept.Id, null, two, (await StandAsync(rooms, two)).Version, "k1", Cancellation));
        Assert.AreEqual(new DateTimeOffset(2026, 3, 9, 8, 0, 0, TimeSpan.Zero), (await RowAsync(rooms, two)).Snoozed!.Until);      // the Monday after, when the desk opens
        var key = await rooms.HearAsync("a", "person please");
        Assert.AreEqual(MacroBar.NotYours, (await run.PlanAsync(Mei, kept.Id, key, default, Cancellation))!.Value.Plan.Steps[^1].Bar);
        await rooms.DoAsync(key, Mei, new OwnershipEvent.TakenOver(Mei.Id));
        Assert.IsInstanceOfType<MacroOutcome.Done>(await run.RunAsync(Mei, kept.Id, key, default, 2, "k2", Cancellation));
        Assert.AreEqual("0 1", await CountsAsync(rooms));
    }

    [TestMethod]
    public async Task Programs_put_aside_over_HTTP_and_read_what_is_wrong()
    {
        await using var rooms = await DeskRooms.CreateAsync(provider, Cancellation);
        await rooms.StartAsync(Cancellation);
        var (request, key) = (await OpenAsync(rooms), await rooms.HearAsync("a", "person please"));
        await rooms.DoAsync(key, Mei, new OwnershipEvent.TakenOver(Mei.Id));
        using var http = new HttpClient { BaseAddress = rooms.Address, DefaultRequestHeaders = { { "X-Api-Key", Key }, { "X-Staff-Id", $"{Mei.Id}" } } };

        Assert.AreEqual(HttpStatusCode.OK, (await PostAsync(http, $"requests/{request}/snooze", new { until = "tomorrow", version = 1 })).Status);
        var listed = await http.GetFromJsonAsync<JsonElement>("/api/v1/requests?snoozed=true", Cancellation);
        Assert.AreEqual($"{request}", listed.GetProperty("items").EnumerateArray().Single().GetProperty("number").GetString());
        Assert.AreEqual(0, (await http.GetFromJsonAsync<JsonElement>("/api/v1/requests?snoozed=false", Cancellation)).GetProperty("items").GetArrayLength());
        Assert.AreEqual(HttpStatusCode.Conflict, (await PostAsync(http, $"requests/{request}/snooze", new { until = "1h", version = 7 })).Status);
        Assert.AreEqual(HttpStatusCode.OK, (await PostAsync(http, $"requests/{request}/snooze", new { until = "now" })).Status);
        Assert.AreEqual(HttpStatusCode.OK, (await PostAsync(http, "requests/many", new { requests = new[] { $"{request}" }, snooze = "4h" })).Status);
        Assert.AreEqual(HttpStatusCode.NoContent, (await PostAsync(http, $"conversations/{key}/snooze", new { until = "2026-03-03T09:30:00+01:00" })).Status);
        var snoozed = (await http.GetFromJsonAsync<JsonElement>("/api/v1/inbox/snoozed", Cancellation)).GetProperty("items").EnumerateArray().Single().GetProperty("snoozed");
        Assert.AreEqual((new DateTimeOffset(2026, 3, 3, 8, 30, 0, TimeSpan.Zero), Mei.Id, false), (snoozed.GetProperty("until").GetDateTimeOffset(), snoozed.GetProperty("by").GetGuid(), snoozed.GetProperty("isOver").GetBoolean()));
        foreach (var (path, body, field) in new (string, object, string)[]
        {
            ($"requests/{request}/snooze", new { until = "later" }, "until"),
            ($"requests/{request}/snooze", new { }, "until"),
            ($"conversations/{key}/snooze", new { until = "2020-01-01T00:00:00Z" }, "until"),
            ("requests/many", new { requests = new[] { $"{request}" }, snooze = "yesterday" }, "snooze"),
        })
        {
            var (status, problem) = await PostAsync(http, path, body);
            Assert.AreEqual(HttpStatusCode.BadRequest, status);
            StringAssert.Contains(problem.GetProperty("errors").GetProperty(field)[0].GetString()!, "tomorrow");
        }

        using var wrong = await http.GetAsync("/api/v1/requests?snoozed=perhaps", Cancellation);
        Assert.AreEqual(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> PostAsync(HttpClient http, string path, object body)
    {
        using var response = await http.PostAsJsonAsync($"/api/v1/{path}", body, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        return (response.StatusCode, text.Length == 0 ? default : JsonElement.Parse(text));
    }

    private static async Task<RequestNumber> OpenAsync(TestRooms rooms) => ((OpenRequestOutcome.Opened)await rooms.WriteAsync(unit => rooms.Get<OpenRequest>().HandleAsync(
        unit, new() { Subject = "Words", Details = "Words", Category = "billing", Language = "en", By = Actor.Customer }))).Request.Number;

    private static Task<SnoozeOutcome> SnoozeAsync(TestRooms rooms, RequestNumber number, TimeSpan? time) =>
        rooms.WriteAsync(unit => rooms.Get<PutAside>().RequestAsync(unit, number, rooms.Clock.GetUtcNow() + time, Actor.Staff(Mei.Id), version: null));

    private static Task<SnoozeOutcome> SnoozeAsync(TestRooms rooms, long key, StaffMember by, long? seen = null) =>
        rooms.WriteAsync(unit => rooms.Get<PutAside>().ConversationAsync(unit, key, rooms.Clock.GetUtcNow().AddHours(1), by, seen));

    private Task<int> WakeAsync(TestRooms rooms, TimeSpan time)
    {
        rooms.Clock.Advance(time);
        return rooms.Get<WakeUp>().WakeAsync(Cancellation);
    }

    /// <summary>How many requests stand in the views that there are any in, for Mei.</summary>
    private static async Task<string> ViewsAsync(TestRooms rooms) =>
        string.Join(' ', (await rooms.ReadAsync(session => RequestDesk.CountAsync(session, Seen))).Where(view => view.Count > 0).Select(view => $"{view.View}:{view.Count}"));

    /// <summary>How many conversations Mei holds, and how many she has put aside; the lists and their filters say the same.</summary>
    private static async Task<string> CountsAsync(TestRooms rooms)
    {
        var counts = await rooms.ReadAsync(session => Inbox.CountAsync(session, Seen));
        InboxQuery[] views = [InboxQuery.Of("mine"), InboxQuery.Of("snoozed"), InboxQuery.Of("snoozed", language: "en")];
        var lists = await rooms.ReadAsync(async session => (await Inbox.ListAsync(session, views[0], Seen, 10), await Inbox.ListAsync(session, views[1], Seen, 10)));
        Assert.AreEqual((counts.Mine, counts.Snoozed), (lists.Item1.Count, lists.Item2.Count));
        Assert.AreSequenceEqual([counts.Mine, counts.Snoozed, counts.Snoozed], await rooms.ReadAsync(session => Inbox.CountAsync(session, views, Seen)));
        return $"{counts.Mine} {counts.Snoozed}";
    }

    private static async Task<RequestRow> RowAsync(TestRooms rooms, RequestNumber number) =>
        (await rooms.ReadAsync(session => RequestDesk.OpenAsync(session, number, Sight.Everything, rooms.Get<RequestSla>(), rooms.Clock.GetUtcNow())))!.Row;

    private static async Task<(long Version, DateTimeOffset? DueAt)> StandAsync(TestRooms rooms, RequestNumber number) => await RowAsync(rooms, number) is var row ? (row.Request.Version, row.DueAt) : default;

    private static async Task<IReadOnlyList<RequestChange>> HistoryAsync(TestRooms rooms, RequestNumber number) =>
        (await rooms.ReadAsync(session => RequestDesk.OpenAsync(session, number, Sight.Everything, rooms.Get<RequestSla>(), rooms.Clock.GetUtcNow())))!.History;

    private static async Task<InboxConversation> FindAsync(TestRooms rooms, long key) => (await rooms.ReadAsync(session => Inbox.FindAsync(session, key, Sight.Everything)))!;

    private static async Task<IReadOnlyList<WorkItem>> WaitingAsync(TestRooms rooms)
    {
        await rooms.WriteAsync(unit => new SignalFeed(rooms.Get<RequestClocks>()).FeedAsync(unit));
        var options = rooms.Get<Microsoft.Extensions.Options.IOptions<OfferOptions>>().Value;
        return await rooms.ReadAsync(async session => await WorkOfRequests.WaitingAsync(session, await AgentStore.ReadAsync(session, options, "care", rooms.Clock.GetUtcNow()), options, 10, rooms.Clock.GetUtcNow()));
    }
}
