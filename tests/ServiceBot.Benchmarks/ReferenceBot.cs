using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using ServiceBot.Testing;

namespace ServiceBot.Benchmarks;

/// <summary>The bot to compare with: an echo on Microsoft's JavaScript SDK, with neither storage nor understanding.</summary>
internal sealed class ReferenceBot : IDisposable
{
    private static readonly string Folder = Path.Combine(Repository.Root, "tests", "peers", "echobot");

    private readonly Process _process;

    private ReferenceBot(Process process, Uri address) => (_process, Address) = (process, address);

    public Uri Address { get; }

    public int Id => _process.Id;

    /// <summary>Starts it; its packages are fetched the first time.</summary>
    public static async Task<ReferenceBot> StartAsync()
    {
        if (!Directory.Exists(Path.Combine(Folder, "node_modules")))
        {
            using var npm = Process.Start(new ProcessStartInfo("npm", ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", "--loglevel=error"]) { WorkingDirectory = Folder })!;
            await npm.WaitForExitAsync();
        }

        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var process = Process.Start(new ProcessStartInfo("node", ["echobot.js", $"{port}"]) { WorkingDirectory = Folder })!;
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(IPAddress.Loopback, port);
                return new(process, new($"http://127.0.0.1:{port}"));
            }
            catch (SocketException) when (tries < 200 && !process.HasExited)
            {
                await Task.Delay(50);
            }
        }
    }

    /// <summary>Processor time so far.</summary>
    public TimeSpan ProcessorTime()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    public void Dispose()
    {
        _process.Kill();
        _process.Dispose();
    }
}
