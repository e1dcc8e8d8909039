using ServiceBot.Storage;

namespace ServiceBot.Web.Hosting;

/// <summary>Endpoints for those who run the product.</summary>
internal static class Operations
{
    public static void MapOperations(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => Results.Text("alive")).ExcludeFromDescription();
        routes.MapGet("/metrics", Metrics.Write).ExcludeFromDescription();
        routes.MapGet("/readyz", ReadyAsync).ExcludeFromDescription();
    }

    private static async Task<IResult> ReadyAsync(IDatabase database, CancellationToken cancellationToken)
    {
        try
        {
            await database.ReadAsync(session => session.GetAsync<int>("SELECT 1"), cancellationToken);
            return Results.Text("ready");
        }
        catch (StorageException failure)
        {
            return Results.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, title: "The database is out of reach.", detail: failure.Message);
        }
    }
}
