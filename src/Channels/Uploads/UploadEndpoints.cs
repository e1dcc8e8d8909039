using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Storage;

namespace ServiceBot.Channels.Uploads;

/// <summary>Serves customers' files under their private address, so that nothing in them can act as a page of ours.</summary>
internal static class UploadEndpoints
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapGet("/uploads/{id}/{name}", ServeAsync).ExcludeFromDescription();

    private static async Task<IResult> ServeAsync(HttpContext http, string id, string name, IDatabase database, TimeProvider clock)
    {
        var file = await database.ReadAsync(session => UploadStore.FindAsync(session, id, clock.GetUtcNow()), http.RequestAborted);
        if (file is null || file.Name != name)
        {
            return Results.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such file.");
        }

        http.Response.Headers.ContentSecurityPolicy = "sandbox; default-src 'none'";
        http.Response.Headers.XContentTypeOptions = "nosniff";
        http.Response.Headers.CacheControl = "private, max-age=3600";
        http.Response.Headers["Cross-Origin-Resource-Policy"] = "same-site";
        var shownInPlace = file.ContentType.StartsWith("image/", StringComparison.Ordinal);
        return Results.Bytes(file.Bytes, file.ContentType, shownInPlace ? null : file.Name);
    }
}
