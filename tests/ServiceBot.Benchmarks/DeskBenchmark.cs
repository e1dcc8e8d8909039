using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;
using ServiceBot.Testing;
using ServiceBot.Web.Hosting;

namespace ServiceBot.Benchmarks;

/// <summary>
/// How long the pages of the desk take over a million requests, for an agent and for a manager who are signed in, while every agent's screen follows what happens and
/// changes are made. The product is a process of its own, built in Release.
/// </summary>
internal static class DeskBenchmark
{
    private const int Runs = 60;

    private static readonly string[] Queries =
    [
        "SR-{0}", "HL-{1}", "router", "router drops", "ruoter drops evening", "路由器掉线", "宽带太慢", "customer{2}@example.com", "refund charged twice", "modem 宽带", "invoice missing since monday", "telphone signal",
    ];

    public static async Task<int> RunAsync(string[] args)
    {
        var (rows, agents, changes) = (Number("--rows", 1_000_000), Number("--agents", 200), Number("--changes", 10));
        var only = Text("--only");
        if (only is null or "sqlite")
        {
            await using var product = new ProductProcess { Configuration = "Release" };
            await MeasureAsync("SQLite", product, ["--Storage:Path", Path.Combine(product.Folder, "servicebot.db")], rows, agents, changes);
        }

        if (only is null or "postgres")
        {
            var cluster = new PostgreSqlCluster();
            try
            {
                var connection = cluster.ConnectionString("postgres");
                await using var product = new ProductProcess(("Storage:Provider", "PostgreSql"), ("ConnectionStrings:PostgreSql", connection)) { Configuration = "Release" };
                await MeasureAsync("PostgreSQL, without fsync", product, ["--Storage:Provider=PostgreSql", $"--ConnectionStrings:PostgreSql={connection}"], rows, agents, changes);
            }
            finally
            {
                cluster.Stop();
            }
        }

        return 0;

        string? Text(string name) => Array.IndexOf(args, name) is >= 0 and var at ? args[at + 1] : null;
        int Number(string name, int usual) => Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
    }

    private static async Task MeasureAsync(string name, ProductProcess product, string[] storage, int rows, int agents, int changes)
    {
        Console.WriteLine($"\n{name}");
        var (tokens, manager) = await PrepareAsync(storage, rows, agents);
        await product.StartAsync(CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var load = new DeskLoad(product.Address, tokens, rows);
        var running = load.RunAsync(changes, stop.Token);
        await load.ReadyAsync();
        Console.WriteLine($"{"page",-44}{"p50 ms",10}{"p95 ms",10}");
        var random = new Random(1);
        using (var agent = Client(product.Address, tokens[0]))
        {
            await TimeAsync(agent, "inbox, mine", _ => "/desk?view=mine");
            await TimeAsync(agent, "inbox, waiting", _ => "/desk?view=waiting");
            await TimeAsync(agent, "a conversation", _ => $"/desk/{((rows / 20) - 100 - random.Next(100)) * 4 + 2}?view=mine");
            await TimeAsync(agent, "requests, open", _ => "/desk/requests?view=open");
            await TimeAsync(agent, "requests, done", _ => "/desk/requests?view=done");
            await TimeAsync(agent, "a request", _ => $"/desk/requests/{new RequestNumber(1 + (5 * random.Next(rows / 5)) + 1)}");
            await TimeAsync(agent, "search, agent", Search);
        }

        using var lead = Client(product.Address, manager);
        await TimeAsync(lead, "requests, done, manager", _ => "/desk/requests?view=done");
        await TimeAsync(lead, "search, manager", Search);
        for (var i = 0; i < Queries.Length; i++)
        {
            await TimeAsync(lead, $"  search, {Queries[i]}", _ => Search(i), Runs / 4);
        }

        foreach (var page in Insight.Reports.ReportLayout.Names)
        {
            var today = DateOnly.FromDateTime(DateTime.UtcNow);
            await TimeAsync(lead, $"/reports/{page}, a year compared", _ => $"/reports/{page}?from={today.AddDays(-364):yyyy-MM-dd}&to={today:yyyy-MM-dd}&compare=1", Runs / 4);
        }

        await stop.CancelAsync();
        await running;
        Console.WriteLine($"meanwhile {agents} screens heard {load.Heard:N0} events of {load.Made:N0} changes; memory of the product {ProcessMemory.ResidentMb(product.Id):0} MB");

        string Search(int i) => "/desk/search?q=" + Uri.EscapeDataString(string.Format(CultureInfo.InvariantCulture, Queries[i % Queries.Length], 1 + random.Next(rows), 200_000 + random.Next(rows / 2), 1 + random.Next(rows / 10)));
    }

    private static async Task TimeAsync(HttpClient http, string name, Func<int, string> path, int runs = Runs)
    {
        var times = new List<double>();
        for (var run = -2; run < runs; run++)
        {
            var watch = Stopwatch.StartNew();
            using var response = await http.GetAsync(path(Math.Max(0, run)));
            await response.Content.ReadAsStringAsync();
            response.EnsureSuccessStatusCode();
            if (run >= 0)
            {
                times.Add(watch.Elapsed.TotalMilliseconds);
            }
        }

        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-44}{times[times.Count / 2],10:N1}{times[(int)Math.Ceiling(0.95 * times.Count) - 1],10:N1}"));
    }

