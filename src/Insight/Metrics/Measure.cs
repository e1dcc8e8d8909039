namespace ServiceBot.Insight.Metrics;

/// <summary>A table of facts: one row for each thing that is counted, with the columns <c>id</c>, <c>team</c>, <c>channel</c>, <c>category</c> and <c>agent</c>.</summary>
/// <param name="Table">Its name.</param>
/// <param name="Subject">SQL: what a row is about, for people.</param>
public sealed record FactTable(string Table, string Subject)
{
    /// <summary>Service requests.</summary>
    public static FactTable Requests { get; } = new("insight_request", "id");

    /// <summary>Surveys that were asked.</summary>
    public static FactTable Surveys { get; } = new("insight_survey", "about");

    /// <summary>Conversations with the bot.</summary>
    public static FactTable Conversations { get; } = new("insight_conversation", "id");

    /// <summary>The times in which one agent held a conversation.</summary>
    public static FactTable Legs { get; } = new("insight_leg", "conversation");

    /// <summary>All of them.</summary>
    public static IReadOnlyList<FactTable> All { get; } = [Requests, Surveys, Conversations, Legs];
}

/// <summary>What is counted of a table by day. Its SQL serves the rows, the roll-up, and every figure that is made of it.</summary>
/// <param name="Id">Its name in the roll-up.</param>
/// <param name="Of">The table.</param>
/// <param name="Day">SQL: the day that a row counts for.</param>
/// <param name="Where">SQL: which rows count.</param>
/// <param name="Value">SQL: a whole number that is summed.</param>
/// <param name="Slot">SQL: a text by which it is parted.</param>
/// <param name="IsDetailed">Whether the roll-up parts it by channel and category as well; stretches of time and agents are too many for that.</param>
public sealed record Measure(string Id, FactTable Of, string Day, string Where, string Value = "0", string Slot = "''", bool IsDetailed = true)
{
    /// <summary>The column of stretches of time, where the slots are such; null: they are not.</summary>
    public string? Bucket { get; init; }

    /// <summary>
    /// Of what stands at the end of a day rather than happens on it: how many days old it is at the least; null: it happens. Such a measure is counted of the rows
    /// from the beginning to the last day, <c>@to</c>, and has no roll-up.
    /// </summary>
    public int? Age { get; init; }

    /// <summary>Almost every request was opened before any day, and few have ended after it: the sign keeps databases from looking by the first.</summary>
    internal const string OpenedBefore = "+opened_day";

    private static string TextOf(string column) => $"CAST({column} AS TEXT)";

    /// <summary>Requests by the day on which they were opened.</summary>
    public static readonly Measure Opened = new("request.opened", FactTable.Requests, "opened_day", "opened_day > 0");

    /// <summary>Requests that somebody has work with now, by the day on which they were opened.</summary>
    public static readonly Measure Open = new("request.open", FactTable.Requests, "opened_day", "is_open");

    /// <summary>Requests that were open at the end of the last day. What was resolved and opened again was open in between.</summary>
    public static readonly Measure Backlog = new("request.backlog", FactTable.Requests, OpenedBefore, "ended_day > @to", IsDetailed: false) { Age = 0 };

    /// <summary>Those among them that had been opened a week before, or earlier.</summary>
    public static readonly Measure OldBacklog = new("request.backlog.old", FactTable.Requests, OpenedBefore, "ended_day > @to AND opened_day <= @weekBefore", IsDetailed: false) { Age = 7 };

    /// <summary>Requests by the day of the first answer; seconds until then.</summary>
    public static readonly Measure Answered = new("request.answered", FactTable.Requests, "answered_day", "answered_day IS NOT NULL", "answer_seconds");

    /// <summary>Requests by the day of their resolution; seconds until then.</summary>
    public static readonly Measure Resolved = new("request.resolved", FactTable.Requests, "resolved_day", "resolved_day IS NOT NULL", "resolution_seconds");

    /// <summary>The time of first answers, by stretches.</summary>
    public static readonly Measure AnswerTime = new("time.answer", FactTable.Requests, "answered_day", "answered_day IS NOT NULL", "answer_seconds", TextOf("answer_bucket"), false) { Bucket = "answer_bucket" };

    /// <summary>The time of resolutions, by stretches.</summary>
    public static readonly Measure ResolutionTime = new("time.resolution", FactTable.Requests, "resolved_day", "resolved_day IS NOT NULL", "resolution_seconds", TextOf("resolution_bucket"), false) { Bucket = "resolution_bucket" };

    /// <summary>Resolutions by agent; seconds.</summary>
    public static readonly Measure AgentResolved = new("agent.resolved", FactTable.Requests, "resolved_day", "resolved_day IS NOT NULL AND agent <> ''", "resolution_seconds", "agent", false);

    /// <summary>First answers in time, by the day on which the request was opened.</summary>
    public static readonly Measure AnswerMet = new("sla.answer.met", FactTable.Requests, "opened_day", "answer_sla = 'met'");

    /// <summary>First answers not in time, by cause.</summary>
    public static readonly Measure AnswerMissed = new("sla.answer.missed", FactTable.Requests, "opened_day", "answer_sla = 'missed'", Slot: "answer_cause");

    /// <summary>Resolutions in time, by the day on which the request was opened.</summary>
    public static readonly Measure ResolutionMet = new("sla.resolution.met", FactTable.Requests, "opened_day", "resolution_sla = 'met'");

    /// <summary>Resolutions not in time, by cause.</summary>
    public static readonly Measure ResolutionMissed = new("sla.resolution.missed", FactTable.Requests, "opened_day", "resolution_sla = 'missed'", Slot: "resolution_cause");

