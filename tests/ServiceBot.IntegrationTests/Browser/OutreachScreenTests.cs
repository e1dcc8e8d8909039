using System.Text.Json;
using ServiceBot.Desk.Staff;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>A manager writes a template, plans a journey and starts it; a customer hears of it in the chat, answers, and stops it; the manager sees what came of it.</summary>
[TestClass]
public sealed class OutreachScreenTests
{
    public required TestContext TestContext { get; set; }

    [TestMethod]
    public async Task A_manager_runs_a_campaign_and_a_customer_answers_it_in_the_chat_and_stops_it()
    {
        await using var stage = await Stage.StartAsync("--Outreach:QuietFrom=00:00", "--Outreach:QuietUntil=00:00");
        var customer = await stage.VisitAsync();
        await customer.OpenChatAsync("/chat");
        await customer.SayAsync("Please send me your newsletter");
        await stage.Product.UntilThereAsync("SELECT count(*) FROM crm_consent WHERE purpose = 'marketing' AND state = 'granted'");
        await SegmentAsync(stage);
        await stage.Product.UntilThereAsync("SELECT count(*) FROM insight_segment_member");
        var (manager, _) = await stage.JoinAsync("Mia", StaffRole.Manager);
        var page = manager.Page;

        await page.GotoAsync("/reports/campaigns");
        await Expect(page.GetByText("There is no campaign yet.")).ToBeVisibleAsync();
        await page.GotoAsync("/reports/templates/new");
        await page.FillAsync("#name", "Spring");
        await page.FillAsync("#En-chat", "Hello {customer}, all well with your connection?");
        await page.GetByText("Save", new() { Exact = true }).ClickAsync();
        await Expect(page.Locator(".fault")).ToContainTextAsync("write {customer|there}");
        await page.FillAsync("#En-chat", "Hello {customer|there}, all well with your connection?");
        await page.FillAsync("#En-choices", "Yes, all well\nMy router does not work");
        await page.FillAsync("#Zh-chat", "{customer|您好}，您的网络一切正常吗？");
        await page.GetByText("Save", new() { Exact = true }).ClickAsync();
        await Expect(page.Locator("#preview ~ .preview").First).ToContainTextAsync("Hello there, all well");

        await page.GotoAsync("/reports/campaigns/new");
        await page.FillAsync("#name", "Spring care");
        await page.SelectOptionAsync("#segment", new Microsoft.Playwright.SelectOptionValue { Label = "Everybody" });
        await page.SelectOptionAsync("#goal", "Answer");
        await page.FillAsync("#holdout", "0");
        await page.Locator("button[value='add:wait:']").ClickAsync();
        await page.FillAsync("#s2-hours", "48");
        await page.Locator("button[value='add:if:']").ClickAsync();
        await page.Locator("button[value='add:ask:s3.no']").ClickAsync();
        await page.FillAsync("#s4-subject", "Call them");
        await page.FillAsync("#days", "0");
        await page.GetByText("Save", new() { Exact = true }).ClickAsync();
        await Expect(page.Locator(".fault")).ToContainTextAsync("It is 1 to 365.");
        await Expect(page.Locator("#s4-subject")).ToHaveValueAsync("Call them");
        await page.FillAsync("#days", "30");
        await page.GetByText("Save", new() { Exact = true }).ClickAsync();
        await Expect(page.Locator("p.done[role=status]")).ToBeVisibleAsync();
        await page.GetByText("Rehearse", new() { Exact = true }).ClickAsync();
        await Expect(page.Locator("#rehearsal ~ .facts")).ToContainTextAsync("Chat");
        await page.GetByText("Start", new() { Exact = true }).ClickAsync();

        await Expect(customer.FromBot.Filter(new() { HasText = "all well with your connection?" }).First).ToBeVisibleAsync();
        await customer.SayAsync("My router does not work");
        await stage.Product.UntilThereAsync("SELECT count(*) FROM outreach_participant WHERE answered_at IS NOT NULL AND goal_at IS NOT NULL");
        await customer.PictureAsync("outreach-chat-en-1280");
        Assert.Contains("you will get no more messages of this kind", await customer.ChooseAsync("Stop these messages"));
        await stage.Product.UntilThereAsync("SELECT count(*) FROM crm_consent WHERE purpose = 'marketing' AND state = 'withdrawn'");
        await page.ReloadAsync();
        await Expect(page.Locator("#participants ~ .scroll tbody tr")).ToContainTextAsync(["stopped it"]);

        await FillAsync(stage);
        var address = new Uri(page.Url).AbsolutePath;
        var template = await stage.Product.Database.ReadAsync(session => session.GetAsync<Guid>("SELECT id FROM outreach_template"), TestContext.CancellationToken);
        foreach (var (language, width, scheme) in Stage.Looks)
        {
            await using var looker = await (await Shared.ChromiumAsync()).VisitAsync(stage.Product.Address, language, width, scheme);
            await looker.SignInAsync((await stage.Product.JoinAsync($"{Guid.NewGuid():N}@desk.example", StaffRole.Manager)).Token);
            foreach (var (path, name) in new[] { ("/reports/campaigns", "campaigns"), ($"{address}?rehearse=1&base=5&hoped=6", "campaign"), ($"{address}/plan", "campaign-plan"), ("/reports/templates", "templates"), ($"/reports/templates/{template}", "template") })
            {
                await looker.Page.GotoAsync(path);
                await Expect(looker.Page.Locator("#content h1, h1").First).ToBeVisibleAsync();
                await Stage.LookAsync(looker, $"outreach-{name}-{language}-{width}");
                if (await looker.Page.Locator("#steps").CountAsync() > 0)
                {
                    await looker.Page.Locator("#steps").EvaluateAsync("element => element.scrollIntoView()");
                    await looker.PictureAsync($"outreach-{name}-steps-{language}-{width}");
                }
            }
        }
    }

