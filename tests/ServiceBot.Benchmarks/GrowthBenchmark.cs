using System.Globalization;
using Microsoft.Data.Sqlite;
using ServiceBot.Testing;

namespace ServiceBot.Benchmarks;

/// <summary>Whether a turn takes longer when the file has grown: p99 with 1,000 and with 100,000 conversations in it.</summary>
internal static class GrowthBenchmark
{
    private const int Width = 16;
    private const int Turns = 8_000;
    private static readonly int[] Sizes = [1_000, 100_000];

    private const string FillConversations = """
        WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < @count)
        INSERT INTO channel_conversation (channel_id, conversation_id, reference, user_id, last_seq, accepted_seq, handled_seq, opened_at, last_at)
        SELECT 'test', 'old-' || i, '{"serviceUrl":"http://127.0.0.1/"}', 'user-' || i, 8, 7, 7, '2026-01-01T00:00:00.000000Z', '2026-01-01T00:00:00.000000Z'
        FROM n
        """;

    private const string FillActivities = """
        WITH RECURSIVE s(seq) AS (SELECT 1 UNION ALL SELECT seq + 1 FROM s WHERE seq < 8)
        INSERT INTO channel_activity (conversation, seq, activity_id, inbound, shown, at, json)
        SELECT key, seq, 'a' || seq, seq % 2, 1, '2026-01-01T00:00:00.000000Z', '{"type":"message","text":"my router keeps dropping the connection and I do not know why"}'
        FROM channel_conversation CROSS JOIN s
        WHERE conversation_id LIKE 'old-%'
        ORDER BY key, seq
        """;

    public static async Task<int> RunAsync()
    {
        Console.WriteLine("conversations in the file   file MB   turns/s   p50 ms   p99 ms   (/api/messages, 16 at once; best of three)");
        foreach (var size in Sizes)
        {
            await using var product = new ProductProcess { Configuration = "Release" };
            await product.StartAsync(CancellationToken.None);
            await product.KillAsync();
            Fill(Path.Combine(product.Folder, "servicebot.db"), size);
            await product.StartAsync(CancellationToken.None);
            await MeasureAsync(product, size);
        }

        return 0;
    }

    private static async Task MeasureAsync(ProductProcess product, int size)
    {
        await using var connector = ConnectorLoad.Start(product.Address);
        await connector.RunAsync(Width, Turns);
        var best = (Rate: 0.0, P50: 0.0, P99: double.MaxValue);
        for (var round = 0; round < 3; round++)
        {
            var started = TimeProvider.System.GetTimestamp();
            var latencies = await connector.RunAsync(Width, Turns);
            var seconds = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
            Array.Sort(latencies);
            var p99 = latencies[latencies.Length * 99 / 100];
            best = p99 < best.P99 ? (latencies.Length / seconds, latencies[latencies.Length / 2], p99) : best;
        }

        var megabytes = new FileInfo(Path.Combine(product.Folder, "servicebot.db")).Length / 1024.0 / 1024;
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{size,25:N0}{megabytes,10:N0}{best.Rate,10:N0}{best.P50,9:N2}{best.P99,9:N2}"));
    }

    private static void Fill(string file, int count)
    {
        using var connection = new SqliteConnection($"Data Source={file};Pooling=False");
        connection.Open();
        foreach (var sql in new[] { FillConversations, FillActivities })
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            command.CommandTimeout = 0;
            if (sql == FillConversations)
            {
                command.Parameters.AddWithValue("@count", count);
            }

            command.ExecuteNonQuery();
        }
    }
}
