using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Dialogs;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>A manager makes examples of what the bot did not understand; what would spoil the dialogs is refused with the reason.</summary>
[TestClass]
public sealed class UnderstandingScreenTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task A_manager_makes_an_example_of_what_was_not_understood_and_one_that_spoils_the_dialogs_is_refused()
    {
        using var dialogs = new SmallDialogs();
        await using var stage = await Stage.StartAsync("--Dialogs:Path", dialogs.Path);
        var customer = await stage.CallAsync("flummoxed zorblax upstairs, call 13812345678");
        await customer.SayAsync("flummoxed zorblax downstairs");
        await stage.Product.UntilThereAsync("SELECT count(*) FROM dialogs_review WHERE done_at IS NULL");
        var (manager, _) = await stage.JoinAsync("Mia", StaffRole.Manager);
        await manager.Page.GotoAsync("/reports/understanding");
        await Expect(manager.Page.Locator(".review")).ToHaveCountAsync(1);
        await Expect(manager.Page.Locator(".review")).ToContainTextAsync("2 times");
        await Expect(manager.Page.Locator("#examples")).ToHaveCountAsync(0);
        await Expect(manager.Page.Locator("body")).Not.ToContainTextAsync("13812345678");
        await LookAsync("open");

        await manager.Page.Locator(".review select").SelectOptionAsync("visit");
        await manager.Page.GetByText("Add as example").ClickAsync();
        await Expect(manager.Page.Locator("p.done")).ToContainTextAsync("checked in the background");
        await stage.Product.UntilThereAsync("SELECT count(*) FROM dialogs_example WHERE state = 'live'");
        await stage.Product.Database.WriteAsync(
            unit => unit.ExecuteAsync($"INSERT INTO dialogs_example (intent, text, added_at, added_by, state) VALUES ('hours', '{SmallDialogs.Visit} with a technician', '2026-11-22 10:00:00.000000', 'api:test', 'waiting')"),
            TestContext.CancellationToken);
        await stage.Product.UntilThereAsync("SELECT count(*) FROM dialogs_example WHERE state = 'refused'");
        await manager.Page.GotoAsync("/reports/understanding");
        await Expect(manager.Page.Locator(".chip.bad")).ToHaveTextAsync("refused");
        await Expect(manager.Page.Locator("#examples ~ .scroll")).ToContainTextAsync("test.yaml");
        await LookAsync("learned");

        await manager.Page.GetByText("Take out").First.ClickAsync();
        await Expect(manager.Page.Locator("p.done")).ToContainTextAsync("Taken out");

        async Task LookAsync(string name)
        {
            var session = (await stage.Product.JoinAsync($"{Guid.NewGuid():N}@desk.example", StaffRole.Manager)).Token;
            foreach (var (language, width, scheme) in Stage.Looks)
            {
                await using var looker = await (await Shared.ChromiumAsync()).VisitAsync(stage.Product.Address, language, width, scheme);
                await looker.SignInAsync(session);
                await looker.Page.GotoAsync("/reports/understanding");
                await Stage.LookAsync(looker, $"reports-understanding-{name}-{language}-{width}");
            }
        }
    }
}
