using System.Diagnostics;
using ServiceBot.Desk.Search;
using ServiceBot.Storage;

namespace ServiceBot.Benchmarks;

/// <summary>A year of a large desk: a request each 30 seconds, a customer to ten of them, a conversation to five, with four messages; one request in fifty is still open.</summary>
internal static class DeskData
{
    private const int Chunk = 50_000;
    private const int Texts = 5_000;

    private const string Numbers = "WITH RECURSIVE n(i) AS (SELECT CAST(@from AS BIGINT) UNION ALL SELECT i + 1 FROM n WHERE i < @to)";

    private const string Customers = $$"""
        INSERT INTO bench_customer (n, id) {{Numbers}} SELECT n.i, {0} FROM n
        """;

    private const string People = $"""
        INSERT INTO crm_customer (id, name, language, created_at)
        {Numbers} SELECT c.id, t.name || ' ' || CAST(n.i AS TEXT), 'en', d.at FROM n JOIN bench_customer c ON c.n = n.i JOIN bench_text t ON t.n = n.i % 5000 JOIN bench_day d ON d.n = n.i % 365
        """;

    private const string Emails = $"""
        INSERT INTO crm_identifier (customer_id, kind, value, normalised, verified_at, first_seen_at, last_seen_at)
        {Numbers} SELECT c.id, 'email', 'customer' || CAST(n.i AS TEXT) || '@example.com', 'customer' || CAST(n.i AS TEXT) || '@example.com', d.at, d.at, d.at
        FROM n JOIN bench_customer c ON c.n = n.i JOIN bench_day d ON d.n = n.i % 365
        """;

    private const string Conversations = $$"""
        INSERT INTO channel_conversation (channel_id, conversation_id, reference, user_id, owner, last_seq, accepted_seq, handled_seq, opened_at, last_at, ended_at)
        {{Numbers}} SELECT 'directline', 'c-' || CAST(n.i AS TEXT), '{"serviceUrl":"http://127.0.0.1/"}', 'user-' || CAST(n.i AS TEXT),
            CASE WHEN n.i > @total - 300 THEN 'queue' WHEN n.i > @total - 900 THEN 'agent' ELSE 'bot' END, 4, 3, 3, d.at, d.at, CASE WHEN n.i > @total - 5000 THEN NULL ELSE d.at END
        FROM n JOIN bench_day d ON d.n = (@total - n.i) * 364 / @total
        ORDER BY n.i
        """;

    private const string Messages = $$"""
        INSERT INTO channel_activity (conversation, seq, activity_id, inbound, shown, at, json)
        {{Numbers}} SELECT n.i, s.n + 1, 'a' || CAST(s.n AS TEXT), s.n % 2 = 0, TRUE, d.at, '{"type":"message","text":"' || t.details || '"}'
        FROM n JOIN bench_day d ON d.n = (@total - n.i) * 364 / @total JOIN bench_text s ON s.n < 4 JOIN bench_text t ON t.n = (n.i * 4 + s.n) % 5000
        """;

    private const string Held = $"""
        INSERT INTO desk_conversation (conversation, agent, last_agent, team, customer, language, since, waits_since)
        {Numbers} SELECT n.i, CASE WHEN n.i > @total - 300 THEN NULL ELSE a.id END, a.id, CASE n.i % 4 WHEN 0 THEN 'billing' WHEN 1 THEN 'care' ELSE 'faults' END, c.id, 'en', d.at,
            CASE WHEN n.i > @total - 300 THEN d.at ELSE NULL END
        FROM n JOIN bench_agent a ON a.n = n.i % @agents JOIN bench_customer c ON c.n = 1 + n.i % @customers JOIN bench_day d ON d.n = 0
        """;

    private const string Queued = $"""
        INSERT INTO desk_queue_entry (conversation, reason, language, asked_at) {Numbers} SELECT n.i, 'asked', 'en', d.at FROM n JOIN bench_day d ON d.n = 0
        """;

