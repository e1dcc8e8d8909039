using ServiceBot.Channels.Turns;
using ServiceBot.Desk.Satisfaction;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Accounts;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>How it was: on the card in the chat, on the page of the link, and on the lead's desk.</summary>
[TestClass]
public sealed class SatisfactionScreenTests
{
    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task A_low_score_on_the_card_is_thanked_for_and_stands_on_the_leads_desk_at_once()
    {
        await using var product = await StaffProduct.StartAsync();
        var chromium = await Shared.ChromiumAsync();
        using var lead = await product.VisitAsync(StaffRole.Lead);
        await using var desk = await chromium.VisitAsync(product.Address);
        await desk.SignInAsync(lead.Session!);
        await desk.Page.GotoAsync("/desk");
        await Expect(desk.Page.Locator("#alerts .alert")).ToHaveCountAsync(0);

        await using var visitor = await chromium.VisitAsync(product.Address);
        await visitor.OpenChatAsync("/chat");
        await visitor.SayAsync("how long is the notice period?");
        await AskAsync(product, "faults", null);
        var card = visitor.Page.Locator(".ac-adaptiveCard").Last;
        await Expect(card).ToBeVisibleAsync();
        await card.GetByLabel("1 – very unsatisfied").CheckAsync();
        await card.Locator("textarea").FillAsync("It did not <b>help</b>.");
        await visitor.PictureAsync("satisfaction-card-en-1280");
        await card.GetByText("Send", new() { Exact = true }).ClickAsync();
        await Expect(visitor.FromBot.Last).ToContainTextAsync("a colleague will get in touch with you");

        var alert = desk.Page.Locator("#alerts .alert");
        await Expect(alert).ToContainTextAsync("Rated 1 of 5");
        await Expect(alert.Locator("q")).ToHaveTextAsync("It did not <b>help</b>.");
        await desk.PictureAsync("satisfaction-alert-en-1280");
        await Axe.FindsNothingAsync(desk.Page);
    }

    [TestMethod]
    public async Task The_page_of_a_link_takes_an_answer_and_its_change_without_signing_in()
    {
        var product = await StaffProduct.SharedAsync();
        foreach (var (language, width, scheme) in Stage.Looks)
        {
            var survey = await AddAsync(product, language);
            await using var visitor = await (await Shared.ChromiumAsync()).VisitAsync(product.Address, language, width, scheme);
            var page = visitor.Page;
            await page.GotoAsync(await product.Get<SurveyLink>().ToAsync(survey, Cancellation));
            await Stage.LookAsync(visitor, $"rate-{language}-{width}");

            await page.Locator("[name=csat][value='5']").CheckAsync();
            await page.Locator("#nps").SelectOptionAsync("9");
            await page.Locator("#comment").FillAsync("good 好");
            await page.Locator("button[type=submit]").ClickAsync();
            await Expect(page.Locator(".done")).ToBeVisibleAsync();
            await page.GotoAsync(page.Url);
            await Expect(page.Locator("[name=csat][value='5']")).ToBeCheckedAsync();
            await Expect(page.Locator("#comment")).ToHaveValueAsync("good 好");
            await page.Locator("[name=csat][value='4']").CheckAsync();
            await page.Locator("button[type=submit]").ClickAsync();
            await Expect(page.Locator(".done")).ToBeVisibleAsync();

            var kept = (await product.Database.ReadAsync(session => SurveyStore.FindAsync(session, survey.Id), Cancellation))!;
            Assert.AreEqual((4, 9, "good 好"), (kept.Csat, kept.Nps, kept.Comment));
        }
    }

    private static async Task AskAsync(StaffProduct product, string team, Guid? agent)
    {
        var clock = TimeProvider.System.GetUtcNow();
        await product.Database.WriteAsync(
            async unit =>
            {
                var conversation = (await ConversationStore.PageOfOwnerAsync(unit, ConversationOwners.Bot, long.MaxValue, 1))[0];
                await SurveyStore.AddAsync(unit, new()
                {
                    Id = Guid.CreateVersion7(),
                    About = $"bot:{conversation.Key}",
                    Kind = SurveyKinds.Bot,
                    Conversation = conversation.Key,
                    Team = team,
                    Agent = agent,
                    Language = "en",
                    DueAt = clock,
                });
                return true;
            },
            CancellationToken.None);
        await product.Get<AskSurveys>().AskAsync(CancellationToken.None);
    }

    private static async Task<Survey> AddAsync(StaffProduct product, string language)
    {
        var now = TimeProvider.System.GetUtcNow();
        var survey = new Survey
        {
            Id = Guid.CreateVersion7(),
            About = $"request:{Guid.NewGuid()}",
            Kind = SurveyKinds.Request,
            Request = 12,
            Language = language,
            DueAt = now,
        };
        return await product.Database.WriteAsync(
            async unit =>
            {
                await SurveyStore.AddAsync(unit, survey);
                survey = survey with { AskedAt = now, AskedBy = "letter", Extra = SurveyExtras.Nps };
                await SurveyStore.SaveAsync(unit, survey);
                return survey;
            },
            CancellationToken.None);
    }
}
