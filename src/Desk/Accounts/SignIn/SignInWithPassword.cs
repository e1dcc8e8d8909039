using Microsoft.Extensions.Logging;
using ServiceBot.Crm.Customers;
using ServiceBot.Desk.Accounts.Passwords;
using ServiceBot.Desk.Accounts.SecondFactor;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Accounts.SignIn;

/// <summary>Signs somebody in by password and, if they have an authenticator, by its code. The hashing runs outside the database's transactions.</summary>
public sealed partial class SignInWithPassword(IDatabase database, Tries tries, StaffSessions sessions, AccountSignals signals, TimeProvider clock, ILogger<SignInWithPassword> logger)
{
    private static readonly TimeSpan CodeWait = TimeSpan.FromMinutes(5);

    /// <summary>The first step.</summary>
    /// <param name="email">The address, as typed.</param>
    /// <param name="password">The password, as typed.</param>
    /// <param name="browser">Where from.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SignInOutcome> HandleAsync(string email, string password, StaffBrowser browser, CancellationToken cancellationToken)
    {
        var (tryId, retryAt) = await database.WriteAsync(unit => tries.TakeAsync(unit, Tries.SignIn, email, browser), cancellationToken);
        if (retryAt is { } at)
        {
            return await FailedAsync(null, browser, "limited", new SignInOutcome.Limited(at), cancellationToken);
        }

        var (member, account) = await database.ReadAsync(session => FindAsync(session, email), cancellationToken);
        var matches = PasswordHash.Matches(account?.PasswordHash, password);
        if (!matches || member is not { DisabledAt: null })
        {
            return await FailedAsync(member?.Id, browser, "password", new SignInOutcome.Wrong(), cancellationToken);
        }

        return account!.TotpSecret is not null
            ? new SignInOutcome.NeedsCode(await database.WriteAsync(unit => TicketStore.AddAsync(unit, TicketStore.Code, member.Id, clock.GetUtcNow(), CodeWait), cancellationToken))
            : await database.WriteAsync(unit => EnterAsync(unit, member.Id, browser, tryId), cancellationToken);
    }

    /// <summary>The second step.</summary>
    /// <param name="ticket">From <see cref="SignInOutcome.NeedsCode"/>.</param>
    /// <param name="code">An authenticator's code or a recovery code, as typed.</param>
    /// <param name="browser">Where from.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SignInOutcome> WithCodeAsync(string ticket, string code, StaffBrowser browser, CancellationToken cancellationToken)
    {
        var owner = await database.ReadAsync(
            async session => await TicketStore.FindAsync(session, TicketStore.Code, ticket, clock.GetUtcNow()) is { StaffId: { } staff } ? await StaffStore.FindAsync(session, staff) : null,
            cancellationToken);
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
            async unit => await IsGoodCodeAsync(unit, owner.Id, code) && await TicketStore.UseAsync(unit, ticket) ? await EnterAsync(unit, owner.Id, browser, tryId) : null, cancellationToken);
        return entered ?? await FailedAsync(owner.Id, browser, "code", new SignInOutcome.Wrong(), cancellationToken);
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

    private async Task<SignInOutcome> EnterAsync(UnitOfWork unit, Guid staff, StaffBrowser browser, long tryId)
    {
        if (await StaffStore.FindAsync(unit, staff) is not { DisabledAt: null } member)
        {
            return new SignInOutcome.Wrong();
        }

        await tries.ForgiveAsync(unit, tryId, member.Email, browser);
        var token = await sessions.BeginAsync(unit, staff, browser);
        await signals.AppendAsync(unit, "SignedIn", staff, new { browser.Address, browser.Agent, how = "password" });
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
