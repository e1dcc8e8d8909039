using System.Diagnostics;

namespace ServiceBot.IntegrationTests.Processes;

/// <summary>
/// The product in a network namespace of its own, where nothing outside exists. It is reached over a Unix socket, so whatever the namespace's counters
/// show was tried by the product itself, whether or not it noticed the refusal.
/// </summary>
[TestClass]
[DoNotParallelize]
public sealed class NetworkTests
{
    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [ClassInitialize]
    public static void AskForNamespaces(TestContext context)
    {
        using var probe = Process.Start("unshare", Environment.IsPrivilegedProcess ? ["--net", "true"] : ["--net", "--map-root-user", "true"]);
        probe.WaitForExit();
        if (probe.ExitCode != 0)
        {
            const string Missing = "This machine gives no network namespaces (unshare --net): run as root, or allow them to users.";
            if (Environment.GetEnvironmentVariable("CI") == "true")
            {
                Assert.Fail(Missing);
            }

            Assert.Inconclusive(Missing);
        }
    }

    [TestMethod]
    public async Task Everything_works_without_a_network_and_nothing_outside_is_tried()
    {
        await using var product = new ProductProcess { Secluded = true };
        await product.StartAsync(Cancellation);

        foreach (var page in new[] { "/", "/chat", "/chat?embed=1", "/articles", "/articles/en/router-drops", "/articles/zh/router-drops", "/embed.js", "/openapi/v1.json" })
        {
            using var response = await product.Http.GetAsync(page, Cancellation);
            Assert.IsTrue(response.IsSuccessStatusCode, page);
        }

        await TalkAsync(product, Customer.EnglishFault, "where is my request?", "I want a person");
        await TalkAsync(product, Customer.ChineseFault, "我的工单到哪了", "转人工");
        var buyer = await Customer.StartAsync(product, Cancellation);
        await buyer.SayAsync("order HL-204817 还没到", Cancellation);
        Assert.Contains("mei@example.com", await buyer.SayAsync("mei@example.com", Cancellation));

        Assert.AreEqual(0, product.CallsOutside(), product.Output);
    }

    [TestMethod]
    public async Task A_call_to_the_outside_would_be_seen()
    {
        await using var product = new ProductProcess(("Email:Host", "192.0.2.1"), ("Email:From", "help@example.com")) { Secluded = true };
        await product.StartAsync(Cancellation);
        Assert.AreEqual(0, product.CallsOutside());
        var buyer = await Customer.StartAsync(product, Cancellation);
        await buyer.SayAsync("order HL-204817 还没到", Cancellation);

        Assert.Contains("mei@example.com", await buyer.SayAsync("mei@example.com", Cancellation));      // the customer does not wait for the mail server

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (product.CallsOutside() == 0)
        {
            await Task.Delay(10, patience.Token);
        }
    }

    private async Task TalkAsync(ProductProcess product, IReadOnlyList<string> script, string where, string person)
    {
        var customer = await Customer.StartAsync(product, Cancellation);
        var number = await customer.OpenRequestAsync(script, Cancellation);
        Assert.Contains(number, await customer.SayAsync(where, Cancellation));
        Assert.AreEqual(number, (await product.ApiAsync($"requests/{number}", Cancellation)).GetProperty("request").GetProperty("number").GetString());
        await customer.SayAsync(person, Cancellation);
    }
}
