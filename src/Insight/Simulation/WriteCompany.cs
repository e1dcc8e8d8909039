using ServiceBot.Channels.Demo;
using ServiceBot.Crm.Demo;
using ServiceBot.Desk.Demo;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Simulation;

/// <summary>Writes a simulated company into an empty database, kind by kind in the order of time, many rows in a transaction.</summary>
public sealed class WriteCompany(IDatabase database, SimulatedBooks books, SimulatedDesk desk, SimulatedTalks talks)
{
    private const int Together = 2_000;

    /// <summary>Why it can't be written; null: it can.</summary>
    /// <param name="customers">The company.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string?> FaultAsync(IReadOnlyList<SimulatedCustomer> customers, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(customers);
        var orders = customers.Sum(customer => (long)customer.Orders.Count);
        return await database.ReadAsync(SimulatedBooks.CountAsync, cancellationToken) is > 0 and var known
            ? $"The database has {known} customers. A simulated company needs a database of its own: set Storage:Path (SQLite) or ConnectionStrings:PostgreSql to an empty one."
            : orders > SimulatedBooks.MostOrders ? $"These customers place {orders} orders, and there are numbers for {SimulatedBooks.MostOrders}: take fewer customers or months."
            : null;
    }

    /// <summary>Writes all of it.</summary>
    /// <param name="plan">What it was drawn from.</param>
    /// <param name="customers">The company.</param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellationToken">Gives up; what is written by then stays.</param>
    public async Task WriteAsync(SimulationPlan plan, IReadOnlyList<SimulatedCustomer> customers, IProgress<SeedProgress>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var records = customers.Select(customer => customer.Record).Concat(customers.Select(customer => customer.Duplicate).OfType<SimulatedRecord>()).OrderBy(record => record.Since).ToList();
        await database.WriteAsync(
            async unit =>
            {
                await SimulatedBooks.AddProductsAsync(unit, SimulatedShop.Products);
                return true;
            },
            cancellationToken);
        await InPartsAsync("customers", records, books.AddCustomersAsync);
        await InPartsAsync("orders", customers.SelectMany(customer => customer.Orders).OrderBy(order => order.PlacedAt), (unit, some) => books.AddOrdersAsync(unit, some, SimulatedShop.Products, plan.End));
        await InPartsAsync("contracts", customers.Select(customer => customer.Contracts), (unit, some) => desk.AddContractsAsync(unit, [.. some.SelectMany(contracts => contracts)]));
        await InPartsAsync("requests", customers.SelectMany(customer => customer.Requests).OrderBy(request => request.OpenedAt), (unit, some) => desk.AddRequestsAsync(unit, some, plan.End));
        await InPartsAsync("conversations", customers.SelectMany(customer => customer.Talks).OrderBy(talk => talk.From), talks.AddAsync);

        async Task InPartsAsync<T>(string what, IEnumerable<T> rows, Func<UnitOfWork, IReadOnlyList<T>, Task> addAsync)
        {
            var (all, done) = (rows.ToList(), 0);
            foreach (var some in all.Chunk(Together))
            {
                await database.WriteAsync(
                    async unit =>
                    {
                        await addAsync(unit, some);
                        return true;
                    },
                    cancellationToken);
                progress?.Report(new(what, done += some.Length, all.Count));
            }
        }
    }
}
