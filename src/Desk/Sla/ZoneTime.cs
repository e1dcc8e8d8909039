namespace ServiceBot.Desk.Sla;

/// <summary>
/// Times on the wall clock of a zone as instants. Where the clock is put forward, a time that does not exist is the moment of the change; where it is put back, a
/// time that comes twice is the first.
/// </summary>
public static class ZoneTime
{
    /// <summary>The day that it is at an instant.</summary>
    public static DateOnly DayOf(TimeZoneInfo zone, DateTimeOffset at) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).Date);

    /// <summary>The instant of a minute of a day, 0 to 1,440.</summary>
    public static DateTimeOffset InstantOf(TimeZoneInfo zone, DateOnly day, int minute) => InstantOf(zone, day.ToDateTime(TimeOnly.MinValue).AddMinutes(minute));

    /// <summary>The instant of a time, to the minute.</summary>
    public static DateTimeOffset InstantOf(TimeZoneInfo zone, DateTime local)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var skipped = 0;
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(-1);
            skipped = 1;
        }

        var offset = zone.IsAmbiguousTime(local) ? zone.GetAmbiguousTimeOffsets(local).Max() : zone.GetUtcOffset(local);
        return new DateTimeOffset(local, offset).ToUniversalTime().AddMinutes(skipped);
    }
}
