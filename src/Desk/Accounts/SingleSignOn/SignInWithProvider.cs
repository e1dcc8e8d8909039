using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ServiceBot.Desk.Accounts.People;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.Accounts.SignIn;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Accounts.SingleSignOn;

/// <summary>
/// Signs in whom a provider has proved to be somebody: by the provider's id of them if it is connected, otherwise by a verified address: to an account if the
/// setting says so, to an invitation always. Role and team follow the provider at each sign-in, where the settings say what its claims mean.
/// </summary>
public sealed partial class SignInWithProvider(
    IDatabase database, IOptions<SingleSignOnOptions> options, StaffSessions sessions, AccountSignals signals, TimeProvider clock, ILogger<SignInWithProvider> logger)
{
    /// <summary>Signs them in, or says why not.</summary>
    /// <param name="providerName">Who says it.</param>
    /// <param name="person">Who it is.</param>
    /// <param name="browser">Where from.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SignInOutcome> HandleAsync(string providerName, ProviderPerson person, StaffBrowser browser, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(person);
        var provider = options.Value.Find(providerName)!;
        var outcome = FaultOf(provider, person) is { } fault
            ? new SignInOutcome.Refused(fault)
            : await database.WriteAsync(unit => EnterAsync(unit, provider, person, browser), cancellationToken);
        if (outcome is SignInOutcome.Refused refused)
        {
            await database.WriteAsync(
                async unit =>
                {
                    await signals.AppendAsync(unit, "SignInFailed", null, new { browser.Address, browser.Agent, what = $"{refused.Fault}", provider = provider.Name });
                    return true;
                },
                cancellationToken);
            Log.Refused(logger, provider.Name, refused.Fault);
        }

        return outcome;
    }

    /// <summary>What keeps somebody out, whoever they are.</summary>
    internal static ProviderFault? FaultOf(ProviderOptions provider, ProviderPerson person) => person switch
    {
        { Email: null } or { IsVerified: false } => ProviderFault.NotVerified,
        { Email: { } email } when !provider.Takes(email) => ProviderFault.OtherDomain,
        { Role: null } when provider.Roles.Count > 0 => ProviderFault.NoRole,
        _ => null,
    };

    private async Task<SignInOutcome> EnterAsync(UnitOfWork unit, ProviderOptions provider, ProviderPerson person, StaffBrowser browser)
    {
        var now = clock.GetUtcNow();
        var email = person.Email!.Value.Value;
        await unit.Dialect.LockAsync(unit, LockKeys.Of("identity", email));      // two windows that come back at once are one person
        var identity = await IdentityStore.FindAsync(unit, provider.Name, person.Subject);
        var member = identity is not null ? await StaffStore.FindAsync(unit, identity.StaffId) : await StaffStore.FindByEmailAsync(unit, email);
        if (identity is null && member is not null && !provider.LinkByEmail)
        {
            return new SignInOutcome.Refused(ProviderFault.NotConnected);
        }

        if (member is null)
        {
            member = await JoinAsync(unit, provider, person, email, now);
        }
        else if (member.DisabledAt is null)
        {
            member = await FollowAsync(unit, provider, person, member);
        }

        if (member is not { DisabledAt: null })
        {
            return new SignInOutcome.Refused(ProviderFault.NotInvited);
        }

        if (identity is null)
        {
            await IdentityStore.AddAsync(unit, new() { Provider = provider.Name, Subject = person.Subject, StaffId = member.Id, Email = email, LinkedAt = now });
            await signals.AppendAsync(unit, "IdentityConnected", member.Id, new { provider = provider.Name, how = "address" });
        }

        if (provider.AsksForCode && await AccountStore.FindAsync(unit, member.Id) is { TotpSecret: not null })
        {
            return new SignInOutcome.NeedsCode(await TicketStore.AddAsync(unit, TicketStore.CodeAfterProvider, member.Id, now, SignInWithPassword.CodeWait));
        }

        var token = await sessions.BeginAsync(unit, member.Id, browser);
        await signals.AppendAsync(unit, "SignedIn", member.Id, new { browser.Address, browser.Agent, how = "provider", provider = provider.Name });
        unit.OnCommitted(() => Log.SignedIn(logger, member.Id, provider.Name));
        return new SignInOutcome.SignedIn(member, token);
    }

    /// <summary>Takes in whom an invitation waits for, or with the setting anybody.</summary>
    /// <returns>Null: nobody has invited them.</returns>
    private async Task<StaffMember?> JoinAsync(UnitOfWork unit, ProviderOptions provider, ProviderPerson person, string email, DateTimeOffset now)
    {
        var invitation = await Invitations.TakeAsync(unit, email, now);
        if (invitation is null && !provider.AdmitAnyone)
        {
            return null;
        }

        var name = NewMember.NameOf(invitation?.Name ?? person.Name);
        var member = new StaffMember
        {
            Id = Guid.CreateVersion7(now),
            Name = name.Length > 0 ? name : email[..email.IndexOf('@', StringComparison.Ordinal)],
            Email = email,
            Role = person.Role ?? invitation?.Role ?? StaffRole.Agent,
            Team = person.Team ?? invitation?.Team,
            Language = invitation?.Language ?? "en",
            CreatedAt = now,
        };
        if (!await StaffStore.AddAsync(unit, member))
        {
            return null;
        }

        await signals.AppendAsync(unit, "StaffJoined", member.Id, new { role = member.Role.ToString(), member.Team, provider = provider.Name });
        return member;
    }

    private async Task<StaffMember> FollowAsync(UnitOfWork unit, ProviderOptions provider, ProviderPerson person, StaffMember member)
    {
        StaffMember Wanted() => member with { Role = person.Role ?? member.Role, Team = person.Team ?? member.Team };
        if (Wanted() == member)
        {
            return member;
        }

        member = (await ManagePeople.FindForChangeAsync(unit, member.Id))!;
        var wanted = Wanted();
        if (!await ManagePeople.MayBecomeAsync(unit, member, wanted))
        {
            Log.LastAdministrator(logger, member.Id, provider.Name);
            return member;
        }

        await StaffStore.SaveAsync(unit, wanted);
        await signals.AppendAsync(unit, "StaffChanged", member.Id, new { staff = member.Id, what = "role", role = wanted.Role.ToString(), wanted.Team, provider = provider.Name });
        return wanted;
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{StaffId} signed in through {Provider}")]
        public static partial void SignedIn(ILogger logger, Guid staffId, string provider);

        [LoggerMessage(LogLevel.Information, "A sign-in through {Provider} was refused: {Fault}")]
        public static partial void Refused(ILogger logger, string provider, ProviderFault fault);

        [LoggerMessage(LogLevel.Warning, "{StaffId} stays an administrator, since nobody else is one, although {Provider} says otherwise")]
        public static partial void LastAdministrator(ILogger logger, Guid staffId, string provider);
    }
}
