namespace ServiceBot.Language.Entities;

/// <summary>
/// Dates in digits: 2026-03-12, 2026/3/12, and 12/03/2026, 12.3.26, 12/03, which are read day first, as Harborline writes them,
/// unless only month first makes a day (03/25/2026).
/// </summary>
internal static class NumericDates
{
    public static void Find(MessageText text, Calendar calendar)
    {
        foreach (var token in text.Tokens)
        {
            if (char.IsAsciiDigit(text.At(token.Start)) && !IsInside(text, token.Start - 1) && Read(text, token.Start, calendar) is { } found)
            {
                text.Add(EntityTypes.Date, Calendar.Text(found.Date), token.Start, found.End);
            }
        }
    }

    private static (DateOnly Date, int End)? Read(MessageText text, int start, Calendar calendar)
    {
        var first = Digits(text, start);
        var separator = text.At(start + first.Length);
        if (first.Length is 0 or 3 or > 4 || separator is not ('-' or '/' or '.') || text.IsTaken(start, start + first.Length))
        {
            return null;
        }

        var second = Digits(text, start + first.Length + 1);
        var end = start + first.Length + 1 + second.Length;
        if (second.Length is 0 or > 2)
        {
            return null;
        }

        var third = text.At(end) == separator ? Digits(text, end + 1) : default;
        end += third.Length > 0 ? third.Length + 1 : 0;
        if (char.IsAsciiLetterOrDigit(text.At(end)) || (text.At(end) == separator && char.IsAsciiDigit(text.At(end + 1))))
        {
            return null;
        }

        var date = (first.Length, third.Length) switch
        {
            (4, 1 or 2) => Calendar.Exact(first.Value, second.Value, third.Value),
            (1 or 2, 2 or 4) => DayFirst(third.Length == 2 ? 2000 + third.Value : third.Value, first.Value, second.Value),
            (2, 0) when second.Length == 2 && separator == '/' => calendar.Nearest(second.Value, first.Value) ?? calendar.Nearest(first.Value, second.Value),
            _ => null,
        };

        return date is { } day ? (day, end) : null;
    }

    private static DateOnly? DayFirst(int year, int day, int month) => Calendar.Exact(year, month, day) ?? Calendar.Exact(year, day, month);

    private static bool IsInside(MessageText text, int before) =>
        text.At(before) is '-' or '/' or '.' && char.IsAsciiLetterOrDigit(text.At(before - 1));

    private static (int Value, int Length) Digits(MessageText text, int at)
    {
        var (value, length) = (0, 0);
        for (; length < 5 && char.IsAsciiDigit(text.At(at + length)); length++)
        {
            value = (value * 10) + (text.At(at + length) - '0');
        }

        return (value, length);
    }
}
