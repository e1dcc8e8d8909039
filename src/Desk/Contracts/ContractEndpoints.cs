using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Crm.Customers;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Queue;
using ServiceBot.Desk.Requests;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Contracts;

/// <summary>Service contracts over HTTP.</summary>
internal static class ContractEndpoints
{
    private const int MostRenewals = 500;

    public static void Map(IEndpointRouteBuilder api)
    {
        var contracts = api.MapGroup("/contracts").WithTags("Contracts");
        contracts.MapGet("/", ListAsync).WithName("ListContracts").WithSummary("Service contracts, the newest first, page by page; or those of a customer, which end first first.");
        contracts.MapPost("/", CreateAsync).WithName("CreateContract").WithSummary("Make a contract for a customer.").Accepts<ContractBody>("application/json");
        contracts.MapGet("/renewals", RenewalsAsync).WithName("ListRenewals").WithSummary("Contracts that run and of which notice has to be given within some days (?days=, 1 to 730, default 90), the soonest first; at most 500.");
        contracts.MapGet("/{contract}", ReadAsync).WithName("ReadContract").WithSummary("A contract with what is left of it, its ledger and its history.");
        contracts.MapPut("/{contract}", ChangeAsync).WithName("ChangeContract").WithSummary("Change what a contract says: send all of it, and the version that you read.")
            .Accepts<ContractBody>("application/json");
        contracts.MapPost("/{contract}/end", EndAsync).WithName("EndContract").WithSummary("End a contract now.").Accepts<EndContractBody>("application/json");
        contracts.MapPost("/{contract}/uses", BookAsync).WithName("BookOnContract").WithSummary("Book minutes of work on a contract. Requests are booked by themselves when they are opened.")
            .Accepts<BookBody>("application/json");
        contracts.MapPost("/{contract}/uses/{use:long}/reverse", ReverseAsync).WithName("ReverseContractUse").WithSummary("Give back what was used: a line of the ledger that takes back another.")
            .Accepts<ReverseBody>("application/json");
    }

    private static async Task<Results<Ok<Page<ContractView>>, ValidationProblem>> ListAsync(
        string? customer, string? after, string? take, IDatabase database, TimeProvider clock, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var page = PageQuery.Read(after, take, [0], errors);
        Guid? of = null;
        if (customer is not null && !Guid.TryParse(customer, out var id))
        {
            errors["customer"] = ["It must be a customer's id."];
        }
        else if (customer is not null)
        {
            of = Guid.Parse(customer);
        }

        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var now = clock.GetUtcNow();
        var contracts = await database.ReadAsync(
            async session => of is { } whose ? await ContractStore.OfAsync(session, await CustomerStore.MembersAsync(session, whose)) : await ContractStore.ListAsync(session, page.After[0], page.Take),
            cancellationToken);
        return TypedResults.Ok(of is null
            ? Page<ContractView>.Of(contracts, page.Take, contract => ContractView.Of(contract, now), contract => [contract.Number])
            : new([.. contracts.Select(contract => ContractView.Of(contract, now))], Next: null));
    }

