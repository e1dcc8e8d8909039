using System.Globalization;
using Microsoft.Playwright;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Accounts;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>The conversations' desk as its people use it: two agents and a customer, each in a browser of their own.</summary>
[TestClass]
public sealed class DeskScreenTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task Two_agents_and_a_customer_from_the_call_for_a_person_to_the_bot_s_return()
    {
        await using var product = await StaffProduct.StartAsync();
        var (first, second) = (await product.JoinAsync("mei@desk.example"), await product.JoinAsync("tom@desk.example", StaffRole.Lead));
        var chromium = await Shared.ChromiumAsync();
        await using var customer = await chromium.VisitAsync(product.Address);
        await using var mei = await chromium.VisitAsync(product.Address);
        await using var tom = await chromium.VisitAsync(product.Address, timeZone: "Asia/Shanghai");
        await mei.SignInAsync(first.Token);
        await tom.SignInAsync(second.Token);
        foreach (var agent in new[] { mei, tom })
        {
            await agent.Page.GotoAsync("/desk?view=team");
            await Expect(agent.Page.Locator(".row-link")).ToHaveCountAsync(0);
        }

        // The customer asks; both see it without loading anything again.
        await customer.OpenChatAsync("/chat");
        await customer.SayAsync("I want to talk to a person");
        foreach (var agent in new[] { mei, tom })
        {
            await Expect(agent.Page.Locator(".row-link.waits")).ToHaveCountAsync(1);
            await Expect(agent.Page.Locator("#view-team b")).ToHaveTextAsync("1");
            await agent.Page.Keyboard.PressAsync("j");
            await agent.Page.Keyboard.PressAsync("Enter");
            await Expect(agent.Page.Locator(".by-customer .words")).ToHaveTextAsync("I want to talk to a person");
        }

        // Both press Take, Tom on a page that is late: one has it, and the other reads who.
        await tom.Page.EvaluateAsync("dispatchEvent(new Event('pagehide'))");
        await tom.Page.RouteAsync("**/talk?*", route => route.AbortAsync());
        await mei.Page.Keyboard.PressAsync("t");
        await Expect(mei.Page.Locator(".talk-who .chip")).ToHaveTextAsync("You");
        await tom.Page.Keyboard.PressAsync("t");
        await Expect(tom.Page.Locator(".fault")).ToContainTextAsync("Agent Kestrel holds it now.");
        await tom.Page.UnrouteAsync("**/talk?*");

        // The reply reaches the customer once, the note never.
        await mei.Page.Keyboard.PressAsync("r");
        await mei.Page.Keyboard.TypeAsync("Hello, what can I do for you?");
        await mei.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(customer.FromBot.Last).ToContainTextAsync("Hello, what can I do for you?");
        await Expect(mei.Page.Locator("#text")).ToHaveValueAsync("");
        await mei.Page.Locator("#text").BlurAsync();
        await mei.Page.Keyboard.PressAsync("n");
        await mei.Page.Keyboard.TypeAsync("A regular.");
        await mei.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(tom.Page.Locator(".by-note .words")).ToHaveTextAsync("A regular.");
        await Expect(tom.Page.Locator(".by-agent .words")).ToHaveCountAsync(1);
        var said = tom.Page.Locator(".by-agent time");
        var at = DateTimeOffset.Parse((await said.GetAttributeAsync("datetime"))!, CultureInfo.InvariantCulture);
        await Expect(said).ToHaveTextAsync(at.ToOffset(TimeSpan.FromHours(8)).ToString("HH:mm", CultureInfo.InvariantCulture));

        // A draft and the focus survive what the customer says meanwhile.
        await mei.Page.Locator("#kind-reply").CheckAsync();
        await mei.Page.Locator("#text").FillAsync("One mo");
        await customer.Input.FillAsync("My router blinks orange");
        await customer.Input.PressAsync("Enter");
        await Expect(mei.Page.Locator(".by-customer .words").Last).ToHaveTextAsync("My router blinks orange");
        await Expect(mei.Page.Locator("#text")).ToBeFocusedAsync();
        await Expect(mei.Page.Locator("#text")).ToHaveValueAsync("One mo");
        await Expect(mei.Page.Locator("#news")).ToContainTextAsync("My router blinks orange");
        await mei.Page.Keyboard.TypeAsync("ment. ");
        await mei.Page.Keyboard.PressAsync("Alt+Digit1");
        await Expect(mei.Page.Locator("#text")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^One moment\\. .{20,}", System.Text.RegularExpressions.RegexOptions.Singleline));

        // A lost connection says so, and catches up.
        await tom.Page.Context.SetOfflineAsync(true);
        await Expect(tom.Page.Locator("#offline")).ToBeVisibleAsync();
        await mei.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(mei.Page.Locator(".by-agent")).ToHaveCountAsync(2);
        await tom.Page.Context.SetOfflineAsync(false);
        await Expect(tom.Page.Locator("#offline")).ToBeHiddenAsync();
        await Expect(tom.Page.Locator(".by-agent")).ToHaveCountAsync(2);

        // Back to the bot; and all is there after loading the page again.
        await mei.Page.GetByText("Hand back", new() { Exact = true }).First.ClickAsync();
        await mei.Page.Locator("#summary").FillAsync("We checked the lamp.");
        await mei.Page.Locator("[value=hand-back]").ClickAsync();
        await Expect(mei.Page.Locator(".talk-who .chip")).ToHaveTextAsync("Bot");
        await mei.Page.ReloadAsync();
        await Expect(mei.Page.Locator(".by-agent")).ToHaveCountAsync(2);
        await Expect(mei.Page.Locator(".notice").Last).ToContainTextAsync("We checked the lamp.");
        await Expect(mei.Page.Locator("#kind-reply")).ToBeDisabledAsync();
    }

    [TestMethod]
    public async Task What_a_customer_writes_is_shown_and_never_run()
    {
        const string Hostile = "<img src=x onerror=alert(1)><script>alert(2)</script> [go](javascript:alert(3)) **bold**";
        await using var product = await StaffProduct.StartAsync();
        var mei = await product.JoinAsync("mei@desk.example");
        await CallAsync(product, "<b>Eve</b><script>alert(4)</script>", Hostile, "a person please");
        await using var visitor = await (await Shared.ChromiumAsync()).VisitAsync(product.Address);
        await visitor.SignInAsync(mei.Token);
        await visitor.Page.GotoAsync("/desk?view=team");
        await visitor.Page.Locator(".row-link").ClickAsync();

        await Expect(visitor.Page.Locator(".by-customer .words").First).ToHaveTextAsync(Hostile);
        await Expect(visitor.Page.Locator("#talk-name")).ToHaveTextAsync("<b>Eve</b><script>alert(4)</script>");
        await Expect(visitor.Page.Locator("#desk :is(img, script, [onerror], [href^=javascript])")).ToHaveCountAsync(0);
    }

    [TestMethod]
    public async Task Axe_finds_nothing_and_nothing_is_wider_than_the_window()
    {
        await using var product = await StaffProduct.StartAsync();
        var mei = await product.JoinAsync("mei@desk.example");
        await CallAsync(product, "Noor Haddad", "my router keeps dropping the connection", "a person please");
        await CallAsync(product, "陈晓雨", "我的路由器老是断线", "转人工");
        await CallAsync(product, "Sam Ortiz", "where is order HL-204817?", "I want to talk to a human");
        using (var agent = new StaffClient(product.Address, mei.Token))
        {
            await FormAsync(agent, 1, "act", ("what", "take"));
            await FormAsync(agent, 1, "say", ("kind", "reply"), ("text", "Good morning! Is the **lamp** on the front orange or green?"));
            await FormAsync(agent, 1, "say", ("kind", "note"), ("text", "Second call this week; the line was measured on Monday."));
            await FormAsync(agent, 1, "requests", ("subject", "Router drops every evening"), ("category", "fault"), ("priority", "High"));
        }

        foreach (var (language, width, scheme) in Stage.Looks.Append(("en", 1000, ColorScheme.Light)))
        {
            await using var visitor = await (await Shared.ChromiumAsync()).VisitAsync(product.Address, language, width, scheme);
            await visitor.SignInAsync(mei.Token);
            foreach (var (name, path) in new[] { ("desk", "/desk?view=team"), ("desk-mine", "/desk/1?view=mine"), ("desk-waiting", "/desk?view=waiting") })
            {
                await visitor.Page.GotoAsync(path);
                if (name == "desk-waiting")
                {
                    await visitor.Page.Locator(".row-link").First.ClickAsync();
                    await Expect(visitor.Page.Locator("[data-act=take]")).ToBeVisibleAsync();
                }

                await Stage.LookAsync(visitor, $"{name}-{language}-{width}");
            }
        }
    }

    [TestMethod]
    public async Task Without_the_script_the_forms_do_the_same_and_a_refused_reply_keeps_its_words()
    {
        await using var product = await StaffProduct.StartAsync();
        var (mei, ann) = (await product.JoinAsync("mei@desk.example"), await product.JoinAsync("ann@desk.example", StaffRole.Lead));
        await CallAsync(product, "Noor", "a person please");
        using var agent = new StaffClient(product.Address, mei.Token);
        using var lead = new StaffClient(product.Address, ann.Token);

        var taken = await FormAsync(agent, 1, "act", ("what", "take"));
        var barged = await FormAsync(agent, 1, "act", ("what", "barge-in"));
        var over = await FormAsync(lead, 1, "act", ("what", "barge-in"));
        var late = await FormAsync(agent, 1, "say", ("kind", "reply"), ("text", "These <words> stay"), ("epoch", "2"));
        var nothing = await FormAsync(lead, 1, "say", ("kind", "reply"), ("text", "  "));
        var passed = await FormAsync(lead, 1, "act", ("what", "transfer"), ("to", $"agent:{mei.Member.Id}"), ("note", "Yours again"));
        var elsewhere = await FormAsync(lead, 1, "act", ("what", "transfer"), ("to", "team:nobody"));

        Assert.AreEqual((302, 400, 302, 409, 409, 302, 400), (taken.Status, barged.Status, over.Status, late.Status, nothing.Status, passed.Status, elsewhere.Status));
        Assert.Contains("Lead Kestrel holds it now.", late.Html);
        Assert.Contains("These &lt;words&gt; stay</textarea>", late.Html);
        Assert.Contains("Yours again", await agent.PageAsync("/desk/1", TestContext.CancellationToken));
    }

    /// <summary>Sends one of the page's forms as a browser without a script does; its epoch is the page's unless it is named.</summary>
    private async Task<(int Status, string Html)> FormAsync(StaffClient agent, long key, string action, params (string Name, string Value)[] fields)
    {
        var html = await agent.PageAsync($"/desk/{key}", TestContext.CancellationToken);
        var epoch = System.Text.RegularExpressions.Regex.Match(html, "data-epoch=\"(\\d+)\"").Groups[1].Value;
        var token = System.Text.RegularExpressions.Regex.Match(html, "name=\"__RequestVerificationToken\" value=\"([^\"]+)\"").Groups[1].Value;
        var all = new Dictionary<string, string> { ["__RequestVerificationToken"] = token, ["epoch"] = epoch, ["once"] = Guid.NewGuid().ToString() };
        foreach (var (name, value) in fields)
        {
            all[name] = value;
        }

        using var content = new FormUrlEncodedContent(all);
        using var response = await agent.Http.PostAsync($"/desk/{key}/{action}?view=mine", content, TestContext.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.CancellationToken));
    }

    private Task CallAsync(StaffProduct product, string name, params string[] words) => Stage.CallAsync(product, name, words, TestContext.CancellationToken);

    [TestMethod]
    public async Task What_is_pressed_stays_until_it_is_let_go_whatever_happens_meanwhile()
    {
        await using var stage = await Stage.StartAsync();
        await using var customer = await stage.CallAsync();
        var (mei, _) = await stage.JoinAsync("Mei");
        await mei.Page.GotoAsync("/desk?view=waiting");
        await mei.Page.Locator(".row-link").First.ClickAsync();
        await Expect(mei.Page.Locator(".by-customer .words")).ToHaveTextAsync("I want to talk to a person");
        await mei.Page.Locator("[data-act=take]").HoverAsync();
        await mei.Page.Mouse.DownAsync();
        await customer.Input.FillAsync("Are you there?");
        await mei.Page.RunAndWaitForResponseAsync(() => customer.Input.PressAsync("Enter"), response => response.Url.Contains("/talk", StringComparison.Ordinal));
        await Task.Delay(200, TestContext.CancellationToken);      // time enough for the page to be read anew, were it not for the press

        await mei.Page.Mouse.UpAsync();

        await Expect(mei.Page.Locator(".talk-who .chip")).ToHaveTextAsync("You");
        await Expect(mei.Page.Locator(".by-customer .words").Last).ToHaveTextAsync("Are you there?");
    }
}
