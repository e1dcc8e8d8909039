using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using ServiceBot.Desk.Accounts;
using ServiceBot.Desk.Accounts.People;
using ServiceBot.Desk.Accounts.SecondFactor;
using ServiceBot.Desk.Accounts.SignIn;
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

    [TestMethod]
    [DataRow("//evil.example/nothing")]
    [DataRow("//evil.example/%2e%2e")]
    [DataRow("/\\evil.example/nothing")]
    [DataRow("/%5Cevil.example/nothing")]
    public async Task A_page_that_is_not_there_links_to_no_other_host(string path)
    {
        var product = await StaffProduct.SharedAsync();
        using var visitor = product.Visit();

        using var response = await visitor.Http.GetAsync(new Uri(product.Address.GetLeftPart(UriPartial.Authority) + path), Cancellation);
        var html = await response.Content.ReadAsStringAsync(Cancellation);

        Assert.AreEqual(HttpStatusCode.NotFound, response.StatusCode);
        foreach (Match link in Link().Matches(html))
        {
            // As a browser reads it: a backslash is a slash.
            var to = new Uri(product.Address, WebUtility.HtmlDecode(link.Groups[1].Value).Replace('\\', '/'));
            Assert.IsTrue(to.Authority == product.Address.Authority || to.Scheme == "tel", link.Value);
        }
    }

    [TestMethod]
    [DataRow("multipart/form-data; boundary=x", "no parts at all")]
    [DataRow("multipart/form-data", "{}")]
    [DataRow("application/x-www-form-urlencoded", "__RequestVerificationToken=guess&subject=forged")]
    [DataRow("text/plain", "{\"subject\":\"forged\",\"details\":\"forged\"}")]
    public async Task What_a_form_of_another_site_can_send_is_refused_in_words_whatever_it_calls_itself(string contentType, string body)
    {
        var product = await StaffProduct.SharedAsync();
        using var ada = await product.VisitAsync(StaffRole.Administrator);
        foreach (var path in new[] { "/api/v1/requests", "/api/v1/conversations/999999/files?name=a.txt&epoch=1", "/sign-out" })
        {
            using var content = new StringContent(body);
            content.Headers.Remove("Content-Type");
            content.Headers.TryAddWithoutValidation("Content-Type", contentType);

            using var response = await ada.Http.PostAsync(path, content, Cancellation);

            Assert.IsTrue(response.StatusCode is HttpStatusCode.BadRequest or HttpStatusCode.UnsupportedMediaType, $"{path}: {response.StatusCode}");
        }

        await ada.PageAsync("/account", Cancellation);
    }

    [TestMethod]
    public async Task Who_knows_an_address_cannot_lock_its_owner_out_of_their_own_browser()
    {
        await using var product = await StaffProduct.StartAsync("--SignIn:TriesPerAccount=3", "--SignIn:TriesPerAddress=1000");
        using var owner = product.Visit();
        using var stranger = product.Visit();
        await SignInAsync(owner, "ada@desk.example", StaffProduct.Password);
        await PostAsync(owner, "/sign-out", ("__RequestVerificationToken", await owner.ForgeryTokenAsync(Cancellation)));
        for (var n = 0; n < 3; n++)
        {
            await SignInAsync(stranger, "ada@desk.example", "a wrong guess");
        }

        var locked = await SignInAsync(stranger, "ada@desk.example", StaffProduct.Password);
        var own = await SignInAsync(owner, "ada@desk.example", StaffProduct.Password);

        Assert.AreEqual(HttpStatusCode.TooManyRequests, locked.Status);
        Assert.AreEqual(HttpStatusCode.Found, own.Status);
    }

    [TestMethod]
    public async Task What_people_call_themselves_and_their_keys_is_text_on_every_page()
    {
        const string Evil = "\"'><img src=x onerror=alert(1)><script>alert(2)</script>{{7*7}}";
        await using var product = await StaffProduct.StartAsync();
        var eve = await product.JoinAsync("eve+o'hara@desk.example");
        using var herself = new StaffClient(product.Address, eve.Token);
        herself.Http.DefaultRequestHeaders.UserAgent.Clear();
        herself.Http.DefaultRequestHeaders.TryAddWithoutValidation("User-Agent", Evil);
        await herself.SubmitAsync("/account", "profile", Cancellation, ("Form.Name", Evil), ("Form.Language", "en"));
        using var stranger = product.Visit();
        var refused = await stranger.SubmitAsync("/sign-in?return=%22%3E%3Cscript%3Ealert(3)", "sign-in", Cancellation, ("Form.Email", Evil), ("Form.Password", Evil));
        var invited = await product.Get<Invitations>().InviteAsync(
            product.Ada.Id,
            new() { Id = default, Email = "\"<script>\"@desk.example", Name = Evil, Role = StaffRole.Agent, Team = null, Language = "en", ExpiresAt = default },
            token => new($"https://desk.example/?{token}"), Cancellation);
        await product.Get<Invitations>().InviteAsync(
            product.Ada.Id,
            new() { Id = default, Email = "mal@desk.example", Name = Evil, Role = StaffRole.Agent, Team = null, Language = "en", ExpiresAt = default },
            token => new($"https://desk.example/?{token}"), Cancellation);
        using var ada = await product.VisitAsync(StaffRole.Administrator);
        await ada.SubmitAsync("/admin/keys", "make", Cancellation, ("Form.Name", Evil[..60]), ("Form.Scopes", "gaps:read"));
        await product.Get<SignInWithPassword>().HandleAsync("eve+o'hara@desk.example", StaffProduct.Password, new("192.0.2.1", Evil), Cancellation);

        var pages = new List<string> { await herself.PageAsync("/account", Cancellation), refused.Html };
        foreach (var path in new[] { "/admin", $"/admin/people/{eve.Member.Id}", "/admin/keys", "/admin?saved=%3Cscript%3E", "/account?lang=%3Cscript%3E&a=%22%3E%3Cscript%3E" })
        {
            pages.Add(await ada.PageAsync(path, Cancellation));
        }

        Assert.IsInstanceOfType<AccountOutcome.NotAnAddress>(invited);
        foreach (var page in pages)
        {
            Assert.DoesNotContain("<script>", page, "the product's own have an address");
            Assert.DoesNotContain("<img src=x", page);
            Assert.DoesNotContain("\"'>", page);
        }

        Assert.Contains("&lt;img src=x", pages[0]);
        Assert.Contains("&lt;img src=x", pages[2]);
        Assert.Contains("&lt;img src=x", pages[4]);
    }

    [TestMethod]
    [DataRow("/api/v1/requests")]
    [DataRow("/account")]
    public async Task What_a_session_reads_stays_in_no_cache(string path)
    {
        var product = await StaffProduct.SharedAsync();
        using var ada = await product.VisitAsync(StaffRole.Administrator);

        using var response = await ada.Http.GetAsync(path, Cancellation);

        Assert.IsTrue(response.Headers.CacheControl?.NoStore);
    }

    [TestMethod]
    public async Task A_copied_cookie_is_worth_nothing_once_its_owner_has_changed_the_password()
    {
        var product = await StaffProduct.SharedAsync();
        var mei = await product.JoinAsync("copied@desk.example");
        using var owner = new StaffClient(product.Address, mei.Token);
        using var thief = new StaffClient(product.Address, mei.Token);

        var changed = await owner.SubmitAsync("/account", "password", Cancellation, ("Form.Present", StaffProduct.Password), ("Form.Next", "nine loud magpies"));

        Assert.AreEqual(HttpStatusCode.Found, changed.Status);
        Assert.AreEqual(HttpStatusCode.Found, (await thief.Http.GetAsync("/account", Cancellation)).StatusCode);
        Assert.AreNotEqual(mei.Token, owner.Session);
        await owner.PageAsync("/account", Cancellation);
    }

    [TestMethod]
    public async Task Who_finds_an_open_page_cannot_put_an_authenticator_of_their_own_before_the_account()
    {
        var product = await StaffProduct.SharedAsync();
        var mei = await product.JoinAsync("unattended@desk.example");
        using var passer = new StaffClient(product.Address, mei.Token);
        await passer.SubmitAsync("/account", "offer", Cancellation);
        var secret = (await product.Get<OwnAccount>().ReadAsync(mei.Member.Id, Cancellation)).OfferedSecret!;
        var code = Totp.CodeAt(secret, DateTimeOffset.UtcNow);

        await passer.SubmitAsync("/account", "confirm", Cancellation, ("Form.Code", code), ("Form.Present", "a wrong guess"));
        var before = await product.Get<OwnAccount>().ReadAsync(mei.Member.Id, Cancellation);
        await passer.SubmitAsync("/account", "confirm", Cancellation, ("Form.Code", code), ("Form.Present", StaffProduct.Password));

        Assert.IsFalse(before.HasTotp);
        Assert.IsTrue((await product.Get<OwnAccount>().ReadAsync(mei.Member.Id, Cancellation)).HasTotp);
        Assert.AreNotEqual(mei.Token, passer.Session, "a copy of the cookie ends here as well");
        await passer.PageAsync("/account", Cancellation);
    }

    [TestMethod]
    public async Task Every_route_that_changes_something_refuses_what_another_site_makes_a_browser_send()
    {
        var product = await StaffProduct.SharedAsync();
        using var ada = await product.VisitAsync(StaffRole.Administrator);
        var routes = RouteTests.Mapped(product).Where(route => route.Method is not ("GET" or "HEAD") && RouteTests.IsForStaff(route.Method, route.Route)).ToList();
        var wrong = new List<string>();
        foreach (var (method, route) in routes)
        {
            var path = Parameter().Replace(route, match => match.Value.Contains("guid", StringComparison.Ordinal) ? $"{Guid.NewGuid()}" : match.Value.Contains("number", StringComparison.OrdinalIgnoreCase) ? "SR-000001" : "1");
            foreach (var type in new[] { "application/x-www-form-urlencoded", "text/plain", "application/json" })
            {
                using var request = new HttpRequestMessage(new(method), path) { Content = new StringContent("a=1", System.Text.Encoding.UTF8, type) };
                request.Headers.Add("Origin", "https://evil.example");
                using var response = await ada.Http.SendAsync(request, Cancellation);
                if (response.StatusCode != HttpStatusCode.UnsupportedMediaType      // it reads no such body
                    && (response.StatusCode != HttpStatusCode.BadRequest || !(await response.Content.ReadAsStringAsync(Cancellation)).Contains("own pages", StringComparison.Ordinal)))
                {
                    wrong.Add($"{method} {path} {type}: {(int)response.StatusCode} {await response.Content.ReadAsStringAsync(Cancellation)}");
                }
            }
        }

        Assert.IsGreaterThan(30, routes.Count);
        Assert.AreEqual("", string.Join('\n', wrong));
    }

    [TestMethod]
    [DataRow("number", "\"SR-999999\"")]
    [DataRow("status", "\"closed\"")]
    [DataRow("team", "\"billing\"")]
    [DataRow("agent", "\"{ada}\"")]
    [DataRow("openedAt", "\"2001-01-01T00:00:00Z\"")]
    [DataRow("openedBy", "\"staff:{ada}\"")]
    [DataRow("by", "\"staff:{ada}\"")]
    [DataRow("version", "99")]
    public async Task A_field_that_a_body_does_not_have_is_refused_by_its_name(string field, string value)
    {
        var product = await StaffProduct.SharedAsync();
        using var agent = await product.VisitAsync(StaffRole.Agent);
        var body = JsonSerializer.Deserialize<JsonElement>(
            $"{{\"subject\":\"Extra {field}\",\"details\":\"Extra\",\"category\":\"fault\",\"{field}\":{value.Replace("{ada}", product.Ada.Id.ToString(), StringComparison.Ordinal)}}}");

        var (status, problem) = await SendAsync(agent, "/api/v1/requests", body);

        Assert.AreEqual(HttpStatusCode.BadRequest, status);
        Assert.IsTrue(problem.GetProperty("errors").TryGetProperty(field, out _), problem.ToString());
        Assert.DoesNotContain($"Extra {field}", await agent.Http.GetStringAsync("/api/v1/requests?take=200", Cancellation));
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

    [GeneratedRegex("\\{[^}]+\\}")]
    private static partial Regex Parameter();

    [GeneratedRegex("href=\"([^\"]+)\"")]
    private static partial Regex Link();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex Token();
}
