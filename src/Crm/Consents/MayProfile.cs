using Microsoft.Extensions.Options;
using ServiceBot.Crm.Privacy;
using ServiceBot.Storage;

namespace ServiceBot.Crm.Consents;

/// <summary>Of whom scores and segments may be made, for whoever is about to make them of many.</summary>
public sealed class MayProfile(IOptions<ConsentOptions> options)
{
    private const string Purpose = "profiling";

    /// <summary>Of whom they may not: who refused, who has not agreed though it needs a consent, and whose data are used for nothing.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="rootOf">All records of some persons, each with the one whose page is theirs.</param>
    /// <param name="at">When.</param>
    /// <returns>The persons, by the records whose pages are theirs.</returns>
    public async Task<IReadOnlySet<Guid>> RefusedAsync(Session session, IReadOnlyDictionary<Guid, Guid> rootOf, DateTimeOffset at)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(rootOf);
        var refused = (await ProtectCustomer.AmongAsync(session, [.. rootOf.Keys], ProtectionKind.Restriction)).Select(record => rootOf[record]).ToHashSet();
        var needsConsent = options.Value.Purposes[Purpose].NeedsConsent;
        var ledgers = await ConsentLedger.ReadAsync(session, rootOf, Purpose);
        foreach (var person in needsConsent ? rootOf.Values.Distinct() : ledgers.Keys)
        {
            var state = ledgers.TryGetValue(person, out var ledger) ? ledger.StandingAt(Purpose, "", at).State : ConsentState.Unknown;
            if (state == ConsentState.Withdrawn || (needsConsent && state != ConsentState.Granted))
            {
                refused.Add(person);
            }
        }

        return refused;
    }
}
