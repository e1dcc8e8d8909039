using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using ServiceBot.Testing;

namespace ServiceBot.Benchmarks;

/// <summary>Turns per second with everything durable, and what a turn costs, beside an echo bot on Microsoft's JavaScript SDK.</summary>
internal static partial class TurnsBenchmark
{
    private const int WarmUp = 6_000;
    private const string Uncertain = "servicebot_letters_uncertain_total";
    private static readonly int[] Widths = [1, 16, 64];

    public static async Task<int> RunAsync(string[] args)
    {
        var turns = args is ["--turns", var number, ..] ? int.Parse(number, CultureInfo.InvariantCulture) : 8_000;
        Console.WriteLine("Two shared cores carry the product and its load; compare within one run only.");
        var folder = Directory.CreateTempSubdirectory("servicebot-turns-");
        (string, string) models = ("Dialogs:ModelFolder", Path.Combine(folder.FullName, "models"));
        await using (var changed = new ProductProcess(models, ("Dialogs:Path", ChangedDialogs(folder))))
        {
            await StartAsync(changed, "an empty data folder, the model trained anew for changed dialogs");
        }

        await using var product = new ProductProcess(models);
        await StartAsync(product, "an empty data folder, the model of the build");
        await using var connector = ConnectorLoad.Start(product.Address);
        using var directLine = new DirectLineLoad(product.Address);
        await connector.RunAsync(16, WarmUp);
        await directLine.RunAsync(16, WarmUp / 2);

        Console.WriteLine();
        Console.WriteLine("way in             conversations   turns/s   p50 ms   p99 ms   CPU us/turn   KB/turn   turns/commit   peak MB   load CPU us/turn");
        var ours = new Dictionary<int, double>();
        foreach (var width in Widths)
        {
            ours[width] = await MeasureAsync("/api/messages", width, () => connector.RunAsync(width, turns), product);
        }

        foreach (var width in Widths)
        {
            await MeasureAsync("Direct Line", width, () => directLine.RunAsync(width, turns), product);
        }

        if (await SyncsAsync(product.Id, () => connector.RunAsync(64, turns / 4)) is { } syncs)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"fdatasync at 64 conversations, counted by strace: {turns / 4.0 / syncs:N1} turns each"));
        }

        await FaultsAsync(product, Fault.Fails, "one reply in twenty is refused with 503", turns / 4);
        await FaultsAsync(product, Fault.Cuts, "one reply in twenty is taken and the connection cut", turns / 4);
        await CompareAsync(ours, turns);
        folder.Delete(recursive: true);
        return 0;
    }

    /// <summary>The shipped dialogs and an intent more, so that no model fits them yet.</summary>
    private static string ChangedDialogs(DirectoryInfo folder)
    {
        var dialogs = folder.CreateSubdirectory("dialogs").FullName;
        foreach (var file in Directory.GetFiles(Repository.At("dialogs"), "*.yaml", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(dialogs, Path.GetRelativePath(Repository.At("dialogs"), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        File.WriteAllText(Path.Combine(dialogs, "changed.yaml"), "intents: {fast: {title: {en: Speed, zh: 速度}, examples: {en: [how fast are you], zh: [你有多快]}}}\n");
        return dialogs;
    }

    private static async Task StartAsync(ProductProcess product, string with)
    {
        var startUp = await product.StartAsync(CancellationToken.None);
        await using var connector = ConnectorLoad.Start(product.Address);
        var first = (await connector.RunAsync(1, 1))[0];
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"start with {with}: ready after {startUp.TotalMilliseconds:N0} ms, first answer after {startUp.TotalMilliseconds + first:N0} ms"));
    }

    /// <summary>A lost reply would end the run: each is waited for.</summary>
    private static async Task FaultsAsync(ProductProcess product, Fault fault, string what, int turns)
    {
        await using var connector = ConnectorLoad.Start(product.Address, fault);
        var before = await product.MetricsAsync(CancellationToken.None);
        var watch = Stopwatch.StartNew();
        await connector.RunAsync(64, turns);
        var rate = turns / watch.Elapsed.TotalSeconds;
        await Task.Delay(500);     // what would be doubled has had its time
        var after = await product.MetricsAsync(CancellationToken.None);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}, 64 conversations: {rate:N0} turns/s, none of {turns:N0} lost, {connector.Doubled:N0} doubled, {after[Uncertain] - before[Uncertain]:N0} left to a person"));
    }

    private static async Task CompareAsync(Dictionary<int, double> ours, int turns)
    {
        using var reference = await ReferenceBot.StartAsync();
        await using var connector = ConnectorLoad.Start(reference.Address);
        await connector.RunAsync(16, WarmUp);
        foreach (var width in Widths)
        {
            var (cpu, watch) = (reference.ProcessorTime(), Stopwatch.StartNew());
            var latencies = await connector.RunAsync(width, turns);
            var rate = latencies.Length / watch.Elapsed.TotalSeconds;
            cpu = reference.ProcessorTime() - cpu;
            Array.Sort(latencies);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{"JavaScript echo",-19}{width,13}{rate,10:N0}{latencies[latencies.Length / 2],9:N2}{latencies[latencies.Length * 99 / 100],9:N2}{cpu.TotalMicroseconds / latencies.Length,14:N0}{"",25}{ProcessMemory.PeakMb(reference.Id),10:N0}   the product answers {ours[width] / rate:N2} times as many"));
        }
    }

    private static async Task<double> MeasureAsync(string name, int width, Func<Task<double[]>> load, ProductProcess product)
    {
        var before = await product.MetricsAsync(CancellationToken.None);
        var (loadCpu, watch) = (Environment.CpuUsage.TotalTime, Stopwatch.StartNew());
        var latencies = await load();
        var elapsed = watch.Elapsed;
        loadCpu = Environment.CpuUsage.TotalTime - loadCpu;
        var after = await product.MetricsAsync(CancellationToken.None);
        Array.Sort(latencies);
        double Spent(string metric) => after[metric] - before[metric];
        var rate = latencies.Length / elapsed.TotalSeconds;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{name,-19}{width,13}{rate,10:N0}{latencies[latencies.Length / 2],9:N2}{latencies[latencies.Length * 99 / 100],9:N2}{Spent("process_cpu_seconds_total") * 1e6 / latencies.Length,14:N0}{Spent("dotnet_allocated_bytes_total") / 1024 / latencies.Length,10:N1}{latencies.Length / Spent("servicebot_commits_total"),15:N1}{ProcessMemory.PeakMb(product.Id),10:N0}{loadCpu.TotalMicroseconds / latencies.Length,19:N0}"));
        return rate;
    }

    /// <returns>How often the disk was synced, or null where strace is not there or may not look.</returns>
    private static async Task<int?> SyncsAsync(int process, Func<Task> load)
    {
        try
        {
            using var strace = Process.Start(new ProcessStartInfo("strace", ["-f", "-c", "-e", "trace=fdatasync,fsync", "-p", $"{process}"]) { RedirectStandardError = true })!;
            while (await strace.StandardError.ReadLineAsync() is { } line && !line.Contains("attached", StringComparison.Ordinal))
            {
                // It says first that it is there, or why it cannot be.
            }

            var told = strace.StandardError.ReadToEndAsync();
            await load();
            using var interrupt = Process.Start("kill", ["-INT", $"{strace.Id}"]);
            var counts = SyncLine().Matches(await told).Select(line => int.Parse(line.Groups["calls"].Value, CultureInfo.InvariantCulture)).ToList();
            return counts.Count == 0 ? null : counts.Sum();
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    [GeneratedRegex(@"^\s*[\d.]+\s+[\d.]+\s+\d+\s+(?<calls>\d+)\s+(\d+\s+)?(fdatasync|fsync)\s*$", RegexOptions.Multiline)]
    private static partial Regex SyncLine();
}
