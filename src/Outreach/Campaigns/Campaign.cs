namespace ServiceBot.Outreach.Campaigns;

/// <summary>How a campaign stands.</summary>
public enum CampaignState
{
    /// <summary>It is being written.</summary>
    Draft,

    /// <summary>It runs.</summary>
    Live,

    /// <summary>Nobody enters and nothing is sent until it goes on.</summary>
    Paused,

    /// <summary>It is over.</summary>
    Ended,
}

/// <summary>A campaign: customers who are written to, and what for.</summary>
public sealed record Campaign
{
    /// <summary>Its id.</summary>
    public required Guid Id { get; init; }

    /// <summary>What it is called; no two that are not over are called the same.</summary>
    public required string Name { get; init; }

    /// <summary>How it stands.</summary>
    public required CampaignState State { get; init; }

    /// <summary>Which version of its plan counts for who enters now.</summary>
    public required int Version { get; init; }

    /// <summary>Rises with every change, so that nobody overwrites what another did.</summary>
    public required int RowVersion { get; init; }

    /// <summary>Who made it.</summary>
    public required string MadeBy { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Since when it runs; null: it has not begun.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>When customers of a list enter next; null: no list is gone through.</summary>
    public DateTimeOffset? NextAt { get; init; }

    /// <summary>The last of the list who has entered.</summary>
    public Guid? EnteredAfter { get; init; }

    /// <summary>The plan that counts, as JSON.</summary>
    public required string PlanJson { get; init; }

    /// <summary>The plan that counts.</summary>
    public CampaignPlan Plan => field ??= CampaignPlan.Parse(PlanJson);
}
