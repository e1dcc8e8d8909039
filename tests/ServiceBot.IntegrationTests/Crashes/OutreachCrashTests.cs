using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ServiceBot.IntegrationTests.Processes;

namespace ServiceBot.IntegrationTests.Crashes;

/// <summary>A campaign to 10,000 customers during which the product is killed again and again.</summary>
[TestClass]
public sealed class OutreachCrashTests
{
    private const int Customers = 10_000;
    private const int Kills = 5;
    private const int Talks = 12;

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task Kills_lose_no_message_and_double_none()
    {
        var cancellationToken = TestContext.CancellationToken;
        await using var program = await MessageProgram.StartAsync();
        await using var product = new ProductProcess(
            ("Outreach:Sms:Url", program.Address), ("Outreach:QuietFrom", "00:00"), ("Outreach:QuietUntil", "00:00"), ("Bot:PublicAddress", "https://desk.example"), ("Crm:Linking:JoinAt", "1"),
            ("Desk:Satisfaction:BotPercent", "0"));
        var file = Path.Combine(product.Folder, "customers.csv");
        await File.WriteAllTextAsync(file, CustomersFile(Customers), cancellationToken);
        Assert.AreEqual(0, await product.RunAsync(["import", file], cancellationToken), product.Output);
        await product.StartAsync(cancellationToken);
        var visitors = new List<Customer>();
        for (var n = 0; n < Talks; n++)
        {
            visitors.Add(await Customer.StartAsync(product, cancellationToken, patient: true));
            await visitors[^1].SayAsync("Please send me your newsletter", cancellationToken);
        }

        var segment = (await PostAsync(product, "segments", new { en = "Everybody", zh = "所有人", rule = "tenure_days >= 0" }, cancellationToken)).GetProperty("id").GetInt64();
        var template = (await PostAsync(product, "templates", new { name = "Hello", texts = new { en = new { chat = "Once and only once" } } }, cancellationToken)).GetProperty("id").GetGuid();
        await UntilAsync(product, $"segments/{segment}", view => view.GetProperty("segment").GetProperty("count").GetInt64() == Customers + Talks, cancellationToken);
        var campaign = (await PostAsync(
            product, "campaigns",
            new
            {
                name = "Once",
                plan = new
                {
                    entry = new { kind = "Segment", segment },
                    purpose = "service_news",
                    channels = new[] { "chat", "sms" },
                    holdout = 0,
                    steps = new object[] { new { @do = "send", templates = new[] { template } } },
                },
            },
            cancellationToken)).GetProperty("id").GetGuid();
        await PostAsync(product, $"campaigns/{campaign}/start", new { }, cancellationToken);

        var (random, began) = (new Random(Environment.TickCount), System.Diagnostics.Stopwatch.StartNew());
        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(random.Next(300, 1_800), cancellationToken);
            await product.KillAsync();
            await product.StartAsync(cancellationToken);
        }

        await UntilAsync(product, $"campaigns/{campaign}/report", view => view.GetProperty("arms")[1].GetProperty("contacted").GetInt64() == Customers + Talks, cancellationToken);
        await UntilAsync(() => program.Received.Count == Customers, cancellationToken);
        TestContext.WriteLine($"{Customers} text messages and {Kills} kills took {began.Elapsed.TotalSeconds:0} s");

        Assert.HasCount(Customers, program.Received, "none is lost");
        Assert.AreEqual(Customers, program.Numbers.Count, "each customer has one");
        Assert.IsTrue(program.Received.Values.All(texts => texts.Distinct().Count() == 1), "what came again came under the same key, and says the same");
        TestContext.WriteLine($"{program.Received.Values.Sum(texts => texts.Count) - Customers} of {Customers} text messages came twice, under the key by which the other side can tell");
        foreach (var visitor in visitors)
        {
            var transcript = await visitor.TranscriptAsync(cancellationToken);
            Assert.AreEqual(1, transcript.Count(activity => activity.ToString().Contains("Once and only once", StringComparison.Ordinal)), "in the chat nothing is doubled");
        }
    }

    private static string CustomersFile(int count)
    {
        var csv = new StringBuilder("name,phone\n");
        for (var n = 0; n < count; n++)
        {
            csv.Append(null, $"Customer {n:00000},+4420{70_000_000 + n}\n");
        }

        return csv.ToString();
    }

    private static async Task<JsonElement> PostAsync(ProductProcess product, string path, object body, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/api/v1/{path}") { Content = JsonContent.Create(body), Headers = { Authorization = new("Bearer", ProductProcess.ApiKey) } };
        using var response = await product.Http.SendAsync(request, cancellationToken);
        Assert.IsTrue(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(cancellationToken));
        return await response.Content.ReadFromJsonAsync<JsonElement>(cancellationToken);
    }

    private static Task UntilAsync(ProductProcess product, string path, Func<JsonElement, bool> isSo, CancellationToken cancellationToken) =>
        UntilAsync(async () => isSo(await product.ApiAsync(path, cancellationToken)), cancellationToken);

    private static Task UntilAsync(Func<bool> isSo, CancellationToken cancellationToken) => UntilAsync(() => Task.FromResult(isSo()), cancellationToken);

    private static async Task UntilAsync(Func<Task<bool>> isSo, CancellationToken cancellationToken)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(TimeSpan.FromMinutes(3));
        while (!await isSo())
        {
            await Task.Delay(100, patience.Token);
        }
    }

    /// <summary>The program that sends text messages, as somebody's own would be: it takes them, and knows what it has by their key.</summary>
    private sealed class MessageProgram : IAsyncDisposable
    {
        private readonly WebApplication _app;

        private MessageProgram()
        {
            var builder = WebApplication.CreateSlimBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseKestrel(options => options.Listen(System.Net.IPAddress.Loopback, 0));
            _app = builder.Build();
            _app.MapPost("/sms", async (HttpContext context) =>
            {
                var message = await context.Request.ReadFromJsonAsync<JsonElement>();
                Received.GetOrAdd(context.Request.Headers["Idempotency-Key"].ToString(), _ => []).Add(message.GetProperty("text").GetString()!);
                Numbers.TryAdd(message.GetProperty("to").GetString()!, true);
            });
        }

        /// <summary>What came, by its key.</summary>
        public ConcurrentDictionary<string, ConcurrentBag<string>> Received { get; } = new();

        /// <summary>To whom.</summary>
        public ConcurrentDictionary<string, bool> Numbers { get; } = new();

        public string Address => $"{_app.Urls.First()}/sms";

        public static async Task<MessageProgram> StartAsync()
        {
            var program = new MessageProgram();
            await program._app.StartAsync();
            return program;
        }

        public ValueTask DisposeAsync() => _app.DisposeAsync();
    }
}
