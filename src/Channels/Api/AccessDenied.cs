using Microsoft.AspNetCore.Http;

namespace ServiceBot.Channels.Api;

/// <summary>The answer to a program that is known and may not do what it asks for.</summary>
public static class AccessDenied
{
    /// <summary>403, with the permission that is missing.</summary>
    public static Task WriteAsync(HttpContext http)
    {
        var needed = http.GetEndpoint()?.Metadata.GetOrderedMetadata<NeedsAttribute>().Select(needs => PermissionWord.Of(needs.Of(http.Request.Method))) ?? [];
        return TypedResults.Problem(
            statusCode: StatusCodes.Status403Forbidden,
            title: "That is not allowed.",
            detail: $"It needs the permission {string.Join(" and ", needed)}.").ExecuteAsync(http);
    }
}
