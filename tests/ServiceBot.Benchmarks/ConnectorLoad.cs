using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

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
    private static readonly byte[] Taken = Encoding.ASCII.GetBytes("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n{\"id\":\"x\"}");
    private static readonly byte[] Refused = Encoding.ASCII.GetBytes("HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n");

    private readonly ConcurrentDictionary<string, TaskCompletionSource> _waiting = new();
    private readonly ConcurrentDictionary<string, int> _taken = new();
    private readonly ConcurrentBag<Socket> _connections = [];
    private readonly Socket _connector = Listen();
    private readonly string _name = Guid.NewGuid().ToString("N")[..6];
    private readonly Uri _product;
    private readonly Fault _fault;
    private readonly Task _accepting;
    private int _run;
    private int _calls;

    private ConnectorLoad(Uri product, Fault fault)
    {
        (_product, _fault) = (product, fault);
        _accepting = AcceptAsync();
    }

    /// <summary>Replies that were taken more than once.</summary>
    public int Doubled => _taken.Values.Count(times => times > 1);

    private int Port => ((IPEndPoint)_connector.LocalEndPoint!).Port;

    public static ConnectorLoad Start(Uri product, Fault fault = Fault.None) => new(product, fault);

    /// <returns>Milliseconds from post to reply, for each turn.</returns>
    public async Task<double[]> RunAsync(int conversations, int turns)
    {
        var run = $"{_name}-{Interlocked.Increment(ref _run)}";
        var latencies = new ConcurrentBag<double>();
        var left = turns;
        await Task.WhenAll(Enumerable.Range(0, conversations).Select(async conversation =>
        {
            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            using var http = new RawHttp(socket);
            await socket.ConnectAsync(_product.Host, _product.Port);
            for (var turn = 0; Interlocked.Decrement(ref left) >= 0; turn++)
            {
                latencies.Add(await TurnAsync(http, $"bench-{run}-{conversation}", $"{run}-{conversation}-{turn}", Script.Line(conversation, turn)));
            }
        }));
        return [.. latencies];
    }

    public async ValueTask DisposeAsync()
    {
        _connector.Dispose();
        await _accepting;
        foreach (var connection in _connections)
        {
            connection.Dispose();
        }
    }

    private static Socket Listen()
    {
        var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen(512);
        return listener;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var connection = await _connector.AcceptAsync();
                _connections.Add(connection);
                _ = ServeAsync(connection);
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The run is over.
        }
    }

    /// <summary>The Connector: takes replies, whose address ends with the activity that they answer.</summary>
    private async Task ServeAsync(Socket socket)
    {
        socket.NoDelay = true;
        using var http = new RawHttp(socket);
        try
        {
            while (await http.ReadAsync() is { } line)
            {
                var isFaulty = _fault != Fault.None && Interlocked.Increment(ref _calls) % 20 == 0;
                if (isFaulty && _fault == Fault.Fails)
                {
                    await http.WriteAsync(Refused);
                    continue;
                }

                if (line.Split(' ', '?')[..2] is ["POST", var path] && path.Split('/') is ["", "v3", "conversations", _, "activities", var reply])     // what else it says or changes answers nothing
                {
                    Answered(reply);
                }

                if (isFaulty)
                {
                    return;
                }

                await http.WriteAsync(Taken);
            }
        }
        catch (Exception closed) when (closed is SocketException or ObjectDisposedException)
        {
            // The bot has closed its connection, or the run is over.
        }
    }

    private void Answered(string activityId)
    {
        _taken.AddOrUpdate(activityId, 1, static (_, times) => times + 1);
        if (_waiting.TryRemove(activityId, out var waiting))
        {
            waiting.TrySetResult();
        }
    }

    private async Task<double> TurnAsync(RawHttp http, string conversation, string id, string text)
    {
        var answered = _waiting.GetOrAdd(id, _ => new(TaskCreationOptions.RunContinuationsAsynchronously));
        var json = $$"""
            {"type":"message","id":"{{id}}","channelId":"test","serviceUrl":"http://127.0.0.1:{{Port}}","from":{"id":"user-{{conversation}}"},"recipient":{"id":"bot"},"conversation":{"id":"{{conversation}}"},"text":{{JsonSerializer.Serialize(text)}}}
            """;
        var body = Encoding.UTF8.GetBytes(json);
        var request = Encoding.ASCII.GetBytes($"POST /api/messages HTTP/1.1\r\nHost: {_product.Authority}\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: {body.Length}\r\n\r\n");
        var started = Stopwatch.GetTimestamp();
        await http.WriteAsync((byte[])[.. request, .. body]);
        if (await http.ReadAsync() is not { } line || !line.StartsWith("HTTP/1.1 2", StringComparison.Ordinal))
        {
            throw new InvalidOperationException("The bot did not take a message.");
        }

        await answered.Task.WaitAsync(TimeSpan.FromSeconds(30));
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }
}
