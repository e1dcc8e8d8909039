using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Identity;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Crm;

[TestClass]
public sealed class IdentityOnSqlite() : IdentityTests(StorageProvider.Sqlite);

[TestClass]
public sealed class IdentityOnPostgreSql() : IdentityTests(StorageProvider.PostgreSql);

/// <summary>Who is who, and what counts of what was said: all of it can be taken back, and then everything is as it would be without it.</summary>
public abstract class IdentityTests(StorageProvider provider) : DatabaseTests(provider)
{
    private const string Mei = "staff:01958000-0000-7000-8000-00000000aaaa";

    private EditCustomer Edit => Rooms.Get<EditCustomer>();

    private MergeCustomers Merge => Rooms.Get<MergeCustomers>();

    [TestMethod]
    public async Task Of_several_records_one_page_and_every_old_id_leads_there()
    {
        var (one, other, third) = (await MakeAsync("Ann Lee", "ann@example.com"), await MakeAsync("A. Lee", "lee@example.com"), await MakeAsync("Ann L.", "al@example.com"));

        var first = await DoneAsync(other, one);
        await DoneAsync(third, other);

        foreach (var id in new[] { one, other, third })
        {
            var profile = (await FindAsync(id))!;
            Assert.AreEqual(one, profile.Id);
            CollectionAssert.AreEquivalent(new[] { one, other, third }, profile.Members.ToList());
            CollectionAssert.AreEquivalent(new[] { "ann@example.com", "lee@example.com", "al@example.com" }, profile.Identifiers.Select(identifier => identifier.Value).ToList());
            Assert.AreEqual(one, (await Rooms.ReadAsync(session => CustomerCard.WithAsync(session, "LEE@example.com"))).Single().Id, "the address of one finds the page of all");
        }

        Assert.HasCount(1, await Rooms.ReadAsync(session => CustomerCard.PageAsync(session, before: null, 10)));
        Assert.IsInstanceOfType<MergeOutcome.Unchanged>(await Rooms.WriteAsync(unit => Merge.MergeAsync(unit, one, third, Mei, null)));

        await Rooms.WriteAsync(unit => Merge.RevokeAsync(unit, first.Edge, Mei));

        Assert.AreEqual("ann@example.com", (await FindAsync(one))!.Identifiers.Single().Value);
        Assert.AreEqual(other, (await FindAsync(third))!.Id, "the other two are still the same");
        Assert.HasCount(2, await Rooms.ReadAsync(session => CustomerCard.PageAsync(session, before: null, 10)));
    }

    [TestMethod]
    public async Task Who_is_known_not_to_be_the_same_is_not_merged_nor_proposed_until_that_is_taken_back()
    {
        var (father, son, aunt) = (await MakeAsync("Li Wei", "li@example.com"), await MakeAsync("Li Wei", "LI@example.com"), await MakeAsync("Li Na", "na@example.com"));
        Assert.AreEqual(son, (await Rooms.ReadAsync(async session => await (await CustomerProfile.FindAsync(session, father))!.AlikeAsync(session))).Single().Id);

        var apart = (MergeOutcome.Done)await Rooms.WriteAsync(unit => Merge.KeepApartAsync(unit, father, son, Mei, "father and son"));
        await DoneAsync(aunt, son);

        Assert.IsEmpty(await Rooms.ReadAsync(async session => await (await CustomerProfile.FindAsync(session, father))!.AlikeAsync(session)));
        var refused = (MergeOutcome.Contradicts)await Rooms.WriteAsync(unit => Merge.MergeAsync(unit, aunt, father, Mei, null));
        Assert.AreEqual(apart.Edge, refused.Edge!.Id);
        Assert.IsInstanceOfType<MergeOutcome.Contradicts>(await Rooms.WriteAsync(unit => Merge.KeepApartAsync(unit, aunt, son, Mei, null)), "they are the same");
        Assert.IsInstanceOfType<MergeOutcome.NotFound>(await Rooms.WriteAsync(unit => Merge.MergeAsync(unit, aunt, Guid.NewGuid(), Mei, null)));

        await Rooms.WriteAsync(unit => Merge.RevokeAsync(unit, apart.Edge, Mei));
        await DoneAsync(aunt, father);
        Assert.AreEqual(father, (await FindAsync(son))!.Id);
    }

