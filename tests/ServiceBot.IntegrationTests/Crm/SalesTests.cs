using ServiceBot.Crm;
using ServiceBot.Crm.Currencies;
using ServiceBot.Crm.Forecasts;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Opportunities;
using ServiceBot.Crm.Pipelines;
using ServiceBot.Crm.Products;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Crm;

[TestClass]
public sealed class SalesOnSqlite() : SalesTests(StorageProvider.Sqlite);

[TestClass]
public sealed class SalesOnPostgreSql() : SalesTests(StorageProvider.PostgreSql);

/// <summary>Products, prices, pipelines and opportunities in the database.</summary>
public abstract class SalesTests(StorageProvider provider) : DatabaseTests(provider)
{
    private const string Mei = "staff:01958000-0000-7000-8000-00000000aaaa";

    private EditProducts Products => Rooms.Get<EditProducts>();

    private EditOpportunities Edit => Rooms.Get<EditOpportunities>();

    private DateOnly Today => DateOnly.FromDateTime(Rooms.Clock.GetUtcNow().UtcDateTime);

    [TestMethod]
    public async Task Products_and_books_are_kept_as_they_were_entered_and_changed_by_one_at_a_time()
    {
        var fibre = await SaveAsync(Product("fibre-500"));
        var book = Done(await Rooms.WriteAsync(unit => Products.SaveAsync(
            unit, new PriceBook { Id = default, Name = " Retail  ", Currency = "USD", From = new(2026, 1, 1), Prices = [new(fibre.Id, 10, 0.0125m), new(fibre.Id, 1, 12.5m)], Version = 0 }, null, null, Mei)));

        Assert.AreEqual(("FIBRE-500", 1L), (fibre.Code, fibre.Version));
        var read = (await Rooms.ReadAsync(session => PriceBookStore.FindAsync(session, book.Id)))!;
        Assert.AreEqual(("Retail", new DateOnly(2026, 1, 1), null, "1@12.5 10@0.0125"), (read.Name, read.From, read.Until, string.Join(' ', read.Prices.Select(price => FormattableString.Invariant($"{price.FromQuantity:0.##}@{price.Each:0.####}")))));
        Assert.IsInstanceOfType<PriceOutcome.Priced>(PriceRule.Of(read, fibre, 3, Today));

        var twice = await Rooms.WriteAsync(unit => Products.SaveAsync(unit, Product("FIBRE-500"), null, null, Mei));
        Assert.AreEqual("code", ((EditOutcome<Product>.Wrong)twice).Errors.Keys.Single());
        var changed = Done(await Rooms.WriteAsync(unit => Products.SaveAsync(unit, Product("FIBRE-501") with { IsActive = false }, "fibre-500", 1, Mei)));
        Assert.AreEqual((fibre.Id, 2L), (changed.Id, changed.Version));
        Assert.IsInstanceOfType<EditOutcome<Product>.Conflict>(await Rooms.WriteAsync(unit => Products.SaveAsync(unit, Product("X"), "FIBRE-501", 1, Mei)));
        Assert.IsInstanceOfType<EditOutcome<Product>.NotFound>(await Rooms.WriteAsync(unit => Products.SaveAsync(unit, Product("X"), "FIBRE-500", null, Mei)));
        Assert.AreEqual("prices[0].product", ((EditOutcome<PriceBook>.Wrong)await Rooms.WriteAsync(unit => Products.SaveAsync(unit, read with { Prices = [new(Guid.NewGuid(), 1, 1)] }, book.Id, null, Mei))).Errors.Keys.Single());
        Assert.AreEqual(2L, await Rooms.CountSignalsAsync("ProductChanged") + await Rooms.CountSignalsAsync("PriceBookCreated"));
    }

