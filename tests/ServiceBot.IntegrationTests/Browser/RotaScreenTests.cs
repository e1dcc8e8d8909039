using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Accounts;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>Rotas as the people of the desk meet them.</summary>
[TestClass]
public sealed class RotaScreenTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task A_lead_makes_a_rota_swaps_a_day_and_axe_finds_nothing_anywhere()
    {
        await using var product = await StaffProduct.StartAsync();
        var lead = await product.JoinAsync("ann@desk.example", StaffRole.Lead, name: "Ann Breeze");
        var mei = await product.JoinAsync("mei@desk.example", name: "Mei Lin");
        var chromium = await Shared.ChromiumAsync();
        await using (var ann = await chromium.VisitAsync(product.Address))
        {
            await ann.SignInAsync(lead.Token);
            await ann.Page.GotoAsync("/desk/rotas");
            await ann.Page.Locator("#name").FillAsync("Nights");
            await ann.Page.Locator("#make ~ form [type=submit]").ClickAsync();
            await Expect(ann.Page.Locator(".fault")).ToContainTextAsync("Rota");
            await ann.Page.Locator("#name").FillAsync("faults-nights");
            await ann.Page.Locator("#zone").FillAsync("Europe/London");
            await ann.Page.Locator("#make ~ form [type=submit]").ClickAsync();
            await ann.Page.ArriveAtAsync("/desk/rotas/faults-nights");
            await Expect(ann.Page.Locator(".lead b")).ToHaveTextAsync("Nobody");

            await ann.Page.Locator("#l0-m0").SelectOptionAsync(new Microsoft.Playwright.SelectOptionValue { Label = "Mei Lin" });
            await ann.Page.Locator("#l0-m1").SelectOptionAsync(new Microsoft.Playwright.SelectOptionValue { Label = "Ann Breeze" });
            await ann.Page.Locator("#l0-from").FillAsync("2026-01-05");
            await ann.Page.Locator("#l0-hours").FillAsync("at night");
            await ann.Page.Locator("#layers ~ form [type=submit]").First.ClickAsync();
            await Expect(ann.Page.Locator(".fault")).ToContainTextAsync("Layer 1: Only in these hours");
            await Expect(ann.Page.Locator("#l0-m1")).ToHaveValueAsync($"{lead.Member.Id}");
            await ann.Page.Locator("#l0-hours").FillAsync("");
            await ann.Page.Locator("#layers ~ form [type=submit]").First.ClickAsync();
            await Expect(ann.Page.Locator(".done")).ToBeVisibleAsync();
            await Expect(ann.Page.Locator("#turns ~ .scroll tbody tr")).ToHaveCountAsync(5);

            await ann.Page.Locator("#l1-m0").SelectOptionAsync($"{lead.Member.Id}");
            await ann.Page.Locator("#l1-hours").FillAsync("Sat,Sun 00:00-24:00");
            await ann.Page.Locator("#layers ~ form [type=submit]").First.ClickAsync();
            await Expect(ann.Page.Locator("#turns ~ .scroll")).ToContainTextAsync("Layer 2");

            await ann.Page.Locator("#swap-staff").SelectOptionAsync($"{mei.Member.Id}");
            await ann.Page.Locator("#swap-from").FillAsync("2020-01-01T00:00");
            await ann.Page.Locator("#swap-to").FillAsync("2020-01-02T00:00");
            await ann.Page.Locator("#swaps ~ form [type=submit]").Last.ClickAsync();
            await Expect(ann.Page.Locator(".fault")).ToContainTextAsync("Until");
            var today = DateTime.UtcNow;
            await ann.Page.Locator("#swap-from").FillAsync($"{today.AddDays(-1):yyyy-MM-ddTHH:mm}");
            await ann.Page.Locator("#swap-to").FillAsync($"{today.AddDays(1):yyyy-MM-ddTHH:mm}");
            await ann.Page.Locator("#swaps ~ form [type=submit]").Last.ClickAsync();
            await Expect(ann.Page.Locator(".lead b")).ToHaveTextAsync("Mei Lin");
            await Expect(ann.Page.Locator("#swaps ~ .scroll tbody tr")).ToHaveCountAsync(1);
        }

        // An agent reads it, and changes nothing.
        await using (var agent = await chromium.VisitAsync(product.Address))
        {
            await agent.SignInAsync(mei.Token);
            await agent.Page.GotoAsync("/desk");
            await agent.Page.Locator(".menu summary").ClickAsync();
            await agent.Page.Locator(".menu-body a[href='/desk/rotas']").ClickAsync();
            await Expect(agent.Page.Locator("tbody")).ToContainTextAsync("Mei Lin");
            await agent.Page.Locator("a[href='/desk/rotas/faults-nights']").ClickAsync();
            await Expect(agent.Page.Locator("form[method=post]:not([action='/sign-out'])")).ToHaveCountAsync(0);
        }

        foreach (var (language, width, scheme) in Stage.Looks)
        {
            await using var visitor = await chromium.VisitAsync(product.Address, language, width, scheme);
            await visitor.SignInAsync(lead.Token);
            foreach (var (name, path) in new[] { ("rotas", "/desk/rotas"), ("rota", "/desk/rotas/faults-nights") })
            {
                await visitor.Page.GotoAsync(path);
                await Stage.LookAsync(visitor, $"{name}-{language}-{width}");
            }
        }
    }
}
