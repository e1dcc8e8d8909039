using Microsoft.Extensions.Options;
using ServiceBot.Crm.Customers;
using ServiceBot.Desk.Accounts;
using ServiceBot.Desk.Accounts.People;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.Accounts.SignIn;
using ServiceBot.Desk.Accounts.SingleSignOn;
using ServiceBot.Desk.Staff;
using ServiceBot.IntegrationTests.Databases;
using ServiceBot.Storage;

namespace ServiceBot.IntegrationTests.Accounts;

[TestClass]
public sealed class IdentitiesOnSqlite() : IdentityTests(StorageProvider.Sqlite);

[TestClass]
public sealed class IdentitiesOnPostgreSql() : IdentityTests(StorageProvider.PostgreSql);

/// <summary>What becomes of a provider's word, on both databases.</summary>
public abstract class IdentityTests(StorageProvider provider) : DatabaseTests(provider)
{
    private static readonly StaffBrowser Here = new("192.0.2.7", "Firefox");

    protected override IReadOnlyDictionary<string, string?> Settings => new Dictionary<string, string?>
    {
        ["SignIn:SingleSignOn:Providers:0:Name"] = "entra",
        ["SignIn:SingleSignOn:Providers:0:EntraTenant"] = "2b7d0c54-6a4e-4f0b-8f3f-9a1f6f6f0b22",
        ["SignIn:SingleSignOn:Providers:0:ClientId"] = "client",
        ["SignIn:SingleSignOn:Providers:0:ClientSecret"] = "secret",
        ["SignIn:SingleSignOn:Providers:0:LinkByEmail"] = "true",
    };

    [TestMethod]
    public async Task An_invitation_counts_once_when_two_windows_come_back_at_once()
    {
        var ada = await AdaAsync();
        await InviteAsync(ada, "mei@desk.example");

        var both = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => EnterAsync("mei", "mei@desk.example")));

        var members = both.Cast<SignInOutcome.SignedIn>().Select(entered => entered.Member.Id).Distinct().ToList();
        Assert.HasCount(1, members);
        Assert.HasCount(2, await Rooms.ReadAsync(StaffStore.ListAsync));
        Assert.AreEqual("mei", (await Rooms.Get<ConnectIdentity>().ListAsync(members[0], Cancellation)).Single().Subject);
        Assert.IsEmpty(await Rooms.ReadAsync(Invitations.ListAsync));
        Assert.AreEqual(1, await Rooms.CountSignalsAsync("IdentityConnected"));
    }

    [TestMethod]
    public async Task The_last_administrator_stays_one_whatever_the_provider_says_and_who_was_let_go_stays_out()
    {
        var ada = await AdaAsync();
        await InviteAsync(ada, "mei@desk.example");

        var kept = await EnterAsync("ada", "ada@desk.example", StaffRole.Agent);
        var mei = (SignInOutcome.SignedIn)await EnterAsync("mei", "mei@desk.example", StaffRole.Administrator);
        var second = await EnterAsync("ada", "ada@desk.example", StaffRole.Agent);
        await Rooms.Get<ManagePeople>().DisableAsync(mei.Member.Id, ada.Id, Cancellation);

        Assert.AreEqual(StaffRole.Administrator, ((SignInOutcome.SignedIn)kept).Member.Role);
        Assert.AreEqual(StaffRole.Administrator, mei.Member.Role);
        Assert.AreEqual(StaffRole.Agent, ((SignInOutcome.SignedIn)second).Member.Role);
        Assert.AreEqual(new SignInOutcome.Refused(ProviderFault.NotInvited), await EnterAsync("ada", "ada@desk.example"));
        Assert.AreEqual(1, await Rooms.CountSignalsAsync("SignInFailed"));
    }

    [TestMethod]
    public void A_tenant_gives_all_addresses()
    {
        var entra = Rooms.Get<IOptions<SingleSignOnOptions>>().Value.Find("entra")!;

        Assert.AreEqual("https://login.microsoftonline.com/2b7d0c54-6a4e-4f0b-8f3f-9a1f6f6f0b22/oauth2/v2.0/authorize", entra.AuthorizeUrl);
        Assert.AreEqual("https://login.microsoftonline.com/2b7d0c54-6a4e-4f0b-8f3f-9a1f6f6f0b22/v2.0", entra.Issuer);
        Assert.AreEqual("oid", entra.SubjectClaimOrDefault);
    }

    private Task<SignInOutcome> EnterAsync(string subject, string email, StaffRole? role = null)
    {
        Assert.IsTrue(EmailAddress.TryParse(email, out var address));
        return Rooms.Get<SignInWithProvider>().HandleAsync("entra", new(subject, address, true, null, role, null), Here, Cancellation);
    }

    private async Task<StaffMember> AdaAsync()
    {
        var setUp = Rooms.Get<SetUp>();
        return ((AccountOutcome.SignedIn)await setUp.HandleAsync((await setUp.IssueAsync(Cancellation))!, "Ada", "ada@desk.example", "seven quiet herons", "en", Here, Cancellation)).Member;
    }

    private async Task InviteAsync(StaffMember by, string email) => await Rooms.Get<Invitations>().InviteAsync(
        by.Id, new() { Id = default, Email = email, Name = "Mei", Role = StaffRole.Agent, Language = "en", ExpiresAt = default }, token => new($"https://desk.example/?{token}"), Cancellation);
}
