using System.Net.Http.Json;
using System.Text.Json;
using ServiceBot.Channels.Turns;
using ServiceBot.Crm.Customers;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Sla;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.IntegrationTests.Desk.HandOver;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Desk;

[TestClass]
public sealed class RequestLinksOnSqlite() : RequestLinkTests(StorageProvider.Sqlite);

[TestClass]
public sealed class RequestLinksOnPostgreSql() : RequestLinkTests(StorageProvider.PostgreSql);

/// <summary>Requests that belong together: linked, told together, merged and split.</summary>
public abstract class RequestLinkTests(StorageProvider provider)
{
    private static readonly Actor Mei = Actor.Staff(DeskRooms.Mei.Id);
    private TestRooms? _rooms;
    private ToldNews? _news;
    private ToldNews? _updates;

    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    private TestRooms Rooms => _rooms!;

    private LinkRequests Links => Rooms.Get<LinkRequests>();

    [TestInitialize]
    public async Task CreateAsync()
    {
        _rooms = await DeskRooms.CreateAsync(provider, Cancellation);
        _news = new(_rooms);
        _updates = new(_rooms, _rooms.Get<UpdateLinked>());
    }

    [TestCleanup]
    public async Task CloseAsync() => await Rooms.DisposeAsync();

    [TestMethod]
    public async Task A_pair_has_one_link_and_links_close_no_circle_and_are_seen_from_both_sides()
    {
        var (a, b, c) = (await OpenAsync(null), await OpenAsync(null), await OpenAsync(null));

        Assert.AreEqual(LinkRequestsOutcome.Self, await LinkAsync(a, RequestLinkKind.Parent, a));
        Assert.AreEqual(LinkRequestsOutcome.Done, await LinkAsync(a, RequestLinkKind.Parent, b));
        Assert.AreEqual(LinkRequestsOutcome.Done, await LinkAsync(a, RequestLinkKind.Parent, b));
        Assert.AreEqual(LinkRequestsOutcome.Linked, await LinkAsync(a, RequestLinkKind.Duplicate, b));
        Assert.AreEqual(LinkRequestsOutcome.Linked, await LinkAsync(b, RequestLinkKind.Parent, a));
        Assert.AreEqual(LinkRequestsOutcome.Taken, await LinkAsync(a, RequestLinkKind.Parent, c));
        Assert.AreEqual(LinkRequestsOutcome.Done, await LinkAsync(b, RequestLinkKind.Problem, c));
        Assert.AreEqual(LinkRequestsOutcome.Circle, await LinkAsync(c, RequestLinkKind.Duplicate, a));
        Assert.AreEqual(LinkRequestsOutcome.Done, await LinkAsync(c, RequestLinkKind.Related, a));
        Assert.AreEqual(LinkRequestsOutcome.Done, await LinkAsync(a, RequestLinkKind.Related, c));

        CollectionAssert.AreEqual(new[] { (RequestLinkKind.Parent, true, b.Number), (RequestLinkKind.Related, false, c.Number) }, await LinkedAsync(a));
        CollectionAssert.AreEqual(new[] { (RequestLinkKind.Parent, false, a.Number), (RequestLinkKind.Problem, true, c.Number) }, await LinkedAsync(b));
        CollectionAssert.AreEqual(new[] { (RequestLinkKind.Problem, false, b.Number), (RequestLinkKind.Related, false, a.Number) }, await LinkedAsync(c));

        Assert.AreEqual(LinkRequestsOutcome.Done, await LinkAsync(a, RequestLinkKind.Related, c, linked: false));
        Assert.AreEqual(LinkRequestsOutcome.Done, await LinkAsync(a, RequestLinkKind.Parent, b, linked: false));
        Assert.AreEqual(LinkRequestsOutcome.Done, await LinkAsync(a, RequestLinkKind.Parent, b, linked: false));
        Assert.IsEmpty(await LinkedAsync(a));
        Assert.AreEqual(LinkRequestsOutcome.Done, await LinkAsync(c, RequestLinkKind.Duplicate, a));
        Assert.AreEqual((8L, 4L), (await Rooms.CountSignalsAsync("RequestLinked"), await Rooms.CountSignalsAsync("RequestUnlinked")));
        CollectionAssert.AreEqual(
            new[] { ("link:parent", $"{b.Number}"), ("link:related", $"{c.Number}"), ("link:related", null), ("link:parent", null), ("linked:duplicate", (string?)$"{c.Number}") },
            (await HistoryAsync(a)).Where(change => change.What.StartsWith("link", StringComparison.Ordinal)).Select(change => (change.What, change.ToValue)).ToArray());
    }

