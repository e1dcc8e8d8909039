using ServiceBot.Channels.Turns;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Identity;
using ServiceBot.Crm;
using ServiceBot.Desk.Satisfaction;
using ServiceBot.Desk.Staff;
using ServiceBot.Insight.Churn;
using ServiceBot.Insight.Features;
using ServiceBot.Insight.Simulation;
using ServiceBot.IntegrationTests.Accounts;
using ServiceBot.Outreach.Campaigns;
using ServiceBot.Outreach.Running;
using ServiceBot.Outreach.Templates;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>
/// The whole loop, in a company of which it is known that waiting and bad experiences make customers leave: one of them complains and rates low, so leaving is more likely, for reasons that are said; a care programme
/// writes to them in the chat within its rules; they answer; and the manager sees it beside those who were left alone.
/// </summary>
[TestClass]
public sealed class LoopTests
{
    private const string Mia = "staff:01958000-0000-7000-8000-00000000aaaa";

    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task Who_complains_and_rates_low_is_cared_for_in_the_chat_and_their_answer_stands_beside_those_who_were_left_alone()
    {
        await using var stage = await Stage.StartAsync("--Outreach:QuietFrom=00:00", "--Outreach:QuietUntil=00:00", "--Insight:Churn:RetrainDays=0", "--Insight:Churn:HorizonDays=90", "--Insight:Churn:Snapshots=3", "--Crm:Linking:JoinAt=1");
        var product = stage.Product;
        var plan = new SimulationPlan { Customers = 500, Months = 13, Seed = 1, RequestsAMonth = 0.5, Rated = 0.8, LeaveLowRating = 4, End = new(DateTime.UtcNow.Date, TimeSpan.Zero) };
        await product.Get<WriteCompany>().WriteAsync(plan, SimulatedCompany.Of(plan), null, Cancellation);
        await product.Get<RefreshFeatures>().RefreshAsync(Cancellation);
        await product.Database.WriteAsync(unit => product.Get<TrainChurn>().AskAsync(unit, Mia), Cancellation);
        while (await product.Database.ReadAsync(session => session.GetAsync<long>("SELECT count(*) FROM insight_training WHERE step = 'done'"), Cancellation) == 0)
        {
            await Task.Delay(100, Cancellation);     // six kinds of models learn, beside other tests
        }

        var regression = await product.Database.ReadAsync(session => session.GetAsync<long>("SELECT id FROM insight_model WHERE kind = 'logistic_regression'"), Cancellation);
        await product.Database.WriteAsync(unit => product.Get<TrainChurn>().UseAsync(unit, regression, Mia), Cancellation);     // which of them was best hangs on the day; it is the causes that count
        await product.UntilThereAsync($"SELECT count(*) > 50 FROM insight_score WHERE model = {regression}");

        var customer = await stage.VisitAsync();
        await customer.OpenChatAsync("/chat");
        foreach (var words in new[] { "I want to make a complaint", "the technician never came", "skip", "yes" })
        {
            await customer.SayAsync(words);
        }

        var person = await BecomeAsync(product);
        var before = (await product.Database.ReadAsync(session => ChurnScores.FindAsync(session, person), Cancellation))!;
        var (manager, _) = await stage.JoinAsync("Mia", StaffRole.Manager);
        var campaign = await ProgrammeAsync(product, person);

        await RateAsync(product, person);
        var card = customer.Page.Locator(".ac-adaptiveCard").Filter(new() { Has = customer.Page.Locator("textarea") }).Last;
        await card.GetByLabel("1 – very unsatisfied").CheckAsync();
        await card.GetByText("Send", new() { Exact = true }).ClickAsync();

        await Expect(customer.FromBot.Filter(new() { HasText = "We are sorry that this went wrong" }).First).ToBeVisibleAsync();
        await product.UntilThereAsync("SELECT count(*) FROM insight_feature WHERE low_ratings_180 >= 1 AND as_of > (SELECT max(answered_at) FROM desk_survey WHERE csat = 1)");
        var after = (await product.Database.ReadAsync(session => ChurnScores.FindAsync(session, person), Cancellation))!;
        TestContext.WriteLine($"the probability of leaving was {before.Probability:0.000}, and is {after.Probability:0.000}");
        Assert.IsGreaterThan(before.Probability, after.Probability, "a complaint and a low rating speak for leaving");
        Assert.IsNotEmpty(after.Reasons);
        await customer.SayAsync("Please just send the technician tomorrow");
        await product.UntilThereAsync("SELECT count(*) FROM outreach_participant WHERE answered_at IS NOT NULL");

        await manager.Page.GotoAsync($"/reports/campaigns/{campaign.Id}");
        await Expect(manager.Page.Locator("#effect ~ .scroll tbody tr").First).ToContainTextAsync("Left alone");
        await Expect(manager.Page.Locator("#participants ~ .scroll tbody tr").First).ToContainTextAsync("sent (Chat)");
        await Stage.LookAsync(manager, "loop-campaign-en-1280");
        var (agent, _) = await stage.JoinAsync("Ann");
        await agent.Page.GotoAsync($"/desk/customers/{person}");
        await Expect(agent.Page.Locator("#outreach ~ ul")).ToContainTextAsync("Care after a low rating");
        await Expect(agent.Page.Locator("#risk ~ .reasons li").First).ToContainTextAsync("usual:");
    }

