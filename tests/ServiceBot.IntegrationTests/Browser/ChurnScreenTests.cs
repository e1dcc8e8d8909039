using System.Text.Json;
using ServiceBot.Desk.Staff;
using ServiceBot.Insight.Forecasting.Own;
using ServiceBot.Insight.Segments.Cells;
using ServiceBot.Insight.Segments.Own;
using ServiceBot.Insight.Value.Own;
using ServiceBot.Storage;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>A manager looks at who may leave and why, has models learn, and puts another to use; an agent sees it beside the customer.</summary>
[TestClass]
public sealed class ChurnScreenTests
{
    private const int Customers = 240;

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task A_manager_has_models_learn_puts_another_to_use_and_an_agent_sees_why_somebody_may_leave()
    {
        await using var stage = await Stage.StartAsync("--Insight:Churn:HorizonDays=60", "--Insight:Churn:Snapshots=3", "--Insight:Churn:RetrainDays=0");
        var (manager, _) = await stage.JoinAsync("Mia", StaffRole.Manager);
        var page = manager.Page;
        await page.GotoAsync("/reports/churn");
        await Expect(page.Locator("#riskiest ~ p")).ToContainTextAsync("Nobody has a score yet");
        await Stage.LookAsync(manager, "reports-churn-empty-en-1280");
        await FillAsync(stage.Product.Database);

        await page.GetByText("Learn now").ClickAsync();
        await Expect(page.Locator("#trainings ~ .scroll tbody tr")).ToContainTextAsync(["Mia"]);
        await stage.Product.UntilThereAsync("SELECT count(*) FROM insight_training WHERE step = 'done'");
        await stage.Product.Get<KeepCells>().RefreshAsync(TestContext.CancellationToken);
        Assert.IsTrue(await stage.Product.Get<FindClusters>().RunAsync(TestContext.CancellationToken));
        Assert.IsTrue(await stage.Product.Get<FitValue>().RunAsync(TestContext.CancellationToken));
        await stage.Product.Get<MakeForecasts>().RunAsync(TestContext.CancellationToken);
        foreach (var (language, width, scheme) in Stage.Looks)
        {
            await using var looker = await (await Shared.ChromiumAsync()).VisitAsync(stage.Product.Address, language, width, scheme);
            await looker.SignInAsync(await SessionAsync(stage));
            await looker.Page.GotoAsync("/reports/churn");
            await Stage.LookAsync(looker, $"reports-churn-{language}-{width}");
            await looker.Page.Locator("#models ~ .scroll tbody a").First.ClickAsync();
            await Expect(looker.Page.Locator("#looks ~ .scroll tbody tr").First).ToBeVisibleAsync();
            await Stage.LookAsync(looker, $"reports-churn-model-{language}-{width}");
            await looker.Page.GotoAsync("/reports/churn");
            await looker.Page.Locator("#riskiest ~ .scroll tbody a").First.ClickAsync();
            await looker.Page.Locator("details:has(#figures) summary").ClickAsync();
            await Stage.LookAsync(looker, $"customer-risk-{language}-{width}");
            await looker.Page.GotoAsync("/reports/value");
            await Expect(looker.Page.Locator("#right ~ .scroll tbody tr")).ToHaveCountAsync(3);
            await Stage.LookAsync(looker, $"reports-value-{language}-{width}");
            await looker.Page.GotoAsync("/reports/forecast");
            await Expect(looker.Page.Locator("#orders-week-table tbody tr").First).ToBeVisibleAsync();
            await Stage.LookAsync(looker, $"reports-forecast-{language}-{width}");
            await looker.Page.GotoAsync("/reports/segments");
            await looker.Page.Locator(".cells td a").First.ClickAsync();
            await Expect(looker.Page.Locator("#members")).ToBeVisibleAsync();
            await Expect(looker.Page.Locator("#moves ~ .scroll tbody tr").First).ToBeVisibleAsync();
            await Stage.LookAsync(looker, $"reports-segments-{language}-{width}");
            await looker.Page.Locator("#clusters ~ .scroll td a").First.ClickAsync();
            await Expect(looker.Page.Locator("#rule")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^in cluster [0-9]+$"));
        }

        await page.GotoAsync("/reports/churn");
        var other = page.Locator("#models ~ .scroll tbody tr").Filter(new() { Has = page.Locator("button") }).Last;
        var name = (await other.Locator("th").InnerTextAsync()).Trim();
        await other.Locator("button").ClickAsync();
        await Expect(page.Locator("p.done[role=status]")).ToContainTextAsync("in a moment");
        await Expect(page.Locator("#models ~ .scroll tbody tr").Filter(new() { HasText = name })).ToContainTextAsync("in use");

        var (agent, _) = await stage.JoinAsync("Ann");
        await agent.Page.GotoAsync($"/desk/customers/{new Guid(2, 0, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 1])}");
        await Expect(agent.Page.Locator("#risk ~ .reasons li").First).ToContainTextAsync("usual:");
        await Expect(agent.Page.Locator("#worth ~ p")).ToContainTextAsync("purchases in the next 12 months");
    }

    private static async Task<string> SessionAsync(Stage stage) => (await stage.Product.JoinAsync($"{Guid.NewGuid():N}@desk.example", StaffRole.Manager)).Token;

    /// <summary>Half buy every three weeks; the others ever more seldom, until they stop.</summary>
    private static Task<bool> FillAsync(IDatabase database) => database.WriteAsync(
        async unit =>
        {
            var (random, now, customers, orders) = (new Random(3), DateTimeOffset.UtcNow, new List<object[]>(), new List<object[]>());
            for (var n = 1; n <= Customers; n++)
            {
                var id = new Guid(n, 0, 0x7000, [0x80, 0, 0, 0, 0, 0, 0, 1]);
                customers.Add([id, n % 3 == 0 ? "陈美" : $"Ann {n}", now.AddDays(-420).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ")]);
                var stops = n % 2 == 0 ? 120 + (300 * random.NextDouble()) : double.MaxValue;
                for (var day = 10 + (20 * random.NextDouble()); day < Math.Min(419, stops); day += (stops - day < 120 ? 45 : 21) * (0.5 + random.NextDouble()))
                {
                    orders.Add([$"HL-{200_001 + orders.Count}", 200_001 + orders.Count, id, now.AddDays(day - 420).UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.ffffffZ")]);
                }
            }

            await unit.ExecuteAsync(
                $"INSERT INTO crm_customer (id, name, language, created_at) SELECT value ->> 0, value ->> 1, 'en', value ->> 2 FROM {unit.Dialect.EachOf("@rows")}", new { rows = JsonSerializer.Serialize(customers) });
            await unit.ExecuteAsync(
                $"""
                INSERT INTO crm_order (number, serial, customer_id, status, placed_at, promised_on, items, total, currency)
                SELECT value ->> 0, value ->> 1, value ->> 2, 'delivered', value ->> 3, '2026-01-01', 'Tea', '20', 'USD' FROM {unit.Dialect.EachOf("@rows")}
                """,
                new { rows = JsonSerializer.Serialize(orders) });
            return true;
        },
        CancellationToken.None);
}
