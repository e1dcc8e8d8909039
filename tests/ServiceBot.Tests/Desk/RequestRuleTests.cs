using ServiceBot.Channels.Api;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Gaps;
using ServiceBot.Desk.Requests;

namespace ServiceBot.Tests.Desk;

[TestClass]
public sealed class RequestRuleTests
{
    private static readonly DateTimeOffset Monday9am = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Window = TimeSpan.FromDays(14);

    [TestMethod]
    [DataRow(RequestStatus.New, "Open Waiting Held Resolved Closed Withdrawn")]
    [DataRow(RequestStatus.Open, "Waiting Held Resolved Closed Withdrawn")]
    [DataRow(RequestStatus.Waiting, "Open Held Resolved Closed Withdrawn")]
    [DataRow(RequestStatus.Held, "Open Waiting Resolved Closed Withdrawn")]
    [DataRow(RequestStatus.Resolved, "Open Closed")]
    [DataRow(RequestStatus.Closed, "")]
    [DataRow(RequestStatus.Withdrawn, "")]
    public void A_status_is_followed_by_what_may_follow_it(RequestStatus from, string allowed)
    {
        foreach (var to in Enum.GetValues<RequestStatus>().Where(to => to != from))
        {
            var outcome = ChangeStatus.Decide(Request() with { Status = from }, to, version: null, Window, Monday9am);

            Assert.AreEqual(allowed.Split(' ').Contains(to.ToString()), outcome is ChangeStatusOutcome.Changed);
        }
    }

    [TestMethod]
    public void The_same_status_changes_nothing()
    {
        var closed = Request() with { Status = RequestStatus.Closed };

        Assert.AreEqual(new ChangeStatusOutcome.Changed(closed), ChangeStatus.Decide(closed, RequestStatus.Closed, version: 1, Window, Monday9am));
    }

    [TestMethod]
    public void Closing_notes_the_time_and_opening_again_forgets_it()
    {
        var closed = (ChangeStatusOutcome.Changed)ChangeStatus.Decide(Request(), RequestStatus.Closed, version: null, Window, Monday9am.AddHours(1));
        var reopened = (ChangeStatusOutcome.Changed)ChangeStatus.Decide(
            Request() with { Status = RequestStatus.Resolved, ClosedAt = Monday9am }, RequestStatus.Open, version: null, Window, Monday9am.AddHours(1));

        Assert.AreEqual(Monday9am.AddHours(1), closed.Request.ClosedAt);
        Assert.IsNull(reopened.Request.ClosedAt);
    }

    [TestMethod]
    public void A_change_of_another_version_is_a_conflict()
    {
        var request = Request() with { Version = 4 };

        Assert.AreEqual(new ChangeStatusOutcome.Conflict(request), ChangeStatus.Decide(request, RequestStatus.Open, version: 3, Window, Monday9am));
        Assert.AreEqual(new ChangeStatusOutcome.NotFound(), ChangeStatus.Decide(null, RequestStatus.Open, version: 3, Window, Monday9am));
    }

    [TestMethod]
    public void A_word_of_the_customer_opens_again_and_a_word_of_the_team_does_not()
    {
        var resolved = Request() with { Status = RequestStatus.Resolved };

        var customer = (AddCommentOutcome.Added)AddComment.Decide(resolved, Actor.Customer, Window, Monday9am);
        var team = (AddCommentOutcome.Added)AddComment.Decide(resolved, Actor.Api("desk"), Window, Monday9am);

        Assert.AreEqual(RequestStatus.Open, customer.Request.Status);
        Assert.AreEqual(RequestStatus.Resolved, team.Request.Status);
    }

    [TestMethod]
    public void What_was_resolved_is_opened_again_within_the_window_and_no_later()
    {
        var resolved = Request() with { Status = RequestStatus.Resolved, ResolvedAt = Monday9am };
        var (inTime, late) = (Monday9am + Window, Monday9am + Window + TimeSpan.FromSeconds(1));

        Assert.IsInstanceOfType<AddCommentOutcome.Added>(AddComment.Decide(resolved, Actor.Customer, Window, inTime));
        Assert.IsInstanceOfType<AddCommentOutcome.Over>(AddComment.Decide(resolved, Actor.Customer, Window, late));
        Assert.IsInstanceOfType<ChangeStatusOutcome.Changed>(ChangeStatus.Decide(resolved, RequestStatus.Open, null, Window, inTime));
        CollectionAssert.AreEqual(
            new[] { RequestStatus.Closed }, ((ChangeStatusOutcome.NotAllowed)ChangeStatus.Decide(resolved, RequestStatus.Open, null, Window, late)).Allowed.ToArray());
    }

