using System.IO.Compression;
using System.Text.Json;
using ServiceBot.Crm.Cleaning;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Fields;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Import;
using ServiceBot.Crm.Linking;
using ServiceBot.Crm.Lists;
using ServiceBot.Crm.Orders;
using ServiceBot.Crm.Privacy;
using ServiceBot.Crm.Sealing;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Search;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;
using ServiceBot.Storage.Keys;
using ServiceBot.Storage.Personal;
using ServiceBot.Storage.Signals;

namespace ServiceBot.IntegrationTests.Crm;

[TestClass]
public sealed class SealingOnSqlite() : SealingTests(StorageProvider.Sqlite);

[TestClass]
public sealed class SealingOnPostgreSql() : SealingTests(StorageProvider.PostgreSql);

/// <summary>Sensitive fields lie encrypted and are found all the same; what lay there before is encrypted as well; and whoever is erased is unreadable in backups.</summary>
public abstract class SealingTests(StorageProvider provider) : DatabaseTests(provider)
{
    private const string Api = "api:test";
    private static readonly string[] Secrets = ["zephyrine.q@gmial.com", "2079460817", "7946 0817", "1987-05-03", "Marlborough Row", "Yorkshire West", "LS2 9JT", "likes theremins", "AB-123456"];

    private EditCustomer Edit => Rooms.Get<EditCustomer>();

    [TestMethod]
    public async Task Nothing_sensitive_lies_readable_and_it_is_found_and_shown_all_the_same()
    {
        await DeclareAsync();
        var id = await MakeAsync();
        var twin = await MakeAsync("Zephyrine Quillfeather", [("email", "zephyrine.q@gmial.com")]);
        await FeedAsync();

        await NothingIsReadableAsync();
        id = (await ProfileAsync(id))!.Id;
        foreach (var text in new[] { "zephyrine.q@gmial.com", " Zephyrine.Q@GMIAL.com ", "+44 20 7946 0817", "+442079460817" })
        {
            Assert.Contains(id, (await Rooms.ReadAsync(session => CustomerCard.WithAsync(session, text))).Select(card => card.Id).ToList(), text);
        }

        var profile = (await ProfileAsync(id))!;
        Assert.AreEqual(
            ("1987-05-03", "12 Marlborough Row", "Yorkshire West", "LS2 9JT", "likes theremins", "AB-123456", "Leeds"),
            (profile["birth_date"], profile["street"], profile["region"], profile["postcode"], profile["remark"], profile["x_passport"], profile["city"]));
        Assert.AreEqual("zephyrine.q@gmial.com +44 20 7946 0817", string.Join(' ', profile.Identifiers.Select(one => one.Value).Distinct()));
        var hints = await Rooms.ReadAsync(session => CustomerQuality.ListAsync(session, HintKind.EmailSlip, 0, 10));
        CollectionAssert.IsSubsetOf(new[] { ("zephyrine.q@gmial.com", "zephyrine.q@gmail.com") }, hints.Select(found => (found.Hint.Value!, found.Hint.Suggestion!)).ToList());
        Assert.IsNotEmpty((await ProfileAsync(twin))!.Edges.Concat((await Rooms.ReadAsync(session => SimilarCustomers.ListAsync(session, [twin]))).Select(proposal => new Edge { Id = 0, Customer = proposal.Customer, Other = proposal.Other, IsSame = true, Kind = "", Evidence = "", At = default })), "they are compared");

        // What somebody said to be right is not asked again, and stands there for nobody to read.
        Assert.IsInstanceOfType<EditCustomerOutcome.Done>(await Rooms.WriteAsync(unit => Rooms.Get<CleanCustomer>().DismissAsync(unit, id, HintKind.EmailSlip, "zephyrine.q@gmial.com", Api)));
        Assert.IsFalse((await Rooms.ReadAsync(async session => await Rooms.Get<CleanCustomer>().FindAsync(session, (await CustomerProfile.FindAsync(session, id))!))).Any(hint => hint.Kind == HintKind.EmailSlip));
        await NothingIsReadableAsync();

        // A sensitive own field is no filter, and stays sensitive.
        var fields = await Rooms.ReadAsync(FieldStore.SetAsync);
        Assert.DoesNotContain("x_passport", CustomerFacets.All(fields));
        await DeclareAsync(isSensitive: false);
        Assert.IsTrue((await Rooms.ReadAsync(FieldStore.SetAsync)).Find("x_passport")!.IsSensitive);

        // The customer can read it.
        await Rooms.WriteAsync(unit => Rooms.Get<AskForArchive>().HandleAsync(unit, id, Api));
        await Rooms.Get<WorkOnPrivacy>().WorkAsync(Cancellation);
        var archive = (await Rooms.ReadAsync(session => AskForArchive.ListAsync(session, null, 1))).Single();
        using var bytes = new MemoryStream();
        await AskForArchive.CopyAsync(Rooms.Database, archive, bytes, Cancellation);
        using var zip = new ZipArchive(bytes);
        var words = string.Concat(zip.Entries.Where(entry => entry.Name is "profile.json" or "identifiers.json" or "hints.json" or "compared.json").Select(entry => new StreamReader(entry.Open()).ReadToEnd()));
        foreach (var text in new[] { "zephyrine.q@gmial.com", "+44 20 7946 0817", "1987-05-03", "12 Marlborough Row", "AB-123456", "marlborough" })
        {
            Assert.Contains(text, words, text);
        }

        Assert.DoesNotContain("enc1:", words);
    }

