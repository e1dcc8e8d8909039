using System.Net;
using System.Text.Json.Nodes;
using ServiceBot.Desk.Accounts;
using ServiceBot.Desk.Accounts.People;
using ServiceBot.Desk.Accounts.SecondFactor;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.Staff;

namespace ServiceBot.IntegrationTests.Accounts;

/// <summary>Sign-in through a provider, against one that is strict; and what somebody tries who should not get in that way.</summary>
[TestClass]
public sealed class SingleSignOnTests
{
    private static IdentityProvider s_corp = null!;
    private static StaffProduct s_product = null!;

    public required TestContext TestContext { get; set; }

    private CancellationToken Cancellation => TestContext.CancellationToken;

    [ClassInitialize]
    public static async Task StartAsync(TestContext _)
    {
        s_corp = await IdentityProvider.StartAsync();
        s_product = await StaffProduct.StartAsync(
        [
            .. s_corp.SettingsFor(0, "invited", ("Domains:0", "desk.example"), ("SignOutUrl", $"{s_corp.Address}/logout")),
            .. s_corp.SettingsFor(1, "linked", ("LinkByEmail", "true"), ("AsksForCode", "false")),
            .. s_corp.SettingsFor(
                2, "roles", ("AdmitAnyone", "true"), ("LinkByEmail", "true"), ("RoleClaim", "realm.groups"), ("Roles:0:Value", "chiefs"), ("Roles:0:Role", "Administrator"),
                ("Roles:1:Value", "staff"), ("Roles:1:Role", "Lead"), ("TeamClaim", "unit"), ("Teams:0:Value", "B"), ("Teams:0:Team", "billing")),
        ]);
    }

    [ClassCleanup]
    public static async Task StopAsync()
    {
        await s_product.DisposeAsync();
        await s_corp.DisposeAsync();
    }

    [TestMethod]
    public async Task Who_is_invited_joins_by_the_provider_and_comes_back_by_their_id_when_their_address_changes()
    {
        await InviteAsync("nia@desk.example", StaffRole.Lead);
        using var browser = s_product.Visit();

        var first = await GoAsync(browser, "invited", Somebody("nia-1", "Nia@Desk.example"), "/desk/requests");
        var account = await browser.PageAsync("/account", Cancellation);
        using var again = s_product.Visit();
        var second = await GoAsync(again, "invited", Somebody("nia-1", "nia.married@desk.example"));
        using var stranger = s_product.Visit();
        var other = await GoAsync(stranger, "invited", Somebody("nia-2", "nia@desk.example"));

        Assert.AreEqual("/desk/requests", first);
        StringAssert.Contains(account, "nia@desk.example");
        Assert.AreEqual("/desk", second);
        Assert.AreEqual("/sign-in?fault=NotConnected", other, "who has the address now is not who had it");
        Assert.IsNull(stranger.Session);
        var nia = (await s_product.Database.ReadAsync(session => StaffStore.FindByEmailAsync(session, "nia@desk.example"), Cancellation))!;
        Assert.AreEqual((StaffRole.Lead, "faults", "Invited"), (nia.Role, nia.Team, nia.Name));
    }

    [TestMethod]
    [DataRow("invited", "uninvited@desk.example", true, "NotInvited")]
    [DataRow("invited", "foreign@evil.example", true, "OtherDomain")]
    [DataRow("invited", "foreign@desk.example.evil.example", true, "OtherDomain")]
    [DataRow("invited", "unverified@desk.example", false, "NotVerified")]
    [DataRow("invited", "ada@desk.example", true, "NotConnected")]
    [DataRow("linked", "ada@desk.example", false, "NotVerified")]
    [DataRow("linked", "not an address", true, "NotVerified")]
    [DataRow("roles", "norole@desk.example", true, "NoRole")]
    public async Task Whom_the_settings_do_not_let_in_stays_out(string provider, string email, bool verified, string fault)
    {
        await InviteAsync("unverified@desk.example");
        using var browser = s_product.Visit();
        var person = Somebody($"out-{email}", email);
        person["email_verified"] = verified;

        Assert.AreEqual($"/sign-in?fault={fault}", await GoAsync(browser, provider, person));
        Assert.IsNull(browser.Session);
        StringAssert.Contains(await browser.PageAsync($"/sign-in?fault={fault}", Cancellation), "role=\"alert\"");
    }

