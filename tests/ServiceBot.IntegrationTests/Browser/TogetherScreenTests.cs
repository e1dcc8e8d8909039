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
