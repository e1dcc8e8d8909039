using System.Globalization;
using Microsoft.AspNetCore.Http;
using ServiceBot.Desk.Access;
using ServiceBot.Insight.Metrics;

namespace ServiceBot.Insight.Reports;

/// <summary>What the address of a page or a call asks for: <c>from</c>, <c>to</c>, <c>team</c>, <c>channel</c>, <c>category</c>.</summary>
public static class ReportQuery
{
    private const int DefaultDays = 30;
    private const int LongestWord = 100;
    private static readonly DateOnly First = new(2000, 1, 1);
    private static readonly DateOnly Last = new(2199, 12, 31);

    /// <summary>What the rows of a metric are: those of its first measure, or of another by <c>part</c>; of one slot by <c>slot</c>.</summary>
    /// <param name="id">The metric.</param>
    /// <param name="query">The address's query.</param>
    /// <returns>Null: there is no such metric.</returns>
    public static (Metric Metric, Measure Measure, string? Slot)? MeasureOf(string id, IQueryCollection query)
    {
        ArgumentNullException.ThrowIfNull(query);
        return MetricDictionary.Find(id) is { } metric
            ? (metric,
                int.TryParse(query["part"], NumberStyles.None, CultureInfo.InvariantCulture, out var part) && part < metric.Of.Count ? metric.Of[part] : metric.Of[0],
                query.ContainsKey("slot") ? query["slot"].ToString() : query.ContainsKey("part") ? null : metric.Slot)
            : null;
    }

    /// <summary>The place of a row, to read on from.</summary>
    public static string CursorOf(FactRow row)
    {
        ArgumentNullException.ThrowIfNull(row);
        return string.Create(CultureInfo.InvariantCulture, $"{row.Day}-{row.Id}");
    }

    /// <summary>Reads a place.</summary>
    /// <returns>The beginning for none; null: it is not one of ours.</returns>
    public static (int Day, long Id)? PlaceOf(string? cursor) =>
        string.IsNullOrEmpty(cursor) ? (0, 0)
        : cursor.Split('-') is [var day, var id] && int.TryParse(day, NumberStyles.None, CultureInfo.InvariantCulture, out var first)
            && long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var second) ? (first, second)
        : null;

    /// <summary>Reads it.</summary>
    /// <param name="query">The address's query.</param>
    /// <param name="sight">Whose rows the caller sees.</param>
    /// <param name="today">The desk's present day: the default is the thirty days up to it.</param>
    /// <param name="errors">Gets what is wrong, by field; what is wrong counts as not said.</param>
    public static ReportFilter Read(IQueryCollection query, Sight sight, DateOnly today, Dictionary<string, string[]> errors)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(errors);
        var to = DayOf("to") ?? today;
        var from = DayOf("from") ?? to.AddDays(1 - DefaultDays);
        if (from > to)
        {
            errors["from"] = ["It is after to."];
            from = to;
        }

        return new() { From = from, To = to, Team = WordOf("team"), Channel = WordOf("channel"), Category = WordOf("category"), Sight = sight };

        DateOnly? DayOf(string field)
        {
            if (query[field].ToString() is not { Length: > 0 } text)
            {
                return null;
            }

            if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day >= First && day <= Last)
            {
                return day;
            }

            errors[field] = [$"It must be a day such as {today:yyyy-MM-dd}, from 2000 to 2199."];
            return null;
        }

        string? WordOf(string field) => query[field].ToString() is { Length: > 0 and <= LongestWord } word ? word : null;
    }
}
