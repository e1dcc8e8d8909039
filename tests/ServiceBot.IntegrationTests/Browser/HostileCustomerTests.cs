using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using Microsoft.Playwright;
using ServiceBot.Desk.Satisfaction;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Accounts;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>
/// A customer fills every field that customers can fill with markup and script, and people of the desk open every page that shows it: it is text wherever it stands, and nothing
/// of it runs. (A browser window fails its test when a page shows a dialog, throws, breaks its policy or asks for anything elsewhere.)
/// </summary>
[TestClass]
public sealed class HostileCustomerTests
{
    private const string Secret = "a-secret-of-some-site";

    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    /// <summary>A text that acts if anything takes it for more than text; <paramref name="field"/> tells where it came from.</summary>
    private static string Hostile(string field) => $"{field}\"'><img src=x onerror=alert(1)><script>alert(2)</script><svg onload=alert(3)></textarea>[go](javascript:alert(4)){{{{7*7}}}}";

    [TestMethod]
    public async Task Whatever_a_customer_writes_is_text_on_every_page_of_the_desk()
    {
        await using var product = await StaffProduct.StartAsync($"--DirectLine:Secret={Secret}", "--Desk:Satisfaction:BotPercent=100");
        var key = await TalkAsync(product);
        using var api = product.Visit();
        api.Http.DefaultRequestHeaders.Add("X-Api-Key", StaffProduct.Key);
        var number = await OpenAsync(api.Http);
        var mailed = await MailAsync(api.Http);
        await RateAsync(product, key, number);

        using var ada = await product.VisitAsync(StaffRole.Administrator);
        var said = new StringBuilder();
        foreach (var width in new[] { 1280, 390 })
        {
            await using var desk = await (await Shared.ChromiumAsync()).VisitAsync(product.Address, width: width);
            await desk.SignInAsync(ada.Session!);
            foreach (var path in new[]
            {
                "/desk?view=bot", $"/desk/{key}", "/desk/requests", "/desk/requests?view=all", $"/desk/requests/{number}", $"/desk/requests/{mailed}", "/reports", "/reports/satisfaction", "/reports/backlog",
                "/reports/queue", "/reports/rows/requests.opened", "/reports/rows/survey.comments", "/reports?category=%22%3E%3Cscript%3Ealert(5)%3C/script%3E", "/desk/requests?q=%22%3E%3Cscript%3Ealert(6)%3C/script%3E",
            })
            {
                await desk.Page.GotoAsync(path);
                await desk.Page.WaitForLoadStateAsync(LoadState.Load);
                Assert.AreEqual(0, await desk.Page.Locator("img[src=x], svg[onload], a[href^='javascript']").CountAsync(), path);
                said.Append(await desk.Page.Locator("body").InnerTextAsync());
            }
        }

        foreach (var field in new[] { "Words", "Subject", "Details", "MailSubject", "MailBody", "Comment" })
        {
            StringAssert.Contains(said.ToString(), $"{field}\"'>", $"{field} was shown nowhere, so this test says nothing of it");
        }
    }

    [TestMethod]
    [DataRow("page.html", "text/html", "<script>alert(1)</script>")]
    [DataRow("drawing.svg", "image/svg+xml", "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>")]
    [DataRow("innocent.png", "image/png", "<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>")]
    [DataRow("page.txt", "text/plain", "<html><script>alert(1)</script></html>")]
    [DataRow("../../evil\".html", "text/html", "<script>alert(1)</script>")]
    public async Task A_file_that_could_act_never_acts_in_the_products_name(string name, string type, string content)
    {
        var product = await SharedAsync();
        var (conversation, token) = await ConverseAsync(product);
        using var http = new HttpClient { BaseAddress = product.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        using var file = new ByteArrayContent(Encoding.UTF8.GetBytes(content));
        file.Headers.ContentType = new(type);
        file.Headers.TryAddWithoutValidation("Content-Disposition", $"form-data; name=\"file\"; filename=\"{name.Replace("\"", "%22", StringComparison.Ordinal)}\"");
        using var form = new MultipartFormDataContent { file };

