using System.Globalization;
using ServiceBot.Desk.Queue;

namespace ServiceBot.Desk.Sla;

/// <summary>A stretch of time.</summary>
/// <param name="From">Its first instant.</param>
/// <param name="To">The instant at which it is over.</param>
public readonly record struct Stretch(DateTimeOffset From, DateTimeOffset To)
{
    /// <summary>How long it is.</summary>
    public TimeSpan Length => To - From;
}

/// <summary>When people work: hours of the week in a time zone, breaks and holidays. Its answers are instants in UTC.</summary>
/// <remarks>
/// Hours stand on the wall clock (<see cref="ZoneTime"/>): stretches that touch there touch in time, and no work is counted twice.
/// </remarks>
public sealed class BusinessCalendar
{
    /// <summary>How far ahead it looks for open hours: two years, so that a calendar that never opens comes to an end.</summary>
    private const int FarthestDays = 731;

    private readonly IReadOnlyList<OpenSpan>[] _week;
    private readonly HashSet<string> _holidays;

    /// <summary>Takes hours whose settings were checked.</summary>
    public BusinessCalendar(OpeningHoursOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        Zone = TimeZoneInfo.FindSystemTimeZoneById(options.TimeZone);
        _week = [.. Enum.GetValues<DayOfWeek>().Select(day => OpenSpan.Read(options.Week.TryGetValue(day.ToString(), out var hours) ? hours : "").Spans)];
        _holidays = [.. options.Holidays];
    }

    /// <summary>The zone of the hours.</summary>
    public TimeZoneInfo Zone { get; }

    /// <summary>The usual hours of a day of the week, in order; none: closed.</summary>
    public IReadOnlyList<OpenSpan> On(DayOfWeek day) => _week[(int)day];

    /// <summary>The hours of a day, in order; none: closed.</summary>
    public IReadOnlyList<OpenSpan> On(DateOnly day) =>
        _holidays.Contains(day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) || _holidays.Contains(day.ToString("MM-dd", CultureInfo.InvariantCulture))
            ? []
            : On(day.DayOfWeek);

    /// <summary>The day on which an instant lies.</summary>
    public DateOnly DayOf(DateTimeOffset at) => ZoneTime.DayOf(Zone, at);

    /// <summary>Whether people work at an instant.</summary>
    public bool IsOpen(DateTimeOffset at) => OpenFrom(at).FirstOrDefault() is { Length.Ticks: > 0 } first && first.From <= at;

    /// <summary>Open stretches from an instant on, in order; the first begins with the instant when that is open.</summary>
    public IEnumerable<Stretch> OpenFrom(DateTimeOffset from)
    {
        var first = DayOf(from).AddDays(-1);     // a day's last hours may lie after midnight where the clock is put back then
        for (var days = 0; days <= FarthestDays; days++)
        {
            var day = first.AddDays(days);
            foreach (var span in On(day))
            {
                var (begins, ends) = (ZoneTime.InstantOf(Zone, day, span.From), ZoneTime.InstantOf(Zone, day, span.To));
                begins = begins < from ? from.ToUniversalTime() : begins;
                if (begins < ends)
                {
                    yield return new(begins, ends);
                }
            }
        }
    }

    /// <summary>How much open time lies between two instants.</summary>
    public TimeSpan OpenBetween(DateTimeOffset from, DateTimeOffset to) =>
        new(OpenFrom(from).TakeWhile(open => open.From < to).Sum(open => ((open.To < to ? open.To : to) - open.From).Ticks));
}
