using System.Net.Http.Json;
using System.Text.Json;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Accounts;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>Canned replies and macros as the people of the desk write and use them.</summary>
[TestClass]
public sealed class TextScreenTests
{
    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task An_agent_writes_a_reply_of_their_own_and_sends_it_by_a_slash_and_a_macro_after_a_look_at_it()
    {
        await using var stage = await Stage.StartAsync();
        await AddAsync(stage, new { place = "company", shortcut = "bye", title = "Goodbye", en = "Thank you, and goodbye.", note = "Closed by {agent}", ending = "end" });
        var (mei, _) = await stage.JoinAsync("Mei");
        var customer = await stage.CallAsync();

        // A mistyped placeholder is named with its place, and nothing is lost.
        await mei.Page.GotoAsync("/desk/texts");
        await mei.Page.Locator("a[href='/desk/texts/new']").ClickAsync();
        await mei.Page.Locator("#shortcut").FillAsync("lamp");
        await mei.Page.Locator("#title").FillAsync("Which lamp?");
        await mei.Page.Locator("#en").FillAsync("Hello {customer|there},\nthis is {agnet} of {company}.");
        await mei.Page.Locator("[value=save]").ClickAsync();
        await Expect(mei.Page.Locator("#en-fault")).ToHaveTextAsync("Line 2, column 9: there is no placeholder {agnet}.");
        await mei.Page.Locator("#en").FillAsync("Hello {customer|there},\nthis is {agent} of {company}. Ring {phone}.");
        await mei.Page.Locator("[value=preview]").ClickAsync();
        await Expect(mei.Page.Locator(".preview")).ToHaveTextAsync("Hello Noor Haddad,\nthis is Mei of Harborline. Ring 0800 555 0142.");
        await mei.Page.Locator("[value=save]").ClickAsync();
        await Expect(mei.Page.Locator("td a[href^='/desk/texts/']")).ToHaveCountAsync(2);

        // It is picked by the keyboard, filled in, counted when it is sent.
        await mei.Page.GotoAsync("/desk/1");
        await mei.Page.Keyboard.PressAsync("t");
        await Expect(mei.Page.Locator(".talk-who .chip")).ToHaveTextAsync("You");
        await mei.Page.Keyboard.PressAsync("r");
        await mei.Page.Keyboard.TypeAsync("/");
        await Expect(mei.Page.Locator("#picker [role=option]")).ToHaveCountAsync(2);
        await mei.Page.Keyboard.TypeAsync("la");
        await Expect(mei.Page.Locator("#picker [role=option]")).ToHaveCountAsync(1);
        await mei.Page.Keyboard.PressAsync("Enter");
        await Expect(mei.Page.Locator("#picker")).ToBeHiddenAsync();
        await Expect(mei.Page.Locator("#text")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^Hello .+,\nthis is Mei of Harborline\\. Ring 0800 555 0142\\.$"));
        await mei.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(customer.FromBot.Last).ToContainTextAsync("this is Mei of Harborline");

        // A macro shows what it does before it does it: all of it.
        await mei.Page.Locator("#text").PressAsync("Escape");
        await mei.Page.Locator("#pick").ClickAsync();
        await mei.Page.Keyboard.PressAsync("Enter");
        await Expect(mei.Page.Locator("#macro .steps li")).ToHaveCountAsync(3);
        await Expect(mei.Page.Locator("#macro .steps")).ToContainTextAsync("Closed by Mei");
        await mei.Page.Locator("#macro .primary").ClickAsync();
        await Expect(mei.Page.Locator(".talk-who .chip")).ToHaveTextAsync("Ended");
        await Expect(mei.Page.Locator(".by-note .words")).ToHaveTextAsync("Closed by Mei");
        await Expect(mei.Page.Locator(".by-agent .words").Last).ToHaveTextAsync("Thank you, and goodbye.");
        await mei.Page.GotoAsync("/desk/texts");
        await Expect(mei.Page.Locator("tbody tr td:nth-child(5)")).ToHaveTextAsync(["1", "1"]);
    }

    [TestMethod]
    public async Task Axe_finds_nothing_on_the_pages_of_canned_replies_in_the_list_to_pick_from_and_in_a_macro_s_preview()
    {
        await using var stage = await Stage.StartAsync();
        await AddAsync(stage, new { place = "team:faults", shortcut = "lamp", title = "Which lamp?", en = "Hello {customer|there}, is the lamp on the front orange or green?", zh = "{customer|您好}，前面的指示灯是橙色还是绿色？" });
        await AddAsync(stage, new { place = "company", shortcut = "hours", title = "Opening hours", en = "We are here {hours}." });
        await AddAsync(stage, new { place = "company", shortcut = "close", title = "Solved: goodbye", en = "Glad that it works again, {customer|dear customer}. Goodbye!", note = "Solved by {agent}", tags = new[] { "solved" }, status = "resolved", ending = "end" });
        var ann = await stage.Product.JoinAsync("ann@desk.example", StaffRole.Lead, name: "Ann");
        await stage.CallAsync("Noor Haddad", ["my router keeps dropping the connection", "a person please"], Cancellation);
        foreach (var (language, width, scheme) in Stage.Looks)
        {
            var visitor = await stage.VisitAsync(ann.Token, language, width, scheme);
            await visitor.Page.GotoAsync("/desk/texts");
            await Stage.LookAsync(visitor, $"texts-{language}-{width}");
            await visitor.Page.Locator("td a").GetByText("/lamp").ClickAsync();
            await visitor.Page.Locator("#en").FillAsync("Hello {custmer}");
            await visitor.Page.Locator("[value=save]").ClickAsync();
            await Expect(visitor.Page.Locator("#en-fault")).ToBeVisibleAsync();
            await Stage.LookAsync(visitor, $"text-{language}-{width}");
            await visitor.Page.GotoAsync("/desk/1");
            if (await visitor.Page.Locator("[data-act=take]").CountAsync() > 0)
            {
                await visitor.Page.Keyboard.PressAsync("t");
                await Expect(visitor.Page.Locator("[data-act=take]")).ToHaveCountAsync(0);
            }

            await visitor.Page.Locator("#pick").ClickAsync();
            await Expect(visitor.Page.Locator("#picker [role=option]")).ToHaveCountAsync(3);
            await Stage.LookAsync(visitor, $"desk-texts-{language}-{width}");
            await visitor.Page.Locator("#picker [role=option]").First.ClickAsync();
            await Expect(visitor.Page.Locator("#macro")).ToBeVisibleAsync();
            await Stage.LookAsync(visitor, $"desk-macro-{language}-{width}");
        }
    }

    private async Task AddAsync(Stage stage, object body)
    {
        using var http = new HttpClient { BaseAddress = stage.Product.Address, DefaultRequestHeaders = { { "X-Api-Key", StaffProduct.Key } } };
        using var response = await http.PostAsJsonAsync("/api/v1/canned-replies", body, Cancellation);
        Assert.IsTrue(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancellation));
        Assert.AreEqual(1, (await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation)).GetProperty("version").GetInt32());
    }
}
