using ServiceBot.Language.Tokens;

namespace ServiceBot.Language.Entities;

/// <summary>Dates in Chinese: 今天, 大后天, 下周二, 上个星期一, 三天前, 两周后, 3月12日, 十二月一号, 二〇二六年三月十二日, 下个月5号, 下个月底, 上周, 十一月的账单.</summary>
/// <remarks>
/// 上周一 is Monday of the week before this one, 下周二 Tuesday of the next; 周五 alone is the coming Friday. A week stands for its Monday, a month for
/// its first day.
/// </remarks>
internal sealed class ChineseDates(MessageText text, Calendar calendar)
{
    private const string Weekdays = "日一二三四五六";

    private static readonly (string[] Words, int Days)[] Relative =
    [
        (["大后天"], 3), (["大前天"], -3), (["后天"], 2), (["前天"], -2), (["明天", "明日", "明早", "明晚", "明儿"], 1),
        (["昨天", "昨日", "昨晚", "昨儿", "昨夜"], -1), (["今天", "今日", "今晚", "今早", "今儿", "刚才", "刚刚"], 0),
    ];

    private static readonly (string[] Words, int Weeks)[] Weeks =
    [
        (["下下"], 2), (["上上"], -2), (["下"], 1), (["上"], -1), (["这", "本"], 0),
    ];

    private static readonly string[] Week = ["周", "星期", "礼拜"];
    private static readonly string[] DaySigns = ["日", "号"];
    private static readonly string[] MonthEnd = ["底", "末", "月底"];
    private static readonly string[] AfterMonth = ["的账单", "账单", "份", "开始", "起", "那期", "的那"];
    private static readonly string[] Before = ["之前", "以前", "前", "了"];
    private static readonly string[] After = ["之后", "以后", "后"];

    public void Find()
    {
        var end = 0;
        foreach (var token in text.Tokens)
        {
            if (token.Kind == TokenKind.Han && token.Start >= end && Named(token.Start) is { } found)
            {
                end = Add(found, token.Start);
            }
        }

        for (var i = 0; i < text.Quantities.Count; i++)
        {
            var start = text.Quantities[i].Start;
            if (!text.IsTaken(start, text.Quantities[i].End) && (MonthAndDay(i) ?? Counted(i) ?? MonthAlone(i)) is { } found)
            {
                Add(found, start);
            }
        }
    }

    private int Add((DateOnly Date, int End) found, int start)
    {
        text.Add(EntityTypes.Date, Calendar.Text(found.Date), start, found.End);
        return found.End;
    }

    private (DateOnly Date, int End)? Named(int at)
    {
        foreach (var (words, days) in Relative)
        {
            if (text.After(at, words) is > 0 and var end)
            {
                return Found(calendar.InDays(days), end);
            }
        }

        foreach (var (words, weeks) in Weeks)
        {
            if (text.After(at, words) is > 0 and var next)
            {
                next = text.At(next) == '个' ? next + 1 : next;
                return Weekday(next) is { } day ? Found(calendar.OfWeek(day.Weekday, weeks), day.End) : DayOfMonth(next, weeks) ?? Period(next, weeks);
            }
        }

        return Weekday(at) is { } coming ? Found(calendar.Coming(coming.Weekday), coming.End) : null;
    }

    private (DayOfWeek Weekday, int End)? Weekday(int at)
    {
        if (text.After(at, Week) is not (> 0 and var end))
        {
            return null;
        }

        var weekday = text.At(end) == '天' ? 0 : Weekdays.IndexOf(text.At(end), StringComparison.Ordinal);
        var isOther = text.At(end) == '一' && text.At(end + 1) is '共' or '直' or '起' or '般' or '样' or '次' or '个';    // 上周一共
        return weekday < 0 || isOther ? null : ((DayOfWeek)weekday, end + 1);
    }

    /// <summary>The rest of 下个月5号.</summary>
    private (DateOnly Date, int End)? DayOfMonth(int at, int months) =>
        text.At(at) == '月' && text.QuantityFrom(at + 1) is { Count: > 0 and var day } quantity && text.After(quantity.End, DaySigns) is > 0 and var end
            ? Found(calendar.OfMonth(months, day), end) : null;

    /// <summary>The rest of 下个月底, 上个月 and 上周; 这 and 本 alone are no day.</summary>
    private (DateOnly Date, int End)? Period(int at, int count)
    {
        if (text.At(at) == '月')
        {
            var end = text.After(at + 1, MonthEnd);
            return end > 0 ? Found(calendar.EndOfMonth(count), end) : count == 0 ? null : Found(calendar.OfMonth(count, 1), at + 1);
        }

        return text.After(at, Week) is > 0 and var weekEnd && count != 0 ? Found(calendar.OfWeek(DayOfWeek.Monday, count), weekEnd) : null;
    }

    /// <summary>十一月的账单, 从三月开始: a month alone, where what stands beside it makes it a time.</summary>
    private (DateOnly Date, int End)? MonthAlone(int i)
    {
        var month = text.Quantities[i];
        return text.At(month.End) == '月' && text.After(month.End + 1, AfterMonth) > 0 && month.Count is >= 1 and <= 12
            ? Found(calendar.LastFirst(month.Count), month.End + 1) : null;
    }

    private (DateOnly Date, int End)? MonthAndDay(int i)
    {
        var month = text.Quantities[i];
        int? year = null;
        if (text.At(month.End) == '年' && i + 1 < text.Quantities.Count && text.Quantities[i + 1].Start == month.End + 1)
        {
            (year, month) = (month.Count, text.Quantities[++i]);
        }

        if (text.At(month.End) != '月' || i + 1 >= text.Quantities.Count || text.Quantities[i + 1] is var day && day.Start != month.End + 1)
        {
            return null;
        }

        var end = text.After(day.End, DaySigns);
        var date = year is { } exact ? Calendar.Exact(exact, month.Count, day.Count) : calendar.Nearest(month.Count, day.Count);
        return Found(date, end > 0 ? end : day.End);
    }

    /// <summary>三天前, 2周后, 一个月以前, 三天了.</summary>
    private (DateOnly Date, int End)? Counted(int i)
    {
        var quantity = text.Quantities[i];
        var unitAt = text.SkipSpace(quantity.End);
        unitAt = text.At(unitAt) == '个' ? unitAt + 1 : unitAt;
        var isDays = text.At(unitAt) is '天' or '日';
        var isMonths = text.At(unitAt) == '月';
        var unitEnd = isDays || isMonths ? unitAt + 1 : text.After(unitAt, Week);
        var before = text.After(unitEnd, Before);
        var end = before > 0 ? before : text.After(unitEnd, After);
        if (unitEnd < 0 || end < 0 || quantity.Count < 0)
        {
            return null;
        }

        var signed = before > 0 ? -quantity.Count : quantity.Count;
        return Found(isMonths ? calendar.InMonths(signed) : calendar.InDays(isDays ? signed : 7 * signed), end);
    }

    private static (DateOnly Date, int End)? Found(DateOnly? date, int end) => date is { } day ? (day, end) : null;
}
