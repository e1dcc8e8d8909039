using ServiceBot.Desk.Staff;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>A manager looks at jobs and has one run; who only reads reports can't.</summary>
[TestClass]
public sealed class JobScreenTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task A_manager_has_a_job_run_and_sees_what_came_of_it()
    {
        await using var stage = await Stage.StartAsync("--Jobs:Letters=", "--Jobs:Cells=");
        var (manager, _) = await stage.JoinAsync("Mia", StaffRole.Manager);
        await manager.Page.GotoAsync("/reports/jobs");
        var rows = manager.Page.Locator("#jobs ~ .scroll tbody tr");
        await Expect(rows).ToHaveCountAsync(9);
        await Expect(rows.Nth(7)).ToContainTextAsync("only when asked for");
        await Expect(rows.Nth(1)).ToContainTextAsync("not yet");

        await rows.Nth(1).GetByText("Run now").ClickAsync();
        await Expect(manager.Page.Locator("p.done[role=status]")).ToContainTextAsync("in a moment");
        await stage.Product.UntilThereAsync("SELECT count(*) FROM web_job_run WHERE job = 'cells' AND ended_at IS NOT NULL AND fault IS NULL");
        await manager.Page.GotoAsync("/reports/jobs");
        await Expect(rows.Nth(1)).ToContainTextAsync("Mia");
        await Expect(rows.Nth(1)).ToContainTextAsync("done");
        var session = (await stage.Product.JoinAsync($"{Guid.NewGuid():N}@desk.example", StaffRole.Manager)).Token;
        foreach (var (language, width, scheme) in Stage.Looks)
        {
            await using var looker = await (await Shared.ChromiumAsync()).VisitAsync(stage.Product.Address, language, width, scheme);
            await looker.SignInAsync(session);
            await looker.Page.GotoAsync("/reports/jobs");
            await Stage.LookAsync(looker, $"reports-jobs-{language}-{width}");
        }

        var (auditor, _) = await stage.JoinAsync("Oda", StaffRole.Auditor);
        await auditor.Page.GotoAsync("/reports/jobs");
        await Expect(auditor.Page.Locator("#jobs ~ .scroll tbody tr")).ToHaveCountAsync(9);
        await Expect(auditor.Page.GetByText("Run now")).ToHaveCountAsync(0);
    }
}
