using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using System.Text.Json.Nodes;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Turns;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;
using static ServiceBot.IntegrationTests.Desk.HandOver.DeskRooms;

namespace ServiceBot.IntegrationTests.Desk.HandOver;

[TestClass]
public sealed class InboxApiOnSqlite() : InboxApiTests(StorageProvider.Sqlite);

[TestClass]
public sealed class InboxApiOnPostgreSql() : InboxApiTests(StorageProvider.PostgreSql)
{
    [TestMethod]
    public async Task What_happens_on_one_node_wakes_the_other_which_tells_it()
    {
        await using var a = await StartedAsync();
        var b = a.AddNode(services =>
        {
            Configure(services);
            Microsoft.Extensions.DependencyInjection.OptionsServiceCollectionExtensions.Configure<ServiceBot.Channels.Api.ApiOptions>(
                services, options => options.Keys.Add(new() { Name = "desk", Key = Key }));
        });
        await b.StartAsync(Cancellation);
        while (await a.ReadAsync(session => session.GetAsync<long>("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%' AND pid <> pg_backend_pid()")) < 2)
        {
            await Task.Delay(10, Cancellation);
        }

        using var events = await EventsAsync(b, Mei, after: null);
        await events.NextAsync("Ready", Cancellation);
        for (var n = 0; n < 5; n++)
        {
            var appended = b.Get<SignalLog>().NextAppend();     // nothing but the other node's word completes it
            await a.HearAsync($"c{n}", "person");
            await appended.WaitAsync(Cancellation);
            await events.NextAsync("PersonAsked", Cancellation);
        }
    }
}

public abstract class InboxApiTests(StorageProvider provider)
{
    public required TestContext TestContext { get; set; }

    protected CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task An_agent_s_day_over_http()
    {
        await using var rooms = await StartedAsync();
        var key = await rooms.HearAsync("c", "person");

        var waiting = await GetAsync(rooms, "inbox/team", Mei);
        var (taken, conversation) = await PostAsync(rooms, $"conversations/{key}/take", Mei, new { epoch = 1 });
        var (late, problem) = await PostAsync(rooms, $"conversations/{key}/take", Tom, new { });
        var (replied, said) = await PostAsync(rooms, $"conversations/{key}/replies", Mei, new { text = "Hello <b>there</b>", epoch = 2 }, "k1");
        var (repeated, again) = await PostAsync(rooms, $"conversations/{key}/replies", Mei, new { text = "Hello <b>there</b>", epoch = 2 }, "k1");
        var (noted, _) = await PostAsync(rooms, $"conversations/{key}/notes", Tom, new { text = "I know him." });
        var (whispered, _) = await PostAsync(rooms, $"conversations/{key}/whispers", Ann, new { text = "Offer a refund." });
        var mine = await GetAsync(rooms, "inbox/mine", Mei);
        var counts = await GetAsync(rooms, "inbox", Mei);
        var messages = await GetAsync(rooms, $"inbox/conversations/{key}/messages", Mei);
        var (passed, _) = await PostAsync(rooms, $"conversations/{key}/transfer", Mei, new { agent = Tom.Id, note = "Yours." });
        var (declined, _) = await PostAsync(rooms, $"conversations/{key}/decline", Tom, new { });
        var (barged, _) = await PostAsync(rooms, $"conversations/{key}/barge-in", Ann, new { });
        var (back, after) = await PostAsync(rooms, $"conversations/{key}/hand-back", Ann, new { summary = "All done." });

        Assert.AreEqual(key, waiting.GetProperty("items")[0].GetProperty("key").GetInt64());
        Assert.AreEqual((200, 409, 202, 202, 201, 201, 200, 200, 200, 200), (taken, late, replied, repeated, noted, whispered, passed, declined, barged, back));
        Assert.AreEqual(("agent", "Mei", 2L), (Text(conversation, "owner"), Text(conversation.GetProperty("agent"), "name"), conversation.GetProperty("epoch").GetInt64()));
        Assert.AreEqual(("alreadytaken", "Mei", "Mei holds it."), (Text(problem, "refusal"), Text(problem.GetProperty("agent"), "name"), Text(problem, "detail")));
        Assert.AreEqual(said.GetProperty("seq").GetInt64(), again.GetProperty("seq").GetInt64());
        Assert.AreEqual(key, mine.GetProperty("items").EnumerateArray().Single().GetProperty("key").GetInt64());
        Assert.AreEqual("1 0 0 0 0 0", string.Join(' ', new[] { "mine", "team", "waiting", "snoozed", "bot", "ended" }.Select(view => counts.GetProperty(view).GetInt64())));
        CollectionAssert.AreEqual(
            new[] { "customer: person", "bot: bot: a colleague is called", "notice: Mei is here now and reads what you write.", "agent Mei: Hello &lt;b>there&lt;/b>", "note Tom: I know him.", "whisper Ann: Offer a refund." },
            messages.GetProperty("items").EnumerateArray().Select(Line).ToList());
        Assert.AreEqual(("bot", JsonValueKind.Null), (Text(after, "owner"), after.GetProperty("agent").ValueKind));
    }

