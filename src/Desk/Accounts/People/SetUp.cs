using ServiceBot.Crm.Customers;
using ServiceBot.Desk.Accounts.Passwords;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Accounts.People;

/// <summary>Makes the first administrator, through a link that only who starts the product sees.</summary>
public sealed class SetUp(IDatabase database, NewMember newMember, TimeProvider clock)
{
    /// <summary>A new link's word, which puts those of earlier starts out of use; null: there are people already.</summary>
    public Task<string?> IssueAsync(CancellationToken cancellationToken) => database.WriteAsync(
        async unit =>
        {
            await unit.Dialect.LockAsync(unit, Lock);
            await TicketStore.DropAsync(unit, TicketStore.SetUp);
            return await AnybodyAsync(unit) ? null : await TicketStore.AddAsync(unit, TicketStore.SetUp, null, clock.GetUtcNow(), life: null);
        },
        cancellationToken);

    /// <summary>Whether a link's word is good.</summary>
    public Task<bool> IsGoodAsync(string token, CancellationToken cancellationToken) => database.ReadAsync(session => IsGoodAsync(session, token), cancellationToken);

    /// <summary>Makes the first administrator and signs them in.</summary>
    public async Task<AccountOutcome> HandleAsync(string token, string name, string email, string password, string language, StaffBrowser browser, CancellationToken cancellationToken)
    {
        name = NewMember.NameOf(name);
        if (!await IsGoodAsync(token, cancellationToken))
        {
            return new AccountOutcome.LinkIsOver();
        }

        if (!EmailAddress.TryParse(email, out var address))
        {
            return new AccountOutcome.NotAnAddress();
        }

        if (NewMember.FaultOf(name, address.Value, password) is { } fault)
        {
            return fault;
        }

        var now = clock.GetUtcNow();
        var hash = PasswordHash.Of(password);
        var member = new StaffMember
        {
            Id = Guid.CreateVersion7(now),
            Name = name,
            Email = address.Value,
            Role = StaffRole.Administrator,
            Language = language,
            CreatedAt = now,
        };
        return await database.WriteAsync(
            async unit =>
            {
                await unit.Dialect.LockAsync(unit, Lock);
                return await IsGoodAsync(unit, token) && await TicketStore.UseAsync(unit, token)
                    ? await newMember.AddAsync(unit, member, hash, browser)
                    : new AccountOutcome.LinkIsOver();
            },
            cancellationToken);
    }

    private static long Lock => LockKeys.Of("staff", "set-up");

    private async Task<bool> IsGoodAsync(Session session, string token) =>
        await TicketStore.FindAsync(session, TicketStore.SetUp, token, clock.GetUtcNow()) is not null && !await AnybodyAsync(session);

    private static async Task<bool> AnybodyAsync(Session session) => (await StaffStore.ListAsync(session)).Count > 0;
}
