using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using ServiceBot.Testing;

namespace ServiceBot.Benchmarks;

/// <summary>What 10,000 open streams cost, whether 1,000 active ones lose anything, and how soon a message is at its client.</summary>
internal static class SocketsBenchmark
{
    private const int Idle = 10_000;
    private const int Active = 1_000;
    private const int TurnsEach = 8;
    private const int Opening = 64;
    private const int Speaking = 16;
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(45);     // two signs of life on each stream

    public static async Task<int> RunAsync()
    {
        Console.WriteLine("Two shared cores carry the product and its clients; an open stream takes a file handle on either side.");
        await using var product = new ProductProcess { Configuration = "Release" };
        await product.StartAsync(CancellationToken.None);
        using var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 256 }) { BaseAddress = product.Address, Timeout = TimeSpan.FromMinutes(5) };
        using (var warmUp = new DirectLineLoad(product.Address))
        {
            await warmUp.RunAsync(16, 2_000);
        }

        Console.WriteLine("streams   memory MB   KB a stream");
        var before = ProcessMemory.ResidentMb(product.Id);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{0,7:N0}{before,12:N0}"));
        var customers = new ConcurrentBag<DirectLineCustomer>();
        var watch = Stopwatch.StartNew();
        foreach (var share in Enumerable.Range(0, Idle).Chunk(Idle / 4))
        {
            await EachAsync(share, Opening, async n => customers.Add(await DirectLineCustomer.OpenAsync(http, n)));
            Print(product.Id, customers.Count, before);
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"opened in {watch.Elapsed.TotalSeconds:N0} s; after {Silence.TotalSeconds:N0} s of silence:"));
        var processor = (await product.MetricsAsync(CancellationToken.None))["process_cpu_seconds_total"];
        await Task.Delay(Silence);
        Print(product.Id, customers.Count, before);
        processor = (await product.MetricsAsync(CancellationToken.None))["process_cpu_seconds_total"] - processor;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"processor time in that silence: {processor / Silence.TotalSeconds:P1} of one core"));

        Console.WriteLine();
        Console.WriteLine($"with {Idle:N0} streams open       messages   a second   p50 ms   p99 ms   lost   doubled   memory MB");
        var speakers = customers.Take(Active).ToList();
        await MeasureAsync($"{Active:N0} converse at once", Active * TurnsEach, speakers, product, latencies => EachAsync(
            speakers.Select((customer, n) => (customer, n)), Active, async speaker =>
            {
                for (var turn = 0; turn < TurnsEach; turn++)
                {
                    latencies.Add(await speaker.customer.TurnAsync(Script.Line(speaker.n, turn)));
                }
            }));
        var listeners = customers.Skip(Active).Take(4_000).ToList();
        await MeasureAsync($"posted to, {Speaking} at once", listeners.Count, listeners, product, latencies =>
            EachAsync(listeners, Speaking, async customer => latencies.Add(await customer.ListenAsync())));

        foreach (var customer in customers)
        {
            customer.Dispose();
        }

        return 0;
    }

    private static async Task MeasureAsync(
        string name, int messages, IReadOnlyList<DirectLineCustomer> customers, ProductProcess product, Func<ConcurrentBag<double>, Task> load)
    {
        var latencies = new ConcurrentBag<double>();
        var watch = Stopwatch.StartNew();
        await Task.WhenAny(load(latencies), Task.Delay(TimeSpan.FromMinutes(3)));     // what has not come by then is lost
        var seconds = watch.Elapsed.TotalSeconds;
        var sorted = latencies.Order().ToArray();
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name,-32}{sorted.Length,5:N0}{sorted.Length / seconds,11:N0}{sorted[sorted.Length / 2],9:N1}{sorted[sorted.Length * 99 / 100],9:N1}{messages - sorted.Length,7:N0}{customers.Sum(customer => customer.Doubled),10:N0}{ProcessMemory.ResidentMb(product.Id),12:N0}"));
    }

    private static Task EachAsync<T>(IEnumerable<T> items, int atOnce, Func<T, Task> run) =>
        Parallel.ForEachAsync(items, new ParallelOptions { MaxDegreeOfParallelism = atOnce }, async (item, _) => await run(item));

    private static void Print(int process, int streams, double before) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture, $"{streams,7:N0}{ProcessMemory.ResidentMb(process),12:N0}{(ProcessMemory.ResidentMb(process) - before) * 1024 / streams,14:N1}"));
}
