namespace ServiceBot.Dialogs.Bot;

/// <summary>When people answer at Harborline: Monday to Saturday 8 to 20, Sunday 10 to 16, UTC.</summary>
internal static class OpeningHours
{
    public static bool IsOpen(DateTimeOffset at) => at.UtcDateTime switch
    {
        { DayOfWeek: DayOfWeek.Sunday, Hour: >= 10 and < 16 } => true,
        { DayOfWeek: not DayOfWeek.Sunday, Hour: >= 8 and < 20 } => true,
        _ => false,
    };
}
