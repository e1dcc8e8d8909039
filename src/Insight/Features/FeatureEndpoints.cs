using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using ServiceBot.Desk.Sla;
using ServiceBot.Storage;

namespace ServiceBot.Insight.Features;

/// <summary>Customers' figures over HTTP.</summary>
internal static class FeatureEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        api.MapGet("/features", () => TypedResults.Ok(Feature.All)).WithTags("Insight").WithName("ListFeatures").WithSummary("What is computed of every customer: what segments and scores are made of.");
        api.MapGet("/customers/{customer:guid}/features", ReadAsync).WithTags("Insight").WithName("ReadFeatures")
            .WithSummary("A customer's figures, by the id of any that is the same; now, or as of the end of a day (asOf=2026-03-31), without anything that happened later.");
    }

    private static async Task<Results<Ok<FeatureView>, ValidationProblem, ProblemHttpResult>> ReadAsync(
        Guid customer, string? asOf, IDatabase database, ReadRequestFigures figures, TimeProvider clock, CancellationToken cancellationToken)
    {
        var at = clock.GetUtcNow();
        if (!string.IsNullOrEmpty(asOf))
        {
            if (!DateOnly.TryParseExact(asOf, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) || day == DateOnly.MaxValue)
            {
                return TypedResults.ValidationProblem(new Dictionary<string, string[]> { ["asOf"] = ["It is a day: 2026-03-31."] });
            }

            var end = ZoneTime.InstantOf(figures.Zone, day.AddDays(1), minute: 0);
            at = end < at ? end : at;
        }

        return await database.ReadAsync(session => ReadFeatures.FindAsync(session, customer, at), cancellationToken) is { } found
            ? TypedResults.Ok(new FeatureView(found.Person, at, FeatureView.ByName(found.Figures)))
            : TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such customer.");
    }
}

/// <summary>A customer's figures.</summary>
/// <param name="Customer">The record whose page is theirs.</param>
/// <param name="AsOf">The instant: nothing that happened later is in them.</param>
/// <param name="Features">The figures by their names; null: there is nothing to compute it of.</param>
internal sealed record FeatureView(Guid Customer, DateTimeOffset AsOf, IReadOnlyDictionary<string, double?> Features)
{
    public static IReadOnlyDictionary<string, double?> ByName(IReadOnlyList<double> figures) =>
        Feature.All.Zip(figures).ToDictionary(pair => pair.First.Name, pair => double.IsNaN(pair.Second) ? (double?)null : pair.Second);
}
