using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Accounts;
using static Microsoft.Playwright.Assertions;

namespace ServiceBot.IntegrationTests.Browser;

/// <summary>The requests' pages of the desk as its people use them.</summary>
[TestClass]
public sealed partial class RequestScreenTests
{
    private const string Hostile = "<img src=x onerror=alert(1)><script>alert(2)</script> [go](javascript:alert(3)) **bold**";

    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task An_agent_takes_a_request_answers_it_and_resolves_it_and_the_customer_hears_of_it_in_the_chat()
    {
        await using var product = await StaffProduct.StartAsync();
        var (first, second) = (await product.JoinAsync("mei@desk.example"), await product.JoinAsync("tom@desk.example", StaffRole.Lead));
        var chromium = await Shared.ChromiumAsync();
        await using var customer = await chromium.VisitAsync(product.Address);
        await using var mei = await chromium.VisitAsync(product.Address);
        await using var tom = await chromium.VisitAsync(product.Address);
        await mei.SignInAsync(first.Token);
        await tom.SignInAsync(second.Token);
        await mei.Page.GotoAsync("/desk/requests?view=unassigned");
        await Expect(mei.Page.Locator(".row-link")).ToHaveCountAsync(0);

        // It is opened beside a conversation, and stands in the list without loading anything again.
        await customer.OpenChatAsync("/chat");
        await customer.SayAsync("hello");
        using (var agent = new StaffClient(product.Address, first.Token))
        {
            await FormAsync(agent, "/desk/1", "/desk/1/requests", ("subject", "Router drops every evening"), ("category", "fault"), ("priority", "High"));
        }

        await Expect(mei.Page.Locator(".row-link")).ToHaveCountAsync(1);
        await Expect(mei.Page.Locator("#view-unassigned b")).ToHaveTextAsync("1");
        await mei.Page.Keyboard.PressAsync("j");
        await mei.Page.Keyboard.PressAsync("Enter");
        await Expect(mei.Page.Locator("#talk-name")).ToHaveTextAsync("Router drops every evening");
        await tom.Page.GotoAsync("/desk/requests/SR-000001");

        await mei.Page.Keyboard.PressAsync("t");
        await Expect(tom.Page.Locator(".notice").Last).ToContainTextAsync("Agent Kestrel gave it to Agent Kestrel");
        await mei.Page.Keyboard.PressAsync("r");
        await mei.Page.Keyboard.TypeAsync("Is the lamp orange?");
        await mei.Page.Locator("#next-status").SelectOptionAsync("Waiting");
        await mei.Page.Locator("#text").PressAsync("Control+Enter");
        await Expect(customer.FromBot.Last).ToContainTextAsync("Is the lamp orange?");
        await Expect(mei.Page.Locator("#text")).ToHaveValueAsync("");
        await mei.Page.Locator("#text").BlurAsync();
        await mei.Page.Keyboard.PressAsync("n");
        await mei.Page.Keyboard.TypeAsync("A regular.");
        await mei.Page.Keyboard.PressAsync("Control+Enter");
        await Expect(tom.Page.Locator(".by-note .words")).ToHaveTextAsync("A regular.");
        await Expect(tom.Page.Locator(".by-agent .words")).ToHaveTextAsync("Is the lamp orange?");
        await Expect(tom.Page.Locator(".talk-who .chip").First).ToHaveTextAsync("Waits for customer");

        // Tags, what is to be done, and a colleague who is named in a note.
        await mei.Page.Locator("#new-tag").FillAsync("Recall");
        await mei.Page.Locator("#new-tag").PressAsync("Enter");
        await Expect(tom.Page.Locator(".tags-list a")).ToHaveTextAsync("recall");
        await mei.Page.Locator("#new-check").FillAsync("Measure the line");
        await mei.Page.Locator("#new-check").PressAsync("Enter");
        await tom.Page.Locator(".checks-list [role=checkbox]").ClickAsync();
        await Expect(mei.Page.Locator(".checks-list [aria-checked=true]")).ToHaveCountAsync(1);
        await tom.Page.Locator("[value=follow]").ClickAsync();
        await Expect(tom.Page.Locator("[value=unfollow]")).ToBeVisibleAsync();
        await tom.Page.GotoAsync("/desk/requests?view=mentions");
        await mei.Page.Locator("#kind-note").CheckAsync();
        await mei.Page.Locator("#text").FillAsync("Please measure, @lead kestrel");
        await mei.Page.Locator("#text").PressAsync("Control+Enter");
        await Expect(tom.Page.Locator("#view-mentions b")).ToHaveTextAsync("1");
        await tom.Page.Locator(".row-link").ClickAsync();
        await Expect(tom.Page.Locator(".by-note .words").Last).ToHaveTextAsync("Please measure, @lead kestrel");
        await tom.Page.GotoAsync("/desk/requests?view=followed&tag=recall");
        await Expect(tom.Page.Locator("#view-mentions b")).ToHaveTextAsync("0");
        await Expect(tom.Page.Locator(".row-link")).ToHaveCountAsync(1);
        await tom.Page.GotoAsync("/desk/requests/SR-000001");

        // A file goes to the customer with a reply.
        await mei.Page.Locator("#kind-reply").CheckAsync();
        await mei.Page.Locator("#file").SetInputFilesAsync(new FilePayload { Name = "steps.txt", MimeType = "text/plain", Buffer = "press reset"u8.ToArray() });
        await mei.Page.Locator("#composer [type=submit]").ClickAsync();
        await Expect(customer.FromBot.Last).ToContainTextAsync("steps.txt");

        // What is chosen stays chosen, and the focus where it was, while the page is read again.
        await mei.Page.Locator("body").PressAsync("e");
        await tom.Page.Locator("#kind-note").CheckAsync();
        await tom.Page.Locator("#text").FillAsync("Ready when you are.");
        await tom.Page.Locator("#text").PressAsync("Control+Enter");
        await Expect(mei.Page.Locator(".by-note .words").Last).ToHaveTextAsync("Ready when you are.");
        await Expect(mei.Page.Locator("#next-status")).ToHaveValueAsync("Resolved");
        await Expect(mei.Page.Locator("#send")).ToBeFocusedAsync();
        await mei.Page.Locator("#next-status").SelectOptionAsync("");

        // Who writes on an old page is told, and keeps the words.
        await tom.Page.EvaluateAsync("dispatchEvent(new Event('pagehide'))");
        await tom.Page.RouteAsync("**/sheet", route => route.AbortAsync());
        await mei.Page.Locator("#text").FillAsync("Glad that it works.");
        await mei.Page.Locator("#next-status").SelectOptionAsync("Resolved");
        await mei.Page.Locator("#composer [type=submit]").ClickAsync();
        await Expect(customer.FromBot.Last).ToContainTextAsync("resolved");
        await tom.Page.Locator("#text").FillAsync("Any news?");
        await tom.Page.Locator("#composer [type=submit]").ClickAsync();
        await Expect(tom.Page.Locator(".fault")).ToContainTextAsync("Not sent: Agent Kestrel answered");
        await Expect(tom.Page.Locator("#text")).ToHaveValueAsync("Any news?");
        await mei.Page.GotoAsync("/desk/requests?view=done");
        await Expect(mei.Page.Locator(".row-link .chip")).ToHaveTextAsync("Resolved");
    }

