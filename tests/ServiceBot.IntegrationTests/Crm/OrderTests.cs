using ServiceBot.Crm;
using ServiceBot.Crm.Currencies;
using ServiceBot.Crm.Demo;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Orders;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Crm;

[TestClass]
public sealed class OrdersOnSqlite() : OrderTests(StorageProvider.Sqlite);

[TestClass]
public sealed class OrdersOnPostgreSql() : OrderTests(StorageProvider.PostgreSql);

/// <summary>Orders in the database: every step a row and a signal.</summary>
public abstract class OrderTests(StorageProvider provider) : DatabaseTests(provider)
{
    private const string Mei = "staff:01958000-0000-7000-8000-00000000aaaa";

    private EditOrders Edit => Rooms.Get<EditOrders>();

    private DateOnly Today => DateOnly.FromDateTime(Rooms.Clock.GetUtcNow().UtcDateTime);

    [TestMethod]
    public async Task An_order_goes_its_way_step_by_step_and_keeps_the_rate_of_its_day()
    {
        var ann = await CustomerAsync("Ann");
        await Rooms.WriteAsync(unit => Rooms.Get<RateBook>().SetAsync(unit, new("EUR", Today, 1.25m), Mei));
        var made = Done(await CreateAsync(Terms(ann) with { Currency = "EUR", Discount = 10 }));
        await Rooms.WriteAsync(unit => Rooms.Get<RateBook>().SetAsync(unit, new("EUR", Today, 2), Mei));

        Assert.AreEqual(("HL-100001", 39.24m, 1.25m, "2 × Router, 1.5 × Cable"), (made.Order.Number, made.Order.Total, made.Order.Rate!.Value, made.Order.Items));
        Assert.AreEqual("created: confirm change cancel pay", Text(await MoveAsync(made, OrderStepKind.Ship)));
        Done(await MoveAsync(made, OrderStepKind.Confirm));
        Done(await MoveAsync(made, OrderStepKind.Pay, amount: 39));
        Assert.AreEqual("amount", Text(await MoveAsync(made, OrderStepKind.Pay, amount: 0.25m)));
        Done(await Rooms.WriteAsync(unit => Edit.MoveAsync(unit, made.Order.Number, new(OrderStepKind.Fulfil, [new(2, 1)]), new(), null, Mei, Today)));
        Assert.AreEqual("partFulfilled: fulfil pay refund", Text(await Rooms.WriteAsync(unit => Edit.ChangeAsync(unit, made.Order.Number, Terms(ann), null, Mei, Today))));
        Done(await MoveAsync(made, OrderStepKind.Fulfil));
        var shipped = Done(await MoveAsync(made, OrderStepKind.Ship));
        Assert.AreEqual(Today, shipped.Order.CarrierDay);
        Assert.IsInstanceOfType<EditOutcome<OrderDetails>.Conflict>(await Rooms.WriteAsync(unit => Edit.MoveAsync(unit, made.Order.Number, new(OrderStepKind.Deliver), new(), 2, Mei, Today)));

        var read = await FindAsync(made.Order.Number);
        Assert.AreEqual((OrderStatus.Shipped, PaymentStatus.PartPaid, 39m, 1.25m, 6L), (read.Order.Status, read.Order.Payment, read.Order.Paid, read.Order.Rate!.Value, read.Order.Version));
        CollectionAssert.AreEqual(new[] { 2m, 1.5m }, read.State.Fulfilled.ToList());
        var steps = await StepsAsync(made.Order.Number);
        Assert.AreEqual("Create Confirm Pay Fulfil Fulfil Ship", string.Join(' ', steps.Select(step => step.Move.Kind)));
        Assert.AreEqual("1x2 2x0.5", string.Join(' ', steps[4].Move.Parts!.Select(part => FormattableString.Invariant($"{part.Line}x{part.Quantity:0.#}"))), "what all that was left was");
        foreach (var signal in new[] { "OrderPlaced", "OrderConfirmed", "OrderPaid", "OrderShipped" })
        {
            Assert.AreEqual(1L, await Rooms.CountSignalsAsync(signal), signal);
        }

        Assert.AreEqual(2L, await Rooms.CountSignalsAsync("OrderFulfilled"));
    }

