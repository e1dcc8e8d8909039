using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Channels.Api;
using ServiceBot.Crm.Privacy;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Privacy;

/// <summary>Answers for customers who were erased that they are gone, wherever an address names one.</summary>
public static class ErasedCustomers
{
    private static readonly string[] Names = ["customer", "Id"];

    /// <summary>Puts it into the pipeline, behind what says who may come in.</summary>
    public static void UseErasedCustomers(this IApplicationBuilder app) => app.Use(async (http, next) =>
    {
        if (CustomerOf(http) is not { } customer
            || await http.RequestServices.GetRequiredService<IDatabase>().ReadAsync(session => AskForErasure.ErasedAtAsync(session, customer), http.RequestAborted) is not { } at)
        {
            await next(http);
            return;
        }

        http.Response.StatusCode = StatusCodes.Status410Gone;      // for people, the error page follows
        if (http.Request.Path.StartsWithSegments("/api"))
        {
            await TypedResults.Problem(
                statusCode: StatusCodes.Status410Gone, title: "The customer was erased.", detail: string.Create(CultureInfo.InvariantCulture, $"Everything that was known of them is gone since {at.UtcDateTime:O}.")).ExecuteAsync(http);
        }
    });

    private static Guid? CustomerOf(HttpContext http) =>
        http.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } route } endpoint && endpoint.Metadata.GetMetadata<NeedsAttribute>() is not null
            && route.Contains("/customers/{", StringComparison.Ordinal)
            ? Names.Select(name => Guid.TryParse(http.GetRouteValue(name)?.ToString(), out var id) ? id : (Guid?)null).FirstOrDefault(id => id is not null) : null;
}
