using ServiceBot.Channels.Outbox;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Email;
using ServiceBot.Storage;
using ServiceBot.Storage.Signals;

namespace ServiceBot.Crm.Proof;

/// <summary>What became of the wish for a code.</summary>
public abstract record SendCodeOutcome
{
    private SendCodeOutcome()
    {
    }

    /// <summary>A letter is on its way; the same for addresses that we know and that we don't.</summary>
    /// <param name="ExpiresAt">Until when the code counts.</param>
    public sealed record Sent(DateTimeOffset ExpiresAt) : SendCodeOutcome;

    /// <summary>Three letters in an hour are the most, for an account and for an address.</summary>
    /// <param name="RetryAt">When the next one may be sent.</param>
    public sealed record Limited(DateTimeOffset RetryAt) : SendCodeOutcome;

    /// <summary>No letter could be sent to that address.</summary>
    public sealed record NotAnAddress : SendCodeOutcome;
}

/// <summary>Sends a one-time code to an address that somebody says is theirs.</summary>
public sealed class SendCode(OutboxSender outbox, SignalLog signals, TimeProvider clock)
{
    /// <summary>Puts a letter with a code into the outbox. Earlier codes of the account count no more.</summary>
    /// <param name="unit">The turn's transaction.</param>
    /// <param name="customer">Who wants to prove an address, from <see cref="RecogniseCustomer"/>.</param>
    /// <param name="email">The address, as typed.</param>
    /// <param name="language">Language of the letter: <c>en</c> or <c>zh</c>.</param>
    public async Task<SendCodeOutcome> HandleAsync(UnitOfWork unit, Customer customer, string email, string language)
    {
        if (!EmailAddress.TryParse(email, out var address))
        {
            return new SendCodeOutcome.NotAnAddress();
        }

        var now = clock.GetUtcNow();
        await unit.Dialect.LockAsync(unit, LockKeys.Of("codes", customer.Account.ToString()));   // two at once must not pass the count
        await unit.Dialect.LockAsync(unit, LockKeys.Of("email", address.Value));
        var recent = await CodeStore.RecentAsync(unit, customer.Account, address.Value, now - OneTimeCode.SendWindow);
        if (LimitedUntil(recent, customer.Account, address.Value) is { } retryAt)
        {
            return new SendCodeOutcome.Limited(retryAt);
        }

        var code = OneTimeCode.New();
        var id = Guid.CreateVersion7(now);
        await CodeStore.AddAsync(unit, id, customer.Account, address.Value, OneTimeCode.Hash(code), now);
        await outbox.PostAsync(unit, $"code:{id}", Letter.Kind, CodeLetter.Write(address.Value, code, language).ToJson());
        await signals.AppendAsync(unit, new("CodeSent", now, Customer: customer.Id));
        return new SendCodeOutcome.Sent(now + OneTimeCode.Lifetime);
    }

    /// <summary>When the account and the address may have another letter, or null when that is now.</summary>
    internal static DateTimeOffset? LimitedUntil(IReadOnlyList<SentCode> recent, Guid account, string email)
    {
        var ofAccount = FreeAgain(recent.Where(code => code.CustomerId == account));
        var ofEmail = FreeAgain(recent.Where(code => code.Email == email));
        return ofAccount > ofEmail || ofEmail is null ? ofAccount : ofEmail;
    }

    private static DateTimeOffset? FreeAgain(IEnumerable<SentCode> codes)
    {
        var sent = codes.Select(code => code.SentAt).OrderDescending().Take(OneTimeCode.MaxSends).ToList();
        return sent.Count < OneTimeCode.MaxSends ? null : sent[^1] + OneTimeCode.SendWindow;
    }
}
