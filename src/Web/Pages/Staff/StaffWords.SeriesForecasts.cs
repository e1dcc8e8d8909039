using System.Globalization;
using ServiceBot.Insight.Forecasting.Own;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>The words of forecasts of the company's series.</summary>
public sealed partial class StaffWords
{
    public string SeriesForecasts => T("Forecasts", "预测");
    public string SeriesForecastsLead => T("What is expected of orders, revenue and requests, computed every night from whole months, weeks and days, beside what is naive: as one season before.", "每晚根据完整的月、周、日预测订单、收入和服务单，并与“同上一季节”的简单预测对比。");
    public string SeriesForecastsNone => T("Nothing is computed yet.", "尚未计算。");
    public string SeriesTooShort => T("Too little is known yet: it takes eight of them that are over.", "数据太少：至少需要八个完整周期。");
    public string SeriesExpected => T("Expected", "预计");
    public string SeriesLow => T("80 %: at least", "80%：至少");
    public string SeriesHigh => T("80 %: at most", "80%：至多");
    public string SeriesNaive => T("One season before", "同上一季节");
    public string SeriesChecks => T("How right it has been", "历史准确度");
    public string SeriesCheckedFrom => T("Forecast from", "预测起点");
    public string SeriesOff => T("Off (sMAPE)", "误差（sMAPE）");
    public string SeriesNaiveOff => T("One season before, off", "同上一季节误差");
    public string SeriesInside(int percent) => T($"Inside {percent} %", $"{percent}% 区间内");
    public string SeriesMethod(string method, string when) => T($"{method}; {when}", $"{method}；{when}");
    public string SeriesFrom(string by) => by switch { "month" => T("Month", "月"), "week" => T("Week from", "周起始"), _ => T("Day", "日") };

    public string SeriesName(OwnSeries series)
    {
        ArgumentNullException.ThrowIfNull(series);
        var (en, zh) = series.Of switch { "orders" => ("Orders", "订单数"), "revenue" => ("Revenue", "收入"), _ => ("Requests", "服务单数") };
        return series.By switch { "month" => T($"{en} by month", $"每月{zh}"), "week" => T($"{en} by week", $"每周{zh}"), _ => T($"{en} by day", $"每日{zh}") };
    }

    /// <summary>How right a forecast has been, in a sentence.</summary>
    public string SeriesRight(SeriesForecast one)
    {
        ArgumentNullException.ThrowIfNull(one);
        if (one.Checks.Count == 0)
        {
            return T("How right it is can't be said yet: too little is known to hold some of it out.", "历史太短，尚无法评估准确度。");
        }

        var (off, naive) = (one.Smape.ToString("0.0", CultureInfo.InvariantCulture), one.NaiveSmape.ToString("0.0", CultureInfo.InvariantCulture));
        return T(
            $"At {one.Checks.Count} times of the past it would have been off by {off} (sMAPE, of 200), «one season before» by {naive}: {(one.Smape < one.NaiveSmape ? "it is nearer" : "it is no nearer than that, so believe it no more")}. Of what came {Share(one.Covered80)} lay in the range that promises 80 %, {Share(one.Covered95)} in that of 95 %.",
            $"过去 {one.Checks.Count} 次预测的平均误差为 {off}（sMAPE，满分 200），“同上一季节”为 {naive}：{(one.Smape < one.NaiveSmape ? "本预测更准" : "并不比简单预测更准，不必更信它")}。实际值落在 80% 区间内的比例为 {Share(one.Covered80)}，95% 区间内为 {Share(one.Covered95)}。");
    }
}
