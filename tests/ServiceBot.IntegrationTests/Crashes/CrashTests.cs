using System.Net.Http.Headers;
using System.Text.Json;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;
using ServiceBot.Testing;

namespace ServiceBot.IntegrationTests.Crashes;

[TestClass]
[DoNotParallelize]
public sealed class CrashTests
{
    private const int Kills = 10;
    private const int Customers = 12;

    // Each round opens one service request from end to end; the last line ends whatever might still be open.
    private static readonly string[] EnglishScript =
    [
        "my router keeps dropping the connection", "no", "it drops every few minutes since Monday", "+1 555 010 2030", "yes", "thanks", "start over",
    ];

    public required TestContext TestContext { get; set; }

    private static string Configuration => AppContext.BaseDirectory.Contains("Release", StringComparison.Ordinal) ? "Release" : "Debug";

    [TestMethod]
    [DataRow(StorageProvider.Sqlite)]
    [DataRow(StorageProvider.PostgreSql)]
    public async Task Ten_kills_lose_nothing_and_double_nothing(StorageProvider provider)
    {
        var cancellationToken = TestContext.CancellationToken;
        await using var database = await TestDatabase.CreateAsync(provider, cancellationToken);
        var folder = Directory.CreateTempSubdirectory("servicebot-crash-");
        var settings = database.Settings.ToDictionary(setting => setting.Key.Replace(":", "__", StringComparison.Ordinal), setting => setting.Value!);
        settings["Dialogs__ModelFolder"] = Path.Combine(Path.GetTempPath(), "servicebot-test-models");
        await using var product = new ProductProcess(Configuration, folder.FullName, settings);
        await product.StartAsync(cancellationToken);
        var seed = Environment.TickCount;
        var random = new Random(seed);
        TestContext.WriteLine($"seed {seed}");
        using var enough = new CancellationTokenSource();
        var customers = Enumerable.Range(0, Customers).Select(n => new PersistentCustomer(product, $"crash{n}-{Guid.NewGuid():N}", EnglishScript)).ToList();
        var talks = customers.Select(customer => customer.TalkAsync(enough.Token, cancellationToken)).ToList();

        for (var kill = 0; kill < Kills; kill++)
        {
            await Task.Delay(random.Next(200, 900), cancellationToken);
            await product.KillAsync();
            await product.StartAsync(cancellationToken);
        }

        await enough.CancelAsync();
        await Task.WhenAll(talks);

        var numbers = new List<string>();
        foreach (var customer in customers)
        {
            var transcript = await customer.TranscriptAsync(cancellationToken);
            var answers = transcript.Select(PersistentCustomer.RepliesTo).OfType<string>().CountBy(id => id).ToDictionary();
            foreach (var id in customer.Acknowledged)
            {
                Assert.AreEqual(1, answers.GetValueOrDefault(id), $"{id} was acknowledged and has {answers.GetValueOrDefault(id)} answers.");
            }

            var sent = transcript.Where(activity => activity.GetProperty("from").GetProperty("role").GetString() == "user").Select(activity => activity.GetProperty("id").GetString()!).ToList();
            CollectionAssert.AreEqual(customer.Acknowledged.ToList(), sent, "Every message stands in the transcript once, in order.");
            numbers.AddRange(transcript.Select(RequestNumberIn).OfType<string>());
        }

        var opened = await RequestNumbersAsync(product, cancellationToken);
        Assert.IsGreaterThan(Customers, numbers.Count, "Every customer opened requests.");
        CollectionAssert.AreEqual(numbers.Order(StringComparer.Ordinal).ToList(), opened.Order(StringComparer.Ordinal).ToList(), "Every confirmed request exists once, and no other.");
        await product.KillAsync();
        folder.Delete(recursive: true);
    }

    /// <summary>The number in the bot's answer to the confirmation.</summary>
    private static string? RequestNumberIn(JsonElement activity)
    {
        var text = activity.TryGetProperty("text", out var words) && activity.GetProperty("from").GetProperty("role").GetString() != "user" ? words.GetString()! : "";
        var at = text.IndexOf("SR-", StringComparison.Ordinal);
        return at < 0 ? null : text.Substring(at, 9);
    }

    private static async Task<List<string>> RequestNumbersAsync(ProductProcess product, CancellationToken cancellationToken)
    {
        var numbers = new List<string>();
        string? after = null;
        do
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/requests?take=100{(after is null ? "" : $"&after={Uri.EscapeDataString(after)}")}");
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", ProductProcess.ApiKey);
            using var response = await product.Http.SendAsync(request, cancellationToken);
            response.EnsureSuccessStatusCode();
            var page = JsonSerializer.Deserialize<JsonElement>(await response.Content.ReadAsByteArrayAsync(cancellationToken));
            numbers.AddRange(page.GetProperty("items").EnumerateArray().Select(item => item.GetProperty("number").GetString()!));
            after = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (after is not null);

        return numbers;
    }
}
