using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.DirectLine;
using ServiceBot.Channels.Outbox;
using ServiceBot.Channels.Turns;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.IntegrationTests.Nodes;

/// <summary>Several nodes on one PostgreSQL.</summary>
[TestClass]
public sealed class NodeTests
{
    private const string ListeningConnections = """
        FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'LISTEN%' AND pid <> pg_backend_pid()
        """;

    private static readonly TimeSpan LessThanALook = TimeSpan.FromSeconds(1);     // untold streams are looked after every 3 seconds

    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task What_is_posted_on_one_node_is_streamed_by_the_other_at_once_in_order_and_once()
    {
        await using var a = await RoomsAsync();
        var b = a.AddNode(Echo);
        await Task.WhenAll(a.StartAsync(Cancellation), b.StartAsync(Cancellation));
        await UntilAsync(a, $"SELECT count(*) {ListeningConnections}", 2);
        using var visitor = new Visitor(await TokenAsync(a));
        await visitor.StartAsync(a, Cancellation);
        using var stream = await visitor.StreamAsync(b, Cancellation);

        var wait = await MedianWaitAsync(visitor, a, stream);
        await visitor.PostAsync(b, "here", Cancellation);
        await stream.UntilAsync("echo here", Cancellation);

        CollectionAssert.AreEqual(
            Enumerable.Range(0, 9).Select(n => $"m{n}").Append("here").SelectMany(text => new[] { text, $"echo {text}" }).ToList(), stream.Texts);
        Assert.IsLessThan(LessThanALook, wait);
    }

    [TestMethod]
    public async Task A_signal_is_read_once_whichever_node_reads_it()
    {
        await using var a = await RoomsAsync();
        var b = a.AddNode(Echo);
        await Task.WhenAll(a.StartAsync(Cancellation), b.StartAsync(Cancellation));

        for (var n = 1; n <= 10; n++)
        {
            var node = n % 2 == 0 ? a : b;
            await node.WriteAsync(async unit =>
            {
                await node.Get<SignalLog>().AppendAsync(unit, new("KnowledgeGap", node.Clock.GetUtcNow(), Data: """{"question":"why?","language":"en"}"""));
                return true;
            });
            await UntilAsync(a, $"SELECT count(*) FROM desk_knowledge_gap WHERE asked >= {n}", 1);
        }

        Assert.AreEqual(10, await a.ReadAsync(session => session.GetAsync<long>("SELECT asked FROM desk_knowledge_gap")));
    }

    [TestMethod]
    public async Task A_cut_listening_connection_loses_no_message_and_comes_back()
    {
        await using var a = await RoomsAsync();
        var b = a.AddNode(Echo);
        await Task.WhenAll(a.StartAsync(Cancellation), b.StartAsync(Cancellation));
        using var visitor = new Visitor(await TokenAsync(a));
        await visitor.StartAsync(a, Cancellation);
        using var stream = await visitor.StreamAsync(b, Cancellation);
        await UntilAsync(a, $"SELECT count(*) {ListeningConnections}", 2);

        await a.ReadAsync(session => session.QueryAsync<bool>($"SELECT pg_terminate_backend(pid) {ListeningConnections}"));
        await visitor.PostAsync(a, "unheard", Cancellation);
        await stream.UntilAsync("echo unheard", Cancellation);
        await UntilAsync(a, $"SELECT count(*) {ListeningConnections}", 2);
        var wait = await MedianWaitAsync(visitor, a, stream);

        CollectionAssert.AreEqual(
            Enumerable.Range(0, 9).Select(n => $"m{n}").Prepend("unheard").SelectMany(text => new[] { text, $"echo {text}" }).ToList(), stream.Texts);
        Assert.IsLessThan(LessThanALook, wait);
    }

    [TestMethod]
    public async Task A_connection_that_the_server_ends_is_a_loss_of_the_database_and_the_next_one_works()
    {
        const string EndOneself = "SELECT pg_terminate_backend(pg_backend_pid())";
        await using var a = await RoomsAsync();

        await Assert.ThrowsExactlyAsync<StorageException>(() => a.ReadAsync(session => session.GetAsync<bool>(EndOneself)));
        await Assert.ThrowsExactlyAsync<StorageException>(() => a.WriteAsync(unit => unit.GetAsync<bool>(EndOneself)));

        Assert.AreEqual(1, await a.ReadAsync(session => session.GetAsync<int>("SELECT 1")));
    }

