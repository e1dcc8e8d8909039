using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Crm.Forecasts;
using ServiceBot.Crm.Pipelines;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Queue;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Sales;

/// <summary>What is expected to be sold, what would be if, and how good such forecasts were, over HTTP. All of it only reads.</summary>
internal static class ForecastEndpoints
{
    private const int MostMonths = 36;

    public static void Map(IEndpointRouteBuilder api)
    {
        var sales = api.MapGroup("/sales").WithTags("Opportunities");
        sales.MapGet("/forecast", ForecastAsync).WithName("ReadForecast").WithSummary("What a period is expected to bring, with all that it may come out as; missing days: this quarter.");
        sales.MapPost("/what-if", WhatIfAsync).WithName("AskWhatIf").WithSummary("What the forecast would be if some things were otherwise, and how much each contributes. Nothing is written.").Accepts<WhatIfBody>("application/json");
        sales.MapGet("/funnel", FunnelAsync).WithName("ReadFunnel").WithSummary("Of those that entered a stage in a period, how many ever came how far.");
        sales.MapGet("/back-test", BackTestAsync).WithName("ReadBackTest").WithSummary("How good the forecasts of past months would have been, of what was known at their beginning.");
    }

    private static async Task<Results<Ok<ForecastView>, ValidationProblem>> ForecastAsync(
        string? pipeline, string? from, string? until, IDatabase database, ReadSales sales, OpeningHours hours, TimeProvider clock, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var id = RecordApi.Id("pipeline", pipeline, errors);
        var (first, last) = Period(RecordApi.Day("from", from, errors), RecordApi.Day("until", until, errors), Today(hours, clock), errors);
        return errors.Count > 0
            ? TypedResults.ValidationProblem(errors)
            : TypedResults.Ok(ForecastView.Of(await database.ReadAsync(session => sales.SnapshotAsync(session, id, first, last, Today(hours, clock), hours.Calendar.Zone), cancellationToken)));
    }

    private static async Task<Results<Ok<WhatIfView>, ValidationProblem, ProblemHttpResult>> WhatIfAsync(
        HttpContext http, IDatabase database, ReadSales sales, OpeningHours hours, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (body, problem) = await StrictJson.ReadAsync<WhatIfBody>(http.Request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        var errors = new Dictionary<string, string[]>();
        var (first, last) = Period(body.From, body.Until, Today(hours, clock), errors);
        var edits = body.Read(errors);
        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var snapshot = await database.ReadAsync(session => sales.SnapshotAsync(session, body.Pipeline, first, last, Today(hours, clock), hours.Calendar.Zone), cancellationToken);
        return TypedResults.Ok(WhatIfView.Of(snapshot, WhatIf.Of(snapshot, edits)));
    }

    private static async Task<Results<Ok<IReadOnlyList<FunnelRowView>>, ValidationProblem, ProblemHttpResult>> FunnelAsync(
        string? pipeline, string? from, string? until, IDatabase database, ReadSales sales, OpeningHours hours, TimeProvider clock, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var id = RecordApi.Id("pipeline", pipeline, errors) ?? Pipeline.First;
        var (first, last) = Period(RecordApi.Day("from", from, errors), RecordApi.Day("until", until, errors), Today(hours, clock), errors);
        return errors.Count > 0 ? TypedResults.ValidationProblem(errors)
            : await HistoryAsync(database, sales, id, hours, clock, cancellationToken) is { } history ? TypedResults.Ok<IReadOnlyList<FunnelRowView>>([.. Funnel.Of(history, first, last).Select(FunnelRowView.Of)])
            : RecordApi.NoSuch("pipeline");
    }

    private static async Task<Results<Ok<BackTestView>, ValidationProblem, ProblemHttpResult>> BackTestAsync(
        string? pipeline, string? months, IDatabase database, ReadSales sales, OpeningHours hours, TimeProvider clock, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var id = RecordApi.Id("pipeline", pipeline, errors) ?? Pipeline.First;
        if (!int.TryParse(months ?? "12", out var back) || back is < 1 or > MostMonths)
        {
            errors["months"] = [$"It must be a number from 1 to {MostMonths}."];
        }

        return errors.Count > 0 ? TypedResults.ValidationProblem(errors)
            : await HistoryAsync(database, sales, id, hours, clock, cancellationToken) is { } history ? TypedResults.Ok(BackTestView.Of(BackTest.Of(history, Today(hours, clock), back), sales.Currency))
            : RecordApi.NoSuch("pipeline");
    }

    private static Task<SalesHistory?> HistoryAsync(IDatabase database, ReadSales sales, Guid pipeline, OpeningHours hours, TimeProvider clock, CancellationToken cancellationToken) =>
        database.ReadAsync(session => sales.HistoryAsync(session, pipeline, Today(hours, clock), hours.Calendar.Zone), cancellationToken);

    private static DateOnly Today(OpeningHours hours, TimeProvider clock) => hours.Calendar.DayOf(clock.GetUtcNow());

    private static (DateOnly From, DateOnly Until) Period(DateOnly? from, DateOnly? until, DateOnly today, Dictionary<string, string[]> errors)
    {
        var (first, last) = SalesPeriod.Of(from, until, today);
        if (last < first)
        {
            errors["until"] = ["The last day is before the first."];
        }

        return (first, last);
    }
}

/// <summary>The period of a forecast.</summary>
public static class SalesPeriod
{
    /// <summary>From a day to another; what is missing is the beginning, or the end, of the quarter that the other is in, or of this one.</summary>
    public static (DateOnly From, DateOnly Until) Of(DateOnly? from, DateOnly? until, DateOnly today)
    {
        var first = from ?? QuarterOf(until ?? today);
        return (first, until ?? QuarterOf(first).AddMonths(3).AddDays(-1));
    }

    private static DateOnly QuarterOf(DateOnly day) => new(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1);
}
