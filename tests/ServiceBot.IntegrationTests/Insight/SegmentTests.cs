using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Crm;
using ServiceBot.Crm.Consents;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Lists;
using ServiceBot.Crm.Orders;
using ServiceBot.Insight;
using ServiceBot.Insight.Features;
using ServiceBot.Insight.Reports;
using ServiceBot.Insight.Segments.Cells;
using ServiceBot.Insight.Segments.Own;
using ServiceBot.Insight.Segments.Rules;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.IntegrationTests.Desk.HandOver;
using ServiceBot.Storage;
using ServiceBot.Web.Pages.Staff;

namespace ServiceBot.IntegrationTests.Insight;

[TestClass]
public sealed class SegmentsOnSqlite() : SegmentTests(StorageProvider.Sqlite);

[TestClass]
public sealed class SegmentsOnPostgreSql() : SegmentTests(StorageProvider.PostgreSql);

/// <summary>Who is in a segment is always what asking its rule of everybody anew would give, and every coming and going is a signal.</summary>
public abstract class SegmentTests(StorageProvider provider)
{
    private const string Mei = "staff:01958000-0000-7000-8000-00000000aaaa";

    private TestRooms? _rooms;
    private SignalFeed? _figures;
    private SignalFeed? _lists;

    public required TestContext TestContext { get; set; }

    private TestRooms Rooms => _rooms!;

    [TestInitialize]
    public async Task CreateAsync()
    {
        _rooms = await TestRooms.CreateAsync(provider, new Dictionary<string, string?>(), TestContext.CancellationToken, services =>
        {
            DeskRooms.Configure(services);
            services.AddInsight().AddSingleton<IReportLanguages, StaffPageWords>();
        });
        (_figures, _lists) = (new(Rooms.Get<KeepFeatures>()), new(Rooms.Get<KeepFacets>()));
    }

    [TestCleanup]
    public async Task CloseAsync() => await Rooms.DisposeAsync();

    [TestMethod]
    public async Task Whatever_happens_in_each_segment_is_whoever_its_rule_holds_of()
    {
        var random = new Random(12);
        var staff = await MakeAsync("Staff", "tag = staff or city = Berlin");
        var buyers = await MakeAsync("Buyers", "frequency >= 1 and not in segment Staff");
        var big = await MakeAsync("Big", "in segment Buyers and (monetary > 100 or stage in (growing, loyal))");
        var loyal = await MakeAsync("Cells", "cell in (Champions, Loyal, New) or recency_days > 20");
        var (people, refused) = (new List<Guid>(), new HashSet<Guid>());
        for (var step = 0; step < 150; step++)
        {
            Rooms.Clock.Advance(TimeSpan.FromMinutes(random.Next(1, 400)));
            var person = people.Count < 5 ? await AddAsync($"P{step}") : people[random.Next(people.Count)];
            people.Add(person);
            switch (random.Next(9))
            {
                case 0:
                    await EditAsync(person, "tag:staff", random.Next(2) == 0 ? "yes" : null);
                    break;
                case 1:
                    await EditAsync(person, "city", random.Next(2) == 0 ? "Berlin" : "Rome");
                    break;
                case 2 when people.Distinct().Count() > 6:
                    await Rooms.WriteAsync(unit => Rooms.Get<MergeCustomers>().MergeAsync(unit, person, people[random.Next(people.Count)], Mei, null));
                    break;
                case 3 when await Rooms.ReadAsync(session => CustomerProfile.FindAsync(session, person)) is { Edges: [var edge, ..] }:
                    await Rooms.WriteAsync(unit => Rooms.Get<MergeCustomers>().RevokeAsync(unit, edge.Id, Mei));
                    break;
                case 4:
                    await Rooms.WriteAsync(unit => Rooms.Get<SetConsent>().HandleAsync(unit, person, "profiling", random.Next(3) > 0, "staff"));
                    break;
                case 5:
                    people.Add(await AddAsync($"N{step}"));
                    break;
                case 6 when step % 3 == 0:
                    await Rooms.Get<RefreshFeatures>().RefreshAsync(Cancellation);
                    await Rooms.Get<KeepCells>().RefreshAsync(Cancellation);
                    break;
                case 7 when step % 5 == 0:
                    await ChangeAsync(buyers, random.Next(2) == 0 ? "frequency >= 2" : "frequency >= 1 and not in segment Staff", isUsed: random.Next(4) > 0);
                    await Rooms.Get<FillSegments>().WorkAsync(Cancellation);
                    break;
                default:
                    await OrderAsync(person, random.Next(1, 150));
                    break;
            }

            await Rooms.WriteAsync(unit => (random.Next(2) == 0 ? _figures! : _lists!).FeedAsync(unit, random.Next(1, 20)));
        }

        await FollowAsync();
        await ExpectRightAsync();
        await ExpectSignalsAsync();
        foreach (var segment in new[] { staff, big, loyal })
        {
            Assert.IsGreaterThan(0, (await Rooms.ReadAsync(session => SegmentStore.FindAsync(session, segment)))!.Count, "nobody is in it, so this test says nothing of it");
        }

        Rooms.Clock.Advance(TimeSpan.FromDays(40));
        await Rooms.Get<RefreshFeatures>().RefreshAsync(Cancellation);
        await ExpectRightAsync();
    }

