namespace ServiceBot.Crm.Forecasts;

/// <summary>What a month's forecast would have been at its beginning, and what came.</summary>
/// <param name="Month">The first day of the month.</param>
/// <param name="Deals">How many open deals were expected to be decided in it.</param>
/// <param name="Expected">The sum that was expected of them.</param>
/// <param name="P10">With 10 % it would be no greater.</param>
/// <param name="P50">With 50 % it would be no greater.</param>
/// <param name="P90">With 90 % it would be no greater.</param>
/// <param name="Actual">What those deals brought by the end of the month.</param>
public sealed record BackTestMonth(DateOnly Month, int Deals, decimal Expected, decimal P10, decimal P50, decimal P90, decimal Actual)
{
    /// <summary>Whether what came was between P10 and P90.</summary>
    public bool IsCovered => Actual >= P10 && Actual <= P90;
}

/// <summary>How good the forecasts of past months would have been. Of each month is known what was known at its first moment, and no more: also the win rates were learned from what was closed by then.</summary>
/// <param name="Months">The months that have ended and in which something was expected, the oldest first.</param>
public sealed record BackTest(IReadOnlyList<BackTestMonth> Months)
{
    /// <summary>By how much more was expected than came, in the mean; null: no month.</summary>
    public decimal? Bias => Months.Count == 0 ? null : Months.Average(month => month.Expected - month.Actual);

    /// <summary>How far what was expected was from what came, as a share of it, in the mean of the months that brought something; null: none did.</summary>
    public decimal? Mape => Months.Where(month => month.Actual > 0).Select(month => (decimal?)(Math.Abs(month.Expected - month.Actual) / month.Actual)).Average();

    /// <summary>The mean pinball loss of P10, P50 and P90: q·(y−x) where x was exceeded, (1−q)·(x−y) where it was not; the less the better. Null: no month.</summary>
    public decimal? Pinball => Months.Count == 0 ? null : Months.Average(month => (Loss(0.1m, month.P10, month.Actual) + Loss(0.5m, month.P50, month.Actual) + Loss(0.9m, month.P90, month.Actual)) / 3);

    /// <summary>The share of months in which what came was between P10 and P90: 0.8 or a little more, as sums come in steps. Null: no month.</summary>
    public decimal? Coverage => Months.Count == 0 ? null : (decimal)Months.Count(month => month.IsCovered) / Months.Count;

    /// <summary>By how much the coverage of so many months may miss 0.8 by chance alone: 1.96 √(0.8·0.2/n). Null: no month.</summary>
    public double? CoverageError => Months.Count == 0 ? null : 1.96 * Math.Sqrt(0.8 * 0.2 / Months.Count);

    /// <summary>Computes it for months that have ended.</summary>
    /// <param name="history">What happened.</param>
    /// <param name="today">The day today.</param>
    /// <param name="months">How many months back.</param>
    public static BackTest Of(SalesHistory history, DateOnly today, int months)
    {
        ArgumentNullException.ThrowIfNull(history);
        var thisMonth = new DateOnly(today.Year, today.Month, 1);
        return new([.. Enumerable.Range(1, months).Select(back => thisMonth.AddMonths(-back)).Order().Select(month =>
        {
            var next = month.AddMonths(1);
            var snapshot = history.SnapshotAt(history.BeginningOf(month), month, next.AddDays(-1));
            var forecast = Forecast.Of(snapshot);
            return new BackTestMonth(month, forecast.OpenCount, forecast.Total, forecast.P10, forecast.P50, forecast.P90, history.WonOf(snapshot.Deals, history.BeginningOf(next)));
        }).Where(month => month.Deals > 0)]);
    }

    private static decimal Loss(decimal share, decimal quantile, decimal actual) => actual >= quantile ? share * (actual - quantile) : (1 - share) * (quantile - actual);
}
