using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Channels.Api;
using ServiceBot.Crm;
using ServiceBot.Desk.Api;
using ServiceBot.Insight.Reports;
using ServiceBot.Outreach.Outcomes;
using ServiceBot.Outreach.Running;
using ServiceBot.Storage;

namespace ServiceBot.Outreach.Campaigns;

/// <summary>Campaigns over HTTP.</summary>
internal static class CampaignEndpoints
{
    private const int Together = 2_000;

    public static void Map(IEndpointRouteBuilder api)
    {
        var campaigns = api.MapGroup("/campaigns").WithTags("Outreach");
        campaigns.MapGet("/", ListAsync).WithName("ListCampaigns").WithSummary("All campaigns, the newest first.").Needs(Permission.OutreachRead);
        campaigns.MapPost("/", CreateAsync).WithName("CreateCampaign").WithSummary("Make a campaign, as a draft.").Accepts<CampaignBody>("application/json").Needs(Permission.OutreachWrite);
        campaigns.MapGet("/{campaign:guid}", ReadAsync).WithName("ReadCampaign").WithSummary("A campaign with its plan.").Needs(Permission.OutreachRead);
        campaigns.MapPut("/{campaign:guid}", ChangeAsync).WithName("ChangeCampaign").WithSummary("Change a campaign: send all of it, and the version that you read. Who takes part already goes on by the plan of before.")
            .Accepts<CampaignBody>("application/json").Needs(Permission.OutreachWrite);
        campaigns.MapPost("/{campaign:guid}/start", StartAsync).WithName("StartCampaign").WithSummary("Start a campaign, or have a paused one go on.").Accepts<CampaignMove>("application/json").Needs(Permission.OutreachWrite);
        campaigns.MapPost("/{campaign:guid}/pause", PauseAsync).WithName("PauseCampaign").WithSummary("Have nobody enter and nothing sent until it is started again.").Accepts<CampaignMove>("application/json").Needs(Permission.OutreachWrite);
        campaigns.MapPost("/{campaign:guid}/end", EndAsync).WithName("EndCampaign").WithSummary("End a campaign for everybody.").Accepts<CampaignMove>("application/json").Needs(Permission.OutreachWrite);
        campaigns.MapGet("/{campaign:guid}/report", ReportAsync).WithName("ReadCampaignReport").WithSummary("What came of a campaign: each arm, how much they differ with ranges that hold at every look, what was done at each step, and what it cost.").Needs(Permission.OutreachRead);
        campaigns.MapGet("/{campaign:guid}/participants", ParticipantsAsync).WithName("ListParticipants").WithSummary("Who takes part, the latest first, page by page.").Needs(Permission.OutreachRead);
        campaigns.MapGet("/{campaign:guid}/participants.csv", ExportAsync).WithName("ExportParticipants").WithSummary("All who take part, as a file.").Needs(Permission.OutreachRead);
        campaigns.MapGet("/{campaign:guid}/rehearsal", RehearseAsync).WithName("RehearseCampaign").WithSummary("Who would enter now, by which channels they would be reached, and why others would not: nothing is sent.").Needs(Permission.OutreachRead);
    }

    private static async Task<Ok<IReadOnlyList<CampaignView>>> ListAsync(IDatabase database, CancellationToken cancellationToken) =>
        TypedResults.Ok<IReadOnlyList<CampaignView>>([.. (await database.ReadAsync(CampaignStore.ListAsync, cancellationToken)).Select(CampaignView.Of)]);

    private static async Task<Results<Ok<CampaignView>, ProblemHttpResult>> ReadAsync(Guid campaign, IDatabase database, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => CampaignStore.FindAsync(session, campaign), cancellationToken) is { } found ? TypedResults.Ok(CampaignView.Of(found)) : RecordApi.NoSuch("campaign");

    private static Task<Results<Ok<CampaignView>, Created<CampaignView>, ValidationProblem, ProblemHttpResult>> CreateAsync(HttpContext http, IDatabase database, EditCampaigns edit, CancellationToken cancellationToken) =>
        ActAsync<CampaignBody>(http, database, async (unit, body, by) => body.Missing is { Count: > 0 } missing ? new EditOutcome<Campaign>.Wrong(missing) : await edit.CreateAsync(unit, body.Name ?? "", body.Plan!, by), isNew: true, cancellationToken);

