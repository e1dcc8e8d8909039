using System.Collections.Concurrent;

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
            using var customer = await DirectLineCustomer.OpenAsync(_http, conversation);
            for (var turn = 0; Interlocked.Decrement(ref left) >= 0; turn++)
            {
                latencies.Add(await customer.TurnAsync(Script.Line(conversation, turn)));
            }
        }));
        return [.. latencies];
    }

    public void Dispose() => _http.Dispose();
}
