using ServiceBot.Desk.Accounts.Passwords;
using ServiceBot.Desk.Accounts.People;
using ServiceBot.Desk.Accounts.SecondFactor;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Accounts;

/// <summary>What an account page shows.</summary>
/// <param name="HasPassword">Whether they can sign in by password.</param>
/// <param name="HasTotp">Whether an authenticator is in use.</param>
/// <param name="OfferedSecret">A secret that waits for its first code, if any.</param>
/// <param name="RecoveryCodes">How many recovery codes are left.</param>
/// <param name="Sessions">Where they are signed in.</param>
public sealed record AccountView(bool HasPassword, bool HasTotp, string? OfferedSecret, long RecoveryCodes, IReadOnlyList<StaffSession> Sessions);

/// <summary>What people change about themselves.</summary>
public sealed class OwnAccount(IDatabase database, StaffSessions sessions, OwnPassword password, AccountSignals signals, TimeProvider clock)
{
    /// <summary>The account of somebody.</summary>
    public Task<AccountView> ReadAsync(Guid staff, CancellationToken cancellationToken) => database.ReadAsync(
        async session =>
        {
            var account = await AccountStore.FindAsync(session, staff);
            return new AccountView(
                account?.PasswordHash is not null, account?.TotpSecret is not null, account?.TotpOffered, await AccountStore.CountRecoveryCodesAsync(session, staff),
                await sessions.ListAsync(session, staff));
        },
        cancellationToken);

    /// <summary>The secret as a link for an authenticator on the same device.</summary>
    public static string TotpLink(string secret, string company, StaffMember member) => Totp.Link(secret, company, member.Email);

    /// <summary>Changes the name, and the language of the pages.</summary>
    public async Task<AccountOutcome> SetProfileAsync(StaffMember member, string name, string language, CancellationToken cancellationToken)
    {
        name = NewMember.NameOf(name);
        if (name.Length == 0)
        {
            return new AccountOutcome.NoName();
        }

        if (language is not ("en" or "zh"))
        {
            return new AccountOutcome.NotAChoice();
        }

        return await ChangeAsync(member.Id, "StaffChanged", async unit => await StaffStore.FindAsync(unit, member.Id) is { } present
            && await StaffStore.SaveAsync(unit, present with { Name = name, Language = language }), cancellationToken, new { staff = member.Id, what = "profile" });
    }

    /// <summary>Changes the password, or chooses the first one after single sign-on. All other sessions end, and the kept one gets a new secret.</summary>
    public async Task<AccountOutcome> ChangePasswordAsync(StaffMember member, string present, string next, Guid keep, StaffBrowser browser, CancellationToken cancellationToken)
    {
        if (await password.CheckAsync(member, present, browser, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        if (PasswordRules.Check(next, NewMember.WordsOf(member.Name, member.Email)) is { } fault)
        {
            return new AccountOutcome.BadPassword(fault);
        }

        var hash = PasswordHash.Of(next);
        return await database.WriteAsync<AccountOutcome>(
            async unit =>
            {
                await AccountStore.SetPasswordAsync(unit, member.Id, hash);
                await TicketStore.DropAsync(unit, TicketStore.Password, member.Id);
                await TicketStore.DropAsync(unit, TicketStore.Code, member.Id);
                await signals.AppendAsync(unit, "PasswordChanged", member.Id, new { how = "page" });
                return await KeepAloneAsync(unit, member, keep) is { } token ? new AccountOutcome.SignedIn(member, token) : new AccountOutcome.Done();
            },
            cancellationToken);
    }

    /// <summary>Makes a secret for an authenticator; it counts from its first code on.</summary>
    public async Task OfferTotpAsync(StaffMember member, CancellationToken cancellationToken) => await database.WriteAsync(
        async unit =>
        {
            await AccountStore.OfferTotpAsync(unit, member.Id, Totp.NewSecret());
            return true;
        },
        cancellationToken);

    /// <summary>Takes the first code, after the password. From now on each sign-in asks for one. All other sessions end, and the kept one gets a new secret.</summary>
    /// <returns>Recovery codes to be shown once.</returns>
    public async Task<AccountOutcome> ConfirmTotpAsync(
        StaffMember member, string present, string code, Guid keep, StaffBrowser browser, CancellationToken cancellationToken)
    {
        if (await password.CheckAsync(member, present, browser, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var codes = SecondFactor.RecoveryCodes.New();
        return await database.WriteAsync<AccountOutcome>(
            async unit =>
            {
                if (await AccountStore.FindAsync(unit, member.Id) is not { TotpOffered: { } secret } || Totp.StepOf(secret, code, clock.GetUtcNow()) is not { } step)
                {
                    return new AccountOutcome.Wrong();
                }

                await AccountStore.TakeOfferedTotpAsync(unit, member.Id, step);
                await AccountStore.SetRecoveryCodesAsync(unit, member.Id, codes.Select(SecondFactor.RecoveryCodes.HashOf));
                await signals.AppendAsync(unit, "SecondFactorAdded", member.Id);
                return new AccountOutcome.Shown(codes, await KeepAloneAsync(unit, member, keep));
            },
            cancellationToken);
    }

    /// <summary>New recovery codes, after the password; the old ones are over.</summary>
    public async Task<AccountOutcome> RenewRecoveryCodesAsync(StaffMember member, string present, StaffBrowser browser, CancellationToken cancellationToken)
    {
        if (await password.CheckAsync(member, present, browser, cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var codes = SecondFactor.RecoveryCodes.New();
        await ChangeAsync(
            member.Id,
            "RecoveryCodesRenewed",
            async unit =>
            {
                await AccountStore.SetRecoveryCodesAsync(unit, member.Id, codes.Select(SecondFactor.RecoveryCodes.HashOf));
                return true;
            },
            cancellationToken);
        return new AccountOutcome.Shown(codes);
    }

    /// <summary>Goes back to the password alone, after the password.</summary>
    public async Task<AccountOutcome> DropTotpAsync(StaffMember member, string present, StaffBrowser browser, CancellationToken cancellationToken) =>
        await password.CheckAsync(member, present, browser, cancellationToken) ?? await ChangeAsync(
            member.Id,
            "SecondFactorRemoved",
            async unit =>
            {
                await AccountStore.DropTotpAsync(unit, member.Id);
                return true;
            },
            cancellationToken,
            new { staff = member.Id });

    /// <summary>Ends one of the own sessions.</summary>
    public Task<AccountOutcome> EndSessionAsync(Guid staff, Guid session, CancellationToken cancellationToken) =>
        ChangeAsync(staff, "SessionEnded", unit => StaffSessions.EndAsync(unit, staff, session), cancellationToken, new { staff, session });

    /// <summary>Ends all sessions but one, which goes on under a new secret: who has a copy of its cookie is out as well.</summary>
    private static async Task<string?> KeepAloneAsync(UnitOfWork unit, StaffMember member, Guid keep)
    {
        await StaffSessions.EndAllAsync(unit, member.Id, keep);
        return await StaffSessions.RenewAsync(unit, keep);
    }

    private Task<AccountOutcome> ChangeAsync(Guid by, string signal, Func<UnitOfWork, Task<bool>> change, CancellationToken cancellationToken, object? more = null) =>
        database.WriteAsync<AccountOutcome>(
            async unit =>
            {
                if (!await change(unit))
                {
                    return new AccountOutcome.NotFound();
                }

                await signals.AppendAsync(unit, signal, by, more);
                return new AccountOutcome.Done();
            },
            cancellationToken);
}
