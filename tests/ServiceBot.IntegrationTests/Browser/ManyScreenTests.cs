using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using ServiceBot.IntegrationTests.Accounts;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>One thing done to many requests, as the people of the desk do it.</summary>
[TestClass]
public sealed class ManyScreenTests
{
    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task An_agent_selects_requests_by_key_and_mouse_and_reads_what_became_of_each()
    {
        await using var product = await StaffProduct.StartAsync();
        var mei = await product.JoinAsync("mei@desk.example");
        using var agent = new StaffClient(product.Address, mei.Token);
        for (var i = 1; i <= 5; i++)
        {
            await PostAsync(agent, "/api/v1/requests", new { subject = $"Router {i}", details = "Every evening", category = "fault" });
        }

        await using var visitor = await (await Shared.ChromiumAsync()).VisitAsync(product.Address);
        await visitor.SignInAsync(mei.Token);
        var page = visitor.Page;
        await page.GotoAsync("/desk/requests?view=unassigned");
        await Expect(page.Locator(".many")).ToBeHiddenAsync();

        // By key: two rows, then what to do with them.
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("x");
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("x");
        await Expect(page.Locator("[name=request]:checked")).ToHaveCountAsync(2);
        await Expect(page.Locator(".many")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("m");
        await Expect(page.Locator("#many-what")).ToBeFocusedAsync();
        await page.Locator("#many-what").SelectOptionAsync($"agent:{mei.Member.Id}");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#many-said")).ToContainTextAsync("Done: 2.");
        await Expect(page.Locator("#view-unassigned b")).ToHaveTextAsync("3");
        await Expect(page.Locator("[name=request]:checked")).ToHaveCountAsync(0);

        // By mouse, from one to the other with Shift; one is closed meanwhile.
        await page.GotoAsync("/desk/requests?view=open");
        await page.Locator("#s-SR-000005").CheckAsync();
        await page.Locator("#s-SR-000002").ClickAsync(new() { Modifiers = [KeyboardModifier.Shift] });
        await Expect(page.Locator("[name=request]:checked")).ToHaveCountAsync(4);
        await PostAsync(agent, "/api/v1/requests/SR-000003/status", new { status = "resolved" });
        await PostAsync(agent, "/api/v1/requests/SR-000003/status", new { status = "closed" });
        await Expect(page.Locator(".row-link")).ToHaveCountAsync(4);      // what is selected stays so while the list is read again
        await Expect(page.Locator("[name=request]:checked")).ToHaveCountAsync(3);
        await page.Locator("#many-what").SelectOptionAsync("tag");
        await page.Locator("#many-tag").FillAsync("Recall");
        await page.Locator("#many-apply").ClickAsync();
        await Expect(page.Locator("#many-said")).ToContainTextAsync("Done: 3.");
        await page.GotoAsync("/desk/requests?tag=recall");
        await Expect(page.Locator(".row-link")).ToHaveCountAsync(3);

        foreach (var (language, width, scheme) in Stage.Looks)
        {
            await using var other = await (await Shared.ChromiumAsync()).VisitAsync(product.Address, language, width, scheme);
            await other.SignInAsync(mei.Token);
            await other.Page.GotoAsync("/desk/requests?view=open");
            await other.Page.Locator("#s-SR-000004").CheckAsync();
            await Stage.LookAsync(other, $"requests-many-{language}-{width}");
        }
    }

    [TestMethod]
    public async Task The_api_says_of_each_what_became_of_it_and_of_the_call_what_it_takes()
    {
        await using var product = await StaffProduct.StartAsync();
        var mei = await product.JoinAsync("mei@desk.example");
        using var agent = new StaffClient(product.Address, mei.Token);
        await PostAsync(agent, "/api/v1/requests", new { subject = "Router", details = "Every evening", category = "fault" });

        var done = await PostAsync(agent, "/api/v1/requests/many", new { requests = new[] { "SR-000001", "sr 7" }, status = "waiting" });
        Assert.AreEqual(
            """{"items":[{"request":"SR-000001","done":true,"reason":null},{"request":"SR-000007","done":false,"reason":"There is no such request."}]}""", done.GetRawText());
        foreach (var (body, field) in new (object, string)[]
        {
            (new { requests = Array.Empty<string>(), status = "open" }, "requests"), (new { requests = new[] { "7" }, status = "open" }, "requests"),
            (new { requests = new[] { "SR-1" } }, "requests"), (new { requests = new[] { "SR-1" }, status = "open", team = "faults" }, "requests"),
            (new { requests = Enumerable.Range(1, 101).Select(i => $"SR-{i}"), status = "open" }, "requests"), (new { requests = new[] { "SR-1" }, addTag = "a,b" }, "addTag"),
            (new { requests = new[] { "SR-1" }, team = "No Word" }, "team"),
        })
        {
            using var response = await SendAsync(agent, "/api/v1/requests/many", body);
            Assert.AreEqual(400, (int)response.StatusCode);
            Assert.AreEqual(field, (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("errors").EnumerateObject().Single().Name);
        }
    }

    private async Task<JsonElement> PostAsync(StaffClient by, string path, object body)
    {
        using var response = await SendAsync(by, path, body);
        Assert.IsTrue(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancellation));
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    private async Task<HttpResponseMessage> SendAsync(StaffClient by, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("RequestVerificationToken", await by.ForgeryTokenAsync(Cancellation));
        return await by.Http.SendAsync(request, Cancellation);
    }
}
