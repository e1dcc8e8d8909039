using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Fields;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Linking;
using ServiceBot.Crm.Lists;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Requests;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Customers;

/// <summary>Customers over HTTP: who they are, with where everything comes from, and who is the same as whom.</summary>
internal static class CustomerEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var customers = api.MapGroup("/customers").WithTags("Customers");
        customers.MapGet("/", ListAsync).WithName("ListCustomers").WithSummary("Customers, page by page; or those with an e-mail address, phone number or customer number.")
            .WithDescription("Filters are named as what they are about: stage, tag (several: all of them), name (its beginning), language, company, city, country, created, and the company's own fields; of days and numbers also a range, 10..20, 10.. or ..20. order=name: by name; else who came last comes first.");
        customers.MapPost("/", CreateAsync).WithName("CreateCustomer").WithSummary("Make a customer.").Accepts<CustomerBody>("application/json");
        customers.MapGet("/{customer:guid}", ReadAsync).WithName("ReadCustomer").WithSummary("A customer by the id of any that is the same: what counts, all that was said, what tells them apart, and why they are the same.");
        customers.MapPatch("/{customer:guid}", ChangeAsync).WithName("ChangeCustomer").WithSummary("Say what counts for some fields; with what was seen, nothing that somebody else changed meanwhile is written over.")
            .Accepts<CustomerBody>("application/json");
        customers.MapDelete("/{customer:guid}/facts/{fact:long}", WithdrawAsync).WithName("WithdrawFact").WithSummary("Take back what was said of a field; what stood below it counts again.");
        customers.MapPost("/{customer:guid}/identifiers", IdentifyAsync).WithName("AddIdentifier").WithSummary("Add what tells a customer apart.").Accepts<IdentifierBody>("application/json");
        customers.MapDelete("/{customer:guid}/identifiers/{identifier:long}", ForgetAsync).WithName("RemoveIdentifier").WithSummary("Take back what was said to tell a customer apart; what was proved stays.");
        customers.MapPost("/{customer:guid}/merge", (Guid customer, HttpContext http, IDatabase database, MergeCustomers merge, CancellationToken cancellationToken) =>
                DecideAsync(http, database, (unit, body, by) => merge.MergeAsync(unit, customer, body.Other!.Value, by, body.Why), cancellationToken))
            .WithName("MergeCustomers").WithSummary("Decide that two customers are the same. Nothing moves, so it can be taken back at any time.").Accepts<OtherBody>("application/json");
        customers.MapPost("/{customer:guid}/apart", (Guid customer, HttpContext http, IDatabase database, MergeCustomers merge, CancellationToken cancellationToken) =>
                DecideAsync(http, database, (unit, body, by) => merge.KeepApartAsync(unit, customer, body.Other!.Value, by, body.Why), cancellationToken))
            .WithName("KeepCustomersApart").WithSummary("Decide that two customers are not the same.").Accepts<OtherBody>("application/json");
        customers.MapGet("/duplicates", DuplicatesAsync).WithName("ListDuplicates").WithSummary("Customers who may be one person and of whom nobody has decided, the surest pair first, page by page, with how they compare.");
        customers.MapPost("/similar", SimilarAsync).WithName("FindSimilarCustomers").WithSummary("Who may be somebody that is not in the books yet, the likeliest first, with how they compare.").Accepts<CustomerBody>("application/json");
        RelationEndpoints.Map(customers);
        CleaningEndpoints.Map(customers);
        PutCustomerEndpoints.Map(customers);
        customers.MapDelete("/edges/{edge:long}", async (long edge, HttpContext http, IDatabase database, MergeCustomers merge, CancellationToken cancellationToken) =>
                Answer(await database.WriteAsync(unit => merge.RevokeAsync(unit, edge, RequestEndpoints.CallerOf(http).Name), cancellationToken)))
            .WithName("RevokeEdge").WithSummary("Take back that two customers are the same, or that they are not.");
    }

    private static async Task<Results<Ok<CustomerPage>, ValidationProblem>> ListAsync(HttpContext http, string? with, string? after, string? take, IDatabase database, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var page = PageQuery.Read(after: null, take, [0], errors);
        var place = CustomerPlace.Read(after);
        if (place is null && !string.IsNullOrEmpty(after))
        {
            errors["after"] = ["It is not a cursor of this list. Take it from next of the page before."];
        }

        return await database.ReadAsync<Results<Ok<CustomerPage>, ValidationProblem>>(
            async session =>
            {
                var filter = CustomerListQuery.Of(http.Request.Query, await FieldStore.SetAsync(session), errors).Filter;
                if (errors.Count > 0)
                {
                    return TypedResults.ValidationProblem(errors);
                }

                var (cards, next) = with is null ? await CustomerList.PageAsync(session, filter, place, page.Take) : (await CustomerCard.WithAsync(session, with), null);
                return TypedResults.Ok(new CustomerPage([.. cards.Select(CustomerCardView.Of)], next?.ToString()));
            },
            cancellationToken);
    }

    private static async Task<Results<Ok<DuplicatePage>, ValidationProblem>> DuplicatesAsync(string? after, string? take, IDatabase database, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var page = PageQuery.Read(after: null, take, [0], errors);
        var place = LinkProposal.ReadCursor(after);
        if (place is null && !string.IsNullOrEmpty(after))
        {
            errors["after"] = ["It is not a cursor of this list. Take it from next of the page before."];
        }

        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var proposals = await database.ReadAsync(session => SimilarCustomers.ListAsync(session, place, page.Take), cancellationToken);
        return TypedResults.Ok(new DuplicatePage([.. proposals.Select(DuplicateView.Of)], proposals.Count == page.Take ? proposals[^1].Cursor : null));
    }

    private static async Task<Results<Ok<IReadOnlyList<SimilarView>>, ValidationProblem, ProblemHttpResult>> SimilarAsync(
        HttpContext http, IDatabase database, SimilarCustomers similar, CancellationToken cancellationToken)
    {
        var (body, problem) = await StrictJson.ReadAsync<CustomerBody>(http.Request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        var found = await database.ReadAsync(session => similar.FindAsync(session, body.Fields ?? [], IdentifiersOf(body)), cancellationToken);
        return TypedResults.Ok<IReadOnlyList<SimilarView>>([.. found.Select(candidate => new SimilarView(candidate.Key, candidate.Contradicted, ComparisonView.Of(candidate.Evidence)))]);
    }

    private static async Task<Results<Ok<CustomerView>, ProblemHttpResult>> ReadAsync(Guid customer, IDatabase database, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => CustomerProfile.FindAsync(session, customer), cancellationToken) is { } profile ? TypedResults.Ok(CustomerView.Of(profile)) : NoSuchCustomer();

    private static async Task<Results<Created<CustomerView>, Ok<CustomerView>, ValidationProblem, ProblemHttpResult>> CreateAsync(
        HttpContext http, IDatabase database, EditCustomer edit, CancellationToken cancellationToken)
    {
        var (body, problem) = await StrictJson.ReadAsync<CustomerBody>(http.Request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        var errors = new Dictionary<string, string[]>();
        var call = RepeatedCalls.Of(http, body, errors);
        return errors.Count > 0
            ? TypedResults.ValidationProblem(errors)
            : await EditAsync(http, database, null, unit => edit.CreateAsync(unit, [.. EditsOf(body)], [.. IdentifiersOf(body)], SourceOf(http), call.Caller), cancellationToken, call);
    }

    private static async Task<Results<Created<CustomerView>, Ok<CustomerView>, ValidationProblem, ProblemHttpResult>> ChangeAsync(
        Guid customer, HttpContext http, IDatabase database, EditCustomer edit, CancellationToken cancellationToken)
    {
        var (body, problem) = await StrictJson.ReadAsync<CustomerBody>(http.Request, cancellationToken);
        return body is null ? problem!
            : body.Identifiers is not null ? TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["identifiers"] = ["They are added and removed one by one, under /identifiers."] })
            : await EditAsync(http, database, customer, unit => edit.EditAsync(unit, customer, [.. EditsOf(body)], SourceOf(http), RequestEndpoints.CallerOf(http).Name), cancellationToken);
    }

    private static Task<Results<Created<CustomerView>, Ok<CustomerView>, ValidationProblem, ProblemHttpResult>> WithdrawAsync(
        Guid customer, long fact, HttpContext http, IDatabase database, EditCustomer edit, CancellationToken cancellationToken) =>
        EditAsync(http, database, customer, unit => edit.WithdrawAsync(unit, customer, fact, RequestEndpoints.CallerOf(http).Name), cancellationToken);

    private static async Task<Results<Created<CustomerView>, Ok<CustomerView>, ValidationProblem, ProblemHttpResult>> IdentifyAsync(
        Guid customer, HttpContext http, IDatabase database, EditCustomer edit, CancellationToken cancellationToken)
    {
        var (body, problem) = await StrictJson.ReadAsync<IdentifierBody>(http.Request, cancellationToken);
        return body is null
            ? problem!
            : await EditAsync(http, database, customer, unit => edit.IdentifyAsync(unit, customer, body.Kind ?? "", body.Value ?? "", SourceOf(http), RequestEndpoints.CallerOf(http).Name), cancellationToken);
    }

    private static Task<Results<Created<CustomerView>, Ok<CustomerView>, ValidationProblem, ProblemHttpResult>> ForgetAsync(
        Guid customer, long identifier, HttpContext http, IDatabase database, EditCustomer edit, CancellationToken cancellationToken) =>
        EditAsync(http, database, customer, unit => edit.ForgetAsync(unit, customer, identifier, RequestEndpoints.CallerOf(http).Name), cancellationToken);

    /// <summary>Does something to a customer, and answers with the customer as it is then.</summary>
    /// <param name="http">The call; with <c>If-Match</c> it is done only if the customer is still as the caller has seen it.</param>
    /// <param name="database">Where the customer is.</param>
    /// <param name="customer">Who; null: somebody new.</param>
    /// <param name="edit">Does it.</param>
    /// <param name="cancellationToken">Gives up before it has begun.</param>
    /// <param name="call">Of somebody new, what makes the call the same when it comes again.</param>
    internal static async Task<Results<Created<CustomerView>, Ok<CustomerView>, ValidationProblem, ProblemHttpResult>> EditAsync(
        HttpContext http, IDatabase database, Guid? customer, Func<UnitOfWork, Task<EditCustomerOutcome>> edit, CancellationToken cancellationToken, RepeatedCalls? call = null)
    {
        var (called, isPassed) = await database.WriteAsync<(CalledOnce<EditCustomerOutcome, CustomerView>?, bool)>(
            async unit =>
            {
                if (customer is { } known && http.Request.Headers.IfMatch.Count > 0 && await CustomerProfile.FindAsync(unit, known) is { } seen && !AnswerShape.IsSeen(http, CustomerView.Of(seen)))
                {
                    return (null, true);
                }

                return (await (call ?? RepeatedCalls.None).OnceAsync(unit, http.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(), () => ActAsync(unit)), false);
            },
            cancellationToken);
        if (isPassed)
        {
            return TypedResults.Problem(
                statusCode: StatusCodes.Status412PreconditionFailed, title: "The customer has changed.", detail: "It is no longer as your If-Match says. Read the customer again, then decide.");
        }

        return called!.IsKeyOfAnother ? RepeatedCalls.KeyInUse() : called.Done switch
        {
            null => TypedResults.Ok(called.Answer!),
            EditCustomerOutcome.Done when customer is null => TypedResults.Created($"/api/v1/customers/{called.Answer!.Id}", called.Answer),
            EditCustomerOutcome.Done => TypedResults.Ok(called.Answer!),
            EditCustomerOutcome.NotFound => NoSuchCustomer(),
            EditCustomerOutcome.Wrong wrong => TypedResults.ValidationProblem(wrong.Errors),
            EditCustomerOutcome.Conflict conflict => TypedResults.Problem(
                statusCode: StatusCodes.Status409Conflict,
                title: "The customer has changed.",
                detail: $"Somebody else has changed {string.Join(", ", conflict.Fields.Keys)}. Read the customer again, then decide.",
                extensions: new Dictionary<string, object?> { ["fields"] = conflict.Fields.ToDictionary(field => field.Key, field => field.Value is { } fact ? FactView.Of(fact) : null) }),
            _ => throw new UnreachableException(),
        };

        async Task<(EditCustomerOutcome Done, CustomerView? Answer)> ActAsync(UnitOfWork unit) =>
            await edit(unit) is var done && done is EditCustomerOutcome.Done { Id: var id } ? (done, CustomerView.Of((await CustomerProfile.FindAsync(unit, id))!)) : (done, null);
    }

    private static async Task<Results<Ok<DecisionView>, ValidationProblem, ProblemHttpResult>> DecideAsync(
        HttpContext http, IDatabase database, Func<UnitOfWork, OtherBody, string, Task<MergeOutcome>> decide, CancellationToken cancellationToken)
    {
        var (body, problem) = await StrictJson.ReadAsync<OtherBody>(http.Request, cancellationToken);
        return body is null ? problem!
            : body.Other is null ? TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["other"] = ["It is missing."] })
            : Answer(await database.WriteAsync(unit => decide(unit, body, RequestEndpoints.CallerOf(http).Name), cancellationToken));
    }

    private static Results<Ok<DecisionView>, ValidationProblem, ProblemHttpResult> Answer(MergeOutcome outcome) => outcome switch
    {
        MergeOutcome.Done done => TypedResults.Ok(new DecisionView(done.Edge, done.Roots)),
        MergeOutcome.Unchanged => TypedResults.Ok(new DecisionView(null, [])),
        MergeOutcome.NotFound => NoSuchCustomer(),
        MergeOutcome.Contradicts against => TypedResults.Problem(
            statusCode: StatusCodes.Status409Conflict,
            title: "Somebody has decided otherwise.",
            detail: against.Edge is { } edge
                ? $"Edge {edge.Id} says that they are {(edge.IsSame ? "" : "not ")}the same. Take it back first: DELETE /api/v1/customers/edges/{edge.Id}."
                : "They are the same by way of others. Take back one of these edges first."),
        _ => throw new UnreachableException(),
    };

    private static IEnumerable<FieldEdit> EditsOf(CustomerBody body) =>
        (body.Fields ?? []).Select(field => new FieldEdit(field.Key, field.Value, body.Seen?.GetValueOrDefault(field.Key), Always: body.Seen is null));

    private static IEnumerable<(string Kind, string Value)> IdentifiersOf(CustomerBody body) => (body.Identifiers ?? []).Select(identifier => (identifier.Kind ?? "", identifier.Value ?? ""));

    /// <summary>Who is signed in speaks for the desk; a program speaks for another system.</summary>
    internal static string SourceOf(HttpContext http) => Actor.StaffOf(RequestEndpoints.CallerOf(http).Name) is null ? FactSources.Api : FactSources.Staff;

    internal static ProblemHttpResult NoSuchCustomer() => TypedResults.Problem(
        statusCode: StatusCodes.Status404NotFound, title: "There is no such customer.", detail: "Nobody has that id, or nothing of that number is with them.");
}
