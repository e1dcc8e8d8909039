using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Queue;
using ServiceBot.Desk.Requests;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Snooze;

/// <summary>Putting requests and conversations aside, over HTTP.</summary>
internal static class SnoozeEndpoints
{
    private const string Until = "until: 1h, 4h, tomorrow, week, an instant, or now to fetch it back. No deadline stops for it.";

    public static void MapRequests(IEndpointRouteBuilder requests) => requests.MapPost("/{number}/snooze", RequestAsync).WithName("SnoozeRequest")
        .WithSummary("Put a request aside until a time; the customer's word and another assignee bring it back sooner.").WithDescription(Until).Accepts<SnoozeBody>("application/json");

    public static void MapConversations(IEndpointRouteBuilder conversation) => conversation.MapPost("/snooze", ConversationAsync).WithName("SnoozeConversation")
        .WithSummary("Put a conversation that the caller holds aside until a time; the customer's word and another owner bring it back sooner.").WithDescription(Until).Accepts<SnoozeBody>("application/json");

    private static Task<Results<Ok<RequestView>, ValidationProblem, ProblemHttpResult>> RequestAsync(
        string number, HttpContext http, IDatabase database, PutAside putAside, OpeningHours hours, TimeProvider clock, CancellationToken cancellationToken)
    {
        DateTimeOffset? until = null;
        return RequestEndpoints.ActAsync<SnoozeBody>(
            number, http, database, body => body.Errors(hours, clock.GetUtcNow(), out until),
            async (unit, found, body, by) =>
            {
                var outcome = await putAside.RequestAsync(unit, found, until, by, body.Version);
                var request = (await RequestStore.FindAsync(unit, found))!;
                return outcome switch
                {
                    SnoozeOutcome.Over => RequestEndpoints.Conflict(request, "There is nothing to put aside.", $"It is {EnumWord.Of(request.Status)}: only requests in which something is to do are put aside."),
                    SnoozeOutcome.Changed => RequestEndpoints.Changed(request),
                    _ => TypedResults.Ok(RequestView.From(request)),
                };
            },
            cancellationToken);
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> ConversationAsync(
        long key, HttpContext http, IDatabase database, PutAside putAside, OpeningHours hours, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (member, problem) = await ActingStaff.RequireAsync(http, database, Sight.MayAnswer, cancellationToken);
        if (member is null)
        {
            return problem!;
        }

        var (body, unreadable) = await StrictJson.ReadAsync<SnoozeBody>(http.Request, cancellationToken);
        if (body is null)
        {
            return unreadable!;
        }

        if (body.Errors(hours, clock.GetUtcNow(), out var until) is { Count: > 0 } errors)
        {
            return TypedResults.ValidationProblem(errors);
        }

        return await database.WriteAsync(unit => putAside.ConversationAsync(unit, key, until, member, body.LastSeq), cancellationToken) switch
        {
            SnoozeOutcome.Done => TypedResults.NoContent(),
            SnoozeOutcome.NotFound => HandOverEndpoints.NoSuchConversation(),
            SnoozeOutcome.Over => Conflict("The conversation has ended.", "Only one that goes on is put aside."),
            SnoozeOutcome.Changed => Conflict("More was said meanwhile.", "Read it, then put it aside with the last number."),
            _ => Conflict("The conversation is somebody else's.", "Who holds it puts it aside."),
        };
    }

    private static ProblemHttpResult Conflict(string title, string detail) => TypedResults.Problem(statusCode: StatusCodes.Status409Conflict, title: title, detail: detail);
}

/// <summary>Until when something is put aside.</summary>
/// <param name="Until">One of <see cref="SnoozeTime.Words"/>, an instant, or <c>now</c>.</param>
/// <param name="Version">The version of the request that the caller has seen; null: any.</param>
/// <param name="LastSeq">The last number of the conversation that the caller has seen; null: any.</param>
internal sealed record SnoozeBody(string? Until, long? Version, long? LastSeq)
{
    public Dictionary<string, string[]> Errors(OpeningHours hours, DateTimeOffset now, out DateTimeOffset? until) =>
        SnoozeTime.TryRead(Until, hours.Calendar, now, out until) ? [] : new() { ["until"] = [SnoozeTime.Hint] };
}