    [TestMethod]
    public async Task Without_the_script_forms_do_the_same_once_and_what_is_not_on_the_page_is_refused()
    {
        await using var product = await StaffProduct.StartAsync();
        var (mei, ann) = (await product.JoinAsync("mei@desk.example"), await product.JoinAsync("ann@desk.example", team: "billing"));
        using var agent = new StaffClient(product.Address, mei.Token);
        using var other = new StaffClient(product.Address, ann.Token);
        await PostAsync(agent, "/api/v1/requests", new { subject = Hostile, details = Hostile, category = "fault" });
        var once = ("once", $"{Guid.NewGuid()}");
        Task<(int Status, string Html)> SayAsync(params (string, string)[] fields) => FormAsync(agent, "/desk/requests/SR-000001", "/desk/requests/SR-000001/say", fields);

        var said = await SayAsync(("kind", "note"), ("text", Hostile), once);
        var again = await SayAsync(("kind", "note"), ("text", Hostile), once);
        var empty = await SayAsync(("kind", "reply"), ("text", " "));
        var late = await SayAsync(("kind", "reply"), ("text", "These <words> stay"), ("epoch", "1"));
        var unfit = await SayAsync(("kind", "shout"), ("text", "x"));
        var nobody = await FormAsync(agent, "/desk/requests/SR-000001", "/desk/requests/SR-000001/assign", ("to", $"agent:{Guid.NewGuid()}"));
        var nowhere = await FormAsync(agent, "/desk/requests/SR-000001", "/desk/requests/SR-000001/assign", ("to", "team:nobody"));
        var passed = await FormAsync(agent, "/desk/requests/SR-000001", "/desk/requests/SR-000001/assign", ("to", $"agent:{ann.Member.Id}"));
        var tag = await FormAsync(agent, "/desk/requests/SR-000001", "/desk/requests/SR-000001/mark", ("what", "tag"), ("tag", "a,b"));
        var tick = await FormAsync(agent, "/desk/requests/SR-000001", "/desk/requests/SR-000001/mark", ("what", "check"), ("check", "99"));
        Assert.AreEqual((400, 302), (tag.Status, tick.Status));
        var page = await agent.PageAsync("/desk/requests/SR-000001", Cancellation);
        var given = await other.PageAsync("/desk/requests/SR-000001", Cancellation);

        Assert.AreEqual((302, 302, 409, 409, 400, 409, 400, 302), (said.Status, again.Status, empty.Status, late.Status, unfit.Status, nobody.Status, nowhere.Status, passed.Status));
        Assert.Contains("These &lt;words&gt; stay</textarea>", late.Html);
        Assert.AreEqual(1, NoteOf().Count(page));
        Assert.DoesNotContain("<img", page);
        Assert.DoesNotContain("<script>alert", page);
        Assert.Contains("gave it to Agent Kestrel", given);      // who is given a request sees it, whatever the team
        Assert.Contains("SR-000001", await other.PageAsync("/desk/requests?view=mine", Cancellation));
        Assert.DoesNotContain("SR-000001", await other.PageAsync("/desk/requests?view=open&team=faults&agent=" + mei.Member.Id, Cancellation));
        await other.PageAsync("/desk/requests?view=x&status=9&team=%22%3E&priority=no&agent=me&order=up&after=-1", Cancellation);
        await other.PageAsync("/desk/requests/nonsense", Cancellation, System.Net.HttpStatusCode.NotFound);
    }

