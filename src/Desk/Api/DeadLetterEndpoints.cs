using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Channels.Outbox;

namespace ServiceBot.Desk.Api;

/// <summary>What could not be delivered, over HTTP.</summary>
internal static class DeadLetterEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var letters = api.MapGroup("/outbox/dead").WithTags("Outbox");

        letters.MapGet("/", ListAsync).WithName("ListDeadLetters").WithSummary("Messages and letters that could not be delivered, oldest first.");
        letters.MapPost("/{id:long}/replay", ReplayAsync).WithName("ReplayDeadLetter").WithSummary("Try to deliver one of them again.");
    }

    private static async Task<Results<Ok<Page<DeadLetter>>, ValidationProblem>> ListAsync(
        OutboxSender outbox, string? after, string? take, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var page = PageQuery.Read(after, take, [0], errors);
        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var letters = await outbox.ListDeadAsync(page.After[0], page.Take, cancellationToken);
        return TypedResults.Ok(Page<DeadLetter>.Of(letters, page.Take, letter => letter, letter => [letter.Id]));
    }

    private static async Task<Results<Accepted, ProblemHttpResult>> ReplayAsync(long id, OutboxSender outbox, CancellationToken cancellationToken) =>
        await outbox.ReplayAsync(id, cancellationToken)
            ? TypedResults.Accepted((string?)null)
            : TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such dead letter.");
}
