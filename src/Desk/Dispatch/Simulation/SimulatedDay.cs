namespace ServiceBot.Desk.Dispatch.Simulation;

/// <summary>What a day at the desk is like. A settings file in JSON may change any of it; times of day are hours, such as 8.5.</summary>
public sealed record SimulatedDay
{
    /// <summary>When the first work comes, as an hour of the day.</summary>
    public double Opens { get; init; } = 8;

    /// <summary>When the last work comes.</summary>
    public double Closes { get; init; } = 18;

    /// <summary>Conversations per hour, on the average of the day; they come at random (Poisson).</summary>
    public double ChatsPerHour { get; init; } = 80;

    /// <summary>Requests per hour, likewise.</summary>
    public double RequestsPerHour { get; init; } = 30;

    /// <summary>How each hour from <see cref="Opens"/> on compares with the average; the last one goes on.</summary>
    public IReadOnlyList<double> Curve { get; init; } = [0.6, 1.0, 1.3, 1.4, 1.1, 0.8, 1.0, 1.2, 1.0, 0.6];

    /// <summary>Minutes that half of the conversations take at the most; how long they take is lognormal.</summary>
    public double ChatMinutes { get; init; } = 7;

    /// <summary>The same of requests.</summary>
    public double RequestMinutes { get; init; } = 14;

    /// <summary>How much that varies: the standard deviation of its logarithm.</summary>
    public double Spread { get; init; } = 0.7;

    /// <summary>Shares of the teams that work is meant for.</summary>
    public IReadOnlyDictionary<string, double> Teams { get; init; } = new Dictionary<string, double> { ["care"] = 0.4, ["billing"] = 0.35, ["faults"] = 0.25 };

    /// <summary>Share of work in Chinese.</summary>
    public double Chinese { get; init; } = 0.3;

    /// <summary>Share of a team's work that asks for its skill, at level 2 or 3; the skill is called as the team.</summary>
    public double Skilled { get; init; } = 0.35;

    /// <summary>Share of customers with a head start.</summary>
    public double Vip { get; init; } = 0.08;

    /// <summary>Their head start in minutes.</summary>
    public double HeadStartMinutes { get; init; } = 5;

    /// <summary>Share of customers whom somebody has served before.</summary>
    public double Known { get; init; } = 0.2;

    /// <summary>Minutes in which conversations are to be taken; the shares are of urgent, high and usual ones.</summary>
    public IReadOnlyDictionary<string, double> ChatTargets { get; init; } = new Dictionary<string, double> { ["1"] = 0.1, ["2"] = 0.2, ["4"] = 0.7 };

    /// <summary>The same of requests.</summary>
    public IReadOnlyDictionary<string, double> RequestTargets { get; init; } = new Dictionary<string, double> { ["30"] = 0.1, ["60"] = 0.2, ["240"] = 0.7 };

    /// <summary>Share of offers that are declined.</summary>
    public double Declined { get; init; } = 0.04;

    /// <summary>Share of offers that nobody answers.</summary>
    public double Ignored { get; init; } = 0.03;

    /// <summary>Seconds until an offer is answered, on the average (exponential).</summary>
    public double AnswerSeconds { get; init; } = 6;

    /// <summary>How often an agent's page loses its connection, per hour; for a minute, on the average.</summary>
    public double ConnectionLosses { get; init; } = 0.3;

