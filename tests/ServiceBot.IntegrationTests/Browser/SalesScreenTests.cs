using ServiceBot.Crm.Demo;
using ServiceBot.Crm.Leads;
using ServiceBot.Crm.Opportunities;
using ServiceBot.Crm.Pipelines;
using ServiceBot.Crm.Products;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Accounts;
using ServiceBot.Storage;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>Products, prices, opportunities and forecasts as the people of the desk meet them.</summary>
[TestClass]
public sealed class SalesScreenTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task A_product_is_priced_and_an_opportunity_goes_over_the_board_without_a_mouse_until_it_is_won()
    {
        await using var product = await StaffProduct.StartAsync();
        var agent = await product.JoinAsync("ann@desk.example", StaffRole.Agent, name: "Ann");
        await using var ann = await (await Shared.ChromiumAsync()).VisitAsync(product.Address);
        await ann.SignInAsync(agent.Token);
        var page = ann.Page;

        await page.GotoAsync("/desk/products");
        foreach (var (field, value) in new[] { ("#code", "fibre"), ("#en", "Fibre"), ("#zh", "光纤"), ("#unit", "month") })
        {
            await page.Locator(field).FillAsync(value);
        }

        await page.Locator("form:has(#code) [type=submit]").ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Fibre");
        await page.GotoAsync("/desk/products");
        await page.Locator("#book-name").FillAsync("Retail");
        await page.Locator("form:has(#book-name) [type=submit]").ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Retail");
        foreach (var (from, each) in new[] { ("2", "40"), ("10", "35.5") })
        {
            await page.Locator("#price-product").FillAsync("FIBRE");
            await page.Locator("#price-from").FillAsync(from);
            await page.Locator("#price-each").FillAsync(each);
            await page.Locator("form:has(#price-each) [type=submit]").ClickAsync();
            await Expect(page.Locator("#prices ~ .scroll")).ToContainTextAsync(each);
        }

        await page.GotoAsync("/desk/products/FIBRE?quantity=12");
        await Expect(page.Locator("#costs ~ .scroll")).ToContainTextAsync("426 USD (35.5 each)");
        await page.GotoAsync("/desk/products/FIBRE");
        await Expect(page.Locator("#costs ~ .scroll")).ToContainTextAsync("From 2 on");

        // From the customer's page to the board
        await page.GotoAsync("/desk/customers");
        await page.Locator("#name").FillAsync("Wong Trading");
        await page.Locator("#make ~ form [type=submit]").ClickAsync();
        await page.Locator("#story-opportunities ~ p a").Last.ClickAsync();
        await page.Locator("#title").FillAsync("Fibre for twelve");
        await page.Locator("#amount").FillAsync("lots");
        await page.Locator("form:has(#title) [type=submit]").ClickAsync();
        await Expect(page.Locator(".fault")).ToContainTextAsync("Look again: Amount");
        await Expect(page.Locator("#title")).ToHaveValueAsync("Fibre for twelve");
        await page.Locator("#amount").FillAsync("1");
        await page.Locator("form:has(#title) [type=submit]").ClickAsync();
        await Expect(page.Locator("h1")).ToHaveTextAsync("Fibre for twelve");
        await page.Locator("#product").FillAsync("fibre");
        await page.Locator("#quantity").FillAsync("1");
        await page.Locator("#book").SelectOptionAsync("Retail");
        await page.Locator("form:has(#quantity) [type=submit]").ClickAsync();
        await Expect(page.Locator(".fault")).ToContainTextAsync("Retail: From 2 on");
        await page.Locator("#quantity").FillAsync("12");
        await page.Locator("form:has(#quantity) [type=submit]").ClickAsync();
        await Expect(page.Locator(".lead")).ToContainTextAsync("426 USD");

        await page.GotoAsync("/desk/opportunities");
        var on = page.Locator("[aria-label='Move Fibre for twelve to Qualified']");
        await on.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".board-column").Nth(1)).ToContainTextAsync("Fibre for twelve");
        await Expect(page.Locator(".board-column").First).Not.ToContainTextAsync("Fibre for twelve");

        // By mouse as well, to any stage
        foreach (var stage in new[] { 3, 1 })
        {
            await page.Locator(".board-card").DragToAsync(page.Locator(".board-column").Nth(stage));
            await Expect(page.Locator(".board-column").Nth(stage)).ToContainTextAsync("Fibre for twelve");
        }

        // Somebody else moves it meanwhile
        await product.Get<IDatabase>().WriteAsync(unit => product.Get<EditOpportunities>().MoveAsync(unit, 1, "proposal", null, null, null, "api:erp"), TestContext.CancellationToken);
        await page.Locator("[aria-label='Move Fibre for twelve to New']").ClickAsync();
        await Expect(page.Locator(".fault")).ToContainTextAsync("somebody changed it");
        await Expect(page.Locator(".board-column").Nth(2)).ToContainTextAsync("Fibre for twelve");

        await page.GotoAsync("/desk/opportunities/O-000001");
        await page.Locator("#stage").SelectOptionAsync("lost");
        await page.Locator("form:has(#reason) [type=submit]").ClickAsync();
        await Expect(page.Locator(".fault")).ToContainTextAsync("Look again: Reason");
        await page.Locator("#stage").SelectOptionAsync("won");
        await page.Locator("form:has(#reason) [type=submit]").ClickAsync();
        await Expect(page.Locator(".lead .chip.good")).ToHaveTextAsync("Won");
        await Expect(page.Locator("#history ~ ul li")).ToHaveCountAsync(7);
        await page.GotoAsync("/desk/forecast");
        await Expect(page.Locator("#period ~ .facts")).ToContainTextAsync("426 USD");
    }

    [TestMethod]
    public async Task The_pages_of_a_demo_year_are_looked_at_and_axe_finds_nothing()
    {
        await using var product = await StaffProduct.StartAsync();
        var manager = await product.JoinAsync("mia@desk.example", StaffRole.Manager, name: "Mia");
        var today = TimeProvider.System.GetUtcNow();
        var company = await product.Get<DemoSeeder>().SeedAsync(1, today, null, TestContext.CancellationToken);
        Assert.AreEqual(240, await product.Get<SalesDemoSeeder>().SeedAsync(company, 1, today, null, TestContext.CancellationToken));
        Assert.AreEqual(0, await product.Get<SalesDemoSeeder>().SeedAsync(company, 1, today, null, TestContext.CancellationToken), "once");
        var open = (await product.Get<IDatabase>().ReadAsync(session => OpportunityStore.ListAsync(session, new(State: StageKind.Open), 0, 200), TestContext.CancellationToken))
            .First(one => one.Terms.CloseDay >= DateOnly.FromDateTime(today.UtcDateTime));
        var book = (await product.Get<IDatabase>().ReadAsync(PriceBookStore.ListAsync, TestContext.CancellationToken))[0];
        var chromium = await Shared.ChromiumAsync();

        var leads = product.Get<EditLeads>();
        await product.Get<IDatabase>().WriteAsync(
            async unit =>
            {
                foreach (var (name, source) in new[] { ("Wu Ling", "fair"), ("Tom Hale", "website"), ("Ada Moss", "fair"), ("陈静", "website") })
                {
                    await leads.CaptureAsync(unit, new() { Name = name, Company = "Acme", Email = $"{source}@example.com", Country = "UK", Source = source, Wish = "Fibre for the office", JobTitle = "经理" }, null, [new(manager.Member.Id, ["en"])], "api:web");
                }

                await leads.MoveAsync(unit, 1, LeadStage.Dropped, "No budget", null, "api:web");
                await leads.MoveAsync(unit, 2, LeadStage.Dropped, "No budget", null, "api:web");
                await leads.BookAsync(unit, 4, "prices", "1", null);
                return true;
            },
            TestContext.CancellationToken);

        foreach (var (language, width, scheme) in Stage.Looks)
        {
            await using var looker = await chromium.VisitAsync(product.Address, language, width, scheme);
            await looker.SignInAsync(manager.Token);
            foreach (var (name, path) in new[]
            {
                ("board", "/desk/opportunities"), ("opportunities", "/desk/opportunities/list"), ("opportunity", $"/desk/opportunities/{open.Name}"), ("new-opportunity", $"/desk/opportunities/new?customer={open.Customer}"),
                ("forecast", $"/desk/forecast?until={open.Terms.CloseDay:yyyy-MM-dd}&what=probability&of={open.Name}&to=99&what=prices&of=&to=5"), ("sales-history", "/desk/forecast/history"),
                ("leads", "/desk/leads"), ("lead", "/desk/leads/L-000004"), ("pipelines", "/desk/pipelines"), ("pipeline", $"/desk/pipelines/{Pipeline.First}"), ("products", "/desk/products"), ("product", "/desk/products/FIBRE-500?quantity=12"), ("price-book", $"/desk/price-books/{book.Id}"),
            })
            {
                await looker.Page.GotoAsync(path);
                await Stage.LookAsync(looker, $"{name}-{language}-{width}");
            }
        }

        await using var mia = await chromium.VisitAsync(product.Address);
        await mia.SignInAsync(manager.Token);
        await mia.Page.GotoAsync($"/desk/forecast?until={open.Terms.CloseDay:yyyy-MM-dd}&what=probability&of={open.Name}&to=99");
        await Expect(mia.Page.Locator("#if ~ .facts")).ToContainTextAsync("Difference");
        await mia.Page.GotoAsync("/desk/forecast?what=amount&of=x&to=5");
        await Expect(mia.Page.Locator(".fault")).ToContainTextAsync("Look again");
        await mia.Page.GotoAsync("/desk/forecast/history");
        await Expect(mia.Page.Locator("#past ~ .scroll tbody tr").First).ToBeVisibleAsync();

        // A lead becomes a customer with an opportunity, and that is taken back
        await mia.Page.GotoAsync("/desk/leads");
        await Expect(mia.Page.Locator("#calibration ~ .scroll tbody tr")).ToHaveCountAsync(1);
        await mia.Page.Locator("#make ~ form [type=submit]").ClickAsync();
        await Expect(mia.Page.Locator(".fault")).ToContainTextAsync("Look again: Name");
        await mia.Page.Locator("#lead-Name").FillAsync("Bo Lund");
        await mia.Page.Locator("#lead-wish").FillAsync("Ten lines");
        await mia.Page.Locator("#make ~ form [type=submit]").ClickAsync();
        await Expect(mia.Page.Locator("h1")).ToHaveTextAsync("Bo Lund");
        await Expect(mia.Page.Locator("#title")).ToHaveValueAsync("Ten lines");
        await mia.Page.Locator("#amount").FillAsync("700");
        await mia.Page.Locator("form:has(#amount) [type=submit]").ClickAsync();
        await Expect(mia.Page.Locator(".lead .chip.good")).ToHaveTextAsync("Converted");
        await mia.Page.Locator("#known ~ form [type=submit]").ClickAsync();
        await Expect(mia.Page.Locator(".lead .chip")).ToHaveTextAsync("New");
        await mia.Page.Locator("#stage").SelectOptionAsync("Dropped");
        await mia.Page.Locator("form:has(#reason) [type=submit]").ClickAsync();
        await Expect(mia.Page.Locator(".fault")).ToContainTextAsync("Reason");

        // A stage is put in between: the board shows it, and what is in an older version stays where it is
        await mia.Page.GotoAsync($"/desk/pipelines/{Pipeline.First}");
        foreach (var (field, value) in new[] { ("Place", "1"), ("Key", "demo"), ("En", "Demo"), ("Zh", "演示"), ("Probability", "20") })
        {
            await mia.Page.Locator($"[name='Form.Stages[6].{field}']").FillAsync(value);
        }

        await mia.Page.Locator("form:has([name='Form.En']) [type=submit]").ClickAsync();
        await Expect(mia.Page.Locator("#history ~ ul li")).ToHaveCountAsync(2);
        await mia.Page.GotoAsync("/desk/opportunities");
        await Expect(mia.Page.Locator(".board-column h2").Nth(1)).ToContainTextAsync("Demo");
        await Expect(mia.Page.Locator(".board-column")).ToHaveCountAsync(5);
    }
}
