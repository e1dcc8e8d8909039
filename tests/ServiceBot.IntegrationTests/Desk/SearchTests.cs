using System.Text.Json;
using ServiceBot.Crm.Customers;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Conversations;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Search;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.IntegrationTests.Desk.HandOver;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;
using static ServiceBot.IntegrationTests.Desk.HandOver.DeskRooms;

namespace ServiceBot.IntegrationTests.Desk;

[TestClass]
public sealed class SearchOnSqlite() : SearchTests(StorageProvider.Sqlite);

[TestClass]
public sealed class SearchOnPostgreSql() : SearchTests(StorageProvider.PostgreSql);

public abstract class SearchTests(StorageProvider provider)
{
    private TestRooms? _rooms;
    private SignalFeed _feed = new(new SearchReader());

    public required TestContext TestContext { get; set; }

    private TestRooms Rooms => _rooms!;

    [TestInitialize]
    public async Task CreateAsync() => _rooms = await DeskRooms.CreateAsync(provider, TestContext.CancellationToken);

    [TestCleanup]
    public async Task CloseAsync() => await Rooms.DisposeAsync();

    [TestMethod]
    public async Task A_request_is_found_by_number_words_tags_notes_and_order_also_mistyped_and_in_both_languages()
    {
        var fault = await OpenAsync("Router drops every evening", "The lamp is orange.");
        var slow = await OpenAsync("宽带太慢", "路由器总是掉线，订单 HL-204817", order: "HL-204817");
        await Rooms.WriteAsync(async unit =>
        {
            await Rooms.Get<MarkRequest>().TagAsync(unit, fault, "recall", true, Actor.Api("test"));
            await Rooms.Get<AddComment>().HandleAsync(unit, fault.Number, "Firmware 1.8 is to blame", isPublic: false, Actor.Api("test"), Rooms.Clock.GetUtcNow());
            return true;
        });
        await ReadSignalsAsync();

        foreach (var (query, expected) in new[]
        {
            ("SR-000001", fault), ("1", fault), ("sr 2", slow), ("router", fault), ("evenings", fault), ("ruoter", fault), ("lamp orange", fault), ("recall", fault), ("firmware", fault),
            ("宽带", slow), ("寬帶太慢", slow), ("路由器掉线", slow), ("宽代太慢", slow), ("HL-204817", slow), ("hl 204817", slow), ("204817", slow),
        })
        {
            var found = await FindAsync(query);
            Assert.AreEqual($"{expected.Number}", string.Join(' ', found.Hits.Select(hit => $"{hit.Request?.Number}")), query);
        }

        foreach (var nothing in new[] { "HL-204818", "204818", "SR-000003", "bicycle", "不存在的词", "?!" })
        {
            Assert.IsEmpty((await FindAsync(nothing)).Hits, nothing);
        }

        Assert.AreEqual("recall", (await FindAsync("recall")).Hits[0].Snippet.Single(piece => piece.IsHit).Text);
        Assert.AreEqual(("note", "number", true, false), (
            (await FindAsync("firmware")).Hits[0].Field, (await FindAsync("sr-1")).Hits[0].Field, (await FindAsync("ruoter")).IsTolerant, (await FindAsync("router")).IsTolerant));
    }

    [TestMethod]
    public async Task The_newer_comes_first_but_the_better_before_it_and_the_number_before_all()
    {
        var old = await OpenAsync("Router", "Every evening.");
        Rooms.Clock.Advance(TimeSpan.FromDays(300));
        var late = await OpenAsync("Router", "Every evening.");
        var beside = await OpenAsync("Invoice", "The router was returned. Ref 1.");
        await ReadSignalsAsync();

        Assert.AreEqual($"{late.Number} {beside.Number} {old.Number}", await NumbersAsync("router"));
        Assert.AreEqual($"{old.Number} {beside.Number}", await NumbersAsync("1"));
        Assert.AreEqual($"{beside.Number}", await NumbersAsync("router returned"));
        await Rooms.WriteAsync(unit => Rooms.Get<ChangeStatus>().HandleAsync(unit, late.Number, RequestStatus.Resolved, Actor.Api("test"), null, null));
        Assert.AreEqual($"{late.Number}", await NumbersAsync("router", wish => wish with { ToDo = false }));
        Assert.AreEqual($"{beside.Number} {old.Number}", await NumbersAsync("router", wish => wish with { ToDo = true }));
        Assert.AreEqual("", await NumbersAsync("router", wish => wish with { Kind = SearchKind.Customer }));
    }

