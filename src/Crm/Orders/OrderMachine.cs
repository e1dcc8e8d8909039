using System.Text.Json;
using System.Text.Json.Serialization;
using ServiceBot.Crm.Currencies;

namespace ServiceBot.Crm.Orders;

/// <summary>What can be done with an order.</summary>
[JsonConverter(typeof(OrderStepWord))]
public enum OrderStepKind
{
    /// <summary>Write it down.</summary>
    Create,

    /// <summary>Write down anew what is in it.</summary>
    Change,

    /// <summary>Say that it will be delivered.</summary>
    Confirm,

    /// <summary>Pack some of it, or all that is left.</summary>
    Fulfil,

    /// <summary>Give it to the carrier.</summary>
    Ship,

    /// <summary>Hand it over.</summary>
    Deliver,

    /// <summary>Take back some of it, or all that is left.</summary>
    Return,

    /// <summary>Give it up.</summary>
    Cancel,

    /// <summary>Take money.</summary>
    Pay,

    /// <summary>Give money back.</summary>
    Refund,
}

/// <summary>Such a step, as a word: <c>confirm</c>.</summary>
public sealed class OrderStepWord() : JsonStringEnumConverter<OrderStepKind>(JsonNamingPolicy.CamelCase, allowIntegerValues: false);

/// <summary>So much of a line.</summary>
/// <param name="Line">The line's place in the order, from 1.</param>
/// <param name="Quantity">How many.</param>
public sealed record OrderPart(int Line, decimal Quantity);

/// <summary>A step that somebody wants to take.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Parts">Of what it is packed or taken back; none: all that is left.</param>
/// <param name="Amount">How much is paid or given back; null: all that is left.</param>
public sealed record OrderMove(OrderStepKind Kind, IReadOnlyList<OrderPart>? Parts = null, decimal? Amount = null);

/// <summary>How an order stands: what its steps have made of it, and nothing else.</summary>
/// <param name="Status">How far it has come.</param>
/// <param name="Total">What it costs.</param>
/// <param name="Paid">What was paid.</param>
/// <param name="Refunded">What of that was given back.</param>
/// <param name="Ordered">How many of each line were ordered.</param>
/// <param name="Fulfilled">How many of each are packed.</param>
/// <param name="Returned">How many of each came back.</param>
public sealed record OrderState(OrderStatus Status, decimal Total, decimal Paid, decimal Refunded, IReadOnlyList<decimal> Ordered, IReadOnlyList<decimal> Fulfilled, IReadOnlyList<decimal> Returned)
{
    /// <summary>An order that was just written down.</summary>
    public static OrderState Of(decimal total, IReadOnlyList<decimal> ordered) => new(OrderStatus.Created, total, 0, 0, ordered, [.. ordered.Select(_ => 0m)], [.. ordered.Select(_ => 0m)]);

    /// <summary>How it is paid.</summary>
    public PaymentStatus Payment => this switch
    {
        { Refunded: > 0 } => Refunded == Paid ? PaymentStatus.Refunded : PaymentStatus.PartRefunded,
        _ when Paid >= Total => PaymentStatus.Paid,
        { Paid: 0 } => PaymentStatus.Unpaid,
        _ => PaymentStatus.PartPaid,
    };
}

/// <summary>What a step makes of an order.</summary>
public abstract record OrderMoveOutcome
{
    private OrderMoveOutcome()
    {
    }

    /// <summary>It can be taken.</summary>
    /// <param name="State">How the order stands then.</param>
    /// <param name="Move">The step with what <i>all that is left</i> was.</param>
    public sealed record Moved(OrderState State, OrderMove Move) : OrderMoveOutcome;

    /// <summary>It can't be taken now.</summary>
    public sealed record NotNow : OrderMoveOutcome;

    /// <summary>Something about it can't be.</summary>
    /// <param name="Field">What.</param>
    /// <param name="Why">Why.</param>
    public sealed record Wrong(string Field, string Why) : OrderMoveOutcome;
}

