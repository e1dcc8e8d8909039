using System.Globalization;
using System.Text.Json;
using ServiceBot.Crm.Consents;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Orders;
using ServiceBot.Crm.Products;
using ServiceBot.Storage;
using ServiceBot.Storage.Keys;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Crm.Demo;

/// <summary>Writes a simulated company's customers and orders, a statement for each table however many there are.</summary>
public sealed class SimulatedBooks(SignalLog signals)
{
    private const string Source = FactSources.Demo;
    private const string Currency = "USD";

    /// <summary>How many orders there can be: their numbers have six digits.</summary>
    public const int MostOrders = 890_000;

    /// <summary>How many customers the books have.</summary>
    public static Task<long> CountAsync(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.GetAsync<long>("SELECT count(*) FROM crm_customer");
    }

    /// <summary>Adds what is sold.</summary>
    public static async Task AddProductsAsync(UnitOfWork unit, IReadOnlyList<SimulatedProduct> products)
    {
        foreach (var (place, product) in products.Index())
        {
            await ProductStore.SaveAsync(unit, new() { Id = IdOf(place), Code = product.Code, En = product.En, Zh = product.Zh, Unit = "piece", IsActive = true, Version = 1 });
        }
    }

    /// <summary>Adds customers with what is known of them, and a signal each.</summary>
    public async Task AddCustomersAsync(UnitOfWork unit, IReadOnlyList<SimulatedRecord> records)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(records);
        var secret = await Sensitive.FieldsAsync(unit);
        var sealer = await unit.SealerAsync(records.Select(record => record.Id));
        await unit.AddRowsAsync("crm_customer", [.. records.Select(record => new { record.Id, record.Name, record.Language, CreatedAt = record.Since })]);
        await unit.AddRowsAsync("crm_fact", [.. records.SelectMany(record => FactsOf(record).Select(fact => new
        {
            CustomerId = record.Id,
            fact.Field,
            Value = secret.Contains(fact.Field) ? sealer.Seal(record.Id, fact.Field, fact.Value) : fact.Value,
            Source,
            At = record.Since,
        }))]);
        await unit.AddRowsAsync("crm_identifier", [.. records.SelectMany(record => IdentifiersOf(record).Select(one => new
        {
            CustomerId = record.Id,
            one.Kind,
            Value = Sensitive.IsIdentifier(one.Kind) ? sealer.Seal(record.Id, one.Kind, one.Value) : one.Value,
            Normalised = unit.Cipher.Kept(one.Kind, IdentifierKinds.Normalise(one.Kind, one.Value) ?? one.Value),
            VerifiedAt = one.Kind == IdentifierKinds.Channel ? record.Since : (DateTimeOffset?)null,
            FirstSeenAt = record.Since,
            LastSeenAt = record.Since,
            Source,
        }))]);
        var said = records.SelectMany(record => record.Consents.Select(consent => (record.Id, consent.Purpose, State: consent.Given ? ConsentState.Granted : ConsentState.Withdrawn, consent.At))).ToList();
        await unit.AddRowsAsync("crm_consent", [.. said.Select(consent => new { CustomerId = consent.Id, consent.Purpose, Channel = "", State = WordOf(consent.State), Source, consent.At })]);
        await signals.AppendAllAsync(unit,
        [
            .. records.Select(record => new Signal(CustomerSignals.Created, record.Since, Customer: record.Id, Data: """{"source":"demo"}""")),
            .. said.Select(consent => new Signal("ConsentChanged", consent.At, Customer: consent.Id, Data: JsonSerializer.Serialize(
                new { purpose = consent.Purpose, channel = "", state = WordOf(consent.State), given = consent.State == ConsentState.Granted }))),
        ]);
    }

    /// <summary>Adds orders in their order, with the steps that led to where they are, and a signal each.</summary>
    public async Task AddOrdersAsync(UnitOfWork unit, IReadOnlyList<SimulatedOrder> orders, IReadOnlyList<SimulatedProduct> products, DateTimeOffset end)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(orders);
        var first = OrderNumber.SerialOf((await OrderStore.NextAsync(unit))!);
        var ways = orders.Index().Select(pair => WayOf(OrderNumber.Of(first + pair.Index)!, pair.Item, products, end)).ToList();
        await OrderStore.InsertAllAsync(unit, ways);
        await signals.AppendAllAsync(unit, [.. ways.Select(way => way.Details.Order).Select(order => new Signal("OrderPlaced", order.PlacedAt, Customer: order.Customer, Data: JsonSerializer.Serialize(
            new { order = order.Number, total = order.Total, currency = order.Currency, by = "system" })))]);
    }

    private static (OrderDetails Details, IReadOnlyList<OrderStep> Steps) WayOf(string number, SimulatedOrder order, IReadOnlyList<SimulatedProduct> products, DateTimeOffset end)
    {
        var promised = DateOnly.FromDateTime(order.PlacedAt.UtcDateTime).AddDays(4);
        var status = (end - order.PlacedAt).TotalDays switch
        {
            < 1 => OrderStatus.Confirmed,
            < 2 => OrderStatus.Fulfilled,
            < 4 => OrderStatus.Shipped,
            > 14 when order.IsReturned => OrderStatus.Returned,
            _ => OrderStatus.Delivered,
        };
        return DemoOrders.WayOf(
            new()
            {
                Number = number,
                Customer = order.Customer,
                Status = status,
                PlacedAt = order.PlacedAt,
                PromisedOn = promised,
                CarrierDay = status >= OrderStatus.Shipped ? promised : null,
                Items = string.Join(", ", order.Lines.Select(line => $"1 × {products[line.Product].En}")),
                Total = order.Lines.Sum(line => line.Price),
                Currency = Currency,
            },
            [.. order.Lines.Select(line => new OrderLine(IdOf(line.Product), products[line.Product].En, 1, line.Price, 0, 0))], end);
    }

    private static IEnumerable<(string Field, string Value)> FactsOf(SimulatedRecord record) => [(CustomerFields.Language, record.Language), (CustomerFields.Name, record.Name), .. record.Facts];

    private static IEnumerable<(string Kind, string Value)> IdentifiersOf(SimulatedRecord record)
    {
        yield return (IdentifierKinds.CustomerNumber, record.Number);
        foreach (var (kind, value) in new[] { (IdentifierKinds.Email, record.Email), (IdentifierKinds.Phone, record.Phone), (IdentifierKinds.Channel, record.ChatUser is { } user ? $"directline:{user}" : null) })
        {
            if (value is not null)
            {
                yield return (kind, value);
            }
        }
    }

    private static string WordOf(ConsentState state) => state.ToString().ToLower(CultureInfo.InvariantCulture);

    private static Guid IdOf(int place) => new(0x01958000, 0, 0x7000, 0x80, 0, 0, 0, 0, 0xde, 0x50, (byte)place);
}
