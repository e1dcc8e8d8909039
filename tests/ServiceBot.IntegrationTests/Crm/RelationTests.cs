using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Linking;
using ServiceBot.Crm.Lists;
using ServiceBot.Crm.Relations;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Crm;

[TestClass]
public sealed class RelationsOnSqlite() : RelationTests(StorageProvider.Sqlite);

[TestClass]
public sealed class RelationsOnPostgreSql() : RelationTests(StorageProvider.PostgreSql);

/// <summary>How customers stand to each other.</summary>
public abstract class RelationTests(StorageProvider provider) : DatabaseTests(provider)
{
    private const string Mei = "staff:01958000-0000-7000-8000-00000000aaaa";

    private RelateCustomers Relate => Rooms.Get<RelateCustomers>();

    [TestMethod]
    public async Task Records_that_are_one_person_stand_to_others_as_one_and_apart_again_each_keeps_its_own()
    {
        var (ann, again, firm, home) = (await MakeAsync("Ann Lee"), await MakeAsync("A. Lee"), await MakeAsync("Acme", PartyKinds.Organisation), await MakeAsync("Lee", PartyKinds.Household));
        await DoneAsync(unit => Relate.AddAsync(unit, ann, RelationKind.WorksFor, firm, "buys", Mei));
        await DoneAsync(unit => Relate.AddAsync(unit, again, RelationKind.MemberOf, home, null, Mei));
        var edge = ((MergeOutcome.Done)await Rooms.WriteAsync(unit => Rooms.Get<MergeCustomers>().MergeAsync(unit, ann, again, Mei, null))).Edge;

        Assert.HasCount(2, await LiveAsync(again));
        await DoneAsync(unit => Relate.AddAsync(unit, again, RelationKind.WorksFor, firm, "said again", Mei));
        Assert.HasCount(2, await LiveAsync(ann), "what is so already is not said twice");
        Assert.HasCount(1, await LiveAsync(firm));
        await Rooms.WriteAsync(unit => Rooms.Get<MergeCustomers>().RevokeAsync(unit, edge, Mei));
        Assert.AreEqual((RelationKind.WorksFor, RelationKind.MemberOf), ((await LiveAsync(ann)).Single().Kind, (await LiveAsync(again)).Single().Kind));

        var works = (await LiveAsync(firm)).Single();
        Assert.IsInstanceOfType<EditCustomerOutcome.NotFound>(await Rooms.WriteAsync(unit => Relate.EndAsync(unit, home, works.Id, Mei)), "it is with others");
        await DoneAsync(unit => Relate.EndAsync(unit, firm, works.Id, Mei));
        Assert.IsInstanceOfType<EditCustomerOutcome.NotFound>(await Rooms.WriteAsync(unit => Relate.EndAsync(unit, firm, works.Id, Mei)));
        Assert.IsEmpty(await LiveAsync(ann));
        Assert.HasCount(1, await Rooms.ReadAsync(session => RelationStore.ListAsync(session, [ann])), "that it was so stays");
    }

    [TestMethod]
    public async Task What_cannot_be_so_is_refused()
    {
        var (ann, bo, firm, home) = (await MakeAsync("Ann Lee"), await MakeAsync("Bo Li"), await MakeAsync("Acme", PartyKinds.Organisation), await MakeAsync("Lee", PartyKinds.Household));
        foreach (var (one, kind, other, field) in new[]
        {
            (ann, RelationKind.WorksFor, bo, "other"), (firm, RelationKind.WorksFor, firm, "other"), (home, RelationKind.MemberOf, home, "other"), (firm, RelationKind.MemberOf, home, "kind"),
            (ann, RelationKind.PartOf, firm, "kind"), (ann, RelationKind.ParentOf, home, "other"), (ann, RelationKind.RelatedTo, ann, "other"), (ann, RelationKind.RelatedTo, Guid.NewGuid(), "other"),
        })
        {
            Assert.AreEqual(field, ((EditCustomerOutcome.Wrong)await Rooms.WriteAsync(unit => Relate.AddAsync(unit, one, kind, other, null, Mei))).Errors.Keys.Single(), $"{kind}");
        }

        Assert.IsInstanceOfType<EditCustomerOutcome.NotFound>(await Rooms.WriteAsync(unit => Relate.AddAsync(unit, Guid.NewGuid(), RelationKind.RelatedTo, ann, null, Mei)));
        await DoneAsync(unit => Relate.AddAsync(unit, ann, RelationKind.PartnerOf, bo, null, Mei));
        await DoneAsync(unit => Relate.AddAsync(unit, bo, RelationKind.PartnerOf, ann, null, Mei));
        Assert.HasCount(1, await LiveAsync(bo), "partners are it from both sides");
        await DoneAsync(unit => Relate.AddAsync(unit, ann, RelationKind.ParentOf, bo, null, Mei));
        Assert.HasCount(2, await LiveAsync(bo));
    }

    [TestMethod]
    public async Task A_household_is_never_taken_for_one_of_those_who_live_in_it_and_is_found_by_its_name()
    {
        var feed = new SignalFeed(Rooms.Get<LinkCustomers>());
        var (ann, home) = (await MakeAsync("Lee", null, "+441134960018"), await MakeAsync("Lee", PartyKinds.Household, "+441134960018"));
        await Rooms.WriteAsync(unit => feed.FeedAsync(unit));
        Assert.IsEmpty(await Rooms.ReadAsync(session => SimilarCustomers.ListAsync(session, null, 10)));
        Assert.HasCount(1, await Rooms.ReadAsync(session => CustomerCard.ListAsync(session, [ann])));

        var facets = new SignalFeed(Rooms.Get<KeepFacets>());
        var firm = await MakeAsync("Acme Ltd", PartyKinds.Organisation);
        await Rooms.WriteAsync(unit => facets.FeedAsync(unit));
        foreach (var (text, found) in new[] { ("ACME ltd", new[] { firm }), ($"{home}", [home]), ("+44 113 496 0018", [ann, home]), ("lee", [home, ann]), ("acme", []), ("", []) })
        {
            CollectionAssert.AreEquivalent(found, (await Rooms.ReadAsync(session => RelateCustomers.MeantAsync(session, text))).Select(card => card.Id).ToList(), text);
        }
    }

    private async Task<IReadOnlyList<Relation>> LiveAsync(Guid customer) => await Rooms.ReadAsync<IReadOnlyList<Relation>>(
        async session => [.. (await RelationStore.ListAsync(session, (await CustomerProfile.FindAsync(session, customer))!.Members)).Where(relation => relation.EndedAt is null)]);

    private async Task<Guid> MakeAsync(string name, string? party = null, string? phone = null)
    {
        Rooms.Clock.Advance(TimeSpan.FromSeconds(1));
        return ((EditCustomerOutcome.Done)await Rooms.WriteAsync(unit => Rooms.Get<EditCustomer>().CreateAsync(
            unit, [new("name", name, null), new("party", party, null)], phone is null ? [] : [("phone", phone)], FactSources.Import, "api:erp"))).Id;
    }

    private async Task DoneAsync(Func<UnitOfWork, Task<EditCustomerOutcome>> work) => Assert.IsInstanceOfType<EditCustomerOutcome.Done>(await Rooms.WriteAsync(work));
}
