using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Crm;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Orders;
using ServiceBot.Desk.Contracts;
using ServiceBot.Desk.Requests;
using ServiceBot.Insight;
using ServiceBot.Insight.Features;
using ServiceBot.Insight.Reports;
using ServiceBot.Insight.Segments;
using ServiceBot.Insight.Segments.Cells;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.IntegrationTests.Desk.HandOver;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;
using ServiceBot.Web.Pages.Staff;

namespace ServiceBot.IntegrationTests.Insight;

[TestClass]
public sealed class FeaturesOnSqlite() : FeatureTests(StorageProvider.Sqlite);

[TestClass]
public sealed class FeaturesOnPostgreSql() : FeatureTests(StorageProvider.PostgreSql);

/// <summary>The table of customers' figures is always what reading everybody anew would give.</summary>
public abstract class FeatureTests(StorageProvider provider)
{
    private const string Mei = "staff:01958000-0000-7000-8000-00000000aaaa";

    // Those that time alone does not change within the test.
    private static readonly string[] Timeless = ["frequency", "monetary", "refunded", "contracts", "open_requests", "reopenings_180", "satisfaction", "orders_90", "requests_90", "conversations_90", "mood"];

    private TestRooms? _rooms;
    private SignalFeed? _feed;

    public required TestContext TestContext { get; set; }

    private TestRooms Rooms => _rooms!;

    private DateOnly Today => DateOnly.FromDateTime(Rooms.Clock.GetUtcNow().UtcDateTime);

    [TestInitialize]
    public async Task CreateAsync()
    {
        _rooms = await TestRooms.CreateAsync(provider, new Dictionary<string, string?>(), TestContext.CancellationToken, services =>
        {
            DeskRooms.Configure(services);
            services.AddInsight().AddSingleton<IReportLanguages, StaffPageWords>();
        });
        _feed = new(Rooms.Get<KeepFeatures>());
    }

    [TestCleanup]
    public async Task CloseAsync() => await Rooms.DisposeAsync();

    [TestMethod]
    public async Task Whatever_happens_everybody_who_has_a_page_has_the_figures_that_reading_them_anew_gives()
    {
        var random = new Random(6);
        var (people, orders, requests) = (new List<Guid>(), new List<string>(), new List<RequestNumber>());
        for (var step = 0; step < 160; step++)
        {
            Rooms.Clock.Advance(TimeSpan.FromMinutes(random.Next(1, 300)));
            if (people.Count < 4)
            {
                people.Add(((EditCustomerOutcome.Done)await Rooms.WriteAsync(unit => Rooms.Get<EditCustomer>().CreateAsync(unit, [new("name", $"P{step}", null)], [], FactSources.Staff, Mei))).Id);
            }

            await StepAsync(random, people, orders, requests);
            if (random.Next(5) == 0)
            {
                await Rooms.WriteAsync(unit => _feed!.FeedAsync(unit, random.Next(1, 30)));
            }
        }

        await Rooms.WriteAsync(unit => _feed!.FeedAsync(unit));

        var now = Rooms.Clock.GetUtcNow();
        var persons = await Rooms.ReadAsync(session => PersonRecords.PageAsync(session, null, 1_000));
        CollectionAssert.AreEquivalent(persons.ToList(), (await Rooms.ReadAsync(session => session.QueryAsync<Guid>("SELECT customer_id FROM insight_feature"))).ToList(), "who has a page has figures, and nobody else");
        var (pasts, _) = await Rooms.ReadAsync(session => ReadPasts.OfAsync(session, [.. persons]));
        foreach (var person in persons)
        {
            var row = await Rooms.ReadAsync(session => FeatureStore.FindAsync(session, person));
            CollectionAssert.AreEqual(Feature.Of(pasts[person], row!.AsOf), row.ToArray(), "they are those of their instant");
            var (then, today) = (FeatureView.ByName(row.ToArray()), FeatureView.ByName(Feature.Of(pasts[person], now)));
            foreach (var name in Timeless)
            {
                Assert.AreEqual(today[name] ?? double.NaN, then[name] ?? double.NaN, 1e-9, $"{name} is as new as the last thing that happened");
            }
        }

        foreach (var name in Timeless.Except(["satisfaction"]))
        {
            Assert.IsTrue(pasts.Values.Any(past => FeatureView.ByName(Feature.Of(past, now))[name] > 0), $"{name} was never anything, so this test says nothing of it");
        }
    }