    [TestMethod]
    public async Task Links_that_are_made_at_once_close_no_circle()
    {
        var all = new List<ServiceRequest>();
        for (var i = 0; i < 6; i++)
        {
            all.Add(await OpenAsync(null));
        }

        await Task.WhenAll(from one in all from other in all where one != other select LinkAsync(one, RequestLinkKind.Duplicate, other));

        foreach (var request in all)
        {
            Assert.IsLessThanOrEqualTo(1, (await LinkedAsync(request)).Count(link => link.IsUp));
            var (seen, at) = (new HashSet<RequestNumber>(), (RequestNumber?)request.Number);
            while (at is { } number)
            {
                Assert.IsTrue(seen.Add(number), "it goes in a circle");
                at = (await Rooms.ReadAsync(session => RequestLinkStore.ListAsync(session, number, Sight.Everything))).Where(link => link.IsUp).Select(link => (RequestNumber?)link.Number).SingleOrDefault();
            }
        }
    }

    [TestMethod]
    public async Task An_update_of_a_problem_reaches_each_linked_customer_once_and_is_written_to_all_also_when_it_is_sent_again()
    {
        var (ann, bob) = (await TalkAsync("c1~ann"), await TalkAsync("c2~bob"));
        var problem = await OpenAsync(null);
        var (first, again, other, bare, over) = (await OpenAsync(ann), await OpenAsync(ann), await OpenAsync(bob), await OpenAsync(null), await OpenAsync(bob));
        await LinkAsync(first, RequestLinkKind.Problem, problem);
        await LinkAsync(again, RequestLinkKind.Problem, problem);
        await LinkAsync(other, RequestLinkKind.Duplicate, first);
        await LinkAsync(bare, RequestLinkKind.Problem, problem);
        await LinkAsync(over, RequestLinkKind.Problem, problem);
        await MoveAsync(over, RequestStatus.Withdrawn);
        await _news!.TellAsync();

        var preview = await Rooms.ReadAsync(session => LinkedCustomers.ListAsync(session, problem));
        var answer = new RequestAnswer { Text = "We found the cause.", IsPublic = true, ToLinked = true, Version = 1, DedupeKey = "k" };
        Assert.IsInstanceOfType<AnswerRequestOutcome.Done>(await AnswerAsync(problem, answer));
        Assert.IsInstanceOfType<AnswerRequestOutcome.Done>(await AnswerAsync(problem, answer));
        await _updates!.TellAsync();

        CollectionAssert.AreEqual(
            new[] { (first.Number, true), (again.Number, false), (other.Number, true), (bare.Number, false) }, preview.Select(linked => (linked.Request.Number, linked.IsTold)).ToArray());
        foreach (var request in new[] { first, again, other, bare })
        {
            Assert.AreEqual("We found the cause.", (await HistoryAsync(request)).Single(change => change is { What: "comment", IsPublic: true }).Comment);
        }

        Assert.IsEmpty((await HistoryAsync(over)).Where(change => change.What == "comment"));
        CollectionAssert.AreEqual(new[] { $"About your request {first.Number}:\n\n> We found the cause.\n\nThe same is true of {again.Number}." }, await SaidAsync(ann));
        CollectionAssert.AreEqual(new[] { $"About your request {other.Number}:\n\n> We found the cause." }, await SaidAsync(bob));

        // And when it is resolved, all are, with one word to each customer.
        var now = await FindAsync(problem);
        Assert.IsInstanceOfType<AnswerRequestOutcome.Done>(await AnswerAsync(now, new() { Status = RequestStatus.Resolved, IsPublic = true, ToLinked = true, Version = now.Version, DedupeKey = "l" }));
        await _updates!.TellAsync();
        foreach (var request in new[] { first, again, other, bare })
        {
            Assert.AreEqual(RequestStatus.Resolved, (await FindAsync(request)).Status);
        }

        Assert.HasCount(2, await SaidAsync(ann));
        Assert.Contains($"The same is true of {again.Number}.", (await SaidAsync(ann))[1]);
        Assert.HasCount(2, await SaidAsync(bob));
    }