    [TestMethod]
    public async Task What_lay_there_before_there_was_a_key_is_found_at_any_time_and_encrypted_in_steps_that_lose_nothing()
    {
        await DeclareAsync();
        var id = await MakeAsync();
        await FeedAsync();
        await AsBeforeAsync(id);
        Assert.AreEqual(1, await CountAsync("crm_identifier WHERE value = 'zephyrine.q@gmial.com' AND normalised = 'zephyrine.q@gmial.com'"));

        async Task IsThereAsync(string when)
        {
            Assert.AreEqual(id, (await Rooms.ReadAsync(session => CustomerCard.WithAsync(session, "zephyrine.q@gmial.com"))).Single().Id, when);
            Assert.AreEqual(id, (await Rooms.ReadAsync(session => KnownCustomer.FindAsync(session, "phone", ["+442079460817"])))["+442079460817"].Single().Id, when);
            var profile = (await ProfileAsync(id))!;
            Assert.AreEqual(("1987-05-03", "AB-123456", 2), (profile["birth_date"], profile["x_passport"], profile.Identifiers.Count), when);
            var similar = await Rooms.ReadAsync(session => Rooms.Get<SimilarCustomers>().FindAsync(session, new Dictionary<string, string?> { ["name"] = "Zephyrine Quillfeather" }, [("email", "zephyrine.q@gmial.com")]));
            Assert.AreEqual(id, similar.Single().Key, when);
        }

        await IsThereAsync("before");
        foreach (var part in Parts())
        {
            await Assert.ThrowsExactlyAsync<NotSupportedException>(() => Rooms.WriteAsync<bool>(async unit =>
            {
                await part.StepAsync(unit, 0);
                throw new NotSupportedException("killed in the middle");
            }));
        }

        await IsThereAsync("after being killed");
        await Rooms.WriteAsync(unit => Edit.IdentifyAsync(unit, id, "email", "Zephyrine.Q@gmial.com", FactSources.Api, Api));       // said again meanwhile: it is the same one
        Assert.AreEqual(1, await CountAsync("crm_identifier WHERE kind = 'email'"));
        await Work().WorkAsync(Cancellation);
        await IsThereAsync("in the end");
        await NothingIsReadableAsync();
        Assert.AreEqual(Parts().Count, (int)await CountAsync("crm_sealing WHERE ended_at IS NOT NULL"));
        await Work().WorkAsync(Cancellation);

        // The search finds them anew.
        foreach (var query in new[] { "quillfeather", "zephyrine.q@gmial.com", "0817" })
        {
            Assert.HasCount(1, (await Rooms.ReadAsync(session => Rooms.Get<SearchDesk>().HandleAsync(session, new() { Text = query, Sight = Sight.Everything }))).Hits, query);
        }
    }

    [TestMethod]
    public async Task An_own_field_that_becomes_sensitive_is_encrypted_with_what_was_said_of_it_before()
    {
        await DeclareAsync(isSensitive: false);
        var id = await MakeAsync();
        await FeedAsync();
        await Work().WorkAsync(Cancellation);
        Assert.AreEqual(1, await CountAsync("crm_fact WHERE value = 'AB-123456'"));
        Assert.AreEqual(1, await CountAsync("crm_facet WHERE field = 'x_passport'"));

        await DeclareAsync();
        await Work().WorkAsync(Cancellation);
        await NothingIsReadableAsync();
        Assert.AreEqual("AB-123456", (await ProfileAsync(id))!["x_passport"]);
    }