    [TestMethod]
    public async Task A_starting_node_leaves_what_another_sends_alone_and_takes_over_when_that_is_dead()
    {
        var onItsWay = new Post();
        var second = new Post();
        await using var a = await RoomsAsync(onItsWay);
        var b = a.AddNode(services => Echo(services, second));
        var letters = await LetterAsync(a, "first");
        await onItsWay.NextAsync(Cancellation);

        await b.Get<OutboxSender>().RecoverAsync(Cancellation);
        a.Clock.Advance(OutboxStore.Lease * 0.9);
        await letters.LookAfterAllAsync(Cancellation);     // renews
        a.Clock.Advance(OutboxStore.Lease * 0.9);
        await b.Get<OutboxSender>().LookAfterAllAsync(Cancellation);
        Assert.AreEqual(0, b.Get<OutboxSender>().InHand);

        a.Clock.Advance(OutboxStore.Lease);     // a has not renewed: it is dead
        await b.Get<OutboxSender>().LookAfterAllAsync(Cancellation);
        Assert.AreEqual("first", await second.NextAsync(Cancellation));
    }

    [TestMethod]
    public async Task Turns_of_a_node_that_died_are_run_by_another_once()
    {
        await using var a = await RoomsAsync();
        var b = a.AddNode(Echo);
        var c = a.AddNode(Echo);
        a.Get<TurnRunner>().Stop();     // what it accepts from now on it never handles, as if it had died
        for (var n = 0; n < 5; n++)
        {
            await AcceptAsync(a, n);
        }

        Assert.AreEqual(0, await b.Get<TurnRunner>().AdoptAsync(Cancellation), "At the first look the turns may still be under way.");
        Assert.AreEqual(1, await b.Get<TurnRunner>().AdoptAsync(Cancellation));
        Assert.IsLessThanOrEqualTo(1, await c.Get<TurnRunner>().RecoverAsync(Cancellation));
        await UntilAsync(a, "SELECT count(*) FROM channel_conversation WHERE handled_seq = accepted_seq", 1);
        while (b.Get<TurnRunner>().Busy + c.Get<TurnRunner>().Busy > 0)
        {
            await Task.Delay(5, Cancellation);
        }

        Assert.AreEqual(5, b.Get<TurnRunner>().Committed + c.Get<TurnRunner>().Committed);
        Assert.AreEqual(5, await a.CountSignalsAsync("Echoed"));
        Assert.AreEqual(0, await b.Get<TurnRunner>().AdoptAsync(Cancellation));
    }

    [TestMethod]
    public async Task Two_nodes_that_answer_one_conversation_answer_each_message_once()
    {
        await using var a = await RoomsAsync();
        var b = a.AddNode(Echo);
        var dead = a.AddNode(Echo);
        dead.Get<TurnRunner>().Stop();
        await AcceptAsync(dead, 0);     // so that the next ones queue up behind it
        var nodes = new[] { a, b };

        var accepted = await Task.WhenAll(Enumerable.Range(1, 40).Select(n => Task.Run(() => AcceptAsync(nodes[n % 2], n), Cancellation)));
        var results = await Task.WhenAll(accepted.OfType<AcceptOutcome.Accepted>().Select(outcome => outcome.Turn));

        CollectionAssert.AreEqual(
            Enumerable.Range(1, 40).Select(n => $"echo m{n}").ToList(), results.Select(result => result.Replies.Single().Text).ToList(), "Who asked gets the answer, whichever node gave it.");
        Assert.AreEqual(41, a.Get<TurnRunner>().Committed + b.Get<TurnRunner>().Committed);
        Assert.AreEqual(41, await a.CountSignalsAsync("Echoed"));
        var transcript = await a.ReadAsync(session => ConversationStore.ReadAsync(session, 1, 0, 100));
        CollectionAssert.AreEqual(Enumerable.Range(1, 82).Select(n => (long)n).ToList(), transcript.Select(activity => activity.Seq).ToList());
    }

    /// <summary>Posts nine messages on a node, and waits for each answer on a stream.</summary>
    private async Task<TimeSpan> MedianWaitAsync(Visitor visitor, TestRooms node, Stream stream)
    {
        var waits = new List<TimeSpan>();
        for (var n = 0; n < 9; n++)
        {
            var posted = TimeProvider.System.GetTimestamp();
            await visitor.PostAsync(node, $"m{n}", Cancellation);
            await stream.UntilAsync($"echo m{n}", Cancellation);
            waits.Add(TimeProvider.System.GetElapsedTime(posted));
        }

        return waits.Order().ElementAt(4);
    }

    private static Task<AcceptOutcome> AcceptAsync(TestRooms node, int n) => node.Get<AcceptActivity>().HandleAsync(
        new()
        {
            Type = ActivityTypes.Message,
            Text = $"m{n}",
            ChannelId = ChannelIds.DirectLine,
            Conversation = new() { Id = "talk" },
            From = new() { Id = "dl_me" },
            Recipient = new() { Id = "servicebot" },
        },
        dedupeId: $"m{n}",
        (activity, seq) =>
        {
            activity.Id = ActivityIds.Make("talk", seq);
            return ActivityJson.Write(activity);
        },
        shown: true,
        CancellationToken.None);