    private static async Task<Results<Ok<IReadOnlyList<ContractView>>, ValidationProblem>> RenewalsAsync(string? days, IDatabase database, OpeningHours hours, TimeProvider clock, CancellationToken cancellationToken)
    {
        var ahead = 90;
        if (days is not null && (!int.TryParse(days, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out ahead) || ahead is < 1 or > 730))
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["days"] = ["It must be from 1 to 730."] });
        }

        var now = clock.GetUtcNow();
        var due = await database.ReadAsync(session => ContractStore.RenewalsAsync(session, hours.Calendar.DayOf(now).AddDays(ahead), now, MostRenewals), cancellationToken);
        return TypedResults.Ok<IReadOnlyList<ContractView>>([.. due.Select(contract => ContractView.Of(contract, now))]);
    }

    private static async Task<Results<Ok<ContractDetailsView>, ProblemHttpResult>> ReadAsync(string contract, IDatabase database, TimeProvider clock, CancellationToken cancellationToken)
    {
        var found = await database.ReadAsync(
            async session => Contract.TryParse(contract, out var number) && await ContractStore.FindAsync(session, number) is { } known
                ? new ContractDetailsView(
                    ContractView.Of(known, clock.GetUtcNow()),
                    [.. (await ContractStore.UsesAsync(session, number)).Select(ContractUseView.Of)],
                    [.. (await ContractStore.HistoryAsync(session, number)).Select(ContractChangeView.Of)])
                : null,
            cancellationToken);
        return found is null ? NoSuchContract() : TypedResults.Ok(found);
    }

    private static Task<Results<Ok<ContractView>, Created<ContractView>, ValidationProblem, ProblemHttpResult>> CreateAsync(
        HttpContext http, ManageContracts manage, OpeningHours hours, TimeProvider clock, CancellationToken cancellationToken) => ActAsync<ContractBody>(
        http,
        clock,
        body =>
        {
            var errors = new Dictionary<string, string[]>();
            var terms = body.Terms(hours.Calendar.Zone.Id, errors);
            if (body.Customer is null)
            {
                errors["customer"] = ["It is missing."];
            }

            return errors.Count > 0 ? Wrong(errors) : manage.CreateAsync(body.Customer!.Value, terms!, RequestEndpoints.CallerOf(http), cancellationToken);
        },
        cancellationToken,
        isNew: true);

    private static Task<Results<Ok<ContractView>, Created<ContractView>, ValidationProblem, ProblemHttpResult>> ChangeAsync(
        string contract, HttpContext http, ManageContracts manage, OpeningHours hours, TimeProvider clock, CancellationToken cancellationToken) => ActAsync<ContractBody>(
        http,
        clock,
        body =>
        {
            var errors = new Dictionary<string, string[]>();
            var terms = body.Terms(hours.Calendar.Zone.Id, errors);
            if (body.Customer is not null)
            {
                errors["customer"] = ["A contract stays its customer's. End it, and make another."];
            }

            return errors.Count > 0 ? Wrong(errors) : manage.ChangeAsync(NumberOf(contract), terms!, body.Version, RequestEndpoints.CallerOf(http), cancellationToken);
        },
        cancellationToken);

    private static Task<Results<Ok<ContractView>, Created<ContractView>, ValidationProblem, ProblemHttpResult>> EndAsync(
        string contract, HttpContext http, ManageContracts manage, TimeProvider clock, CancellationToken cancellationToken) => ActAsync<EndContractBody>(
        http, clock, body => manage.EndAsync(NumberOf(contract), body.Reason, RequestEndpoints.CallerOf(http), cancellationToken), cancellationToken);

    private static Task<Results<Ok<ContractView>, Created<ContractView>, ValidationProblem, ProblemHttpResult>> BookAsync(
        string contract, HttpContext http, ManageContracts manage, TimeProvider clock, CancellationToken cancellationToken) => ActAsync<BookBody>(
        http,
        clock,
        body =>
        {
            var isNamed = RequestNumber.TryParse(body.Request, out var request);
            return body.Request is not null && !isNamed ? Wrong(new() { ["request"] = ["A number looks like SR-000123."] })
                : manage.BookAsync(NumberOf(contract), body.Minutes ?? 0, isNamed ? request : null, body.Note, RequestEndpoints.CallerOf(http), cancellationToken);
        },
        cancellationToken);

    private static Task<Results<Ok<ContractView>, Created<ContractView>, ValidationProblem, ProblemHttpResult>> ReverseAsync(
        string contract, long use, HttpContext http, ManageContracts manage, TimeProvider clock, CancellationToken cancellationToken) => ActAsync<ReverseBody>(
        http, clock, body => manage.ReverseAsync(NumberOf(contract), use, body.Note, RequestEndpoints.CallerOf(http), cancellationToken), cancellationToken);

    /// <summary>Reads a body, does what it says, and answers with the contract as it is then.</summary>
    private static async Task<Results<Ok<ContractView>, Created<ContractView>, ValidationProblem, ProblemHttpResult>> ActAsync<TBody>(
        HttpContext http, TimeProvider clock, Func<TBody, Task<ContractOutcome>> act, CancellationToken cancellationToken, bool isNew = false)
        where TBody : class
    {
        var (body, problem) = await StrictJson.ReadAsync<TBody>(http.Request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        var now = clock.GetUtcNow();
        return await act(body) switch
        {
            ContractOutcome.Done { Contract: var done } when isNew => TypedResults.Created($"/api/v1/contracts/{done.Name}", ContractView.Of(done, now)),
            ContractOutcome.Done done => TypedResults.Ok(ContractView.Of(done.Contract, now)),
            ContractOutcome.NotFound => NoSuchContract(),
            ContractOutcome.Wrong wrong => TypedResults.ValidationProblem(wrong.Errors),
            ContractOutcome.Conflict conflict => TypedResults.Problem(
                statusCode: StatusCodes.Status409Conflict, title: "The contract has changed.", detail: $"It has version {conflict.Contract.Version} now. Read it again, then decide."),
            ContractOutcome.NotEnough little => TypedResults.Problem(
                statusCode: StatusCodes.Status409Conflict,
                title: "The contract does not cover that.",
                detail: $"It is {EnumWord.Of(little.Contract.StateAt(now))}; minutes left: {little.Contract.MinutesLeft?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "no limit"}."),
            _ => throw new UnreachableException(),
        };
    }

    private static Task<ContractOutcome> Wrong(Dictionary<string, string[]> errors) => Task.FromResult<ContractOutcome>(new ContractOutcome.Wrong(errors));

    /// <summary>0 for what is no number: no contract has it.</summary>
    private static long NumberOf(string text) => Contract.TryParse(text, out var number) ? number : 0;

    private static ProblemHttpResult NoSuchContract() => TypedResults.Problem(
        statusCode: StatusCodes.Status404NotFound, title: "There is no such contract.", detail: "A number looks like C-000123.");
}
