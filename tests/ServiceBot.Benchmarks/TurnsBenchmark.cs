using System.Diagnostics;
using System.Globalization;
using ServiceBot.Testing;

namespace ServiceBot.Benchmarks;

/// <summary>Turns per second with everything durable, and what a turn costs.</summary>
internal static class TurnsBenchmark
{
    private static readonly int[] Widths = [1, 16, 64];

    public static async Task<int> RunAsync(string[] args)
    {
        var turns = args is ["--turns", var number, ..] ? int.Parse(number, CultureInfo.InvariantCulture) : 6_000;
        await using var product = new ProductProcess { Configuration = "Release" };
        var startUp = await product.StartAsync(CancellationToken.None);
        await using var connector = await ConnectorLoad.StartAsync(product.Address);
        using var directLine = new DirectLineLoad(product.Address);

        var first = (await connector.RunAsync(1, 1))[0];
        Console.WriteLine($"start-up to ready {startUp.TotalMilliseconds:N0} ms, first answer after {startUp.TotalMilliseconds + first:N0} ms");
        Console.WriteLine("Two shared cores carry the product and its load; compare within one run only.");
        Console.WriteLine();
        Console.WriteLine("way in         conversations   turns/s   p50 ms   p99 ms   CPU us/turn   KB/turn   commits/turn   turns/commit   peak MB");
        await connector.RunAsync(16, 2_000);
        await directLine.RunAsync(16, 1_000);
        foreach (var width in Widths)
        {
            await MeasureAsync("/api/messages", width, () => connector.RunAsync(width, turns), product);
        }

        foreach (var width in Widths)
        {
            await MeasureAsync("Direct Line", width, () => directLine.RunAsync(width, turns), product);
        }

        return 0;
    }

    private static async Task MeasureAsync(string name, int width, Func<Task<double[]>> load, ProductProcess product)
    {
        var before = await product.MetricsAsync(CancellationToken.None);
        var watch = Stopwatch.StartNew();
        var latencies = await load();
        var elapsed = watch.Elapsed;
        var after = await product.MetricsAsync(CancellationToken.None);
        Array.Sort(latencies);
        double Spent(string metric) => after[metric] - before[metric];
        var commits = Spent("servicebot_commits_total");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-15}{width,13}{latencies.Length / elapsed.TotalSeconds,10:N0}{latencies[latencies.Length / 2],9:N2}{latencies[latencies.Length * 99 / 100],9:N2}{Spent("process_cpu_seconds_total") * 1e6 / latencies.Length,14:N0}{Spent("dotnet_allocated_bytes_total") / 1024 / latencies.Length,10:N1}{commits / latencies.Length,15:N2}{latencies.Length / commits,15:N1}{PeakMemoryMb(product.Id),10:N0}"));
    }

    private static double PeakMemoryMb(int process) => File.ReadLines($"/proc/{process}/status")
        .Where(line => line.StartsWith("VmHWM", StringComparison.Ordinal))
        .Select(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024)
        .Single();
}
