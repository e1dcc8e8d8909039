using System.Globalization;

namespace ServiceBot.Channels.Mail;

/// <summary>Reads the dates of mails (RFC 5322 3.3 and 4.3): the old forms with two-digit years and named zones too.</summary>
internal static class MailDate
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private static readonly Dictionary<string, int> Zones = new(StringComparer.OrdinalIgnoreCase)
    {
        ["UT"] = 0,
        ["UTC"] = 0,
        ["GMT"] = 0,
        ["Z"] = 0,
        ["EST"] = -5,
        ["EDT"] = -4,
        ["CST"] = -6,
        ["CDT"] = -5,
        ["MST"] = -7,
        ["MDT"] = -6,
        ["PST"] = -8,
        ["PDT"] = -7,
    };

    /// <summary>The instant of a date, or null when there is none.</summary>
    public static DateTimeOffset? Read(string? field)
    {
        var words = MailText.WithoutComments(field ?? "").Replace(',', ' ').Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).ToList();
        if (words.Count > 0 && words[0].Length >= 3 && char.IsAsciiLetter(words[0][0]))
        {
            words.RemoveAt(0);     // the day of the week is no news
        }

        if (words.Count < 4
            || !int.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out var day)
            || Array.IndexOf(Months, words[1].ToLowerInvariant()[..Math.Min(3, words[1].Length)]) is not (>= 0 and var month)
            || !int.TryParse(words[2], NumberStyles.None, CultureInfo.InvariantCulture, out var year)
            || !TryTime(words[3], out var time))
        {
            return null;
        }

        year += words[2].Length switch { 2 => year < 50 ? 2000 : 1900, 3 => 1900, _ => 0 };
        if (year is < 1900 or > 9998 || day < 1 || day > DateTime.DaysInMonth(year, month + 1))
        {
            return null;
        }

        var offset = words.Count > 4 ? OffsetOf(words[4]) : TimeSpan.Zero;
        return offset is { } known ? new DateTimeOffset(new DateTime(year, month + 1, day).Add(time), known) : null;
    }

    private static bool TryTime(string word, out TimeSpan time)
    {
        time = default;
        var parts = word.Split(':');
        var numbers = new int[3];
        for (var i = 0; i < parts.Length; i++)
        {
            if (i > 2 || !int.TryParse(parts[i], NumberStyles.None, CultureInfo.InvariantCulture, out numbers[i]))
            {
                return false;
            }
        }

        if (parts.Length < 2 || numbers[0] > 23 || numbers[1] > 59 || numbers[2] > 60)
        {
            return false;
        }

        time = new TimeSpan(numbers[0], numbers[1], Math.Min(numbers[2], 59));     // a leap second is the one before it
        return true;
    }

    private static TimeSpan? OffsetOf(string zone)
    {
        if (zone.Length == 5 && zone[0] is '+' or '-' && int.TryParse(zone.AsSpan(1), NumberStyles.None, CultureInfo.InvariantCulture, out var digits))
        {
            var offset = TimeSpan.FromMinutes((digits / 100 * 60) + (digits % 100));
            return offset > TimeSpan.FromHours(14) ? null : zone[0] == '-' ? -offset : offset;
        }

        return TimeSpan.FromHours(Zones.GetValueOrDefault(zone));     // RFC 5322 4.3: what nobody knows is as good as none
    }
}