        using var sent = await http.PostAsync($"/v3/directline/conversations/{conversation}/upload?userId=dl_hostile", form, Cancellation);
        if (!sent.IsSuccessStatusCode)
        {
            Assert.AreEqual(4, (int)sent.StatusCode / 100, "refused in words");
            return;
        }

        var activities = await http.GetFromJsonAsync<JsonElement>($"/v3/directline/conversations/{conversation}/activities", Cancellation);
        var address = activities.GetProperty("activities").EnumerateArray().SelectMany(activity => activity.TryGetProperty("attachments", out var files) ? files.EnumerateArray() : Enumerable.Empty<JsonElement>())
            .Select(attached => attached.GetProperty("contentUrl").GetString()!).First();
        using var served = await http.GetAsync(new Uri(product.Address, new Uri(product.Address, address).PathAndQuery), Cancellation);

        Assert.AreEqual(HttpStatusCode.OK, served.StatusCode);
        StringAssert.Contains(served.Headers.GetValues("Content-Security-Policy").Single(), "sandbox");
        Assert.AreEqual("nosniff", served.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.IsTrue(
            served.Content.Headers.ContentDisposition?.DispositionType == "attachment" || served.Content.Headers.ContentType?.MediaType is "image/png" or "image/jpeg" or "image/gif" or "text/plain",
            $"{served.Content.Headers.ContentType} {served.Content.Headers.ContentDisposition}");
        await using var visitor = await (await Shared.ChromiumAsync()).VisitAsync(product.Address);
        try
        {
            await visitor.Page.GotoAsync(served.RequestMessage!.RequestUri!.PathAndQuery);      // a dialog would fail the test
        }
        catch (PlaywrightException download) when (download.Message.Contains("Download", StringComparison.Ordinal) || download.Message.Contains("ERR_ABORTED", StringComparison.Ordinal))
        {
        }
    }

