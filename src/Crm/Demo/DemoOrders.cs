using System.Globalization;
using ServiceBot.Crm.Orders;

namespace ServiceBot.Crm.Demo;

/// <summary>The way that an order of the demo has gone.</summary>
internal static class DemoOrders
{
    /// <summary>The order with its line, and the steps that lead to where it is: paid and confirmed at once, then a step a day, and money back for what was given up or came back.</summary>
    /// <param name="order">The order, of one line.</param>
    /// <param name="end">No step is later.</param>
    public static (OrderDetails Details, IReadOnlyList<OrderStep> Steps) WayOf(Order order, DateTimeOffset end)
    {
        var (count, text) = order.Items.Split(" × ") is [var number, var name] && decimal.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var many) ? (many, name) : (1, order.Items);
        return WayOf(order, [new(null, text, count, order.Total / count, 0, 0)], end);
    }

    /// <summary>The same of an order of some lines.</summary>
    public static (OrderDetails Details, IReadOnlyList<OrderStep> Steps) WayOf(Order order, IReadOnlyList<OrderLine> lines, DateTimeOffset end)
    {
        var (state, steps) = (OrderState.Of(order.Total, [.. lines.Select(line => line.Quantity)]), new List<OrderStep>());
        void Take(OrderStepKind kind, DateTimeOffset at, DateOnly? day = null)
        {
            var move = new OrderMove(kind);
            if (kind != OrderStepKind.Create)
            {
                (state, move) = (OrderMoveOutcome.Moved)OrderMachine.Apply(state, move, order.Currency);
            }

            steps.Add(new() { Place = steps.Count + 1, At = at < end ? at : end, Who = "system", Move = move, Day = day });
        }

        var placed = order.PlacedAt;
        Take(OrderStepKind.Create, placed);
        Take(OrderStepKind.Pay, placed);
        Take(OrderStepKind.Confirm, placed);
        foreach (var (kind, least, days) in new[] { (OrderStepKind.Fulfil, OrderStatus.Fulfilled, 1), (OrderStepKind.Ship, OrderStatus.Shipped, 2), (OrderStepKind.Deliver, OrderStatus.Delivered, 4), (OrderStepKind.Return, OrderStatus.Returned, 10) })
        {
            if (order.Status >= least && order.Status != OrderStatus.Cancelled)
            {
                Take(kind, placed.AddDays(days), kind is OrderStepKind.Ship or OrderStepKind.Deliver ? order.CarrierDay : null);
            }
        }

        if (order.Status == OrderStatus.Cancelled)
        {
            Take(OrderStepKind.Cancel, placed.AddHours(3));
        }

        if (order.Status is OrderStatus.Cancelled or OrderStatus.Returned)
        {
            Take(OrderStepKind.Refund, placed.AddDays(order.Status == OrderStatus.Cancelled ? 1 : 12));
        }

        return (new(order with { Paid = state.Paid, Refunded = state.Refunded, Version = steps.Count }, lines, state, 0), steps);
    }
}
