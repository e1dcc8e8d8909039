using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Playwright;
using ServiceBot.IntegrationTests.Accounts;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>The search as the people of the desk use it.</summary>
[TestClass]
public sealed class SearchScreenTests
{
    private const string Hostile = "<img src=x onerror=alert(1)> zebra <script>alert(2)</script>";

    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task An_agent_finds_a_request_by_a_mistyped_word_without_a_mouse_and_what_customers_wrote_stays_text()
    {
        await using var product = await StaffProduct.StartAsync();
        var mei = await product.JoinAsync("mei@desk.example");
        using var agent = new StaffClient(product.Address, mei.Token);
        await OpenAsync(agent, "Router drops every evening", "The lamp is orange");
        await OpenAsync(agent, Hostile, Hostile);
        await FoundAsync(agent, "zebra");
        await using var visitor = await (await Shared.ChromiumAsync()).VisitAsync(product.Address);
        await visitor.SignInAsync(mei.Token);
        await visitor.Page.GotoAsync("/desk");

        await visitor.Page.Keyboard.PressAsync("/");
        await Expect(visitor.Page.Locator("#find")).ToBeFocusedAsync();
        await visitor.Page.Keyboard.TypeAsync("ruoter");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Page.Locator(".row-link")).ToHaveCountAsync(1);
        await Expect(visitor.Page.Locator("mark")).ToHaveTextAsync("Router");
        await Expect(visitor.Page.Locator("[role=status].empty")).ToContainTextAsync("comes near");
        await visitor.Page.Keyboard.PressAsync("j");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(visitor.Page.Locator("#talk-name")).ToHaveTextAsync("Router drops every evening");

        await visitor.Page.GotoAsync("/desk/search?q=zebra&kind=Request&status=open");
        await Expect(visitor.Page.Locator(".found-title")).ToHaveTextAsync(Hostile);
        await Expect(visitor.Page.Locator(".found img, .found script")).ToHaveCountAsync(0);
        await visitor.Page.GotoAsync("/desk/search?q=zebra&status=done");
        await Expect(visitor.Page.Locator(".empty")).ToContainTextAsync("Nothing that you may see");
        await visitor.Page.GotoAsync("/desk/search?q=%3Cscript%3Ealert(1)%3C/script%3E&kind=x&status=y");
        await Expect(visitor.Page.Locator("#find")).ToHaveValueAsync("<script>alert(1)</script>");
        await visitor.Page.GotoAsync("/desk/search?q=SR-000002");
        await Expect(visitor.Page.Locator(".row-link")).ToHaveAttributeAsync("href", "/desk/requests/SR-000002");
    }

    [TestMethod]
    public async Task The_api_says_what_it_takes()
    {
        var product = await StaffProduct.SharedAsync();
        using var agent = await product.VisitAsync(ServiceBot.Desk.Staff.StaffRole.Agent);
        foreach (var (query, field) in new[] { ("", "q"), ("?q=", "q"), ("?q=" + new string('x', 201), "q"), ("?q=a&kind=thing", "kind"), ("?q=a&status=new", "status"), ("?q=a&take=0", "take"), ("?q=a&take=201", "take") })
        {
            using var response = await agent.Http.GetAsync("/api/v1/search" + query, Cancellation);
            var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);

            Assert.AreEqual(400, (int)response.StatusCode, query);
            Assert.AreEqual(field, problem.GetProperty("errors").EnumerateObject().Single().Name, query);
        }
    }

    [TestMethod]
    public async Task Axe_finds_nothing_and_nothing_is_wider_than_the_window()
    {
        await using var product = await StaffProduct.StartAsync();
        var mei = await product.JoinAsync("mei@desk.example");
        var chromium = await Shared.ChromiumAsync();
        using var agent = new StaffClient(product.Address, mei.Token);
        await OpenAsync(agent, "Router drops every evening", "It began on Monday. The lamp on the front of the router is orange, and the connection is gone until I pull the plug and wait for a minute; then it is back for a while.");
        await OpenAsync(agent, "我的路由器老是断线", "每天晚上 router 断线，订单 HL-204817 刚换过新的。");
        await using (var customer = await chromium.VisitAsync(product.Address))
        {
            await customer.OpenChatAsync("/chat");
            await customer.SayAsync("I want to talk to a person about my router");
        }

        await FoundAsync(agent, "router", 3);
        foreach (var (language, width, scheme) in Stage.Looks.Append(("en", 1000, ColorScheme.Light)))
        {
            await using var visitor = await chromium.VisitAsync(product.Address, language, width, scheme);
            await visitor.SignInAsync(mei.Token);
            foreach (var (name, path) in new[] { ("search", "/desk/search?q=router"), ("search-empty", "/desk/search") })
            {
                await visitor.Page.GotoAsync(path);
                await Stage.LookAsync(visitor, $"{name}-{language}-{width}");
            }
        }
    }

    private async Task OpenAsync(StaffClient by, string subject, string details)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/requests") { Content = JsonContent.Create(new { subject, details, category = "fault" }) };
        request.Headers.Add("RequestVerificationToken", await by.ForgeryTokenAsync(Cancellation));
        using var response = await by.Http.SendAsync(request, Cancellation);
        Assert.IsTrue(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }

    /// <summary>Waits until the index has been told.</summary>
    private async Task FoundAsync(StaffClient by, string query, int count = 1)
    {
        while ((await by.Http.GetFromJsonAsync<JsonElement>($"/api/v1/search?q={query}", Cancellation)).GetProperty("items").GetArrayLength() < count)
        {
            await Task.Delay(50, Cancellation);
        }
    }
}
