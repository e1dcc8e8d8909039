using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Outbox;
using ServiceBot.Desk.Api;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Webhooks;

/// <summary>A webhook, without its secret.</summary>
internal sealed record WebhookView(string Name, string Url, IReadOnlyList<string> Types);

/// <summary>What became of an event.</summary>
/// <param name="Event">Its id, the header <c>webhook-id</c>.</param>
/// <param name="Type">What happened.</param>
/// <param name="CreatedAt">When it was to be told.</param>
/// <param name="Attempts">How often that was tried.</param>
/// <param name="TriedAt">The last time; null: not yet.</param>
/// <param name="Status">HTTP status of the last answer; null: there was none.</param>
/// <param name="Error">Why it was not taken; null: it was, or was not tried yet.</param>
/// <param name="TakenAt">When it was taken first; null: not yet.</param>
/// <param name="Body">What is sent.</param>
internal sealed record WebhookDeliveryView(
    string Event, string Type, DateTimeOffset CreatedAt, int Attempts, DateTimeOffset? TriedAt, int? Status, string? Error, DateTimeOffset? TakenAt, string Body)
{
    public static WebhookDeliveryView Of(WebhookDelivery delivery) => new(
        delivery.Event, delivery.Type, delivery.CreatedAt, delivery.Attempts, delivery.TriedAt, delivery.Status, delivery.Error, delivery.TakenAt, delivery.Body);
}

/// <summary>Webhooks over HTTP.</summary>
internal static class WebhookEndpoints
{
    public static void Map(IEndpointRouteBuilder api)
    {
        var webhooks = api.MapGroup("/webhooks").WithTags("Webhooks");

        webhooks.MapGet("/", List).WithName("ListWebhooks").WithSummary("The webhooks of Desk:Webhooks.");
        webhooks.MapGet("/{name}/deliveries", DeliveriesAsync).WithName("ListWebhookDeliveries").WithSummary("What a webhook was told, or was to be told; the newest first.");
        webhooks.MapPost("/{name}/deliveries/{id}/replay", ReplayAsync).WithName("ReplayWebhookDelivery").WithSummary("Tell a webhook an event again, under the event's own id.");
    }

    private static Ok<IEnumerable<WebhookView>> List(IOptions<WebhookOptions> options) =>
        TypedResults.Ok(options.Value.Endpoints.Select(endpoint => new WebhookView(endpoint.Name, endpoint.Url, [.. endpoint.Types])));

    private static async Task<Results<Ok<Page<WebhookDeliveryView>>, ValidationProblem, ProblemHttpResult>> DeliveriesAsync(
        string name, IOptions<WebhookOptions> options, IDatabase database, string? after, string? take, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        var page = PageQuery.Read(after, take, [long.MaxValue], errors);
        if (errors.Count > 0)
        {
            return TypedResults.ValidationProblem(errors);
        }

        if (options.Value.Find(name) is null)
        {
            return NoSuchWebhook();
        }

        var rows = await database.ReadAsync(session => WebhookStore.PageAsync(session, name, page.After[0], page.Take), cancellationToken);
        return TypedResults.Ok(Page<WebhookDeliveryView>.Of(rows, page.Take, WebhookDeliveryView.Of, row => [row.Id]));
    }

    private static async Task<Results<Accepted, ProblemHttpResult>> ReplayAsync(
        string name, string id, IOptions<WebhookOptions> options, IDatabase database, OutboxSender outbox, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (options.Value.Find(name) is null)
        {
            return NoSuchWebhook();
        }

        var found = await database.WriteAsync(
            async unit =>
            {
                if (await WebhookStore.FindAsync(unit, name, id) is not { } delivery)
                {
                    return false;
                }

                var again = string.Create(CultureInfo.InvariantCulture, $"webhook:{name}:{id}:{clock.GetUtcNow().UtcTicks}");
                await outbox.PostAsync(unit, again, WebhookTransport.OutboxKind, new WebhookItem(name, delivery.Event).ToJson());
                return true;
            },
            cancellationToken);
        return found ? TypedResults.Accepted((string?)null) : TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "The log holds no such event of this webhook.");
    }

    private static ProblemHttpResult NoSuchWebhook() => TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "There is no such webhook in Desk:Webhooks.");
}
