using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Protocol;

/// <summary>Random calls to the Direct Line server and its bot's side: broken bodies, odd ids, spoiled tokens.</summary>
public abstract class HostileClientTests(StorageProvider provider)
{
    private const int Cases = 3_000;

    private static readonly string[] Odd =
        ["", "\0", "a\0b", "😀", "\ud83d", "../..", "|", "%2F", "' OR 1=1 --", "null", "-1", "99999999999999999999", "9223372036854775807", "{}", new string('x', 3_000), "\r\nX-Evil: 1"];

    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task No_call_is_answered_with_a_5xx()
    {
        await using var server = await DirectLineServer.StartAsync(provider, Cancellation);
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var token = await server.StartConversationAsync();
        using var http = new HttpClient();
        for (var n = 0; n < Cases; n++)
        {
            if (n % 100 == 0)
            {
                token = await server.StartConversationAsync();     // the last one may have ended
            }

            var (method, path, body, bearer) = Call(random, token);
            using var request = new HttpRequestMessage(method, $"{server.Address}{path}");
            request.Headers.TryAddWithoutValidation("Authorization", bearer);
            request.Content = method == HttpMethod.Get ? null : new ByteArrayContent(body) { Headers = { ContentType = Type(random) } };

            using var response = await http.SendAsync(request, Cancellation);

            Assert.IsLessThan(500, (int)response.StatusCode, $"seed {seed}, case {n}: {method} {path}\n{bearer}\n{Encoding.UTF8.GetString(body)}\n{await response.Content.ReadAsStringAsync(Cancellation)}");
        }
    }

    private static (HttpMethod Method, string Path, byte[] Body, string Bearer) Call(Random random, DirectLineServer.Token token)
    {
        var conversation = random.Next(4) == 0 ? Uri.EscapeDataString(Clean(One(random, Odd))) : token.Conversation;
        var activity = random.Next(2) == 0 ? Uri.EscapeDataString(Clean(One(random, Odd))) : Uri.EscapeDataString($"{token.Conversation}|{random.Next(1, 9):D7}");
        var odd = Uri.EscapeDataString(Clean(One(random, Odd)));
        var (method, path) = One<(string, string)>(random,
        [
            ("POST", "v3/directline/tokens/generate"), ("POST", "v3/directline/tokens/refresh"), ("POST", "v3/directline/conversations"),
            ("GET", $"v3/directline/conversations/{conversation}?watermark={odd}"), ("GET", $"v3/directline/conversations/{conversation}/activities?watermark={odd}"),
            ("POST", $"v3/directline/conversations/{conversation}/activities"), ("POST", $"v3/directline/conversations/{conversation}/activities"),
            ("POST", $"v3/directline/conversations/{conversation}/upload?userId={odd}"), ("GET", $"v3/directline/conversations/{conversation}/stream?t={odd}&watermark={odd}"),
            ("POST", $"v3/conversations/{conversation}/activities"), ("POST", $"v3/conversations/{conversation}/activities/{activity}"),
            ("PUT", $"v3/conversations/{conversation}/activities/{activity}"), ("DELETE", $"v3/conversations/{conversation}/activities/{activity}"),
            ("GET", $"v3/conversations/{conversation}/members/{odd}"), ("GET", $"v3/conversations/{conversation}/activities/{activity}/members"), ("GET", $"uploads/{odd}/{odd}"),
        ]);
        var right = path.StartsWith("v3/conversations", StringComparison.Ordinal) ? DirectLineServer.ApiKey : random.Next(2) == 0 ? token.Value : DirectLineServer.Secret;
        var bearer = random.Next(6) == 0 ? $"Bearer {Spoil(random, right)}" : $"Bearer {right}";
        return (new(method), path, Body(random), bearer);
    }

    /// <summary>An activity with odd values in odd places; now and then its bytes are spoiled.</summary>
    private static byte[] Body(Random random)
    {
        var body = new JsonObject();
        foreach (var name in new[] { "type", "id", "text", "from", "recipient", "conversation", "channelData", "value", "replyToId", "attachments", "entities", "user", "locale", "trustedOrigins", "name", "membersAdded", "timestamp", "suggestedActions" })
        {
            if (random.Next(3) > 0)
            {
                body[name] = Value(random, name);
            }
        }

        var bytes = Encoding.UTF8.GetBytes(body.ToJsonString());
        if (random.Next(4) == 0)
        {
            bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
        }

        return random.Next(20) == 0 ? bytes[..random.Next(bytes.Length)] : bytes;
    }

    private static JsonNode? Value(Random random, string name) => random.Next(8) switch
    {
        0 => null,
        1 => One(random, Odd),
        2 => random.Next(),
        3 => new JsonArray(One(random, Odd), 1, null),
        _ => name switch
        {
            "type" => One(random, "message", "message", "typing", "event", "invoke", "endOfConversation", "conversationUpdate", "messageUpdate", "messageDelete", "trace"),
            "from" or "recipient" or "conversation" or "user" => new JsonObject { ["id"] = One(random, [.. Odd, "dl_me", "me"]), ["name"] = One(random, Odd) },
            "channelData" => new JsonObject { ["clientActivityID"] = One(random, Odd), ["streamType"] = One(random, Odd), ["postBack"] = random.Next(2) == 0 },
            "attachments" => new JsonArray(new JsonObject { ["contentType"] = One(random, Odd), ["content"] = One(random, Odd) }),
            "entities" or "membersAdded" => new JsonArray(new JsonObject { ["type"] = One(random, Odd), ["id"] = One(random, Odd) }),
            _ => One(random, Odd),
        },
    };

    private static MediaTypeHeaderValue Type(Random random) =>
        MediaTypeHeaderValue.Parse(One(random, "application/json", "application/json", "application/json", "multipart/form-data; boundary=x", "multipart/form-data", "text/plain", "image/png"));

    private static string Spoil(Random random, string token) => random.Next(3) switch
    {
        0 => token[..random.Next(token.Length)],
        1 => token.Insert(random.Next(token.Length), "."),
        _ => $"{token[..^1]}{(char)random.Next('!', '~')}",
    };

    /// <summary>Half of a surrogate pair can't stand in an address.</summary>
    private static string Clean(string text) => text.Replace("\ud83d", "?", StringComparison.Ordinal);

    private static T One<T>(Random random, params T[] choices) => choices[random.Next(choices.Length)];
}

[TestClass]
public sealed class HostileClientsOnSqlite() : HostileClientTests(StorageProvider.Sqlite);

[TestClass]
public sealed class HostileClientsOnPostgreSql() : HostileClientTests(StorageProvider.PostgreSql);
