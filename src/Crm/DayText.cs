using System.Globalization;

namespace ServiceBot.Crm;

/// <summary>Days as they are stored: <c>2026-11-22</c>, which sorts.</summary>
internal static class DayText
{
    public static string Of(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static DateOnly Read(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);
}
