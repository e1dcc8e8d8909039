using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using ServiceBot.Crm.Forms;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Accounts;
using ServiceBot.Storage;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>A form is declared at the desk, stands on somebody else's site by a script and by plain HTML, and makes leads.</summary>
[TestClass]
public sealed class WebFormScreenTests
{
    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task A_form_is_declared_stands_on_a_site_and_makes_leads()
    {
        await using var product = await StaffProduct.StartAsync("--Chat:FormsPerHour=8");
        var help = product.Address.ToString().TrimEnd('/');
        await using var site = await SiteAsync(help);
        var origin = site.Urls.Single();
        var manager = await product.JoinAsync("mia@desk.example", StaffRole.Manager, name: "Mia");
        await product.JoinAsync("ann@desk.example", StaffRole.Agent, name: "Ann");
        var chromium = await Shared.ChromiumAsync();
        await using var mia = await chromium.VisitAsync(product.Address);
        await mia.SignInAsync(manager.Token);

        // Declared
        await mia.Page.GotoAsync("/desk/forms");
        await mia.Page.Locator("#name").FillAsync("contact");
        await mia.Page.Locator("#origins").FillAsync("shop.example");
        await mia.Page.Locator("#purpose").FillAsync("marketing");
        await mia.Page.Locator("#consent-en").FillAsync("You may write to me about offers.");
        await mia.Page.Locator("#consent-zh").FillAsync("可以向我发送优惠信息。");
        await mia.Page.Locator("#make ~ form [type=submit]").ClickAsync();
        await Expect(mia.Page.Locator(".fault")).ToContainTextAsync("Sites that may show");
        await mia.Page.Locator("#origins").FillAsync(origin);
        await mia.Page.Locator("[name='Form.MakesCustomer']").CheckAsync();
        await mia.Page.Locator("#make ~ form [type=submit]").ClickAsync();
        await Expect(mia.Page.Locator("h1")).ToHaveTextAsync("Contact us");

        // On another site, by the script: the campaign goes along, what is wrong is said, and it is sent once
        await using var guest = await chromium.VisitAsync(new Uri(origin));
        guest.MayReach.Add(product.Address.ToString());
        await guest.Page.GotoAsync("/?utm_source=Newsletter&utm_campaign=spring");
        var frame = guest.Page.FrameLocator("iframe[title='Contact']");
        await frame.Locator("#name").FillAsync("Wu Ling");
        await frame.Locator("#email").FillAsync("wu@localhost");
        await frame.Locator("[type=submit]").ClickAsync();
        await Expect(frame.Locator("#email-fault")).ToContainTextAsync("no e-mail address");
        await Expect(frame.Locator("#name")).ToHaveValueAsync("Wu Ling");
        await frame.Locator("#email").FillAsync("wu@example.com");
        await frame.Locator("[name=agree]").CheckAsync();
        await frame.Locator("[type=submit]").ClickAsync();
        await Expect(frame.Locator(".done")).ToContainTextAsync("Thank you");

        // By the site's own HTML
        await guest.Page.GotoAsync("/plain");
        await guest.Page.Locator("[name=name]").FillAsync("Tom Hale");
        await guest.Page.Locator("[name=email]").FillAsync("tom@example.com");
        await guest.Page.Locator("[type=submit]").ClickAsync();
        await Expect(guest.Page.Locator(".done")).ToContainTextAsync("谢谢");

        // A program that fills in what nobody sees, a site that is not named, what is too long, what is none, the same again, and too many
        async Task<(HttpStatusCode Status, string Body)> SendAsync(string? from, params (string Key, string Value)[] values)
        {
            using var visitor = product.Visit();
            using var request = new HttpRequestMessage(HttpMethod.Post, "/forms/contact") { Content = new FormUrlEncodedContent(values.Select(pair => KeyValuePair.Create(pair.Key, pair.Value))) };
            request.Headers.TryAddWithoutValidation("Origin", from);
            using var response = await visitor.Http.SendAsync(request, Cancellation);
            return (response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
        }

        Assert.AreEqual(HttpStatusCode.OK, (await SendAsync(origin, ("name", "Bot"), ("email", "bot@example.com"), ("website", "http://spam.example"))).Status);
        Assert.AreEqual(HttpStatusCode.Forbidden, (await SendAsync("https://elsewhere.example", ("name", "Eve"), ("email", "eve@example.com"))).Status);
        Assert.AreEqual(HttpStatusCode.Forbidden, (await SendAsync(null, ("name", "Eve"), ("email", "eve@example.com"))).Status);
        Assert.AreEqual(HttpStatusCode.RequestEntityTooLarge, (await SendAsync(origin, ("name", new string('x', 40_000)))).Status);
        Assert.AreEqual(HttpStatusCode.BadRequest, (await SendAsync(origin, [.. Enumerable.Range(0, 60).Select(i => ($"f{i}", "x"))])).Status);
        var (invalid, says) = await SendAsync(origin, ("name", "<script>alert(1)</script>"), ("email", "none"));
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, invalid);
        Assert.DoesNotContain("<script>alert", says);
        Assert.AreEqual((HttpStatusCode.OK, HttpStatusCode.OK), ((await SendAsync(origin, ("name", "Ada"), ("email", "ada@example.com"))).Status, (await SendAsync(origin, ("name", "Ada"), ("email", "ada@example.com"))).Status));
        var limited = HttpStatusCode.OK;
        for (var i = 0; i < 8 && limited != HttpStatusCode.TooManyRequests; i++)
        {
            limited = (await SendAsync(origin, ("name", $"Many {i}"), ("email", "many@example.com"))).Status;
        }

        Assert.AreEqual(HttpStatusCode.TooManyRequests, limited);

        // What came of it
        var entries = await product.Get<IDatabase>().ReadAsync(session => WebFormStore.EntriesAsync(session, "contact", 0, 50), Cancellation);
        var named = entries.Where(entry => !entry.Said["name"].StartsWith("Many", StringComparison.Ordinal)).ToList();
        Assert.AreEqual("Ada, Tom Hale, Wu Ling", string.Join(", ", named.Select(entry => entry.Said["name"])));
        Assert.AreEqual((true, "You may write to me about offers.", "Newsletter", "spring", $"{origin}/"), (named[2].Agreed, named[2].Asked!.Text, named[2].Campaign["utm_source"], named[2].Campaign["utm_campaign"], named[2].Page));
        Assert.AreEqual((false, "zh"), (named[1].Agreed, named[1].Language));
        foreach (var (language, width, scheme) in Stage.Looks)
        {
            await using var looker = await chromium.VisitAsync(product.Address, language, width, scheme);
            await looker.Page.GotoAsync($"/forms/contact?lang={language}");
            await Stage.LookAsync(looker, $"web-form-{language}-{width}");
            await looker.SignInAsync(manager.Token);
            foreach (var (name, path) in new[] { ("forms", "/desk/forms"), ("form", "/desk/forms/contact") })
            {
                await looker.Page.GotoAsync(path);
                await Stage.LookAsync(looker, $"{name}-{language}-{width}");
            }
        }

        await mia.Page.GotoAsync("/desk/forms/contact");
        await Expect(mia.Page.Locator("#entries ~ .cards li").Last).ToContainTextAsync("agreed: marketing, text 1");
        await mia.Page.Locator("#entries ~ .cards li").Last.Locator("a").First.ClickAsync();
        await Expect(mia.Page.Locator("h1")).ToHaveTextAsync("Wu Ling");
        await Expect(mia.Page.Locator("#lead-Source")).ToHaveValueAsync("newsletter");
        await mia.Page.GotoAsync("/desk/forms/contact");
        await mia.Page.Locator("#entries ~ .cards li").Last.GetByText("Customer").ClickAsync();
        await Expect(mia.Page.Locator("h1")).ToHaveTextAsync("Wu Ling");

        // Closed, it is nowhere
        await mia.Page.GotoAsync("/desk/forms/contact");
        await mia.Page.Locator("[name='Form.IsOpen']").UncheckAsync();
        await mia.Page.Locator("#says ~ form [type=submit]").ClickAsync();
        await Expect(mia.Page.Locator(".lead")).ToContainTextAsync("closed");
        Assert.AreEqual(HttpStatusCode.NotFound, (await SendAsync(origin, ("name", "Late"), ("email", "late@example.com"))).Status);
    }

    /// <summary>A site with the form by its script under a strict policy, and by HTML of its own.</summary>
    private async Task<WebApplication> SiteAsync(string help)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var site = builder.Build();
        IResult Show(HttpContext http, string body)
        {
            http.Response.Headers.ContentSecurityPolicy = $"default-src 'none'; img-src data:; script-src {help}; frame-src {help}";
            return Results.Content($"""<!DOCTYPE html><html lang="en"><head><title>A shop</title><link rel="icon" href="data:,"></head><body><h1>A shop</h1>{body}</body></html>""", "text/html; charset=utf-8");
        }

        site.MapGet("/", (HttpContext http) => Show(http, $"""<script src="{help}/forms.js" async data-form="contact" data-title="Contact"></script>"""));
        site.MapGet("/plain", (HttpContext http) => Show(http, $"""<form method="post" action="{help}/forms/contact?lang=zh"><input name="name" aria-label="Name"><input name="email" aria-label="E-mail"><button type="submit">Send</button></form>"""));
        await site.StartAsync(Cancellation);
        return site;
    }
}
