using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using ServiceBot.Desk.HandOver;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.IntegrationTests.Desk;

[TestClass]
public sealed class ApiOnSqlite() : ApiTests(StorageProvider.Sqlite);

[TestClass]
public sealed class ApiOnPostgreSql() : ApiTests(StorageProvider.PostgreSql);

[TestClass]
public sealed class ApiWithoutKeys() : DatabaseTests(StorageProvider.Sqlite)
{
    [TestMethod]
    public async Task Every_call_is_refused_and_told_how_to_set_a_key()
    {
        await Rooms.StartAsync(Cancellation);
        using var client = new HttpClient { BaseAddress = Rooms.Address };
        client.DefaultRequestHeaders.Authorization = new("Bearer", "");

        using var response = await client.GetAsync("/api/v1/requests", Cancellation);

        Assert.AreEqual(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.AreEqual("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.Contains("Api:Keys", await response.Content.ReadAsStringAsync(Cancellation));
    }
}

public abstract class ApiTests(StorageProvider provider) : DatabaseTests(provider), IDisposable
{
    private const string Key = "a-key-for-the-tests-only";
    private HttpClient? _client;

    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["Api:Keys:0:Name"] = "other",
        ["Api:Keys:0:Key"] = "sha256:" + Convert.ToHexString(System.Security.Cryptography.SHA256.HashData("another-key-of-tests"u8)),
        ["Api:Keys:1:Name"] = "shop",
        ["Api:Keys:1:Key"] = Key,
    };

    private HttpClient Client => _client!;

    [TestInitialize]
    public async Task StartAsync()
    {
        await Rooms.StartAsync(Cancellation);
        _client = new() { BaseAddress = Rooms.Address };
        _client.DefaultRequestHeaders.Authorization = new("Bearer", Key);
    }

    public void Dispose()
    {
        _client?.Dispose();
        GC.SuppressFinalize(this);
    }

    [TestMethod]
    [DataRow("Authorization", "Bearer another-key-of-tests", 200)]
    [DataRow("X-Api-Key", "another-key-of-tests", 200)]
    [DataRow("X-Api-Key", "another-key-of-test", 401)]
    [DataRow("X-Api-Key", "", 401)]
    [DataRow("Authorization", "Basic YTpi", 401)]
    public async Task Only_a_known_key_gets_in(string header, string value, int status)
    {
        Client.DefaultRequestHeaders.Authorization = null;
        Client.DefaultRequestHeaders.TryAddWithoutValidation(header, value);

        using var response = await Client.GetAsync("/api/v1/requests", Cancellation);

        Assert.AreEqual(status, (int)response.StatusCode);
    }

    [TestMethod]
    public async Task A_request_is_created_read_commented_and_closed()
    {
        var (created, request) = await PostAsync("/api/v1/requests", """{"subject":"Bill","details":"Too high 😀","category":"billing","priority":"high"}""");
        var number = request.GetProperty("number").GetString();
        var (commented, _) = await PostAsync($"/api/v1/requests/{number}/comments", """{"text":"We look into it.","public":true}""");
        var (stale, conflict) = await PostAsync($"/api/v1/requests/{number}/status", """{"status":"closed","version":1}""");
        var (closed, _) = await PostAsync($"/api/v1/requests/{number}/status", """{"status":"closed","version":2}""");
        var (reopened, refusal) = await PostAsync($"/api/v1/requests/{number}/status", """{"status":"open"}""");
        var (late, _) = await PostAsync($"/api/v1/requests/{number}/comments", """{"text":"Too late."}""");

        var (read, details) = await GetAsync($"/api/v1/requests/{number}");

        CollectionAssert.AreEqual(new[] { 201, 200, 409, 200, 409, 409, 200 }, new[] { created, commented, stale, closed, reopened, late, read });
        Assert.AreEqual("SR-000001", number);
        Assert.AreEqual("billing", request.GetProperty("team").GetString());
        Assert.AreEqual("high", request.GetProperty("priority").GetString());
        Assert.AreEqual(2, conflict.GetProperty("version").GetInt64());
        Assert.Contains("nothing else", refusal.GetProperty("detail").GetString()!);
        Assert.AreEqual("closed", details.GetProperty("request").GetProperty("status").GetString());
        CollectionAssert.AreEqual(
            new[] { "opened", "routed", "comment", "status" },
            details.GetProperty("history").EnumerateArray().Select(change => change.GetProperty("what").GetString()).ToArray());
        Assert.AreEqual("api:shop", details.GetProperty("history")[0].GetProperty("who").GetString());
    }

    [TestMethod]
    public async Task A_requests_deadlines_explain_themselves()
    {
        var (_, request) = await PostAsync("/api/v1/requests", """{"subject":"Bill","details":"Too high","category":"billing","priority":"urgent"}""");     // Monday, 9:00
        var number = request.GetProperty("number").GetString();
        Rooms.Clock.Advance(TimeSpan.FromMinutes(20));
        await PostAsync($"/api/v1/requests/{number}/status", """{"status":"waiting","comment":"Which bill?"}""");
        Rooms.Clock.Advance(TimeSpan.FromHours(1));

        var (status, sla) = await GetAsync($"/api/v1/requests/{number}/sla");
        var (missing, _) = await GetAsync("/api/v1/requests/SR-009999/sla");

        Assert.AreEqual((200, 404), (status, missing));
        Assert.AreEqual("urgent", sla.GetProperty("policy").GetString());
        var targets = sla.GetProperty("targets").EnumerateArray().ToDictionary(target => target.GetProperty("kind").GetString()!);
        Assert.AreEqual("met", targets["firstResponse"].GetProperty("state").GetString());
        Assert.AreEqual("2026-03-02T09:30:00+00:00", targets["firstResponse"].GetProperty("due").GetString());
        Assert.AreEqual("paused", targets["resolution"].GetProperty("state").GetString());
        Assert.AreEqual((4 * 3_600) - (20 * 60), targets["resolution"].GetProperty("leftSeconds").GetInt64());
        CollectionAssert.AreEqual(new[] { "counted", "paused" }, targets["resolution"].GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("what").GetString()).ToList());
    }

