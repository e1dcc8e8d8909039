using System.Globalization;
using System.Net;
using System.Text;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Outbox;
using ServiceBot.Channels.Turns;

namespace ServiceBot.Channels.HandOff;

/// <summary>Posts to the outside hub. It knows activities by their ids, so one that may have arrived is sent again.</summary>
internal sealed class HubTransport(IOptions<HandOffOptions> options) : IOutboxTransport, IDisposable
{
    public const string OutboxKind = "handoff";
    private static readonly TimeSpan AnswerWithin = TimeSpan.FromSeconds(30);
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, ActivityHeadersPropagator = null }) { Timeout = AnswerWithin };

    public string Kind => OutboxKind;

    /// <summary>What the hub calls a conversation.</summary>
    public static string IdOf(Conversation conversation) => IdOf(conversation.Key);

    /// <summary>What the hub hears of a conversation goes in order, and never holds up what the customer hears: it has a lane of its own, which no conversation has.</summary>
    public static long LaneOf(Conversation conversation) => -conversation.Key;

    public async Task<DeliveryOutcome> SendAsync(OutboxItem item, Conversation? conversation, CancellationToken cancellationToken)
    {
        if (options.Value.HubUrl.Length == 0)
        {
            return new DeliveryOutcome.Refused("There is no hub: HandOff:HubUrl is empty.");
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, $"{options.Value.HubUrl.TrimEnd('/')}/v3/conversations/{IdOf(-item.Conversation!.Value)}/activities")
        {
            Content = new StringContent(item.Payload, Encoding.UTF8, "application/json"),
        };
        if (options.Value.HubKey.Length > 0)
        {
            request.Headers.Authorization = new("Bearer", options.Value.HubKey);
        }

        using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return response switch
        {
            { IsSuccessStatusCode: true } => new DeliveryOutcome.Delivered(),
            { StatusCode: HttpStatusCode.TooManyRequests or HttpStatusCode.RequestTimeout or >= HttpStatusCode.InternalServerError } =>
                new DeliveryOutcome.TryLater($"The hub answered {(int)response.StatusCode}.", response.Headers.RetryAfter?.Delta),
            _ => new DeliveryOutcome.Refused($"The hub answered {(int)response.StatusCode}."),
        };
    }

    public void Dispose() => _http.Dispose();

    private static string IdOf(long key) => key.ToString(CultureInfo.InvariantCulture);
}
