using ServiceBot.Desk.Sla;

namespace ServiceBot.Outreach.Running;

/// <summary>The hours of a customer's day in which nothing is sent.</summary>
/// <param name="From">From this time of day on.</param>
/// <param name="Until">Until this one, of the next day if it is earlier; the same: there are none.</param>
public readonly record struct QuietHours(TimeOnly From, TimeOnly Until)
{
    /// <summary>When something may be sent that is due: at once, or when it is quiet no longer.</summary>
    /// <param name="now">When it is due.</param>
    /// <param name="zone">The customer's time zone.</param>
    public DateTimeOffset Next(DateTimeOffset now, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone);
        var time = TimeOnly.FromDateTime(local.DateTime);
        var isQuiet = From == Until ? false : From < Until ? time >= From && time < Until : time >= From || time < Until;
        if (!isQuiet)
        {
            return now;
        }

        var day = DateOnly.FromDateTime(local.DateTime);
        var end = ZoneTime.InstantOf(zone, (From > Until && time >= From ? day.AddDays(1) : day).ToDateTime(Until));
        return end > now ? end : now;     // where the clock is put back the end may come twice
    }
}
