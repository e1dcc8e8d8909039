using System.Text.Json;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Identity;
using ServiceBot.Storage;

namespace ServiceBot.Crm.Orders;

/// <summary>Which orders are wanted; what is null is no condition.</summary>
/// <param name="Status">In which status.</param>
/// <param name="Customer">Of which customer, by the id of any that is the same.</param>
/// <param name="System">From which system.</param>
/// <param name="Quote">From which quote.</param>
public sealed record OrderFilter(OrderStatus? Status = null, Guid? Customer = null, string? System = null, long? Quote = null);

/// <summary>Orders in the database.</summary>
public static class OrderStore
{
    private const string Columns = """
        o.number, COALESCE(k.root, o.customer_id) AS customer, o.buyer_email, o.status, o.placed_at, o.promised_on, o.carrier_day, o.items, o.total, o.currency, o.discount, o.paid, o.refunded, o.rate, o.rate_day,
            o.system, o.external_number, o.quote, o.version
        """;

    // The customer is read as the page of all that are the same.
    private const string From = "FROM crm_order o LEFT JOIN crm_cluster k ON k.customer_id = o.customer_id";

    // Theirs: ordered under the customer or an account that is joined to it, or as a guest with an address that one of them has proved.
    private static string IsTheirs(Session session) => $"(o.customer_id IN (SELECT id FROM person) OR {session.Dialect.IsIn("o.buyer_email", "@emails")})";

    private const string Person = """
        WITH person (id) AS (
            SELECT id FROM crm_customer WHERE id = @customer
            UNION
            SELECT customer_id FROM crm_edge WHERE other_id = @customer AND kind = 'proof' AND revoked_at IS NULL)
        """;

    private const string Insert = """
        INSERT INTO crm_order (number, serial, customer_id, buyer_email, status, placed_at, promised_on, carrier_day, items, total, currency, discount, paid, refunded, rate, rate_day, system, external_number, quote, version)
        VALUES (@Number, @serial, @Customer, @BuyerEmail, @status, @PlacedAt, @promisedOn, @carrierDay, @Items, @Total, @Currency, @discount, @Paid, @Refunded, @Rate, @rateDay, @system, @external, @Quote, @Version)
        """;

    private const string Update = """
        UPDATE crm_order
        SET customer_id = COALESCE(customer_id, @Customer), buyer_email = @BuyerEmail, status = @status, placed_at = @PlacedAt, promised_on = @promisedOn, carrier_day = @carrierDay, items = @Items, total = @Total, currency = @Currency,
            discount = @discount, paid = @Paid, refunded = @Refunded, rate = @Rate, rate_day = @rateDay, version = @Version
        WHERE number = @Number
        """;

    private const string InsertLine = """
        INSERT INTO crm_order_line (order_number, place, product, text, quantity, price_each, discount, tax, fulfilled, returned)
        VALUES (@number, @Place, @Product, @Text, @Quantity, @Each, @Discount, @Tax, @Fulfilled, @Returned)
        """;

    private const string InsertStep = """
        INSERT INTO crm_order_step (order_number, place, at, who, step, parts, amount, day, note, key) VALUES (@number, @Place, @At, @Who, @step, @parts, @Amount, @day, @Note, @Key)
        """;

    /// <summary>An order that is somebody's own; null: none of theirs has that number.</summary>
    internal static async Task<Order?> FindOwnAsync(Session session, string number, Guid customer) =>
        (await session.FindAsync<Row>(
            $"{Person} SELECT {Columns} {From} WHERE o.number = @number AND {IsTheirs(session)}", new { number, customer, emails = await CustomerStore.ProvedEmailsAsync(session, customer) }))?.ToOrder();

    /// <summary>Somebody's own orders, the newest first.</summary>
    internal static async Task<IReadOnlyList<Order>> ListOwnAsync(Session session, Guid customer, int take, DateTimeOffset until) =>
        [.. (await session.QueryAsync<Row>(
            $"{Person} SELECT {Columns} {From} WHERE o.placed_at <= @until AND {IsTheirs(session)} ORDER BY o.placed_at DESC, o.number DESC LIMIT @take",
            new { customer, take, until, emails = await CustomerStore.ProvedEmailsAsync(session, customer) })).Select(row => row.ToOrder())];

    /// <summary>When a customer bought: what was not cancelled, by its number.</summary>
    internal static async Task<IEnumerable<(string Number, DateTimeOffset At)>> PurchasesAsync(Session session, Guid customer) =>
        (await session.QueryAsync<Purchase>(
            $"{Person} SELECT o.number, o.placed_at FROM crm_order o WHERE o.status <> 'cancelled' AND {IsTheirs(session)}",
            new { customer, emails = await CustomerStore.ProvedEmailsAsync(session, customer) })).Select(row => (row.Number, row.PlacedAt));

