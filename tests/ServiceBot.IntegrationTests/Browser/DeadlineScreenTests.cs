using System.Net.Http.Json;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Accounts;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>Deadlines that are at risk, as the people of the desk meet them.</summary>
[TestClass]
public sealed class DeadlineScreenTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task A_lead_is_alerted_of_a_deadline_at_risk_and_the_request_says_why_and_what_is_done()
    {
        await using var stage = await Stage.StartAsync(
            "--Desk:Sla:Policies:0:Name", "quick", "--Desk:Sla:Policies:0:FirstResponse", "30m", "--Desk:Sla:Policies:0:Resolution", "50m", "--Desk:Sla:AtRisk:LikelyShare", "1", "--Desk:Sla:AtRisk:VeryLikelyShare", "1",
            "--Desk:Sla:Escalation:0:When", "likely", "--Desk:Sla:Escalation:0:Target", "firstResponse", "--Desk:Sla:Escalation:0:Priority", "High", "--Desk:Sla:Escalation:0:Tell:0", "lead",
            "--Desk:Sla:Escalation:1:When", "10m before", "--Desk:Sla:Escalation:1:Tell:0", "assignee", "--Desk:Sla:Escalation:1:Tell:1", "on-call",
            "--Desk:Sla:Escalation:2:When", "1h after", "--Desk:Sla:Escalation:2:Team", "complaints", "--Desk:Sla:Escalation:2:Tell:0", "role:manager");
        var (ann, _) = await stage.JoinAsync("Ann", StaffRole.Lead);
        await ann.Page.GotoAsync("/desk");
        using var program = stage.Product.Visit();
        program.Http.DefaultRequestHeaders.Add("X-Api-Key", StaffProduct.Key);
        using var opened = await program.Http.PostAsJsonAsync(
            "/api/v1/requests", new { subject = "Router drops every evening", details = "The lamp is orange.", category = "fault" }, TestContext.CancellationToken);
        opened.EnsureSuccessStatusCode();

        await Expect(ann.Page.Locator(".alert")).ToContainTextAsync("Very likely late", new() { Timeout = 60_000 });     // a hundredth of half an hour, and then the product looks
        await Expect(ann.Page.Locator(".alert")).ToContainTextAsync("First answer · due in 2");
        await ann.Page.Locator(".alert a").ClickAsync();
        await Expect(ann.Page.Locator(".talk-head .chip.bad")).ToHaveTextAsync("Very likely late");
        await Expect(ann.Page.Locator("#side-deadlines ~ ul li").First).ToContainTextAsync("there is nothing like it to compare with yet");
        await Expect(ann.Page.Locator("#side-deadlines ~ ul li").First).ToContainTextAsync("10 min before: tell whose it is, who is on call");
        await Expect(ann.Page.Locator(".said")).ToContainTextAsync("Escalated. First answer: At risk. Told: Ann (the team lead)");
        await Expect(ann.Page.Locator(".talk-head")).ToContainTextAsync("High");

        await ann.Page.GotoAsync("/desk/requests");
        await ann.Page.Locator("#f-risk").SelectOptionAsync("1");
        await ann.Page.ArriveAtAsync("risk=1&order=newest");
        await Expect(ann.Page.Locator(".row-link .chip.bad")).ToHaveTextAsync("Very likely late");
        await Expect(ann.Page.Locator("#view-mentions b")).ToHaveTextAsync("0");      // she has looked

        foreach (var (language, width, scheme) in Stage.Looks)
        {
            var session = (await stage.Product.JoinAsync($"{language}{width}@desk.example", StaffRole.Lead, language: language, name: "Ben")).Token;
            var visitor = await stage.VisitAsync(session, language, width, scheme);
            foreach (var (name, path) in new[] { ("at-risk-alert", "/desk"), ("at-risk-list", "/desk/requests?risk=1"), ("at-risk-request", "/desk/requests/SR-000001") })
            {
                await visitor.Page.GotoAsync(path);
                await Stage.LookAsync(visitor, $"{name}-{language}-{width}");
            }
        }
    }
}
