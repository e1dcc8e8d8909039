using System.Diagnostics;
using System.Net.Http.Json;
using ServiceBot.Desk.Requests;
using ServiceBot.Testing;

namespace ServiceBot.Benchmarks.Desk;

/// <summary>Screens that follow what happens, and customers and colleagues who make it happen: a word at a request, a new request, a request that goes on.</summary>
internal sealed class DeskLoad(Uri address, IReadOnlyList<string> tokens, int rows)
{
    private readonly TaskCompletionSource _ready = new();
    private readonly Stopwatch _watch = new();
    private int _open;
    private long _heard;
    private int _made;
    private int _refused;

    /// <summary>Runs until it is stopped.</summary>
    public Task RunAsync(int changesPerSecond, CancellationToken stop) => Task.WhenAll(tokens.Select(token => FollowAsync(token, stop)).Append(ChangeAsync(changesPerSecond, stop)));

    /// <summary>Waits until every screen is open.</summary>
    public Task ReadyAsync() => _ready.Task;

    /// <summary>What it did.</summary>
    public override string ToString() =>
        $"{tokens.Count} screens heard {_heard:N0} events of {_made:N0} changes, {_made / _watch.Elapsed.TotalSeconds:0.0} a second{(_refused > 0 ? $"; {_refused} were refused" : "")}";

    /// <summary>A client that is signed in.</summary>
    public static HttpClient Client(Uri address, string token) => new() { BaseAddress = address, DefaultRequestHeaders = { { "Cookie", $"staff={token}" }, { "Accept", "text/html" } } };

    private async Task FollowAsync(string token, CancellationToken stop)
    {
        try
        {
            using var http = Client(address, token);
            using var response = await http.GetAsync("/api/v1/events", HttpCompletionOption.ResponseHeadersRead, stop);
            response.EnsureSuccessStatusCode();
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(stop));
            if (Interlocked.Increment(ref _open) == tokens.Count)
            {
                _ready.TrySetResult();
            }

            while (await reader.ReadLineAsync(stop) is { } line)
            {
                if (line.StartsWith("data:", StringComparison.Ordinal))
                {
                    Interlocked.Increment(ref _heard);
                }
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // the measuring is over
        }
    }

    private async Task ChangeAsync(int changesPerSecond, CancellationToken stop)
    {
        using var http = new HttpClient { BaseAddress = address, DefaultRequestHeaders = { { "X-Api-Key", ProductProcess.ApiKey } } };
        var random = new Random(2);
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / changesPerSecond));
        await _ready.Task;
        _watch.Start();
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                using var response = await ChangeAsync(http, random, stop);
                _made++;
                _refused += response.IsSuccessStatusCode ? 0 : 1;
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            _watch.Stop();
        }
    }

    /// <summary>Of five changes three are words at a request that is open, one is a new request, and one asks a customer something.</summary>
    private Task<HttpResponseMessage> ChangeAsync(HttpClient http, Random random, CancellationToken stop)
    {
        var number = new RequestNumber(7 + (50L * random.Next(rows / 50)));
        var text = DeskTexts.All[random.Next(DeskTexts.All.Count)];
        return random.Next(5) switch
        {
            0 => http.PostAsJsonAsync("/api/v1/requests", new { subject = text.Subject, details = text.Details, category = "fault", language = text.Language }, stop),
            1 => http.PostAsJsonAsync($"/api/v1/requests/{number}/edit", new { priority = random.Next(2) == 0 ? "high" : "normal" }, stop),
            _ => http.PostAsJsonAsync($"/api/v1/requests/{number}/comments", new { text = $"The line was measured, {random.Next(1000)}" }, stop),
        };
    }
}
