using ServiceBot.Storage;

namespace ServiceBot.Outreach.Campaigns;

/// <summary>Campaigns in the database.</summary>
public static class CampaignStore
{
    private const string Select = """
        SELECT c.id, c.name, c.state, c.version, c.row_version, c.made_by, c.made_at, c.started_at, c.ended_at, c.next_at, c.entered_after, p.plan AS plan_json
        FROM outreach_campaign c JOIN outreach_plan p ON p.campaign_id = c.id AND p.version = c.version
        """;

    private const string Insert = """
        INSERT INTO outreach_campaign (id, name, state, version, row_version, made_by, made_at) VALUES (@Id, @Name, @State, @Version, @RowVersion, @MadeBy, @MadeAt)
        """;

    private const string Update = """
        UPDATE outreach_campaign
        SET name = @Name, state = @State, version = @Version, row_version = @RowVersion, started_at = @StartedAt, ended_at = @EndedAt, next_at = @NextAt, entered_after = @EnteredAfter
        WHERE id = @Id
        """;

    private const string InsertPlan = "INSERT INTO outreach_plan (campaign_id, version, at, made_by, plan) VALUES (@id, @version, @at, @by, @plan)";

    /// <summary>A campaign, or null.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="id">Its id.</param>
    public static Task<Campaign?> FindAsync(Session session, Guid id)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.FindAsync<Campaign>($"{Select} WHERE c.id = @id", new { id });
    }

    /// <summary>All campaigns, the newest first.</summary>
    /// <param name="session">Where to read.</param>
    public static Task<IReadOnlyList<Campaign>> ListAsync(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.QueryAsync<Campaign>($"{Select} ORDER BY c.made_at DESC, c.id DESC");
    }

    /// <summary>The plan of one version, or null.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="id">The campaign.</param>
    /// <param name="version">The version.</param>
    public static async Task<CampaignPlan?> PlanAsync(Session session, Guid id, int version)
    {
        ArgumentNullException.ThrowIfNull(session);
        return await session.FindAsync<string>("SELECT plan FROM outreach_plan WHERE campaign_id = @id AND version = @version", new { id, version }) is { } plan ? CampaignPlan.Parse(plan) : null;
    }

    /// <summary>Those that run.</summary>
    internal static Task<IReadOnlyList<Campaign>> LiveAsync(Session session) => session.QueryAsync<Campaign>($"{Select} WHERE c.state = 'live' ORDER BY c.id");

    /// <summary>A campaign that nobody else changes until the unit of work ends, or null.</summary>
    internal static async Task<Campaign?> HoldAsync(UnitOfWork unit, Guid id)
    {
        await unit.FindAsync<Guid?>($"SELECT id FROM outreach_campaign WHERE id = @id {unit.Dialect.ForUpdate}", new { id });
        return await FindAsync(unit, id);
    }

    internal static async Task<bool> IsTakenAsync(Session session, string name, Guid except) =>
        await session.FindAsync<Guid?>("SELECT id FROM outreach_campaign WHERE name = @name AND state <> 'ended' AND id <> @except", new { name, except }) is not null;

    internal static async Task AddAsync(UnitOfWork unit, Campaign campaign)
    {
        await unit.ExecuteAsync(Insert, Row(campaign));
        await unit.ExecuteAsync(InsertPlan, new { campaign.Id, campaign.Version, at = campaign.MadeAt, by = campaign.MadeBy, plan = campaign.PlanJson });
    }

    internal static Task SaveAsync(UnitOfWork unit, Campaign campaign) => unit.ExecuteAsync(Update, Row(campaign));

    internal static Task AddPlanAsync(UnitOfWork unit, Campaign campaign, string by, DateTimeOffset at) =>
        unit.ExecuteAsync(InsertPlan, new { campaign.Id, campaign.Version, at, by, plan = campaign.PlanJson });

    /// <summary>A state as it is stored and as programs read it.</summary>
    internal static string WordOf(CampaignState state) => state.ToString().ToLowerInvariant();

    private static object Row(Campaign campaign) => new
    {
        campaign.Id,
        campaign.Name,
        State = WordOf(campaign.State),
        campaign.Version,
        campaign.RowVersion,
        campaign.MadeBy,
        campaign.MadeAt,
        campaign.StartedAt,
        campaign.EndedAt,
        campaign.NextAt,
        campaign.EnteredAfter,
    };
}
