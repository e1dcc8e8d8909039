using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Channels.Api;
using ServiceBot.Crm.Privacy;
using ServiceBot.Desk.Access;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Privacy;

/// <summary>Answers, wherever an address names a customer who was erased, that they are gone; and keeps the data of who is restricted from most.</summary>
public static class ProtectedCustomers
{
    private static readonly string[] Names = ["customer", "Id"];

    /// <summary>Puts it into the pipeline, behind what says who may come in.</summary>
    public static void UseProtectedCustomers(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (CustomerOf(http) is not { } customer)
        {
            await next(http);
            return;
        }

        var (erasedAt, isRestricted) = await http.RequestServices.GetRequiredService<IDatabase>().ReadAsync(
            async session => (await AskForErasure.ErasedAtAsync(session, customer), await ProtectCustomer.IsAsync(session, customer, ProtectionKind.Restriction)), http.RequestAborted);
        if (erasedAt is { } at)
        {
            await RefuseAsync(
                http, StatusCodes.Status410Gone, "The customer was erased.", string.Create(CultureInfo.InvariantCulture, $"Everything that was known of them is gone since {at.UtcDateTime:O}."));
        }
        else if (isRestricted && !http.User.May(Permission.PrivacyRead))
        {
            await RefuseAsync(http, StatusCodes.Status403Forbidden, "The customer's data are restricted.", "They are kept and used for nothing else; who has privacy:read can read them.");
        }
        else
        {
            await next(http);
        }
    });

    private static Task RefuseAsync(HttpContext http, int status, string title, string detail)
    {
        http.Response.StatusCode = status;      // for people, the error page follows
        return http.Request.Path.StartsWithSegments("/api") ? TypedResults.Problem(statusCode: status, title: title, detail: detail).ExecuteAsync(http) : Task.CompletedTask;
    }

    private static Guid? CustomerOf(HttpContext http) =>
        http.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route } endpoint && endpoint.Metadata.GetMetadata<NeedsAttribute>() is not null
            && route.Contains("/customers/{", StringComparison.Ordinal)
            ? Names.Select(name => Guid.TryParse(http.GetRouteValue(name)?.ToString(), out var id) ? id : (Guid?)null).FirstOrDefault(id => id is not null) : null;
}
