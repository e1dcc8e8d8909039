using System.Net.Http.Json;
using System.Text.Json;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Orders;
using ServiceBot.Desk.Contracts;
using ServiceBot.Desk.Dispatch;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Sla;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.IntegrationTests.Desk.HandOver;
using ServiceBot.Storage;
using static ServiceBot.IntegrationTests.Desk.HandOver.DeskRooms;

namespace ServiceBot.IntegrationTests.Desk;

[TestClass]
public sealed class ContractsOnSqlite() : ContractTests(StorageProvider.Sqlite);

[TestClass]
public sealed class ContractsOnPostgreSql() : ContractTests(StorageProvider.PostgreSql);

public abstract class ContractTests(StorageProvider provider)
{
    private static readonly Guid Wong = Guid.Parse("01958000-0000-7000-8000-00000000000a");

    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    private SignalFeed? _feed;

    [TestMethod]
    public async Task A_request_that_is_covered_uses_one_while_there_is_one_and_gives_it_back_when_it_is_withdrawn()
    {
        await using var rooms = await RoomsAsync(("Desk:Sla:Policies:0:Name", "gold, first"), ("Desk:Sla:Policies:0:Contract", "gold"), ("Desk:Sla:Policies:0:FirstResponse", "30m"));
        var contract = await MakeAsync(rooms, Terms() with { Requests = 2, Covers = ["fault"] });

        var (first, second, third) = (await OpenAsync(rooms), await OpenAsync(rooms), await OpenAsync(rooms));
        var (other, stranger) = (await OpenAsync(rooms, "billing"), await OpenAsync(rooms, customer: Guid.NewGuid()));
        await ReadSignalsAsync(rooms);
        _feed = null;
        await ReadSignalsAsync(rooms);     // and again, which a reader that was set back would do

        Assert.AreEqual("1 2", await UsedForAsync(rooms, contract));
        Assert.AreEqual("gold gold - - -", await TiersAsync(rooms, first, second, third, other, stranger));
        Assert.AreEqual(rooms.Clock.GetUtcNow().AddMinutes(30), await DueAsync(rooms, first), "the policy of gold contracts");
        Assert.IsNull(await DueAsync(rooms, third), "no policy is for those without one");

        await rooms.WriteAsync(unit => rooms.Get<ChangeStatus>().HandleAsync(unit, first, RequestStatus.Withdrawn, Actor.Customer, null, null));
        await ReadSignalsAsync(rooms);
        Assert.AreEqual((1L, 1L), await LeftAsync(rooms, contract));
        var fourth = await OpenAsync(rooms);
        await ReadSignalsAsync(rooms);
        Assert.AreEqual("gold", await TiersAsync(rooms, fourth));
        Assert.AreEqual("1 2 -1 6", await UsedForAsync(rooms, contract));
        Assert.AreEqual((2L, 0L), await LeftAsync(rooms, contract));
    }

    [TestMethod]
    public async Task A_contract_runs_from_the_first_moment_of_its_first_day_to_the_last_of_its_last_in_its_own_zone()
    {
        await using var rooms = await RoomsAsync();
        var made = await MakeAsync(rooms, Terms() with { From = new(2026, 3, 29), Until = new(2026, 3, 29), Zone = "Europe/London" });     // a day of 23 hours

        Assert.AreEqual((new DateTimeOffset(2026, 3, 29, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 29, 23, 0, 0, TimeSpan.Zero)), (made.StartsAt, made.EndsAt));
        Assert.AreEqual(
            (ContractState.Upcoming, ContractState.Active, ContractState.Active, ContractState.Ended),
            (made.StateAt(made.StartsAt.AddTicks(-1)), made.StateAt(made.StartsAt), made.StateAt(made.EndsAt.AddTicks(-1)), made.StateAt(made.EndsAt)));

        var running = await MakeAsync(rooms, Terms());
        await rooms.Get<ManageContracts>().EndAsync(running.Number, "moved away", Actor.Staff(Ann.Id), Cancellation);
        var late = await OpenAsync(rooms);
        await ReadSignalsAsync(rooms);
        Assert.AreEqual("-", await TiersAsync(rooms, late), "it was ended");
        Assert.AreEqual("ended moved away, created gold 2026-01-01 – 2026-12-31", string.Join(", ", (await rooms.ReadAsync(session =>
            ContractStore.HistoryAsync(session, running.Number))).Select(change => $"{change.What} {change.ToValue}")));
    }

