using Microsoft.Extensions.DependencyInjection;
using ServiceBot.Desk.Accounts;
using ServiceBot.Desk.Accounts.Passwords;
using ServiceBot.Desk.Accounts.People;
using ServiceBot.Desk.Accounts.SecondFactor;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.Accounts.SignIn;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;
using ServiceBot.Storage.Nodes;

namespace ServiceBot.IntegrationTests.Accounts;

[TestClass]
public sealed class AccountsOnSqlite() : AccountTests(StorageProvider.Sqlite);

[TestClass]
public sealed class AccountsOnPostgreSql() : AccountTests(StorageProvider.PostgreSql);

/// <summary>What the accounts' operations promise, on both databases.</summary>
public abstract class AccountTests(StorageProvider provider) : DatabaseTests(provider)
{
    private const string Password = "seven quiet herons";
    private static readonly StaffBrowser Here = new("192.0.2.7", "Firefox");
    private static readonly StaffBrowser There = new("198.51.100.9", "curl");

    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?> { ["SignIn:TriesPerAccount"] = "3", ["SignIn:TriesPerAddress"] = "5" };

    [TestMethod]
    public async Task The_newest_set_up_link_makes_one_administrator_and_no_other()
    {
        var setUp = Rooms.Get<SetUp>();
        var old = await setUp.IssueAsync(Cancellation);
        var link = await setUp.IssueAsync(Cancellation);

        var late = await setUp.HandleAsync(old!, "Ada", "ada@desk.example", Password, "en", Here, Cancellation);
        var weak = await setUp.HandleAsync(link!, "Ada", "ada@desk.example", "password1234", "en", Here, Cancellation);
        var own = await setUp.HandleAsync(link!, "Ada Winterbottom", "ada@desk.example", "WinterbottomAda1", "en", Here, Cancellation);
        var nowhere = await setUp.HandleAsync(link!, "Ada", "ada", Password, "en", Here, Cancellation);
        var twice = await Task.WhenAll(Enumerable.Range(0, 2).Select(n => setUp.HandleAsync(link!, "Ada", $"ada{n}@desk.example", Password, "zh", Here, Cancellation)));

        Assert.IsInstanceOfType<AccountOutcome.LinkIsOver>(late);
        Assert.AreEqual(new AccountOutcome.BadPassword(PasswordFault.Common), weak);
        Assert.AreEqual(new AccountOutcome.BadPassword(PasswordFault.Common), own);
        Assert.IsInstanceOfType<AccountOutcome.NotAnAddress>(nowhere);
        var done = twice.OfType<AccountOutcome.SignedIn>().Single();
        Assert.AreEqual(StaffRole.Administrator, done.Member.Role);
        Assert.AreEqual(done.Member, (await Rooms.ReadAsync(StaffStore.ListAsync)).Single());
        Assert.AreEqual(done.Member, (await Rooms.Get<StaffSessions>().FindAsync(done.Token, Cancellation))?.Member);
        Assert.IsNull(await setUp.IssueAsync(Cancellation));
        Assert.AreEqual(1, await Rooms.CountSignalsAsync("StaffJoined"));
    }

