using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using ServiceBot.Desk.Accounts;
using ServiceBot.Desk.Accounts.People;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Insight.Facts;
using ServiceBot.Insight.Reports;
using ServiceBot.Storage;
using ServiceBot.Testing;
using ServiceBot.Web.Hosting;

namespace ServiceBot.Benchmarks;

/// <summary>How long the managers' pages take over a year of requests, with surveys, conversations and agents' legs to them.</summary>
internal static class ReportsBenchmark
{
    private const int Runs = 15;
    private const int Chunk = 100_000;

    private const string Requests = """
        INSERT INTO insight_request (id, opened_at, opened_day, team, channel, category, agent, is_open, answered_day, answer_seconds, answer_bucket, resolved_day,
            resolution_seconds, resolution_bucket, answer_sla, answer_cause, resolution_sla, resolution_cause, next_due_at, ended_day)
        WITH RECURSIVE n(i) AS (SELECT CAST(@from AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < @to)
        SELECT n.i, d.at, d.day, 'team' || CAST((n.i * 7919 / 13) % 16 / 3 AS TEXT), 'channel' || CAST((n.i * 104729 / 7) % 4 AS TEXT), 'category' || CAST((n.i * 7919 / 13) % 16 AS TEXT),
            'agent' || CAST((n.i * 31) % 200 AS TEXT), n.i % 50 = 0, d.day, s.answer, s.answer_bucket, CASE WHEN n.i % 50 = 0 THEN NULL ELSE d.day END, s.resolution, s.resolution_bucket,
            CASE WHEN n.i % 9 = 0 THEN 'missed' ELSE 'met' END, CASE WHEN n.i % 9 = 0 THEN 'untouched' ELSE '' END,
            CASE WHEN n.i % 11 = 0 THEN 'missed' ELSE 'met' END, CASE WHEN n.i % 11 = 0 THEN 'took_long' ELSE '' END, NULL,
            CASE WHEN n.i % 50 = 0 THEN 99999999 ELSE COALESCE(e.day, d.day) END
        FROM n JOIN bench_day d ON d.n = n.i % 365 LEFT JOIN bench_day e ON e.n = n.i % 365 - n.i % 23 JOIN bench_seconds s ON s.n = (n.i * 7907 / 365) % 20000
        """;

    private const string Surveys = """
        INSERT INTO insight_survey (survey, about, team, channel, category, agent, asked_day, answered_day, csat, nps, ces, reason, has_comment)
        WITH RECURSIVE n(i) AS (SELECT CAST(@from AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < @to)
        SELECT {0}, 'request:' || CAST(n.i AS TEXT), 'team' || CAST((n.i * 7919 / 13) % 16 / 3 AS TEXT), 'channel' || CAST((n.i * 104729 / 7) % 4 AS TEXT),
            'category' || CAST((n.i * 7919 / 13) % 16 AS TEXT), 'agent' || CAST((n.i * 31) % 200 AS TEXT), d.day, d.day, 1 + n.i % 5,
            CASE WHEN n.i % 3 = 0 THEN n.i % 11 ELSE NULL END, CASE WHEN n.i % 3 = 1 THEN 1 + n.i % 7 ELSE NULL END, 'speed', FALSE
        FROM n JOIN bench_day d ON d.n = n.i % 365
        """;

    private const string Conversations = """
        INSERT INTO insight_conversation (id, day, opened_at, team, channel, category, agent, contact, handed_over, requested, rating, has_rested, outcome, refuted_by)
        WITH RECURSIVE n(i) AS (SELECT CAST(@from AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < @to)
        SELECT n.i, d.day, d.at, '', 'channel' || CAST((n.i * 104729 / 7) % 4 AS TEXT), 'article' || CAST(n.i % 40 AS TEXT), '', 'user' || CAST(n.i % 100000 AS TEXT), FALSE, FALSE, 0, TRUE,
            CASE n.i % 4 WHEN 0 THEN 'confirmed' WHEN 1 THEN 'assumed' WHEN 2 THEN 'requested' ELSE 'handed_over' END, CASE WHEN n.i % 17 = 0 THEN n.i + 1 ELSE NULL END
        FROM n JOIN bench_day d ON d.n = n.i % 365
        """;

