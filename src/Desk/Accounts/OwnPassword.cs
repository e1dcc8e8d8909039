using ServiceBot.Desk.Accounts.Passwords;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.Accounts.SignIn;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Accounts;

/// <summary>Asks who sits at an open page for the password before what would keep the owner out, or let somebody else in. An account without one has nothing to ask for.</summary>
public sealed class OwnPassword(IDatabase database, Tries tries)
{
    /// <summary>Compares what was typed.</summary>
    /// <returns>Null: it is right, or there is none; otherwise what to say.</returns>
    public async Task<AccountOutcome?> CheckAsync(StaffMember member, string typed, StaffBrowser browser, CancellationToken cancellationToken)
    {
        if (await database.ReadAsync(session => AccountStore.FindAsync(session, member.Id), cancellationToken) is not { PasswordHash: { } hash })
        {
            return null;
        }

        var (id, retryAt) = await database.WriteAsync(unit => tries.TakeAsync(unit, Tries.SignIn, member.Email, browser), cancellationToken);
        if (retryAt is { } at)
        {
            return new AccountOutcome.Limited(at);
        }

        if (!PasswordHash.Matches(hash, typed))
        {
            return new AccountOutcome.Wrong();
        }

        await database.WriteAsync(
            async unit =>
            {
                await tries.ForgiveAsync(unit, id, member.Email, browser);
                return true;
            },
            cancellationToken);
        return null;
    }
}