    [TestMethod]
    public async Task Who_was_erased_is_unreadable_in_a_backup_from_before_and_is_erased_again_and_the_product_goes_on()
    {
        await DeclareAsync();
        var (id, bystander) = (await MakeAsync(), await MakeAsync("Bob Bystander", [("email", "bob@example.com"), ("phone", "+442079460018")], ("birth_date", "1990-01-01")));
        await FeedAsync();
        await RestartAsync(database => database.BackUpAsync());
        await EraseAsync(id);
        Assert.IsNotNull(await Rooms.ReadAsync(session => AskForErasure.ErasedAtAsync(session, id)));
        Assert.AreEqual(0, await CountAsync("storage_subject WHERE is_given_up"));
        await RestartAsync(database => database.RestoreAsync());

        // The rows are there again, and nobody reads them with the keys that are left.
        Assert.AreEqual(2, await CountAsync($"crm_identifier WHERE customer_id = '{id}' AND value LIKE 'enc1:%'"));
        var profile = (await ProfileAsync(id))!;
        Assert.AreEqual((null, null, null, 0), (profile["birth_date"], profile["street"], profile["x_passport"], profile.Identifiers.Count));
        var card = (await Rooms.ReadAsync(session => CustomerCard.ListAsync(session, [id]))).Single();
        Assert.AreEqual((0, 0), (card.Emails.Count, card.Phones.Count));
        foreach (var text in await EverythingAsync())
        {
            Assert.IsFalse(new[] { "zephyrine.q@", "2079460817", "1987-05-03", "Marlborough" }.Any(secret => text.Contains(secret, StringComparison.OrdinalIgnoreCase)), text);
        }

        // It goes on, for everybody else and with somebody new of the same address.
        Assert.AreEqual("bob@example.com", (await ProfileAsync(bystander))!.Identifiers[0].Value);
        var anew = await MakeAsync("Somebody New", [("email", "zephyrine.q@gmial.com")]);
        Assert.AreEqual("zephyrine.q@gmial.com", (await ProfileAsync(anew))!.Identifiers.Single().Value);
        await FeedAsync();

        // They are erased again, and nobody else is.
        await Rooms.Get<EraseReturned>().WorkAsync(Cancellation);
        await Rooms.Get<WorkOnPrivacy>().WorkAsync(Cancellation);
        Assert.IsNotNull(await Rooms.ReadAsync(session => AskForErasure.ErasedAtAsync(session, id)));
        Assert.AreEqual(0, await CountAsync($"crm_identifier WHERE customer_id = '{id}'"));
        Assert.AreEqual("1990-01-01", (await ProfileAsync(bystander))!["birth_date"]);
        Assert.AreEqual("system", (await Rooms.ReadAsync(session => AskForErasure.ListAsync(session, null, 10))).Single().AskedBy);
        await Rooms.Get<EraseReturned>().WorkAsync(Cancellation);
        Assert.AreEqual(1, await CountAsync("crm_erasure"));
    }

    [TestMethod]
    public async Task In_a_backup_in_which_they_were_the_same_as_somebody_else_they_are_left_to_people()
    {
        var (one, other) = (await MakeAsync(), await MakeAsync("Bob Bystander", [("email", "bob@example.com")]));
        var edge = ((MergeOutcome.Done)await Rooms.WriteAsync(unit => Rooms.Get<MergeCustomers>().MergeAsync(unit, one, other, Api, null))).Edge;
        await RestartAsync(database => database.BackUpAsync());
        await Rooms.WriteAsync(unit => Rooms.Get<MergeCustomers>().RevokeAsync(unit, edge, Api));
        await EraseAsync(one);
        await RestartAsync(database => database.RestoreAsync());
        await Rooms.Get<EraseReturned>().WorkAsync(Cancellation);

        Assert.AreEqual(0, await CountAsync("crm_erasure"));
        Assert.AreEqual("bob@example.com", (await ProfileAsync(other))!.Identifiers.Single().Value);
    }

