using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ServiceBot.Web.Verbs.Chat;

/// <summary>A conversation did not begin, or can't go on.</summary>
internal sealed class ChatException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A customer on Direct Line: posts, and follows the stream, which it opens again where it stopped.</summary>
internal sealed class DirectLineClient : IDisposable
{
    private const int Tries = 10;
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);
    private readonly HttpClient _http;
    private readonly string? _locale;
    private string _conversation = "";
    private string _streamUrl = "";
    private string _watermark = "";

    private DirectLineClient(Uri product, string? locale) =>
        (_http, _locale) = (new() { BaseAddress = new(product.ToString().TrimEnd('/') + '/'), Timeout = TimeSpan.FromSeconds(30) }, locale);

    /// <summary>Opens a conversation.</summary>
    /// <param name="product">Where the product listens.</param>
    /// <param name="secret">A site's secret; null: as a visitor of the product's own pages.</param>
    /// <param name="locale">The customer's language, BCP 47, if it is to be told.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ChatException">There is no answer, or the secret is refused.</exception>
    public static async Task<DirectLineClient> StartAsync(Uri product, string? secret, string? locale, CancellationToken cancellationToken)
    {
        var client = new DirectLineClient(product, locale);
        try
        {
            var token = secret is null
                ? await client.CallAsync(HttpMethod.Post, "chat/token", null, new() { ["startOver"] = true }, cancellationToken)
                : await client.CallAsync(HttpMethod.Post, "v3/directline/tokens/generate", secret, new() { ["user"] = new JsonObject { ["id"] = $"dl_{Guid.NewGuid():N}" } }, cancellationToken);
            client.Follow(await client.CallAsync(HttpMethod.Post, "v3/directline/conversations", Text(token, "token"), new() { ["locale"] = locale }, cancellationToken));
            return client;
        }
        catch
        {
            client.Dispose();
            throw;
        }
    }

    /// <summary>Says something.</summary>
    /// <returns>The message's id, which answers name in <c>replyToId</c>.</returns>
    /// <exception cref="ChatException">It was not taken.</exception>
    public async Task<string> SayAsync(string text, CancellationToken cancellationToken) => Text(
        await CallAsync(
            HttpMethod.Post, $"v3/directline/conversations/{_conversation}/activities", null,
            new() { ["type"] = "message", ["text"] = text, ["locale"] = _locale, ["channelData"] = new JsonObject { ["clientActivityID"] = Guid.NewGuid().ToString("N") } }, cancellationToken),
        "id");

    /// <summary>What comes, set by set: all that a turn says is in one.</summary>
    /// <exception cref="ChatException">The stream broke, and could not be opened again.</exception>
    public async IAsyncEnumerable<IReadOnlyList<JsonElement>> ReceiveAsync([System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (true)
        {
            using var socket = await OpenAsync(cancellationToken);
            while (await NextAsync(socket, cancellationToken) is { } set)
            {
                _watermark = Text(set, "watermark");
                yield return [.. set.GetProperty("activities").EnumerateArray()];
            }
        }
    }

    public void Dispose() => _http.Dispose();

    private async Task<ClientWebSocket> OpenAsync(CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var socket = new ClientWebSocket();
            try
            {
                if (_streamUrl.Length == 0)
                {
                    Follow(await CallAsync(HttpMethod.Get, $"v3/directline/conversations/{_conversation}?watermark={_watermark}", null, null, cancellationToken));
                }

                await socket.ConnectAsync(new(_streamUrl), cancellationToken);
                _streamUrl = "";     // it is good once
                return socket;
            }
            catch (Exception failure) when (failure is WebSocketException or ChatException { InnerException: HttpRequestException })
            {
                socket.Dispose();
                _streamUrl = "";
                if (attempt == Tries)
                {
                    throw new ChatException($"The stream can't be opened: {failure.Message}", failure);
                }

                await Task.Delay(BetweenTries, cancellationToken);
            }
        }
    }

    /// <returns>The next set; null when the stream has ended.</returns>
    private static async Task<JsonElement?> NextAsync(ClientWebSocket socket, CancellationToken cancellationToken)
    {
        using var frame = new MemoryStream();
        var buffer = new byte[16 * 1024];
        try
        {
            while (true)
            {
                var part = await socket.ReceiveAsync(buffer.AsMemory(), cancellationToken);
                if (part.MessageType == WebSocketMessageType.Close)
                {
                    return null;
                }

                frame.Write(buffer.AsSpan(0, part.Count));
                if (part.EndOfMessage && frame.Length > 0)     // an empty frame is a sign of life
                {
                    return JsonSerializer.Deserialize<JsonElement>(frame.GetBuffer().AsSpan(0, (int)frame.Length));
                }
            }
        }
        catch (WebSocketException)
        {
            return null;
        }
    }

    private void Follow(JsonElement conversation)
    {
        (_conversation, _streamUrl) = (Text(conversation, "conversationId"), Text(conversation, "streamUrl"));
        _http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Text(conversation, "token"));
    }

    private async Task<JsonElement> CallAsync(HttpMethod method, string path, string? bearer, JsonObject? body, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(method, path);
            request.Headers.Add("Sec-Fetch-Site", "same-origin");     // /chat/token asks from where
            if (bearer is not null)
            {
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
            }

            request.Content = body is null ? null : new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
            using var response = await _http.SendAsync(request, cancellationToken);
            var text = await response.Content.ReadAsStringAsync(cancellationToken);
            return response.IsSuccessStatusCode
                ? JsonSerializer.Deserialize<JsonElement>(text)
                : throw new ChatException($"{new Uri(_http.BaseAddress!, path)} answers {(int)response.StatusCode}: {ReasonIn(text)}");
        }
        catch (Exception failure) when (failure is HttpRequestException || (failure is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            throw new ChatException($"{_http.BaseAddress} does not answer: {failure.Message} Is the product running? --url says where.", failure);
        }
        catch (JsonException failure)
        {
            throw new ChatException($"{new Uri(_http.BaseAddress!, path)} is not a Direct Line server: {failure.Message}", failure);
        }
    }

    private static string ReasonIn(string text)
    {
        try
        {
            return JsonNode.Parse(text) switch
            {
                JsonObject { } body when body["error"]?["message"] is { } message => message.ToString(),
                JsonObject { } body when (body["detail"] ?? body["title"]) is { } detail => detail.ToString(),
                _ => text,
            };
        }
        catch (JsonException)
        {
            return text[..Math.Min(text.Length, 200)];
        }
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
