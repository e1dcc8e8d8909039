using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Protocol;

/// <summary>100,000 random calls of <c>/api/messages</c>, within the process. A failure names the call and the seed that makes it again.</summary>
[TestClass]
[DoNotParallelize]     // its calls hold all threads of the pool
public sealed class HostileCallTests
{
    private const int Calls = 50_000;
    private static readonly string[] Places =
        ["type", "id", "text", "serviceUrl", "channelId", "from", "recipient", "conversation", "callerId", "replyToId", "attachments", "entities", "membersAdded", "deliveryMode", "value", "channelData", "suggestedActions", "localTimestamp", "new", ""];

    public required TestContext TestContext { get; set; }

    [Check(16, "No random body, header or token is answered with 500, with an app id: 50,000 of them.")]
    public async Task A_registered_bot_never_fails_on_a_call()
    {
        await using var authority = await Authority.StartAsync();
        var settings = authority.Settings;
        settings["Bot:AllowEmulator"] = "true";
        await using var rooms = await RoomsAsync(settings);
        var calls = new SignedCalls(authority, rooms.Clock.GetUtcNow());
        string[] tokens = [.. Enumerable.Range(0, 40).Select(_ => calls.ChannelToken()), .. calls.Unsound().Select(call => call.Authorization?.Split(' ')[^1] ?? ""), calls.EntraToken()];
        var statuses = CheckAll(rooms, Headers(tokens));

        Assert.IsGreaterThan(Calls / 100, statuses.GetValueOrDefault(202), "Some get through.");
        Assert.IsGreaterThan(Calls / 4, statuses.GetValueOrDefault(401), "Most do not.");
    }

    [Check(14, "No random body is answered with 500, without an app id: 50,000 of them.")]
    public async Task An_anonymous_bot_never_fails_on_a_call()
    {
        await using var rooms = await RoomsAsync([]);

        var statuses = CheckAll(rooms, Gen.Constant<string?>(null));

        Assert.IsGreaterThan(Calls / 20, statuses.GetValueOrDefault(202), "Some get through.");
        Assert.IsGreaterThan(Calls / 4, statuses.GetValueOrDefault(400), "Many do not.");
    }

    private async Task<TestRooms> RoomsAsync(Dictionary<string, string?> settings)
    {
        var rooms = await TestRooms.CreateAsync(StorageProvider.Sqlite, settings, TestContext.CancellationToken);
        await rooms.StartAsync(TestContext.CancellationToken);
        return rooms;
    }

    /// <summary>Makes the calls.</summary>
    /// <returns>How often each status was the answer.</returns>
    private Dictionary<int, int> CheckAll(TestRooms rooms, Gen<string?> headers)
    {
        var endpoint = rooms.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>().Single(endpoint => endpoint.RoutePattern.RawText == "/api/messages");
        var statuses = new Dictionary<int, int>();
        var call =
            from header in headers
            from body in Bodies()
            select new Call(header, body);

        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(Calls).WithEndSize(20).WithParallelRunConfig(new(new ParallelRunConfig(16))),
            Prop.ForAll(Arb.From(call), call =>
            {
                var status = PostAsync(rooms, endpoint, call).GetAwaiter().GetResult();
                lock (statuses)
                {
                    statuses[status] = statuses.GetValueOrDefault(status) + 1;
                }

                return status is < 500 or 501;
            }));
        TestContext.WriteLine(string.Join(", ", statuses.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}: {pair.Value}")));
        return statuses;
    }

    private static async Task<int> PostAsync(TestRooms rooms, RouteEndpoint endpoint, Call call)
    {
        await using var scope = rooms.Get<IServiceScopeFactory>().CreateAsyncScope();
        var http = new DefaultHttpContext { RequestServices = scope.ServiceProvider };
        http.Connection.RemoteIpAddress = IPAddress.Loopback;
        http.Request.Method = "POST";
        http.Request.ContentType = "application/json";
        http.Request.Body = new MemoryStream(call.Body);
        if (call.Authorization is not null)
        {
            http.Request.Headers.Authorization = call.Authorization;
        }

        await endpoint.RequestDelegate!(http);     // what it throws would be a 500
        return http.Response.StatusCode;
    }