    [TestMethod]
    public async Task Proved_addresses_find_their_holder_their_orders_and_letters()
    {
        var now = Rooms.Clock.GetUtcNow();
        var id = await MakeAsync("Ann", []);
        await Rooms.WriteAsync(async unit =>
        {
            await CustomerStore.IdentifyAsync(unit, id, "email", "Ann@Example.com", "ann@example.com", now, now);
            await unit.ExecuteAsync(
                "INSERT INTO crm_order (number, buyer_email, status, placed_at, promised_on, items, total, currency) VALUES ('HL-000001', 'ann@example.com', 'created', @now, '2026-11-30', '1 × router', @total, 'USD')", new { now, total = 19.9m });
            return true;
        });

        Assert.AreEqual(id, await Rooms.ReadAsync(session => CustomerStore.HolderAsync(session, "email", "ann@example.com")));
        Assert.AreEqual("Ann@Example.com", await Rooms.ReadAsync(session => CustomerStore.ProvedEmailAsync(session, id)));
        Assert.AreEqual("HL-000001", (await Rooms.ReadAsync(session => FindOrder.ListAsync(session, id, 10))).Single().Number);
        Assert.HasCount(1, await Rooms.ReadAsync(session => FindOrder.PurchasesAsync(session, [id])));
        Assert.IsInstanceOfType<FindOrderOutcome.Found>(await Rooms.ReadAsync(session => FindOrder.HandleAsync(session, "HL-000001", id)));
        Assert.IsInstanceOfType<FindOrderOutcome.NeedsProof>(await Rooms.ReadAsync(session => FindOrder.HandleAsync(session, "HL-000001", Guid.NewGuid())));
    }

    [TestMethod]
    public async Task A_database_does_not_open_without_its_own_key_store()
    {
        await MakeAsync();
        var store = Rooms.Get<KeyStore>();
        var (file, away) = (Path.Combine(store.Folder, KeyFile.Name), Path.Combine(store.Folder, "away"));
        await RestartAsync(_ => Do(() => File.Move(file, away)));
        StringAssert.Contains((await Assert.ThrowsExactlyAsync<StorageException>(() => Rooms.Get<Migrator>().MigrateAsync(Cancellation))).Message, "is missing");

        await RestartAsync(_ => Do(() => KeyFile.New().Save(store.Folder, MasterKey.All(new(), store.Folder)[0])));
        StringAssert.Contains((await Assert.ThrowsExactlyAsync<StorageException>(() => Rooms.Get<Migrator>().MigrateAsync(Cancellation))).Message, "is not this database's");

        await RestartAsync(_ => Do(() => File.Move(away, file, overwrite: true)));
        await Rooms.Get<Migrator>().MigrateAsync(Cancellation);

        static Task Do(Action work)
        {
            work();
            return Task.CompletedTask;
        }
    }

    private IReadOnlyList<ISealing> Parts() => [new SealIdentifiers(), new SealFacts(), new SealComparing(), new SealHints(), new SealSearch()];

    private SealRows Work() => Rooms.Get<SealRows>();

    private Task<CustomerProfile?> ProfileAsync(Guid id) => Rooms.ReadAsync(session => CustomerProfile.FindAsync(session, id));

    private Task<long> CountAsync(string what) => Rooms.ReadAsync(session => session.GetAsync<long>($"SELECT count(*) FROM {what}"));

    private async Task DeclareAsync(bool isSensitive = true) => await Rooms.WriteAsync(async unit => await Rooms.Get<EditFields>().SaveAsync(
        unit, new() { Key = "x_passport", Kind = FieldKind.Text, En = "Passport", Zh = "护照", IsSensitive = isSensitive }, isNew: (await FieldStore.ListAsync(unit)).Count == 0, Api));

    private async Task<Guid> MakeAsync()
    {
        var own = (await Rooms.ReadAsync(FieldStore.ListAsync)).Count > 0 ? new[] { ("x_passport", "AB-123456") } : [];
        return await MakeAsync(
            "Zephyrine Quillfeather", [("email", "zephyrine.q@gmial.com"), ("phone", "+44 20 7946 0817")],
            [("birth_date", "1987-05-03"), ("street", "12 Marlborough Row"), ("region", "Yorkshire West"), ("postcode", "LS2 9JT"), ("remark", "likes theremins"), ("city", "Leeds"), .. own]);
    }

    private async Task<Guid> MakeAsync(string name, (string, string)[] identifiers, params (string Field, string Value)[] fields) => ((EditCustomerOutcome.Done)await Rooms.WriteAsync(unit => Edit.CreateAsync(
        unit, [new("name", name, Seen: null), .. fields.Select(field => new FieldEdit(field.Field, field.Value, Seen: null))], identifiers, FactSources.Api, Api))).Id;

    private async Task EraseAsync(Guid id)
    {
        await Rooms.WriteAsync(unit => Rooms.Get<AskForErasure>().HandleAsync(unit, id, "asked", Api));
        await Rooms.Get<WorkOnPrivacy>().WorkAsync(Cancellation);
    }

