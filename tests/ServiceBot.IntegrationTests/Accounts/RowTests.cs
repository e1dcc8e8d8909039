using System.Net;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Turns;
using ServiceBot.Desk.Accounts;
using ServiceBot.Desk.Accounts.People;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.HandOver;
using ServiceBot.Desk.Staff;

namespace ServiceBot.IntegrationTests.Accounts;

/// <summary>Whose rows somebody sees: on every route that names one, in every list, and in what is told live.</summary>
[TestClass]
public sealed class RowTests
{
    private const string Secret = "the parrot is green";

    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    [DataRow(StaffRole.Agent)]
    [DataRow(StaffRole.Lead)]
    public async Task No_route_tells_or_changes_a_row_of_another_team(StaffRole role)
    {
        var product = await StaffProduct.SharedAsync();
        using var manager = await product.VisitAsync(StaffRole.Manager);
        using var caller = await product.VisitAsync(role);
        var token = await caller.ForgeryTokenAsync(Cancellation);
        var number = await OpenAsync(manager, "billing");
        var key = await WaitingAsync(product, "billing");
        var routes = RouteTests.Mapped(product).Where(route => NamesRow(route.Route) || (route.Method == "GET" && NamesRow(route.Route.ToLowerInvariant()))).ToList();     // a page takes no forms of its own
        async Task<string> StateAsync() =>
            await manager.Http.GetStringAsync($"/api/v1/requests/{number}", Cancellation) + await manager.Http.GetStringAsync($"/api/v1/inbox/conversations/{key}", Cancellation)
            + await manager.Http.GetStringAsync($"/api/v1/inbox/conversations/{key}/messages", Cancellation);
        var before = await StateAsync();

        var wrong = new List<string>();
        foreach (var (method, route) in routes)
        {
            var path = route.Replace("{key:long}", $"{key}", StringComparison.OrdinalIgnoreCase).Replace("{number}", number, StringComparison.OrdinalIgnoreCase)
                .Replace("{id:guid}", $"{Guid.Empty}", StringComparison.Ordinal);
            using var request = new HttpRequestMessage(new(method), route.EndsWith("/files", StringComparison.Ordinal) ? path + "?name=a.txt&epoch=1" : path);
            request.Headers.Add("RequestVerificationToken", token);
            if (method != "GET")
            {
                request.Content = BodyOf(route);
            }

            using var response = await caller.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
            var body = (await response.Content.ReadAsStringAsync(Cancellation)).Replace(path, "", StringComparison.Ordinal);     // an error page leads to itself in the other language
            if (response.StatusCode is not (HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
                || new[] { "parrot", "billing", number, "epoch" }.Any(trace => body.Contains(trace, StringComparison.OrdinalIgnoreCase)))
            {
                wrong.Add($"{method} {path}: {(int)response.StatusCode} {body}");
            }
        }

        foreach (var list in new[] { "requests", "requests?team=billing", "inbox/mine", "inbox/team", "inbox/waiting", "inbox/bot", "inbox/ended", "gaps", $"search?q={number}" })
        {
            var body = await caller.Http.GetStringAsync($"/api/v1/{list}{(list.Contains('?', StringComparison.Ordinal) ? '&' : '?')}take=200", Cancellation);
            if (body.Contains(number, StringComparison.Ordinal) || body.Contains($"\"key\":{key},", StringComparison.Ordinal))
            {
                wrong.Add($"GET {list}: {body}");
            }
        }

        Assert.IsGreaterThan(15, routes.Count);
        Assert.AreEqual("", string.Join('\n', wrong));
        Assert.AreEqual(before, await StateAsync());
    }

    [TestMethod]
    public async Task Who_has_no_team_is_of_the_default_team()
    {
        var product = await StaffProduct.SharedAsync();
        using var manager = await product.VisitAsync(StaffRole.Manager);
        using var loose = new StaffClient(product.Address, (await product.JoinAsync("loose@desk.example", team: null)).Token);
        var (shared, foreign) = (await OpenAsync(manager, "other"), await OpenAsync(manager, "billing"));
        var (sharedKey, foreignKey, anybodys) = (await WaitingAsync(product, "care"), await WaitingAsync(product, "billing"), await WaitingAsync(product, null));

        async Task<HttpStatusCode> StatusAsync(string path) => (await loose.Http.GetAsync($"/api/v1/{path}", Cancellation)).StatusCode;

        Assert.AreEqual(HttpStatusCode.OK, await StatusAsync($"requests/{shared}"));
        Assert.AreEqual(HttpStatusCode.NotFound, await StatusAsync($"requests/{foreign}"));
        Assert.AreEqual(HttpStatusCode.OK, await StatusAsync($"inbox/conversations/{sharedKey}"));
        Assert.AreEqual(HttpStatusCode.OK, await StatusAsync($"inbox/conversations/{anybodys}"));
        Assert.AreEqual(HttpStatusCode.NotFound, await StatusAsync($"inbox/conversations/{foreignKey}"));
        var waiting = await loose.Http.GetFromJsonAsync<JsonElement>("/api/v1/inbox/waiting?take=200", Cancellation);
        var keys = waiting.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("key").GetInt64()).ToList();
        CollectionAssert.IsSubsetOf(new[] { sharedKey, anybodys }, keys);
        Assert.DoesNotContain(foreignKey, keys);
    }