    [TestMethod]
    public async Task Random_steps_leave_in_the_database_what_a_replay_of_its_log_gives()
    {
        var (ann, random) = (await CustomerAsync("Ann"), new Random(11));
        var kinds = Enum.GetValues<OrderStepKind>().Except([OrderStepKind.Create, OrderStepKind.Change]).ToArray();
        for (var i = 0; i < 8; i++)
        {
            var made = Done(await CreateAsync(Terms(ann)));
            for (var step = 0; step < 25; step++)
            {
                var kind = kinds[random.Next(kinds.Length)];
                var some = random.Next(2) == 0;
                await Rooms.WriteAsync(unit => Edit.MoveAsync(
                    unit, made.Order.Number, new(kind, some && kind is OrderStepKind.Fulfil or OrderStepKind.Return ? [new(random.Next(1, 3), 1)] : null, some ? random.Next(1, 4_000) / 100m : null), new(), null, Mei, Today));
            }

            var read = await FindAsync(made.Order.Number);
            var replayed = (await StepsAsync(made.Order.Number)).Skip(1).Aggregate(
                OrderState.Of(made.Order.Total, [2, 1.5m]), (now, step) => Assert.IsInstanceOfType<OrderMoveOutcome.Moved>(OrderMachine.Apply(now, step.Move, "USD")).State);
            Assert.AreEqual((replayed.Status, replayed.Paid, replayed.Refunded), (read.Order.Status, read.Order.Paid, read.Order.Refunded));
            CollectionAssert.AreEqual(replayed.Fulfilled.ToList(), read.State.Fulfilled.ToList());
            CollectionAssert.AreEqual(replayed.Returned.ToList(), read.State.Returned.ToList());
        }
    }

    [TestMethod]
    public async Task Another_system_says_the_same_twice_and_it_is_once_and_what_is_refused_changes_nothing()
    {
        var ann = await CustomerAsync("Ann");
        (OrderMove, OrderRemark)[] steps = [(new(OrderStepKind.Confirm), new(Key: "c")), (new(OrderStepKind.Pay, Amount: 20), new(Key: "p1"))];

        var made = Done(await PutAsync("A-7", Terms(ann), steps));
        var again = Done(await PutAsync("A-7", Terms(ann), steps));
        var more = Done(await PutAsync("A-7", Terms(ann), [.. steps, (new(OrderStepKind.Fulfil), new(Key: "f"))]));

        Assert.AreEqual((made.Order.Number, 3L, 3L, 4L), (again.Order.Number, made.Order.Version, again.Order.Version, more.Order.Version));
        Assert.AreEqual("fulfilled: ship pay refund", Text(await PutAsync("A-7", Terms(ann) with { Discount = 5 }, [])), "what is packed stays as it is");
        Assert.AreEqual("delivered: return pay refund", Text(await PutAsync("A-7", Terms(ann), [(new(OrderStepKind.Ship), new(Key: "s")), (new(OrderStepKind.Deliver), new(Key: "d")), (new(OrderStepKind.Cancel), new(Key: "x"))])));
        Assert.AreEqual(OrderStatus.Fulfilled, (await FindAsync(made.Order.Number)).Order.Status, "nothing of it was taken");
        Assert.AreEqual("steps[0].key", Text(await PutAsync("A-7", Terms(ann), [(new(OrderStepKind.Ship), new())])));
        Assert.AreEqual("steps[0].amount", Text(await PutAsync("A-8", Terms(ann), [(new(OrderStepKind.Pay, Amount: 1_000), new(Key: "p"))])));
        Assert.AreEqual("created: confirm change cancel pay", Text(await PutAsync("A-8", Terms(ann), [(new(OrderStepKind.Ship), new(Key: "s"))])));
        Assert.IsNull(await Rooms.ReadAsync(session => OrderStore.FindAsync(session, "erp", "A-8")));

        var changed = Done(await PutAsync("A-9", Terms(ann), []));
        Assert.AreEqual(50m, Done(await PutAsync("A-9", Terms(ann) with { Lines = [new(null, "Router", 1, 50, 0, 0)] }, [])).Order.Total);
        Assert.AreEqual("customer", Text(await PutAsync("A-9", Terms(await CustomerAsync("Bo")), [])));
        Assert.AreEqual("Create Change", string.Join(' ', (await StepsAsync(changed.Order.Number)).Select(step => step.Move.Kind)));
    }

