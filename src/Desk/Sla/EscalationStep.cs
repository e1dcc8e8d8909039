using ServiceBot.Desk.Api;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Staff;

namespace ServiceBot.Desk.Sla;

/// <summary>One step of an escalation chain: what is done at which moment of a clock that runs.</summary>
public sealed class EscalationStep
{
    /// <summary>When: <c>likely</c> or <c>veryLikely</c> (it is predicted to be missed), <c>30m before</c>, <c>breach</c>, <c>2h after</c>; lengths are work time.</summary>
    public string When { get; set; } = "";

    /// <summary>Of which target: <c>firstResponse</c>, <c>nextResponse</c> or <c>resolution</c>; null: of each.</summary>
    public string? Target { get; set; }

    /// <summary>Who is told: <c>assignee</c>, <c>lead</c> (of the team), <c>on-call</c> (of the team's rotas), <c>on-call:nights</c> (of a rota), <c>role:manager</c>.</summary>
    public IList<string> Tell { get; } = [];

    /// <summary>The priority that it gets, unless it has a higher one.</summary>
    public RequestPriority? Priority { get; set; }

    /// <summary>The team that it is moved to.</summary>
    public string? Team { get; set; }

    /// <summary>The step in words: what it is known by in histories, so that a chain that is changed does again only what is new in it.</summary>
    public string Key => $"{When}: " + string.Join("; ", new[]
    {
        Priority is { } priority ? $"raise to {EnumWord.Of(priority)}" : null, Team is { } team ? $"move to {team}" : null, Tell.Count > 0 ? $"tell {string.Join(", ", Tell)}" : null,
    }.OfType<string>());

    /// <summary>The moment and the length in a step's <see cref="When"/>; null: it is none.</summary>
    public static (string Moment, TimeSpan Length)? Read(string when)
    {
        ArgumentNullException.ThrowIfNull(when);
        return when is BreachRisk.Likely or BreachRisk.VeryLikely or "breach" ? (when, TimeSpan.Zero)
            : when.Split(' ') is [var length, ("before" or "after") and var moment] && SlaPolicy.TryRead(length, out var time) && time <= SlaOptionsRules.Longest ? (moment, time) : null;
    }

    /// <summary>The instant at which it is due on a target's clock; null: the clock does not come so far.</summary>
    internal DateTimeOffset? DueOn(SlaTarget target, DateTimeOffset missedAt, IEnumerable<ClockMoment> risks) => Read(When) switch
    {
        ("before", var length) => target.After(target.Target - length),
        ("after", var length) => target.After(target.Target + length),
        ("breach", _) => missedAt,
        (var level, _) => risks.Where(moment => level == BreachRisk.Likely || moment.Risk!.Level == level).Select(moment => moment.At).Append(missedAt).Min(),     // what nobody foresaw is certain then
        _ => null,
    };

    internal IEnumerable<string> Errors()
    {
        if (Read(When) is null)
        {
            yield return $"When: '{When}' is none of likely, veryLikely, 30m before, breach, 2h after.";
        }

        if (Target is not (null or "firstResponse" or "nextResponse" or "resolution"))
        {
            yield return $"Target: '{Target}' is none of firstResponse, nextResponse, resolution.";
        }

        foreach (var who in Tell.Where(who => !IsSomebody(who)))
        {
            yield return $"Tell: '{who}' is none of assignee, lead, on-call, on-call:nights (a rota), role:manager ({string.Join(", ", Enum.GetValues<StaffRole>().Select(EnumWord.Of))}).";
        }

        if (Team is { } team && !RequestLimits.IsWord(team))
        {
            yield return $"Team: '{team}' is not a short word in lower case, such as complaints.";
        }

        if (Tell.Count == 0 && Priority is null && Team is null)
        {
            yield return "It does nothing: it needs Tell, Priority or Team.";
        }
    }

    private static bool IsSomebody(string who) => who.Split(':') switch
    {
        ["assignee" or "lead" or "on-call"] => true,
        ["on-call", var rota] => RequestLimits.IsWord(rota),
        ["role", var role] => Enum.GetValues<StaffRole>().Any(known => EnumWord.Of(known) == role),
        _ => false,
    };
}
