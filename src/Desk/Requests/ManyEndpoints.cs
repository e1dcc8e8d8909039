using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Crm;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Queue;
using ServiceBot.Desk.Snooze;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Requests;

/// <summary>One thing done to many requests, over HTTP.</summary>
internal static class ManyEndpoints
{
    public static void Map(IEndpointRouteBuilder requests) => requests.MapPost("/many", ChangeAsync).WithName("ChangeRequests")
        .WithSummary("Do one thing to many requests: agent, team, status, priority, snooze, addTag or removeTag; the answer says of each whether it is done, or why not.")
        .WithDescription("Each is done for itself. What a request is already changes nothing, so a call can be repeated.")
        .Accepts<ManyBody>("application/json");

    private static async Task<Results<Ok<ManyView>, ValidationProblem, ProblemHttpResult>> ChangeAsync(
        HttpContext http, IDatabase database, ChangeMany many, OpeningHours hours, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (sight, unseen) = await ActingStaff.FindSightAsync(http, database, cancellationToken);
        if (sight is null)
        {
            return unseen!;
        }

        var (body, problem) = await StrictJson.ReadAsync<ManyBody>(http.Request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        var errors = new Dictionary<string, string[]>();
        var (numbers, wish) = (body.Numbers(errors), body.Wish(errors, hours, clock.GetUtcNow()));
        return wish is null || errors.Count > 0
            ? TypedResults.ValidationProblem(errors)
            : TypedResults.Ok(ManyView.Of(await many.HandleAsync(numbers, wish, RequestEndpoints.CallerOf(http), sight, cancellationToken)));
    }
}

/// <summary>Which requests, and what.</summary>
internal sealed record ManyBody(
    IReadOnlyList<string>? Requests, Guid? Agent, string? Team, RequestStatus? Status, RequestPriority? Priority, string? Snooze, string? AddTag, string? RemoveTag)
{
    public IReadOnlyList<RequestNumber> Numbers(Dictionary<string, string[]> errors)
    {
        List<RequestNumber> numbers = [.. (Requests ?? []).Select(text => RequestNumber.TryParse(text, out var number) ? number : default)];
        if (numbers.Count is 0 or > ChangeMany.Most || numbers.Contains(default))
        {
            errors["requests"] = [$"It must be 1 to {ChangeMany.Most} numbers such as SR-000123."];
        }

        return numbers;
    }

    public ManyWish? Wish(Dictionary<string, string[]> errors, OpeningHours hours, DateTimeOffset now)
    {
        DateTimeOffset? until = null;
        if (Snooze is not null && !SnoozeTime.TryRead(Snooze, hours.Calendar, now, out until))
        {
            errors["snooze"] = [SnoozeTime.Hint];
        }

        if (Team is not null && !RequestLimits.IsWord(Team))
        {
            errors["team"] = ["It must be a short word in lower case."];
        }

        var (add, remove) = (Tag(AddTag, "addTag"), Tag(RemoveTag, "removeTag"));
        ManyWish?[] all =
        [
            Agent is { } agent ? new ManyWish.Assign(agent) : null, Team is { } team ? new ManyWish.ToTeam(team) : null, Status is { } status ? new ManyWish.Move(status) : null,
            Priority is { } priority ? new ManyWish.Press(priority) : null, Snooze is null ? null : new ManyWish.Snooze(until), add is null ? null : new ManyWish.Tag(add, On: true), remove is null ? null : new ManyWish.Tag(remove, On: false),
        ];
        if (errors.Count == 0 && all.Count(wish => wish is not null) != 1)
        {
            errors["requests"] = ["Send exactly one of agent, team, status, priority, snooze, addTag and removeTag with them."];
        }

        return all.FirstOrDefault(wish => wish is not null);

        string? Tag(string? text, string field)
        {
            var tag = StoredText.Tag(text);
            if (text is not null && tag is null)
            {
                errors[field] = [$"A tag has 1 to {StoredText.LongestTag} characters and no comma."];
            }

            return tag;
        }
    }
}

/// <summary>What became of each.</summary>
internal sealed record ManyView(IReadOnlyList<ManyResultView> Items)
{
    public static ManyView Of(IReadOnlyList<ManyResult> results) => new([.. results.Select(result => new ManyResultView($"{result.Number}", result.Refused is null, result.Refused switch
    {
        null => null,
        ManyRefusal.NotFound => "There is no such request.",
        ManyRefusal.Over => "There is nothing more to do in the request.",
        ManyRefusal.Status => "That status can't follow the present one.",
        ManyRefusal.Agent => "There is no colleague of that id who answers customers.",
        _ => "Somebody changed the request at the same moment; send it again.",
    }))]);
}

/// <summary>What became of one.</summary>
/// <param name="Request">The request's number.</param>
/// <param name="Done">Whether it is so now.</param>
/// <param name="Reason">Why not.</param>
internal sealed record ManyResultView(string Request, bool Done, string? Reason);
