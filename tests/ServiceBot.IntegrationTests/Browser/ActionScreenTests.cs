using System.Net.Http.Json;
using Microsoft.Playwright;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Accounts;
using ServiceBot.Web.Pages.Staff.Actions;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>What the desk does at a key and by the palette of commands.</summary>
[TestClass]
public sealed class ActionScreenTests
{
    private const string Request = "/desk/requests/SR-000001";
    private const string FocusRow = "document.querySelectorAll('[data-key]')[0].focus()";

    /// <summary>Of each action: the page, what is done there before its key is pressed, and what is true after it.</summary>
    private static readonly Dictionary<string, (string Page, string Before, string Then)> Does = new()
    {
        ["take"] = ("/desk/#2", "", "document.querySelector('.talk-who .chip').textContent === 'You'"),
        ["reply"] = ("/desk/#1", "", "document.querySelector('#kind-reply').checked && document.activeElement.id === 'text'"),
        ["note"] = ("/desk/#1", "", "document.querySelector('#kind-note').checked && document.activeElement.id === 'text'"),
        ["whisper"] = ("/desk/#3", "", "document.querySelector('#kind-whisper').checked && document.activeElement.id === 'text'"),
        ["texts"] = ("/desk/#1", "", "!document.querySelector('#picker').hidden"),
        ["insert-1"] = ("/desk/#1", "", "document.querySelector('#text').value.includes(document.querySelector('#insert-1').dataset.insert)"),
        ["insert-2"] = ("/desk/#1", "", "document.querySelector('#text').value.includes(document.querySelector('#insert-2').dataset.insert)"),
        ["insert-3"] = ("/desk/#1", "", "document.querySelector('#text').value.includes(document.querySelector('#insert-3').dataset.insert)"),
        ["attach"] = (Request, "document.addEventListener('click', event => { if (event.target.id === 'file') { event.preventDefault(); window.asked = true; } })", "window.asked"),
        ["send"] = ("/desk/#1", "document.querySelector('#text').value = 'Sent by a key'", "[...document.querySelectorAll('.by-agent .words')].at(-1)?.textContent.includes('Sent by a key')"),
        ["status"] = (Request, "", "document.activeElement.id === 'next-status'"),
        ["resolve"] = (Request, "", "document.querySelector('#next-status').value === 'Resolved' && document.activeElement.dataset.act === 'send'"),
        ["snooze"] = (Request, "", "document.querySelector('#pop-snooze').open && document.activeElement.value === '1h'"),
        ["hand-back"] = ("/desk/#1", "", "document.querySelector('#pop-back').open && document.activeElement.id === 'summary'"),
        ["pass-on"] = ("/desk/#1", "", "document.querySelector('#pop-pass').open && document.activeElement.id === 'to'"),
        ["end"] = ("/desk/#6", "", "document.querySelector('.talk-who .chip').textContent === 'Ended'"),
        ["tag"] = (Request, "", "document.activeElement.id === 'new-tag'"),
        ["to-do"] = (Request, "", "document.activeElement.id === 'new-check'"),
        ["follow"] = (Request, "", "document.querySelector('[data-act=follow]').value === 'unfollow'"),
        ["rate"] = (Request, "", "document.querySelector('#pop-rate').open && document.activeElement.id === 'edit-category'"),
        ["open-request"] = ("/desk/#1", "", "document.querySelector('#pop-request').open && document.activeElement.id === 'subject'"),
        ["link"] = (Request, "", "document.querySelector('#pop-links').open && document.activeElement.id === 'link-kind'"),
        ["link-talk"] = (Request, "", "document.querySelector('#pop-talk').open && document.activeElement.id === 'talk-key'"),
        ["merge"] = (Request, "", "document.querySelector('#pop-merge').open && document.activeElement.id === 'merge-other'"),
        ["split"] = (Request, "", "document.querySelector('#pop-split').open && document.activeElement.id === 'split-subject'"),
        ["messages"] = (Request, "", "document.activeElement.id === 'said'"),
        ["customer"] = (Request, "", "document.activeElement.id === 'story'"),
        ["next"] = ("/desk/requests", FocusRow, "document.activeElement === document.querySelectorAll('[data-key]')[1]"),
        ["previous"] = ("/desk/requests", "document.querySelectorAll('[data-key]')[1].focus()", "document.activeElement === document.querySelectorAll('[data-key]')[0]"),
        ["open"] = ("/desk/requests", FocusRow, "location.pathname === '/desk/requests/SR-000003'"),
        ["back"] = (Request, "", "location.pathname === '/desk/requests'"),
        ["save-view"] = ("/desk/requests", "", "document.querySelector('#pop-view').open && document.activeElement.id === 'view-name'"),
        ["filter"] = ("/desk/requests", "", "document.activeElement.id === 'f-status'"),
        ["select"] = ("/desk/requests", FocusRow, "document.querySelectorAll('[name=request]:checked').length === 1"),
        ["select-all"] = ("/desk/requests", "", "document.querySelectorAll('[name=request]:checked').length === 3"),
        ["many"] = ("/desk/requests", "document.querySelector('[name=request]').click()", "document.activeElement.id === 'many-what'"),
        ["accept"] = ("/desk", "", "location.pathname.startsWith('/desk/')"),
        ["decline"] = ("/desk", "", "document.querySelectorAll('.offer').length === 0"),
        ["be-available"] = ("/desk", "", "document.querySelector('#be-Available').ariaPressed === 'true'"),
        ["be-busy"] = ("/desk", "", "document.querySelector('#be-Busy').ariaPressed === 'true'"),
        ["be-away"] = ("/desk", "", "document.querySelector('#be-Away').ariaPressed === 'true'"),
        ["palette"] = ("/admin", "", "document.querySelector('#palette').open && document.activeElement.id === 'palette-query'"),
        ["shortcuts"] = ("/admin", "", "document.querySelector('#shortcuts').open"),
        ["single-keys"] = ("/admin", "", "!document.querySelector('#single-keys').checked && document.querySelector('#actions-said').textContent.includes('off')"),
        ["search"] = ("/admin", "", "document.activeElement.id === 'find'"),
        ["alerts"] = ("/desk", "", "document.querySelector('#alert-settings').open"),
        ["language"] = ("/desk", "", "document.documentElement.lang === 'zh-CN'"),
        ["sign-out"] = ("/desk", "", "location.pathname === '/sign-in'"),
    };

    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task Each_action_does_at_its_key_what_it_says()
    {
        await using var stage = await SetAsync();
        var (ann, member) = await stage.JoinAsync("Ann", StaffRole.Administrator);
        var (mei, _) = await stage.JoinAsync("Mei");
        await ann.Page.GotoAsync("/desk?view=waiting");
        var keys = await ann.Page.Locator("[data-key]").EvaluateAllAsync<string[]>("rows => rows.map(row => row.dataset.key)");      // in the order in which they asked
        foreach (var (who, key) in new[] { (ann, 1), (mei, 3), (mei, 4), (mei, 5), (ann, 6) })
        {
            await TakeAsync(who, keys[key - 1]);
        }

        foreach (var key in new[] { keys[3], keys[4] })
        {
            await mei.Page.GotoAsync($"/desk/{key}");
            await mei.Page.Locator("#pop-pass summary").ClickAsync();
            await mei.Page.Locator("#to").SelectOptionAsync($"agent:{member.Id}");
            await mei.Page.Locator("[value=transfer]").ClickAsync();
            await Expect(mei.Page.Locator("#pop-pass[open]")).ToHaveCountAsync(0);
        }

        await AddAsync(stage, "/api/v1/views", new { list = "requests", name = "Urgent", place = "company", query = "view=open&priority=Urgent" });
        foreach (var action in DeskActions.All)
        {
            var (page, before, then) = action switch
            {
                { Href: { } href } => (href == "/reports" ? "/account" : "/reports", "", $"location.pathname === '{href}'"),
                _ when action.Id.StartsWith("view-", StringComparison.Ordinal) => ("/desk/requests", "", $"document.querySelector('.views [aria-current]').dataset.act === '{action.Id}'"),
                _ => Does[action.Id],
            };
            page = page.StartsWith("/desk/#", StringComparison.Ordinal) ? $"/desk/{keys[page["/desk/#".Length] - '1']}" : page;
            await ann.Page.GotoAsync(page);
            if (before.Length > 0)
            {
                await ann.Page.EvaluateAsync(before);
            }

            await PressAsync(ann.Page, action.Keys);
            if (!await BecomesAsync(ann.Page, then))
            {
                Assert.Fail($"{action.Id}: {action.Keys} on {page} does not do what it says; it is {ann.Page.Url} now.");
            }

            await ann.Page.EvaluateAsync("localStorage.removeItem('single-keys')");
        }
    }

