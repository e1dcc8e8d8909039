using System.Net.Http.Json;
using System.Text.Json;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Accounts;

namespace ServiceBot.IntegrationTests.Desk;

/// <summary>Who reads and changes personal data on pages and over the API stands in the audit log.</summary>
[TestClass]
public sealed class AuditApiTests
{
    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task Whoever_reads_or_changes_a_customer_is_written_down_and_reading_on_is_one_reading()
    {
        await using var product = await StaffProduct.StartAsync();
        using var program = product.Visit();
        program.Http.DefaultRequestHeaders.Add("X-Api-Key", StaffProduct.Key);
        var made = await program.Http.PostAsJsonAsync("/api/v1/customers", new { fields = new { name = "Ann Lee" } }, Cancellation);
        var id = (await made.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("id").GetGuid();
        using var agent = await product.VisitAsync(StaffRole.Agent);
        for (var i = 0; i < 3; i++)
        {
            (await agent.Http.GetAsync($"/desk/customers/{id}", Cancellation)).EnsureSuccessStatusCode();
            (await program.Http.GetAsync($"/api/v1/customers/{id}", Cancellation)).EnsureSuccessStatusCode();
            (await agent.Http.GetAsync("/desk/requests", Cancellation)).EnsureSuccessStatusCode();
        }

        await product.UntilThereAsync("SELECT count(*) FROM desk_audit WHERE action = 'CustomerCreated'");

        var about = await ListAsync($"?subject=customer:{id}");
        CollectionAssert.AreEquivalent(new[] { "CustomerCreated api:all", "read api:all" }, about.Where(entry => !entry.StartsWith("read staff:", StringComparison.Ordinal)).ToList());
        Assert.AreEqual(1, about.Count(entry => entry.StartsWith("read staff:", StringComparison.Ordinal)));
        Assert.AreEqual(1, (await ListAsync("?subject=/desk/requests")).Count);
        var check = await program.Http.GetFromJsonAsync<JsonElement>("/api/v1/audit/check", Cancellation);
        Assert.AreEqual(JsonValueKind.Null, check.GetProperty("brokenAt").ValueKind);
        Assert.AreEqual(400, (int)(await program.Http.GetAsync("/api/v1/audit?after=x&take=0", Cancellation)).StatusCode);

        async Task<List<string>> ListAsync(string query)
        {
            var page = await program.Http.GetFromJsonAsync<JsonElement>($"/api/v1/audit{query}", Cancellation);
            return [.. page.GetProperty("items").EnumerateArray().Select(entry => $"{entry.GetProperty("action").GetString()} {entry.GetProperty("actor").GetString()}")];
        }
    }
}
