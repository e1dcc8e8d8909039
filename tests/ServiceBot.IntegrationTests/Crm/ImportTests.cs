using System.Text;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Fields;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Import;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Crm;

[TestClass]
public sealed class ImportOnSqlite() : ImportTests(StorageProvider.Sqlite);

[TestClass]
public sealed class ImportOnPostgreSql() : ImportTests(StorageProvider.PostgreSql);

/// <summary>Files become customers: each row once, each batch one change set that can be taken back.</summary>
public abstract class ImportTests(StorageProvider provider) : DatabaseTests(provider)
{
    private const string Mei = "staff:01958000-0000-7000-8000-00000000aaaa";

    private ManageImports Imports => Rooms.Get<ManageImports>();

    private EditCustomer Edit => Rooms.Get<EditCustomer>();

    private MergeCustomers Merge => Rooms.Get<MergeCustomers>();

    [TestMethod]
    public async Task A_file_makes_customers_changes_those_who_are_known_and_returns_what_cannot_be_taken()
    {
        var ann = await MakeAsync("Ann Lee", "ann@example.com");
        const string Csv = """
            Email,First name,Surname,City,Birthday,Shoe size
            ANN@example.com,Anne,Lee,Leeds,1987-05-03,41
            wong@example.com,嘉欣,王,香港,,38
            nonsense,Bob,Ray,York,,44
            ,Eve,Ray,York,,44
            old@example.com,Old,Man,York,1721-01-01,44
            wong@example.com,,,深圳,,38
            """;

        var batch = await ReceiveAsync(Csv);
        var guess = ImportMapping.Guess(batch.Look, CustomerFieldSet.BuiltIn);
        var seen = await CheckAsync(batch.Id, guess);

        Assert.AreEqual("email", guess.Key);
        Assert.IsFalse(guess.Columns.ContainsKey("Shoe size"), "nobody knows what it is");
        Assert.AreEqual((ImportState.Checked, 1L, 2L, 0L, 3L, (long?)6), (seen.State, seen.Made, seen.Changed, seen.Unchanged, seen.Rejected, seen.RowCount));
        CollectionAssert.AreEqual(
            new[] { "2 name: Ann Lee → Anne Lee (False)", "2 birth_date:  → 1987-05-03 (True)", "2 city:  → Leeds (True)" }.Order().ToList(),
            seen.Differences.Select(change => $"{change.Line} {change.Field}: {change.Before} → {change.After} ({change.Counts})").Order().ToList());
        Assert.HasCount(1, await PageAsync(), "a dry run changes nothing");

        var done = await RunAsync(batch.Id);

        Assert.AreEqual((ImportState.Done, 1L, 2L, 0L, 3L), (done.State, done.Made, done.Changed, done.Unchanged, done.Rejected));
        var known = (await FindAsync(ann))!;
        Assert.AreEqual(("Ann Lee", "Leeds", "1987-05-03"), (known["name"], known["city"], known["birth_date"]), "the desk's word stands above a file's");
        Assert.AreEqual((FactSources.Import, (long?)batch.Id), (known.Fields["city"].Source, known.Fields["city"].Import));
        var wong = (await Rooms.ReadAsync(session => CustomerCard.WithAsync(session, "wong@example.com"))).Single();
        Assert.AreEqual(("王嘉欣", "深圳"), (wong.Name, (await FindAsync(wong.Id))!["city"]), "a later row of the file counts");
        var rejects = await Imports.RejectsAsync(batch.Id, after: 0, 10, Cancellation);
        CollectionAssert.AreEqual(new[] { 4L, 5, 6 }, rejects.Select(reject => reject.Line).ToList());
        Assert.AreEqual("Email: «nonsense»: No letter can be sent to that address.", rejects[0].Reason);
        Assert.AreEqual("It has no email, by which its customer is found.", rejects[1].Reason);
        Assert.Contains("Birthday: «1721-01-01»: Nobody was born", rejects[2].Reason);
        CollectionAssert.AreEqual(new[] { "nonsense", "Bob", "Ray", "York", "", "44" }, rejects[0].Cells.ToList());

        var again = await ImportAsync(Csv);
        Assert.AreEqual((0L, 1L, 2L), (again.Made, again.Unchanged, again.Changed), "two rows of one customer say different things, and each counts in its turn");
        Assert.AreEqual(1, await Rooms.CountSignalsAsync("CustomerCreated") - 1);
    }