    [TestMethod]
    public async Task A_rule_is_counted_before_it_is_one_is_explained_keeps_its_past_and_follows_new_names()
    {
        var (ann, bob, cid) = (await AddAsync("Ann"), await AddAsync("Bob"), await AddAsync("Cid"));
        await OrderAsync(ann, 50);
        await OrderAsync(bob, 500);
        await EditAsync(cid, "tag:vip", "yes");
        await FollowAsync();
        var (preview, _) = await Rooms.Get<PreviewRule>().CountAsync("monetary >= 40 or tag = vip", Cancellation);
        var (none, fault) = await Rooms.Get<PreviewRule>().CountAsync("monetary >= lots", Cancellation);

        Assert.AreEqual((3L, 3L, 3), (preview!.Count, preview.Of, preview.Sample.Count));
        Assert.IsNull(none);
        Assert.AreEqual(12, fault!.At);

        var big = await MakeAsync("Big", "monetary >= 40", "大客户");
        var best = await MakeAsync("Best", "in segment 大客户 and not tag = vip");
        await Rooms.Get<FillSegments>().WorkAsync(Cancellation);
        await ExpectRightAsync();
        Assert.AreEqual("Big Best", string.Join(' ', (await Rooms.ReadAsync(session => SegmentStore.OfAsync(session, ann))).Select(one => one.Segment.En)));
        var why = (await Rooms.ReadAsync(session => Rooms.Get<KeepSegments>().WhyAsync(session, best, cid)))!;
        Assert.AreEqual((cid, false, false, false), (why.Customer, why.IsIn, why.IsRefused, why.Reason.Holds));
        Assert.AreEqual("in segment \"大客户\"=False: tag != \"vip\"=False:vip", string.Join(' ', why.Reason.Parts.Select(part => $"{part.Text}={part.Holds}:{part.Value}")));
        Assert.AreEqual("monetary >= 40=False:0", string.Join(' ', why.Reason.Parts[0].Parts.Select(part => $"{part.Text}={part.Holds}:{part.Value}")));

        foreach (var (wish, field) in new (SegmentWish, string)[]
        {
            (new("Big", "x", "everybody"), "en"), (new("y", "大客户", "everybody"), "zh"), (new("", "x", "everybody"), "en"), (new("y", "x", "frequency >"), "rule"), (new("y", "x", "everybody", Holdout: 1), "holdout"), (new("y", "x", "everybody", Holdout: double.NaN), "holdout"),
        })
        {
            var wrong = (EditOutcome<Segment>.Wrong)await SaveAsync(null, wish);
            Assert.AreEqual(field, wrong.Errors.Keys.Single());
        }

        var cycle = (EditOutcome<Segment>.Wrong)await SaveAsync(big, new("Big", "大客户", "monetary > 5 or in segment Best"));
        Assert.AreEqual("It would ask about itself: Big → Best → 大客户.", cycle.Errors["rule"][0]);
        Assert.IsInstanceOfType<EditOutcome<Segment>.Conflict>(await SaveAsync(big, new("Big", "大", "everybody"), version: 7));
        Assert.IsInstanceOfType<EditOutcome<Segment>.NotFound>(await SaveAsync(99, new("Big", "大", "everybody")));
        Assert.IsInstanceOfType<EditOutcome<Segment>.Done>(await SaveAsync(big, new("Large", "大户", "monetary >= 100", Holdout: 0.5), version: 1));
        var renamed = (await Rooms.ReadAsync(session => SegmentStore.FindAsync(session, best)))!;
        Assert.AreEqual(("in segment \"大户\" and tag != \"vip\"", 2), (renamed.Rule, renamed.Version));
        Assert.AreEqual("2 monetary >= 100, 1 monetary >= 40", string.Join(", ", (await Rooms.ReadAsync(session => SegmentStore.VersionsAsync(session, big))).Select(one => $"{one.Version} {one.Rule}")));
        await Rooms.Get<FillSegments>().WorkAsync(Cancellation);
        await ExpectRightAsync();
        CollectionAssert.AreEqual(new[] { bob }, (await Rooms.ReadAsync(session => SegmentStore.AreInAsync(session, big, [ann, bob, cid]))).ToArray());
        var member = (await Rooms.ReadAsync(session => SegmentStore.MembersAsync(session, big, null, 10))).Single();
        Assert.AreEqual((await Rooms.ReadAsync(session => SegmentStore.FindAsync(session, big)))!.HoldsOut(bob), member.IsHeldOut);

        Assert.IsInstanceOfType<EditOutcome<Segment>.NotNow>(await Rooms.WriteAsync(unit => Rooms.Get<EditSegments>().DeleteAsync(unit, big, Mei)));
        Assert.IsInstanceOfType<EditOutcome<Segment>.Done>(await Rooms.WriteAsync(unit => Rooms.Get<EditSegments>().DeleteAsync(unit, best, Mei)));
        Assert.IsInstanceOfType<EditOutcome<Segment>.Done>(await Rooms.WriteAsync(unit => Rooms.Get<EditSegments>().DeleteAsync(unit, big, Mei)));
        await ExpectSignalsAsync();
        Assert.AreEqual(0, (await Rooms.ReadAsync(session => SegmentStore.OfAsync(session, bob))).Count);
    }

