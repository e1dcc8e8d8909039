using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace ServiceBot.Testing;

/// <summary>The product as its own process on a SQLite file: what an operator and a client from outside see.</summary>
[TestClass]
[DoNotParallelize]
public sealed class ProcessTests
{
    private static DirectoryInfo _folder = null!;
    private static ProductProcess _product = null!;

    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context)
    {
        _folder = Directory.CreateTempSubdirectory("servicebot-process-");
        _product = Another(_folder.FullName);
        await _product.StartAsync(context.CancellationToken);
    }

    [ClassCleanup]
    public static async Task StopAsync()
    {
        await _product.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    [TestMethod]
    [DataRow("true", 50, 20)]
    [DataRow("false", 10, 10)]
    public async Task DirectLineJs_gets_each_answer_once_and_in_order(string webSocket, int conversations, int messages)
    {
        var start = new ProcessStartInfo("node", ["directline.js"])
        {
            WorkingDirectory = Path.Combine(ProductProcess.Root, "tests", "peers"),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["BASE"] = $"{_product.Address}v3/directline",
                ["SECRET"] = ProductProcess.Secret,
                ["WEBSOCKET"] = webSocket,
                ["CONVERSATIONS"] = $"{conversations}",
                ["MESSAGES"] = $"{messages}",
            },
        };
        using var node = Process.Start(start)!;
        var output = await node.StandardOutput.ReadToEndAsync(Cancellation) + await node.StandardError.ReadToEndAsync(Cancellation);
        await node.WaitForExitAsync(Cancellation);

        Assert.AreEqual(0, node.ExitCode, output);
        Assert.Contains($"\"answered\":{conversations * messages},", output);
    }

    [TestMethod]
    [DataRow("{", HttpStatusCode.BadRequest)]
    [DataRow("[]", HttpStatusCode.BadRequest)]
    [DataRow("""{"type":5}""", HttpStatusCode.BadRequest)]
    [DataRow("""{"type":"message"}""", HttpStatusCode.BadRequest)]
    [DataRow("""{"type":"message","id":"1","channelId":"test","serviceUrl":"https://evil.example/","from":{"id":"u"},"conversation":{"id":"c"}}""", HttpStatusCode.BadRequest)]
    public async Task A_body_that_is_no_activity_gets_a_problem_that_says_why(string body, HttpStatusCode expected)
    {
        using var response = await _product.Http.PostAsync("/api/messages", new StringContent(body, Encoding.UTF8, "application/json"), Cancellation);

        Assert.AreEqual(expected, response.StatusCode);
        Assert.AreEqual("application/problem+json", response.Content.Headers.ContentType!.MediaType);
        var problem = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsStringAsync(Cancellation));
        Assert.IsFalse(string.IsNullOrWhiteSpace(problem.GetProperty("detail").GetString()));
    }

    [TestMethod]
    public async Task A_message_of_a_megabyte_is_refused_with_413()
    {
        var body = JsonSerializer.Serialize(new { type = "message", text = new string('x', 1_000_000) });

        using var bot = await _product.Http.PostAsync("/api/messages", new StringContent(body, Encoding.UTF8, "application/json"), Cancellation);
        var talk = await Talk.StartAsync(_product, Cancellation);
        var directLine = await talk.PostRawAsync(body, Cancellation);

        Assert.AreEqual(HttpStatusCode.RequestEntityTooLarge, bot.StatusCode);
        Assert.AreEqual(HttpStatusCode.RequestEntityTooLarge, directLine);
    }

    [TestMethod]
    [DataRow("my router keeps dropping the connection", "/articles/en/router-drops")]
    [DataRow("我的路由器老是断线", "/articles/zh/router-drops")]
    public async Task A_question_is_answered_from_its_article(string question, string article)
    {
        var talk = await Talk.StartAsync(_product, Cancellation);

        Assert.Contains(article, await talk.SayAsync(question, Cancellation));
    }

    [TestMethod]
    public async Task A_request_is_opened_read_back_and_nobody_elses()
    {
        var talk = await Talk.StartAsync(_product, Cancellation);
        await talk.SayAsync("my router keeps dropping the connection", Cancellation);
        await talk.SayAsync("no", Cancellation);
        await talk.SayAsync("it drops every few minutes since Monday", Cancellation);
        await talk.SayAsync("+1 555 010 2030", Cancellation);
        var opened = await talk.SayAsync("yes", Cancellation);
        var number = opened.Substring(opened.IndexOf("SR-", StringComparison.Ordinal), 9);

        Assert.Contains(number, await talk.SayAsync("where is my request?", Cancellation));
        var stranger = await Talk.StartAsync(_product, Cancellation);
        Assert.DoesNotContain("Fault", await stranger.SayAsync($"where is my request {number}?", Cancellation));
    }

    [TestMethod]
    [DataRow("bonjour, je voudrais résilier mon contrat s'il vous plaît")]
    [DataRow("Здравствуйте, у меня не работает интернет")]
    public async Task A_third_language_is_told_in_both_of_ours(string text)
    {
        var talk = await Talk.StartAsync(_product, Cancellation);

        var answer = await talk.SayAsync(text, Cancellation);

        Assert.Contains("English", answer);
        Assert.Contains("英文", answer);
    }

    [TestMethod]
    [DataRow("'; DROP TABLE desk_request; --")]
    [DataRow("{subject} {{7*7}} ${x} <script>alert(1)</script>")]
    [DataRow("😀👩‍👩‍👧‍👦𠮷 سلام עברית \u0001\u0007\u200f")]
    [DataRow("\0\0\0")]
    public async Task Hostile_text_is_answered_like_any_other(string text)
    {
        var talk = await Talk.StartAsync(_product, Cancellation);

        var answer = await talk.SayAsync(text, Cancellation);

        Assert.DoesNotContain("went wrong", answer);
        Assert.DoesNotContain("<script", answer);
    }

    [TestMethod]
    public async Task Ten_thousand_messages_in_one_conversation_are_all_there()
    {
        var talk = await Talk.StartAsync(_product, Cancellation);
        for (var n = 0; n < 10_000; n++)
        {
            Assert.AreEqual(HttpStatusCode.OK, await talk.PostRawAsync($$$"""{"type":"message","text":"thanks","channelData":{"clientActivityID":"{{{n}}}"}}""", Cancellation));
        }

        Assert.AreEqual(10_000, await talk.CountAnswersAsync(10_000, Cancellation));
    }

    [TestMethod]
    public async Task A_second_process_on_the_same_file_is_told_so()
    {
        await using var second = Another(_folder.FullName);

        var code = await second.RunAsync(["--urls", second.Address.ToString()], Cancellation);

        Assert.AreEqual(1, code);
        Assert.Contains("in use by another process", second.Output);
    }

    [TestMethod]
    public async Task A_port_in_use_is_said_in_words()
    {
        var folder = Directory.CreateTempSubdirectory("servicebot-port-");
        await using var second = Another(folder.FullName);

        var code = await second.RunAsync(["--urls", _product.Address.ToString()], Cancellation);

        Assert.AreEqual(1, code);
        Assert.Contains("--urls", second.Output);
        folder.Delete(recursive: true);
    }

    [TestMethod]
    public async Task A_data_folder_that_cannot_be_written_is_said_in_words()
    {
        await using var second = Another("/proc/servicebot");

        var code = await second.RunAsync(["--urls", second.Address.ToString()], Cancellation);

        Assert.AreEqual(1, code);
        Assert.Contains("Storage:Path", second.Output);
    }

    [TestMethod]
    public async Task A_full_disk_refuses_new_messages_and_keeps_the_old()
    {
        var folder = Directory.CreateTempSubdirectory("servicebot-full-");
        await using var small = Another(folder.FullName, ("Storage__MaxSizeMib", "1"));
        await small.StartAsync(Cancellation);
        var talk = await Talk.StartAsync(small, Cancellation);
        var accepted = 0;
        while (await talk.PostRawAsync(JsonSerializer.Serialize(new { type = "event", name = "filler", value = new string('x', 50_000) }), Cancellation) == HttpStatusCode.OK)
        {
            accepted++;
            Assert.IsLessThan(100, accepted, "A megabyte does not hold five.");
        }

        Assert.IsGreaterThan(0, accepted);
        Assert.AreEqual(accepted, await talk.CountOwnAsync(Cancellation));
        await small.KillAsync();
        folder.Delete(recursive: true);
    }

    private static ProductProcess Another(string folder, params (string Name, string Value)[] settings) => new(
        AppContext.BaseDirectory.Contains("Release", StringComparison.Ordinal) ? "Release" : "Debug",
        folder,
        new Dictionary<string, string>(settings.Select(setting => KeyValuePair.Create(setting.Name, setting.Value)))
        {
            ["Dialogs__ModelFolder"] = Path.Combine(Path.GetTempPath(), "servicebot-test-models"),
        });

    /// <summary>One customer on Direct Line, by polling.</summary>
    private sealed class Talk(ProductProcess product, string conversation, string token)
    {
        public static async Task<Talk> StartAsync(ProductProcess product, CancellationToken cancellationToken)
        {
            var generated = await SendAsync(
                product, HttpMethod.Post, "tokens/generate", $$$"""{"user":{"id":"dl_{{{Guid.NewGuid():N}}}"}}""", ProductProcess.Secret, cancellationToken);
            var token = Property(generated, "token");
            return new(product, Property(await SendAsync(product, HttpMethod.Post, "conversations", "{}", token, cancellationToken), "conversationId"), token);
        }

        public async Task<string> SayAsync(string text, CancellationToken cancellationToken)
        {
            var sent = await SendAsync(
                product, HttpMethod.Post, $"conversations/{conversation}/activities", JsonSerializer.Serialize(new { type = "message", text }), token, cancellationToken);
            var id = Property(sent, "id");
            while (true)
            {
                var answer = (await ReadAsync(id.Split('|')[1].TrimStart('0'), cancellationToken)).Activities
                    .FirstOrDefault(activity => activity.TryGetProperty("replyToId", out var reply) && reply.GetString() == id);
                if (answer.ValueKind == JsonValueKind.Object)
                {
                    return Property(answer, "text");
                }

                await Task.Delay(5, cancellationToken);
            }
        }

        public async Task<HttpStatusCode> PostRawAsync(string body, CancellationToken cancellationToken)
        {
            using var request = Request(HttpMethod.Post, $"conversations/{conversation}/activities", body, token);
            using var response = await product.Http.SendAsync(request, cancellationToken);
            return response.StatusCode;
        }

        /// <summary>Waits until so many messages are answered, and counts again that it is not more.</summary>
        public async Task<int> CountAnswersAsync(int expected, CancellationToken cancellationToken)
        {
            while (true)
            {
                var answers = (await AllAsync(cancellationToken)).Count(activity => activity.GetProperty("type").GetString() == "message" && !IsOwn(activity));
                if (answers >= expected)
                {
                    return answers;
                }

                await Task.Delay(50, cancellationToken);
            }
        }

        public async Task<int> CountOwnAsync(CancellationToken cancellationToken) => (await AllAsync(cancellationToken)).Count(IsOwn);

        private static bool IsOwn(JsonElement activity) => activity.GetProperty("from").GetProperty("role").GetString() == "user";

        private async Task<List<JsonElement>> AllAsync(CancellationToken cancellationToken)
        {
            var all = new List<JsonElement>();
            for (var watermark = ""; ;)
            {
                var (activities, next) = await ReadAsync(watermark, cancellationToken);
                all.AddRange(activities);
                if (next == watermark || activities.Count == 0)
                {
                    return all;
                }

                watermark = next;
            }
        }

        private async Task<(List<JsonElement> Activities, string Watermark)> ReadAsync(string watermark, CancellationToken cancellationToken)
        {
            var set = await SendAsync(product, HttpMethod.Get, $"conversations/{conversation}/activities?watermark={watermark}", null, token, cancellationToken);
            return ([.. set.GetProperty("activities").EnumerateArray()], Property(set, "watermark"));
        }

        private static string Property(JsonElement element, string name) => element.GetProperty(name).GetString()!;

        private static HttpRequestMessage Request(HttpMethod method, string path, string? body, string bearer) => new(method, $"/v3/directline/{path}")
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", bearer) },
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, "application/json"),
        };

        private static async Task<JsonElement> SendAsync(
            ProductProcess product, HttpMethod method, string path, string? body, string bearer, CancellationToken cancellationToken)
        {
            using var request = Request(method, path, body, bearer);
            using var response = await product.Http.SendAsync(request, cancellationToken);
            response.EnsureSuccessStatusCode();
            return JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsByteArrayAsync(cancellationToken));
        }
    }
}
