using System.Globalization;
using ServiceBot.Crm;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Fields;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Lifecycle;
using ServiceBot.Crm.Lists;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Crm;

[TestClass]
public sealed class CustomerListOnSqlite() : CustomerListTests(StorageProvider.Sqlite);

[TestClass]
public sealed class CustomerListOnPostgreSql() : CustomerListTests(StorageProvider.PostgreSql);

/// <summary>Lists of customers by tags, fields and stage are what reading everybody one by one would give.</summary>
public abstract class CustomerListTests(StorageProvider provider) : DatabaseTests(provider)
{
    private const string Mei = "staff:01958000-0000-7000-8000-00000000aaaa";

    private SignalFeed _feed = null!;

    private EditCustomer Edit => Rooms.Get<EditCustomer>();

    [TestInitialize]
    public async Task BeginAsync()
    {
        _feed = new(Rooms.Get<KeepFacets>());
        foreach (var field in new OwnField[]
        {
            new() { Key = "x_plan", Kind = FieldKind.Choice, En = "Plan", Zh = "套餐", Choices = ["Gold", "Silver"] },
            new() { Key = "x_seats", Kind = FieldKind.Number, En = "Seats", Zh = "席位", Position = 1 },
        })
        {
            Assert.IsInstanceOfType<EditOutcome<OwnField>.Done>(await Rooms.WriteAsync(unit => Rooms.Get<EditFields>().SaveAsync(unit, field, isNew: true, Mei)));
        }
    }

    [TestMethod]
    public async Task Every_filter_and_order_gives_whom_reading_everybody_gives_page_by_page_whatever_was_said_and_merged()
    {
        var random = new Random(5);
        var ids = new List<Guid>();
        string[] names = ["Ann Lee", "ann lee", "陈美", "Bo", "Ａnn"];
        string?[] plans = ["Gold", "Silver", null];
        for (var step = 0; step < 120; step++)
        {
            Rooms.Clock.Advance(TimeSpan.FromHours(7));
            if (ids.Count < 5 || random.Next(3) == 0)
            {
                ids.Add(((EditCustomerOutcome.Done)await Rooms.WriteAsync(unit => Edit.CreateAsync(unit, [new("city", random.Next(2) == 0 ? "Leeds" : "LEEDS ", null)], [], FactSources.Staff, Mei))).Id);
            }

            var id = ids[random.Next(ids.Count)];
            await Rooms.WriteAsync<object>(async unit => random.Next(8) switch
            {
                0 => await Rooms.Get<MergeCustomers>().MergeAsync(unit, id, ids[random.Next(ids.Count)], Mei, null),
                1 when (await CustomerProfile.FindAsync(unit, id))!.Edges is [var edge, ..] => await Rooms.Get<MergeCustomers>().RevokeAsync(unit, edge.Id, Mei),
                2 or 3 => await Edit.EditAsync(unit, id, [new(CustomerTag.Prefix + (random.Next(2) == 0 ? "vip" : "late"), random.Next(3) == 0 ? null : "yes", null, Always: true)], FactSources.Staff, Mei),
                4 => await Edit.EditAsync(unit, id, [new("x_plan", plans[random.Next(3)], null, Always: true)], FactSources.Staff, Mei),
                5 => await Edit.EditAsync(unit, id, [new("x_seats", random.Next(-20, 120).ToString(CultureInfo.InvariantCulture), null, Always: true)], FactSources.Staff, Mei),
                _ => await Edit.EditAsync(unit, id, [new("name", names[random.Next(names.Length)], null, Always: true)], FactSources.Staff, Mei),
            });
            if (random.Next(4) == 0)
            {
                await Rooms.WriteAsync(unit => _feed.FeedAsync(unit));
            }
        }

        await Rooms.WriteAsync(unit => _feed.FeedAsync(unit));
        var fields = await Rooms.ReadAsync(FieldStore.SetAsync);
        var everybody = (await Task.WhenAll(ids.Select(id => Rooms.ReadAsync(session => CustomerProfile.FindAsync(session, id))))).OfType<CustomerProfile>().DistinctBy(profile => profile.Id).ToList();
        foreach (var (query, holds) in new (string, Func<CustomerProfile, bool>)[]
        {
            ("", _ => true),
            ("tag=vip", profile => Has(profile, "vip")),
            ("tag=vip&tag=late", profile => Has(profile, "vip") && Has(profile, "late")),
            ("x_plan=gold", profile => profile["x_plan"] == "Gold"),
            ("x_plan=Silver&tag=late&city=leeds", profile => profile["x_plan"] == "Silver" && Has(profile, "late")),
            ("x_seats=-5..40", profile => Seats(profile) is >= -5 and <= 40),
            ("x_seats=50..&tag=vip", profile => Seats(profile) >= 50 && Has(profile, "vip")),
            ("x_seats=..0", profile => Seats(profile) <= 0),
            ("name=ANN", profile => profile["name"] is "Ann Lee" or "ann lee" or "Ａnn"),
            ("stage=prospect&name=陈", profile => profile["name"] == "陈美"),
            ("stage=loyal", _ => false),
            ("created=2026-03-03..2026-03-20", profile => profile.CreatedAt.UtcDateTime is var at && at.Date >= new DateTime(2026, 3, 3) && at.Date <= new DateTime(2026, 3, 20)),
            ("created=2026-03-03..&tag=late", profile => profile.CreatedAt.UtcDateTime.Date >= new DateTime(2026, 3, 3) && Has(profile, "late")),
        })
        {
            foreach (var (order, few) in new[] { ("newest", 2_000), ("name", 2_000), ("newest", 0), ("name", 0) })
            {
                var errors = new Dictionary<string, string[]>();
                var filter = CustomerFilter.Read(
                    $"{query}&order={order}".Split('&').Where(part => part.Length > 0).Select(part => KeyValuePair.Create(part.Split('=')[0], part.Split('=')[1])), fields, errors);
                Assert.IsEmpty(errors);
                var expected = everybody.Where(holds).ToList();
                var (found, place) = (new List<CustomerCard>(), (CustomerPlace?)null);
                do
                {
                    var at = place;
                    (var cards, place) = await Rooms.ReadAsync(session => CustomerList.PageAsync(session, filter, at is null ? null : CustomerPlace.Read($"{at}"), 3, few));
                    found.AddRange(cards);
                }
                while (place is not null);

                var sorted = order == "newest"
                    ? expected.OrderByDescending(profile => $"{profile.Id}", StringComparer.Ordinal)
                    : expected.OrderBy(profile => profile["name"] is { } name ? FacetValue.Fold(name) : "\uE000", StringComparer.Ordinal).ThenBy(profile => $"{profile.Id}", StringComparer.Ordinal);
                CollectionAssert.AreEqual(sorted.Select(profile => profile.Id).ToList(), found.Select(card => card.Id).ToList(), $"{query} by {order}, where {few} are few");
                Assert.AreEqual(expected.Count, await Rooms.ReadAsync(session => CustomerList.CountAsync(session, filter, 1_000)));
                foreach (var card in found)
                {
                    CollectionAssert.AreEqual(CustomerTag.AllOf(everybody.Single(profile => profile.Id == card.Id).Fields).ToList(), card.Tags.ToList());
                }
            }
        }

        CollectionAssert.AreEqual(new[] { "late", "vip" }, (await Rooms.ReadAsync(CustomerList.TagsAsync)).ToList());

        static bool Has(CustomerProfile profile, string tag) => profile[CustomerTag.Prefix + tag] is not null;

        static int? Seats(CustomerProfile profile) => profile["x_seats"] is { } seats ? int.Parse(seats, CultureInfo.InvariantCulture) : null;
    }

