using ServiceBot.Crm.Consents;
using ServiceBot.Crm.Identity;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Accounts;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>Consents and what else protects customers, as the people of the desk meet them.</summary>
[TestClass]
public sealed class PrivacyScreenTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task An_agent_writes_down_what_a_customer_agrees_to_and_axe_finds_nothing()
    {
        await using var product = await StaffProduct.StartAsync();
        var agent = await product.JoinAsync("ann@desk.example", StaffRole.Agent);
        var id = await CustomerAsync(product);
        await product.Database.WriteAsync(
            unit => ConsentTexts.PublishAsync(
                unit, "newsletter", ["marketing"], new Dictionary<string, NewConsentText> { ["en"] = new("News", "May we write?"), ["zh"] = new("资讯", "可以吗？") },
                new(), "staff:test", TimeProvider.System.GetUtcNow()),
            TestContext.CancellationToken);
        var chromium = await Shared.ChromiumAsync();
        await using var ann = await chromium.VisitAsync(product.Address);
        await ann.SignInAsync(agent.Token);
        await ann.Page.GotoAsync($"/desk/customers/{id}");
        await ann.Page.GetByText("Write down what they say").ClickAsync();
        await ann.Page.Locator("#c-purpose").SelectOptionAsync("marketing");
        await ann.Page.Locator("#c-state").SelectOptionAsync("Granted");
        await ann.Page.Locator("#c-channel").SelectOptionAsync("email");
        await ann.Page.Locator("#c-text").SelectOptionAsync(new Microsoft.Playwright.SelectOptionValue { Index = 1 });
        await ann.Page.Locator("#c-where").FillAsync("on the phone");
        await ann.Page.Locator("#c-where").PressAsync("Enter");
        await Expect(ann.Page.Locator(".done")).ToBeVisibleAsync();
        await Expect(ann.Page.Locator("#consents ~ dl")).ToContainTextAsync("Offers and news · E-mail");
        await Expect(ann.Page.Locator("#time ~ ol")).ToContainTextAsync("Offers and news · E-mail");
        foreach (var (language, width, scheme) in Stage.Looks)
        {
            await using var looker = await chromium.VisitAsync(product.Address, language, width, scheme);
            await looker.SignInAsync(agent.Token);
            await looker.Page.GotoAsync($"/desk/customers/{id}");
            await looker.Page.Locator("#consents ~ details summary").First.ClickAsync();
            await looker.Page.Locator("#consents ~ details summary").Last.ClickAsync();
            await Stage.LookAsync(looker, $"consents-{language}-{width}");
        }
    }

    [TestMethod]
    public async Task A_manager_makes_an_archive_holds_and_erases_a_customer_and_the_certificate_says_so_and_axe_finds_nothing()
    {
        await using var product = await StaffProduct.StartAsync();
        var manager = await product.JoinAsync("max@desk.example", StaffRole.Manager, team: null);
        var id = await CustomerAsync(product);
        var chromium = await Shared.ChromiumAsync();
        await using var max = await chromium.VisitAsync(product.Address);
        await max.SignInAsync(manager.Token);

        await max.Page.GotoAsync("/admin/privacy");
        await max.Page.Locator("#t-name").FillAsync("privacy");
        await max.Page.Locator("#t-title-en").FillAsync("How we use your data");
        await max.Page.Locator("#t-body-en").FillAsync("With care.");
        await max.Page.Locator("#texts ~ form [type=submit]").ClickAsync();
        await Expect(max.Page.Locator(".fault")).ToContainTextAsync("Look again: Purpose");
        await max.Page.Locator("#t-marketing").CheckAsync();
        await max.Page.Locator("#t-title-zh").FillAsync("我们如何使用您的资料");
        await max.Page.Locator("#t-body-zh").FillAsync("谨慎使用。");
        await max.Page.Locator("#texts ~ form [type=submit]").ClickAsync();
        await Expect(max.Page.Locator("#texts ~ details")).ToHaveCountAsync(2);

        await max.Page.GotoAsync($"/desk/customers/{id}");
        await max.Page.GetByText("Restrict or hold").ClickAsync();
        await max.Page.Locator("#p-kind").SelectOptionAsync("Hold");
        await max.Page.Locator("#p-reason").FillAsync("A court wants it");
        await max.Page.Locator("#p-reason").PressAsync("Enter");
        await Expect(max.Page.Locator("#privacy ~ .row")).ToContainTextAsync("Legal hold A court wants it");
        await Expect(max.Page.GetByText("Erase", new() { Exact = true })).ToHaveCountAsync(0);
        await LookAsync($"/desk/customers/{id}", "customer-hold", looker => looker.Page.Locator("#privacy ~ details summary").First.ClickAsync());
        await max.Page.Locator("[aria-label='Take back: Legal hold']").ClickAsync();
        await max.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Make an archive" }).ClickAsync();
        await product.UntilThereAsync("SELECT count(*) FROM crm_access WHERE state = 'ready'");
        await LookAsync($"/desk/customers/{id}", "customer-erase", looker => looker.Page.Locator("#privacy ~ details summary").Last.ClickAsync());
        await max.Page.GotoAsync("/admin/privacy");
        var download = await max.Page.RunAndWaitForDownloadAsync(() => max.Page.GetByText("Download").ClickAsync());
        Assert.EndsWith(".zip", download.SuggestedFilename);

        await max.Page.GotoAsync($"/desk/customers/{id}");
        await max.Page.GetByText("Erase", new() { Exact = true }).ClickAsync();
        await max.Page.Locator("#e-sure").CheckAsync();
        await max.Page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Erase for ever" }).ClickAsync();
        await product.UntilThereAsync("SELECT count(*) FROM crm_erasure WHERE state = 'done'");
        await LookAsync("/admin/privacy", "privacy", looker => looker.Page.Locator("#texts ~ details summary").First.ClickAsync());
        await LookAsync("/admin/privacy/erasures/1", "erasure", _ => Task.CompletedTask);
        await max.Page.GotoAsync("/admin/privacy/erasures/1");
        await Expect(max.Page.Locator(".lead")).ToHaveTextAsync("done, nothing is left");
        Assert.AreEqual(410, (await max.Page.GotoAsync($"/desk/customers/{id}"))!.Status);

        async Task LookAsync(string path, string name, Func<Visitor, Task> first)
        {
            foreach (var (language, width, scheme) in Stage.Looks)
            {
                await using var looker = await chromium.VisitAsync(product.Address, language, width, scheme);
                await looker.SignInAsync(manager.Token);
                await looker.Page.GotoAsync(path);
                await first(looker);
                await Stage.LookAsync(looker, $"{name}-{language}-{width}");
            }
        }
    }

    private async Task<Guid> CustomerAsync(StaffProduct product) => ((EditCustomerOutcome.Done)await product.Database.WriteAsync(
        unit => product.Get<EditCustomer>().CreateAsync(unit, [new("name", "Chen Mei", null)], [("email", "mei@example.com")], FactSources.Staff, "api:test"), TestContext.CancellationToken)).Id;
}
