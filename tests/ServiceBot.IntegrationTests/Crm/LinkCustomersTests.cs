using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Linking;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Crm;

[TestClass]
public sealed class LinkCustomersOnSqlite() : LinkCustomersTests(StorageProvider.Sqlite);

[TestClass]
public sealed class LinkCustomersOnPostgreSql() : LinkCustomersTests(StorageProvider.PostgreSql);

/// <summary>Whatever is said of a customer is compared with the others: who is surely the same is joined, who may be is proposed, and what somebody decided stands above it.</summary>
public abstract class LinkCustomersTests(StorageProvider provider) : DatabaseTests(provider)
{
    private const string Mei = "staff:01958000-0000-7000-8000-00000000aaaa";

    private SignalFeed _feed = null!;

    private EditCustomer Edit => Rooms.Get<EditCustomer>();

    private MergeCustomers Merge => Rooms.Get<MergeCustomers>();

    [TestInitialize]
    public void Begin() => _feed = new(Rooms.Get<LinkCustomers>());

    [TestMethod]
    public async Task Who_is_surely_the_same_is_joined_and_the_edge_tells_why()
    {
        var one = await MakeAsync("Ann Quillfeather", ("email", "ann@example.com"), ("phone", "+44 20 7946 0018"));
        var other = await MakeAsync("Quillfeather, Anne", ("email", "ANN@example.com"), ("phone", "020 7946 0018"));
        var stranger = await MakeAsync("Ann Quillfeather");

        await LinkAsync();

        var profile = (await FindAsync(other))!;
        Assert.AreEqual(one, profile.Id);
        var edge = profile.Edges.Single();
        Assert.AreEqual("linked", edge.Kind);
        Assert.IsNull(edge.DecidedBy);
        var evidence = LinkEvidence.Parse(edge.Evidence);
        Assert.IsGreaterThan(0.999, evidence.Probability);
        Assert.AreEqual(evidence.Weight, evidence.Steps[^1].Sum, 1e-9, "the steps add up");
        CollectionAssert.IsSubsetOf(new[] { LinkField.GivenName, LinkField.FamilyName, LinkField.Email, LinkField.Phone }, evidence.Steps.Select(step => step.Field).OfType<LinkField>().ToList());
        Assert.AreEqual(stranger, (await FindAsync(stranger))!.Id, "a name alone joins nobody");
    }

    [TestMethod]
    public async Task Numbers_that_follow_each_other_join_nobody()
    {
        for (var i = 10; i < 40; i++)
        {
            await MakeAsync("Pia Gewoli", ("customer_number", $"K29{i}"), ("phone", $"+44 20 7946 29{i}"), ("email", $"pia.{(char)('a' + (i % 26))}{i}@example.com"));
        }

        await LinkAsync();

        Assert.HasCount(30, await Rooms.ReadAsync(session => CustomerCard.PageAsync(session, before: null, 100)));
    }

    [TestMethod]
    public async Task Who_may_be_the_same_is_proposed_until_somebody_decides()
    {
        var one = await MakeAsync("Wei Chen", ("email", "chen@example.com"));
        var other = await MakeAsync("Wei Chen", ("email", "chen@example.org"), ("phone", "5550101"));
        await SayAsync(one, ("city", "Leeds"));
        await SayAsync(other, ("city", "Leeds"));

        await LinkAsync();

        var proposal = (await ListAsync()).Single();
        Assert.AreEqual((one, other), (proposal.Customer, proposal.Other));
        Assert.IsTrue(proposal.Evidence.Probability is > 0.5 and < 0.999, $"{proposal.Evidence}");
        Assert.HasCount(1, await Rooms.ReadAsync(session => SimilarCustomers.ListAsync(session, [other])));

        var apart = (MergeOutcome.Done)await Rooms.WriteAsync(unit => Merge.KeepApartAsync(unit, one, other, Mei, "cousins"));
        Assert.IsEmpty(await ListAsync(), "a decision settles it at once");
        await SayAsync(one, ("company", "Quill & Co"));
        await LinkAsync();
        Assert.IsEmpty(await ListAsync(), "nobody is asked again");

        await Rooms.WriteAsync(unit => Merge.RevokeAsync(unit, apart.Edge, Mei));
        await LinkAsync();
        Assert.HasCount(1, await ListAsync(), "the decision was taken back");
        await SayAsync(other, ("city", "Plymouth"));
        await LinkAsync();
        Assert.IsEmpty(await ListAsync(), "what is known now speaks against it");
    }

    [TestMethod]
    public async Task What_comparing_joined_and_somebody_took_apart_is_only_proposed_from_then_on()
    {
        var (one, other) = (await MakeAsync("Ann Quillfeather", ("email", "ann@example.com")), await MakeAsync("Ann Quillfeather", ("email", "ann@example.com")));
        await LinkAsync();
        var edge = (await FindAsync(one))!.Edges.Single();

        await Rooms.WriteAsync(unit => Merge.RevokeAsync(unit, edge.Id, Mei));
        await LinkAsync();
        await SayAsync(other, ("city", "Leeds"));
        await LinkAsync();

        Assert.AreEqual(other, (await FindAsync(other))!.Id);
        Assert.HasCount(1, await ListAsync());
    }

    [TestMethod]
    public async Task What_comparing_joined_comes_apart_by_itself_when_what_it_rests_on_is_taken_back()
    {
        var (one, other) = (await MakeAsync("Ann Quillfeather", ("email", "ann@example.com")), await MakeAsync("Ann Quillfeather", ("email", "ann@example.com")));
        await LinkAsync();
        var profile = (await FindAsync(other))!;
        Assert.AreEqual(one, profile.Id);

        await Rooms.WriteAsync(unit => Edit.ForgetAsync(unit, one, profile.Identifiers.Single(identifier => identifier.Customer == other).Id, Mei));
        await LinkAsync();

        Assert.AreEqual(other, (await FindAsync(other))!.Id);
        Assert.IsEmpty((await FindAsync(one))!.Edges);
    }

