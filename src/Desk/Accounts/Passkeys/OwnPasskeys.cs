using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Accounts.Passkeys;

/// <summary>What people do with their own passkeys: several, each with a name.</summary>
public sealed partial class OwnPasskeys(IDatabase database, IPasskeyHandler<StaffMember> handler, PasskeyStates states, OwnPassword password, AccountSignals signals, ILogger<OwnPasskeys> logger)
{
    private const int MaxName = 60;

    /// <summary>Somebody's passkeys, the oldest first.</summary>
    public Task<IReadOnlyList<Passkey>> ListAsync(Guid staff, CancellationToken cancellationToken) => database.ReadAsync(session => PasskeyStore.ListAsync(session, staff), cancellationToken);

    /// <summary>Begins to add one, after the password: it gets in from then on.</summary>
    /// <returns><see cref="AccountOutcome.Shown"/> with what the browser makes it by.</returns>
    public async Task<AccountOutcome> BeginAsync(StaffMember member, string typed, HttpContext http, CancellationToken cancellationToken)
    {
        if (await password.CheckAsync(member, typed, StaffBrowser.Of(http), cancellationToken) is { } refusal)
        {
            return refusal;
        }

        var made = await handler.MakeCreationOptionsAsync(new() { Id = member.Id.ToString(), Name = member.Email, DisplayName = member.Name }, http);
        states.Keep(http, made.AttestationState!);
        return new AccountOutcome.Shown([made.CreationOptionsJson]);
    }

    /// <summary>Adds the one that the browser has made.</summary>
    /// <param name="member">Whose it is.</param>
    /// <param name="credential">What the browser says, JSON.</param>
    /// <param name="name">As they call it; empty: it is named by its place.</param>
    /// <param name="http">The request, which brings the state of <see cref="BeginAsync"/>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<AccountOutcome> FinishAsync(StaffMember member, string credential, string name, HttpContext http, CancellationToken cancellationToken)
    {
        var state = states.Take(http);
        var result = state is null ? null : await handler.PerformAttestationAsync(new() { HttpContext = http, CredentialJson = credential, AttestationState = state });
        if (result is not { Succeeded: true } || result.UserEntity.Id != member.Id.ToString())
        {
            Log.Refused(logger, member.Id, result?.Failure?.Message ?? "it was not asked for, too long ago, or by somebody else");
            return new AccountOutcome.Wrong();
        }

        return await database.WriteAsync<AccountOutcome>(
            async unit =>
            {
                var called = Crm.StoredText.CleanLine(name, MaxName);
                called = called.Length > 0 ? called : $"Passkey {(await PasskeyStore.ListAsync(unit, member.Id)).Count + 1}";
                if (!await PasskeyStore.AddAsync(unit, Passkey.Of(result.Passkey, member.Id, called)))
                {
                    return new AccountOutcome.Taken();
                }

                await signals.AppendAsync(unit, "PasskeyAdded", member.Id);
                return new AccountOutcome.Done();
            },
            cancellationToken);
    }

    /// <summary>Calls one otherwise.</summary>
    public Task<AccountOutcome> RenameAsync(StaffMember member, string credential, string name, CancellationToken cancellationToken)
    {
        var called = Crm.StoredText.CleanLine(name, MaxName);
        return called.Length == 0
            ? Task.FromResult<AccountOutcome>(new AccountOutcome.NoName())
            : ChangeAsync(member, "PasskeyRenamed", unit => PasskeyStore.RenameAsync(unit, member.Id, credential, called), cancellationToken);
    }

    /// <summary>Takes one away, after the password.</summary>
    public async Task<AccountOutcome> RemoveAsync(StaffMember member, string credential, string typed, StaffBrowser browser, CancellationToken cancellationToken) =>
        await password.CheckAsync(member, typed, browser, cancellationToken)
        ?? await ChangeAsync(member, "PasskeyRemoved", unit => PasskeyStore.RemoveAsync(unit, member.Id, credential), cancellationToken);

    private Task<AccountOutcome> ChangeAsync(StaffMember member, string signal, Func<UnitOfWork, Task<bool>> change, CancellationToken cancellationToken) => database.WriteAsync<AccountOutcome>(
        async unit =>
        {
            if (!await change(unit))
            {
                return new AccountOutcome.NotFound();
            }

            await signals.AppendAsync(unit, signal, member.Id);
            return new AccountOutcome.Done();
        },
        cancellationToken);

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "A passkey of {StaffId} was not taken: {Reason}")]
        public static partial void Refused(ILogger logger, Guid staffId, string reason);
    }
}