    [TestMethod]
    public async Task A_program_that_acts_for_somebody_sees_their_rows()
    {
        var product = await StaffProduct.SharedAsync();
        using var manager = await product.VisitAsync(StaffRole.Manager);
        using var program = product.Visit();
        program.Http.DefaultRequestHeaders.Add("X-Api-Key", StaffProduct.Key);
        var foreign = await OpenAsync(manager, "billing");
        using var alone = await program.Http.GetAsync($"/api/v1/requests/{foreign}", Cancellation);
        program.Http.DefaultRequestHeaders.Add("X-Staff-Id", $"{(await product.JoinAsync("acted-for@desk.example")).Member.Id}");

        using var forAgent = await program.Http.GetAsync($"/api/v1/requests/{foreign}", Cancellation);

        Assert.AreEqual(HttpStatusCode.OK, alone.StatusCode);
        Assert.AreEqual(HttpStatusCode.NotFound, forAgent.StatusCode);
    }

    [TestMethod]
    public async Task Agents_hear_live_of_what_they_may_see_and_of_nothing_else()
    {
        await using var product = await StaffProduct.StartAsync();
        using var manager = await product.VisitAsync(StaffRole.Manager);
        var foreign = await OpenAsync(manager, "billing");
        using var agent = await product.VisitAsync(StaffRole.Agent);
        var kim = await product.JoinAsync("kim@desk.example", team: "billing");
        var key = await WaitingAsync(product, "billing");
        using var events = await Events.OpenAsync(agent, Cancellation);
        Assert.AreEqual("Ready", (await events.NextAsync(Cancellation))?.EventType);

        await PostAsync(manager, $"/api/v1/requests/{foreign}/comments", new { text = Secret });
        await PostAsync(manager, $"/api/v1/requests/{foreign}/status", new { status = "open" });
        await product.Get<ManageKeys>().MakeAsync(product.Ada.Id, "unheard", ["gaps:read"], null, Cancellation);
        await product.JoinAsync("unheard@desk.example");
        await product.Get<ActOnConversation>().HandleAsync(key, kim.Member, _ => new OwnershipEvent.TakenOver(kim.Member.Id), null, null, Cancellation);
        var own = await OpenAsync(manager, "fault");
        await PostAsync(manager, $"/api/v1/requests/{own}/comments", new { text = "hello" });

        Assert.AreEqual("RequestOpened", (await events.NextAsync(Cancellation))?.EventType);
        Assert.AreEqual("RequestCommented", (await events.NextAsync(Cancellation))?.EventType);
    }