    [TestMethod]
    public async Task An_update_for_many_is_written_in_small_units_and_to_each_once()
    {
        var problem = await OpenAsync(null);
        var incidents = new List<ServiceRequest>();
        for (var i = 0; i < 45; i++)
        {
            incidents.Add(await OpenAsync(null));
            await LinkAsync(incidents[^1], RequestLinkKind.Problem, problem);
        }

        await AnswerAsync(problem, new() { Text = "Known.", IsPublic = true, ToLinked = true, Version = 1, DedupeKey = "k" });
        await _updates!.TellAsync();

        Assert.AreEqual(3L, await Rooms.CountSignalsAsync("RequestUpdateSent"));
        foreach (var incident in incidents)
        {
            Assert.HasCount(1, (await HistoryAsync(incident)).Where(change => change.What == "comment").ToList());
        }
    }

    [TestMethod]
    public async Task Open_parts_are_warned_of_before_a_request_is_resolved()
    {
        var (whole, part, done) = (await OpenAsync(null), await OpenAsync(null), await OpenAsync(null));
        await LinkAsync(part, RequestLinkKind.Parent, whole);
        await LinkAsync(done, RequestLinkKind.Parent, whole);
        await MoveAsync(done, RequestStatus.Resolved);
        var answer = new RequestAnswer { Status = RequestStatus.Resolved, IsPublic = true, Version = 1, DedupeKey = "k" };

        var warned = await AnswerAsync(whole, answer);
        var still = await FindAsync(whole);
        var despite = await AnswerAsync(whole, answer with { DespiteParts = true });

        CollectionAssert.AreEqual(new[] { part.Number }, Assert.IsInstanceOfType<AnswerRequestOutcome.OpenParts>(warned).Parts.ToArray());
        Assert.AreEqual(RequestStatus.New, still.Status);
        Assert.IsInstanceOfType<AnswerRequestOutcome.Done>(despite);
        Assert.AreEqual(RequestStatus.Resolved, (await FindAsync(whole)).Status);
    }

    [TestMethod]
    public async Task A_merged_request_is_read_and_worked_on_at_the_survivor_and_its_clock_stands_still()
    {
        var (ann, mail) = (await TalkAsync("c1~ann"), await TalkAsync("c2~eve"));
        var (survivor, merged) = (await OpenAsync(ann), await OpenAsync(mail, customer: null));
        await SayAsync(merged, "Before.", Mei);
        var sla = Rooms.Get<RequestSla>();
        Rooms.Clock.Advance(TimeSpan.FromHours(1));

        Assert.AreEqual(LinkRequestsOutcome.Done, await MergeAsync(merged, survivor));
        Assert.AreEqual(LinkRequestsOutcome.Done, await MergeAsync(merged, survivor));
        var now = await FindAsync(merged);
        Rooms.Clock.Advance(TimeSpan.FromDays(30));
        var (due, isLate, _) = sla.NextOf(now, await HistoryAsync(merged), Rooms.Clock.GetUtcNow());
        var byStaff = await SayAsync(merged, "Not here.", Mei);
        var moved = await MoveAsync(merged, RequestStatus.Resolved);
        var assigned = await Rooms.WriteAsync(unit => Rooms.Get<AssignRequest>().HandleAsync(unit, merged.Number, "billing", null, Mei, null));
        var byCustomer = await SayAsync(merged, "Still broken.", Actor.Customer);
        await SayAsync(survivor, "We look at both.", Mei);
        var dossier = await Rooms.ReadAsync(session => RequestDesk.OpenAsync(session, survivor.Number, Sight.Everything, sla, Rooms.Clock.GetUtcNow()));
        var listed = await Rooms.ReadAsync(session => RequestQuery.PageAsync(session, RequestDesk.Of("open", Sight.Everything), 0, 10, newestFirst: false));

        Assert.AreEqual(survivor.Number, now.MergedInto);
        Assert.AreEqual((null, false), (due, isLate));
        Assert.IsInstanceOfType<AddCommentOutcome.Over>(byStaff);
        Assert.IsInstanceOfType<ChangeStatusOutcome.NotAllowed>(moved);
        Assert.IsInstanceOfType<AssignOutcome.Over>(assigned);
        Assert.AreEqual(survivor.Number, Assert.IsInstanceOfType<AddCommentOutcome.Added>(byCustomer).Request.Number);
        CollectionAssert.AreEqual(
            new[] { (null, "Still broken."), (null, "We look at both."), (merged.Number, "Every evening."), ((RequestNumber?)merged.Number, "Before.") },
            dossier!.Thread.Where(line => line.Change.What == "comment").OrderBy(line => line.From?.Value).Select(line => (line.From, line.Change.Comment)).ToArray());
        CollectionAssert.AreEqual(new[] { survivor.Number }, listed.Select(request => request.Number).ToArray());
        CollectionAssert.AreEqual(new[] { $"About your request {survivor.Number}:\n\n> We look at both." }, await SaidAsync(ann));
        Assert.AreEqual($"About your request {merged.Number}:\n\n> We look at both.", (await SaidAsync(mail))[^1]);

        await Rooms.WriteAsync(unit => Links.UnmergeAsync(unit, now, Mei));
        var back = await FindAsync(merged);
        Assert.AreEqual((now with { MergedInto = null }), back);
        Assert.IsNotNull(sla.NextOf(back, await HistoryAsync(merged), Rooms.Clock.GetUtcNow()).DueAt);
        Assert.IsFalse(sla.NextOf(back, await HistoryAsync(merged), Rooms.Clock.GetUtcNow()).IsLate, "the month in which it was merged does not count");
    }

