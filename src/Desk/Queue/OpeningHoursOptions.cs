using System.Globalization;
using Microsoft.Extensions.Options;

namespace ServiceBot.Desk.Queue;

/// <summary>When people answer. Section <c>Desk:OpeningHours</c>.</summary>
public sealed class OpeningHoursOptions
{
    /// <summary>Name of the settings section.</summary>
    public const string Section = "Desk:OpeningHours";

    /// <summary>The time zone of the hours, by its IANA name such as <c>Europe/London</c>. Default: <c>UTC</c>.</summary>
    public string TimeZone { get; set; } = "UTC";

    /// <summary>
    /// The hours of each day of the week, <c>Monday</c> to <c>Sunday</c>: <c>08:00-20:00</c>, several parted by commas, empty for a closed day. A day that
    /// the settings leave out keeps its default: Monday to Saturday 08:00-20:00, Sunday 10:00-16:00.
    /// </summary>
    public IDictionary<string, string> Week { get; } = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["Monday"] = "08:00-20:00",
        ["Tuesday"] = "08:00-20:00",
        ["Wednesday"] = "08:00-20:00",
        ["Thursday"] = "08:00-20:00",
        ["Friday"] = "08:00-20:00",
        ["Saturday"] = "08:00-20:00",
        ["Sunday"] = "10:00-16:00",
    };

    /// <summary>Days on which nobody answers: <c>2026-12-25</c>, or <c>12-25</c> for every year. Default: none.</summary>
    public IList<string> Holidays { get; } = [];
}

/// <summary>A stretch of a day in which people answer.</summary>
/// <param name="From">Its first minute of the day, 0 to 1,439.</param>
/// <param name="To">The minute at which it ends, up to 1,440.</param>
public readonly record struct OpenSpan(int From, int To)
{
    private const int Midnight = 24 * 60;

    /// <summary>The stretches of a day, and what is wrong with the text; null: nothing.</summary>
    internal static (IReadOnlyList<OpenSpan> Spans, string? Error) Read(string text)
    {
        List<OpenSpan> spans = [];
        foreach (var part in text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (part.Split('-', StringSplitOptions.TrimEntries) is not [var from, var to] || Minute(from) is not { } first || Minute(to) is not { } last)
            {
                return ([], $"'{part}' is not a stretch of the day such as 08:00-20:00.");
            }

            if (last <= first || (spans.Count > 0 && first < spans[^1].To))
            {
                return ([], $"'{part}' ends before it begins, or begins before the stretch before it ends. Hours over midnight are two stretches, the first up to 24:00.");
            }

            spans.Add(new(first, last));
        }

        return (spans, null);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Clock(From)} – {Clock(To)}";

    private static string Clock(int minute) => string.Create(CultureInfo.InvariantCulture, $"{minute / 60}:{minute % 60:00}");

    private static int? Minute(string text) => text == "24:00" ? Midnight
        : TimeOnly.TryParseExact(text, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? (int)time.ToTimeSpan().TotalMinutes : null;
}

/// <summary>Says at the start which hour, day or zone is wrong, and why.</summary>
internal sealed class OpeningHoursOptionsRules : IValidateOptions<OpeningHoursOptions>
{
    public ValidateOptionsResult Validate(string? name, OpeningHoursOptions options)
    {
        var errors = ErrorsOf(options).Select(error => $"{OpeningHoursOptions.Section}:{error}").ToList();
        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }

    internal static IEnumerable<string> ErrorsOf(OpeningHoursOptions options)
    {
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(options.TimeZone, out _))
        {
            yield return $"TimeZone: this machine knows no time zone '{options.TimeZone}'. It is a name such as Europe/London.";
        }

        foreach (var (day, hours) in options.Week)
        {
            if (!Enum.GetNames<DayOfWeek>().Contains(day, StringComparer.OrdinalIgnoreCase))
            {
                yield return $"Week:{day}: there is no such day; Monday to Sunday are.";
            }
            else if (OpenSpan.Read(hours).Error is { } error)
            {
                yield return $"Week:{day}: {error}";
            }
        }

        foreach (var (index, day) in options.Holidays.Index())
        {
            // A leap year, so that 02-29 is a day.
            if (!DateOnly.TryParseExact(day.Length == 5 ? $"2024-{day}" : day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _))
            {
                yield return $"Holidays:{index}: '{day}' is not a day such as 2026-12-25, or 12-25 for every year.";
            }
        }
    }
}