    [TestMethod]
    public async Task A_session_ends_when_it_is_idle_when_it_is_old_and_when_its_owner_is_let_go()
    {
        var ada = await AdaAsync();
        var mei = await JoinAsync(ada, "mei@desk.example");
        var sessions = Rooms.Get<StaffSessions>();

        Rooms.Clock.Advance(TimeSpan.FromMinutes(479));
        Assert.IsNotNull(await sessions.FindAsync(mei.Token, Cancellation), "and it counts as used");
        Rooms.Clock.Advance(TimeSpan.FromMinutes(479));
        Assert.IsNotNull(await sessions.FindAsync(mei.Token, Cancellation));
        Assert.IsNull(await sessions.FindAsync(ada.Token, Cancellation), "idle");
        for (var hours = 16; hours < 168; hours += 7)
        {
            await sessions.FindAsync(mei.Token, Cancellation);
            Rooms.Clock.Advance(TimeSpan.FromHours(7));
        }

        Assert.IsNull(await sessions.FindAsync(mei.Token, Cancellation), "old");
        var again = (SignInOutcome.SignedIn)await SignInAsync("mei@desk.example", Password, Here);
        await Rooms.Get<ManagePeople>().DisableAsync(ada.Member.Id, mei.Member.Id, Cancellation);
        Assert.IsNull(await sessions.FindAsync(again.Token, Cancellation), "let go");
        Assert.IsInstanceOfType<SignInOutcome.Wrong>(await SignInAsync("mei@desk.example", Password, Here));
        await Rooms.Get<ManagePeople>().EnableAsync(ada.Member.Id, mei.Member.Id, Cancellation);
        Assert.IsInstanceOfType<SignInOutcome.SignedIn>(await SignInAsync("mei@desk.example", Password, Here));
    }

    [TestMethod]
    public async Task Failures_lock_the_account_for_a_while_on_every_node_and_after_a_restart()
    {
        await AdaAsync();
        var node = Rooms.Get<INodes>().MayHaveOthers ? Rooms.AddNode(services => services.Configure<AccountOptions>(options => options.TriesPerAccount = 3)) : Rooms;
        var elsewhere = node.Get<SignInWithPassword>();

        var outcomes = await Task.WhenAll(Enumerable.Range(0, 8).Select(n => (n % 2 == 0 ? Rooms.Get<SignInWithPassword>() : elsewhere)
            .HandleAsync("ada@desk.example", "a wrong guess", new($"203.0.113.{n}", "curl"), Cancellation)));
        var locked = await elsewhere.HandleAsync("Ada@Desk.example ", Password, Here, Cancellation);
        Rooms.Clock.Advance(TimeSpan.FromMinutes(15) + TimeSpan.FromSeconds(1));
        var open = await SignInAsync("ada@desk.example", Password, Here);

        Assert.HasCount(3, outcomes.OfType<SignInOutcome.Wrong>(), "the count holds when all come at once");
        Assert.HasCount(5, outcomes.OfType<SignInOutcome.Limited>());
        Assert.AreEqual(Rooms.Clock.GetUtcNow() - TimeSpan.FromSeconds(1), ((SignInOutcome.Limited)locked).RetryAt);
        Assert.IsInstanceOfType<SignInOutcome.SignedIn>(open);
        Assert.AreEqual(9, await Rooms.CountSignalsAsync("SignInFailed"));
    }

    [TestMethod]
    public async Task Strangers_who_know_the_address_lock_out_strangers_and_not_a_browser_that_was_signed_in_from()
    {
        var ada = await AdaAsync();
        await JoinAsync(ada, "mei@desk.example");
        var token = ((SignInOutcome.SignedIn)await SignInAsync("ada@desk.example", Password, Here)).BrowserToken!;
        var (known, copied) = (Here with { Token = token }, There with { Token = "a guess" });
        for (var n = 0; n < 4; n++)
        {
            await SignInAsync("ada@desk.example", "a wrong guess", new($"203.0.113.{n}", "curl"));
            await SignInAsync("mei@desk.example", "a wrong guess", new($"203.0.113.{n}", "curl"));
        }

        var stranger = await SignInAsync("ada@desk.example", Password, copied);
        var ofAnother = await SignInAsync("mei@desk.example", Password, known);
        var own = await SignInAsync("ada@desk.example", Password, known);
        var guesses = new List<SignInOutcome>();
        for (var n = 0; n < 4; n++)
        {
            guesses.Add(await SignInAsync("ada@desk.example", "a wrong guess", known with { Address = $"198.51.100.{n + 20}" }));
        }

        Assert.IsInstanceOfType<SignInOutcome.Limited>(stranger);
        Assert.IsInstanceOfType<SignInOutcome.Limited>(ofAnother, "a browser is known for the account that was signed in from it");
        Assert.IsNull(((SignInOutcome.SignedIn)own).BrowserToken);
        Assert.HasCount(3, guesses.OfType<SignInOutcome.Wrong>(), "its own count locks as well");
        Assert.IsInstanceOfType<SignInOutcome.Limited>(guesses[3]);
    }

