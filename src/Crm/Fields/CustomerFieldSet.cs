using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using ServiceBot.Crm.Identity;

namespace ServiceBot.Crm.Fields;

/// <summary>All that facts can be of: the fields that every customer has, the company's own, and tags.</summary>
/// <param name="Own">The own fields in their order, with those that are no longer asked.</param>
public sealed record CustomerFieldSet(IReadOnlyList<OwnField> Own)
{
    private const int LongestValue = 200;
    private const int LongestRemark = 4_000;

    /// <summary>The fields without the company's own.</summary>
    public static CustomerFieldSet BuiltIn { get; } = new([]);

    /// <summary>The fields that are asked, in the order in which they are shown; tags are none of them.</summary>
    public IReadOnlyList<string> Asked { get; } = [.. CustomerFields.All, .. Own.Where(field => field.IsActive).Select(field => field.Key)];

    /// <summary>An own field by its key; null: there is none.</summary>
    public OwnField? Find(string key) => Own.FirstOrDefault(field => field.Key == key);

    /// <summary>Reads what is said of a field.</summary>
    /// <param name="field">The field.</param>
    /// <param name="text">What is said; nothing, or nothing but blanks: there is none.</param>
    /// <param name="now">The present.</param>
    /// <param name="value">The value as it is kept; null: there is none.</param>
    /// <param name="fault">Why it can't be.</param>
    /// <returns>False: it can't be.</returns>
    public bool TryRead(string field, string? text, DateTimeOffset now, out string? value, [NotNullWhen(false)] out string? fault)
    {
        ArgumentNullException.ThrowIfNull(field);
        var clean = field == "remark" ? StoredText.Clean(text, LongestRemark) : StoredText.CleanLine(text, LongestValue);
        value = clean.Length == 0 ? null : clean;
        if (CustomerTag.Of(field) is { } tag)
        {
            fault = StoredText.Tag(tag) != tag ? $"A tag is in small letters, has 1 to {StoredText.LongestTag} characters and no comma."
                : value is not (null or CustomerTag.On) ? $"A tag is there ({CustomerTag.On}) or not (null)."
                : null;
        }
        else if (Find(field) is { } own)
        {
            (value, fault) = value is null ? (null, null) : own.Read(value);
        }
        else
        {
            fault = !CustomerFields.All.Contains(field) ? $"There is no such field. The fields are {string.Join(", ", Asked)}, and {CustomerTag.Prefix}… for tags." : FaultOf(field, value, now);
        }

        return fault is null;
    }

    private static string? FaultOf(string field, string? value, DateTimeOffset now) => field switch
    {
        CustomerFields.Party when value is not null && !PartyKinds.All.Contains(value) => $"It is {PartyKinds.Person}, {PartyKinds.Organisation} or {PartyKinds.Household}.",
        CustomerFields.Language when value is not ("en" or "zh") => "It is en or zh.",
        CustomerFields.BirthDate when value is not null => !DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? "A day looks like 1987-05-03."
            : day.Year < 1870 || day > DateOnly.FromDateTime(now.UtcDateTime) ? "Nobody was born on that day who is a customer now." : null,
        _ => null,
    };
}

/// <summary>
/// A tag of a customer is a fact like any other, of a field of its own: so it says who put it on and when, is there for all records that are one person, comes off with them, and with the import that brought it.
/// </summary>
public static class CustomerTag
{
    /// <summary>What the fields of tags begin with: <c>tag:vip</c>.</summary>
    public const string Prefix = "tag:";

    /// <summary>The value of a tag that is on.</summary>
    public const string On = "yes";

    /// <summary>The tag that a field stands for; null: it is the field of none.</summary>
    public static string? Of(string field)
    {
        ArgumentNullException.ThrowIfNull(field);
        return field.StartsWith(Prefix, StringComparison.Ordinal) ? field[Prefix.Length..] : null;
    }

    /// <summary>The tags that are on.</summary>
    /// <param name="fields">What counts, by field.</param>
    public static IReadOnlyList<string> AllOf(IReadOnlyDictionary<string, CustomerFact> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return [.. fields.Where(field => field.Value.Value is not null).Select(field => Of(field.Key)).OfType<string>().Order(StringComparer.Ordinal)];
    }
}
