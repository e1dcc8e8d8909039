using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ServiceBot.Crm.Customers;
using ServiceBot.Desk.Accounts.Passwords;
using ServiceBot.Desk.Accounts.SecondFactor;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.Accounts.SingleSignOn;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Accounts.SignIn;

/// <summary>Signs somebody in by password and, if they have an authenticator, by its code. The hashing runs outside the database's transactions.</summary>
public sealed partial class SignInWithPassword(
    IDatabase database, Tries tries, StaffSessions sessions, AccountSignals signals, IOptions<SingleSignOnOptions> singleSignOn, TimeProvider clock, ILogger<SignInWithPassword> logger)
{
    /// <summary>How long the code may take after the first step.</summary>
    public static readonly TimeSpan CodeWait = TimeSpan.FromMinutes(5);

    /// <summary>The first step.</summary>
    /// <param name="email">The address, as typed.</param>
    /// <param name="password">The password, as typed.</param>
    /// <param name="browser">Where from.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SignInOutcome> HandleAsync(string email, string password, StaffBrowser browser, CancellationToken cancellationToken)
    {
        if (!singleSignOn.Value.TakesPassword(email))
        {
            return new SignInOutcome.PasswordOff();
        }

        var (tryId, retryAt) = await database.WriteAsync(unit => tries.TakeAsync(unit, Tries.SignIn, email, browser), cancellationToken);
        if (retryAt is { } at)
        {
            return await FailedAsync(null, browser, "limited", new SignInOutcome.Limited(at), cancellationToken);
        }

        var (member, account) = await database.ReadAsync(session => FindAsync(session, email), cancellationToken);
        var matches = PasswordHash.Matches(account?.PasswordHash, password);
        if (!matches || member is not { DisabledAt: null } || !singleSignOn.Value.TakesPassword(member))
        {
            return await FailedAsync(member?.Id, browser, "password", new SignInOutcome.Wrong(), cancellationToken);
        }

        return account!.TotpSecret is not null
            ? new SignInOutcome.NeedsCode(await database.WriteAsync(unit => TicketStore.AddAsync(unit, TicketStore.Code, member.Id, clock.GetUtcNow(), CodeWait), cancellationToken))
            : await database.WriteAsync(unit => EnterAsync(unit, member.Id, browser, tryId, "password"), cancellationToken);
    }

    /// <summary>The second step, after a password or a provider's word.</summary>
    /// <param name="ticket">From <see cref="SignInOutcome.NeedsCode"/>.</param>
    /// <param name="code">An authenticator's code or a recovery code, as typed.</param>
    /// <param name="browser">Where from.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SignInOutcome> WithCodeAsync(string ticket, string code, StaffBrowser browser, CancellationToken cancellationToken)
    {
        var (owner, how) = await database.ReadAsync(session => OwnerAsync(session, ticket), cancellationToken);
        if (owner is null)
        {
            return new SignInOutcome.TooLate();
        }

        var (tryId, retryAt) = await database.WriteAsync(unit => tries.TakeAsync(unit, Tries.SignIn, owner.Email, browser), cancellationToken);
        if (retryAt is { } at)
        {
            return await FailedAsync(owner.Id, browser, "limited", new SignInOutcome.Limited(at), cancellationToken);
        }

        var entered = await database.WriteAsync(
            async unit => await IsGoodCodeAsync(unit, owner.Id, code) && await TicketStore.UseAsync(unit, ticket) ? await EnterAsync(unit, owner.Id, browser, tryId, how) : null, cancellationToken);
        return entered ?? await FailedAsync(owner.Id, browser, "code", new SignInOutcome.Wrong(), cancellationToken);
    }

    private async Task<(StaffMember? Owner, string How)> OwnerAsync(Session session, string ticket)
    {
        var now = clock.GetUtcNow();
        var found = await TicketStore.FindAsync(session, TicketStore.Code, ticket, now) ?? await TicketStore.FindAsync(session, TicketStore.CodeAfterProvider, ticket, now);
        return found is { StaffId: { } staff } ? (await StaffStore.FindAsync(session, staff), found.Kind == TicketStore.Code ? "password" : "provider") : (null, "");
    }

    private async Task<bool> IsGoodCodeAsync(UnitOfWork unit, Guid staff, string code)
    {
        if (RecoveryCodes.LooksLikeOne(code))
        {
            return await AccountStore.UseRecoveryCodeAsync(unit, staff, RecoveryCodes.HashOf(code));
        }

        return await AccountStore.FindAsync(unit, staff) is { TotpSecret: { } secret }
            && Totp.StepOf(secret, code, clock.GetUtcNow()) is { } step
            && await AccountStore.UseStepAsync(unit, staff, step);
    }

    private async Task<SignInOutcome> EnterAsync(UnitOfWork unit, Guid staff, StaffBrowser browser, long tryId, string how)
    {
        if (await StaffStore.FindAsync(unit, staff) is not { DisabledAt: null } member)
        {
            return new SignInOutcome.Wrong();
        }

        await tries.ForgiveAsync(unit, tryId, member.Email, browser);
        var token = await sessions.BeginAsync(unit, staff, browser);
        await signals.AppendAsync(unit, "SignedIn", staff, new { browser.Address, browser.Agent, how });
        unit.OnCommitted(() => Log.SignedIn(logger, staff));
        return new SignInOutcome.SignedIn(member, token, await tries.KnowAsync(unit, member.Email, browser));
    }

    private async Task<SignInOutcome> FailedAsync(Guid? staff, StaffBrowser browser, string what, SignInOutcome outcome, CancellationToken cancellationToken)
    {
        await database.WriteAsync(
            async unit =>
            {
                await signals.AppendAsync(unit, "SignInFailed", null, new { staff, browser.Address, browser.Agent, what });
                return true;
            },
            cancellationToken);
        Log.Failed(logger, what, browser.Address);
        return outcome;
    }

    private static async Task<(StaffMember? Member, Account? Account)> FindAsync(Session session, string email) =>
        EmailAddress.TryParse(email, out var address) && await StaffStore.FindByEmailAsync(session, address.Value) is { } member
            ? (member, await AccountStore.FindAsync(session, member.Id))
            : (null, null);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{StaffId} signed in")]
        public static partial void SignedIn(ILogger logger, Guid staffId);

        [LoggerMessage(LogLevel.Information, "A sign-in failed ({What}) from {Address}")]
        public static partial void Failed(ILogger logger, string what, string address);
    }
}