    private static Task<Results<Ok<CampaignView>, Created<CampaignView>, ValidationProblem, ProblemHttpResult>> ChangeAsync(
        Guid campaign, HttpContext http, IDatabase database, EditCampaigns edit, CancellationToken cancellationToken) => ActAsync<CampaignBody>(
        http, database,
        async (unit, body, by) => body.Missing is { Count: > 0 } missing ? new EditOutcome<Campaign>.Wrong(missing) : await edit.ChangeAsync(unit, campaign, body.Version, body.Name ?? "", body.Plan!, by), isNew: false, cancellationToken);

    private static Task<Results<Ok<CampaignView>, Created<CampaignView>, ValidationProblem, ProblemHttpResult>> StartAsync(
        Guid campaign, HttpContext http, IDatabase database, EditCampaigns edit, CancellationToken cancellationToken) =>
        ActAsync<CampaignMove>(http, database, (unit, move, by) => edit.StartAsync(unit, campaign, move.Version, by), isNew: false, cancellationToken);

    private static Task<Results<Ok<CampaignView>, Created<CampaignView>, ValidationProblem, ProblemHttpResult>> PauseAsync(
        Guid campaign, HttpContext http, IDatabase database, EditCampaigns edit, CancellationToken cancellationToken) =>
        ActAsync<CampaignMove>(http, database, (unit, move, by) => edit.PauseAsync(unit, campaign, move.Version, by), isNew: false, cancellationToken);

    private static Task<Results<Ok<CampaignView>, Created<CampaignView>, ValidationProblem, ProblemHttpResult>> EndAsync(
        Guid campaign, HttpContext http, IDatabase database, EditCampaigns edit, CancellationToken cancellationToken) =>
        ActAsync<CampaignMove>(http, database, (unit, move, by) => edit.EndAsync(unit, campaign, move.Version, by), isNew: false, cancellationToken);

    private static Task<Results<Ok<CampaignView>, Created<CampaignView>, ValidationProblem, ProblemHttpResult>> ActAsync<TBody>(
        HttpContext http, IDatabase database, Func<UnitOfWork, TBody, string, Task<EditOutcome<Campaign>>> act, bool isNew, CancellationToken cancellationToken)
        where TBody : class => RecordApi.ActAsync(
            http, database, "campaign", act, (_, campaign) => Task.FromResult(CampaignView.Of(campaign)), isNew ? campaign => $"campaigns/{campaign.Id}" : (Func<Campaign, string>?)null, cancellationToken);

    private static async Task<Results<Ok<ReportView>, ProblemHttpResult>> ReportAsync(Guid campaign, IDatabase database, CancellationToken cancellationToken) =>
        await database.ReadAsync(async session => await CampaignStore.FindAsync(session, campaign) is { } found ? await CampaignReport.ReadAsync(session, found) : null, cancellationToken) is { } report
            ? TypedResults.Ok(ReportView.Of(report))
            : RecordApi.NoSuch("campaign");

