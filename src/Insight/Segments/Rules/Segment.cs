using ServiceBot.Insight.Experiments;

namespace ServiceBot.Insight.Segments.Rules;

/// <summary>A segment that follows a rule: who is in it changes with what happens to them.</summary>
public sealed record Segment
{
    /// <summary>Its number.</summary>
    public required long Id { get; init; }

    /// <summary>Its English name.</summary>
    public required string En { get; init; }

    /// <summary>Its Chinese name.</summary>
    public required string Zh { get; init; }

    /// <summary>Who is in it: an expression.</summary>
    public required string Rule { get; init; }

    /// <summary>Whether anybody is in it; the rule of one that is out of use counts for the segments that name it.</summary>
    public required bool IsUsed { get; init; }

    /// <summary>Which share of those in it are held out: nothing is done with them, so that one sees what would have been anyway. From 0 to 0.9.</summary>
    public required double Holdout { get; init; }

    /// <summary>A tag that whoever is in it has; null: none.</summary>
    public string? Tag { get; init; }

    /// <summary>What those in it were tagged with when everybody was looked at last.</summary>
    public string? FilledTag { get; init; }

    /// <summary>Rises with every change.</summary>
    public required int Version { get; init; }

    /// <summary>Who changed it last.</summary>
    public required string ChangedBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>Up to which version everybody was looked at.</summary>
    public int FilledVersion { get; init; }

    /// <summary>How many are in it.</summary>
    public long Count { get; init; }

    /// <summary>Whether those in it are still being looked for since it was changed.</summary>
    public bool IsFilling => FilledVersion != Version;

    internal IEnumerable<string> Names => [En, Zh];

    /// <summary>Whether somebody in it is held out: always the same, and nothing that they do decides about it.</summary>
    public bool HoldsOut(Guid customer) => Assignment.Draw($"segment {Id}", customer.ToString()) < Holdout;
}

/// <summary>Somebody in a segment.</summary>
/// <param name="Customer">The record whose page is theirs.</param>
/// <param name="Since">Since when.</param>
/// <param name="IsHeldOut">Whether nothing is to be done with them, for comparison.</param>
public sealed record SegmentMember(Guid Customer, DateTimeOffset Since, bool IsHeldOut);

/// <summary>What a rule of a segment was.</summary>
/// <param name="Version">The version of the segment.</param>
/// <param name="Rule">The expression.</param>
/// <param name="ChangedBy">Who wrote it.</param>
/// <param name="ChangedAt">When.</param>
public sealed record SegmentVersion(int Version, string Rule, string ChangedBy, DateTimeOffset ChangedAt);

/// <summary>The signals of segments. Their data hold the number of the segment, and whether it was because of the customer or because the rule was changed.</summary>
public static class SegmentSignals
{
    /// <summary>Somebody came into a segment.</summary>
    public const string Entered = "SegmentEntered";

    /// <summary>Somebody is in a segment no more.</summary>
    public const string Left = "SegmentLeft";
}