    private static async Task<OutboxSender> LetterAsync(TestRooms node, string payload)
    {
        var sender = node.Get<OutboxSender>();
        await node.WriteAsync(async unit =>
        {
            await sender.PostAsync(unit, payload, Post.PostKind, payload);
            return true;
        });
        return sender;
    }

    private async Task<TestRooms> RoomsAsync(Post? post = null) => await TestRooms.CreateAsync(
        StorageProvider.PostgreSql, new Dictionary<string, string?>(), Cancellation, services => Echo(services, post));

    private static void Echo(IServiceCollection services) => Echo(services, null);

    private static void Echo(IServiceCollection services, Post? post)
    {
        services.AddSingleton<ITurnHandler, EchoHandler>();
        if (post is not null)
        {
            services.AddSingleton<IOutboxTransport>(post);
        }
    }

    private async Task<ChatToken> TokenAsync(TestRooms rooms) => await rooms.Get<ChatTokens>().IssueAsync("dl_visitor", startOver: false, Cancellation);

    private async Task UntilAsync(TestRooms rooms, string count, long expected)
    {
        while (await rooms.ReadAsync(session => session.GetAsync<long>(count)) != expected)
        {
            await Task.Delay(10, Cancellation);
        }
    }

    /// <summary>A transport that never ends, as far as the sender knows.</summary>
    private sealed class Post : IOutboxTransport
    {
        public const string PostKind = "post";

        private readonly System.Threading.Channels.Channel<string> _sent = System.Threading.Channels.Channel.CreateUnbounded<string>();

        public string Kind => PostKind;

        public async Task<string> NextAsync(CancellationToken cancellationToken) => await _sent.Reader.ReadAsync(cancellationToken);

        public async Task<DeliveryOutcome> SendAsync(OutboxItem item, Conversation? conversation, CancellationToken cancellationToken)
        {
            _sent.Writer.TryWrite(item.Payload);
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return new DeliveryOutcome.Delivered();
        }
    }

    /// <summary>A customer who speaks to any node, and listens to one.</summary>
    private sealed class Visitor(ChatToken token) : IDisposable
    {
        private readonly HttpClient _http = new() { DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", token.Token) } };

        public async Task StartAsync(TestRooms node, CancellationToken cancellationToken) => await SendAsync(HttpMethod.Post, node, "", new { }, cancellationToken);

        public async Task PostAsync(TestRooms node, string text, CancellationToken cancellationToken) =>
            await SendAsync(HttpMethod.Post, node, $"/{token.ConversationId}/activities", new { type = "message", text }, cancellationToken);

        public async Task<Stream> StreamAsync(TestRooms node, CancellationToken cancellationToken)
        {
            var conversation = await SendAsync(HttpMethod.Get, node, $"/{token.ConversationId}?watermark=0", null, cancellationToken);
            var socket = new ClientWebSocket();
            await socket.ConnectAsync(new(conversation.GetProperty("streamUrl").GetString()!), cancellationToken);
            return new(socket);
        }

        public void Dispose() => _http.Dispose();

        private async Task<JsonElement> SendAsync(HttpMethod method, TestRooms node, string path, object? body, CancellationToken cancellationToken)
        {
            using var request = new HttpRequestMessage(method, new Uri(node.Address, $"/v3/directline/conversations{path}")) { Content = body is null ? null : JsonContent.Create(body) };
            using var response = await _http.SendAsync(request, cancellationToken);
            response.EnsureSuccessStatusCode();
            return await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
        }
    }

    /// <summary>The texts that came over a WebSocket.</summary>
    private sealed class Stream(ClientWebSocket socket) : IDisposable
    {
        private readonly byte[] _buffer = new byte[256 * 1024];

        public List<string> Texts { get; } = [];

        public async Task UntilAsync(string text, CancellationToken cancellationToken)
        {
            while (!Texts.Contains(text))
            {
                var length = 0;
                ValueWebSocketReceiveResult frame;
                do
                {
                    frame = await socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken);
                    Assert.AreNotEqual(WebSocketMessageType.Close, frame.MessageType, $"The stream was closed before '{text}'.");
                    length += frame.Count;
                }
                while (!frame.EndOfMessage);

                if (length > 0)
                {
                    var set = JsonSerializer.Deserialize<JsonElement>(_buffer.AsSpan(0, length));
                    Texts.AddRange(set.GetProperty("activities").EnumerateArray().Select(activity => activity.GetProperty("text").GetString()!));
                }
            }
        }

        public void Dispose() => socket.Dispose();
    }
}
