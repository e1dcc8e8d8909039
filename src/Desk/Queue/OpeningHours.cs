using System.Globalization;
using Microsoft.Extensions.Options;
using ServiceBot.Desk.Sla;

namespace ServiceBot.Desk.Queue;

/// <summary>When people answer, by the settings; in the desk's own time zone.</summary>
public sealed class OpeningHours
{
    private static readonly TimeSpan Farthest = TimeSpan.FromDays(61);

    // Read at the first question: at the start the settings are checked all together, and services are made before that.
    private readonly Lazy<BusinessCalendar> _calendar;

    /// <summary>Takes the settings, which are checked at the start.</summary>
    public OpeningHours(IOptions<OpeningHoursOptions> options) => _calendar = new(() => new(options.Value));

    /// <summary>The same as a calendar to count by.</summary>
    public BusinessCalendar Calendar => _calendar.Value;

    /// <summary>The usual hours of a day of the week, in order; none: closed.</summary>
    public IReadOnlyList<OpenSpan> On(DayOfWeek day) => Calendar.On(day);

    /// <summary>Whether people answer at an instant.</summary>
    public bool IsOpen(DateTimeOffset at) => Calendar.IsOpen(at);

    /// <summary>When people answer again, be it after hours or after the present stretch; null: not within sixty days.</summary>
    public DateTimeOffset? OpensAt(DateTimeOffset after) =>
        Calendar.OpenFrom(after).FirstOrDefault(open => open.From > after).From is var opens && opens > after && opens - after < Farthest ? opens : null;

    /// <summary>When people are back, to stand behind «they will answer here»; empty when nobody knows.</summary>
    /// <param name="now">The present.</param>
    /// <param name="language"><c>en</c> or <c>zh</c>.</param>
    public string Words(DateTimeOffset now, string language)
    {
        if (OpensAt(now) is not { } opens)
        {
            return "";
        }

        var local = TimeZoneInfo.ConvertTime(opens, Calendar.Zone);
        var days = Calendar.DayOf(opens).DayNumber - Calendar.DayOf(now).DayNumber;
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
}
