using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using ServiceBot.Testing;

namespace ServiceBot.Benchmarks;

/// <summary>Customers on Direct Line with a WebSocket stream each.</summary>
internal sealed class DirectLineLoad(Uri product) : IDisposable
{
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = product };

    /// <returns>Milliseconds from post to reply on the stream, for each turn.</returns>
    public async Task<double[]> RunAsync(int conversations, int turns)
    {
        var latencies = new ConcurrentBag<double>();
        var left = turns;
        await Task.WhenAll(Enumerable.Range(0, conversations).Select(async conversation =>
        {
            using var customer = await Customer.OpenAsync(_http, conversation);
            for (var turn = 0; Interlocked.Decrement(ref left) >= 0; turn++)
            {
                latencies.Add(await customer.TurnAsync(Script.Line(conversation, turn)));
            }
        }));
        return [.. latencies];
    }

    public void Dispose() => _http.Dispose();

    private sealed class Customer(HttpClient http, ClientWebSocket socket, string id, string token) : IDisposable
    {
        private readonly HashSet<string> _answered = [];
        private readonly byte[] _buffer = new byte[256 * 1024];

        public static async Task<Customer> OpenAsync(HttpClient http, int number)
        {
            var generated = await SendAsync(http, "tokens/generate", ProductProcess.Secret, $$$"""{"user":{"id":"dl_bench_{{{number}}}_{{{Guid.NewGuid():N}}}"}}""");
            var started = await SendAsync(http, "conversations", generated.GetProperty("token").GetString()!, "{}");
            var socket = new ClientWebSocket();
            await socket.ConnectAsync(new(started.GetProperty("streamUrl").GetString()!), CancellationToken.None);
            return new(http, socket, started.GetProperty("conversationId").GetString()!, started.GetProperty("token").GetString()!);
        }

        public async Task<double> TurnAsync(string text)
        {
            var started = Stopwatch.GetTimestamp();
            var sent = await SendAsync(http, $"conversations/{id}/activities", token, $$"""{"type":"message","from":{"id":"x"},"text":{{JsonSerializer.Serialize(text)}}}""");
            var activity = sent.GetProperty("id").GetString()!;
            while (!_answered.Remove(activity))
            {
                await ReceiveAsync();
            }

            return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }

        public void Dispose() => socket.Dispose();

        private async Task ReceiveAsync()
        {
            var length = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(_buffer.AsMemory(length), CancellationToken.None);
                length += part.Count;
            }
            while (!part.EndOfMessage);

            if (length == 0)
            {
                return;
            }

            using var frame = JsonDocument.Parse(_buffer.AsMemory(0, length));
            foreach (var activity in frame.RootElement.GetProperty("activities").EnumerateArray())
            {
                if (activity.TryGetProperty("replyToId", out var reply))
                {
                    _answered.Add(reply.GetString()!);
                }
            }
        }

        private static async Task<JsonElement> SendAsync(HttpClient http, string path, string bearer, string json)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"/v3/directline/{path}")
            {
                Content = new StringContent(json, Encoding.UTF8, "application/json"),
                Headers = { Authorization = new AuthenticationHeaderValue("Bearer", bearer) },
            };
            using var response = await http.SendAsync(request);
            response.EnsureSuccessStatusCode();
            return JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsByteArrayAsync());
        }
    }
}