    [TestMethod]
    public async Task An_address_is_locked_whatever_accounts_it_tries_and_a_success_of_its_own_does_not_open_it()
    {
        var ada = await AdaAsync();
        await JoinAsync(ada, "mei@desk.example");
        for (var n = 0; n < 4; n++)
        {
            Assert.IsInstanceOfType<SignInOutcome.Wrong>(await SignInAsync($"guess{n}@desk.example", Password, There));
        }

        Assert.IsInstanceOfType<SignInOutcome.SignedIn>(await SignInAsync("mei@desk.example", Password, There));
        Assert.IsInstanceOfType<SignInOutcome.Wrong>(await SignInAsync("\0not an address", Password, There));
        Assert.IsInstanceOfType<SignInOutcome.Limited>(await SignInAsync("mei@desk.example", Password, There));
        Assert.IsInstanceOfType<SignInOutcome.SignedIn>(await SignInAsync("mei@desk.example", Password, Here));
    }

    [TestMethod]
    public async Task With_an_authenticator_the_password_is_half_the_way_and_no_code_counts_twice()
    {
        var ada = await AdaAsync();
        var own = Rooms.Get<OwnAccount>();
        await own.OfferTotpAsync(ada.Member, Cancellation);
        var secret = (await own.ReadAsync(ada.Member.Id, Cancellation)).OfferedSecret!;
        var session = (await Rooms.Get<StaffSessions>().FindAsync(ada.Token, Cancellation))!.Value.Session.Id;
        Assert.IsInstanceOfType<AccountOutcome.Wrong>(await own.ConfirmTotpAsync(ada.Member, Password, "000000", session, Here, Cancellation));
        var codes = ((AccountOutcome.Shown)await own.ConfirmTotpAsync(ada.Member, Password, Totp.CodeAt(secret, Rooms.Clock.GetUtcNow()), session, Here, Cancellation)).Words;

        var used = await WithCodeAsync(await TicketAsync(), Totp.CodeAt(secret, Rooms.Clock.GetUtcNow()));
        Rooms.Clock.Advance(TimeSpan.FromSeconds(30));
        var code = Totp.CodeAt(secret, Rooms.Clock.GetUtcNow());
        var (first, second) = (await TicketAsync(), await TicketAsync());
        var both = await Task.WhenAll(WithCodeAsync(first, code), WithCodeAsync(second, code));
        var recovered = await WithCodeAsync(await TicketAsync(), codes[3]);
        var recoveredAgain = await WithCodeAsync(await TicketAsync(), codes[3]);

        Assert.IsInstanceOfType<SignInOutcome.Wrong>(used, "it was used to set up the authenticator");
        Assert.HasCount(1, both.OfType<SignInOutcome.SignedIn>());
        Assert.HasCount(1, both.OfType<SignInOutcome.Wrong>());
        Assert.IsInstanceOfType<SignInOutcome.SignedIn>(recovered);
        Assert.IsInstanceOfType<SignInOutcome.Wrong>(recoveredAgain);
        Assert.AreEqual(9, (await own.ReadAsync(ada.Member.Id, Cancellation)).RecoveryCodes);
        Assert.IsInstanceOfType<SignInOutcome.TooLate>(await Rooms.Get<SignInWithPassword>().WithCodeAsync("no such ticket", codes[4], Here, Cancellation));
    }