    [TestMethod]
    public async Task A_conversation_is_found_by_what_people_said_and_not_by_what_the_bot_says_to_everybody()
    {
        var key = await Rooms.HearAsync("c1~mei", "person please, the zebra lamp blinks");
        await Rooms.DoAsync(key, Mei, new OwnershipEvent.TakenOver(Mei.Id));
        await Rooms.AnswerAsync(key, Mei, "Unplug the giraffe cable", seen: (await Rooms.StandAsync(key)).Epoch);
        await Rooms.Get<ActOnConversation>().NoteAsync(key, Mei, "Customer owns an elephant", whispers: false, dedupeKey: null, TestContext.CancellationToken);
        await ReadSignalsAsync();

        foreach (var (query, field) in new[] { ("zebra", "message"), ("girafe", "reply"), ("elephant", "note") })
        {
            var hit = (await FindAsync(query)).Hits.Single();
            Assert.AreEqual((key, field), (hit.Conversation!.Value, hit.Field), query);
        }

        Assert.AreEqual(1, (await FindAsync("zebra")).Hits[0].Seq);

        // By a tag as long as it is there.
        await Rooms.Get<TagConversation>().HandleAsync(key, Mei, "rhino", on: true, TestContext.CancellationToken);
        await ReadSignalsAsync();
        Assert.AreEqual((key, "tag"), ((await FindAsync("rhino")).Hits.Single().Conversation!.Value, (await FindAsync("rhino")).Hits.Single().Field));
        await Rooms.Get<TagConversation>().HandleAsync(key, Mei, "rhino", on: false, TestContext.CancellationToken);
        Assert.IsEmpty((await FindAsync("rhino")).Hits);
        Assert.IsEmpty((await FindAsync("colleague called")).Hits);
    }

    [TestMethod]
    public async Task What_is_merged_is_found_once_at_the_request_that_it_is_merged_into_until_that_is_undone()
    {
        var (survivor, merged) = (await OpenAsync("Router drops", "The lamp is orange."), await OpenAsync("Router is gone again", "The giraffe blinks."));
        await ReadSignalsAsync();
        Assert.AreEqual(2, (await FindAsync("router")).Hits.Count);
        await Rooms.WriteAsync(unit => Rooms.Get<LinkRequests>().MergeAsync(unit, merged, survivor, Actor.Api("test")));

        foreach (var (query, from) in new (string, RequestNumber?)[] { ("router", null), ("giraffe", merged.Number), ($"{merged.Number}", merged.Number), ($"{survivor.Number}", null) })
        {
            var hit = (await FindAsync(query)).Hits.Single();
            Assert.AreEqual((survivor.Number, from, "Router drops"), (hit.Request!.Number, hit.MergedFrom, string.Concat(hit.Title.Select(piece => piece.Text))), query);
        }

        // Who does not see that one finds what they see.
        await Rooms.WriteAsync(unit => Rooms.Get<AssignRequest>().HandleAsync(unit, survivor.Number, "billing", null, Actor.Api("test"), null));
        Assert.AreEqual(merged.Number, (await FindAsync("giraffe", sight: Sight.Of(Li, "care"))).Hits.Single().Request!.Number);
        await Rooms.WriteAsync(async unit => await Rooms.Get<LinkRequests>().UnmergeAsync(unit, (await FindRequests.FindAsync(unit, merged.Number))!, Actor.Api("test")));
        Assert.AreEqual(2, (await FindAsync("router")).Hits.Count);
    }

