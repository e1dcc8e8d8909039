using Microsoft.Extensions.Options;
using ServiceBot.Channels.Outbox;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Email;
using ServiceBot.Desk.Accounts.Passwords;
using ServiceBot.Desk.Accounts.People;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.Accounts.SignIn;
using ServiceBot.Desk.Accounts.SingleSignOn;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Accounts;

/// <summary>A new password for somebody who forgot the old one, by a link to their address. The authenticator stays as it is.</summary>
public sealed class ResetPassword(IDatabase database, OutboxSender outbox, Tries tries, AccountSignals signals, IOptions<SingleSignOnOptions> singleSignOn, TimeProvider clock)
{
    private static readonly TimeSpan LinkLife = TimeSpan.FromMinutes(30);

    /// <summary>Sends a link, if the address is somebody's; the outcome is the same if it is nobody's.</summary>
    public Task<AccountOutcome> AskAsync(string email, StaffBrowser browser, Func<string, Uri> linkTo, CancellationToken cancellationToken) => database.WriteAsync<AccountOutcome>(
        async unit =>
        {
            var (id, retryAt) = await tries.TakeAsync(unit, Tries.Letter, email, browser);
            if (retryAt is { } at)
            {
                return new AccountOutcome.Limited(at);
            }

            if (EmailAddress.TryParse(email, out var address) && await StaffStore.FindByEmailAsync(unit, address.Value) is { DisabledAt: null } member
                && singleSignOn.Value.TakesPassword(member))
            {
                var token = await TicketStore.AddAsync(unit, TicketStore.Password, member.Id, clock.GetUtcNow(), LinkLife);
                var letter = AccountLetters.NewPassword(member.Email, linkTo(token), (int)LinkLife.TotalMinutes, member.Language);
                await outbox.PostAsync(unit, $"password:{id}", Letter.Kind, letter.ToJson());
                await signals.AppendAsync(unit, "PasswordLinkSent", null, new { staff = member.Id, browser.Address });
            }

            return new AccountOutcome.Done();
        },
        cancellationToken);

    /// <summary>Whether a link's word is good.</summary>
    public async Task<bool> IsGoodAsync(string token, CancellationToken cancellationToken) =>
        await database.ReadAsync(session => OwnerAsync(session, token), cancellationToken) is not null;

    /// <summary>Sets the password. All sessions and all other links end.</summary>
    public async Task<AccountOutcome> FinishAsync(string token, string password, CancellationToken cancellationToken)
    {
        if (await database.ReadAsync(session => OwnerAsync(session, token), cancellationToken) is not { } owner)
        {
            return new AccountOutcome.LinkIsOver();
        }

        if (PasswordRules.Check(password, NewMember.WordsOf(owner.Name, owner.Email)) is { } fault)
        {
            return new AccountOutcome.BadPassword(fault);
        }

        var hash = PasswordHash.Of(password);
        return await database.WriteAsync<AccountOutcome>(
            async unit =>
            {
                if (await OwnerAsync(unit, token) is null || !await TicketStore.UseAsync(unit, token))
                {
                    return new AccountOutcome.LinkIsOver();
                }

                await AccountStore.SetPasswordAsync(unit, owner.Id, hash);
                await TicketStore.DropAsync(unit, TicketStore.Password, owner.Id);
                await TicketStore.DropAsync(unit, TicketStore.Code, owner.Id);
                await StaffSessions.EndAllAsync(unit, owner.Id);
                await signals.AppendAsync(unit, "PasswordChanged", owner.Id, new { how = "link" });
                return new AccountOutcome.Done();
            },
            cancellationToken);
    }

    private async Task<StaffMember?> OwnerAsync(Session session, string token) =>
        await TicketStore.FindAsync(session, TicketStore.Password, token, clock.GetUtcNow()) is { StaffId: { } staff }
        && await StaffStore.FindAsync(session, staff) is { DisabledAt: null } member
            ? member
            : null;
}
