using ServiceBot.Crm.Pipelines;
using ServiceBot.Storage;

namespace ServiceBot.Crm.Opportunities;

/// <summary>Every state that opportunities were in, and what became of those that are closed, in the database.</summary>
public static class OpportunityHistory
{
    private const string Log = """
        INSERT INTO crm_opportunity_change (opportunity, version, at, who, pipeline, pipeline_version, stage, state, entered, amount, currency, close_day, probability)
        VALUES (@Number, @Version, @at, @by, @Pipeline, @PipelineVersion, @Stage, @state, @entered, @Amount, @Currency, @closeDay, @Probability)
        """;

    private const string Changes = """
        SELECT c.opportunity, c.version, c.at, c.who, c.pipeline, c.pipeline_version, c.stage, c.state, c.entered, c.amount, c.currency, c.close_day, c.probability
        FROM crm_opportunity_change c
        """;

    private const string Count = """
        INSERT INTO crm_stage_record (pipeline, stage, closed, won)
        SELECT DISTINCT pipeline, stage, CAST(@closed AS bigint), CAST(@won AS bigint) FROM crm_opportunity_change WHERE opportunity = @Number AND pipeline = @Pipeline AND entered ORDER BY stage
        ON CONFLICT (pipeline, stage) DO UPDATE SET closed = crm_stage_record.closed + excluded.closed, won = crm_stage_record.won + excluded.won
        """;

    /// <summary>The states of an opportunity, the newest first.</summary>
    public static async Task<IReadOnlyList<OpportunityChange>> OfAsync(Session session, long number) =>
        [.. (await session.QueryAsync<ChangeRow>($"{Changes} WHERE c.opportunity = @number ORDER BY c.version DESC", new { number })).Select(row => row.Change)];

    /// <summary>All states, in a pipeline, of all opportunities that are in it, opportunity by opportunity, each in order.</summary>
    public static async Task<IReadOnlyList<OpportunityChange>> OfAsync(Session session, Guid pipeline) =>
        [.. (await session.QueryAsync<ChangeRow>($"{Changes} JOIN crm_opportunity o ON o.number = c.opportunity AND o.pipeline = c.pipeline WHERE c.pipeline = @pipeline ORDER BY c.opportunity, c.version", new { pipeline })).Select(row => row.Change)];

    /// <summary>Of the closed opportunities that were ever in each stage, how many there are and how many were won.</summary>
    public static Task<IReadOnlyList<StageRecord>> RecordsAsync(Session session) => session.QueryAsync<StageRecord>("SELECT pipeline, stage, closed, won FROM crm_stage_record");

    /// <summary>Writes the state that an opportunity is in from now on.</summary>
    internal static Task AppendAsync(UnitOfWork unit, Opportunity opportunity, bool entered, string by, DateTimeOffset at) => unit.ExecuteAsync(Log, new
    {
        opportunity.Number,
        opportunity.Version,
        at,
        by,
        opportunity.Pipeline,
        opportunity.PipelineVersion,
        opportunity.Stage,
        state = OpportunityStore.WordOf(opportunity.State),
        entered,
        opportunity.Terms.Amount,
        opportunity.Terms.Currency,
        closeDay = DayText.Of(opportunity.Terms.CloseDay),
        opportunity.Terms.Probability,
    });

    /// <summary>Counts an opportunity among those that are closed, by the stages that it was in; or no longer, with a sign of -1.</summary>
    internal static Task CountAsync(UnitOfWork unit, Opportunity opportunity, long sign) => opportunity.State == StageKind.Open ? Task.CompletedTask : unit.ExecuteAsync(
        Count, new { opportunity.Number, opportunity.Pipeline, closed = sign, won = opportunity.State == StageKind.Won ? sign : 0 });

    private sealed record ChangeRow
    {
        public required long Opportunity { get; init; }

        public required long Version { get; init; }

        public required DateTimeOffset At { get; init; }

        public required string Who { get; init; }

        public required Guid Pipeline { get; init; }

        public required long PipelineVersion { get; init; }

        public required string Stage { get; init; }

        public required StageKind State { get; init; }

        public required bool Entered { get; init; }

        public required decimal Amount { get; init; }

        public required string Currency { get; init; }

        public required string CloseDay { get; init; }

        public long? Probability { get; init; }

        public OpportunityChange Change => new()
        {
            Opportunity = Opportunity,
            Version = Version,
            At = At,
            Who = Who,
            Pipeline = Pipeline,
            PipelineVersion = PipelineVersion,
            Stage = Stage,
            State = State,
            Entered = Entered,
            Amount = Amount,
            Currency = Currency,
            CloseDay = DayText.Read(CloseDay),
            Probability = (int?)Probability,
        };
    }
}
