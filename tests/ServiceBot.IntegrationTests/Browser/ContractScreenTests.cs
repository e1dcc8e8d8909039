using System.Net.Http.Json;
using ServiceBot.Crm.Customers;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Accounts;
using ServiceBot.Storage;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>Service contracts as the people of the desk meet them.</summary>
[TestClass]
public sealed class ContractScreenTests
{
    private static readonly Guid Wong = Guid.Parse("01958000-0000-7000-8000-00000000000a");

    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task A_lead_makes_a_contract_its_requests_are_counted_and_axe_finds_nothing_anywhere()
    {
        await using var product = await StaffProduct.StartAsync();
        var lead = await product.JoinAsync("ann@desk.example", StaffRole.Lead);
        await product.Get<IDatabase>().WriteAsync(
            async unit =>
            {
                await CustomerStore.InsertAsync(unit, Wong, "Wong Ka-yan", "en", TimeProvider.System.GetUtcNow());
                return true;
            },
            TestContext.CancellationToken);
        var chromium = await Shared.ChromiumAsync();
        await using (var ann = await chromium.VisitAsync(product.Address))
        {
            await ann.SignInAsync(lead.Token);
            await ann.Page.GotoAsync($"/desk/contracts?customer={Wong}");
            await ann.Page.Locator("#tier").SelectOptionAsync("gold");
            await ann.Page.Locator("#requests").FillAsync("ten");
            await ann.Page.Locator("#make ~ form [type=submit]").ClickAsync();
            await Expect(ann.Page.Locator(".fault")).ToContainTextAsync("a number");
            await ann.Page.Locator("#requests").FillAsync("10");
            await ann.Page.Locator("#minutes").FillAsync("120");
            await ann.Page.Locator("#covers").FillAsync("fault, visit");
            await ann.Page.Locator("[name='Form.Vip']").CheckAsync();
            await ann.Page.Locator("#make ~ form [type=submit]").ClickAsync();
            await ann.Page.ArriveAtAsync("/desk/contracts/C-000001");
            await Expect(ann.Page.Locator(".lead")).ToContainTextAsync("10 of 10 requests left, 120 of 120 min left");

            using var program = product.Visit();
            program.Http.DefaultRequestHeaders.Add("X-Api-Key", StaffProduct.Key);
            using var opened = await program.Http.PostAsJsonAsync(
                "/api/v1/requests", new { subject = "Router drops every evening", details = "The lamp is orange.", category = "fault", customer = Wong }, TestContext.CancellationToken);
            opened.EnsureSuccessStatusCode();
            await ann.Page.GotoAsync("/desk/requests/SR-000001");
            await Expect(ann.Page.Locator(".notice").Last).ToContainTextAsync("Comes under contract C-000001 (Gold)");
            await Expect(ann.Page.Locator("#story")).ToContainTextAsync("9 of 10 requests left");

            await ann.Page.GotoAsync("/desk/contracts/C-000001");
            await ann.Page.Locator("#amount").FillAsync("45");
            await ann.Page.Locator("#request").FillAsync("SR-000001");
            await ann.Page.Locator("#note").FillAsync("On the phone");
            await ann.Page.Locator("#book ~ form [type=submit]").First.ClickAsync();
            await Expect(ann.Page.Locator(".lead")).ToContainTextAsync("75 of 120 min left");
            await ann.Page.Locator("#tier").SelectOptionAsync("silver");
            await ann.Page.Locator("#says ~ form [type=submit]").ClickAsync();
            await Expect(ann.Page.Locator(".done")).ToBeVisibleAsync();
            await Expect(ann.Page.Locator("#history ~ ul li").First).ToContainTextAsync("Kind Gold → Silver");
            await ann.Page.Locator("[aria-label='Give back: 45 min']").ClickAsync();
            await Expect(ann.Page.Locator(".lead")).ToContainTextAsync("120 of 120 min left");
        }

        foreach (var (language, width, scheme) in Stage.Looks)
        {
            await using var visitor = await chromium.VisitAsync(product.Address, language, width, scheme);
            await visitor.SignInAsync(lead.Token);
            foreach (var (name, path) in new[] { ("contracts", $"/desk/contracts?customer={Wong}"), ("contract", "/desk/contracts/C-000001"), ("request-contract", "/desk/requests/SR-000001") })
            {
                await visitor.Page.GotoAsync(path);
                await Stage.LookAsync(visitor, $"{name}-{language}-{width}");
            }
        }
    }
}
