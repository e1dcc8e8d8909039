using System.Net.Http.Headers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceBot.Channels.Outbox;
using ServiceBot.Channels.Turns;

namespace ServiceBot.Outreach.Sms;

/// <summary>A text message.</summary>
/// <param name="Id">Its id, the same whenever it is tried again: also the header <c>Idempotency-Key</c>.</param>
/// <param name="To">The number.</param>
/// <param name="Text">The words.</param>
public sealed record SmsMessage(string Id, string To, string Text)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal string ToJson() => JsonSerializer.Serialize(this, Json);

    internal static SmsMessage Parse(string json) => JsonSerializer.Deserialize<SmsMessage>(json, Json)!;
}

/// <summary>Hands text messages to the program of the settings that sends them.</summary>
internal sealed class SmsTransport(IOptions<OutreachOptions> options) : IOutboxTransport, IDisposable
{
    public const string OutboxKind = "sms";

    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, PooledConnectionLifetime = TimeSpan.FromMinutes(2) }) { Timeout = Timeout.InfiniteTimeSpan };

    public string Kind => OutboxKind;

    public async Task<DeliveryOutcome> SendAsync(OutboxItem item, Conversation? conversation, CancellationToken cancellationToken)
    {
        var sms = options.Value.Sms;
        if (sms.Url.Length == 0)
        {
            return new DeliveryOutcome.Refused($"{OutreachOptions.Section}:Sms:Url is not set any more.");
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, sms.Url) { Content = new StringContent(item.Payload, Encoding.UTF8, "application/json") };
        request.Headers.Add("Idempotency-Key", SmsMessage.Parse(item.Payload).Id);
        if (sms.Token.Length > 0)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", sms.Token);
        }

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(sms.TimeoutSeconds));
        try
        {
            using var response = await _http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            var status = (int)response.StatusCode;
            return response.IsSuccessStatusCode || status == 409 ? new DeliveryOutcome.Delivered()     // 409: it has that id already
                : status is 400 or 404 or 410 or 422 ? new DeliveryOutcome.Refused($"It answered {status}.")
                : new DeliveryOutcome.TryLater($"It answered {status}.", response.Headers.RetryAfter?.Delta);
        }
        catch (HttpRequestException failure)
        {
            return new DeliveryOutcome.TryLater(failure.Message);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new DeliveryOutcome.TryLater($"It did not answer within {sms.TimeoutSeconds} seconds.");
        }
    }

    public void Dispose() => _http.Dispose();
}
