using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Crm.Customers;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.Api;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Requests;

/// <summary>Service requests over HTTP.</summary>
internal static class RequestEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var requests = api.MapGroup("/requests").WithTags("Service requests");

        requests.MapPost("/", CreateAsync).WithName("CreateRequest").WithSummary("Open a service request; it is routed by the rules of Desk:Routing.")
            .WithDescription("With an Idempotency-Key header the same key and body give the same request, however often they are sent.")
            .Accepts<CreateRequestBody>("application/json");
        requests.MapGet("/", ListAsync).WithName("ListRequests").WithSummary("Service requests by number, oldest first, page by page.");
        requests.MapGet("/{number}", ReadAsync).WithName("ReadRequest").WithSummary("A service request with its history and files.");
        requests.MapPost("/{number}/comments", CommentAsync).WithName("CommentOnRequest").WithSummary("Add words to a request, for the customer or only for the team.")
            .Accepts<CommentBody>("application/json");
        requests.MapPost("/{number}/status", ChangeStatusAsync).WithName("ChangeRequestStatus").WithSummary("Move a request on. Send the version that you read, and nobody's change is overwritten.")
            .Accepts<StatusBody>("application/json");
    }

    private static async Task<Results<Created<RequestView>, Ok<RequestView>, ValidationProblem, ProblemHttpResult>> CreateAsync(
        HttpContext http, IDatabase database, OpenRequest open, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (body, problem) = await StrictJson.ReadAsync<CreateRequestBody>(http.Request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        var errors = body.Errors();
        var key = IdempotencyKey.Read(http.Request, errors);
        if (body.Customer is { } customer && !await database.ReadAsync(session => CustomerStore.ExistsAsync(session, customer), cancellationToken))
        {
            errors["customer"] = ["There is no such customer."];
        }

        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var wanted = new NewRequest
        {
            Subject = body.Subject!,
            Details = body.Details!,
            Category = body.Category ?? RequestLimits.DefaultCategory,
            Priority = body.Priority ?? RequestPriority.Normal,
            Language = body.Language ?? "en",
            Customer = body.Customer,
            OrderNumber = body.OrderNumber,
            By = CallerOf(http),
            DedupeKey = key,
        };
        var hash = key is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(StrictJson.Canonical(body))));
        return await database.WriteAsync(unit => open.HandleAsync(unit, wanted, hash, clock.GetUtcNow()), cancellationToken) switch
        {
            OpenRequestOutcome.Opened opened => TypedResults.Created($"/api/v1/requests/{opened.Request.Number}", RequestView.From(opened.Request)),
            OpenRequestOutcome.AlreadyOpened again => TypedResults.Ok(RequestView.From(again.Request)),
            OpenRequestOutcome.KeyInUse => TypedResults.Problem(
                statusCode: StatusCodes.Status422UnprocessableEntity,
                title: "The Idempotency-Key was used before.",
                detail: "It came with another body then. Take a new key for a new request."),
            _ => throw new UnreachableException(),
        };
    }

    private static async Task<Results<Ok<Page<RequestView>>, ValidationProblem, ProblemHttpResult>> ListAsync(
        HttpContext http, IDatabase database, string? status, string? team, string? category, string? after, string? take, CancellationToken cancellationToken)
    {
        var (sight, unseen) = await ActingStaff.FindSightAsync(http, database, cancellationToken);
        if (sight is null)
        {
            return unseen!;
        }

        var errors = new Dictionary<string, string[]>();
        var page = PageQuery.Read(after, take, [0], errors);
        RequestStatus? wanted = null;
        if (status is not null)
        {
            wanted = Enum.GetValues<RequestStatus>().Cast<RequestStatus?>().FirstOrDefault(value => EnumWord.Of(value!.Value) == status);
            if (wanted is null)
            {
                errors["status"] = [$"It must be one of {string.Join(", ", Enum.GetValues<RequestStatus>().Select(EnumWord.Of))}."];
            }
        }

        CheckWord(errors, "team", team);
        CheckWord(errors, "category", category);
        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var rows = await database.ReadAsync(
            session => RequestStore.PageAsync(session, new(wanted, team, category, sight), page.After[0], page.Take), cancellationToken);
        return TypedResults.Ok(Page<RequestView>.Of(rows, page.Take, RequestView.From, row => [row.Number.Value]));
    }

    private static async Task<Results<Ok<RequestDetailsView>, ProblemHttpResult>> ReadAsync(
        string number, HttpContext http, IDatabase database, CancellationToken cancellationToken)
    {
        var (sight, unseen) = await ActingStaff.FindSightAsync(http, database, cancellationToken);
        if (sight is null)
        {
            return unseen!;
        }

        var found = await database.ReadAsync(
            async session =>
            {
                if (!RequestNumber.TryParse(number, out var parsed) || await FindAsync(session, parsed, sight) is not { } request)
                {
                    return null;
                }

                var history = await RequestStore.HistoryAsync(session, request.Id);
                var files = await AttachmentStore.ListAsync(session, request.Id);
                return new RequestDetailsView(RequestView.From(request), [.. history.Select(ChangeView.Of)], [.. files.Select(AttachmentView.Of)]);
            },
            cancellationToken);
        return found is null ? NoSuchRequest() : TypedResults.Ok(found);
    }

    private static async Task<Results<Ok<RequestView>, ValidationProblem, ProblemHttpResult>> CommentAsync(
        string number, HttpContext http, IDatabase database, AddComment comment, TimeProvider clock, CancellationToken cancellationToken)
    {
        var (sight, unseen) = await ActingStaff.FindSightAsync(http, database, cancellationToken);
        if (sight is null)
        {
            return unseen!;
        }

        var (body, problem) = await StrictJson.ReadAsync<CommentBody>(http.Request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        if (body.Errors() is { Count: > 0 } errors)
        {
            return TypedResults.ValidationProblem(errors);
        }

        if (!RequestNumber.TryParse(number, out var parsed))
        {
            return NoSuchRequest();
        }

        var outcome = await database.WriteAsync(
            async unit => await FindAsync(unit, parsed, sight) is null
                ? new AddCommentOutcome.NotFound()
                : await comment.HandleAsync(unit, parsed, body.Text!, body.Public, CallerOf(http), clock.GetUtcNow()),
            cancellationToken);
        return outcome switch
        {
            AddCommentOutcome.Added added => TypedResults.Ok(RequestView.From(added.Request)),
            AddCommentOutcome.NotFound => NoSuchRequest(),
            AddCommentOutcome.Over over => Conflict(over.Request, "The request is over.", $"It is {EnumWord.Of(over.Request.Status)}; open a new one."),
            _ => throw new UnreachableException(),
        };
    }

    private static async Task<Results<Ok<RequestView>, ValidationProblem, ProblemHttpResult>> ChangeStatusAsync(
        string number, HttpContext http, IDatabase database, ChangeStatus change, CancellationToken cancellationToken)
    {
        var (sight, unseen) = await ActingStaff.FindSightAsync(http, database, cancellationToken);
        if (sight is null)
        {
            return unseen!;
        }

        var (body, problem) = await StrictJson.ReadAsync<StatusBody>(http.Request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        if (body.Errors() is { Count: > 0 } errors)
        {
            return TypedResults.ValidationProblem(errors);
        }

        if (!RequestNumber.TryParse(number, out var parsed))
        {
            return NoSuchRequest();
        }

        var outcome = await database.WriteAsync(
            async unit => await FindAsync(unit, parsed, sight) is null
                ? new ChangeStatusOutcome.NotFound()
                : await change.HandleAsync(unit, parsed, body.Status!.Value, CallerOf(http), body.Version, body.Comment),
            cancellationToken);
        return outcome switch
        {
            ChangeStatusOutcome.Changed changed => TypedResults.Ok(RequestView.From(changed.Request)),
            ChangeStatusOutcome.NotFound => NoSuchRequest(),
            ChangeStatusOutcome.NotAllowed refused => Conflict(
                refused.Request,
                "That status can't follow.",
                $"The request is {EnumWord.Of(refused.Request.Status)}; it may become {Listed(refused.Allowed)}."),
            ChangeStatusOutcome.Conflict conflict => Conflict(
                conflict.Request, "The request has changed.", $"It has version {conflict.Request.Version} now. Read it again, then decide."),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>A request that the caller may see; another team's looks like one that was never given.</summary>
    internal static async Task<ServiceRequest?> FindAsync(Session session, RequestNumber number, Sight sight) =>
        await RequestStore.FindAsync(session, number) is { } request && sight.Sees(request.Team) ? request : null;

    private static void CheckWord(Dictionary<string, string[]> errors, string field, string? word)
    {
        if (word is not null && !RequestLimits.IsWord(word))
        {
            errors[field] = ["It must be a short word in lower case."];
        }
    }

    private static Actor CallerOf(HttpContext http) =>
        SessionHandler.MemberOf(http) is { } member ? Actor.Staff(member.Id) : Actor.Api(http.User.Identity?.Name ?? "unknown");

    private static string Listed(IReadOnlyList<RequestStatus> allowed) =>
        allowed.Count == 0 ? "nothing else" : string.Join(", ", allowed.Select(EnumWord.Of));

    internal static ProblemHttpResult NoSuchRequest() => TypedResults.Problem(
        statusCode: StatusCodes.Status404NotFound, title: "There is no such request.", detail: "A number looks like SR-000123.");

    private static ProblemHttpResult Conflict(ServiceRequest request, string title, string detail) => TypedResults.Problem(
        statusCode: StatusCodes.Status409Conflict,
        title: title,
        detail: detail,
        extensions: new Dictionary<string, object?> { ["version"] = request.Version, ["requestStatus"] = EnumWord.Of(request.Status) });
}
