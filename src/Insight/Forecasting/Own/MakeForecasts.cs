using ServiceBot.Crm.Orders;
using ServiceBot.Desk.Sla;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Forecasting.Own;

/// <summary>Forecasts the company's series once a day, in the background, and measures how right forecasts of the past would have been.</summary>
public sealed class MakeForecasts(IDatabase database, ReadRequestFigures figures, TimeProvider clock)
{
    private const int Together = 5_000;

    /// <summary>Forecasts them if that is due: what came yesterday is whole today.</summary>
    public async Task WorkAsync(CancellationToken cancellationToken)
    {
        if (!(await database.ReadAsync(ForecastStore.MadeAtAsync, cancellationToken) >= ZoneTime.InstantOf(figures.Zone, figures.Today, minute: 0)))
        {
            await RunAsync(cancellationToken);
        }
    }

    /// <summary>Forecasts them now.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var (now, today) = (clock.GetUtcNow(), figures.Today);
        var (orders, revenue) = (new Dictionary<DateOnly, double>(), new Dictionary<DateOnly, double>());
        for (IReadOnlyList<Sale> page = []; page is [] || page.Count == Together;)
        {
            var after = page is [] ? 0 : page[^1].Serial;
            page = await database.ReadAsync(session => Sale.PageAsync(session, after, Together), cancellationToken);
            foreach (var sale in page)
            {
                var day = ZoneTime.DayOf(figures.Zone, sale.PlacedAt);
                (orders[day], revenue[day]) = (orders.GetValueOrDefault(day) + 1, revenue.GetValueOrDefault(day) + (double)sale.Value);
            }

            if (page is [])
            {
                break;
            }
        }

        var requests = await database.ReadAsync(ForecastStore.RequestsAsync, cancellationToken);
        foreach (var series in OwnSeries.All)
        {
            var (from, values) = series.ValuesOf(series.Of switch { "orders" => orders, "revenue" => revenue, _ => requests }, today);
            var forecast = SeriesForecast.Of(series, from, values, now);
            await database.DoAsync(unit => ForecastStore.SaveAsync(unit, forecast), cancellationToken);
        }
    }
}
