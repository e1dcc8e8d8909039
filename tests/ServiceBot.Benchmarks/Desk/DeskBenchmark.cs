using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Sla;
using ServiceBot.Desk.Staff;
using ServiceBot.Insight.Reports;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;
using ServiceBot.Storage.Keys;
using ServiceBot.Testing;
using ServiceBot.Web.Hosting;

namespace ServiceBot.Benchmarks.Desk;

/// <summary>
/// How long the pages of the desk take over a million requests, for an agent and for a manager who are signed in, while every agent's screen follows what happens and
/// changes are made. The product is a process of its own, built in Release.
/// </summary>
internal sealed class DeskBenchmark
{
    private const double Inbox = 100;
    private const double Search = 150;
    private const double Report = 1_000;

    private static readonly (string What, string Query)[] Searches =
    [
        ("a number", "SR-{0}"), ("an order", "HL-{1}"), ("a common word", "router"), ("two words", "router drops"), ("the beginning of a word", "telev"), ("a word mistyped", "ruoter drops evening"),
        ("Chinese", "路由器掉线"), ("Chinese, common", "宽带太慢"), ("both languages", "modem 宽带"), ("an address", "customer{2}@example.com"), ("some of the words", "refund charged twice in march"),
        ("nothing", "xylophonist zzyzx"),
    ];

    private readonly int _rows;
    private readonly int _agents;
    private readonly int _changes;
    private readonly int _rounds;
    private readonly string? _sqlite;
    private readonly string? _postgres;
    private readonly string? _only;

    private IReadOnlyList<long> _talks = [];     // what the agent of the faults' team sees
    private IReadOnlyList<long> _done = [];
    private IReadOnlyList<long> _toDo = [];

    private DeskBenchmark(string[] args)
    {
        (_rows, _agents, _changes, _rounds) = (Number("--rows", 1_000_000), Number("--agents", 200), Number("--changes", 10), Number("--rounds", 3));
        (_sqlite, _postgres, _only) = (Text("--sqlite"), Text("--postgres"), Text("--only"));

        string? Text(string name) => Array.IndexOf(args, name) is >= 0 and var at ? args[at + 1] : null;
        int Number(string name, int usual) => Text(name) is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : usual;
    }

    public static async Task<int> RunAsync(string[] args)
    {
        var benchmark = new DeskBenchmark(args);
        if (benchmark._only is null or "sqlite")
        {
            await benchmark.OnSqliteAsync();
        }

        if (benchmark._only is null or "postgres")
        {
            await benchmark.OnPostgreSqlAsync();
        }

        return 0;
    }

    private async Task OnSqliteAsync()
    {
        await using var product = new ProductProcess([("Storage:Keys:Path", Bulk.Keys), .. _sqlite is null ? Array.Empty<(string, string)>() : [("Storage:Path", Path.GetFullPath(_sqlite))]]) { Configuration = "Release" };
        var path = _sqlite is null ? Path.Combine(product.Folder, "servicebot.db") : Path.GetFullPath(_sqlite);
        await MeasureAsync("SQLite", product, path, isSqlite: true);
    }

    private async Task OnPostgreSqlAsync()
    {
        var cluster = _postgres is null ? new PostgreSqlCluster() : null;
        try
        {
            var connection = _postgres ?? cluster!.ConnectionString("postgres");
            await using var product = new ProductProcess(("Storage:Keys:Path", Bulk.Keys), ("Storage:Provider", "PostgreSql"), ("ConnectionStrings:PostgreSql", connection)) { Configuration = "Release" };
            await MeasureAsync(cluster is null ? "PostgreSQL" : "PostgreSQL, without fsync", product, connection, isSqlite: false);
        }
        finally
        {
            cluster?.Stop();
        }
    }

    private async Task MeasureAsync(string name, ProductProcess product, string connection, bool isSqlite)
    {
        Console.WriteLine($"\n{name}, {_rows:N0} requests");
        var (tokens, manager) = await PrepareAsync(connection, isSqlite);
        await product.StartAsync(CancellationToken.None);
        using var stop = new CancellationTokenSource();
        var load = new DeskLoad(product.Address, tokens, _rows);
        var running = load.RunAsync(_changes, stop.Token);
        await load.ReadyAsync();
        var table = new DeskTable();
        using var agent = DeskLoad.Client(product.Address, tokens[0]);
        using var lead = DeskLoad.Client(product.Address, manager);
        try
        {
            for (var round = 0; round < _rounds; round++)
            {
                await DeskAsync(table, agent, lead);
                await ReportsAsync(table, lead);
            }
        }
        catch
        {
            Console.WriteLine(product.Output);
            throw;
        }

        await stop.CancelAsync();
        await running;
        Console.WriteLine($"the best of {_rounds} rounds on {Environment.ProcessorCount} cores that the load shares");
        table.Write();
        Console.WriteLine($"meanwhile {load}; memory of the product {ProcessMemory.ResidentMb(product.Id):0} MB, at most {ProcessMemory.PeakMb(product.Id):0} MB");
    }

