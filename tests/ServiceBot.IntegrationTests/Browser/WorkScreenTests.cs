using System.Net.Http.Json;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Accounts;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>Offers as the people of the desk meet them.</summary>
[TestClass]
public sealed class WorkScreenTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task Who_says_they_are_available_is_offered_who_waits_declines_with_a_key_and_the_next_accepts_with_one()
    {
        await using var product = await StaffProduct.StartAsync("--Desk:Routing:Offers:Seconds", "3600");     // an offer that lapses is another test's matter
        var (first, second) = (await product.JoinAsync("mei@desk.example"), await product.JoinAsync("tom@desk.example", StaffRole.Lead));
        var chromium = await Shared.ChromiumAsync();
        await using var customer = await chromium.VisitAsync(product.Address);
        await using var mei = await chromium.VisitAsync(product.Address);
        await using var tom = await chromium.VisitAsync(product.Address);
        await mei.SignInAsync(first.Token);
        await tom.SignInAsync(second.Token);
        await mei.Page.GotoAsync("/desk?view=team");
        await tom.Page.GotoAsync("/desk?view=team");
        await Expect(mei.Page.Locator("#be-Away")).ToHaveAttributeAsync("aria-pressed", "true");

        await mei.Page.Locator("#be-Busy").ClickAsync();
        await mei.Page.Locator("#be-Available").ClickAsync();      // at once: the last word counts
        await Expect(mei.Page.Locator("#be-Available")).ToHaveAttributeAsync("aria-pressed", "true");
        await customer.OpenChatAsync("/chat");
        await customer.SayAsync("I want to talk to a person");
        await Expect(mei.Page.Locator(".offer")).ToHaveCountAsync(1);
        await Expect(mei.Page.Locator(".load")).ToContainTextAsync("1 of 3 in use");
        await Expect(tom.Page.Locator(".offer")).ToHaveCountAsync(0);
        await mei.Page.Locator(".why summary").ClickAsync();
        await Expect(mei.Page.Locator(".pop-body")).ToContainTextAsync("chosen");
        await Expect(mei.Page.Locator(".pop-body")).ToContainTextAsync("is not available");

        await tom.Page.Locator("#be-Available").ClickAsync();
        await Expect(tom.Page.Locator("#be-Available")).ToHaveAttributeAsync("aria-pressed", "true");
        await mei.Page.Keyboard.PressAsync("d");
        await Expect(mei.Page.Locator(".offer")).ToHaveCountAsync(0);
        await Expect(tom.Page.Locator(".offer")).ToHaveCountAsync(1);
        await tom.Page.Keyboard.PressAsync("a");
        await Expect(tom.Page.Locator(".talk-who .chip")).ToHaveTextAsync("You");
        await Expect(tom.Page.Locator(".load")).ToContainTextAsync("1 of 3 in use");
        await Expect(mei.Page.Locator(".load")).ToContainTextAsync("0 of 3 in use");
    }

    [TestMethod]
    public async Task A_request_is_offered_on_every_page_of_the_desk_declined_there_and_accepted_with_a_key()
    {
        await using var product = await StaffProduct.StartAsync();
        var (first, second) = (await product.JoinAsync("mei@desk.example"), await product.JoinAsync("tom@desk.example", StaffRole.Lead));
        var chromium = await Shared.ChromiumAsync();
        await using var mei = await chromium.VisitAsync(product.Address);
        await using var tom = await chromium.VisitAsync(product.Address);
        await mei.SignInAsync(first.Token);
        await tom.SignInAsync(second.Token);
        await mei.Page.GotoAsync("/desk/requests?view=unassigned&order=oldest");
        await tom.Page.GotoAsync("/desk");
        await mei.Page.Locator("#be-Available").ClickAsync();
        await Expect(mei.Page.Locator("#be-Available")).ToHaveAttributeAsync("aria-pressed", "true");
        await OpenRequestAsync(product, "Router drops every evening");
        await Expect(mei.Page.Locator(".offer")).ToContainTextAsync("Router drops every evening");
        await Expect(mei.Page.Locator(".load")).ToContainTextAsync("0.25 of 3 in use");
        await mei.Page.Locator(".why summary").ClickAsync();
        await Expect(mei.Page.Locator(".pop-body")).ToContainTextAsync("place 1 of 1");

        await tom.Page.Locator("#be-Available").ClickAsync();
        await Expect(tom.Page.Locator("#be-Available")).ToHaveAttributeAsync("aria-pressed", "true");
        await mei.Page.Keyboard.PressAsync("d");
        await Expect(mei.Page.Locator(".offer")).ToHaveCountAsync(0);
        Assert.EndsWith("/desk/requests?view=unassigned&order=oldest", mei.Page.Url);
        await Expect(tom.Page.Locator(".offer")).ToContainTextAsync("SR-000001");
        await tom.Page.Keyboard.PressAsync("a");
        await tom.Page.ArriveAtAsync("/desk/requests/SR-000001");
        await Expect(tom.Page.Locator("#story dd").Nth(1)).ToHaveTextAsync("Lead Kestrel");
        await Expect(tom.Page.Locator(".load")).ToContainTextAsync("0.25 of 3 in use");
        await Expect(mei.Page.Locator(".row-link")).ToHaveCountAsync(0);
    }

    [TestMethod]
    public async Task Axe_finds_nothing_while_something_is_offered_nor_on_a_persons_page()
    {
        await using var product = await StaffProduct.StartAsync("--Desk:Routing:Offers:Seconds", "3600");     // an offer that lapses is another test's matter
        var (mei, ada) = (await product.JoinAsync("mei@desk.example"), await product.JoinAsync("ada2@desk.example", StaffRole.Administrator));
        var chromium = await Shared.ChromiumAsync();
        await using var customer = await chromium.VisitAsync(product.Address);
        await customer.OpenChatAsync("/chat");
        await customer.SayAsync("I want to talk to a person");
        await OpenRequestAsync(product, "Router drops the connection every evening");
        foreach (var (language, width, scheme) in Stage.Looks)
        {
            await using var agent = await chromium.VisitAsync(product.Address, language, width, scheme);
            await agent.SignInAsync(mei.Token);
            await agent.Page.GotoAsync("/desk?view=team");
            if (await agent.Page.Locator("#be-Available").GetAttributeAsync("aria-pressed") == "true")     // since the round before
            {
                await agent.Page.Locator("#be-Away").ClickAsync();
            }

            await Expect(agent.Page.Locator("#be-Away")).ToHaveAttributeAsync("aria-pressed", "true");
            await Expect(agent.Page.Locator(".offer")).ToHaveCountAsync(0);
            await agent.Page.Locator("#be-Available").ClickAsync();
            await agent.Page.Locator(".why summary").First.ClickAsync();
            await Stage.LookAsync(agent, $"desk-offer-{language}-{width}");
            await agent.Page.GotoAsync("/desk/requests");
            await Expect(agent.Page.Locator(".offer")).ToHaveCountAsync(2);
            await Stage.LookAsync(agent, $"requests-offer-{language}-{width}");
            await using var administrator = await chromium.VisitAsync(product.Address, language, width, scheme);
            await administrator.SignInAsync(ada.Token);
            await administrator.Page.GotoAsync($"/admin/people/{mei.Member.Id}");
            await administrator.Page.Locator("#skills").FillAsync("refunds 3, faults 1");
            await administrator.Page.Locator("#capacity").FillAsync("3");
            await administrator.Page.Locator("#skills").PressAsync("Enter");
            await Expect(administrator.Page.Locator("#skills")).ToHaveValueAsync("refunds 3, faults 1");
            await Expect(administrator.Page.Locator(".done")).ToBeVisibleAsync();
            await Stage.LookAsync(administrator, $"person-{language}-{width}");
        }
    }

    private async Task OpenRequestAsync(StaffProduct product, string subject)
    {
        using var program = product.Visit();
        program.Http.DefaultRequestHeaders.Add("X-Api-Key", StaffProduct.Key);
        using var response = await program.Http.PostAsJsonAsync("/api/v1/requests", new { subject, details = subject, category = "fault" }, TestContext.CancellationToken);
        response.EnsureSuccessStatusCode();
    }
}