    /// <summary>Makes the data, the agents and their sessions, and closes the database again.</summary>
    private static async Task<(IReadOnlyList<string> Agents, string Manager)> PrepareAsync(string[] storage, int rows, int agents)
    {
        await using var app = Product.CreateBuilder(["--Logging:LogLevel:Default=Warning", .. storage]).Build();
        await app.Services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
        var database = app.Services.GetRequiredService<IDatabase>();
        StaffMember[] members = [.. Enumerable.Range(0, agents + 1).Select(i => new StaffMember
        {
            Id = Guid.CreateVersion7(),
            Name = $"Agent {i}",
            Email = $"agent{i}@desk.example",
            Role = i == agents ? StaffRole.Manager : StaffRole.Agent,
            Team = (i % 3) switch { 0 => "faults", 1 => "billing", _ => "care" },
            Language = "en",
            CreatedAt = DateTimeOffset.UtcNow,
        })];
        var sessions = app.Services.GetRequiredService<StaffSessions>();
        List<string> tokens = await database.WriteAsync(
            async unit =>
            {
                var made = new List<string>();
                foreach (var member in members)
                {
                    await StaffStore.AddAsync(unit, member);
                    made.Add(await sessions.BeginAsync(unit, member.Id, new("127.0.0.1", "benchmark")));
                }

                return made;
            },
            CancellationToken.None);
        await DeskData.FillAsync(database, rows, [.. members.SkipLast(1).Select(member => member.Id)]);
        return (tokens[..^1], tokens[^1]);
    }

    private static HttpClient Client(Uri address, string token) => new() { BaseAddress = address, DefaultRequestHeaders = { { "Cookie", $"staff={token}" }, { "Accept", "text/html" } } };

    /// <summary>Screens that follow what happens, and somebody who makes it happen.</summary>
    private sealed class DeskLoad(Uri address, IReadOnlyList<string> tokens, int rows)
    {
        private readonly TaskCompletionSource _ready = new();
        private int _open;
        private long _heard;

        public long Heard => Interlocked.Read(ref _heard);

        public long Made { get; private set; }

        public Task ReadyAsync() => _ready.Task;

        public Task RunAsync(int changes, CancellationToken stop) => Task.WhenAll(tokens.Select(token => FollowAsync(token, stop)).Append(ChangeAsync(changes, stop)));

        private async Task FollowAsync(string token, CancellationToken stop)
        {
            try
            {
                using var http = Client(address, token);
                using var response = await http.GetAsync("/api/v1/events", HttpCompletionOption.ResponseHeadersRead, stop);
                response.EnsureSuccessStatusCode();
                using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(stop));
                if (Interlocked.Increment(ref _open) == tokens.Count)
                {
                    _ready.TrySetResult();
                }

                while (await reader.ReadLineAsync(stop) is { } line)
                {
                    if (line.StartsWith("data:", StringComparison.Ordinal))
                    {
                        Interlocked.Increment(ref _heard);
                    }
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // the measuring is over
            }
        }

        private async Task ChangeAsync(int changes, CancellationToken stop)
        {
            using var http = new HttpClient { BaseAddress = address, DefaultRequestHeaders = { { "X-Api-Key", ProductProcess.ApiKey } } };
            var random = new Random(2);
            using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / changes));
            try
            {
                while (await timer.WaitForNextTickAsync(stop))
                {
                    using var response = await http.PostAsJsonAsync($"/api/v1/requests/{new RequestNumber(50L * (1 + random.Next(rows / 50)))}/comments", new { text = $"The line was measured, {random.Next(1000)}" }, stop);
                    Made += response.IsSuccessStatusCode ? 1 : 0;
                }
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // the measuring is over
            }
        }
    }
}
