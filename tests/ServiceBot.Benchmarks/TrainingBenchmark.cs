using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text.Json;
using ServiceBot.Testing;

namespace ServiceBot.Benchmarks;

/// <summary>What a training in the background costs turns: their p99 without one and with one, in turn, in one run.</summary>
internal static class TrainingBenchmark
{
    private const int WarmUp = 4_000;
    private const int Width = 8;
    private const int Turns = 4_000;
    private const int Chunk = 400;

    public static async Task<int> RunAsync(string[] args)
    {
        var (customers, rounds) = (Number("--customers", 10_000), Number("--rounds", 3));
        Console.WriteLine("Two shared cores carry the product and its load; compare within one run only.");
        await using var product = new ProductProcess(("Insight:Churn:RetrainDays", "0"));
        await product.RunAsync(["seed", "--customers", $"{customers}", "--months", "14"], CancellationToken.None);
        await product.StartAsync(CancellationToken.None);
        await QuietAsync(product);
        await using var connector = ConnectorLoad.Start(product.Address);
        await connector.RunAsync(Width, WarmUp);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{customers:N0} simulated customers over 14 months, {Width} conversations at once"));
        Console.WriteLine("                    turns   p50 ms   p99 ms   seconds");
        var ratios = new List<double>();
        for (var round = 0; round < rounds; round++)
        {
            var without = Say("without", await connector.RunAsync(Width, Turns), 0);
            await TrainAsync(product);
            var (clock, during) = (Stopwatch.StartNew(), new List<(string Step, double Milliseconds)>());
            string step;
            do
            {
                var latencies = await connector.RunAsync(Width, Chunk);
                step = await StepAsync(product);
                during.AddRange(latencies.Select(latency => (step, latency)));
            }
            while (step is "asked" or "reading" or "learning" or "scoring");
            foreach (var part in during.GroupBy(one => one.Step))
            {
                Say($"  {part.Key}", [.. part.Select(one => one.Milliseconds)], 0);
            }

            ratios.Add(Say($"with ({step})", [.. during.Select(one => one.Milliseconds)], clock.Elapsed.TotalSeconds) / without);
            await QuietAsync(product);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"p99 with a training / without: {string.Join(", ", ratios.Select(ratio => ratio.ToString("0.00", CultureInfo.InvariantCulture)))} (aim: 1.5 or less)"));
        return 0;

        int Number(string name, int usual) => Array.IndexOf(args, name) is >= 0 and var at ? int.Parse(args[at + 1], CultureInfo.InvariantCulture) : usual;
    }

    private static double Say(string name, IReadOnlyCollection<double> latencies, double seconds)
    {
        double[] sorted = [.. latencies.Order()];
        var p99 = sorted[sorted.Length * 99 / 100];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-16}{sorted.Length,9:N0}{sorted[sorted.Length / 2],9:N2}{p99,9:N2}{(seconds > 0 ? seconds.ToString("0.0", CultureInfo.InvariantCulture) : ""),10}"));
        return p99;
    }

    /// <summary>Waits until whatever the product does by itself after a start or a training is done.</summary>
    private static async Task QuietAsync(ProductProcess product)
    {
        for (var quiet = 0; quiet < 3;)
        {
            var before = await CpuAsync();
            await Task.Delay(2_000);
            quiet = await CpuAsync() - before < 0.2 ? quiet + 1 : 0;
        }

        async Task<double> CpuAsync() => (await product.MetricsAsync(CancellationToken.None))["process_cpu_seconds_total"];
    }

    private static async Task TrainAsync(ProductProcess product)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/churn/trainings") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", ProductProcess.ApiKey) } };
        using var response = await product.Http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }

    private static async Task<string> StepAsync(ProductProcess product)
    {
        var churn = await product.ApiAsync("churn", CancellationToken.None);
        return churn.GetProperty("trainings") is { ValueKind: JsonValueKind.Array } trainings && trainings.GetArrayLength() > 0 ? trainings[0].GetProperty("step").GetString()! : "";
    }
}