    /// <summary>The orders of some records in figures, those of guests whose address they have proved with them.</summary>
    internal static async Task<IReadOnlyList<FigureRow>> FiguresAsync(Session session, Guid[] customers)
    {
        const string Figures = "o.number, o.status, o.placed_at, o.total, o.refunded, o.rate";
        var own = await session.QueryAsync<FigureRow>(
            $"SELECT o.customer_id AS customer, {Figures} FROM crm_order o WHERE {session.Dialect.IsIn("o.customer_id", "@customers")}", new { customers });
        var holders = await CustomerStore.ProvedEmailsAsync(session, customers);
        var guests = holders.Count == 0 ? [] : await session.QueryAsync<GuestRow>(
            $"SELECT o.buyer_email, {Figures} FROM crm_order o WHERE {session.Dialect.IsIn("o.buyer_email", "@emails")}", new { emails = holders.Select(of => of.Key).ToArray() });
        return [.. own.Concat(guests.Select(row => row with { Customer = holders[row.BuyerEmail].First() })).DistinctBy(row => row.Number)];
    }

    /// <summary>The steps by which some orders were cancelled, without an amount, or money was given back.</summary>
    internal static async Task<ILookup<string, UndoneRow>> UndoneAsync(Session session, string[] numbers) => (numbers.Length == 0 ? [] : await session.QueryAsync<UndoneRow>(
        $"""
        SELECT order_number AS number, at, CASE WHEN step = 'refund' THEN amount END AS amount FROM crm_order_step
        WHERE step IN ('cancel', 'refund') AND {session.Dialect.IsIn("order_number", "@numbers")}
        """,
        new { numbers })).ToLookup(row => row.Number);

    /// <summary>An order with all that is in it; null: there is none.</summary>
    public static Task<OrderDetails?> FindAsync(Session session, string number) => FindAsync(session, "o.number = @number", new { number });

    /// <summary>The same by its number in another system.</summary>
    public static Task<OrderDetails?> FindAsync(Session session, string system, string external) => FindAsync(session, "o.system = @system AND o.external_number = @external", new { system, external });

    /// <summary>Orders, those with the highest number first.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="filter">Which.</param>
    /// <param name="before">Read on before this number, without its letters; 0: from the highest.</param>
    /// <param name="take">At most so many.</param>
    public static async Task<IReadOnlyList<Order>> ListAsync(Session session, OrderFilter filter, long before, int take)
    {
        var (where, customers) = ("o.serial < @before", Array.Empty<Guid>());
        void Add(bool isAsked, string condition) => where += isAsked ? $" AND {condition}" : "";
        Add(filter.Status is not null, "o.status = @status");
        Add(filter.System is not null, "o.system = @System");
        Add(filter.Quote is not null, "o.quote = @Quote");
        if (filter.Customer is { } customer)
        {
            customers = [.. await IdentityStore.MembersAsync(session, customer)];
            Add(true, session.Dialect.IsIn("o.customer_id", "@customers"));
        }

        var rows = await session.QueryAsync<Row>($"SELECT {Columns} {From} WHERE {where} ORDER BY o.serial DESC LIMIT @take", new
        {
            before = before == 0 ? long.MaxValue : before,
            take,
            status = filter.Status is { } status ? WordOf(status) : null,
            filter.System,
            filter.Quote,
            customers,
        });
        return [.. rows.Select(row => row.ToOrder())];
    }

    /// <summary>The steps of some orders, by their numbers, each order's in their order.</summary>
    public static async Task<ILookup<string, OrderStep>> StepsAsync(Session session, IReadOnlyCollection<string> numbers) => numbers.Count == 0
        ? Array.Empty<string>().ToLookup(number => number, _ => default(OrderStep)!)
        : (await session.QueryAsync<StepRow>(
            $"SELECT order_number, place, at, who, step, parts, amount, day, note, key FROM crm_order_step WHERE {session.Dialect.IsIn("order_number", "@numbers")} ORDER BY order_number, place", new { numbers = numbers.ToArray() }))
            .ToLookup(row => row.OrderNumber, row => row.Whole);

    /// <summary>Holds others off an order until the unit of work ends.</summary>
    internal static async Task<OrderDetails?> HoldAsync(UnitOfWork unit, string number) =>
        await unit.FindAsync<string>($"SELECT number FROM crm_order WHERE number = @number {unit.Dialect.ForUpdate}", new { number }) is null ? null : await FindAsync(unit, number);

    /// <summary>The number of the next order; whoever asks holds others off.</summary>
    /// <returns>Null: all are given.</returns>
    internal static async Task<string?> NextAsync(UnitOfWork unit)
    {
        await unit.Dialect.LockAsync(unit, LockKeys.Of("crm", "orders"));
        return OrderNumber.Of(await unit.GetAsync<long>("SELECT COALESCE(MAX(serial), 100000) FROM crm_order") + 1);
    }