    [TestMethod]
    public void Whatever_is_wished_for_a_request_never_leaves_the_table_of_statuses()
    {
        var random = new Random(20260304);
        var (request, now) = (Request(), Monday9am);
        for (var step = 0; step < 20_000; step++)
        {
            now += TimeSpan.FromHours(random.Next(100));
            var before = request;
            var to = Enum.GetValues<RequestStatus>()[random.Next(Enum.GetValues<RequestStatus>().Length)];
            request = random.Next(3) == 0
                ? AddComment.Decide(request, random.Next(2) == 0 ? Actor.Customer : Actor.Api("desk"), Window, now) is AddCommentOutcome.Added added ? added.Request : request
                : ChangeStatus.Decide(request, to, null, Window, now) is ChangeStatusOutcome.Changed changed ? changed.Request : request;

            Assert.IsTrue(request.Status == before.Status || RequestTransitions.From(before, Window, now).Contains(request.Status), $"{before.Status} → {request.Status}");
            Assert.AreEqual(RequestTransitions.IsOver(request.Status), request.ClosedAt is not null);
            Assert.IsTrue(request.ResolvedAt is null || request.Status is RequestStatus.Resolved or RequestStatus.Closed or RequestStatus.Withdrawn);
            request = RequestTransitions.IsOver(request.Status) ? Request() : request;
        }
    }

    [TestMethod]
    [DataRow(RequestLevel.High, RequestLevel.High, RequestPriority.Urgent)]
    [DataRow(RequestLevel.High, RequestLevel.Low, RequestPriority.Normal)]
    [DataRow(RequestLevel.Low, RequestLevel.High, RequestPriority.High)]
    [DataRow(RequestLevel.Low, RequestLevel.Medium, RequestPriority.Low)]
    public void The_priority_follows_from_impact_and_urgency_by_the_table_of_the_settings(RequestLevel impact, RequestLevel urgency, RequestPriority priority)
    {
        var options = new RequestOptions { Priorities = { ["LOW-high"] = RequestPriority.High } };

        var edited = (EditRequestOutcome.Edited)EditRequest.Decide(Request(), new() { Impact = impact, Urgency = urgency }, null, options, Monday9am);
        var half = EditRequest.Decide(Request(), new() { Impact = impact }, null, options, Monday9am);
        var given = (EditRequestOutcome.Edited)EditRequest.Decide(edited.Request, new() { Priority = RequestPriority.Urgent }, null, options, Monday9am);

        Assert.AreEqual(priority, edited.Request.Priority);
        Assert.IsInstanceOfType<EditRequestOutcome.HalfRated>(half);
        Assert.AreEqual((RequestPriority.Urgent, null, null), (given.Request.Priority, given.Request.Impact, given.Request.Urgency));
    }

    [TestMethod]
    public void A_bad_table_or_window_is_named()
    {
        var failed = new RequestOptionsRules().Validate(null, new() { ReopenDays = 0, Priorities = { ["big-small"] = RequestPriority.Low } });

        Assert.Contains("Desk:Requests:ReopenDays", failed.FailureMessage!);
        Assert.Contains("Desk:Requests:Priorities:big-small", failed.FailureMessage!);
    }

    [TestMethod]
    [DataRow("SR-000123", 123L)]
    [DataRow("sr 123", 123L)]
    [DataRow("ＳＲ－０００１２３", 123L)]
    [DataRow("SR-1234567", 1_234_567L)]
    [DataRow("SR-0", 0L)]
    [DataRow("SR-", 0L)]
    [DataRow("SR-9999999999999", 0L)]
    [DataRow("HL-000123", 0L)]
    [DataRow("123", 0L)]
    [DataRow("\ud83d", 0L)]
    public void A_request_number_is_read_as_people_write_it(string written, long number)
    {
        Assert.AreEqual(number > 0, RequestNumber.TryParse(written, out var parsed));
        Assert.AreEqual(number, parsed.Value);
    }

    [TestMethod]
    [DataRow("Do you sell toasters?", "do you sell toasters")]
    [DataRow("  do YOU -- sell\ttoasters!! ", "do you sell toasters")]
    [DataRow("你们卖　面包机吗？", "你们卖 面包机吗")]
    [DataRow("?!", "")]
    public void Questions_that_differ_in_dress_only_are_one(string question, string normalised) =>
        Assert.AreEqual(normalised, KnowledgeGap.Normalise(question));

    [TestMethod]
    public void A_cursor_reads_back_and_nothing_else_does()
    {
        Assert.IsTrue(Cursor.TryRead(Cursor.Write(5, long.MaxValue), 2, out var place));
        CollectionAssert.AreEqual(new[] { 5, long.MaxValue }, place);
        foreach (var bad in (string[])["", "x", "é", "-", "====", Cursor.Write(5), new string('A', 200)])
        {
            Assert.IsFalse(Cursor.TryRead(bad, 2, out _), bad);
        }
    }

    [TestMethod]
    [DataRow("shop", "0123456789abcdef", true)]
    [DataRow("shop", "0123456789abcde", false)]
    [DataRow("", "0123456789abcdef", false)]
    [DataRow("shop", "sha256:0123", false)]
    [DataRow("shop", "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", true)]
    public void An_api_key_is_long_enough_or_a_whole_hash(string name, string key, bool valid) =>
        Assert.AreEqual(valid, new ApiOptionsRules().Validate(null, new() { Keys = { new() { Name = name, Key = key } } }).Succeeded);

    private static ServiceRequest Request() => new()
    {
        Id = Guid.Parse("01958000-0000-7000-8000-000000000009"),
        Number = new(1),
        Subject = "Router drops",
        Details = "Every evening.",
        Category = "fault",
        Priority = RequestPriority.Normal,
        Status = RequestStatus.New,
        Team = "faults",
        Language = "en",
        OpenedAt = Monday9am,
        ChangedAt = Monday9am,
        Version = 1,
    };
}
