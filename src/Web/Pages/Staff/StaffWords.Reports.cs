using System.Globalization;
using ServiceBot.Desk.Satisfaction;
using ServiceBot.Insight.Metrics;
using ServiceBot.Insight.Reports;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>The words of the reports.</summary>
public sealed partial class StaffWords
{
    private const string Hours = "0.0";

    public string Reports => T("Reports", "报表");
    public string From => T("From", "从");
    public string To => T("To", "到");
    public string Channel => T("Channel", "渠道");
    public string AllOf => T("All", "全部");
    public string Compare => T("Compare with the days before", "与前一时段比较");
    public string Show => T("Show", "查看");
    public string Print => T("Print or save as PDF", "打印或存为 PDF");
    public string Pdf => T("PDF of this page", "本页 PDF");
    public string Export => T("CSV of all rows", "全部明细 CSV");
    public string RowsOf(string name) => T($"Rows: {name}", $"明细：{name}");
    public string Figures => T("Figures", "指标");
    public string Metric => T("Figure", "指标");
    public string Definition => T("What it means", "含义");
    public string Formula => T("How it comes about", "计算方式");
    public string NothingCounted => T("Nothing was counted in this period.", "该时段没有数据。");
    public string Waiting => T("Waiting now", "当前等待");
    public string LongestWait => T("Longest wait", "最长等待");
    public string TakenInHour => T("Taken in the last hour", "近一小时接入");
    public string PredictedWait => T("Predicted wait", "预计等待");
    public string PredictedHint => T("Those who wait before, at the pace of the last hour.", "按近一小时的接入速度推算。");
    public string NotKnown => T("not known", "未知");
    public string Verbatims => T("In their own words", "客户原话");
    public string Age => T("Age", "未结时长");
    public string NextRows => T("Next rows", "下一页");
    public string DayLabel => T("Day", "日期");
    public string AboutLabel => T("About", "对象");
    public string Value => T("Value", "数值");
    public string Part => T("Part", "分项");
    public string AgentLabel => T("Agent", "客服");
    public string Before(string value) => T($"before: {value}", $"前一时段：{value}");
    public string TooFew => T($"fewer than {Scores.FewestShown} answers", $"少于 {Scores.FewestShown} 个回答");
    public string OfN(long n) => T($"of {n:N0}", $"共 {n:N0}");
    public string ZoneNote(string zone) => T($"Days are those of {zone}.", $"日期按 {zone} 时区计。");

    public string ReportName(string section) => section switch
    {
        "overview" => T("Overview", "总览"),
        "satisfaction" => T("Satisfaction", "满意度"),
        "times" => T("Times", "时长"),
        "sla" => T("Targets", "SLA 达标"),
        "backlog" => T("Backlog", "积压"),
        "load" => T("People", "工作量"),
        "bot" => T("Bot", "机器人"),
        "queue" => T("Queue", "排队"),
        _ => T("Figures", "指标说明"),
    };

    /// <summary>How a line of a table reads.</summary>
    public string LineName(string by, string key) => (by, key) switch
    {
        ("day", _) => DateOnly.ParseExact(key, "yyyyMMdd", CultureInfo.InvariantCulture).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        (_, "") => T("none", "无"),
        ("team", _) => TeamName(key),
        ("category", _) => CategoryName(key),
        ("channel", "api") => T("without a conversation", "无对话"),
        ("channel", _) => ChannelName(key),
        ("slot", "1" or "2" or "3" or "4" or "5") => T($"{key} of 5", $"{key} 分"),
        ("slot", "untouched") => T("nobody had begun", "无人受理"),
        ("slot", "reopened") => T("opened again after it was resolved", "解决后重新打开"),
        ("slot", "answered_late") => T("answered late already", "首次响应已超时"),
        ("slot", "took_long") => T("begun in time, not done in time", "已受理但未按时完成"),
        ("slot", _) when SurveyForm.Reasons.Contains(key) => new SurveyWords(Language).ReasonTitle(key),
        _ => key,
    };

    /// <summary>What the lines of a table are parted by.</summary>
    public string ByName(string by) => by switch
    {
        "day" => DayLabel,
        "team" => Team,
        "channel" => Channel,
        "category" => Category,
        "agent" => AgentLabel,
        _ => Part,
    };

    /// <summary>A figure as it is shown.</summary>
    public string FigureText(Metric metric, Figure figure)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return figure.Value is not { } value ? "–" : figure.IsHidden(metric) ? TooFew : Number(metric.Unit, value);
    }

    /// <summary>The interval of a figure, or of how many it is made.</summary>
    public string? Aside(Metric metric, Figure figure)
    {
        ArgumentNullException.ThrowIfNull(metric);
        return figure.Value is null || metric.Unit == MetricUnit.Count || figure.IsHidden(metric) ? null
            : figure is { Low: { } low, High: { } high } ? $"{Number(metric.Unit, low)} … {Number(metric.Unit, high)} · {OfN(figure.N)}"
            : OfN(figure.N);
    }

    public string Duration(TimeSpan span) => span switch
    {
        { TotalMinutes: < 1 } => T("<1 min", "不到 1 分钟"),
        { TotalHours: < 1 } => T($"{(int)Math.Round(span.TotalMinutes)} min", $"{(int)Math.Round(span.TotalMinutes)} 分钟"),
        _ => T($"{span.TotalHours.ToString(Hours, CultureInfo.InvariantCulture)} h", $"{span.TotalHours.ToString(Hours, CultureInfo.InvariantCulture)} 小时"),
    };

    private string Number(MetricUnit unit, double value) => unit switch
    {
        MetricUnit.Share => (value * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %",
        MetricUnit.Seconds => Duration(TimeSpan.FromSeconds(value)),
        MetricUnit.Points => value.ToString("0.0", CultureInfo.InvariantCulture),
        MetricUnit.Score => value.ToString("0.00", CultureInfo.InvariantCulture),
        _ => value.ToString("N0", CultureInfo.InvariantCulture),
    };
}
