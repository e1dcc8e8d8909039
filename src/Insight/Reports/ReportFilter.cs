using ServiceBot.Desk.Access;
using ServiceBot.Desk.Sla;

namespace ServiceBot.Insight.Reports;

/// <summary>What a report is about: days of the desk's time zone, and what may narrow them.</summary>
public sealed record ReportFilter
{
    /// <summary>The first day.</summary>
    public required DateOnly From { get; init; }

    /// <summary>The last day.</summary>
    public required DateOnly To { get; init; }

    /// <summary>The team; null: all that are seen.</summary>
    public string? Team { get; init; }

    /// <summary>The channel; null: all.</summary>
    public string? Channel { get; init; }

    /// <summary>The category; null: all.</summary>
    public string? Category { get; init; }

    /// <summary>Whose rows count.</summary>
    public required Sight Sight { get; init; }

    /// <summary>The same for as many days right before.</summary>
    public ReportFilter Before => this with { From = From.AddDays(-Days), To = From.AddDays(-1) };

    /// <summary>The same from the beginning on.</summary>
    public ReportFilter UpTo => this with { From = new(2000, 1, 1) };

    /// <summary>Whether no team is left out.</summary>
    internal bool IsOfAllTeams => Team is null && Sight.SeesAll;

    /// <summary>How many days there are.</summary>
    public int Days => To.DayNumber - From.DayNumber + 1;

    /// <summary>A day as the tables spell it: 20261121.</summary>
    internal static int DayOf(DateOnly day) => (day.Year * 10_000) + (day.Month * 100) + day.Day;

    /// <summary>The day of a number.</summary>
    internal static DateOnly DayOf(int day) => new(day / 10_000, day / 100 % 100, day % 100);

    /// <summary>The day of an instant in a zone.</summary>
    internal static int DayOf(DateTimeOffset at, TimeZoneInfo zone) => DayOf(ZoneTime.DayOf(zone, at));

    /// <summary>The condition on a table of facts or the roll-up. Only what is asked stands in it, so that an index can be used.</summary>
    /// <param name="day">The column, or expression, of the day.</param>
    internal string Sql(string day) => $"{day} BETWEEN @from AND @to"
        + (Team is null ? "" : " AND team = @Team") + (Channel is null ? "" : " AND channel = @Channel") + (Category is null ? "" : " AND category = @Category")
        + (Sight.SeesAll ? "" : " AND (team = @OwnTeam OR team = @SharedTeam OR team = '')");

    /// <summary>The parameters of <see cref="Sql"/>, and others.</summary>
    internal object Parameters(string? slot = null, long afterId = 0, int afterDay = 0, int take = 0, (int From, int To)? days = null) => new
    {
        from = days?.From ?? DayOf(From),
        to = days?.To ?? DayOf(To),
        weekBefore = DayOf(To.AddDays(-7)),
        Team,
        Channel,
        Category,
        Sight.OwnTeam,
        Sight.SharedTeam,
        slot,
        afterId,
        afterDay,
        take,
    };
}