    [TestMethod]
    public async Task Orders_follow_their_customer_through_a_merge_and_back()
    {
        var (one, other) = (await CustomerAsync("Ann Lee"), await CustomerAsync("A. Lee"));
        Done(await CreateAsync(Terms(one)));
        var theirs = Done(await CreateAsync(Terms(other)));
        var merge = Rooms.Get<MergeCustomers>();

        var edge = (MergeOutcome.Done)await Rooms.WriteAsync(unit => merge.MergeAsync(unit, one, other, Mei, null));
        Done(await MoveAsync(theirs, OrderStepKind.Confirm));
        Assert.HasCount(2, await ListAsync(new(Customer: other)));
        await Rooms.WriteAsync(unit => merge.RevokeAsync(unit, edge.Edge, Mei));

        Assert.AreEqual(theirs.Order.Number, (await ListAsync(new(Customer: other))).Single().Number);
        Assert.AreEqual(theirs.Order.Number, (await ListAsync(new(OrderStatus.Confirmed))).Single().Number);
    }

    [TestMethod]
    public async Task What_is_wrong_with_an_order_is_said_by_field()
    {
        var terms = new OrderTerms { Customer = Guid.NewGuid(), Currency = "x", Discount = -1, Lines = [new(Guid.NewGuid(), "", 0, -1, 101, -1), new(null, " ", 1, 1, 0, 0)] };

        Assert.AreEqual(
            "currency customer discount lines[0].discount lines[0].each lines[0].product lines[0].quantity lines[0].tax lines[0].text lines[1].text",
            string.Join(' ', ((EditOutcome<OrderDetails>.Wrong)await CreateAsync(terms)).Errors.Keys.Order(StringComparer.Ordinal)));
        Assert.AreEqual("buyerEmail lines", Text(await CreateAsync(new() { BuyerEmail = "none", Currency = "USD" })));
        Assert.AreEqual("Guest@Example.com".ToLowerInvariant(), Done(await CreateAsync(Terms(null) with { BuyerEmail = "Guest@Example.com" })).Order.BuyerEmail);
    }

    [TestMethod]
    public async Task Orders_of_the_demo_have_gone_the_way_that_their_steps_say()
    {
        await Rooms.Get<DemoSeeder>().SeedAsync(7, Rooms.Clock.GetUtcNow(), null, Cancellation);

        var orders = await ListAsync(new());
        var steps = await Rooms.ReadAsync(session => OrderStore.StepsAsync(session, [.. orders.Select(order => order.Number)]));

        foreach (var order in orders)
        {
            var details = await FindAsync(order.Number);
            var replayed = steps[order.Number].Skip(1).Aggregate(OrderState.Of(order.Total, details.State.Ordered), (now, step) => ((OrderMoveOutcome.Moved)OrderMachine.Apply(now, step.Move, order.Currency)).State);
            Assert.AreEqual((replayed.Status, replayed.Paid, replayed.Refunded), (order.Status, order.Paid, order.Refunded), order.Number);
        }

        Assert.HasCount(100, orders);
        Assert.AreEqual("HL-204900", Done(await CreateAsync(Terms(await CustomerAsync("Ann")))).Order.Number, "after those that are there");
    }

