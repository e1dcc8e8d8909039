using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ServiceBot.Desk.Api;

/// <summary>Reads request bodies strictly: an unknown field is a mistake that its sender wants to hear of, by name.</summary>
internal static class StrictJson
{
    private const int MaxBytes = 1024 * 1024;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        AllowDuplicateProperties = false,
        MaxDepth = 24,
        AllowOutOfOrderMetadataProperties = true,
    };

    /// <returns>The body, or the answer to give instead.</returns>
    public static async Task<(T? Body, ProblemHttpResult? Problem)> ReadAsync<T>(HttpRequest request, CancellationToken cancellationToken)
        where T : class
    {
        if (!request.HasJsonContentType())
        {
            return (null, Problem(StatusCodes.Status415UnsupportedMediaType, "Send the body as application/json."));
        }

        if (await ReadBytesAsync(request, cancellationToken) is not { } bytes)
        {
            return (null, Problem(StatusCodes.Status413PayloadTooLarge, "The body is longer than 1 MiB."));
        }

        return Read<T>(bytes.Span);
    }

    /// <summary>Reads what is known to be short.</summary>
    /// <returns>The body, or the answer to give instead.</returns>
    public static (T? Body, ProblemHttpResult? Problem) Read<T>(ReadOnlySpan<byte> bytes)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(bytes, Options) is { } body
                ? (body, null)
                : (null, Problem(StatusCodes.Status400BadRequest, "The body is null; a JSON object is expected."));
        }
        catch (JsonException failure)
        {
            return (null, Explain(failure));
        }
    }

    /// <summary>The same values give the same text, however they were written.</summary>
    public static string Canonical<T>(T body) => JsonSerializer.Serialize(body, Options);

    private static async Task<ReadOnlyMemory<byte>?> ReadBytesAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        using var bytes = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (bytes.Length + read > MaxBytes)
            {
                return null;
            }

            bytes.Write(buffer, 0, read);
        }

        return bytes.ToArray();
    }

    private static ProblemHttpResult Explain(JsonException failure)
    {
        var field = failure.Path is { Length: > 2 } path ? path[2..] : null;
        if (field is null)
        {
            return Problem(
                StatusCodes.Status400BadRequest,
                $"The body is not sound JSON at line {failure.LineNumber + 1}, byte {failure.BytePositionInLine + 1}.");
        }

        var error = failure.Message.Contains("could not be mapped", StringComparison.Ordinal)
            ? "There is no such field here."
            : "The value is of the wrong kind, or not one of those allowed.";
        return TypedResults.Problem(new HttpValidationProblemDetails(new Dictionary<string, string[]> { [field] = [error] })
        {
            Status = StatusCodes.Status400BadRequest,
            Detail = $"{field}: {error}",
        });
    }

    private static ProblemHttpResult Problem(int status, string detail) =>
        TypedResults.Problem(statusCode: status, title: "The body can't be read.", detail: detail);
}
