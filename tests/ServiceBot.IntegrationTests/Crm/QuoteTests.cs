using ServiceBot.Crm;
using ServiceBot.Crm.Currencies;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Opportunities;
using ServiceBot.Crm.Orders;
using ServiceBot.Crm.Pipelines;
using ServiceBot.Crm.Products;
using ServiceBot.Crm.Quotes;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Crm;

[TestClass]
public sealed class QuotesOnSqlite() : QuoteTests(StorageProvider.Sqlite);

[TestClass]
public sealed class QuotesOnPostgreSql() : QuoteTests(StorageProvider.PostgreSql);

/// <summary>Quotes in the database, from the draft to the answer.</summary>
public abstract class QuoteTests(StorageProvider provider) : DatabaseTests(provider)
{
    private const string Mei = "staff:01958000-0000-7000-8000-00000000aaaa";
    private const string Ann = "staff:01958000-0000-7000-8000-00000000bbbb";

    private EditQuotes Edit => Rooms.Get<EditQuotes>();

    private DateOnly Today => DateOnly.FromDateTime(Rooms.Clock.GetUtcNow().UtcDateTime);

    [TestMethod]
    public async Task A_quote_takes_prices_from_the_book_on_the_day_and_stays_as_it_was_sent()
    {
        var (customer, fibre) = (await CustomerAsync("Ann"), await ProductAsync("FIBRE"));
        var book = Done(await Rooms.WriteAsync(unit => Rooms.Get<EditProducts>().SaveAsync(
            unit, new PriceBook { Id = default, Name = "Retail", Currency = "EUR", From = Today, Until = Today.AddDays(5), Prices = [new(fibre.Id, 2, 100), new(fibre.Id, 10, 80)], Version = 0 }, null, null, Mei)));
        await Rooms.WriteAsync(unit => Rooms.Get<RateBook>().SetAsync(unit, new("EUR", Today.AddDays(-2), 1.25m), Mei));
        var wish = Wish() with { Currency = "EUR", Book = book.Id, Lines = [new(fibre.Id, 12, null, Tax: 20), new(fibre.Id, 2, 95)] };

        var made = Done(await Rooms.WriteAsync(unit => Edit.CreateAsync(unit, customer, null, wish, Mei, Today)));
        var few = await Rooms.WriteAsync(unit => Edit.CreateAsync(unit, customer, null, wish with { Lines = [new(fibre.Id, 1, null)] }, Mei, Today));
        var late = await Rooms.WriteAsync(unit => Edit.CreateAsync(unit, customer, null, wish with { ValidUntil = Today.AddDays(60) }, Mei, Today.AddDays(6)));

        Assert.AreEqual(("Q-000001", QuoteState.Draft, 1L), (made.Name, made.Newest.State, made.Version));
        CollectionAssert.AreEqual(new[] { (80m, 80m), (95m, 100m) }, made.Newest.Terms.Lines.Select(line => (line.Each, line.ListEach)).ToList());
        Assert.Contains("least quantity with a price is 2", ((EditOutcome<Quote>.Wrong)few).Errors["lines[0].each"].Single());
        Assert.Contains("held until", ((EditOutcome<Quote>.Wrong)late).Errors["lines[0].each"].Single());

        Done(await Rooms.WriteAsync(unit => Edit.SubmitAsync(unit, 1, 1, Mei, Today)));
        var sent = Done(await Rooms.WriteAsync(unit => Edit.SendAsync(unit, 1, null, Mei, Today)));
        await Rooms.WriteAsync(unit => Rooms.Get<RateBook>().SetAsync(unit, new("EUR", Today, 2), Mei));

        Assert.AreEqual((QuoteState.Sent, 1.25m, Today.AddDays(-2)), (sent.Newest.State, sent.Newest.Rate!.Value, sent.Newest.RateDay!.Value));
        var changed = await Rooms.WriteAsync(unit => Edit.ChangeAsync(unit, 1, wish, null, Mei, Today));
        Assert.AreEqual("sent: accept decline revise withdraw", Text(changed));
        var read = await FindAsync(1);
        Assert.AreEqual((sent.Version, 1_150m + 192m, 1.25m), (read.Version, QuoteTotals.Of(read.Newest.Terms).Total, read.Newest.Rate!.Value));
    }

