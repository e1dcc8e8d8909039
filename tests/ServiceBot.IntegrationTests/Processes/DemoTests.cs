using System.Text.Json;
using System.Text.RegularExpressions;

namespace ServiceBot.IntegrationTests.Processes;

/// <summary>The demo company, and one of its customers who proves who they are.</summary>
[TestClass]
public sealed partial class DemoTests
{
    private const string Buyer = "jianguo.yang191@example.com";      // of HL-204817, with the default seed

    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task The_same_seed_gives_the_same_company_and_gives_it_once()
    {
        await using var seeded = new ProductProcess();
        Assert.AreEqual(0, await seeded.RunAsync(["seed"], Cancellation), seeded.Output);
        Assert.AreEqual(0, await seeded.RunAsync(["seed"], Cancellation), seeded.Output);
        await seeded.StartAsync(Cancellation);
        await using var demo = new ProductProcess();
        await demo.StartAsync(Cancellation, "--demo");
        await using var other = new ProductProcess();
        await other.StartAsync(Cancellation, "--demo", "--seed", "2");

        var requests = await RequestsAsync(seeded);
        Assert.HasCount(100, requests);
        CollectionAssert.AreEqual(requests, await RequestsAsync(demo));
        CollectionAssert.AreNotEqual(requests, await RequestsAsync(other));
        Assert.Contains("400 customers, 900 orders, 700 requests, 240 opportunities.", seeded.Output);
        Assert.Contains("400 customers, 900 orders, 0 requests, 0 opportunities (there already).", seeded.Output);
    }

    [TestMethod]
    public async Task A_simulated_company_has_a_database_and_a_file_of_the_truth_of_its_own()
    {
        await using var product = new ProductProcess();
        var truth = Path.Combine(product.Folder, "truth.jsonl");
        string[] simulate = ["seed", "--customers", "200", "--months", "6", "--seed", "4", "--truth", truth];

        Assert.AreEqual(1, await product.RunAsync(["seed", "--customers", "0"], Cancellation));
        Assert.AreEqual(1, await product.RunAsync(["seed", "--months", "6"], Cancellation));
        Assert.AreEqual(0, await product.RunAsync(simulate, Cancellation), product.Output);
        Assert.AreEqual(1, await product.RunAsync(simulate, Cancellation));
        Assert.Contains("--customers is from 1 to 1000000.", product.Output);
        Assert.Contains("--months, --cared and --truth are of a simulated company: say --customers too.", product.Output);
        Assert.Contains("Simulated company: 200 customers", product.Output);
        Assert.Contains("A simulated company needs a database of its own", product.Output);

        await product.StartAsync(Cancellation);
        var lines = (await File.ReadAllLinesAsync(truth, Cancellation)).Select(line => JsonDocument.Parse(line).RootElement).ToList();
        Assert.HasCount(201, lines);
        Assert.AreEqual(4, lines[0].GetProperty("plan").GetProperty("seed").GetInt32());
        var one = lines[1..].First(line => line.GetProperty("duplicate").ValueKind == JsonValueKind.Null);
        var figures = await product.ApiAsync($"customers/{one.GetProperty("customer").GetGuid()}/features", Cancellation);
        Assert.AreEqual(one.GetProperty("orders").GetInt32(), figures.GetProperty("features").GetProperty("frequency").GetInt32());
    }

    [TestMethod]
    public async Task A_buyer_proves_the_address_with_a_code_and_hears_of_the_order_and_nobody_else_does()
    {
        await using var product = new ProductProcess(("ASPNETCORE_ENVIRONMENT", "Development"), ("Logging:LogLevel:ServiceBot.Crm", "Information"));
        await product.StartAsync(Cancellation, "--demo");
        var buyer = await Customer.StartAsync(product, Cancellation);
        await buyer.SayAsync("order HL-204817 还没到", Cancellation);
        await buyer.SayAsync(Buyer, Cancellation);
        var code = (await product.WroteAsync(Code(), Cancellation)).Groups[1].Value;

        var answer = await buyer.SayAsync(code, Cancellation);

        Assert.Contains("HL-204817", answer);
        Assert.Contains("运输中", answer);
        var stranger = await Customer.StartAsync(product, Cancellation);
        await stranger.SayAsync("order HL-204817 还没到", Cancellation);
        await stranger.SayAsync(Buyer, Cancellation);
        Assert.DoesNotContain("运输中", await stranger.SayAsync(code, Cancellation));      // a code is good once, and for who asked for it
        Assert.IsFalse((await buyer.TranscriptAsync(Cancellation)).Any(activity => activity.ToString().Contains(code, StringComparison.Ordinal)), "The code stands in the transcript.");
    }

    private async Task<List<string>> RequestsAsync(ProductProcess product) =>
    [
        .. (await product.ApiAsync("requests?take=100", Cancellation)).GetProperty("items").EnumerateArray()
            .Select(request => string.Join(' ', new[] { "number", "subject", "category", "status", "team" }.Select(name => request.GetProperty(name)))),
    ];

    [GeneratedRegex(@"\b(\d{6})\b")]
    private static partial Regex Code();
}