    [TestMethod]
    public async Task Requests_of_different_customers_that_are_over_or_in_a_circle_are_not_merged()
    {
        var (ann, bob) = (await TalkAsync("c1~ann"), await TalkAsync("c2~bob"));
        var (a, b, c, over) = (await OpenAsync(ann), await OpenAsync(bob), await OpenAsync(ann), await OpenAsync(ann));
        await MoveAsync(over, RequestStatus.Closed);

        Assert.AreEqual(LinkRequestsOutcome.Customers, await MergeAsync(a, b));
        Assert.AreEqual(LinkRequestsOutcome.Self, await MergeAsync(a, a));
        Assert.AreEqual(LinkRequestsOutcome.Over, await MergeAsync(a, over));
        Assert.AreEqual(LinkRequestsOutcome.Done, await MergeAsync(a, c));
        Assert.AreEqual(LinkRequestsOutcome.Merged, await MergeAsync(c, a));
        Assert.AreEqual(LinkRequestsOutcome.Merged, await MergeAsync(over, a));
    }

    /// <summary>The same is done to requests that are merged and unmerged, and to twins that never are: at the end they are the same.</summary>
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    [DataRow(4)]
    public async Task Merging_and_unmerging_leave_what_would_be_there_without_them(int seed)
    {
        var random = new Random(seed);
        var talk = await TalkAsync("c1~ann");
        var (real, twins) = (new List<ServiceRequest>(), new List<ServiceRequest>());
        for (var i = 0; i < 5; i++)
        {
            real.Add(await OpenAsync(talk));
            twins.Add(await OpenAsync(talk));
        }

        var into = new int?[real.Count];     // the model: which is merged into which
        var isOver = new bool[real.Count];
        int SurvivorOf(int i) => into[i] is { } next ? SurvivorOf(next) : i;
        for (var step = 0; step < 60; step++)
        {
            Rooms.Clock.Advance(TimeSpan.FromMinutes(7));
            var (i, j) = (random.Next(real.Count), random.Next(real.Count));
            switch (random.Next(8))
            {
                case 0 or 1:
                    var expected = i == j ? LinkRequestsOutcome.Self : into[i] == j ? LinkRequestsOutcome.Done
                        : into[i] is not null || into[j] is not null ? LinkRequestsOutcome.Merged : isOver[i] || isOver[j] ? LinkRequestsOutcome.Over : LinkRequestsOutcome.Done;
                    Assert.AreEqual(expected, await MergeAsync(real[i], real[j]), $"seed {seed}, step {step}: {i} into {j}");
                    into[i] = expected == LinkRequestsOutcome.Done ? j : into[i];
                    break;
                case 2:
                    Assert.AreEqual(LinkRequestsOutcome.Done, await Rooms.WriteAsync(unit => Links.UnmergeAsync(unit, real[i], Mei)));
                    into[i] = null;
                    break;
                case 3:
                    await SayAsync(real[i], $"customer {step}", Actor.Customer);
                    await SayAsync(twins[SurvivorOf(i)], $"customer {step}", Actor.Customer);
                    break;
                case 4:
                    await BothAsync(request => SayAsync(request, $"staff {step}", Mei));
                    break;
                case 5:
                    var to = new[] { RequestStatus.Open, RequestStatus.Waiting, RequestStatus.Held, RequestStatus.Resolved, RequestStatus.Closed }[random.Next(step > 40 ? 5 : 4)];
                    await BothAsync(request => MoveAsync(request, to));
                    isOver[i] = RequestTransitions.IsOver((await FindAsync(real[i])).Status);
                    break;
                case 6:
                    await BothAsync(request => Rooms.WriteAsync(unit => Rooms.Get<AssignRequest>().HandleAsync(unit, request.Number, null, DeskRooms.Mei.Id, Mei, null)));
                    break;
                default:
                    var category = random.Next(2) == 0 ? "billing" : "fault";
                    await BothAsync(request => Rooms.WriteAsync(unit => Rooms.Get<EditRequest>().HandleAsync(unit, request.Number, new() { Category = category }, Mei, null)));
                    break;
            }

            async Task BothAsync(Func<ServiceRequest, Task> act)
            {
                await act(real[i]);
                if (into[i] is null)
                {
                    await act(twins[i]);
                }
            }
        }

        foreach (var request in real)
        {
            await Rooms.WriteAsync(unit => Links.UnmergeAsync(unit, request, Mei));
        }

        for (var i = 0; i < real.Count; i++)
        {
            var (left, right) = (await FindAsync(real[i]), await FindAsync(twins[i]));
            Assert.AreEqual(right, left with { Id = right.Id, Number = right.Number, OpenedAt = right.OpenedAt });
            CollectionAssert.AreEqual(await LinesAsync(right), await LinesAsync(left));
        }

        async Task<List<string>> LinesAsync(ServiceRequest request) => [.. (await HistoryAsync(request))
            .Where(change => !change.What.EndsWith(":merged", StringComparison.Ordinal) && change.What is not "opened" and not "routed")
            .Select(change => $"{change.At:O} {change.Who} {change.What} {change.FromValue} {change.ToValue} {change.Comment} {change.IsPublic}")];
    }