    [TestMethod]
    public async Task An_opportunity_keeps_its_version_of_the_pipeline_until_it_is_moved_and_every_state_stays()
    {
        var made = await MakeAsync(await CustomerAsync("Ann"));
        var first = (await Rooms.ReadAsync(session => PipelineStore.FindAsync(session, Pipeline.First)))!;
        var second = Done(await Rooms.WriteAsync(unit => Rooms.Get<EditPipelines>().SaveAsync(
            unit, first with { Stages = [new("call", "Call", "致电", 5, StageKind.Open), .. first.Stages.Where(stage => stage.Key != "new")] }, first.Id, 1, Mei)));

        Assert.AreEqual(("new", 1L), (made.Stage, made.PipelineVersion));
        Assert.AreEqual(2L, second.Version);
        Assert.AreEqual(2L, Done(await Rooms.WriteAsync(unit => Rooms.Get<EditPipelines>().SaveAsync(unit, second, first.Id, null, Mei))).Version, "nothing has changed");
        var priced = Done(await ChangeAsync(made, made.Terms with { Amount = 2_000.5m, Probability = 40 }));
        Assert.AreEqual(("new", 1L), (priced.Stage, priced.PipelineVersion));
        Assert.AreEqual("stage", ((EditOutcome<Opportunity>.Wrong)await MoveAsync(priced, "new")).Errors.Keys.Single(), "the newest version has no such stage");
        Rooms.Clock.Advance(TimeSpan.FromDays(1));
        var moved = Done(await MoveAsync(priced, "proposal"));
        Assert.AreEqual((2L, Rooms.Clock.GetUtcNow()), (moved.PipelineVersion, moved.EnteredAt));
        Assert.AreEqual("reason", ((EditOutcome<Opportunity>.Wrong)await MoveAsync(moved, "lost")).Errors.Keys.Single());
        Assert.IsInstanceOfType<EditOutcome<Opportunity>.Conflict>(await Rooms.WriteAsync(unit => Edit.MoveAsync(unit, moved.Number, "won", null, null, 1, Mei)));
        var lost = Done(await MoveAsync(moved, "lost", "too dear"));
        Assert.AreEqual((StageKind.Lost, "too dear", Rooms.Clock.GetUtcNow()), (lost.State, lost.Reason, lost.ClosedAt!.Value));
        var again = Done(await MoveAsync(lost, "negotiation"));
        Assert.AreEqual((StageKind.Open, null, null), (again.State, again.Reason, again.ClosedAt));

        var history = await Rooms.ReadAsync(session => OpportunityHistory.OfAsync(session, made.Number));
        Assert.AreEqual("negotiation+2 lost+2 proposal+2 new1 new+1", string.Join(' ', history.Select(state => $"{state.Stage}{(state.Entered ? "+" : "")}{state.PipelineVersion}")));
        Assert.AreEqual((1_000m, 2_000.5m, null, 40), (history[^1].Amount, history[0].Amount, history[^1].Probability, history[0].Probability));
        Assert.AreEqual(again with { }, again);
        var read = (await Rooms.ReadAsync(session => OpportunityStore.FindAsync(session, made.Number)))!;
        Assert.AreEqual((again.Stage, again.Version, again.Terms.CloseDay, again.EnteredAt), (read.Stage, read.Version, read.Terms.CloseDay, read.EnteredAt));
    }

    [TestMethod]
    public async Task What_is_wrong_is_said_by_field_and_nothing_is_written()
    {
        var terms = Terms() with { Title = " ", Currency = "usd", Probability = 101, Lines = [new(Guid.NewGuid(), 0, -1)] };

        var wrong = (EditOutcome<Opportunity>.Wrong)await Rooms.WriteAsync(unit => Edit.CreateAsync(unit, Guid.NewGuid(), terms, Pipeline.First, "won", Mei));

        Assert.AreEqual("currency customer lines[0].each lines[0].product lines[0].quantity probability stage title", string.Join(' ', wrong.Errors.Keys.Order(StringComparer.Ordinal)));
        Assert.AreEqual("amount", ((EditOutcome<Opportunity>.Wrong)await Rooms.WriteAsync(async unit => await Edit.CreateAsync(unit, await CustomerAsync(unit, "B"), Terms() with { Currency = "JPY", Amount = 1.5m }, Pipeline.First, null, Mei))).Errors.Keys.Single());
        Assert.AreEqual("pipeline", ((EditOutcome<Opportunity>.Wrong)await Rooms.WriteAsync(async unit => await Edit.CreateAsync(unit, await CustomerAsync(unit, "C"), Terms(), Guid.NewGuid(), null, Mei))).Errors.Keys.Single());
        Assert.IsEmpty(await ListAsync(new()));
    }

    [TestMethod]
    public async Task An_opportunity_with_products_is_worth_their_sum()
    {
        var (fibre, box) = (await SaveAsync(Product("FIBRE")), await SaveAsync(Product("BOX")));

        var made = await MakeAsync(await CustomerAsync("Ann"), Terms() with { Amount = 0, Lines = [new(fibre.Id, 3, 0.335m), new(box.Id, 1, 20)] });
        var read = (await Rooms.ReadAsync(session => OpportunityStore.FindAsync(session, made.Number)))!;
        var fewer = Done(await ChangeAsync(read, read.Terms with { Lines = [read.Terms.Lines[1]] }));

        Assert.AreEqual((21.01m, 20m), (read.Terms.Amount, fewer.Terms.Amount));
        CollectionAssert.AreEqual(new[] { fibre.Id, box.Id }, read.Terms.Lines.Select(line => line.Product).ToList());
        Assert.HasCount(1, (await Rooms.ReadAsync(session => OpportunityStore.FindAsync(session, made.Number)))!.Terms.Lines);
    }

