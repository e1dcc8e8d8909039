namespace ServiceBot.Desk.Satisfaction;

/// <summary>How satisfied somebody said they are.</summary>
public sealed record Rating
{
    /// <summary>The record of the books.</summary>
    public required Guid Customer { get; init; }

    /// <summary>When they said so.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>From 1 to 5.</summary>
    public required int Csat { get; init; }
}
