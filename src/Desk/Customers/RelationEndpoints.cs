using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Relations;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Requests;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Customers;

/// <summary>How customers stand to each other, over HTTP.</summary>
internal static class RelationEndpoints
{
    public static void Map(IEndpointRouteBuilder customers)
    {
        customers.MapGet("/{customer:guid}/relations", ListAsync).WithName("ListRelations").WithSummary("How a customer stands to others, and stood before.");
        customers.MapPost("/{customer:guid}/relations", AddAsync).WithName("AddRelation")
            .WithSummary("Say how a customer stands to another: worksFor an organisation, memberOf a household, partOf, partnerOf, parentOf or relatedTo. Said twice, it is so once.").Accepts<RelationBody>("application/json");
        customers.MapDelete("/{customer:guid}/relations/{relation:long}", EndAsync).WithName("EndRelation").WithSummary("Say that a relation is no longer so; it stays as one that was.");
    }

    private static async Task<Results<Ok<IReadOnlyList<RelationView>>, ProblemHttpResult>> ListAsync(Guid customer, IDatabase database, CancellationToken cancellationToken) =>
        await ViewAsync(database, customer, cancellationToken) is { } relations ? TypedResults.Ok(relations) : NoSuch();

    private static async Task<Results<Ok<IReadOnlyList<RelationView>>, ValidationProblem, ProblemHttpResult>> AddAsync(
        Guid customer, HttpContext http, IDatabase database, RelateCustomers relate, CancellationToken cancellationToken)
    {
        var (body, problem) = await StrictJson.ReadAsync<RelationBody>(http.Request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        var missing = RecordApi.Missing(("kind", body.Kind), ("other", body.Other));
        return missing.Count > 0
            ? TypedResults.ValidationProblem(missing)
            : await AnswerAsync(
                database, customer, await database.WriteAsync(unit => relate.AddAsync(unit, customer, body.Kind!.Value, body.Other!.Value, body.Note, RequestEndpoints.CallerOf(http).Name), cancellationToken), cancellationToken);
    }

    private static async Task<Results<Ok<IReadOnlyList<RelationView>>, ValidationProblem, ProblemHttpResult>> EndAsync(
        Guid customer, long relation, HttpContext http, IDatabase database, RelateCustomers relate, CancellationToken cancellationToken) => await AnswerAsync(
        database, customer, await database.WriteAsync(unit => relate.EndAsync(unit, customer, relation, RequestEndpoints.CallerOf(http).Name), cancellationToken), cancellationToken);

    private static async Task<Results<Ok<IReadOnlyList<RelationView>>, ValidationProblem, ProblemHttpResult>> AnswerAsync(
        IDatabase database, Guid customer, EditCustomerOutcome outcome, CancellationToken cancellationToken) => outcome switch
        {
            EditCustomerOutcome.Done => TypedResults.Ok((await ViewAsync(database, customer, cancellationToken))!),
            EditCustomerOutcome.Wrong wrong => TypedResults.ValidationProblem(wrong.Errors),
            _ => NoSuch(),
        };

    private static Task<IReadOnlyList<RelationView>?> ViewAsync(IDatabase database, Guid customer, CancellationToken cancellationToken) => database.ReadAsync<IReadOnlyList<RelationView>?>(
        async session => await CustomerProfile.FindAsync(session, customer) is { } profile ? [.. (await RelationStore.ListAsync(session, profile.Members)).Select(RelationView.Of)] : null, cancellationToken);

    private static ProblemHttpResult NoSuch() => TypedResults.Problem(
        statusCode: StatusCodes.Status404NotFound, title: "There is no such customer or relation.", detail: "Nobody has that id, or no relation of that number is with them.");
}

/// <summary>How a customer stands to another.</summary>
/// <param name="Kind">How.</param>
/// <param name="Other">To whom.</param>
/// <param name="Note">More about it; null: nothing.</param>
internal sealed record RelationBody([property: JsonConverter(typeof(WordConverter<RelationKind>))] RelationKind? Kind, Guid? Other, string? Note);

/// <summary>How two customers stand to each other.</summary>
/// <param name="Id">The number of it.</param>
/// <param name="Customer">Who.</param>
/// <param name="Kind">How.</param>
/// <param name="Other">To whom.</param>
/// <param name="Note">More about it.</param>
/// <param name="SaidBy">Who said so.</param>
/// <param name="At">Since when it is known.</param>
/// <param name="EndedAt">Since when it is so no longer; null: it is.</param>
internal sealed record RelationView(
    long Id, Guid Customer, [property: JsonConverter(typeof(WordConverter<RelationKind>))] RelationKind Kind, Guid Other, string Note, string SaidBy, DateTimeOffset At, DateTimeOffset? EndedAt)
{
    public static RelationView Of(Relation relation) => new(relation.Id, relation.Customer, relation.Kind, relation.Other, relation.Note, relation.SaidBy, relation.At, relation.EndedAt);
}
