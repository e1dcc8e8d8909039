using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Channels;
using ServiceBot.Crm.Identity;
using ServiceBot.Desk.Api;
using ServiceBot.Desk.Requests;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Customers;

/// <summary>Customers by what other systems know them by: one, or many in lines.</summary>
internal static class PutCustomerEndpoints
{
    private const int MostLines = 10_000;
    private const int MostBytes = 10 * 1024 * 1024;
    private const int LinesOfUnit = 50;

    public static void Map(IEndpointRouteBuilder customers)
    {
        customers.MapPut("/by/{kind}/{value}", PutAsync).WithName("PutCustomer")
            .WithSummary("Say what is known of whoever has an e-mail address, phone number, customer number or external key, and make the customer when nobody has it. Sent twice, it is done once.")
            .Accepts<CustomerBody>("application/json");
        customers.MapPost("/bulk", BulkAsync).WithName("PutCustomers")
            .WithSummary("The same for many: application/x-ndjson, a line of JSON each, with key, fields and identifiers, and a line of the answer for each, in order. What is sent again after a break is done once.")
            .Produces<CustomerLineResult>(StatusCodes.Status200OK, "application/x-ndjson");
    }

    private static async Task<Results<Created<CustomerView>, Ok<CustomerView>, ValidationProblem, ProblemHttpResult>> PutAsync(
        string kind, string value, HttpContext http, IDatabase database, PutCustomer put, CancellationToken cancellationToken)
    {
        var (body, problem) = await StrictJson.ReadAsync<CustomerBody>(http.Request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        if (body.Seen is not null)
        {
            return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["seen"] = ["Whoever puts has seen nothing; change a customer by its id to say what was seen."] });
        }

