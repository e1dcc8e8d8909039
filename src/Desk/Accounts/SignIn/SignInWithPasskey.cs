using System.Buffers.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ServiceBot.Desk.Accounts.Passkeys;
using ServiceBot.Desk.Accounts.Sessions;
using ServiceBot.Desk.Accounts.SingleSignOn;
using ServiceBot.Desk.Staff;
using ServiceBot.Storage;

namespace ServiceBot.Desk.Accounts.SignIn;

/// <summary>Signs somebody in by a passkey alone: the device has asked for a finger, a face or a code, so it stands for both factors.</summary>
public sealed partial class SignInWithPasskey(
    IDatabase database, IPasskeyHandler<StaffMember> handler, PasskeyStates states, StaffSessions sessions, AccountSignals signals, IOptions<SingleSignOnOptions> singleSignOn, TimeProvider clock,
    ILogger<SignInWithPasskey> logger)
{
    /// <summary>What the browser asks its passkeys by.</summary>
    /// <param name="ticket">From <see cref="SignInOutcome.NeedsCode"/>, whose owner's passkeys are asked for; null: anybody's that the device knows.</param>
    /// <param name="http">The request; its answer takes the state along.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<string> BeginAsync(string? ticket, HttpContext http, CancellationToken cancellationToken)
    {
        var owner = ticket is null ? null : await database.ReadAsync(
            async session => await TicketStore.FindAsync(session, TicketStore.Code, ticket, clock.GetUtcNow()) is { StaffId: { } staff } ? await StaffStore.FindAsync(session, staff) : null, cancellationToken);
        var made = await handler.MakeRequestOptionsAsync(owner, http);
        states.Keep(http, made.AssertionState!);
        return made.RequestOptionsJson;
    }

    /// <summary>Signs in.</summary>
    /// <param name="credential">What the browser says, JSON.</param>
    /// <param name="http">The request, which brings the state.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<SignInOutcome> HandleAsync(string credential, HttpContext http, CancellationToken cancellationToken)
    {
        var browser = StaffBrowser.Of(http);
        var state = states.Take(http);
        var result = state is null ? null : await handler.PerformAssertionAsync(new() { HttpContext = http, CredentialJson = credential, AssertionState = state });
        if (result is not { Succeeded: true })
        {
            Log.Failed(logger, browser.Address, result?.Failure?.Message ?? "it was not asked for, or too long ago");
            return new SignInOutcome.Wrong();
        }

        if (!singleSignOn.Value.TakesPassword(result.User))
        {
            return new SignInOutcome.PasswordOff();
        }

        return await database.WriteAsync<SignInOutcome>(
            async unit =>
            {
                var now = clock.GetUtcNow();
                if (await StaffStore.FindAsync(unit, result.User.Id) is not { DisabledAt: null } member
                    || await PasskeyStore.FindAsync(unit, Base64Url.EncodeToString(result.Passkey.CredentialId)) is not { } passkey
                    || !await PasskeyStore.UseAsync(unit, passkey with { SignCount = result.Passkey.SignCount, BackedUp = result.Passkey.IsBackedUp, UsedAt = now }))
                {
                    return new SignInOutcome.Wrong();
                }

                var token = await sessions.BeginAsync(unit, member.Id, browser);
                await signals.AppendAsync(unit, "SignedIn", member.Id, new { browser.Address, browser.Agent, how = "passkey" });
                unit.OnCommitted(() => Log.SignedIn(logger, member.Id));
                return new SignInOutcome.SignedIn(member, token);
            },
            cancellationToken);
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Information, "{StaffId} signed in by passkey")]
        public static partial void SignedIn(ILogger logger, Guid staffId);

        [LoggerMessage(LogLevel.Information, "A sign-in by passkey failed from {Address}: {Reason}")]
        public static partial void Failed(ILogger logger, string address, string reason);
    }
}