    [TestMethod]
    public async Task The_codes_wait_of_five_minutes_ends_and_its_tries_count()
    {
        var ada = await AdaAsync();
        await AddTotpAsync(ada);
        var ticket = ((SignInOutcome.NeedsCode)await SignInAsync("ada@desk.example", Password, Here)).Ticket;
        var signIn = Rooms.Get<SignInWithPassword>();

        Assert.IsInstanceOfType<SignInOutcome.Wrong>(await signIn.WithCodeAsync(ticket, "000000", Here, Cancellation));
        Assert.IsInstanceOfType<SignInOutcome.Wrong>(await signIn.WithCodeAsync(ticket, "000000", Here, Cancellation));
        Assert.IsInstanceOfType<SignInOutcome.Limited>(await signIn.WithCodeAsync(ticket, "000000", There, Cancellation));
        Rooms.Clock.Advance(TimeSpan.FromMinutes(5) + TimeSpan.FromSeconds(1));
        Assert.IsInstanceOfType<SignInOutcome.TooLate>(await signIn.WithCodeAsync(ticket, "000000", There, Cancellation));
    }

    [TestMethod]
    public async Task An_invitation_counts_once_for_a_week_and_can_be_taken_back()
    {
        await Rooms.StartAsync(Cancellation);
        var ada = await AdaAsync();
        var invitations = Rooms.Get<Invitations>();
        var first = await InviteAsync(ada, "mei@desk.example");
        var letter = await Rooms.Letters.NextAsync(Cancellation);
        var second = await InviteAsync(ada, "mei@desk.example");

        Assert.Contains(first, letter.Body);
        Assert.IsInstanceOfType<AccountOutcome.LinkIsOver>(await AcceptAsync(first), "a newer one replaced it");
        Assert.AreEqual(new AccountOutcome.BadPassword(PasswordFault.TooShort), await invitations.AcceptAsync(TokenOf(second), "Mei", "short", Here, Cancellation));
        var joined = (AccountOutcome.SignedIn)await AcceptAsync(second);
        Assert.AreEqual((StaffRole.Agent, "faults", "zh", "mei@desk.example"), (joined.Member.Role, joined.Member.Team, joined.Member.Language, joined.Member.Email));
        Assert.IsInstanceOfType<AccountOutcome.LinkIsOver>(await AcceptAsync(second));
        Assert.IsInstanceOfType<AccountOutcome.Taken>(await invitations.InviteAsync(ada.Member.Id, Wanted("Mei@desk.example"), LinkTo, Cancellation));

        var withdrawn = await InviteAsync(ada, "bo@desk.example");
        await invitations.WithdrawAsync(ada.Member.Id, (await Rooms.ReadAsync(Invitations.ListAsync)).Single().Id, Cancellation);
        Assert.IsInstanceOfType<AccountOutcome.LinkIsOver>(await AcceptAsync(withdrawn));
        var late = await InviteAsync(ada, "li@desk.example");
        Rooms.Clock.Advance(TimeSpan.FromDays(7));
        Assert.IsInstanceOfType<AccountOutcome.LinkIsOver>(await AcceptAsync(late));
    }

