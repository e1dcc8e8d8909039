using ServiceBot.Storage;

namespace ServiceBot.Crm.Orders;

/// <summary>What somebody may know of an order.</summary>
public abstract record FindOrderOutcome
{
    private FindOrderOutcome()
    {
    }

    /// <summary>It is theirs.</summary>
    public sealed record Found(Order Order) : FindOrderOutcome;

    /// <summary>It is not known to be theirs: somebody else's and a number that was never given look the same. An e-mail code may help.</summary>
    public sealed record NeedsProof : FindOrderOutcome;

    /// <summary>It is not an order number: HL- and six digits.</summary>
    public sealed record NotANumber : FindOrderOutcome;
}

/// <summary>Finds orders for those whose they are.</summary>
public static class FindOrder
{
    /// <summary>Finds an order by the number that somebody wrote.</summary>
    /// <param name="session">The turn's transaction, or any other session.</param>
    /// <param name="number">The number as written.</param>
    /// <param name="customer">Who asks (<see cref="Customers.Customer.Id"/>); null: nobody we know.</param>
    public static async Task<FindOrderOutcome> HandleAsync(Session session, string number, Guid? customer)
    {
        if (OrderNumber.Normalise(number) is not { } normalised)
        {
            return new FindOrderOutcome.NotANumber();
        }

        return customer is { } asker && await OrderStore.FindOwnAsync(session, normalised, asker) is { } order
            ? new FindOrderOutcome.Found(order)
            : new FindOrderOutcome.NeedsProof();
    }

    /// <summary>When some customers who are the same bought: every order once, but those that were cancelled.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="customers">The customers.</param>
    public static async Task<IReadOnlyList<DateTimeOffset>> PurchasesAsync(Session session, IEnumerable<Guid> customers)
    {
        ArgumentNullException.ThrowIfNull(customers);
        var all = new Dictionary<string, DateTimeOffset>();
        foreach (var customer in customers)
        {
            foreach (var (number, at) in await OrderStore.PurchasesAsync(session, customer))
            {
                all[number] = at;
            }
        }

        return [.. all.Values];
    }

    /// <summary>A customer's own orders, newest first.</summary>
    /// <param name="session">The turn's transaction, or any other session.</param>
    /// <param name="customer">Who asks.</param>
    /// <param name="take">At most so many.</param>
    /// <param name="until">The last instant that counts; null: the present.</param>
    public static Task<IReadOnlyList<Order>> ListAsync(Session session, Guid customer, int take, DateTimeOffset? until = null) => OrderStore.ListOwnAsync(session, customer, take, until ?? DateTimeOffset.MaxValue);
}