    [TestMethod]
    public async Task What_somebody_ordered_as_a_guest_is_theirs_once_they_have_proved_the_address()
    {
        var ann = ((EditCustomerOutcome.Done)await Rooms.WriteAsync(unit => Rooms.Get<EditCustomer>().CreateAsync(unit, [new("name", "Ann", null)], [], FactSources.Staff, Mei))).Id;
        var terms = new OrderTerms { BuyerEmail = "Ann@Example.com", Currency = "USD", Lines = [new(null, "Router", 1, 40, 0, 0)] };
        Assert.IsInstanceOfType<EditOutcome<OrderDetails>.Done>(await Rooms.WriteAsync(unit => Rooms.Get<EditOrders>().CreateAsync(unit, terms, Mei, Today)));
        Assert.AreEqual((0, 0), await BoughtAsync());

        await Rooms.WriteAsync(async unit =>
        {
            await CustomerStore.IdentifyAsync(unit, ann, IdentifierKinds.Email, "ann@example.com", "ann@example.com", verifiedAt: Rooms.Clock.GetUtcNow(), Rooms.Clock.GetUtcNow());
            return true;
        });

        Assert.AreEqual((1, 40), await BoughtAsync());

        async Task<(double?, double?)> BoughtAsync()
        {
            var figures = FeatureView.ByName((await Rooms.ReadAsync(session => ReadFeatures.FindAsync(session, ann, Rooms.Clock.GetUtcNow())))!.Value.Figures);
            return (figures["frequency"], figures["monetary"]);
        }
    }

    [TestMethod]
    public async Task A_first_start_computes_all_who_are_there_and_a_new_day_all_of_the_day_before()
    {
        for (var i = 0; i < 5; i++)
        {
            await Rooms.WriteAsync(unit => Rooms.Get<EditCustomer>().CreateAsync(unit, [new("name", $"P{i}", null)], [], FactSources.Staff, Mei));
        }

        var refresh = Rooms.Get<RefreshFeatures>();
        Assert.IsTrue(Rooms.Get<KeepFeatures>().Waits, "the reader waits for it");
        await refresh.RefreshAsync(TestContext.CancellationToken);
        Assert.IsFalse(Rooms.Get<KeepFeatures>().Waits);
        var (asOf, first) = (Rooms.Clock.GetUtcNow(), await InstantsAsync());
        Rooms.Clock.Advance(TimeSpan.FromDays(2));
        await refresh.RefreshAsync(TestContext.CancellationToken);

        CollectionAssert.AreEqual(Enumerable.Repeat(asOf, 5).ToList(), first.ToList());
        CollectionAssert.AreEqual(Enumerable.Repeat(asOf.AddDays(2), 5).ToList(), (await InstantsAsync()).ToList());
    }

    /// <summary>Somebody says something in the chat, and perhaps what they think of the answer.</summary>
    private async Task<long> TalkAsync(Random random)
    {
        var conversation = $"c{random.Next(3)}";
        var key = await Rooms.HearAsync(conversation, "hello");
        await Rooms.WriteAsync(async unit =>
        {
            await Rooms.Get<RecogniseCustomer>().HandleAsync(unit, "directline", $"dl_{conversation}", "en");
            await Rooms.Get<SignalLog>().AppendAsync(unit, new("ConversationRested", Rooms.Clock.GetUtcNow(), key, Data: """{"epoch":0,"seq":1}"""));
            if (random.Next(2) == 0)
            {
                await Rooms.Get<SignalLog>().AppendAsync(unit, new("AnswerRated", Rooms.Clock.GetUtcNow(), key, Data: """{"helped":"true"}"""));
            }

            return true;
        });
        return key;
    }