    [TestMethod]
    public async Task A_word_of_the_desk_counts_until_it_is_taken_back_and_nobody_writes_over_what_they_have_not_seen()
    {
        var id = await MakeAsync("Ann Lee", "ann@example.com", FactSources.Api);
        var seen = (await FindAsync(id))!.Fields["name"];

        await DoneAsync(id, new FieldEdit("name", "Anne Lee", seen.Id));
        await Rooms.WriteAsync(unit => Edit.EditAsync(unit, id, [new("name", "ANN LEE", null, Always: true)], FactSources.Api, "api:erp"));
        Assert.AreEqual("Anne Lee", (await FindAsync(id))!["name"], "another system does not outdo the desk");
        Assert.AreEqual("Anne Lee", (await Rooms.ReadAsync(session => CustomerStore.FindAsync(session, id)))!.Name);

        var late = (EditCustomerOutcome.Conflict)await Rooms.WriteAsync(unit => Edit.EditAsync(unit, id, [new("name", "Anna", seen.Id), new("city", "Leeds", null)], FactSources.Staff, Mei));
        Assert.AreEqual("Anne Lee", late.Fields.Single().Value!.Value);
        Assert.IsNull((await FindAsync(id))!["city"], "nothing of a refused edit is written");
        await DoneAsync(id, new FieldEdit("name", "Anne Lee", seen.Id), new FieldEdit("city", "Leeds", null));

        await Rooms.WriteAsync(async unit => await Edit.WithdrawAsync(unit, id, (await CustomerProfile.FindAsync(unit, id))!.Fields["name"].Id, Mei));
        Assert.AreEqual("ANN LEE", (await FindAsync(id))!["name"], "what stood below it counts again");
        var wrong = (EditCustomerOutcome.Wrong)await Rooms.WriteAsync(unit => Edit.EditAsync(
            unit, id, [new("birth_date", "1987-02-30", null), new("language", "fr", null), new("shoe_size", "41", null)], FactSources.Staff, Mei));
        CollectionAssert.AreEquivalent(new[] { "birth_date", "language", "shoe_size" }, wrong.Errors.Keys.ToList());
    }

    [TestMethod]
    public async Task What_was_proved_stays_and_what_was_only_said_can_be_removed()
    {
        var id = await MakeAsync("Ann", "ann@example.com");
        await Rooms.WriteAsync(unit => Edit.IdentifyAsync(unit, id, "phone", "＋44 20 7946 0018", FactSources.Staff, Mei));
        var phone = (await FindAsync(id))!.Identifiers.Single(identifier => identifier.Kind == "phone");
        Assert.AreEqual(id, (await Rooms.ReadAsync(session => CustomerCard.WithAsync(session, "+442079460018"))).Single().Id);

        await Rooms.WriteAsync(unit => Edit.ForgetAsync(unit, id, phone.Id, Mei));

        Assert.HasCount(1, (await FindAsync(id))!.Identifiers);
        Assert.IsEmpty(await Rooms.ReadAsync(session => CustomerCard.WithAsync(session, "+442079460018")));
        await Rooms.WriteAsync(async unit =>
        {
            await CustomerStore.IdentifyAsync(unit, id, "email", "ann@example.com", "ann@example.com", Rooms.Clock.GetUtcNow(), Rooms.Clock.GetUtcNow());
            return true;
        });
        Assert.IsInstanceOfType<EditCustomerOutcome.Wrong>(await Rooms.WriteAsync(async unit => await Edit.ForgetAsync(unit, id, (await CustomerProfile.FindAsync(unit, id))!.Identifiers[0].Id, Mei)));
        Assert.IsInstanceOfType<EditCustomerOutcome.Wrong>(await Rooms.WriteAsync(unit => Edit.IdentifyAsync(unit, id, "phone", "call me", FactSources.Staff, Mei)));
    }

