using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ServiceBot.Desk.Sla;
using ServiceBot.Insight.Experiments;
using ServiceBot.Insight.Features;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Value.Own;

/// <summary>Computes once a day, in the background, what customers are expected to buy and to be worth, and how right that would have been about the last weeks.</summary>
public sealed partial class FitValue(
    IDatabase database, RefreshFeatures refresh, ReadBuyers read, ReadRequestFigures figures, IOptions<ValueOptions> options, TimeProvider clock, ILogger<FitValue> logger)
{
    private const int Together = 1_000;

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
        var buyers = new List<(Guid Person, Buyer Buyer)>();
        await foreach (var page in read.PagesAsync(cancellationToken))
        {
            buyers.AddRange(page.Select(one => (one.Person, Buyer.Of(one.Orders.Select(order => (ZoneTime.DayOf(figures.Zone, order.At).ToDateTime(default), (double)order.Value))))));
        }

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
            await database.DoAsync(unit => ValueStore.SaveAsync(unit, values, now), cancellationToken);
        }

        await database.DoAsync(unit => ValueStore.EndAsync(unit, new(now, settings.Months, settings.Discount, fit, holdOut)), cancellationToken);
        Log.Fitted(logger, buyers.Count, fit is not null);
        return fit is not null;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "Value of {Customers} customers who have bought computed: {IsFitted}")]
        public static partial void Fitted(ILogger logger, int customers, bool isFitted);
    }
}
