namespace ServiceBot.Crm.Orders;

/// <summary>A step that was taken with an order. None is ever changed, and all together make the order what it is.</summary>
public sealed record OrderStep
{
    /// <summary>Its place among the order's steps, from 1.</summary>
    public required long Place { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who took it.</summary>
    public required string Who { get; init; }

    /// <summary>What it was.</summary>
    public required OrderMove Move { get; init; }

    /// <summary>The carrier's day.</summary>
    public DateOnly? Day { get; init; }

    /// <summary>What was said about it.</summary>
    public string? Note { get; init; }

    /// <summary>What tells it apart for who calls twice.</summary>
    public string? Key { get; init; }
}

/// <summary>What somebody says of a step that they take.</summary>
/// <param name="Day">The carrier's day.</param>
/// <param name="Note">What is said about it.</param>
/// <param name="Key">What tells it apart: the same key again is the same step.</param>
/// <param name="At">When it was taken; null: now.</param>
public sealed record OrderRemark(DateOnly? Day = null, string? Note = null, string? Key = null, DateTimeOffset? At = null);

/// <summary>An order with what is in it and how far each line has come.</summary>
/// <param name="Order">The order.</param>
/// <param name="Lines">What is in it.</param>
/// <param name="State">How it stands.</param>
/// <param name="Discount">What is taken off every line, in percent.</param>
public sealed record OrderDetails(Order Order, IReadOnlyList<OrderLine> Lines, OrderState State, decimal Discount);
