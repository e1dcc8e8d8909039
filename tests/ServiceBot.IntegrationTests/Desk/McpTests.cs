using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;
using ServiceBot.IntegrationTests.Accounts;

namespace ServiceBot.IntegrationTests.Desk;

/// <summary>The desk for assistants outside, as the protocol's own client meets it.</summary>
[TestClass]
public sealed class McpTests
{
    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task An_assistant_reads_and_does_what_its_key_may_and_nothing_else()
    {
        await using var product = await StaffProduct.StartAsync("--Mcp:Writes=true", "--Api:Keys:2:Name=reader", "--Api:Keys:2:Key=reader-key-0123456789", "--Api:Keys:2:Scopes:0=customers:read");
        using var program = product.Visit();
        program.Http.DefaultRequestHeaders.Add("X-Api-Key", StaffProduct.Key);
        using var made = await program.Http.PostAsJsonAsync("/api/v1/customers", new { fields = new { name = "Ann Lee" }, identifiers = new[] { new { kind = "email", value = "ann@example.com" } } }, Cancellation);
        var ann = (await made.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("id").GetString()!;

        await using var assistant = await ConnectAsync(product, StaffProduct.Key);
        var tools = await assistant.ListToolsAsync(cancellationToken: Cancellation);
        CollectionAssert.IsSubsetOf(new[] { "search", "find_customers", "read_customer", "list_requests", "read_request", "open_request", "add_note", "tag_customer" }, tools.Select(tool => tool.Name).ToList());
        Assert.IsTrue(tools.All(tool => tool.Description.Length > 20 && tool.JsonSchema.GetProperty("type").GetString() == "object"));

        var found = await CallAsync(assistant, "find_customers", new() { ["with"] = "ANN@example.com", ["fields"] = "id,name" });
        Assert.AreEqual(ann, found.Json!.Value.GetProperty("items")[0].GetProperty("id").GetString());
        var opened = await CallAsync(assistant, "open_request", new() { ["subject"] = "Router is dead", ["details"] = "No light since today.", ["customer"] = ann, ["priority"] = "high", ["idempotency_key"] = "k-1" });
        var again = await CallAsync(assistant, "open_request", new() { ["subject"] = "Router is dead", ["details"] = "No light since today.", ["customer"] = ann, ["priority"] = "high", ["idempotency_key"] = "k-1" });
        var number = opened.Json!.Value.GetProperty("number").GetString()!;
        Assert.AreEqual(number, again.Json!.Value.GetProperty("number").GetString());
        Assert.IsFalse((await CallAsync(assistant, "add_note", new() { ["number"] = number, ["text"] = "Looks like the power supply." })).IsError);
        var request = (await CallAsync(assistant, "read_request", new() { ["number"] = number })).Text;
        Assert.Contains("Looks like the power supply.", request);
        Assert.DoesNotContain("\"isPublic\":true,\"text\":\"Looks", request);
        Assert.IsFalse((await CallAsync(assistant, "tag_customer", new() { ["customer"] = ann, ["tag"] = "vip" })).IsError);
        Assert.Contains("tag:vip", (await CallAsync(assistant, "read_customer", new() { ["customer"] = ann })).Text);
        Assert.IsFalse((await CallAsync(assistant, "tag_customer", new() { ["customer"] = ann, ["tag"] = "vip", ["on"] = false })).IsError);

        // What cannot be is said as the API says it.
        foreach (var (tool, told, why) in new (string, Dictionary<string, object?>, string)[]
        {
            ("read_customer", [], "customer is missing"), ("read_customer", new() { ["customer"] = ann, ["shoe"] = "41" }, "There is no shoe"), ("read_customer", new() { ["customer"] = $"{Guid.NewGuid()}" }, "There is no such customer"),
            ("read_customer", new() { ["customer"] = "nobody" }, ""), ("find_customers", new() { ["take"] = 1_000 }, "from 1 to 200"), ("tag_customer", new() { ["customer"] = ann, ["tag"] = "a,b" }, "no comma"),
            ("delete_customer", new() { ["customer"] = ann }, "There is no tool"),
        })
        {
            var refused = await CallAsync(assistant, tool, told);
            Assert.IsTrue(refused.IsError, tool);
            Assert.Contains(why, refused.Text);
        }

        await using var reader = await ConnectAsync(product, "reader-key-0123456789");
        CollectionAssert.AreEquivalent(new[] { "find_customers", "read_customer", "read_customer_relations" }, (await reader.ListToolsAsync(cancellationToken: Cancellation)).Select(tool => tool.Name).ToList());
        Assert.IsTrue((await CallAsync(reader, "tag_customer", new() { ["customer"] = ann, ["tag"] = "late" })).IsError);
        await CallAsync(reader, "read_customer", new() { ["customer"] = ann });
        Assert.AreEqual(1, await product.Database.ReadAsync(session => session.GetAsync<long>("SELECT count(*) FROM desk_audit WHERE actor = 'api:reader' AND subject = @subject", new { subject = $"customer:{ann}" }), Cancellation), "it is written down who reads");

        using var nobody = product.Visit();
        using var refusal = await nobody.Http.PostAsJsonAsync("/api/mcp", new { jsonrpc = "2.0", id = 1, method = "tools/list" }, Cancellation);
        Assert.AreEqual(HttpStatusCode.Unauthorized, refusal.StatusCode);
    }

    [TestMethod]
    public async Task Nothing_is_changed_unless_the_settings_allow_it()
    {
        await using var product = await StaffProduct.StartAsync();
        await using var assistant = await ConnectAsync(product, StaffProduct.Key);

        Assert.IsTrue((await assistant.ListToolsAsync(cancellationToken: Cancellation)).All(tool => tool.ProtocolTool.Annotations!.ReadOnlyHint == true));
        Assert.IsTrue((await CallAsync(assistant, "open_request", new() { ["subject"] = "A", ["details"] = "B" })).IsError);
        Assert.AreEqual(0, await product.Database.ReadAsync(session => session.GetAsync<long>("SELECT count(*) FROM desk_request"), Cancellation));
    }

    private async Task<McpClient> ConnectAsync(StaffProduct product, string key) => await McpClient.CreateAsync(
        new HttpClientTransport(new() { Endpoint = new(product.Address, "/api/mcp"), TransportMode = HttpTransportMode.StreamableHttp, AdditionalHeaders = new Dictionary<string, string> { ["X-Api-Key"] = key } }),
        cancellationToken: Cancellation);

    private async Task<(bool IsError, string Text, JsonElement? Json)> CallAsync(McpClient assistant, string tool, Dictionary<string, object?> told)
    {
        var answer = await assistant.CallToolAsync(tool, told, cancellationToken: Cancellation);
        var text = string.Concat(answer.Content.OfType<TextContentBlock>().Select(block => block.Text));
        return (answer.IsError == true, text, answer.IsError == true ? null : JsonElement.Parse(text));
    }
}