    [TestMethod]
    public async Task The_link_of_a_message_shows_a_page_that_does_nothing_until_its_button_is_pressed()
    {
        await using var stage = await Stage.StartAsync();
        var id = await stage.Product.Database.WriteAsync(
            async unit =>
            {
                var campaign = Guid.CreateVersion7();
                await unit.ExecuteAsync("INSERT INTO crm_customer (id, name, language, created_at) VALUES (@campaign, 'Ann', 'en', '2026-01-01T00:00:00Z')", new { campaign });
                await unit.ExecuteAsync("INSERT INTO outreach_campaign (id, name, state, version, row_version, made_by, made_at) VALUES (@campaign, 'C', 'live', 1, 1, 'staff:x', '2026-01-01T00:00:00Z')", new { campaign });
                await unit.ExecuteAsync(
                    "INSERT INTO outreach_plan (campaign_id, version, at, made_by, plan) VALUES (@campaign, 1, '2026-01-01T00:00:00Z', 'staff:x', @plan)",
                    new { campaign, plan = """{"entry":{"kind":"Signal","signal":"OrderPlaced"},"purpose":"marketing","steps":[{"do":"wait","hours":1,"id":"s1"}]}""" });
                return await unit.GetAsync<long>("INSERT INTO outreach_participant (campaign_id, customer_id, round, version, entered_at, arm, step, due_at) VALUES (@campaign, @campaign, 1, 1, '2026-01-01T00:00:00Z', 1, 's1', '2999-01-01T00:00:00Z') RETURNING id", new { campaign });
            },
            TestContext.CancellationToken);
        var link = await stage.Product.Get<ServiceBot.Outreach.OptOut.OptOutLink>().ToAsync(id, TestContext.CancellationToken);
        foreach (var (language, width, scheme) in Stage.Looks)
        {
            await using var looker = await (await Shared.ChromiumAsync()).VisitAsync(stage.Product.Address, language, width, scheme);
            await looker.Page.GotoAsync(link);
            await Stage.LookAsync(looker, $"stop-{language}-{width}");
        }

        async Task<long> StoppedAsync() => await stage.Product.Database.ReadAsync(session => session.GetAsync<long>("SELECT count(*) FROM crm_consent WHERE state = 'withdrawn'"), TestContext.CancellationToken);
        Assert.AreEqual(0, await StoppedAsync(), "a mail program that looks at every link stops nothing");
        var visitor = await stage.VisitAsync();
        await visitor.Page.GotoAsync(link);
        await visitor.Page.GetByRole(Microsoft.Playwright.AriaRole.Button).ClickAsync();
        await Expect(visitor.Page.Locator("p.done")).ToBeVisibleAsync();
        Assert.AreEqual(1, await StoppedAsync());
        using var http = new HttpClient { BaseAddress = stage.Product.Address };
        using var click = await http.PostAsync(link, new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]), TestContext.CancellationToken);
        Assert.AreEqual(System.Net.HttpStatusCode.OK, click.StatusCode);
        using var wrong = await http.PostAsync($"{link}x", null, TestContext.CancellationToken);
        Assert.AreEqual(System.Net.HttpStatusCode.NotFound, wrong.StatusCode);
    }

    private static Task<int> SegmentAsync(Stage stage) => stage.Product.Database.WriteAsync(
        unit => unit.ExecuteAsync("INSERT INTO insight_segment (en, zh, rule, is_used, holdout, version, changed_by, changed_at, filled_version) VALUES ('Everybody', '所有人', 'tenure_days >= 0', TRUE, 0, 1, 'staff:x', '2026-01-01T00:00:00Z', 0)"),
        CancellationToken.None);

    /// <summary>What a campaign looks like after a while: hundreds who took part, and some left alone.</summary>
    private static Task<bool> FillAsync(Stage stage) => stage.Product.Database.WriteAsync(
        async unit =>
        {
            var (random, rows) = (new Random(5), new List<object?[]>());
            var campaign = await unit.GetAsync<Guid>("SELECT id FROM outreach_campaign");
            for (var n = 0; n < 600; n++)
            {
                var arm = n % 6 == 0 ? 0 : 1;
                var did = random.NextDouble() < (arm == 0 ? 0.1 : 0.3);
                rows.Add([Guid.CreateVersion7(), arm, arm == 0 ? "compared" : "done", arm, did ? "2026-02-01T00:00:00.000000Z" : null]);
            }

            await unit.ExecuteAsync(
                $"""
                INSERT INTO outreach_participant (campaign_id, customer_id, round, version, entered_at, arm, left_at, left_because, contacts, goal_at)
                SELECT @campaign, {unit.Dialect.Id("value ->> 0")}, 1, 1, '2026-01-01T00:00:00.000000Z', CAST(value ->> 1 AS integer), '2026-01-02T00:00:00.000000Z', value ->> 2, CAST(value ->> 3 AS integer), value ->> 4 FROM {unit.Dialect.EachOf("@rows")}
                """,
                new { campaign, rows = JsonSerializer.Serialize(rows) });
            await unit.ExecuteAsync("UPDATE outreach_plan SET plan = replace(plan, '\"holdout\":0,', '\"holdout\":0.16666,')");
            return true;
        },
        CancellationToken.None);
}
