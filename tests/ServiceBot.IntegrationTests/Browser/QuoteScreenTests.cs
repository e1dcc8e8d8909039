using ServiceBot.Crm.Identity;
using ServiceBot.Crm.Opportunities;
using ServiceBot.Crm.Pipelines;
using ServiceBot.Crm.Products;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Accounts;
using ServiceBot.Storage;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>A quote is written by one, approved by another, and accepted by the customer.</summary>
[TestClass]
public sealed class QuoteScreenTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task A_quote_is_written_approved_sent_and_accepted()
    {
        await using var product = await StaffProduct.StartAsync();
        var agent = await product.JoinAsync("ann@desk.example", StaffRole.Agent, name: "Ann");
        var lead = await product.JoinAsync("leo@desk.example", StaffRole.Lead, name: "Leo");
        await product.Get<IDatabase>().WriteAsync(
            async unit =>
            {
                var customer = ((EditCustomerOutcome.Done)await product.Get<EditCustomer>().CreateAsync(unit, [new("name", "陈静 Moss", null)], [], FactSources.Staff, "api:web")).Id;
                var fibre = ((ServiceBot.Crm.EditOutcome<Product>.Done)await product.Get<EditProducts>().SaveAsync(
                    unit, new Product { Id = default, Code = "FIBRE", En = "Fibre 500", Zh = "光纤 500 兆", Unit = "month", IsActive = true, Version = 0 }, null, null, "api:web")).Now;
                await product.Get<EditProducts>().SaveAsync(unit, new PriceBook { Id = default, Name = "Retail", Currency = "USD", Prices = [new(fibre.Id, 1, 500)], Version = 0 }, null, null, "api:web");
                await product.Get<EditOpportunities>().CreateAsync(
                    unit, customer, new() { Title = "办公室光纤 Fibre for the office", Amount = 0, Currency = "USD", CloseDay = new(2026, 12, 31), Lines = [new(fibre.Id, 24, 500)] }, Pipeline.First, null, "api:web");
                return true;
            },
            TestContext.CancellationToken);
        var chromium = await Shared.ChromiumAsync();
        await using var ann = await chromium.VisitAsync(product.Address);
        await ann.SignInAsync(agent.Token);
        await using var leo = await chromium.VisitAsync(product.Address);
        await leo.SignInAsync(lead.Token);
        var page = ann.Page;

        // Written from the opportunity, with its products
        await page.GotoAsync("/desk/quotes/new?opportunity=O-000001");
        await page.Locator("[name='Form.Lines[0].Each']").FillAsync("");
        await page.Locator("[name='Form.Lines[0].Tax']").FillAsync("20");
        await page.Locator("#discount").FillAsync("15");
        await page.Locator("#conditions").FillAsync("三十天内付款。 Payment within thirty days.");
        await page.Locator("#language").SelectOptionAsync("zh");
        await page.Locator("[name='Form.Lines[1].Product']").FillAsync("NOPE");
        await page.Locator("form:has(#title) [type=submit]").ClickAsync();
        await Expect(page.Locator(".fault")).ToContainTextAsync("Look again: Products in it");
        await page.Locator("[name='Form.Lines[1].Product']").FillAsync("");
        await page.Locator("form:has(#title) [type=submit]").ClickAsync();
        await Expect(page.Locator("#says ~ .facts").Last).ToContainTextAsync("12,240 USD");

        // Too large for Ann alone: who wrote it sees no button to approve it
        await page.Locator("button[value=submit]").ClickAsync();
        await Expect(page.Locator(".done ul li")).ToHaveCountAsync(2);
        await Expect(page.Locator("button[value=approve]")).ToHaveCountAsync(0);
        await leo.Page.GotoAsync("/desk/quotes?state=Waiting");
        await leo.Page.Locator("tbody a").ClickAsync();
        await leo.Page.Locator("button[value=refuse]").ClickAsync();
        await Expect(leo.Page.Locator(".fault")).ToContainTextAsync("Remark");
        await leo.Page.Locator("#note").FillAsync("A good customer");
        await leo.Page.Locator("button[value=approve]").ClickAsync();
        await Expect(leo.Page.Locator("#history ~ ul li").First).ToContainTextAsync("Leo: Approve, version 1 · A good customer");
        await page.ReloadAsync();
        await page.Locator("button[value=send]").ClickAsync();
        var link = (await page.Locator("#link ~ p a").GetAttributeAsync("href"))!;

        // Looking at it answers nothing
        await using var customer = await chromium.VisitAsync(product.Address);
        await customer.Page.GotoAsync(link);
        await customer.Page.ReloadAsync();
        foreach (var (language, width, scheme) in Stage.Looks)
        {
            await using var looker = await chromium.VisitAsync(product.Address, language, width, scheme);
            await looker.Page.GotoAsync(link.Replace("lang=zh", $"lang={language}", StringComparison.Ordinal));
            await Stage.LookAsync(looker, $"quote-answer-{language}-{width}");
            await looker.SignInAsync(lead.Token);
            foreach (var (name, path) in new[] { ("quotes", "/desk/quotes"), ("quote", "/desk/quotes/Q-000001"), ("new-quote", "/desk/quotes/new?opportunity=O-000001") })
            {
                await looker.Page.GotoAsync(path);
                await Stage.LookAsync(looker, $"{name}-{language}-{width}");
            }
        }

        await Expect(customer.Page.Locator("h1")).ToHaveTextAsync("办公室光纤 Fibre for the office");
        await customer.Page.Locator("#name").FillAsync("陈静");
        await customer.Page.Locator("button[value=accept]").ClickAsync();
        await Expect(customer.Page.Locator(".done")).ToContainTextAsync("已接受：陈静");
        await customer.Page.ReloadAsync();
        await Expect(customer.Page.Locator("form:has(#name)")).ToHaveCountAsync(0);
        await customer.Page.GotoAsync(link.Replace("/quote/A", "/quote/B", StringComparison.Ordinal));
        Assert.Contains("404", await customer.Page.TitleAsync() + await customer.Page.ContentAsync());

        // It has become an order, which goes its way on its page
        await page.GotoAsync("/desk/quotes/Q-000001");
        await page.Locator("a[href='/desk/orders/HL-100001']").ClickAsync();
        await Expect(page.Locator(".lead")).ToContainTextAsync("12,240 USD");
        await page.Locator("button[value=Confirm]").ClickAsync();
        await page.Locator("#amount").FillAsync("20000");
        await page.Locator("button[value=Pay]").ClickAsync();
        await Expect(page.Locator(".fault")).ToContainTextAsync("Amount");
        await page.Locator("#amount").FillAsync("240");
        await page.Locator("button[value=Pay]").ClickAsync();
        await Expect(page.Locator(".lead")).ToContainTextAsync("Partly paid");
        await page.Locator("[name='Act.Parts[0]']").FillAsync("4");
        await page.Locator("button[value=Fulfil]").ClickAsync();
        await Expect(page.Locator(".lead")).ToContainTextAsync("Partly packed");
        foreach (var (language, width, scheme) in Stage.Looks)
        {
            await using var looker = await chromium.VisitAsync(product.Address, language, width, scheme);
            await looker.SignInAsync(lead.Token);
            foreach (var (name, path) in new[] { ("orders", "/desk/orders"), ("order", "/desk/orders/HL-100001") })
            {
                await looker.Page.GotoAsync(path);
                await Stage.LookAsync(looker, $"{name}-{language}-{width}");
            }
        }

        // A contract covers what was ordered; it is a team lead who makes one
        await leo.Page.GotoAsync("/desk/orders/HL-100001");
        await leo.Page.Locator("a[href*='order=HL-100001']").ClickAsync();
        await Expect(leo.Page.Locator("#products")).ToHaveValueAsync("FIBRE");
        await leo.Page.Locator("#renew").FillAsync("12");
        await leo.Page.Locator("#notice").FillAsync("300");
        await leo.Page.Locator("#serials").FillAsync("SN-1\nSN-2");
        await leo.Page.Locator("form:has(#tier) [type=submit]").ClickAsync();
        await Expect(leo.Page.Locator(".lead")).ToContainTextAsync("12,240 USD");
        await leo.Page.GotoAsync("/desk/contracts/renewals");
        await Expect(leo.Page.Locator("tbody tr")).ToContainTextAsync("renewed for 12 months");
        foreach (var (language, width, scheme) in Stage.Looks)
        {
            await using var looker = await chromium.VisitAsync(product.Address, language, width, scheme);
            await looker.SignInAsync(lead.Token);
            foreach (var (name, path) in new[] { ("renewals", "/desk/contracts/renewals"), ("sold-contract", "/desk/contracts/C-000001") })
            {
                await looker.Page.GotoAsync(path);
                await Stage.LookAsync(looker, $"{name}-{language}-{width}");
            }
        }

        await page.Locator("button[value=Fulfil]").ClickAsync();
        await page.Locator("button[value=Ship]").ClickAsync();
        await Expect(page.Locator("#history ~ ul li").First).ToContainTextAsync("Ann: shipped");
        await page.Locator(".lead a").First.ClickAsync();
        await Expect(page.Locator(".cards.time")).ToContainTextAsync("HL-100001 · shipped");

        await page.GotoAsync("/desk/opportunities/O-000001");
        await Expect(page.Locator(".lead .chip.good")).ToHaveTextAsync("Won");
        await Expect(page.Locator("#history ~ ul li").First).ToContainTextAsync("the customer");
    }
}