    [TestMethod]
    public async Task A_state_that_is_not_this_browsers_gets_nobody_in()
    {
        await s_product.JoinAsync("victim@desk.example");
        using var attacker = s_product.Visit();
        using var victim = s_product.Visit();
        var back = await ToProviderAndBackAsync(attacker, "linked", Somebody("victim", "victim@desk.example"));

        var planted = await LocationOfAsync(victim, back);
        var changed = await LocationOfAsync(attacker, back.Replace("state=", "state=x", StringComparison.Ordinal));
        var bare = await LocationOfAsync(attacker, back[..back.IndexOf("state=", StringComparison.Ordinal)]);

        Assert.AreEqual("/sign-in?fault=failed", planted, "a sign-in that somebody else began");
        Assert.AreEqual("/sign-in?fault=failed", changed);
        Assert.AreEqual("/sign-in?fault=failed", bare);
        Assert.IsNull(victim.Session);
        Assert.IsNull(attacker.Session);
    }

    [TestMethod]
    public async Task A_code_counts_once_and_only_with_its_proof()
    {
        await s_product.JoinAsync("once@desk.example");
        using var browser = s_product.Visit();
        var back = await ToProviderAndBackAsync(browser, "linked", Somebody("once", "once@desk.example"));
        using var thief = s_product.Visit();
        var theirs = await ToProviderAndBackAsync(thief, "linked", Somebody("thief", "thief@evil.example"));

        var injected = await LocationOfAsync(thief, theirs.Replace(CodeIn(theirs), CodeIn(back), StringComparison.Ordinal));
        var burnt = await LocationOfAsync(browser, back);
        var fresh = await ToProviderAndBackAsync(browser, "linked", Somebody("once", "once@desk.example"));
        var first = await LocationOfAsync(browser, fresh);
        browser.Session = "";
        var second = await LocationOfAsync(browser, fresh);

        Assert.AreEqual("/sign-in?fault=failed", injected, "the code of one browser in the sign-in of another: PKCE");
        Assert.AreEqual("/sign-in?fault=failed", burnt, "the provider takes no code twice");
        Assert.AreEqual("/desk", first);
        Assert.AreEqual("/sign-in?fault=failed", second, "nor does the product take a state twice");
        CollectionAssert.IsSubsetOf(new[] { "invalid_request", "invalid_grant" }, s_corp.Refusals.ToArray());
    }

    [TestMethod]
    [DataRow("one", "https://evil.example/")]
    [DataRow("two", "//evil.example/")]
    [DataRow("three", "/\\evil.example/")]
    [DataRow("four", "javascript:alert(1)")]
    public async Task Nobody_is_sent_elsewhere_afterwards(string who, string wanted)
    {
        await s_product.JoinAsync($"{who}@desk.example");
        using var browser = s_product.Visit();

        Assert.AreEqual("/desk", await GoAsync(browser, "linked", Somebody(who, $"{who}@desk.example"), wanted));
    }

    [TestMethod]
    public async Task A_planted_session_is_worth_nothing_afterwards_and_a_session_ends_with_its_account()
    {
        var mei = await s_product.JoinAsync("plant@desk.example");
        using var browser = s_product.Visit();
        browser.Session = "planted-by-somebody-else";

        await GoAsync(browser, "linked", Somebody("plant", "plant@desk.example"));
        var entered = browser.Session;
        await browser.PageAsync("/account", Cancellation);
        await s_product.Get<ManagePeople>().DisableAsync(s_product.Ada.Id, mei.Member.Id, Cancellation);

        Assert.AreNotEqual("planted-by-somebody-else", entered);
        await browser.PageAsync("/account", Cancellation, HttpStatusCode.Found);
        Assert.AreEqual("/sign-in?fault=NotInvited", await GoAsync(browser, "linked", Somebody("plant", "plant@desk.example")));
    }

