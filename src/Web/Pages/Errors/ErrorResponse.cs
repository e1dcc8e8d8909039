using Microsoft.AspNetCore.Http.HttpResults;

namespace ServiceBot.Web.Pages.Errors;

/// <summary>An error in the form that its reader expects: a page for a person, a problem for a program. Never with details of what went wrong inside.</summary>
internal static class ErrorResponse
{
    public static async Task WriteAsync(HttpContext http)
    {
        var status = http.Response.StatusCode;
        if (!IsForPerson(http.Request))
        {
            await TypedResults.Problem(statusCode: status).ExecuteAsync(http);
            return;
        }

        // A page that failed may have used up its scope's navigation, and left Blazor's header behind.
        await using var scope = http.RequestServices.CreateAsyncScope();
        var before = http.RequestServices;
        http.RequestServices = scope.ServiceProvider;
        http.Response.Headers.Remove("blazor-enhanced-nav");
        try
        {
            await new RazorComponentResult<ErrorPage> { StatusCode = status }.ExecuteAsync(http);
        }
        finally
        {
            http.RequestServices = before;
        }
    }

    private static bool IsForPerson(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api") && !request.Path.StartsWithSegments("/v3")
        && (HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method))
        && request.GetTypedHeaders().Accept.Any(accepted => accepted.MediaType == "text/html");
}
