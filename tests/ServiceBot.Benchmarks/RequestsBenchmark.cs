using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Sla;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;
using ServiceBot.Web.Hosting;

namespace ServiceBot.Benchmarks;

/// <summary>How long the desk's lists of requests take with a million requests in the SQLite file, one in fifty of them still open.</summary>
internal static class RequestsBenchmark
{
    private const int Rounds = 40;
    private static readonly Guid Agent = Guid.Parse("01958000-0000-7000-8000-000000000001");

    private const string FillRequests = """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @count)
        INSERT INTO desk_request (id, number, subject, details, category, priority, status, team, agent, language, opened_at, changed_at)
        SELECT printf('%08x-0000-7000-8000-000000000000', i), i, 'Router drops ' || i, 'Every evening.',
            CASE i % 10 WHEN 0 THEN 'privacy' WHEN 1 THEN 'billing' WHEN 2 THEN 'order' ELSE 'fault' END,
            CASE i % 7 WHEN 0 THEN 'urgent' WHEN 1 THEN 'high' ELSE 'normal' END,
            CASE WHEN i % 50 > 0 THEN 'closed' ELSE CASE i % 4 WHEN 0 THEN 'new' WHEN 1 THEN 'waiting' ELSE 'open' END END,
            CASE i % 5 WHEN 0 THEN 'billing' WHEN 1 THEN 'care' ELSE 'faults' END,
            CASE WHEN i % 100 = 0 THEN '01958000-0000-7000-8000-000000000001' END, 'en', '2026-11-01T00:00:00.000000Z', '2026-11-01T00:00:00.000000Z'
        FROM n
        """;

    private const string FillChanges = """
        INSERT INTO desk_request_change (request_id, at, who, what, to_value, is_public) SELECT id, opened_at, 'customer', 'opened', 'new', 1 FROM desk_request
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        var rows = args is ["--rows", var text] ? int.Parse(text, CultureInfo.InvariantCulture) : 1_000_000;
        var folder = Directory.CreateTempSubdirectory("servicebot-requests-");
        try
        {
            var file = Path.Combine(folder.FullName, "servicebot.db");
            await using var app = Product.CreateBuilder(["--Storage:Path", file]).Build();
            await app.Services.GetRequiredService<Migrator>().MigrateAsync(CancellationToken.None);
            Fill(file, rows);
            var database = app.Services.GetRequiredService<IDatabase>();
            var sla = app.Services.GetRequiredService<RequestSla>();
            var agent = Sight.Of(
                new() { Id = Agent, Name = "Mei", Email = "mei@desk.example", Role = StaffRole.Agent, Team = "faults", Language = "en", CreatedAt = default }, "care");
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows:N0} requests, one page of 50 with deadlines, {Rounds} times       p50 ms   p95 ms"));
            foreach (var view in RequestDesk.Views)
            {
                await MeasureAsync($"agent, view {view}", session => PageAsync(session, RequestDesk.Of(view, agent), 0));
            }

            await MeasureAsync("agent, all counts", session => RequestDesk.CountAsync(session, agent));
            await MeasureAsync("manager, done, 500,000 down", session => PageAsync(session, RequestDesk.Of("done", Sight.Everything), rows / 2));
            await MeasureAsync("manager, done, of another team's category", session => PageAsync(session, RequestDesk.Of("done", Sight.Everything) with { Team = "care", Category = "privacy" }, 0));
            return 0;

            async Task<object> PageAsync(Session session, RequestFilter filter, long after) =>
                await RequestDesk.ListAsync(session, filter, after, 50, newestFirst: true, sla, TimeProvider.System.GetUtcNow());

            async Task MeasureAsync<T>(string what, Func<Session, Task<T>> read)
            {
                var times = new List<double>();
                for (var round = 0; round < Rounds; round++)
                {
                    var started = TimeProvider.System.GetTimestamp();
                    await database.ReadAsync(read, CancellationToken.None);
                    times.Add(TimeProvider.System.GetElapsedTime(started).TotalMilliseconds);
                }

                times.Sort();
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-62}{times[Rounds / 2],8:N1}{times[Rounds * 95 / 100],9:N1}"));
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static void Fill(string file, int count)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        foreach (var sql in new[] { FillRequests, FillChanges })
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.CommandTimeout = 0;
            command.Parameters.AddWithValue("@count", count);
            command.ExecuteNonQuery();
        }
    }
}