    [TestMethod]
    public async Task Role_and_team_follow_the_provider_at_each_sign_in()
    {
        using var browser = s_product.Visit();
        var person = Somebody("ren", "ren@desk.example", "Ren Aoki");
        person["realm"] = new JsonObject { ["groups"] = new JsonArray("staff", "canteen") };
        person["unit"] = "B";

        await GoAsync(browser, "roles", person);
        var first = await s_product.Database.ReadAsync(session => StaffStore.FindByEmailAsync(session, "ren@desk.example"), Cancellation);
        person["realm"] = new JsonObject { ["groups"] = new JsonArray("staff", "chiefs") };
        person["unit"] = "Z";
        await GoAsync(browser, "roles", person);
        var second = await s_product.Database.ReadAsync(session => StaffStore.FindByEmailAsync(session, "ren@desk.example"), Cancellation);
        person["realm"] = new JsonObject { ["groups"] = new JsonArray("canteen") };
        var third = await GoAsync(browser, "roles", person);

        Assert.AreEqual(("Ren Aoki", StaffRole.Lead, "billing"), (first!.Name, first.Role, first.Team));
        Assert.AreEqual((StaffRole.Administrator, "billing"), (second!.Role, second.Team), "whom no team fits keeps theirs");
        Assert.AreEqual("/sign-in?fault=NoRole", third);
    }

