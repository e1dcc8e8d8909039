using Microsoft.Extensions.Options;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Accounts.SingleSignOn;

/// <summary>Connects somebody's account with a provider, and parts the two again.</summary>
public sealed class ConnectIdentity(IDatabase database, IOptions<SingleSignOnOptions> options, OwnPassword password, AccountSignals signals, TimeProvider clock)
{
    private static readonly TimeSpan Wait = TimeSpan.FromMinutes(10);

    /// <summary>Whom providers know somebody as.</summary>
    public Task<IReadOnlyList<StaffIdentity>> ListAsync(Guid staff, CancellationToken cancellationToken) =>
        database.ReadAsync(session => IdentityStore.ListAsync(session, staff), cancellationToken);

    /// <summary>Begins, after the password: what is connected gets in from then on.</summary>
    /// <returns><see cref="AccountOutcome.Shown"/> with the word that the way to the provider takes along.</returns>
    public async Task<AccountOutcome> BeginAsync(StaffMember member, string typed, Sessions.StaffBrowser browser, CancellationToken cancellationToken) =>
        await password.CheckAsync(member, typed, browser, cancellationToken) ?? new AccountOutcome.Shown(
            [await database.WriteAsync(unit => TicketStore.AddAsync(unit, TicketStore.Connect, member.Id, clock.GetUtcNow(), Wait), cancellationToken)]);

    /// <summary>Whether a word of <see cref="BeginAsync"/> is good, and theirs.</summary>
    public Task<bool> MayBeginAsync(Guid staff, string word, CancellationToken cancellationToken) =>
        database.ReadAsync(async session => (await TicketStore.FindAsync(session, TicketStore.Connect, word, clock.GetUtcNow()))?.StaffId == staff, cancellationToken);

    /// <summary>Ends: the provider has said who it is. The word counts once.</summary>
    /// <param name="member">Who is signed in, in the browser that comes back.</param>
    /// <param name="word">From <see cref="BeginAsync"/>.</param>
    /// <param name="providerName">Who says it.</param>
    /// <param name="person">Who it is.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public Task<AccountOutcome> FinishAsync(StaffMember member, string word, string providerName, ProviderPerson person, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(person);
        if (SignInWithProvider.FaultOf(options.Value.Find(providerName)!, person) is not null)
        {
            return Task.FromResult<AccountOutcome>(new AccountOutcome.NotAChoice());
        }

        return database.WriteAsync<AccountOutcome>(
            async unit =>
            {
                var now = clock.GetUtcNow();
                if ((await TicketStore.FindAsync(unit, TicketStore.Connect, word, now))?.StaffId != member.Id || !await TicketStore.UseAsync(unit, word))
                {
                    return new AccountOutcome.LinkIsOver();
                }

                var identity = new StaffIdentity { Provider = providerName, Subject = person.Subject, StaffId = member.Id, Email = person.Email!.Value.Value, LinkedAt = now };
                if (!await IdentityStore.AddAsync(unit, identity))
                {
                    return new AccountOutcome.Taken();
                }

                await signals.AppendAsync(unit, "IdentityConnected", member.Id, new { provider = providerName, how = "account" });
                return new AccountOutcome.Done();
            },
            cancellationToken);
    }

    /// <summary>Parts them, after the password; who has none keeps the last way in.</summary>
    public async Task<AccountOutcome> PartAsync(StaffMember member, string providerName, string subject, string typed, Sessions.StaffBrowser browser, CancellationToken cancellationToken) =>
        await password.CheckAsync(member, typed, browser, cancellationToken) ?? await database.WriteAsync<AccountOutcome>(
            async unit =>
            {
                var all = await IdentityStore.ListAsync(unit, member.Id);
                if (all.Count == 1 && await AccountStore.FindAsync(unit, member.Id) is not { PasswordHash: not null })
                {
                    return new AccountOutcome.LastWayIn();
                }

                if (!await IdentityStore.RemoveAsync(unit, member.Id, providerName, subject))
                {
                    return new AccountOutcome.NotFound();
                }

                await signals.AppendAsync(unit, "IdentityParted", member.Id, new { provider = providerName });
                return new AccountOutcome.Done();
            },
            cancellationToken);
}
