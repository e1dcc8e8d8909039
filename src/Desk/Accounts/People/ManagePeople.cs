using ServiceBot.Desk.Accounts.Passkeys;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.Requests;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Accounts.People;

/// <summary>What administrators change about others.</summary>
public sealed class ManagePeople(IDatabase database, AccountSignals signals, TimeProvider clock)
{
    /// <summary>Gives somebody a role and a team.</summary>
    public Task<AccountOutcome> SetRoleAsync(Guid by, Guid staff, StaffRole role, string? team, CancellationToken cancellationToken) =>
        team is not null && !RequestLimits.IsWord(team)
            ? Task.FromResult<AccountOutcome>(new AccountOutcome.NotAChoice())
            : ChangeAsync(by, staff, member => member with { Role = role, Team = team }, "role", cancellationToken);

    /// <summary>Lets somebody go: they are signed out everywhere, and their history stays.</summary>
    public Task<AccountOutcome> DisableAsync(Guid by, Guid staff, CancellationToken cancellationToken) =>
        ChangeAsync(by, staff, member => member with { DisabledAt = member.DisabledAt ?? clock.GetUtcNow() }, "disabled", cancellationToken);

    /// <summary>Takes somebody back.</summary>
    public Task<AccountOutcome> EnableAsync(Guid by, Guid staff, CancellationToken cancellationToken) =>
        ChangeAsync(by, staff, member => member with { DisabledAt = null }, "enabled", cancellationToken);

    /// <summary>Signs somebody out everywhere.</summary>
    public Task<AccountOutcome> EndSessionsAsync(Guid by, Guid staff, CancellationToken cancellationToken) =>
        DoAsync(by, staff, "SessionEnded", unit => StaffSessions.EndAllAsync(unit, staff), cancellationToken);

    /// <summary>Ends one session of somebody.</summary>
    public Task<AccountOutcome> EndSessionAsync(Guid by, Guid staff, Guid session, CancellationToken cancellationToken) =>
        DoAsync(by, staff, "SessionEnded", unit => StaffSessions.EndAsync(unit, staff, session), cancellationToken);

    /// <summary>Takes away an authenticator that was lost with its recovery codes, and the passkeys, which may be on the same device.</summary>
    public Task<AccountOutcome> DropTotpAsync(Guid by, Guid staff, CancellationToken cancellationToken) => DoAsync(
        by,
        staff,
        "SecondFactorRemoved",
        async unit =>
        {
            await AccountStore.DropTotpAsync(unit, staff);
            await PasskeyStore.RemoveAllAsync(unit, staff);
            await StaffSessions.EndAllAsync(unit, staff);
        },
        cancellationToken);

    private Task<AccountOutcome> ChangeAsync(Guid by, Guid staff, Func<StaffMember, StaffMember> change, string what, CancellationToken cancellationToken) =>
        database.WriteAsync<AccountOutcome>(
            async unit =>
            {
                if (await FindForChangeAsync(unit, staff) is not { } before)
                {
                    return new AccountOutcome.NotFound();
                }

                var after = change(before);
                if (!await MayBecomeAsync(unit, before, after))
                {
                    return new AccountOutcome.LastAdministrator();
                }

                await StaffStore.SaveAsync(unit, after);
                if (after.DisabledAt is not null)
                {
                    await StaffSessions.EndAllAsync(unit, staff);
                    await TicketStore.DropAsync(unit, TicketStore.Password, staff);
                    await TicketStore.DropAsync(unit, TicketStore.Code, staff);
                    await TicketStore.DropAsync(unit, TicketStore.CodeAfterProvider, staff);
                    await TicketStore.DropAsync(unit, TicketStore.Connect, staff);
                }

                await signals.AppendAsync(unit, "StaffChanged", by, new { staff, what, role = after.Role.ToString(), after.Team });
                return new AccountOutcome.Done();
            },
            cancellationToken);

    private Task<AccountOutcome> DoAsync(Guid by, Guid staff, string signal, Func<UnitOfWork, Task> change, CancellationToken cancellationToken) =>
        database.WriteAsync<AccountOutcome>(
            async unit =>
            {
                if (await StaffStore.FindAsync(unit, staff) is null)
                {
                    return new AccountOutcome.NotFound();
                }

                await change(unit);
                await signals.AppendAsync(unit, signal, by, new { staff });
                return new AccountOutcome.Done();
            },
            cancellationToken);

    /// <summary>Somebody whose role is about to change; nobody else's changes until that is done.</summary>
    internal static async Task<StaffMember?> FindForChangeAsync(UnitOfWork unit, Guid staff)
    {
        await unit.Dialect.LockAsync(unit, LockKeys.Of("staff", "roles"));      // two at once must not leave nobody
        return await StaffStore.FindAsync(unit, staff);
    }

    /// <summary>Whether somebody is left to run the product after a change.</summary>
    internal static async Task<bool> MayBecomeAsync(Session session, StaffMember before, StaffMember after) =>
        !IsAdministrator(before) || IsAdministrator(after) || (await StaffStore.ListAsync(session)).Count(IsAdministrator) > 1;

    private static bool IsAdministrator(StaffMember member) => member is { Role: StaffRole.Administrator, DisabledAt: null };
}
