using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Benchmarks.Desk;
using ServiceBot.Insight.Features;
using ServiceBot.Insight.Segments.Rules;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;
using ServiceBot.Storage.Keys;
using ServiceBot.Storage.Signals;
using ServiceBot.Web.Hosting;

namespace ServiceBot.Benchmarks;

/// <summary>How long the figures of 1,000,000 customers take, with whom ten things each have happened, and how soon after a signal a figure is new, on both databases.</summary>
internal static class FeaturesBenchmark
{
    private const int Together = 10_000;
    private static readonly DateTimeOffset Now = DateTimeOffset.UtcNow;

    public static async Task<int> RunAsync(string[] args)
    {
        var customers = Text("--customers") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : 1_000_000;
        if (Text("--only") is null or "sqlite")
        {
            var folder = Directory.CreateTempSubdirectory("servicebot-features-");
            await MeasureAsync("SQLite", Path.Combine(folder.FullName, "servicebot.db"), isSqlite: true, customers);
            folder.Delete(recursive: true);
        }

        if (Text("--only") is null or "postgres")
        {
            var cluster = Text("--postgres") is null ? new PostgreSqlCluster() : null;
            try
            {
                await MeasureAsync(cluster is null ? "PostgreSQL" : "PostgreSQL, without fsync", Text("--postgres") ?? cluster!.ConnectionString("postgres"), isSqlite: false, customers);
            }
            finally
            {
                cluster?.Stop();
            }
        }

        return 0;

        string? Text(string name) => Array.IndexOf(args, name) is >= 0 and var at ? args[at + 1] : null;
    }

