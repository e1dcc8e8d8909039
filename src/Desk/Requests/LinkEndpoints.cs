using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Desk.Api;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Requests;

/// <summary>What is linked to a request, over HTTP.</summary>
internal static class LinkEndpoints
{
    public static void Map(IEndpointRouteBuilder requests)
    {
        requests.MapPost("/{number}/conversations", ConversationAsync).WithName("LinkConversation")
            .WithSummary("Have another conversation's customer hear of a request, or with link=false no more.").Accepts<LinkConversationBody>("application/json");
        requests.MapPost("/{number}/links", LinkAsync).WithName("LinkRequests")
            .WithSummary("Say what a request is to another one: its part (parent), incident (problem), duplicate, or related; with link=false no more.").Accepts<LinkRequestBody>("application/json");
        requests.MapPost("/{number}/merge", MergeAsync).WithName("MergeRequest").WithSummary("Merge a request into another of the same customer: it is read and worked on there. Nothing is moved.")
            .Accepts<MergeBody>("application/json");
        requests.MapPost("/{number}/unmerge", UnmergeAsync).WithName("UnmergeRequest").WithSummary("Undo a merge.").Accepts<EmptyBody>("application/json");
        requests.MapPost("/{number}/split", SplitAsync).WithName("SplitRequest")
            .WithSummary("Make a request of its own of comments of a request, which are read at both from then on. The answer is the new one; with an Idempotency-Key it is made once.")
            .Accepts<SplitBody>("application/json");
        requests.MapPost("/{number}/unsplit", UnsplitAsync).WithName("UnsplitRequest").WithSummary("Undo a split: the request is merged into the one that it was split off.")
            .Accepts<EmptyBody>("application/json");
        requests.MapGet("/{number}/linked-customers", CustomersAsync).WithName("ListLinkedCustomers")
            .WithSummary("Whom a comment or a resolution with toLinked=true reaches: open incidents of a problem, duplicates of an original.");
    }

    private static Task<Results<Ok<RequestView>, ValidationProblem, ProblemHttpResult>> LinkAsync(
        string number, HttpContext http, IDatabase database, LinkRequests link, CancellationToken cancellationToken) =>
        WithOtherAsync<LinkRequestBody>(
            number, http, database, body => body.Errors(), "other", body => body.Other!,
            (unit, request, other, body, by) => link.LinkAsync(unit, request, body.Kind!.Value, other, body.Link, by), cancellationToken);

    private static Task<Results<Ok<RequestView>, ValidationProblem, ProblemHttpResult>> MergeAsync(
        string number, HttpContext http, IDatabase database, LinkRequests link, CancellationToken cancellationToken) =>
        WithOtherAsync<MergeBody>(
            number, http, database, body => body.Errors(), "into", body => body.Into!, (unit, request, other, _, by) => link.MergeAsync(unit, request, other, by), cancellationToken);

    private static Task<Results<Ok<RequestView>, ValidationProblem, ProblemHttpResult>> UnmergeAsync(
        string number, HttpContext http, IDatabase database, LinkRequests link, CancellationToken cancellationToken) =>
        RequestEndpoints.ActAsync<EmptyBody>(
            number, http, database, _ => [],
            async (unit, found, _, by) => await link.UnmergeAsync(unit, (await RequestStore.FindAsync(unit, found))!, by) is var outcome and not LinkRequestsOutcome.Done
                ? Refused((await RequestStore.FindAsync(unit, found))!, outcome)
                : TypedResults.Ok(RequestView.From((await RequestStore.FindAsync(unit, found))!)),
            cancellationToken);