    [TestMethod]
    public async Task Who_is_in_which_cell_is_known_of_every_day_and_who_moved_between_any_two()
    {
        var (random, people, days) = (new Random(8), new List<Guid>(), new List<(DateOnly Day, Dictionary<Guid, CellOf> Cells)>());
        for (var day = 0; day < 12; day++)
        {
            for (var step = 0; step < 6; step++)
            {
                people.Add(((EditCustomerOutcome.Done)await Rooms.WriteAsync(unit => Rooms.Get<EditCustomer>().CreateAsync(unit, [new("name", $"P{day}-{step}", null)], [], FactSources.Staff, Mei))).Id);
                var terms = new OrderTerms { Customer = people[random.Next(people.Count)], Currency = "USD", Lines = [new(null, "Router", 1, random.Next(1, 100), 0, 0)] };
                Assert.IsInstanceOfType<EditOutcome<OrderDetails>.Done>(await Rooms.WriteAsync(unit => Rooms.Get<EditOrders>().CreateAsync(unit, terms, Mei, Today)));
                if (step is 2 or 5)
                {
                    await Rooms.WriteAsync(unit => _feed!.FeedAsync(unit));
                    await Rooms.Get<RefreshFeatures>().RefreshAsync(TestContext.CancellationToken);
                    await Rooms.Get<KeepCells>().RefreshAsync(TestContext.CancellationToken);
                }
            }

            days.Add((Today, await Rooms.ReadAsync(CellStore.AllAsync)));
            Rooms.Clock.Advance(TimeSpan.FromDays(random.Next(1, 20)));
        }

        var rows = await Rooms.ReadAsync(FeatureStore.BoughtAsync);
        var scores = RfmScore.Of([.. rows.Select(row => row.RecencyDays)], [.. rows.Select(row => row.Frequency)], [.. rows.Select(row => row.Monetary)]);
        CollectionAssert.AreEquivalent(rows.Zip(scores, (row, score) => (row.CustomerId, new CellOf(score.Cell, $"{score.Recency}{score.Frequency}{score.Monetary}"))).ToList(), days[^1].Cells.Select(pair => (pair.Key, pair.Value)).ToList());
        Assert.AreEqual(days[^1].Cells.Count, (int)(await Rooms.ReadAsync(CellStore.CountAsync)).Values.Sum());
        Assert.AreEqual(days[0].Day, await Rooms.ReadAsync(CellStore.SinceAsync));
        foreach (var (from, before) in days)
        {
            foreach (var (to, after) in days.Where(day => day.Day >= from))
            {
                var expected = before.Keys.Union(after.Keys).GroupBy(person => (From: before.GetValueOrDefault(person)?.Cell, To: after.GetValueOrDefault(person)?.Cell)).Select(moved => new CellMove(moved.Key.From, moved.Key.To, moved.Count()));
                CollectionAssert.AreEquivalent(expected.ToList(), (await Rooms.ReadAsync(session => CellStore.MovesAsync(session, from, to))).ToList(), $"{from} to {to}");
            }
        }

        Assert.IsGreaterThan(2, days[^1].Cells.Values.Select(cell => cell.Cell).Distinct().Count());
    }

    private Task<IReadOnlyList<DateTimeOffset>> InstantsAsync() => Rooms.ReadAsync(session => session.QueryAsync<DateTimeOffset>("SELECT as_of FROM insight_feature"));

    private async Task StepAsync(Random random, List<Guid> people, List<string> orders, List<RequestNumber> requests)
    {
        var person = people[random.Next(people.Count)];
        switch (random.Next(10))
        {
            case 0:
                people.Add(((EditCustomerOutcome.Done)await Rooms.WriteAsync(unit => Rooms.Get<EditCustomer>().CreateAsync(unit, [new("name", $"N{people.Count}", null)], [], FactSources.Staff, Mei))).Id);
                break;
            case 1 when people.Count > 6:
                await Rooms.WriteAsync(unit => Rooms.Get<MergeCustomers>().MergeAsync(unit, person, people[random.Next(people.Count)], Mei, null));
                break;
            case 2 when await Rooms.ReadAsync(session => CustomerProfile.FindAsync(session, person)) is { Edges: [var edge, ..] }:
                await Rooms.WriteAsync(unit => Rooms.Get<MergeCustomers>().RevokeAsync(unit, edge.Id, Mei));
                break;
            case 3 or 4:
                var terms = new OrderTerms { Customer = person, Currency = "USD", Lines = [new(null, "Router", 1, random.Next(1, 100), 0, 0)] };
                orders.Add(((EditOutcome<OrderDetails>.Done)await Rooms.WriteAsync(unit => Rooms.Get<EditOrders>().CreateAsync(unit, terms, Mei, Today))).Now.Order.Number);
                break;
            case 5 when orders.Count > 0:
                OrderStepKind[] kinds = [OrderStepKind.Pay, OrderStepKind.Pay, OrderStepKind.Refund, OrderStepKind.Cancel];
                foreach (var kind in kinds[random.Next(2)..random.Next(2, 5)])
                {
                    await Rooms.WriteAsync(unit => Rooms.Get<EditOrders>().MoveAsync(unit, orders[random.Next(orders.Count)], new(kind), new(), null, Mei, Today));
                }

                break;
            case 6:
                var key = random.Next(2) == 0 ? await TalkAsync(random) : (long?)null;
                requests.Add(((OpenRequestOutcome.Opened)await Rooms.WriteAsync(unit => Rooms.Get<OpenRequest>().HandleAsync(unit, new()
                {
                    Subject = "S",
                    Details = "D",
                    Category = "fault",
                    Language = "en",
                    By = Actor.Customer,
                    Customer = person,
                    Conversation = key,
                }))).Request.Number);
                break;
            case 7 or 8 when requests.Count > 0:
                await Rooms.WriteAsync(unit => Rooms.Get<ChangeStatus>().HandleAsync(unit, requests[random.Next(requests.Count)], (RequestStatus)random.Next(6), Actor.Staff(DeskRooms.Mei.Id), version: null, comment: "word"));
                break;
            default:
                await Rooms.Get<ManageContracts>().CreateAsync(person, new() { Tier = "gold", From = Today, Until = Today.AddDays(200), Zone = "UTC" }, Actor.Staff(DeskRooms.Mei.Id), TestContext.CancellationToken);
                break;
        }
    }
}