    [TestMethod]
    public async Task Without_the_script_a_conversation_is_linked_on_either_page_and_a_file_needs_none()
    {
        await using var product = await StaffProduct.StartAsync();
        var mei = await product.JoinAsync("mei@desk.example");
        using var agent = new StaffClient(product.Address, mei.Token);
        var chromium = await Shared.ChromiumAsync();
        await using (var customer = await chromium.VisitAsync(product.Address))
        {
            await customer.OpenChatAsync("/chat");
            await customer.SayAsync("hello");
        }

        await PostAsync(agent, "/api/v1/requests", new { subject = Hostile, details = "x", category = "fault" });
        const string page = "/desk/requests/SR-000001";

        var sent = await UploadAsync(agent, page, "steps.txt", "press reset");
        var unfit = await UploadAsync(agent, page, "page.html", "<html><script>alert(1)</script></html>");
        var linked = await FormAsync(agent, page, page + "/conversations", ("what", "link"), ("conversation", "#1"));
        var absent = await FormAsync(agent, page, page + "/conversations", ("what", "link"), ("conversation", "99"));
        var words = await FormAsync(agent, page, page + "/conversations", ("what", "link"), ("conversation", "one"));
        var withBoth = await agent.PageAsync(page, Cancellation);
        var beside = await agent.PageAsync("/desk/1", Cancellation);
        var unlinked = await FormAsync(agent, page, page + "/conversations", ("what", "unlink"), ("conversation", "1"));
        var besideNone = await agent.PageAsync("/desk/1", Cancellation);
        var again = await FormAsync(agent, "/desk/1", "/desk/1/link", ("number", "sr 1"));
        var unknown = await FormAsync(agent, "/desk/1", "/desk/1/link", ("number", "SR-000009"));

        Assert.AreEqual((302, 409, 302, 409, 400, 302, 302, 409), (sent, unfit, linked.Status, absent.Status, words.Status, unlinked.Status, again.Status, unknown.Status));
        Assert.Contains("/steps.txt", withBoth);
        Assert.Contains("1 KB", withBoth);
        Assert.Contains("linked conversation #1", withBoth);
        Assert.Contains("href=\"/desk/1\"", withBoth);
        Assert.Contains("/desk/requests/SR-000001", beside);
        Assert.DoesNotContain("<img", beside);
        Assert.DoesNotContain("/desk/requests/SR-000001", besideNone);
        Assert.Contains("/desk/requests/SR-000001", await agent.PageAsync("/desk/1", Cancellation));
    }