    [TestMethod]
    public async Task Opportunities_of_all_records_of_a_person_are_one_s_while_they_are_the_same()
    {
        var (one, other) = (await CustomerAsync("Ann Lee"), await CustomerAsync("A. Lee"));
        var (_, theirs) = (await MakeAsync(one), await MakeAsync(other));
        var merge = Rooms.Get<MergeCustomers>();

        var edge = (MergeOutcome.Done)await Rooms.WriteAsync(unit => merge.MergeAsync(unit, one, other, Mei, null));

        Assert.HasCount(2, await ListAsync(new(Customer: other)));
        Assert.AreEqual(one, (await Rooms.ReadAsync(session => OpportunityStore.FindAsync(session, theirs.Number)))!.Customer);
        Done(await MoveAsync(theirs, "qualified"));
        await Rooms.WriteAsync(unit => merge.RevokeAsync(unit, edge.Edge, Mei));
        Assert.AreEqual(other, (await ListAsync(new(Customer: other))).Single().Customer, "nothing was moved");
    }

    [TestMethod]
    public async Task The_list_is_filtered_and_read_page_by_page()
    {
        var (ann, mei) = (await CustomerAsync("Ann"), Guid.Parse("01958000-0000-7000-8000-00000000aaaa"));
        for (var i = 0; i < 6; i++)
        {
            var made = await MakeAsync(ann, Terms() with { Title = $"T{i}", Owner = i % 2 == 0 ? mei : null, CloseDay = Today.AddDays(i), Amount = 0.1m, Currency = i == 5 ? "EUR" : "USD" });
            if (i is 1 or 2)
            {
                Done(await MoveAsync(made, i == 1 ? "won" : "qualified"));
            }
        }

        async Task<string> TitlesAsync(OpportunityFilter filter, long before = 0, int take = 10) => string.Join(' ', (await Rooms.ReadAsync(session => OpportunityStore.ListAsync(session, filter, before, take))).Select(one => one.Terms.Title));
        Assert.AreEqual("T5 T4 T3 T2 T1 T0", await TitlesAsync(new()));
        Assert.AreEqual("T4 T2 T0", await TitlesAsync(new(Owner: mei)));
        Assert.AreEqual("T2", await TitlesAsync(new(Pipeline.First, "qualified", StageKind.Open)));
        Assert.AreEqual("T1", await TitlesAsync(new(State: StageKind.Won)));
        Assert.AreEqual("T4 T3", await TitlesAsync(new(From: Today.AddDays(3), Until: Today.AddDays(4))));
        Assert.AreEqual("", await TitlesAsync(new(Guid.NewGuid())));
        var page = await Rooms.ReadAsync(session => OpportunityStore.ListAsync(session, new(), 0, 2));
        Assert.AreEqual("T3 T2", await TitlesAsync(new(), page[^1].Number, 2));
        var counts = await Rooms.ReadAsync(session => OpportunityStore.CountAsync(session, Pipeline.First, owner: null));
        CollectionAssert.AreEqual(new[] { ("new", "EUR", 1L, 0.1m), ("new", "USD", 3L, 0.3m), ("qualified", "USD", 1L, 0.1m) }, counts.ToList());
        Assert.AreEqual(2L, (await Rooms.ReadAsync(session => OpportunityStore.CountAsync(session, Pipeline.First, mei))).Where(count => count.Stage == "new").Sum(count => count.Count));
    }

    [TestMethod]
    public async Task What_is_counted_at_each_close_is_what_a_replay_of_the_whole_history_gives()
    {
        var (random, ann) = (new Random(3), await CustomerAsync("Ann"));
        string[] stages = ["new", "qualified", "proposal", "negotiation", "won", "lost"];
        for (var i = 0; i < 12; i++)
        {
            var one = await MakeAsync(ann);
            for (var step = random.Next(6); step > 0; step--)
            {
                one = Done(await MoveAsync(one, stages[random.Next(stages.Length)], "so it is"));
            }
        }

        var sales = Rooms.Get<ReadSales>();
        var (counted, history) = await Rooms.ReadAsync(async session => (await OpportunityHistory.RecordsAsync(session), (await sales.HistoryAsync(session, Pipeline.First, Today, TimeZoneInfo.Utc))!));
        var replayed = history.WinsAt(Rooms.Clock.GetUtcNow());

        foreach (var stage in history.Pipeline.Open)
        {
            Assert.AreEqual(replayed.Of(history.Pipeline, stage.Key, null), new WinRates(counted, 20).Of(history.Pipeline, stage.Key, null), stage.Key);
        }

        Assert.IsTrue(counted.Any(record => record.Closed > 2));
    }

