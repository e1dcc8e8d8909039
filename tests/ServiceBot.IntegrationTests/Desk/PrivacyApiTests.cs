using System.Net.Http.Json;
using System.Text.Json;
using ServiceBot.IntegrationTests.Accounts;

namespace ServiceBot.IntegrationTests.Desk;

/// <summary>Consents and what else protects customers, over HTTP.</summary>
[TestClass]
public sealed class PrivacyApiTests
{
    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task A_consent_is_written_down_with_the_published_text_and_says_who_may_be_contacted()
    {
        await using var product = await StaffProduct.StartAsync();
        using var program = product.Visit();
        program.Http.DefaultRequestHeaders.Add("X-Api-Key", StaffProduct.Key);
        var (_, ann) = await SendAsync(HttpMethod.Post, "customers", new { fields = new { name = "Ann Lee" } });
        var path = $"customers/{ann.GetProperty("id").GetGuid()}";
        var (published, texts) = await SendAsync(HttpMethod.Post, "consent-texts", new { name = "newsletter", purposes = new[] { "marketing" }, texts = new { en = new { title = "News", body = "May we?" }, zh = new { title = "资讯", body = "可以吗？" } } });
        var (bad, problem) = await SendAsync(HttpMethod.Post, "consent-texts", new { name = "News letter", purposes = new[] { "spying" }, texts = new { fr = new { title = "", body = "" } } });
        Assert.AreEqual((201, 400, 2), (published, bad, texts.GetArrayLength()));
        CollectionAssert.AreEquivalent(new[] { "name", "purposes", "texts", "texts.fr" }, problem.GetProperty("errors").EnumerateObject().Select(error => error.Name).ToList());

        Assert.AreEqual("notGranted", (await SendAsync(HttpMethod.Get, $"{path}/may-contact?purpose=marketing&channel=email", null)).Body.GetProperty("refusal").GetString());
        var (said, entry) = await SendAsync(HttpMethod.Post, $"{path}/consents", new { purpose = "marketing", channel = "email", state = "granted", text = texts[0].GetProperty("id").GetInt64(), evidence = new { ip = "192.0.2.7" } });
        var (odd, _) = await SendAsync(HttpMethod.Post, $"{path}/consents", new { purpose = "marketing", state = "perhaps" });
        var (unknown, _) = await SendAsync(HttpMethod.Post, $"customers/{Guid.NewGuid()}/consents", new { purpose = "marketing", state = "granted" });
        Assert.AreEqual((201, 400, 404), (said, odd, unknown));
        Assert.AreEqual(("api:all", "192.0.2.7"), (entry.GetProperty("saidBy").GetString(), entry.GetProperty("evidence").GetProperty("ip").GetString()));

        Assert.IsTrue((await SendAsync(HttpMethod.Get, $"{path}/may-contact?purpose=marketing&channel=email", null)).Body.GetProperty("may").GetBoolean());
        Assert.IsFalse((await SendAsync(HttpMethod.Get, $"{path}/may-contact?purpose=marketing&channel=phone", null)).Body.GetProperty("may").GetBoolean());
        var (_, ledger) = await SendAsync(HttpMethod.Get, $"{path}/consents", null);
        Assert.AreEqual(("granted", 1), (ledger.GetProperty("standings").EnumerateArray().Single(standing => standing.GetProperty("channel").GetString() == "email").GetProperty("state").GetString(), ledger.GetProperty("entries").GetArrayLength()));

        async Task<(int Status, JsonElement Body)> SendAsync(HttpMethod method, string to, object? body)
        {
            using var request = new HttpRequestMessage(method, $"/api/v1/{to}") { Content = body is null ? null : JsonContent.Create(body) };
            using var response = await program.Http.SendAsync(request, Cancellation);
            return ((int)response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation));
        }
    }
}
