using System.Globalization;

namespace ServiceBot.Language.Entities;

/// <summary>Counts days from the customer's today. Every method answers null for a day that does not exist.</summary>
/// <param name="today">The customer's today.</param>
internal readonly struct Calendar(DateOnly today)
{
    private const int Furthest = 3660;    // ten years: beyond that «in 99999 days» is a joke or an attack

    public static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateOnly? Exact(int year, int month, int day) =>
        year is >= 1900 and <= 2199 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day) : null;

    public DateOnly? InDays(int days) => Math.Abs(days) <= Furthest ? today.AddDays(days) : null;

    public DateOnly? InMonths(int months) => Math.Abs(months) <= Furthest / 30 ? today.AddMonths(months) : null;

    /// <summary>A day without a year: the one nearest to today.</summary>
    public DateOnly? Nearest(int month, int day)
    {
        var now = today.DayNumber;
        return Enumerable.Range(today.Year - 1, 3)
            .Select(year => Exact(year, month, day))
            .Where(date => date is not null)
            .MinBy(date => Math.Abs(date!.Value.DayNumber - now));
    }

    /// <summary>A weekday of a week, weeks beginning on Monday: 0 is this week, 1 the next.</summary>
    public DateOnly OfWeek(DayOfWeek weekday, int week) => today.AddDays(FromMonday(weekday) - FromMonday(today.DayOfWeek) + (7 * week));

    /// <summary>The next such weekday, today included.</summary>
    public DateOnly Coming(DayOfWeek weekday) => today.AddDays((weekday - today.DayOfWeek + 7) % 7);

    /// <summary>The last such weekday before today.</summary>
    public DateOnly Past(DayOfWeek weekday) => today.AddDays(-1 - ((today.DayOfWeek - weekday + 6) % 7));

    /// <summary>A day of a month: 0 is this month, 1 the next.</summary>
    public DateOnly? OfMonth(int months, int day)
    {
        var month = today.AddMonths(months);
        return Exact(month.Year, month.Month, day);
    }

    /// <summary>The last day of a month: 0 is this month, 1 the next.</summary>
    public DateOnly? EndOfMonth(int months)
    {
        var month = today.AddMonths(months);
        return Exact(month.Year, month.Month, DateTime.DaysInMonth(month.Year, month.Month));
    }

    /// <summary>The last time that a month began, today included.</summary>
    public DateOnly? LastFirst(int month) => Exact(today.Month >= month ? today.Year : today.Year - 1, month, 1);

    private static int FromMonday(DayOfWeek weekday) => ((int)weekday + 6) % 7;
}
