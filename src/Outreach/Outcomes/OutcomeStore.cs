using ServiceBot.Storage;

namespace ServiceBot.Outreach.Outcomes;

/// <summary>How often something was done at a step.</summary>
public sealed record StepCount
{
    /// <summary>The step.</summary>
    public required string Step { get; init; }

    /// <summary>What: a word of <see cref="Running.OutreachEvent"/>.</summary>
    public required string What { get; init; }

    /// <summary>By which channel, of what was sent.</summary>
    public string? Channel { get; init; }

    /// <summary>Why, of what was refused or put off.</summary>
    public string? Reason { get; init; }

    /// <summary>How often.</summary>
    public required long Count { get; init; }
}

/// <summary>Counts of campaigns in the database.</summary>
internal static class OutcomeStore
{
    public static Task<IReadOnlyList<ArmResult>> ArmsAsync(Session session, Guid campaign) => session.QueryAsync<ArmResult>(
        """
        SELECT arm, count(*) AS entered, SUM(CASE WHEN contacts > 0 THEN 1 ELSE 0 END) AS contacted, count(answered_at) AS answered, SUM(CASE WHEN left_because = 'stopped' THEN 1 ELSE 0 END) AS stopped,
            count(goal_at) AS reached, CAST(COALESCE(SUM(CAST(goal_value AS double precision)), 0) AS double precision) AS value,
            CAST(COALESCE(SUM(CAST(goal_value AS double precision) * CAST(goal_value AS double precision)), 0) AS double precision) AS squares
        FROM outreach_participant WHERE campaign_id = @campaign AND arm >= 0 GROUP BY arm ORDER BY arm
        """,
        new { campaign });

    public static async Task<IReadOnlyDictionary<string, long>> RefusedAsync(Session session, Guid campaign) => (await session.QueryAsync<WordCount>(
        "SELECT left_because AS word, count(*) AS count FROM outreach_participant WHERE campaign_id = @campaign AND arm < 0 GROUP BY left_because", new { campaign })).ToDictionary(row => row.Word, row => row.Count);

    public static Task<IReadOnlyList<StepCount>> StepsAsync(Session session, Guid campaign) => session.QueryAsync<StepCount>(
        "SELECT step, what, channel, reason, count(*) AS count FROM outreach_event WHERE campaign_id = @campaign GROUP BY step, what, channel, reason ORDER BY step, what, channel, reason", new { campaign });

    public static async Task<IReadOnlyDictionary<string, long>> WaitingAsync(Session session, Guid campaign) => (await session.QueryAsync<WordCount>(
        "SELECT step AS word, count(*) AS count FROM outreach_participant WHERE campaign_id = @campaign AND step IS NOT NULL GROUP BY step", new { campaign })).ToDictionary(row => row.Word, row => row.Count);

    private sealed record WordCount
    {
        public required string Word { get; init; }

        public required long Count { get; init; }
    }
}