    private static async Task<Results<Ok<Rehearsal>, ProblemHttpResult>> RehearseAsync(Guid campaign, IDatabase database, RehearseCampaign rehearse, CancellationToken cancellationToken) =>
        await database.ReadAsync(async session => await CampaignStore.FindAsync(session, campaign) is { } found ? await rehearse.HandleAsync(session, found) : null, cancellationToken) is { } rehearsal
            ? TypedResults.Ok(rehearsal)
            : RecordApi.NoSuch("campaign");

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> ExportAsync(Guid campaign, IDatabase database, CancellationToken cancellationToken)
    {
        if (await database.ReadAsync(session => CampaignStore.FindAsync(session, campaign), cancellationToken) is not { } found)
        {
            return RecordApi.NoSuch("campaign");
        }

        var text = new StringBuilder(Csv.Start).Append(Csv.Line("id", "customer", "entered_at", "arm", "step", "left_at", "left_because", "contacts", "answered_at", "goal_at", "goal_value"));
        for (long? before = null; ;)
        {
            var page = await database.ReadAsync(session => ParticipantStore.ListAsync(session, campaign, before, Together), cancellationToken);
            foreach (var one in page)
            {
                text.Append(Csv.Line(one.Id, $"{one.CustomerId}", At(one.EnteredAt), one.Arm, one.Step ?? "", At(one.LeftAt), one.LeftReason ?? "", one.Contacts, At(one.AnsweredAt), At(one.GoalAt), one.GoalValue is { } value ? value : ""));
            }

            if (page.Count < Together)
            {
                return TypedResults.File(Encoding.UTF8.GetBytes(text.ToString()), "text/csv; charset=utf-8", $"campaign-{found.Id}.csv");
            }

            before = page[^1].Id;
        }

        static string At(DateTimeOffset? at) => at?.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture) ?? "";
    }

    private static async Task<Results<Ok<ParticipantPage>, ValidationProblem, ProblemHttpResult>> ParticipantsAsync(Guid campaign, string? after, string? take, IDatabase database, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var page = PageQuery.Read(after, take, [long.MaxValue], errors);
        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var rows = await database.ReadAsync(
            async session => await CampaignStore.FindAsync(session, campaign) is null ? null : await ParticipantStore.ListAsync(session, campaign, page.After[0], page.Take), cancellationToken);
        return rows is null ? RecordApi.NoSuch("campaign") : TypedResults.Ok(new ParticipantPage([.. rows.Select(ParticipantView.Of)], rows.Count < page.Take ? null : PageQuery.CursorOf(rows[^1].Id)));
    }
}

/// <summary>A campaign to make or change.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Plan">What is done with whom.</param>
/// <param name="Version">The version that was read; left out: whichever there is.</param>
internal sealed record CampaignBody(string? Name, CampaignPlan? Plan, int? Version)
{
    /// <summary>What is missing of it: what a plan needs is null where its sender wrote null.</summary>
    public Dictionary<string, string[]> Missing => RecordApi.Missing([("plan", Plan), .. Plan is null ? [] : (IEnumerable<(string, object?)>)[("plan.entry", Plan.Entry), ("plan.steps", Plan.Steps), ("plan.purpose", Plan.Purpose), ("plan.goal", Plan.Goal), ("plan.channels", Plan.Channels)]]);
}

/// <summary>That a campaign is started, paused or ended.</summary>
/// <param name="Version">The version that was read; left out: whichever there is.</param>
internal sealed record CampaignMove(int? Version);

/// <summary>A campaign.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">What it is called.</param>
/// <param name="State">draft, live, paused or ended.</param>
/// <param name="Version">Rises with every change: send it when you change the campaign.</param>
/// <param name="PlanVersion">The version of the plan, for who enters now.</param>
/// <param name="MadeBy">Who made it.</param>
/// <param name="MadeAt">When.</param>
/// <param name="StartedAt">Since when it runs.</param>
/// <param name="EndedAt">When it ended.</param>
/// <param name="Plan">What is done with whom.</param>
internal sealed record CampaignView(Guid Id, string Name, string State, int Version, int PlanVersion, string MadeBy, DateTimeOffset MadeAt, DateTimeOffset? StartedAt, DateTimeOffset? EndedAt, CampaignPlan Plan)
{
    public static CampaignView Of(Campaign campaign) => new(
        campaign.Id, campaign.Name, CampaignStore.WordOf(campaign.State), campaign.RowVersion, campaign.Version, campaign.MadeBy, campaign.MadeAt, campaign.StartedAt, campaign.EndedAt, campaign.Plan);
}

