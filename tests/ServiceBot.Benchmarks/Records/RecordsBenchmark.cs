using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Benchmarks.Desk;
using ServiceBot.Benchmarks.Linking;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;
using ServiceBot.Storage.Keys;
using ServiceBot.Testing;
using ServiceBot.Web.Hosting;

namespace ServiceBot.Benchmarks.Records;

/// <summary>
/// How long lists and pages of customers take over 1,000,000 of them with 10,000,000 entries in their time lines, and looking up who may be the same before somebody is made, over HTTP, on both databases.
/// The product is a process of its own, built in Release.
/// </summary>
internal static class RecordsBenchmark
{
    private const int Runs = 40;
    private const double List = 100;
    private const double LookUp = 20;

    public static async Task<int> RunAsync(string[] args)
    {
        var customers = Text("--customers") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 1_000_000;
        if (Text("--only") is null or "sqlite")
        {
            await using var product = new ProductProcess(("Storage:Keys:Path", Bulk.Keys)) { Configuration = "Release" };
            await MeasureAsync("SQLite", product, Path.Combine(product.Folder, "servicebot.db"), isSqlite: true, customers);
        }

        if (Text("--only") is null or "postgres")
        {
            var cluster = Text("--postgres") is null ? new PostgreSqlCluster() : null;
            try
            {
                var connection = Text("--postgres") ?? cluster!.ConnectionString("postgres");
                await using var product = new ProductProcess(("Storage:Keys:Path", Bulk.Keys), ("Storage:Provider", "PostgreSql"), ("ConnectionStrings:PostgreSql", connection)) { Configuration = "Release" };
                await MeasureAsync(cluster is null ? "PostgreSQL" : "PostgreSQL, without fsync", product, connection, isSqlite: false, customers);
            }
            finally
            {
                cluster?.Stop();
            }
        }

        return 0;

        string? Text(string name) => Array.IndexOf(args, name) is >= 0 and var at ? args[at + 1] : null;
    }

    private static async Task MeasureAsync(string name, ProductProcess product, string connection, bool isSqlite, int customers)
    {
        var watch = Stopwatch.StartNew();
        var (token, entries) = await PrepareAsync(connection, isSqlite, customers);
        Console.WriteLine($"\n{name}: {customers:N0} customers with {entries:N0} entries in their time lines, made in {watch.Elapsed.TotalSeconds:0} s");
        await product.StartAsync(CancellationToken.None);
        await Task.Delay(TimeSpan.FromSeconds(30));      // so long it learns what agreeing weighs
        using var agent = DeskLoad.Client(product.Address, token);
        using var program = new HttpClient { BaseAddress = product.Address, DefaultRequestHeaders = { { "X-Api-Key", ProductProcess.ApiKey } } };
        var table = new DeskTable();
        for (var round = 0; round < 3; round++)
        {
            await ListsAsync(table, agent, customers);
            await LookUpAsync(table, program, customers);
        }

        Console.WriteLine($"the best of 3 rounds on {Environment.ProcessorCount} cores");
        table.Write();
        Console.WriteLine($"memory of the product {ProcessMemory.ResidentMb(product.Id):0} MB, at most {ProcessMemory.PeakMb(product.Id):0} MB");
    }