    [TestMethod]
    public async Task Only_rows_that_somebody_sees_are_found()
    {
        var theirs = await OpenAsync("Secret zebra", "billing words", category: "billing");
        var customer = await JoinAsync("Zebra Holder", "zoe@example.com");
        var own = await OpenAsync("Invoice", "words", category: "billing", customer: customer);
        var key = await Rooms.HearAsync("c1~mei", "person, my zebra");
        await Rooms.DoAsync(key, Mei, new OwnershipEvent.TakenOver(Mei.Id));
        await Rooms.DoAsync(key, Mei, new OwnershipEvent.PassedToTeam(Mei.Id, "billing"));
        await ReadSignalsAsync();
        var (billing, faults) = (Sight.Of(Mei, "care"), Sight.Of(Li, "care"));
        Assert.AreEqual("billing", theirs.Team);

        foreach (var query in new[] { "zebra", "zerba", $"{theirs.Number}" })
        {
            Assert.IsNotEmpty((await FindAsync(query, sight: billing)).Hits, query);
            Assert.IsEmpty((await FindAsync(query, sight: faults)).Hits, query);
        }

        Assert.AreEqual("Conversation Customer Request Request", string.Join(' ', (await FindAsync("zebra", sight: billing)).Hits.Select(hit => $"{hit.Kind}").Order(StringComparer.Ordinal)));
        await Rooms.WriteAsync(unit => Rooms.Get<AssignRequest>().HandleAsync(unit, own.Number, null, Mei.Id, Actor.Api("test"), null));
        await Rooms.WriteAsync(unit => Rooms.Get<AssignRequest>().HandleAsync(unit, theirs.Number, "faults", null, Actor.Api("test"), null));
        Assert.AreEqual("Request", string.Join(' ', (await FindAsync("zebra", sight: faults)).Hits.Select(hit => $"{hit.Kind}")));      // as it is now, whatever the index was told
    }

    [TestMethod]
    public async Task A_customer_is_found_by_any_part_of_the_name_by_words_of_an_address_and_the_end_of_a_number_and_records_of_one_person_are_found_once()
    {
        var (mei, tom) = (await JoinAsync("Mei Lin", "mei.lin@example.com"), await JoinAsync("林美", "tom@else.example"));
        await ReadSignalsAsync();

        await Rooms.WriteAsync(async unit =>
        {
            await CustomerStore.IdentifyAsync(unit, mei, "phone", "+44 20 7946 0018", "+442079460018", verifiedAt: null, Rooms.Clock.GetUtcNow());
            await Rooms.Get<SignalLog>().AppendAsync(unit, new("CustomerEdited", Rooms.Clock.GetUtcNow(), Customer: mei));
            return true;
        });
        await ReadSignalsAsync();
        foreach (var query in new[] { "Mei Lin", "mei.lin@example.com", "Mei.Lin@Example.com", "mei.lin", "lin@example", "example.com", "+44 20 7946 0018", "442079460018", "2079460018", "0018" })
        {
            var hit = (await FindAsync(query)).Hits.Single();
            Assert.AreEqual((SearchKind.Customer, mei), (hit.Kind, hit.Customer!.Id), query);
        }

        foreach (var nothing in new[] { "mei.lin@exam", "i.lin@ex", "79460", "mei.lin@example.org" })
        {
            Assert.IsEmpty((await FindAsync(nothing)).Hits, nothing);      // nobody reads a part of an address out of the index, so nobody searches by one
        }

        Assert.AreEqual(tom, (await FindAsync("林美")).Hits.Single().Customer!.Id);
        await Rooms.WriteAsync(async unit =>
        {
            await CustomerStore.JoinAsync(unit, tom, mei, "{}", Rooms.Clock.GetUtcNow());
            await Rooms.Get<SignalLog>().AppendAsync(unit, new("CustomerJoined", Rooms.Clock.GetUtcNow(), Customer: mei));
            return true;
        });
        await ReadSignalsAsync();
        var one = (await Rooms.ReadAsync(session => CustomerCard.RootsAsync(session, [tom]))).Single();
        foreach (var query in new[] { "林美", "mei.lin@example.com", "tom@else" })
        {
            Assert.AreEqual(one, (await FindAsync(query)).Hits.Single().Customer!.Id, query);
        }
    }

