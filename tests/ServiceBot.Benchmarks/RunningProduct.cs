using System.Diagnostics;
using System.Globalization;

namespace ServiceBot.Benchmarks;

/// <summary>The product in Release as its own process, on an empty data folder.</summary>
internal sealed class RunningProduct : IAsyncDisposable
{
    public const string Secret = "benchmark-secret";

    private readonly Process _process;
    private readonly string _folder;

    private RunningProduct(Process process, string folder, Uri address, TimeSpan startUp)
    {
        _process = process;
        _folder = folder;
        Address = address;
        StartUp = startUp;
    }

    public Uri Address { get; }

    public TimeSpan StartUp { get; }

    public int ProcessId => _process.Id;

    public static async Task<RunningProduct> StartAsync(string root, string? folder = null)
    {
        folder ??= Directory.CreateTempSubdirectory("servicebot-bench-").FullName;
        var port = FreePort();
        var address = new Uri($"http://127.0.0.1:{port}");
        var start = new ProcessStartInfo("dotnet", [Path.Combine(root, "src/Web/bin/Release/net10.0/ServiceBot.Web.dll"), "--urls", address.ToString()])
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
            Environment =
            {
                ["Storage__Path"] = Path.Combine(folder, "servicebot.db"),
                ["DirectLine__Secret"] = Secret,
                ["Logging__LogLevel__Default"] = "Warning",
            },
        };
        var watch = Stopwatch.StartNew();
        var process = Process.Start(start)!;
        _ = process.StandardOutput.ReadToEndAsync();
        using var http = new HttpClient { BaseAddress = address };
        while (!await IsReadyAsync(http))
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"The product ended with {process.ExitCode}. Is it built in Release?");
            }

            await Task.Delay(10);
        }

        return new(process, folder, address, watch.Elapsed);
    }

    /// <summary>Reads a metric of the product.</summary>
    public static async Task<Dictionary<string, double>> MetricsAsync(HttpClient http) =>
        (await http.GetStringAsync("/metrics")).Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' '))
            .ToDictionary(parts => parts[0], parts => double.Parse(parts[1], CultureInfo.InvariantCulture));

    /// <summary>The largest resident memory so far, in MB.</summary>
    public double PeakMemoryMb() => File.ReadLines($"/proc/{_process.Id}/status")
        .Where(line => line.StartsWith("VmHWM", StringComparison.Ordinal))
        .Select(line => double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) / 1024)
        .Single();

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            await _process.WaitForExitAsync();
        }

        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task<bool> IsReadyAsync(HttpClient http)
    {
        try
        {
            return (await http.GetAsync("/readyz")).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
