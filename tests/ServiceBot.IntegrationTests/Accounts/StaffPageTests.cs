using System.Net;
using System.Text.RegularExpressions;
using ServiceBot.Desk.Accounts.SecondFactor;
using ServiceBot.Desk.Staff;

namespace ServiceBot.IntegrationTests.Accounts;

/// <summary>The way through the pages, as a browser without scripts goes it.</summary>
[TestClass]
public sealed partial class StaffPageTests
{
    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [TestMethod]
    public async Task A_start_without_people_prints_a_link_that_makes_the_first_administrator()
    {
        await using var product = await ProductProcess.StartedAsync(Cancellation);
        var link = (await product.WroteAsync(SetUpLink(), Cancellation)).Value;
        using var browser = new StaffClient(product.Address);
        var path = new Uri(link).PathAndQuery;

        var weak = await browser.SubmitAsync(path, "set-up", Cancellation, ("Form.Name", "Ada"), ("Form.Email", "ada@desk.example"), ("Form.Password", "password1234"));
        var done = await browser.SubmitAsync(path, "set-up", Cancellation, ("Form.Name", "Ada"), ("Form.Email", "ada@desk.example"), ("Form.Password", StaffProduct.Password));

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, weak.Status);
        Assert.Contains("everybody tries first", weak.Html);
        Assert.Contains("value=\"Ada\"", weak.Html, "what was typed stays");
        Assert.AreEqual((HttpStatusCode.Found, "/desk"), (done.Status, PathOf(done.Location)));
        Assert.Contains("Ada", await browser.PageAsync("/admin", Cancellation));
        Assert.Contains("no longer good", await browser.PageAsync(path, Cancellation, HttpStatusCode.Gone));
        await product.KillAsync();
        await product.StartAsync(Cancellation);
        Assert.HasCount(1, SetUpLink().Matches(product.Output));
        Assert.Contains("Ada", await browser.PageAsync("/account", Cancellation), "and the session is still good");
    }

    [TestMethod]
    public async Task Somebody_signs_in_goes_where_they_wanted_and_signs_out()
    {
        var product = await StaffProduct.SharedAsync();
        await product.JoinAsync("way@desk.example", language: "zh");
        using var browser = product.Visit();
        using var asked = await browser.Http.GetAsync("/account?x=1", Cancellation);
        var signIn = PathOf(asked.Headers.Location?.ToString())!;

        var wrong = await browser.SubmitAsync(signIn, "sign-in", Cancellation, ("Form.Email", "way@desk.example"), ("Form.Password", "a wrong guess"));
        var right = await browser.SubmitAsync(signIn, "sign-in", Cancellation, ("Form.Email", " Way@Desk.example"), ("Form.Password", StaffProduct.Password));
        var account = await browser.PageAsync("/account", Cancellation);
        var session = browser.Session;
        var left = await browser.SendAsync("/sign-out", account.Replace("action=\"/sign-out\"", "value=\"sign-out\"", StringComparison.Ordinal), "sign-out", Cancellation);
        using var again = product.Visit();
        again.Session = session;

        Assert.AreEqual("/sign-in?return=%2Faccount%3Fx%3D1", signIn);
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.Contains("not right", wrong.Html);
        Assert.AreEqual("/account?x=1", PathOf(right.Location));
        Assert.Contains("我的账户", WebUtility.HtmlDecode(account), "in the language of the profile");
        Assert.AreEqual((HttpStatusCode.Found, "/sign-in"), (left.Status, left.Location));
        Assert.AreEqual(HttpStatusCode.Found, (await again.Http.GetAsync("/account", Cancellation)).StatusCode);
    }

    [TestMethod]
    public async Task The_account_page_changes_profile_password_and_authenticator()
    {
        var product = await StaffProduct.SharedAsync();
        using var browser = new StaffClient(product.Address, (await product.JoinAsync("self@desk.example")).Token);

        var named = await browser.SubmitAsync("/account", "profile", Cancellation, ("Form.Name", "Bo <b>Lind</b>"), ("Form.Language", "en"));
        await browser.SubmitAsync("/account", "offer", Cancellation);
        var offered = await browser.PageAsync("/account", Cancellation);
        var secret = SecretIn().Match(WebUtility.HtmlDecode(offered)).Groups[1].Value;
        var wrong = await browser.SubmitAsync("/account", "confirm", Cancellation, ("Form.Code", "12"), ("Form.Present", StaffProduct.Password));
        var on = await browser.SubmitAsync("/account", "confirm", Cancellation, ("Form.Code", Totp.CodeAt(secret, DateTimeOffset.UtcNow)), ("Form.Present", StaffProduct.Password));
        var codes = RecoveryCode().Matches(on.Html).Select(match => match.Value).ToList();
        var changed = await browser.SubmitAsync("/account", "password", Cancellation, ("Form.Present", StaffProduct.Password), ("Form.Next", "nine loud magpies"));
        using var other = product.Visit();
        var half = await other.SubmitAsync("/sign-in", "sign-in", Cancellation, ("Form.Email", "self@desk.example"), ("Form.Password", "nine loud magpies"));
        Assert.IsNull(other.Session, "the password is half the way");
        var entered = await other.SendAsync("/sign-in", half.Html, "code", Cancellation, ("Form.Code", codes[0]));
        var off = await other.SubmitAsync("/account", "authenticator", Cancellation, ("Form.Action", "drop"), ("Form.Present", "nine loud magpies"));

        Assert.AreEqual(HttpStatusCode.Found, named.Status);
        Assert.Contains("Bo &lt;b&gt;Lind", offered);
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.HasCount(10, codes);
        Assert.AreEqual(HttpStatusCode.Found, changed.Status);
        Assert.AreEqual(HttpStatusCode.Found, entered.Status);
        Assert.AreEqual(HttpStatusCode.Found, off.Status);
        Assert.Contains("An app on your phone", await other.PageAsync("/account", Cancellation));
    }

    [TestMethod]
    public async Task An_administrator_invites_moves_and_lets_go()
    {
        var product = await StaffProduct.SharedAsync();
        using var ada = await product.VisitAsync(StaffRole.Administrator);

        var invited = await ada.SubmitAsync(
            "/admin", "invite", Cancellation,
            ("Form.Name", "Mei"), ("Form.Email", "mei.invited@desk.example"), ("Form.Role", "Agent"), ("Form.Team", "billing"), ("Form.Language", "zh"));
        var link = new Uri(InvitationLink().Match(WebUtility.HtmlDecode(invited.Html)).Value).PathAndQuery;
        using var mei = product.Visit();
        var joined = await mei.SubmitAsync(link, "invitation", Cancellation, ("Form.Name", "梅"), ("Form.Password", StaffProduct.Password));
        var id = (await product.Database.ReadAsync(session => StaffStore.FindByEmailAsync(session, "mei.invited@desk.example"), Cancellation))!.Id;
        var moved = await ada.SubmitAsync($"/admin/people/{id}", "role", Cancellation, ("Form.Role", "Lead"), ("Form.Team", "faults"));
        var nonsense = await ada.SubmitAsync($"/admin/people/{id}", "role", Cancellation, ("Form.Role", "3"), ("Form.Team", "faults"));
        var last = await ada.SubmitAsync($"/admin/people/{product.Ada.Id}", "disable", Cancellation);
        var gone = await ada.SubmitAsync($"/admin/people/{id}", "disable", Cancellation);

        Assert.AreEqual(HttpStatusCode.Found, joined.Status);
        Assert.AreEqual(HttpStatusCode.Found, moved.Status);
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, nonsense.Status);
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, last.Status);
        Assert.AreEqual(HttpStatusCode.Found, gone.Status);
        var now = await product.Database.ReadAsync(session => StaffStore.FindAsync(session, id), Cancellation);
        Assert.AreEqual((StaffRole.Lead, "faults", "梅"), (now!.Role, now.Team, now.Name));
        Assert.IsNotNull(now.DisabledAt);
        Assert.AreEqual(HttpStatusCode.Found, (await mei.Http.GetAsync("/account", Cancellation)).StatusCode, "signed out at once");
    }

    [TestMethod]
    public async Task A_key_is_shown_once_does_what_its_scopes_say_and_is_revoked()
    {
        var product = await StaffProduct.SharedAsync();
        using var ada = await product.VisitAsync(StaffRole.Administrator);

        var made = await ada.SubmitAsync("/admin/keys", "make", Cancellation, ("Form.Name", "web shop"), ("Form.Days", "30"), ("Form.Scopes", "requests:read"), ("Form.Scopes", "gaps:read"));
        var key = MadeKey().Match(made.Html).Value;
        var read = await StatusAsync(product, key, HttpMethod.Get, "/api/v1/requests");
        var gaps = await StatusAsync(product, key, HttpMethod.Get, "/api/v1/gaps");
        var write = await StatusAsync(product, key, HttpMethod.Post, "/api/v1/requests");
        var listed = await ada.PageAsync("/admin/keys", Cancellation);
        var taken = await ada.SubmitAsync("/admin/keys", "make", Cancellation, ("Form.Name", "web shop"), ("Form.Days", "30"), ("Form.Scopes", "requests:read"));
        var none = await ada.SubmitAsync("/admin/keys", "make", Cancellation, ("Form.Name", "nothing"), ("Form.Days", "30"));
        var people = await ada.SubmitAsync("/admin/keys", "make", Cancellation, ("Form.Name", "people"), ("Form.Days", "30"), ("Form.Scopes", "people:write"));
        var handler = RevokeForm().Matches(listed).Single(match => listed.LastIndexOf("web shop", match.Index, StringComparison.Ordinal) > listed.LastIndexOf("<tr", match.Index, StringComparison.Ordinal)).Value;
        var revoked = await ada.SendAsync("/admin/keys", listed, handler, Cancellation);
        var after = await StatusAsync(product, key, HttpMethod.Get, "/api/v1/requests");

        Assert.AreEqual((HttpStatusCode.OK, HttpStatusCode.OK, HttpStatusCode.Forbidden), (read, gaps, write));
        Assert.DoesNotContain(key, listed);
        Assert.Contains("just now", listed, "its last use");
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, taken.Status);
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, none.Status);
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, people.Status);
        Assert.AreEqual(HttpStatusCode.Found, revoked.Status);
        Assert.AreEqual(HttpStatusCode.Unauthorized, after);
    }

    [TestMethod]
    public async Task Letters_lead_to_the_products_own_address_whatever_host_was_asked()
    {
        await using var product = await StaffProduct.StartAsync();
        using var browser = product.Visit();
        var page = await browser.PageAsync("/password", Cancellation);
        browser.Http.DefaultRequestHeaders.Host = "evil.example";

        var asked = await browser.SendAsync("/password", page, "ask", Cancellation, ("Form.Email", "ada@desk.example"));

        Assert.AreEqual(HttpStatusCode.Found, asked.Status);
        var letters = await product.Database.ReadAsync(session => session.QueryAsync<string>("SELECT payload FROM channel_outbox"), Cancellation);
        Assert.HasCount(1, letters);
        Assert.Contains($"{product.Address}password?token=", letters[0]);
        Assert.DoesNotContain("evil", letters[0]);
    }

    private async Task<HttpStatusCode> StatusAsync(StaffProduct product, string key, HttpMethod method, string path)
    {
        using var http = new HttpClient { BaseAddress = product.Address };
        using var request = new HttpRequestMessage(method, path) { Headers = { { "X-Api-Key", key } } };
        using var response = await http.SendAsync(request, Cancellation);
        return response.StatusCode;
    }

    private static string? PathOf(string? location) => location is null || location.StartsWith('/') ? location : new Uri(location).PathAndQuery;

    [GeneratedRegex(@"http://\S+/set-up\?token=\S+")]
    private static partial Regex SetUpLink();

    [GeneratedRegex("secret=([A-Z2-7]{32})")]
    private static partial Regex SecretIn();

    [GeneratedRegex("[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}-[a-z0-9]{4}(?=</code>)")]
    private static partial Regex RecoveryCode();

    [GeneratedRegex(@"http://[^<]+/invitation\?token=[\w-]+")]
    private static partial Regex InvitationLink();

    [GeneratedRegex(@"sb_[\w-]{43}")]
    private static partial Regex MadeKey();

    [GeneratedRegex(@"revoke-[0-9a-f-]{36}")]
    private static partial Regex RevokeForm();
}
