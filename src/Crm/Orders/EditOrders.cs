using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceBot.Crm.Currencies;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Products;
using ServiceBot.Crm.Quotes;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Crm.Orders;

/// <summary>Writes orders down and takes their steps, of which <see cref="OrderMachine"/> says when each is possible. Each step is a row and a signal.</summary>
public sealed class EditOrders(SignalLog signals, RateBook rates, IOptions<OrderOptions> options, TimeProvider clock)
{
    private const int LongestNote = 1_000;
    private const int LongestKey = 200;

    /// <summary>Writes an order down.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="terms">What is ordered.</param>
    /// <param name="by">Who does it: <c>staff:…</c>, <c>api:…</c> or <c>customer</c>.</param>
    /// <param name="today">The day of its rate.</param>
    /// <param name="external">The system that it comes from, and its number there.</param>
    /// <param name="quote">The quote that it comes from.</param>
    public async Task<EditOutcome<OrderDetails>> CreateAsync(UnitOfWork unit, OrderTerms terms, string by, DateOnly today, (string System, string Number)? external = null, long? quote = null)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(terms);
        var (clean, errors) = await terms.CheckAsync(unit);
        var number = errors.Count > 0 ? null : await OrderStore.NextAsync(unit);
        if (errors.Count == 0 && number is null)
        {
            errors["number"] = ["HL-999999 is given: there is no higher number."];
        }

        if (errors.Count > 0)
        {
            return new EditOutcome<OrderDetails>.Wrong(errors);
        }

