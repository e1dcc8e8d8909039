using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Channels.Activities;
using ServiceBot.Channels.Turns;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Protocol;

/// <summary>The product's Direct Line server with a bot that greets and echoes, and plain calls to it.</summary>
internal sealed class DirectLineServer : IAsyncDisposable
{
    public const string Secret = "the-site's-own-secret";
    public const string ApiKey = "the-key-of-a-bot-outside";

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseCookies = false });

    private DirectLineServer(TestRooms rooms) => Rooms = rooms;

    public TestRooms Rooms { get; }

    /// <summary>Its database, when that is a SQLite file.</summary>
    public Outage Outages => (Outage)Rooms.Database;

    public Uri Address => Rooms.Address;

    public static Task<DirectLineServer> StartAsync(CancellationToken cancellationToken, params (string Name, string Value)[] settings) =>
        StartAsync(StorageProvider.Sqlite, cancellationToken, settings);

    public static async Task<DirectLineServer> StartAsync(StorageProvider provider, CancellationToken cancellationToken, params (string Name, string Value)[] settings)
    {
        var all = new Dictionary<string, string?> { ["DirectLine:Secret"] = Secret, ["DirectLine:CallsAtOnce"] = "100000", ["Api:Keys:0:Name"] = "outside", ["Api:Keys:0:Key"] = ApiKey };
        foreach (var (name, value) in settings)
        {
            all[name] = value;
        }

        var rooms = await TestRooms.CreateAsync(provider, all, cancellationToken, services =>
        {
            services.AddSingleton<ITurnHandler, GreetingHandler>();
            if (provider == StorageProvider.Sqlite)
            {
                var database = services.Last(service => service.ServiceType == typeof(IDatabase)).ImplementationFactory!;
                services.AddSingleton<IDatabase>(all => new Outage((IDatabase)database(all)));
            }
        });
        await rooms.StartAsync(cancellationToken);
        return new(rooms);
    }

    /// <summary>Calls the server.</summary>
    /// <param name="method">The method.</param>
    /// <param name="path">The path after <c>/v3/directline/</c>, or an absolute one.</param>
    /// <param name="bearer">A token or secret; null: none is sent.</param>
    /// <param name="body">The body: JSON, or text as it is.</param>
    /// <param name="headers">More headers.</param>
    public async Task<Answer> CallAsync(HttpMethod method, string path, string? bearer, object? body = null, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(Address, path.StartsWith('/') ? path : $"/v3/directline/{path}"));
        request.Content = body switch
        {
            null => null,
            HttpContent content => content,
            string text => new StringContent(text, Encoding.UTF8, "application/json"),
            _ => new StringContent(JsonSerializer.Serialize(body), Encoding.UTF8, "application/json"),
        };
        request.Headers.Authorization = bearer is null ? null : new AuthenticationHeaderValue("Bearer", bearer);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await _http.SendAsync(request);
        var said = await response.Content.ReadAsStringAsync();
        return new((int)response.StatusCode, said is ['{' or '[', ..] ? JsonSerializer.Deserialize<JsonElement>(said) : default, response.Headers);
    }

    /// <summary>A token for a new conversation, which is not started.</summary>
    public async Task<Token> TokenAsync(string? user = "dl_me", string secret = Secret, string[]? trustedOrigins = null)
    {
        var body = new JsonObject { ["user"] = user is null ? null : new JsonObject { ["id"] = user } };
        if (trustedOrigins is not null)
        {
            body["trustedOrigins"] = new JsonArray([.. trustedOrigins.Select(origin => (JsonNode)origin)]);
        }

        return Token.Of(await CallAsync(HttpMethod.Post, "tokens/generate", secret, body));
    }

    /// <summary>A token for a new conversation, which is started.</summary>
    public async Task<Token> StartConversationAsync(string? user = "dl_me") => Token.Of(await CallAsync(HttpMethod.Post, "conversations", (await TokenAsync(user)).Value, new { }));

    public Task<Answer> PostAsync(Token token, object activity) => CallAsync(HttpMethod.Post, $"conversations/{token.Conversation}/activities", token.Value, activity);

    public Task<Answer> SayAsync(Token token, string text) => PostAsync(token, new { type = "message", text, from = new { id = "me" } });

    public Task<Answer> ReadAsync(Token token, string watermark = "") =>
        CallAsync(HttpMethod.Get, $"conversations/{token.Conversation}/activities?watermark={watermark}", token.Value);

    /// <summary>The texts of a conversation, by polling.</summary>
    public async Task<List<string?>> TextsAsync(Token token) =>
        [.. (await ReadAsync(token)).Body.GetProperty("activities").EnumerateArray().Where(activity => activity.TryGetProperty("text", out _)).Select(activity => activity.GetProperty("text").GetString())];

    /// <summary>The address of a stream after a watermark, with its ticket.</summary>
    public async Task<Uri> StreamUrlAsync(Token token, string watermark = "0") =>
        new((await CallAsync(HttpMethod.Get, $"conversations/{token.Conversation}?watermark={watermark}", token.Value)).Body.GetProperty("streamUrl").GetString()!);

    public async Task<DirectLineSocket> OpenAsync(Token token, string watermark = "0") => await DirectLineSocket.OpenAsync(await StreamUrlAsync(token, watermark));

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await Rooms.DisposeAsync();
    }

    /// <summary>What the server said.</summary>
    public sealed record Answer(int Status, JsonElement Body, HttpResponseHeaders Headers)
    {
        public string? Code => Body.ValueKind == JsonValueKind.Object && Body.TryGetProperty("error", out var error) ? error.GetProperty("code").GetString() : null;

        /// <summary>The members of a conversation, paged or not.</summary>
        public IEnumerable<JsonElement> Members => (Body.ValueKind == JsonValueKind.Array ? Body : Body.GetProperty("members")).EnumerateArray();

        public override string ToString() => $"{Status} {Code}".TrimEnd();
    }

    /// <summary>A token and its conversation.</summary>
    public sealed record Token(string Value, string Conversation)
    {
        public static Token Of(Answer answer) => new(answer.Body.GetProperty("token").GetString()!, answer.Body.GetProperty("conversationId").GetString()!);
    }

    /// <summary>A database that can be out of reach.</summary>
    public sealed class Outage(IDatabase database) : IDatabase, IDisposable
    {
        private int _reads;

        public bool IsOn { get; set; }

        /// <summary>Reads that failed.</summary>
        public int Reads => Volatile.Read(ref _reads);

        public ISqlDialect Dialect => database.Dialect;

        public Task<T> ReadAsync<T>(Func<Session, Task<T>> read, CancellationToken cancellationToken)
        {
            if (!IsOn)
            {
                return database.ReadAsync(read, cancellationToken);
            }

            Interlocked.Increment(ref _reads);
            throw new StorageException("The database is out of reach.");
        }

        public Task<T> WriteAsync<T>(Func<UnitOfWork, Task<T>> work, CancellationToken cancellationToken) =>
            IsOn ? throw new StorageException("The database is out of reach.") : database.WriteAsync(work, cancellationToken);

        public Task CompactAsync(CancellationToken cancellationToken) => database.CompactAsync(cancellationToken);

        public void Dispose() => ((IDisposable)database).Dispose();
    }

    /// <summary>Greets who comes, echoes what is said, and does as it is told.</summary>
    private sealed class GreetingHandler : ITurnHandler
    {
        public object? Read(Activity activity) => null;

        public Task HandleAsync(TurnContext turn, object? reading)
        {
            switch (turn.Activity)
            {
                case { Type: ActivityTypes.ConversationUpdate } update when update.MembersAdded?.Any(member => member.Id != update.Recipient?.Id) == true:
                    turn.Reply(new() { Type = ActivityTypes.Message, Text = "welcome" });
                    break;
                case { Type: ActivityTypes.Message, Text: "fail" }:
                    throw new InvalidOperationException("This bot fails.");
                case { Type: ActivityTypes.Message, Text: "end" }:
                    turn.Reply(new() { Type = ActivityTypes.EndOfConversation, Code = "completedSuccessfully" });
                    break;
                case { Type: ActivityTypes.Message, Text: "type" }:
                    turn.Reply(new() { Type = ActivityTypes.Typing });
                    turn.Reply(new() { Type = ActivityTypes.Message, Text = "typed" });
                    break;
                case { Type: ActivityTypes.Message } message:
                    turn.Reply(new() { Type = ActivityTypes.Message, Text = $"echo {message.Text}{string.Concat(message.Attachments?.Select(file => $" [{file.Name} {file.ContentType}]") ?? [])}" });
                    break;
            }

            return Task.CompletedTask;
        }

        public Activity ReplyToFailure(Activity activity) => new() { Type = ActivityTypes.Message, Text = "Something went wrong." };
    }
}

