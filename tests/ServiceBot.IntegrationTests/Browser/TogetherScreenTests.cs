using ServiceBot.Desk.Staff;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>What colleagues do together in a conversation: two agents, their lead and a customer, each in a browser of their own.</summary>
[TestClass]
public sealed class TogetherScreenTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task A_lead_whispers_to_who_answers_then_barges_in_and_the_customer_hears_of_the_second_alone()
    {
        await using var stage = await Stage.StartAsync();
        var (mei, _) = await stage.JoinAsync("Mei");
        var (ann, _) = await stage.JoinAsync("Ann", StaffRole.Lead);
        var customer = await stage.CallAsync();
        await mei.Page.GotoAsync("/desk/1");
        await ann.Page.GotoAsync("/desk/1");
        await Expect(ann.Page.Locator("#kind-whisper")).ToHaveCountAsync(0);      // nobody answers yet
        await mei.Page.Keyboard.PressAsync("t");
        await Expect(mei.Page.Locator(".talk-who .chip")).ToHaveTextAsync("You");
        await Expect(mei.Page.Locator("#kind-whisper")).ToHaveCountAsync(0);

        // The lead's word reaches who answers at once, and the customer never.
        await Expect(ann.Page.Locator("#kind-whisper")).ToHaveCountAsync(1);
        await ann.Page.Keyboard.PressAsync("w");
        await Expect(ann.Page.Locator(".for-whisper")).ToContainTextAsync("For Mei.");
        await ann.Page.Keyboard.TypeAsync("Offer a psst refund.");
        await ann.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(mei.Page.Locator(".whisper .words")).ToHaveTextAsync("Offer a psst refund.");
        await Expect(ann.Page.Locator("#kind-note")).ToBeCheckedAsync();
        await Expect(mei.Page.Locator(".whisper header")).ToContainTextAsync("Whisper · staff only");
        await mei.Page.Keyboard.PressAsync("r");
        await mei.Page.Keyboard.TypeAsync("We refund it.");
        await mei.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(customer.FromBot.Last).ToContainTextAsync("We refund it.");
        await Expect(customer.Page.Locator("body")).Not.ToContainTextAsync("psst");
        await customer.Page.ReloadAsync();
        await Expect(customer.FromBot.Last).ToContainTextAsync("We refund it.");
        await Expect(customer.Page.Locator("body")).Not.ToContainTextAsync("psst");

        // What was set out as a whisper stays one, whatever happens before the first word.
        await ann.Page.Locator("#text").BlurAsync();
        await ann.Page.Keyboard.PressAsync("w");
        await customer.Input.FillAsync("Thank you");
        await customer.Input.PressAsync("Enter");
        await Expect(ann.Page.Locator(".by-customer .words").Last).ToHaveTextAsync("Thank you");
        await Expect(ann.Page.Locator("#kind-whisper")).ToBeCheckedAsync();

        // Barging in, the lead answers; who answered is told who does, and can't send what they were writing.
        await mei.Page.Locator("#text").FillAsync("And then");
        await ann.Page.Locator("#text").BlurAsync();
        await ann.Page.Locator("[value=barge-in]").ClickAsync();
        await Expect(ann.Page.Locator(".talk-who .chip")).ToHaveTextAsync("You");
        await Expect(customer.FromBot.Last).ToContainTextAsync("Ann");
        await Expect(mei.Page.Locator(".talk-who .chip")).ToHaveTextAsync("Ann");
        await Expect(mei.Page.Locator("#kind-reply")).ToBeDisabledAsync();
        await Expect(mei.Page.Locator("#text")).ToHaveValueAsync("And then");
        await Expect(mei.Page.Locator("#kind-whisper")).ToHaveCountAsync(0);      // agents don't
    }

    [TestMethod]
    public async Task What_a_colleague_passed_on_stands_in_the_bar_with_their_word_and_is_declined_or_accepted_with_a_key()
    {
        await using var stage = await Stage.StartAsync();
        var (mei, _) = await stage.JoinAsync("Mei");
        var (tom, member) = await stage.JoinAsync("Tom", team: "billing");
        var customer = await stage.CallAsync();
        await mei.Page.GotoAsync("/desk/1");
        await tom.Page.GotoAsync("/desk?view=team");
        foreach (var round in new[] { 1, 2 })
        {
            await mei.Page.Keyboard.PressAsync("t");
            await Expect(mei.Page.Locator(".talk-who .chip")).ToHaveTextAsync("You");
            await mei.Page.Locator("#pop-pass summary").ClickAsync();
            await mei.Page.Locator("#to").SelectOptionAsync($"agent:{member.Id}");
            await mei.Page.Locator("#pass-note").FillAsync($"You know routers, round {round}");
            await mei.Page.Locator("[value=transfer]").ClickAsync();
            await Expect(tom.Page.Locator(".offer")).ToHaveCountAsync(1);
            await Expect(tom.Page.Locator(".offer-what")).ToContainTextAsync("Mei passes");
            await Expect(tom.Page.Locator(".offer-what")).ToContainTextAsync($"You know routers, round {round}");
            if (round == 1)
            {
                await tom.Page.Locator(".offer [name=reason]").SelectOptionAsync("not mine");
                await tom.Page.Locator(".offer [name=reason]").BlurAsync();
                await tom.Page.Keyboard.PressAsync("d");
                await Expect(tom.Page.Locator(".offer")).ToHaveCountAsync(0);
                await Expect(customer.FromBot.Last).ToContainTextAsync("next");
                await Expect(mei.Page.Locator(".talk-who .chip")).ToContainTextAsync("Waits");
            }
        }

        await tom.Page.Keyboard.PressAsync("a");
        await Expect(tom.Page.Locator(".talk-who .chip")).ToHaveTextAsync("You");
        await Expect(tom.Page.Locator(".offer")).ToHaveCountAsync(0);
        await Expect(mei.Page.Locator(".talk-who .chip")).ToHaveTextAsync("Tom");
    }

    [TestMethod]
    public async Task Colleagues_see_who_looks_and_who_writes_the_customer_sees_the_agent_write_and_a_closed_tab_is_gone()
    {
        await using var stage = await Stage.StartAsync();
        var (mei, _) = await stage.JoinAsync("Mei");
        var (tom, _) = await stage.JoinAsync("Tom");
        var customer = await stage.CallAsync();
        await mei.Page.GotoAsync("/desk/1");
        await tom.Page.GotoAsync("/desk/1");
        await Expect(mei.Page.Locator("#others")).ToHaveTextAsync("Tom is looking");
        await Expect(tom.Page.Locator("#others")).ToHaveTextAsync("Mei is looking");

        await mei.Page.Keyboard.PressAsync("t");
        await Expect(mei.Page.Locator(".talk-who .chip")).ToHaveTextAsync("You");
        await mei.Page.Keyboard.PressAsync("r");
        await mei.Page.Keyboard.TypeAsync("Hello");
        await Expect(tom.Page.Locator("#others")).ToHaveTextAsync("Mei is writing …");
        await Expect(customer.Page.Locator(".webchat__typing-indicator, .webchat__typingIndicator").First).ToBeAttachedAsync();
        await Expect(tom.Page.Locator("#others")).ToHaveTextAsync("Mei is looking", new() { Timeout = 15_000 });
        await mei.CloseAsync();
        await Expect(tom.Page.Locator("#others")).ToHaveTextAsync("", new() { Timeout = 40_000 });
    }

    [TestMethod]
    public async Task A_second_sender_reads_the_first_answer_before_theirs_goes_out()
    {
        await using var stage = await Stage.StartAsync();
        var (mei, _) = await stage.JoinAsync("Mei");
        var (tom, _) = await stage.JoinAsync("Tom");
        var customer = await stage.CallAsync("hello");
        await mei.Page.GotoAsync("/desk/1");
        await mei.Page.EvaluateAsync("""
            () => {
                const form = document.querySelector('#pop-request form');
                const body = new FormData(form);
                body.set('subject', 'Router drops');
                return fetch(form.action, { method: 'post', body });
            }
            """);
        await mei.Page.GotoAsync("/desk/requests/SR-000001");
        await tom.Page.GotoAsync("/desk/requests/SR-000001");
        await Expect(tom.Page.Locator("#others")).ToHaveTextAsync("Mei is looking");
        await tom.Page.EvaluateAsync("dispatchEvent(new Event('pagehide'))");
        await tom.Page.RouteAsync("**/sheet", route => route.AbortAsync());

        await tom.Page.Locator("#text").FillAsync("Please restart it.");
        await mei.Page.Locator("#text").FillAsync("A technician comes.");
        await mei.Page.Locator("#text").PressAsync("Control+Enter");
        await Expect(customer.FromBot.Last).ToContainTextAsync("A technician comes.");
        await tom.Page.Locator("#text").PressAsync("Control+Enter");
        await Expect(tom.Page.Locator(".fault")).ToContainTextAsync("Mei answered");
        await Expect(tom.Page.Locator(".by-agent .words").Last).ToHaveTextAsync("A technician comes.");
        await Expect(tom.Page.Locator("#text")).ToHaveValueAsync("Please restart it.");
        await tom.Page.Locator("#composer .primary", new() { HasText = "Send anyway" }).ClickAsync();
        await Expect(customer.FromBot.Last).ToContainTextAsync("Please restart it.");
        await Expect(tom.Page.Locator("#text")).ToHaveValueAsync("");
    }

    [TestMethod]
    public async Task A_draft_is_on_the_other_device_survives_a_lost_connection_and_is_gone_when_it_is_sent()
    {
        await using var stage = await Stage.StartAsync();
        var joined = await stage.Product.JoinAsync("mei@desk.example", name: "Mei");
        var (desk, phone) = (await stage.VisitAsync(joined.Token), await stage.VisitAsync(joined.Token, width: 390));
        await stage.CallAsync();
        await desk.Page.GotoAsync("/desk/1");
        await desk.Page.Keyboard.PressAsync("t");
        await Expect(desk.Page.Locator(".talk-who .chip")).ToHaveTextAsync("You");
        await desk.Page.Keyboard.PressAsync("n");
        await desk.Page.Keyboard.TypeAsync("A regular who");
        await Expect(desk.Page.Locator("#draft-state")).ToHaveTextAsync("Draft saved");

        // Another device, and the same page loaded anew.
        await phone.Page.GotoAsync("/desk/1");
        await Expect(phone.Page.Locator("#text")).ToHaveValueAsync("A regular who");
        await Expect(phone.Page.Locator("#kind-note")).ToBeCheckedAsync();
        await desk.Page.ReloadAsync();
        await Expect(desk.Page.Locator("#text")).ToHaveValueAsync("A regular who");
        await Expect(desk.Page.Locator("#kind-note")).ToBeCheckedAsync();

        // Without a connection it stays here, and goes out with the first word after it is back.
        await desk.Page.Context.SetOfflineAsync(true);
        await desk.Page.Locator("#text").FillAsync("A regular who pays late");
        await Expect(desk.Page.Locator("#draft-state")).ToContainTextAsync("kept in this browser");
        await desk.Page.Context.SetOfflineAsync(false);
        await Expect(desk.Page.Locator("#draft-state")).ToHaveTextAsync("Draft saved");
        await phone.Page.ReloadAsync();
        await Expect(phone.Page.Locator("#text")).ToHaveValueAsync("A regular who pays late");

        // Both write on: the one that comes second sees the other, and loses nothing.
        await desk.Page.Locator("#text").FillAsync("A regular who moved house");
        await Expect(desk.Page.Locator("#draft-state")).ToHaveTextAsync("Draft saved");
        await phone.Page.Locator("#text").FillAsync("A regular who pays at once");
        await Expect(phone.Page.Locator("#draft-words")).ToHaveTextAsync("A regular who moved house");
        await Expect(phone.Page.Locator("#text")).ToHaveValueAsync("A regular who pays at once");
        await phone.Page.Locator("[data-draft-choice=both]").ClickAsync();
        await Expect(phone.Page.Locator("#text")).ToHaveValueAsync("A regular who moved house\n\nA regular who pays at once");
        await Expect(phone.Page.Locator("#draft-state")).ToHaveTextAsync("Draft saved");

        // Sent, it is nowhere any more.
        await phone.Page.Locator("#text").PressAsync("Control+Enter");
        await Expect(phone.Page.Locator(".by-note .words")).ToContainTextAsync("pays at once");
        await Expect(phone.Page.Locator("#text")).ToHaveValueAsync("");
        await phone.Page.ReloadAsync();
        await Expect(phone.Page.Locator(".by-note .words")).ToContainTextAsync("pays at once");
        await Expect(phone.Page.Locator("#text")).ToHaveValueAsync("");
    }

    [TestMethod]
    public async Task The_customer_s_mood_stands_beside_the_conversation_with_what_shows_it()
    {
        await using var stage = await Stage.StartAsync();
        var (mei, _) = await stage.JoinAsync("Mei");
        var customer = await stage.CallAsync("hello");
        await mei.Page.GotoAsync("/desk/1");
        await Expect(mei.Page.Locator("#story-mood .chip")).ToHaveTextAsync("neutral");
        await mei.Page.Keyboard.PressAsync("t");
        await Expect(mei.Page.Locator(".talk-who .chip")).ToHaveTextAsync("You");

        await customer.Input.FillAsync("I'd like to file a formal complaint");
        await customer.Input.PressAsync("Enter");
        await Expect(mei.Page.Locator("#story-mood .chip")).ToHaveTextAsync("negative");
        await Expect(mei.Page.Locator(".mood li")).ToContainTextAsync("I'd like to file a formal complaint");
    }

    [TestMethod]
    public async Task Axe_finds_nothing_while_a_lead_whispers_and_something_was_passed_on()
    {
        await using var stage = await Stage.StartAsync("--Desk:HandOver:OfferSeconds", "3600");
        var (mei, _) = await stage.JoinAsync("Mei");
        var ann = await stage.Product.JoinAsync("ann@desk.example", StaffRole.Lead, name: "Ann");
        await stage.CallAsync("Noor Haddad", ["my router keeps dropping the connection", "a person please"], TestContext.CancellationToken);
        await stage.CallAsync("陈晓雨", ["我的路由器老是断线", "转人工"], TestContext.CancellationToken);
        foreach (var name in new[] { "Noor Haddad", "陈晓雨" })
        {
            await mei.Page.GotoAsync("/desk?view=waiting");
            await mei.Page.GetByText(name, new() { Exact = true }).ClickAsync();
            await Expect(mei.Page.Locator("#talk-name")).ToHaveTextAsync(name);
            await mei.Page.Keyboard.PressAsync("t");
            await Expect(mei.Page.Locator(".talk-who .chip")).ToHaveTextAsync("You");
        }

        await mei.Page.Locator("#pop-pass summary").ClickAsync();
        await mei.Page.Locator("#to").SelectOptionAsync($"agent:{ann.Member.Id}");
        await mei.Page.Locator("#pass-note").FillAsync("She asked for a lead");
        await mei.Page.Locator("[value=transfer]").ClickAsync();
        await Expect(mei.Page.Locator(".talk-who .chip")).ToContainTextAsync("Ann");
        foreach (var (language, width, scheme) in Stage.Looks)
        {
            var lead = await stage.VisitAsync(ann.Token, language, width, scheme);
            await lead.Page.GotoAsync("/desk/1");
            await lead.Page.Keyboard.PressAsync("w");
            await Expect(lead.Page.Locator("#kind-whisper")).ToBeCheckedAsync();
            await lead.Page.Locator("#text").FillAsync("Offer a refund.");
            await Stage.LookAsync(lead, $"desk-whisper-{language}-{width}");
        }
    }
}
