using System.Text.Json;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Identity;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Crm.Proof;

/// <summary>What a typed code proved.</summary>
public abstract record CheckCodeOutcome
{
    private CheckCodeOutcome()
    {
    }

    /// <summary>The address is theirs.</summary>
    /// <param name="Customer">Who acts from now on: the holder of the address.</param>
    /// <param name="Email">The proved address.</param>
    public sealed record Verified(Guid Customer, string Email) : CheckCodeOutcome;

    /// <summary>It is another code.</summary>
    /// <param name="Left">How many tries are left; at 0 a new code is needed.</param>
    public sealed record Wrong(int Left) : CheckCodeOutcome;

    /// <summary>There is no code that counts: none was sent, ten minutes or five tries are over, or it was used.</summary>
    public sealed record Expired : CheckCodeOutcome;
}

/// <summary>
/// Checks a one-time code. The newest proof says who an account belongs to: somebody else's verified address joins the account to that
/// customer, and an address that nobody holds becomes the account's own.
/// </summary>
public sealed class CheckCode(SignalLog signals, TimeProvider clock)
{
    /// <summary>Takes one of the tries.</summary>
    /// <param name="unit">The turn's transaction.</param>
    /// <param name="customer">Who types, from <see cref="RecogniseCustomer"/>.</param>
    /// <param name="code">What was typed.</param>
    public async Task<CheckCodeOutcome> HandleAsync(UnitOfWork unit, Customer customer, string code)
    {
        var now = clock.GetUtcNow();
        var pending = await CodeStore.FindPendingAsync(unit, customer.Account);
        if (pending is null || pending.ExpiresAt <= now || await CodeStore.TakeTryAsync(unit, pending.Id) is not { } tries)
        {
            return new CheckCodeOutcome.Expired();
        }

        if (!OneTimeCode.Matches(pending.Hash, code))
        {
            return new CheckCodeOutcome.Wrong(OneTimeCode.MaxTries - (int)tries);
        }

        await CodeStore.UseAsync(unit, pending.Id, now);
        return new CheckCodeOutcome.Verified(await ProveAsync(unit, customer.Account, pending, now), pending.Email);
    }

    /// <returns>The holder of the address.</returns>
    private async Task<Guid> ProveAsync(UnitOfWork unit, Guid account, PendingCode proof, DateTimeOffset now)
    {
        await unit.Dialect.LockAsync(unit, LockKeys.Of("email", proof.Email));   // two accounts that prove it at once: one holds it, one joins
        var holder = await CustomerStore.HolderAsync(unit, IdentifierKinds.Email, proof.Email);
        if (holder is null)
        {
            await CustomerStore.IdentifyAsync(unit, account, IdentifierKinds.Email, proof.Email, proof.Email, verifiedAt: now, now, FactSources.Customer);
        }

        var evidence = JsonSerializer.Serialize(new { proof = "email_code", code = proof.Id });
        var joined = await CustomerStore.JoinAsync(unit, account, holder ?? account, evidence, now);
        await signals.AppendAsync(unit, new("EmailVerified", now, Customer: holder ?? account, Data: evidence));
        if (joined)
        {
            await signals.AppendAsync(
                unit, new(CustomerSignals.Joined, now, Customer: holder ?? account, Data: JsonSerializer.Serialize(new { account, code = proof.Id })));
        }

        return holder ?? account;
    }
}
