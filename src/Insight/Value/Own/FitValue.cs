using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Orders;
using ServiceBot.Desk.Sla;
using ServiceBot.Insight.Experiments;
using ServiceBot.Insight.Features;
using ServiceBot.Insight.Segments.Rules;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Value.Own;

/// <summary>Computes once a day, in the background, what customers are expected to buy and to be worth, and how right that would have been about the last weeks.</summary>
public sealed partial class FitValue(
    IDatabase database, RefreshFeatures refresh, KeepSegments keep, ReadRequestFigures figures, IOptions<ValueOptions> options, TimeProvider clock, ILogger<FitValue> logger) : BackgroundService
{
    private const int Together = 1_000;
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(10);

    /// <summary>Computes it if it is due.</summary>
    public async Task WorkAsync(CancellationToken cancellationToken)
    {
        var last = await database.ReadAsync(ValueStore.MadeAtAsync, cancellationToken);
        if (options.Value.EveryDays > 0 && refresh.IsFilled && !(last > clock.GetUtcNow().AddDays(-options.Value.EveryDays)))
        {
            await RunAsync(cancellationToken);
        }
    }

    /// <summary>Computes it now.</summary>
    /// <returns>Whether there is anything: some must have bought again.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var (now, settings) = (clock.GetUtcNow(), options.Value);
        var buyers = await BuyersAsync(cancellationToken);

        // Today is not over: what is bought until tonight counts tomorrow.
        var today = figures.Today.ToDateTime(default);
        List<Buyer> some = [.. (buyers.Count <= settings.MostCustomers ? buyers : buyers.OrderBy(pair => Assignment.Draw("value", pair.Person.ToString())).Take(settings.MostCustomers)).Select(pair => pair.Buyer)];
        var fit = ValueFit.Of(some, today);
        var holdOut = ValueHoldOut.Of(some, today.AddDays(-settings.HoldOutDays), today)?.HoldOut;
        foreach (var page in buyers.Chunk(Together))
        {
            if (fit is null)
            {
                break;
            }

            var values = page.AsParallel().Select(pair => (pair.Person, Known: pair.Buyer.Before(today))).Where(one => one.Known is not null).Select(one =>
            {
                var (history, mean) = one.Known!.Value;
                return new CustomerWorth(one.Person, now, fit.Expected(history, mean, Weeks.OfMonths(settings.Months)).Purchases, fit.Worth(history, mean, settings.Months, settings.Discount));
            }).ToList();
            await WriteAsync(unit => ValueStore.SaveAsync(unit, values, now), cancellationToken);
        }

        await WriteAsync(unit => ValueStore.EndAsync(unit, new(now, settings.Months, settings.Discount, fit, holdOut)), cancellationToken);
        Log.Fitted(logger, buyers.Count, fit is not null);
        return fit is not null;
    }

    /// <inheritdoc/>
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Periodically.DoAsync(WorkAsync, Look, atOnce: false, clock, stoppingToken);

    private async Task<List<(Guid Person, Buyer Buyer)>> BuyersAsync(CancellationToken cancellationToken)
    {
        var buyers = new List<(Guid, Buyer)>();
        for (Guid? place = null; ;)
        {
            var (last, some) = await database.ReadAsync(
                async session =>
                {
                    var page = await FeatureStore.PageAsync(session, place, Together);
                    Guid[] persons = [.. page.Where(row => row.Frequency > 0).Select(row => row.CustomerId)];
                    var refused = await keep.RefusedAsync(session, persons);
                    var rootOf = await PersonRecords.GroupsAsync(session, [.. persons.Where(person => !refused.Contains(person))]);
                    var bought = (await Purchase.OfAsync(session, [.. rootOf.Keys])).Where(order => order.CancelledAt is null).DistinctBy(order => order.Number);
                    return (
                        page.Count == 0 ? (Guid?)null : page[^1].CustomerId,
                        bought.GroupBy(order => rootOf[order.Customer]).Select(person => (person.Key, Buyer.Of(person.Select(order => (ZoneTime.DayOf(figures.Zone, order.At).ToDateTime(default), (double)order.Value))))).ToList());
                },
                cancellationToken);
            buyers.AddRange(some);
            if (last is null)
            {
                return buyers;
            }

            place = last;
        }
    }

    private Task<bool> WriteAsync(Func<UnitOfWork, Task> work, CancellationToken cancellationToken) => database.WriteAsync(
        async unit =>
        {
            await work(unit);
            return true;
        },
        cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Value of {Customers} customers who have bought computed: {IsFitted}")]
        public static partial void Fitted(ILogger logger, int customers, bool isFitted);
    }
}
