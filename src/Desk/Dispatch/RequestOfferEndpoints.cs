using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Requests;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Dispatch;

/// <summary>Offers of requests over HTTP: one is accepted by assigning the request to oneself, or declined here.</summary>
internal static class RequestOfferEndpoints
{
    public static void Map(IEndpointRouteBuilder api) => api.MapPost("/requests/{number}/decline", DeclineAsync).WithTags("Work").WithName("DeclineRequest")
        .WithSummary("Not take a request that is offered to the caller.").Accepts<DeclineRequestBody>("application/json");

    private static async Task<Results<Ok<OwnWork>, ValidationProblem, ProblemHttpResult>> DeclineAsync(
        string number, HttpContext http, IDatabase database, RequestOffers offers, OwnWorkReader reader, CancellationToken cancellationToken)
    {
        var (member, problem) = await ActingStaff.RequireAsync(http, database, Sight.MayAnswer, cancellationToken);
        if (member is null)
        {
            return problem!;
        }

        var (body, unreadable) = await StrictJson.ReadAsync<DeclineRequestBody>(http.Request, cancellationToken);
        if (body is null)
        {
            return unreadable!;
        }

        if (body.Errors() is { Count: > 0 } errors)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var sight = ActingStaff.SightOf(http, member);
        var declined = await database.WriteAsync(
            async unit => RequestNumber.TryParse(number, out var parsed) && await RequestDesk.FindAsync(unit, parsed, sight) is not null
                ? await offers.DeclineAsync(unit, parsed, member.Id, body.Reason)
                : (bool?)null,
            cancellationToken);
        return declined switch
        {
            null => RequestEndpoints.NoSuchRequest(),
            false => TypedResults.Problem(
                statusCode: StatusCodes.Status409Conflict, title: "It is not offered to you.", detail: "The offer is over, or was made to somebody else. GET /api/v1/work lists yours."),
            true => TypedResults.Ok(await reader.ReadAsync(member.Id, cancellationToken)),
        };
    }
}

/// <summary>Why somebody does not take a request.</summary>
/// <param name="Reason">In a few words; null: they do not say.</param>
internal sealed record DeclineRequestBody(string? Reason)
{
    public Dictionary<string, string[]> Errors()
    {
        var errors = new Dictionary<string, string[]>();
        if (Reason is not null)
        {
            Check.Text(errors, "reason", Reason, RequestOffers.MaxReason);
        }

        return errors;
    }
}