    /// <summary>Surveys by the day on which they were asked.</summary>
    public static readonly Measure Asked = new("survey.asked", FactTable.Surveys, "asked_day", "asked_day > 0");

    /// <summary>Surveys that were answered, by the day on which they were asked.</summary>
    public static readonly Measure Answers = new("survey.answered", FactTable.Surveys, "asked_day", "answered_day IS NOT NULL");

    /// <summary>Scores of 1 to 5 by the day of the answer.</summary>
    public static readonly Measure Csat = new("survey.csat", FactTable.Surveys, "answered_day", "csat IS NOT NULL", "csat", TextOf("csat"));

    /// <summary>Scores of 0 to 10.</summary>
    public static readonly Measure Nps = new("survey.nps", FactTable.Surveys, "answered_day", "nps IS NOT NULL", "nps", TextOf("nps"));

    /// <summary>Scores of 1 to 7.</summary>
    public static readonly Measure Ces = new("survey.ces", FactTable.Surveys, "answered_day", "ces IS NOT NULL", "ces", TextOf("ces"));

    /// <summary>What mattered most.</summary>
    public static readonly Measure Reason = new("survey.reason", FactTable.Surveys, "answered_day", "reason <> ''", "csat", "reason");

    /// <summary>Answers with words.</summary>
    public static readonly Measure Comment = new("survey.comment", FactTable.Surveys, "answered_day", "has_comment", "csat", TextOf("csat"));

    /// <summary>Scores by agent; 1 for 4 and 5.</summary>
    public static readonly Measure AgentCsat = new("agent.csat", FactTable.Surveys, "answered_day", "csat IS NOT NULL AND agent <> ''", "CASE WHEN csat >= 4 THEN 1 ELSE 0 END", "agent", false);

    /// <summary>Conversations with the bot, by outcome.</summary>
    public static readonly Measure Conversations = new("conversation", FactTable.Conversations, "day", "outcome <> ''", Slot: "outcome");

    /// <summary>Conversations that the bot seemed to have settled, and whose contact came back.</summary>
    public static readonly Measure Refuted = new("conversation.refuted", FactTable.Conversations, "day", "outcome IN ('confirmed', 'assumed') AND refuted_by IS NOT NULL", Slot: "outcome");

    /// <summary>Conversations that a person took; seconds that the customer had waited.</summary>
    public static readonly Measure Taken = new("leg.taken", FactTable.Legs, "day", "has_waited", "waited_seconds");

    /// <summary>The time that customers waited, by stretches.</summary>
    public static readonly Measure WaitTime = new("time.wait", FactTable.Legs, "day", "has_waited", "waited_seconds", TextOf("wait_bucket"), false) { Bucket = "wait_bucket" };

    /// <summary>Conversations by agent; seconds that they were held.</summary>
    public static readonly Measure AgentLegs = new("agent.legs", FactTable.Legs, "day", "is_over", "handled_seconds", "agent", false);

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Measure> All { get; } =
    [
        Opened, Open, Backlog, OldBacklog, Answered, Resolved, AnswerTime, ResolutionTime, AgentResolved, AnswerMet, AnswerMissed, ResolutionMet, ResolutionMissed,
        Asked, Answers, Csat, Nps, Ces, Reason, Comment, AgentCsat, Conversations, Refuted, Taken, WaitTime, AgentLegs,
    ];

    /// <summary>
    /// How finely the roll-up parts it. A figure reads the coarsest that is fine enough: by channel, by category, by both, by neither; and what has too many slots for that by day, by month,
    /// and stretches of time also by day for all teams together.
    /// </summary>
    internal IEnumerable<RollUpLevel> Levels => this switch
    {
        { Age: not null } => [],
        { IsDetailed: true } => [RollUpLevel.Day, RollUpLevel.Channel, RollUpLevel.Category, RollUpLevel.ChannelAndCategory],
        { Bucket: not null } => [RollUpLevel.Day, RollUpLevel.AllTeams],
        _ => [RollUpLevel.Day, RollUpLevel.Month],
    };

    /// <summary>The measure's name in the roll-up, at a level.</summary>
    internal string At(RollUpLevel level) => Id + level.Suffix;

    /// <summary>The measure's name that stands in the roll-up with its level.</summary>
    internal static string IdOf(string rolled) => rolled.Split('/')[0];

    /// <summary>What adds some rows to the roll-up, or takes them out of it.</summary>
    /// <param name="condition">SQL: which of the rows.</param>
    /// <param name="sign">1 or -1.</param>
    /// <param name="level">One of <see cref="Levels"/>.</param>
    internal string RollUp(string condition, int sign, RollUpLevel level) => $"""
        INSERT INTO insight_day (measure, day, team, channel, category, slot, n, total)
        SELECT '{At(level)}', {level.DayOf(Day)}, {level.Team}, {level.ByChannel}, {level.ByCategory}, {Slot},
            {sign} * count(*), CAST({sign} * sum({Value}) AS BIGINT)
        FROM {Of.Table}
        WHERE {condition} AND ({Where})
        GROUP BY 2, 3, 4, 5, 6
        ON CONFLICT (measure, day, team, channel, category, slot) DO UPDATE SET n = insight_day.n + excluded.n, total = insight_day.total + excluded.total
        """;

    /// <summary>The stretch that a time belongs to: below a minute each second is one, and from there each doubling is parted in eight.</summary>
    /// <param name="seconds">0 or more.</param>
    internal static int BucketOf(long seconds) => seconds < 60 ? (int)seconds : 60 + (int)Math.Floor(8 * Math.Log2(seconds / 60.0));

    /// <summary>Whether a stretch is a single second, whose number is its own.</summary>
    /// <param name="bucket">The stretch.</param>
    internal static bool IsOneSecond(int bucket) => bucket < 60;
}
