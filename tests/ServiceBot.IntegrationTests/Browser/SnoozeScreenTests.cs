using System.Net.Http.Json;
using System.Text.RegularExpressions;
using ServiceBot.IntegrationTests.Accounts;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>What is put aside until a time, as the people of the desk do it.</summary>
[TestClass]
public sealed class SnoozeScreenTests
{
    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task A_conversation_leaves_the_list_at_a_key_and_is_back_by_hand_and_with_the_customers_word()
    {
        await using var stage = await Stage.StartAsync();
        var customer = await stage.CallAsync();
        var joined = await stage.Product.JoinAsync("mei@desk.example", team: "faults", name: "Mei");
        var page = (await stage.VisitAsync(joined.Token)).Page;
        await page.GotoAsync("/desk/1?view=waiting");
        await page.Keyboard.PressAsync("t");
        await Expect(page.Locator("#talk .chip.agent")).ToHaveTextAsync("You");
        await page.Locator("#text").FillAsync("I ask the warehouse and come back to you.");
        await page.Locator("#text").PressAsync("Control+Enter");
        await Expect(page.Locator(".by-agent .words")).ToHaveTextAsync("I ask the warehouse and come back to you.");

        await page.Locator("#talk-name").ClickAsync();
        await page.Keyboard.PressAsync("z");
        await Expect(page.Locator("#pop-snooze [value='1h']")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");      // in four hours
        await page.ArriveAtAsync("/desk?view=waiting");
        await Expect(page.Locator("#view-snoozed b")).ToHaveTextAsync("1");
        await Expect(page.Locator("#view-mine b")).ToHaveTextAsync("0");

        await page.Locator("#view-snoozed").ClickAsync();
        await Expect(page.Locator("#c-1 .row-foot")).ToContainTextAsync("Snoozed until");
        await page.Locator("#c-1").ClickAsync();
        await Expect(page.Locator("#talk .merged")).ToContainTextAsync("Snoozed until");
        await Expect(page.Locator(".by-note .chip")).ToHaveTextAsync("Snoozed · staff only");
        foreach (var (language, width, scheme) in Stage.Looks)
        {
            var visitor = await stage.VisitAsync(joined.Token, language, width, scheme);
            await visitor.Page.GotoAsync("/desk/1?view=snoozed");
            await visitor.Page.Locator("#pop-snooze summary").ClickAsync();
            await Stage.LookAsync(visitor, $"desk-snooze-{language}-{width}");
        }

        await page.Locator("#talk .merged button").ClickAsync();
        await Expect(page.Locator("#talk .merged")).ToHaveCountAsync(0);
        await Expect(page.Locator("#view-mine b")).ToHaveTextAsync("1");

        // Until a time of one's own; one that is past is refused, and nothing is lost.
        await page.Locator("#pop-snooze summary").ClickAsync();
        await page.Locator("#snooze-at").FillAsync("2020-01-01T09:00");
        await page.Locator("#snooze-at").PressAsync("Enter");
        await Expect(page.Locator(".talk .fault")).ToContainTextAsync("choose a time that is still to come");
        await page.Locator("#snooze-at").FillAsync($"{DateTime.UtcNow.AddDays(3):yyyy-MM-dd}T09:00");
        await page.Locator("#snooze-at").PressAsync("Enter");
        await Expect(page.Locator("#view-snoozed b")).ToHaveTextAsync("1");

        // The customer's word brings it back without a reload.
        await customer.Input.FillAsync("Any news?");
        await customer.Input.PressAsync("Enter");
        await Expect(page.Locator("#view-snoozed b")).ToHaveTextAsync("0");
        await Expect(page.Locator("#view-mine b")).ToHaveTextAsync("1");
    }

    [TestMethod]
    public async Task Requests_are_put_aside_one_and_many_and_say_when_they_are_back()
    {
        await using var stage = await Stage.StartAsync();
        using var http = new HttpClient { BaseAddress = stage.Product.Address, DefaultRequestHeaders = { { "X-Api-Key", StaffProduct.Key } } };
        for (var i = 1; i <= 3; i++)
        {
            using var opened = await http.PostAsJsonAsync("/api/v1/requests", new { subject = $"Router {i} drops", details = "Every evening", category = "fault" }, Cancellation);
            opened.EnsureSuccessStatusCode();
        }

        var joined = await stage.Product.JoinAsync("mei@desk.example", team: "faults", name: "Mei");
        var page = (await stage.VisitAsync(joined.Token)).Page;
        await page.GotoAsync("/desk/requests/SR-000001");
        await page.Keyboard.PressAsync("z");
        await page.Locator("#pop-snooze [value=tomorrow]").ClickAsync();
        await page.ArriveAtAsync("/desk/requests");
        await Expect(page.Locator("#view-snoozed b")).ToHaveTextAsync("1");
        await Expect(page.Locator("#view-open b")).ToHaveTextAsync("2");

        await page.Keyboard.PressAsync("Shift+X");
        await page.Locator("#many-what").SelectOptionAsync("snooze:week");
        await page.Locator("#many-apply").ClickAsync();
        await Expect(page.Locator("#many-said")).ToContainTextAsync("Done: 2.");
        await Expect(page.Locator("#view-snoozed b")).ToHaveTextAsync("3");
        await page.Locator("#view-snoozed").ClickAsync();
        await Expect(page.Locator(".row-link")).ToHaveCountAsync(3);
        foreach (var (language, width, scheme) in Stage.Looks)
        {
            var visitor = await stage.VisitAsync(joined.Token, language, width, scheme);
            await visitor.Page.GotoAsync("/desk/requests?view=snoozed");
            await Stage.LookAsync(visitor, $"requests-snoozed-{language}-{width}");
            await visitor.Page.GotoAsync("/desk/requests/SR-000001");
            await visitor.Page.Locator("#pop-snooze summary").ClickAsync();
            await Stage.LookAsync(visitor, $"request-snooze-{language}-{width}");
        }

        // Its time comes: the list says so without a reload until she has looked.
        using var soon = await http.PostAsJsonAsync("/api/v1/requests/SR-000002/assign", new { agent = joined.Member.Id }, Cancellation);
        soon.EnsureSuccessStatusCode();
        await page.GotoAsync("/desk/requests/SR-000002");
        await page.Locator("#pop-snooze summary").ClickAsync();
        await page.Locator("#snooze-at").EvaluateAsync("field => { field.step = '1'; }");
        await page.Locator("#snooze-at").FillAsync($"{DateTime.UtcNow.AddSeconds(5):yyyy-MM-dd'T'HH:mm:ss}");
        await page.Locator("#snooze-at").PressAsync("Enter");
        await page.ArriveAtAsync("/desk/requests");
        await Expect(page.Locator("[id='SR-000002'] .chip.good")).ToHaveTextAsync("Back", new() { Timeout = 30_000 });      // five seconds, and then the product looks
        await Expect(page).ToHaveTitleAsync(new Regex(@"^\([1-9]"));
        await page.GotoAsync("/desk/requests/SR-000002");
        await Expect(page.Locator(".said")).ToContainTextAsync("back from snooze");
        await page.GotoAsync("/desk/requests");
        await Expect(page.Locator("[id='SR-000002']")).ToBeVisibleAsync();
        await Expect(page.Locator("[id='SR-000002'] .chip.good")).ToHaveCountAsync(0);
    }
}