    [TestMethod]
    public async Task The_same_file_twice_changes_nothing_the_second_time()
    {
        var csv = Csv(Enumerable.Range(0, 2_500).Select(i => $"{i:0000},Name {i},c{i}@example.com,+44 20 7946 {i:0000},Leeds"));

        var first = await ImportAsync(csv);
        var (facts, identifiers) = await CountAsync();
        var second = await ImportAsync(csv);

        Assert.AreEqual((2_500L, 0L), (first.Made, first.Rejected));
        Assert.AreEqual((0L, 0L, 2_500L), (second.Made, second.Changed, second.Unchanged));
        Assert.AreEqual((facts, identifiers), await CountAsync());
        Assert.AreEqual(2_500, await Rooms.CountSignalsAsync("CustomerCreated"));
        Assert.AreEqual(0, await Rooms.CountSignalsAsync("CustomerEdited"));
    }

    [TestMethod]
    public async Task Whoever_is_stopped_on_the_way_goes_on_where_they_were_and_each_row_is_imported_once()
    {
        var csv = Csv(Enumerable.Range(0, 4_700).Select(i => i % 100 == 7 ? $"{i:0000},Name {i},nonsense,,Leeds" : $"{i:0000},Name {i},c{i}@example.com,,Leeds"));
        var batch = await ReceiveAsync(csv);
        await CheckAsync(batch.Id, ImportMapping.Guess(batch.Look, CustomerFieldSet.BuiltIn));
        Done(await Imports.RunAsync(batch.Id, Mei, Cancellation));

        // The process ends on the way: what was committed stays, and the next one goes on behind it.
        using (var crash = new CancellationTokenSource())
        {
            var work = Rooms.Get<WorkOnImports>().WorkAsync(crash.Token);
            while ((await Imports.FindAsync(batch.Id, Cancellation))!.Position == 0)
            {
                await Task.Delay(1, Cancellation);
            }

            await crash.CancelAsync();
            await Assert.ThrowsAsync<OperationCanceledException>(() => work);
        }

        // Somebody stops it, and lets it go on.
        var stopped = Done(await Imports.CancelAsync(batch.Id, Mei, Cancellation));
        await WorkAsync();
        Assert.AreEqual(stopped.Position, (await Imports.FindAsync(batch.Id, Cancellation))!.Position, "nothing more is done");
        Assert.IsInstanceOfType<ImportOutcome.NotNow>(await Imports.CancelAsync(batch.Id, Mei, Cancellation));
        Assert.IsInstanceOfType<ImportOutcome.NotNow>(await Imports.CheckAsync(batch.Id, ImportMapping.Guess(batch.Look, CustomerFieldSet.BuiltIn), Mei, Cancellation));

        // Two nodes at once.
        var other = Rooms.AddNode();
        Done(await Imports.RunAsync(batch.Id, Mei, Cancellation));
        await Task.WhenAll(WorkAsync(), Rooms.Database.Dialect.MigrationSuffix == "sqlite" ? Task.CompletedTask : other.Get<WorkOnImports>().WorkAsync(Cancellation));

        var done = (await Imports.FindAsync(batch.Id, Cancellation))!;
        Assert.AreEqual((ImportState.Done, 4_700L, 4_653L, 47L), (done.State, done.Position, done.Made, done.Rejected));
        Assert.AreEqual((4_653L * 2, 4_653L * 2), await CountAsync());
        Assert.HasCount(47, await Imports.RejectsAsync(batch.Id, after: 0, 100, Cancellation));
        Assert.AreEqual(4_653, await Rooms.CountSignalsAsync("CustomerCreated"));
    }