    private const string Legs = """
        INSERT INTO insight_leg (conversation, epoch, day, taken_at, team, channel, category, agent, waited_seconds, wait_bucket, has_waited, handled_seconds, is_over)
        WITH RECURSIVE n(i) AS (SELECT CAST(@from AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < @to)
        SELECT n.i, 1, d.day, d.at, 'team' || CAST((n.i * 7919 / 13) % 16 / 3 AS TEXT), 'channel' || CAST((n.i * 104729 / 7) % 4 AS TEXT), '', 'agent' || CAST((n.i * 31) % 200 AS TEXT),
            s.answer, s.answer_bucket, TRUE, 600, TRUE
        FROM n JOIN bench_day d ON d.n = n.i % 365 JOIN bench_seconds s ON s.n = (n.i * 7907 / 365) % 20000
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        var requests = args is ["--requests", var text, ..] ? int.Parse(text, CultureInfo.InvariantCulture) : 1_000_000;
        var folder = Directory.CreateTempSubdirectory("servicebot-reports-");
        string[] storage = Array.IndexOf(args, "--postgres") is >= 0 and var at
            ? ["--Storage:Provider=PostgreSql", $"--ConnectionStrings:PostgreSql={args[at + 1]}"]
            : [$"--Storage:Path={Path.Combine(folder.FullName, "reports.db")}"];
        var builder = Product.CreateBuilder([
            "--urls=http://127.0.0.1:0", $"--Knowledge:Path={Repository.At("knowledge-base")}", $"--Dialogs:Path={Repository.At("dialogs")}",
            $"--Dialogs:ModelFolder={Path.Combine(folder.FullName, "models")}", "--Dialogs:LastGoodFile=", "--Knowledge:LastGoodFile=", .. storage]);
        builder.Logging.ClearProviders();
        await using var app = Product.Build(builder);
        await app.Services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
        await FillAsync(app.Services.GetRequiredService<IDatabase>(), requests);
        await app.StartAsync();
        await MeasureAsync(app);
        await app.StopAsync();
        folder.Delete(recursive: true);
        return 0;
    }

    /// <summary>Puts a year of facts in, and the roll-up; the tables <c>bench_day</c> and <c>bench_seconds</c> stay.</summary>
    internal static async Task FillAsync(IDatabase database, int requests)
    {
        var clock = Stopwatch.StartNew();
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        var isSqlite = database.Dialect.MigrationSuffix == "sqlite";
        await database.WriteAsync(
            async unit =>
            {
                await unit.ExecuteAsync("DROP TABLE IF EXISTS bench_day");
                await unit.ExecuteAsync("DROP TABLE IF EXISTS bench_seconds");
                await unit.ExecuteAsync($"CREATE TABLE bench_day (n INTEGER PRIMARY KEY, day INTEGER NOT NULL, at {(isSqlite ? "TEXT" : "timestamptz")} NOT NULL)");
                await unit.ExecuteAsync("CREATE TABLE bench_seconds (n INTEGER PRIMARY KEY, answer INTEGER NOT NULL, answer_bucket INTEGER NOT NULL, resolution INTEGER NOT NULL, resolution_bucket INTEGER NOT NULL)");
                await unit.ExecuteAsync("INSERT INTO bench_day VALUES (@n, @day, @at)", Enumerable.Range(0, 365).Select(n => new
                {
                    n,
                    day = ReportFilter.DayOf(today.AddDays(-n)),
                    at = new DateTimeOffset(today.AddDays(-n).ToDateTime(new(9, 0)), TimeSpan.Zero),
                }));
                var random = new Random(1);
                await unit.ExecuteAsync("INSERT INTO bench_seconds VALUES (@n, @answer, @first, @resolution, @second)", Enumerable.Range(0, 20_000).Select(n =>
                {
                    var (answer, resolution) = ((long)Math.Exp(6 + (3 * random.NextDouble())), (long)Math.Exp(8 + (4 * random.NextDouble())));
                    return new { n, answer, first = Insight.Metrics.Measure.BucketOf(answer), resolution, second = Insight.Metrics.Measure.BucketOf(resolution) };
                }));
                return true;
            },
            CancellationToken.None);
        foreach (var (sql, count) in new[]
        {
            (Requests, requests), (Surveys.Replace("{0}", isSqlite ? "'survey-' || CAST(n.i AS TEXT)" : "gen_random_uuid()", StringComparison.Ordinal), requests / 10),
            (Conversations, requests / 2), (Legs, requests / 5),
        })
        {
            for (var from = 1; from <= count; from += Chunk)
            {
                var to = Math.Min(count, from + Chunk - 1);
                await database.WriteAsync(unit => unit.ExecuteAsync(sql, new { from, to }), CancellationToken.None);
            }
        }

        var filled = clock.Elapsed;
        await database.WriteAsync(
            async unit =>
            {
                await FactStore.RebuildAsync(unit);
                await unit.ExecuteAsync("ANALYZE");
                return true;
            },
            CancellationToken.None);
        var lines = await database.ReadAsync(session => session.GetAsync<long>("SELECT count(*) FROM insight_day"), CancellationToken.None);
        Console.WriteLine($"{requests:N0} requests, {requests / 10:N0} surveys, {requests / 2:N0} conversations, {requests / 5:N0} legs in {filled.TotalSeconds:0} s; {lines:N0} lines of roll-up in {(clock.Elapsed - filled).TotalSeconds:0} s");
    }

    private static async Task MeasureAsync(WebApplication app)
    {
        var setUp = app.Services.GetRequiredService<SetUp>();
        var ada = (AccountOutcome.SignedIn)await setUp.HandleAsync(
            (await setUp.IssueAsync(CancellationToken.None))!, "Ada", "ada@desk.example", "seven quiet herons", "en", new StaffBrowser("192.0.2.7", "benchmark"), CancellationToken.None);
        using var http = new HttpClient { BaseAddress = new(app.Urls.Single()), DefaultRequestHeaders = { { "Cookie", $"staff={ada.Token}" } } };
        var today = DateOnly.FromDateTime(DateTime.UtcNow);
        Console.WriteLine($"{"page",-34}{"30 days p50",12}{"p95",8}{"a year p50",13}{"p95",8}{"+ category p50",16}{"p95",8}   (ms, with the days before)");
        foreach (var page in ReportLayout.Names.Append("rows/requests.opened"))
        {
            var line = $"{"/reports/" + page,-34}";
            foreach (var (query, width) in new[]
            {
                ($"from={today.AddDays(-29):yyyy-MM-dd}", 12), ($"from={today.AddDays(-364):yyyy-MM-dd}", 13), ($"from={today.AddDays(-364):yyyy-MM-dd}&category=category3", 16),
            })
            {
                var times = new List<double>();
                for (var run = 0; run <= Runs; run++)
                {
                    var clock = Stopwatch.StartNew();
                    using var response = (await http.GetAsync($"/reports/{page}?{query}&to={today:yyyy-MM-dd}&compare=1")).EnsureSuccessStatusCode();
                    await response.Content.ReadAsStringAsync();
                    times.Add(clock.Elapsed.TotalMilliseconds);
                }

                var sorted = times.Skip(1).Order().ToList();     // the first one compiles
                line += sorted[sorted.Count / 2].ToString("0", CultureInfo.InvariantCulture).PadLeft(width) + sorted[(int)Math.Ceiling(0.95 * sorted.Count) - 1].ToString("0", CultureInfo.InvariantCulture).PadLeft(8);
            }

            Console.WriteLine(line);
        }
    }
}
