using System.Text.Json;
using System.Text.Json.Serialization;

namespace ServiceBot.Crm.Orders;

/// <summary>How far an order has come.</summary>
[JsonConverter(typeof(OrderStatusWord))]
public enum OrderStatus
{
    /// <summary>It is written down.</summary>
    Created,

    /// <summary>We have said that it will be delivered.</summary>
    Confirmed,

    /// <summary>Some of it is packed, or done; it can't be changed any more.</summary>
    PartFulfilled,

    /// <summary>All of it is.</summary>
    Fulfilled,

    /// <summary>With the carrier.</summary>
    Shipped,

    /// <summary>Handed over.</summary>
    Delivered,

    /// <summary>Some of it has come back.</summary>
    PartReturned,

    /// <summary>All of it has.</summary>
    Returned,

    /// <summary>Given up before any of it was packed.</summary>
    Cancelled,
}

/// <summary>A status of an order, as a word: <c>partFulfilled</c>.</summary>
public sealed class OrderStatusWord() : JsonStringEnumConverter<OrderStatus>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

/// <summary>How an order is paid: it follows from what was paid and given back.</summary>
[JsonConverter(typeof(PaymentStatusWord))]
public enum PaymentStatus
{
    /// <summary>Nothing is.</summary>
    Unpaid,

    /// <summary>Some is.</summary>
    PartPaid,

    /// <summary>All is.</summary>
    Paid,

    /// <summary>Some of what was paid was given back.</summary>
    PartRefunded,

    /// <summary>All of what was paid was.</summary>
    Refunded,
}

/// <summary>Such a status, as a word: <c>partPaid</c>.</summary>
public sealed class PaymentStatusWord() : JsonStringEnumConverter<PaymentStatus>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

/// <summary>Something in an order.</summary>
/// <param name="Product">The product; null: it is none of the books.</param>
/// <param name="Text">What it is, in words.</param>
/// <param name="Quantity">How many.</param>
/// <param name="Each">The price of one.</param>
/// <param name="Discount">What is taken off, in percent.</param>
/// <param name="Tax">The tax, in percent.</param>
public sealed record OrderLine(Guid? Product, string Text, decimal Quantity, decimal Each, decimal Discount, decimal Tax);

/// <summary>Something a customer ordered.</summary>
public sealed record Order
{
    /// <summary>Its number: <c>HL-204817</c>.</summary>
    public required string Number { get; init; }

    /// <summary>Who ordered, when the shop knew them.</summary>
    public Guid? Customer { get; init; }

    /// <summary>The guest's address, in lower case; the order belongs to whoever proves it.</summary>
    public string? BuyerEmail { get; init; }

    /// <summary>How far it has come.</summary>
    public required OrderStatus Status { get; init; }

    /// <summary>When it was placed.</summary>
    public required DateTimeOffset PlacedAt { get; init; }

    /// <summary>The day it was promised for.</summary>
    public required DateOnly PromisedOn { get; init; }

    /// <summary>The day of the carrier's last word; null before the carrier has it.</summary>
    public DateOnly? CarrierDay { get; init; }

    /// <summary>What was ordered, as one line.</summary>
    public required string Items { get; init; }

    /// <summary>What it cost, in <see cref="Currency"/>.</summary>
    public required decimal Total { get; init; }

    /// <summary>ISO 4217 code.</summary>
    public required string Currency { get; init; }

    /// <summary>What was paid.</summary>
    public decimal Paid { get; init; }

    /// <summary>What of that was given back.</summary>
    public decimal Refunded { get; init; }

    /// <summary>What one unit of its currency was worth in the company's own when it was placed; null: there was no rate.</summary>
    public decimal? Rate { get; init; }

    /// <summary>The day of that rate.</summary>
    public DateOnly? RateDay { get; init; }

    /// <summary>The system that it comes from, and its number there; null: it was made here.</summary>
    public (string System, string Number)? External { get; init; }

    /// <summary>The quote that it comes from.</summary>
    public long? Quote { get; init; }

    /// <summary>1, and one more with each change and each step.</summary>
    public long Version { get; init; } = 1;

    /// <summary>How it is paid.</summary>
    public PaymentStatus Payment => new OrderState(Status, Total, Paid, Refunded, [], [], []).Payment;
}
