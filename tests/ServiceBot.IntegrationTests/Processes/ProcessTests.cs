using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;

namespace ServiceBot.IntegrationTests.Processes;

/// <summary>The product as its own process on a SQLite file: what an operator and a client from outside see.</summary>
[TestClass]
[DoNotParallelize]
public sealed class ProcessTests
{
    private static ProductProcess _product = null!;

    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context) => _product = await ProductProcess.StartedAsync(context.CancellationToken);

    [ClassCleanup]
    public static async Task StopAsync() => await _product.DisposeAsync();

    [TestMethod]
    [DataRow("true", 50, 20)]
    [DataRow("false", 10, 10)]
    public async Task DirectLineJs_gets_each_answer_once_and_in_order(string webSocket, int conversations, int messages)
    {
        var start = new ProcessStartInfo("node", ["directline.js"])
        {
            WorkingDirectory = Repository.At("tests", "peers"),
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
    [DataRow("")]
    [DataRow("{")]
    [DataRow("[]")]
    [DataRow("null")]
    [DataRow("""{"type":"message","text":5}""")]
    [DataRow("""{"type":"message","text":"x","from":"me"}""")]
    [DataRow("""{"type":"message","text":"half of a pair: \ud83d"}""")]
    public async Task A_broken_activity_is_refused_and_the_conversation_goes_on(string body)
    {
        var customer = await Customer.StartAsync(_product, Cancellation);

        Assert.AreEqual(HttpStatusCode.BadRequest, await customer.PostRawAsync(body, Cancellation));

        Assert.IsEmpty(await customer.TranscriptAsync(Cancellation));
        Assert.AreNotEqual("", await customer.SayAsync("hello", Cancellation));
    }

    [TestMethod]
    [DataRow(120, HttpStatusCode.OK)]
    [DataRow(128, HttpStatusCode.BadRequest)]
    [DataRow(50_000, HttpStatusCode.BadRequest)]
    public async Task What_is_nested_too_deep_to_be_read_again_is_not_taken(int depth, HttpStatusCode expected)
    {
        var customer = await Customer.StartAsync(_product, Cancellation);

        Assert.AreEqual(expected, await customer.PostRawAsync($$"""{"type":"message","text":"hello","value":{{new string('[', depth)}}{{new string(']', depth)}}}""", Cancellation));

        Assert.AreNotEqual("", await customer.SayAsync("hello", Cancellation));
    }

    [TestMethod]
    public async Task A_conversation_opens_to_its_own_token_and_the_secret_alone()
    {
        var customer = await Customer.StartAsync(_product, Cancellation);
        var stranger = await Customer.StartAsync(_product, Cancellation);
        var forged = customer.Token.Split('.') is [var header, var claims, _] ? $"{header}.{claims}.{stranger.Token.Split('.')[2]}" : "";

        Assert.AreEqual(HttpStatusCode.OK, await OpenAsync(customer.Conversation, customer.Token));
        Assert.AreEqual(HttpStatusCode.OK, await OpenAsync(customer.Conversation, ProductProcess.Secret));
        Assert.AreEqual(HttpStatusCode.Forbidden, await OpenAsync(customer.Conversation, stranger.Token));
        Assert.AreEqual(HttpStatusCode.Unauthorized, await OpenAsync(customer.Conversation, forged));
        Assert.AreEqual(HttpStatusCode.Unauthorized, await OpenAsync(customer.Conversation, ""));
        Assert.AreEqual(HttpStatusCode.NotFound, await OpenAsync("no-such-conversation", ProductProcess.Secret));
    }

    [Check(8, "A body over the limit gets 413.")]
    public async Task A_message_of_a_megabyte_is_refused_with_413()
    {
        var body = JsonSerializer.Serialize(new { type = "message", text = new string('x', 1_000_000) });

        using var bot = await _product.Http.PostAsync("/api/messages", new StringContent(body, Encoding.UTF8, "application/json"), Cancellation);
        var customer = await Customer.StartAsync(_product, Cancellation);
        var directLine = await customer.PostRawAsync(body, Cancellation);

        Assert.AreEqual(HttpStatusCode.RequestEntityTooLarge, bot.StatusCode);
        Assert.AreEqual(HttpStatusCode.RequestEntityTooLarge, directLine);
    }

    [TestMethod]
    [DataRow("my router keeps dropping the connection", "/articles/en/router-drops")]
    [DataRow("我的路由器老是断线", "/articles/zh/router-drops")]
    public async Task A_question_is_answered_from_its_article(string question, string article)
    {
        var customer = await Customer.StartAsync(_product, Cancellation);

        Assert.Contains(article, await customer.SayAsync(question, Cancellation));
    }

    [TestMethod]
    public async Task A_request_is_opened_read_back_and_nobody_elses()
    {
        var customer = await Customer.StartAsync(_product, Cancellation);
        var number = await customer.OpenRequestAsync(Customer.EnglishFault, Cancellation);

        Assert.Contains(number, await customer.SayAsync("where is my request?", Cancellation));
        var stranger = await Customer.StartAsync(_product, Cancellation);
        Assert.DoesNotContain("dropping", await stranger.SayAsync($"where is my request {number}?", Cancellation));
    }

    [TestMethod]
    public async Task Who_has_an_open_request_of_the_kind_is_asked_whether_it_is_about_that()
    {
        var customer = await Customer.StartAsync(_product, Cancellation);
        var number = await customer.OpenRequestAsync(Customer.EnglishFault, Cancellation);
        await customer.SayAsync(Customer.EnglishFault[0], Cancellation);

        Assert.Contains($"open request {number}", await customer.SayAsync("no", Cancellation));
        Assert.Contains($"added it to {number}", await customer.SayAsync("yes", Cancellation));
        var history = (await _product.ApiAsync($"requests/{number}", Cancellation)).GetProperty("history").EnumerateArray();
        Assert.AreEqual(Customer.EnglishFault[0], history.Last().GetProperty("comment").GetString());

        await customer.SayAsync("withdraw my request", Cancellation);
        await customer.SayAsync("yes", Cancellation);
        await customer.SayAsync(Customer.EnglishFault[0], Cancellation);
        Assert.DoesNotContain(number, await customer.SayAsync("no", Cancellation));
    }

    [TestMethod]
    [DataRow("bonjour, je voudrais résilier mon contrat s'il vous plaît")]
    [DataRow("Здравствуйте, у меня не работает интернет")]
    public async Task A_third_language_is_told_in_both_of_ours(string text)
    {
        var customer = await Customer.StartAsync(_product, Cancellation);

        var answer = await customer.SayAsync(text, Cancellation);

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
        var customer = await Customer.StartAsync(_product, Cancellation);

        var answer = await customer.SayAsync(text, Cancellation);

        Assert.DoesNotContain("went wrong", answer);
        Assert.DoesNotContain("<script", answer);
    }

    [TestMethod]
    [DataRow("'); DROP TABLE desk_request; -- \" \\")]
    [DataRow("{number} {{7*7}} ${x} %s <b onclick=alert(1)>**[x](javascript:alert(1))")]
    [DataRow("😀👩‍👩‍👧‍👦𠮷 سلام עברית \u202eback\u202c 断线")]
    public async Task What_fills_a_slot_stands_on_the_request_letter_for_letter(string text)
    {
        var customer = await Customer.StartAsync(_product, Cancellation);

        var number = await customer.OpenRequestAsync(["my router keeps dropping the connection", "no", text, "since Monday", "skip", "yes"], Cancellation);

        Assert.Contains(text, (await _product.ApiAsync($"requests/{number}", Cancellation)).GetProperty("request").GetProperty("details").GetString()!);
    }

    [TestMethod]
    public async Task Ten_thousand_messages_in_one_conversation_are_all_there()
    {
        var customer = await Customer.StartAsync(_product, Cancellation);
        var sent = new List<string>();
        for (var n = 0; n < 10_000; n++)
        {
            sent.Add(await customer.PostAsync(new { type = "message", text = "thanks" }, Cancellation));
        }

        await customer.AnswerAsync(sent[^1], Cancellation);

        CollectionAssert.AreEqual(sent, (await customer.TranscriptAsync(Cancellation)).Select(Customer.RepliesTo).OfType<string>().ToList());
    }

    [TestMethod]
    public async Task A_second_process_on_the_same_file_is_told_so()
    {
        await using var second = new ProductProcess(("Storage:Path", Path.Combine(_product.Folder, "servicebot.db")));

        var code = await second.RunAsync(["--urls", second.Address.ToString()], Cancellation);

        Assert.AreEqual(1, code);
        Assert.Contains("in use by another process", second.Output);
    }

    [TestMethod]
    public async Task A_bad_setting_is_said_in_words()
    {
        await using var second = new ProductProcess(("DirectLine:TokenMinutes", "5"), ("Dialogs:Margin", "7"));

        var code = await second.RunAsync(["--urls", second.Address.ToString()], Cancellation);

        Assert.AreEqual(1, code);
        Assert.Contains("TokenMinutes", second.Output);
        Assert.Contains("Margin", second.Output);
        Assert.DoesNotContain("   at ", second.Output);
    }

    [TestMethod]
    public async Task A_port_in_use_is_said_in_words()
    {
        await using var second = new ProductProcess();

        var code = await second.RunAsync(["--urls", _product.Address.ToString()], Cancellation);

        Assert.AreEqual(1, code);
        Assert.Contains("--urls", second.Output);
        Assert.DoesNotContain("   at ", second.Output);
    }

    [TestMethod]
    public async Task A_data_folder_that_cannot_be_written_is_said_in_words()
    {
        await using var second = new ProductProcess(("Storage:Path", "/proc/servicebot/servicebot.db"));

        var code = await second.RunAsync(["--urls", second.Address.ToString()], Cancellation);

        Assert.AreEqual(1, code);
        Assert.Contains("Storage:Path", second.Output);
    }

    [TestMethod]
    public async Task A_full_disk_refuses_new_messages_and_keeps_the_old()
    {
        await using var small = await ProductProcess.StartedAsync(Cancellation, ("Storage:MaxSizeMib", "2"));
        var customer = await Customer.StartAsync(small, Cancellation);
        var accepted = 0;
        while (await customer.PostRawAsync(JsonSerializer.Serialize(new { type = "event", name = "filler", value = new string('x', 50_000) }), Cancellation) == HttpStatusCode.OK)
        {
            accepted++;
            Assert.IsLessThan(100, accepted, "Two megabytes do not hold five.");
        }

        Assert.IsGreaterThan(0, accepted);
        Assert.AreEqual(accepted, (await customer.TranscriptAsync(Cancellation)).Count(Customer.IsFromCustomer));
    }

    private async Task<HttpStatusCode> OpenAsync(string conversation, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v3/directline/conversations/{conversation}/activities");
        request.Headers.TryAddWithoutValidation("Authorization", token.Length == 0 ? "" : $"Bearer {token}");
        using var response = await _product.Http.SendAsync(request, Cancellation);
        return response.StatusCode;
    }
}