    [TestMethod]
    public async Task Of_several_with_a_key_nobody_is_chosen_unless_it_is_proved_to_be_somebodys()
    {
        var (one, other) = (await MakeAsync("Ann", "both@example.com"), await MakeAsync("Anna", "both@example.com"));
        const string Csv = "email,city\nboth@example.com,Leeds\n";

        var unsure = await ImportAsync(Csv);
        Assert.AreEqual(1, unsure.Rejected);
        Assert.Contains("Several customers have both@example.com", (await Imports.RejectsAsync(unsure.Id, 0, 1, Cancellation)).Single().Reason);

        var edge = (MergeOutcome.Done)await Rooms.WriteAsync(unit => Merge.MergeAsync(unit, one, other, Mei, null));
        Assert.AreEqual((1L, "Leeds"), ((await ImportAsync(Csv)).Changed, (await FindAsync(one))!["city"]), "they are one person");
        await Rooms.WriteAsync(unit => Merge.RevokeAsync(unit, edge.Edge, Mei));

        await Rooms.WriteAsync(async unit =>
        {
            await CustomerStore.IdentifyAsync(unit, other, "email", "both@example.com", "both@example.com", Rooms.Clock.GetUtcNow(), Rooms.Clock.GetUtcNow());
            return true;
        });
        await ImportAsync("email,city\nboth@example.com,York\n");
        Assert.AreEqual(("Leeds", "York"), ((await FindAsync(one))!["city"], (await FindAsync(other))!["city"]));
    }

    [TestMethod]
    public async Task What_a_batch_made_alone_disappears_with_it_and_its_id_still_says_so()
    {
        var batch = await ImportAsync("id,name,email\n1,Ann,ann@example.com\n2,Bob,bob@example.com\n3,Cat,cat@example.com\n4,Dan,dan@example.com\n");
        var ids = new List<Guid>();
        foreach (var email in new[] { "ann", "bob", "cat", "dan" })
        {
            ids.Add((await Rooms.ReadAsync(session => CustomerCard.WithAsync(session, $"{email}@example.com"))).Single().Id);
        }

        Rooms.Clock.Advance(TimeSpan.FromDays(100));
        await Rooms.WriteAsync(unit => Edit.EditAsync(unit, ids[1], [new("city", "Leeds", null)], FactSources.Staff, Mei));
        await Rooms.WriteAsync(unit => Edit.IdentifyAsync(unit, ids[2], "email", "cat@example.com", FactSources.Staff, Mei));
        await Rooms.WriteAsync(async unit =>
        {
            await CustomerStore.IdentifyAsync(unit, ids[3], "email", "dan@example.com", "dan@example.com", Rooms.Clock.GetUtcNow(), Rooms.Clock.GetUtcNow());
            return true;
        });
        var before = await StateAsync(ids);
        Done(await Imports.RevertAsync(batch.Id, Mei, Cancellation));
        await WorkAsync();

        Assert.AreEqual(ImportState.Reverted, (await Imports.FindAsync(batch.Id, Cancellation))!.State);
        CollectionAssert.AreEquivalent(ids.Skip(1).ToList(), (await PageAsync()).Select(card => card.Id).ToList(), "of Bob the desk knows something, of Cat and Dan their addresses");
        var ann = (await FindAsync(ids[0]))!;
        Assert.IsNotNull(ann.WithdrawnAt);
        Assert.IsEmpty(ann.Fields);
        Assert.IsEmpty(ann.Identifiers);
        Assert.AreEqual((null, "Leeds", null), ((await FindAsync(ids[1]))!["name"], (await FindAsync(ids[1]))!["city"], (await FindAsync(ids[1]))!.WithdrawnAt));
        Assert.AreEqual("cat@example.com", (await FindAsync(ids[2]))!.Identifiers.Single().Value);
        Assert.AreEqual("dan@example.com", (await FindAsync(ids[3]))!.Identifiers.Single().Value, "what was proved stays");

        Done(await Imports.RestoreAsync(batch.Id, Mei, Cancellation));
        await WorkAsync();
        CollectionAssert.AreEqual(before, await StateAsync(ids));
        Assert.AreEqual(ImportState.Done, (await Imports.FindAsync(batch.Id, Cancellation))!.State);

        Done(await Imports.RevertAsync(batch.Id, Mei, Cancellation));
        await WorkAsync();
        var again = await ImportAsync("id,name,email\n1,Ann,ann@example.com\n");
        Assert.AreEqual(1, again.Made, "the file can be imported again");
        await Rooms.WriteAsync(unit => Edit.EditAsync(unit, ids[0], [new("name", "Ann", null)], FactSources.Api, "api:erp"));
        Assert.IsNull((await FindAsync(ids[0]))!.WithdrawnAt, "something is known of her again");
    }

