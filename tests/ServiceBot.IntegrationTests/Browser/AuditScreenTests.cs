using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Accounts;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>The page that tells who has read and changed personal data.</summary>
[TestClass]
public sealed class AuditScreenTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task An_auditor_sees_who_looked_at_whom_and_axe_finds_nothing()
    {
        await using var product = await StaffProduct.StartAsync();
        using var program = product.Visit();
        program.Http.DefaultRequestHeaders.Add("X-Api-Key", StaffProduct.Key);
        using var made = await program.Http.PostAsync("/api/v1/customers", new StringContent("""{"fields":{"name":"陈美玲"},"identifiers":[{"kind":"email","value":"mei@example.com"}]}""", null, "application/json"), TestContext.CancellationToken);
        made.EnsureSuccessStatusCode();
        using var agent = await product.VisitAsync(StaffRole.Agent);
        (await agent.Http.GetAsync(made.Headers.Location!.ToString().Replace("/api/v1/", "/desk/", StringComparison.Ordinal), TestContext.CancellationToken)).EnsureSuccessStatusCode();
        await product.UntilThereAsync("SELECT count(*) FROM desk_audit WHERE action = 'CustomerCreated'");
        var auditor = await product.JoinAsync("audit@desk.example", StaffRole.Auditor, team: null);
        var chromium = await Shared.ChromiumAsync();
        foreach (var (language, width, scheme) in Stage.Looks)
        {
            await using var looker = await chromium.VisitAsync(product.Address, language, width, scheme);
            await looker.SignInAsync(auditor.Token);
            await looker.Page.GotoAsync("/admin/audit");
            await Expect(looker.Page.Locator("tbody tr")).ToHaveCountAsync(2);
            await Stage.LookAsync(looker, $"audit-{language}-{width}");
        }

        await using var visitor = await chromium.VisitAsync(product.Address);
        await visitor.SignInAsync(auditor.Token);
        await visitor.Page.GotoAsync("/admin/audit");
        await visitor.Page.Locator("[name=about]").FillAsync("MEI@example.com");
        await visitor.Page.Locator("[name=who]").SelectOptionAsync(new Microsoft.Playwright.SelectOptionValue { Label = "Agent Kestrel" });
        await visitor.Page.Locator("main form button").ClickAsync();
        await Expect(visitor.Page.Locator("tbody tr")).ToHaveCountAsync(1);
        await Expect(visitor.Page.Locator("tbody tr")).ToContainTextAsync("read");
        await Expect(visitor.Page.Locator("tbody a")).ToHaveTextAsync("陈美玲");
        await visitor.Page.Locator("[name=about]").FillAsync("nobody@example.com");
        await visitor.Page.Locator("main form button").ClickAsync();
        await Expect(visitor.Page.Locator("tbody tr")).ToHaveCountAsync(0);
    }
}
