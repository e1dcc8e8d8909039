using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Accounts;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>The page on which customers fill in a type's form.</summary>
[TestClass]
public sealed class AskScreenTests
{
    private const string Hostile = "<img src=x onerror=alert(1)><script>alert(2)</script>";

    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task A_form_becomes_a_request_once_and_what_does_not_fit_is_said()
    {
        await using var product = await StaffProduct.StartAsync("--Chat:FormsPerHour=3");
        using var customer = product.Visit();
        using var manager = await product.VisitAsync(StaffRole.Manager);
        const string path = "/request/new?type=visit";
        (string, string)[] good = [("subject", Hostile), ("details", Hostile), ("contact", "mei@example.com"), ("fields.visit_date", "2126-12-24"), ("fields.visit_window", "evening")];
        var page = await customer.PageAsync(path, Cancellation);

        var unfit = await customer.SendAsync(path, page, "ask", Cancellation, ("subject", Hostile), ("details", "x"), ("fields.visit_date", "2020-01-01"), ("fields.visit_window", "midnight"));
        var robot = await customer.SendAsync(path, page, "ask", Cancellation, [.. good, ("website", "https://spam.example")]);
        var sent = await customer.SendAsync(path, page, "ask", Cancellation, good);
        var again = await customer.SendAsync(path, page, "ask", Cancellation, good);
        using var forged = await customer.Http.PostAsync(path, new FormUrlEncodedContent(good.Append(("_handler", "ask")).Select(field => KeyValuePair.Create(field.Item1, field.Item2))), Cancellation);
        var third = await customer.SubmitAsync("/request/new?lang=zh", "ask", Cancellation, ("subject", "网络断了"), ("details", "从昨晚开始"));
        var limited = await customer.SubmitAsync("/request/new", "ask", Cancellation, ("subject", "One more"), ("details", "x"));
        var request = (await manager.Http.GetFromJsonAsync<JsonElement>("/api/v1/requests/SR-000001", Cancellation)).GetProperty("request");
        var chinese = (await manager.Http.GetFromJsonAsync<JsonElement>("/api/v1/requests/SR-000002", Cancellation)).GetProperty("request");

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, unfit.Status);
        Assert.Contains("today or later", unfit.Html);
        Assert.DoesNotContain("<img", unfit.Html);
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, robot.Status);
        Assert.Contains("SR-000001", sent.Html);
        Assert.Contains("SR-000001", again.Html);
        Assert.AreEqual(HttpStatusCode.BadRequest, forged.StatusCode);
        Assert.Contains("SR-000002", third.Html);
        Assert.AreEqual(HttpStatusCode.TooManyRequests, limited.Status);
        Assert.AreEqual(("visit", "visit", "evening", Hostile), (
            request.GetProperty("type").GetString(), request.GetProperty("category").GetString(), request.GetProperty("fields").GetProperty("visit_window").GetString(), request.GetProperty("subject").GetString()));
        Assert.Contains("mei@example.com", request.GetProperty("details").GetString()!);
        Assert.AreEqual("zh", chinese.GetProperty("language").GetString());
        Assert.AreEqual(request.GetProperty("customer").GetGuid(), chinese.GetProperty("customer").GetGuid(), "the cookie says that it is the same visitor");
    }

    [TestMethod]
    [DataRow(true)]
    [DataRow(false)]
    public async Task Who_wrote_is_answered_in_the_chat_whether_it_was_open_or_not(bool open)
    {
        await using var product = await StaffProduct.StartAsync();
        using var manager = await product.VisitAsync(StaffRole.Manager);
        await using var customer = await (await Shared.ChromiumAsync()).VisitAsync(product.Address);
        if (open)
        {
            await customer.OpenChatAsync("/chat");
            await customer.SayAsync("hello");
        }

        await customer.Page.GotoAsync("/request/new");
        await customer.Page.Locator("#subject").FillAsync("Router drops");
        await customer.Page.Locator("#details").FillAsync("Every evening");
        await customer.Page.Locator("main [type=submit]").ClickAsync();
        await Expect(customer.Page.Locator(".done")).ToContainTextAsync("SR-000001");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/requests/SR-000001/comments") { Content = JsonContent.Create(new { text = "We look at it.", @public = true }) };
        request.Headers.Add("RequestVerificationToken", await manager.ForgeryTokenAsync(Cancellation));
        using var said = await manager.Http.SendAsync(request, Cancellation);
        await customer.Page.GotoAsync("/chat");

        Assert.AreEqual(HttpStatusCode.OK, said.StatusCode);
        await Expect(customer.FromBot.Last).ToContainTextAsync("We look at it.");
    }

    [TestMethod]
    public async Task Axe_finds_nothing_and_nothing_is_wider_than_the_window()
    {
        await using var product = await StaffProduct.StartAsync();
        foreach (var (language, width, scheme) in Stage.Looks)
        {
            await using var visitor = await (await Shared.ChromiumAsync()).VisitAsync(product.Address, language, width, scheme);
            await visitor.Page.GotoAsync($"/request/new?type=visit&lang={language}");
            await Stage.LookAsync(visitor, $"request-new-{language}-{width}");
        }
    }
}