    /// <summary>Writes a new order with its steps so far.</summary>
    internal static async Task InsertAsync(UnitOfWork unit, OrderDetails details, IReadOnlyList<OrderStep> steps)
    {
        await unit.ExecuteAsync(Insert, Parameters(details));
        await InsertLinesAsync(unit, details);
        await unit.ExecuteAsync(InsertStep, steps.Select(step => Parameters(details.Order.Number, step)).ToList());
    }

    /// <summary>Writes many new orders with their steps so far.</summary>
    internal static async Task InsertAllAsync(UnitOfWork unit, IReadOnlyList<(OrderDetails Details, IReadOnlyList<OrderStep> Steps)> orders)
    {
        await unit.AddRowsAsync("crm_order", [.. orders.Select(one => one.Details).Select(details => new
        {
            details.Order.Number,
            Serial = OrderNumber.SerialOf(details.Order.Number),
            CustomerId = details.Order.Customer,
            Status = WordOf(details.Order.Status),
            details.Order.PlacedAt,
            PromisedOn = DayText.Of(details.Order.PromisedOn),
            CarrierDay = details.Order.CarrierDay is { } day ? DayText.Of(day) : null,
            details.Order.Items,
            details.Order.Total,
            details.Order.Currency,
            details.Discount,
            details.Order.Paid,
            details.Order.Refunded,
            details.Order.Version,
        })]);
        await unit.AddRowsAsync("crm_order_line", [.. orders.SelectMany(one => one.Details.Lines.Index().Select(pair => new
        {
            OrderNumber = one.Details.Order.Number,
            Place = (long)pair.Index + 1,
            pair.Item.Product,
            pair.Item.Text,
            pair.Item.Quantity,
            PriceEach = pair.Item.Each,
            pair.Item.Discount,
            pair.Item.Tax,
            Fulfilled = one.Details.State.Fulfilled[pair.Index],
            Returned = one.Details.State.Returned[pair.Index],
        }))]);
        await unit.AddRowsAsync("crm_order_step", [.. orders.SelectMany(one => one.Steps.Select(step => new
        {
            OrderNumber = one.Details.Order.Number,
            step.Place,
            step.At,
            step.Who,
            Step = WordOf(step.Move.Kind),
            Parts = PartsOf(step),
            step.Move.Amount,
            Day = step.Day is { } day ? DayText.Of(day) : null,
        }))]);
    }

    /// <summary>Writes an order as it is now, and the step that made it so.</summary>
    internal static async Task SaveAsync(UnitOfWork unit, OrderDetails details, OrderStep step)
    {
        await unit.ExecuteAsync(Update, Parameters(details));
        if (step.Move.Parts is not null || step.Move.Kind == OrderStepKind.Change)
        {
            await unit.ExecuteAsync("DELETE FROM crm_order_line WHERE order_number = @Number", new { details.Order.Number });
            await InsertLinesAsync(unit, details);
        }

        await unit.ExecuteAsync(InsertStep, Parameters(details.Order.Number, step));
    }

    internal static string WordOf(Enum value) => value.ToString().ToLowerInvariant();

    private static async Task<OrderDetails?> FindAsync(Session session, string where, object parameters)
    {
        if (await session.FindAsync<Row>($"SELECT {Columns} {From} WHERE {where}", parameters) is not { } row)
        {
            return null;
        }

        var lines = await session.QueryAsync<LineRow>(
            "SELECT product, text, quantity, price_each, discount, tax, fulfilled, returned FROM crm_order_line WHERE order_number = @Number ORDER BY place", new { row.Number });
        return new(
            row.ToOrder(), [.. lines.Select(line => new OrderLine(line.Product, line.Text, line.Quantity, line.PriceEach, line.Discount, line.Tax))],
            new(row.Status, row.Total, row.Paid, row.Refunded, [.. lines.Select(line => line.Quantity)], [.. lines.Select(line => line.Fulfilled)], [.. lines.Select(line => line.Returned)]), row.Discount);
    }

    private static Task<int> InsertLinesAsync(UnitOfWork unit, OrderDetails details) => unit.ExecuteAsync(InsertLine, details.Lines.Index().Select(pair => new
    {
        number = details.Order.Number,
        Place = (long)pair.Index + 1,
        pair.Item.Product,
        pair.Item.Text,
        pair.Item.Quantity,
        pair.Item.Each,
        pair.Item.Discount,
        pair.Item.Tax,
        Fulfilled = details.State.Fulfilled[pair.Index],
        Returned = details.State.Returned[pair.Index],
    }).ToList());

