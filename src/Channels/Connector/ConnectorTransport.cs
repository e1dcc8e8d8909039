using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Outbox;
using ServiceBot.Channels.Turns;

namespace ServiceBot.Channels.Connector;

/// <summary>Sends activities to a channel's Connector.</summary>
internal sealed class ConnectorTransport(ServiceHosts hosts, TimeProvider clock) : IOutboxTransport, IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        ActivityHeadersPropagator = null,     // nobody follows traces across a channel
    })
    {
        Timeout = TimeSpan.FromSeconds(30),
    };

    public string Kind => OutboxStore.ConnectorKind;

    public async Task<DeliveryOutcome> SendAsync(OutboxItem item, Conversation? conversation, CancellationToken cancellationToken)
    {
        if (conversation is null)
        {
            return new DeliveryOutcome.Refused("The conversation is gone.");
        }

        var serviceUrl = conversation.WayBack.ServiceUrl;
        if (hosts.ProblemOf(serviceUrl) is { } problem)
        {
            return new DeliveryOutcome.Refused(problem);
        }

        var json = Encoding.UTF8.GetBytes(item.Payload);
        using var request = new HttpRequestMessage(HttpMethod.Post, Address(serviceUrl, conversation.ConversationId, ActivityJson.ReplyToIdOf(json)))
        {
            Content = new ByteArrayContent(json) { Headers = { ContentType = new("application/json") { CharSet = "utf-8" } } },
        };
        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return OutcomeOf(response);
    }

    public void Dispose() => _http.Dispose();

    internal static string Address(string serviceUrl, string conversationId, string? replyToId)
    {
        var activities = $"{serviceUrl.TrimEnd('/')}/v3/conversations/{Uri.EscapeDataString(conversationId)}/activities";
        return replyToId is null ? activities : $"{activities}/{Uri.EscapeDataString(replyToId)}";
    }

    private DeliveryOutcome OutcomeOf(HttpResponseMessage response) => response.StatusCode switch
    {
        >= HttpStatusCode.OK and < HttpStatusCode.MultipleChoices => new DeliveryOutcome.Delivered(),
        HttpStatusCode.TooManyRequests or HttpStatusCode.PreconditionFailed or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable
            or HttpStatusCode.GatewayTimeout or HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout =>
            new DeliveryOutcome.TryLater(Reason(response), WaitOf(response.Headers.RetryAfter)),
        _ => new DeliveryOutcome.Refused(Reason(response)),
    };

    private TimeSpan? WaitOf(RetryConditionHeaderValue? retryAfter) =>
        retryAfter?.Delta ?? (retryAfter?.Date is { } date && date > clock.GetUtcNow() ? date - clock.GetUtcNow() : null);

    private static string Reason(HttpResponseMessage response) =>
        string.Create(CultureInfo.InvariantCulture, $"The Connector answered {(int)response.StatusCode}.");
}