    [TestMethod]
    public async Task Of_several_the_one_that_names_what_it_covers_is_used_and_then_the_one_that_ends_first()
    {
        await using var rooms = await RoomsAsync();
        var (later, sooner, named) = (
            await MakeAsync(rooms, Terms() with { Tier = "bronze" }), await MakeAsync(rooms, Terms() with { Tier = "silver", Until = new(2026, 6, 30), Requests = 1 }),
            await MakeAsync(rooms, Terms() with { Covers = ["visit"], Requests = 1 }));

        var opened = new[] { await OpenAsync(rooms, "visit"), await OpenAsync(rooms, "visit"), await OpenAsync(rooms, "visit") };
        await ReadSignalsAsync(rooms);

        Assert.AreEqual("gold silver bronze", await TiersAsync(rooms, opened));
        Assert.AreEqual((0L, 0L, 1L), ((await FindAsync(rooms, named)).RequestsLeft, (await FindAsync(rooms, sooner)).RequestsLeft, (await FindAsync(rooms, later)).RequestsUsed));
    }

    [TestMethod]
    public async Task Minutes_are_booked_as_far_as_they_go_and_given_back_once()
    {
        await using var rooms = await RoomsAsync();
        var manage = rooms.Get<ManageContracts>();
        var contract = await MakeAsync(rooms, Terms() with { Minutes = 60 });
        var request = await OpenAsync(rooms);
        Task<ContractOutcome> BookAsync(long minutes, RequestNumber? number = null) => manage.BookAsync(contract.Number, minutes, number, "on the phone", Actor.Staff(Mei.Id), Cancellation);

        Assert.IsInstanceOfType<ContractOutcome.Done>(await BookAsync(45, request));
        Assert.IsInstanceOfType<ContractOutcome.NotEnough>(await BookAsync(16));
        Assert.IsInstanceOfType<ContractOutcome.Wrong>(await BookAsync(0));
        Assert.IsInstanceOfType<ContractOutcome.Wrong>(await BookAsync(1, new(99)));
        var line = (await rooms.ReadAsync(session => ContractStore.UsesAsync(session, contract.Number))).Single();
        Assert.AreEqual(("minute", 45L, request.Value, "on the phone"), (line.Unit, line.Amount, line.Request!.Value, line.Note));

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => manage.ReverseAsync(contract.Number, line.Id, null, Actor.Staff(Ann.Id), Cancellation)));
        var back = (await rooms.ReadAsync(session => ContractStore.UsesAsync(session, contract.Number)))[0];
        Assert.IsInstanceOfType<ContractOutcome.NotFound>(await manage.ReverseAsync(contract.Number, back.Id, null, Actor.Staff(Ann.Id), Cancellation), "what takes back is not taken back");
        Assert.AreEqual((0L, 60L, 2), ((await FindAsync(rooms, contract)).MinutesUsed, (await FindAsync(rooms, contract)).MinutesLeft, (await rooms.ReadAsync(session => ContractStore.UsesAsync(session, contract.Number))).Count));
        Assert.AreEqual(2L, await rooms.CountSignalsAsync("ContractUsed"));
        rooms.Clock.Advance(TimeSpan.FromDays(400));
        Assert.IsInstanceOfType<ContractOutcome.NotEnough>(await BookAsync(1), "it is over");
    }

    [TestMethod]
    public async Task The_owner_is_reminded_before_the_end_once()
    {
        await using var rooms = await RoomsAsync(("Desk:Contracts:RemindDays", "14"));
        var contract = await MakeAsync(rooms, Terms() with { Until = new(2026, 3, 31), Owner = Mei.Id });
        var unowned = await MakeAsync(rooms, Terms() with { Until = new(2026, 3, 31) });
        var remind = rooms.Get<RemindOfContracts>();

        Assert.AreEqual(0, await remind.RemindAsync(Cancellation));
        rooms.Clock.Advance(new DateTimeOffset(2026, 3, 17, 0, 0, 0, TimeSpan.Zero) - rooms.Clock.GetUtcNow());
        Assert.AreEqual((2, 0), (await remind.RemindAsync(Cancellation), await remind.RemindAsync(Cancellation)));
        Assert.AreEqual(2L, await rooms.CountSignalsAsync("ContractEndingSoon"), "also of the one that nobody owns");

        var request = (await rooms.ReadAsync(session => RequestStore.ListAsync(session, [1])))[0];
        Assert.AreEqual((Mei.Id, "contract", "Contract C-000001 (gold) ends on 2026-03-31: Wong", null), (request.Agent, request.Category, request.Subject, request.Customer));
        Assert.AreEqual("SR-000001", (await rooms.ReadAsync(session => ContractStore.HistoryAsync(session, contract.Number)))[0].ToValue);
        Assert.HasCount(1, await rooms.ReadAsync(session => ContractStore.HistoryAsync(session, unowned.Number)));

        await rooms.Get<ManageContracts>().ChangeAsync(contract.Number, contract.Terms with { Until = new(2027, 3, 31) }, null, Actor.Staff(Mei.Id), Cancellation);
        Assert.AreEqual(0, await remind.RemindAsync(Cancellation));
        rooms.Clock.Advance(TimeSpan.FromDays(366));
        Assert.AreEqual(1, await remind.RemindAsync(Cancellation), "of the new end they are reminded as well");
    }

    [TestMethod]
    public async Task A_contract_of_which_nobody_gave_notice_is_renewed_once_and_its_entitlements_begin_anew()
    {
        await using var rooms = await RoomsAsync(("Desk:Contracts:RemindDays", "14"));
        var terms = Terms() with { Until = new(2026, 3, 31), Requests = 1, NoticeDays = 10, RenewMonths = 6, Value = 120.5m, Currency = "EUR", Serials = ["SN-1", "SN-2"] };
        var (contract, ended, manage, remind) = (await MakeAsync(rooms, terms), await MakeAsync(rooms, terms), rooms.Get<ManageContracts>(), rooms.Get<RemindOfContracts>());
        var plain = await MakeAsync(rooms, Terms() with { Until = new(2026, 4, 30) });
        Task<IReadOnlyList<Contract>> RenewalsAsync(int day) => rooms.ReadAsync(session => ContractStore.RenewalsAsync(session, new(2026, 4, day), rooms.Clock.GetUtcNow(), 10));
        await OpenAsync(rooms);
        await ReadSignalsAsync(rooms);
        Assert.AreEqual("1 2 3 · 1 2", $"{string.Join(' ', (await RenewalsAsync(30)).Select(one => one.Number))} · {string.Join(' ', (await RenewalsAsync(1)).Select(one => one.Number))}");

        // It is said in time to give notice, whatever else is changed meanwhile
        rooms.Clock.Advance(new DateTimeOffset(2026, 3, 7, 1, 0, 0, TimeSpan.Zero) - rooms.Clock.GetUtcNow());
        Assert.AreEqual(2, await remind.RemindAsync(Cancellation));
        await manage.ChangeAsync(contract.Number, terms with { Value = 130 }, null, Actor.Staff(Mei.Id), Cancellation);
        Assert.AreEqual(0, await remind.RemindAsync(Cancellation));
        Assert.AreEqual(2L, await rooms.CountSignalsAsync("ContractEndingSoon"));

        await manage.EndAsync(ended.Number, "notice", Actor.Staff(Mei.Id), Cancellation);
        rooms.Clock.Advance(new DateTimeOffset(2026, 3, 21, 23, 59, 0, TimeSpan.Zero) - rooms.Clock.GetUtcNow());
        Assert.AreEqual(0, await remind.RenewAsync(Cancellation), "notice can still be given");
        rooms.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.AreEqual((1, 0), (await remind.RenewAsync(Cancellation), await remind.RenewAsync(Cancellation)));

        var (before, next) = (await FindAsync(rooms, contract), (await rooms.ReadAsync(session => ContractStore.FindAsync(session, 4)))!);
        Assert.AreEqual((4L, contract.Number), (before.RenewedBy!.Value, next.Renews!.Value));
        Assert.AreEqual((new DateOnly(2026, 4, 1), new DateOnly(2026, 9, 30), 130m, 1L), (next.Terms.From, next.Terms.Until, next.Terms.Value!.Value, next.RequestsLeft!.Value));
        Assert.AreEqual("SN-1 SN-2", string.Join(' ', next.Terms.Serials));
        Assert.AreEqual(plain.Number, (await RenewalsAsync(30)).Single().Number, "of what is renewed nothing has to be decided");
        var late = await manage.ChangeAsync(contract.Number, before.Terms with { Until = new(2026, 5, 31) }, null, Actor.Staff(Mei.Id), Cancellation);
        Assert.AreEqual("until", ((ContractOutcome.Wrong)late).Errors.Keys.Single());
        Assert.AreEqual(1L, await rooms.CountSignalsAsync("ContractRenewed"));
    }

    [TestMethod]
    public async Task A_contract_covers_what_was_ordered()
    {
        await using var rooms = await RoomsAsync();
        var order = ((ServiceBot.Crm.EditOutcome<OrderDetails>.Done)await rooms.WriteAsync(unit => rooms.Get<EditOrders>().CreateAsync(
            unit, new OrderTerms { Customer = Wong, Currency = "USD", Lines = [new(null, "Support", 1, 99, 0, 0)] }, "api:erp", new(2026, 3, 2)))).Now.Order;

        var contract = await MakeAsync(rooms, Terms() with { Order = "hl 100001", Value = 99, Currency = "USD" });
        var wrong = (ContractOutcome.Wrong)await rooms.Get<ManageContracts>().CreateAsync(
            Wong, Terms() with { Order = "HL-100009", Value = 1.005m, Currency = "USD", NoticeDays = -1, RenewMonths = 0, Products = ["NOPE"], Serials = [""] }, Actor.Staff(Ann.Id), Cancellation);

        Assert.AreEqual(order.Number, contract.Terms.Order);
        Assert.AreEqual("noticeDays order products renewMonths serials value", string.Join(' ', wrong.Errors.Keys.Order(StringComparer.Ordinal)));
        Assert.AreEqual(order.Number, (await FindAsync(rooms, contract)).Terms.Order);
    }

    [TestMethod]
    public async Task Whose_contract_says_so_is_served_before_others()
    {
        await using var rooms = await RoomsAsync(("Desk:Routing:Offers:Capacity", "0.25"));
        await rooms.Get<AgentPresence>().ArriveAsync(Mei.Id, Cancellation);
        await rooms.Get<ManageAgents>().SetAvailabilityAsync(Mei.Id, Availability.Available, Cancellation);
        await MakeAsync(rooms, Terms() with { Vip = true });
        var before = await OpenAsync(rooms, customer: Guid.NewGuid());
        rooms.Clock.Advance(TimeSpan.FromMinutes(4));
        await rooms.Get<AgentPresence>().RenewAsync(Cancellation);
        var (vip, after) = (await OpenAsync(rooms), await OpenAsync(rooms, customer: Guid.NewGuid()));
        await ReadSignalsAsync(rooms);

        await rooms.Get<HandOutWork>().HandOutAsync(Cancellation);
        var offer = (await rooms.ReadAsync(session => OfferStore.OpenAsync(session))).Single();
        Assert.AreEqual((vip.Value, 300.0), (offer.Item, offer.Explanation.HeadStartSeconds));
        Assert.AreEqual(300.0, (await rooms.ReadAsync(session => rooms.Get<UseContracts>().HeadStartsAsync(session, [Wong], rooms.Clock.GetUtcNow())))[Wong].TotalSeconds);
        Assert.AreEqual((1L, 3L), (before.Value, after.Value));
    }

    [TestMethod]
    public async Task Contracts_over_http()
    {
        await using var rooms = await RoomsAsync();
        await rooms.StartAsync(Cancellation);
        using var http = new HttpClient { BaseAddress = rooms.Address };
        http.DefaultRequestHeaders.Add("X-Api-Key", Key);
        var terms = new { customer = (Guid?)Wong, tier = "gold", from = "2026-01-01", until = "2026-12-31", zone = "Europe/London", vip = true, covers = new[] { "fault" }, requests = 10 };

        var (created, contract) = await SendAsync(HttpMethod.Post, "contracts", terms);
        var (wrong, problem) = await SendAsync(HttpMethod.Post, "contracts", terms with { customer = Guid.NewGuid(), tier = "tin", until = "2025-12-31", zone = "Atlantis", requests = -1 });
        var (missing, lacks) = await SendAsync(HttpMethod.Post, "contracts", new { zone = "Europe/London" });
        var (changed, after) = await SendAsync(HttpMethod.Put, "contracts/C-000001", new { tier = "silver", from = "2026-01-01", until = "2026-12-31", zone = "Europe/London", version = 1 });
        var (stale, _) = await SendAsync(HttpMethod.Put, "contracts/C-000001", new { tier = "gold", from = "2026-01-01", until = "2026-12-31", version = 1 });
        var (unknown, _) = await SendAsync(HttpMethod.Post, "contracts/C-000002/end", new { });
        var (booked, _) = await SendAsync(HttpMethod.Post, "contracts/C-000001/uses", new { minutes = 5, note = "phone" });
        var (reversed, _) = await SendAsync(HttpMethod.Post, "contracts/C-000001/uses/1/reverse", new { });
        var (ended, over) = await SendAsync(HttpMethod.Post, "contracts/c-000001/end", new { reason = "moved" });
        var details = await http.GetFromJsonAsync<JsonElement>("/api/v1/contracts/C-000001", Cancellation);
        var own = await http.GetFromJsonAsync<JsonElement>($"/api/v1/contracts?customer={Wong}", Cancellation);
        var all = await http.GetFromJsonAsync<JsonElement>("/api/v1/contracts?take=1", Cancellation);
        var renewals = await http.GetFromJsonAsync<JsonElement>("/api/v1/contracts/renewals?days=730", Cancellation);
        Assert.AreEqual((0, 400), (renewals.GetArrayLength(), (int)(await http.GetAsync("/api/v1/contracts/renewals?days=0", Cancellation)).StatusCode), "it is ended");

        Assert.AreEqual((201, 400, 400, 200, 409, 404, 200, 200, 200), (created, wrong, missing, changed, stale, unknown, booked, reversed, ended));
        Assert.AreEqual(("C-000001", "active", 10L), (contract.GetProperty("number").GetString(), contract.GetProperty("state").GetString(), contract.GetProperty("requestsLeft").GetInt64()));
        Assert.AreEqual("customer requests tier until zone", string.Join(' ', problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal)));
        Assert.AreEqual("customer from tier until", string.Join(' ', lacks.GetProperty("errors").EnumerateObject().Select(error => error.Name).Order(StringComparer.Ordinal)));
        Assert.AreEqual(("silver", 2L, false), (after.GetProperty("tier").GetString(), after.GetProperty("version").GetInt64(), after.GetProperty("vip").GetBoolean()));
        Assert.AreEqual("ended", over.GetProperty("state").GetString());
        Assert.AreEqual("ended requests covers vip tier created", string.Join(' ', details.GetProperty("history").EnumerateArray().Select(change => change.GetProperty("what").GetString())));
        Assert.AreEqual("-5 5", string.Join(' ', details.GetProperty("uses").EnumerateArray().Select(use => use.GetProperty("amount").GetInt64())));
        Assert.AreEqual((1, 1), (own.GetProperty("items").GetArrayLength(), all.GetProperty("items").GetArrayLength()));

        async Task<(int Status, JsonElement Body)> SendAsync(HttpMethod method, string path, object body)
        {
            using var request = new HttpRequestMessage(method, $"/api/v1/{path}") { Content = JsonContent.Create(body) };
            using var response = await http.SendAsync(request, Cancellation);
            return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation));
        }
    }

    private static ContractTerms Terms() => new() { Tier = "gold", From = new(2026, 1, 1), Until = new(2026, 12, 31), Zone = "UTC" };

    private async Task<TestRooms> RoomsAsync(params (string Key, string Value)[] settings)
    {
        var rooms = await DeskRooms.CreateAsync(provider, Cancellation, settings);
        await rooms.WriteAsync(async unit =>
        {
            await CustomerStore.InsertAsync(unit, Wong, "Wong", "en", rooms.Clock.GetUtcNow());
            return true;
        });
        return rooms;
    }

    private async Task<Contract> MakeAsync(TestRooms rooms, ContractTerms terms) =>
        ((ContractOutcome.Done)await rooms.Get<ManageContracts>().CreateAsync(Wong, terms, Actor.Staff(Ann.Id), Cancellation)).Contract;

    private static async Task<RequestNumber> OpenAsync(TestRooms rooms, string category = "fault", Guid? customer = null) =>
        ((OpenRequestOutcome.Opened)await rooms.WriteAsync(unit => rooms.Get<OpenRequest>().HandleAsync(unit, new()
        {
            Subject = "It",
            Details = "does not work",
            Category = category,
            Language = "en",
            By = Actor.Bot,
            Team = "billing",
            Customer = customer ?? Wong,
        }))).Request.Number;

    /// <summary>Feeds the reader what was logged since the last time.</summary>
    private Task<bool> ReadSignalsAsync(TestRooms rooms) => rooms.WriteAsync(unit => (_feed ??= new(rooms.Get<RequestClocks>())).FeedAsync(unit));

    private static Task<Contract> FindAsync(TestRooms rooms, Contract contract) => rooms.ReadAsync(async session => (await ContractStore.FindAsync(session, contract.Number))!);

    private static async Task<(long Used, long? Left)> LeftAsync(TestRooms rooms, Contract contract) => await FindAsync(rooms, contract) is var now ? (now.RequestsUsed, now.RequestsLeft) : default;

    /// <summary>The requests of the ledger in order; those that were given back with a minus.</summary>
    private static async Task<string> UsedForAsync(TestRooms rooms, Contract contract) => string.Join(' ', (await rooms.ReadAsync(session =>
        ContractStore.UsesAsync(session, contract.Number))).Reverse().Select(use => use.Request * use.Amount));

    private static async Task<DateTimeOffset?> DueAsync(TestRooms rooms, RequestNumber number) => (await rooms.ReadAsync(session =>
        session.GetAsync<RequestClock>("SELECT number, team, language, due_at, waits_since, pressing_at FROM desk_request_clock WHERE number = @Value", new { number.Value }))).DueAt;

    private static Task<string> TiersAsync(TestRooms rooms, params RequestNumber[] numbers) => rooms.ReadAsync(async session =>
    {
        var tiers = new List<string>();
        foreach (var number in numbers)
        {
            tiers.Add(UseContracts.TierOf(await RequestStore.HistoryAsync(session, (await RequestStore.FindAsync(session, number))!.Id)) ?? "-");
        }

        return string.Join(' ', tiers);
    });
}
