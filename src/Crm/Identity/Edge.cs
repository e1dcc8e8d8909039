namespace ServiceBot.Crm.Identity;

/// <summary>That two customers are the same, or are not: who says so, and why. It is never changed; it can be revoked.</summary>
public sealed record Edge
{
    /// <summary>The kind of an edge that follows from an address that a channel account proved.</summary>
    internal const string Proof = "proof";

    /// <summary>The kind of an edge that somebody decided.</summary>
    internal const string Decided = "decided";

    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>One of the two.</summary>
    public required Guid Customer { get; init; }

    /// <summary>The other.</summary>
    public required Guid Other { get; init; }

    /// <summary>Whether they are the same; false: they are known not to be.</summary>
    public required bool IsSame { get; init; }

    /// <summary><c>proof</c> or <c>decided</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What speaks for it, as JSON.</summary>
    public required string Evidence { get; init; }

    /// <summary>Who decided it, as <c>staff:…</c> or <c>api:…</c>; null: a proof.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}
