using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Pipelines;
using ServiceBot.Storage;

namespace ServiceBot.Crm.Opportunities;

/// <summary>Which opportunities are wanted; what is null is no condition.</summary>
/// <param name="Pipeline">Of which pipeline.</param>
/// <param name="Stage">In which stage.</param>
/// <param name="State">Open, won or lost.</param>
/// <param name="Owner">Whose.</param>
/// <param name="Customer">Of which customer, by the id of any that is the same.</param>
/// <param name="From">Expected to be decided on this day or later.</param>
/// <param name="Until">Expected to be decided on this day or sooner.</param>
public sealed record OpportunityFilter(Guid? Pipeline = null, string? Stage = null, StageKind? State = null, Guid? Owner = null, Guid? Customer = null, DateOnly? From = null, DateOnly? Until = null);

/// <summary>Opportunities in the database.</summary>
public static class OpportunityStore
{
    // The customer is stored as it was given and read as the page of all that are the same, so that a merge and its taking back move nothing.
    private const string Select = """
        SELECT o.number, o.title, COALESCE(k.root, o.customer_id) AS customer, o.pipeline, o.pipeline_version, o.stage, o.state, o.amount, o.currency, o.close_day, o.owner,
            o.probability, o.reason, o.created_at, o.entered_at, o.closed_at, o.version
        FROM crm_opportunity o
        LEFT JOIN crm_cluster k ON k.customer_id = o.customer_id
        """;

    private const string Insert = """
        INSERT INTO crm_opportunity (title, customer_id, pipeline, pipeline_version, stage, state, amount, currency, close_day, owner, probability, reason, created_at, entered_at, closed_at, version)
        VALUES (@Title, @Customer, @Pipeline, @PipelineVersion, @Stage, @State, @Amount, @Currency, @CloseDay, @Owner, @Probability, @Reason, @CreatedAt, @EnteredAt, @ClosedAt, @Version)
        RETURNING number
        """;

    private const string Update = """
        UPDATE crm_opportunity
        SET title = @Title, pipeline = @Pipeline, pipeline_version = @PipelineVersion, stage = @Stage, state = @State, amount = @Amount, currency = @Currency, close_day = @CloseDay,
            owner = @Owner, probability = @Probability, reason = @Reason, entered_at = @EnteredAt, closed_at = @ClosedAt, version = @Version
        WHERE number = @Number
        """;

    /// <summary>An opportunity with its lines; null: there is none.</summary>
    public static async Task<Opportunity?> FindAsync(Session session, long number)
    {
        if (await session.FindAsync<Row>($"{Select} WHERE o.number = @number", new { number }) is not { } row)
        {
            return null;
        }

        var lines = await session.QueryAsync<LineRow>("SELECT product, quantity, price_each FROM crm_opportunity_line WHERE opportunity = @number ORDER BY place", new { number });
        return row.Opportunity([.. lines.Select(line => new OpportunityLine(line.Product, line.Quantity, line.PriceEach))]);
    }

    /// <summary>Opportunities, the newest first, without their lines.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="filter">Which.</param>
    /// <param name="before">Read on before this number; 0: from the newest.</param>
    /// <param name="take">At most so many.</param>
    public static async Task<IReadOnlyList<Opportunity>> ListAsync(Session session, OpportunityFilter filter, long before, int take)
    {
        var (where, customers) = ("o.number < @before", Array.Empty<Guid>());
        void Add(bool isAsked, string condition) => where += isAsked ? $" AND {condition}" : "";
        Add(filter.Pipeline is not null, "o.pipeline = @Pipeline");
        Add(filter.Stage is not null, "o.stage = @Stage");
        Add(filter.State is not null, "o.state = @state");
        Add(filter.Owner is not null, "o.owner = @Owner");
        Add(filter.From is not null, "o.close_day >= @from");
        Add(filter.Until is not null, "o.close_day <= @until");
        if (filter.Customer is { } customer)
        {
            customers = [.. await IdentityStore.MembersAsync(session, customer)];
            Add(true, session.Dialect.IsIn("o.customer_id", "@customers"));
        }

        return await ReadAsync(session, $"{where} ORDER BY o.number DESC LIMIT @take", new
        {
            before = before == 0 ? long.MaxValue : before,
            take,
            filter.Pipeline,
            filter.Stage,
            state = filter.State is { } state ? WordOf(state) : null,
            filter.Owner,
            from = filter.From is { } from ? DayText.Of(from) : null,
            until = filter.Until is { } until ? DayText.Of(until) : null,
            customers,
        });
    }

    /// <summary>What is open, and what was decided between two instants: all that a forecast is made of. Without lines.</summary>
    public static async Task<IReadOnlyList<Opportunity>> OpenAndDecidedAsync(Session session, Guid? pipeline, DateTimeOffset begin, DateTimeOffset end)
    {
        var ofPipeline = pipeline is null ? "" : "o.pipeline = @pipeline AND";
        return
        [
            .. await ReadAsync(session, $"{ofPipeline} o.state = 'open'", new { pipeline }),
            .. await ReadAsync(session, $"{ofPipeline} o.closed_at >= @begin AND o.closed_at < @end", new { pipeline, begin, end }),
        ];
    }