    [TestMethod]
    public async Task A_split_moves_nothing_is_read_at_both_and_is_undone()
    {
        var ann = await TalkAsync("c1~ann");
        var source = await OpenAsync(ann);
        await SayAsync(source, "And my bill is wrong.", Actor.Customer);
        await SayAsync(source, "We look.", Mei);
        var bill = (await HistoryAsync(source)).Single(change => change.Comment == "And my bill is wrong.");
        var before = await HistoryAsync(source);

        Task<SplitOutcome> TryAsync(params long[] lines) => Rooms.WriteAsync(async unit =>
            await Rooms.Get<SplitRequest>().HandleAsync(unit, (await RequestStore.FindAsync(unit, source.Number))!, "Wrong bill", lines, Mei, "once"));

        Assert.IsInstanceOfType<SplitOutcome.NoSuchLine>(await TryAsync());
        Assert.IsInstanceOfType<SplitOutcome.NoSuchLine>(await TryAsync(bill.Id, 99_999));
        var made = Assert.IsInstanceOfType<SplitOutcome.Split>(await TryAsync(bill.Id)).Request;
        Assert.AreEqual(made.Number, Assert.IsInstanceOfType<SplitOutcome.Split>(await TryAsync(bill.Id)).Request.Number);
        await SayAsync(made, "Your bill is mended.", Mei);
        var dossier = await DossierAsync(made);

        CollectionAssert.AreEqual(before.ToArray(), (await HistoryAsync(source)).Take(before.Count).ToArray());
        Assert.AreEqual((source.Customer, source.Conversation), (made.Customer, made.Conversation));
        CollectionAssert.AreEqual(
            new[] { ((RequestNumber?)source.Number, "And my bill is wrong."), (null, "Your bill is mended.") },
            dossier.Thread.Where(line => line.Change.What == "comment").Select(line => (line.From, line.Change.Comment!)).ToArray());
        CollectionAssert.AreEqual(new[] { (RequestLinkKind.Split, true, source.Number) }, await LinkedAsync(made));

        Assert.AreEqual(LinkRequestsOutcome.Done, await Rooms.WriteAsync(unit => Links.UnsplitAsync(unit, made, source, Mei)));
        CollectionAssert.AreEqual(new[] { (RequestLinkKind.Merged, true, source.Number) }, await LinkedAsync(made));
        Assert.Contains("Your bill is mended.", (await DossierAsync(source)).Thread.Select(line => line.Change.Comment).ToList());
    }

