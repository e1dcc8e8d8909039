using ServiceBot.Storage;

namespace ServiceBot.Crm.Leads;

/// <summary>Leads in the database.</summary>
public static class LeadStore
{
    private const string Columns = """
        number, name, company, job_title, email, phone, country, region, source, language, wish, stage, reached, reason, owner, owner_why, customer, opportunity, created_at, closed_at, odds, version
        """;

    private const string Insert = """
        INSERT INTO crm_lead (name, company, job_title, email, phone, country, region, source, language, wish, stage, reached, reason, owner, owner_why, customer, opportunity, created_at, closed_at, odds, version)
        VALUES (@Name, @Company, @JobTitle, @Email, @Phone, @Country, @Region, @Source, @Language, @Wish, @stage, @reached, @Reason, @Owner, @OwnerWhy, @Customer, @Opportunity, @CreatedAt, @ClosedAt, @Odds, @Version)
        RETURNING number
        """;

    private const string Update = """
        UPDATE crm_lead
        SET name = @Name, company = @Company, job_title = @JobTitle, email = @Email, phone = @Phone, country = @Country, region = @Region, source = @Source, language = @Language, wish = @Wish, stage = @stage,
            reached = @reached, reason = @Reason, owner = @Owner, owner_why = @OwnerWhy, customer = @Customer, opportunity = @Opportunity, closed_at = @ClosedAt, odds = @Odds, version = @Version
        WHERE number = @Number
        """;

    private const string AddPoint = """
        INSERT INTO crm_lead_point (lead, is_engagement, rule, points, half_life_days, at, key) VALUES (@lead, @isEngagement, @rule, @points, @halfLifeDays, @at, @key) ON CONFLICT (lead, key) DO NOTHING
        """;

    private const string Count = """
        INSERT INTO crm_lead_record (field, value, won, lost) VALUES (@Field, @Value, @Won, @Lost)
        ON CONFLICT (field, value) DO UPDATE SET won = crm_lead_record.won + excluded.won, lost = crm_lead_record.lost + excluded.lost
        """;

    /// <summary>A lead; null: there is none.</summary>
    public static async Task<Lead?> FindAsync(Session session, long number) =>
        (await session.FindAsync<Row>($"SELECT {Columns} FROM crm_lead WHERE number = @number", new { number }))?.Lead;

    /// <summary>Leads, the newest first.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="stage">Of which stage; null: those that have not ended.</param>
    /// <param name="owner">Whose; null: everybody's.</param>
    /// <param name="before">Read on before this number; 0: from the newest.</param>
    /// <param name="take">At most so many.</param>
    public static async Task<IReadOnlyList<Lead>> ListAsync(Session session, LeadStage? stage, Guid? owner, long before, int take)
    {
        var rows = await session.QueryAsync<Row>(
            $"""
            SELECT {Columns} FROM crm_lead
            WHERE number < @before AND {(stage is null ? "closed_at IS NULL" : "stage = @stage")} {(owner is null ? "" : "AND owner = @owner")} ORDER BY number DESC LIMIT @take
            """,
            new { before = before == 0 ? long.MaxValue : before, stage = stage is { } of ? LeadOdds.WordOf(of) : null, owner, take });
        return [.. rows.Select(row => row.Lead)];
    }

    /// <summary>The ledgers of some leads, each in order.</summary>
    public static async Task<ILookup<long, LeadPoint>> LedgersAsync(Session session, IReadOnlyCollection<long> leads) => (leads.Count == 0
        ? []
        : await session.QueryAsync<PointRow>(
            $"SELECT id, lead, is_engagement, rule, points, half_life_days, at FROM crm_lead_point WHERE {session.Dialect.IsIn("lead", "@leads")} ORDER BY lead, id", new { leads = leads.ToArray() })).ToLookup(row => row.Lead, row => row.Point);

    /// <summary>What was learned from the leads that ended.</summary>
    public static async Task<LeadOdds> OddsAsync(Session session) => new(await session.QueryAsync<LeadRecord>("SELECT field, value, won, lost FROM crm_lead_record"));

    /// <summary>Of the leads that ended last, at most 5,000, how likely each was said to be converted before, and whether it was.</summary>
    public static Task<IReadOnlyList<LeadForecast>> ForecastsAsync(Session session) =>
        session.QueryAsync<LeadForecast>("SELECT odds AS said, CASE WHEN stage = 'converted' THEN 1 ELSE 0 END AS came FROM crm_lead WHERE odds IS NOT NULL ORDER BY closed_at DESC LIMIT 5000");

    /// <summary>How many open leads everybody has.</summary>
    internal static async Task<IReadOnlyDictionary<Guid, long>> OpenAsync(Session session) =>
        (await session.QueryAsync<OwnerRow>("SELECT owner, COUNT(*) AS leads FROM crm_lead WHERE closed_at IS NULL AND owner IS NOT NULL GROUP BY owner")).ToDictionary(row => row.Owner, row => row.Leads);

