using System.Globalization;

namespace ServiceBot.Language.Entities;

/// <summary>
/// Ranges of days, both included: from Monday to Wednesday, between 3 and 5 May, 3-5 May, next week, this weekend, 下周一到周三, 5月3日至5日, 下周, 周末. The value
/// is <c>2026-11-23/2026-11-25</c>.
/// </summary>
internal sealed class DateRanges(MessageText text, Calendar calendar)
{
    private static readonly string[] Links = [" to ", " until ", " till ", " through ", " and ", " - ", "-", "–", " – ", "到", "至", "~", "～"];
    private static readonly string[] DaySigns = ["日", "号"];

    private static readonly (string[] Words, int Weeks)[] Weeks =
    [
        (["next week", "下个星期", "下星期", "下个礼拜", "下礼拜", "下周"], 1), (["this week", "这个星期", "这星期", "这周", "本周"], 0), (["last week", "上个星期", "上星期", "上周"], -1),
    ];

    private static readonly (string[] Words, int Months)[] Months =
    [
        (["next month", "下个月", "下月"], 1), (["this month", "这个月", "本月"], 0), (["last month", "上个月", "上月"], -1),
    ];

    private static readonly (string[] Words, int Weeks)[] Weekends =
    [
        (["next weekend", "下周末", "下个周末"], 1), (["this weekend", "the weekend", "这周末", "这个周末", "本周末", "周末"], 0), (["last weekend", "上周末", "上个周末"], -1),
    ];

    private readonly HashSet<int> _ranges = [];    // the places that are in one

    public void Find()
    {
        var dates = text.Found.Where(entity => entity.Type == EntityTypes.Date).OrderBy(entity => entity.Start).ToList();
        for (var i = 0; i < dates.Count; i++)
        {
            if (i + 1 < dates.Count && Linked(dates[i], dates[i + 1]))
            {
                Add(Day(dates[i]), Day(dates[i + 1]), dates[i].Start, End(dates[++i]));
            }
            else if (FromNumber(dates[i]) is { } from)
            {
                Add(from.Day, Day(dates[i]), from.Start, End(dates[i]));
            }
            else if (ToNumber(dates[i]) is { } to)
            {
                Add(Day(dates[i]), to.Day, dates[i].Start, to.End);
            }
        }

        Periods();
    }

    private bool Linked(Entity first, Entity second) => text.After(End(first), Links) is > 0 and var end && (end == second.Start || text.After(end, ["the "]) == second.Start);

    /// <summary>The first day of «between 3 and 5 May».</summary>
    private (DateOnly Day, int Start)? FromNumber(Entity date)
    {
        if (text.QuantityBefore(date.Start) is not { Count: >= 1 and <= 31, Form: QuantityForm.Digits or QuantityForm.DigitsInWord } quantity)
        {
            return null;
        }

        var end = quantity.Form == QuantityForm.DigitsInWord && text.After(quantity.End, ["st", "nd", "rd", "th"]) is > 0 and var suffix ? suffix : quantity.End;
        var isLinked = text.After(end, Links) is > 0 and var next && (next == date.Start || text.After(next, ["the "]) == date.Start);
        return isLinked && quantity.Count < Day(date).Day && Calendar.Exact(Day(date).Year, Day(date).Month, quantity.Count) is { } from ? (from, quantity.Start) : null;
    }

    /// <summary>The last day of 5月3日到5日, May 3 to 5.</summary>
    private (DateOnly Day, int End)? ToNumber(Entity date)
    {
        if (text.After(End(date), Links) is not (> 0 and var next))
        {
            return null;
        }

        if (text.QuantityFrom(next) is not { Count: >= 1 and <= 31 } quantity || quantity.Count <= Day(date).Day
            || Calendar.Exact(Day(date).Year, Day(date).Month, quantity.Count) is not { } to)
        {
            return null;
        }

        var sign = text.After(quantity.End, DaySigns);
        var isDay = sign > 0 || (quantity.Form == QuantityForm.Digits && char.IsAsciiLetter(text.At(date.Start)));
        return isDay ? (to, Math.Max(sign, quantity.End)) : null;
    }

    private void Periods()
    {
        foreach (var token in text.Tokens)
        {
            var at = token.Start;
            if (char.IsAsciiLetter(text.At(at - 1)) || _ranges.Contains(at))
            {
                continue;
            }

            if (Named(at, Weekends) is { } weekend)
            {
                Add(calendar.OfWeek(DayOfWeek.Saturday, weekend.Count), calendar.OfWeek(DayOfWeek.Sunday, weekend.Count), at, weekend.End);
            }
            else if (Named(at, Weeks) is { } week && !IsWeekday(week.End))
            {
                Add(calendar.OfWeek(DayOfWeek.Monday, week.Count), calendar.OfWeek(DayOfWeek.Sunday, week.Count), at, week.End);
            }
            else if (Named(at, Months) is { } month && !char.IsAsciiDigit(text.At(month.End)) && text.At(month.End) is not ('底' or '末')
                && calendar.OfMonth(month.Count, 1) is { } first && calendar.EndOfMonth(month.Count) is { } last)
            {
                Add(first, last, at, month.End);
            }
        }
    }

    private (int Count, int End)? Named(int at, (string[] Words, int Count)[] periods)
    {
        foreach (var (words, count) in periods)
        {
            if (text.After(at, words) is > 0 and var end && !char.IsAsciiLetter(text.At(end)))
            {
                return (count, end);
            }
        }

        return null;
    }

    private bool IsWeekday(int at) => text.At(at) is '一' or '二' or '三' or '四' or '五' or '六' or '日' or '天' or '末';

    /// <summary>A weekday that comes before the first day is one of the week after.</summary>
    private void Add(DateOnly first, DateOnly last, int start, int end)
    {
        while (last < first && first.DayNumber - last.DayNumber < 8)
        {
            last = last.AddDays(7);
        }

        if (first <= last)
        {
            text.Add(EntityTypes.DateRange, $"{Calendar.Text(first)}/{Calendar.Text(last)}", start, end);
            _ranges.UnionWith(Enumerable.Range(start, end - start));
        }
    }

    private static int End(Entity entity) => entity.Start + entity.Length;

    private static DateOnly Day(Entity entity) => DateOnly.ParseExact(entity.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