    private static Task<Results<Ok<RequestView>, ValidationProblem, ProblemHttpResult>> SplitAsync(
        string number, HttpContext http, IDatabase database, SplitRequest split, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var key = IdempotencyKey.Read(http.Request, errors) ?? $"{Guid.NewGuid()}";
        return RequestEndpoints.ActAsync<SplitBody>(
            number, http, database, body => errors.Count > 0 ? errors : body.Errors(),
            async (unit, found, body, by) => await split.HandleAsync(unit, (await RequestStore.FindAsync(unit, found))!, body.Subject!, [.. body.Lines!], by, key) switch
            {
                SplitOutcome.Split done => TypedResults.Ok(RequestView.From((await RequestStore.FindAsync(unit, done.Request.Number))!)),
                SplitOutcome.Over over => RequestEndpoints.Over(over.Request),
                _ => TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["lines"] = ["Each must be the id of a comment in the request's own history."] }),
            },
            cancellationToken);
    }

    private static Task<Results<Ok<RequestView>, ValidationProblem, ProblemHttpResult>> UnsplitAsync(
        string number, HttpContext http, IDatabase database, LinkRequests link, CancellationToken cancellationToken) =>
        RequestEndpoints.ActAsync<EmptyBody>(
            number, http, database, _ => [],
            async (unit, found, _, by) =>
            {
                var request = (await RequestStore.FindAsync(unit, found))!;
                var source = (await RequestLinkStore.EdgesAsync(unit, found)).FirstOrDefault(edge => edge.Kind == RequestLinkKind.Split && edge.Number == found)?.Other;
                var outcome = source is { } from ? await link.UnsplitAsync(unit, request, (await RequestStore.FindAsync(unit, from))!, by) : LinkRequestsOutcome.Done;
                return outcome == LinkRequestsOutcome.Done ? TypedResults.Ok(RequestView.From((await RequestStore.FindAsync(unit, found))!)) : Refused(request, outcome);
            },
            cancellationToken);

    private static async Task<Results<Ok<IReadOnlyList<LinkedCustomerView>>, ProblemHttpResult>> CustomersAsync(
        string number, HttpContext http, IDatabase database, CancellationToken cancellationToken)
    {
        var (sight, unseen) = await ActingStaff.FindSightAsync(http, database, cancellationToken);
        if (sight is null)
        {
            return unseen!;
        }

        var reached = await database.ReadAsync(
            async session => RequestNumber.TryParse(number, out var parsed) && await RequestDesk.FindAsync(session, parsed, sight) is { } request
                ? await LinkedCustomers.ListAsync(session, request)
                : null,
            cancellationToken);
        return reached is null ? RequestEndpoints.NoSuchRequest() : TypedResults.Ok<IReadOnlyList<LinkedCustomerView>>([.. reached.Select(LinkedCustomerView.Of)]);
    }

    /// <summary>Does something with a request and another one that the caller sees as well.</summary>
    private static async Task<Results<Ok<RequestView>, ValidationProblem, ProblemHttpResult>> WithOtherAsync<TBody>(
        string number, HttpContext http, IDatabase database, Func<TBody, Dictionary<string, string[]>> check, string field, Func<TBody, string> otherOf,
        Func<UnitOfWork, ServiceRequest, ServiceRequest, TBody, Actor, Task<LinkRequestsOutcome>> act, CancellationToken cancellationToken)
        where TBody : class
    {
        var (sight, unseen) = await ActingStaff.FindSightAsync(http, database, cancellationToken);
        return sight is null ? unseen! : await RequestEndpoints.ActAsync(
            number, http, database, check,
            async (unit, found, body, by) =>
            {
                if (!RequestNumber.TryParse(otherOf(body), out var wanted) || await RequestDesk.FindAsync(unit, wanted, sight) is not { } other)
                {
                    return TypedResults.ValidationProblem(new Dictionary<string, string[]> { [field] = ["There is no such request."] });
                }

                var request = (await RequestStore.FindAsync(unit, found))!;
                var outcome = await act(unit, request, other, body, by);
                return outcome == LinkRequestsOutcome.Done ? TypedResults.Ok(RequestView.From((await RequestStore.FindAsync(unit, found))!)) : Refused(request, outcome);
            },
            cancellationToken);
    }

    private static ProblemHttpResult Refused(ServiceRequest request, LinkRequestsOutcome outcome)
    {
        var (title, detail) = outcome switch
        {
            LinkRequestsOutcome.Self => ("A request does not belong to itself.", "Name another one."),
            LinkRequestsOutcome.Linked => ("The two belong together already.", "Unlink them first; a pair has one link."),
            LinkRequestsOutcome.Taken => ("It has one of that kind already.", "Unlink that first: a request has one parent, one problem and one original."),
            LinkRequestsOutcome.Circle => ("The links would go in a circle.", "The other one belongs to this one already, at once or by others between them."),
            LinkRequestsOutcome.Merged => ("One of them is merged into another request.", "Name the one that it is merged into, or undo that merge first."),
            LinkRequestsOutcome.Over => ("One of them is over.", "Closed and withdrawn requests are not merged."),
            _ => ("They are of different customers.", "Each would read the other's words. Link it as a duplicate instead: an update reaches both, each at their own."),
        };
        return RequestEndpoints.Conflict(request, title, detail);
    }

    private static async Task<Results<Ok<RequestView>, ValidationProblem, ProblemHttpResult>> ConversationAsync(
        string number, HttpContext http, IDatabase database, LinkConversation link, CancellationToken cancellationToken)
    {
        var (sight, unseen) = await ActingStaff.FindSightAsync(http, database, cancellationToken);
        return sight is null ? unseen! : await RequestEndpoints.ActAsync<LinkConversationBody>(
            number, http, database, body => body.Errors(),
            async (unit, found, body, by) =>
            {
                var request = (await RequestStore.FindAsync(unit, found))!;
                return await link.HandleAsync(unit, request, body.Conversation!.Value, body.Link, sight, by) switch
                {
                    LinkConversationOutcome.Done => TypedResults.Ok(RequestView.From(request)),
                    LinkConversationOutcome.Origin => RequestEndpoints.Conflict(
                        request, "The request was opened in that conversation.", "Its customer hears of the request anyhow; only other conversations are linked and unlinked."),
                    _ => TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["conversation"] = ["There is no conversation of that number."] }),
                };
            },
            cancellationToken);
    }
}