    /// <summary>Has every reader deal with all signals.</summary>
    private async Task FeedAsync()
    {
        foreach (var reader in new ISignalReader[] { Rooms.Get<LinkCustomers>(), Rooms.Get<ReviewCustomers>(), Rooms.Get<KeepFacets>(), Rooms.Get<SearchReader>() })
        {
            var feed = new SignalFeed(reader);
            while (await Rooms.WriteAsync(unit => feed.FeedAsync(unit, 20)))
            {
            }
        }
    }

    /// <summary>Writes a customer's rows as a version without keys did.</summary>
    private async Task AsBeforeAsync(Guid id) => await Rooms.WriteAsync(async unit =>
    {
        var identifiers = await IdentityStore.IdentifiersAsync(unit, [id]);
        foreach (var one in identifiers)
        {
            await unit.ExecuteAsync("UPDATE crm_identifier SET value = @Value, normalised = @normalised WHERE id = @Id", new { one.Id, one.Value, normalised = IdentifierKinds.Normalise(one.Kind, one.Value) });
        }

        foreach (var fact in await IdentityStore.FactsAsync(unit, [id]))
        {
            await unit.ExecuteAsync("UPDATE crm_fact SET value = @Value WHERE id = @Id", new { fact.Id, fact.Value });
        }

        var side = (await LinkStore.ReadAsync(unit, [id]))[id];
        await unit.ExecuteAsync("UPDATE crm_link_record SET texts = @texts", new { texts = side.Texts.ToString() });
        var record = await unit.GetAsync<long>("SELECT id FROM crm_link_record");
        await unit.ExecuteAsync("DELETE FROM crm_link_key");
        await unit.ExecuteAsync("INSERT INTO crm_link_key (key, record) VALUES (@key, @record)", side.Texts.Keys().Select(key => new { key, record }).ToList());
        await unit.ExecuteAsync("UPDATE crm_hint SET value = 'zephyrine.q@gmial.com', suggestion = 'zephyrine.q@gmail.com' WHERE about = 'email'");
        await unit.ExecuteAsync("INSERT INTO crm_hint_dismissal (customer_id, kind, value, said_by, at) VALUES (@id, 'phoneForm', '+44 20 7946 0817', 'api:test', @now)", new { id, now = Rooms.Clock.GetUtcNow() });
        var docs = await SearchIndex.NumberAsync(unit, [id]);
        await SearchIndex.AddAsync(unit, SearchKind.Customer, [new(docs[id], SearchTerms.Of([new("email", "zephyrine.q@gmial.com", 1, IsIdentity: true), new("name", "Zephyrine Quillfeather", 1, IsIdentity: true)]))]);
        await unit.ExecuteAsync("DELETE FROM storage_subject");
        return true;
    });

    private async Task NothingIsReadableAsync()
    {
        var report = await ResidualScan.DatabaseAsync(Rooms.Database, Secrets, [], [], Cancellation);
        Assert.AreEqual("", string.Join(", ", report.Found));
        var terms = await Rooms.ReadAsync(session => session.QueryAsync<string>("SELECT term FROM desk_search_posting UNION ALL SELECT word FROM desk_search_word"));
        Assert.AreEqual("", string.Join(' ', terms.Where(term => term is "gmial" or "~gmi" or "~081" or "0817")));
    }

    /// <summary>All that the product gives of customers, and every text of the database that it decrypts.</summary>
    private async Task<IReadOnlyList<string>> EverythingAsync() => await Rooms.ReadAsync(async session =>
    {
        var customers = await session.QueryAsync<Guid>("SELECT id FROM crm_customer");
        List<string> all =
        [
            JsonSerializer.Serialize(await CustomerCard.ListAsync(session, [.. customers])), JsonSerializer.Serialize(await IdentityStore.FactsAsync(session, customers)),
            JsonSerializer.Serialize(await IdentityStore.IdentifiersAsync(session, customers)), JsonSerializer.Serialize((await LinkStore.FindAsync(session, customers)).Values.Select(side => side.Texts.ToString())),
            JsonSerializer.Serialize(await QualityStore.ListAsync(session, null, 0, 1_000)),
        ];
        foreach (var column in await session.QueryAsync<Column>(session.Dialect.Columns))
        {
            all.AddRange(column.IsBytes ? [] : (await session.QueryAsync<string>($"SELECT CAST(\"{column.Name}\" AS text) FROM \"{column.Table}\" WHERE \"{column.Name}\" IS NOT NULL")).Select(text => $"{column.Table}.{column.Name}: {text}"));
        }

        return all;
    });

    private sealed record Column
    {
        public required string Table { get; init; }

        public required string Name { get; init; }

        public required bool IsBytes { get; init; }
    }
}