/// <summary>A participant.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Customer">Who.</param>
/// <param name="EnteredAt">When they entered.</param>
/// <param name="Arm">-1: could not enter; 0: nothing is done; 1 and on: the variant.</param>
/// <param name="Step">The step that is next.</param>
/// <param name="DueAt">When.</param>
/// <param name="LeftAt">When they left.</param>
/// <param name="LeftBecause">Why.</param>
/// <param name="Contacts">How often they were written to.</param>
/// <param name="AnsweredAt">When they first answered.</param>
/// <param name="GoalAt">When they did what the campaign is for.</param>
/// <param name="GoalValue">What that was worth.</param>
/// <param name="Why">Why they were chosen for care.</param>
internal sealed record ParticipantView(
    long Id, Guid Customer, DateTimeOffset EnteredAt, int Arm, string? Step, DateTimeOffset? DueAt, DateTimeOffset? LeftAt, string? LeftBecause, int Contacts, DateTimeOffset? AnsweredAt, DateTimeOffset? GoalAt,
    decimal? GoalValue, CareReason? Why)
{
    public static ParticipantView Of(Participant one) => new(
        one.Id, one.CustomerId, one.EnteredAt, one.Arm, one.Step, one.DueAt, one.LeftAt, one.LeftReason, one.Contacts, one.AnsweredAt, one.GoalAt, one.GoalValue, CareReason.Parse(one.Why));
}

/// <summary>A page of participants.</summary>
/// <param name="Items">The participants.</param>
/// <param name="Next">Send it as <c>after</c> to read on; null: this is the last page.</param>
internal sealed record ParticipantPage(IReadOnlyList<ParticipantView> Items, string? Next);

/// <summary>What came of a campaign. Figures are null where there are too few customers.</summary>
/// <param name="Arms">What came of each arm, that to whom nothing is done first.</param>
/// <param name="Comparisons">How much they differ.</param>
/// <param name="Refused">Who could not enter, by why.</param>
/// <param name="Steps">What was done at each step.</param>
/// <param name="Waiting">How many wait for each step.</param>
/// <param name="Spent">What the messages cost.</param>
internal sealed record ReportView(
    IReadOnlyList<ArmView> Arms, IReadOnlyList<ComparisonView> Comparisons, IReadOnlyDictionary<string, long> Refused, IReadOnlyList<StepCount> Steps, IReadOnlyDictionary<string, long> Waiting, decimal Spent)
{
    public static ReportView Of(CampaignReport report) => new([.. report.Arms.Select(ArmView.Of)], [.. report.Comparisons.Select(ComparisonView.Of)], report.Refused, report.Events, report.Waiting, report.Spent);
}

/// <summary>What came of an arm.</summary>
/// <param name="Arm">0: nothing is done; 1 and on: the variant.</param>
/// <param name="Entered">How many are in it.</param>
/// <param name="Contacted">How many were written to.</param>
/// <param name="Answered">How many answered.</param>
/// <param name="Stopped">How many stopped the messages.</param>
/// <param name="Reached">How many did what the campaign is for.</param>
/// <param name="Share">What share that is; null: nobody is in it.</param>
/// <param name="Value">What that was worth.</param>
internal sealed record ArmView(int Arm, long Entered, long Contacted, long Answered, long Stopped, long Reached, double? Share, double Value)
{
    public static ArmView Of(ArmResult arm) => new(arm.Arm, arm.Entered, arm.Contacted, arm.Answered, arm.Stopped, arm.Reached, arm.Entered == 0 ? null : arm.Share, arm.Value);
}

/// <summary>How much an arm differs from another.</summary>
/// <param name="Arm">The arm; -1: all variants.</param>
/// <param name="Against">The other.</param>
/// <param name="Difference">Of the shares that did what the campaign is for.</param>
/// <param name="Low">The lower end of its range.</param>
/// <param name="High">The upper end.</param>
/// <param name="Gained">How many more did it.</param>
/// <param name="Value">How much more a customer was worth.</param>
/// <param name="ValueLow">The lower end of its range.</param>
/// <param name="ValueHigh">The upper end.</param>
/// <param name="Chance">The chance that the arms come out so lopsided.</param>
/// <param name="Verdict">What can be said.</param>
internal sealed record ComparisonView(int Arm, int Against, double? Difference, double? Low, double? High, double? Gained, double? Value, double? ValueLow, double? ValueHigh, double Chance, string Verdict)
{
    public static ComparisonView Of(ArmComparison one) => new(
        one.Arm, one.Against, Known(one.Difference), Known(one.Low), Known(one.High), Known(one.Gained), Known(one.Value.Value), Known(one.Value.Low), Known(one.Value.High), one.Chance,
        System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(one.Verdict.ToString()));

    private static double? Known(double figure) => double.IsFinite(figure) ? figure : null;
}