    [TestMethod]
    public async Task Messages_and_notes_are_read_page_by_page_and_on_without_a_gap_or_a_double()
    {
        await using var rooms = await StartedAsync();
        var key = await rooms.HearAsync("c", "one");
        var act = rooms.Get<ActOnConversation>();
        var read = new List<string>();
        var after = "";
        for (var round = 0; round < 4; round++)
        {
            await act.NoteAsync(key, Mei, $"note {round}a", whispers: false, null, Cancellation);
            await act.NoteAsync(key, Mei, $"note {round}b", whispers: false, null, Cancellation);
            bool more;
            do
            {
                var page = await GetAsync(rooms, $"inbox/conversations/{key}/messages?take=3{after}", Mei);
                read.AddRange(page.GetProperty("items").EnumerateArray().Select(item => Text(item, "text")!));
                after = $"&after={Text(page, "next")}";
                more = page.GetProperty("hasMore").GetBoolean();
            }
            while (more);

            await rooms.HearAsync("c", $"next {round}");
        }

        CollectionAssert.AreEqual(
            new[]
            {
                "one", "bot: 1 one", "note 0a", "note 0b", "next 0", "bot: 2 next 0", "note 1a", "note 1b", "next 1", "bot: 3 next 1", "note 2a", "note 2b",
                "next 2", "bot: 4 next 2", "note 3a", "note 3b",
            },
            read);
    }

    [TestMethod]
    public async Task Lists_are_read_page_by_page()
    {
        await using var rooms = await StartedAsync();
        for (var n = 0; n < 5; n++)
        {
            rooms.Clock.Advance(TimeSpan.FromSeconds(1));
            await rooms.HearAsync($"waits{n}", "person");
            var held = await rooms.HearAsync($"held{n}", "hello");
            await rooms.DoAsync(held, Mei, new OwnershipEvent.TakenOver(Mei.Id));
            await rooms.HearAsync($"bot{n}", "hello");
            var ended = await rooms.HearAsync($"ended{n}", "hello");
            await rooms.HearAsync($"ended{n}", "", ActivityTypes.EndOfConversation);
        }

        foreach (var (view, user) in new[] { ("waiting", "waits01234"), ("mine", "held01234"), ("bot", "bot43210"), ("ended", "ended43210") })
        {
            var seen = "";
            var after = "";
            do
            {
                var page = await GetAsync(rooms, $"inbox/{view}?take=2{after}", Mei);
                seen += string.Concat(page.GetProperty("items").EnumerateArray().Select(item => Text(item, "user")![^1]));
                after = Text(page, "next") is { } next ? $"&after={next}" : "";
            }
            while (after.Length > 0);

            Assert.AreEqual(user[^5..], seen, view);
        }
    }

