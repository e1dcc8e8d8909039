using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ServiceBot.Channels.Turns;
using ServiceBot.Crm.Customers;
using ServiceBot.Desk.Access;
using ServiceBot.Desk.Conversations;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Sla;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.IntegrationTests.Desk.HandOver;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Desk;

[TestClass]
public sealed class RequestConversationsOnSqlite() : RequestConversationTests(StorageProvider.Sqlite);

[TestClass]
public sealed class RequestConversationsOnPostgreSql() : RequestConversationTests(StorageProvider.PostgreSql);

/// <summary>A request over several conversations, and files on one that was opened in none.</summary>
public abstract class RequestConversationTests(StorageProvider provider)
{
    private static readonly byte[] Picture = [0x89, .. "PNG\r\n"u8, 0x1A, .. "\n and so on"u8];
    private TestRooms? _rooms;
    private ToldNews? _news;

    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    private TestRooms Rooms => _rooms!;

    [TestInitialize]
    public async Task CreateAsync()
    {
        _rooms = await DeskRooms.CreateAsync(provider, Cancellation);
        _news = new(_rooms);
    }

    [TestCleanup]
    public async Task CloseAsync() => await Rooms.DisposeAsync();

    [TestMethod]
    public async Task News_reach_each_customer_of_each_linked_conversation_once_and_those_that_are_unlinked_no_more()
    {
        var (origin, again, other) = (await TalkAsync("c1~mei"), await TalkAsync("c2~mei"), await TalkAsync("c3~tom"));
        var request = await OpenAsync(origin);
        await LinkAsync(request, again);
        await LinkAsync(request, other);
        await LinkAsync(request, other);

        await SayAsync(request, "We measure the line.", isPublic: true);
        await SayAsync(request, "He is a regular.", isPublic: false);
        await LinkAsync(request, other, linked: false);
        await MoveAsync(request, RequestStatus.Resolved);

        CollectionAssert.AreEqual(new[] { $"About your request {request.Number}:\n\n> We measure the line.", Resolved(request) }, (await SaidAsync(origin)).ToArray());
        CollectionAssert.AreEqual(new[] { $"About your request {request.Number}:\n\n> We measure the line." }, (await SaidAsync(other)).ToArray());
        Assert.IsEmpty(await SaidAsync(again), "mei has heard it where she asked");
        var history = await Rooms.ReadAsync(session => RequestStore.HistoryAsync(session, request.Id));
        CollectionAssert.AreEqual(
            new[] { (null, $"{again}"), (null, $"{other}"), ($"{other}", (string?)null) },
            history.Where(change => change.What == "conversation").Select(change => (change.FromValue, change.ToValue)).ToArray());
        Assert.AreEqual((2L, 1L), (await Rooms.CountSignalsAsync("RequestConversationLinked"), await Rooms.CountSignalsAsync("RequestConversationUnlinked")));
    }

    [TestMethod]
    public async Task Where_the_first_conversation_takes_nothing_any_more_the_next_of_the_same_customer_does()
    {
        var (origin, again) = (await TalkAsync("c1~mei"), await TalkAsync("c2~mei"));
        var (request, bare) = (await OpenAsync(origin), await OpenAsync(null));
        await LinkAsync(request, again);
        await LinkAsync(bare, again);
        await Rooms.WriteAsync(unit => ConversationStore.AppendAsync(unit, origin, Rooms.Clock.GetUtcNow(), ends: true));

        await MoveAsync(request, RequestStatus.Resolved);
        await MoveAsync(bare, RequestStatus.Resolved);

        Assert.IsEmpty(await SaidAsync(origin));
        CollectionAssert.AreEqual(new[] { Resolved(request), Resolved(bare) }, (await SaidAsync(again)).ToArray());
    }

    [TestMethod]
    public async Task A_linked_conversation_shows_the_request_at_its_side_to_who_sees_both()
    {
        var (origin, other) = (await TalkAsync("c1~mei"), await TalkAsync("c2~tom"));
        var request = await OpenAsync(origin, "fault");
        await LinkAsync(request, other);

        async Task<IReadOnlyList<StoryRequest>> StoryAsync(Sight sight) => (await Rooms.ReadAsync(session =>
            CustomerStory.ReadAsync(session, other, sight, Rooms.Get<RequestSla>(), Rooms.Clock.GetUtcNow()))).Requests;

        Assert.AreEqual(request.Number, (await StoryAsync(Sight.Of(DeskRooms.Li, "care"))).Single().Request.Number);
        Assert.IsEmpty(await StoryAsync(Sight.Of(DeskRooms.Mei, "care")), "it is another team's");
        await LinkAsync(request, other, linked: false);
        Assert.IsEmpty(await StoryAsync(Sight.Everything));
    }