    [TestMethod]
    public async Task A_stage_that_time_alone_changes_is_in_the_list_when_its_time_has_come()
    {
        var id = ((EditCustomerOutcome.Done)await Rooms.WriteAsync(unit => Edit.CreateAsync(unit, [new("name", "Ann Lee", null)], [], FactSources.Staff, Mei))).Id;
        await Rooms.WriteAsync(
            async unit =>
            {
                await unit.ExecuteAsync(
                    "INSERT INTO crm_order (number, customer_id, status, placed_at, promised_on, items, total, currency) VALUES ('HL-000001', @id, 'placed', @now, '2026-12-01', 'router', '10.00', 'USD')",
                    new { id, now = Rooms.Clock.GetUtcNow() });
                return true;
            });
        await Rooms.WriteAsync(unit => _feed.FeedAsync(unit));
        var rules = new LifecycleOptions();
        Assert.AreEqual(LifecycleStage.New, await StageAsync());
        await TickAsync(rules.NewDays);
        Assert.AreEqual(LifecycleStage.Growing, await StageAsync());
        await TickAsync(1);
        Assert.AreEqual(LifecycleStage.Growing, await StageAsync());
        await TickAsync(365 * 3);
        Assert.AreEqual(LifecycleStage.Churned, await StageAsync());

        async Task TickAsync(double days)
        {
            Rooms.Clock.Advance(TimeSpan.FromDays(days));
            await Rooms.Get<FacetClock>().TickAsync(Cancellation);
        }

        async Task<LifecycleStage?> StageAsync() => (await Rooms.ReadAsync(session => CustomerCard.ListAsync(session, [id]))).Single().Stage;
    }
}
