using ServiceBot.Crm.Cleaning;
using ServiceBot.Crm.Identity;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Crm;

[TestClass]
public sealed class ReviewCustomersOnSqlite() : ReviewCustomersTests(StorageProvider.Sqlite);

[TestClass]
public sealed class ReviewCustomersOnPostgreSql() : ReviewCustomersTests(StorageProvider.PostgreSql);

/// <summary>What could be written better about customers is found at every write, and changed by nobody but who decides it.</summary>
public abstract class ReviewCustomersTests(StorageProvider provider) : DatabaseTests(provider)
{
    private const string Mei = "staff:01958000-0000-7000-8000-00000000aaaa";

    private SignalFeed _feed = null!;

    private EditCustomer Edit => Rooms.Get<EditCustomer>();

    private CleanCustomer Clean => Rooms.Get<CleanCustomer>();

    [TestInitialize]
    public void Begin() => _feed = new(Rooms.Get<ReviewCustomers>());

    [TestMethod]
    public async Task A_hint_that_is_taken_is_a_word_of_the_desk_and_one_that_is_dismissed_never_comes_back()
    {
        var id = await MakeAsync(("name", "LEE, ANN"), ("city", "LONDON"), ("country", "United Kingdom"));
        await Rooms.WriteAsync(unit => Edit.IdentifyAsync(unit, id, "email", "ann@gmial.com", FactSources.Import, "api:erp"));
        await Rooms.WriteAsync(unit => Edit.IdentifyAsync(unit, id, "phone", "020 7946 0018", FactSources.Import, "api:erp"));
        await ReviewAsync();
        CollectionAssert.AreEquivalent(
            new[] { HintKind.NameForm, HintKind.CityForm, HintKind.CountryForm, HintKind.EmailSlip, HintKind.PhoneForm }, (await ListAsync()).Select(found => found.Hint.Kind).ToList());
        Assert.AreEqual("LEE, ANN", (await FindAsync(id))["name"], "nothing is changed without somebody");

        await DoneAsync(unit => Clean.TakeAsync(unit, id, HintKind.NameForm, "LEE, ANN", FactSources.Staff, Mei));
        await DoneAsync(unit => Clean.TakeAsync(unit, id, HintKind.PhoneForm, "020 7946 0018", FactSources.Staff, Mei));
        await DoneAsync(unit => Clean.TakeAsync(unit, id, HintKind.EmailSlip, "ann@gmial.com", FactSources.Staff, Mei));
        await DoneAsync(unit => Clean.DismissAsync(unit, id, HintKind.CityForm, "LONDON", Mei));

        var profile = await FindAsync(id);
        Assert.AreEqual(("Ann Lee", FactSources.Staff), (profile["name"], profile.Fields["name"].Source));
        CollectionAssert.AreEquivalent(new[] { "+44 20 7946 0018", "ann@gmail.com" }, profile.Identifiers.Select(one => one.Value).ToList());
        Assert.AreEqual(HintKind.CountryForm, (await ListAsync()).Single().Hint.Kind, "what is decided leaves the list at once");
        await ReviewAsync();
        Assert.AreEqual(HintKind.CountryForm, (await ListAsync()).Single().Hint.Kind);
        Assert.AreEqual("LONDON", (await FindAsync(id))["city"]);

        Assert.IsInstanceOfType<EditCustomerOutcome.NotFound>(await Rooms.WriteAsync(unit => Clean.TakeAsync(unit, id, HintKind.NameForm, "LEE, ANN", FactSources.Staff, Mei)), "it is another name now");
        Assert.IsInstanceOfType<EditCustomerOutcome.NotFound>(await Rooms.WriteAsync(unit => Clean.TakeAsync(unit, Guid.NewGuid(), HintKind.NameForm, "LEE, ANN", FactSources.Staff, Mei)));
    }

    [TestMethod]
    public async Task The_sums_are_those_of_all_customers_whatever_was_said_merged_and_taken_apart()
    {
        var random = new Random(11);
        var ids = new List<Guid>();
        string[] names = ["ANN LEE", "Ann Lee", "test", "bo li", "Wong Ka-yan"];
        for (var step = 0; step < 60; step++)
        {
            Rooms.Clock.Advance(TimeSpan.FromMinutes(1));
            var name = names[random.Next(names.Length)];
            if (ids.Count < 3 || random.Next(4) == 0)
            {
                ids.Add(await MakeAsync(("name", name)));
            }
            else if (random.Next(3) == 0)
            {
                await Rooms.WriteAsync(unit => Rooms.Get<MergeCustomers>().MergeAsync(unit, ids[random.Next(ids.Count)], ids[random.Next(ids.Count)], Mei, null));
            }
            else if (random.Next(4) == 0 && (await FindAsync(ids[random.Next(ids.Count)])).Edges is [var edge, ..])
            {
                await Rooms.WriteAsync(unit => Rooms.Get<MergeCustomers>().RevokeAsync(unit, edge.Id, Mei));
            }
            else
            {
                await DoneAsync(unit => Edit.EditAsync(unit, ids[random.Next(ids.Count)], [new("name", name, null, Always: true)], FactSources.Staff, Mei));
            }

            if (random.Next(3) == 0)
            {
                await ReviewAsync();
            }
        }

        await ReviewAsync();
        var quality = await Rooms.ReadAsync(CustomerQuality.ReadAsync);
        var pages = (await Task.WhenAll(ids.Select(FindAsync))).DistinctBy(profile => profile.Id).ToList();
        var hints = new List<IReadOnlyList<CleaningHint>>();
        foreach (var page in pages)
        {
            hints.Add(await Rooms.ReadAsync(session => Clean.FindAsync(session, page)));
        }

        Assert.AreEqual(pages.Count, quality.Customers);
        Assert.AreEqual(hints.Average(CleaningRules.Score), quality.Score!.Value, 1e-9);
        CollectionAssert.AreEquivalent(hints.SelectMany(all => all).CountBy(hint => hint.Kind).Select(pair => (pair.Key, (long)pair.Value)).ToList(), quality.Kinds.Select(pair => (pair.Key, pair.Value)).ToList());
        CollectionAssert.AreEquivalent(
            pages.SelectMany(page => page.Fields.Values.Where(fact => fact.Value is not null)).CountBy(fact => fact.Source).Select(pair => (pair.Key, (long)pair.Value)).ToList(),
            quality.Sources.Select(source => (source.Source, source.Values)).ToList());
        Assert.HasCount(hints.Sum(all => all.Count), await ListAsync());
    }

    private Task<bool> ReviewAsync() => Rooms.WriteAsync(unit => _feed.FeedAsync(unit));

    private Task<IReadOnlyList<FoundHint>> ListAsync() => Rooms.ReadAsync(session => CustomerQuality.ListAsync(session, kind: null, after: 0, 1_000));

    private async Task<CustomerProfile> FindAsync(Guid id) => (await Rooms.ReadAsync(session => CustomerProfile.FindAsync(session, id)))!;

    private async Task<Guid> MakeAsync(params (string Field, string Value)[] fields)
    {
        Rooms.Clock.Advance(TimeSpan.FromSeconds(1));
        return ((EditCustomerOutcome.Done)await Rooms.WriteAsync(unit => Edit.CreateAsync(unit, [.. fields.Select(pair => new FieldEdit(pair.Field, pair.Value, null))], [], FactSources.Import, "api:erp"))).Id;
    }

    private async Task DoneAsync(Func<UnitOfWork, Task<EditCustomerOutcome>> work) => Assert.IsInstanceOfType<EditCustomerOutcome.Done>(await Rooms.WriteAsync(work));
}