    [TestMethod]
    public async Task Without_the_script_requests_are_linked_merged_and_split_and_the_page_says_so()
    {
        await using var product = await StaffProduct.StartAsync();
        var mei = await product.JoinAsync("mei@desk.example");
        using var agent = new StaffClient(product.Address, mei.Token);
        foreach (var subject in new[] { "Street is offline", "No internet", "No internet at all", "Nothing works" })
        {
            await PostAsync(agent, "/api/v1/requests", new { subject, details = Hostile, category = "fault" });
        }

        await PostAsync(agent, "/api/v1/requests/SR-000002/comments", new { text = "And my bill is wrong", @public = true });
        Task<(int Status, string Html)> ActAsync(string number, string act, params (string, string)[] fields) =>
            FormAsync(agent, $"/desk/requests/{number}", $"/desk/requests/{number}/{act}", fields);

        var incident = await ActAsync("SR-000001", "links", ("what", "link"), ("kind", "-problem"), ("other", "SR-000002"));
        var circle = await ActAsync("SR-000001", "links", ("what", "link"), ("kind", "parent"), ("other", "SR-000002"));
        var part = await ActAsync("SR-000004", "links", ("what", "link"), ("kind", "parent"), ("other", "SR-000001"));
        var merged = await ActAsync("SR-000003", "links", ("what", "link"), ("kind", "merged"), ("other", "SR-000002"));
        var unfit = await ActAsync("SR-000003", "links", ("what", "link"), ("kind", "split"), ("other", "SR-000002"));
        var nothing = await ActAsync("SR-000002", "split", ("subject", "Bill"));
        var problem = await agent.PageAsync("/desk/requests/SR-000001", Cancellation);
        var survivor = await agent.PageAsync("/desk/requests/SR-000002", Cancellation);
        var pointer = await agent.PageAsync("/desk/requests/SR-000003", Cancellation);
        var list = await agent.PageAsync("/desk/requests?view=open", Cancellation);
        var warned = await ActAsync("SR-000001", "say", ("kind", "reply"), ("text", "Mended"), ("status", "Resolved"), ("to-linked", "yes"));
        var resolved = await ActAsync("SR-000001", "say", ("kind", "reply"), ("text", "Mended"), ("status", "Resolved"), ("to-linked", "yes"), ("despite-parts", "yes"));
        var unmerged = await ActAsync("SR-000003", "links", ("what", "unlink"), ("kind", "merged"), ("other", "SR-000002"));
        var line = Line().Match(survivor).Groups[1].Value;
        var split = await ActAsync("SR-000002", "split", ("subject", "Bill"), ("line", line));

        Assert.AreEqual((302, 409, 302, 302, 400, 409), (incident.Status, circle.Status, part.Status, merged.Status, unfit.Status, nothing.Status));
        Assert.AreEqual((409, 302, 302, 302), (warned.Status, resolved.Status, unmerged.Status, split.Status));
        Assert.Contains("to-linked", problem);
        Assert.Contains("despite-parts", problem);
        Assert.Contains("No internet at all", survivor);
        Assert.Contains("Merged into", pointer);
        Assert.DoesNotContain("id=\"composer\"", pointer);
        Assert.DoesNotContain("SR-000003", list);
        Assert.DoesNotContain("<img", survivor);
        Assert.Contains("Split off", await agent.PageAsync("/desk/requests/SR-000005", Cancellation));
        Assert.Contains("id=\"composer\"", await agent.PageAsync("/desk/requests/SR-000003", Cancellation));
    }