    [TestMethod]
    public async Task A_forgotten_password_is_chosen_anew_by_a_letter_and_every_session_ends()
    {
        await Rooms.StartAsync(Cancellation);
        var ada = await AdaAsync();
        var reset = Rooms.Get<ResetPassword>();

        Assert.IsInstanceOfType<AccountOutcome.Done>(await reset.AskAsync("nobody@desk.example", Here, LinkTo, Cancellation));
        Assert.IsInstanceOfType<AccountOutcome.Done>(await reset.AskAsync("ADA@desk.example", Here, LinkTo, Cancellation));
        var letter = await Rooms.Letters.NextAsync(Cancellation);
        Assert.AreEqual("ada@desk.example", letter.To, "and nobody else got one");
        var token = TokenOf(letter.Body.Split('\n').Single(line => line.StartsWith("https://", StringComparison.Ordinal)).Trim());
        Assert.IsInstanceOfType<AccountOutcome.BadPassword>(await reset.FinishAsync(token, "qwertyuiop12", Cancellation));
        Assert.IsInstanceOfType<AccountOutcome.Done>(await reset.FinishAsync(token, "nine loud magpies", Cancellation));
        Assert.IsInstanceOfType<AccountOutcome.LinkIsOver>(await reset.FinishAsync(token, "ten loud magpies", Cancellation));

        Assert.IsNull(await Rooms.Get<StaffSessions>().FindAsync(ada.Token, Cancellation));
        Assert.IsInstanceOfType<SignInOutcome.Wrong>(await SignInAsync("ada@desk.example", Password, Here));
        Assert.IsInstanceOfType<SignInOutcome.SignedIn>(await SignInAsync("ada@desk.example", "nine loud magpies", Here));
        await reset.AskAsync("ada@desk.example", Here, LinkTo, Cancellation);
        await reset.AskAsync("ada@desk.example", There, LinkTo, Cancellation);
        Assert.IsInstanceOfType<AccountOutcome.Limited>(await reset.AskAsync("ada@desk.example", There, LinkTo, Cancellation), "three letters an hour");
    }

    [TestMethod]
    public async Task The_last_administrator_stays_one()
    {
        var ada = await AdaAsync();
        var people = Rooms.Get<ManagePeople>();

        Assert.IsInstanceOfType<AccountOutcome.LastAdministrator>(await people.DisableAsync(ada.Member.Id, ada.Member.Id, Cancellation));
        Assert.IsInstanceOfType<AccountOutcome.LastAdministrator>(await people.SetRoleAsync(ada.Member.Id, ada.Member.Id, StaffRole.Auditor, null, Cancellation));
        var mei = await JoinAsync(ada, "mei@desk.example");
        await people.SetRoleAsync(ada.Member.Id, mei.Member.Id, StaffRole.Administrator, "faults", Cancellation);
        var both = await Task.WhenAll(people.DisableAsync(mei.Member.Id, ada.Member.Id, Cancellation), people.DisableAsync(ada.Member.Id, mei.Member.Id, Cancellation));

        Assert.HasCount(1, both.OfType<AccountOutcome.Done>());
        Assert.HasCount(1, both.OfType<AccountOutcome.LastAdministrator>());
        Assert.AreEqual(new AccountOutcome.NotAChoice(), await people.SetRoleAsync(ada.Member.Id, mei.Member.Id, StaffRole.Agent, "No Word", Cancellation));
        Assert.AreEqual(new AccountOutcome.NotFound(), await people.DisableAsync(ada.Member.Id, Guid.NewGuid(), Cancellation));
    }

    [TestMethod]
    public async Task Changing_the_password_asks_for_the_present_one_and_ends_the_other_sessions()
    {
        var ada = await AdaAsync();
        var other = (SignInOutcome.SignedIn)await SignInAsync("ada@desk.example", Password, There);
        var sessions = Rooms.Get<StaffSessions>();
        var keep = (await sessions.FindAsync(ada.Token, Cancellation))!.Value.Session.Id;
        var own = Rooms.Get<OwnAccount>();

        Assert.IsInstanceOfType<AccountOutcome.Wrong>(await own.ChangePasswordAsync(ada.Member, "a wrong guess", "nine loud magpies", keep, Here, Cancellation));
        var changed = (AccountOutcome.SignedIn)await own.ChangePasswordAsync(ada.Member, Password, "nine loud magpies", keep, Here, Cancellation);

        Assert.AreNotEqual(ada.Token, other.Token);
        Assert.AreEqual(keep, (await sessions.FindAsync(changed.Token, Cancellation))?.Session.Id);
        Assert.IsNull(await sessions.FindAsync(ada.Token, Cancellation), "the session has a new secret");
        Assert.IsNull(await sessions.FindAsync(other.Token, Cancellation));
        Assert.IsInstanceOfType<SignInOutcome.SignedIn>(await SignInAsync("ada@desk.example", "nine loud magpies", Here));
    }