    private async Task DeskAsync(DeskTable table, HttpClient agent, HttpClient manager)
    {
        const int Runs = 20;
        var random = new Random(1);
        foreach (var view in new[] { "mine", "team", "waiting", "bot", "ended", "waiting&language=zh" })
        {
            await table.TimeAsync(agent, $"inbox, {view}", Inbox, _ => $"/desk?view={view}", Runs);
        }

        await table.TimeAsync(agent, "a conversation", Inbox, _ => $"/desk/{_talks[random.Next(_talks.Count)]}", Runs);
        foreach (var (who, http) in new[] { ("agent", agent), ("manager", manager) })
        {
            foreach (var query in RequestDesk.Views.Select(view => $"view={view}").Concat(
                ["view=open&order=oldest", "view=open&priority=Urgent", "view=open&category=privacy", "view=open&tag=vip", "view=done&category=privacy", "view=done&tag=outage", "view=done&tag=visit-11", "view=open&risk=1", "view=done&status=Withdrawn&order=oldest"]))
            {
                await table.TimeAsync(http, $"requests, {who}, {query}", Inbox, _ => $"/desk/requests?{query}", Runs);
            }

            await table.TimeAsync(http, $"requests, {who}, further on in view=done", Inbox, _ => $"/desk/requests?view=done&after={random.Next(_rows)}", Runs);
            await table.TimeAsync(http, $"a request, {who}", Inbox, _ => $"/desk/requests/{Of(_done, random)}", Runs);
            await table.TimeAsync(http, $"a request to do, like ones beside it, {who}", Inbox, _ => $"/desk/requests/{Of(_toDo, random)}", Runs);
            await table.TimeAsync(http, $"search, {who}, all of them", Search, i => SearchFor(random, i), 2 * Searches.Length);
        }

        await table.TimeAsync(agent, "customers", Inbox, _ => "/desk/customers", Runs);
        await table.TimeAsync(agent, "customers, further on", Inbox, _ => $"/desk/customers?after={DeskYear.CustomerOf(1 + random.Next(_rows / 10))}", Runs);
        await table.TimeAsync(agent, "customers with an address", Inbox, _ => $"/desk/customers?with=customer{1 + random.Next(_rows / 10)}@example.com", Runs);
        await table.TimeAsync(agent, "a customer", Inbox, _ => $"/desk/customers/{DeskYear.CustomerOf(1 + random.Next(_rows / 10))}", Runs);
        for (var i = 0; i < Searches.Length; i++)
        {
            await table.TimeAsync(manager, $"search, {Searches[i].What}: {Searches[i].Query}", Search, _ => SearchFor(random, i), Runs / 2);
        }
    }

    private async Task ReportsAsync(DeskTable table, HttpClient manager)
    {
        const int Runs = 10;
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var year = $"from={today.AddDays(-364):yyyy-MM-dd}&to={today:yyyy-MM-dd}&compare=1";
        foreach (var (what, query) in new[] { ("30 days", $"from={today.AddDays(-29):yyyy-MM-dd}&to={today:yyyy-MM-dd}&compare=1"), ("a year", year), ("a year, a category", $"{year}&category=fault"), ("a year, a team and a channel", $"{year}&team=faults&channel=email") })
        {
            foreach (var page in ReportLayout.Names)
            {
                await table.TimeAsync(manager, $"/reports/{page}, {what}", Report, _ => $"/reports/{page}?{query}", Runs);
            }
        }

        foreach (var metric in new[] { "requests.opened", "requests.resolved", "backlog.end", "sla.resolution.missed", "csat" })
        {
            await table.TimeAsync(manager, $"/reports/rows/{metric}, a year", Report, _ => $"/reports/rows/{metric}?{year}", Runs);
        }

        await table.TimeAsync(manager, "the first MB of requests.opened as CSV, a year", Report, _ => $"/api/v1/reports/requests.opened/rows.csv?{year}", Runs);
        await table.TimeAsync(manager, "/reports/times as PDF, a year", Report, _ => $"/api/v1/reports/times/report.pdf?{year}", Runs);
    }

    private static RequestNumber Of(IReadOnlyList<long> numbers, Random random) => new(numbers[random.Next(numbers.Count)]);

    private string SearchFor(Random random, int i) => "/desk/search?q=" + Uri.EscapeDataString(
        string.Format(CultureInfo.InvariantCulture, Searches[i % Searches.Length].Query, 1 + random.Next(_rows), 200_000 + random.Next(800_000), 1 + random.Next(_rows / 10)));