    [TestMethod]
    public async Task The_conversation_it_was_opened_in_and_one_that_is_not_seen_are_not_linked()
    {
        var (origin, hidden) = (await TalkAsync("c1~mei"), await TalkAsync("c2~tom"));
        await Rooms.DoAsync(hidden, DeskRooms.Mei, new ServiceBot.Desk.HandOver.OwnershipEvent.TakenOver(DeskRooms.Mei.Id));
        await Rooms.DoAsync(hidden, DeskRooms.Mei, new ServiceBot.Desk.HandOver.OwnershipEvent.PassedToTeam(DeskRooms.Mei.Id, "billing"));
        var request = await OpenAsync(origin);

        Task<LinkConversationOutcome> TryAsync(long key, Sight sight) =>
            Rooms.WriteAsync(unit => Rooms.Get<LinkConversation>().HandleAsync(unit, request, key, linked: true, sight, Actor.Api("test")));

        Assert.AreEqual(LinkConversationOutcome.Origin, await TryAsync(origin, Sight.Everything));
        Assert.AreEqual(LinkConversationOutcome.NotFound, await TryAsync(999, Sight.Everything));
        Assert.AreEqual(LinkConversationOutcome.NotFound, await TryAsync(hidden, Sight.Of(DeskRooms.Li, "care")));
        Assert.AreEqual(LinkConversationOutcome.Done, await TryAsync(hidden, Sight.Of(DeskRooms.Tom, "care")));
    }

    [TestMethod]
    public async Task A_request_of_no_conversation_takes_files_by_form_and_by_body_and_shows_their_size()
    {
        await Rooms.StartAsync(Cancellation);
        using var client = Client();
        var request = await OpenAsync(null);
        var path = $"/api/v1/requests/{request.Number}/files";

        var sent = await PostAsync(client, $"{path}?public=true", Form(("a.png", Picture), ("说明.txt", "press reset"u8.ToArray())));
        var raw = await PostAsync(client, $"{path}?name=b.txt", new ByteArrayContent("hello"u8.ToArray()) { Headers = { ContentType = new("application/octet-stream") } });
        var unfit = await PostAsync(client, path, Form(("a.png", Picture), ("page.png", "<html><script>alert(1)</script>"u8.ToArray())));
        var huge = await PostAsync(client, path, Form(("a.txt", [.. Enumerable.Repeat((byte)'a', (8 * 1024 * 1024) + 1)])));
        var many = await PostAsync(client, path, Form([.. Enumerable.Range(0, 11).Select(i => ($"{i}.txt", "x"u8.ToArray()))]));
        var none = await PostAsync(client, path, Form());

        CollectionAssert.AreEqual(new[] { 200, 200, 400, 413, 400, 400 }, new[] { sent, raw, unfit, huge, many, none });
        var details = await client.GetFromJsonAsync<JsonElement>($"/api/v1/requests/{request.Number}", Cancellation);
        var files = details.GetProperty("attachments").EnumerateArray().ToList();
        CollectionAssert.AreEquivalent(
            new[] { ("a.png", "image/png", (long)Picture.Length), ("说明.txt", "text/plain; charset=utf-8", 11L), ("b.txt", "text/plain; charset=utf-8", 5L) },
            files.Select(file => (file.GetProperty("name").GetString(), file.GetProperty("contentType").GetString(), file.GetProperty("size").GetInt64())).ToArray());
        using var served = await client.GetAsync(files.Single(file => file.GetProperty("name").GetString() == "a.png").GetProperty("url").GetString(), Cancellation);
        CollectionAssert.AreEqual(Picture, await served.Content.ReadAsByteArrayAsync(Cancellation));
        Assert.AreEqual("sandbox; default-src 'none'", served.Headers.GetValues("Content-Security-Policy").Single());
    }

