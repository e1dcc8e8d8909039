using Microsoft.Extensions.Options;
using ServiceBot.Crm.Customers;
using ServiceBot.Crm.Privacy;
using ServiceBot.Storage;

namespace ServiceBot.Crm.Consents;

/// <summary>Why a customer may not be contacted.</summary>
public enum ContactRefusal
{
    /// <summary>Nobody has declared such a purpose.</summary>
    NoSuchPurpose,

    /// <summary>There is no such customer.</summary>
    NoSuchCustomer,

    /// <summary>Their data are kept and used for nothing else.</summary>
    Restricted,

    /// <summary>They refused, or took their consent back.</summary>
    Withdrawn,

    /// <summary>It needs a consent, and there is none.</summary>
    NotGranted,
}

/// <summary>Whether a customer may be contacted.</summary>
/// <param name="Refusal">Why not; null: they may.</param>
/// <param name="Entry">What they said, on which that rests; null: nothing.</param>
public sealed record ContactAnswer(ContactRefusal? Refusal, ConsentEntry? Entry)
{
    /// <summary>Whether they may.</summary>
    public bool May => Refusal is null;
}

/// <summary>Whether a customer may be contacted, for whoever is about to write to them.</summary>
public sealed class MayContact(IOptions<ConsentOptions> options)
{
    /// <summary>Asks.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="customer">Who, by any of their ids.</param>
    /// <param name="purpose">What for.</param>
    /// <param name="channel">By which channel: <c>email</c>, <c>phone</c>, <c>chat</c> …</param>
    /// <param name="at">When.</param>
    public async Task<ContactAnswer> HandleAsync(Session session, Guid customer, string purpose, string channel, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (!options.Value.Purposes.TryGetValue(purpose, out var declared))
        {
            return new(ContactRefusal.NoSuchPurpose, null);
        }

        if (!await CustomerStore.ExistsAsync(session, customer))
        {
            return new(ContactRefusal.NoSuchCustomer, null);
        }

        if (await ProtectCustomer.IsAsync(session, customer, ProtectionKind.Restriction))
        {
            return new(ContactRefusal.Restricted, null);
        }

        var standing = (await ConsentLedger.ReadAsync(session, customer)).StandingAt(purpose, channel, at);
        return standing.State switch
        {
            ConsentState.Withdrawn => new(ContactRefusal.Withdrawn, standing.Entry),
            ConsentState.Unknown when declared.NeedsConsent => new(ContactRefusal.NotGranted, standing.Entry),
            _ => new(null, standing.Entry),
        };
    }
}