    private static async Task MeasureAsync(string name, string connection, bool isSqlite, int customers)
    {
        string[] settings = ["--Logging:LogLevel:Default=Warning", $"--Storage:Keys:Path={Bulk.Keys}", .. isSqlite ? [$"--Storage:Path={connection}"] : new[] { "--Storage:Provider=PostgreSql", $"--ConnectionStrings:PostgreSql={connection}" }];
        SubjectCipher cipher;
        await using (var making = Product.CreateBuilder(settings).Build())
        {
            cipher = making.Services.GetRequiredService<SubjectCipher>();
            await making.Services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
        }

        var watch = Stopwatch.StartNew();
        await using (var bulk = await Bulk.OpenAsync(connection, isSqlite, cipher))
        {
            await FillAsync(bulk, customers);
        }

        Console.WriteLine($"\n{name}: {customers:N0} customers with {customers * 10L:N0} things that happened, made in {watch.Elapsed.TotalSeconds:0} s");
        await using var app = Product.CreateBuilder(settings).Build();
        var (database, refresh, keep) = (app.Services.GetRequiredService<IDatabase>(), app.Services.GetRequiredService<RefreshFeatures>(), app.Services.GetRequiredService<KeepFeatures>());
        watch.Restart();
        await refresh.RefreshAsync(CancellationToken.None);
        Console.WriteLine($"  figures of all: {watch.Elapsed.TotalSeconds:0.0} s on {Environment.ProcessorCount} cores (aim: 60 s), {await database.ReadAsync(session => session.GetAsync<long>("SELECT count(*) FROM insight_feature"), CancellationToken.None):N0} rows");

        await SegmentsAsync(app.Services, database, watch);
        var random = new Random(1);
        var times = new List<double>();
        for (var run = 0; run < 200; run++)
        {
            Signal[] signals = [.. Enumerable.Range(0, 10).Select(_ => new Signal("OrderPlaced", DateTimeOffset.UtcNow, Customer: DeskYear.CustomerOf(1 + random.Next(customers))))];
            watch.Restart();
            await database.WriteAsync(
                async unit =>
                {
                    await keep.HandleAsync(unit, [.. signals.Select(signal => new LoggedSignal(default, signal))]);
                    return true;
                },
                CancellationToken.None);
            times.Add(watch.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        Console.WriteLine($"  ten signals at once: median {times[100]:0.0} ms, 99th percentile {times[197]:0.0} ms; the reader looks ten times a second");
    }

    /// <summary>How long it takes to count a rule, and to find everybody in two new segments.</summary>
    private static async Task SegmentsAsync(IServiceProvider services, IDatabase database, Stopwatch watch)
    {
        const string Rule = "recency_days > 60 and (monetary >= 100 or cell in (Champions, Loyal)) and not (satisfaction < 3 and requests_90 > 0) and tag != vip";
        watch.Restart();
        var (preview, _) = await services.GetRequiredService<PreviewRule>().CountAsync(Rule, CancellationToken.None);
        Console.WriteLine($"  counting a rule of six conditions: {watch.Elapsed.TotalSeconds:0.0} s, {preview!.Count:N0} of {preview.Of:N0}");
        watch.Restart();
        foreach (var (name, rule) in new[] { ("One", Rule), ("Other", "frequency >= 3 and not in segment One") })
        {
            await database.WriteAsync(unit => services.GetRequiredService<EditSegments>().SaveAsync(unit, null, new(name, name, rule), null, "system"), CancellationToken.None);
        }

        await services.GetRequiredService<FillSegments>().WorkAsync(CancellationToken.None);
        var segments = await database.ReadAsync(SegmentStore.ListAsync, CancellationToken.None);
        Console.WriteLine($"  two new segments, {string.Join(" and ", segments.Select(segment => $"{segment.Count:N0}"))} in them: {watch.Elapsed.TotalSeconds:0.0} s");
    }

    /// <summary>Each customer has an account, three orders, two requests that were answered and settled, and every other one a conversation and a rating.</summary>
    private static async Task FillAsync(Bulk bulk, int customers)
    {
        foreach (var some in Enumerable.Range(1, customers).Chunk(Together))
        {
            var (people, accounts, orders, requests, changes, talks, surveys) =
                (new List<object>(), new List<object>(), new List<object>(), new List<object>(), new List<object>(), new List<object>(), new List<object>());
            foreach (var n in some)
            {
                var (random, id) = (new Random(n), DeskYear.CustomerOf(n));
                DateTimeOffset Ago(double days) => Now.AddDays(-days * random.NextDouble());
                people.Add(new { Id = id, Language = "en", CreatedAt = Now.AddDays(-800) });
                accounts.Add(new { CustomerId = id, Kind = "channel", Value = $"directline:u{n}", Normalised = $"directline:u{n}", VerifiedAt = Now, FirstSeenAt = Now, LastSeenAt = Now, Source = "channel" });
                for (var i = 0; i < 3; i++)
                {
                    var serial = (n * 3L) + i;
                    orders.Add(new
                    {
                        Number = $"X-{serial}",
                        Serial = serial,
                        CustomerId = id,
                        Status = "delivered",
                        PlacedAt = Ago(700),
                        PromisedOn = "2026-01-01",
                        Items = "Router",
                        Total = Amount(random),
                        Currency = "USD",
                        Discount = Amount(null),
                        Paid = Amount(null),
                        Refunded = Amount(null),
                        Version = 1,
                    });
                }

                for (var i = 0; i < 2; i++)
                {
                    var (number, request, at) = ((n * 2L) + i, Guid.CreateVersion7(), Ago(400));
                    requests.Add(new
                    {
                        Id = request,
                        Number = number,
                        Subject = "S",
                        Details = "D",
                        Category = "fault",
                        Priority = "normal",
                        Status = "resolved",
                        Team = "faults",
                        Customer = id,
                        Language = "en",
                        OpenedAt = at,
                        ChangedAt = at,
                        Version = 2,
                    });
                    changes.Add(new { RequestId = request, At = at.AddHours(2), Who = "staff:01958000-0000-7000-8000-00000000aaaa", What = "comment", ToValue = (string?)null, Comment = "We look.", IsPublic = true });
                    changes.Add(new { RequestId = request, At = at.AddHours(9), Who = "staff:01958000-0000-7000-8000-00000000aaaa", What = "status", ToValue = (string?)"resolved", Comment = "Done.", IsPublic = true });
                }

                if (n % 2 == 0)
                {
                    var at = Ago(300);
                    talks.Add(new { ChannelId = "directline", ConversationId = $"c{n}", Reference = "{}", UserId = $"u{n}", OpenedAt = at, LastAt = at.AddMinutes(10) });
                    surveys.Add(new { Id = Guid.CreateVersion7(), About = $"bot:{n}:1", Kind = "bot", Customer = id, Language = "en", DueAt = at, AskedAt = at, AnsweredAt = at.AddHours(1), Csat = 1 + random.Next(5) });
                }
            }

            await bulk.AddAsync("crm_customer", people);
            await bulk.AddAsync("crm_identifier", accounts);
            await bulk.AddAsync("crm_order", orders);
            await bulk.AddAsync("desk_request", requests);
            await bulk.AddAsync("desk_request_change", changes);
            await bulk.AddAsync("channel_conversation", talks);
            await bulk.AddAsync("desk_survey", surveys);
        }

        await bulk.SettleAsync();
        object Amount(Random? random) => random is null ? 0m : Math.Round((decimal)(5 + (200 * random.NextDouble())), 2);
    }
}