    /// <summary>How many are open in each stage of a pipeline, and what they are worth, by currency.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="pipeline">The pipeline.</param>
    /// <param name="owner">Whose; null: everybody's.</param>
    public static async Task<IReadOnlyList<(string Stage, string Currency, long Count, decimal Amount)>> CountAsync(Session session, Guid pipeline, Guid? owner)
    {
        // Thousandths are whole numbers of at most fifteen digits, which SQLite's arithmetic keeps exact.
        var rows = await session.QueryAsync<CountRow>(
            $"""
            SELECT stage, currency, COUNT(*) AS opportunities, CAST(SUM(CAST(ROUND(amount * 1000) AS bigint)) AS bigint) AS thousandths
            FROM crm_opportunity WHERE pipeline = @pipeline AND state = 'open' {(owner is null ? "" : "AND owner = @owner")}
            GROUP BY stage, currency ORDER BY stage, currency
            """,
            new { pipeline, owner });
        return [.. rows.Select(row => (row.Stage, row.Currency, row.Opportunities, row.Thousandths / 1000m))];
    }

    /// <summary>Writes an opportunity as it is now, and that it is.</summary>
    /// <returns>Its number.</returns>
    internal static async Task<long> SaveAsync(UnitOfWork unit, Opportunity? before, Opportunity opportunity, bool entered, string by, DateTimeOffset at)
    {
        var number = opportunity.Number;
        if (before is null)
        {
            number = await unit.GetAsync<long>(Insert, Parameters(opportunity));
        }
        else
        {
            await OpportunityHistory.CountAsync(unit, before, -1);
            await unit.ExecuteAsync(Update, Parameters(opportunity));
            await unit.ExecuteAsync("DELETE FROM crm_opportunity_line WHERE opportunity = @number", new { number });
        }

        if (opportunity.Terms.Lines.Count > 0)
        {
            await unit.ExecuteAsync(
                "INSERT INTO crm_opportunity_line (opportunity, place, product, quantity, price_each) VALUES (@number, @Place, @Product, @Quantity, @Each)",
                opportunity.Terms.Lines.Index().Select(pair => new { number, Place = (long)pair.Index, pair.Item.Product, pair.Item.Quantity, pair.Item.Each }).ToList());
        }

        await OpportunityHistory.AppendAsync(unit, opportunity with { Number = number }, entered, by, at);
        await OpportunityHistory.CountAsync(unit, opportunity with { Number = number }, 1);
        return number;
    }

    /// <summary>The word of a state.</summary>
    internal static string WordOf(StageKind state) => state.ToString().ToLowerInvariant();

    private static async Task<IReadOnlyList<Opportunity>> ReadAsync(Session session, string where, object parameters) =>
        [.. (await session.QueryAsync<Row>($"{Select} WHERE {where}", parameters)).Select(row => row.Opportunity([]))];

    private static object Parameters(Opportunity opportunity) => new
    {
        opportunity.Number,
        opportunity.Terms.Title,
        opportunity.Customer,
        opportunity.Pipeline,
        opportunity.PipelineVersion,
        opportunity.Stage,
        State = WordOf(opportunity.State),
        opportunity.Terms.Amount,
        opportunity.Terms.Currency,
        CloseDay = DayText.Of(opportunity.Terms.CloseDay),
        opportunity.Terms.Owner,
        opportunity.Terms.Probability,
        opportunity.Reason,
        opportunity.CreatedAt,
        opportunity.EnteredAt,
        opportunity.ClosedAt,
        opportunity.Version,
    };

    private sealed record Row
    {
        public required long Number { get; init; }

        public required string Title { get; init; }

        public required Guid Customer { get; init; }

        public required Guid Pipeline { get; init; }

        public required long PipelineVersion { get; init; }

        public required string Stage { get; init; }

        public required StageKind State { get; init; }

        public required decimal Amount { get; init; }

        public required string Currency { get; init; }

        public required string CloseDay { get; init; }

        public Guid? Owner { get; init; }

        public long? Probability { get; init; }

        public string? Reason { get; init; }

        public required DateTimeOffset CreatedAt { get; init; }

        public required DateTimeOffset EnteredAt { get; init; }

        public DateTimeOffset? ClosedAt { get; init; }

        public required long Version { get; init; }

        public Opportunity Opportunity(IReadOnlyList<OpportunityLine> lines) => new()
        {
            Number = Number,
            Customer = Customer,
            Terms = new() { Title = Title, Amount = Amount, Currency = Currency, CloseDay = DayText.Read(CloseDay), Owner = Owner, Probability = (int?)Probability, Lines = lines },
            Pipeline = Pipeline,
            PipelineVersion = PipelineVersion,
            Stage = Stage,
            State = State,
            Reason = Reason,
            CreatedAt = CreatedAt,
            EnteredAt = EnteredAt,
            ClosedAt = ClosedAt,
            Version = Version,
        };
    }

    private sealed record CountRow
    {
        public required string Stage { get; init; }

        public required string Currency { get; init; }

        public required long Opportunities { get; init; }

        public required long Thousandths { get; init; }
    }

    private sealed record LineRow
    {
        public required Guid Product { get; init; }

        public required decimal Quantity { get; init; }

        public required decimal PriceEach { get; init; }
    }
}