    [TestMethod]
    public async Task A_forecast_is_of_what_was_won_in_the_period_and_what_is_open_in_it_at_the_rates_of_the_day()
    {
        var (ann, sales, rates) = (await CustomerAsync("Ann"), Rooms.Get<ReadSales>(), Rooms.Get<RateBook>());
        await Rooms.WriteAsync(async unit => (await rates.SetAsync(unit, new("EUR", Today.AddDays(-10), 1.1m), Mei), await rates.SetAsync(unit, new("EUR", Today.AddDays(1), 7), Mei)));
        Assert.AreEqual("currency rate", string.Join(' ', ((EditOutcome<ExchangeRate>.Wrong)await Rooms.WriteAsync(unit => rates.SetAsync(unit, new("USD", Today, 0), Mei))).Errors.Keys));
        Done(await MoveAsync(await MakeAsync(ann, Terms() with { Amount = 100, Currency = "EUR" }), "won"));
        await MakeAsync(ann, Terms() with { Amount = 1_000, Probability = 50 });
        await MakeAsync(ann, Terms() with { Amount = 500, CloseDay = Today.AddDays(-40), Probability = 99 });
        await MakeAsync(ann, Terms() with { Amount = 700, CloseDay = Today.AddDays(90), Probability = 99 });

        var snapshot = await Rooms.ReadAsync(session => sales.SnapshotAsync(session, null, Today.AddDays(-5), Today.AddDays(60), Today, TimeZoneInfo.Utc));
        var forecast = Forecast.Of(snapshot);

        Assert.AreEqual((110m, 500m, 1, 1), (forecast.Won, forecast.Open, forecast.OpenCount, snapshot.Overdue.Count()));
        Assert.AreEqual(0m, Forecast.Of(await Rooms.ReadAsync(session => sales.SnapshotAsync(session, Guid.NewGuid(), Today.AddDays(-5), Today.AddDays(60), Today, TimeZoneInfo.Utc))).Total);
        Assert.AreEqual(0m, Forecast.Of(await Rooms.ReadAsync(session => sales.SnapshotAsync(session, null, Today.AddDays(1), Today.AddDays(20), Today, TimeZoneInfo.Utc))).Won, "won before the period");
    }

    private static Product Product(string code) => new() { Id = default, Code = code, En = "Fibre", Zh = "光纤", Unit = "month", IsActive = true, Version = 0 };

    private OpportunityTerms Terms() => new() { Title = "Fibre for the office", Amount = 1_000, Currency = "USD", CloseDay = Today.AddDays(30) };

    private async Task<Product> SaveAsync(Product product) => Done(await Rooms.WriteAsync(unit => Products.SaveAsync(unit, product, null, null, Mei)));

    private Task<Guid> CustomerAsync(string name)
    {
        Rooms.Clock.Advance(TimeSpan.FromSeconds(1));      // who came first has the lower id
        return Rooms.WriteAsync(unit => CustomerAsync(unit, name));
    }

    private async Task<Guid> CustomerAsync(UnitOfWork unit, string name) =>
        ((EditCustomerOutcome.Done)await Rooms.Get<EditCustomer>().CreateAsync(unit, [new("name", name, null)], [], FactSources.Staff, Mei)).Id;

    private async Task<Opportunity> MakeAsync(Guid customer, OpportunityTerms? terms = null) => Done(await Rooms.WriteAsync(unit => Edit.CreateAsync(unit, customer, terms ?? Terms(), Pipeline.First, null, Mei)));

    private Task<EditOutcome<Opportunity>> ChangeAsync(Opportunity one, OpportunityTerms terms) => Rooms.WriteAsync(unit => Edit.ChangeAsync(unit, one.Number, terms, one.Version, Mei));

    private Task<EditOutcome<Opportunity>> MoveAsync(Opportunity one, string stage, string? reason = null) => Rooms.WriteAsync(unit => Edit.MoveAsync(unit, one.Number, stage, null, reason, one.Version, Mei));

    private Task<IReadOnlyList<Opportunity>> ListAsync(OpportunityFilter filter) => Rooms.ReadAsync(session => OpportunityStore.ListAsync(session, filter, 0, 100));

    private static T Done<T>(EditOutcome<T> outcome) => Assert.IsInstanceOfType<EditOutcome<T>.Done>(outcome, outcome is EditOutcome<T>.Wrong wrong ? string.Join(' ', wrong.Errors.Keys) : "").Now;
}
