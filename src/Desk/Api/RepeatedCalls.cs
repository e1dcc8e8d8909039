using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using ServiceBot.Desk.Requests;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Api;

/// <summary>
/// Makes a call that comes again be done once. What it was answered with stands in the transaction that did it, for a day; then the key is free.
/// </summary>
/// <param name="Caller">Who calls.</param>
/// <param name="Key">The header <c>Idempotency-Key</c>; null: there is none, and every call is a new one.</param>
/// <param name="Fingerprint">Of the address and what was sent.</param>
internal sealed record RepeatedCalls(string Caller, string? Key, string Fingerprint)
{
    /// <summary>A call without a key.</summary>
    public static RepeatedCalls None { get; } = new("", null, "");

    private static readonly TimeSpan Kept = TimeSpan.FromDays(1);

    private const string Insert = """
        INSERT INTO desk_call (caller, key, fingerprint, answer, at) VALUES (@Caller, @Key, @Fingerprint, @answer, @now)
        """;

    /// <summary>What a call is known by.</summary>
    /// <param name="http">The call.</param>
    /// <param name="body">What was sent.</param>
    /// <param name="errors">Gets what is wrong with the key.</param>
    public static RepeatedCalls Of<T>(HttpContext http, T body, Dictionary<string, string[]> errors) => new(
        RequestEndpoints.CallerOf(http).Name,
        IdempotencyKey.Read(http.Request, errors),
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{http.Request.Method} {http.Request.Path} {StrictJson.Canonical(body)}"))));

    /// <summary>Does what a call asks for, unless it was done before.</summary>
    /// <param name="unit">The transaction.</param>
    /// <param name="now">The present.</param>
    /// <param name="act">Does it; the answer is null where nothing was done, and is not kept then.</param>
    public async Task<CalledOnce<TDone, TAnswer>> OnceAsync<TDone, TAnswer>(UnitOfWork unit, DateTimeOffset now, Func<Task<(TDone Done, TAnswer? Answer)>> act)
        where TDone : class
        where TAnswer : class
    {
        if (Key is not null)
        {
            await unit.Dialect.LockAsync(unit, LockKeys.Of("desk", $"call {Caller} {Key}"));
            await unit.ExecuteAsync("DELETE FROM desk_call WHERE at < @before", new { before = now - Kept });
            if (await unit.FindAsync<Row>("SELECT fingerprint, answer FROM desk_call WHERE caller = @Caller AND key = @Key", new { Caller, Key }) is { } before)
            {
                return new(null, before.Fingerprint == Fingerprint ? JsonSerializer.Deserialize<TAnswer>(before.Answer, JsonSerializerOptions.Web) : null, IsKeyOfAnother: before.Fingerprint != Fingerprint);
            }
        }

        var (done, answer) = await act();
        if (Key is not null && answer is not null)
        {
            await unit.ExecuteAsync(Insert, new { Caller, Key, Fingerprint, answer = JsonSerializer.Serialize(answer, JsonSerializerOptions.Web), now });
        }

        return new(done, answer, IsKeyOfAnother: false);
    }

    /// <summary>That a key came with something else before.</summary>
    public static ProblemHttpResult KeyInUse() => TypedResults.Problem(
        statusCode: StatusCodes.Status422UnprocessableEntity, title: "The Idempotency-Key was used before.", detail: "It came with something else then. Take a new key.");

    private sealed record Row
    {
        public required string Fingerprint { get; init; }

        public required string Answer { get; init; }
    }
}

/// <summary>What became of a call.</summary>
/// <param name="Done">What was done; null: nothing, now.</param>
/// <param name="Answer">What it is answered with, now as before; null: nothing was done, then or now.</param>
/// <param name="IsKeyOfAnother">Whether its key came with something else before.</param>
internal sealed record CalledOnce<TDone, TAnswer>(TDone? Done, TAnswer? Answer, bool IsKeyOfAnother)
    where TDone : class
    where TAnswer : class;
