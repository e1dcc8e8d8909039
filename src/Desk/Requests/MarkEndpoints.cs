using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Crm;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Requests;

/// <summary>Tags, followers and checklists over HTTP.</summary>
internal static class MarkEndpoints
{
    public static void Map(IEndpointRouteBuilder requests)
    {
        requests.MapPost("/{number}/tags", TagAsync).WithName("TagRequest").WithSummary("Put tags on a request and take tags off.").Accepts<TagsBody>("application/json");
        requests.MapPost("/{number}/followers", FollowAsync).WithName("FollowRequest").WithSummary("Have a colleague follow a request, or with follow=false no more.")
            .Accepts<FollowBody>("application/json");
        requests.MapPost("/{number}/checks", CheckAsync).WithName("CheckRequest").WithSummary("Add a line to what is to be done for a request (text), or tick one (id, done).")
            .Accepts<CheckBody>("application/json");
    }

    private static Task<Results<Ok<RequestView>, ValidationProblem, ProblemHttpResult>> TagAsync(
        string number, HttpContext http, IDatabase database, MarkRequest mark, CancellationToken cancellationToken) =>
        RequestEndpoints.ActAsync<TagsBody>(
            number, http, database, body => body.Errors(),
            async (unit, found, body, by) =>
            {
                var request = (await RequestStore.FindAsync(unit, found))!;
                foreach (var (tags, on) in new[] { (body.Add, true), (body.Remove, false) })
                {
                    foreach (var tag in tags ?? [])
                    {
                        await mark.TagAsync(unit, request, StoredText.Tag(tag)!, on, by);
                    }
                }

                return TypedResults.Ok(RequestView.From(request));
            },
            cancellationToken);

    private static Task<Results<Ok<RequestView>, ValidationProblem, ProblemHttpResult>> FollowAsync(
        string number, HttpContext http, IDatabase database, MarkRequest mark, CancellationToken cancellationToken) =>
        RequestEndpoints.ActAsync<FollowBody>(
            number, http, database, body => body.Errors(),
            async (unit, found, body, by) =>
            {
                if (await StaffStore.FindAsync(unit, body.Staff!.Value) is not { DisabledAt: null } member)
                {
                    return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["staff"] = ["There is no colleague of that id."] });
                }

                var request = (await RequestStore.FindAsync(unit, found))!;
                await mark.FollowAsync(unit, request, member.Id, body.Follow, by);
                return TypedResults.Ok(RequestView.From(request));
            },
            cancellationToken);

    private static Task<Results<Ok<RequestView>, ValidationProblem, ProblemHttpResult>> CheckAsync(
        string number, HttpContext http, IDatabase database, MarkRequest mark, CancellationToken cancellationToken) =>
        RequestEndpoints.ActAsync<CheckBody>(
            number, http, database, body => body.Errors(),
            async (unit, found, body, by) =>
            {
                var request = (await RequestStore.FindAsync(unit, found))!;
                if (body.Id is not { } id)
                {
                    await mark.AddCheckAsync(unit, request, body.Text!, by);
                }
                else if (!await mark.CheckAsync(unit, request, id, body.Done!.Value, by)
                    && (await MarkStore.ReadAsync(unit, found)).Checks.All(check => check.Id != id))
                {
                    return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["id"] = ["The request has no such line."] });
                }

                return TypedResults.Ok(RequestView.From(request));
            },
            cancellationToken);
}