    [TestMethod]
    [DataRow("session")]
    [DataRow("person")]
    [DataRow("key")]
    [DataRow("acting")]
    public async Task A_stream_ends_with_what_opened_it(string what)
    {
        await using var product = await StaffProduct.StartAsync();
        var mei = await product.JoinAsync("mei@desk.example");
        using var client = what is "session" or "person" ? new StaffClient(product.Address, mei.Token) : product.Visit();
        var keyId = Guid.Empty;
        if (what is "key" or "acting")
        {
            var key = ((AccountOutcome.Shown)await product.Get<ManageKeys>().MakeAsync(product.Ada.Id, "wall", ["conversations:read"], null, Cancellation)).Words[0];
            keyId = (await product.Database.ReadAsync(ServiceBot.Channels.Api.ApiKeyStore.ListAsync, Cancellation)).Single().Id;
            client.Http.DefaultRequestHeaders.Add("X-Api-Key", key);
            if (what == "acting")
            {
                client.Http.DefaultRequestHeaders.Add("X-Staff-Id", $"{mei.Member.Id}");
            }
        }

        using var events = await Events.OpenAsync(client, Cancellation);
        Assert.AreEqual("Ready", (await events.NextAsync(Cancellation))?.EventType);
        var people = product.Get<ManagePeople>();
        await (what switch
        {
            "session" => people.EndSessionAsync(
                product.Ada.Id, mei.Member.Id, (await product.Get<StaffSessions>().FindAsync(mei.Token, Cancellation))!.Value.Session.Id, Cancellation),
            "key" => product.Get<ManageKeys>().RevokeAsync(product.Ada.Id, keyId, Cancellation),
            _ => people.DisableAsync(product.Ada.Id, mei.Member.Id, Cancellation),
        });

        while (await events.NextAsync(Cancellation) is { } happened)
        {
            Assert.AreNotEqual("Alive", happened.EventType, "it ends with the word of the end, not some time later");
        }
    }

    [TestMethod]
    public async Task A_stream_follows_its_reader_to_another_team()
    {
        await using var product = await StaffProduct.StartAsync();
        var mei = await product.JoinAsync("mei@desk.example");
        using var manager = await product.VisitAsync(StaffRole.Manager);
        using var client = new StaffClient(product.Address, mei.Token);
        var former = await OpenAsync(manager, "fault");
        using var events = await Events.OpenAsync(client, Cancellation);
        Assert.AreEqual("Ready", (await events.NextAsync(Cancellation))?.EventType);

        await product.Get<ManagePeople>().SetRoleAsync(product.Ada.Id, mei.Member.Id, StaffRole.Agent, "billing", Cancellation);
        await PostAsync(manager, $"/api/v1/requests/{former}/comments", new { text = Secret });
        var number = await OpenAsync(manager, "billing");
        await PostAsync(manager, $"/api/v1/requests/{number}/comments", new { text = "hello" });

        Assert.AreEqual("RequestOpened", (await events.NextAsync(Cancellation))?.EventType);
        Assert.AreEqual("RequestCommented", (await events.NextAsync(Cancellation))?.EventType);
    }

    private async Task<string> OpenAsync(StaffClient by, string category) =>
        (await PostAsync(by, "/api/v1/requests", new { subject = Secret, details = Secret, category })).GetProperty("number").GetString()!;