    private const string Requests = $$"""
        INSERT INTO desk_request (id, number, subject, details, category, priority, status, team, agent, customer, conversation, order_number, language, opened_at, changed_at)
        {{Numbers}} SELECT {0}, n.i, t.subject || ' ' || CAST(n.i % 977 AS TEXT), t.details,
            CASE n.i % 10 WHEN 0 THEN 'privacy' WHEN 1 THEN 'billing' WHEN 2 THEN 'order' ELSE 'fault' END, CASE n.i % 7 WHEN 0 THEN 'urgent' WHEN 1 THEN 'high' ELSE 'normal' END,
            CASE WHEN n.i % 50 > 0 THEN 'closed' ELSE CASE n.i % 4 WHEN 0 THEN 'new' WHEN 1 THEN 'waiting' ELSE 'open' END END,
            CASE n.i % 5 WHEN 0 THEN 'billing' WHEN 1 THEN 'care' ELSE 'faults' END, CASE WHEN n.i % 100 = 0 THEN a.id ELSE NULL END, c.id,
            CASE WHEN n.i <= @talks THEN n.i ELSE NULL END, CASE WHEN n.i % 3 = 0 THEN 'HL-' || CAST(200000 + n.i % 800000 AS TEXT) ELSE NULL END, 'en', d.at, d.at
        FROM n JOIN bench_text t ON t.n = (n.i * 7919) % 5000 JOIN bench_customer c ON c.n = 1 + n.i % @customers JOIN bench_agent a ON a.n = n.i / 100 % @agents
            JOIN bench_day d ON d.n = (@total - n.i) * 364 / @total
        """;

    private const string Changes = """
        INSERT INTO desk_request_change (request_id, at, who, what, to_value, is_public)
        SELECT id, opened_at, 'customer', 'opened', 'new', TRUE FROM desk_request WHERE number BETWEEN @from AND @to
        """;

    private const string Comments = """
        INSERT INTO desk_request_change (request_id, at, who, what, comment, is_public)
        SELECT r.id, r.opened_at, 'system', 'comment', t.details, FALSE FROM desk_request r JOIN bench_text t ON t.n = r.number % 4999 WHERE r.number BETWEEN @from AND @to AND r.number % 5 = 0
        """;

    private static readonly string[] Things = ["router", "modem", "television", "telephone", "invoice", "payment", "refund", "delivery", "parcel", "contract", "password", "account", "antenna", "cable", "socket", "upgrade"];
    private static readonly string[] Troubles = ["drops", "is broken", "does not connect", "is late", "is missing", "was charged twice", "is slow", "cannot be opened", "keeps blinking", "was cancelled", "has no signal", "went wrong"];
    private static readonly string[] Times = ["every evening", "since Monday", "after the storm", "again", "for a week", "in the whole house", "on the second floor", "when it rains", "at night", "since the move"];
    private static readonly string[] Han = ["我的路由器", "宽带", "账单", "订单", "快递", "电视盒子", "合同", "密码"];
    private static readonly string[] HanTroubles = ["总是掉线", "太慢了", "还没到", "扣了两次", "打不开", "需要退款", "没有信号", "想要取消"];

