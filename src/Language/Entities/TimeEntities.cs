using System.Globalization;

namespace ServiceBot.Language.Entities;

/// <summary>Times of the day, as 24 hours: 5pm, 5:30 p.m., 17:00, half past five, noon, 下午三点半, 晚上8点20分, 中午12点.</summary>
internal static class TimeEntities
{
    private static readonly string[] Morning = ["凌晨", "清晨", "早上", "早晨", "上午"];
    private static readonly string[] Afternoon = ["下午", "傍晚", "晚上", "夜里", "今晚", "明晚", "昨晚"];
    private static readonly string[] Noon = ["中午"];
    private static readonly string[] Pm = ["p.m.", "pm", "p.m"];
    private static readonly string[] Am = ["a.m.", "am", "a.m"];

    public static void Find(MessageText text)
    {
        for (var i = 0; i < text.Quantities.Count; i++)
        {
            var quantity = text.Quantities[i];
            if (!text.IsTaken(quantity.Start, quantity.End) && (Clock(text, i) ?? Chinese(text, i)) is { } found)
            {
                Add(text, found.Minutes, found.Start, found.End);
            }
        }

        for (var i = 0; i < text.Tokens.Count; i++)
        {
            var token = text.Tokens[i];
            if (text[token] is "noon" or "midday" or "midnight")
            {
                Add(text, text[token] is "midnight" ? 0 : 12 * 60, token.Start, token.End);
            }
        }
    }

    private static void Add(MessageText text, int minutes, int start, int end) =>
        text.Add(EntityTypes.Time, string.Create(CultureInfo.InvariantCulture, $"{minutes / 60:00}:{minutes % 60:00}"), start, end);

    /// <summary>5pm, 5:30, 5.30pm, half past five, quarter to six, five o'clock, at 5.</summary>
    private static (int Minutes, int Start, int End)? Clock(MessageText text, int i)
    {
        var (hour, end) = (text.Quantities[i], text.Quantities[i].End);
        var (hours, minutes) = (hour.Count, 0);
        var hasMinutes = false;
        if (hour.Form == QuantityForm.Chinese)
        {
            return null;
        }

        if (text.At(end) == ':' && char.IsAsciiDigit(text.At(end + 1)) && char.IsAsciiDigit(text.At(end + 2)) && !char.IsAsciiDigit(text.At(end + 3)) && hour.End - hour.Start <= 2)
        {
            (minutes, end, hasMinutes) = (((text.At(end + 1) - '0') * 10) + text.At(end + 2) - '0', end + 3, true);
        }
        else if (hours < 0 && hour.Value is > 0 and < 13)    // 5.30pm
        {
            (hours, minutes) = ((int)hour.Value, (int)((hour.Value - (int)hour.Value) * 100));
        }

        var half = text.SkipSpace(end);
        var pm = Mark(text, half, Pm);
        var am = Mark(text, half, Am);
        var isClock = Mark(text, half, ["o'clock"]);
        var start = hour.Start;
        if (pm > 0 || am > 0)
        {
            if (hours is < 1 or > 12 || minutes > 59)
            {
                return null;
            }

            hours = (hours % 12) + (pm > 0 ? 12 : 0);
            end = Math.Max(pm, am);
        }
        else if (isClock > 0)
        {
            end = isClock;
        }
        else if (!hasMinutes)
        {
            return Spoken(text, hour);
        }

        return hours is >= 0 and <= 24 && minutes is >= 0 and <= 59 && (hours < 24 || minutes == 0) && text.At(start - 1) is not ':' and not '.' and not '-'
            ? ((hours % 24 * 60) + minutes, start, end) : null;
    }

    /// <summary>half past five, quarter to six.</summary>
    private static (int Minutes, int Start, int End)? Spoken(MessageText text, Quantity hour)
    {
        foreach (var (words, minutes) in new[] { ("half past ", 30), ("quarter past ", 15), ("quarter to ", -15) })
        {
            var start = hour.Start - words.Length;
            if (hour.Count is >= 1 and <= 12 && start >= 0 && text.After(start, [words]) == hour.Start)
            {
                return ((hour.Count * 60) + minutes, start, hour.End);
            }
        }

        return null;
    }

    /// <summary>下午三点半, 8点, 20点15分, 三点一刻. 一点 alone mostly means «a little».</summary>
    private static (int Minutes, int Start, int End)? Chinese(MessageText text, int i)
    {
        var hour = text.Quantities[i];
        if (hour.Form is not (QuantityForm.Chinese or QuantityForm.Digits) || text.At(hour.End) is not ('点' or '时') || hour.Count is < 0 or > 24)
        {
            return null;
        }

        var (hours, minutes, start, end) = (hour.Count, 0, hour.Start, text.At(hour.End + 1) == '钟' ? hour.End + 2 : hour.End + 1);
        if (text.At(end) == '半')
        {
            (minutes, end) = (30, end + 1);
        }
        else if (text.At(end) is '一' or '三' && text.At(end + 1) == '刻')
        {
            (minutes, end) = (text.At(end) == '一' ? 15 : 45, end + 2);
        }
        else if (i + 1 < text.Quantities.Count && text.Quantities[i + 1] is { Count: >= 0 and < 60 and var said } minute && minute.Start == end)
        {
            (minutes, end) = (said, text.At(minute.End) == '分' ? minute.End + 1 : minute.End);
        }

        var (isMorning, isAfternoon, isNoon) = (Before(text, start, Morning), Before(text, start, Afternoon), Before(text, start, Noon));
        if (text.At(hour.End) == '时' && end == hour.End + 1 && !(isMorning || isAfternoon) || (hour.Count is 1 or 2 && hour.Form == QuantityForm.Chinese && end == hour.End + 1 && !(isMorning || isAfternoon || isNoon)))
        {
            return null;    // 小时, 一点, 两点建议
        }

        start -= isMorning || isAfternoon || isNoon ? 2 : 0;
        hours += (isAfternoon && hours < 12) || (isNoon && hours < 3) ? 12 : 0;
        return hours <= 24 && (hours < 24 || minutes == 0) ? ((hours % 24 * 60) + minutes, start, end) : null;
    }

    private static bool Before(MessageText text, int at, string[] words) => at >= 2 && text.After(at - 2, words) == at;

    private static int Mark(MessageText text, int at, string[] words) =>
        text.After(at, words) is > 0 and var end && !char.IsAsciiLetter(text.At(end)) ? end : -1;
}
