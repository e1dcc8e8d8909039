using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Crm;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Api;

/// <summary>What records that are read, made and changed have in common over HTTP.</summary>
public static class RecordApi
{
    /// <summary>Reads a body, does what it says in one transaction, and answers with the record as it is then.</summary>
    /// <param name="http">The call.</param>
    /// <param name="database">Where it is written.</param>
    /// <param name="what">The kind of record: <c>product</c>.</param>
    /// <param name="act">Does it; the name is who calls.</param>
    /// <param name="view">The record as callers see it.</param>
    /// <param name="location">Where the record is when it is new; null: it is not.</param>
    /// <param name="cancellationToken">Gives up before it has begun.</param>
    public static async Task<Results<Ok<TView>, Created<TView>, ValidationProblem, ProblemHttpResult>> ActAsync<TBody, T, TView>(
        HttpContext http, IDatabase database, string what, Func<UnitOfWork, TBody, string, Task<EditOutcome<T>>> act, Func<UnitOfWork, T, Task<TView>> view, Func<T, string>? location,
        CancellationToken cancellationToken)
        where TBody : class
        where TView : class
    {
        var (body, problem) = await StrictJson.ReadAsync<TBody>(http.Request, cancellationToken);
        if (body is null)
        {
            return problem!;
        }

        var errors = new Dictionary<string, string[]>();
        var (call, clock) = (RepeatedCalls.Of(http, body, errors), http.RequestServices.GetRequiredService<TimeProvider>());
        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        var called = await database.WriteAsync(
            unit => call.OnceAsync(
                unit,
                clock.GetUtcNow(),
                async () => await act(unit, body, call.Caller) is var done && done is EditOutcome<T>.Done { Now: var now } ? (done, await view(unit, now)) : (done, null)),
            cancellationToken);
        return called.IsKeyOfAnother ? RepeatedCalls.KeyInUse() : called.Done switch
        {
            null => TypedResults.Ok(called.Answer!),
            EditOutcome<T>.Done done when location is not null => TypedResults.Created($"/api/v1/{location(done.Now)}", called.Answer!),
            EditOutcome<T>.Done => TypedResults.Ok(called.Answer!),
            EditOutcome<T>.NotFound => NoSuch(what),
            EditOutcome<T>.Wrong wrong => TypedResults.ValidationProblem(wrong.Errors),
            EditOutcome<T>.Conflict => TypedResults.Problem(statusCode: StatusCodes.Status409Conflict, title: $"The {what} has changed.", detail: "Somebody else has changed it since. Read it again, then decide."),
            EditOutcome<T>.NotNow not => TypedResults.Problem(
                statusCode: StatusCodes.Status409Conflict, title: $"The {what} is {not.State}.",
                detail: not.Allowed.Count == 0 ? "Nothing more can be done with it." : $"What can be done now: {string.Join(", ", not.Allowed)}.",
                extensions: [new("state", not.State), new("allowed", not.Allowed)]),
            _ => throw new UnreachableException(),
        };
    }

    /// <summary>That there is no such record.</summary>
    public static ProblemHttpResult NoSuch(string what) => TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: $"There is no such {what}.");

    /// <summary>What is missing of a body, by field.</summary>
    public static Dictionary<string, string[]> Missing(params IEnumerable<(string Field, object? Value)> fields) =>
        fields.Where(field => field.Value is null).ToDictionary(field => field.Field, _ => (string[])["It is missing."]);

    /// <summary>A day of a query; null: none was asked for.</summary>
    public static DateOnly? Day(string field, string? text, Dictionary<string, string[]> errors)
    {
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1900 and < 9000)
        {
            return day;
        }

        if (text is not null)
        {
            errors[field] = ["It must be a day: 2026-12-31."];
        }

        return null;
    }

    /// <summary>An id of a query; null: none was asked for.</summary>
    public static Guid? Id(string field, string? text, Dictionary<string, string[]> errors)
    {
        if (Guid.TryParse(text, out var id))
        {
            return id;
        }

        if (text is not null)
        {
            errors[field] = ["It must be an id."];
        }

        return null;
    }
}