    [TestMethod]
    public async Task Who_may_not_is_told_why()
    {
        await using var rooms = await StartedAsync();
        var key = await rooms.HearAsync("c", "person");
        await rooms.DoAsync(key, Mei, new OwnershipEvent.PassedToTeam(Mei.Id, "billing"));

        Assert.AreEqual(403, (await PostAsync(rooms, $"conversations/{key}/take", null, new { })).Status);
        Assert.AreEqual(403, (await PostAsync(rooms, $"conversations/{key}/take", Auditor, new { })).Status);
        Assert.AreEqual(403, (await PostAsync(rooms, $"conversations/{key}/barge-in", Mei, new { })).Status);
        Assert.AreEqual(403, (await PostAsync(rooms, $"conversations/{key}/whispers", Mei, new { text = "psst" })).Status);
        Assert.AreEqual(404, (await PostAsync(rooms, $"conversations/{key}/take", Li, new { })).Status, "another team's");
        Assert.AreEqual(404, (await PostAsync(rooms, "conversations/4711/take", Mei, new { })).Status);
        Assert.AreEqual(400, (await PostAsync(rooms, $"conversations/{key}/take", Mei, new { epcoh = 1 })).Status);
        Assert.AreEqual(400, (await PostAsync(rooms, $"conversations/{key}/replies", Mei, new { text = "no epoch" })).Status);
        Assert.AreEqual(400, (await PostAsync(rooms, $"conversations/{key}/transfer", Mei, new { agent = Auditor.Id })).Status);
        Assert.AreEqual(400, (await PostAsync(rooms, $"conversations/{key}/transfer", Mei, new { agent = Tom.Id, team = "billing" })).Status);
        Assert.AreEqual(409, (await PostAsync(rooms, $"conversations/{key}/take", Mei, new { epoch = 0 })).Status);
        Assert.AreEqual(409, (await PostAsync(rooms, $"conversations/{key}/typing", Mei, new { })).Status);
        Assert.IsEmpty((await GetAsync(rooms, "inbox/waiting", Li)).GetProperty("items").EnumerateArray());
        Assert.AreEqual("queue", Text(await GetAsync(rooms, $"inbox/conversations/{key}", Auditor), "owner"));
        Assert.AreEqual(Holder.Queue, (await rooms.StandAsync(key)).Holder);
    }

    [TestMethod]
    public async Task A_file_and_the_typing_reach_the_customer()
    {
        await using var rooms = await StartedAsync();
        var key = await rooms.HearAsync("c", "person");
        await rooms.DoAsync(key, Mei, new OwnershipEvent.TakenOver(Mei.Id));
        using var stream = rooms.Get<ConversationFeed>().Subscribe(key);
        using var picture = new ByteArrayContent([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 1]);
        using var page = new StringContent("<script>alert(1)</script>");

        var (typed, _) = await PostAsync(rooms, $"conversations/{key}/typing", Mei, new { });
        var typing = ActivityJson.Parse(stream.TakePassing().Single().Json);
        var (sent, _) = await SendAsync(rooms, HttpMethod.Post, $"conversations/{key}/files?name=..%2Fbill.png&epoch=2", Mei, picture);
        var (refused, _) = await SendAsync(rooms, HttpMethod.Post, $"conversations/{key}/files?name=x.html&epoch=2", Mei, page);

        var message = (await rooms.ReadAsync(session => ConversationStore.ReadAsync(session, key, 0, 100))).Select(recorded => ActivityJson.Parse(recorded.Json)).Last();
        var file = message.Attachments!.Single();
        using var http = new HttpClient();
        Assert.AreEqual((204, 202, 400), (typed, sent, refused));
        Assert.AreEqual(("typing", "servicebot", "Mei"), (typing.Type, typing.From!.Id, typing.From.Name));
        Assert.AreEqual(("bill.png", "image/png", "Mei"), (file.Name, file.ContentType, message.From!.Name));
        Assert.HasCount(9, await http.GetByteArrayAsync(new Uri(file.ContentUrl!), Cancellation));
    }

    [TestMethod]
    public async Task Events_are_caught_up_exactly_after_a_lost_connection()
    {
        await using var rooms = await StartedAsync();
        var told = new List<string>();
        string last;
        using (var events = await EventsAsync(rooms, Mei, after: null))
        {
            await events.NextAsync("Ready", Cancellation);
            var key = await rooms.HearAsync("c0", "person");
            told.Add($"{(await events.NextAsync("PersonAsked", Cancellation)).Data}");
            await rooms.DoAsync(key, Mei, new OwnershipEvent.TakenOver(Mei.Id));
            var taken = await events.NextAsync("ConversationTaken", Cancellation);
            (last, _) = (taken.EventId!, key);
        }

        for (var n = 1; n <= 30; n++)
        {
            await rooms.HearAsync($"c{n}", "person");
        }

        using var resumed = await EventsAsync(rooms, Mei, last);
        var missed = new List<string>();
        await resumed.NextAsync("Ready", Cancellation);
        while (missed.Count < 30)
        {
            missed.Add(JsonNode.Parse((await resumed.NextAsync(null, Cancellation)).Data)!["conversation"]!.ToString());
        }

        await rooms.HearAsync("c31", "person");
        missed.Add(JsonNode.Parse((await resumed.NextAsync(null, Cancellation)).Data)!["conversation"]!.ToString());
        CollectionAssert.AreEqual(Enumerable.Range(2, 31).Select(n => $"{n}").ToList(), missed);
        Assert.AreEqual(400, (await SendAsync(rooms, HttpMethod.Get, "events", Mei, null, ("Last-Event-ID", "yesterday"))).Status);
        Assert.DoesNotContain("person\"", told[0], "Events hold no words.");
    }

