using System.Text.Json;
using ServiceBot.Insight.Churn;
using ServiceBot.Insight.Reports;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Forecasting.Own;

/// <summary>Forecasts in the database.</summary>
public static class ForecastStore
{
    /// <summary>What is expected of all series, in their order; those that nothing was computed of yet are left out.</summary>
    public static async Task<IReadOnlyList<SeriesForecast>> ListAsync(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        var all = (await session.QueryAsync<string>("SELECT forecast FROM insight_forecast")).Select(forecast => JsonSerializer.Deserialize<SeriesForecast>(forecast, ChurnJson.Options)!).ToDictionary(one => one.Series);
        return [.. OwnSeries.All.Where(series => all.ContainsKey(series.Name)).Select(series => all[series.Name])];
    }

    internal static Task<DateTimeOffset?> MadeAtAsync(Session session) => session.FindAsync<DateTimeOffset?>("SELECT made_at FROM insight_forecast ORDER BY made_at DESC LIMIT 1");

    internal static Task SaveAsync(UnitOfWork unit, SeriesForecast forecast) => unit.ExecuteAsync(
        "INSERT INTO insight_forecast (series, made_at, forecast) VALUES (@Series, @MadeAt, @text) ON CONFLICT (series) DO UPDATE SET made_at = excluded.made_at, forecast = excluded.forecast",
        new { forecast.Series, forecast.MadeAt, text = JsonSerializer.Serialize(forecast, ChurnJson.Options) });

    /// <summary>How many requests were opened on each day.</summary>
    internal static async Task<Dictionary<DateOnly, double>> RequestsAsync(Session session) =>
        (await session.QueryAsync<DayRow>("SELECT opened_day AS day, count(*) AS n FROM insight_request WHERE opened_day > 0 GROUP BY opened_day")).ToDictionary(row => ReportFilter.DayOf(row.Day), row => (double)row.N);

    private sealed record DayRow
    {
        public required int Day { get; init; }

        public required long N { get; init; }
    }
}