    /// <summary>Who works.</summary>
    public IReadOnlyList<SimulatedAgent> Agents { get; init; } =
    [
        new() { Name = "Ana", Team = "care", Languages = ["en"], From = 8, To = 16, Break = 12 },
        new() { Name = "Bo", Team = "care", Languages = ["en", "zh"], From = 8, To = 16, Break = 12.5, Skills = new Dictionary<string, int> { ["care"] = 3 } },
        new() { Name = "Chen", Team = "care", Languages = ["zh", "en"], From = 10, To = 18, Break = 13 },
        new() { Name = "Dana", Team = "care", Languages = ["en"], From = 10, To = 18, Break = 13.5, Skills = new Dictionary<string, int> { ["care"] = 2, ["billing"] = 1 } },
        new() { Name = "Emil", Team = "billing", Languages = ["en"], From = 8, To = 16, Break = 12, Skills = new Dictionary<string, int> { ["billing"] = 3 } },
        new() { Name = "Fei", Team = "billing", Languages = ["zh", "en"], From = 8, To = 17, Break = 12.5, Skills = new Dictionary<string, int> { ["billing"] = 2 } },
        new() { Name = "Gil", Team = "billing", Languages = ["en"], From = 9.5, To = 18, Break = 13 },
        new() { Name = "Hua", Team = "billing", Languages = ["zh", "en"], From = 10, To = 18, Break = 13.5, Skills = new Dictionary<string, int> { ["billing"] = 3, ["care"] = 2 } },
        new() { Name = "Ines", Team = "faults", Languages = ["en"], From = 8, To = 16.5, Break = 12, Skills = new Dictionary<string, int> { ["faults"] = 3 } },
        new() { Name = "Jin", Team = "faults", Languages = ["zh", "en"], From = 8, To = 18, Break = 12.5, Skills = new Dictionary<string, int> { ["faults"] = 2 } },
        new() { Name = "Kim", Team = "faults", Languages = ["en", "zh"], From = 10, To = 18, Break = 13.5 },
        new() { Name = "Lea", Languages = ["en", "zh"], From = 9, To = 17, Break = 13, Skills = new Dictionary<string, int> { ["care"] = 1 }, Capacity = 4 },
    ];

    /// <summary>What is wrong with a day; none: nothing.</summary>
    public IEnumerable<string> Errors()
    {
        if (Opens is not (>= 0 and < 24) || Closes <= Opens || Closes > 24)
        {
            yield return "opens and closes must be hours of the day, opens before closes.";
        }

        foreach (var (name, value, most) in new[]
        {
            ("chats_per_hour", ChatsPerHour, 10_000), ("requests_per_hour", RequestsPerHour, 10_000), ("chat_minutes", ChatMinutes, 1_440),
            ("request_minutes", RequestMinutes, 1_440), ("spread", Spread, 3), ("chinese", Chinese, 1), ("skilled", Skilled, 1), ("vip", Vip, 1),
            ("head_start_minutes", HeadStartMinutes, 1_440), ("known", Known, 1), ("declined", Declined, 1), ("ignored", Ignored, 1),
            ("answer_seconds", AnswerSeconds, 3_600), ("connection_losses", ConnectionLosses, 60.0),
        })
        {
            if (!(value >= 0 && value <= most))
            {
                yield return FormattableString.Invariant($"{name} is {value}; it must be from 0 to {most}.");
            }
        }

        if (Declined + Ignored > 1)
        {
            yield return "declined and ignored are more than all offers.";
        }

        if (Curve.Count == 0 || Curve.Any(hour => !(hour >= 0)))
        {
            yield return "curve must have a number, 0 or more, for each hour.";
        }

        if (Teams.Count == 0 || Agents.Count == 0)
        {
            yield return "teams and agents must not be empty.";
        }

        if (ChatTargets.Concat(RequestTargets).Any(target => !double.TryParse(target.Key, System.Globalization.CultureInfo.InvariantCulture, out var minutes) || minutes <= 0))
        {
            yield return "chat_targets and request_targets are shares by minutes, such as \"30\": 0.1.";
        }

        foreach (var agent in Agents.Where(agent => agent.To <= agent.From || agent.Capacity is <= 0))
        {
            yield return $"agents: {agent.Name} leaves before coming, or has no capacity.";
        }
    }
}

/// <summary>Somebody who works that day.</summary>
public sealed record SimulatedAgent
{
    /// <summary>The name.</summary>
    public required string Name { get; init; }

    /// <summary>The team; null: all teams' work, as an administrator sees it.</summary>
    public string? Team { get; init; }

    /// <summary>Languages; none: every one.</summary>
    public IReadOnlyList<string> Languages { get; init; } = [];

    /// <summary>Levels by skill.</summary>
    public IReadOnlyDictionary<string, int> Skills { get; init; } = new Dictionary<string, int>();

    /// <summary>How much at once; null: as in the settings of the product.</summary>
    public double? Capacity { get; init; }

    /// <summary>The hour at which they come.</summary>
    public double From { get; init; } = 8;

    /// <summary>The hour at which they stop taking new work.</summary>
    public double To { get; init; } = 18;

    /// <summary>The hour of a break of thirty minutes; null: none.</summary>
    public double? Break { get; init; }
}
