using ServiceBot.Crm.Identity;
using ServiceBot.Storage;

namespace ServiceBot.Crm.Customers;

/// <summary>Where somebody can be written to outside of the chat.</summary>
/// <param name="Email">Their e-mail address; null: none that may be used.</param>
/// <param name="Phone">Their phone number; null: none that may be used.</param>
public sealed record ContactPoints(string? Email, string? Phone)
{
    // What a visitor of the chat or a mail says of itself may be anybody's address.
    private static readonly string[] Trusted = [FactSources.Staff, FactSources.Api, FactSources.Import, FactSources.Demo];

    /// <summary>Reads them: of each kind a proved one before one that the company knows otherwise, of those the one given last.</summary>
    /// <param name="session">Where to read.</param>
    /// <param name="customer">Who, by any of their ids.</param>
    public static async Task<ContactPoints> FindAsync(Session session, Guid customer)
    {
        ArgumentNullException.ThrowIfNull(session);
        var usable = (await IdentityStore.IdentifiersAsync(session, await IdentityStore.MembersAsync(session, customer)))
            .Where(one => one.VerifiedAt is not null || Trusted.Contains(one.Source))
            .OrderByDescending(one => one.VerifiedAt is not null).ThenByDescending(one => one.LastSeenAt).ToList();
        return new(Of(IdentifierKinds.Email), Of(IdentifierKinds.Phone));

        string? Of(string kind) => usable.FirstOrDefault(one => one.Kind == kind)?.Value;
    }
}