    /// <summary>Makes what is not there yet: the agents and their sessions, and the year.</summary>
    private async Task<(IReadOnlyList<string> Agents, string Manager)> PrepareAsync(string connection, bool isSqlite)
    {
        string[] settings = ["--Logging:LogLevel:Default=Warning", $"--Storage:Keys:Path={Bulk.Keys}", .. isSqlite ? [$"--Storage:Path={connection}"] : new[] { "--Storage:Provider=PostgreSql", $"--ConnectionStrings:PostgreSql={connection}" }];
        IReadOnlyList<StaffMember> members;
        List<string> tokens;
        bool isFilled;
        SubjectCipher cipher;
        await using (var app = Product.CreateBuilder(settings).Build())
        {
            await app.Services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
            cipher = app.Services.GetRequiredService<SubjectCipher>();
            var database = app.Services.GetRequiredService<IDatabase>();
            var sessions = app.Services.GetRequiredService<StaffSessions>();
            (members, tokens, isFilled) = await database.WriteAsync(
                async unit =>
                {
                    if ((await StaffStore.ListAsync(unit)).Count == 0)
                    {
                        foreach (var member in Members())
                        {
                            await StaffStore.AddAsync(unit, member);
                        }
                    }

                    var all = (await StaffStore.ListAsync(unit)).OrderBy(member => member.Id).ToList();
                    var made = new List<string>();
                    foreach (var member in all)
                    {
                        made.Add(await sessions.BeginAsync(unit, member.Id, new("127.0.0.1", "benchmark")));
                    }

                    return (all, made, await RequestStore.LastNumberAsync(unit) > 0);
                },
                CancellationToken.None);
        }

        if (!isFilled)
        {
            await using var bulk = await Bulk.OpenAsync(connection, isSqlite, cipher);
            await using var app = Product.CreateBuilder(settings).Build();
            await new DeskData(
                bulk, app.Services.GetRequiredService<ReadRequestFigures>(), app.Services.GetRequiredService<IOptions<RequestOptions>>().Value, _rows, [.. members.SkipLast(1)]).FillAsync();
        }

        await using (var app = Product.CreateBuilder(settings).Build())
        {
            await StartClocksAsync(app.Services, isFilled);
        }

        return (tokens[..^1], tokens[^1]);
    }

    private IEnumerable<StaffMember> Members() => Members(_agents);

    /// <summary>So many agents, and a manager behind them.</summary>
    internal static IEnumerable<StaffMember> Members(int agents) => Enumerable.Range(0, agents + 1).Select(i => new StaffMember
    {
        Id = new(i + 1, 0, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 2]),
        Name = $"Agent {i}",
        Email = $"agent{i}@desk.example",
        Role = i == agents ? StaffRole.Manager : StaffRole.Agent,
        Team = DeskYear.Teams[i % DeskYear.Teams.Count],
        Language = "en",
        CreatedAt = DateTimeOffset.UtcNow,
    });

    /// <summary>Has the product start the clocks of what is open and predict what will be late, as it does when requests are opened.</summary>
    private async Task StartClocksAsync(IServiceProvider services, bool isFilled)
    {
        var database = services.GetRequiredService<IDatabase>();
        (_talks, _done, _toDo) = await database.ReadAsync(
            async session => (
                await session.QueryAsync<long>("SELECT conversation FROM desk_conversation WHERE team = 'faults' LIMIT 20000"),
                await session.QueryAsync<long>("SELECT number FROM desk_request WHERE team = 'faults' AND status = 'closed' LIMIT 20000"),
                await session.QueryAsync<long>("SELECT number FROM desk_request WHERE team = 'faults' AND status = 'open' LIMIT 20000")),
            CancellationToken.None);
        if (isFilled)
        {
            return;
        }

        var watch = Stopwatch.StartNew();
        var open = await database.ReadAsync(session => session.QueryAsync<long>("SELECT number FROM desk_request WHERE status IN ('new', 'open', 'waiting', 'held')"), CancellationToken.None);
        var clocks = services.GetRequiredService<RequestClocks>();
        foreach (var some in open.Chunk(500))
        {
            await database.WriteAsync(
                async unit =>
                {
                    await clocks.RefreshAsync(unit, some);
                    return true;
                },
                CancellationToken.None);
        }

        var started = watch.Elapsed;
        var looked = await services.GetRequiredService<WatchClocks>().LookAsync(CancellationToken.None);
        Console.WriteLine($"  the clocks of {open.Count:N0} open requests in {started.TotalSeconds:0} s; {looked:N0} predictions of what will be late in {(watch.Elapsed - started).TotalSeconds:0} s");
    }
}
