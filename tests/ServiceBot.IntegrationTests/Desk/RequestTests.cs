using ServiceBot.Channels.Uploads;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Demo;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Demo;
using ServiceBot.Desk.Gaps;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.IntegrationTests.Desk;

[TestClass]
public sealed class RequestsOnSqlite() : RequestTests(StorageProvider.Sqlite);

[TestClass]
public sealed class RequestsOnPostgreSql() : RequestTests(StorageProvider.PostgreSql);

public abstract class RequestTests(StorageProvider provider) : DatabaseTests(provider)
{
    private static readonly Guid Mei = Guid.Parse("01958000-0000-7000-8000-000000000001");
    private static readonly Guid Tom = Guid.Parse("01958000-0000-7000-8000-000000000002");

    [TestMethod]
    public async Task Fifty_opens_at_once_get_fifty_numbers()
    {
        var opened = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => OpenAsync(A() with { Subject = $"Request {i}" })));

        var numbers = opened.Select(request => request.Number.Value).Order().ToArray();
        CollectionAssert.AreEqual(Enumerable.Range(1, 50).Select(i => (long)i).ToArray(), numbers);
    }

    [TestMethod]
    public async Task A_confirmed_request_exists_once_however_often_its_turn_runs()
    {
        var wanted = A() with { Conversation = 5, DedupeKey = "turn-7" };

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => TryOpenAsync(wanted)));

        Assert.HasCount(1, outcomes.OfType<OpenRequestOutcome.Opened>());
        Assert.HasCount(9, outcomes.OfType<OpenRequestOutcome.AlreadyOpened>());
        Assert.AreEqual(1, await Rooms.CountSignalsAsync("RequestOpened"));
    }

    [TestMethod]
    public async Task A_turn_that_fails_leaves_no_request()
    {
        await Assert.ThrowsExactlyAsync<InvalidOperationException>(() => Rooms.WriteAsync<bool>(async unit =>
        {
            await Rooms.Get<OpenRequest>().HandleAsync(unit, A());
            throw new InvalidOperationException("The turn fails after the request.");
        }));

        Assert.IsEmpty(await OwnAsync(Mei));
        Assert.AreEqual(0, await Rooms.CountSignalsAsync("RequestOpened"));
    }

    [TestMethod]
    public async Task The_same_key_in_another_conversation_is_another_request()
    {
        var first = await OpenAsync(A() with { Conversation = 1, DedupeKey = "k" });
        var second = await OpenAsync(A() with { Conversation = 2, DedupeKey = "k" });

        Assert.AreNotEqual(first.Number, second.Number);
    }

    [TestMethod]
    public async Task Everything_that_was_asked_for_is_kept()
    {
        var opened = await OpenAsync(A() with { Category = "billing", Conversation = 9, OrderNumber = "HL-204817", Language = "zh" });

        var found = await FindAsync(opened.Number, Mei);

        Assert.AreEqual(opened, found);
        Assert.AreEqual("billing", found!.Team);
        Assert.AreEqual("SR-000001", found.Number.ToString());
        Assert.AreEqual(Rooms.Clock.GetUtcNow(), found.OpenedAt);
    }

    [TestMethod]
    [DataRow("Robert'); DROP TABLE desk_request; --")]
    [DataRow("{{ slot }} ${x} %s <script>alert(1)</script>")]
    [DataRow("路由器 😀 𠮷 👩‍👩‍👧")]
    [DataRow("שלום مرحبا \u202Eabc")]
    public async Task Any_text_comes_back_as_it_went_in(string text)
    {
        var opened = await OpenAsync(A() with { Subject = text, Details = text });

        var found = await FindAsync(opened.Number, Mei);

        Assert.AreEqual(text, found!.Subject);
        Assert.AreEqual(text, found.Details);
    }

    [TestMethod]
    public async Task Nul_and_broken_characters_are_taken_out_and_long_texts_kept()
    {
        var details = new string('长', 100_000);

        var nul = await OpenAsync(A() with { Subject = "a\0b\ud83d", Details = "x\u0001\r\ny" });
        var full = await OpenAsync(A() with { Details = details });
        var tooLong = await OpenAsync(A() with { Details = details + "!" });

        Assert.AreEqual("ab\uFFFD", (await FindAsync(nul.Number, Mei))!.Subject);
        Assert.AreEqual("x\ny", (await FindAsync(nul.Number, Mei))!.Details);
        Assert.AreEqual(details, (await FindAsync(full.Number, Mei))!.Details);
        Assert.AreEqual(100_000, (await FindAsync(tooLong.Number, Mei))!.Details.Length);
    }

    [TestMethod]
    public async Task A_stranger_never_sees_anothers_request()
    {
        var random = new Random(20260302);
        var people = Enumerable.Range(0, 12).Select(_ => Guid.CreateVersion7()).ToArray();
        var opened = new List<ServiceRequest>();
        for (var i = 0; i < 60; i++)
        {
            opened.Add(await OpenAsync(A() with { Customer = random.Next(10) == 0 ? null : people[random.Next(people.Length)] }));
        }

        foreach (var person in people.Append(Guid.CreateVersion7()))
        {
            var own = await OwnAsync(person);
            Assert.IsTrue(own.All(request => request.Customer == person));
            Assert.HasCount(opened.Count(request => request.Customer == person), own);
            foreach (var request in opened)
            {
                var found = await FindAsync(request.Number, person);
                Assert.AreEqual(request.Customer == person, found is not null);
                if (found is null)
                {
                    Assert.IsInstanceOfType<AddCommentOutcome.NotFound>(await SayAsync(request.Number, person, "mine?"));
                    Assert.IsInstanceOfType<WithdrawOutcome.NotFound>(await WithdrawAsync(request.Number, person));
                }
            }
        }
    }

    [TestMethod]
    public async Task An_account_that_is_joined_finds_the_requests_of_its_person()
    {
        var (laptop, phone) = await Rooms.WriteAsync(async unit =>
        {
            var one = await Rooms.Get<RecogniseCustomer>().HandleAsync(unit, "directline:dl_1", null, "en", Rooms.Clock.GetUtcNow());
            var two = await Rooms.Get<RecogniseCustomer>().HandleAsync(unit, "directline:dl_2", null, "en", Rooms.Clock.GetUtcNow());
            return (one, two);
        });
        var onLaptop = await OpenAsync(A() with { Customer = laptop.Id });
        var onPhone = await OpenAsync(A() with { Customer = phone.Id });
        await Rooms.WriteAsync(unit => CustomerStore.JoinAsync(unit, phone.Account, laptop.Id, "{}", Rooms.Clock.GetUtcNow()));

        var own = await OwnAsync(laptop.Id);

        CollectionAssert.AreEqual(new[] { onPhone.Number, onLaptop.Number }, own.Select(request => request.Number).ToArray());
        Assert.IsNull(await FindAsync(onLaptop.Number, phone.Id));
    }

    [TestMethod]
    public async Task A_word_of_the_customer_opens_what_waits_and_stands_in_the_history()
    {
        var request = await OpenAsync(A());
        await MoveAsync(request.Number, RequestStatus.Waiting);

        var outcome = await SayAsync(request.Number, Mei, "It blinks red.");

        var now = Assert.IsInstanceOfType<AddCommentOutcome.Added>(outcome).Request;
        Assert.AreEqual(RequestStatus.Open, now.Status);
        Assert.AreEqual(3, now.Version);
        Assert.AreEqual(now, await FindAsync(request.Number, Mei));
        var history = await Rooms.ReadAsync(session => FindRequests.HistoryAsync(session, now));
        CollectionAssert.AreEqual(new[] { "opened", "status", "comment", "status" }, history.Select(change => change.What).ToArray());
        Assert.AreEqual("It blinks red.", history[2].Comment);
    }

    [TestMethod]
    public async Task Comments_at_once_are_all_kept()
    {
        var request = await OpenAsync(A());

        await Task.WhenAll(Enumerable.Range(0, 10).Select(i => SayAsync(request.Number, Mei, $"word {i}")));

        var now = await FindAsync(request.Number, Mei);
        Assert.AreEqual(11, now!.Version);
        Assert.HasCount(11, await Rooms.ReadAsync(session => FindRequests.HistoryAsync(session, now)));
    }

    [TestMethod]
    public async Task Of_two_changes_of_one_version_one_wins()
    {
        var request = await OpenAsync(A());

        var outcomes = await Task.WhenAll(
            MoveAsync(request.Number, RequestStatus.Open, version: 1), MoveAsync(request.Number, RequestStatus.Waiting, version: 1));

        Assert.HasCount(1, outcomes.OfType<ChangeStatusOutcome.Changed>());
        Assert.AreEqual(2, outcomes.OfType<ChangeStatusOutcome.Conflict>().Single().Request.Version);
    }

    [TestMethod]
    public async Task A_request_is_withdrawn_once_and_then_over()
    {
        var request = await OpenAsync(A());

        var first = await WithdrawAsync(request.Number, Mei);
        var again = await WithdrawAsync(request.Number, Mei);

        Assert.AreEqual(first, again);
        Assert.AreEqual(Rooms.Clock.GetUtcNow(), ((WithdrawOutcome.Withdrawn)again).Request.ClosedAt);
        Assert.AreEqual(1, await Rooms.CountSignalsAsync("RequestWithdrawn"));
        Assert.IsInstanceOfType<AddCommentOutcome.Over>(await SayAsync(request.Number, Mei, "hm"));
    }

    [TestMethod]
    public async Task Files_of_the_conversation_go_to_the_request_that_comes_next()
    {
        var conversation = await ConversationAsync("c1");
        await UploadAsync(conversation, "before.png");
        var first = await OpenAsync(A() with { Conversation = conversation });
        await UploadAsync(conversation, "after.png");

        await SayAsync(first.Number, Mei, "a photo", conversation);
        var second = await OpenAsync(A() with { Conversation = conversation });

        CollectionAssert.AreEqual(new[] { "before.png", "after.png" }, (await FilesAsync(first)).ToArray());
        Assert.IsEmpty(await FilesAsync(second));
    }

    [TestMethod]
    public async Task A_file_on_a_request_stays_when_the_others_are_deleted()
    {
        var (withRequest, without) = (await ConversationAsync("c1"), await ConversationAsync("c2"));
        await UploadAsync(withRequest, "kept.png");
        await UploadAsync(without, "gone.png");
        var request = await OpenAsync(A() with { Conversation = withRequest });

        Rooms.Clock.Advance(TimeSpan.FromDays(2));

        Assert.AreEqual(1, await Rooms.Get<UploadService>().DeleteAsync(Cancellation));
        CollectionAssert.AreEqual(new[] { "kept.png" }, (await FilesAsync(request)).ToArray());
    }

    [TestMethod]
    public async Task The_queue_keeps_places_and_counts_only_who_waits()
    {
        var (first, second, third) = (await ConversationAsync("c1"), await ConversationAsync("c2"), await ConversationAsync("c3"));
        foreach (var conversation in new[] { first, second, third })
        {
            await ChangeAsync(conversation, new OwnershipEvent.PersonAsked("asked", "en", Tom));
            Rooms.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await ChangeAsync(first, new OwnershipEvent.CustomerReturned("en"));
        var again = await ChangeAsync(third, new OwnershipEvent.PersonAsked("asked", "en", Tom));
        var places = new[] { await PlaceAsync(first), await PlaceAsync(second), await PlaceAsync(third) };
        await ChangeAsync(first, new OwnershipEvent.PersonAsked("asked", "en", Tom));

        Assert.IsInstanceOfType<Decision.Unchanged>(again);
        CollectionAssert.AreEqual(new[] { 0, 1, 2 }, places);
        Assert.AreEqual(3, await PlaceAsync(first));
    }

    [TestMethod]
    public async Task A_question_without_an_answer_is_counted_whatever_its_dress()
    {
        string[] data =
        [
            """{"question":"Do you sell toasters?","language":"en"}""",
            """{"question":"do you sell  TOASTERS","language":"en"}""",
            """{"question":"你们卖面包机吗？","language":"zh"}""",
            """{"question":5}""",
            "not json",
        ];
        var at = Rooms.Clock.GetUtcNow();
        await Rooms.WriteAsync(async unit =>
        {
            await Rooms.Get<GapReader>().HandleAsync(unit, [.. data.Select((json, i) => new LoggedSignal(new(0, i), new("KnowledgeGap", at, Data: json)))]);
            return true;
        });

        var gaps = await Rooms.ReadAsync(session => GapStore.PageAsync(session, long.MaxValue, long.MaxValue, 10));

        CollectionAssert.AreEqual(new[] { ("en", 2L), ("zh", 1L) }, gaps.Select(gap => (gap.Language, gap.Asked)).ToArray());
    }

    [TestMethod]
    public async Task The_demo_year_has_its_requests_once()
    {
        var today = Rooms.Clock.GetUtcNow();
        var company = await Rooms.Get<DemoSeeder>().SeedAsync(7, today, null, Cancellation);

        var added = await Rooms.Get<DeskDemoSeeder>().SeedAsync(company, 7, today, null, Cancellation);
        var again = await Rooms.Get<DeskDemoSeeder>().SeedAsync(company, 7, today, null, Cancellation);

        Assert.AreEqual(700, added);
        Assert.AreEqual(0, again);
        Assert.AreEqual(700, await Rooms.CountSignalsAsync("RequestOpened"));
        var (asked, answered) = (await Rooms.CountSignalsAsync("SurveyAsked"), await Rooms.CountSignalsAsync("SurveyAnswered"));
        Assert.IsGreaterThan(550, asked, "customers are asked about what was resolved");
        Assert.IsTrue(answered > asked * 0.5 && answered < asked * 0.75, $"and {answered} of {asked} answer");
        Assert.IsGreaterThan(300, (await Rooms.ReadAsync(session => RequestQuery.PageAsync(session, new() { Statuses = [RequestStatus.Closed] }, 0, 1_000, newestFirst: false))).Count);
        Assert.IsTrue((await Rooms.ReadAsync(session => RequestQuery.PageAsync(session, new(), 0, 1_000, newestFirst: false))).All(request => request.ChangedAt <= today));
    }

    [TestMethod]
    public async Task A_list_has_what_its_filter_says_and_its_reader_sees_page_by_page_and_once()
    {
        var random = new Random(20260303);
        var agents = new[] { Mei, Tom, Guid.Parse("01958000-0000-7000-8000-000000000003") };
        var all = await Rooms.WriteAsync(async unit =>
        {
            var made = new List<ServiceRequest>();
            for (var i = 0; i < 80; i++)
            {
                var category = new[] { "fault", "billing", "other", "order" }[random.Next(4)];
                var request = ((OpenRequestOutcome.Opened)await Rooms.Get<OpenRequest>().HandleAsync(unit, A() with { Category = category, Customer = null })).Request;
                var agent = random.Next(3) == 0 ? agents[random.Next(3)] : (Guid?)null;
                var status = Enum.GetValues<RequestStatus>()[random.Next(Enum.GetValues<RequestStatus>().Length)];
                made.Add((await RequestStore.UpdateAsync(unit, request with { Agent = agent, Status = status }))!);
            }

            return made;
        });

        foreach (var sight in new[] { Sight.Everything, SightOf(Mei, "faults"), SightOf(Tom, "billing"), SightOf(agents[2], "care"), SightOf(Guid.NewGuid(), "nobody") })
        {
            for (var i = 0; i < 30; i++)
            {
                var filter = new RequestFilter
                {
                    Statuses = random.Next(2) == 0 ? [] : [.. Enum.GetValues<RequestStatus>().Where(_ => random.Next(2) == 0)],
                    Team = random.Next(3) == 0 ? new[] { "faults", "billing", "care", "orders" }[random.Next(4)] : null,
                    Agent = random.Next(3) == 0 ? agents[random.Next(3)] : null,
                    Unassigned = random.Next(5) == 0,
                    Category = random.Next(4) == 0 ? "fault" : null,
                    Priority = random.Next(4) == 0 ? RequestPriority.Normal : null,
                    Rows = sight,
                };
                filter = filter with { Agent = filter.Unassigned ? null : filter.Agent };
                var newestFirst = random.Next(2) == 0;
                var expected = all.Where(request => sight.Sees(request) && Fits(filter, request)).Select(request => request.Number.Value).Order().ToArray();

                var pages = new List<long>();
                IReadOnlyList<ServiceRequest> page;
                do
                {
                    page = await Rooms.ReadAsync(session => RequestQuery.PageAsync(session, filter, pages.LastOrDefault(), 7, newestFirst));
                    pages.AddRange(page.Select(request => request.Number.Value));
                }
                while (page.Count == 7);

                CollectionAssert.AreEqual(newestFirst ? expected.Reverse().ToArray() : expected, pages, $"{filter with { Rows = null! }}");
                Assert.AreEqual(Math.Min(20, expected.Length), await Rooms.ReadAsync(session => RequestQuery.CountAsync(session, filter, 20)));
            }
        }
    }

    [TestMethod]
    public async Task What_was_resolved_closes_by_itself_when_the_window_is_over_and_a_word_comes_too_late_then()
    {
        var (first, second) = (await OpenAsync(A()), await OpenAsync(A()));
        await MoveAsync(first.Number, RequestStatus.Resolved);
        Rooms.Clock.Advance(TimeSpan.FromDays(10));
        await MoveAsync(second.Number, RequestStatus.Resolved);

        Rooms.Clock.Advance(TimeSpan.FromDays(5));
        var late = await SayAsync(first.Number, Mei, "It is back.");
        var inTime = await SayAsync(second.Number, Mei, "It is back.");
        var closed = await Rooms.Get<CloseResolved>().CloseAsync(Cancellation);
        var again = await Rooms.Get<CloseResolved>().CloseAsync(Cancellation);

        Assert.IsInstanceOfType<AddCommentOutcome.Over>(late);
        Assert.AreEqual(RequestStatus.Open, ((AddCommentOutcome.Added)inTime).Request.Status);
        Assert.AreEqual((1, 0), (closed, again));
        Assert.AreEqual(RequestStatus.Closed, (await FindAsync(first.Number, Mei))!.Status);
    }

    [TestMethod]
    public async Task A_tagged_followed_or_mentioned_request_is_found_by_it_once_and_in_order()
    {
        var random = new Random(20260305);
        var mark = Rooms.Get<MarkRequest>();
        var staff = await Rooms.WriteAsync(async unit =>
        {
            var member = new StaffMember { Id = Mei, Name = "Mei Lin", Email = "mei@desk.example", Role = StaffRole.Agent, Team = "faults", Language = "en", CreatedAt = Rooms.Clock.GetUtcNow() };
            await StaffStore.AddAsync(unit, member);
            return member;
        });
        var (tagged, followed, named) = (new List<long>(), new List<long>(), new List<long>());
        for (var i = 0; i < 40; i++)
        {
            var request = await OpenAsync(A() with { Category = random.Next(2) == 0 ? "fault" : "billing" });
            var isSeen = request.Team == "faults";
            await Rooms.WriteAsync(async unit =>
            {
                if (random.Next(2) == 0)
                {
                    await mark.TagAsync(unit, request, "recall", true, Actor.Api("test"));
                    await mark.TagAsync(unit, request, "recall", true, Actor.Api("test"));
                    tagged.Add(request.Number.Value);
                }

                if (random.Next(3) == 0)
                {
                    await mark.FollowAsync(unit, request, Mei, true, Actor.Api("test"));
                    followed.AddRange(isSeen ? [request.Number.Value] : []);
                }

                if (random.Next(3) == 0)
                {
                    await Rooms.Get<AddComment>().HandleAsync(unit, request.Number, "Please look, @mei LIN!", isPublic: false, Actor.Api("test"), Rooms.Clock.GetUtcNow());
                    await Rooms.Get<AddComment>().HandleAsync(unit, request.Number, "@Mei Lin: said to the customer", isPublic: true, Actor.Api("test"), Rooms.Clock.GetUtcNow());
                    named.AddRange(isSeen ? [request.Number.Value] : []);
                }

                return true;
            });
        }

        var sight = Sight.Of(staff, "care");
        async Task<long[]> ListAsync(RequestFilter filter) =>
            [.. (await Rooms.ReadAsync(session => RequestQuery.PageAsync(session, filter, 0, 100, newestFirst: false))).Select(request => request.Number.Value)];

        CollectionAssert.AreEqual(tagged, await ListAsync(new() { Tag = "recall" }));
        CollectionAssert.AreEqual(followed, await ListAsync(RequestDesk.Of("followed", sight)));
        CollectionAssert.AreEqual(named, await ListAsync(RequestDesk.Of("mentions", sight)));
        CollectionAssert.AreEqual(tagged.Intersect(followed).ToArray(), await ListAsync(RequestDesk.Of("followed", sight) with { Tag = "recall" }));
        Assert.AreEqual(tagged.Count, await Rooms.CountSignalsAsync("RequestTagged"));
        Assert.AreEqual(named.Count, await Rooms.CountSignalsAsync("RequestMentioned"));

        await Mentions.SeenAsync(Rooms.Database, new(named[0]), Mei, Cancellation);
        CollectionAssert.AreEqual(named[1..], await ListAsync(RequestDesk.Of("mentions", sight)));
    }

    private static Sight SightOf(Guid id, string team) => Sight.Of(
        new() { Id = id, Name = "x", Email = "x@desk.example", Role = StaffRole.Agent, Team = team, Language = "en", CreatedAt = default }, "care");

    private static bool Fits(RequestFilter filter, ServiceRequest request) =>
        (filter.Statuses.Count == 0 || filter.Statuses.Contains(request.Status)) && (filter.Team ?? request.Team) == request.Team && (filter.Agent ?? request.Agent) == request.Agent
        && (!filter.Unassigned || request.Agent is null) && (filter.Category ?? request.Category) == request.Category && (filter.Priority ?? request.Priority) == request.Priority;

    private static NewRequest A() => new()
    {
        Subject = "Router drops the connection",
        Details = "Every evening.",
        Category = "fault",
        Language = "en",
        By = Actor.Customer,
        Customer = Mei,
    };

    private Task<OpenRequestOutcome> TryOpenAsync(NewRequest wanted) => Rooms.WriteAsync(unit => Rooms.Get<OpenRequest>().HandleAsync(unit, wanted));

    private async Task<ServiceRequest> OpenAsync(NewRequest wanted) => ((OpenRequestOutcome.Opened)await TryOpenAsync(wanted)).Request;

    private Task<ServiceRequest?> FindAsync(RequestNumber number, Guid customer) =>
        Rooms.ReadAsync(session => FindRequests.FindAsync(session, number, customer));

    private Task<IReadOnlyList<ServiceRequest>> OwnAsync(Guid customer) => Rooms.ReadAsync(session => FindRequests.ListAsync(session, customer, 100));

    private Task<AddCommentOutcome> SayAsync(RequestNumber number, Guid customer, string text, long conversation = 1) =>
        Rooms.WriteAsync(unit => Rooms.Get<AddComment>().HandleAsync(unit, number, customer, text, conversation));

    private Task<WithdrawOutcome> WithdrawAsync(RequestNumber number, Guid customer) =>
        Rooms.WriteAsync(unit => Rooms.Get<WithdrawRequest>().HandleAsync(unit, number, customer));

    private Task<ChangeStatusOutcome> MoveAsync(RequestNumber number, RequestStatus to, long? version = null) =>
        Rooms.WriteAsync(unit => Rooms.Get<ChangeStatus>().HandleAsync(unit, number, to, Actor.Api("test"), version, null));

    private Task<Decision> ChangeAsync(long conversation, OwnershipEvent what) => Rooms.WriteAsync(async unit =>
        await Rooms.Get<ChangeOwner>().HandleAsync(unit, (await ServiceBot.Channels.Turns.ConversationStore.HoldAsync(unit, conversation))!, what));

    private Task<int> PlaceAsync(long conversation) => Rooms.ReadAsync(session => ChangeOwner.PlaceAsync(session, conversation));

    private async Task<long> ConversationAsync(string id) =>
        (await Rooms.WriteAsync(unit => ServiceBot.Channels.Turns.ConversationStore.TouchAsync(unit, "directline", id, "dl_1", "{}", Rooms.Clock.GetUtcNow()))).Key;

    private Task<bool> UploadAsync(long conversation, string name)
    {
        Rooms.Clock.Advance(TimeSpan.FromSeconds(1));
        return Rooms.WriteAsync(async unit =>
        {
            await UploadStore.InsertAsync(unit, Guid.NewGuid().ToString("N"), conversation, name, "image/png", [1], Rooms.Clock.GetUtcNow(), Rooms.Clock.GetUtcNow().AddDays(1));
            return true;
        });
    }

    private async Task<IEnumerable<string>> FilesAsync(ServiceRequest request) =>
        (await Rooms.ReadAsync(session => AttachmentStore.ListAsync(session, request.Id))).Select(file => file.Name);
}
