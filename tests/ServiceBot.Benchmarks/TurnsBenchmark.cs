using System.Diagnostics;
using System.Globalization;

namespace ServiceBot.Benchmarks;

/// <summary>Turns per second with everything durable, and what a turn costs.</summary>
internal static class TurnsBenchmark
{
    private static readonly int[] Widths = [1, 16, 64];

    public static async Task<int> RunAsync(string[] args)
    {
        var turns = args is ["--turns", var number, ..] ? int.Parse(number, CultureInfo.InvariantCulture) : 6_000;
        var root = FindRoot();
        await using var product = await RunningProduct.StartAsync(root);
        using var http = new HttpClient { BaseAddress = product.Address };
        await using var connector = await ConnectorLoad.StartAsync(product.Address);
        using var directLine = new DirectLineLoad(product.Address);

        var first = (await connector.RunAsync(1, 1))[0];
        Console.WriteLine($"start-up to ready {product.StartUp.TotalMilliseconds:N0} ms, first answer after {product.StartUp.TotalMilliseconds + first:N0} ms");
        Console.WriteLine("Two shared cores carry the product and its load; compare within one run only.");
        Console.WriteLine();
        Console.WriteLine("way in         conversations   turns/s   p50 ms   p99 ms   CPU us/turn   KB/turn   commits/turn   turns/commit   peak MB");
        await connector.RunAsync(16, 2_000);
        await directLine.RunAsync(16, 1_000);
        foreach (var width in Widths)
        {
            await MeasureAsync("/api/messages", width, () => connector.RunAsync(width, turns), http, product);
        }

        foreach (var width in Widths)
        {
            await MeasureAsync("Direct Line", width, () => directLine.RunAsync(width, turns), http, product);
        }

        return 0;
    }

    public static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Crm.ServiceBot.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("The benchmark runs outside the checkout.");
    }

    private static async Task MeasureAsync(string name, int width, Func<Task<double[]>> load, HttpClient http, RunningProduct product)
    {
        var before = await RunningProduct.MetricsAsync(http);
        var watch = Stopwatch.StartNew();
        var latencies = await load();
        var elapsed = watch.Elapsed;
        var after = await RunningProduct.MetricsAsync(http);
        Array.Sort(latencies);
        double Spent(string metric) => after[metric] - before[metric];
        var commits = Spent("servicebot_commits_total");
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-15}{width,13}{latencies.Length / elapsed.TotalSeconds,10:N0}{latencies[latencies.Length / 2],9:N2}{latencies[latencies.Length * 99 / 100],9:N2}{Spent("process_cpu_seconds_total") * 1e6 / latencies.Length,14:N0}{Spent("dotnet_allocated_bytes_total") / 1024 / latencies.Length,10:N1}{commits / latencies.Length,15:N2}{latencies.Length / commits,15:N1}{product.PeakMemoryMb(),10:N0}"));
    }
}
