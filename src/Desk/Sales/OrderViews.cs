using ServiceBot.Crm.Orders;
using ServiceBot.Crm.Products;

namespace ServiceBot.Desk.Sales;

/// <summary>Something in an order as the API takes it.</summary>
/// <param name="Product">The product's code; missing: it is none of the books.</param>
/// <param name="Text">What it is, in words; missing: the product's name.</param>
/// <param name="Quantity">How many; missing: 1.</param>
/// <param name="Each">The price of one.</param>
/// <param name="Discount">What is taken off, in percent.</param>
/// <param name="Tax">The tax, in percent.</param>
internal sealed record OrderLineBody(string? Product, string? Text, decimal? Quantity, decimal? Each, decimal Discount = 0, decimal Tax = 0);

/// <summary>An order as the API takes it: all of it.</summary>
/// <param name="Customer">Who ordered; missing: a guest.</param>
/// <param name="BuyerEmail">The guest's address.</param>
/// <param name="Currency">The currency; missing: the company's own.</param>
/// <param name="PlacedAt">When it was placed; missing: now, or as it is known.</param>
/// <param name="PromisedOn">The day it is promised for; missing: as <c>Crm:Orders:PromiseDays</c> says, or as it is known.</param>
/// <param name="Discount">What is taken off every line, in percent.</param>
/// <param name="Lines">What is in it.</param>
/// <param name="Steps">Steps in their order, each with a key: what another system knows was done with it.</param>
/// <param name="Version">The version that was read; when it is changed.</param>
internal sealed record OrderBody(
    Guid? Customer, string? BuyerEmail, string? Currency, DateTimeOffset? PlacedAt, DateOnly? PromisedOn, IReadOnlyList<OrderLineBody>? Lines, decimal Discount = 0, IReadOnlyList<OrderStepBody>? Steps = null, long? Version = null);

/// <summary>A step of an order as the API takes it.</summary>
/// <param name="Step">What it is; where the address does not say.</param>
/// <param name="Lines">Of what it is packed or taken back; missing: all that is left.</param>
/// <param name="Amount">How much is paid or given back; missing: all that is left.</param>
/// <param name="Day">The carrier's day; missing: today.</param>
/// <param name="Note">What is said about it.</param>
/// <param name="Key">What tells it apart: the same key again is the same step.</param>
/// <param name="At">When it was taken; missing: now.</param>
/// <param name="Version">The version that was read.</param>
internal sealed record OrderStepBody(
    OrderStepKind? Step = null, IReadOnlyList<OrderPart>? Lines = null, decimal? Amount = null, DateOnly? Day = null, string? Note = null, string? Key = null, DateTimeOffset? At = null, long? Version = null)
{
    public OrderMove Move(OrderStepKind kind) => new(kind, Lines, Amount);

    public OrderRemark Remark => new(Day, Note, Key, At);
}

/// <summary>An order.</summary>
internal sealed record OrderView(
    string Number, Guid? Customer, string? BuyerEmail, OrderStatus Status, PaymentStatus Payment, decimal Total, decimal Paid, decimal Refunded, string Currency, decimal? Rate, DateOnly? RateDay,
    DateTimeOffset PlacedAt, DateOnly PromisedOn, DateOnly? CarrierDay, string Items, string? System, string? ExternalNumber, string? Quote, long Version)
{
    public static OrderView Of(Order order) => new(
        order.Number, order.Customer, order.BuyerEmail, order.Status, order.Payment, order.Total, order.Paid, order.Refunded, order.Currency, order.Rate, order.RateDay,
        order.PlacedAt, order.PromisedOn, order.CarrierDay, order.Items, order.External?.System, order.External?.Number, order.Quote is { } quote ? ServiceBot.Crm.Quotes.Quote.NameOf(quote) : null, order.Version);
}

/// <summary>Something in an order, and how far it has come.</summary>
internal sealed record OrderLineView(int Line, string? Product, string Text, decimal Quantity, decimal Each, decimal Discount, decimal Tax, decimal Fulfilled, decimal Returned);

/// <summary>A step that was taken.</summary>
internal sealed record OrderStepView(long Place, DateTimeOffset At, string Who, OrderStepKind Step, IReadOnlyList<OrderPart>? Lines, decimal? Amount, DateOnly? Day, string? Note, string? Key)
{
    public static OrderStepView Of(OrderStep step) => new(step.Place, step.At, step.Who, step.Move.Kind, step.Move.Parts, step.Move.Amount, step.Day, step.Note, step.Key);
}

/// <summary>An order with all that is in it, what can be done with it now, and every step.</summary>
internal sealed record OrderDetailsView(OrderView Order, decimal Discount, IReadOnlyList<OrderLineView> Lines, IReadOnlyList<OrderStepKind> Allowed, IReadOnlyList<OrderStepView>? Steps)
{
    public static OrderDetailsView Of(OrderDetails details, IReadOnlyDictionary<Guid, Product> products, IEnumerable<OrderStep>? steps) => new(
        OrderView.Of(details.Order), details.Discount,
        [
            .. details.Lines.Index().Select(pair => new OrderLineView(
                pair.Index + 1, pair.Item.Product is { } id ? products.GetValueOrDefault(id)?.Code : null, pair.Item.Text, pair.Item.Quantity, pair.Item.Each, pair.Item.Discount, pair.Item.Tax,
                details.State.Fulfilled[pair.Index], details.State.Returned[pair.Index])),
        ],
        OrderMachine.Allowed(details.State), steps is null ? null : [.. steps.Select(OrderStepView.Of)]);
}
