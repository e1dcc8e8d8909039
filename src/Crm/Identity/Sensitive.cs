using ServiceBot.Crm.Customers;
using ServiceBot.Storage;
using ServiceBot.Storage.Keys;

namespace ServiceBot.Crm.Identity;

/// <summary>
/// What is known of customers and lies encrypted, each value with the key of the record that it was said of: e-mail addresses and phone numbers, which are found by a keyed hash; and birth dates, addresses, remarks and those own fields
/// that the company has declared so. Names, companies, cities and countries stay readable, since lists are filtered and ordered by them.
/// </summary>
internal static class Sensitive
{
    private static readonly string[] Fields = [CustomerFields.BirthDate, "street", "region", "postcode", "remark"];

    /// <summary>Whether identifiers of a kind are encrypted.</summary>
    public static bool IsIdentifier(string kind) => kind is IdentifierKinds.Email or IdentifierKinds.Phone;

    /// <summary>Whether a field that every customer has, or identifiers of a kind, are encrypted.</summary>
    public static bool IsKept(string about) => IsIdentifier(about) || Fields.Contains(about);

    /// <summary>The fields that are encrypted.</summary>
    public static async Task<IReadOnlySet<string>> FieldsAsync(Session session) =>
        new HashSet<string>([.. Fields, .. await session.QueryAsync<string>("SELECT key FROM crm_field WHERE is_sensitive")], StringComparer.Ordinal);

    /// <summary>Whether a field is encrypted.</summary>
    public static async Task<bool> IsFieldAsync(Session session, string field) => Fields.Contains(field)
        || (field.StartsWith(Crm.Fields.OwnField.Prefix, StringComparison.Ordinal) && await session.FindAsync<long?>("SELECT 1 FROM crm_field WHERE key = @field AND is_sensitive", new { field }) is not null);

    /// <summary>An identifier in the form in which it is looked for.</summary>
    /// <param name="cipher">What it is hashed with.</param>
    /// <param name="kind">Its kind.</param>
    /// <param name="normalised">It, as it is compared.</param>
    public static string Kept(this SubjectCipher cipher, string kind, string normalised) => IsIdentifier(kind) ? cipher.LookUp(kind, normalised) : normalised;

    /// <summary>The forms in which identifiers may be kept: those from before there was a key are encrypted in the background.</summary>
    public static IEnumerable<string> Forms(this SubjectCipher cipher, string kind, string normalised) => IsIdentifier(kind) ? [cipher.LookUp(kind, normalised), normalised] : [normalised];
}