    [TestMethod]
    public async Task Of_many_a_share_is_held_out_always_the_same_and_pages_are_in_order()
    {
        var all = new List<Guid>();
        for (var i = 0; i < 120; i++)
        {
            all.Add(await AddAsync($"P{i}"));
        }

        await FollowAsync();
        var (one, other) = (await MakeAsync("One", "everybody", holdout: 0.3), await MakeAsync("Other", "everybody", holdout: 0.3));
        await Rooms.Get<FillSegments>().WorkAsync(Cancellation);
        var members = await Rooms.ReadAsync(session => SegmentStore.MembersAsync(session, one, null, 1_000));
        var paged = new List<SegmentMember>();
        while (await Rooms.ReadAsync(session => SegmentStore.MembersAsync(session, one, paged.Count == 0 ? null : paged[^1].Customer, 50)) is { Count: > 0 } page)
        {
            paged.AddRange(page);
        }

        CollectionAssert.AreEqual(members.ToList(), paged);
        CollectionAssert.AreEquivalent(all, members.Select(member => member.Customer).ToList());
        Assert.IsTrue(members.Count(member => member.IsHeldOut) is > 20 and < 55, "about three of ten");
        var others = (await Rooms.ReadAsync(session => SegmentStore.MembersAsync(session, other, null, 1_000))).Where(member => member.IsHeldOut).Select(member => member.Customer).ToHashSet();
        Assert.IsFalse(others.SetEquals(members.Where(member => member.IsHeldOut).Select(member => member.Customer)), "another segment holds others out");
        Assert.AreEqual(240, await Rooms.CountSignalsAsync(SegmentSignals.Entered));
    }