/// <summary>A stream, frame by frame.</summary>
internal sealed class DirectLineSocket(ClientWebSocket socket) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly byte[] _buffer = new byte[4 * 1024 * 1024];

    public ClientWebSocket Socket => socket;

    public static async Task<DirectLineSocket> OpenAsync(Uri url, string? origin = null)
    {
        var socket = new ClientWebSocket();
        if (origin is not null)
        {
            socket.Options.SetRequestHeader("Origin", origin);
        }

        await socket.ConnectAsync(url, CancellationToken.None);
        return new(socket);
    }

    /// <summary>The next frame: empty, or a set of activities. Null: the server has closed the stream.</summary>
    public async Task<string?> NextAsync(CancellationToken cancellationToken)
    {
        var length = 0;
        ValueWebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(_buffer.AsMemory(length), cancellationToken).AsTask().WaitAsync(Patience, cancellationToken);
            length += part.Count;
        }
        while (!part.EndOfMessage);
        return part.MessageType == WebSocketMessageType.Close ? null : Encoding.UTF8.GetString(_buffer, 0, length);
    }

    /// <summary>The next frame that is not empty.</summary>
    public async Task<JsonElement> NextSetAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            if (await NextAsync(cancellationToken) is { Length: > 0 } frame)
            {
                return JsonSerializer.Deserialize<JsonElement>(frame);
            }
        }
    }

    public void Dispose() => socket.Dispose();
}
