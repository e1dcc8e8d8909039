namespace ServiceBot.Crm.Orders;

/// <summary>How far an order has come.</summary>
public enum OrderStatus
{
    /// <summary>Received and paid.</summary>
    Placed,

    /// <summary>Packed; it can't be changed any more.</summary>
    Packed,

    /// <summary>With the carrier.</summary>
    Shipped,

    /// <summary>Handed over.</summary>
    Delivered,

    /// <summary>Come back.</summary>
    Returned,

    /// <summary>Given up before it was packed.</summary>
    Cancelled,
}

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
}