    private static async Task ListsAsync(DeskTable table, HttpClient agent, int customers)
    {
        var random = new Random(1);
        foreach (var query in new[]
        {
            "order=", "order=name", "tag=vip", "tag=fair", "tag=fair&order=name", "tag=vip&tag=fair", "stage=loyal", "stage=loyal&country=cn&x_plan=gold", "country=gb&order=name", "name=an", "name=王", "x_seats=10..20", "x_seats=10..20&tag=fair",
            "x_plan=gold&tag=vip&order=name", "created=2024-03-01..2024-03-31", "created=2024-03-01..&language=zh&order=name",
        })
        {
            await table.TimeAsync(agent, $"customers, {query}", List, _ => $"/desk/customers?{query}", Runs);
        }

        await table.TimeAsync(agent, "customers, further on", List, _ => $"/desk/customers?order=&after={DeskYear.CustomerOf(1 + random.Next(customers))}", Runs);
        await table.TimeAsync(agent, "customers, further on in tag=fair", List, _ => $"/desk/customers?tag=fair&after={DeskYear.CustomerOf(1 + random.Next(customers))}", Runs);
        await table.TimeAsync(agent, "customers, a number", List, _ => $"/desk/customers?with=K{1 + random.Next(customers):0000000}", Runs);
        await table.TimeAsync(agent, "a customer", List, _ => $"/desk/customers/{DeskYear.CustomerOf(1 + random.Next(customers))}", Runs);
        await table.TimeAsync(agent, "a customer with 5,000 entries", List, _ => $"/desk/customers/{RecordsData.HeavyOf(random.Next(Math.Max(1, customers / 100_000)))}", Runs);
        await table.TimeAsync(agent, "duplicates", List, _ => "/desk/customers/duplicates", Runs);
        await table.TimeAsync(agent, "quality", List, _ => "/desk/customers/quality", Runs);
        await table.TimeAsync(agent, "the API's list, stage=loyal, 200", List, _ => "/api/v1/customers?stage=loyal&take=200", Runs);
    }

    /// <summary>Who may be somebody new, of the same kind as those that there are.</summary>
    private static async Task LookUpAsync(DeskTable table, HttpClient program, int customers)
    {
        var records = new SyntheticPersons(1).Records(customers).Take(20_000).Select(pair => pair.Record).Where((_, at) => at % 100 == 0).ToList();
        var bodies = records.Select(record => new
        {
            fields = new Dictionary<string, string?> { ["name"] = record.FullName ?? $"{record.GivenName} {record.FamilyName}", ["street"] = record.Street, ["city"] = record.City, ["postcode"] = record.Postcode },
            identifiers = record.Email is null ? [] : new[] { new { kind = "email", value = record.Email } },
        }).ToList();
        await table.TimeAsync("looking up who may be the same, before one is made", LookUp, run => program.PostAsync("/api/v1/customers/similar", JsonContent.Create(bodies[run % bodies.Count])), records.Count - 2);
    }

    private static async Task<(string Token, long Entries)> PrepareAsync(string connection, bool isSqlite, int customers)
    {
        string[] settings = ["--Logging:LogLevel:Default=Warning", $"--Storage:Keys:Path={Bulk.Keys}", .. isSqlite ? [$"--Storage:Path={connection}"] : new[] { "--Storage:Provider=PostgreSql", $"--ConnectionStrings:PostgreSql={connection}" }];
        string token;
        SubjectCipher cipher;
        await using (var app = Product.CreateBuilder(settings).Build())
        {
            await app.Services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
            cipher = app.Services.GetRequiredService<SubjectCipher>();
            var sessions = app.Services.GetRequiredService<StaffSessions>();
            token = await app.Services.GetRequiredService<IDatabase>().WriteAsync(
                async unit =>
                {
                    var id = Guid.CreateVersion7();
                    var member = new StaffMember { Id = id, Name = "Max", Email = $"{id:N}@desk.example", Role = StaffRole.Administrator, Team = "faults", Language = "en", CreatedAt = DateTimeOffset.UtcNow };
                    await StaffStore.AddAsync(unit, member);
                    return await sessions.BeginAsync(unit, member.Id, new("127.0.0.1", "benchmark"));
                },
                CancellationToken.None);
        }

        await using var bulk = await Bulk.OpenAsync(connection, isSqlite, cipher);
        if (await bulk.Unit.FindAsync<long?>("SELECT 1 FROM crm_customer LIMIT 1") is null)
        {
            await new RecordsData(bulk, customers).FillAsync();
        }

        return (token, await bulk.Unit.GetAsync<long>("SELECT count(*) FROM crm_fact"));
    }
}
