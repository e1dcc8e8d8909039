using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ServiceBot.Testing;

/// <summary>The product as its own process, as a user starts it; it can be killed and started again on the same data.</summary>
internal sealed class ProductProcess : IAsyncDisposable
{
    public const string Secret = "a-secret-for-tests";
    public const string ApiKey = "an-api-key-for-tests";

    private readonly string _configuration;
    private readonly IReadOnlyDictionary<string, string> _settings;
    private readonly List<string> _output = [];
    private Process? _process;

    /// <param name="configuration">Debug or Release.</param>
    /// <param name="folder">The data folder.</param>
    /// <param name="settings">Environment variables on top of the usual ones.</param>
    public ProductProcess(string configuration, string folder, IReadOnlyDictionary<string, string>? settings = null)
    {
        _configuration = configuration;
        _settings = settings ?? new Dictionary<string, string>();
        Folder = folder;
        Address = new($"http://127.0.0.1:{FreePort()}");
        Http = new() { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(30) };
    }

    public static string Root { get; } = FindRoot();

    public string Folder { get; }

    public Uri Address { get; }

    public HttpClient Http { get; }

    public int Id => _process!.Id;

    /// <summary>What it wrote so far.</summary>
    public string Output
    {
        get
        {
            lock (_output)
            {
                return string.Join('\n', _output);
            }
        }
    }

    /// <summary>Starts it, and waits until it takes traffic.</summary>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> StartAsync(CancellationToken cancellationToken)
    {
        var watch = Stopwatch.StartNew();
        Launch(["--urls", Address.ToString()]);
        while (!await IsReadyAsync(cancellationToken))
        {
            if (_process!.HasExited)
            {
                throw new InvalidOperationException($"The product ended with {_process.ExitCode}:\n{Output}");
            }

            await Task.Delay(10, cancellationToken);
        }

        return watch.Elapsed;
    }

    /// <summary>Runs it with other arguments to its end.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        Launch(arguments);
        await _process!.WaitForExitAsync(cancellationToken);
        return _process.ExitCode;
    }

    /// <summary>Ends it at once: SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process!.Kill();
        await _process.WaitForExitAsync();
    }

    /// <summary>Reads its metrics.</summary>
    public async Task<Dictionary<string, double>> MetricsAsync(CancellationToken cancellationToken) =>
        (await Http.GetStringAsync("/metrics", cancellationToken)).Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.Split(' '))
            .ToDictionary(parts => parts[0], parts => double.Parse(parts[1], CultureInfo.InvariantCulture));

    public async ValueTask DisposeAsync()
    {
        if (_process is { HasExited: false })
        {
            await KillAsync();
        }

        _process?.Dispose();
        Http.Dispose();
    }

    private void Launch(string[] arguments)
    {
        var dll = Path.Combine(Root, "src", "Web", "bin", _configuration, "net10.0", "ServiceBot.Web.dll");
        var start = new ProcessStartInfo("dotnet", [dll, .. arguments])
        {
            WorkingDirectory = Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["Storage__Path"] = Path.Combine(Folder, "servicebot.db"),
                ["DirectLine__Secret"] = Secret,
                ["Api__Keys__0__Name"] = "tests",
                ["Api__Keys__0__Key"] = ApiKey,
                ["Logging__LogLevel__Default"] = "Warning",
            },
        };
        foreach (var (name, value) in _settings)
        {
            start.Environment[name] = value;
        }

        _process = new() { StartInfo = start };
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.Start();
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            lock (_output)
            {
                _output.Add(line);
            }
        }
    }

    private async Task<bool> IsReadyAsync(CancellationToken cancellationToken)
    {
        try
        {
            return (await Http.GetAsync("/readyz", cancellationToken)).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Crm.ServiceBot.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("This runs outside the checkout.");
    }
}
