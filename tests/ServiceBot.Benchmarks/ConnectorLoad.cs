using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ServiceBot.Benchmarks;

/// <summary>What a channel does to one in twenty replies.</summary>
internal enum Fault
{
    None,

    /// <summary>It answers 503, and has not taken the reply.</summary>
    Fails,

    /// <summary>It takes the reply, and cuts the connection instead of answering.</summary>
    Cuts,
}

/// <summary>Plays a Bot Framework channel: posts activities to <c>/api/messages</c>, takes the replies at its Connector, and matches them.</summary>
internal sealed class ConnectorLoad : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new();
    private readonly ConcurrentDictionary<string, int> _taken = new();
    private readonly WebApplication _connector;
    private readonly HttpClient _http;
    private readonly string _serviceUrl;
    private readonly string _name = Guid.NewGuid().ToString("N")[..6];
    private int _run;
    private int _calls;

    private ConnectorLoad(WebApplication connector, Uri product)
    {
        _connector = connector;
        _serviceUrl = connector.Urls.First();
        _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = product };
    }

    /// <summary>Replies that were taken more than once.</summary>
    public int Doubled => _taken.Values.Count(times => times > 1);

    public static async Task<ConnectorLoad> StartAsync(Uri product, Fault fault = Fault.None)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var load = new Lazy<ConnectorLoad>(() => new(app, product));
        app.MapPost("/v3/conversations/{conversation}/activities/{reply}", async (HttpContext http, string reply) =>
        {
            await http.Request.Body.CopyToAsync(Stream.Null);
            var isFaulty = fault != Fault.None && Interlocked.Increment(ref load.Value._calls) % 20 == 0;
            if (isFaulty && fault == Fault.Fails)
            {
                return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
            }

            load.Value.Answered(reply);
            if (isFaulty)
            {
                http.Abort();
            }

            return Results.Text("""{"id":"x"}""", "application/json");
        });
        await app.StartAsync();
        return load.Value;
    }

    /// <returns>Milliseconds from post to reply, for each turn.</returns>
    public async Task<double[]> RunAsync(int conversations, int turns)
    {
        var run = $"{_name}-{Interlocked.Increment(ref _run)}";
        var latencies = new ConcurrentBag<double>();
        var left = turns;
        await Task.WhenAll(Enumerable.Range(0, conversations).Select(async conversation =>
        {
            for (var turn = 0; Interlocked.Decrement(ref left) >= 0; turn++)
            {
                latencies.Add(await TurnAsync($"bench-{run}-{conversation}", $"{run}-{conversation}-{turn}", Script.Line(conversation, turn)));
            }
        }));
        return [.. latencies];
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _connector.DisposeAsync();
    }

    private void Answered(string activityId)
    {
        _taken.AddOrUpdate(activityId, 1, static (_, times) => times + 1);
        if (_waiting.TryRemove(activityId, out var waiting))
        {
            waiting.TrySetResult();
        }
    }

    private async Task<double> TurnAsync(string conversation, string id, string text)
    {
        var answered = _waiting.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        var json = $$"""
            {"type":"message","id":"{{id}}","channelId":"test","serviceUrl":"{{_serviceUrl}}","from":{"id":"user-{{conversation}}"},"recipient":{"id":"bot"},"conversation":{"id":"{{conversation}}"},"text":{{JsonSerializer.Serialize(text)}}}
            """;
        using var content = new StringContent(json, Encoding.UTF8, "application/json");
        var started = Stopwatch.GetTimestamp();
        using var response = await _http.PostAsync("/api/messages", content);
        response.EnsureSuccessStatusCode();
        await answered.Task.WaitAsync(TimeSpan.FromSeconds(30));
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