    [TestMethod]
    public async Task The_api_links_and_unlinks_and_says_what_does_not_fit()
    {
        await Rooms.StartAsync(Cancellation);
        using var client = Client();
        var (origin, other) = (await TalkAsync("c1~mei"), await TalkAsync("c2~tom"));
        var request = await OpenAsync(origin);
        var path = $"/api/v1/requests/{request.Number}/conversations";

        async Task<int> LinkedAsync() => (await client.GetFromJsonAsync<JsonElement>($"/api/v1/requests/{request.Number}", Cancellation)).GetProperty("linkedConversations").GetArrayLength();

        Assert.AreEqual(200, await PostAsync(client, path, JsonContent.Create(new { conversation = other })));
        Assert.AreEqual(1, await LinkedAsync());
        Assert.AreEqual(200, await PostAsync(client, path, JsonContent.Create(new { conversation = other, link = false })));
        Assert.AreEqual(0, await LinkedAsync());
        Assert.AreEqual(409, await PostAsync(client, path, JsonContent.Create(new { conversation = origin })));
        Assert.AreEqual(400, await PostAsync(client, path, JsonContent.Create(new { conversation = 999 })));
        Assert.AreEqual(400, await PostAsync(client, path, JsonContent.Create(new { link = true })));
        Assert.AreEqual(404, await PostAsync(client, "/api/v1/requests/SR-000999/conversations", JsonContent.Create(new { conversation = other })));
    }

    private static string Resolved(ServiceRequest request) => $"Your request {request.Number} is resolved. If it is not, tell me here.";

    private HttpClient Client()
    {
        var client = new HttpClient { BaseAddress = Rooms.Address };
        client.DefaultRequestHeaders.Add("X-Api-Key", DeskRooms.Key);
        return client;
    }

    private async Task<int> PostAsync(HttpClient client, string path, HttpContent content)
    {
        using var response = await client.PostAsync(path, content, Cancellation);
        return (int)response.StatusCode;
    }

    private static MultipartFormDataContent Form(params (string Name, byte[] Bytes)[] files)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, bytes) in files)
        {
            form.Add(new ByteArrayContent(bytes) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } }, "file", name);
        }

        return form;
    }

    /// <summary>A conversation of a customer whom the books know.</summary>
    private async Task<long> TalkAsync(string name)
    {
        var key = await Rooms.HearAsync(name, "hello");
        await Rooms.WriteAsync(async unit =>
        {
            var conversation = (await ConversationStore.FindAsync(unit, key))!;
            return await Rooms.Get<RecogniseCustomer>().HandleAsync(unit, RecogniseCustomer.AccountOf(conversation.ChannelId, conversation.UserId), null, "en", Rooms.Clock.GetUtcNow());
        });
        return key;
    }

    /// <summary>What was said in a conversation since its first word and the answer to that.</summary>
    private async Task<IReadOnlyList<string>> SaidAsync(long key)
    {
        await _news!.TellAsync();
        return [.. (await Rooms.TextsAsync(key)).Where(text => text.StartsWith("About", StringComparison.Ordinal) || text.StartsWith("Your request", StringComparison.Ordinal))];
    }

    private async Task<ServiceRequest> OpenAsync(long? conversation, string category = "other")
    {
        var wanted = new NewRequest { Subject = "Router drops", Details = "Every evening.", Category = category, Language = "en", By = Actor.Customer, Conversation = conversation };
        return ((OpenRequestOutcome.Opened)await Rooms.WriteAsync(unit => Rooms.Get<OpenRequest>().HandleAsync(unit, wanted))).Request;
    }

    private async Task LinkAsync(ServiceRequest request, long conversation, bool linked = true)
    {
        await _news!.TellAsync();     // who is told is decided when it is told
        Assert.AreEqual(LinkConversationOutcome.Done, await Rooms.WriteAsync(unit =>
            Rooms.Get<LinkConversation>().HandleAsync(unit, request, conversation, linked, Sight.Everything, Actor.Api("test"))));
    }

    private Task<AddCommentOutcome> SayAsync(ServiceRequest request, string text, bool isPublic) => Rooms.WriteAsync(unit =>
        Rooms.Get<AddComment>().HandleAsync(unit, request.Number, text, isPublic, Actor.Api("test"), Rooms.Clock.GetUtcNow()));

    private Task<ChangeStatusOutcome> MoveAsync(ServiceRequest request, RequestStatus to) =>
        Rooms.WriteAsync(unit => Rooms.Get<ChangeStatus>().HandleAsync(unit, request.Number, to, Actor.Api("test"), version: null, comment: null));
}
