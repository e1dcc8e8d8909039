namespace ServiceBot.Insight.Metrics;

/// <summary>How finely the roll-up parts a measure.</summary>
/// <param name="Suffix">What stands behind the measure's name.</param>
/// <param name="Team">SQL: the team, or nothing.</param>
/// <param name="ByChannel">SQL: the channel, or nothing.</param>
/// <param name="ByCategory">SQL: the category, or nothing.</param>
internal sealed record RollUpLevel(string Suffix, string Team, string ByChannel, string ByCategory)
{
    private const string Nothing = "''";

    /// <summary>By day and team.</summary>
    public static RollUpLevel Day { get; } = new("", "team", Nothing, Nothing);

    /// <summary>By channel as well.</summary>
    public static RollUpLevel Channel { get; } = new("/c", "team", "channel", Nothing);

    /// <summary>By category as well.</summary>
    public static RollUpLevel Category { get; } = new("/k", "team", Nothing, "category");

    /// <summary>By both as well.</summary>
    public static RollUpLevel ChannelAndCategory { get; } = new("/ck", "team", "channel", "category");

    /// <summary>By month and team; the month stands as a day 0: 20261100.</summary>
    public static RollUpLevel Month { get; } = new("/m", "team", Nothing, Nothing);

    /// <summary>By day alone.</summary>
    public static RollUpLevel AllTeams { get; } = new("/a", Nothing, Nothing, Nothing);

    /// <summary>The level that is fine enough for both.</summary>
    public static RollUpLevel Of(bool channel, bool category) => (channel, category) switch { (true, true) => ChannelAndCategory, (true, false) => Channel, (false, true) => Category, _ => Day };

    /// <summary>SQL: the day under which a row counts.</summary>
    /// <param name="day">SQL: the row's day.</param>
    public string DayOf(string day) => this == Month ? $"({day}) / 100 * 100" : day;
}