    [TestMethod]
    public async Task Who_opens_a_request_that_there_may_be_already_is_asked_first()
    {
        await using var product = await StaffProduct.StartAsync();
        var mei = await product.JoinAsync("mei@desk.example");
        using var agent = new StaffClient(product.Address, mei.Token);
        const string words = "No internet in the whole street since noon";
        var first = await PostAsync(agent, "/api/v1/requests", new { subject = words, details = Hostile, category = "fault" });
        await product.Database.WriteAsync(async unit =>
        {
            await ServiceBot.Desk.Search.SearchReader.AddRequestsAsync(unit, [1]);
            return true;
        }, Cancellation);

        Task<(System.Net.HttpStatusCode Status, string? Location, string Html)> SendAsync(params (string, string)[] then) =>
            agent.SubmitAsync("/desk/requests/new", "open", Cancellation, [("subject", "Street without internet since noon"), ("details", "Whole street"), ("category", "fault"), .. then]);
        var asked = await SendAsync();
        var followed = await SendAsync(("then", "follow:SR-000001"));
        var duplicate = await SendAsync(("then", "duplicate:SR-000001"));
        var anyway = await SendAsync(("then", "anyway"));
        var told = await PostAsync(agent, "/api/v1/requests", new { subject = words, details = words, category = "fault" });

        Assert.AreEqual(0, first.GetProperty("possibleDuplicates").GetArrayLength());
        Assert.AreEqual(422, (int)asked.Status);
        Assert.Contains("same words: ", asked.Html);
        Assert.Contains("SR-000001", asked.Html);
        Assert.DoesNotContain("<img", asked.Html);
        Assert.EndsWith("/desk/requests/SR-000001", followed.Location!);
        Assert.Contains("value=\"unfollow\"", await agent.PageAsync("/desk/requests/SR-000001", Cancellation));
        Assert.EndsWith("/desk/requests/SR-000002", duplicate.Location!);
        Assert.Contains("Duplicate of SR-000001", await agent.PageAsync("/desk/requests/SR-000002", Cancellation));
        Assert.EndsWith("/desk/requests/SR-000003", anyway.Location!);
        Assert.AreEqual("SR-000001", told.GetProperty("possibleDuplicates")[0].GetProperty("number").GetString());
    }

