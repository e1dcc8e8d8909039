using System.Net.Http.Json;
using System.Text.Json;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Accounts;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>Saved views as the people of the desk keep and share them.</summary>
[TestClass]
public sealed class ViewScreenTests
{
    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task A_lead_saves_what_is_shown_shares_it_and_begins_with_it_and_its_count_follows()
    {
        await using var stage = await Stage.StartAsync();
        await AddAsync(stage, "/api/v1/requests", new { subject = "Router drops", details = "Every evening", category = "fault", priority = "urgent" });
        var (ann, _) = await stage.JoinAsync("Ann", StaffRole.Lead);
        var (mei, _) = await stage.JoinAsync("Mei");
        await ann.Page.GotoAsync("/desk/requests?view=open&priority=Urgent");
        await ann.Page.Keyboard.PressAsync("v");
        await ann.Page.Keyboard.TypeAsync("Burning <b>");
        await ann.Page.Locator("#view-place").SelectOptionAsync("team:faults");
        await ann.Page.Locator("#pop-view [value=save]").ClickAsync();
        await Expect(ann.Page.Locator(".saved")).ToContainTextAsync("Burning <b>");
        await Expect(ann.Page.Locator(".saved b")).ToHaveTextAsync("1");
        await Expect(ann.Page.Locator(".rows-title")).ToHaveTextAsync("Burning <b>");
        await ann.Page.Locator("#pop-view summary").ClickAsync();
        await ann.Page.Locator("[value=first]").ClickAsync();
        await Expect(ann.Page.Locator("#pop-view[open]")).ToHaveCountAsync(0);
        await ann.Page.GotoAsync("/desk/requests");
        await Expect(ann.Page.Locator(".rows-title")).ToHaveTextAsync("Burning <b>");

        // The team has it at once, and may not change it; what comes in is counted without loading anything again.
        await mei.Page.GotoAsync("/desk/requests");
        await mei.Page.Locator(".saved").ClickAsync();
        await Expect(mei.Page.Locator(".saved")).ToHaveAttributeAsync("aria-current", "true");
        await mei.Page.Locator("#pop-view summary").ClickAsync();
        await Expect(mei.Page.Locator("#view-name")).ToHaveCountAsync(0);
        await AddAsync(stage, "/api/v1/requests", new { subject = "Router gone", details = "Since noon", category = "fault", priority = "urgent" });
        await Expect(mei.Page.Locator(".saved b")).ToHaveTextAsync("2");

        // One of one's own, in the inbox; renamed, and gone.
        await mei.Page.GotoAsync("/desk?view=waiting&language=zh");
        await mei.Page.Keyboard.PressAsync("v");
        await mei.Page.Keyboard.TypeAsync("Chinese");
        await mei.Page.Keyboard.PressAsync("Enter");
        await Expect(mei.Page.Locator(".saved")).ToContainTextAsync("Chinese");
        await mei.Page.Locator("#pop-view summary").ClickAsync();
        await mei.Page.Locator("#view-name").FillAsync("中文");
        await mei.Page.Keyboard.PressAsync("Enter");
        await Expect(mei.Page.Locator(".saved")).ToContainTextAsync("中文");
        await mei.Page.Locator("#pop-view summary").ClickAsync();
        await mei.Page.Locator("#pop-view [value=delete]").ClickAsync();
        await Expect(mei.Page.Locator(".saved")).ToHaveCountAsync(0);
    }

    [TestMethod]
    public async Task A_conversation_is_tagged_by_key_and_mouse_and_the_inbox_is_filtered_by_the_tag()
    {
        await using var stage = await Stage.StartAsync();
        await stage.CallAsync("Noor Haddad", ["a person please"], Cancellation);
        await stage.CallAsync("Sam Ortiz", ["a person please"], Cancellation);
        var (mei, _) = await stage.JoinAsync("Mei");
        await mei.Page.GotoAsync("/desk/1?view=waiting");
        await mei.Page.Keyboard.PressAsync("l");
        await mei.Page.Keyboard.TypeAsync("Recall <b>");
        await mei.Page.Keyboard.PressAsync("Enter");
        await Expect(mei.Page.Locator(".tags-list a")).ToHaveTextAsync("recall <b>");
        await Expect(mei.Page.Locator("#c-1")).ToContainTextAsync("recall <b>");
        await Expect(mei.Page.Locator(".by-note")).ToContainTextAsync("Tag added");
        await Expect(mei.Page.Locator("#tags-in-use option")).ToHaveCountAsync(1);
        await mei.Page.GotoAsync("/desk?view=waiting&tag=recall+%3Cb%3E");
        await Expect(mei.Page.Locator(".row-link")).ToHaveCountAsync(1);
        await mei.Page.Locator(".row-link").ClickAsync();
        foreach (var (language, width, scheme) in Stage.Looks)
        {
            await mei.Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            await mei.Page.SetViewportSizeAsync(width, 800);
            await mei.Page.GotoAsync($"/desk/1?view=waiting&lang={language}");
            await Stage.LookAsync(mei, $"desk-tags-{language}-{width}");
        }

        await mei.Page.Locator(".tags-list button").ClickAsync();
        await Expect(mei.Page.Locator(".tags-list a")).ToHaveCountAsync(0);
    }

