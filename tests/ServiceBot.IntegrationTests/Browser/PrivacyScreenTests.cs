using ServiceBot.Crm.Consents;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Identity;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Accounts;
using ServiceBot.Storage;
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

    private async Task<Guid> CustomerAsync(StaffProduct product) => ((EditCustomerOutcome.Done)await product.Database.WriteAsync(
        unit => product.Get<EditCustomer>().CreateAsync(unit, [new("name", "Chen Mei", null)], [("email", "mei@example.com")], FactSources.Staff, "api:test"), TestContext.CancellationToken)).Id;
}