    [TestMethod]
    public async Task The_api_links_merges_splits_and_answers_a_merged_request_with_a_pointer()
    {
        await Rooms.StartAsync(Cancellation);
        using var client = new HttpClient { BaseAddress = Rooms.Address };
        client.DefaultRequestHeaders.Add("X-Api-Key", DeskRooms.Key);
        var (a, b) = (await OpenAsync(null), await OpenAsync(null));
        await SayAsync(a, "Words", Mei);
        async Task<(int Status, JsonElement Body)> PostAsync(string path, object body)
        {
            using var response = await client.PostAsync($"/api/v1/requests/{path}", JsonContent.Create(body), Cancellation);
            return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation));
        }

        Task<JsonElement> GetAsync(ServiceRequest request) => client.GetFromJsonAsync<JsonElement>($"/api/v1/requests/{request.Number}", Cancellation);

        Assert.AreEqual(400, (await PostAsync($"{a.Number}/links", new { kind = "merged", other = $"{b.Number}" })).Status);
        Assert.AreEqual(400, (await PostAsync($"{a.Number}/links", new { kind = "parent", other = "SR-000999" })).Status);
        Assert.AreEqual(200, (await PostAsync($"{a.Number}/links", new { kind = "problem", other = $"{b.Number}" })).Status);
        Assert.AreEqual(409, (await PostAsync($"{b.Number}/links", new { kind = "parent", other = $"{a.Number}" })).Status);
        var reached = await client.GetFromJsonAsync<JsonElement>($"/api/v1/requests/{b.Number}/linked-customers", Cancellation);
        Assert.AreEqual($"{a.Number}", reached[0].GetProperty("number").GetString());
        Assert.AreEqual(400, (await PostAsync($"{b.Number}/comments", new { text = "x", toLinked = true })).Status);
        Assert.AreEqual(200, (await PostAsync($"{b.Number}/comments", new { text = "For all", @public = true, toLinked = true })).Status);
        Assert.AreEqual(1L, await Rooms.CountSignalsAsync("RequestUpdateSent"));
        var line = (await GetAsync(a)).GetProperty("history").EnumerateArray().Single(change => change.GetProperty("what").GetString() == "comment" && change.GetProperty("comment").GetString() == "Words").GetProperty("id").GetInt64();
        var (split, made) = await PostAsync($"{a.Number}/split", new { subject = "Part", lines = new[] { line } });
        Assert.AreEqual(200, split);
        Assert.AreEqual(400, (await PostAsync($"{a.Number}/split", new { subject = "Part", lines = new[] { 99_999 } })).Status);
        Assert.AreEqual($"{a.Number}", (await PostAsync($"{made.GetProperty("number").GetString()}/unsplit", new { })).Body.GetProperty("mergedInto").GetString());
        Assert.AreEqual($"{b.Number}", (await PostAsync($"{a.Number}/merge", new { into = $"{b.Number}" })).Body.GetProperty("mergedInto").GetString());
        var (refused, pointer) = await PostAsync($"{a.Number}/comments", new { text = "hello" });
        Assert.AreEqual((409, $"{b.Number}"), (refused, pointer.GetProperty("mergedInto").GetString()));
        Assert.AreEqual(409, (await PostAsync($"{a.Number}/status", new { status = "open" })).Status);
        Assert.Contains("Words", (await GetAsync(b)).GetProperty("elsewhere").EnumerateArray().Select(read => read.GetProperty("change").GetProperty("comment").GetString()).ToList());
        Assert.AreEqual(JsonValueKind.Null, (await PostAsync($"{a.Number}/unmerge", new { })).Body.GetProperty("mergedInto").ValueKind);
    }

    private async Task<long> TalkAsync(string name)
    {
        var key = await Rooms.HearAsync(name, "hello");
        await Rooms.WriteAsync(unit => CustomerOfAsync(unit, key));
        return key;
    }

    private async Task<Customer> CustomerOfAsync(UnitOfWork unit, long key)
    {
        var conversation = (await ConversationStore.FindAsync(unit, key))!;
        return await Rooms.Get<RecogniseCustomer>().HandleAsync(unit, RecogniseCustomer.AccountOf(conversation.ChannelId, conversation.UserId), null, "en", Rooms.Clock.GetUtcNow());
    }

    private async Task<ServiceRequest> OpenAsync(long? conversation, bool? customer = true)
    {
        var outcome = await Rooms.WriteAsync(async unit => await Rooms.Get<OpenRequest>().HandleAsync(unit, new()
        {
            Subject = "Router drops",
            Details = "Every evening.",
            Category = "other",
            Language = "en",
            By = Actor.Customer,
            Conversation = conversation,
            Customer = conversation is { } key && customer == true ? (await CustomerOfAsync(unit, key)).Id : null,
        }));
        return ((OpenRequestOutcome.Opened)outcome).Request;
    }

    private Task<LinkRequestsOutcome> LinkAsync(ServiceRequest request, RequestLinkKind kind, ServiceRequest other, bool linked = true) =>
        Rooms.WriteAsync(unit => Links.LinkAsync(unit, request, kind, other, linked, Mei));

    private Task<LinkRequestsOutcome> MergeAsync(ServiceRequest request, ServiceRequest survivor) => Rooms.WriteAsync(unit => Links.MergeAsync(unit, request, survivor, Mei));

    private async Task<(RequestLinkKind Kind, bool IsUp, RequestNumber Number)[]> LinkedAsync(ServiceRequest request) =>
        [.. (await Rooms.ReadAsync(session => RequestLinkStore.ListAsync(session, request.Number, Sight.Everything))).Select(linked => (linked.Kind, linked.IsUp, linked.Number))];

    private Task<IReadOnlyList<RequestChange>> HistoryAsync(ServiceRequest request) => Rooms.ReadAsync(session => RequestStore.HistoryAsync(session, request.Id));

    private async Task<ServiceRequest> FindAsync(ServiceRequest request) => (await Rooms.ReadAsync(session => RequestStore.FindAsync(session, request.Number)))!;

    private async Task<RequestDossier> DossierAsync(ServiceRequest request) =>
        (await Rooms.ReadAsync(session => RequestDesk.OpenAsync(session, request.Number, Sight.Everything, Rooms.Get<RequestSla>(), Rooms.Clock.GetUtcNow())))!;

    private Task<AddCommentOutcome> SayAsync(ServiceRequest request, string text, Actor by) =>
        Rooms.WriteAsync(unit => Rooms.Get<AddComment>().HandleAsync(unit, request.Number, text, isPublic: true, by, Rooms.Clock.GetUtcNow()));

    private Task<ChangeStatusOutcome> MoveAsync(ServiceRequest request, RequestStatus to) =>
        Rooms.WriteAsync(unit => Rooms.Get<ChangeStatus>().HandleAsync(unit, request.Number, to, Mei, version: null, comment: null));

    private Task<AnswerRequestOutcome> AnswerAsync(ServiceRequest request, RequestAnswer answer) =>
        Rooms.WriteAsync(unit => Rooms.Get<AnswerRequest>().HandleAsync(unit, request.Number, answer, Mei));

    private async Task<string[]> SaidAsync(long key)
    {
        await _news!.TellAsync();
        return [.. (await Rooms.TextsAsync(key)).Where(text => text.StartsWith("About", StringComparison.Ordinal) || text.StartsWith("Your request", StringComparison.Ordinal))];
    }
}
