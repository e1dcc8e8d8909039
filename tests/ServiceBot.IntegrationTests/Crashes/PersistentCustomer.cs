using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using ServiceBot.Testing;

namespace ServiceBot.IntegrationTests.Crashes;

/// <summary>
/// A customer who does not give up: a message that was not acknowledged is sent again under the same client id, until it is.
/// </summary>
internal sealed class PersistentCustomer(ProductProcess product, string user, IReadOnlyList<string> script)
{
    private readonly List<string> _acknowledged = [];
    private string _token = "";
    private string _conversation = "";

    /// <summary>Ids of messages that the product has acknowledged, in order.</summary>
    public IReadOnlyList<string> Acknowledged => _acknowledged;

    /// <summary>Sends the script over and over until it is told to stop; a round is always finished.</summary>
    public async Task TalkAsync(CancellationToken enough, CancellationToken cancellationToken)
    {
        await StartAsync(cancellationToken);
        for (var round = 0; round == 0 || !enough.IsCancellationRequested; round++)
        {
            for (var line = 0; line < script.Count; line++)
            {
                var id = await PostAsync(script[line], $"{user}-{round}-{line}", cancellationToken);
                _acknowledged.Add(id);
                await AnsweredAsync(id, cancellationToken);
            }
        }
    }

    /// <summary>Everything that the product shows of the conversation.</summary>
    public async Task<IReadOnlyList<JsonElement>> TranscriptAsync(CancellationToken cancellationToken)
    {
        var all = new List<JsonElement>();
        for (var watermark = ""; ;)
        {
            var set = await SendAsync(HttpMethod.Get, $"conversations/{_conversation}/activities?watermark={watermark}", null, _token, cancellationToken);
            var page = set.GetProperty("activities").EnumerateArray().ToList();
            watermark = set.GetProperty("watermark").GetString()!;
            all.AddRange(page);
            if (page.Count == 0)
            {
                return all;
            }
        }
    }

    private async Task StartAsync(CancellationToken cancellationToken)
    {
        var generated = await SendAsync(
            HttpMethod.Post, "tokens/generate", $$$"""{"user":{"id":"dl_{{{user}}}"}}""", ProductProcess.Secret, cancellationToken);
        _token = generated.GetProperty("token").GetString()!;
        var started = await SendAsync(HttpMethod.Post, "conversations", "{}", _token, cancellationToken);
        _conversation = started.GetProperty("conversationId").GetString()!;
    }

    private async Task<string> PostAsync(string text, string clientId, CancellationToken cancellationToken)
    {
        var body = $$$"""{"type":"message","text":{{{JsonSerializer.Serialize(text)}}},"from":{"id":"x"},"channelData":{"clientActivityID":"{{{clientId}}}"}}""";
        var answer = await SendAsync(HttpMethod.Post, $"conversations/{_conversation}/activities", body, _token, cancellationToken);
        return answer.GetProperty("id").GetString()!;
    }

    /// <summary>Waits for the answer, so that the script makes sense as a conversation.</summary>
    private async Task AnsweredAsync(string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            var number = long.Parse(id.Split('|')[1], System.Globalization.CultureInfo.InvariantCulture);
            var set = await SendAsync(HttpMethod.Get, $"conversations/{_conversation}/activities?watermark={number}", null, _token, cancellationToken);
            if (set.GetProperty("activities").EnumerateArray().Any(activity => RepliesTo(activity) == id))
            {
                return;
            }

            await Task.Delay(5, cancellationToken);
        }
    }

    public static string? RepliesTo(JsonElement activity) =>
        activity.TryGetProperty("replyToId", out var reply) ? reply.GetString() : null;

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, string? json, string bearer, CancellationToken cancellationToken)
    {
        while (true)
        {
            try
            {
                using var request = new HttpRequestMessage(method, $"/v3/directline/{path}");
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
                request.Content = json is null ? null : new StringContent(json, Encoding.UTF8, "application/json");
                using var response = await product.Http.SendAsync(request, cancellationToken);
                if (response.StatusCode is HttpStatusCode.ServiceUnavailable)
                {
                    continue;
                }

                response.EnsureSuccessStatusCode();
                return JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            }
            catch (Exception failure) when (failure is HttpRequestException { StatusCode: null } or IOException)
            {
                await Task.Delay(20, cancellationToken);     // the product is down; it comes back
            }
        }
    }
}