        var details = await WithAsync(unit, New(number!, clean, external, quote), clean, today);
        var step = new OrderStep { Place = 1, At = clock.GetUtcNow(), Who = by, Move = new(OrderStepKind.Create) };
        await OrderStore.InsertAsync(unit, details, [step]);
        return await SayAsync(unit, details, step);
    }

    /// <summary>Makes an order of a quote that was accepted.</summary>
    internal async Task<string> CreateAsync(UnitOfWork unit, Quote quote, string by, DateOnly today)
    {
        var (terms, products) = (quote.Newest.Terms, await QuoteStore.ProductsAsync(unit, [quote.Newest]));
        var made = await CreateAsync(
            unit,
            new()
            {
                Customer = quote.Customer,
                Currency = terms.Currency,
                Discount = terms.Discount,
                Lines = [.. terms.Lines.Select(line => new OrderLine(line.Product, NameOf(products[line.Product], terms.Language), line.Quantity, line.Each, line.Discount, line.Tax))],
            },
            by, today, external: null, quote.Number);
        return ((EditOutcome<OrderDetails>.Done)made).Now.Order.Number;
    }

    /// <summary>Writes down anew what is in an order, before any of it is packed.</summary>
    public async Task<EditOutcome<OrderDetails>> ChangeAsync(UnitOfWork unit, string number, OrderTerms terms, long? version, string by, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(terms);
        if (await OrderStore.HoldAsync(unit, number) is not { } before)
        {
            return new EditOutcome<OrderDetails>.NotFound();
        }

        if (version is not null && version != before.Order.Version)
        {
            return new EditOutcome<OrderDetails>.Conflict(before);
        }

        if (!OrderMachine.Allowed(before.State).Contains(OrderStepKind.Change))
        {
            return NotNow(before);
        }

        var (clean, errors) = await terms.CheckAsync(unit);
        if (errors.Count == 0 && (clean.Total < before.Order.Paid || (before.Order.Paid > 0 && clean.Currency != before.Order.Currency)))
        {
            errors["lines"] = ["More than that was paid already, or in another currency."];
        }

        if (clean.Customer is { } customer && before.Order.Customer is { } whose && !(await CustomerStore.MembersAsync(unit, whose)).Contains(customer))
        {
            errors["customer"] = ["An order stays its customer's."];
        }

        return errors.Count > 0 ? new EditOutcome<OrderDetails>.Wrong(errors) : await SaveAsync(unit, await WithAsync(unit, before, clean, today), new(OrderStepKind.Change), new(), by);
    }

    /// <summary>Takes a step with an order. The same key again is the same step, and changes nothing.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="number">The order.</param>
    /// <param name="move">The step.</param>
    /// <param name="remark">What is said of it.</param>
    /// <param name="version">The version that was read; null: any.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="today">The day, which is the carrier's if none is said.</param>
    public async Task<EditOutcome<OrderDetails>> MoveAsync(UnitOfWork unit, string number, OrderMove move, OrderRemark remark, long? version, string by, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(move);
        ArgumentNullException.ThrowIfNull(remark);
        if (await OrderStore.HoldAsync(unit, number) is not { } before)
        {
            return new EditOutcome<OrderDetails>.NotFound();
        }

        var key = KeyOf(remark);
        if (key is not null && (await OrderStore.StepsAsync(unit, [number]))[number].Any(step => step.Key == key))
        {
            return new EditOutcome<OrderDetails>.Done(before);
        }

        if (version is not null && version != before.Order.Version)
        {
            return new EditOutcome<OrderDetails>.Conflict(before);
        }

        switch (OrderMachine.Apply(before.State, move, before.Order.Currency))
        {
            case OrderMoveOutcome.NotNow:
                return NotNow(before);
            case OrderMoveOutcome.Wrong wrong:
                return new EditOutcome<OrderDetails>.Wrong(new Dictionary<string, string[]> { [wrong.Field] = [wrong.Why] });
            case OrderMoveOutcome.Moved(var state, var moved):
                var isCarriers = moved.Kind is OrderStepKind.Ship or OrderStepKind.Deliver;
                var day = isCarriers ? remark.Day ?? today : (DateOnly?)null;
                var order = before.Order with { Status = state.Status, Paid = state.Paid, Refunded = state.Refunded, CarrierDay = day ?? before.Order.CarrierDay };
                return await SaveAsync(unit, before with { Order = order, State = state }, moved, remark with { Day = day, Key = key }, by);
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>What another system says of an order of its own: what is in it, and the steps that were taken. Sent again, it changes nothing.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="external">The system, and the order's number there.</param>
    /// <param name="terms">What is in it.</param>
    /// <param name="steps">Steps in their order, each with a key.</param>
    /// <param name="by">Who does it.</param>
    /// <param name="today">The day.</param>
    public async Task<EditOutcome<OrderDetails>> PutAsync(UnitOfWork unit, (string System, string Number) external, OrderTerms terms, IReadOnlyList<(OrderMove Move, OrderRemark Remark)> steps, string by, DateOnly today)
    {
        ArgumentNullException.ThrowIfNull(unit);
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(steps);
        await unit.Dialect.LockAsync(unit, LockKeys.Of("crm", "orders"));
        var (clean, errors) = await terms.CheckAsync(unit);
        if (errors.Count > 0)
        {
            return new EditOutcome<OrderDetails>.Wrong(errors);
        }

        // All steps are tried before any is taken, so that what is refused has changed nothing.
        var known = await OrderStore.FindAsync(unit, external.System, external.Number);
        var isChanged = known is not null && !await IsSameAsync(unit, known, clean);
        var taken = known is null ? [] : (await OrderStore.StepsAsync(unit, [known.Order.Number]))[known.Order.Number].Select(step => step.Key).OfType<string>().ToHashSet();
        var tried = known is null ? await WithAsync(unit, New("", clean, external, quote: null), clean, today) : isChanged ? await WithAsync(unit, known, clean, today) : known;
        foreach (var (place, (move, remark)) in steps.Index())
        {
            if (KeyOf(remark) is not { } key)
            {
                return new EditOutcome<OrderDetails>.Wrong(new Dictionary<string, string[]> { [$"steps[{place}].key"] = ["Say what tells it apart: the same key again is the same step."] });
            }

            switch (taken.Add(key) ? OrderMachine.Apply(tried.State, move, clean.Currency) : null)
            {
                case OrderMoveOutcome.NotNow:
                    return NotNow(tried);
                case OrderMoveOutcome.Wrong wrong:
                    return new EditOutcome<OrderDetails>.Wrong(new Dictionary<string, string[]> { [$"steps[{place}].{wrong.Field}"] = [wrong.Why] });
                case OrderMoveOutcome.Moved moved:
                    tried = tried with { State = moved.State };
                    break;
            }
        }

        var outcome = known is null ? await CreateAsync(unit, clean, by, today, external)
            : isChanged ? await ChangeAsync(unit, known.Order.Number, clean, version: null, by, today)
            : new EditOutcome<OrderDetails>.Done(known);
        foreach (var (move, remark) in steps)
        {
            outcome = outcome is EditOutcome<OrderDetails>.Done { Now: var now } ? await MoveAsync(unit, now.Order.Number, move, remark, version: null, by, today) : outcome;
        }

        return outcome;
    }

    private static EditOutcome<OrderDetails> NotNow(OrderDetails details) => new EditOutcome<OrderDetails>.NotNow(
        details, JsonNamingPolicy.CamelCase.ConvertName($"{details.State.Status}"), [.. OrderMachine.Allowed(details.State).Select(step => OrderStore.WordOf(step))]);

    private OrderDetails New(string number, OrderTerms terms, (string System, string Number)? external, long? quote) => new(
        new()
        {
            Number = number,
            Status = OrderStatus.Created,
            PlacedAt = clock.GetUtcNow(),
            PromisedOn = default,
            Items = terms.Items,
            Total = terms.Total,
            Currency = terms.Currency,
            External = external,
            Quote = quote,
        },
        [], OrderState.Of(0, []), 0);

    private static string? KeyOf(OrderRemark remark) => StoredText.CleanLine(remark.Key, LongestKey) is { Length: > 0 } given ? given : null;

    private static string NameOf(Product product, string language) => language == "zh" ? product.Zh : product.En;

    private static async Task<bool> IsSameAsync(Session session, OrderDetails known, OrderTerms terms)
    {
        var (clean, errors) = await terms.CheckAsync(session);
        var order = known.Order;
        return errors.Count == 0 && clean.Lines.SequenceEqual(known.Lines) && clean.Discount == known.Discount
            && (clean.BuyerEmail, clean.Currency, clean.PromisedOn ?? order.PromisedOn, clean.PlacedAt ?? order.PlacedAt) == (order.BuyerEmail, order.Currency, order.PromisedOn, order.PlacedAt)
            && (clean.Customer == order.Customer || (clean.Customer is { } customer && order.Customer is { } whose && (await CustomerStore.MembersAsync(session, whose)).Contains(customer)));
    }

    private async Task<OrderDetails> WithAsync(UnitOfWork unit, OrderDetails before, OrderTerms clean, DateOnly today)
    {
        var (rate, day) = before.Lines.Count > 0 && before.Order.Currency == clean.Currency
            ? (before.Order.Rate, before.Order.RateDay)
            : (await rates.OfAsync(unit, today)).Of(clean.Currency) is { } now ? (now.Rate, now.Day) : default((decimal?, DateOnly?));
        var nothing = clean.Lines.Select(_ => 0m).ToList();
        return new(
            before.Order with
            {
                Customer = before.Order.Customer ?? clean.Customer,
                BuyerEmail = clean.BuyerEmail,
                PlacedAt = clean.PlacedAt ?? before.Order.PlacedAt,
                PromisedOn = clean.PromisedOn ?? (before.Lines.Count > 0 ? before.Order.PromisedOn : today.AddDays(options.Value.PromiseDays)),
                Items = clean.Items,
                Total = clean.Total,
                Currency = clean.Currency,
                Rate = rate,
                RateDay = day,
            },
            clean.Lines,
            before.State with { Total = clean.Total, Ordered = [.. clean.Lines.Select(line => line.Quantity)], Fulfilled = nothing, Returned = nothing },
            clean.Discount);
    }

    private async Task<EditOutcome<OrderDetails>> SaveAsync(UnitOfWork unit, OrderDetails details, OrderMove move, OrderRemark remark, string by)
    {
        var now = clock.GetUtcNow();
        var saved = details with { Order = details.Order with { Version = details.Order.Version + 1 } };
        var step = new OrderStep
        {
            Place = saved.Order.Version,
            At = remark.At is { } at && at < now ? at : now,
            Who = by,
            Move = move,
            Day = remark.Day,
            Note = StoredText.Clean(remark.Note, LongestNote) is { Length: > 0 } words ? words : null,
            Key = remark.Key,
        };
        await OrderStore.SaveAsync(unit, saved, step);
        return await SayAsync(unit, saved, step);
    }

    private async Task<EditOutcome<OrderDetails>> SayAsync(UnitOfWork unit, OrderDetails details, OrderStep step)
    {
        var order = details.Order;
        await signals.AppendAsync(unit, new(SignalOf(step.Move.Kind), clock.GetUtcNow(), Customer: order.Customer, Data: JsonSerializer.Serialize(
            new { order = order.Number, status = OrderStore.WordOf(order.Status), total = order.Total, currency = order.Currency, amount = step.Move.Amount, by = step.Who })));
        return new EditOutcome<OrderDetails>.Done(details);
    }

    private static string SignalOf(OrderStepKind kind) => kind switch
    {
        OrderStepKind.Create => "OrderPlaced",
        OrderStepKind.Change => "OrderChanged",
        OrderStepKind.Confirm => "OrderConfirmed",
        OrderStepKind.Fulfil => "OrderFulfilled",
        OrderStepKind.Ship => "OrderShipped",
        OrderStepKind.Deliver => "OrderDelivered",
        OrderStepKind.Return => "OrderReturned",
        OrderStepKind.Cancel => "OrderCancelled",
        OrderStepKind.Pay => "OrderPaid",
        _ => "OrderRefunded",
    };
}
