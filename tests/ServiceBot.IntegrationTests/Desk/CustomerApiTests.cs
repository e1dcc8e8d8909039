using System.Net.Http.Json;
using System.Text.Json;
using ServiceBot.IntegrationTests.Accounts;

namespace ServiceBot.IntegrationTests.Desk;

/// <summary>Customers over HTTP.</summary>
[TestClass]
public sealed class CustomerApiTests
{
    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task Customers_are_made_changed_merged_and_un_merged()
    {
        await using var product = await StaffProduct.StartAsync();
        using var program = product.Visit();
        program.Http.DefaultRequestHeaders.Add("X-Api-Key", StaffProduct.Key);

        var (created, mei) = await SendAsync(HttpMethod.Post, "", new { fields = new { name = "Chen Mei", city = "Shenzhen" }, identifiers = new[] { new { kind = "email", value = "Mei@example.com" } } });
        var id = mei.GetProperty("id").GetGuid();
        var (_, other) = await SendAsync(HttpMethod.Post, "", new { fields = new { name = "Mei Chen" }, identifiers = new[] { new { kind = "phone", value = "+86 139 0000 0001" } } });
        var otherId = other.GetProperty("id").GetGuid();
        var (wrong, problem) = await SendAsync(HttpMethod.Post, "", new { fields = new { shoe = "41" }, identifiers = new[] { new { kind = "phone", value = "none" } } });
        var (empty, _) = await SendAsync(HttpMethod.Post, "", new { });
        var (odd, oddProblem) = await SendAsync(HttpMethod.Post, "", new { fields = new { name = "A" }, colour = "red" });

        Assert.AreEqual((201, 400, 400, 400), (created, wrong, empty, odd));
        CollectionAssert.AreEquivalent(new[] { "shoe", "phone" }, problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).ToList());
        Assert.Contains("colour", oddProblem.GetRawText());
        Assert.AreEqual("api", mei.GetProperty("fields").GetProperty("name").GetProperty("source").GetString());

        var seen = mei.GetProperty("fields").GetProperty("city").GetProperty("id").GetInt64();
        var (changed, _) = await SendAsync(HttpMethod.Patch, $"{id}", new { fields = new { city = "Shanghai" }, seen = new { city = seen } });
        var (stale, conflict) = await SendAsync(HttpMethod.Patch, $"{id}", new { fields = new { city = "Beijing", company = "Acme" }, seen = new { city = (long?)seen, company = (long?)null } });
        var (over, after) = await SendAsync(HttpMethod.Patch, $"{id}", new { fields = new { city = (string?)null } });
        Assert.AreEqual((200, 409, 200), (changed, stale, over));
        Assert.AreEqual("Shanghai", conflict.GetProperty("fields").GetProperty("city").GetProperty("value").GetString());
        Assert.AreEqual(JsonValueKind.Null, after.GetProperty("fields").GetProperty("city").GetProperty("value").ValueKind, "there is said to be none");
        Assert.IsFalse(after.GetProperty("fields").TryGetProperty("company", out _));

        var (merged, decision) = await SendAsync(HttpMethod.Post, $"{otherId}/merge", new { other = id, why = "the same address" });
        var (again, _) = await SendAsync(HttpMethod.Post, $"{id}/merge", new { other = otherId });
        var (against, _) = await SendAsync(HttpMethod.Post, $"{id}/apart", new { other = otherId });
        var (nobody, _) = await SendAsync(HttpMethod.Post, $"{id}/merge", new { other = Guid.NewGuid() });
        var (missing, _) = await SendAsync(HttpMethod.Post, $"{id}/merge", new { });
        Assert.AreEqual((200, 200, 409, 404, 400), (merged, again, against, nobody, missing));
        foreach (var any in new[] { id, otherId })
        {
            var (_, page) = await SendAsync(HttpMethod.Get, $"{any}", null);
            Assert.AreEqual(id, page.GetProperty("id").GetGuid(), "every id leads to the page of all");
            Assert.AreEqual(2, page.GetProperty("members").GetArrayLength());
        }

        var (found, list) = await SendAsync(HttpMethod.Get, "?with=%2B8613900000001", null);
        Assert.AreEqual((200, id), (found, list.GetProperty("items").EnumerateArray().Single().GetProperty("id").GetGuid()));

        var (revoked, roots) = await SendAsync(HttpMethod.Delete, $"edges/{decision.GetProperty("edge").GetInt64()}", null);
        var (gone, _) = await SendAsync(HttpMethod.Delete, $"edges/{decision.GetProperty("edge").GetInt64()}", null);
        Assert.AreEqual((200, 404, 2), (revoked, gone, roots.GetProperty("customers").GetArrayLength()));
        var (_, alone) = await SendAsync(HttpMethod.Get, $"{otherId}", null);
        Assert.AreEqual((otherId, "Mei Chen"), (alone.GetProperty("id").GetGuid(), alone.GetProperty("fields").GetProperty("name").GetProperty("value").GetString()));

        await product.UntilThereAsync("SELECT count(*) FROM crm_link_record WHERE customer_id = @id", new { id });
        var (nothing, noPairs) = await SendAsync(HttpMethod.Get, "duplicates", null);
        var (noCursor, _) = await SendAsync(HttpMethod.Get, "duplicates?after=x", null);
        var (similar, candidates) = await SendAsync(HttpMethod.Post, "similar", new { fields = new { name = "Chen Mei" }, identifiers = new[] { new { kind = "email", value = "MEI@example.com" } } });
        Assert.AreEqual((200, 400, 200), (nothing, noCursor, similar));
        Assert.AreEqual(0, noPairs.GetProperty("items").GetArrayLength());
        Assert.AreEqual(id, candidates[0].GetProperty("customer").GetGuid());
        Assert.AreEqual("prior", candidates[0].GetProperty("comparison").GetProperty("steps")[0].GetProperty("kind").GetString());
        Assert.AreEqual("exact", candidates[0].GetProperty("comparison").GetProperty("steps").EnumerateArray().Single(step => step.GetProperty("field").GetString() == "email").GetProperty("level").GetString());

        var (first, one) = await SendAsync(HttpMethod.Get, "?take=1", null);
        var (second, two) = await SendAsync(HttpMethod.Get, $"?take=1&after={one.GetProperty("next").GetString()}", null);
        var (bad, _) = await SendAsync(HttpMethod.Get, "?after=yesterday&take=0", null);
        var (unknown, _) = await SendAsync(HttpMethod.Get, $"{Guid.NewGuid()}", null);
        Assert.AreEqual((200, 200, 400, 404), (first, second, bad, unknown));
        CollectionAssert.AreEqual(new[] { otherId, id }, new[] { one, two }.Select(page => page.GetProperty("items")[0].GetProperty("id").GetGuid()).ToList());

        async Task<(int Status, JsonElement Body)> SendAsync(HttpMethod method, string path, object? body)
        {
            using var request = new HttpRequestMessage(method, path.StartsWith('?') || path.Length == 0 ? $"/api/v1/customers{path}" : $"/api/v1/customers/{path}") { Content = body is null ? null : JsonContent.Create(body) };
            using var response = await program.Http.SendAsync(request, Cancellation);
            return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation));
        }
    }
}
