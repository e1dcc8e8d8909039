using System.Net;
using ServiceBot.Crm.Demo;
using ServiceBot.Desk.Demo;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Accounts;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>The managers' pages over the demo company: axe finds nothing, each figure leads to its rows, and each chart stands beside its table.</summary>
[TestClass]
public sealed class ReportScreenTests
{
    private static readonly Lazy<Task<StaffProduct>> SharedProduct = new(StartAsync);

    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [ClassCleanup]
    public static async Task EndAsync()
    {
        if (SharedProduct.IsValueCreated)
        {
            await (await SharedProduct.Value).DisposeAsync();
        }
    }

    [TestMethod]
    [DataRow("/reports")]
    [DataRow("/reports/satisfaction")]
    [DataRow("/reports/times")]
    [DataRow("/reports/sla?compare=1")]
    [DataRow("/reports/backlog")]
    [DataRow("/reports/load")]
    [DataRow("/reports/bot")]
    [DataRow("/reports/queue")]
    [DataRow("/reports/metrics")]
    [DataRow("/reports/rows/requests.opened")]
    public async Task Axe_finds_nothing(string path)
    {
        var product = await SharedProduct.Value;
        using var manager = await product.VisitAsync(StaffRole.Manager);
        foreach (var (language, width, scheme) in Stage.Looks)
        {
            await using var visitor = await (await Shared.ChromiumAsync()).VisitAsync(product.Address, language, width, scheme);
            await visitor.SignInAsync(manager.Session!);
            await visitor.Page.GotoAsync(path);
            await Stage.LookAsync(visitor, $"{path.Split('?')[0].Trim('/').Replace('/', '-')}-{language}-{width}");
        }
    }

    [TestMethod]
    public async Task A_figure_leads_to_its_rows_and_the_file_holds_them_all()
    {
        var product = await SharedProduct.Value;
        using var manager = await product.VisitAsync(StaffRole.Manager);
        await using var visitor = await (await Shared.ChromiumAsync()).VisitAsync(product.Address);
        await visitor.SignInAsync(manager.Session!);
        var page = visitor.Page;

        await page.GotoAsync("/reports?from=2020-01-01");
        await Expect(page.Locator(".chart canvas").First).ToBeVisibleAsync();
        var tile = page.Locator(".tile").First.Locator("dd a");
        var count = (await tile.InnerTextAsync()).Replace(",", "", StringComparison.Ordinal);
        await tile.ClickAsync();
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(100);
        var file = await manager.Http.GetStringAsync(await page.GetByText("CSV of all rows").GetAttributeAsync("href"), Cancellation);

        Assert.AreEqual("700", count, "the demo company has 700 requests");
        Assert.HasCount(701, file.TrimEnd().Split("\r\n"));
        await page.GetByText("Next rows").ClickAsync();
        await Expect(page.Locator("tbody tr")).ToHaveCountAsync(100);
    }

    [TestMethod]
    public async Task A_lead_reads_the_figures_of_the_own_team_and_the_default_team_alone()
    {
        var product = await SharedProduct.Value;
        using var manager = await product.VisitAsync(StaffRole.Manager);
        using var lead = await product.VisitAsync(StaffRole.Lead);
        using var agent = await product.VisitAsync(StaffRole.Agent);

        var all = await manager.Http.GetStringAsync("/api/v1/reports/requests.opened/rows.csv?from=2020-01-01", Cancellation);
        var own = await lead.Http.GetStringAsync("/api/v1/reports/requests.opened/rows.csv?from=2020-01-01", Cancellation);
        var foreign = await lead.Http.GetStringAsync("/api/v1/reports/requests.opened/rows.csv?from=2020-01-01&team=billing", Cancellation);

        Assert.Contains(",billing,", all);
        Assert.IsTrue(own.TrimEnd().Split("\r\n").Skip(1).All(line => line.Contains(",faults,", StringComparison.Ordinal) || line.Contains(",care,", StringComparison.Ordinal)));
        Assert.HasCount(1, foreign.TrimEnd().Split("\r\n"), "the head alone");
        Assert.AreEqual(HttpStatusCode.Forbidden, (await agent.Http.GetAsync("/api/v1/reports/requests.opened", Cancellation)).StatusCode);
        Assert.AreEqual(HttpStatusCode.BadRequest, (await manager.Http.GetAsync("/api/v1/reports/requests.opened?from=yesterday", Cancellation)).StatusCode);
        Assert.AreEqual(HttpStatusCode.NotFound, (await manager.Http.GetAsync("/api/v1/reports/no.such", Cancellation)).StatusCode);
    }

    private static async Task<StaffProduct> StartAsync()
    {
        var product = await StaffProduct.StartAsync("--Reports:RefreshSeconds=1");
        var today = new DateTimeOffset(DateTime.UtcNow.Date, TimeSpan.Zero);
        var company = await product.Get<DemoSeeder>().SeedAsync(1, today, null, CancellationToken.None);
        await product.Get<DeskDemoSeeder>().SeedAsync(company, 1, today, null, CancellationToken.None);
        while (await product.Database.ReadAsync(session => session.GetAsync<long>("SELECT count(*) FROM insight_request"), CancellationToken.None) < 700)
        {
            await Task.Delay(100);
        }

        return product;
    }
}