    [TestMethod]
    public async Task An_authenticators_code_is_asked_for_unless_the_provider_has_asked_already()
    {
        var mei = await s_product.JoinAsync("factor@desk.example");
        await ConnectAsync(new(s_product.Address, mei.Token), "invited", Somebody("factor", "factor@desk.example"));
        var secret = await AddTotpAsync(mei);
        using var browser = s_product.Visit();

        var step = await GoAsync(browser, "invited", Somebody("factor", "factor@desk.example"), "/account");
        Assert.IsNull(browser.Session);
        var wrong = await browser.SubmitAsync(step, "code", Cancellation, ("Form.Code", "000000"));
        var right = await browser.SubmitAsync(step, "code", Cancellation, ("Form.Code", Totp.CodeAt(secret, DateTimeOffset.UtcNow)));
        using var trusting = s_product.Visit();
        var through = await GoAsync(trusting, "linked", Somebody("factor", "factor@desk.example"));

        Assert.AreEqual("/sign-in?return=%2Faccount", step);
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, wrong.Status);
        Assert.AreEqual(HttpStatusCode.Found, right.Status);
        Assert.AreEqual("/desk", through);
    }

    [TestMethod]
    public async Task Who_is_signed_in_connects_with_their_password_and_nobody_connects_for_them()
    {
        var mei = await s_product.JoinAsync("connect@desk.example");
        using var own = new StaffClient(s_product.Address, mei.Token);
        var eve = await s_product.JoinAsync("eve@desk.example");
        using var thief = new StaffClient(s_product.Address, eve.Token);

        var guessed = await own.SubmitAsync("/account", "identities", Cancellation, ("Form.Connect", "invited"), ("Form.Present", "a wrong guess"));
        var word = await WordAsync(thief, "invited");
        using var planted = await own.Http.GetAsync($"/sign-in/with/invited?connect={word}", Cancellation);
        var back = await ToProviderAndBackAsync(thief, "invited", Somebody("eves", "eve@desk.example"), connect: word);
        var crossed = await LocationOfAsync(own, back);
        var connected = await ConnectAsync(own, "invited", Somebody("meis", "other@desk.example"));
        var taken = await ConnectAsync(thief, "invited", Somebody("meis", "other@desk.example"));
        using var fresh = s_product.Visit();
        var entered = await GoAsync(fresh, "invited", Somebody("meis", "other@desk.example"));

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, guessed.Status);
        Assert.AreEqual(HttpStatusCode.NotFound, planted.StatusCode);
        Assert.AreEqual("/sign-in?fault=failed", crossed);
        StringAssert.StartsWith(connected, "/account?saved=1");
        StringAssert.StartsWith(taken, "/account?fault=taken");
        Assert.AreEqual("/desk", entered);
        StringAssert.Contains(await fresh.PageAsync("/account", Cancellation), "connect@desk.example");
        var parted = await fresh.SubmitAsync("/account", "identities", Cancellation, ("Form.Part", "invited meis"), ("Form.Present", StaffProduct.Password));
        Assert.AreEqual(HttpStatusCode.Found, parted.Status);
        Assert.AreEqual("/sign-in?fault=NotInvited", await GoAsync(s_product.Visit(), "invited", Somebody("meis", "other@desk.example")));
    }

    [TestMethod]
    public async Task Who_has_no_password_keeps_the_last_way_in_and_signing_out_names_the_provider()
    {
        await InviteAsync("last@desk.example");
        using var browser = s_product.Visit();
        await GoAsync(browser, "invited", Somebody("last", "last@desk.example"));

        var parted = await browser.SubmitAsync("/account", "identities", Cancellation, ("Form.Part", "invited last"));
        using var left = await browser.Http.PostAsync(
            "/sign-out", new FormUrlEncodedContent([KeyValuePair.Create("__RequestVerificationToken", await browser.ForgeryTokenAsync(Cancellation))]), Cancellation);

        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, parted.Status);
        Assert.AreEqual("/sign-in?out=invited", left.Headers.Location?.ToString());
        StringAssert.Contains(await browser.PageAsync("/sign-in?out=invited", Cancellation), $"{s_corp.Address}/logout");
        await browser.PageAsync("/account", Cancellation, HttpStatusCode.Found);
    }

    [TestMethod]
    public async Task With_single_sign_on_alone_a_password_is_for_breaking_the_glass()
    {
        await using var corp = await IdentityProvider.StartAsync();
        await using var product = await StaffProduct.StartAsync(
            [.. corp.SettingsFor(0, "corp", ("LinkByEmail", "true")), "--SignIn:SingleSignOn:Only=true", "--SignIn:SingleSignOn:BreakGlass:0=Ada@desk.example", "--SignIn:SingleSignOn:BreakGlass:1=agent@desk.example"]);
        var link = await InviteAsync("mei@desk.example", product: product);
        using var mei = product.Visit();
        corp.Person = Somebody("mei", "mei@desk.example");

        var page = await mei.PageAsync("/sign-in", Cancellation);
        var joining = await mei.PageAsync($"/invitation?token={link}", Cancellation);
        var byPassword = await product.Get<Invitations>().AcceptAsync(link, "Mei", StaffProduct.Password, new("192.0.2.7", "Firefox"), Cancellation);
        var entered = await LocationOfAsync(mei, await ToProviderAndBackAsync(mei, "corp", corp: corp));
        await mei.SubmitAsync("/account", "password", Cancellation, ("Form.Next", StaffProduct.Password));
        var withPassword = await product.Visit().SubmitAsync("/sign-in?by=password", "sign-in", Cancellation, ("Form.Email", "mei@desk.example"), ("Form.Password", StaffProduct.Password));
        var broken = await product.Visit().SubmitAsync("/sign-in?by=password", "sign-in", Cancellation, ("Form.Email", "ada@desk.example"), ("Form.Password", StaffProduct.Password));

        Assert.DoesNotContain("type=\"password\"", page);
        Assert.DoesNotContain("type=\"password\"", joining);
        Assert.IsInstanceOfType<AccountOutcome.PasswordOff>(byPassword);
        Assert.AreEqual("/desk", entered);
        Assert.AreEqual(HttpStatusCode.UnprocessableEntity, withPassword.Status);
        Assert.AreEqual(HttpStatusCode.Found, broken.Status);
    }

    [TestMethod]
    public async Task An_id_token_stands_in_for_user_information_if_it_is_the_providers_and_for_this_product()
    {
        await using var corp = await IdentityProvider.StartAsync();
        await using var product = await StaffProduct.StartAsync(
            [.. corp.SettingsFor(0, "corp", ("UserInfoUrl", ""), ("Issuer", "https://issuer.example"), ("SubjectClaim", "oid"), ("TrustsEmail", "true"), ("LinkByEmail", "true"))]);
        corp.Person = new() { ["oid"] = "ada-oid", ["email"] = "ada@desk.example" };
        var end = DateTimeOffset.UtcNow.AddMinutes(5).ToUnixTimeSeconds();

        async Task<string> TryAsync(JsonObject? token)
        {
            corp.IdToken = token;
            using var browser = product.Visit();
            return await LocationOfAsync(browser, await ToProviderAndBackAsync(browser, "corp", corp: corp));
        }

        Assert.AreEqual("/sign-in?fault=failed", await TryAsync(null));
        Assert.AreEqual("/sign-in?fault=failed", await TryAsync(new() { ["iss"] = "https://evil.example", ["aud"] = IdentityProvider.ClientId, ["exp"] = end }));
        Assert.AreEqual("/sign-in?fault=failed", await TryAsync(new() { ["iss"] = "https://issuer.example", ["aud"] = "another-program", ["exp"] = end }));
        Assert.AreEqual("/sign-in?fault=failed", await TryAsync(new() { ["iss"] = "https://issuer.example", ["aud"] = IdentityProvider.ClientId, ["exp"] = end - 3_600 }));
        Assert.AreEqual("/desk", await TryAsync(new() { ["iss"] = "https://issuer.example", ["aud"] = IdentityProvider.ClientId, ["exp"] = end }));
    }

    private static JsonObject Somebody(string subject, string email, string name = "Somebody") => IdentityProvider.Somebody(subject, email, name);

    private static string CodeIn(string back) => back.Split("code=")[1].Split('&')[0];

    /// <summary>The whole way; provider and person are one step, so that tests at the same time don't mix them up.</summary>
    private async Task<string> GoAsync(StaffClient browser, string provider, JsonObject person, string? to = null) =>
        await LocationOfAsync(browser, await ToProviderAndBackAsync(browser, provider, person, to));

    /// <summary>To the provider, and as far as the address that it sends the browser back to.</summary>
    private async Task<string> ToProviderAndBackAsync(StaffClient browser, string provider, JsonObject? person = null, string? to = null, string? connect = null, IdentityProvider? corp = null)
    {
        var query = (to is null ? "" : $"&return={Uri.EscapeDataString(to)}") + (connect is null ? "" : $"&connect={connect}");
        var there = await LocationOfAsync(browser, $"/sign-in/with/{provider}?{query}");
        using var outside = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        lock (s_corp)
        {
            (corp ?? s_corp).Person = person ?? (corp ?? s_corp).Person;
            using var request = new HttpRequestMessage(HttpMethod.Get, there);
            using var response = outside.Send(request, Cancellation);
            Assert.AreEqual(HttpStatusCode.Found, response.StatusCode, there);
            return response.Headers.Location!.PathAndQuery;
        }
    }

    private async Task<string> LocationOfAsync(StaffClient browser, string path)
    {
        using var response = await browser.Http.GetAsync(path, Cancellation);
        Assert.AreEqual(HttpStatusCode.Found, response.StatusCode, path);
        return response.Headers.Location!.ToString();
    }

    private async Task<string> WordAsync(StaffClient browser, string provider)
    {
        var (status, _, html) = await browser.SubmitAsync("/account", "identities", Cancellation, ("Form.Connect", provider), ("Form.Present", StaffProduct.Password));
        Assert.AreEqual(HttpStatusCode.OK, status);
        return html.Split($"/sign-in/with/{provider}?connect=")[1].Split('"')[0];
    }

    private async Task<string> ConnectAsync(StaffClient browser, string provider, JsonObject person) =>
        await LocationOfAsync(browser, await ToProviderAndBackAsync(browser, provider, person, connect: await WordAsync(browser, provider)));

    private async Task<string> InviteAsync(string email, StaffRole role = StaffRole.Agent, StaffProduct? product = null)
    {
        product ??= s_product;
        var wanted = new Invitation { Id = default, Email = email, Name = "Invited", Role = role, Team = "faults", Language = "en", ExpiresAt = default };
        var made = (AccountOutcome.Shown)await product.Get<Invitations>().InviteAsync(product.Ada.Id, wanted, token => new($"https://desk.example/?{token}"), Cancellation);
        return new Uri(made.Words[0]).Query[1..];
    }

    private async Task<string> AddTotpAsync(AccountOutcome.SignedIn member)
    {
        var own = s_product.Get<OwnAccount>();
        await own.OfferTotpAsync(member.Member, Cancellation);
        var secret = (await own.ReadAsync(member.Member.Id, Cancellation)).OfferedSecret!;
        var session = (await s_product.Get<StaffSessions>().FindAsync(member.Token, Cancellation))!.Value.Session.Id;
        var outcome = await own.ConfirmTotpAsync(member.Member, StaffProduct.Password, Totp.CodeAt(secret, DateTimeOffset.UtcNow.AddSeconds(-30)), session, new("192.0.2.7", "Firefox"), Cancellation);
        Assert.IsInstanceOfType<AccountOutcome.Shown>(outcome);
        return secret;
    }
}
