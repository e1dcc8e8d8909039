using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using ServiceBot.Desk.Accounts.People;
using ServiceBot.Desk.Staff;

namespace ServiceBot.IntegrationTests.Accounts;

/// <summary>What somebody tries who should not get in, or not that far.</summary>
[TestClass]
public sealed partial class SecurityTests
{
    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task A_session_that_was_planted_before_the_sign_in_is_worth_nothing_after_it()
    {
        var product = await StaffProduct.SharedAsync();
        await product.JoinAsync("fixed@desk.example");
        using var victim = product.Visit();
        victim.Session = "planted-by-somebody-else";

        var entered = await SignInAsync(victim, "fixed@desk.example", StaffProduct.Password);
        var first = victim.Session;
        using var thief = product.Visit();
        thief.Session = "planted-by-somebody-else";
        await SignInAsync(new(product.Address), "fixed@desk.example", StaffProduct.Password);

        Assert.AreEqual(HttpStatusCode.Found, entered.Status);
        Assert.AreNotEqual("planted-by-somebody-else", first);
        Assert.AreEqual(HttpStatusCode.Found, (await thief.Http.GetAsync("/account", Cancellation)).StatusCode);
    }

    [TestMethod]
    public async Task The_cookie_is_out_of_reach_of_scripts_and_of_other_sites()
    {
        var product = await StaffProduct.SharedAsync();
        await product.JoinAsync("cookie@desk.example");
        using var browser = new StaffClient(product.Address);
        var page = await browser.PageAsync("/sign-in", Cancellation);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string>
            {
                ["_handler"] = "sign-in",
                ["__RequestVerificationToken"] = Token().Match(page).Groups[1].Value,
                ["Form.Email"] = "cookie@desk.example",
                ["Form.Password"] = StaffProduct.Password,
            }),
        };

        using var response = await browser.Http.SendAsync(request, Cancellation);

        var cookie = response.Headers.GetValues("Set-Cookie").Single(value => value.StartsWith("staff=", StringComparison.Ordinal));
        StringAssert.Contains(cookie, "httponly");
        StringAssert.Contains(cookie, "samesite=lax");
        StringAssert.Contains(cookie, "path=/");
        Assert.DoesNotContain("expires", cookie, "it ends with the browser");
    }

    [TestMethod]
    [DataRow("/sign-in", "sign-in")]
    [DataRow("/password", "ask")]
    public async Task A_form_from_elsewhere_is_refused_when_nobody_is_signed_in(string path, string form)
    {
        var product = await StaffProduct.SharedAsync();
        using var browser = product.Visit();

        var (status, _, _) = await PostAsync(browser, path, ("_handler", form), ("Form.Email", "ada@desk.example"), ("Form.Password", StaffProduct.Password));

        Assert.AreEqual(HttpStatusCode.BadRequest, status);
        Assert.IsNull(browser.Session);
    }

    [TestMethod]
    public async Task What_another_site_makes_a_browser_send_changes_nothing()
    {
        var product = await StaffProduct.SharedAsync();
        using var ada = await product.VisitAsync(StaffRole.Administrator);
        using var other = await product.VisitAsync(StaffRole.Manager);
        var theirs = await other.ForgeryTokenAsync(Cancellation);

        var form = await PostAsync(ada, "/admin", ("_handler", "invite"), ("Form.Name", "Eve"), ("Form.Email", "eve@evil.example"), ("Form.Role", "Administrator"), ("Form.Language", "en"));
        var withTheirs = await PostAsync(
            ada, "/admin", ("_handler", "invite"), ("__RequestVerificationToken", theirs), ("Form.Name", "Eve"), ("Form.Email", "eve@evil.example"), ("Form.Role", "Administrator"), ("Form.Language", "en"));
        using var api = await ada.Http.PostAsJsonAsync("/api/v1/requests", new { subject = "forged", details = "forged" }, Cancellation);
        using var own = new HttpRequestMessage(HttpMethod.Post, "/api/v1/requests") { Content = JsonContent.Create(new { subject = "Own", details = "Own" }) };
        own.Headers.Add("RequestVerificationToken", await ada.ForgeryTokenAsync(Cancellation));
        using var allowed = await ada.Http.SendAsync(own, Cancellation);

        Assert.AreEqual(HttpStatusCode.BadRequest, form.Status);
        Assert.AreEqual(HttpStatusCode.BadRequest, withTheirs.Status);
        Assert.AreEqual(HttpStatusCode.BadRequest, api.StatusCode);
        Assert.AreEqual(HttpStatusCode.Created, allowed.StatusCode);
        Assert.DoesNotContain("evil", await ada.PageAsync("/admin", Cancellation));
    }

    [TestMethod]
    [DataRow("https://evil.example/")]
    [DataRow("//evil.example/")]
    [DataRow("/\\evil.example/")]
    [DataRow("/\t/evil.example/")]
    [DataRow("javascript:alert(1)")]
    [DataRow("evil")]
    [DataRow("")]
    public async Task After_signing_in_nobody_is_sent_elsewhere(string wanted)
    {
        var product = await StaffProduct.SharedAsync();
        using var ada = product.Visit();

        var entered = await SignInAsync(ada, "ada@desk.example", StaffProduct.Password, $"/sign-in?return={Uri.EscapeDataString(wanted)}");

        Assert.AreEqual(HttpStatusCode.Found, entered.Status);
        Assert.AreEqual("/desk", new Uri(product.Address, entered.Location).PathAndQuery);
        Assert.AreEqual(product.Address.Authority, new Uri(product.Address, entered.Location).Authority);
    }

    [TestMethod]
    public async Task Fields_that_a_form_does_not_have_change_nothing()
    {
        var product = await StaffProduct.SharedAsync();
        var mei = await product.JoinAsync("mass@desk.example");
        using var browser = new StaffClient(product.Address, mei.Token);

        await browser.SubmitAsync(
            "/account", "profile", Cancellation, ("Form.Name", "Mei"), ("Form.Language", "en"), ("Form.Role", "Administrator"), ("Form.Team", "billing"),
            ("Form.Email", "eve@evil.example"), ("Form.Id", product.Ada.Id.ToString()), ("Member.Role", "Administrator"), ("Role", "Administrator"));
        var posted = await PostAsync(
            browser, "/admin/people/" + mei.Member.Id, ("_handler", "role"), ("__RequestVerificationToken", await browser.ForgeryTokenAsync(Cancellation)), ("Form.Role", "Administrator"));

        Assert.AreEqual(HttpStatusCode.Forbidden, posted.Status);
        var now = (await product.Database.ReadAsync(session => StaffStore.FindAsync(session, mei.Member.Id), Cancellation))!;
        Assert.AreEqual(mei.Member with { Name = "Mei", CreatedAt = now.CreatedAt }, now);
    }

    [TestMethod]
    public async Task An_auditor_reads_the_pages_and_changes_nothing_on_them()
    {
        var product = await StaffProduct.SharedAsync();
        using var auditor = await product.VisitAsync(StaffRole.Auditor);
        var token = await auditor.ForgeryTokenAsync(Cancellation);

        var people = await auditor.PageAsync("/admin", Cancellation);
        var invited = await PostAsync(auditor, "/admin", ("_handler", "invite"), ("__RequestVerificationToken", token), ("Form.Name", "Eve"), ("Form.Email", "eve@evil.example"));
        var made = await PostAsync(auditor, "/admin/keys", ("_handler", "make"), ("__RequestVerificationToken", token), ("Form.Name", "Eve"), ("Form.Scopes", "requests:read"));

        Assert.Contains("Ada Quist", people);
        Assert.DoesNotContain("value=\"invite\"", people);
        Assert.AreEqual((HttpStatusCode.Forbidden, HttpStatusCode.Forbidden), (invited.Status, made.Status));
    }

    [TestMethod]
    public async Task Known_and_unknown_addresses_are_answered_in_the_same_words()
    {
        await using var product = await StaffProduct.StartAsync("--SignIn:TriesPerAccount=3", "--SignIn:TriesPerAddress=1000");
        var gone = await product.JoinAsync("gone@desk.example");
        await product.Get<ManagePeople>().DisableAsync(product.Ada.Id, gone.Member.Id, Cancellation);
        var answers = new List<(string Email, string Answers)>();
        foreach (var (email, password) in new[] { ("ada@desk.example", "a wrong guess"), ("nobody@desk.example", "a wrong guess"), ("gone@desk.example", StaffProduct.Password), ("not an address", "x") })
        {
            using var browser = product.Visit();
            var said = new List<string>();
            for (var n = 0; n < 4; n++)
            {
                var (status, _, html) = await SignInAsync(browser, email, password);
                said.Add($"{status} {Without(html, email)}");
            }

            for (var n = 0; n < 4; n++)
            {
                var (status, location, _) = await browser.SubmitAsync("/password", "ask", Cancellation, ("Form.Email", email));
                said.Add($"{status} {location}");
            }

            answers.Add((email, string.Join('\n', said)));
        }

        foreach (var (email, said) in answers)
        {
            Assert.AreEqual(answers[0].Answers, said, email);
        }

        Assert.Contains("TooManyRequests", answers[0].Answers);
    }

    [TestMethod]
    public async Task Agents_see_and_change_the_requests_of_their_team_and_of_nobody_else()
    {
        var product = await StaffProduct.SharedAsync();
        using var agent = await product.VisitAsync(StaffRole.Agent);
        using var manager = await product.VisitAsync(StaffRole.Manager);
        using var auditor = await product.VisitAsync(StaffRole.Auditor);
        async Task<string> OpenAsync(string category) => (await SendAsync(manager, "/api/v1/requests", new { subject = "Row", details = "Access", category })).Body.GetProperty("number").GetString()!;
        var (own, shared, foreign) = (await OpenAsync("fault"), await OpenAsync("other"), await OpenAsync("billing"));

        var seen = (await ListAsync(agent)).ToList();
        var all = (await ListAsync(manager)).ToList();

        CollectionAssert.IsSubsetOf(new[] { own, shared }, seen);
        Assert.DoesNotContain(foreign, seen);
        CollectionAssert.IsSubsetOf(new[] { own, shared, foreign }, all);
        Assert.AreEqual(HttpStatusCode.NotFound, (await agent.Http.GetAsync($"/api/v1/requests/{foreign}", Cancellation)).StatusCode);
        Assert.AreEqual(HttpStatusCode.NotFound, (await agent.Http.GetAsync($"/api/v1/requests/{foreign}/sla", Cancellation)).StatusCode);
        Assert.AreEqual(HttpStatusCode.NotFound, (await SendAsync(agent, $"/api/v1/requests/{foreign}/comments", new { text = "I was here" })).Status);
        Assert.AreEqual(HttpStatusCode.NotFound, (await SendAsync(agent, $"/api/v1/requests/{foreign}/status", new { status = "open" })).Status);
        Assert.AreEqual(HttpStatusCode.OK, (await SendAsync(agent, $"/api/v1/requests/{own}/comments", new { text = "I look into it" })).Status);
        Assert.AreEqual(HttpStatusCode.OK, (await auditor.Http.GetAsync($"/api/v1/requests/{foreign}", Cancellation)).StatusCode);
        Assert.AreEqual(HttpStatusCode.Forbidden, (await SendAsync(auditor, $"/api/v1/requests/{foreign}/comments", new { text = "I was here" })).Status);
        var history = await agent.Http.GetFromJsonAsync<JsonElement>($"/api/v1/requests/{own}", Cancellation);
        StringAssert.StartsWith(history.GetProperty("history").EnumerateArray().Last().GetProperty("who").GetString(), "staff:");
    }

    [TestMethod]
    public async Task Who_is_signed_in_acts_for_nobody_else()
    {
        var product = await StaffProduct.SharedAsync();
        using var auditor = await product.VisitAsync(StaffRole.Auditor);
        using var agent = await product.VisitAsync(StaffRole.Agent);
        agent.Http.DefaultRequestHeaders.Add("X-Staff-Id", product.Ada.Id.ToString());
        auditor.Http.DefaultRequestHeaders.Add("X-Staff-Id", product.Ada.Id.ToString());

        var audited = await SendAsync(auditor, "/api/v1/conversations/999999/take", new { });
        var whispered = await SendAsync(agent, "/api/v1/conversations/999999/whispers", new { text = "psst" });

        Assert.AreEqual(HttpStatusCode.Forbidden, audited.Status);
        Assert.AreEqual(HttpStatusCode.Forbidden, whispered.Status);
        Assert.Contains("agent", whispered.Body.GetProperty("detail").GetString()!);
    }

    private async Task<(HttpStatusCode Status, JsonElement Body)> SendAsync(StaffClient client, string path, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body) };
        request.Headers.Add("RequestVerificationToken", await client.ForgeryTokenAsync(Cancellation));
        using var response = await client.Http.SendAsync(request, Cancellation);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Cancellation));
    }

    private async Task<IEnumerable<string>> ListAsync(StaffClient client) =>
        (await client.Http.GetFromJsonAsync<JsonElement>("/api/v1/requests?take=200", Cancellation)).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("number").GetString()!);

    private Task<(HttpStatusCode Status, string? Location, string Html)> SignInAsync(StaffClient browser, string email, string password, string path = "/sign-in") =>
        browser.SubmitAsync(path, "sign-in", Cancellation, ("Form.Email", email), ("Form.Password", password));

    private async Task<(HttpStatusCode Status, string? Location, string Html)> PostAsync(StaffClient browser, string path, params (string Name, string Value)[] fields)
    {
        using var content = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var response = await browser.Http.PostAsync(path, content, Cancellation);
        return (response.StatusCode, response.Headers.Location?.ToString(), await response.Content.ReadAsStringAsync(Cancellation));
    }

    /// <summary>A page without what differs from one answer to the next anyway.</summary>
    private static string Without(string html, string email) => Token().Replace(html, "").Replace($"value=\"{email}\"", "", StringComparison.Ordinal);

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