    /// <summary>Sends a note with a file as a browser without a script does.</summary>
    private async Task<int> UploadAsync(StaffClient agent, string page, string name, string words)
    {
        var html = await agent.PageAsync(page, Cancellation);
        using var content = new MultipartFormDataContent
        {
            { new StringContent(Token().Match(html).Groups[1].Value), "__RequestVerificationToken" },
            { new StringContent(Epoch().Match(html).Groups[1].Value), "epoch" },
            { new StringContent($"{Guid.NewGuid()}"), "once" },
            { new StringContent("note"), "kind" },
            { new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(words)), "file", name },
        };
        using var response = await agent.Http.PostAsync(page + "/say", content, Cancellation);
        return (int)response.StatusCode;
    }

    [TestMethod]
    public async Task A_type_has_one_form_in_the_api_and_on_the_page_and_each_says_what_does_not_fit()
    {
        await using var product = await StaffProduct.StartAsync();
        var mei = await product.JoinAsync("mei@desk.example", team: "field");
        using var agent = new StaffClient(product.Address, mei.Token);
        var types = await agent.Http.GetFromJsonAsync<JsonElement>("/api/v1/request-types", Cancellation);
        var visit = types.EnumerateArray().Single(type => type.GetProperty("type").GetString() == "visit");

        var (status, errors) = await TryAsync(new
        {
            subject = "Visit",
            details = "Please come",
            type = "visit",
            fields = new { visit_date = "2020-01-01", visit_window = "midnight", phone = "none", colour = "red" },
        });
        var (_, unknown) = await TryAsync(new { subject = "Visit", details = "Please come", type = "visits" });
        var (_, bare) = await TryAsync(new { subject = "Visit", details = "Please come", fields = new { phone = "1" } });
        var (_, rated) = await TryAsync(new { subject = "Visit", details = "Please come", impact = "high" });
        var opened = await PostAsync(agent, "/api/v1/requests", new
        {
            subject = "Visit",
            details = "Please come",
            type = "visit",
            impact = "high",
            urgency = "medium",
            fields = new { visit_date = "2126-12-24", visit_window = "morning", phone = "0800 555 0142" },
        });
        var refused = await SendAsync(("subject", Hostile), ("details", Hostile), ("fields.visit_date", "soon"), ("fields.visit_window", "evening"));
        var taken = await SendAsync(("subject", "By the page"), ("details", "Words"), ("impact", "High"), ("urgency", "High"), ("fields.visit_date", "2126-12-24"), ("fields.visit_window", "evening"));
        var page = await agent.PageAsync("/desk/requests/SR-000002", Cancellation);

        Assert.AreEqual("visit_date visit_window phone", string.Join(' ', visit.GetProperty("fields").EnumerateArray().Select(field => field.GetProperty("name").GetString())));
        Assert.AreEqual(400, status);
        Assert.AreEqual(
            "fields.colour: The type visit has no such field. It has visit_date, visit_window, phone.|fields.phone: It must be of the kind phone.|"
            + "fields.visit_date: It must be a day as 2026-12-24, today or later.|fields.visit_window: It must be one of morning, afternoon, evening.",
            errors);
        Assert.StartsWith("type: It must be one of fault, setup, visit.", unknown);
        Assert.AreEqual("fields: Fields belong to a type; send type as well.", bare);
        Assert.AreEqual("urgency: It is missing: the priority follows from impact and urgency together.", rated);
        Assert.AreEqual(("visit", "high", "morning"), (opened.GetProperty("category").GetString(), opened.GetProperty("priority").GetString(), opened.GetProperty("fields").GetProperty("visit_window").GetString()));
        Assert.AreEqual(422, refused.Status);
        Assert.Contains("today or later", refused.Html);
        Assert.DoesNotContain("<img", refused.Html);
        Assert.AreEqual((302, "/desk/requests/SR-000002"), (taken.Status, taken.Location));
        Assert.Contains("16 to 20", page);
        Assert.Contains("Urgent", page);

        async Task<(int Status, string Errors)> TryAsync(object body)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/requests") { Content = JsonContent.Create(body) };
            request.Headers.Add("RequestVerificationToken", await agent.ForgeryTokenAsync(Cancellation));
            using var response = await agent.Http.SendAsync(request, Cancellation);
            var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
            return ((int)response.StatusCode, string.Join('|', problem.GetProperty("errors").EnumerateObject().OrderBy(error => error.Name, StringComparer.Ordinal).Select(error => $"{error.Name}: {error.Value[0]}")));
        }

        async Task<(int Status, string? Location, string Html)> SendAsync(params (string, string)[] fields)
        {
            var (sent, location, html) = await agent.SubmitAsync("/desk/requests/new?type=visit", "open", Cancellation, fields);
            return ((int)sent, location is null ? null : new Uri(product.Address, location).AbsolutePath, html);
        }
    }

    [TestMethod]
    public async Task Axe_finds_nothing_and_nothing_is_wider_than_the_window()
    {
        await using var product = await StaffProduct.StartAsync();
        var mei = await product.JoinAsync("mei@desk.example");
        using (var agent = new StaffClient(product.Address, mei.Token))
        {
            await FillAsync(agent);
        }

        foreach (var (language, width, scheme) in Stage.Looks.Append(("en", 1000, ColorScheme.Light)))
        {
            await using var visitor = await (await Shared.ChromiumAsync()).VisitAsync(product.Address, language, width, scheme);
            await visitor.SignInAsync(mei.Token);
            foreach (var (name, path) in new[] { ("requests", "/desk/requests"), ("request", "/desk/requests/SR-000001"), ("request-form", "/desk/requests/new?type=visit") })
            {
                await visitor.Page.GotoAsync(path);
                await Stage.LookAsync(visitor, $"{name}-{language}-{width}");
            }
        }
    }

    /// <summary>A few requests in different states, the first with a history.</summary>
    private async Task FillAsync(StaffClient agent)
    {
        foreach (var (subject, category, priority) in new[]
        {
            ("Router drops the connection every evening", "fault", "high"), ("我的路由器老是断线", "fault", "normal"), ("No internet in the whole street since noon", "outage", "urgent"),
            ("Second parcel is missing", "other", "low"),
        })
        {
            await PostAsync(agent, "/api/v1/requests", new { subject, details = subject + "\nThe lamp on the front is orange.", category, priority, language = subject.Any(c => c > 0x2E80) ? "zh" : "en" });
        }

        await PostAsync(agent, "/api/v1/requests", new
        {
            subject = "Technician visit",
            details = "The line is dead.",
            type = "visit",
            impact = "low",
            urgency = "high",
            fields = new { visit_date = "2126-12-24", visit_window = "morning", phone = "0800 555 0142" },
        });
        await PostAsync(agent, "/api/v1/requests/SR-000001/tags", new { add = new[] { "recall", "evening drops" } });
        await PostAsync(agent, "/api/v1/requests/SR-000001/checks", new { text = "Measure the line tonight" });
        await PostAsync(agent, "/api/v1/requests/SR-000001/edit", new { impact = "medium", urgency = "high" });
        await PostAsync(agent, "/api/v1/requests/SR-000001/comments", new { text = "Second call this week; the line was measured on Monday." });
        await PostAsync(agent, "/api/v1/requests/SR-000001/comments", new { text = "We measure the line tonight and come back to you.", @public = true });
        await PostAsync(agent, "/api/v1/requests/SR-000001/status", new { status = "open" });
        await PostAsync(agent, "/api/v1/requests/SR-000002/links", new { kind = "duplicate", other = "SR-000001" });
        await PostAsync(agent, "/api/v1/requests/SR-000003/links", new { kind = "parent", other = "SR-000001" });
        await PostAsync(agent, "/api/v1/requests/SR-000004/merge", new { into = "SR-000001" });
        await PostAsync(agent, "/api/v1/requests/SR-000002/status", new { status = "waiting" });
    }

    private async Task<JsonElement> PostAsync(StaffClient by, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("RequestVerificationToken", await by.ForgeryTokenAsync(Cancellation));
        using var response = await by.Http.SendAsync(request, Cancellation);
        Assert.IsTrue(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync(Cancellation));
        return await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation);
    }

    /// <summary>Sends a form of a page as a browser without a script does; its epoch is the page's unless it is named.</summary>
    private async Task<(int Status, string Html)> FormAsync(StaffClient agent, string page, string action, params (string Name, string Value)[] fields)
    {
        var html = await agent.PageAsync(page, Cancellation);
        var all = new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = Token().Match(html).Groups[1].Value,
            ["epoch"] = Epoch().Match(html).Groups[1].Value,
            ["once"] = Guid.NewGuid().ToString(),
        };
        foreach (var (name, value) in fields)
        {
            all[name] = value;
        }

        using var content = new FormUrlEncodedContent(all);
        using var response = await agent.Http.PostAsync(action, content, Cancellation);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(Cancellation));
    }

    [GeneratedRegex("name=\"line\" value=\"(\\d+)\"")]
    private static partial Regex Line();

    [GeneratedRegex("data-epoch=\"(\\d+)\"")]
    private static partial Regex Epoch();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();

    [GeneratedRegex("class=\"msg by-note\"")]
    private static partial Regex NoteOf();
}
