using System.Globalization;
using Microsoft.Extensions.Options;

namespace ServiceBot.Desk.Queue;

/// <summary>When people answer, by the settings; in the desk's own time zone.</summary>
public sealed class OpeningHours
{
    private const int FarthestDays = 60;

    // Read at the first question: at the start the settings are checked all together, and services are made before that.
    private readonly Lazy<Calendar> _calendar;

    /// <summary>Takes the settings, which are checked at the start.</summary>
    public OpeningHours(IOptions<OpeningHoursOptions> options) => _calendar = new(() => Read(options.Value));

    /// <summary>The usual hours of a day of the week, in order; none: closed.</summary>
    public IReadOnlyList<OpenSpan> On(DayOfWeek day) => _calendar.Value.Week[(int)day];

    /// <summary>Whether people answer at an instant.</summary>
    public bool IsOpen(DateTimeOffset at)
    {
        var local = TimeZoneInfo.ConvertTime(at, _calendar.Value.Zone);
        var minute = (int)local.TimeOfDay.TotalMinutes;
        return Of(DateOnly.FromDateTime(local.Date)).Any(span => span.From <= minute && minute < span.To);
    }

    /// <summary>When people answer again; null: not within sixty days.</summary>
    public DateTimeOffset? OpensAt(DateTimeOffset after)
    {
        if (NextOpening(after) is not var (local, _))
        {
            return null;
        }

        var zone = _calendar.Value.Zone;
        local = zone.IsInvalidTime(local) ? local.AddHours(1) : local;     // the hour that summer time leaves out
        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    /// <summary>When people are back, to stand behind «they will answer here»; empty when nobody knows.</summary>
    /// <param name="now">The present.</param>
    /// <param name="language"><c>en</c> or <c>zh</c>.</param>
    public string Words(DateTimeOffset now, string language)
    {
        if (NextOpening(now) is not var (local, days))
        {
            return "";
        }

        var clock = local.ToString("H:mm", CultureInfo.InvariantCulture);
        return language == "zh"
            ? days switch { 0 => "今天", 1 => "明天", < 7 => $"周{"日一二三四五六"[(int)local.DayOfWeek]}", _ => $"{local.Month}月{local.Day}日" } + " " + clock
            : days switch
            {
                0 => $"today from {clock}",
                1 => $"tomorrow from {clock}",
                < 7 => string.Create(CultureInfo.InvariantCulture, $"on {local:dddd} from {clock}"),
                _ => string.Create(CultureInfo.InvariantCulture, $"on {local:d MMMM} from {clock}"),
            };
    }

    /// <summary>When people answer again, in local time with its distance in days from today; null: not within sixty days.</summary>
    private (DateTime Local, int Days)? NextOpening(DateTimeOffset after)
    {
        var local = TimeZoneInfo.ConvertTime(after, _calendar.Value.Zone);
        var today = DateOnly.FromDateTime(local.Date);
        for (var days = 0; days <= FarthestDays; days++)
        {
            foreach (var span in Of(today.AddDays(days)))
            {
                if (days > 0 || span.From > local.TimeOfDay.TotalMinutes)
                {
                    return (today.AddDays(days).ToDateTime(TimeOnly.MinValue).AddMinutes(span.From), days);
                }
            }
        }

        return null;
    }

    private IReadOnlyList<OpenSpan> Of(DateOnly day) =>
        _calendar.Value.Holidays.Contains(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture))
        || _calendar.Value.Holidays.Contains(day.ToString("MM-dd", CultureInfo.InvariantCulture)) ? [] : On(day.DayOfWeek);

    private static Calendar Read(OpeningHoursOptions options) => new(
        TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone),
        [.. Enum.GetValues<DayOfWeek>().Select(day => OpenSpan.Read(options.Week.TryGetValue(day.ToString(), out var hours) ? hours : "").Spans)],
        [.. options.Holidays]);

    private sealed record Calendar(TimeZoneInfo Zone, IReadOnlyList<OpenSpan>[] Week, HashSet<string> Holidays);
}