    private static object Parameters(OrderDetails details) => new
    {
        details.Order.Number,
        serial = OrderNumber.SerialOf(details.Order.Number),
        details.Order.Customer,
        details.Order.BuyerEmail,
        status = WordOf(details.Order.Status),
        details.Order.PlacedAt,
        promisedOn = DayText.Of(details.Order.PromisedOn),
        carrierDay = details.Order.CarrierDay is { } day ? DayText.Of(day) : null,
        details.Order.Items,
        details.Order.Total,
        details.Order.Currency,
        discount = details.Discount,
        details.Order.Paid,
        details.Order.Refunded,
        details.Order.Rate,
        rateDay = details.Order.RateDay is { } of ? DayText.Of(of) : null,
        system = details.Order.External?.System,
        external = details.Order.External?.Number,
        details.Order.Quote,
        details.Order.Version,
    };

    private static object Parameters(string number, OrderStep step) => new
    {
        number,
        step.Place,
        step.At,
        step.Who,
        step = WordOf(step.Move.Kind),
        parts = PartsOf(step),
        step.Move.Amount,
        day = step.Day is { } day ? DayText.Of(day) : null,
        step.Note,
        step.Key,
    };

    private static string? PartsOf(OrderStep step) => step.Move.Parts is { Count: > 0 } parts ? JsonSerializer.Serialize(parts, JsonSerializerOptions.Web) : null;

    internal record FigureRow
    {
        public Guid Customer { get; init; }

        public required string Number { get; init; }

        public required OrderStatus Status { get; init; }

        public required DateTimeOffset PlacedAt { get; init; }

        public required decimal Total { get; init; }

        public required decimal Refunded { get; init; }

        public decimal? Rate { get; init; }
    }

    private sealed record GuestRow : FigureRow
    {
        public required string BuyerEmail { get; init; }
    }

    internal sealed record UndoneRow
    {
        public required string Number { get; init; }

        public required DateTimeOffset At { get; init; }

        public decimal? Amount { get; init; }
    }

    private sealed record Purchase
    {
        public required string Number { get; init; }

        public required DateTimeOffset PlacedAt { get; init; }
    }

    private sealed record LineRow
    {
        public Guid? Product { get; init; }

        public required string Text { get; init; }

        public required decimal Quantity { get; init; }

        public required decimal PriceEach { get; init; }

        public required decimal Discount { get; init; }

        public required decimal Tax { get; init; }

        public required decimal Fulfilled { get; init; }

        public required decimal Returned { get; init; }
    }

    private sealed record StepRow
    {
        public required string OrderNumber { get; init; }

        public required long Place { get; init; }

        public required DateTimeOffset At { get; init; }

        public required string Who { get; init; }

        public required OrderStepKind Step { get; init; }

        public string? Parts { get; init; }

        public decimal? Amount { get; init; }

        public string? Day { get; init; }

        public string? Note { get; init; }

        public string? Key { get; init; }

        public OrderStep Whole => new()
        {
            Place = Place,
            At = At,
            Who = Who,
            Move = new(Step, Parts is null ? null : JsonSerializer.Deserialize<List<OrderPart>>(Parts, JsonSerializerOptions.Web), Amount),
            Day = Day is { } day ? DayText.Read(day) : null,
            Note = Note,
            Key = Key,
        };
    }

    private sealed record Row
    {
        public required string Number { get; init; }

        public Guid? Customer { get; init; }

        public string? BuyerEmail { get; init; }

        public required OrderStatus Status { get; init; }

        public required DateTimeOffset PlacedAt { get; init; }

        public required string PromisedOn { get; init; }

        public string? CarrierDay { get; init; }

        public required string Items { get; init; }

        public required decimal Total { get; init; }

        public required string Currency { get; init; }

        public required decimal Discount { get; init; }

        public required decimal Paid { get; init; }

        public required decimal Refunded { get; init; }

        public decimal? Rate { get; init; }

        public string? RateDay { get; init; }

        public string? System { get; init; }

        public string? ExternalNumber { get; init; }

        public long? Quote { get; init; }

        public required long Version { get; init; }

        public Order ToOrder() => new()
        {
            Number = Number,
            Customer = Customer,
            BuyerEmail = BuyerEmail,
            Status = Status,
            PlacedAt = PlacedAt,
            PromisedOn = DayText.Read(PromisedOn),
            CarrierDay = CarrierDay is { } carrier ? DayText.Read(carrier) : null,
            Items = Items,
            Total = Total,
            Currency = Currency,
            Paid = Paid,
            Refunded = Refunded,
            Rate = Rate,
            RateDay = RateDay is { } day ? DayText.Read(day) : null,
            External = System is { } system && ExternalNumber is { } external ? (system, external) : null,
            Quote = Quote,
            Version = Version,
        };
    }
}
