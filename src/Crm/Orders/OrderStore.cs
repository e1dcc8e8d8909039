using System.Globalization;
using ServiceBot.Storage;

namespace ServiceBot.Crm.Orders;

/// <summary>Orders in the database.</summary>
internal static class OrderStore
{
    private const string Columns = "o.number, o.customer_id, o.buyer_email, o.status, o.placed_at, o.promised_on, o.carrier_day, o.items, o.total, o.currency";

    // Theirs: ordered under the customer or an account that is joined to it, or as a guest with an address that one of them has proved.
    private const string IsTheirs = """
        (o.customer_id IN (SELECT id FROM person)
          OR o.buyer_email IN (
            SELECT normalised FROM crm_identifier
            WHERE kind = 'email' AND verified_at IS NOT NULL AND customer_id IN (SELECT id FROM person)))
        """;

    private const string Person = """
        WITH person (id) AS (
            SELECT id FROM crm_customer WHERE id = @customer
            UNION
            SELECT customer_id FROM crm_edge WHERE other_id = @customer AND kind = 'proof' AND revoked_at IS NULL)
        """;

    private const string FindOwn = $"{Person} SELECT {Columns} FROM crm_order o WHERE o.number = @number AND {IsTheirs}";

    private const string ListOwn = $"{Person} SELECT {Columns} FROM crm_order o WHERE {IsTheirs} ORDER BY o.placed_at DESC, o.number DESC LIMIT @take";

    private const string PlacedAt = $"{Person} SELECT o.number, o.placed_at FROM crm_order o WHERE o.status <> 'cancelled' AND {IsTheirs}";

    private const string Insert = """
        INSERT INTO crm_order (number, customer_id, buyer_email, status, placed_at, promised_on, carrier_day, items, total, currency)
        VALUES (@Number, @Customer, @BuyerEmail, @status, @PlacedAt, @promisedOn, @carrierDay, @Items, @Total, @Currency)
        """;

    public static async Task<Order?> FindOwnAsync(Session session, string number, Guid customer) =>
        (await session.FindAsync<Row>(FindOwn, new { number, customer }))?.ToOrder();

    public static async Task<IReadOnlyList<Order>> ListOwnAsync(Session session, Guid customer, int take) =>
        [.. (await session.QueryAsync<Row>(ListOwn, new { customer, take })).Select(row => row.ToOrder())];

    /// <summary>When a customer bought: what was not cancelled, by its number.</summary>
    public static async Task<IEnumerable<(string Number, DateTimeOffset At)>> PurchasesAsync(Session session, Guid customer) =>
        (await session.QueryAsync<Purchase>(PlacedAt, new { customer })).Select(row => (row.Number, row.PlacedAt));

    public static Task InsertAsync(UnitOfWork unit, Order order) => unit.ExecuteAsync(
        Insert,
        new
        {
            order.Number,
            order.Customer,
            order.BuyerEmail,
            status = order.Status.ToString().ToLowerInvariant(),
            order.PlacedAt,
            promisedOn = Day(order.PromisedOn),
            carrierDay = order.CarrierDay is { } day ? Day(day) : null,
            order.Items,
            order.Total,
            order.Currency,
        });

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private sealed record Purchase
    {
        public required string Number { get; init; }

        public required DateTimeOffset PlacedAt { get; init; }
    }

    private sealed record Row
    {
        public required string Number { get; init; }

        public Guid? CustomerId { get; init; }

        public string? BuyerEmail { get; init; }

        public required OrderStatus Status { get; init; }

        public required DateTimeOffset PlacedAt { get; init; }

        public required string PromisedOn { get; init; }

        public string? CarrierDay { get; init; }

        public required string Items { get; init; }

        public required decimal Total { get; init; }

        public required string Currency { get; init; }

        public Order ToOrder() => new()
        {
            Number = Number,
            Customer = CustomerId,
            BuyerEmail = BuyerEmail,
            Status = Status,
            PlacedAt = PlacedAt,
            PromisedOn = DateOnly.Parse(PromisedOn, CultureInfo.InvariantCulture),
            CarrierDay = CarrierDay is null ? null : DateOnly.Parse(CarrierDay, CultureInfo.InvariantCulture),
            Items = Items,
            Total = Total,
            Currency = Currency,
        };
    }
}
