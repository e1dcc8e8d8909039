using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Crm;
using ServiceBot.Crm.Customers;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Snooze;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Requests;

/// <summary>Service requests over HTTP.</summary>
internal static class RequestEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var requests = api.MapGroup("/requests").WithTags("Service requests");

        requests.MapPost("/", CreateAsync).WithName("CreateRequest").WithSummary("Open a service request; it is routed by the rules of Desk:Routing.")
            .WithDescription("With an Idempotency-Key header the same key and body give the same request, however often they are sent. possibleDuplicates names open requests that may be about the same, and why.")
            .Accepts<CreateRequestBody>("application/json");
        requests.MapGet("/", ListAsync).WithName("ListRequests").WithSummary("Service requests by number, oldest first unless order is newest, page by page; of an agent, or agent=none; those that are predicted to miss a deadline, atRisk=true; those that are put aside, snoozed=true.");
        requests.MapGet("/{number}", ReadAsync).WithName("ReadRequest").WithSummary("A service request with its history and files.");
        requests.MapPost("/{number}/comments", CommentAsync).WithName("CommentOnRequest").WithSummary("Add words to a request, for the customer or only for the team.")
            .Accepts<CommentBody>("application/json");
        requests.MapPost("/{number}/status", ChangeStatusAsync).WithName("ChangeRequestStatus").WithSummary("Move a request on. Send the version that you read, and nobody's change is overwritten.")
            .Accepts<StatusBody>("application/json");
        requests.MapPost("/{number}/assign", AssignAsync).WithName("AssignRequest").WithSummary("Give a request to a team, and to an agent or, without one, to nobody in particular.")
            .Accepts<AssignBody>("application/json");
        requests.MapPost("/{number}/edit", EditAsync).WithName("EditRequest").WithSummary("Change a request's category, priority (or impact and urgency, from which it follows), or the values of its form.")
            .Accepts<EditBody>("application/json");
        FileEndpoints.Map(requests);
        MarkEndpoints.Map(requests);
        SnoozeEndpoints.MapRequests(requests);
        ManyEndpoints.Map(requests);
        LinkEndpoints.Map(requests);
        api.MapGet("/request-types", ListTypes).WithTags("Service requests").WithName("ListRequestTypes")
            .WithSummary("The types of requests with the fields of their forms, as the dialogs define them.");
    }

    private static Ok<IReadOnlyList<RequestForm>> ListTypes(IRequestForms forms) => TypedResults.Ok(forms.All);

    private static async Task<Results<Created<RequestView>, Ok<RequestView>, ValidationProblem, ProblemHttpResult>> CreateAsync(
        HttpContext http, IDatabase database, OpenRequest open, IRequestForms forms, TimeProvider clock, CancellationToken cancellationToken)
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

        var form = forms.Find(body.Type);
        if (body.Type is not null && form is null)
        {
            errors["type"] = [forms.All.Count == 0 ? "There are no types." : $"It must be one of {string.Join(", ", forms.All.Select(known => known.Type))}."];
        }

        var fields = form is null ? null : forms.Read(form, body.Fields ?? new Dictionary<string, string?>(), errors, clock.GetUtcNow());

        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var wanted = new NewRequest
        {
            Subject = body.Subject!,
            Details = body.Details!,
            Type = form?.Type,
            Fields = fields ?? new Dictionary<string, string>(),
            Category = body.Category ?? form?.Category ?? RequestLimits.DefaultCategory,
            Priority = body.Priority ?? RequestPriority.Normal,
            Impact = body.Impact,
            Urgency = body.Urgency,
            Language = body.Language ?? "en",
            Customer = body.Customer,
            OrderNumber = body.OrderNumber,
            By = CallerOf(http),
            DedupeKey = key,
        };
        var hash = key is null ? null : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(StrictJson.Canonical(body))));
        return await database.WriteAsync(unit => open.HandleAsync(unit, wanted, hash, clock.GetUtcNow()), cancellationToken) switch
        {
            OpenRequestOutcome.Opened opened => TypedResults.Created(
                $"/api/v1/requests/{opened.Request.Number}", RequestView.From(opened.Request) with { PossibleDuplicates = await SimilarAsync(opened.Request) }),
            OpenRequestOutcome.AlreadyOpened again => TypedResults.Ok(RequestView.From(again.Request)),
            OpenRequestOutcome.KeyInUse => TypedResults.Problem(
                statusCode: StatusCodes.Status422UnprocessableEntity,
                title: "The Idempotency-Key was used before.",
                detail: "It came with another body then. Take a new key for a new request."),
            _ => throw new UnreachableException(),
        };

        async Task<IReadOnlyList<SimilarView>> SimilarAsync(ServiceRequest request)
        {
            var sight = (await ActingStaff.FindSightAsync(http, database, cancellationToken)).Sight;
            return sight is null ? [] : [.. (await database.ReadAsync(session => SimilarRequests.ListAsync(session, SimilarTo.Of(request), sight), cancellationToken)).Select(SimilarView.Of)];
        }
    }

    private static async Task<Results<Ok<Page<RequestView>>, ValidationProblem, ProblemHttpResult>> ListAsync(
        HttpContext http, IDatabase database, string? status, string? team, string? category, string? priority, string? agent, string? tag, string? atRisk, string? snoozed, string? order, string? after, string? take,
        CancellationToken cancellationToken)
    {
        var (sight, unseen) = await ActingStaff.FindSightAsync(http, database, cancellationToken);
        if (sight is null)
        {
            return unseen!;
        }

        var errors = new Dictionary<string, string[]>();
        var page = PageQuery.Read(after, take, [0], errors);
        var filter = new RequestFilter
        {
            Statuses = Word<RequestStatus>(errors, "status", status) is { } one ? [one] : [],
            Team = team,
            Category = category,
            Priority = Word<RequestPriority>(errors, "priority", priority),
            Tag = tag is null ? null : StoredText.Tag(tag) ?? "",
            Unassigned = agent == "none",
            AtRisk = atRisk == "true",
            Snoozed = snoozed is null ? null : snoozed == "true",
            Agent = Guid.TryParse(agent, out var id) ? id : null,
            Rows = sight,
        };
        if (agent is not null && filter is { Unassigned: false, Agent: null })
        {
            errors["agent"] = ["It must be the id of a colleague, or none."];
        }

        foreach (var (field, given) in new[] { ("atRisk", atRisk), ("snoozed", snoozed) })
        {
            if (given is not (null or "true" or "false"))
            {
                errors[field] = ["It must be true or false."];
            }
        }

        if (order is not (null or "oldest" or "newest"))
        {
            errors["order"] = ["It must be oldest or newest."];
        }

        CheckWord(errors, "team", team);
        CheckWord(errors, "category", category);
        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var rows = await database.ReadAsync(
            session => RequestQuery.PageAsync(session, filter, page.After[0], page.Take, newestFirst: order == "newest"), cancellationToken);
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
                if (!RequestNumber.TryParse(number, out var parsed) || await RequestDesk.FindAsync(session, parsed, sight) is not { } request)
                {
                    return null;
                }

                var history = await RequestStore.HistoryAsync(session, request.Id);
                var files = await AttachmentStore.ListAsync(session, request.Id);
                return new RequestDetailsView(
                    RequestView.From(request), [.. history.Select(ChangeView.Of)], [.. files.Select(AttachmentView.Of)], await MarkStore.ReadAsync(session, parsed),
                    await RequestConversations.LinkedAsync(session, parsed), [.. (await RequestLinkStore.ListAsync(session, parsed, sight)).Select(LinkView.Of)],
                    [.. (await RequestDesk.ThreadAsync(session, request, [], await RequestLinkStore.MergedIntoAsync(session, parsed))).Select(line =>
                        new ThreadLineView(line.From?.ToString(), ChangeView.Of(line.Change)))]);
            },
            cancellationToken);
        return found is null ? NoSuchRequest() : TypedResults.Ok(found);
    }

    private static Task<Results<Ok<RequestView>, ValidationProblem, ProblemHttpResult>> CommentAsync(
        string number, HttpContext http, IDatabase database, AddComment comment, UpdateLinked linked, TimeProvider clock, CancellationToken cancellationToken) =>
        ActAsync<CommentBody>(
            number, http, database, body => body.Errors(),
            async (unit, found, body, by) =>
            {
                var outcome = await comment.HandleAsync(unit, found, body.Text!, body.Public, by, clock.GetUtcNow());
                if (body.ToLinked && outcome is AddCommentOutcome.Added { Request: var source })
                {
                    await linked.SendAsync(unit, source, (await RequestStore.HistoryAsync(unit, source.Id))[^1].Id, resolves: false, by);
                }

                return outcome switch
                {
                    AddCommentOutcome.Added added => TypedResults.Ok(RequestView.From(added.Request)),
                    AddCommentOutcome.Over over => Over(over.Request),
                    _ => NoSuchRequest(),
                };
            },
            cancellationToken);

    private static Task<Results<Ok<RequestView>, ValidationProblem, ProblemHttpResult>> ChangeStatusAsync(
        string number, HttpContext http, IDatabase database, ChangeStatus change, UpdateLinked linked, CancellationToken cancellationToken) =>
        ActAsync<StatusBody>(
            number, http, database, body => body.Errors(),
            async (unit, found, body, by) =>
            {
                var before = (await RequestStore.FindAsync(unit, found))!;
                if (body is { Status: RequestStatus.Resolved, DespiteParts: false } && await RequestLinkStore.OpenPartsAsync(unit, found) is { Count: > 0 } parts)
                {
                    return Conflict(before, "Parts of the request are still to be done.", $"They are {string.Join(", ", parts)}. Send despiteParts=true to resolve it all the same.");
                }

                var outcome = await change.HandleAsync(unit, found, body.Status!.Value, by, body.Version, body.Comment);
                if (body.ToLinked && outcome is ChangeStatusOutcome.Changed { Request: var source } && source.Version != before.Version)
                {
                    await linked.SendAsync(unit, source, (await RequestStore.HistoryAsync(unit, source.Id))[^1].Id, resolves: true, by);
                }

                return outcome switch
                {
                    ChangeStatusOutcome.Changed changed => TypedResults.Ok(RequestView.From(changed.Request)),
                    ChangeStatusOutcome.NotAllowed { Request.MergedInto: not null } merged => Over(merged.Request),
                    ChangeStatusOutcome.NotAllowed refused => Conflict(
                        refused.Request,
                        "That status can't follow.",
                        $"The request is {EnumWord.Of(refused.Request.Status)}; it may become {Listed(refused.Allowed)}."),
                    ChangeStatusOutcome.Conflict conflict => Changed(conflict.Request),
                    _ => NoSuchRequest(),
                };
            },
            cancellationToken);

    private static Task<Results<Ok<RequestView>, ValidationProblem, ProblemHttpResult>> AssignAsync(
        string number, HttpContext http, IDatabase database, AssignRequest assign, CancellationToken cancellationToken) =>
        ActAsync<AssignBody>(
            number, http, database, body => body.Errors(),
            async (unit, found, body, by) => await assign.HandleAsync(unit, found, body.Team, body.Agent, by, body.Version) switch
            {
                AssignOutcome.Assigned assigned => TypedResults.Ok(RequestView.From(assigned.Request)),
                AssignOutcome.NoSuchAgent => TypedResults.ValidationProblem(
                    new Dictionary<string, string[]> { ["agent"] = ["There is no colleague of that id who answers customers."] }),
                AssignOutcome.Over over => Over(over.Request),
                AssignOutcome.Conflict conflict => Changed(conflict.Request),
                _ => NoSuchRequest(),
            },
            cancellationToken);

    private static Task<Results<Ok<RequestView>, ValidationProblem, ProblemHttpResult>> EditAsync(
        string number, HttpContext http, IDatabase database, EditRequest edit, IRequestForms forms, TimeProvider clock, CancellationToken cancellationToken) =>
        ActAsync<EditBody>(
            number, http, database, body => body.Errors(),
            async (unit, found, body, by) =>
            {
                IReadOnlyDictionary<string, string>? fields = null;
                if (body.Fields is not null)
                {
                    var errors = new Dictionary<string, string[]>();
                    if (forms.Find((await RequestStore.FindAsync(unit, found))?.Type) is { } form)
                    {
                        fields = forms.Read(form, body.Fields, errors, clock.GetUtcNow());
                    }
                    else
                    {
                        errors["fields"] = ["The request has no type, and so no form."];
                    }

                    if (errors.Count > 0)
                    {
                        return TypedResults.ValidationProblem(errors);
                    }
                }

                var wanted = new RequestEdit { Category = body.Category, Priority = body.Priority, Impact = body.Impact, Urgency = body.Urgency, Fields = fields };
                return await edit.HandleAsync(unit, found, wanted, by, body.Version) switch
                {
                    EditRequestOutcome.Edited edited => TypedResults.Ok(RequestView.From(edited.Request)),
                    EditRequestOutcome.Over over => Over(over.Request),
                    EditRequestOutcome.Conflict conflict => Changed(conflict.Request),
                    EditRequestOutcome.HalfRated => TypedResults.ValidationProblem(
                        new Dictionary<string, string[]> { ["impact"] = ["The priority follows from impact and urgency together; send both."] }),
                    _ => NoSuchRequest(),
                };
            },
            cancellationToken);

    /// <summary>Reads a body, finds the request that the caller may see, and does something to it in one unit of work.</summary>
    internal static async Task<Results<Ok<RequestView>, ValidationProblem, ProblemHttpResult>> ActAsync<TBody>(
        string number, HttpContext http, IDatabase database, Func<TBody, Dictionary<string, string[]>> check,
        Func<UnitOfWork, RequestNumber, TBody, Actor, Task<Results<Ok<RequestView>, ValidationProblem, ProblemHttpResult>>> act, CancellationToken cancellationToken)
        where TBody : class
    {
        var (sight, unseen) = await ActingStaff.FindSightAsync(http, database, cancellationToken);
        if (sight is null)
        {
            return unseen!;
        }

        var (body, problem) = await StrictJson.ReadAsync<TBody>(http.Request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        if (check(body) is { Count: > 0 } errors)
        {
            return TypedResults.ValidationProblem(errors);
        }

        return await database.WriteAsync<Results<Ok<RequestView>, ValidationProblem, ProblemHttpResult>>(
            async unit => RequestNumber.TryParse(number, out var parsed) && await RequestDesk.FindAsync(unit, parsed, sight) is not null
                ? await act(unit, parsed, body, CallerOf(http))
                : NoSuchRequest(),
            cancellationToken);
    }

    /// <summary>One of an enumeration's words.</summary>
    internal static T? Word<T>(Dictionary<string, string[]> errors, string field, string? word)
        where T : struct, Enum
    {
        var wanted = Enum.GetValues<T>().Cast<T?>().FirstOrDefault(value => EnumWord.Of(value!.Value) == word);
        if (word is not null && wanted is null)
        {
            errors[field] = [$"It must be one of {string.Join(", ", Enum.GetValues<T>().Select(EnumWord.Of))}."];
        }

        return wanted;
    }

    private static void CheckWord(Dictionary<string, string[]> errors, string field, string? word)
    {
        if (word is not null && !RequestLimits.IsWord(word))
        {
            errors[field] = ["It must be a short word in lower case."];
        }
    }

    internal static Actor CallerOf(HttpContext http) => ApiCaller.Of(http);

    private static string Listed(IReadOnlyList<RequestStatus> allowed) =>
        allowed.Count == 0 ? "nothing else" : string.Join(", ", allowed.Select(EnumWord.Of));

    internal static ProblemHttpResult NoSuchRequest() => TypedResults.Problem(
        statusCode: StatusCodes.Status404NotFound, title: "There is no such request.", detail: "A number looks like SR-000123.");

    internal static ProblemHttpResult Over(ServiceRequest request) => request.MergedInto is { } into
        ? Conflict(request, "The request is merged into another.", $"Work on {into}, or undo the merge.")
        : Conflict(request, "The request is over.", $"It is {EnumWord.Of(request.Status)}; open a new one.");

    internal static ProblemHttpResult Changed(ServiceRequest request) =>
        Conflict(request, "The request has changed.", $"It has version {request.Version} now. Read it again, then decide.");

    internal static ProblemHttpResult Conflict(ServiceRequest request, string title, string detail) => TypedResults.Problem(
        statusCode: StatusCodes.Status409Conflict,
        title: title,
        detail: detail,
        extensions: new Dictionary<string, object?> { ["version"] = request.Version, ["requestStatus"] = EnumWord.Of(request.Status), ["mergedInto"] = request.MergedInto?.ToString() });
}
