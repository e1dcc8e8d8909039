using System.Globalization;
using ServiceBot.Desk.Sla;

namespace ServiceBot.Desk.Snooze;

/// <summary>Until when something is put aside, as people say it.</summary>
public static class SnoozeTime
{
    /// <summary>It is not put aside any more.</summary>
    public const string Now = "now";

    /// <summary>What is said in a word: in one hour, in four, when the desk opens tomorrow, when it opens next week.</summary>
    public static IReadOnlyList<string> Words { get; } = ["1h", "4h", "tomorrow", "week"];

    /// <summary>What can be said, for whoever said something else.</summary>
    internal const string Hint = "It must be 1h, 4h, tomorrow, week, now, or an instant within the next 366 days such as 2026-11-23T09:00:00Z (without a zone: in that of the desk).";

    private const int MorningHour = 9;
    private static readonly TimeSpan Longest = TimeSpan.FromDays(366);
    private static readonly string[] Locals = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss"];
    private static readonly string[] Instants = ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK"];

    /// <summary>Reads one of <see cref="Words"/>, an instant, or a time of day in the desk's zone.</summary>
    /// <param name="text">What was said.</param>
    /// <param name="calendar">The desk's hours.</param>
    /// <param name="now">The present.</param>
    /// <param name="until">Until when; null: <see cref="Now"/>.</param>
    /// <returns>False: it is none of these, past, or more than 366 days away.</returns>
    public static bool TryRead(string? text, BusinessCalendar calendar, DateTimeOffset now, out DateTimeOffset? until)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        until = text is not null && Words.Contains(text) ? Of(text, calendar, now)
            : DateTime.TryParseExact(text, Locals, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? (IsNear(local, now) ? ZoneTime.InstantOf(calendar.Zone, local) : null)
            : DateTimeOffset.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) ? instant.ToUniversalTime()
            : null;
        return text == Now || (until > now && until <= now + Longest);
    }

    /// <summary>The instant that one of <see cref="Words"/> means. A day begins when the desk opens, at nine where it never closes.</summary>
    public static DateTimeOffset Of(string word, BusinessCalendar calendar, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        var today = calendar.DayOf(now);
        return word switch
        {
            "1h" => now.AddHours(1),
            "4h" => now.AddHours(4),
            "tomorrow" => MorningFrom(calendar, today.AddDays(1)),
            "week" => MorningFrom(calendar, today.AddDays(7 - (((int)today.DayOfWeek + 6) % 7))),
            _ => throw new ArgumentOutOfRangeException(nameof(word), word, "It is none of the words."),
        };
    }

    /// <summary>Whether a time can lie within <see cref="Longest"/>, in whatever zone; so that the first and the last day of all time need no instant.</summary>
    private static bool IsNear(DateTime local, DateTimeOffset now) => (local - now.UtcDateTime).Duration() < Longest + TimeSpan.FromDays(2);

    private static DateTimeOffset MorningFrom(BusinessCalendar calendar, DateOnly day)
    {
        var midnight = ZoneTime.InstantOf(calendar.Zone, day, 0);
        return calendar.OpenFrom(midnight).FirstOrDefault() is { Length.Ticks: > 0 } open && open.From > midnight
            ? open.From
            : ZoneTime.InstantOf(calendar.Zone, day, MorningHour * 60);
    }
}