    [TestMethod]
    public async Task The_api_keeps_views_of_their_owner_and_says_what_it_takes()
    {
        var product = await StaffProduct.SharedAsync();
        using var lead = await product.VisitAsync(StaffRole.Lead);
        async Task<(int Status, JsonElement Body)> SendAsync(HttpMethod method, string path, object? body = null)
        {
            using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
            request.Headers.Add("RequestVerificationToken", await lead.ForgeryTokenAsync(Cancellation));
            using var response = await lead.Http.SendAsync(request, Cancellation);
            var text = await response.Content.ReadAsStringAsync(Cancellation);
            return ((int)response.StatusCode, text.Length > 0 ? JsonElement.Parse(text) : default);
        }

        var (made, view) = await SendAsync(HttpMethod.Post, "/api/v1/views", new { list = "requests", name = "Api", place = "personal", query = "view=done&moon=1" });
        var path = $"/api/v1/views/{view.GetProperty("id").GetString()}";
        var (_, list) = await SendAsync(HttpMethod.Get, "/api/v1/views?list=requests");
        var changed = await SendAsync(HttpMethod.Put, path, new { list = "requests", name = "Named", place = "team:faults", query = "view=open", move = -1 });

        Assert.AreEqual((201, "view=done"), (made, view.GetProperty("query").GetString()));
        Assert.IsTrue(list.EnumerateArray().Any(one => one.GetProperty("name").GetString() == "Api" && one.GetProperty("count").ValueKind == JsonValueKind.Number));
        Assert.AreEqual((200, "Named"), (changed.Status, changed.Body.GetProperty("name").GetString()));
        Assert.AreEqual(403, (await SendAsync(HttpMethod.Put, path, new { list = "requests", name = "All", place = "company", query = "" })).Status);
        Assert.AreEqual(400, (await SendAsync(HttpMethod.Get, "/api/v1/views?list=moons")).Status);
        Assert.AreEqual(400, (await SendAsync(HttpMethod.Post, "/api/v1/views", new { list = "requests", name = new string('x', 61), place = "personal", query = "" })).Status);
        Assert.AreEqual(204, (await SendAsync(HttpMethod.Delete, path)).Status);
        Assert.AreEqual(404, (await SendAsync(HttpMethod.Delete, path)).Status);
    }

    [TestMethod]
    public async Task Axe_finds_nothing_where_views_are_saved()
    {
        await using var stage = await Stage.StartAsync();
        var ann = await stage.Product.JoinAsync("ann@desk.example", StaffRole.Lead, name: "Ann");
        await stage.CallAsync("Noor Haddad", ["a person please"], Cancellation);
        await AddAsync(stage, "/api/v1/requests", new { subject = "Router drops", details = "Every evening", category = "fault", priority = "urgent" });
        foreach (var (list, name, query) in new[] { ("requests", "Burning", "view=open&priority=Urgent"), ("requests", "Unassigned faults", "view=unassigned&category=fault"), ("conversations", "中文客户", "view=waiting&language=zh") })
        {
            await AddAsync(stage, "/api/v1/views", new { list, name, place = "team:faults", query });
        }

        foreach (var (language, width, scheme) in Stage.Looks)
        {
            var visitor = await stage.VisitAsync(ann.Token, language, width, scheme);
            foreach (var (name, page) in new[] { ("requests-view", "/desk/requests?view=open&priority=Urgent"), ("desk-view", "/desk?view=waiting&language=zh") })
            {
                await visitor.Page.GotoAsync(page);
                await visitor.Page.Locator("#pop-view summary").ClickAsync();
                await Stage.LookAsync(visitor, $"{name}-{language}-{width}");
            }
        }
    }

    private async Task AddAsync(Stage stage, string path, object body)
    {
        using var http = new HttpClient { BaseAddress = stage.Product.Address, DefaultRequestHeaders = { { "X-Api-Key", StaffProduct.Key } } };
        using var response = await http.PostAsJsonAsync(path, body, Cancellation);
        Assert.IsTrue(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }
}
