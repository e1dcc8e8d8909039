using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authorization;
using ServiceBot.Desk.Accounts.Sessions;

namespace ServiceBot.Web.Pages.Staff;

/// <summary>
/// A browser sends its session along with whatever another site makes it send. So what a session's authority changes, on pages as in the
/// API, needs the token that only the product's own pages know: in the form, or as the header <c>RequestVerificationToken</c>.
/// </summary>
internal sealed class ForgeryGuard(RequestDelegate next, IAntiforgery antiforgery)
{
    public async Task InvokeAsync(HttpContext http)
    {
        if (SessionHandler.IsStaff(http.User) && http.GetEndpoint()?.Metadata.GetMetadata<IAuthorizeData>() is not null && !await HasTokenAsync(http))
        {
            await TypedResults.Problem(
                statusCode: StatusCodes.Status400BadRequest,
                title: "The request does not come from one of the product's own pages.",
                detail: "Send the page's token as RequestVerificationToken, or load the page again.").ExecuteAsync(http);
            return;
        }

        await next(http);
    }

    /// <summary>The framework looked at forms of pages already; whatever else changes something is looked at here.</summary>
    private async Task<bool> HasTokenAsync(HttpContext http)
    {
        try
        {
            return http.Features.Get<IAntiforgeryValidationFeature>()?.IsValid ?? await antiforgery.IsRequestValidAsync(http);
        }
        catch (Exception failure) when (failure is AntiforgeryValidationException or InvalidDataException or IOException)
        {
            return false;      // it calls itself a form, and can't be read as one
        }
    }
}