        var (outcome, profile) = await database.WriteAsync(
            async unit => await HandleAsync(put, unit, http, (kind, value), body.Fields, body.Identifiers) is var done && done is PutCustomerOutcome.Done { Id: var id }
                ? (done, await CustomerProfile.FindAsync(unit, id))
                : (done, null),
            cancellationToken);
        return outcome switch
        {
            PutCustomerOutcome.Done { IsNew: true } => TypedResults.Created($"/api/v1/customers/{profile!.Id}", CustomerView.Of(profile)),
            PutCustomerOutcome.Done => TypedResults.Ok(CustomerView.Of(profile!)),
            PutCustomerOutcome.Wrong wrong => TypedResults.ValidationProblem(wrong.Errors),
            PutCustomerOutcome.Several several => TypedResults.Problem(
                statusCode: StatusCodes.Status409Conflict,
                title: "Several customers have that key.",
                detail: "Decide that they are the same (POST …/merge), or change one by its id.",
                extensions: new Dictionary<string, object?> { ["customers"] = several.Customers }),
            _ => throw new UnreachableException(),
        };
    }

    private static async Task<IResult> BulkAsync(HttpContext http, IDatabase database, PutCustomer put, CancellationToken cancellationToken)
    {
        if (http.Request.ContentType?.Split(';')[0].Trim() is not "application/x-ndjson")
        {
            return Refused(StatusCodes.Status415UnsupportedMediaType, "Send lines of JSON as application/x-ndjson.");
        }

        if (await RequestBody.ReadAsync(http.Request, MostBytes) is not { } bytes)
        {
            return Refused(StatusCodes.Status413PayloadTooLarge, $"Send at most {MostBytes / 1024 / 1024} MiB at once.");
        }

        var lines = Lines(bytes);
        if (lines.Count > MostLines)
        {
            return Refused(StatusCodes.Status413PayloadTooLarge, $"Send at most {MostLines} lines at once; these are {lines.Count}.");
        }

        var results = new List<CustomerLineResult>();
        foreach (var some in lines.Chunk(LinesOfUnit))
        {
            results.AddRange(await database.WriteAsync(
                async unit =>
                {
                    var done = new List<CustomerLineResult>();
                    foreach (var (number, line) in some)
                    {
                        done.Add(await LineAsync(put, unit, http, number, line));
                    }

                    return done;
                },
                cancellationToken));
        }

        return Results.Text(string.Concat(results.Select(result => $"{StrictJson.Canonical(result)}\n")), "application/x-ndjson");
    }

    private static async Task<CustomerLineResult> LineAsync(PutCustomer put, UnitOfWork unit, HttpContext http, int number, ReadOnlyMemory<byte> line)
    {
        var (body, problem) = StrictJson.Read<CustomerLine>(line.Span);
        if (body is null)
        {
            var details = problem!.ProblemDetails;
            return new(number, StatusCodes.Status400BadRequest, null, Errors: details is HttpValidationProblemDetails fields ? fields.Errors.ToDictionary() : new() { ["line"] = [details.Detail!] });
        }

        return body.Key is not { Kind: { } kind, Value: { } value }
            ? new(number, StatusCodes.Status400BadRequest, null, Errors: new() { ["key"] = ["It is missing: kind and value, such as { \"kind\": \"email\", \"value\": \"mei@example.com\" }."] })
            : await HandleAsync(put, unit, http, (kind, value), body.Fields, body.Identifiers) switch
            {
                PutCustomerOutcome.Done done => new(number, done.IsNew ? StatusCodes.Status201Created : StatusCodes.Status200OK, done.Id),
                PutCustomerOutcome.Wrong wrong => new(number, StatusCodes.Status400BadRequest, null, Errors: wrong.Errors.ToDictionary()),
                PutCustomerOutcome.Several several => new(number, StatusCodes.Status409Conflict, null, Customers: several.Customers),
                _ => throw new UnreachableException(),
            };
    }

    private static Task<PutCustomerOutcome> HandleAsync(
        PutCustomer put, UnitOfWork unit, HttpContext http, (string Kind, string Value) key, Dictionary<string, string?>? fields, IReadOnlyList<IdentifierBody>? identifiers) =>
        put.HandleAsync(
            unit, key, fields ?? [], [.. (identifiers ?? []).Select(one => (one.Kind ?? "", one.Value ?? ""))], CustomerEndpoints.SourceOf(http), RequestEndpoints.CallerOf(http).Name);

    /// <summary>The lines that are not empty, with their numbers.</summary>
    private static List<(int Number, ReadOnlyMemory<byte> Line)> Lines(ReadOnlyMemory<byte> bytes)
    {
        var lines = new List<(int, ReadOnlyMemory<byte>)>();
        for (var number = 1; !bytes.IsEmpty; number++)
        {
            var end = bytes.Span.IndexOf((byte)'\n');
            var line = end < 0 ? bytes : bytes[..end];
            bytes = end < 0 ? default : bytes[(end + 1)..];
            if (!line.Span.Trim(" \t\r"u8).IsEmpty)
            {
                lines.Add((number, line));
            }
        }

        return lines;
    }

    private static ProblemHttpResult Refused(int status, string detail) => TypedResults.Problem(statusCode: status, title: "The lines can't be read.", detail: detail);
}

/// <summary>A line about a customer.</summary>
/// <param name="Key">What the customer is known by.</param>
/// <param name="Fields">The fields and their values; what is not among them stays.</param>
/// <param name="Identifiers">What else tells the customer apart.</param>
internal sealed record CustomerLine(IdentifierBody? Key, Dictionary<string, string?>? Fields, IReadOnlyList<IdentifierBody>? Identifiers);

/// <summary>What became of a line.</summary>
/// <param name="Line">Its number, from 1.</param>
/// <param name="Status">201: made. 200: changed, or so already. 400: something is wrong. 409: several customers have the key.</param>
/// <param name="Customer">The customer's id, where there is one.</param>
/// <param name="Errors">What is wrong, by field.</param>
/// <param name="Customers">Who has the key, where they are several.</param>
internal sealed record CustomerLineResult(int Line, int Status, Guid? Customer, Dictionary<string, string[]>? Errors = null, IReadOnlyList<Guid>? Customers = null);
