using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using ServiceBot.Testing;

namespace ServiceBot.Benchmarks;

/// <summary>A customer on Direct Line with a WebSocket stream.</summary>
internal sealed class DirectLineCustomer : IDisposable
{
    private readonly HttpClient _http;
    private readonly string _token;
    private readonly ClientWebSocket _socket = new();
    private readonly Dictionary<string, int> _answers = [];
    private byte[] _buffer = [];

    private DirectLineCustomer(HttpClient http, string conversation, string token) => (_http, Conversation, _token) = (http, conversation, token);

    public string Conversation { get; }

    /// <summary>How many messages were answered more than once.</summary>
    public int Doubled => _answers.Values.Count(answers => answers > 1);

    public static async Task<DirectLineCustomer> OpenAsync(HttpClient http, int number)
    {
        var generated = await SendAsync(http, "/v3/directline/tokens/generate", ProductProcess.Secret, $$$"""{"user":{"id":"dl_bench_{{{number}}}_{{{Guid.NewGuid():N}}}"}}""");
        var started = await SendAsync(http, "/v3/directline/conversations", generated.GetProperty("token").GetString()!, "{}");
        var customer = new DirectLineCustomer(http, started.GetProperty("conversationId").GetString()!, started.GetProperty("token").GetString()!);
        await customer._socket.ConnectAsync(new(started.GetProperty("streamUrl").GetString()!), CancellationToken.None);
        return customer;
    }

    /// <summary>Says something, and waits for the answer on the stream.</summary>
    /// <returns>Milliseconds from post to answer.</returns>
    public async Task<double> TurnAsync(string text)
    {
        var started = Stopwatch.GetTimestamp();
        var sent = await SendAsync(_http, $"/v3/directline/conversations/{Conversation}/activities", _token, $$"""{"type":"message","from":{"id":"x"},"text":{{JsonSerializer.Serialize(text)}}}""");
        var activity = sent.GetProperty("id").GetString()!;
        while (!_answers.ContainsKey(activity))
        {
            await ReceiveAsync();
        }

        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>Has a bot outside say something in the conversation, and waits for it on the stream.</summary>
    /// <returns>Milliseconds from post to frame.</returns>
    public async Task<double> ListenAsync()
    {
        var text = Guid.NewGuid().ToString("N");
        var started = Stopwatch.GetTimestamp();
        var posted = SendAsync(_http, $"/v3/conversations/{Conversation}/activities", ProductProcess.ApiKey, $$"""{"type":"message","text":"{{text}}"}""");
        while (!(await ReceiveAsync()).Contains(text))
        {
        }

        var elapsed = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        await posted;
        return elapsed;
    }

    public void Dispose() => _socket.Dispose();

    /// <returns>The texts of the next frame.</returns>
    private async Task<IReadOnlyList<string?>> ReceiveAsync()
    {
        var length = 0;
        ValueWebSocketReceiveResult part;
        do
        {
            if (length == _buffer.Length)
            {
                Array.Resize(ref _buffer, Math.Max(4 * 1024, length * 2));
            }

            part = await _socket.ReceiveAsync(_buffer.AsMemory(length), CancellationToken.None);
            length += part.Count;
        }
        while (!part.EndOfMessage);

        if (length == 0)
        {
            return [];
        }

        using var frame = JsonDocument.Parse(_buffer.AsMemory(0, length));
        var texts = new List<string?>();
        foreach (var activity in frame.RootElement.GetProperty("activities").EnumerateArray())
        {
            texts.Add(activity.TryGetProperty("text", out var text) ? text.GetString() : null);
            if (activity.TryGetProperty("replyToId", out var reply))
            {
                System.Runtime.InteropServices.CollectionsMarshal.GetValueRefOrAddDefault(_answers, reply.GetString()!, out _)++;
            }
        }

        return texts;
    }

    /// <summary>Posts JSON.</summary>
    /// <returns>The answer.</returns>
    /// <exception cref="HttpRequestException">It was refused, or did not arrive.</exception>
    public static async Task<JsonElement> SendAsync(HttpClient http, string path, string bearer, string json)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path)
        {
            Content = new StringContent(json, Encoding.UTF8, "application/json"),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", bearer) },
        };
        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsByteArrayAsync());
    }
}