    [TestMethod]
    public async Task No_secret_stands_in_the_database_or_in_the_log_of_what_happened()
    {
        var ada = await AdaAsync();
        await InviteAsync(ada, "mei@desk.example");
        var key = ((AccountOutcome.Shown)await Rooms.Get<ManageKeys>().MakeAsync(ada.Member.Id, "shop", ["requests:read"], null, Cancellation)).Words[0];

        var kept = await Rooms.ReadAsync(session => session.QueryAsync<string>("""
            SELECT hash FROM desk_session UNION ALL SELECT hash FROM desk_invitation UNION ALL SELECT hash FROM channel_api_key
            UNION ALL SELECT password_hash FROM desk_account UNION ALL SELECT data FROM storage_signal
            """));

        Assert.DoesNotContain(text => text.Contains(ada.Token, StringComparison.Ordinal) || text.Contains(key, StringComparison.Ordinal)
            || text.Contains(Password, StringComparison.Ordinal), kept);
    }

    private async Task<AccountOutcome.SignedIn> AdaAsync()
    {
        var setUp = Rooms.Get<SetUp>();
        return (AccountOutcome.SignedIn)await setUp.HandleAsync((await setUp.IssueAsync(Cancellation))!, "Ada", "ada@desk.example", Password, "en", Here, Cancellation);
    }

    private async Task<AccountOutcome.SignedIn> JoinAsync(AccountOutcome.SignedIn by, string email) => (AccountOutcome.SignedIn)await AcceptAsync(await InviteAsync(by, email));

    private async Task<string> InviteAsync(AccountOutcome.SignedIn by, string email) =>
        ((AccountOutcome.Shown)await Rooms.Get<Invitations>().InviteAsync(by.Member.Id, Wanted(email), LinkTo, Cancellation)).Words[0];

    private Task<AccountOutcome> AcceptAsync(string link) => Rooms.Get<Invitations>().AcceptAsync(TokenOf(link), "Mei 梅", Password, Here, Cancellation);

    private async Task AddTotpAsync(AccountOutcome.SignedIn of)
    {
        var own = Rooms.Get<OwnAccount>();
        await own.OfferTotpAsync(of.Member, Cancellation);
        var secret = (await own.ReadAsync(of.Member.Id, Cancellation)).OfferedSecret!;
        await own.ConfirmTotpAsync(of.Member, Password, Totp.CodeAt(secret, Rooms.Clock.GetUtcNow()), Guid.Empty, Here, Cancellation);
    }

    private Task<SignInOutcome> SignInAsync(string email, string password, StaffBrowser browser) =>
        Rooms.Get<SignInWithPassword>().HandleAsync(email, password, browser, Cancellation);

    /// <summary>Gives the password; the tries before are forgotten, since here the code is the matter.</summary>
    private async Task<string> TicketAsync()
    {
        var needed = (SignInOutcome.NeedsCode)await SignInAsync("ada@desk.example", Password, Here);
        await Rooms.WriteAsync(unit => unit.ExecuteAsync("DELETE FROM desk_attempt"));
        return needed.Ticket;
    }

    private Task<SignInOutcome> WithCodeAsync(string ticket, string code) => Rooms.Get<SignInWithPassword>().WithCodeAsync(ticket, code, Here, Cancellation);

    private static Invitation Wanted(string email) => new()
    {
        Id = default,
        Email = email,
        Name = "Mei",
        Role = StaffRole.Agent,
        Team = "faults",
        Language = "zh",
        ExpiresAt = default,
    };

    private static Uri LinkTo(string token) => new($"https://desk.example/link?token={token}");

    private static string TokenOf(string link) => link.Split('=')[1];
}
