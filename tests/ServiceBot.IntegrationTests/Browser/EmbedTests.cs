using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>The chat on somebody else's site, by one script tag.</summary>
[TestClass]
public sealed class EmbedTests
{
    private static ProductProcess? product;
    private static WebApplication? site;
    private static Uri? siteAddress;

    [ClassInitialize]
    public static async Task StartAsync(TestContext context)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        site = builder.Build();
        site.MapGet("/", ShopPage);
        await site.StartAsync(context.CancellationToken);
        siteAddress = new(site.Urls.Single());
        product = await ProductProcess.StartedAsync(context.CancellationToken, ("DirectLine:AllowedOrigins:0", $"{siteAddress.Scheme}://{siteAddress.Authority}"));
    }

    [ClassCleanup]
    public static async Task StopAsync()
    {
        if (product is not null)
        {
            await product.DisposeAsync();
        }

        if (site is not null)
        {
            await site.DisposeAsync();
        }
    }

    [TestMethod]
    public async Task One_tag_puts_the_chat_on_a_site_even_twice_and_under_its_strict_policy()
    {
        await using var visitor = await VisitAsync(siteAddress!);
        await visitor.Page.GotoAsync("/");
        var button = visitor.Page.GetByRole(AriaRole.Button, new() { Name = "问我们", Exact = true });
        await Expect(button).ToHaveCountAsync(1);

        await button.FocusAsync();
        await visitor.Page.Keyboard.PressAsync("Enter");
        var chat = visitor.Page.FrameLocator("iframe[title='问我们']");
        await Expect(chat.Locator(".webchat__bubble__content").First).ToContainTextAsync("您好");
        await chat.Locator("[data-id='webchat-sendbox-input']").FillAsync("我的路由器老是断线");
        await visitor.Page.Keyboard.PressAsync("Enter");
        await Expect(chat.Locator(".webchat__stacked-layout__content")).ToHaveCountAsync(3);

        await visitor.Page.Keyboard.PressAsync("Escape");
        await Expect(visitor.Page.Locator("iframe")).ToBeHiddenAsync();
        await Expect(button).ToBeFocusedAsync();
        Assert.AreEqual(
            "ServiceBotChat", await visitor.Page.EvaluateAsync<string>("Object.keys(window).filter(name => !window.before.includes(name) && name !== 'before').join()"));
    }

    [TestMethod]
    public async Task A_site_that_is_not_listed_cannot_frame_the_chat()
    {
        var unlisted = new UriBuilder(siteAddress!) { Host = "localhost" }.Uri;
        var visitor = await VisitAsync(unlisted);
        await visitor.Page.GotoAsync("/");

        await visitor.Page.GetByRole(AriaRole.Button, new() { Name = "问我们", Exact = true }).ClickAsync();

        await Expect(visitor.Page.Locator("iframe")).ToBeVisibleAsync();
        for (var i = 0; i < 100 && !visitor.Faults.Any(); i++)
        {
            await Task.Delay(50);
        }

        Assert.IsTrue(visitor.Faults.All(fault => fault.Contains("frame-ancestors", StringComparison.Ordinal)) && visitor.Faults.Any(), string.Join('\n', visitor.Faults));
        await visitor.CloseAsync();
    }

    private static async Task<Visitor> VisitAsync(Uri origin)
    {
        var visitor = await (await Shared.ChromiumAsync()).VisitAsync(origin);
        visitor.MayReach.Add(product!.Address.ToString());
        visitor.MayReach.Add($"ws://{product.Address.Authority}/");
        return visitor;
    }

    private static IResult ShopPage(HttpContext http)
    {
        var help = product!.Address.ToString().TrimEnd('/');
        http.Response.Headers.ContentSecurityPolicy = $"default-src 'none'; img-src data:; script-src 'nonce-shop' {help}; frame-src {help}";
        var tag = $"""<script src="{help}/embed.js" data-lang="zh" data-title="问我们" data-position="left"></script>""";
        return Results.Content(
            $"""<!DOCTYPE html><html lang="en"><head><title>A shop</title><link rel="icon" href="data:,"></head><body><h1>A shop</h1><script nonce="shop">window.before = Object.keys(window)</script>{tag}{tag}</body></html>""",
            "text/html; charset=utf-8");
    }
}
