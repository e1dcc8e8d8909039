using ServiceBot.Desk.Staff;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>Sounds, browser notifications and the count in the title, as one of the desk meets them.</summary>
[TestClass]
public sealed class AlertScreenTests
{
    private const string Listen = """
        const [heard, shown] = [[], []];
        const note = (list, what, name) => { list.push(what); document.documentElement.dataset[name] = list.join(); };
        const start = OscillatorNode.prototype.start;
        OscillatorNode.prototype.start = function (at) { note(heard, Math.round(this.frequency.value), 'heard'); return start.call(this, at); };
        window.Notification = class { constructor(title) { note(shown, title, 'shown'); } static permission = 'default'; static requestPermission() { this.permission = 'granted'; return Promise.resolve('granted'); } };
        document.hasFocus = () => false;
        """;

    [TestMethod]
    public async Task A_customer_s_word_and_passed_on_work_are_heard_and_counted_unless_it_is_switched_off_or_one_is_away()
    {
        await using var stage = await Stage.StartAsync("--Desk:HandOver:OfferSeconds", "3600");
        var (mei, member) = await stage.JoinAsync("Mei");
        var (tom, _) = await stage.JoinAsync("Tom");
        await mei.Page.AddInitScriptAsync(Listen);
        var customer = await stage.CallAsync();
        await mei.Page.GotoAsync("/desk/1");
        await mei.Page.Keyboard.PressAsync("t");
        await Expect(mei.Page.Locator(".talk-who .chip")).ToHaveTextAsync("You");
        await Expect(mei.Page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex(@"^\(1\) "));      // the customer waits for a word

        async Task WriteAsync(string words)
        {
            await customer.Input.FillAsync(words);
            await customer.Input.PressAsync("Enter");
            await Expect(mei.Page.Locator(".by-customer .words").Last).ToHaveTextAsync(words);
        }

        var page = mei.Page.Locator("html");
        await mei.Page.Locator("#be-Busy").ClickAsync();
        await Expect(mei.Page.Locator("#be-Busy")).ToHaveAttributeAsync("aria-pressed", "true");
        await WriteAsync("one");
        await Expect(page).ToHaveAttributeAsync("data-heard", "520,520");
        Assert.IsNull(await page.GetAttributeAsync("data-shown"));

        // Notifications are asked for by a click, and kept for the person.
        await mei.Page.Locator(".menu summary").ClickAsync();
        await mei.Page.Locator("#alert-open").ClickAsync();
        await mei.Page.Locator("[name=sounds][value=customer]").UncheckAsync();
        await mei.Page.Locator("[name=notices][value=customer]").CheckAsync();
        await Expect(mei.Page.Locator("#alert-saved")).ToHaveTextAsync("Saved.");
        await mei.Page.Locator("#alert-settings .primary").ClickAsync();
        await WriteAsync("two");
        await Expect(page).ToHaveAttributeAsync("data-shown", "A customer of yours has written");

        // What a colleague passes on sounds otherwise.
        async Task PassOnAsync(string name)
        {
            await stage.CallAsync(name, ["a person please"], TestContext.CancellationToken);
            await tom.Page.GotoAsync("/desk?view=waiting");
            await tom.Page.GetByText(name, new() { Exact = true }).ClickAsync();
            await Expect(tom.Page.Locator("#talk-name")).ToHaveTextAsync(name);
            await tom.Page.Locator("#pop-pass summary").ClickAsync();
            await tom.Page.Locator("#to").SelectOptionAsync($"agent:{member.Id}");
            await tom.Page.Locator("[value=transfer]").ClickAsync();
        }

        await PassOnAsync("Noor");
        await Expect(page).ToHaveAttributeAsync("data-heard", "520,520,660,880");      // of the second word nothing
        await Expect(mei.Page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex(@"^\(2\) "));

        // Away, nothing disturbs; the title goes on counting.
        await mei.Page.Locator("#be-Away").ClickAsync();
        await Expect(mei.Page.Locator("#be-Away")).ToHaveAttributeAsync("aria-pressed", "true");
        await WriteAsync("three");
        await PassOnAsync("Lin");
        await Expect(mei.Page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex(@"^\(3\) "));
        await Expect(page).ToHaveAttributeAsync("data-heard", "520,520,660,880");
        await Expect(page).ToHaveAttributeAsync("data-shown", "A customer of yours has written");
        await mei.Page.ReloadAsync();
        await mei.Page.Locator(".menu summary").ClickAsync();
        await mei.Page.Locator("#alert-open").ClickAsync();
        await Expect(mei.Page.Locator("[name=sounds][value=customer]")).Not.ToBeCheckedAsync();
        await Expect(mei.Page.Locator("[name=notices][value=customer]")).ToBeCheckedAsync();
    }

    [TestMethod]
    public async Task Axe_finds_nothing_in_the_settings_of_sounds()
    {
        await using var stage = await Stage.StartAsync();
        var mei = await stage.Product.JoinAsync("mei@desk.example", StaffRole.Lead, name: "Mei");
        foreach (var (language, width, scheme) in Stage.Looks)
        {
            var visitor = await stage.VisitAsync(mei.Token, language, width, scheme);
            await visitor.Page.GotoAsync("/desk");
            await visitor.Page.Locator(".menu summary").ClickAsync();
            await visitor.Page.Locator("#alert-open").ClickAsync();
            await Expect(visitor.Page.Locator("[name=sounds][value=offer]")).ToBeCheckedAsync();
            await Stage.LookAsync(visitor, $"desk-sounds-{language}-{width}");
        }
    }

    public required TestContext TestContext { get; set; }
}