/// <summary>The way of orders: which steps lead from which status to which. Money goes beside it, and never beyond what is owed or was paid.</summary>
public static class OrderMachine
{
    /// <summary>The steps that can be taken, in the order in which people think of them.</summary>
    public static IReadOnlyList<OrderStepKind> Allowed(OrderState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        var steps = new List<OrderStepKind>(state.Status switch
        {
            OrderStatus.Created => [OrderStepKind.Confirm, OrderStepKind.Change, OrderStepKind.Cancel],
            OrderStatus.Confirmed => [OrderStepKind.Fulfil, OrderStepKind.Change, OrderStepKind.Cancel],
            OrderStatus.PartFulfilled => [OrderStepKind.Fulfil],
            OrderStatus.Fulfilled => [OrderStepKind.Ship],
            OrderStatus.Shipped => [OrderStepKind.Deliver, OrderStepKind.Return],
            OrderStatus.Delivered or OrderStatus.PartReturned => [OrderStepKind.Return],
            _ => [],
        });
        if (state.Paid < state.Total && state.Status is not (OrderStatus.Cancelled or OrderStatus.Returned))
        {
            steps.Add(OrderStepKind.Pay);
        }

        if (state.Refunded < state.Paid)
        {
            steps.Add(OrderStepKind.Refund);
        }

        return steps;
    }

    /// <summary>Takes a step.</summary>
    /// <param name="state">How the order stands.</param>
    /// <param name="move">The step.</param>
    /// <param name="currency">The order's currency.</param>
    public static OrderMoveOutcome Apply(OrderState state, OrderMove move, string currency)
    {
        ArgumentNullException.ThrowIfNull(state);
        ArgumentNullException.ThrowIfNull(move);
        return !Allowed(state).Contains(move.Kind) ? new OrderMoveOutcome.NotNow() : move.Kind switch
        {
            OrderStepKind.Confirm => new OrderMoveOutcome.Moved(state with { Status = OrderStatus.Confirmed }, move),
            OrderStepKind.Ship => new OrderMoveOutcome.Moved(state with { Status = OrderStatus.Shipped }, move),
            OrderStepKind.Deliver => new OrderMoveOutcome.Moved(state with { Status = OrderStatus.Delivered }, move),
            OrderStepKind.Cancel => new OrderMoveOutcome.Moved(state with { Status = OrderStatus.Cancelled }, move),
            OrderStepKind.Fulfil => Add(move, state.Ordered, state.Fulfilled, (fulfilled, isAll) => state with { Fulfilled = fulfilled, Status = isAll ? OrderStatus.Fulfilled : OrderStatus.PartFulfilled }),
            OrderStepKind.Return => Add(move, state.Fulfilled, state.Returned, (returned, isAll) => state with { Returned = returned, Status = isAll ? OrderStatus.Returned : OrderStatus.PartReturned }),
            OrderStepKind.Pay => Add(move, state.Total - state.Paid, currency, amount => state with { Paid = state.Paid + amount }),
            OrderStepKind.Refund => Add(move, state.Paid - state.Refunded, currency, amount => state with { Refunded = state.Refunded + amount }),
            _ => new OrderMoveOutcome.Moved(state, move),
        };
    }

    private static OrderMoveOutcome Add(OrderMove move, decimal left, string currency, Func<decimal, OrderState> then)
    {
        var amount = move.Amount ?? left;
        return amount <= 0 ? new OrderMoveOutcome.Wrong("amount", "It must be more than 0.")
            : amount > left ? new OrderMoveOutcome.Wrong("amount", FormattableString.Invariant($"It is at most {left:0.###}: no more is left."))
            : Currency.Fault(amount, currency) is { } fault ? new OrderMoveOutcome.Wrong("amount", fault)
            : new OrderMoveOutcome.Moved(then(amount), move with { Amount = amount, Parts = null });
    }

    private static OrderMoveOutcome Add(OrderMove move, IReadOnlyList<decimal> most, IReadOnlyList<decimal> done, Func<IReadOnlyList<decimal>, bool, OrderState> then)
    {
        var left = most.Zip(done, (all, some) => all - some).ToList();
        var parts = move.Parts is { Count: > 0 } asked ? asked : [.. left.Index().Where(pair => pair.Item > 0).Select(pair => new OrderPart(pair.Index + 1, pair.Item))];
        var after = done.ToList();
        foreach (var (place, part) in parts.Index())
        {
            if (part.Line < 1 || part.Line > most.Count)
            {
                return new OrderMoveOutcome.Wrong($"lines[{place}].line", $"It must be from 1 to {most.Count}.");
            }

            after[part.Line - 1] += part.Quantity;
            if (part.Quantity <= 0 || after[part.Line - 1] > most[part.Line - 1])
            {
                return new OrderMoveOutcome.Wrong($"lines[{place}].quantity", FormattableString.Invariant($"It must be more than 0, and at most {left[part.Line - 1]:0.######}: no more is left."));
            }
        }

        return new OrderMoveOutcome.Moved(then(after, after.SequenceEqual(most)), move with { Parts = parts, Amount = null });
    }
}