    [TestMethod]
    [DataRow("""{"subject":"a","details":"b","colour":"red"}""", "colour")]
    [DataRow("""{"subject":"a","details":"b","priority":"huge"}""", "priority")]
    [DataRow("""{"subject":"a","details":"b","priority":1}""", "priority")]
    [DataRow("""{"subject":"a","details":"b","category":"No Word"}""", "category")]
    [DataRow("""{"subject":"a","details":"b","language":"fr"}""", "language")]
    [DataRow("""{"subject":"a","details":"b","customer":"01958000-0000-7000-8000-00000000ffff"}""", "customer")]
    [DataRow("""{"subject":"a","details":"b","customer":"mei"}""", "customer")]
    [DataRow("""{"subject":" ","details":"b"}""", "subject")]
    [DataRow("""{"subject":"a"}""", "details")]
    public async Task A_wrong_field_is_named(string body, string field)
    {
        var (status, problem) = await PostAsync("/api/v1/requests", body);

        Assert.AreEqual(400, status);
        Assert.IsTrue(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
    }

    [TestMethod]
    [DataRow("""{"subject":""")]
    [DataRow("null")]
    [DataRow("[]")]
    [DataRow("")]
    public async Task A_broken_body_is_a_problem_and_never_a_crash(string body)
    {
        var (status, problem) = await PostAsync("/api/v1/requests", body);

        Assert.AreEqual(400, status);
        Assert.AreEqual(400, problem.GetProperty("status").GetInt32());
    }

    [TestMethod]
    public async Task Too_much_is_refused()
    {
        var (tooLong, _) = await PostAsync("/api/v1/requests", $$"""{"subject":"{{new string('x', 201)}}","details":"b"}""");
        var (tooLarge, _) = await PostAsync("/api/v1/requests", $$"""{"subject":"a","details":"{{new string('x', 1_100_000)}}"}""");
        var (fits, _) = await PostAsync("/api/v1/requests", $$"""{"subject":"a","details":"{{new string('长', 100_000)}}"}""");

        CollectionAssert.AreEqual(new[] { 400, 413, 201 }, new[] { tooLong, tooLarge, fits });
    }

    [TestMethod]
    public async Task The_same_idempotency_key_and_body_give_the_same_request()
    {
        Client.DefaultRequestHeaders.Add("Idempotency-Key", "abc-1");
        var (first, request) = await PostAsync("/api/v1/requests", """{"subject":"a","details":"b"}""");

        var (again, same) = await PostAsync("/api/v1/requests", """{ "details":"b", "subject":"a" }""");
        var (other, _) = await PostAsync("/api/v1/requests", """{"subject":"a","details":"c"}""");

        CollectionAssert.AreEqual(new[] { 201, 200, 422 }, new[] { first, again, other });
        Assert.AreEqual(request.GetProperty("number").GetString(), same.GetProperty("number").GetString());
    }

    [TestMethod]
    [DataRow("/api/v1/requests/SR-999999", 404)]
    [DataRow("/api/v1/requests/nonsense", 404)]
    [DataRow("/api/v1/requests?take=0", 400)]
    [DataRow("/api/v1/requests?take=x", 400)]
    [DataRow("/api/v1/requests?after=%27--", 400)]
    [DataRow("/api/v1/requests?status=lost", 400)]
    [DataRow("/api/v1/requests?team=%27%20OR%201=1", 400)]
    [DataRow("/api/v1/queue?after=OTk5OTk5OTk5OTk5OTk5OTk5OS4x", 400)]
    [DataRow("/api/v1/queue?after=NDYxMTY4NjAxODQyNzM4NzkwNC4x", 400)]
    [DataRow("/api/v1/queue/77/transcript", 404)]
    public async Task What_is_not_there_or_not_meant_is_a_problem(string path, int status)
    {
        var (actual, problem) = await GetAsync(path);

        Assert.AreEqual(status, actual);
        Assert.AreEqual(status, problem.GetProperty("status").GetInt32());
    }

    [TestMethod]
    public async Task Pages_hold_every_request_once_while_others_are_opened()
    {
        await Task.WhenAll(Enumerable.Range(0, 25).Select(i => PostAsync("/api/v1/requests", Body(i % 2 == 0 ? "billing" : "fault"))));
        var seen = new List<string>();
        string? after = null;
        do
        {
            var (_, page) = await GetAsync($"/api/v1/requests?take=7&team=billing{(after is null ? "" : $"&after={after}")}");
            seen.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("number").GetString()!));
            after = page.GetProperty("next").GetString();
            if (seen.Count < 10)
            {
                await PostAsync("/api/v1/requests", Body("billing"));
            }
        }
        while (after is not null);

