using System.Text.Json;

namespace ServiceBot.IntegrationTests.Processes;

[TestClass]
[DoNotParallelize]
public sealed class VerbTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    [DataRow("check", "are sound")]
    [DataRow("test-dialogs", " 0 failures")]
    public async Task The_shipped_dialogs_and_articles_hold_what_they_promise(string verb, string expected)
    {
        await using var product = new ProductProcess();

        var code = await product.RunAsync([verb], TestContext.CancellationToken);

        Assert.AreEqual(0, code, product.Output);
        Assert.Contains(expected, product.Output);
    }

    [TestMethod]
    public async Task Evaluate_prints_the_figures_of_the_contract()
    {
        await using var product = new ProductProcess();
        var file = Path.Combine(product.Folder, "rows.jsonl");
        await File.WriteAllLinesAsync(file, Enumerable.Range(0, 40).Select(n => JsonSerializer.Serialize(
            n % 2 == 0 ? new { text = $"the router drops again {n}", intent = "fault" } : new { text = $"when is the bill due {n}", intent = "bill" })), TestContext.CancellationToken);

        var code = await product.RunAsync(["evaluate", "intents", "--train", file, "--dev", file, "--test", file, "--json"], TestContext.CancellationToken);

        Assert.AreEqual(0, code, product.Output);
        Assert.AreEqual(1.0, JsonSerializer.Deserialize<JsonElement>(product.Output).GetProperty("accuracy").GetDouble(), 0.001);
    }

    [TestMethod]
    public async Task Evaluate_names_the_line_that_it_cannot_read()
    {
        await using var product = new ProductProcess();
        var file = Path.Combine(product.Folder, "rows.jsonl");
        await File.WriteAllLinesAsync(file, ["""{"text":"a","intent":"b"}""", "{"], TestContext.CancellationToken);

        var code = await product.RunAsync(["evaluate", "intents", "--train", file, "--dev", file, "--test", file], TestContext.CancellationToken);

        Assert.AreEqual(1, code);
        Assert.Contains("rows.jsonl:2:", product.Output);
    }
}