    [TestMethod]
    public async Task The_palette_finds_by_either_language_does_what_is_chosen_without_a_mouse_and_tells_screen_readers()
    {
        await using var stage = await SetAsync();
        await AddAsync(stage, "/api/v1/canned-replies", new { place = "company", shortcut = "bye", title = "Goodbye", en = "Thank you, and goodbye.", note = "Closed by {agent}", ending = "end" });
        var (mei, _) = await stage.JoinAsync("Mei");
        await TakeAsync(mei, "1");
        var (page, query) = (mei.Page, mei.Page.Locator("#palette-query"));
        await page.Locator("#text").FocusAsync();

        await page.Keyboard.PressAsync("Control+k");
        await Expect(query).ToBeFocusedAsync();
        await Expect(query).ToHaveAttributeAsync("aria-activedescendant", "palette-0");
        await Expect(page.Locator("#palette-count")).ToContainTextAsync("commands");
        await page.Keyboard.PressAsync("ArrowDown");
        await Expect(query).ToHaveAttributeAsync("aria-activedescendant", "palette-1");
        await Expect(page.Locator("#palette-1")).ToHaveAttributeAsync("aria-selected", "true");
        await Expect(page.Locator("#palette-0")).ToHaveAttributeAsync("aria-selected", "false");
        await page.Keyboard.PressAsync("Escape");
        await Expect(page.Locator("#text")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.PressAsync("Control+k");
        await Expect(page.Locator("#palette")).ToBeHiddenAsync();
        await Expect(page.Locator("#text")).ToBeFocusedAsync();

        // By a word of the other language; the key stands beside it.
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("转交");
        await Expect(page.Locator("#palette-0")).ToHaveTextAsync("Pass on to a team or colleagueConversation or requestp");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#pop-pass")).ToHaveAttributeAsync("open", "");
        await Expect(page.Locator("#to")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Escape");

        // What can't be done here is not offered; a macro is, and is looked at before it is done.
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("merge");
        await Expect(page.Locator("#palette [role=option]")).ToHaveTextAsync(["Search for «merge»"]);
        await query.FillAsync("goodbye");
        await Expect(page.Locator("#palette-0")).ToContainTextAsync("/bye Goodbye");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#macro")).ToContainTextAsync("Closed by Mei");
        await page.Keyboard.PressAsync("Escape");

        // A view by its name; then the search, with what was typed.
        await page.Keyboard.PressAsync("Control+k");
        await page.Keyboard.TypeAsync("with the b");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#view-bot")).ToHaveAttributeAsync("aria-current", "true");
        await page.Locator(".bar-commands").ClickAsync();
        await page.Keyboard.TypeAsync("zebra <crossing>");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#find")).ToHaveValueAsync("zebra <crossing>");
    }

    [TestMethod]
    public async Task Single_keys_do_nothing_while_somebody_types_or_where_they_are_switched_off()
    {
        await using var stage = await SetAsync();
        var (mei, _) = await stage.JoinAsync("Mei");
        var page = mei.Page;
        await page.GotoAsync("/desk/1?view=waiting");
        await page.Locator("#kind-note").CheckAsync();
        await page.Locator("#text").FillAsync("");
        await page.Keyboard.TypeAsync("t?gr");
        await Expect(page.Locator("#text")).ToHaveValueAsync("t?gr");
        await Expect(page.Locator("[data-act=take]")).ToBeVisibleAsync();
        await page.Keyboard.PressAsync("Escape");

        await page.Keyboard.PressAsync("?");
        await page.Locator("#single-keys").UncheckAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("?");
        await Expect(page.Locator("#shortcuts")).ToBeHiddenAsync();
        await page.ReloadAsync();
        await page.Keyboard.PressAsync("g");
        await page.Keyboard.PressAsync("r");
        await page.Keyboard.PressAsync("?");
        await page.Keyboard.PressAsync("Control+k");
        await Expect(page.Locator("#palette")).ToBeVisibleAsync();
        await Expect(page.Locator("#shortcuts")).ToBeHiddenAsync();
        Assert.EndsWith("/desk/1?view=waiting", page.Url);
        await page.Keyboard.PressAsync("Escape");
        await page.Keyboard.PressAsync("Control+.");
        await page.Keyboard.PressAsync("t");
        await Expect(page.Locator(".talk-who .chip")).ToHaveTextAsync("You");
    }

    [TestMethod]
    public async Task Axe_finds_nothing_in_the_palette_nor_in_the_sheet()
    {
        await using var stage = await SetAsync();
        var ann = await stage.Product.JoinAsync("ann@desk.example", StaffRole.Lead, name: "Ann");
        foreach (var (language, width, scheme) in Stage.Looks)
        {
            var visitor = await stage.VisitAsync(ann.Token, language, width, scheme);
            await visitor.Page.GotoAsync("/desk/1?view=waiting");
            await visitor.Page.Keyboard.PressAsync("Control+k");
            await Stage.LookAsync(visitor, $"desk-palette-{language}-{width}");
            await visitor.Page.Keyboard.TypeAsync("re");
            await Stage.LookAsync(visitor, $"desk-palette-found-{language}-{width}");
            await visitor.Page.Keyboard.PressAsync("Escape");
            await visitor.Page.Keyboard.PressAsync("?");
            await Expect(visitor.Page.Locator("#shortcuts")).ToBeVisibleAsync();
            await Stage.LookAsync(visitor, $"desk-shortcuts-{language}-{width}");
            await visitor.Page.GotoAsync("/account");
            await Stage.LookAsync(visitor, $"account-{language}-{width}");
        }
    }

    /// <summary>Six customers who wait for a person, and three requests.</summary>
    private async Task<Stage> SetAsync()
    {
        var stage = await Stage.StartAsync();
        await stage.CallAsync("Noor Haddad", ["my router keeps dropping the connection", "how do I return a router?", "where is my order?", "a person please"], Cancellation);
        foreach (var name in new[] { "Sam Ortiz", "陈晓雨", "Lea Brandt", "Ivo Novak", "Ana Costa" })
        {
            await stage.CallAsync(name, ["a person please"], Cancellation);
        }

        for (var i = 1; i <= 3; i++)
        {
            await AddAsync(stage, "/api/v1/requests", new { subject = $"Router {i} drops the connection", details = "Every evening", category = "fault" });
        }

        return stage;
    }

    private static async Task TakeAsync(Visitor visitor, string key)
    {
        await visitor.Page.GotoAsync($"/desk/{key}");
        await visitor.Page.Locator("[data-act=take]").ClickAsync();
        await Expect(visitor.Page.Locator(".talk-who .chip")).ToHaveTextAsync("You");
    }

    /// <summary>Whether something is true on a page in time; the page may be another by then. (A page of the desk runs no text as a script, and so Playwright's own wait does not work there.)</summary>
    private async Task<bool> BecomesAsync(IPage page, string then)
    {
        for (var waited = System.Diagnostics.Stopwatch.StartNew(); waited.Elapsed < TimeSpan.FromSeconds(20); await Task.Delay(50, Cancellation))
        {
            try
            {
                if (await page.EvaluateAsync<bool>($"Boolean({then})"))
                {
                    return true;
                }
            }
            catch (PlaywrightException)
            {
                // Another page is being loaded.
            }
        }

        return false;
    }

    private static async Task PressAsync(IPage page, string keys)
    {
        foreach (var key in keys.Split(' '))
        {
            await page.Keyboard.PressAsync(key switch
            {
                "Esc" => "Escape",
                [>= 'A' and <= 'Z'] => $"Shift+{key}",
                _ when key.StartsWith("Alt+", StringComparison.Ordinal) => $"Alt+Digit{key[^1]}",
                _ => key.Replace("Ctrl", "Control", StringComparison.Ordinal),
            });
        }
    }

    private async Task AddAsync(Stage stage, string path, object body)
    {
        using var http = new HttpClient { BaseAddress = stage.Product.Address, DefaultRequestHeaders = { { "X-Api-Key", StaffProduct.Key } } };
        using var response = await http.PostAsJsonAsync(path, body, Cancellation);
        Assert.IsTrue(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }
}
