using System.Globalization;
using Microsoft.AspNetCore.Http;
using ServiceBot.Insight.Metrics;

namespace ServiceBot.Insight.Reports;

/// <summary>Addresses of the reports: what is filtered stands in them.</summary>
public static class ReportLinks
{
    /// <summary>A page.</summary>
    public static string Page(string section, ReportFilter filter, bool compare) =>
        $"/reports/{section}{Query(filter, compare ? [("compare", "1")] : [])}";

    /// <summary>The same on paper.</summary>
    public static string Pdf(string section, ReportFilter filter, bool compare, string language) =>
        $"/api/v1/reports/{section}/report.pdf{Query(filter, [.. compare ? [("compare", "1")] : Array.Empty<(string, string)>(), ("lang", language)])}";

    /// <summary>The rows behind a figure, in a line of a table or in all of it.</summary>
    public static string Rows(Metric metric, ReportFilter filter, string? by = null, string? key = null, int part = 0) =>
        $"/reports/rows/{metric.Id}{Of(metric, filter, by, key, part)}";

    /// <summary>The open requests of an age.</summary>
    public static string Rows(AgeBand age, ReportFilter filter)
    {
        ArgumentNullException.ThrowIfNull(age);
        ArgumentNullException.ThrowIfNull(filter);
        return Rows(MetricDictionary.Get("backlog"), filter with { From = age.From, To = age.To }, "day");
    }

    /// <summary>All of these rows in a file.</summary>
    public static string Csv(Metric metric, ReportFilter filter, string? slot, int part) =>
        $"/api/v1/reports/{metric.Id}/rows.csv{Query(filter, Extra(slot, part))}";

    /// <summary>The rows after one.</summary>
    public static string Next(Metric metric, ReportFilter filter, string? slot, int part, FactRow last) =>
        $"/reports/rows/{metric.Id}{Query(filter, [.. Extra(slot, part), ("after", $"{last.Day}-{last.Id}")])}";

    private static QueryString Of(Metric metric, ReportFilter filter, string? by, string? key, int part)
    {
        var wide = metric.Of[0] == Measure.Open && by != "day" ? filter.UpTo : filter;
        var (narrow, slot) = (by, key) switch
        {
            ("day", { } day) when DateOnly.TryParseExact(day, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var one) => (wide with { From = one, To = one }, null),
            ("team", { Length: > 0 } team) => (wide with { Team = team }, null),
            ("channel", { Length: > 0 } channel) => (wide with { Channel = channel }, null),
            ("category", { Length: > 0 } category) => (wide with { Category = category }, null),
            ("slot" or "agent", { } slotted) => (wide, slotted),
            _ => (wide, (string?)null),
        };
        return Query(narrow, Extra(slot, part));
    }

    private static List<(string, string)> Extra(string? slot, int part)
    {
        List<(string, string)> extra = [];
        if (part > 0)
        {
            extra.Add(("part", part.ToString(CultureInfo.InvariantCulture)));
        }

        if (slot is not null)
        {
            extra.Add(("slot", slot));
        }

        return extra;
    }

    private static QueryString Query(ReportFilter filter, List<(string Name, string Value)> extra) => QueryString.Create(
        new (string Name, string? Value)[]
        {
            ("from", filter.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)), ("to", filter.To.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            ("team", filter.Team), ("channel", filter.Channel), ("category", filter.Category),
        }.Where(field => field.Value is not null).Concat(extra.Select(field => (field.Name, (string?)field.Value)))
            .Select(field => KeyValuePair.Create(field.Item1, field.Item2)));
}
