using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Crm;
using ServiceBot.Crm.Forecasts;
using ServiceBot.Crm.Opportunities;
using ServiceBot.Crm.Pipelines;
using ServiceBot.Crm.Products;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Sales;

/// <summary>Opportunities over HTTP.</summary>
internal static class OpportunityEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var opportunities = api.MapGroup("/opportunities").WithTags("Opportunities");
        opportunities.MapGet("/", ListAsync).WithName("ListOpportunities").WithSummary("Opportunities, the newest first, page by page; by pipeline, stage, state, owner, customer, and the days between which they are expected to be decided.");
        opportunities.MapPost("/", CreateAsync).WithName("CreateOpportunity").WithSummary("Make an opportunity.").Accepts<OpportunityBody>("application/json");
        opportunities.MapGet("/{opportunity}", ReadAsync).WithName("ReadOpportunity").WithSummary("An opportunity with its products and every state that it was in.");
        opportunities.MapPut("/{opportunity}", ChangeAsync).WithName("ChangeOpportunity").WithSummary("Change an opportunity: send all of it, and the version that you read.").Accepts<OpportunityBody>("application/json");
        opportunities.MapPost("/{opportunity}/move", MoveAsync).WithName("MoveOpportunity").WithSummary("Move an opportunity to a stage of its pipeline's newest version: on, back, won, lost, or open again.")
            .Accepts<MoveBody>("application/json");
    }

    private static async Task<Results<Ok<Page<OpportunityView>>, ValidationProblem>> ListAsync(
        string? pipeline, string? stage, string? state, string? owner, string? customer, string? from, string? until, string? after, string? take, IDatabase database, ReadSales sales,
        CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var page = PageQuery.Read(after, take, [0], errors);
        StageKind? of = Enum.TryParse<StageKind>(state, ignoreCase: true, out var kind) && Enum.IsDefined(kind) ? kind : null;
        if (state is not null && of is null)
        {
            errors["state"] = ["It must be open, won or lost."];
        }

        var filter = new OpportunityFilter(
            RecordApi.Id("pipeline", pipeline, errors), stage, of, RecordApi.Id("owner", owner, errors), RecordApi.Id("customer", customer, errors), RecordApi.Day("from", from, errors), RecordApi.Day("until", until, errors));
        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var (found, pipelines, wins) = await database.ReadAsync(
            async session => (await OpportunityStore.ListAsync(session, filter, page.After[0], page.Take), await PipelineStore.AllAsync(session), await sales.WinRatesAsync(session)), cancellationToken);
        return TypedResults.Ok(Page<OpportunityView>.Of(found, page.Take, one => OpportunityView.Of(one, pipelines[(one.Pipeline, one.PipelineVersion)], wins, lines: null), one => [one.Number]));
    }

    private static async Task<Results<Ok<OpportunityDetailsView>, ProblemHttpResult>> ReadAsync(string opportunity, IDatabase database, ReadSales sales, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync(
            async session => Opportunity.TryParse(opportunity, out var number) && await OpportunityStore.FindAsync(session, number) is { } known
                ? new OpportunityDetailsView(
                    await OpportunityView.OfAsync(session, sales, known),
                    [.. (await OpportunityHistory.OfAsync(session, number)).Select(OpportunityChangeView.Of)])
                : null,
            cancellationToken);
        return found is null ? RecordApi.NoSuch("opportunity") : TypedResults.Ok(found);
    }

    private static Task<Results<Ok<OpportunityView>, Created<OpportunityView>, ValidationProblem, ProblemHttpResult>> CreateAsync(
        HttpContext http, IDatabase database, EditOpportunities edit, ReadSales sales, CancellationToken cancellationToken) => RecordApi.ActAsync<OpportunityBody, Opportunity, OpportunityView>(
        http,
        database,
        "opportunity",
        async (unit, body, by) => await TermsAsync(unit, body, sales.Currency, ("customer", body.Customer)) switch
        {
            ({ } terms, _) => await edit.CreateAsync(unit, body.Customer!.Value, terms, body.Pipeline ?? Pipeline.First, body.Stage, by),
            (_, var errors) => new EditOutcome<Opportunity>.Wrong(errors),
        },
        (unit, opportunity) => OpportunityView.OfAsync(unit, sales, opportunity),
        opportunity => $"opportunities/{opportunity.Name}",
        cancellationToken);

    private static Task<Results<Ok<OpportunityView>, Created<OpportunityView>, ValidationProblem, ProblemHttpResult>> ChangeAsync(
        string opportunity, HttpContext http, IDatabase database, EditOpportunities edit, ReadSales sales, CancellationToken cancellationToken) => RecordApi.ActAsync<OpportunityBody, Opportunity, OpportunityView>(
        http,
        database,
        "opportunity",
        async (unit, body, by) =>
        {
            var (terms, errors) = await TermsAsync(unit, body, sales.Currency);
            foreach (var (field, value) in new[] { ("customer", body.Customer as object), ("pipeline", body.Pipeline), ("stage", body.Stage) })
            {
                if (value is not null)
                {
                    errors[field] = [field == "customer" ? "An opportunity stays its customer's." : "It is changed by POST …/move."];
                }
            }

            return errors.Count > 0 ? new EditOutcome<Opportunity>.Wrong(errors) : await edit.ChangeAsync(unit, NumberOf(opportunity), terms!, body.Version, by);
        },
        (unit, changed) => OpportunityView.OfAsync(unit, sales, changed),
        location: null,
        cancellationToken);

    private static Task<Results<Ok<OpportunityView>, Created<OpportunityView>, ValidationProblem, ProblemHttpResult>> MoveAsync(
        string opportunity, HttpContext http, IDatabase database, EditOpportunities edit, ReadSales sales, CancellationToken cancellationToken) => RecordApi.ActAsync<MoveBody, Opportunity, OpportunityView>(
        http,
        database,
        "opportunity",
        async (unit, body, by) => RecordApi.Missing(("stage", body.Stage)) is { Count: > 0 } missing
            ? new EditOutcome<Opportunity>.Wrong(missing)
            : await edit.MoveAsync(unit, NumberOf(opportunity), body.Stage!, body.Pipeline, body.Reason, body.Version, by),
        (unit, moved) => OpportunityView.OfAsync(unit, sales, moved),
        location: null,
        cancellationToken);

    /// <summary>What was sent of an opportunity; where something is missing or is nobody's, null and what it is.</summary>
    private static async Task<(OpportunityTerms? Terms, Dictionary<string, string[]> Errors)> TermsAsync(Session session, OpportunityBody body, string home, params (string, object?)[] more)
    {
        var lines = body.Lines ?? [];
        var errors = RecordApi.Missing([("title", body.Title), ("closeDay", body.CloseDay), .. lines.Count == 0 ? [("amount", (object?)body.Amount)] : Array.Empty<(string, object?)>(), .. more]);
        if (body.Owner is { } owner && await StaffStore.FindAsync(session, owner) is not { DisabledAt: null })
        {
            errors["owner"] = ["There is no colleague of that id."];
        }

        var products = await ProductStore.FindAsync(session, lines.Select(line => line.Product ?? ""));
        return errors.Count > 0 ? (null, errors) : (
            new()
            {
                Title = body.Title!,
                Amount = body.Amount ?? 0,
                Currency = body.Currency ?? home,
                CloseDay = body.CloseDay!.Value,
                Owner = body.Owner,
                Probability = body.Probability,
                Lines = [.. lines.Select(line => new OpportunityLine(products.GetValueOrDefault((line.Product ?? "").Trim().ToUpperInvariant())?.Id ?? default, line.Quantity ?? 1, line.Each ?? -1))],
            },
            errors);
    }

    /// <summary>0 for what is no number: no opportunity has it.</summary>
    private static long NumberOf(string text) => Opportunity.TryParse(text, out var number) ? number : 0;
}
