using System.Diagnostics;
using System.Globalization;

namespace ServiceBot.Benchmarks.Desk;

/// <summary>How long pages take, beside how long they may: of several rounds the best of each page.</summary>
internal sealed class DeskTable
{
    private const int WarmUps = 2;

    private readonly Dictionary<string, (double Aim, double P50, double P95)> _lines = [];

    /// <summary>Asks for a page so many times, one after the other, and says on the error stream how long that took.</summary>
    /// <param name="http">Who asks.</param>
    /// <param name="name">What stands in the table.</param>
    /// <param name="aim">How long 95 of 100 may take, ms.</param>
    /// <param name="path">What is asked for the n-th time.</param>
    /// <param name="runs">How often.</param>
    public Task TimeAsync(HttpClient http, string name, double aim, Func<int, string> path, int runs) =>
        TimeAsync(name, aim, run => http.GetAsync(path(run), HttpCompletionOption.ResponseHeadersRead), runs);

    /// <summary>The same for any call.</summary>
    /// <param name="name">What stands in the table.</param>
    /// <param name="aim">How long 95 of 100 may take, ms.</param>
    /// <param name="call">Calls for the n-th time.</param>
    /// <param name="runs">How often.</param>
    public async Task TimeAsync(string name, double aim, Func<int, Task<HttpResponseMessage>> call, int runs)
    {
        var times = new List<double>();
        for (var run = -WarmUps; run < runs; run++)
        {
            var watch = Stopwatch.StartNew();
            using var response = await call(run + WarmUps);
            if (!response.IsSuccessStatusCode)
            {
                throw new InvalidOperationException($"{name}: {response.RequestMessage!.RequestUri} answered {(int)response.StatusCode}.");
            }

            await ReadAsync(response);
            if (run >= 0)
            {
                times.Add(watch.Elapsed.TotalMilliseconds);
            }
        }

        times.Sort();
        var (p50, p95) = (times[times.Count / 2], times[(int)Math.Ceiling(0.95 * times.Count) - 1]);
        Console.Error.WriteLine(Line(name, aim, p50, p95));
        _lines[name] = !_lines.TryGetValue(name, out var before) || p95 < before.P95 ? (aim, p50, p95) : before;
    }

    /// <summary>Writes the table.</summary>
    public void Write()
    {
        Console.WriteLine($"{"page",-58}{"p50 ms",10}{"p95 ms",10}{"aim",8}");
        foreach (var (name, (aim, p50, p95)) in _lines)
        {
            Console.WriteLine(Line(name, aim, p50, p95));
        }
    }

    private static string Line(string name, double aim, double p50, double p95) =>
        string.Create(CultureInfo.InvariantCulture, $"{name,-58}{p50,10:N1}{p95,10:N1}{aim,8:0}{(p95 > aim ? "  slower" : "")}");

    /// <summary>A page to its end; of a long export the first part.</summary>
    private static async Task ReadAsync(HttpResponseMessage response)
    {
        var part = new byte[64 * 1024];
        await using var stream = await response.Content.ReadAsStreamAsync();
        for (var read = 0; read < 1024 * 1024 && await stream.ReadAsync(part) is > 0 and var some; read += some)
        {
        }
    }
}
