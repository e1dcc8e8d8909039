using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Outbox;
using ServiceBot.Channels.Turns;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Webhooks;

/// <summary>Tells webhooks what happened, signed; each attempt is logged. It follows no redirect, and goes to no private address unless allowed.</summary>
internal sealed class WebhookTransport(IOptions<WebhookOptions> options, IDatabase database, TimeProvider clock) : IOutboxTransport, IDisposable
{
    public const string OutboxKind = "webhook";

    private readonly HttpClient _public = Client(allowPrivate: false);
    private readonly HttpClient _private = Client(allowPrivate: true);

    public string Kind => OutboxKind;

    public async Task<DeliveryOutcome> SendAsync(OutboxItem item, Conversation? conversation, CancellationToken cancellationToken)
    {
        var (webhook, id) = WebhookItem.Parse(item.Payload);
        if (options.Value.Find(webhook) is not { } endpoint)
        {
            return new DeliveryOutcome.Refused($"There is no webhook '{webhook}' in {WebhookOptions.Section} any more.");
        }

        if (await database.ReadAsync(session => WebhookStore.FindAsync(session, webhook, id), cancellationToken) is not { } delivery)
        {
            return new DeliveryOutcome.Refused("The log does not hold this event any more.");
        }

        var (outcome, status, error) = await PostAsync(endpoint, delivery, cancellationToken);
        await database.WriteAsync(
            async unit =>
            {
                await WebhookStore.TriedAsync(unit, webhook, id, clock.GetUtcNow(), status, error);
                return true;
            },
            cancellationToken);
        return outcome;
    }

    public void Dispose()
    {
        _public.Dispose();
        _private.Dispose();
    }

    private async Task<(DeliveryOutcome Outcome, int? Status, string? Error)> PostAsync(Webhook endpoint, WebhookDelivery delivery, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint.Url) { Content = new StringContent(delivery.Body, Encoding.UTF8, "application/json") };
        request.Headers.Add("webhook-id", delivery.Event);
        request.Headers.Add("webhook-timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", WebhookSignature.Of(endpoint.Secret, delivery.Event, now, delivery.Body));
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(options.Value.TimeoutSeconds));
        try
        {
            using var response = await (endpoint.AllowPrivate ? _private : _public).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            var status = (int)response.StatusCode;
            var error = $"It answered {status}.";
            return response.StatusCode switch
            {
                _ when response.IsSuccessStatusCode => (new DeliveryOutcome.Delivered(), status, null),
                HttpStatusCode.Gone => (new DeliveryOutcome.Refused(error), status, error),
                _ => (new DeliveryOutcome.TryLater(error, AfterOf(response.Headers.RetryAfter, now)), status, error),
            };
        }
        catch (HttpRequestException failure) when (failure.InnerException is PrivateAddressException forbidden)
        {
            return (new DeliveryOutcome.Refused(forbidden.Message), null, forbidden.Message);
        }
        catch (HttpRequestException failure)
        {
            return (new DeliveryOutcome.TryLater(failure.Message), null, failure.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            var error = $"It did not answer within {options.Value.TimeoutSeconds} seconds.";
            return (new DeliveryOutcome.TryLater(error), null, error);
        }
    }

    private static TimeSpan? AfterOf(RetryConditionHeaderValue? header, DateTimeOffset now) => header?.Delta ?? (header?.Date - now);

    private static HttpClient Client(bool allowPrivate) => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        UseProxy = false,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        ConnectCallback = (context, cancellationToken) => ConnectAsync(context.DnsEndPoint, allowPrivate, cancellationToken),
    })
    {
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Connects to the very address that was looked at, so that a name can't mean another one a moment later.</summary>
    private static async ValueTask<Stream> ConnectAsync(DnsEndPoint host, bool allowPrivate, CancellationToken cancellationToken)
    {
        var addresses = await Dns.GetHostAddressesAsync(host.Host, cancellationToken);
        var allowed = allowPrivate ? addresses : Array.FindAll(addresses, PublicAddress.Is);
        if (allowed.Length == 0)
        {
            throw new PrivateAddressException($"{host.Host} is no address on the public internet; set AllowPrivate for this webhook if it shall be told all the same.");
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, host.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private sealed class PrivateAddressException(string message) : IOException(message);
}