    [TestMethod]
    public async Task A_large_quote_waits_for_somebody_else_and_the_reasons_stand_with_it()
    {
        await SomeAsync(each: 20_000);

        var waiting = Done(await Rooms.WriteAsync(unit => Edit.SubmitAsync(unit, 1, null, Mei, Today)));
        Assert.AreEqual((QuoteState.Waiting, ApprovalKind.Amount), (waiting.Newest.State, waiting.Newest.Reasons.Single().Kind));
        Assert.AreEqual("waiting: approve refuse revise withdraw", Text(await Rooms.WriteAsync(unit => Edit.SendAsync(unit, 1, null, Mei, Today))));
        Assert.AreEqual("approver", Text(await Rooms.WriteAsync(unit => Edit.DecideAsync(unit, 1, true, null, null, Mei, Today))));
        Assert.AreEqual("note", Text(await Rooms.WriteAsync(unit => Edit.DecideAsync(unit, 1, false, " ", null, Ann, Today))));
        var back = Done(await Rooms.WriteAsync(unit => Edit.DecideAsync(unit, 1, false, "Too dear", null, Ann, Today)));
        Assert.AreEqual(QuoteState.Draft, back.Newest.State);
        Done(await Rooms.WriteAsync(unit => Edit.SubmitAsync(unit, 1, null, Mei, Today)));
        var approved = Done(await Rooms.WriteAsync(unit => Edit.DecideAsync(unit, 1, true, "Fine", null, Ann, Today)));
        Assert.AreEqual(QuoteState.Approved, approved.Newest.State);
        Assert.IsInstanceOfType<EditOutcome<Quote>.Conflict>(await Rooms.WriteAsync(unit => Edit.SendAsync(unit, 1, 2, Mei, Today)));

        var history = await Rooms.ReadAsync(session => QuoteStore.HistoryAsync(session, 1));
        Assert.AreEqual("approve submit refuse submit create", string.Join(' ', history.Select(change => change.What)));
        Assert.AreEqual((Ann, "Fine"), (history[0].Who, history[0].Note));
    }

    [TestMethod]
    public async Task An_accepted_quote_keeps_name_and_time_and_wins_its_opportunity()
    {
        var (customer, fibre) = (await CustomerAsync("Ann"), await ProductAsync("FIBRE"));
        await Rooms.WriteAsync(unit => Rooms.Get<EditOpportunities>().CreateAsync(
            unit, customer, new() { Title = "Fibre", Amount = 0, Currency = "USD", CloseDay = Today, Lines = [new(fibre.Id, 3, 40)] }, Pipeline.First, null, Mei));
        var made = Done(await Rooms.WriteAsync(unit => Edit.CreateAsync(unit, null, 1, Wish(), Mei, Today)));
        await SendAsync(1);

        Assert.AreEqual((customer, 1L, 120m), (made.Customer, made.Opportunity!.Value, QuoteTotals.Of(made.Newest.Terms).Total));
        Assert.AreEqual("name", Text(await AnswerAsync(1, 1, " ")));
        var accepted = Done(await AnswerAsync(1, 1, " Ann Lee "));

        Assert.AreEqual((QuoteState.Accepted, "Ann Lee", Rooms.Clock.GetUtcNow()), (accepted.Newest.State, accepted.Newest.AnsweredBy, accepted.Newest.AnsweredAt!.Value));
        var won = (await Rooms.ReadAsync(session => OpportunityStore.FindAsync(session, 1)))!;
        Assert.AreEqual((StageKind.Won, "Q-000001"), (won.State, won.Reason));
        var order = (await Rooms.ReadAsync(session => OrderStore.FindAsync(session, accepted.Order!)))!.Order;
        Assert.AreEqual((OrderStatus.Created, customer, 120m, 1L, "3 × Fibre"), (order.Status, order.Customer!.Value, order.Total, order.Quote!.Value, order.Items));
        Assert.AreEqual("accepted: ", Text(await AnswerAsync(1, 1, "Ann Lee")));
        Assert.AreEqual("accepted: ", Text(await Rooms.WriteAsync(unit => Edit.ReviseAsync(unit, 1, null, Mei, Today))));
        Assert.AreEqual(1L, await Rooms.CountSignalsAsync("QuoteAccepted"));
    }

    [TestMethod]
    public async Task A_new_version_stands_in_place_of_one_that_the_customer_has_and_an_old_link_answers_nothing()
    {
        await SomeAsync();
        await SendAsync(1);

        var revised = Done(await Rooms.WriteAsync(unit => Edit.ReviseAsync(unit, 1, null, Mei, Today)));
        Assert.AreEqual((2L, QuoteState.Draft), (revised.Newest.Number, revised.Newest.State));
        Assert.AreEqual("draft: change submit withdraw", Text(await AnswerAsync(1, 1, "Ann")));
        await SendAsync(1);
        Assert.AreEqual("replaced: ", Text(await AnswerAsync(1, 1, "Ann")));
        Rooms.Clock.Advance(TimeSpan.FromDays(40));
        Assert.AreEqual("expired: revise", Text(await AnswerAsync(1, 2, "Ann")));
        var renewed = Done(await Rooms.WriteAsync(unit => Edit.ReviseAsync(unit, 1, null, Mei, Today)));
        Assert.AreEqual(Today.AddDays(30), renewed.Newest.Terms.ValidUntil);
        var versions = await Rooms.ReadAsync(session => QuoteStore.VersionsAsync(session, 1));
        Assert.AreEqual("3 Draft, 2 Replaced, 1 Replaced", string.Join(", ", versions.Select(version => $"{version.Number} {version.State}")));
    }