    [TestMethod]
    public async Task Orders_of_before_are_carried_over_with_the_steps_that_lead_to_where_they_were()
    {
        var ann = await CustomerAsync("Ann");
        string[] statuses = ["placed", "packed", "shipped", "delivered", "returned", "cancelled"];
        await Rooms.WriteAsync(async unit =>
        {
            var old = Migration(unit, "20261121T0420_crm_customer");
            var start = old.IndexOf("CREATE TABLE crm_order", StringComparison.Ordinal);
            await unit.ExecuteAsync("DROP TABLE crm_order_line; DROP TABLE crm_order_step; DROP TABLE crm_order");
            await unit.ExecuteAsync(old[start..(old.IndexOf(");\n", start, StringComparison.Ordinal) + 1)]);      // a comment in it has a semicolon
            await unit.ExecuteAsync(
                "INSERT INTO crm_order (number, customer_id, status, placed_at, promised_on, carrier_day, items, total, currency) VALUES (@number, @ann, @status, @at, '2026-03-05', '2026-03-04', '2 × Router', @total, 'USD')",
                statuses.Select((status, i) => new { number = $"HL-20400{i}", ann, status, at = Rooms.Clock.GetUtcNow(), total = 89.90m }).ToList());
            await unit.ExecuteAsync(Migration(unit, "20261122T1235_crm_order"));
            return true;
        });

        var orders = await ListAsync(new());
        Assert.AreEqual("Confirmed Fulfilled Shipped Delivered Returned Cancelled", string.Join(' ', orders.Reverse().Select(order => order.Status)));
        foreach (var order in orders)
        {
            var (details, steps) = (await FindAsync(order.Number), await StepsAsync(order.Number));
            var replayed = steps.Skip(1).Aggregate(OrderState.Of(order.Total, details.State.Ordered), (now, step) => Assert.IsInstanceOfType<OrderMoveOutcome.Moved>(OrderMachine.Apply(now, step.Move, "USD"), $"{order.Number} {step.Move.Kind}").State);
            Assert.AreEqual((replayed.Status, 89.90m, 89.90m, 0m, (long)steps.Count, "2 × Router"), (order.Status, order.Total, order.Paid, order.Refunded, order.Version, details.Lines.Single().Text));
            CollectionAssert.AreEqual(replayed.Fulfilled.ToList(), details.State.Fulfilled.ToList());
        }

        Assert.AreEqual("HL-204006", Done(await CreateAsync(Terms(ann))).Order.Number);
    }

    private static string Migration(UnitOfWork unit, string name)
    {
        var room = typeof(EditOrders).Assembly;
        using var reader = new StreamReader(room.GetManifestResourceStream(room.GetManifestResourceNames().Single(resource => resource.EndsWith($"{name}.{unit.Dialect.MigrationSuffix}.sql", StringComparison.Ordinal)))!);
        return reader.ReadToEnd();
    }

    private OrderTerms Terms(Guid? customer) => new() { Customer = customer, Currency = "USD", Lines = [new(null, "Router", 2, 20, 0, 0), new(null, "Cable", 1.5m, 2, 20, 50)] };

    private Task<EditOutcome<OrderDetails>> CreateAsync(OrderTerms terms) => Rooms.WriteAsync(unit => Edit.CreateAsync(unit, terms, Mei, Today));

    private Task<EditOutcome<OrderDetails>> PutAsync(string number, OrderTerms terms, (OrderMove, OrderRemark)[] steps) => Rooms.WriteAsync(unit => Edit.PutAsync(unit, ("erp", number), terms, steps, "api:erp", Today));

    private Task<EditOutcome<OrderDetails>> MoveAsync(OrderDetails of, OrderStepKind kind, decimal? amount = null) =>
        Rooms.WriteAsync(unit => Edit.MoveAsync(unit, of.Order.Number, new(kind, null, amount), new(), null, Mei, Today));

    private async Task<OrderDetails> FindAsync(string number) => (await Rooms.ReadAsync(session => OrderStore.FindAsync(session, number)))!;

    private async Task<IReadOnlyList<OrderStep>> StepsAsync(string number) => [.. (await Rooms.ReadAsync(session => OrderStore.StepsAsync(session, [number])))[number]];

    private Task<IReadOnlyList<Order>> ListAsync(OrderFilter filter) => Rooms.ReadAsync(session => OrderStore.ListAsync(session, filter, 0, 100));

    private Task<Guid> CustomerAsync(string name)
    {
        Rooms.Clock.Advance(TimeSpan.FromSeconds(1));      // who came first has the lower id
        return Rooms.WriteAsync(async unit => ((EditCustomerOutcome.Done)await Rooms.Get<EditCustomer>().CreateAsync(unit, [new("name", name, null)], [], FactSources.Staff, Mei)).Id);
    }

    /// <summary>What was not done, and why.</summary>
    private static string Text(EditOutcome<OrderDetails> outcome) => outcome switch
    {
        EditOutcome<OrderDetails>.Wrong wrong => string.Join(' ', wrong.Errors.Keys),
        EditOutcome<OrderDetails>.NotNow not => $"{not.State}: {string.Join(' ', not.Allowed)}",
        _ => $"{outcome}",
    };

    private static OrderDetails Done(EditOutcome<OrderDetails> outcome) => Assert.IsInstanceOfType<EditOutcome<OrderDetails>.Done>(outcome, Text(outcome)).Now;
}
