using ServiceBot.Storage;

namespace ServiceBot.Crm.Orders;

/// <summary>An order in figures.</summary>
/// <param name="Customer">The record of the books under which it was ordered, or that has proved the address of a guest's order.</param>
/// <param name="Number">Its number.</param>
/// <param name="At">When it was placed.</param>
/// <param name="Value">What it cost, in the company's currency at the rate of its day; where there was no rate, in its own.</param>
/// <param name="CancelledAt">When it was cancelled; null: it was not.</param>
/// <param name="Refunds">What was given back, and when, in the same currency.</param>
public sealed record Purchase(Guid Customer, string Number, DateTimeOffset At, decimal Value, DateTimeOffset? CancelledAt, IReadOnlyList<(DateTimeOffset At, decimal Value)> Refunds)
{
    /// <summary>What some customers ordered, in no order.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="customers">Ids of records; those that are the same as these are not added.</param>
    public static async Task<IReadOnlyList<Purchase>> OfAsync(Session session, Guid[] customers)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(customers);
        var orders = await OrderStore.FiguresAsync(session, customers);
        var steps = await OrderStore.UndoneAsync(session, [.. orders.Where(order => order.Status == OrderStatus.Cancelled || order.Refunded > 0).Select(order => order.Number)]);
        return
        [
            .. from order in orders
               let undone = steps[order.Number]
               let rate = order.Rate ?? 1
               select new Purchase(
                   order.Customer, order.Number, order.PlacedAt, order.Total * rate, order.Status == OrderStatus.Cancelled ? undone.Where(step => step.Amount is null).Select(step => (DateTimeOffset?)step.At).Max() ?? order.PlacedAt : null,
                   [.. undone.Where(step => step.Amount is not null).Select(step => (step.At, step.Amount!.Value * rate))]),
        ];
    }
}
