using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Crm;
using ServiceBot.Crm.Forecasts;
using ServiceBot.Crm.Leads;
using ServiceBot.Crm.Opportunities;
using ServiceBot.Crm.Pipelines;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Sales;

/// <summary>Leads over HTTP.</summary>
internal static class LeadEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var leads = api.MapGroup("/leads").WithTags("Leads");
        leads.MapGet("/", ListAsync).WithName("ListLeads").WithSummary("Leads, the newest first, page by page: of a stage, or those that have not ended; with their scores and odds.");
        leads.MapPost("/", CaptureAsync).WithName("CaptureLead").WithSummary("Capture a lead. Without an owner it is given to somebody, and says why.").Accepts<LeadBody>("application/json");
        leads.MapGet("/calibration", CalibrationAsync).WithName("ReadLeadCalibration").WithSummary("Of the leads that ended, what was said of them before, and what came.");
        leads.MapGet("/{lead}", ReadAsync).WithName("ReadLead").WithSummary("A lead with the ledger of its points, and what its odds follow from.");
        leads.MapPut("/{lead}", ChangeAsync).WithName("ChangeLead").WithSummary("Change a lead: send all of it, and the version that you read.").Accepts<LeadBody>("application/json");
        leads.MapPost("/{lead}/move", MoveAsync).WithName("MoveLead").WithSummary("Move a lead on or back, drop it, or take up again one that was dropped.").Accepts<MoveLeadBody>("application/json");
        leads.MapPost("/{lead}/events", BookAsync).WithName("BookLeadEvent").WithSummary("Book something that a lead did; the same key again is the same deed.").Accepts<LeadEventBody>("application/json");
        leads.MapPost("/{lead}/convert", ConvertAsync).WithName("ConvertLead").WithSummary("Make a lead a customer with an opportunity.").Accepts<ConvertLeadBody>("application/json");
        leads.MapPost("/{lead}/revert", RevertAsync).WithName("RevertLead").WithSummary("Take a conversion back, as long as nobody has changed its opportunity.").Accepts<RevertLeadBody>("application/json");
    }

    private static async Task<Results<Ok<Page<LeadView>>, ValidationProblem>> ListAsync(
        string? stage, string? owner, string? after, string? take, IDatabase database, TimeProvider clock, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var page = PageQuery.Read(after, take, [0], errors);
        LeadStage? of = Enum.TryParse<LeadStage>(stage, ignoreCase: true, out var known) && Enum.IsDefined(known) ? known : null;
        if (stage is not null && of is null)
        {
            errors["stage"] = ["It must be new, contacted, qualified, converted or dropped."];
        }

        var whose = RecordApi.Id("owner", owner, errors);
        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var now = clock.GetUtcNow();
        var (found, ledgers, odds) = await database.ReadAsync(
            async session =>
            {
                var leads = await LeadStore.ListAsync(session, of, whose, page.After[0], page.Take);
                return (leads, await LeadStore.LedgersAsync(session, [.. leads.Select(lead => lead.Number)]), await LeadStore.OddsAsync(session));
            },
            cancellationToken);
        return TypedResults.Ok(Page<LeadView>.Of(found, page.Take, lead => LeadView.Of(lead, ledgers[lead.Number], odds, now), lead => [lead.Number]));
    }

    private static async Task<Results<Ok<LeadDetailsView>, ProblemHttpResult>> ReadAsync(string lead, IDatabase database, TimeProvider clock, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var found = await database.ReadAsync(
            async session =>
            {
                if (!Lead.TryParse(lead, out var number) || await LeadStore.FindAsync(session, number) is not { } known)
                {
                    return null;
                }

                var ledger = (await LeadStore.LedgersAsync(session, [number]))[number].ToList();
                var odds = await LeadStore.OddsAsync(session);
                return new LeadDetailsView(LeadView.Of(known, ledger, odds, now), [.. ledger.Select(line => LeadPointView.Of(line, now))], known.IsOpen ? odds.Of(known.Terms, known.Stage)?.Factors ?? [] : []);
            },
            cancellationToken);
        return found is null ? RecordApi.NoSuch("lead") : TypedResults.Ok(found);
    }

    private static async Task<Ok<LeadCalibration>> CalibrationAsync(IDatabase database, CancellationToken cancellationToken) =>
        TypedResults.Ok(LeadCalibration.Of(await database.ReadAsync(LeadStore.ForecastsAsync, cancellationToken)));

    private static Task<Results<Ok<LeadView>, Created<LeadView>, ValidationProblem, ProblemHttpResult>> CaptureAsync(
        HttpContext http, IDatabase database, EditLeads edit, TimeProvider clock, CancellationToken cancellationToken) => ActAsync<LeadBody>(
        http, database, clock,
        async (unit, body, by) => await NoSuchOwnerAsync(unit, body.Owner) ?? await edit.CaptureAsync(unit, body.Terms, body.Owner, await LeadSellers.ListAsync(unit), by),
        cancellationToken, isNew: true);

    private static Task<Results<Ok<LeadView>, Created<LeadView>, ValidationProblem, ProblemHttpResult>> ChangeAsync(
        string lead, HttpContext http, IDatabase database, EditLeads edit, TimeProvider clock, CancellationToken cancellationToken) => ActAsync<LeadBody>(
        http, database, clock,
        async (unit, body, by) => await NoSuchOwnerAsync(unit, body.Owner) ?? await edit.ChangeAsync(unit, NumberOf(lead), body.Terms, body.Owner, body.Version, by),
        cancellationToken);

    private static Task<Results<Ok<LeadView>, Created<LeadView>, ValidationProblem, ProblemHttpResult>> MoveAsync(
        string lead, HttpContext http, IDatabase database, EditLeads edit, TimeProvider clock, CancellationToken cancellationToken) => ActAsync<MoveLeadBody>(
        http, database, clock,
        async (unit, body, by) => body.Stage is not { } stage ? new EditOutcome<Lead>.Wrong(RecordApi.Missing(("stage", null))) : await edit.MoveAsync(unit, NumberOf(lead), stage, body.Reason, body.Version, by),
        cancellationToken);

    private static Task<Results<Ok<LeadView>, Created<LeadView>, ValidationProblem, ProblemHttpResult>> BookAsync(
        string lead, HttpContext http, IDatabase database, EditLeads edit, TimeProvider clock, CancellationToken cancellationToken) => ActAsync<LeadEventBody>(
        http, database, clock, (unit, body, _) => edit.BookAsync(unit, NumberOf(lead), body.Event ?? "", body.Key ?? "", body.At), cancellationToken);

    private static Task<Results<Ok<LeadView>, Created<LeadView>, ValidationProblem, ProblemHttpResult>> ConvertAsync(
        string lead, HttpContext http, IDatabase database, ConvertLead convert, ReadSales sales, TimeProvider clock, CancellationToken cancellationToken) => ActAsync<ConvertLeadBody>(
        http, database, clock,
        async (unit, body, by) =>
        {
            if (RecordApi.Missing(("title", body.Title), ("amount", body.Amount), ("closeDay", body.CloseDay)) is { Count: > 0 } missing)
            {
                return new EditOutcome<Lead>.Wrong(missing);
            }

            var terms = new OpportunityTerms { Title = body.Title!, Amount = body.Amount!.Value, Currency = body.Currency ?? sales.Currency, CloseDay = body.CloseDay!.Value, Owner = body.Owner };
            return await NoSuchOwnerAsync(unit, body.Owner) ?? await convert.HandleAsync(unit, NumberOf(lead), body.Customer, terms, body.Pipeline ?? Pipeline.First, body.Version, by);
        },
        cancellationToken);

    private static Task<Results<Ok<LeadView>, Created<LeadView>, ValidationProblem, ProblemHttpResult>> RevertAsync(
        string lead, HttpContext http, IDatabase database, ConvertLead convert, TimeProvider clock, CancellationToken cancellationToken) => ActAsync<RevertLeadBody>(
        http, database, clock, (unit, _, by) => convert.RevertAsync(unit, NumberOf(lead), by), cancellationToken);

    private static Task<Results<Ok<LeadView>, Created<LeadView>, ValidationProblem, ProblemHttpResult>> ActAsync<TBody>(
        HttpContext http, IDatabase database, TimeProvider clock, Func<UnitOfWork, TBody, string, Task<EditOutcome<Lead>>> act, CancellationToken cancellationToken, bool isNew = false)
        where TBody : class => RecordApi.ActAsync(
        http, database, "lead", act,
        async (unit, lead) => LeadView.Of(lead, (await LeadStore.LedgersAsync(unit, [lead.Number]))[lead.Number], await LeadStore.OddsAsync(unit), clock.GetUtcNow()),
        isNew ? lead => $"leads/{lead.Label}" : null, cancellationToken);

    private static async Task<EditOutcome<Lead>?> NoSuchOwnerAsync(Session session, Guid? owner) => owner is { } id && await StaffStore.FindAsync(session, id) is not { DisabledAt: null }
        ? new EditOutcome<Lead>.Wrong(new Dictionary<string, string[]> { ["owner"] = ["There is no colleague of that id."] })
        : null;

    /// <summary>0 for what is no number: no lead has it.</summary>
    private static long NumberOf(string text) => Lead.TryParse(text, out var number) ? number : 0;
}