    /// <summary>Writes a lead as it is now.</summary>
    /// <returns>Its number.</returns>
    internal static async Task<long> SaveAsync(UnitOfWork unit, Lead lead)
    {
        if (lead.Number == 0)
        {
            return await unit.GetAsync<long>(Insert, Parameters(lead));
        }

        await unit.ExecuteAsync(Update, Parameters(lead));
        return lead.Number;
    }

    /// <summary>Writes a line of a ledger.</summary>
    /// <returns>False: it was written before.</returns>
    internal static async Task<bool> AddPointAsync(UnitOfWork unit, long lead, bool isEngagement, string rule, long points, long? halfLifeDays, DateTimeOffset at, string key) =>
        await unit.ExecuteAsync(AddPoint, new { lead, isEngagement, rule, points, halfLifeDays, at, key }) == 1;

    /// <summary>Counts a lead among those that ended, or no longer with a sign of -1.</summary>
    internal static Task CountAsync(UnitOfWork unit, Lead lead, long sign) => unit.ExecuteAsync(
        Count,
        LeadOdds.ValuesOf(lead).Order().Select(pair => new { pair.Field, pair.Value, Won = lead.Stage == LeadStage.Converted ? sign : 0, Lost = lead.Stage == LeadStage.Dropped ? sign : 0 }).ToList());

    /// <summary>What a conversion said of the customer, so that it can be taken back.</summary>
    internal static Task<string?> SaidAsync(Session session, long lead) => session.FindAsync<string>("SELECT said FROM crm_lead WHERE number = @lead", new { lead });

    internal static Task SayAsync(UnitOfWork unit, long lead, string? said) => unit.ExecuteAsync("UPDATE crm_lead SET said = @said WHERE number = @lead", new { lead, said });

    private static object Parameters(Lead lead) => new
    {
        lead.Number,
        lead.Terms.Name,
        lead.Terms.Company,
        lead.Terms.JobTitle,
        lead.Terms.Email,
        lead.Terms.Phone,
        lead.Terms.Country,
        lead.Terms.Region,
        lead.Terms.Source,
        lead.Terms.Language,
        lead.Terms.Wish,
        stage = LeadOdds.WordOf(lead.Stage),
        reached = lead.Reached is { } reached ? LeadOdds.WordOf(reached) : null,
        lead.Reason,
        lead.Owner,
        lead.OwnerWhy,
        lead.Customer,
        lead.Opportunity,
        lead.CreatedAt,
        lead.ClosedAt,
        lead.Odds,
        lead.Version,
    };

    private sealed record OwnerRow
    {
        public required Guid Owner { get; init; }

        public required long Leads { get; init; }
    }

    private sealed record PointRow
    {
        public required long Id { get; init; }

        public required long Lead { get; init; }

        public required bool IsEngagement { get; init; }

        public required string Rule { get; init; }

        public required long Points { get; init; }

        public long? HalfLifeDays { get; init; }

        public required DateTimeOffset At { get; init; }

        public LeadPoint Point => new() { Id = Id, IsEngagement = IsEngagement, Rule = Rule, Points = Points, HalfLifeDays = HalfLifeDays, At = At };
    }

    private sealed record Row
    {
        public required long Number { get; init; }

        public string? Name { get; init; }

        public string? Company { get; init; }

        public string? JobTitle { get; init; }

        public string? Email { get; init; }

        public string? Phone { get; init; }

        public string? Country { get; init; }

        public string? Region { get; init; }

        public string? Source { get; init; }

        public required string Language { get; init; }

        public string? Wish { get; init; }

        public required LeadStage Stage { get; init; }

        public string? Reached { get; init; }

        public string? Reason { get; init; }

        public Guid? Owner { get; init; }

        public string? OwnerWhy { get; init; }

        public Guid? Customer { get; init; }

        public long? Opportunity { get; init; }

        public required DateTimeOffset CreatedAt { get; init; }

        public DateTimeOffset? ClosedAt { get; init; }

        public double? Odds { get; init; }

        public required long Version { get; init; }

        public Lead Lead => new()
        {
            Number = Number,
            Terms = new() { Name = Name, Company = Company, JobTitle = JobTitle, Email = Email, Phone = Phone, Country = Country, Region = Region, Source = Source, Language = Language, Wish = Wish },
            Stage = Stage,
            Reached = Reached is null ? null : Enum.Parse<LeadStage>(Reached, ignoreCase: true),
            Reason = Reason,
            Owner = Owner,
            OwnerWhy = OwnerWhy,
            Customer = Customer,
            Opportunity = Opportunity,
            CreatedAt = CreatedAt,
            ClosedAt = ClosedAt,
            Odds = Odds,
            Version = Version,
        };
    }
}