    [TestMethod]
    public async Task Clusters_that_are_there_are_found_again_and_can_be_segments_that_stay_as_they_were()
    {
        var random = new Random(4);
        Assert.IsFalse(await Rooms.Get<FindClusters>().RunAsync(Cancellation), "nobody has bought");
        var people = new List<(Guid Id, int Kind)>();
        for (var i = 0; i < 90; i++)
        {
            people.Add((await AddAsync($"P{i}"), i % 3));
        }

        for (var day = 0; day < 60; day += 2)
        {
            Rooms.Clock.Advance(TimeSpan.FromDays(2));
            foreach (var (id, kind) in people.Where(one => one.Kind == 0 || (one.Kind == 1 && day < 4) || (one.Kind == 2 && day == 40)))
            {
                await OrderAsync(id, kind == 2 ? 4_000 + random.Next(500) : 20 + random.Next(10));
            }
        }

        await FollowAsync();
        await Rooms.Get<RefreshFeatures>().RefreshAsync(Cancellation);
        await Rooms.Get<FindClusters>().WorkAsync(Cancellation);

        var found = (await Rooms.ReadAsync(ClusterStore.LatestAsync))!;
        Assert.AreEqual((3, 90), (found.Model.Centres.Length, found.Model.Customers));
        Assert.IsGreaterThan(0.95, found.Model.Taken.Stability);
        Assert.IsTrue(found.Model.Profiles.All(profile => profile.Size == 30));
        Assert.AreEqual(found.Model.Outliers, (await Rooms.ReadAsync(ClusterStore.OutliersAsync)).Count);
        var often = found.Model.Profiles.Single(profile => profile.Traits.Single(trait => trait.Feature == "frequency").Deviations > 0);
        var segment = await MakeAsync("Often", $"in cluster {found.Numbers[often.Cluster]}");
        await ExpectRightAsync();
        CollectionAssert.AreEquivalent(
            people.Where(one => one.Kind == 0).Select(one => one.Id).ToList(), (await Rooms.ReadAsync(session => SegmentStore.MembersAsync(session, segment, null, 100))).Select(member => member.Customer).ToList());

        Rooms.Clock.Advance(TimeSpan.FromHours(5));
        await Rooms.Get<FindClusters>().WorkAsync(Cancellation);
        Assert.AreEqual(found.Id, (await Rooms.ReadAsync(ClusterStore.LatestAsync))!.Id, "once a day");
        Rooms.Clock.Advance(TimeSpan.FromDays(1));
        await Rooms.Get<FindClusters>().WorkAsync(Cancellation);
        Rooms.Clock.Advance(TimeSpan.FromDays(1.1));
        await Rooms.Get<FindClusters>().WorkAsync(Cancellation);
        Assert.AreEqual(2, await Rooms.ReadAsync(session => session.GetAsync<long>("SELECT count(*) FROM insight_clustering")), "the latest, and the one that a rule names");
        await Rooms.Get<RefreshFeatures>().RefreshAsync(Cancellation);
        await ExpectRightAsync();
        Assert.AreEqual(30, (await Rooms.ReadAsync(session => SegmentStore.FindAsync(session, segment)))!.Count);
    }