    /// <summary>Random merges, words, withdrawals and un-merges; then all merges are taken back, and every customer is what the words about it alone make of it.</summary>
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    [DataRow(3)]
    public async Task Whatever_came_between_un_merging_leaves_what_would_be_there_without_the_merge(int seed)
    {
        var random = new Random(seed);
        const int Steps = 80;
        var ids = new List<Guid>();
        var said = new Dictionary<Guid, List<(long Id, string Field, string? Value, string Source, DateTimeOffset At, bool Counts)>>();      // the words as the test gave them, by whom they were said of
        var live = new Dictionary<long, (Guid One, Guid Other)>();
        for (var i = 0; i < 8; i++)
        {
            ids.Add(await MakeAsync($"Name {i}", $"n{i}@example.com", FactSources.Import));
            said[ids[i]] = [.. (await FindAsync(ids[i]))!.Facts.Select(fact => (fact.Id, fact.Field, fact.Value, fact.Source, fact.At, true))];
        }

        for (var step = 0; step < Steps; step++)
        {
            Rooms.Clock.Advance(TimeSpan.FromHours(random.Next(1, 2_000)));
            var (one, other) = (ids[random.Next(ids.Count)], ids[random.Next(ids.Count)]);
            switch (random.Next(6))
            {
                case 0 or 1 when one != other:
                    if (await Rooms.WriteAsync(unit => Merge.MergeAsync(unit, one, other, Mei, null)) is MergeOutcome.Done merged)
                    {
                        live[merged.Edge] = (one, other);
                    }

                    break;
                case 2 when live.Count > 0:
                    var edge = live.Keys.ElementAt(random.Next(live.Count));
                    await Rooms.WriteAsync(unit => Merge.RevokeAsync(unit, edge, Mei));
                    live.Remove(edge);
                    break;
                case 3:
                    var (field, source) = (random.Next(2) == 0 ? "name" : "city", random.Next(3) switch { 0 => FactSources.Staff, 1 => FactSources.Api, _ => FactSources.Mail });
                    var value = random.Next(5) == 0 ? null : $"{field} {step}";
                    await Rooms.WriteAsync(unit => Edit.EditAsync(unit, one, [new(field, value, null, Always: true)], source, Mei));
                    var root = (await FindAsync(one))!;
                    foreach (var fact in root.Facts.Where(fact => !said[fact.Customer].Any(known => known.Id == fact.Id)))
                    {
                        Assert.AreEqual(root.Id, fact.Customer, "a word is said of the customer whose page it is");
                        said[fact.Customer].Add((fact.Id, fact.Field, fact.Value, fact.Source, fact.At, true));
                    }

                    break;
                case 4:
                    var facts = (await FindAsync(one))!.Facts.Where(fact => fact.WithdrawnAt is null && fact.SaidBy is not null).ToList();
                    if (facts.Count > 0)
                    {
                        var gone = facts[random.Next(facts.Count)];
                        await Rooms.WriteAsync(unit => Edit.WithdrawAsync(unit, one, gone.Id, Mei));
                        var at = said[gone.Customer].FindIndex(known => known.Id == gone.Id);
                        said[gone.Customer][at] = said[gone.Customer][at] with { Counts = false };
                    }

                    break;
            }

            await AssertSameAsync(ids, said, live, $"seed {seed}, step {step}");
        }

        foreach (var edge in live.Keys)
        {
            await Rooms.WriteAsync(unit => Merge.RevokeAsync(unit, edge, Mei));
        }

        await AssertSameAsync(ids, said, [], $"seed {seed}, all taken back");
    }

    /// <summary>Every page, and every name that stands elsewhere, is what the words and the live edges say when they are put together plainly.</summary>
    private async Task AssertSameAsync(
        List<Guid> ids, Dictionary<Guid, List<(long Id, string Field, string? Value, string Source, DateTimeOffset At, bool Counts)>> said, Dictionary<long, (Guid One, Guid Other)> live, string when)
    {
        var groupOf = ids.ToDictionary(id => id, id => id);
        foreach (var (one, other) in live.Values)
        {
            var (from, to) = (groupOf[one], groupOf[other]);
            foreach (var id in ids.Where(id => groupOf[id] == from))
            {
                groupOf[id] = to;
            }
        }

        foreach (var id in ids)
        {
            var group = ids.Where(other => groupOf[other] == groupOf[id]).ToList();
            var profile = (await FindAsync(id))!;
            Assert.AreEqual(group.Min(), profile.Id, when);
            CollectionAssert.AreEquivalent(group, profile.Members.ToList(), when);
            foreach (var field in new[] { "name", "city" })
            {
                var expected = group.SelectMany(member => said[member]).Where(word => word.Counts && word.Field == field)
                    .OrderBy(word => word.Source == FactSources.Staff)
                    .ThenBy(word => word.Source == FactSources.Staff ? word.Id : word.At.ToUnixTimeSeconds() + (730 * 86_400 * Math.Log2(word.Source == FactSources.Api ? 0.8 : word.Source == FactSources.Import ? 0.7 : 0.3)))
                    .LastOrDefault().Value;
                Assert.AreEqual(expected, profile[field], $"{when}: {field} of {id}");
            }

            Assert.AreEqual(profile["name"], (await Rooms.ReadAsync(session => CustomerStore.FindAsync(session, id)))!.Name, $"{when}: the name in lists");
        }
    }

    private Task<CustomerProfile?> FindAsync(Guid id) => Rooms.ReadAsync(session => CustomerProfile.FindAsync(session, id));

    private async Task<Guid> MakeAsync(string name, string email, string source = FactSources.Staff)
    {
        Rooms.Clock.Advance(TimeSpan.FromSeconds(1));
        return ((EditCustomerOutcome.Done)await Rooms.WriteAsync(unit => Edit.CreateAsync(unit, [new("name", name, null)], [("email", email)], source, Mei))).Id;
    }

    private async Task<MergeOutcome.Done> DoneAsync(Guid one, Guid other) => (MergeOutcome.Done)await Rooms.WriteAsync(unit => Merge.MergeAsync(unit, one, other, Mei, "the same voice"));

    private async Task DoneAsync(Guid id, params FieldEdit[] edits) =>
        Assert.IsInstanceOfType<EditCustomerOutcome.Done>(await Rooms.WriteAsync(unit => Edit.EditAsync(unit, id, edits, FactSources.Staff, Mei)));
}
