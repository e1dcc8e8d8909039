using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Channels.Api;
using ServiceBot.Desk.Api;
using ServiceBot.Insight.Recommending.Own;
using ServiceBot.Insight.Reports;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Value.Own;

/// <summary>What customers are worth, over HTTP.</summary>
internal static class ValueEndpoints
{
    private const int Together = 1_000;

    public static void Map(IEndpointRouteBuilder api)
    {
        var value = api.MapGroup("/value").WithTags("Insight");
        value.MapGet("/", ReadAsync).WithName("ReadValue").WithSummary("The models of how often and for how much customers buy, how right they would have been about the last weeks, and what each cell is worth; 404: nothing is computed yet.").Needs(Permission.ReportsRead);
        value.MapGet("/customers", ListAsync).WithName("ListCustomerValues").WithSummary("What customers are expected to buy and to be worth, the most first, page by page.").Needs(Permission.ReportsRead);
        value.MapGet("/customers.csv", CsvAsync).WithName("ExportCustomerValues").WithSummary("The same of all, however many, as CSV.").Produces(StatusCodes.Status200OK, contentType: "text/csv").Needs(Permission.ReportsRead);
        api.MapGet("/customers/{customer:guid}/value", FindAsync).WithTags("Insight").WithName("ReadCustomerValue").WithSummary("What a customer is expected to buy and to be worth; 404: nothing is expected of them.").Needs(Permission.CustomersRead);
        api.MapGet("/customers/{customer:guid}/suggestions", SuggestAsync).WithTags("Insight").WithName("ListSuggestions").WithSummary("Products that are new to a customer and go with what they bought, the best first, each with the purchase that speaks for it.").Needs(Permission.CustomersRead);
    }

    private static async Task<Ok<SuggestionView[]>> SuggestAsync(Guid customer, IDatabase database, CancellationToken cancellationToken) => TypedResults.Ok(
        (await database.ReadAsync(session => SuggestionStore.OfAsync(session, customer), cancellationToken)).Select(one => new SuggestionView(one.Product.Code, one.Product.En, one.Product.Zh, one.Because.Code)).ToArray());

    private static async Task<Results<Ok<ValueView>, ProblemHttpResult>> ReadAsync(IDatabase database, CancellationToken cancellationToken) =>
        await database.ReadAsync(async session => (await ValueStore.LatestAsync(session), await ValueStore.ByCellAsync(session)), cancellationToken) is ({ } run, var cells)
            ? TypedResults.Ok(new ValueView(run, cells))
            : TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "Nothing is computed yet.");

    private static async Task<Results<Ok<WorthPage>, ValidationProblem>> ListAsync(string? after, string? take, IDatabase database, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var page = PageQuery.Read(after: null, take, [0], errors);
        var place = ValueStore.ReadPlace(after);
        if (place is null && !string.IsNullOrEmpty(after))
        {
            errors["after"] = ["It is not a cursor of this list. Take it from next of the page before."];
        }

        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var values = await database.ReadAsync(session => ValueStore.ListAsync(session, place, page.Take), cancellationToken);
        return TypedResults.Ok(new WorthPage(values, values.Count == page.Take ? values[^1].Place : null));
    }

    private static async Task<IResult> CsvAsync(HttpContext http, IDatabase database, CancellationToken cancellationToken)
    {
        http.Response.ContentType = "text/csv; charset=utf-8";
        http.Response.Headers.ContentDisposition = "attachment; filename=\"value.csv\"";
        var text = new StringBuilder(Csv.Start).Append(Csv.Line("customer", "as_of", "purchases", "value"));
        (double, Guid)? place = null;
        while (await database.ReadAsync(session => ValueStore.ListAsync(session, place, Together), cancellationToken) is { Count: > 0 } page)
        {
            foreach (var one in page)
            {
                text.Append(Csv.Line($"{one.Customer}", one.AsOf.UtcDateTime.ToString("O"), Math.Round(one.Purchases, 4), Math.Round(one.Value, 2)));
            }

            await http.Response.WriteAsync(text.ToString(), cancellationToken);
            text.Clear();
            place = (page[^1].Value, page[^1].Customer);
        }

        await http.Response.WriteAsync(text.ToString(), cancellationToken);
        return Results.Empty;
    }

    private static async Task<Results<Ok<CustomerWorth>, ProblemHttpResult>> FindAsync(Guid customer, IDatabase database, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => ValueStore.OfAsync(session, customer), cancellationToken) is { } worth
            ? TypedResults.Ok(worth)
            : TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "Nothing is expected of this customer.", detail: "There is no such customer, they have bought nothing, or too few have bought again.");
}

/// <summary>What customers are worth.</summary>
/// <param name="Run">The models, and how right they would have been.</param>
/// <param name="Cells">What each cell of recency and frequency is worth.</param>
internal sealed record ValueView(ValueRun Run, IReadOnlyList<CellWorth> Cells);

/// <summary>A page of values.</summary>
/// <param name="Items">The values.</param>
/// <param name="Next">The cursor of the next page; null: this is the last.</param>
internal sealed record WorthPage(IReadOnlyList<CustomerWorth> Items, string? Next);

/// <summary>A product that goes with what a customer bought.</summary>
/// <param name="Product">Its code.</param>
/// <param name="En">Its English name.</param>
/// <param name="Zh">Its Chinese name.</param>
/// <param name="Because">The code of what they bought that speaks for it most.</param>
internal sealed record SuggestionView(string Product, string En, string Zh, string Because);