    [TestMethod]
    public async Task What_somebody_says_of_themselves_in_a_chat_joins_them_to_nobody()
    {
        var known = await MakeAsync("Ann Quillfeather", ("email", "ann@example.com"), ("phone", "+44 20 7946 0018"));
        Rooms.Clock.Advance(TimeSpan.FromSeconds(1));
        var visitor = (await Rooms.WriteAsync(unit => Rooms.Get<RecogniseCustomer>().HandleAsync(unit, "directline", "visitor-1", "en"))).Id;
        await Rooms.WriteAsync(unit => Edit.EditAsync(unit, visitor, [new("name", "Ann Quillfeather", null, Always: true)], FactSources.Customer, "api:chat"));
        await Rooms.WriteAsync(unit => Edit.IdentifyAsync(unit, visitor, "email", "ann@example.com", FactSources.Customer, "api:chat"));

        await LinkAsync();

        Assert.AreEqual(visitor, (await FindAsync(visitor))!.Id);
        Assert.AreEqual(known, (await ListAsync()).Single().Customer, "an agent may decide it");
    }

    [TestMethod]
    public async Task One_weak_pair_does_not_join_two_groups_that_speak_against_each_other()
    {
        // Two persons with several records each, and one record of the second that took the first one's address over.
        var first = new List<Guid>();
        var second = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            first.Add(await MakeAsync("Ann Quillfeather", ("email", "ann@example.com"), ("customer_number", "A100200")));
            second.Add(await MakeAsync("Robert Quillfeather", ("email", "rob@example.com"), ("customer_number", "B700800")));
        }

        await LinkAsync();
        await MakeAsync("A Quillfeather", ("email", "ann@example.com"), ("email", "rob@example.com"));
        await LinkAsync();

        Assert.AreNotEqual((await FindAsync(first[2]))!.Id, (await FindAsync(second[2]))!.Id);
        Assert.AreEqual(first[0], (await FindAsync(first[2]))!.Id);
        Assert.AreEqual(second[0], (await FindAsync(second[2]))!.Id);
    }

    [TestMethod]
    public async Task Somebody_new_is_compared_before_they_are_written_down()
    {
        var known = await MakeAsync("陈美玲", ("phone", "138 0013 8000"));
        await MakeAsync("Bo Li", ("email", "bo@example.com"));
        await LinkAsync();

        var similar = await Rooms.ReadAsync(session => Rooms.Get<SimilarCustomers>().FindAsync(session, new Dictionary<string, string?> { ["name"] = "陳美玲" }, [("phone", "+86 13800138000")]));

        Assert.AreEqual(known, similar.Single().Key);
        Assert.IsEmpty(await Rooms.ReadAsync(session => Rooms.Get<SimilarCustomers>().FindAsync(session, new Dictionary<string, string?>(), [])));
    }

    [TestMethod]
    public async Task What_the_books_teach_is_kept_and_weighs_from_then_on()
    {
        var random = new Random(1);
        for (var i = 0; i < 120; i++)
        {
            await MakeAsync($"{Word()} {(i % 4 == 0 ? "Smith" : Word())}", ("email", $"{Word()}@{Word()}.example"));
        }

        await MakeAsync("Ann Smith", ("email", "ann@example.com"));
        await LinkAsync();
        var before = await WeightAsync();
        await new LearnLinking(Rooms.Database, Rooms.Clock).LearnAsync(CancellationToken.None);
        var after = await WeightAsync();
        await new LearnLinking(Rooms.Database, Rooms.Clock).LearnAsync(CancellationToken.None);

        Assert.AreNotEqual(before, after);
        Assert.IsGreaterThan(0, after, "that nobody is twice in the books today does not mean that nobody ever will be");
        Assert.AreEqual(1, await Rooms.ReadAsync(session => session.GetAsync<long>("SELECT COUNT(*) FROM crm_link_model")), "they have not doubled since");

        async Task<double> WeightAsync() =>
            (await Rooms.ReadAsync(session => Rooms.Get<SimilarCustomers>().FindAsync(session, new Dictionary<string, string?> { ["name"] = "Ann Smith" }, [("email", "ann@example.com")])))[0].Weight;

        string Word() => string.Concat(Enumerable.Range(0, 8).Select(_ => (char)('a' + random.Next(26))));
    }

    private Task<bool> LinkAsync() => Rooms.WriteAsync(async unit =>
    {
        while (await _feed.FeedAsync(unit))
        {
        }

        return true;
    });

    private Task<IReadOnlyList<LinkProposal>> ListAsync() => Rooms.ReadAsync(session => SimilarCustomers.ListAsync(session, after: null, 10));

    private Task<CustomerProfile?> FindAsync(Guid id) => Rooms.ReadAsync(session => CustomerProfile.FindAsync(session, id));

    private async Task<Guid> MakeAsync(string name, params (string Kind, string Value)[] identifiers)
    {
        Rooms.Clock.Advance(TimeSpan.FromSeconds(1));
        return ((EditCustomerOutcome.Done)await Rooms.WriteAsync(unit => Edit.CreateAsync(unit, [new("name", name, null)], identifiers, FactSources.Api, "api:erp"))).Id;
    }

    private async Task SayAsync(Guid id, (string Field, string Value) said) => Assert.IsInstanceOfType<EditCustomerOutcome.Done>(
        await Rooms.WriteAsync(unit => Edit.EditAsync(unit, id, [new(said.Field, said.Value, null, Always: true)], FactSources.Staff, Mei)));
}