    [TestMethod]
    public async Task Read_again_from_the_beginning_and_by_several_nodes_the_index_is_the_same()
    {
        for (var i = 0; i < 30; i++)
        {
            await OpenAsync($"Router {i}", "zebra giraffe 宽带");
        }

        await ReadSignalsAsync();
        var before = await DumpAsync();
        _feed = new(new SearchReader());
        await Task.WhenAll(ReadSignalsAsync(), ReadSignalsAsync(provider == StorageProvider.PostgreSql ? Rooms.AddNode(Configure) : Rooms));

        Assert.AreEqual(before, await DumpAsync());
        Assert.HasCount(20, (await FindAsync("zebra")).Hits);
    }

    [TestMethod]
    public async Task What_became_of_a_row_counts_and_not_what_the_index_still_knows()
    {
        await OpenAsync("Zebra", "words");
        await ReadSignalsAsync();
        Assert.HasCount(1, (await FindAsync("zebra")).Hits);

        await Rooms.WriteAsync(unit => unit.ExecuteAsync("UPDATE desk_request SET subject = 'erased'"));
        Assert.IsEmpty((await FindAsync("zebra")).Hits);
    }

    [TestMethod]
    public async Task The_reader_is_fed_by_the_log_of_itself()
    {
        await Rooms.StartAsync(TestContext.CancellationToken);
        await OpenAsync("Zebra", "words");
        while ((await FindAsync("zebra")).Hits.Count == 0)
        {
            Rooms.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(10, TestContext.CancellationToken);
        }
    }

    private async Task<ServiceRequest> OpenAsync(string subject, string details, string category = "fault", string? order = null, Guid? customer = null) =>
        ((OpenRequestOutcome.Opened)await Rooms.WriteAsync(unit => Rooms.Get<OpenRequest>().HandleAsync(unit, new()
        {
            Subject = subject,
            Details = details,
            Category = category,
            OrderNumber = order,
            Customer = customer,
            Language = "en",
            By = Actor.Customer,
        }))).Request;

    private async Task<Guid> JoinAsync(string name, string email) => (await Rooms.WriteAsync(async unit =>
    {
        var customer = await Rooms.Get<RecogniseCustomer>().HandleAsync(unit, $"directline:{email}", name, "en", Rooms.Clock.GetUtcNow());
        await CustomerStore.IdentifyAsync(unit, customer.Id, "email", email, email, Rooms.Clock.GetUtcNow(), Rooms.Clock.GetUtcNow());
        return customer;
    })).Id;

    private Task<SearchFound> FindAsync(string query, Sight? sight = null, Func<SearchWish, SearchWish>? more = null) => Rooms.ReadAsync(session =>
        Rooms.Get<SearchDesk>().HandleAsync(session, (more ?? (wish => wish))(new() { Text = query, Sight = sight ?? Sight.Everything })));

    private async Task<string> NumbersAsync(string query, Func<SearchWish, SearchWish>? more = null) =>
        string.Join(' ', (await FindAsync(query, more: more)).Hits.Select(hit => $"{hit.Request?.Number}"));

    private async Task<string> DumpAsync() => JsonSerializer.Serialize(await Rooms.ReadAsync(async session => (
        await session.QueryAsync<string>("SELECT CAST(kind AS TEXT) || term || ' ' || CAST(chunk AS TEXT) || ' ' || docs FROM desk_search_posting ORDER BY kind, term, chunk"),
        await session.QueryAsync<string>("SELECT form || ' ' || word FROM desk_search_spelling ORDER BY form, word"))));

    /// <summary>Has the reader deal with what the log has got since.</summary>
    private async Task ReadSignalsAsync(TestRooms? node = null)
    {
        while (await (node ?? Rooms).WriteAsync(async unit =>
        {
            await unit.Dialect.LockAsync(unit, 1);      // as the reader's service does
            return await _feed.FeedAsync(unit, 7);
        }))
        {
        }
    }
}