    [TestMethod]
    public async Task A_segment_puts_its_tag_on_and_takes_off_its_own_alone()
    {
        var (tags, ann, bob) = (new SignalFeed(Rooms.Get<TagMembers>()), await AddAsync("Ann"), await AddAsync("Bob"));
        await OrderAsync(ann, 50);
        await OrderAsync(bob, 50);
        await EditAsync(bob, "tag:good", "yes");
        await FollowAsync();
        var buyers = (await Done(new("Buyers", "买家", "frequency >= 1", Tag: "good"))).Id;
        Assert.AreEqual("tag", ((EditOutcome<Segment>.Wrong)await SaveAsync(null, new("x", "y", "everybody", Tag: "A, B"))).Errors.Keys.Single());
        Assert.AreEqual("It would ask about itself: x → x.", ((EditOutcome<Segment>.Wrong)await SaveAsync(null, new("x", "y", "not tag = odd", Tag: "odd"))).Errors["rule"][0]);
        await Done(new("Good", "好", "tag is known", Tag: null));
        Assert.AreEqual("It would ask about itself: Buyers → Good → Buyers.", ((EditOutcome<Segment>.Wrong)await SaveAsync(buyers, new("Buyers", "买家", "in segment Good", Tag: "good"))).Errors["rule"][0]);
        await EverythingAsync();

        Assert.AreEqual("good / good", $"{await TagsAsync(ann)} / {await TagsAsync(bob)}");
        Assert.AreEqual("Buyers Good", string.Join(' ', (await Rooms.ReadAsync(session => SegmentStore.OfAsync(session, ann))).Select(one => one.Segment.En)), "a rule may ask about the tag");
        var fact = (await Rooms.ReadAsync(session => CustomerProfile.FindAsync(session, ann)))!.Facts.Single(fact => fact.Field == "tag:good");
        Assert.AreEqual((FactSources.Segment, $"segment:{buyers}"), (fact.Source, fact.SaidBy));

        Assert.IsInstanceOfType<EditOutcome<Segment>.Done>(await SaveAsync(buyers, new("Buyers", "买家", "frequency >= 1", Tag: "buyer")));
        await EverythingAsync();
        Assert.AreEqual("buyer / buyer good", $"{await TagsAsync(ann)} / {await TagsAsync(bob)}", "another tag takes the place of the one before; what somebody said stays");
        Assert.IsInstanceOfType<EditOutcome<Segment>.Done>(await SaveAsync(buyers, new("Buyers", "买家", "frequency >= 2", Tag: "buyer")));
        await OrderAsync(ann, 50);
        await EverythingAsync();
        Assert.AreEqual("buyer / good", $"{await TagsAsync(ann)} / {await TagsAsync(bob)}");
        Assert.IsInstanceOfType<EditOutcome<Segment>.Done>(await Rooms.WriteAsync(unit => Rooms.Get<EditSegments>().DeleteAsync(unit, buyers, Mei)));
        await EverythingAsync();
        Assert.AreEqual(" / good", $"{await TagsAsync(ann)} / {await TagsAsync(bob)}");
        await ExpectRightAsync();

        async Task<Segment> Done(SegmentWish wish) => ((EditOutcome<Segment>.Done)await SaveAsync(null, wish)).Now;
        async Task<string> TagsAsync(Guid customer) => string.Join(' ', (await Rooms.ReadAsync(session => CustomerCard.ListAsync(session, [customer]))).Single().Tags);
        async Task EverythingAsync()
        {
            for (var round = 0; round < 3; round++)
            {
                await FollowAsync();
                await Rooms.Get<FillSegments>().WorkAsync(Cancellation);
                await Rooms.WriteAsync(unit => tags.FeedAsync(unit));
            }
        }
    }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    private async Task ExpectRightAsync()
    {
        await Rooms.Get<FillSegments>().WorkAsync(Cancellation);
        var persons = await Rooms.ReadAsync(session => PersonRecords.PageAsync(session, null, 1_000));
        foreach (var segment in await Rooms.ReadAsync(SegmentStore.ListAsync))
        {
            Assert.IsFalse(segment.IsFilling);
            var (preview, _) = await Rooms.Get<PreviewRule>().CountAsync(segment.Rule, Cancellation);
            var members = await Rooms.ReadAsync(session => SegmentStore.MembersAsync(session, segment.Id, null, 1_000));
            Assert.AreEqual(segment.IsUsed ? preview!.Count : 0, members.Count, segment.En);
            Assert.AreEqual(segment.Count, members.Count);
            foreach (var person in persons)
            {
                var why = (await Rooms.ReadAsync(session => Rooms.Get<KeepSegments>().WhyAsync(session, segment.Id, person)))!;
                Assert.AreEqual(segment.IsUsed && why.Reason.Holds && !why.IsRefused, members.Any(member => member.Customer == person), segment.En);
            }

            Assert.IsTrue(members.All(member => persons.Contains(member.Customer)));
        }
    }

