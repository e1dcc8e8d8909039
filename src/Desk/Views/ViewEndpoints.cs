using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.CannedReplies;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Views;

/// <summary>Saved views over HTTP.</summary>
internal static class ViewEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var views = api.MapGroup("/views").WithTags("Saved views").ProducesProblem(StatusCodes.Status403Forbidden);
        views.MapGet("/", ListAsync).WithName("ListViews").WithSummary("The saved views of a list (list=requests, conversations or customers) that the caller sees, with how much stands in each (1000: that or more).");
        views.MapPost("/", AddAsync).WithName("AddView").WithSummary("Save a view: a name for the view and filters of a list's address.").Accepts<ViewBody>("application/json");
        views.MapPut("/{id:guid}", ChangeAsync).WithName("ChangeView").WithSummary("Put another in its place; move (-1 up, 1 down) moves it among those of its place.").Accepts<ViewBody>("application/json");
        views.MapDelete("/{id:guid}", DeleteAsync).WithName("DeleteView").WithSummary("Delete a saved view; what stands in it stays.");
    }

    private static async Task<Results<Ok<IReadOnlyList<ViewView>>, ValidationProblem, ProblemHttpResult>> ListAsync(
        HttpContext http, IDatabase database, string? list, CancellationToken cancellationToken)
    {
        var (sight, problem) = await ActingStaff.FindSightAsync(http, database, cancellationToken);
        if (sight is null)
        {
            return problem!;
        }

        return list is not null && SavedView.Lists.Contains(list)
            ? TypedResults.Ok<IReadOnlyList<ViewView>>([.. (await database.ReadAsync(session => ManageViews.CountAsync(session, list, sight), cancellationToken)).Select(one => ViewView.Of(one.View, one.Count))])
            : TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["list"] = [$"It must be one of {string.Join(", ", SavedView.Lists)}."] });
    }

    private static Task<Results<Ok<ViewView>, Created<ViewView>, ValidationProblem, ProblemHttpResult>> AddAsync(
        HttpContext http, IDatabase database, ManageViews views, TimeProvider clock, CancellationToken cancellationToken) =>
        SaveAsync(null, http, database, views, clock, cancellationToken);

    private static Task<Results<Ok<ViewView>, Created<ViewView>, ValidationProblem, ProblemHttpResult>> ChangeAsync(
        Guid id, HttpContext http, IDatabase database, ManageViews views, TimeProvider clock, CancellationToken cancellationToken) =>
        SaveAsync(id, http, database, views, clock, cancellationToken);

    private static async Task<Results<Ok<ViewView>, Created<ViewView>, ValidationProblem, ProblemHttpResult>> SaveAsync(
        Guid? id, HttpContext http, IDatabase database, ManageViews views, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (member, problem) = await ActingStaff.FindAsync(http, database, cancellationToken);
        if (problem is not null)
        {
            return problem;
        }

        var (body, unreadable) = await StrictJson.ReadAsync<ViewBody>(http.Request, cancellationToken);
        if (body is null)
        {
            return unreadable!;
        }

        var wanted = new SavedView
        {
            Id = id ?? Guid.CreateVersion7(clock.GetUtcNow()),
            Place = CannedPlace.Read(body.Place, member?.Id),
            List = body.List ?? "",
            Name = body.Name ?? "",
            Query = body.Query ?? "",
        };
        var outcome = await views.SaveAsync(member, wanted, isNew: id is null, cancellationToken);
        if (outcome is ViewOutcome.Done && id is { } moved && body.Move is { } steps and not 0)
        {
            outcome = await views.MoveAsync(member, moved, steps, cancellationToken);
        }

        return outcome switch
        {
            ViewOutcome.Done done when id is null => TypedResults.Created((string?)null, ViewView.Of(done.View, null)),
            ViewOutcome.Done done => TypedResults.Ok(ViewView.Of(done.View, null)),
            ViewOutcome.Faulty faulty => TypedResults.ValidationProblem(new Dictionary<string, string[]> { [faulty.Field] = [faulty.Why] }),
            _ => Refused(outcome),
        };
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> DeleteAsync(Guid id, HttpContext http, IDatabase database, ManageViews views, CancellationToken cancellationToken)
    {
        var (member, problem) = await ActingStaff.FindAsync(http, database, cancellationToken);
        return problem is not null ? problem
            : await views.DeleteAsync(member, id, cancellationToken) is var outcome and not ViewOutcome.Done ? Refused(outcome)
            : TypedResults.NoContent();
    }

    private static ProblemHttpResult Refused(ViewOutcome outcome) => outcome switch
    {
        ViewOutcome.NotFound => TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such view."),
        ViewOutcome.NotAllowed => TypedResults.Problem(
            statusCode: StatusCodes.Status403Forbidden, title: "It is not theirs to change.",
            detail: "Everybody changes their own, leads their team's, managers and administrators every team's and the company's."),
        _ => throw new UnreachableException(),
    };
}

/// <summary>A view as it is to be.</summary>
/// <param name="List"><c>requests</c>, <c>conversations</c> or <c>customers</c>; it stays so.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Place"><c>company</c>, <c>team:faults</c>, or <c>personal</c> (the caller's own).</param>
/// <param name="Query">The view and filters as they stand in the address of the page: <c>view=open&amp;priority=Urgent</c>.</param>
/// <param name="Move">How far it is moved down; negative: up.</param>
internal sealed record ViewBody(string? List, string? Name, string? Place, string? Query, int? Move);

/// <summary>A saved view.</summary>
/// <param name="Id">Its id.</param>
/// <param name="List"><c>requests</c>, <c>conversations</c> or <c>customers</c>.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Place">Whose it is: <c>company</c>, <c>team:faults</c>, <c>staff:</c> and an id.</param>
/// <param name="Query">The view and filters.</param>
/// <param name="Count">How much stands in it; null: not counted here.</param>
internal sealed record ViewView(Guid Id, string List, string Name, string Place, string Query, long? Count)
{
    public static ViewView Of(SavedView view, long? count) => new(view.Id, view.List, view.Name, view.Place, view.Query, count);
}
