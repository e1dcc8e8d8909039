namespace ServiceBot.Desk.Dispatch;

/// <summary>What kind of work waits for a person.</summary>
public enum WorkKind
{
    /// <summary>A conversation whose customer waits.</summary>
    Conversation,

    /// <summary>A request that nobody works on.</summary>
    Request,
}

/// <summary>A piece of work.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Number">The conversation's number, or the request's.</param>
public readonly record struct WorkId(WorkKind Kind, long Number);

/// <summary>A skill that work asks for.</summary>
/// <param name="Skill">A short word.</param>
/// <param name="Level">How well it is to be mastered, 1 to 5.</param>
public readonly record struct SkillDemand(string Skill, int Level);

/// <summary>Somebody who declined a piece of work, or let it pass.</summary>
/// <param name="Agent">Who.</param>
/// <param name="Until">Until when it is not offered to them again.</param>
public readonly record struct TurnedDown(Guid Agent, DateTimeOffset Until);

/// <summary>A piece of work that waits for a person.</summary>
public sealed record WorkItem
{
    /// <summary>Which one.</summary>
    public required WorkId Id { get; init; }

    /// <summary>The word that capacity is counted by: <c>chat</c>, <c>mail</c> or <c>request</c>.</summary>
    public required string Channel { get; init; }

    /// <summary>The team it is meant for; null: any.</summary>
    public string? Team { get; init; }

    /// <summary><c>en</c> or <c>zh</c>.</summary>
    public required string Language { get; init; }

    /// <summary>Skills it asks for, before waiting relaxes them.</summary>
    public IReadOnlyList<SkillDemand> Demands { get; init; } = [];

    /// <summary>Since when it waits.</summary>
    public required DateTimeOffset WaitsSince { get; init; }

    /// <summary>When its promise is broken.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>By how much it counts as more urgent than it is; for customers whom a contract or their rank puts ahead.</summary>
    public TimeSpan HeadStart { get; init; }

    /// <summary>Who served this customer last; null: nobody.</summary>
    public Guid? LastAgent { get; init; }

    /// <summary>Who is not to be asked for a while.</summary>
    public IReadOnlyList<TurnedDown> TurnedDown { get; init; } = [];

    /// <summary>The instant that its place in the order goes by.</summary>
    public DateTimeOffset Deadline => DueAt - HeadStart;
}
