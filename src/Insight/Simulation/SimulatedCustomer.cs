using ServiceBot.Channels.Demo;
using ServiceBot.Crm.Demo;
using ServiceBot.Desk.Demo;

namespace ServiceBot.Insight.Simulation;

/// <summary>Why a simulated customer left.</summary>
public enum LeavingCause
{
    /// <summary>They stopped after a purchase, for no reason that could be seen.</summary>
    Purchase,

    /// <summary>A request went badly.</summary>
    Service,

    /// <summary>Their contract was over.</summary>
    Contract,

    /// <summary>They were cared for too soon after a purchase.</summary>
    Care,
}

/// <summary>Somebody in a simulated company: what was written of them, and what is true.</summary>
public sealed record SimulatedCustomer
{
    /// <summary>Their record.</summary>
    public required SimulatedRecord Record { get; init; }

    /// <summary>The second one; null: there is none.</summary>
    public SimulatedRecord? Duplicate { get; init; }

    /// <summary>What they ordered, in order.</summary>
    public required IReadOnlyList<SimulatedOrder> Orders { get; init; }

    /// <summary>Their requests, in order.</summary>
    public required IReadOnlyList<SimulatedRequest> Requests { get; init; }

    /// <summary>Their conversations, in order.</summary>
    public required IReadOnlyList<SimulatedTalk> Talks { get; init; }

    /// <summary>Their contracts, in order.</summary>
    public required IReadOnlyList<SimulatedContract> Contracts { get; init; }

    /// <summary>What is true of them.</summary>
    public required CustomerTruth Truth { get; init; }
}

/// <summary>What is true of a simulated customer, and written nowhere in the books.</summary>
public sealed record CustomerTruth
{
    /// <summary>Purchases a week, where the season and the trend are 1.</summary>
    public required double PurchasesAWeek { get; init; }

    /// <summary>The chance to stop after a purchase.</summary>
    public required double StopChance { get; init; }

    /// <summary>What their purchases come to on average in the long run.</summary>
    public required double SpendMean { get; init; }

    /// <summary>The kind of products that they like.</summary>
    public required int Likes { get; init; }

    /// <summary>When they left; null: they have not.</summary>
    public required DateTimeOffset? LeftAt { get; init; }

    /// <summary>Why; null: they have not.</summary>
    public required LeavingCause? LeftBecause { get; init; }

    /// <summary>What they are worth: what they would order within the year after the end, on average. 0 of whom have left.</summary>
    public required double ValueAYear { get; init; }

    /// <summary>By how much care changed, or would change, the chance that they order within 90 days; null: they were no customer yet.</summary>
    public required double? CareEffect { get; init; }

    /// <summary>Whether they were cared for.</summary>
    public required bool IsCaredFor { get; init; }
}
