using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ServiceBot.Testing;

/// <summary>The product as its own process, as a user starts it; it can be killed and started again on the same data.</summary>
/// <param name="settings">Settings on top of the usual ones, named as in <c>appsettings.json</c>: <c>Storage:Path</c>.</param>
internal sealed class ProductProcess(params IEnumerable<(string Name, string Value)> settings) : IAsyncDisposable
{
    public const string Secret = "a-secret-for-tests";
    public const string ApiKey = "an-api-key-for-tests";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("servicebot-process-");
    private readonly List<string> _output = [];
    private Process? _process;
    private HttpClient? _http;

    /// <summary>Where the trained model is kept between tests; of this checkout, so that no other's examples push it out.</summary>
    public static string ModelFolder { get; } = Repository.At("artifacts", "test-models");

    /// <summary>Where the build has put the shipped bot's model: products inside the tests' own process need not train it.</summary>
    public static string BuiltModelFolder { get; } = Repository.At("src", "Web", "bin", AppContext.BaseDirectory.Contains("Release", StringComparison.Ordinal) ? "Release" : "Debug", "net10.0", "models");

    /// <summary>Debug or Release: as this process was built, unless said otherwise.</summary>
    public string Configuration { get; init; } = AppContext.BaseDirectory.Contains("Release", StringComparison.Ordinal) ? "Release" : "Debug";

    /// <summary>
    /// Whether it runs in a network namespace of its own, where nothing outside exists; it listens on a Unix socket, and the kernel counts what it tries.
    /// </summary>
    public bool Secluded { get; init; }

    /// <summary>Whether it is started as the README says, by <c>dotnet run</c>, rather than from the build's output.</summary>
    public bool ByReadme { get; init; }

    /// <summary>The data folder, which is gone afterwards.</summary>
    public string Folder => _folder.FullName;

    public Uri Address { get; } = new($"http://127.0.0.1:{FreePort()}");

    public HttpClient Http => _http ??= new(Handler()) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(30) };

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

    private string Socket => Path.Combine(Folder, "product.sock");

    /// <summary>Starts one.</summary>
    public static async Task<ProductProcess> StartedAsync(CancellationToken cancellationToken, params IEnumerable<(string Name, string Value)> settings)
    {
        var product = new ProductProcess(settings);
        await product.StartAsync(cancellationToken);
        return product;
    }

    /// <summary>Starts it, and waits until it takes traffic.</summary>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <param name="arguments">More arguments for the command line.</param>
    /// <returns>How long that took.</returns>
    public async Task<TimeSpan> StartAsync(CancellationToken cancellationToken, params string[] arguments)
    {
        var watch = Stopwatch.StartNew();
        Launch(["--urls", Secluded ? $"http://unix:{Socket}" : Address.ToString(), .. arguments]);
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
        _process!.Kill(entireProcessTree: ByReadme);
        await _process.WaitForExitAsync();
    }

    /// <summary>Waits until it has written something.</summary>
    /// <exception cref="TimeoutException">It did not for half a minute.</exception>
    public async Task<Match> WroteAsync(Regex pattern, CancellationToken cancellationToken)
    {
        for (var watch = Stopwatch.StartNew(); ;)
        {
            if (pattern.Match(Output) is { Success: true } match)
            {
                return match;
            }

            if (watch.Elapsed > TimeSpan.FromSeconds(30))
            {
                throw new TimeoutException($"The product did not write {pattern}, but:\n{Output}");
            }

            await Task.Delay(10, cancellationToken);
        }
    }

    /// <summary>Reads from its API under <c>/api/v1</c>.</summary>
    public async Task<JsonElement> ApiAsync(string path, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/{path}") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", ApiKey) } };
        using var response = await Http.SendAsync(request, cancellationToken);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }

    /// <summary>What the kernel counted of this process's calls to the outside, when <see cref="Secluded"/>: datagrams, connections, and addresses without a way there.</summary>
    public int CallsOutside()
    {
        var lines = File.ReadAllLines($"/proc/{Id}/net/snmp").Concat(File.ReadAllLines($"/proc/{Id}/net/snmp6")).Select(line => line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).ToList();
        int Of(string protocol, string counter)
        {
            var table = lines.Where(line => line[0] == protocol).ToList();
            return int.Parse(table[1][Array.IndexOf(table[0], counter)], CultureInfo.InvariantCulture);
        }

        int Of6(string counter) => int.Parse(lines.Single(line => line[0] == counter)[1], CultureInfo.InvariantCulture);
        return Of("Ip:", "OutNoRoutes") + Of("Tcp:", "ActiveOpens") + Of("Udp:", "OutDatagrams") + Of6("Ip6OutNoRoutes") + Of6("Udp6OutDatagrams");
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
        _http?.Dispose();
        _folder.Delete(recursive: true);
    }

    private void Launch(string[] arguments)
    {
        string[] built = [Repository.At("src", "Web", "bin", Configuration, "net10.0", "ServiceBot.Web.dll")];
        string[] readme = ["run", "--no-build", "--configuration", Configuration, "--project", "src/Web", "--"];
        string[] secluded = Environment.IsPrivilegedProcess ? ["unshare", "--net"] : ["unshare", "--net", "--map-root-user"];
        string[] command = [.. Secluded ? secluded : [], "dotnet", .. ByReadme ? readme : built, .. arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            WorkingDirectory = Repository.Root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["Storage__Path"] = Path.Combine(Folder, "servicebot.db"),
                ["Storage__Keys__Path"] = Path.Combine(Folder, "keys"),
                ["Dialogs__ModelFolder"] = ModelFolder,
                ["Dialogs__LastGoodFile"] = Path.Combine(Folder, "dialogs.zip"),
                ["Knowledge__LastGoodFile"] = Path.Combine(Folder, "knowledge-base.zip"),
                ["DirectLine__Secret"] = Secret,
                ["DirectLine__CallsPerSecond"] = "100000",     // tests are quicker than customers
                ["DirectLine__CallsAtOnce"] = "100000",
                ["Api__Keys__0__Name"] = "tests",
                ["Api__Keys__0__Key"] = ApiKey,
                ["Logging__LogLevel__Default"] = "Warning",
            },
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name.Replace(":", "__", StringComparison.Ordinal)] = value;
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

    private SocketsHttpHandler Handler() => !Secluded ? new() : new()
    {
        ConnectCallback = async (_, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
            try
            {
                await socket.ConnectAsync(new UnixDomainSocketEndPoint(Socket), cancellationToken);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };

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
}
