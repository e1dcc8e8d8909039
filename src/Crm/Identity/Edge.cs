using ServiceBot.Crm.Linking;

namespace ServiceBot.Crm.Identity;

/// <summary>That two customers are the same, or are not: who says so, and why. It is never changed; it can be revoked.</summary>
public sealed record Edge
{
    /// <summary>The kind of an edge that follows from an address that a channel account proved.</summary>
    internal const string Proof = "proof";

    /// <summary>The kind of an edge that somebody decided.</summary>
    internal const string Decided = "decided";

    /// <summary>The kind of an edge that follows from comparing what is known of both.</summary>
    internal const string Linked = "linked";

    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>One of the two.</summary>
    public required Guid Customer { get; init; }

    /// <summary>The other.</summary>
    public required Guid Other { get; init; }

    /// <summary>Whether they are the same; false: they are known not to be.</summary>
    public required bool IsSame { get; init; }

    /// <summary><c>proof</c>, <c>decided</c> or <c>linked</c>.</summary>
    public required string Kind { get; init; }

    /// <summary>What speaks for it, as JSON.</summary>
    public required string Evidence { get; init; }

    /// <summary>How they compare, of an edge that follows from that; null: it does not.</summary>
    public LinkEvidence? Comparison => Kind == Linked ? LinkEvidence.Parse(Evidence) : null;

    /// <summary>Who decided it, as <c>staff:…</c> or <c>api:…</c>; null: it follows from a proof, or from comparing.</summary>
    public string? DecidedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset At { get; init; }
}
