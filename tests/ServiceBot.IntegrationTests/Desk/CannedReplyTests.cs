using ServiceBot.Desk.CannedReplies;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Requests;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.IntegrationTests.Desk.HandOver;
using ServiceBot.Storage;
using static ServiceBot.IntegrationTests.Desk.HandOver.DeskRooms;

namespace ServiceBot.IntegrationTests.Desk;

[TestClass]
public sealed class CannedRepliesOnSqlite() : CannedReplyTests(StorageProvider.Sqlite);

[TestClass]
public sealed class CannedRepliesOnPostgreSql() : CannedReplyTests(StorageProvider.PostgreSql);

public abstract class CannedReplyTests(StorageProvider provider)
{
    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task Replies_are_kept_by_who_may_seen_by_who_uses_them_and_changed_by_one_at_a_time()
    {
        await using var rooms = await DeskRooms.CreateAsync(provider, Cancellation);
        var replies = rooms.Get<EditCannedReplies>();
        async Task<CannedReply> AddAsync(ServiceBot.Desk.Staff.StaffMember? by, string place, string shortcut) =>
            ((CannedOutcome.Done)await replies.SaveAsync(by, A(place, shortcut), Cancellation)).Reply;
        async Task<string> ListAsync(ServiceBot.Desk.Staff.StaffMember? by) => string.Join(' ', (await replies.ListAsync(by, Cancellation)).Select(reply => reply.Shortcut));

        var own = await AddAsync(Mei, CannedPlace.Of(Mei.Id), "mine");
        await AddAsync(Tom, CannedPlace.Of(Tom.Id), "mine");
        var team = await AddAsync(Ann, "team:billing", "team");
        await AddAsync(null, "company", "all");
        var taken = await replies.SaveAsync(Mei, A(CannedPlace.Of(Mei.Id), " /MINE "), Cancellation);
        var notHers = await replies.SaveAsync(Mei, A("team:billing", "mei"), Cancellation);
        var moved = await replies.SaveAsync(Mei, own with { Place = "company" }, Cancellation);
        var nowhere = await replies.SaveAsync(Ann, A("moon", "moon"), Cancellation);
        var changed = (CannedOutcome.Done)await replies.SaveAsync(Ann, team with { En = "New {agent}", Status = RequestStatus.Resolved }, Cancellation);
        var late = await replies.SaveAsync(Ann, team with { En = "Newer" }, Cancellation);
        var strangers = await replies.DeleteAsync(Tom, own.Id, Cancellation);

        Assert.AreEqual("all mine team", await ListAsync(Mei));
        Assert.AreEqual("all", await ListAsync(Li));
        Assert.AreEqual("all team", await ListAsync(null));
        Assert.AreEqual(CannedFaultKind.Taken, ((CannedOutcome.Faulty)taken).Faults.Single().Kind);
        Assert.IsInstanceOfType<CannedOutcome.NotAllowed>(notHers);
        Assert.IsInstanceOfType<CannedOutcome.NotAllowed>(moved);
        Assert.AreEqual("place", ((CannedOutcome.Faulty)nowhere).Faults.Single().Field);
        Assert.AreEqual((2L, "New {agent}", RequestStatus.Resolved, true), (changed.Reply.Version, changed.Reply.En, changed.Reply.Status, changed.Reply.IsMacro));
        Assert.AreEqual("New {agent}", (await replies.FindAsync(Mei, team.Id, Cancellation))!.En);
        Assert.IsInstanceOfType<CannedOutcome.Conflict>(late);
        Assert.IsInstanceOfType<CannedOutcome.NotFound>(strangers);
        Assert.IsInstanceOfType<CannedOutcome.Done>(await replies.DeleteAsync(Mei, own.Id, Cancellation));
        Assert.AreEqual("all team", await ListAsync(Mei));
    }

