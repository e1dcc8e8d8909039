using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace ServiceBot.Desk.Api;

/// <summary>What everything that is read over the API has in common: <c>fields=</c> for some of its members only, and an entity tag, so that what is known already is not sent again.</summary>
internal static class AnswerShape
{
    private const string Parameter = "fields";

    /// <summary>Shapes what a GET answers with; other answers pass as they are.</summary>
    public static async ValueTask<object?> ApplyAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var answer = await next(context);
        var http = context.HttpContext;
        var result = answer is INestedHttpResult nested ? nested.Result : answer;
        if (!HttpMethods.IsGet(http.Request.Method) || result is not IValueHttpResult { Value: { } value } || result is IStatusCodeHttpResult { StatusCode: not StatusCodes.Status200OK })
        {
            return answer;
        }

        var options = OptionsOf(http);
        var wanted = http.Request.Query[Parameter].OfType<string>().SelectMany(text => text.Split(',')).Select(name => name.Trim()).Where(name => name.Length > 0).ToHashSet(StringComparer.Ordinal);
        byte[] body;
        if (wanted.Count == 0)
        {
            body = JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), options);
        }
        else
        {
            var json = JsonSerializer.SerializeToNode(value, value.GetType(), options)!;
            if (Prune(json, wanted) is { Count: > 0 } unknown)
            {
                return TypedResults.ValidationProblem(new Dictionary<string, string[]> { [Parameter] = [$"There is no {string.Join(", ", unknown.Order(StringComparer.Ordinal))} here."] });
            }

            body = JsonSerializer.SerializeToUtf8Bytes(json, options);
        }

        var tag = TagOf(body);
        http.Response.Headers.ETag = tag;
        return http.Request.Headers.IfNoneMatch.SelectMany(header => header!.Split(',')).Any(known => known.Trim() is "*" || known.Trim().Replace("W/", "", StringComparison.Ordinal) == tag)
            ? TypedResults.StatusCode(StatusCodes.Status304NotModified)
            : TypedResults.Bytes(body, "application/json; charset=utf-8");
    }

    /// <summary>Whether somebody who changes something has seen it as it is: they send no <c>If-Match</c>, or its entity tag.</summary>
    /// <param name="http">The call.</param>
    /// <param name="now">It as it would be answered with.</param>
    public static bool IsSeen<T>(HttpContext http, T now) => http.Request.Headers.IfMatch.Count == 0
        || http.Request.Headers.IfMatch.SelectMany(header => header!.Split(',')).Select(known => known.Trim()) is var known
            && (known.Contains("*") || known.Contains(TagOf(JsonSerializer.SerializeToUtf8Bytes(now, OptionsOf(http)))));

    private static string TagOf(byte[] body) => $"\"{Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 16))}\"";

    private static JsonSerializerOptions OptionsOf(HttpContext http) => http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;

    /// <summary>Keeps the members that are wanted, of a list those of each of its items.</summary>
    /// <returns>What is wanted and not there.</returns>
    private static HashSet<string> Prune(JsonNode json, HashSet<string> wanted)
    {
        List<JsonObject> records = json switch
        {
            JsonArray list => [.. list.OfType<JsonObject>()],
            JsonObject page when page["items"] is JsonArray items => [.. items.OfType<JsonObject>()],
            JsonObject record => [record],
            _ => [],
        };
        var unknown = records.Count == 0 ? [] : wanted.Except(records.SelectMany(record => record.Select(member => member.Key))).ToHashSet(StringComparer.Ordinal);
        foreach (var record in records)
        {
            foreach (var name in record.Select(member => member.Key).Where(name => !wanted.Contains(name)).ToList())
            {
                record.Remove(name);
            }
        }

        return unknown;
    }
}
