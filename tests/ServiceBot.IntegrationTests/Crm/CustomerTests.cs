using System.Text.RegularExpressions;
using ServiceBot.Channels.Turns;
using ServiceBot.Crm.Consents;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Demo;
using ServiceBot.Crm.Email;
using ServiceBot.Crm.Orders;
using ServiceBot.Crm.Proof;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Crm;

[TestClass]
public sealed class CustomersOnSqlite() : CustomerTests(StorageProvider.Sqlite);

[TestClass]
public sealed class CustomersOnPostgreSql() : CustomerTests(StorageProvider.PostgreSql);

public abstract partial class CustomerTests(StorageProvider provider) : DatabaseTests(provider)
{
    [TestMethod]
    public async Task A_visitor_is_made_on_first_need_and_found_again()
    {
        var conversation = ConversationOf("dl_1");
        var before = await Rooms.ReadAsync(session => RecogniseCustomer.FindAsync(session, conversation));

        var made = await RecogniseAsync("dl_1");
        var again = await RecogniseAsync("dl_1");

        Assert.IsNull(before);
        Assert.AreEqual(made.Id, again.Id);
        Assert.AreEqual(1, await CountAsync("CustomerCreated"));
    }

    [TestMethod]
    public async Task Conversations_of_one_visitor_at_once_make_one_customer()
    {
        var made = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => RecogniseAsync("dl_same")));

        Assert.HasCount(1, made.Select(customer => customer.Id).Distinct());
        Assert.AreEqual(1, await CountAsync("CustomerCreated"));
    }

    [TestMethod]
    public async Task Odd_names_and_user_ids_are_kept_apart_and_harm_nothing()
    {
        string[] users = ["dl_'; DROP TABLE crm_customer; --", "dl_\0nul", "dl_😀", "dl_שלום", new string('x', 1_000)];
        foreach (var user in users)
        {
            await RecogniseAsync(user, name: user);
        }

        var found = await Task.WhenAll(users.Select(user => RecogniseAsync(user)));

        Assert.HasCount(users.Length, found.Select(customer => customer.Id).Distinct());
        Assert.AreEqual("dl_😀", found[2].Name);
    }

    [TestMethod]
    public async Task A_proved_address_finds_its_customer_on_another_device()
    {
        var laptop = await RecogniseAsync("dl_laptop");
        var phone = await RecogniseAsync("dl_phone");
        await ProveAsync(laptop, "Mei.Chen@example.com");

        var proved = await ProveAsync(phone, " mei.chen@EXAMPLE.com ");

        var phoneNow = await RecogniseAsync("dl_phone");
        Assert.AreEqual(laptop.Id, proved.Customer);
        Assert.AreEqual(laptop.Id, phoneNow.Id);
        Assert.AreEqual(phone.Id, phoneNow.Account);
        CollectionAssert.AreEquivalent(new[] { laptop.Id, phone.Id }, (await MembersAsync(laptop.Id)).ToArray());
    }

    [TestMethod]
    public async Task Codes_that_are_past_their_use_are_deleted_with_the_next_one()
    {
        await SendAsync(await RecogniseAsync("dl_early"), "early@example.com");
        Rooms.Clock.Advance(OneTimeCode.SendWindow - TimeSpan.FromSeconds(1));
        await SendAsync(await RecogniseAsync("dl_later"), "later@example.com");
        Assert.AreEqual(2, await CodesAsync(), "It still counts for how many letters an address gets.");

        Rooms.Clock.Advance(TimeSpan.FromSeconds(1));
        await SendAsync(await RecogniseAsync("dl_last"), "last@example.com");

        Assert.AreEqual(2, await CodesAsync());

        Task<SendCodeOutcome> SendAsync(Customer customer, string email) => Rooms.WriteAsync(unit => Rooms.Get<SendCode>().HandleAsync(unit, customer, email, "en"));
        Task<long> CodesAsync() => Rooms.ReadAsync(session => session.GetAsync<long>("SELECT count(*) FROM crm_email_code"));
    }

    [TestMethod]
    public async Task The_newest_proof_says_whose_a_shared_device_is()
    {
        await ProveAsync(await RecogniseAsync("dl_mum"), "mum@example.com");
        await ProveAsync(await RecogniseAsync("dl_dad"), "dad@example.com");
        var tablet = await RecogniseAsync("dl_tablet");
        var mum = await ProveAsync(tablet, "mum@example.com");

        var dad = await ProveAsync(await RecogniseAsync("dl_tablet"), "dad@example.com");

        Assert.AreEqual(dad.Customer, (await RecogniseAsync("dl_tablet")).Id);
        Assert.DoesNotContain(tablet.Id, await MembersAsync(mum.Customer));
        Assert.Contains(tablet.Id, await MembersAsync(dad.Customer));
    }

    [TestMethod]
    public async Task Accounts_that_prove_one_address_at_once_become_one_customer()
    {
        var accounts = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => RecogniseAsync($"dl_{i}")));
        var codes = new List<string>();
        foreach (var account in accounts)
        {
            codes.Add(await SendAsync(account, "one@example.com"));
        }

        await Task.WhenAll(accounts.Zip(codes, CheckAsync));

        var now = await Task.WhenAll(Enumerable.Range(0, 3).Select(i => RecogniseAsync($"dl_{i}")));
        Assert.HasCount(1, now.Select(customer => customer.Id).Distinct());
    }

    [TestMethod]
    public async Task A_code_has_five_tries()
    {
        var customer = await RecogniseAsync("dl_1");
        var code = await SendAsync(customer, "a@example.com");
        var wrong = code == "000000" ? "000001" : "000000";

        var outcomes = new List<CheckCodeOutcome>();
        for (var i = 0; i < 5; i++)
        {
            outcomes.Add(await CheckAsync(customer, wrong));
        }

        CollectionAssert.AreEqual(new[] { 4, 3, 2, 1, 0 }, outcomes.ConvertAll(outcome => ((CheckCodeOutcome.Wrong)outcome).Left));
        Assert.IsInstanceOfType<CheckCodeOutcome.Expired>(await CheckAsync(customer, code));
    }

    [TestMethod]
    public async Task A_code_counts_ten_minutes_and_once()
    {
        var customer = await RecogniseAsync("dl_1");
        var late = await SendAsync(customer, "a@example.com");
        Rooms.Clock.Advance(TimeSpan.FromMinutes(10));
        var afterTenMinutes = await CheckAsync(customer, late);
        var code = await SendAsync(customer, "a@example.com");

        var first = await CheckAsync(customer, code);
        var second = await CheckAsync(customer, code);

        Assert.IsInstanceOfType<CheckCodeOutcome.Expired>(afterTenMinutes);
        Assert.IsInstanceOfType<CheckCodeOutcome.Verified>(first);
        Assert.IsInstanceOfType<CheckCodeOutcome.Expired>(second);
    }

    [TestMethod]
    public async Task A_code_is_of_no_use_to_another_account()
    {
        var code = await SendAsync(await RecogniseAsync("dl_1"), "a@example.com");

        var outcome = await CheckAsync(await RecogniseAsync("dl_2"), code);

        Assert.IsInstanceOfType<CheckCodeOutcome.Expired>(outcome);
    }

    [TestMethod]
    public async Task Three_letters_an_hour_are_the_most_even_at_once()
    {
        var accounts = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => RecogniseAsync($"dl_{i}")));

        var outcomes = await Task.WhenAll(accounts.Select(account =>
            Rooms.WriteAsync(unit => Rooms.Get<SendCode>().HandleAsync(unit, account, "flood@example.com", "en"))));

        Assert.HasCount(3, outcomes.OfType<SendCodeOutcome.Sent>());
        Rooms.Clock.Advance(TimeSpan.FromHours(1));
        Assert.IsInstanceOfType<SendCodeOutcome.Sent>(
            await Rooms.WriteAsync(unit => Rooms.Get<SendCode>().HandleAsync(unit, accounts[0], "flood@example.com", "en")));
    }

    [TestMethod]
    public async Task The_answer_is_the_same_for_an_address_that_somebody_holds()
    {
        await ProveAsync(await RecogniseAsync("dl_1"), "known@example.com");
        var stranger = await RecogniseAsync("dl_2");

        var known = await Rooms.WriteAsync(unit => Rooms.Get<SendCode>().HandleAsync(unit, stranger, "known@example.com", "en"));
        var unknown = await Rooms.WriteAsync(unit => Rooms.Get<SendCode>().HandleAsync(unit, stranger, "unknown@example.com", "en"));

        Assert.AreEqual(unknown, known);
    }

    [TestMethod]
    public async Task A_consent_keeps_its_history_and_tells_its_present()
    {
        var customer = await RecogniseAsync("dl_1");
        foreach (var given in (bool[])[true, true, false])
        {
            await Rooms.WriteAsync(unit => Rooms.Get<SetConsent>().HandleAsync(unit, customer.Id, "marketing", given, "chat"));
            Rooms.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var now = await Rooms.ReadAsync(session => Rooms.Get<SetConsent>().FindAsync(session, customer.Id));

        Assert.IsFalse(now.Single().Given);
        Assert.AreEqual(2, await CountAsync("ConsentChanged"));
    }

    [TestMethod]
    public async Task The_demo_year_is_made_once_and_its_orders_are_shown_to_their_buyers_only()
    {
        var today = Rooms.Clock.GetUtcNow();
        var company = await Rooms.Get<DemoSeeder>().SeedAsync(7, today, null, Cancellation);
        var again = await Rooms.Get<DemoSeeder>().SeedAsync(7, today, null, Cancellation);
        var known = company.Orders.Single(order => order.Number == "HL-204817");
        var stranger = company.Customers.First(customer => customer != known.Customer);

        var found = await FindOrderAsync("hl 204817", known.Customer.Id);
        var foreign = await FindOrderAsync("HL-204817", stranger.Id);
        var unknown = await FindOrderAsync("HL-999999", stranger.Id);
        var nobody = await FindOrderAsync("HL-204817", null);

        Assert.IsTrue(company.Added);
        Assert.IsFalse(again.Added);
        CollectionAssert.AreEqual(company.Orders.ToArray(), again.Orders.ToArray());
        Assert.AreEqual(900, await CountAsync("OrderPlaced"));
        var order = Assert.IsInstanceOfType<FindOrderOutcome.Found>(found).Order;
        Assert.AreEqual(OrderStatus.Shipped, order.Status);
        Assert.IsGreaterThan(0m, order.Total);
        Assert.AreEqual(unknown, foreign);
        Assert.AreEqual(unknown, nobody);
    }

    [TestMethod]
    public async Task A_guests_order_belongs_to_whoever_proves_the_address()
    {
        await Rooms.WriteAsync(async unit =>
        {
            await Rooms.Get<EditOrders>().CreateAsync(
                unit, new OrderTerms { BuyerEmail = "guest@example.com", Currency = "GBP", PlacedAt = Rooms.Clock.GetUtcNow(), PromisedOn = new(2026, 3, 5), Lines = [new(null, "Mesh point", 1, 89.90m, 0, 0)] }, "api:shop", new(2026, 3, 2));
            return true;
        });
        var guest = await RecogniseAsync("dl_guest");
        var before = await FindOrderAsync("HL-100001", guest.Id);

        await ProveAsync(guest, "guest@example.com");

        Assert.IsInstanceOfType<FindOrderOutcome.NeedsProof>(before);
        Assert.AreEqual(89.90m, Assert.IsInstanceOfType<FindOrderOutcome.Found>(await FindOrderAsync("HL-100001", guest.Id)).Order.Total);
    }

    private Task<Customer> RecogniseAsync(string user, string? name = null) =>
        Rooms.WriteAsync(unit => Rooms.Get<RecogniseCustomer>().HandleAsync(unit, RecogniseCustomer.AccountOf("directline", user), name, "en", Rooms.Clock.GetUtcNow()));

    private Task<FindOrderOutcome> FindOrderAsync(string number, Guid? customer) =>
        Rooms.ReadAsync(session => FindOrder.HandleAsync(session, number, customer));

    private Task<IReadOnlyList<Guid>> MembersAsync(Guid customer) => Rooms.ReadAsync(session => CustomerStore.MembersAsync(session, customer));

    private async Task<string> SendAsync(Customer customer, string email)
    {
        var outcome = await Rooms.WriteAsync(unit => Rooms.Get<SendCode>().HandleAsync(unit, customer, email, "en"));
        Assert.IsInstanceOfType<SendCodeOutcome.Sent>(outcome);
        return CodeIn(await Rooms.Letters.NextAsync(Cancellation));
    }

    private Task<CheckCodeOutcome> CheckAsync(Customer customer, string code) =>
        Rooms.WriteAsync(unit => Rooms.Get<CheckCode>().HandleAsync(unit, customer, code));

    private async Task<CheckCodeOutcome.Verified> ProveAsync(Customer customer, string email) =>
        Assert.IsInstanceOfType<CheckCodeOutcome.Verified>(await CheckAsync(customer, await SendAsync(customer, email)));

    private Task<long> CountAsync(string signal) => Rooms.CountSignalsAsync(signal);

    private static string CodeIn(Letter letter) => Code().Match(letter.Body).Value;

    private static Conversation ConversationOf(string user) => new()
    {
        Key = 1,
        ChannelId = "directline",
        ConversationId = "c",
        UserId = user,
        Reference = "{}",
        Owner = ConversationOwners.Bot,
        Epoch = 0,
        LastSeq = 0,
        OpenedAt = default,
    };

    [GeneratedRegex("[0-9]{6}")]
    private static partial Regex Code();
}
