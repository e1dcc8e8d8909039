using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using ServiceBot.Web.Pages;

namespace ServiceBot.IntegrationTests.Pages;

/// <summary>What the pages say on the wire.</summary>
[TestClass]
public sealed partial class PageTests
{
    public required TestContext TestContext { get; init; }

    [TestMethod]
    [DataRow("/", HttpStatusCode.OK)]
    [DataRow("/chat", HttpStatusCode.OK)]
    [DataRow("/articles", HttpStatusCode.OK)]
    [DataRow("/articles/en/router-drops", HttpStatusCode.OK)]
    [DataRow("/articles/en/no-such-article", HttpStatusCode.NotFound)]
    [DataRow("/articles/fr/router-drops", HttpStatusCode.NotFound)]
    [DataRow("/no-such-page", HttpStatusCode.NotFound)]
    public async Task Every_page_has_its_policy_and_its_look(string path, HttpStatusCode status)
    {
        using var response = await GetAsync(path, "text/html");
        var html = await response.Content.ReadAsStringAsync(TestContext.CancellationToken);

        Assert.AreEqual(status, response.StatusCode);
        StringAssert.Contains(html, "<main id=\"content\"");
        Assert.IsFalse(response.Headers.Contains("Server"));
        Assert.AreEqual("nosniff", Header(response, "X-Content-Type-Options"));
        Assert.AreEqual("strict-origin-when-cross-origin", Header(response, "Referrer-Policy"));
        Assert.AreEqual("same-origin", Header(response, "Cross-Origin-Resource-Policy"));
        StringAssert.Contains(Header(response, "Permissions-Policy"), "camera=()");
        var policy = Header(response, "Content-Security-Policy");
        StringAssert.StartsWith(policy, "default-src 'none'; base-uri 'none'; form-action 'none'; ");
        StringAssert.Contains(policy, "frame-ancestors 'none'");
        Assert.DoesNotContain("unsafe-eval", policy);
    }

    [TestMethod]
    public async Task A_nonce_is_used_once()
    {
        using var first = await GetAsync("/chat", "text/html");
        using var second = await GetAsync("/chat", "text/html");

        Assert.AreNotEqual(Header(first, "Content-Security-Policy"), Header(second, "Content-Security-Policy"));
    }

    [TestMethod]
    public async Task Listed_sites_may_frame_the_embedded_chat_and_a_setting_cannot_widen_the_policy()
    {
        using var response = await GetAsync("/chat?embed=1", "text/html");

        StringAssert.EndsWith(Header(response, "Content-Security-Policy"), "frame-ancestors 'self' https://shop.example");
    }

    [TestMethod]
    [DataRow("/v3/directline/no-such", "text/html", HttpStatusCode.NotFound)]
    [DataRow("/no-such-page", "application/json", HttpStatusCode.NotFound)]
    public async Task Programs_get_a_problem_without_details(string path, string accept, HttpStatusCode status)
    {
        using var response = await GetAsync(path, accept);

        Assert.AreEqual(status, response.StatusCode);
        Assert.AreEqual("application/problem+json", response.Content.Headers.ContentType?.MediaType);
    }

    [TestMethod]
    public async Task The_language_follows_the_address_then_the_choice_then_the_browser()
    {
        Assert.AreEqual("zh-CN", await LanguageAsync("/", "zh-TW,zh;q=0.9,en;q=0.8", null));
        Assert.AreEqual("en-US", await LanguageAsync("/", "fr,de;q=0.9", null));
        Assert.AreEqual("en-US", await LanguageAsync("/", "zh-CN", "lang=en"));
        Assert.AreEqual("zh-CN", await LanguageAsync("/?lang=zh", "en", "lang=en"));
        Assert.AreEqual("zh-CN", await LanguageAsync("/articles/zh/router-drops", "en", "lang=en"));
        Assert.AreEqual("zh-CN", await LanguageAsync("/articles/zh/no-such-article", "en", null));
        Assert.AreEqual("zh", PageLanguage.Preferred([("en", 0.5), ("zh-Hans", 0.9), ("*", 0.1)]));
    }

    [TestMethod]
    public async Task Web_Chat_is_sent_compressed_and_kept_for_a_year()
    {
        var page = await (await GetAsync("/chat", "text/html")).Content.ReadAsStringAsync(TestContext.CancellationToken);
        var script = WebChatScript().Match(page).Value;
        using var request = new HttpRequestMessage(HttpMethod.Get, script);
        request.Headers.Add("Accept-Encoding", "gzip, br");

        using var response = await (await HttpAsync()).SendAsync(request, TestContext.CancellationToken);

        Assert.AreEqual(HttpStatusCode.OK, response.StatusCode);
        Assert.Contains(response.Content.Headers.ContentEncoding.Single(), new[] { "gzip", "br" });
        Assert.IsLessThan(1_000_000, (await response.Content.ReadAsByteArrayAsync(TestContext.CancellationToken)).Length);
        StringAssert.Contains(response.Headers.CacheControl?.ToString(), "immutable");
    }

    [TestMethod]
    public async Task Other_sites_may_load_the_embedding_script_alone()
    {
        using var script = await GetAsync("/embed.js", "*/*");
        using var style = await GetAsync("/site.css", "*/*");

        Assert.AreEqual("cross-origin", Header(script, "Cross-Origin-Resource-Policy"));
        Assert.AreEqual("same-origin", Header(style, "Cross-Origin-Resource-Policy"));
    }

