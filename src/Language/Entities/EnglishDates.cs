using System.Collections.Frozen;

namespace ServiceBot.Language.Entities;

/// <summary>
/// Dates in English words: today, this morning, the day after tomorrow, next Tuesday, in 3 days, two weeks ago, a week ago, 12 March,
/// March 12th 2026, the end of next month, last week, since March, the November bill.
/// </summary>
/// <remarks>
/// Weeks begin on Monday. «Next» is a day of the next week, «this» one of this week, «last» the last one before today; a weekday
/// alone is the coming one. A day without a year is the one nearest to today. A month stands for its first day and a week for its Monday; a
/// month's name counts only beside a word that makes it a time, because may and march are also something else.
/// </remarks>
internal sealed class EnglishDates(MessageText text, Calendar calendar)
{
    private static readonly FrozenDictionary<string, int> Days = new Dictionary<string, int>
    {
        ["today"] = 0,
        ["tonight"] = 0,
        ["tomorrow"] = 1,
        ["tommorow"] = 1,
        ["tomorow"] = 1,
        ["tommorrow"] = 1,
        ["tmr"] = 1,
        ["tmrw"] = 1,
        ["yesterday"] = -1,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, DayOfWeek> Weekdays = Prefixes(
        ("sunday", 3, DayOfWeek.Sunday), ("monday", 3, DayOfWeek.Monday), ("tuesday", 3, DayOfWeek.Tuesday),
        ("wednesday", 3, DayOfWeek.Wednesday), ("thursday", 3, DayOfWeek.Thursday), ("friday", 3, DayOfWeek.Friday),
        ("saturday", 3, DayOfWeek.Saturday));

    private static readonly FrozenDictionary<string, int> Months = Prefixes(
        ("january", 3, 1), ("february", 3, 2), ("march", 3, 3), ("april", 3, 4), ("may", 3, 5), ("june", 3, 6), ("july", 3, 7),
        ("august", 3, 8), ("september", 3, 9), ("october", 3, 10), ("november", 3, 11), ("december", 3, 12));

    private readonly Dictionary<int, Quantity> _quantities = text.Quantities
        .Where(quantity => quantity.Form != QuantityForm.Chinese).ToDictionary(quantity => quantity.Start);

    public void Find()
    {
        for (var i = 0; i < text.Tokens.Count;)
        {
            if (Read(i) is { } found && !text.IsTaken(text.Tokens[i].Start, text.Tokens[found.End - 1].End))
            {
                text.Add(EntityTypes.Date, Calendar.Text(found.Date), text.Tokens[i].Start, text.Tokens[found.End - 1].End);
                i = found.End;
            }
            else
            {
                i++;
            }
        }
    }

    private (DateOnly Date, int End)? Read(int i) => Relative(i) ?? Weekday(i) ?? Counted(i) ?? MonthAndDay(i) ?? Period(i) ?? MonthAlone(i);

    private (DateOnly Date, int End)? Relative(int i)
    {
        if (Days.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(Word(i), out var days))
        {
            return Found(calendar.InDays(days), i + 1);
        }

        if (Word(i) is "this" && Word(i + 1) is "morning" or "afternoon" or "evening" || Are(i, "last", "night"))
        {
            return Found(calendar.InDays(Word(i) is "last" ? -1 : 0), i + 2);
        }

        var at = Word(i) is "the" ? i + 1 : i;
        return Are(at, "day", "after", "tomorrow") ? Found(calendar.InDays(2), at + 3)
            : Are(at, "day", "before", "yesterday") ? Found(calendar.InDays(-2), at + 3)
            : null;
    }

    private (DateOnly Date, int End)? Weekday(int i)
    {
        var which = Word(i);
        var hasWhich = which is "next" or "last" or "past" or "this" or "coming";
        if (!Weekdays.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(Word(hasWhich ? i + 1 : i), out var weekday))
        {
            return null;
        }

        if (!hasWhich)
        {
            // «sun» and «sat» alone are more often words than days.
            return which is "sun" or "sat" or "wed" or "mon" or "fri" ? null : Found(calendar.Coming(weekday), i + 1);
        }

        return Found(which switch
        {
            "next" => calendar.OfWeek(weekday, 1),
            "this" => calendar.OfWeek(weekday, 0),
            "coming" => calendar.Coming(weekday),
            _ => calendar.Past(weekday),
        }, i + 2);
    }

    /// <summary>in 3 days, 3 days ago, two weeks from now, for two weeks, the last 3 days: what lasts until today began then.</summary>
    private (DateOnly Date, int End)? Counted(int i)
    {
        var isIn = Word(i) is "in";
        var isSince = Word(i) is "for" or "last" or "past";
        var at = isIn || isSince ? i + 1 : i;
        var count = QuantityAt(at) is { Form: QuantityForm.Digits or QuantityForm.English, Count: >= 0 and var said } ? said
            : Word(at) is "a" or "an" ? 1 : -1;
        if (count < 0)
        {
            return null;
        }

        var unit = Word(at + 1);
        var isAgo = Word(at + 2) is "ago";
        var end = isAgo || Word(at + 2) is "later" ? at + 3
            : Are(at + 2, "from", "now") || Are(at + 2, "from", "today") ? at + 4
            : isIn || isSince ? at + 2 : -1;
        if (end < 0)
        {
            return null;
        }

        var signed = isAgo || isSince ? -count : count;
        return unit switch
        {
            "day" or "days" => Found(calendar.InDays(signed), end),
            "week" or "weeks" => Found(calendar.InDays(signed * 7), end),
            "month" or "months" => Found(calendar.InMonths(signed), end),
            "year" or "years" when !isSince => Found(calendar.InMonths(signed * 12), end),
            _ => null,
        };
    }

    /// <summary>last week, next month, the end of the month, the beginning of next week.</summary>
    private (DateOnly Date, int End)? Period(int i)
    {
        var isEnd = Are(i, "end", "of");
        var isStart = Are(i, "beginning", "of") || Are(i, "start", "of");
        var at = isEnd || isStart ? i + 2 : i;
        int? count = Word(at) switch
        {
            "last" or "previous" => -1,
            "next" or "coming" => 1,
            "this" or "the" when isEnd || isStart => 0,
            _ => null,
        };
        return count is not { } away ? null : Word(at + 1) switch
        {
            "week" => Found(calendar.OfWeek(isEnd ? DayOfWeek.Sunday : DayOfWeek.Monday, away), at + 2),
            "month" => Found(isEnd ? calendar.EndOfMonth(away) : calendar.OfMonth(away, 1), at + 2),
            _ => null,
        };
    }

    /// <summary>since March, in January, my November bill.</summary>
    private (DateOnly Date, int End)? MonthAlone(int i)
    {
        var isAfter = Word(i) is "since" or "from" or "in" or "until";
        var at = isAfter ? i + 1 : i;
        var isBill = Word(at + 1) is "bill" or "invoice" or "statement";
        if (!Months.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(Word(at), out var month) || !(isAfter || isBill || text.Tokens.Count == 1))
        {
            return null;
        }

        return Found(isBill || Word(i) is "since" ? calendar.LastFirst(month) : calendar.Nearest(month, 1), at + 1);
    }

    private (DateOnly Date, int End)? MonthAndDay(int i)
    {
        var months = Months.GetAlternateLookup<ReadOnlySpan<char>>();
        if (months.TryGetValue(Word(i), out var month))
        {
            return DayAt(Word(i + 1) is "the" ? i + 2 : i + 1) is { } day ? WithYear(month, day, Word(i + 1) is "the" ? i + 3 : i + 2) : null;
        }

        var at = DayAt(i) is null ? -1 : Word(i + 1) is "of" ? i + 2 : i + 1;
        return at > 0 && months.TryGetValue(Word(at), out month) ? WithYear(month, DayAt(i)!.Value, at + 1) : null;
    }

    private (DateOnly Date, int End)? WithYear(int month, int day, int next) =>
        QuantityAt(next) is { Form: QuantityForm.Digits, Count: >= 1900 and <= 2199 and var year } && IsNear(next)
            ? Found(Calendar.Exact(year, month, day), next + 1)
            : Found(calendar.Nearest(month, day), next);

    private int? DayAt(int i)
    {
        if (QuantityAt(i) is not { Form: QuantityForm.Digits or QuantityForm.DigitsInWord, Count: >= 1 and <= 31 and var day } quantity)
        {
            return null;
        }

        var suffix = text.Folded[quantity.End..text.Tokens[i].End];
        return suffix is "" or "st" or "nd" or "rd" or "th" ? day : null;
    }

    private Quantity? QuantityAt(int i) =>
        i < text.Tokens.Count && _quantities.TryGetValue(text.Tokens[i].Start, out var quantity) ? quantity : null;

    private bool Are(int i, string first, string second) => Word(i).SequenceEqual(first) && Word(i + 1).SequenceEqual(second);

    private bool Are(int i, string first, string second, string third) => Are(i, first, second) && Word(i + 2).SequenceEqual(third);

    /// <summary>The token's characters; nothing where there is no token.</summary>
    private ReadOnlySpan<char> Word(int i) => i < text.Tokens.Count ? text[text.Tokens[i]] : [];

    private bool IsNear(int i) => text.Tokens[i].Start - text.Tokens[i - 1].End <= 2;

    private static (DateOnly Date, int End)? Found(DateOnly? date, int end) => date is { } day ? (day, end) : null;

    /// <summary>Every name under its full form and its abbreviations of three letters or more: mar, tues, sept.</summary>
    private static FrozenDictionary<string, T> Prefixes<T>(params ReadOnlySpan<(string Name, int Shortest, T Value)> names)
    {
        Dictionary<string, T> prefixes = [];
        foreach (var (name, shortest, value) in names)
        {
            for (var length = shortest; length <= Math.Min(name.Length, 5); length++)
            {
                prefixes[name[..length]] = value;
            }

            prefixes[name] = value;
        }

        return prefixes.ToFrozenDictionary();
    }
}