    private async Task<JsonElement> PostAsync(StaffClient by, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("RequestVerificationToken", await by.ForgeryTokenAsync(Cancellation));
        using var response = await by.Http.SendAsync(request, Cancellation);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    /// <summary>A conversation whose customer waits for a team; null: for whoever is free.</summary>
    private async Task<long> WaitingAsync(StaffProduct product, string? team)
    {
        var id = Guid.NewGuid().ToString("N");
        var accepted = await product.Get<AcceptActivity>().HandleAsync(
            new()
            {
                Type = ActivityTypes.Message,
                Text = Secret,
                ChannelId = ChannelIds.DirectLine,
                Conversation = new() { Id = id },
                From = new() { Id = $"dl_{id}" },
                Recipient = new() { Id = "servicebot" },
            },
            dedupeId: null,
            (activity, seq) =>
            {
                activity.Id = ActivityIds.Make(id, seq);
                return ActivityJson.Write(activity);
            },
            shown: true,
            CancellationToken.None);
        await ((AcceptOutcome.Accepted)accepted).Turn;
        return await product.Database.WriteAsync(
            async unit =>
            {
                var key = (await ConversationStore.FindAsync(unit, ChannelIds.DirectLine, id))!.Key;
                await product.Get<ChangeOwner>().HandleAsync(unit, (await ConversationStore.HoldAsync(unit, key))!, new OwnershipEvent.PersonAsked("asked", "en", null, team));
                return key;
            },
            Cancellation);
    }

    private static bool NamesRow(string route) => route.Contains("{key:long}", StringComparison.Ordinal) || route.Contains("{number}", StringComparison.Ordinal);

    /// <summary>A body that would be taken, if the row were the caller's.</summary>
    private static ByteArrayContent BodyOf(string route) => route[(route.LastIndexOf('/') + 1)..] switch
    {
        "say" when route.StartsWith("/desk/requests", StringComparison.Ordinal) => Form(("kind", "note"), ("text", "hello"), ("epoch", "1"), ("once", $"{Guid.NewGuid()}")),
        "assign" when route.StartsWith("/desk", StringComparison.Ordinal) => Form(("to", "team:faults"), ("epoch", "1")),
        "assign" => Json("""{"team":"faults"}"""),
        "conversations" when route.StartsWith("/desk", StringComparison.Ordinal) => Form(("what", "link"), ("conversation", "1")),
        "conversations" => Json("""{"conversation":1}"""),
        "links" when route.StartsWith("/desk", StringComparison.Ordinal) => Form(("what", "link"), ("kind", "related"), ("other", "SR-000001")),
        "links" => Json("""{"kind":"related","other":"SR-000001"}"""),
        "merge" => Json("""{"into":"SR-000001"}"""),
        "split" when route.StartsWith("/desk", StringComparison.Ordinal) => Form(("subject", "hello"), ("line", "1"), ("once", $"{Guid.NewGuid()}")),
        "split" => Json("""{"subject":"hello","lines":[1]}"""),
        "link" => Form(("number", "SR-000001")),
        "mark" => Form(("what", "tag"), ("tag", "hello")),
        "tags" when route.StartsWith("/desk", StringComparison.Ordinal) => Form(("what", "tag"), ("tag", "hello")),
        "snooze" when route.StartsWith("/desk", StringComparison.Ordinal) => Form(("until", "1h")),
        "snooze" => Json("""{"until":"1h"}"""),
        "tags" => Json("""{"add":["hello"]}"""),
        "followers" => Json($$"""{"staff":"{{Guid.NewGuid()}}"}"""),
        "checks" => Json("""{"text":"hello"}"""),
        "edit" when route.StartsWith("/desk", StringComparison.Ordinal) => Form(("category", "other"), ("impact", "High"), ("urgency", "High"), ("epoch", "1")),
        "edit" => Json("""{"impact":"high","urgency":"high"}"""),
        "{id:guid}" => Form(("epoch", "1"), ("once", $"{Guid.NewGuid()}")),
        "draft" => Form(("words", "hello"), ("kind", "note"), ("from", "0")),
        "look" => Form(("tab", "t1"), ("what", "looks")),
        "act" => Form(("what", "take"), ("epoch", "1")),
        "say" => Form(("kind", "note"), ("text", "hello"), ("epoch", "1"), ("once", $"{Guid.NewGuid()}")),
        "requests" => Form(("subject", "hello"), ("category", "other"), ("priority", "Normal"), ("once", $"{Guid.NewGuid()}")),
        "files" => new ByteArrayContent("words"u8.ToArray()) { Headers = { ContentType = new("application/octet-stream") } },
        "transfer" => Json("""{"team":"faults"}"""),
        "replies" => Json("""{"text":"hello","epoch":1}"""),
        "notes" or "whispers" or "comments" => Json("""{"text":"hello"}"""),
        "status" => Json("""{"status":"open"}"""),
        _ => Json("{}"),
    };

    private static FormUrlEncodedContent Form(params (string Name, string Value)[] fields) => new(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));

    private static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    /// <summary>An open stream of events.</summary>
    private sealed class Events(HttpResponseMessage response, IAsyncEnumerator<SseItem<string>> items) : IDisposable
    {
        public static async Task<Events> OpenAsync(StaffClient client, CancellationToken cancellationToken)
        {
            var response = await client.Http.GetAsync("/api/v1/events", HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            Assert.AreEqual(HttpStatusCode.OK, response.StatusCode);
            return new(response, SseParser.Create(await response.Content.ReadAsStreamAsync(cancellationToken)).EnumerateAsync(cancellationToken).GetAsyncEnumerator(cancellationToken));
        }

        /// <summary>The next event; null: the stream has ended.</summary>
        public async Task<SseItem<string>?> NextAsync(CancellationToken cancellationToken) =>
            await items.MoveNextAsync().AsTask().WaitAsync(cancellationToken) ? items.Current : null;

        public void Dispose() => response.Dispose();
    }
}
