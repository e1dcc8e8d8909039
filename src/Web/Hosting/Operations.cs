using ServiceBot.Dialogs;
using ServiceBot.Knowledge;
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

    private static async Task<IResult> ReadyAsync(IDatabase database, LiveDialogs dialogs, LiveArticles articles, CancellationToken cancellationToken)
    {
        try
        {
            await database.ReadAsync(session => session.GetAsync<int>("SELECT 1"), cancellationToken);
            return Results.Text(dialogs.Errors.Count + articles.Errors.Count == 0 ? "ready"
                : $"ready, on the last good version: {dialogs.Errors.Count} errors in the dialogs, {articles.Errors.Count} in the articles; the log names them");
        }
        catch (StorageException failure)
        {
            return Results.Problem(statusCode: StatusCodes.Status503ServiceUnavailable, title: "The database is out of reach.", detail: failure.Message);
        }
    }
}