    /// <summary>The visitor turns out to be a customer of the company, of whom it is open whether they leave, and who never complained.</summary>
    private async Task<Guid> BecomeAsync(StaffProduct product)
    {
        var (visitor, person) = await product.Database.ReadAsync(
            async session => (
                await session.GetAsync<Guid>("SELECT i.customer_id FROM crm_identifier i JOIN channel_conversation c ON i.value = c.channel_id || ':' || c.user_id WHERE i.kind = 'channel' AND c.channel_id = 'directline' ORDER BY c.key DESC LIMIT 1"),
                await session.GetAsync<Guid>("SELECT s.customer_id FROM insight_score s JOIN insight_feature f ON f.customer_id = s.customer_id WHERE f.low_ratings_180 = 0 AND f.requests_90 = 0 AND s.probability BETWEEN 0.1 AND 0.6 ORDER BY s.probability, s.customer_id LIMIT 1")),
            Cancellation);
        await product.Database.WriteAsync(unit => product.Get<MergeCustomers>().MergeAsync(unit, person, visitor, Mia, null), Cancellation);
        person = (await product.Database.ReadAsync(session => CustomerCard.RootsAsync(session, [person]), Cancellation)).Single();
        await product.UntilThereAsync($"SELECT count(*) FROM insight_feature WHERE customer_id = '{person}' AND requests_90 >= 1");
        return person;
    }

    /// <summary>A standing programme in which this very person is not one of those who are left alone.</summary>
    private async Task<Campaign> ProgrammeAsync(StaffProduct product, Guid person)
    {
        var template = ((EditOutcome<MessageTemplate>.Done)await product.Database.WriteAsync(
            unit => product.Get<EditTemplates>().SaveAsync(unit, null, null, "Sorry", new Dictionary<string, MessageText> { ["en"] = new("We are sorry that this went wrong, {customer|dear customer}. What can we do to make it right?") }, Mia), Cancellation)).Now;
        for (var n = 0; ; n++)
        {
            var made = ((EditOutcome<Campaign>.Done)await product.Database.WriteAsync(
                unit => product.Get<EditCampaigns>().CreateAsync(
                    unit, n == 0 ? "Care after a low rating" : $"Care after a low rating {n + 1}",
                    new() { Entry = new() { Kind = EntryKind.Signal, Signal = EntrySignals.LowRatingGiven }, Purpose = "service", Steps = [new CampaignStep.Send([template.Id])], Goal = new(GoalKind.Order, 90), Holdout = 0.2 }, Mia),
                Cancellation)).Now;
            if (EnterCampaign.ArmOf(made.Id, made.Plan, person) != Participant.Compared)
            {
                return ((EditOutcome<Campaign>.Done)await product.Database.WriteAsync(unit => product.Get<EditCampaigns>().StartAsync(unit, made.Id, null, Mia), Cancellation)).Now;
            }
        }
    }

    /// <summary>Has the customer be asked how it was, now rather than in ten minutes.</summary>
    private async Task RateAsync(StaffProduct product, Guid person)
    {
        var now = TimeProvider.System.GetUtcNow();
        await product.Database.WriteAsync(
            async unit =>
            {
                var conversation = (await ConversationStore.PageOfOwnerAsync(unit, ConversationOwners.Bot, long.MaxValue, 1))[0];
                await SurveyStore.AddAsync(unit, new() { Id = Guid.CreateVersion7(), About = $"bot:{conversation.Key}", Kind = SurveyKinds.Bot, Conversation = conversation.Key, Customer = person, Language = "en", DueAt = now });
                return true;
            },
            Cancellation);
        await product.Get<AskSurveys>().AskAsync(Cancellation);
    }
}