    [TestMethod]
    public async Task Another_team_hears_nothing_of_a_conversation_but_that_it_left()
    {
        await using var rooms = await StartedAsync();
        var key = await rooms.HearAsync("c", "person");
        await rooms.DoAsync(key, Mei, new OwnershipEvent.TakenOver(Mei.Id));
        using var events = await EventsAsync(rooms, Li, after: null);
        await events.NextAsync("Ready", Cancellation);

        await rooms.DoAsync(key, Mei, new OwnershipEvent.PassedToTeam(Mei.Id, "billing"));
        await rooms.HearAsync("c", "my bill is wrong");
        await rooms.HearAsync("other", "person");

        Assert.AreEqual("ConversationPassedOn", (await events.NextAsync(null, Cancellation)).EventType);
        Assert.AreEqual("PersonAsked", (await events.NextAsync(null, Cancellation)).EventType);
    }

    protected async Task<TestRooms> StartedAsync()
    {
        var rooms = await DeskRooms.CreateAsync(provider, Cancellation);
        await rooms.StartAsync(Cancellation);
        return rooms;
    }

    protected static async Task<Events> EventsAsync(TestRooms rooms, StaffMember by, string? after)
    {
        var http = new HttpClient { BaseAddress = new(rooms.Address, "/api/v1/") };
        var request = Request(HttpMethod.Get, "events", by);
        if (after is not null)
        {
            request.Headers.Add("Last-Event-ID", after);
        }

        var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
        Assert.AreEqual("text/event-stream", response.Content.Headers.ContentType?.MediaType);
        return new(http, SseParser.Create(await response.Content.ReadAsStreamAsync()).EnumerateAsync().GetAsyncEnumerator());
    }

    private async Task<JsonElement> GetAsync(TestRooms rooms, string path, StaffMember by)
    {
        var (status, body) = await SendAsync(rooms, HttpMethod.Get, path, by, null);
        Assert.AreEqual(200, status, $"{path}: {body}");
        return body;
    }

    private async Task<(int Status, JsonElement Body)> PostAsync(TestRooms rooms, string path, StaffMember? by, object body, string? idempotencyKey = null)
    {
        using var content = JsonContent.Create(body);
        return await SendAsync(rooms, HttpMethod.Post, path, by, content, idempotencyKey is null ? [] : [("Idempotency-Key", idempotencyKey)]);
    }

    private async Task<(int Status, JsonElement Body)> SendAsync(
        TestRooms rooms, HttpMethod method, string path, StaffMember? by, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var http = new HttpClient { BaseAddress = new(rooms.Address, "/api/v1/") };
        using var request = Request(method, path, by);
        request.Content = content;
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        using var response = await http.SendAsync(request, Cancellation);
        var text = await response.Content.ReadAsStringAsync(Cancellation);
        return ((int)response.StatusCode, text.Length == 0 ? default : JsonElement.Parse(text));
    }

    private static HttpRequestMessage Request(HttpMethod method, string path, StaffMember? by)
    {
        var request = new HttpRequestMessage(method, path) { Headers = { { "X-Api-Key", Key } } };
        if (by is not null)
        {
            request.Headers.Add("X-Staff-Id", $"{by.Id}");
        }

        return request;
    }

    private static string? Text(JsonElement json, string name) => json.GetProperty(name).GetString();

    private static string Line(JsonElement message) =>
        $"{Text(message, "by")}{(message.GetProperty("staff") is { ValueKind: JsonValueKind.Object } staff ? $" {Text(staff, "name")}" : "")}: {Text(message, "text")}";

    /// <summary>An open stream of events.</summary>
    protected sealed class Events(HttpClient http, IAsyncEnumerator<SseItem<string>> items) : IDisposable
    {
        /// <summary>The next event but signs of life.</summary>
        /// <param name="type">Of this type; null: of any.</param>
        /// <param name="cancellationToken">Gives up.</param>
        public async Task<SseItem<string>> NextAsync(string? type, CancellationToken cancellationToken)
        {
            while (await items.MoveNextAsync().AsTask().WaitAsync(cancellationToken))
            {
                if (items.Current.EventType == type || (type is null && items.Current.EventType != "Alive"))
                {
                    return items.Current;
                }
            }

            throw new AssertFailedException($"The stream ended before {type}.");
        }

        public void Dispose() => http.Dispose();
    }
}
