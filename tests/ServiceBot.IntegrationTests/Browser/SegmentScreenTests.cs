using ServiceBot.Crm.Identity;
using ServiceBot.Desk.Staff;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>A manager makes a segment by clicking and by writing, counts it, and asks why somebody is in it.</summary>
[TestClass]
public sealed class SegmentScreenTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task A_manager_clicks_a_segment_together_counts_it_writes_it_and_asks_why_somebody_is_in_it()
    {
        await using var stage = await Stage.StartAsync();
        var (manager, _) = await stage.JoinAsync("Mia", StaffRole.Manager);
        var page = manager.Page;
        var edit = stage.Product.Get<EditCustomer>();
        foreach (var (name, tag) in new[] { ("Ann", "vip"), ("Bob", "vip"), ("陈美", "new") })
        {
            await stage.Product.Database.WriteAsync(unit => edit.CreateAsync(unit, [new("name", name, null), new($"tag:{tag}", "yes", null), new("language", name == "陈美" ? "zh" : "en", null)], [], FactSources.Staff, "staff:01958000-0000-7000-8000-00000000aaaa"), TestContext.CancellationToken);
        }

        await stage.Product.UntilThereAsync("SELECT count(*) = 3 FROM insight_feature");
        await stage.Product.UntilThereAsync("SELECT count(*) = 3 FROM crm_facet WHERE field = 'tag'");
        await page.GotoAsync("/reports/segments");
        await page.GetByText("New segment").ClickAsync();
        await page.SelectOptionAsync("#f0", "tag");
        await page.GetByText("Count", new() { Exact = true }).ClickAsync();
        await Expect(page.Locator("#rule")).ToHaveValueAsync("tag is known");
        await Expect(page.Locator("#counted")).ToContainTextAsync("3 of 3 customers");
        await page.SelectOptionAsync("#o0", "Is");
        await page.FillAsync("#v0", "vip");
        await page.GetByText("Add a group").ClickAsync();
        await Expect(page.Locator("#rule")).ToHaveValueAsync("tag = \"vip\" and (frequency >= 1 or monetary >= 1)");
        await page.SelectOptionAsync("#f1", "language");
        await page.SelectOptionAsync("#f2", "stage");
        await page.GetByText("Count", new() { Exact = true }).ClickAsync();
        await page.CheckAsync("input[name=w2][value=new]");
        await page.GetByText("Count", new() { Exact = true }).ClickAsync();
        await Expect(page.Locator("#rule")).ToHaveValueAsync("tag = \"vip\" and (language = en or stage in (prospect, new))");
        await Expect(page.Locator("#counted")).ToContainTextAsync("2 of 3 customers");
        await page.GetByLabel("Remove condition 3").ClickAsync();
        await Expect(page.Locator("#rule")).ToHaveValueAsync("tag = \"vip\" and language = en");

        await page.FillAsync("#rule", "tag = \"vip\" and langauge = en");
        await page.FillAsync("#en", "English VIPs");
        await page.FillAsync("#zh", "英文贵宾");
        await page.FillAsync("#holdout", "10");
        await page.GetByText("Save", new() { Exact = true }).ClickAsync();
        await Expect(page.Locator("#rule-fault")).ToContainTextAsync("Character 17: there is no field “langauge”; did you mean language?");
        await Expect(page.Locator("#rule")).ToHaveValueAsync("tag = \"vip\" and langauge = en");
        await Stage.LookAsync(manager, "reports-segment-fault-en-1280");
        await page.FillAsync("#rule", "tag = \"vip\" and (language = en or recency_days between 10 and 20) and cell not in (AtRisk, Hibernating)");
        await page.GetByText("Save", new() { Exact = true }).ClickAsync();
        await Expect(page.Locator("p.done[role=status]")).ToBeVisibleAsync();
        await stage.Product.UntilThereAsync("SELECT count(*) = 2 FROM insight_segment_member");
        var ann = await stage.Product.Database.ReadAsync(session => session.GetAsync<Guid>("SELECT id FROM crm_customer WHERE name = 'Ann'"), TestContext.CancellationToken);
        var address = $"{new Uri(page.Url).AbsolutePath}?customer={ann}";
        foreach (var (language, width, scheme) in Stage.Looks)
        {
            await using var looker = await (await Shared.ChromiumAsync()).VisitAsync(stage.Product.Address, language, width, scheme);
            await looker.SignInAsync((await stage.Product.JoinAsync($"{Guid.NewGuid():N}@desk.example", StaffRole.Manager)).Token);
            await looker.Page.GotoAsync(address);
            await Expect(looker.Page.Locator(".rule-reasons li li")).ToHaveCountAsync(5);
            await looker.Page.Locator("button[value=preview]").ClickAsync();
            await Stage.LookAsync(looker, $"reports-segment-{language}-{width}");
            await looker.Page.GotoAsync("/reports/segments");
            await Stage.LookAsync(looker, $"reports-own-segments-{language}-{width}");
        }

        await page.GotoAsync($"/desk/customers/{ann}");
        await page.Locator("#in-segments ~ ul a").ClickAsync();
        await Expect(page.Locator("#why ~ ul b")).ToHaveTextAsync("is in it");
        await page.GetByText("Delete the segment").ClickAsync();
        await Expect(page.Locator("#own ~ p").Last).ToContainTextAsync("New segment");
    }
}