    private static Gen<string?> Headers(string[] tokens) => Gen.Frequency(
        (6, Gen.Elements(tokens).Select(token => (string?)$"Bearer {token}")),
        (3, from token in Gen.Elements(tokens)
            from place in Gen.Choose(0, 2_000)
            from letter in Gen.Elements("A", ".", "=", "_", " ", "é", "\0", "")
            select (string?)$"Bearer {Broken(token, place, letter)}"),
        (1, Strings().Select(text => (string?)text)),
        (1, Strings().Select(text => (string?)$"Bearer {text}")),
        (1, Strings().Three().Select(parts => (string?)$"Bearer {Base64(parts.Item1)}.{Base64(parts.Item2)}.{Base64(parts.Item3)}")),
        (1, Gen.Constant<string?>(null)));

    private static Gen<byte[]> Bodies() => Gen.Frequency(
        (6, Activities().Select(Encoding.UTF8.GetBytes)),
        (3, from activity in Activities()
            from place in Gen.Choose(0, 600)
            from letter in Gen.Elements("\"", "{", "]", ",", "\\", "\\u0000", "\\ud800", "é", "0", "")
            select Encoding.UTF8.GetBytes(Broken(activity, place, letter))),
        (1, Value(3).Select(Encoding.UTF8.GetBytes)),
        (1, Gen.Choose(0, 255).Select(number => (byte)number).ArrayOf()),
        (1, from depth in Gen.Choose(1, 300)
            select Encoding.UTF8.GetBytes($$"""{"type":"event","value":{{new string('[', depth)}}{{new string(']', depth)}}}""")));

    /// <summary>A good activity with some of its properties replaced, or taken out.</summary>
    private static Gen<string> Activities() =>
        from changes in (from name in Gen.Elements(Places) from value in Value(2) from gone in Gen.Choose(0, 5) select (name, value, gone)).ListOf()
        from conversation in Gen.Choose(0, 200)
        select Changed(conversation, [.. changes.Take(2)]);

    private static string Changed(int conversation, (string Name, string Value, int Gone)[] changes)
    {
        var properties = new Dictionary<string, string>
        {
            ["type"] = "\"event\"",
            ["id"] = $"\"{Guid.NewGuid()}\"",
            ["channelId"] = "\"test\"",
            ["serviceUrl"] = "\"http://localhost:9/teams/\"",
            ["from"] = "{\"id\":\"user\"}",
            ["recipient"] = "{\"id\":\"bot\"}",
            ["conversation"] = $"{{\"id\":\"c{conversation}\"}}",
        };
        foreach (var (name, value, gone) in changes)
        {
            if (gone == 0)
            {
                properties.Remove(name);
            }
            else
            {
                properties[name] = value;
            }
        }

        return $"{{{string.Join(',', properties.Select(property => $"\"{property.Key}\":{property.Value}"))}}}";
    }

    private static Gen<string> Value(int depth)
    {
        var text = Strings().Select(words => JsonValue.Create(words).ToJsonString());
        var plain = Gen.OneOf(
            text,
            text,
            Gen.Elements(
                "null", "true", "0", "-0", "1e999", "9007199254740993", "\"\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udfff x\"", "\"invoke\"", "\"message\"", "\"typing\"",
                "\"expectReplies\"", "\"directline\"", "\"http://[::1]:9/\"", "\"http://localhost:99999/\"", "\"https://[\"", "\"..\"", "\"http://localhost:9\""));
        return depth == 0
            ? plain
            : Gen.OneOf(
                plain,
                Value(depth - 1).ListOf().Select(items => $"[{string.Join(',', items.Take(3))}]"),
                Gen.Elements("id", "name", "type", "text", "content", "actions", "x").Zip(Value(depth - 1)).ListOf()
                    .Select(items => $"{{{string.Join(',', items.Take(3).Select(item => $"\"{item.Item1}\":{item.Item2}"))}}}"));
    }

    private static Gen<string> Strings() =>
        Gen.Elements("a", "Bearer", ".", " ", "\0", "\uFFFF", "𠮷", "路由器", "{", "\"", "'", "<", "%2e", "..", "/", "eyJ", "\r\n", "'; DROP TABLE channel_activity; --").ListOf()
            .Select(string.Concat);

    private static string Base64(string text) => System.Buffers.Text.Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static string Broken(string text, int place, string letter) =>
        text.Length == 0 ? letter : string.Concat(text.AsSpan(0, place % text.Length), letter, text.AsSpan((place % text.Length) + 1));

    private sealed record Call(string? Authorization, byte[] Body)
    {
        public override string ToString() => $"Authorization: {Authorization}\n{Encoding.UTF8.GetString(Body)}";
    }
}