    /// <summary>Imports, words, merges and withdrawals at random; with some batches taken back at the end, everything is as if they had never been.</summary>
    [TestMethod]
    [DataRow(1)]
    [DataRow(2)]
    public async Task Taking_a_batch_back_leaves_what_all_others_said_alone(int seed)
    {
        var random = new Random(seed);
        var ids = new List<Guid>();
        for (var i = 0; i < 6; i++)
        {
            ids.Add(await MakeAsync($"Base {i}", $"n{i}@example.com", FactSources.Api));
        }

        var (batches, reverted) = (new List<long>(), new HashSet<long>());
        for (var step = 0; step < 40; step++)
        {
            Rooms.Clock.Advance(TimeSpan.FromHours(random.Next(1, 800)));
            var (one, other) = (ids[random.Next(ids.Count)], ids[random.Next(ids.Count)]);
            switch (random.Next(6))
            {
                case 0 or 1:
                    var rows = Enumerable.Range(0, 5).Select(row => $"n{random.Next(8)}@example.com,Name {step}-{row},City {step}-{row},+4420794{step:00}{row:00}");
                    batches.Add((await ImportAsync($"email,name,city,phone\n{string.Join('\n', rows)}\n")).Id);
                    break;
                case 2:
                    await Rooms.WriteAsync(unit => Edit.EditAsync(
                        unit, one, [new(random.Next(2) == 0 ? "name" : "city", $"Said {step}", null, Always: true)], random.Next(2) == 0 ? FactSources.Staff : FactSources.Api, Mei));
                    break;
                case 3 when one != other:
                    await Rooms.WriteAsync(unit => Merge.MergeAsync(unit, one, other, Mei, null));
                    break;
                case 4:
                    var said = (await FindAsync(one))!.Facts.Where(fact => fact.WithdrawnAt is null).ToList();
                    if (said.Count > 0)
                    {
                        await Rooms.WriteAsync(unit => Edit.WithdrawAsync(unit, one, said[random.Next(said.Count)].Id, Mei));
                    }

                    break;
                case 5 when batches.Count > 0:
                    var batch = batches[random.Next(batches.Count)];
                    Done(reverted.Add(batch) ? await Imports.RevertAsync(batch, Mei, Cancellation) : await Imports.RestoreAsync(batch, Mei, Cancellation));
                    if ((await Imports.FindAsync(batch, Cancellation))!.State == ImportState.Restoring)
                    {
                        reverted.Remove(batch);
                    }

                    await WorkAsync();
                    break;
            }
        }

        var all = (await Rooms.ReadAsync(session => session.QueryAsync<Guid>("SELECT id FROM crm_customer"))).ToList();
        var before = new Dictionary<Guid, CustomerProfile>();
        foreach (var id in all)
        {
            before[id] = (await FindAsync(id))!;
        }

        foreach (var batch in batches.Where(batch => !reverted.Contains(batch)))
        {
            Done(await Imports.RevertAsync(batch, Mei, Cancellation));
        }

        await WorkAsync();

        foreach (var id in all)
        {
            // What others said, put together plainly.
            var others = Survivorship.Choose(before[id].Facts.Where(fact => fact.Import is null));
            var profile = (await FindAsync(id))!;
            CollectionAssert.AreEquivalent(others.Select(field => (field.Key, field.Value.Id)).ToList(), profile.Fields.Select(field => (field.Key, field.Value.Id)).ToList(), $"seed {seed}");
            Assert.AreEqual(profile["name"], (await Rooms.ReadAsync(session => CustomerStore.FindAsync(session, id)))!.Name, "the name in lists");
            CollectionAssert.AreEquivalent(
                before[id].Identifiers.Where(one => one.Source != FactSources.Import).Select(one => one.Id).ToList(), profile.Identifiers.Select(one => one.Id).ToList());
            Assert.AreEqual(!ids.Contains(profile.Id) && others.Count == 0 && profile.Members.Count == 1, profile.WithdrawnAt is not null);
        }
    }