    /// <summary>Fills a migrated database; conversations are a fifth and customers a tenth of the requests.</summary>
    /// <param name="database">The database.</param>
    /// <param name="rows">How many requests.</param>
    /// <param name="agents">Who works on them.</param>
    public static async Task FillAsync(IDatabase database, int rows, IReadOnlyList<Guid> agents)
    {
        var clock = Stopwatch.StartNew();
        var isSqlite = database.Dialect.MigrationSuffix == "sqlite";
        var (uuid, newId) = isSqlite ? ("TEXT", "lower(printf('%08x-0000-7000-8000-', n.i) || hex(randomblob(6)))") : ("uuid", "gen_random_uuid()");
        await ReportsBenchmark.FillAsync(database, rows);
        await database.WriteAsync(
            async unit =>
            {
                foreach (var (table, columns) in new[] { ("bench_text", "name TEXT, subject TEXT, details TEXT"), ("bench_agent", $"id {uuid}"), ("bench_customer", $"id {uuid}") })
                {
                    await unit.ExecuteAsync($"CREATE TABLE {table} (n INTEGER PRIMARY KEY, {columns})");
                }

                await unit.ExecuteAsync("INSERT INTO bench_text VALUES (@n, @name, @subject, @details)", TextRows().ToList());
                await unit.ExecuteAsync("INSERT INTO bench_agent VALUES (@n, @id)", agents.Select((id, n) => new { n, id }).ToList());
                return true;
            },
            CancellationToken.None);
        var (talks, customers) = (rows / 5, rows / 10);
        foreach (var (sql, first, last) in new[]
        {
            (Customers, 1, customers), (People, 1, customers), (Emails, 1, customers), (Conversations, 1, talks), (Messages, 1, talks), (Held, Math.Max(1, talks - (talks / 5)), talks),
            (Queued, talks - 299, talks), (Requests, 1, rows), (Changes, 1, rows), (Comments, 1, rows),
        })
        {
            for (var from = first; from <= last; from += Chunk)
            {
                var values = new { from, to = Math.Min(last, from + Chunk - 1), total = sql == Requests ? rows : talks, talks, customers, agents = agents.Count };
                await database.WriteAsync(unit => unit.ExecuteAsync(sql.Replace("{0}", newId, StringComparison.Ordinal), values), CancellationToken.None);
            }
        }

        await database.WriteAsync(unit => unit.ExecuteAsync("UPDATE desk_counter SET value = @rows WHERE name = 'request'", new { rows }), CancellationToken.None);
        Console.WriteLine($"{rows:N0} requests, {customers:N0} customers, {talks:N0} conversations with {4 * talks:N0} messages in {clock.Elapsed.TotalSeconds:0} s");
        await IndexAsync(database, rows, talks);
    }

    /// <summary>Has the search index made, as the reader of the signal log makes it.</summary>
    private static async Task IndexAsync(IDatabase database, int rows, int talks)
    {
        var clock = Stopwatch.StartNew();
        var ids = await database.ReadAsync(session => session.QueryAsync<Guid>("SELECT id FROM bench_customer ORDER BY n"), CancellationToken.None);
        foreach (var some in Enumerable.Range(0, rows + 1).Chunk(DocSet.ChunkSize))
        {
            long[] numbers = [.. some.Select(number => (long)number)];
            await database.WriteAsync(
                async unit =>
                {
                    await SearchReader.AddRequestsAsync(unit, numbers);
                    await SearchReader.AddConversationsAsync(unit, [.. numbers.Where(key => key <= talks)]);
                    return true;
                },
                CancellationToken.None);
        }

        foreach (var some in ids.Chunk(DocSet.ChunkSize))
        {
            await database.WriteAsync(
                async unit =>
                {
                    await SearchReader.AddCustomersAsync(unit, some);
                    return true;
                },
                CancellationToken.None);
        }

        await database.WriteAsync(unit => unit.ExecuteAsync("ANALYZE"), CancellationToken.None);
        var postings = await database.ReadAsync(session => session.GetAsync<long>("SELECT count(*) FROM desk_search_posting"), CancellationToken.None);
        Console.WriteLine($"the index of the search, {postings:N0} postings, in {clock.Elapsed.TotalSeconds:0} s");
    }

    private static IEnumerable<object> TextRows()
    {
        var random = new Random(20261121);
        for (var n = 0; n < Texts; n++)
        {
            var isHan = n % 4 == 0;
            var subject = isHan ? $"{Of(Han)}{Of(HanTroubles)}" : $"{Of(Things)} {Of(Troubles)} {Of(Times)}";
            var rare = string.Concat(Enumerable.Range(0, 6).Select(_ => (char)('a' + random.Next(26))));     // a name, a brand, a slip: what is in few texts
            var details = isHan ? $"{Of(Han)}{Of(HanTroubles)}，{Of(Han)}{Of(HanTroubles)}。{rare}" : $"The {Of(Things)} {Of(Troubles)} {Of(Times)} and the {Of(Things)} {Of(Troubles)}. Please help, {rare}";
            yield return new { n, name = $"{Of(["Mei", "Tom", "Ann", "Li", "Zoe", "Max", "Eva", "Ian"])} {(char)('A' + random.Next(26))}{rare}", subject, details };
        }

        string Of(string[] words) => words[random.Next(words.Length)];
    }
}