    [TestMethod]
    public async Task A_macro_in_a_conversation_does_all_of_it_once_or_nothing()
    {
        await using var rooms = await DeskRooms.CreateAsync(provider, Cancellation);
        var key = await rooms.HearAsync("c", "person");
        var macro = rooms.Get<RunMacro>();
        var goodbye = await AddAsync(rooms, A("company", "bye") with { En = "Bye {customer|friend}, {agent}.", Note = "Done by {agent}", Tags = "x", Ending = "end" });
        var missing = await AddAsync(rooms, A("company", "gap") with { En = "About {request}", Note = "n" });

        var early = await macro.RunAsync(Mei, goodbye, key, default, seen: 1, "k1", Cancellation);
        var before = await rooms.TextsAsync(key);
        await rooms.DoAsync(key, Mei, new OwnershipEvent.TakenOver(Mei.Id));
        var unknown = await macro.RunAsync(Mei, missing, key, default, seen: 2, "k2", Cancellation);
        var stale = await macro.RunAsync(Mei, goodbye, key, default, seen: 1, "k3", Cancellation);
        var (_, plan) = (await macro.PlanAsync(Mei, goodbye, key, default, Cancellation))!.Value;
        var notes = await NotesAsync(rooms, key);
        var done = await macro.RunAsync(Mei, goodbye, key, default, seen: 2, "k4", Cancellation);
        var again = await macro.RunAsync(Mei, goodbye, key, default, seen: 2, "k4", Cancellation);

        Assert.AreEqual(MacroBar.NotYours, ((MacroOutcome.Barred)early).Plan.Steps[0].Bar);
        Assert.AreEqual(MacroBar.Missing, ((MacroOutcome.Barred)unknown).Plan.Steps[0].Bar);
        Assert.IsInstanceOfType<MacroOutcome.Changed>(stale);
        Assert.AreEqual("", notes);
        Assert.AreEqual("Reply|Bye friend, Mei.| Note|Done by Mei| Tags|x|NotHere End||", string.Join(' ', plan.Steps.Select(step => $"{step.Kind}|{step.Words}|{step.Bar}")));
        Assert.IsInstanceOfType<MacroOutcome.Done>(done);
        Assert.IsInstanceOfType<MacroOutcome.Done>(again);
        var texts = await rooms.TextsAsync(key);
        Assert.AreEqual(1, texts.Count(text => text == "Bye friend, Mei."), string.Join('|', texts));
        Assert.AreEqual("Done by Mei", await NotesAsync(rooms, key));
        Assert.IsTrue((await rooms.StandAsync(key)).HasEnded);
        Assert.AreEqual(1, (await rooms.Get<EditCannedReplies>().FindAsync(Mei, goodbye, Cancellation))!.Used);
        Assert.AreEqual(1, await rooms.CountSignalsAsync("CannedReplyUsed"));
        Assert.HasCount(before.Count + 4, texts);      // taken, bye, farewell, end
    }

    [TestMethod]
    public async Task A_macro_on_a_request_notes_tags_passes_on_answers_and_closes_it_in_the_customer_s_language()
    {
        await using var rooms = await DeskRooms.CreateAsync(provider, Cancellation);
        var request = ((OpenRequestOutcome.Opened)await rooms.WriteAsync(unit => rooms.Get<OpenRequest>().HandleAsync(
            unit, new() { Subject = "账单不对", Details = "账单不对", Category = "billing", Priority = RequestPriority.Normal, Language = "zh", By = Actor.Bot }))).Request;
        var macro = rooms.Get<RunMacro>();
        var wrap = await AddAsync(
            rooms, A("company", "wrap") with { En = "About {request}: done.", Note = "wrapped", Tags = "refund,done", PassTo = "accounts", Status = RequestStatus.Resolved });

        var (_, plan) = (await macro.PlanAsync(Mei, wrap, null, request.Number, Cancellation))!.Value;
        var hidden = await macro.PlanAsync(Li, wrap, null, request.Number, Cancellation);
        var stale = await macro.RunAsync(Mei, wrap, null, request.Number, request.Version + 1, "k1", Cancellation);
        var done = await macro.RunAsync(Mei, wrap, null, request.Number, request.Version, "k2", Cancellation);
        var after = (await rooms.ReadAsync(session => RequestStore.FindAsync(session, request.Number)))!;
        var marks = await rooms.ReadAsync(session => MarkStore.ReadAsync(session, request.Number));
        var history = await rooms.ReadAsync(session => RequestStore.HistoryAsync(session, request.Id));

        Assert.AreEqual(("zh", true, $"About {request.Number}: done.", "en", true), (plan.Language, plan.IsOtherLanguage, plan.Steps[0].Words, plan.Steps[0].Language, plan.MayRun));
        Assert.IsNull(hidden);
        Assert.IsInstanceOfType<MacroOutcome.Changed>(stale);
        Assert.IsInstanceOfType<MacroOutcome.Done>(done);
        Assert.AreEqual((RequestStatus.Resolved, "accounts", "done refund"), (after.Status, after.Team, string.Join(' ', marks.Tags)));
        Assert.AreEqual("wrapped:False", string.Join(' ', history.Where(change => change.Comment == "wrapped").Select(change => $"{change.Comment}:{change.IsPublic}")));
        Assert.AreEqual("True", string.Join(' ', history.Where(change => change.Comment == $"About {request.Number}: done.").Select(change => change.IsPublic)));
        Assert.AreEqual(1, (await rooms.Get<EditCannedReplies>().FindAsync(Mei, wrap, Cancellation))!.Used);
    }

    private static CannedReply A(string place, string shortcut) => new() { Id = Guid.NewGuid(), Place = place, Shortcut = shortcut, Title = shortcut, En = "Hello", ChangedAt = default };

    private async Task<Guid> AddAsync(TestRooms rooms, CannedReply reply)
    {
        Assert.IsInstanceOfType<CannedOutcome.Done>(await rooms.Get<EditCannedReplies>().SaveAsync(null, reply, Cancellation));
        return reply.Id;
    }

    private static async Task<string> NotesAsync(TestRooms rooms, long key) =>
        string.Join(' ', (await rooms.ReadAsync(session => SaidStore.NotesAsync(session, key, 0, 0, long.MaxValue, 10))).Select(said => said.Words));
}