    private static string Csv(IEnumerable<string> rows) => $"Customer number,Name,E-mail,Phone,City\n{string.Join('\n', rows)}\n";

    private async Task<List<string>> StateAsync(IEnumerable<Guid> ids)
    {
        var states = new List<string>();
        foreach (var id in ids)
        {
            var profile = (await FindAsync(id))!;
            states.Add($"{profile["name"]} {profile["city"]} {profile.WithdrawnAt} {string.Join(',', profile.Facts)} {string.Join(',', profile.Identifiers)}");
        }

        return states;
    }

    private async Task<(long Facts, long Identifiers)> CountAsync() => (
        await Rooms.ReadAsync(session => session.GetAsync<long>("SELECT count(*) FROM crm_fact")), await Rooms.ReadAsync(session => session.GetAsync<long>("SELECT count(*) FROM crm_identifier")));

    private Task<CustomerProfile?> FindAsync(Guid id) => Rooms.ReadAsync(session => CustomerProfile.FindAsync(session, id));

    private Task<IReadOnlyList<CustomerCard>> PageAsync() => Rooms.ReadAsync(session => CustomerCard.PageAsync(session, before: null, 100));

    private async Task<Guid> MakeAsync(string name, string email, string source = FactSources.Staff)
    {
        Rooms.Clock.Advance(TimeSpan.FromSeconds(1));
        return ((EditCustomerOutcome.Done)await Rooms.WriteAsync(unit => Edit.CreateAsync(unit, [new("name", name, null)], [("email", email)], source, Mei))).Id;
    }

    private async Task<ImportBatch> ReceiveAsync(string csv)
    {
        using var file = new MemoryStream(Encoding.UTF8.GetBytes(csv));
        return Done(await Imports.ReceiveAsync(file, "people.csv", Mei, Cancellation));
    }

    private async Task<ImportBatch> CheckAsync(long import, ImportMapping mapping)
    {
        Done(await Imports.CheckAsync(import, mapping, Mei, Cancellation));
        await WorkAsync();
        return (await Imports.FindAsync(import, Cancellation))!;
    }

    private async Task<ImportBatch> RunAsync(long import)
    {
        Rooms.Clock.Advance(TimeSpan.FromSeconds(1));
        Done(await Imports.RunAsync(import, Mei, Cancellation));
        await WorkAsync();
        return (await Imports.FindAsync(import, Cancellation))!;
    }

    private async Task<ImportBatch> ImportAsync(string csv)
    {
        var batch = await ReceiveAsync(csv);
        await CheckAsync(batch.Id, ImportMapping.Guess(batch.Look, CustomerFieldSet.BuiltIn));
        return await RunAsync(batch.Id);
    }

    private Task WorkAsync() => Rooms.Get<WorkOnImports>().WorkAsync(Cancellation);

    private static ImportBatch Done(ImportOutcome outcome) => outcome is ImportOutcome.Done done ? done.Batch : throw new AssertFailedException($"{outcome}");
}
