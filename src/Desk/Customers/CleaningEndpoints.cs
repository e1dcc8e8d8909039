using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Crm.Cleaning;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Requests;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Customers;

/// <summary>How well customers are known over HTTP: the sums, what could be written better, and what is decided about it.</summary>
internal static class CleaningEndpoints
{
    public static void Map(IEndpointRouteBuilder customers)
    {
        customers.MapGet("/quality", async (IDatabase database, CancellationToken cancellationToken) => TypedResults.Ok(QualityView.Of(await database.ReadAsync(CustomerQuality.ReadAsync, cancellationToken))))
            .WithName("ReadCustomerQuality").WithSummary("How well the customers are known: the mean score, values that could be written better by source, and by kind.");
        customers.MapGet("/hints", ListAsync).WithName("ListHints").WithSummary("What could be written better about customers, page by page.");
        customers.MapPost("/{customer:guid}/hints", DecideAsync).WithName("DecideHint").WithSummary("Write what a hint suggests, or say that the value is right as it is.").Accepts<HintBody>("application/json");
    }

    private static async Task<Results<Ok<Page<HintView>>, ValidationProblem>> ListAsync(string? kind, string? after, string? take, IDatabase database, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var page = PageQuery.Read(after, take, [0], errors);
        var ofKind = KindOf(kind);
        if (kind is not null && ofKind is null)
        {
            errors["kind"] = [Kinds];
        }

        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var hints = await database.ReadAsync(session => CustomerQuality.ListAsync(session, ofKind, page.After[0], page.Take), cancellationToken);
        return TypedResults.Ok(Page<HintView>.Of(hints, page.Take, HintView.Of, hint => [hint.Id]));
    }

    private static async Task<Results<Created<CustomerView>, Ok<CustomerView>, ValidationProblem, ProblemHttpResult>> DecideAsync(Guid customer, HttpContext http, IDatabase database, CleanCustomer clean, CancellationToken cancellationToken)
    {
        var (body, problem) = await StrictJson.ReadAsync<HintBody>(http.Request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        if (KindOf(body.Kind) is not { } kind)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["kind"] = [Kinds] });
        }

        if (body.Take is not { } isTaken)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["take"] = ["It is true, to write what is suggested, or false, to say that the value is right."] });
        }

        var by = RequestEndpoints.CallerOf(http).Name;
        return await CustomerEndpoints.EditAsync(
            http,
            database,
            customer,
            unit => isTaken ? clean.TakeAsync(unit, customer, kind, body.Value, CustomerEndpoints.SourceOf(http), by) : clean.DismissAsync(unit, customer, kind, body.Value, by),
            cancellationToken);
    }

    private static string Kinds => $"It is one of {string.Join(", ", Enum.GetValues<HintKind>().Select(CleaningHint.WordOf))}.";

    private static HintKind? KindOf(string? word) => Enum.GetValues<HintKind>().Cast<HintKind?>().FirstOrDefault(kind => CleaningHint.WordOf(kind!.Value) == word);
}

/// <summary>What is decided about a hint.</summary>
/// <param name="Kind">What could be written better.</param>
/// <param name="Value">The value that was seen; null: there was none.</param>
/// <param name="Take">True: what is suggested is written. False: the value is right as it is.</param>
internal sealed record HintBody(string? Kind, string? Value, bool? Take);

/// <summary>What could be written better.</summary>
/// <param name="Customer">Whose it is.</param>
/// <param name="Kind">What.</param>
/// <param name="About">The field, or the kind of identifier.</param>
/// <param name="Value">As it is; null: there is nothing.</param>
/// <param name="Suggestion">As it should be; null: only a person knows.</param>
/// <param name="Confidence">How sure that is, 0 to 1.</param>
/// <param name="Source">Where the value comes from.</param>
internal sealed record HintView(
    Guid Customer, [property: JsonConverter(typeof(WordConverter<HintKind>))] HintKind Kind, string About, string? Value, string? Suggestion, double Confidence, string? Source)
{
    public static HintView Of(FoundHint found) => new(found.Customer, found.Hint.Kind, found.Hint.About, found.Hint.Value, found.Hint.Suggestion, found.Hint.Confidence, found.Hint.Source);
}

/// <summary>How well the customers are known.</summary>
/// <param name="Customers">How many were reviewed.</param>
/// <param name="Score">The mean of their scores, 0 to 1; null: there is nobody.</param>
/// <param name="Sources">Values that count by source, and those that could be written better.</param>
/// <param name="Kinds">Hints by kind.</param>
internal sealed record QualityView(long Customers, double? Score, IReadOnlyList<SourceQuality> Sources, IReadOnlyDictionary<string, long> Kinds)
{
    public static QualityView Of(CustomerQuality quality) => new(quality.Customers, quality.Score, quality.Sources, quality.Kinds.ToDictionary(pair => CleaningHint.WordOf(pair.Key), pair => pair.Value));
}
