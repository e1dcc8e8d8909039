using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.IntegrationTests.Processes;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Dialogs;

/// <summary>What the bot does not understand becomes a list, the list examples, and these what it understands, unless something gets worse by them.</summary>
[TestClass]
public sealed class ReviewTests
{
    private const string Strange = "flummoxed zorblax upstairs";

    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    [DynamicData(nameof(TestDatabase.All), typeof(TestDatabase))]
    public async Task What_was_not_understood_is_learned_when_nothing_gets_worse(StorageProvider provider)
    {
        using var dialogs = new SmallDialogs();
        await using var database = await TestDatabase.CreateAsync(provider, Cancellation);
        await using var product = await ProductProcess.StartedAsync(Cancellation, [.. database.Settings.Select(setting => (setting.Key, setting.Value!)), ("Dialogs:Path", dialogs.Path)]);
        product.Http.DefaultRequestHeaders.Add("X-Api-Key", ProductProcess.ApiKey);
        var customer = await Customer.StartAsync(product, Cancellation);
        await customer.SayAsync($"{Strange}, write to mei@example.com", Cancellation);
        await customer.SayAsync($"{Strange} again", Cancellation);
        await customer.SayAsync("qwxz vrmpf brrk", Cancellation);

        var clusters = await ReadAsync("/api/v1/review");
        Assert.AreEqual(2, clusters.GetArrayLength(), $"{clusters}");
        Assert.AreEqual(2, clusters[0].GetProperty("count").GetInt32());
        Assert.AreEqual($"{Strange}, write to [email]", clusters[0].GetProperty("messages")[1].GetProperty("text").GetString());
        Assert.AreNotEqual("", clusters[0].GetProperty("messages")[0].GetProperty("model").GetString());
        Assert.AreEqual(HttpStatusCode.BadRequest, await SendAsync("/api/v1/review/examples", new { messages = Ids(clusters[0]), intent = "no_such_intent" }));
        Assert.AreEqual(HttpStatusCode.BadRequest, await SendAsync("/api/v1/review/examples", new { messages = Ids(clusters[0]) }));
        Assert.AreEqual(HttpStatusCode.OK, await SendAsync("/api/v1/review/examples", new { messages = Ids(clusters[0]), intent = "visit" }));
        Assert.AreEqual(HttpStatusCode.NotFound, await SendAsync("/api/v1/review/examples", new { messages = Ids(clusters[0]), intent = "visit" }));
        Assert.AreEqual(HttpStatusCode.OK, await SendAsync("/api/v1/review/dismissals", new { messages = Ids(clusters[1]) }));
        Assert.AreEqual(0, (await ReadAsync("/api/v1/review")).GetArrayLength());

        var examples = await DecidedAsync();
        Assert.IsTrue(examples.All(example => example.GetProperty("state").GetString() == "live"), string.Join('\n', examples));
        Assert.IsGreaterThan(0.5, examples[0].GetProperty("verdict").GetProperty("after").GetDouble());
        await UntilAsync(async () => (await (await Customer.StartAsync(product, Cancellation)).SayAsync(Strange, Cancellation)).Contains("Which day", StringComparison.Ordinal));

        using var withdrawn = await product.Http.DeleteAsync($"/api/v1/review/examples/{examples[0].GetProperty("id").GetInt64()}", Cancellation);
        Assert.AreEqual(HttpStatusCode.NoContent, withdrawn.StatusCode);
        using var again = await product.Http.DeleteAsync($"/api/v1/review/examples/{examples[0].GetProperty("id").GetInt64()}", Cancellation);
        Assert.AreEqual(HttpStatusCode.NotFound, again.StatusCode);

        async Task<JsonElement> ReadAsync(string path) => await product.Http.GetFromJsonAsync<JsonElement>(path, Cancellation);

        async Task<HttpStatusCode> SendAsync(string path, object body)
        {
            using var response = await product.Http.PostAsJsonAsync(path, body, Cancellation);
            return response.StatusCode;
        }

        async Task<List<JsonElement>> DecidedAsync()
        {
            var read = new List<JsonElement>();
            await UntilAsync(async () => (read = [.. (await ReadAsync("/api/v1/review/examples")).EnumerateArray()]).All(example => example.GetProperty("state").GetString() != "waiting"));
            return read;
        }
    }

    private static long[] Ids(JsonElement cluster) => [.. cluster.GetProperty("messages").EnumerateArray().Select(message => message.GetProperty("id").GetInt64())];

    private async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        limit.CancelAfter(TimeSpan.FromMinutes(2));
        while (!await isSo())
        {
            await Task.Delay(200, limit.Token);
        }
    }
}