    [TestMethod]
    public async Task Lists_tell_what_was_sent_from_what_has_expired_and_follow_the_customer_through_merges()
    {
        var one = await SomeAsync();
        await SendAsync(1);
        var other = await CustomerAsync("A. Lee");
        var fibre = await ProductAsync("BOX");
        Done(await Rooms.WriteAsync(unit => Edit.CreateAsync(unit, other, null, Wish() with { ValidUntil = Today.AddDays(90), Lines = [new(fibre.Id, 1, 5)] }, Mei, Today)));
        await SendAsync(2);
        Rooms.Clock.Advance(TimeSpan.FromDays(45));
        await Rooms.WriteAsync(unit => Rooms.Get<MergeCustomers>().MergeAsync(unit, one, other, Mei, null));

        Assert.AreEqual("Q-000002", await NamesAsync(new(QuoteState.Sent)));
        Assert.AreEqual("Q-000001", await NamesAsync(new(QuoteState.Expired)));
        Assert.AreEqual("Q-000002 Q-000001", await NamesAsync(new(Customer: other)));
        Assert.AreEqual("", await NamesAsync(new(Opportunity: 1)));
    }

    [TestMethod]
    public async Task What_is_wrong_is_said_by_field()
    {
        var wish = new QuoteWish { Title = "", Currency = "dollars", Book = Guid.NewGuid(), Discount = 101, ValidUntil = Today.AddDays(-1), Language = "fr", Lines = [new(Guid.NewGuid(), 0, -1, -1, 101)] };

        var wrong = (EditOutcome<Quote>.Wrong)await Rooms.WriteAsync(unit => Edit.CreateAsync(unit, null, 9, wish, Mei, Today));

        Assert.AreEqual(
            "book currency customer discount language lines[0].discount lines[0].each lines[0].product lines[0].quantity lines[0].tax opportunity title validUntil",
            string.Join(' ', wrong.Errors.Keys.Order(StringComparer.Ordinal)));
        await Rooms.WriteAsync(async unit => Done(await Edit.CreateAsync(unit, await CustomerAsync(unit, "B"), null, Wish(), Mei, Today)));
        Assert.AreEqual("lines", Text(await Rooms.WriteAsync(unit => Edit.SubmitAsync(unit, 1, null, Mei, Today))), "there is nothing in it");
        Assert.IsInstanceOfType<EditOutcome<Quote>.NotFound>(await Rooms.WriteAsync(unit => Edit.SubmitAsync(unit, 7, null, Mei, Today)));
    }

    private QuoteWish Wish() => new() { Title = "Fibre for the office", Currency = "USD", ValidUntil = Today.AddDays(30) };

    /// <summary>A draft of one product.</summary>
    private async Task<Guid> SomeAsync(decimal each = 50)
    {
        var (customer, fibre) = (await CustomerAsync("Ann"), await ProductAsync("FIBRE"));
        Done(await Rooms.WriteAsync(unit => Edit.CreateAsync(unit, customer, null, Wish() with { Lines = [new(fibre.Id, 1, each)] }, Mei, Today)));
        return customer;
    }

    private async Task SendAsync(long number)
    {
        Done(await Rooms.WriteAsync(unit => Edit.SubmitAsync(unit, number, null, Mei, Today)));
        Done(await Rooms.WriteAsync(unit => Edit.SendAsync(unit, number, null, Mei, Today)));
    }

    private Task<EditOutcome<Quote>> AnswerAsync(long number, long version, string name) => Rooms.WriteAsync(unit => Edit.AnswerAsync(unit, number, version, isAccepted: true, name, null, Today));

    private async Task<Quote> FindAsync(long number) => (await Rooms.ReadAsync(session => QuoteStore.FindAsync(session, number)))!;

    private async Task<string> NamesAsync(QuoteFilter filter) => string.Join(' ', (await Rooms.ReadAsync(session => QuoteStore.ListAsync(session, filter, Today, 0, 10))).Select(quote => quote.Name));

    private async Task<Product> ProductAsync(string code) => Done(await Rooms.WriteAsync(unit => Rooms.Get<EditProducts>().SaveAsync(
        unit, new Product { Id = default, Code = code, En = "Fibre", Zh = "光纤", Unit = "month", IsActive = true, Version = 0 }, null, null, Mei)));

    private Task<Guid> CustomerAsync(string name)
    {
        Rooms.Clock.Advance(TimeSpan.FromSeconds(1));      // who came first has the lower id
        return Rooms.WriteAsync(unit => CustomerAsync(unit, name));
    }

    private async Task<Guid> CustomerAsync(UnitOfWork unit, string name) =>
        ((EditCustomerOutcome.Done)await Rooms.Get<EditCustomer>().CreateAsync(unit, [new("name", name, null)], [], FactSources.Staff, Mei)).Id;

    /// <summary>What was not done, and why.</summary>
    private static string Text(EditOutcome<Quote> outcome) => outcome switch
    {
        EditOutcome<Quote>.Wrong wrong => string.Join(' ', wrong.Errors.Keys),
        EditOutcome<Quote>.NotNow not => $"{not.State}: {string.Join(' ', not.Allowed)}",
        _ => $"{outcome}",
    };

    private static T Done<T>(EditOutcome<T> outcome) => Assert.IsInstanceOfType<EditOutcome<T>.Done>(outcome, outcome is EditOutcome<T>.Wrong wrong ? string.Join(' ', wrong.Errors.Keys) : "").Now;
}