        Assert.HasCount(14, seen.Distinct());
        CollectionAssert.AreEqual(seen.Order(StringComparer.Ordinal).Distinct().ToArray(), seen.ToArray());

        static string Body(string category) => $$"""{"subject":"s","details":"d","category":"{{category}}"}""";
    }

    [TestMethod]
    public async Task The_queue_and_its_transcript_can_be_read()
    {
        var conversation = await Rooms.WriteAsync(async unit =>
        {
            var now = Rooms.Clock.GetUtcNow();
            var touched = await ServiceBot.Channels.Turns.ConversationStore.TouchAsync(unit, "directline", "c1", "dl_1", "{}", now);
            await ServiceBot.Channels.Turns.ConversationStore.InsertAsync(
                unit, touched.Key, touched.LastSeq, "a1", inbound: true, shown: true, now, """{"type":"message","text":"转人工","attachments":[{"name":"x.png"}]}""");
            await Rooms.Get<ChangeOwner>().HandleAsync(unit, touched, new OwnershipEvent.PersonAsked("asked", "zh"));
            return touched.Key;
        });

        var (_, queue) = await GetAsync("/api/v1/queue?take=1");
        var entry = queue.GetProperty("items")[0];
        var (_, rest) = await GetAsync($"/api/v1/queue?after={queue.GetProperty("next").GetString()}");
        var (_, transcript) = await GetAsync($"/api/v1/queue/{entry.GetProperty("id").GetInt64()}/transcript");

        Assert.AreEqual(conversation, entry.GetProperty("conversation").GetInt64());
        Assert.AreEqual(0, rest.GetProperty("items").GetArrayLength());
        Assert.AreEqual("转人工", transcript.GetProperty("items")[0].GetProperty("text").GetString());
    }

    [TestMethod]
    public async Task A_signalled_gap_shows_up()
    {
        await Rooms.WriteAsync(async unit =>
        {
            await Rooms.Get<SignalLog>().AppendAsync(
                unit, new("KnowledgeGap", Rooms.Clock.GetUtcNow(), Data: """{"question":"Do you sell toasters?","language":"en"}"""));
            return true;
        });

        JsonElement gaps;
        do
        {
            await Task.Delay(50, Cancellation);
            (_, gaps) = await GetAsync("/api/v1/gaps");
        }
        while (gaps.GetProperty("items").GetArrayLength() == 0);

        Assert.AreEqual("Do you sell toasters?", gaps.GetProperty("items")[0].GetProperty("question").GetString());
    }

    [TestMethod]
    public async Task A_dead_letter_can_be_seen_and_replayed()
    {
        await Rooms.WriteAsync(async unit =>
        {
            await Rooms.Get<ServiceBot.Channels.Outbox.OutboxSender>().PostAsync(unit, "k", "pigeon", "{}");
            return true;
        });

        JsonElement letters;
        do
        {
            await Task.Delay(50, Cancellation);
            (_, letters) = await GetAsync("/api/v1/outbox/dead");
        }
        while (letters.GetProperty("items").GetArrayLength() == 0);

        var id = letters.GetProperty("items")[0].GetProperty("id").GetInt64();
        var (replayed, _) = await PostAsync($"/api/v1/outbox/dead/{id}/replay", "{}");
        var (missing, _) = await PostAsync("/api/v1/outbox/dead/4711/replay", "{}");

        Assert.AreEqual(202, replayed);
        Assert.AreEqual(404, missing);
    }

    private async Task<(int Status, JsonElement Body)> PostAsync(string path, string body)
    {
        using var content = new StringContent(body, Encoding.UTF8, "application/json");
        using var response = await Client.PostAsync(path, content, Cancellation);
        return await ReadAsync(response);
    }

    private async Task<(int Status, JsonElement Body)> GetAsync(string path)
    {
        using var response = await Client.GetAsync(path, Cancellation);
        return await ReadAsync(response);
    }

    private async Task<(int Status, JsonElement Body)> ReadAsync(HttpResponseMessage response)
    {
        if (!response.IsSuccessStatusCode)
        {
            Assert.AreEqual("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        }

        var body = response.Content.Headers.ContentLength == 0 ? default : await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        return ((int)response.StatusCode, body);
    }
}