    [TestMethod]
    public async Task A_bomb_is_neither_unpacked_nor_kept()
    {
        var product = await SharedAsync();
        var (conversation, token) = await ConverseAsync(product);
        using var http = new HttpClient { BaseAddress = product.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        var packed = new MemoryStream();
        await using (var gzip = new System.IO.Compression.GZipStream(packed, System.IO.Compression.CompressionLevel.Optimal, leaveOpen: true))
        {
            var zeros = new byte[1024 * 1024];
            for (var mib = 0; mib < 256; mib++)
            {
                await gzip.WriteAsync(zeros, Cancellation);
            }
        }

        var before = Environment.WorkingSet;
        using var body = new ByteArrayContent(packed.ToArray());
        body.Headers.ContentType = new("application/json");
        body.Headers.ContentEncoding.Add("gzip");
        using var answered = await http.PostAsync($"/v3/directline/conversations/{conversation}/activities", body, Cancellation);
        using var file = new ByteArrayContent(packed.ToArray());
        file.Headers.ContentType = new("application/gzip");
        using var form = new MultipartFormDataContent { { file, "file", "bomb.gz" } };
        using var sent = await http.PostAsync($"/v3/directline/conversations/{conversation}/upload?userId=dl_hostile", form, Cancellation);

        Assert.AreEqual(4, (int)answered.StatusCode / 100);
        Assert.AreNotEqual(5, (int)sent.StatusCode / 100);
        Assert.IsLessThan(200 * 1024 * 1024, Environment.WorkingSet - before, "a quarter of a GiB was not unpacked");
    }

    /// <summary>A product that knows a site's secret, shared by the tests that only come as customers of their own.</summary>
    private static Task<StaffProduct> SharedAsync() => s_shared.Value;

    private static readonly Lazy<Task<StaffProduct>> s_shared = new(() => StaffProduct.StartAsync($"--DirectLine:Secret={Secret}"));

    [ClassCleanup]
    public static async Task StopAsync()
    {
        if (s_shared is { IsValueCreated: true, Value.IsCompletedSuccessfully: true })
        {
            await s_shared.Value.Result.DisposeAsync();
        }
    }

    private async Task<(string Conversation, string Token)> ConverseAsync(StaffProduct product)
    {
        using var http = new HttpClient { BaseAddress = product.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", Secret);
        using var begun = await http.PostAsJsonAsync("/v3/directline/conversations", new { user = new { id = "dl_hostile", name = Hostile("Name") } }, Cancellation);
        var json = await begun.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        return (json.GetProperty("conversationId").GetString()!, json.GetProperty("token").GetString()!);
    }

    /// <summary>Says something, under a name, with a file.</summary>
    /// <returns>The conversation's number at the desk.</returns>
    private async Task<long> TalkAsync(StaffProduct product)
    {
        var (conversation, token) = await ConverseAsync(product);
        using var http = new HttpClient { BaseAddress = product.Address };
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        foreach (var text in new[] { Hostile("Words"), "I want to talk to a person", "yes" })
        {
            using var posted = await http.PostAsJsonAsync(
                $"/v3/directline/conversations/{conversation}/activities",
                new { type = "message", text, from = new { id = "dl_hostile", name = Hostile("Name") }, locale = "\"><script>alert(7)</script>", channelData = new { page = Hostile("Page") } }, Cancellation);
            Assert.AreEqual(2, (int)posted.StatusCode / 100);
        }

        using var file = new ByteArrayContent(Encoding.UTF8.GetBytes("hello"));
        file.Headers.ContentType = new("text/plain");
        using var form = new MultipartFormDataContent { { file, "file", "a<img src=x onerror=alert(8)>.txt" } };
        using var _ = await http.PostAsync($"/v3/directline/conversations/{conversation}/upload?userId=dl_hostile", form, Cancellation);
        return 1;
    }

    private async Task<string> OpenAsync(HttpClient api)
    {
        using var opened = await api.PostAsJsonAsync(
            "/api/v1/requests", new { subject = Hostile("Subject"), details = Hostile("Details"), category = "fault", orderNumber = "<b>1</b>" }, Cancellation);
        var json = await opened.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.AreEqual(HttpStatusCode.Created, opened.StatusCode, json.ToString());
        return json.GetProperty("number").GetString()!;
    }

    private async Task<string> MailAsync(HttpClient api)
    {
        var mail = new StringBuilder()
            .Append(CultureInfo.InvariantCulture, $"From: =?utf-8?B?{Base64(Hostile("MailName"))}?= <evil@evil.example>\r\nTo: desk@desk.example\r\n")
            .Append(CultureInfo.InvariantCulture, $"Subject: =?utf-8?B?{Base64(Hostile("MailSubject"))}?=\r\nMessage-ID: <{Guid.NewGuid()}@evil.example>\r\nDate: Sat, 21 Nov 2026 10:00:00 +0000\r\n")
            .Append("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n").Append(Hostile("MailBody")).Append("\r\n").ToString();
        using var taken = await api.PostAsync("/api/v1/mail", new ByteArrayContent(Encoding.UTF8.GetBytes(mail)), Cancellation);
        var json = await taken.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
        Assert.AreEqual(2, (int)taken.StatusCode / 100, json.ToString());
        return json.GetProperty("request").GetString()!;
    }

    /// <summary>Answers a survey as a customer does by the link.</summary>
    private async Task RateAsync(StaffProduct product, long key, string number)
    {
        var now = TimeProvider.System.GetUtcNow();
        var survey = new Survey
        {
            Id = Guid.CreateVersion7(),
            About = $"request:{number}",
            Kind = SurveyKinds.Request,
            Request = long.Parse(number.Split('-')[1], CultureInfo.InvariantCulture),
            Conversation = key,
            Language = "en",
            DueAt = now,
        };
        await product.Database.WriteAsync(
            async unit =>
            {
                await SurveyStore.AddAsync(unit, survey);
                survey = survey with { AskedAt = now, AskedBy = "letter" };
                await SurveyStore.SaveAsync(unit, survey);
                return true;
            },
            Cancellation);
        var link = await product.Get<SurveyLink>().ToAsync(survey, Cancellation);
        await using var customer = await (await Shared.ChromiumAsync()).VisitAsync(product.Address);
        await customer.Page.GotoAsync(link);
        await customer.Page.Locator("[name=csat][value='1']").CheckAsync();
        await customer.Page.Locator("#comment").FillAsync(Hostile("Comment"));
        await customer.Page.Locator("button[type=submit]").ClickAsync();
        await Assertions.Expect(customer.Page.Locator(".done")).ToBeVisibleAsync();
    }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