    [TestMethod]
    public async Task The_articles_are_listed_in_each_language_and_lead_to_their_translation()
    {
        var english = await (await GetAsync("/articles?lang=en", "text/html")).Content.ReadAsStringAsync(TestContext.CancellationToken);
        var article = await (await GetAsync("/articles/zh/router-drops", "text/html")).Content.ReadAsStringAsync(TestContext.CancellationToken);

        StringAssert.Contains(english, "href=\"/articles/en/router-drops\"");
        Assert.DoesNotContain("/articles/zh/", english);
        StringAssert.Contains(article, "href=\"/articles/en/router-drops\"");
        StringAssert.Contains(WebUtility.HtmlDecode(article), "更新于 2026 年");
    }

    [TestMethod]
    public async Task A_visitor_finds_the_open_conversation_again_until_starting_over()
    {
        var (first, cookie) = await TokenAsync(new { }, cookie: null);
        using var http = await HttpAsync();
        using var start = new HttpRequestMessage(HttpMethod.Post, "/v3/directline/conversations") { Headers = { { "Authorization", $"Bearer {first.GetProperty("token").GetString()}" } } };
        (await http.SendAsync(start, TestContext.CancellationToken)).EnsureSuccessStatusCode();

        var (again, _) = await TokenAsync(new { }, cookie);
        var (over, _) = await TokenAsync(new { startOver = true }, cookie);
        var (forged, _) = await TokenAsync(new { }, cookie + "x");

        Assert.AreEqual(first.GetProperty("conversationId").GetString(), again.GetProperty("conversationId").GetString());
        Assert.AreEqual(first.GetProperty("userId").GetString(), over.GetProperty("userId").GetString());
        Assert.AreNotEqual(first.GetProperty("conversationId").GetString(), over.GetProperty("conversationId").GetString());
        Assert.AreNotEqual(first.GetProperty("userId").GetString(), forged.GetProperty("userId").GetString());
    }

    [TestMethod]
    [DataRow("Sec-Fetch-Site", "cross-site")]
    [DataRow("Sec-Fetch-Site", "same-site")]
    [DataRow("Origin", "https://elsewhere.example")]
    [DataRow("Origin", "null")]
    [DataRow("X-Nothing", "neither")]
    public async Task Other_sites_get_no_token(string header, string value)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/chat/token") { Content = JsonContent.Create(new { }), Headers = { { header, value } } };

        using var response = await (await HttpAsync()).SendAsync(request, TestContext.CancellationToken);

        Assert.AreEqual(HttpStatusCode.Forbidden, response.StatusCode);
        Assert.AreEqual("application/problem+json", response.Content.Headers.ContentType?.MediaType);
        Assert.IsFalse(response.Headers.Contains("Set-Cookie"));
    }

    [TestMethod]
    public async Task Too_many_tokens_for_one_address_are_refused_with_the_time_to_wait()
    {
        await using var strict = await ProductProcess.StartedAsync(TestContext.CancellationToken, ("Chat:TokensPerMinute", "2"));
        strict.Http.DefaultRequestHeaders.Add("Sec-Fetch-Site", "same-origin");
        await strict.Http.PostAsJsonAsync("/chat/token", new { }, TestContext.CancellationToken);
        await strict.Http.PostAsJsonAsync("/chat/token", new { }, TestContext.CancellationToken);

        using var refused = await strict.Http.PostAsJsonAsync("/chat/token", new { }, TestContext.CancellationToken);

        Assert.AreEqual(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.AreEqual("application/problem+json", refused.Content.Headers.ContentType?.MediaType);
        Assert.IsInRange(TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60), refused.Headers.RetryAfter!.Delta!.Value);
    }

    private async Task<(JsonElement Answer, string Cookie)> TokenAsync(object body, string? cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/chat/token") { Content = JsonContent.Create(body), Headers = { { "Sec-Fetch-Site", "same-origin" } } };
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        using var response = await (await HttpAsync()).SendAsync(request, TestContext.CancellationToken);
        response.EnsureSuccessStatusCode();
        var given = response.Headers.GetValues("Set-Cookie").Single();
        StringAssert.Contains(given, "httponly");
        StringAssert.Contains(given, "samesite=lax");
        return (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.CancellationToken), given.Split(';')[0]);
    }

    private async Task<string> LanguageAsync(string path, string accepted, string? cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", "text/html" }, { "Accept-Language", accepted } } };
        if (cookie is not null)
        {
            request.Headers.Add("Cookie", cookie);
        }

        using var response = await (await HttpAsync()).SendAsync(request, TestContext.CancellationToken);
        return HtmlLanguage().Match(await response.Content.ReadAsStringAsync(TestContext.CancellationToken)).Groups[1].Value;
    }

    private async Task<HttpResponseMessage> GetAsync(string path, string accept)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { { "Accept", accept } } };
        return await (await HttpAsync()).SendAsync(request, TestContext.CancellationToken);
    }

    private static async Task<HttpClient> HttpAsync() => new(new HttpClientHandler { UseCookies = false }) { BaseAddress = (await Shared.ProductAsync()).Address };

    private static string Header(HttpResponseMessage response, string name) => response.Headers.GetValues(name).Single();

    [GeneratedRegex("/lib/[^\"]*webchat[^\"]*\\.js")]
    private static partial Regex WebChatScript();

    [GeneratedRegex("<html lang=\"([^\"]+)\"")]
    private static partial Regex HtmlLanguage();
}