    /// <summary>Whoever came and did not go is in.</summary>
    private async Task ExpectSignalsAsync()
    {
        var told = (await Rooms.ReadAsync(session => session.QueryAsync<TellingRow>(
            $"SELECT type, customer, data FROM storage_signal WHERE type IN ('{SegmentSignals.Entered}', '{SegmentSignals.Left}')")))
            .GroupBy(row => (System.Text.Json.JsonDocument.Parse(row.Data).RootElement.GetProperty("segment").GetInt64(), row.Customer), row => row.Type == SegmentSignals.Entered ? 1 : -1)
            .Where(sums => sums.Sum() != 0).ToDictionary(sums => sums.Key, sums => sums.Sum());
        var present = (await Rooms.ReadAsync(session => session.QueryAsync<SegmentStore.MemberRow>("SELECT segment, customer_id, since_at FROM insight_segment_member WHERE until_at IS NULL"))).Select(row => (row.Segment, row.CustomerId)).ToList();
        CollectionAssert.AreEquivalent(present, told.Keys.ToList());
        Assert.IsTrue(told.Values.All(sum => sum == 1));
    }

    private async Task FollowAsync()
    {
        await Rooms.WriteAsync(unit => _figures!.FeedAsync(unit));
        await Rooms.WriteAsync(unit => _lists!.FeedAsync(unit));
    }

    private async Task<Guid> AddAsync(string name) =>
        ((EditCustomerOutcome.Done)await Rooms.WriteAsync(unit => Rooms.Get<EditCustomer>().CreateAsync(unit, [new("name", name, null)], [], FactSources.Staff, Mei))).Id;

    private Task<EditCustomerOutcome> EditAsync(Guid customer, string field, string? value) =>
        Rooms.WriteAsync(unit => Rooms.Get<EditCustomer>().EditAsync(unit, customer, [new(field, value, null)], FactSources.Staff, Mei));

    private Task<EditOutcome<OrderDetails>> OrderAsync(Guid customer, decimal price) => Rooms.WriteAsync(unit => Rooms.Get<EditOrders>().CreateAsync(
        unit, new OrderTerms { Customer = customer, Currency = "USD", Lines = [new(null, "Router", 1, price, 0, 0)] }, Mei, DateOnly.FromDateTime(Rooms.Clock.GetUtcNow().UtcDateTime)));

    private async Task<long> MakeAsync(string name, string rule, string? zh = null, double holdout = 0) =>
        ((EditOutcome<Segment>.Done)await SaveAsync(null, new(name, zh ?? name, rule, Holdout: holdout))).Now.Id;

    private async Task ChangeAsync(long segment, string rule, bool isUsed)
    {
        var before = (await Rooms.ReadAsync(session => SegmentStore.FindAsync(session, segment)))!;
        Assert.IsInstanceOfType<EditOutcome<Segment>.Done>(await SaveAsync(segment, new(before.En, before.Zh, rule, isUsed)));
    }

    private Task<EditOutcome<Segment>> SaveAsync(long? segment, SegmentWish wish, int? version = null) =>
        Rooms.WriteAsync(unit => Rooms.Get<EditSegments>().SaveAsync(unit, segment, wish, version, Mei));

    private sealed record TellingRow
    {
        public required string Type { get; init; }

        public required Guid Customer { get; init; }

        public required string Data { get; init; }
    }
}
